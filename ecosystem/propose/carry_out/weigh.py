"""What a neighbourhood weighs: the professionals at the door, the hours, and what hangs on one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ecosystem.measure.cases import cases
from ecosystem.measure.eligible import eligible
from ecosystem.propose.staff.staffing import Staffing, staffing
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


@dataclass(frozen=True, eq=False)
class Weight:
    """
    What moves can make better or worse.

    Attributes
    ----------
    people
        Professionals at the door, over all residents.
    hours_short
        Hours a week that are asked for beyond what people have.
    uncovered
        How many needs nobody may meet.
    fragile
        Needs somebody has that one only may meet.
    full
        Units without an hour to spare, each ids joined by `|`.
    """

    people: int
    hours_short: float
    uncovered: int
    fragile: frozenset[str]
    full: frozenset[str]

    def no_worse(self, than: Weight) -> bool:
        """Tell whether nobody more comes, no hours are shorter, and nothing is left unmet."""
        return (
            self.people <= than.people
            and self.hours_short <= than.hours_short + 1e-6
            and self.uncovered <= than.uncovered
        )


def weigh(hood: Neighbourhood, *, backup: int = 1) -> Weight:
    """
    Weigh a neighbourhood.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need of one resident.

    Returns
    -------
    weight
        What it weighs, with everybody as well placed as can be.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> weigh(street).people, weigh(street).uncovered
    (1, 1)
    """
    return remember(hood, _Weigh(backup))


@dataclass(frozen=True)
class _Weigh:
    """Weighs a neighbourhood; equal options are equal, so that it is remembered."""

    backup: int

    def __call__(self, hood: Neighbourhood) -> Weight:
        return _weight(hood, staffing(hood, backup=self.backup))


def _weight(hood: Neighbourhood, staffed: Staffing) -> Weight:
    can = Counter(eligible(hood)["need"].tolist())
    rows = cases(hood)
    some = [] if rows is None else rows.loc[rows["residents"] > 0, "needs"].tolist()
    asked = {need for needs in some for need in needs.split("|")}
    load = staffed.load
    used = load["used"].astype("Float64")
    full = load.loc[(used > 0) & (used >= load["hours"] - 1e-6).fillna(value=False), "who"]
    return Weight(
        people=staffed.people,
        hours_short=staffed.hours_short,
        uncovered=len(staffed.dropped),
        fragile=frozenset(need for need in asked if can[need] == 1),
        full=frozenset(full),
    )


def weigh_after(hood: Neighbourhood, after: Neighbourhood, *, backup: int = 1) -> Weight:
    """
    Weigh what moves make of a neighbourhood, each outcome once.

    Of what moves change, only who can do what weighs anything: contacts go from one
    professional to another, ties and meetings are no work at the door.

    Parameters
    ----------
    hood
        The neighbourhood now; needs what `weigh` needs.
    after
        What moves make of it.
    backup
        How many people must be able to meet each need of one resident.

    Returns
    -------
    weight
        What it weighs then.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> weigh_after(street, street) == weigh(street)
    True
    """
    known = remember(hood, _Weights(backup))
    can = _said(after)
    if can not in known:
        known[can] = weigh(hood.replace(competences=after.competences), backup=backup)
    return known[can]


@dataclass(frozen=True)
class _Weights:
    """Weights by who can do what, begun with that of now; equal options are equal."""

    backup: int

    def __call__(self, hood: Neighbourhood) -> dict[tuple[Any, ...], Weight]:
        return {_said(hood): remember(hood, _Weigh(self.backup))}


def _said(hood: Neighbourhood) -> tuple[Any, ...]:
    """Who can do what, and what one resident takes, as something that can be looked up."""
    rows = hood.competences[["actor", "need", "hours"]]
    return tuple(rows.fillna({"hours": -1}).itertuples(index=False, name=None))
