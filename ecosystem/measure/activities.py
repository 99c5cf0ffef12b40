"""
What was done about each request, in order: plain numpy on whole numbers, for millions of rows.

Contacts are put in order sixteen bits at a time: of numbers that short numpy counts how many there
are of each instead of comparing them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

MISSING = int(np.iinfo(np.int64).min)
"""A start that is not known; what numpy makes of a missing time."""
DIGIT = 16
"""Bits that are put in order at a time."""
UNITS = (60_000_000, 1_000_000, 1_000)
"""A minute, a second and a thousandth of it, in microseconds."""


@dataclass(frozen=True, eq=False)
class Activities:
    """
    The contacts that name a request, by request, start and actor.

    Of a request, contacts without a start come last, and at the same start an unknown actor.
    An activity of unknown length counts as a moment.
    """

    requests: pd.Index
    """Every request that contacts or requests name, sorted."""
    actors: pd.Index
    """Every actor that contacts name, sorted."""
    row: np.ndarray
    """Where it stands in `hood.contacts`."""
    request: np.ndarray
    actor: np.ndarray
    """Number in `actors`; -1 where unknown."""
    start: np.ndarray
    """Microseconds; `MISSING` where unknown."""
    follows: np.ndarray
    """Whether the one before is of the same request, and both have a start."""
    gap: np.ndarray
    """Microseconds from the end of all that came before to its start; 0 where they overlap."""
    added: np.ndarray
    """Microseconds of it that nothing before it took already."""

    @property
    def goes_on(self) -> np.ndarray:
        """Tell which follow on another, both by an actor who is known."""
        both = self.follows & (self.actor >= 0)
        both[1:] &= self.actor[:-1] >= 0
        return both

    @property
    def taken_over(self) -> np.ndarray:
        """Tell which follow on another by another actor: the handovers."""
        other = self.goes_on
        other[1:] &= self.actor[1:] != self.actor[:-1]
        return other


def activities(hood: Neighbourhood) -> Activities:
    """
    Put the contacts about each request in order.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    activities
        Its contacts that name a request; those that name none are left out.

    Examples
    --------
    >>> log = pd.DataFrame({"request": ["q", "q"], "actor": ["gp", "nurse"], "minutes": [20, None]})
    >>> log["start"] = pd.to_datetime(["2025-01-06 09:00", "2025-01-06 11:00"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> ordered = activities(street.replace(contacts=rows))
    >>> ordered.gap.tolist(), ordered.taken_over.tolist()
    ([0, 6000000000], [False, True])
    """
    return remember(hood, _activities)


def _activities(hood: Neighbourhood) -> Activities:
    contacts = hood.contacts
    code, named = pd.factorize(contacts["request"])
    requests = pd.Index(named).union(pd.Index(hood.requests["request"]), sort=True)
    request = np.append(requests.get_indexer(named), 0).astype(np.int32)[code]
    actor, actors = pd.factorize(contacts["actor"], sort=True)
    who = np.where(actor < 0, len(actors), actor)
    start = contacts["start"].to_numpy(dtype="datetime64[us]").view(np.int64)
    untold = contacts["reason"].isna().to_numpy()
    order = order_by(request, _clock(start), who * 2 + untold)
    if (code < 0).any():
        order = order[code[order] >= 0]
    request = request[order]
    start = start[order]
    follows = start != MISSING
    follows[:1] = False
    follows[1:] &= request[1:] == request[:-1]
    minutes = contacts["minutes"].to_numpy(dtype=float)[order]
    gap, added = _spans(request, start, follows, minutes)
    return Activities(
        requests, pd.Index(actors), order, request, actor[order], start, follows, gap, added
    )


def order_by(*columns: np.ndarray) -> np.ndarray:
    """
    Give the order of rows by the first column, then the second, and so on; equals as they stand.

    Parameters
    ----------
    *columns
        Whole numbers, none below 0.

    Returns
    -------
    order
        Numbers of rows, the first in order first.

    Examples
    --------
    >>> order_by(np.array([1, 0, 1]), np.array([2, 3, 0])).tolist()
    [1, 2, 0]
    """
    order = np.arange(len(columns[0]))
    for column in columns[::-1]:
        for low in range(0, int(column.max(initial=0)).bit_length(), DIGIT):
            digit = (column >> low).astype(np.uint16)
            order = order[digit[order].argsort(kind="stable")]
    return order


def first_time(log: Activities, what: np.ndarray) -> np.ndarray:
    """
    Tell which activities are the first of their request with a value.

    Parameters
    ----------
    log
        What `activities` gives.
    what
        A whole number an activity, such as its actor; -1 where unknown.

    Returns
    -------
    first_time
        True or False an activity; False where unknown.

    Examples
    --------
    >>> log = activities(street)
    >>> first_time(log, log.actor).tolist()
    []
    """
    first = what >= 0
    if not first.any():
        return first
    order = order_by(log.request, what + 1)
    request, value = log.request[order], what[order]
    first[order[1:]] &= (request[1:] != request[:-1]) | (value[1:] != value[:-1])
    return first


def _clock(start: np.ndarray) -> np.ndarray:
    """Count starts from the first, in the largest unit in which all are whole; missing last."""
    timed = start != MISSING
    if not timed.any():
        return np.zeros(len(start), dtype=np.int64)
    first = int(start.min(where=timed, initial=start.max()))
    clock = np.where(timed, start - first, 0)
    unit = next((unit for unit in UNITS if not (clock % unit).any()), 1)
    clock //= unit
    clock[~timed] = clock.max() + 1
    return clock


def _spans(
    request: np.ndarray, start: np.ndarray, follows: np.ndarray, minutes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Measure the gap before each activity and what it adds, from the latest end so far."""
    lasts = (minutes > 0) & (start != MISSING)
    end = start.copy()
    end[lasts] += np.rint(minutes[lasts] * UNITS[0]).astype(np.int64)
    before = start.copy()
    before[1:] = np.where(follows[1:], end[:-1], start[1:])
    if (before > start).any():
        latest = pd.Series(end).groupby(request, sort=False).cummax().to_numpy()
        before[1:] = np.where(follows[1:], latest[:-1], start[1:])
    return np.maximum(start - before, 0), np.maximum(end - np.maximum(start, before), 0)
