"""The numbers of a page, as they may be told."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ecosystem.measure.push_share import push_share
from ecosystem.measure.supply import supply
from ecosystem.protect import SMALLEST, Level, Outgoing
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tied

Figures = dict[str, float | None]


def figures(made: Outgoing) -> Figures:
    """
    Gather what a page says in numbers: those of `compared`, and what follows from what is shown.

    Parameters
    ----------
    made
        What may leave of a neighbourhood now and after.

    Returns
    -------
    figures
        By name, None where the tables cannot tell: `now` (professionals a resident sees);
        `fewest` (professionals a resident, see `staffing`), and `proven` where nothing goes
        below it (internal: shared, both are rounded); `door` (professionals at the door, all
        residents together) and `hours` (of meetings, a month), and these three `_after`;
        `push` and `push_unknown` (shares of the hours of meetings and projects); `people` and
        `people_no_hours` (professionals), `ties` (pairs) and `ties_no_hours`.

    Examples
    --------
    >>> from ecosystem.show.words.told import told
    >>> made = told(street, after=street, level="shareable", lang="en")
    >>> figures(made)["hours"]
    4.0
    """
    table = made.tables["comparison"].set_index("measure")
    told: Figures = {"now": _known(table.loc["came", "now"])}
    for side, end in (("now", ""), ("after", "_after")):
        told[f"fewest{end}"] = _known(table.loc["people_a_resident", side])
        told[f"door{end}"] = _known(table.loc["people", side])
        told[f"hours{end}"] = _known(table.loc["meeting_hours", side] / 12)
    people, least = (table.loc[name, "now"] for name in ("people", "people_at_least"))
    exact = made.level == "internal" and not pd.isna(people)
    told["proven"] = 1.0 if exact and people == least else None
    shown = made.hood()
    return told | _push(shown) | _unknown(shown)


def quarters(hood: Neighbourhood, level: Level = "shareable") -> Figures:
    """
    Tell from which to which quarter contacts are, the finest time that is shared.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    level
        `shareable` or `internal`: shared, a quarter is one in which ten residents have contacts.

    Returns
    -------
    quarters
        `first` and `last`: ten times the year and the quarter; None without dates.

    Examples
    --------
    >>> quarters(street)
    {'first': None, 'last': None}
    """
    known = hood.contacts.dropna(subset=["start"])
    each = known["start"].dt.year * 10 + known["start"].dt.quarter
    if level == "shareable":
        residents = known["resident"].groupby(each).nunique()
        each = each[each.map(residents) >= SMALLEST]
    ends = {"first": each.min(), "last": each.max()}
    return {name: _known(end) for name, end in ends.items()}


def _known(number: Any) -> float | None:
    return None if pd.isna(number) else float(number)


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
    who, pairs = supply(hood), tied(hood)
    hours = who.loc[who["professional"], "hours"]
    return {
        "people": float(len(hours)),
        "people_no_hours": float(hours.isna().sum()),
        "ties": float(len(pairs)),
        "ties_no_hours": float(pairs["hours"].isna().sum()),
    }
