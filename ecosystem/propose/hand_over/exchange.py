"""Complementary exchange: two organisations that each stop with what the other does more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Any

import pandas as pd

from ecosystem.measure.options import checked
from ecosystem.propose.carry_out.weigh import weigh_after
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.hand_over.handing_over import Words
from ecosystem.propose.hand_over.handovers import Handover, Handovers
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood

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
_NEAR = 1e-6
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
    or if as many, takes least for one resident; where nobody there can do it yet, to somebody
    who may learn it, if that saves people. Never to anybody higher on the ladder than those
    who stop. Of those who can, it goes to who sees most of the residents already, or else has
    most hours left.

    Proposed only if the hours there and back differ little; no case wants more people, every
    need keeps the people it must have and is short of no more hours (see `release`), each need
    also when handed over alone; nobody gets over their hours; everybody keeps something to do;
    residents do not see more people in all than contacts say they do now; and carried out it
    asks no more people or hours of all together (see `staffing`). A need handed over with
    nothing in return is not an exchange. Of each two organisations the one that promises most,
    by what its needs save apart: there may be a better one.

    Internal: it names people beside counts as they are, also of one resident.

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
        One row per handover: `exchange` (1 is best: most people saved, then most fewer today,
        most hours, names), `stops` (who), `need`, `takes` (who takes it over), `days` (of
        learning: 0 who can already, and beyond the first row of who learns; missing where
        unknown), `residents` (whom contacts name; missing where there are none), `hours` (a
        week). The same on every row of an exchange: `people_saved` (what `staffing` then needs
        fewer, over all residents), `fewer_today` (how many fewer people residents see, all
        together, of those whom contacts name; missing without contacts), `hours_apart` (a
        week), `because`.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.
    ValueError
        If an option is not a whole number of at least 1, or not a language of ours.

    Examples
    --------
    >>> able = street.competences
    >>> able = pd.concat([able, able.assign(need="transport")], ignore_index=True)
    >>> log = {"actor": ["gp", "nurse", "nurse", "gp"], "minutes": [30.0, 10.0, 30.0, 10.0]}
    >>> log |= {"need": ["skin", "skin", "transport", "transport"], "start": "2025-01-06"}
    >>> log = pd.DataFrame(log).assign(resident=["anna", "anna", "bert", "bert"])
    >>> log = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> found = exchange(street.replace(competences=able, contacts=log))
    >>> found[["stops", "need", "takes", "hours", "fewer_today"]]
       stops       need  takes     hours  fewer_today
    0  nurse       skin     gp  0.166667            2
    1     gp  transport  nurse  0.166667            2
    """
    checked(backup=backup, most=most, lang=lang)
    work, words = Handovers(hood, backup), Words(hood, lang)
    swaps = [
        swap
        for one, other in combinations(sorted(work.staff), 2)
        for swap in _best(work, one, other, apart)
    ]
    swaps.sort(key=lambda swap: _rank(work, swap, work.saved(swap.both)))
    kept = islice(_kept(hood, swaps, backup), most)
    ranked = sorted((_rank(work, swap, saved), swap, saved) for saved, swap in kept)
    rows = [
        row | {"exchange": number}
        for number, (_, swap, saved) in enumerate(ranked, start=1)
        for row in _rows(work, words, swap, saved)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


@dataclass(frozen=True, order=True)
class _Swap:
    """What one organisation hands over to another, and what comes back."""

    one: str
    other: str
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
    swaps = [_Swap(one, other, *both) for both in product(*ways)]
    swaps = [swap for swap in swaps if swap.apart <= apart * max(swap.hours) + _NEAR]
    swaps.sort(key=lambda swap: _rank(work, swap, sum(each.saves for each in swap.both)))
    for swap in swaps:
        if work.fewer_today(swap.both) >= 0 and work.fits(swap.both) and work.holds(swap.both):
            yield swap
            return


def _some(handovers: Sequence[Handover]) -> list[tuple[Handover, ...]]:
    return [some for size in range(1, NEEDS + 1) for some in combinations(handovers, size)]


def _rank(work: Handovers, swap: _Swap, saved: int) -> tuple[float, ...]:
    """Rank what saves most people, then most people today, then moves most hours, first."""
    return -saved, -work.fewer_today(swap.both), -round(sum(swap.hours), 6)


def _kept(hood: Neighbourhood, swaps: Sequence[_Swap], backup: int) -> Iterator[tuple[int, _Swap]]:
    """Carry each out, and keep what asks no more people or hours of all together."""
    for swap in swaps:
        rows = [(stop, each.need, to) for each in swap.both for stop, to in each.to]
        who, what, to = ("|".join(ids) for ids in zip(*rows, strict=True))
        move = pd.DataFrame([{"move": "exchange", "who": who, "what": what, "to": to}])
        now = weigh_after(hood, hood, backup=backup)
        then = weigh_after(hood, what_if(hood, move), backup=backup)
        if then.people <= now.people and then.hours_short <= now.hours_short + _NEAR:
            yield now.people - then.people, swap


def _rows(work: Handovers, words: Words, swap: _Swap, saved: int) -> Iterator[dict[str, Any]]:
    """Tell an exchange, a row a handover."""
    known = bool(work.residents)
    today = work.fewer_today(swap.both) if known else None
    learns = sorted(pair for each in swap.both for pair in each.learns)
    because = words.say(
        "exchange",
        one=swap.one,
        other=swap.other,
        there=words.needs(each.need for each in swap.there),
        back=words.needs(each.need for each in swap.back),
        residents=words.count(work.about(swap.there), "residents"),
        residents_back=words.count(work.about(swap.back), "residents"),
        hours=words.hours(swap.hours[0]),
        hours_back=words.hours(swap.hours[1]),
        learners=words.actors(actor for actor, _ in learns),
        learnt=words.needs(need for _, need in learns),
        people=words.count(saved or None, "people"),
        today=words.count(today or None, "today"),
    )
    for each in swap.both:
        days = [work.days[pair] for pair in each.learns]
        for place, (stop, taker) in enumerate(sorted(each.to)):
            yield {
                "stops": stop,
                "need": each.need,
                "takes": taker,
                "days": sum(days) if place == 0 else 0.0,
                "residents": len(work.residents.get((stop, each.need), ())) if known else None,
                "hours": work.hours[stop, each.need],
                "people_saved": saved,
                "fewer_today": today,
                "hours_apart": round(swap.apart, 6),
                "because": because,
            }
