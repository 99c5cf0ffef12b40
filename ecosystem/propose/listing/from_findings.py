"""Moves that findings ask for: merge before meet, and stop what no need carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pandas as pd

from ecosystem.find import gaps, overlaps, push
from ecosystem.find.candidates import candidates
from ecosystem.find.findings import Search
from ecosystem.measure.meetings import meeting_hours
from ecosystem.measure.pull import pull
from ecosystem.measure.supply import able, supply
from ecosystem.propose.carry_out.steps import known
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped
from ecosystem.tables.problems import MissingTable

LITTLE = 1.0
"""Hours a month below which stopping is no move: it would fill the list and change nothing."""
Candidate = dict[str, Any]
"""A move before it is ranked: `move, who, what, to`, and what is known of it."""


def from_findings(hood: Neighbourhood, *, most: int = 10) -> list[Candidate]:
    """
    Make moves of overlaps and of missing ties.

    A meeting within a meeting: merge them, unless only informal or collective helpers sit in
    it, whose it is. A meeting that nobody asked for, for no named need and without a date to
    look at it again: stop it, idem. A tie that no need carries and nobody pulled (see `pull`):
    stop it. What stopping saves is worth a move from an hour a month. Two who need each other
    and have no tie: one of them learns the one need with which at least two, and half, of the
    residents they share would not need the other (`learn`, with the other in `to`); only as the
    alternative to that, they meet, for as long as people here who meet usually do.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    most
        How many idle ties and missing ties to look at.

    Returns
    -------
    candidates
        Moves: `move, who, what, to, residents, hours_saved, days`; `meet` follows the `learn`
        it is the alternative of, which is its `instead`.

    Examples
    --------
    >>> [(move["move"], move["what"], move["hours_saved"]) for move in from_findings(street)]
    [('merge_meetings', 'wounds', 1.0), ('stop_tie', '', 6.0)]
    """
    idle, contained, _ = overlaps.searches(hood, most=most).values()
    _, missing = gaps.searches(hood, most=most).values()
    (pushed,) = push.searches(hood).values()
    return [
        *_merges(hood, _found(contained)),
        *_stopped(hood, _found(pushed)),
        *_untied(hood, _found(idle)),
        *_closed(hood, [pair for pair in _found(missing) if pair[0]["finding"] == "missing_tie"]),
    ]


def _found(search: Search) -> list[tuple[Candidate, list[str]]]:
    """Rows of a search, each with the parts of its subject; nothing where a table is missing."""
    with suppress(MissingTable):
        return [(row._asdict(), row.subject.split("|")) for row in search().tell()]
    return []


def _merges(hood: Neighbourhood, found: Sequence[tuple[Candidate, list[str]]]) -> list[Candidate]:
    if not found:
        return []
    seats = hood.attendance.sort_values("actor").groupby("meeting")["actor"]
    who = supply(hood)["professional"]
    size = meeting_hours(hood)["members"]
    merges = [
        {
            "move": "merge_meetings",
            "who": "|".join(dict.fromkeys(seats.get_group(small))),
            "what": small,
            "to": large,
            "hours_saved": row["hours"],
        }
        for row, (small, large) in sorted(found, key=lambda pair: -size[pair[1][1]])
    ]
    return [move for move in merges if who[move["who"].split("|")].any()]


def _untied(hood: Neighbourhood, found: Sequence[tuple[Candidate, list[str]]]) -> list[Candidate]:
    if not found:
        return []
    asked = pull(hood)
    pulled = set(asked.loc[asked["kind"].eq("tie") & asked["way"].eq("pull"), "subject"])
    return [
        {"move": "stop_tie", "who": one, "what": "", "to": other, "hours_saved": row["hours"]}
        for row, (one, other) in found
        if row["subject"] not in pulled and known(row["hours"], LITTLE) >= LITTLE
    ]


def _stopped(hood: Neighbourhood, found: Sequence[tuple[Candidate, list[str]]]) -> list[Candidate]:
    seats = hood.attendance.sort_values("actor").groupby("meeting")["actor"].agg("|".join)
    who = supply(hood)["professional"]
    return [
        {"move": "stop_meeting", "who": seats[meeting], "what": meeting, "to": ""}
        | {"hours_saved": row["hours"]}
        for row, (meeting,) in found
        if not row["needs"] and known(row["hours"], 0) >= LITTLE
        if who[seats[meeting].split("|")].any()
    ]


def _closed(hood: Neighbourhood, found: Sequence[tuple[Candidate, list[str]]]) -> list[Candidate]:
    """Close a missing tie: by learning one need, or else by meeting."""
    asked = {need for row, _ in found for need in row["needs"].split("|")}
    may = {
        (actor, need)
        for need, ids in candidates(hood, sorted(asked), most=len(supply(hood))).items()
        for actor in ids.split("|")
    }
    moves = []
    for row, (one, other) in found:
        ways = [
            {"move": "learn", "who": who, "what": need, "to": to, "residents": residents}
            | {"days": _days(hood, who, need)}
            for who, to in ((one, other), (other, one))
            for need, residents in _spared(hood, who, to, row).items()
            if (who, need) in may and residents > 1 and 2 * residents >= row["residents"]
        ]
        if not ways:
            continue
        take = min(ways, key=_worth)
        meet = {"move": "meet", "who": one, "what": row["needs"], "to": other, "instead": take}
        moves += [take, meet | {"residents": row["residents"], "hours_saved": _meeting(hood)}]
    return moves


def _worth(way: Candidate) -> tuple[Any, ...]:
    """Order ways to close a gap: most residents, fewest days (unknown last), by name."""
    return (-way["residents"], known(way["days"], float("inf")), way["who"], way["what"])


def _spared(hood: Neighbourhood, one: str, other: str, row: Candidate) -> Counter[str]:
    """
    Count, for each need, the residents who would not need the other if the one could do it.

    Without contacts: all of them, where it is the only need that the one lacks.
    """
    can = set(able(hood).query("actor == @one")["need"])
    done = helped(hood).dropna(subset=["actor", "need"])
    if done.empty:
        does = set(able(hood).query("actor == @other")["need"])
        lacks = (set(row["needs"].split("|")) & does) - can
        return Counter({need: int(row["residents"]) for need in lacks if len(lacks) == 1})
    with_one = done.loc[done["actor"] == one, "resident"]
    of_other = done[(done["actor"] == other) & done["resident"].isin(with_one)]
    lacking = of_other[~of_other["need"].isin(can)].groupby("resident")["need"].agg(list)
    return Counter(needs[0] for needs in lacking if len(needs) == 1)


def _days(hood: Neighbourhood, actor: str, need: str) -> float | None:
    """Days it takes somebody to learn a need; None where unknown."""
    cost = hood.teachable.set_index(["profession", "need"])["cost"]
    days = cost.get((supply(hood)["profession"][actor], need))
    return None if pd.isna(days) else float(days)


def _meeting(hood: Neighbourhood) -> float | None:
    """Hours a month, as less than nothing, that those who meet here usually take for it."""
    ties = hood.ties
    hours = ties.loc[ties["relation"] == "meets", "hours"].median()
    return None if pd.isna(hours) else -float(hours)
