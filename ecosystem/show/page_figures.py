"""The numbers of a page, as they may be told, and the moves it is about."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ecosystem.measure.cases import cases
from ecosystem.measure.involvement import involvement
from ecosystem.measure.meetings import meeting_hours
from ecosystem.measure.push_share import push_share
from ecosystem.measure.supply import supply
from ecosystem.propose.staff.staffing import staffing
from ecosystem.protect import Level, Outgoing
from ecosystem.protect.counts import SMALLEST, STEP
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

STEPS = 3
"""So many moves stand on a page."""
Figures = dict[str, float | None]


def chosen(moves: pd.DataFrame) -> pd.DataFrame:
    """
    Choose the moves of a page.

    The first of the table, which saves most people; of another kind, the one that frees most
    hours; then the next of a kind that is not there yet, and after that the next of all. Never
    two of which one takes the place of the other.

    Parameters
    ----------
    moves
        A table of `propose`, or some rows of it; up to three are taken as they are.

    Returns
    -------
    chosen
        Three rows at most, in the order of the table.

    Examples
    --------
    >>> chosen(eco.propose(street))["move"].tolist()
    ['stop_tie', 'merge_meetings']
    """
    if len(moves) <= STEPS:
        return moves
    most = moves.sort_values("hours_saved", ascending=False, kind="stable", na_position="last")
    rounds: list[tuple[pd.DataFrame, bool]] = [(moves, True), (most, True), (moves, True)]
    taken: list[object] = []
    for rows, other in [*rounds, *[(moves, False)] * STEPS]:
        kinds = set(moves.loc[taken, "move"]) if other else set()
        for number, row in rows.iterrows():
            instead = {row["instead_of"], *moves.loc[taken, "instead_of"].dropna()}
            if number in taken or row["move"] in kinds or instead & {*taken, number}:
                continue
            taken.append(number)
            break
        if len(taken) == STEPS:
            break
    return moves[moves.index.isin(taken)]


def figures(hood: Neighbourhood, after: Neighbourhood | None, made: Outgoing) -> Figures:
    """
    Count what a page says in numbers.

    Averages are of all residents together. Shared, both the people and the residents are
    rounded to 5 before they are divided, and of fewer than 10 residents none is told.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    after
        The same with the moves carried out; None where there are none.
    made
        What may leave of the neighbourhood.

    Returns
    -------
    figures
        By name, None where the tables cannot tell: `now` (professionals a resident sees) over
        so many `residents`; `fewest` (a resident, see `staffing`) and whether that is `proven`
        (1 or 0), and `hours` (of meetings, a month), each also with `_after`; `push` and
        `push_unknown` (shares of the hours of meetings and projects); `people` and
        `people_no_hours` (professionals), `ties` and `ties_no_hours`.

    Examples
    --------
    >>> figures(street, None, eco.protect(street))["hours"]
    4.0
    """
    level = made.level
    asks: dict[str, Callable[[Neighbourhood, Level], Figures]] = {
        "now": _now,
        "fewest": _fewest,
        "hours": _hours,
    }
    told: Figures = {}
    for name, ask in asks.items():
        for end, one in (("", hood), ("_after", after)):
            if one is None or (end and name == "now"):
                continue
            try:
                told |= {f"{key}{end}": value for key, value in ask(one, level).items()}
            except MissingTable:
                told[f"{name}{end}"] = None
    shown = made.hood()
    return told | _push(shown) | _unknown(shown)


def average(people: float, residents: float, level: Level) -> float | None:
    """
    Divide people by residents, both as they may be shown.

    Parameters
    ----------
    people
        All residents' people added up.
    residents
        How many residents.
    level
        `shareable` or `internal`.

    Returns
    -------
    average
        None where there are no residents, or too few to share.

    Examples
    --------
    >>> average(222, 91, "internal"), average(222, 91, "shareable"), average(9, 9, "shareable")
    (2.4395604395604398, 2.4444444444444446, None)
    """
    if level == "shareable":
        if residents < SMALLEST:
            return None
        people, residents = (np.floor(count / STEP + 0.5) * STEP for count in (people, residents))
    return float(people / residents) if residents else None


def _now(hood: Neighbourhood, level: Level) -> Figures:
    hood.need("contacts", for_what="Counting who comes")
    rows = involvement(hood)
    count = (rows["people"] + rows["groups"]).dropna()
    many = float(len(count))
    return {"now": average(float(count.sum()), many, level), "residents": many}


def _fewest(hood: Neighbourhood, level: Level) -> Figures:
    rows = cases(hood)
    if rows is None:
        raise MissingTable("nothing says who needs what")
    found = staffing(hood)
    told = average(found.people, float(rows["residents"].sum()), level)
    return {"fewest": told, "proven": float(found.people <= found.bound)}


def _hours(hood: Neighbourhood, _level: Level) -> Figures:
    hours = meeting_hours(hood)["hours"].sum(min_count=1)
    return {"hours": None if pd.isna(hours) else float(hours) / 12}


def _push(hood: Neighbourhood) -> Figures:
    if hood.attendance.empty:
        return {"push": None, "push_unknown": None}
    rows = push_share(hood).drop(index="tie", errors="ignore")
    push, pull, unknown = (float(rows[way].sum()) for way in ("push", "pull", "unknown"))
    every = push + pull + unknown
    asked = push + pull
    return {
        "push": push / asked if asked else None,
        "push_unknown": unknown / every if every else None,
    }


def _unknown(hood: Neighbourhood) -> Figures:
    """Count of whom, and of which ties, the hours are not known."""
    who = supply(hood)
    hours = who.loc[who["professional"], "hours"]
    return {
        "people": float(len(hours)),
        "people_no_hours": float(hours.isna().sum()),
        "ties": float(len(hood.ties)),
        "ties_no_hours": float(hood.ties["hours"].isna().sum()),
    }
