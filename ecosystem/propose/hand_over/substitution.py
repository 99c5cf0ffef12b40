"""Whether others can take the place: what stays as it is when some stop and some learn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from ecosystem.measure.coverage import residents
from ecosystem.measure.eligible import eligible
from ecosystem.measure.supply import able
from ecosystem.propose.hand_over.hours_fit import Asked, HoursFit, Takes
from ecosystem.propose.hand_over.team_size import team_size
from ecosystem.propose.staff.units import Model, model
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

Pair = tuple[str, str]
"""An actor and a need."""


@dataclass(frozen=True, eq=False)
class Substitution:
    """
    Who may do what, and what must stay as it is when that changes.

    Parameters
    ----------
    can
        What each professional may do, a bit a need.
    bit
        The bit of each need.
    required
        The needs that more than 0, more than 1, and so on, different people must meet.
    cases
        By the needs of each case: its residents, and the fewest people.
    hours
        Two ways in which hours must go round: those of professionals for what is left to
        them, as often as people must meet it, and everybody's for everything, as in
        `coverage`.
    """

    can: Mapping[str, int]
    bit: Mapping[str, int]
    required: tuple[int, ...]
    cases: Mapping[int, tuple[int, int]]
    hours: tuple[HoursFit, ...]

    def able(self, need: str) -> list[str]:
        """List the professionals who may meet a need now."""
        return [actor for actor, mask in self.can.items() if mask & self.bit[need]]

    def changed(
        self,
        stops: Collection[Pair],
        learns: Collection[Pair] = (),
        can: Mapping[str, int] | None = None,
    ) -> dict[str, int]:
        """Say what each may do when these have learnt, and then these have stopped."""
        then = dict(self.can if can is None else can)
        for actor, need in learns:
            then[actor] |= self.bit[need]
        for actor, need in stops:
            then[actor] &= ~self.bit[need]
        return then

    def holds(self, can: Mapping[str, int], needs: Collection[str]) -> bool:
        """
        Tell whether nothing gets worse when people may do this instead.

        Every need keeps the people it must have, no case wants more people, and no need is
        short of more hours. What people may do may differ in these needs only.
        """
        for need in needs:
            people = sum(1 for mask in can.values() if mask & self.bit[need])
            if any(plane & self.bit[need] for plane in self.required[people:]):
                return False
        fewer = all(people >= 0 for people in self.fewer(can, needs).values())
        return fewer and all(fit.holds(can) for fit in self.hours)

    def fewer(self, can: Mapping[str, int], needs: Collection[str]) -> dict[int, int]:
        """Count how many people fewer each case with any of these needs wants."""
        bits = sum(self.bit[need] for need in set(needs))
        masks = list(can.values())
        was = [before for who, before in self.can.items() if before & ~can[who]]
        more = any(can[who] & ~before for who, before in self.can.items())
        return {
            case: 0
            if not more and all(self._spare(case, before & case, masks) for before in was)
            else people - team_size(case, masks, self.required)
            for case, (_, people) in self.cases.items()
            if case & bits
        }

    def _spare(self, case: int, did: int, masks: Sequence[int]) -> bool:
        """Tell whether enough others do all that somebody did for a case."""
        times = sum(bool(case & plane) for plane in self.required)
        enough = islice((mask for mask in masks if not did & ~mask), times)
        return sum(1 for _ in enough) == times


def substitution(hood: Neighbourhood, *, backup: int = 1) -> Substitution:
    """
    Put down who may do what, and what must stay as it is.

    A need must be met by `backup` people, by two at least where it is critical, and by no more
    than there are; also a need that nobody has now.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need.

    Returns
    -------
    substitution
        What holds now, to hold changes against.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> now = substitution(street)
    >>> now.holds(now.changed([("gp", "skin")]), ["skin"])
    True
    >>> now.holds(now.changed([("gp", "skin"), ("nurse", "skin")]), ["skin"])
    False
    """
    return remember(hood, _Made(backup))


@dataclass(frozen=True)
class _Made:
    """Puts it down; equal options are equal, so that it is remembered."""

    backup: int

    def __call__(self, hood: Neighbourhood) -> Substitution:
        made = model(hood, backup=self.backup)
        bit = {need: 1 << place for place, need in enumerate(in_use(hood))}
        who = eligible(hood)
        who = who[who["professional"].astype(bool)]
        can = _masks(who, bit)
        own = hood.needs.set_index("need")
        critical = set(own.index[own["critical"].fillna(value=False)])
        people = who["need"].value_counts()
        least = {
            need: min(count, max(self.backup, 2 if need in critical else 1))
            for need, count in people.items()
        }
        required = tuple(
            sum(bit[need] for need, times in least.items() if times > more)
            for more in range(max(least.values(), default=0))
        )
        columns = [bit[need] for need in made.needs]
        has = [sum(np.array(columns, dtype=object)[row]) for row in made.cases]
        masks = list(can.values())
        cases = {
            case: (int(count), team_size(case, masks, required))
            for case, count in zip(has, made.residents, strict=True)
        }
        return Substitution(can, bit, required, cases, _hours(hood, made, can, bit))


def _hours(
    hood: Neighbourhood, made: Model, can: Mapping[str, int], bit: Mapping[str, int]
) -> tuple[HoursFit, ...]:
    """Put down both ways in which hours must go round."""
    everybody, own = able(hood), hood.needs.set_index("need")
    critical = set(own.index[own["critical"].fillna(value=False)])
    asks = residents(hood).to_dict()
    first = sorted(bit, key=lambda need: (need not in critical, -asks.get(need, 0), need))
    usual = everybody.groupby("need")["takes"].median()
    says = everybody.assign(takes=everybody["takes"].fillna(everybody["need"].map(usual)))
    says = says.dropna(subset=["takes"])
    takes = Takes(
        {
            bit[need]: dict(zip(rows["actor"], rows["takes"].astype(float), strict=True))
            for need, rows in says.groupby("need")
        },
        {bit[need]: float(hours) for need, hours in own["hours"].dropna().items() if need in bit},
        can,
    )
    week = everybody.drop_duplicates("actor").set_index("actor")["hours"]
    hours = week.astype("float64").fillna(np.inf).to_dict()
    besides = np.array(
        [
            not can.get(actor, 0) & bit[need]
            for actor, need in zip(everybody["actor"], everybody["need"], strict=True)
        ],
        dtype=bool,
    )
    times = dict(zip(made.needs, made.required.tolist(), strict=True))
    left = dict(zip(made.needs, made.residents @ made.cases, strict=True))

    def wanted(count: Mapping[str, int]) -> Callable[[Mapping[str, int]], list[float]]:
        def hours(can: Mapping[str, int]) -> list[float]:
            now = takes(can)
            return [float(count.get(need, 0)) * now.get(bit[need], 0) for need in first]

        return hours

    twice = {need: count * times[need] for need, count in left.items()}
    return (
        HoursFit(
            {actor: hours[actor] for actor in can},
            [Asked(bit[need], times.get(need, 1)) for need in first],
            wanted(twice),
            can,
        ),
        HoursFit(
            hours,
            [Asked(bit[need]) for need in first],
            wanted(asks),
            can,
            _masks(everybody[besides], bit),
        ),
    )


def _masks(rows: pd.DataFrame, bit: Mapping[str, int]) -> dict[str, int]:
    bits = rows["need"].map(bit).astype(object)
    return {str(actor): sum(own) for actor, own in bits.groupby(rows["actor"])}
