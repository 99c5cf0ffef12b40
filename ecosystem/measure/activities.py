"""What was done about each request, in order, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from ecosystem.measure.in_order import MISSING, differs, order_by, share_out, sorted_by, ticks
from ecosystem.tables.coded import Names, coded
from ecosystem.tables.columns import known, moments
from ecosystem.tables.different import FEW
from ecosystem.tables.help_coded import request_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

MINUTE = 60_000_000
"""Microseconds."""


@dataclass(frozen=True, eq=False)
class Part:
    """The contacts about some requests, in the order and the words of `Activities`."""

    size: int
    """How many requests."""
    first: int
    """Number of the first, in `Activities`."""
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

    def spans(self, minutes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """
        Measure the gap before each contact and what it adds, both from the latest end so far.

        Of unknown length it counts as a moment. All in microseconds.
        """
        start, follows = self.start, self.follows
        end = start + np.rint(np.where(np.isnan(minutes), 0, minutes) * MINUTE).astype(np.int64)
        end[start == MISSING] = MISSING
        before = start.copy()
        before[1:] = np.where(follows[1:], end[:-1], start[1:])
        early = before > start
        if early.any():  # of such requests it is the latest end so far that counts
            such = np.zeros(self.size, dtype=bool)
            such[self.request[early]] = True
            rows, latest = np.flatnonzero(such[self.request]), end.copy()
            latest[rows] = pd.Series(end[rows]).groupby(self.request[rows], sort=False).cummax()
            before[1:] = np.where(follows[1:], latest[:-1], start[1:])
        return np.maximum(start - before, 0), np.maximum(end - np.maximum(start, before), 0)


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
            row, request, actor, start = (
                column[begin:end] for column in (self.row, self.request, self.actor, self.start)
            )
            request = request - first
            follows = (start != MISSING) & ~differs(request)
            yield Part(size, first, row, request, actor, start, follows)


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
