"""What one organisation could hand over to another: a need, to whom, and how much it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ecosystem.measure.eligible import eligible
from ecosystem.measure.supply import supply
from ecosystem.propose.hand_over.substitution import Pair, substitution
from ecosystem.propose.hand_over.workload import workload
from ecosystem.propose.staff.units import model
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped


@dataclass(frozen=True)
class Handover:
    """
    A need that everybody of one organisation stops with and another takes over.

    Parameters
    ----------
    need
        The need.
    to
        Who stops, and who takes it over from them.
    hours
        Hours a week it is about.
    learns
        Who learns it, where nobody there can yet.
    saves
        People fewer at the door by learning it alone.
    """

    need: str
    to: tuple[Pair, ...]
    hours: float
    learns: tuple[Pair, ...] = ()
    saves: int = 0


class Handovers:
    """
    What organisations could hand over to each other, and what becomes of it.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    backup
        How many people must be able to meet each need.
    """

    def __init__(self, hood: Neighbourhood, backup: int) -> None:
        self.now = substitution(hood, backup=backup)
        self.days = may_learn(hood, backup=backup)
        who, can, does = supply(hood), eligible(hood), workload(hood)
        self.hours = dict(zip(_pairs(does), does["hours"].astype(float), strict=True))
        self._load = does.groupby("actor")["hours"].sum().astype(float).to_dict()
        self._room = who["hours"].astype(float).fillna(np.inf).to_dict()
        self._step = who["step"].astype(float).to_dict()
        self._takes = dict(zip(_pairs(can), can["takes"].astype(float).fillna(np.inf), strict=True))
        employer = hood.actors.dropna(subset=["organisation"]).set_index("actor")["organisation"]
        self.staff: dict[str, list[str]] = {}
        for actor in self.now.can:
            if actor in employer:
                self.staff.setdefault(str(employer[actor]), []).append(actor)
        done = helped(hood).dropna(subset=["actor"]).fillna({"need": ""})
        done = done if does["contacts"].notna().any() else done.head(0)
        self.residents = {
            pair: set(rows["resident"]) for pair, rows in done.groupby(["actor", "need"])
        }
        self._knows = Counter(zip(done["actor"], done["resident"], strict=True))

    def between(self, gives: str, takes: str) -> list[Handover]:
        """List what one organisation could hand over to another, by need."""
        found = (self._one(need, self.staff[gives], self.staff[takes]) for need in self.now.bit)
        return [one for one in found if one]

    def _one(self, need: str, gives: Sequence[str], takes: Sequence[str]) -> Handover | None:
        """Hand over a need that the others do most or best, or that is better learnt by them."""
        stops = [one for one in gives if (one, need) in self.hours]
        able = [one for one in takes if (one, need) in self.hours]
        hours = self._weight(stops, need)[0]
        if not hours > 0:
            return None
        if able:
            more = self._weight(able, need) > self._weight(stops, need)
            light = self._no_heavier(able, stops)
            to = tuple((one, self._taker(light, need, [one])) for one in stops if light)
            return Handover(need, to, hours) if more and light else None
        may = [one for one in self._no_heavier(takes, stops) if (one, need) in self.days]
        if not may:
            return None
        one = self._taker(may, need, stops)
        new = Handover(need, tuple((stop, one) for stop in stops), hours, ((one, need),))
        saves = self.saved([new])
        return replace(new, saves=saves) if saves > 0 else None

    def _no_heavier(self, actors: Sequence[str], stops: Sequence[str]) -> list[str]:
        """Leave out who stands higher on the ladder than anybody who stops."""
        return [one for one in actors if not any(self._step[one] > self._step[s] for s in stops)]

    def _weight(self, actors: Sequence[str], need: str) -> tuple[float, float]:
        """Weigh who does most of a need; if as much, who takes least for one resident."""
        return (
            round(sum(self.hours[one, need] for one in actors), 6),
            -min((self._takes[one, need] for one in actors), default=np.inf),
        )

    def _taker(self, able: Sequence[str], need: str, stops: Sequence[str]) -> str:
        """Choose who knows most of the residents, then has most hours left, then by id."""
        about = set().union(*(self.residents.get((stop, need), ()) for stop in stops))

        def rank(one: str) -> tuple[int, float, str]:
            known = sum((one, resident) in self._knows for resident in about)
            return -known, self._load.get(one, 0) - self._room[one], one

        return min(able, key=rank)

    def _after(self, handovers: Sequence[Handover]) -> dict[str, int]:
        """Say what each may do when these are handed over."""
        stops = [(stop, each.need) for each in handovers for stop, _ in each.to]
        return self.now.changed(stops, [pair for each in handovers for pair in each.learns])

    def saved(self, handovers: Sequence[Handover]) -> int:
        """Count the people fewer at the door, over all residents, when these are handed over."""
        fewer = self.now.fewer(self._after(handovers), [each.need for each in handovers])
        return sum(self.now.cases[case][0] * people for case, people in fewer.items())

    def holds(self, handovers: Sequence[Handover]) -> bool:
        """Tell whether nothing gets worse, and everybody who stops has something left to do."""
        after = self._after(handovers)
        left = all(after[stop] for each in handovers for stop, _ in each.to)
        return left and self.now.holds(after, [each.need for each in handovers])

    def fits(self, handovers: Sequence[Handover]) -> bool:
        """Tell whether nobody gets over their hours, or further over them."""
        load = dict(self._load)
        for each in handovers:
            for stop, taker in each.to:
                load[stop] -= self.hours[stop, each.need]
                load[taker] = load.get(taker, 0) + self.hours[stop, each.need]
        takers = {taker for each in handovers for _, taker in each.to}
        return all(
            load[one] <= max(self._room[one], self._load.get(one, 0)) + 1e-9 for one in takers
        )

    def about(self, handovers: Sequence[Handover]) -> int | None:
        """Count the residents who get somebody else; None where no contacts name them."""
        pairs = [(stop, each.need) for each in handovers for stop, _ in each.to]
        if not self.residents:
            return None
        return len(set().union(*(self.residents.get(pair, ()) for pair in pairs)))

    def fewer_today(self, handovers: Sequence[Handover]) -> int:
        """Count the people fewer whom residents see, of those that contacts name today."""
        after = Counter[tuple[str, str]]()
        for each in handovers:
            for stop, taker in each.to:
                for resident in self.residents.get((stop, each.need), ()):
                    after[stop, resident] -= 1
                    after[taker, resident] += 1
        return sum(
            (self._knows[both] > 0) - (self._knows[both] + change > 0)
            for both, change in after.items()
        )


def may_learn(hood: Neighbourhood, *, backup: int = 1) -> dict[Pair, float]:
    """
    Say who may learn what, and in how many days.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need.

    Returns
    -------
    may_learn
        Days by actor and need; missing (nan) where unknown.

    Examples
    --------
    >>> may_learn(street)
    {}
    """
    made = model(hood, backup=backup)
    days = made.days / made.size[:, None]
    return {
        (actor, made.needs[need]): float(days[unit, need])
        for unit, need in np.argwhere(made.may)
        for actor in made.actors[unit]
    }


def _pairs(rows: pd.DataFrame) -> list[Pair]:
    return list(rows[["actor", "need"]].itertuples(index=False, name=None))
