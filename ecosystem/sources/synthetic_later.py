"""The same fictional neighbourhood some years later: who comes anyway does more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ecosystem.sources.synthetic_people import People
from ecosystem.sources.synthetic_residents import Contacts
from ecosystem.sources.synthetic_words import words

MOVED = 0.5
"""Of what residents need, the share that may move to who comes most already, in a year."""
SPARED = 0.5
"""Of the contacts for what moved, the share that is no longer needed."""
YEAR = np.timedelta64(365, "D")


@dataclass(frozen=True)
class Later:
    """What changed: who came, which contacts are still made, how much more content people are."""

    seen: Contacts
    kept: np.ndarray
    mood: np.ndarray
    years: int


def later(who: People, seen: Contacts, years: int, rng: np.random.Generator) -> Later:
    """
    Let the professional who comes most to a resident take over what they can do as well.

    How far a neighbourhood gets hangs on chance, and whether people are content with it too.

    Parameters
    ----------
    who
        The actors.
    seen
        The contacts as they were.
    years
        How many years later.
    rng
        Chance of its own, so that all else stays as it was.

    Returns
    -------
    later
        The same contacts with who makes them now, and what else changed.
    """
    if not years:
        return Later(seen, np.ones(len(seen.actor), dtype=bool), np.zeros(3), 0)
    pace, mood = rng.random(), rng.normal(0.05, 0.15, 3)
    size, needs = len(who), len(words().needs)
    residents = int(seen.resident.max(initial=-1)) + 1
    came = np.bincount(seen.resident * size + seen.actor, minlength=residents * size)
    came = came.reshape(residents, size) * who.professional
    usual = came.argmax(axis=1) if residents else np.zeros(0, dtype=int)
    pair = seen.resident * needs + seen.need
    moves = rng.random(residents * needs) < 1 - (1 - MOVED * pace) ** years
    able = who.weight[usual[seen.resident], seen.need] > 0
    there = came[seen.resident, usual[seen.resident]] > 0
    moved = moves[pair] & able & there & who.professional[seen.actor]
    first = np.diff(pair, prepend=-1) != 0
    spared = moved & ~first & (rng.random(len(pair)) < SPARED)
    actor = np.where(moved, usual[seen.resident], seen.actor)
    return Later(replace(seen, actor=actor), ~spared, np.round(mood * years, 1), years)


def dated(columns: Mapping[str, Any], since: Later, *, kept: bool = False) -> dict[str, Any]:
    """
    Give the rows of a table as they are later: another year, without what is spared.

    Parameters
    ----------
    columns
        Values by name of column; one text is that text in every row.
    since
        What changed.
    kept
        Whether these are the contacts, of which some are no longer made.

    Returns
    -------
    dated
        The columns with moments so many years later, and only the rows that stay.
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)

    made: dict[str, Any] = {}
    for name, column in columns.items():
        given = column
        if isinstance(given, np.ndarray) and given.dtype.kind == "M":
            given = given + since.years * YEAR
        if kept and isinstance(given, np.ndarray):
            given = given[since.kept]
        elif kept and not isinstance(given, str):
            given = given.filter(pa.array(since.kept))
        made[name] = given
    return made
