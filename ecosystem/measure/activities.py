"""What was done about each request, in order, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from ecosystem.measure.in_order import (
    MISSING,
    differs,
    highest_so_far,
    order_by,
    share_out,
    sorted_by,
    ticks,
)
from ecosystem.tables.coded import coded
from ecosystem.tables.columns import known, moments, numbers
from ecosystem.tables.different import FEW
from ecosystem.tables.help_coded import request_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names

MINUTE = 60_000_000
"""Microseconds."""


@dataclass(frozen=True, eq=False)
class Part:
    """The contacts about some requests, in the order and the words of `Activities`."""

    size: int
    """How many requests."""
    first: int
    """Number of the first, in `Activities`."""
    at: slice
    """Where its contacts stand in `Activities`."""
    row: np.ndarray
    request: np.ndarray
    """Number of its request, from the first of the part."""
    actor: np.ndarray
    start: np.ndarray
    follows: np.ndarray
    """Whether the one before is of the same request, and both have a start."""

    @cached_property
    def bounds(self) -> np.ndarray:
        """Tell where each request begins, and the last one ends."""
        return np.append(0, np.cumsum(np.bincount(self.request, minlength=self.size)))

    def count(self, which: np.ndarray) -> np.ndarray:
        """Count such contacts for each request."""
        return np.diff(np.cumsum(np.append(False, which))[self.bounds])

    def goes_on(self) -> np.ndarray:
        """Tell which follow on another, both by an actor who is known."""
        both = self.follows & (self.actor >= 0)
        both[1:] &= self.actor[:-1] >= 0
        return both

    def first_time(self, what: np.ndarray) -> np.ndarray:
        """Tell which are the first of their request with a number; not where it is -1."""
        first = what >= 0
        kinds = int(what.max(initial=0)) + 1
        if self.size * kinds <= FEW:
            rows = np.flatnonzero(first)[::-1]
            key, place = (
                self.request * np.int64(kinds) + what,
                np.empty(self.size * kinds, np.int32),
            )
            place[key[rows]] = rows
            first[rows] = place[key[rows]] == rows
        elif first.any():
            order = order_by(what + 1)  # and those with a number as they stand: by request
            first[order] &= differs(self.request[order], what[order])
        return first


@dataclass(frozen=True, eq=False)
class Activities:
    """
    The contacts of a neighbourhood that name a request, by request, start and actor.

    Of a request, contacts without a start come last, and at the same start an unknown actor.
    """

    requests: Names
    """Every request that contacts or requests name, sorted."""
    actors: Names
    """Every actor that contacts name, sorted."""
    listed: np.ndarray
    """Number of the request in each row of `hood.requests`."""
    row: np.ndarray
    """Where each contact stands in `hood.contacts`."""
    request: np.ndarray
    """Number of its request."""
    actor: np.ndarray
    """Number of its actor; -1 where unknown."""
    start: np.ndarray
    """Microseconds; `MISSING` where unknown."""
    bounds: np.ndarray
    """Where each part begins, and the last one ends."""
    shift: int
    """A part holds the requests whose numbers are equal but for so many bits."""

    @cached_property
    def asked(self) -> np.ndarray:
        """Tell where each request stands first in `hood.requests`; -1 where it does not."""
        asked, listed = np.full(len(self.requests), -1), np.flatnonzero(self.listed >= 0)[::-1]
        asked[self.listed[listed]] = listed
        return asked

    def asks(self, values: np.ndarray, *, missing: int) -> np.ndarray:
        """Give what `hood.requests` says of each request."""
        return np.asarray(np.append(values, np.array(missing, dtype=values.dtype))[self.asked])

    def parts(self) -> Iterator[Part]:
        """Give the parts, in the order of their requests."""
        for number, (begin, end) in enumerate(pairwise(self.bounds)):
            first = number << self.shift
            size = min(1 << self.shift, len(self.requests) - first)
            at = slice(begin, end)
            row, request, actor, start = (
                column[at] for column in (self.row, self.request, self.actor, self.start)
            )
            request = request - first
            follows = (start != MISSING) & ~differs(request)
            yield Part(size, first, at, row, request, actor, start, follows)


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
    >>> log = pd.DataFrame({"request": "q", "actor": ["nurse", "gp"]})
    >>> log["start"] = pd.to_datetime(["2025-01-06 11:00", "2025-01-06 09:00"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> (part,) = activities(street.replace(contacts=rows)).parts()
    >>> part.row.tolist(), part.follows.tolist()
    ([1, 0], [False, True])
    """
    return remember(hood, _activities)


def spans(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """
    Measure the gap before each contact and what it adds, both from the latest end so far.

    Of unknown length a contact counts as a moment.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    gap, added
        Microseconds, a contact of `activities`.

    Examples
    --------
    >>> log = pd.DataFrame({"request": ["q", "q"], "minutes": [60.0, 30.0]})
    >>> log["start"] = pd.to_datetime(["2025-01-06 09:00", "2025-01-06 11:00"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> [(each // MINUTE).tolist() for each in spans(street.replace(contacts=rows))]
    [[0, 60], [60, 30]]
    """
    return remember(hood, _spans)


def _spans(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    log, minutes = activities(hood), numbers(hood, "contacts", "minutes")
    gap, added = np.empty((2, len(log.row)), dtype=np.int64)
    for part in log.parts():
        start, follows, lasts = part.start, part.follows, minutes[part.row]
        end = start + np.rint(np.where(np.isnan(lasts), 0, lasts) * MINUTE).astype(np.int64)
        end[start == MISSING] = MISSING
        before = start.copy()
        before[1:] = np.where(follows[1:], end[:-1], start[1:])
        if (before > start).any():
            before[1:] = np.where(follows[1:], highest_so_far(end, part.request)[:-1], start[1:])
        gap[part.at] = np.maximum(start - before, 0)
        added[part.at] = np.maximum(end - np.maximum(start, before), 0)
    return gap, added


def _activities(hood: Neighbourhood) -> Activities:
    asked, who = request_rows(hood), coded(hood, "contacts", "actor")
    requests, actor, actors = asked.names, who.code, who.names
    start, untold = moments(hood, "contacts", "start"), ~known(hood, "contacts", "reason")
    request, listed = np.split(asked.code, [len(start)])
    row, bounds, shift = share_out(request, len(requests))
    columns = request[row], actor[row], start[row]
    for begin, end in pairwise(bounds):
        request, actor, start = (column[begin:end] for column in columns)
        who = np.where(actor < 0, len(actors), actor) * 2 + untold[row[begin:end]]
        if sorted_by(request, start - 1, who):  # what is missing becomes the largest number
            continue
        order = order_by(request - request.min(initial=2**31 - 1), ticks(start), who)
        for column in (row[begin:end], request, actor, start):
            column[:] = column[order]
    return Activities(requests, actors, listed, row, *columns, bounds, shift)
