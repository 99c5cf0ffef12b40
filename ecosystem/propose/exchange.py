"""Complementary exchange: two organisations that each stop with what the other does more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product, starmap
from typing import Any

import pandas as pd

from ecosystem.propose.handing_over import Words
from ecosystem.propose.handovers import Handover, Handovers
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language

COLUMNS = {
    "exchange": "Int64",
    "stops": "str",
    "need": "str",
    "takes": "str",
    "days": "Float64",
    "residents": "Int64",
    "hours": "Float64",
    "people_saved": "Int64",
    "fewer_today": "Int64",
    "hours_apart": "Float64",
    "because": "str",
}
NEEDS = 2
"""How many needs go each way at most."""


def exchange(
    hood: Neighbourhood,
    *,
    backup: int = 1,
    most: int = 10,
    apart: float = 0.25,
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Find two organisations that could each hand over to the other what the other does more.

    Everybody of the one stops with one need or two, everybody of the other with one or two
    others. A need goes to the organisation that spends most hours on it now (see `workload`),
    or if as many, takes least for one resident; or, where nobody there can do it yet, to
    somebody who may learn it, if that saves people. Never to anybody higher on the ladder than
    those who stop. Of those, it goes to who sees most of the residents already, or else has
    most hours left. Proposed
    only if the hours that change hands differ little, no case wants more people, every need
    keeps the people it must have and is short of no more hours (see `release`), nobody gets
    over their hours, everybody keeps something to do, residents do not see more people in all
    than contacts say they do now, and each need could also be handed over alone. A need that
    is handed over with nothing in return is not an exchange. Of each two organisations the
    one exchange that saves most; beyond one need each way the choice is by what the needs
    save apart.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what;
        without organisations of actors the answer is empty.
    backup
        How many people must be able to meet each need.
    most
        How many exchanges at most.
    apart
        How much the hours one way may differ from those the other way, as a share of the
        larger.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    exchange
        One row per handover: `exchange` (1 is best: most people saved, then fewest people
        today, most hours, names), `stops` (who), `need`, `takes` (who takes it over), `days`
        (of learning: 0 who can already, and beyond the first row of who learns; missing where
        unknown), `residents` (whom contacts name; missing where there are none), `hours` (a
        week). The same on every row of an exchange: `people_saved` (over all residents, of
        the fewest), `fewer_today` (people whom residents no longer see, of those contacts
        name today; missing without contacts), `hours_apart` (a week), `because`.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> exchange(street).empty
    True
    """
    work = Handovers(hood, backup)
    found: list[tuple[tuple[float, ...], str, str, _Swap]] = [
        (_rank(swap, work.saved(swap.both), work), one, other, swap)
        for one, other in combinations(sorted(work.staff), 2)
        for swap in _best(work, one, other, apart)
    ]
    words = Words(hood, lang)
    rows = [
        row | {"exchange": number}
        for number, (_, one, other, swap) in enumerate(sorted(found)[:most], start=1)
        for row in _rows(work, swap, words, (one, other))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


@dataclass(frozen=True, order=True)
class _Swap:
    """What goes there, and what comes back."""

    there: tuple[Handover, ...]
    back: tuple[Handover, ...]

    @property
    def both(self) -> tuple[Handover, ...]:
        return self.there + self.back

    @property
    def hours(self) -> tuple[float, float]:
        return sum(each.hours for each in self.there), sum(each.hours for each in self.back)

    @property
    def apart(self) -> float:
        return abs(self.hours[0] - self.hours[1])


def _best(work: Handovers, one: str, other: str, apart: float) -> Iterator[_Swap]:
    """Try what two organisations could exchange, what promises most first."""
    there, back = work.between(one, other), work.between(other, one)
    if not (there and back):
        return
    ways = [_some([each for each in way if work.holds([each])]) for way in (there, back)]
    swaps = [
        swap for swap in starmap(_Swap, product(*ways)) if swap.apart <= apart * max(swap.hours)
    ]
    swaps.sort(key=lambda swap: _rank(swap, sum(each.saves for each in swap.both), work))
    for swap in swaps:
        if work.fewer_today(swap.both) >= 0 and work.fits(swap.both) and work.holds(swap.both):
            yield swap
            return


def _some(handovers: Sequence[Handover]) -> list[tuple[Handover, ...]]:
    return [some for size in range(1, NEEDS + 1) for some in combinations(handovers, size)]


def _rank(swap: _Swap, saved: int, work: Handovers) -> tuple[float, ...]:
    """Rank what saves most people, then most people today, then moves most hours, first."""
    return -saved, -work.fewer_today(swap.both), -round(sum(swap.hours), 6)


def _rows(
    work: Handovers, swap: _Swap, words: Words, organisations: tuple[str, str]
) -> Iterator[dict[str, Any]]:
    """Tell an exchange, a row a handover."""
    told = {
        "people_saved": work.saved(swap.both),
        "fewer_today": work.fewer_today(swap.both) if work.residents else None,
        "hours_apart": round(swap.apart, 6),
    }
    learns = sorted(pair for each in swap.both for pair in each.learns)
    because = words.say(
        "exchange",
        one=organisations[0],
        other=organisations[1],
        there=words.needs(each.need for each in swap.there),
        back=words.needs(each.need for each in swap.back),
        residents=words.count(work.about(swap.there), "residents"),
        residents_back=words.count(work.about(swap.back), "residents"),
        hours=words.hours(swap.hours[0]),
        hours_back=words.hours(swap.hours[1]),
        learners=words.actors(actor for actor, _ in learns),
        learnt=words.needs(need for _, need in learns),
        people=words.count(told["people_saved"] or None, "people"),
        today=words.count(told["fewer_today"] or None, "today"),
    )
    for each in swap.both:
        days = [work.days[pair] for pair in each.learns]
        for place, (stop, taker) in enumerate(sorted(each.to)):
            yield told | {
                "stops": stop,
                "need": each.need,
                "takes": taker,
                "days": sum(days) if place == 0 else 0.0,
                "residents": len(work.residents.get((stop, each.need), ()))
                if work.residents
                else None,
                "hours": work.hours[stop, each.need],
                "because": because,
            }
