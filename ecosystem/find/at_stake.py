"""What is at stake in requests: how many, how long they wait, and the hours that go into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ecosystem.find.distinct import distinct
from ecosystem.find.findings import Found, Spotted
from ecosystem.measure.in_order import MISSING, differs
from ecosystem.measure.journey import steps
from ecosystem.tables.coded import Coded
from ecosystem.tables.columns import moments, numbers
from ecosystem.tables.neighbourhood import Neighbourhood

LEAST = 2
"""From how many requests something is a finding."""
SECOND = 1_000_000
"""Microseconds."""
_MONTH = 365.25 / 12 * 86_400 * SECOND


def months(hood: Neighbourhood) -> float:
    """
    Measure the time that contacts cover.

    Examples
    --------
    >>> months(street)
    1.0
    """
    start = moments(hood, "contacts", "start")
    start = start[start != MISSING]
    return max(int(np.ptp(start)) / _MONTH, 1.0) if len(start) else 1.0


Told = Callable[[list[str], list[int]], list[str]]
"""Names groups by the numbers of actors."""
Waits = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Row by row a group, a request, and what it waits (microseconds; missing where unknown)."""
Work = tuple[np.ndarray, np.ndarray]
"""Row by row a group, and the minutes that go into it (missing where unknown)."""


@dataclass(frozen=True, eq=False)
class AtStake:
    """What is at stake in groups of requests, in numbers as in `Steps`."""

    kind: str
    """What kind of finding a group is."""
    texts: Sequence[str]
    """Ids of each group."""
    group: np.ndarray
    """Row by row, with the next three: which requests of whom are in which group."""
    request: np.ndarray
    resident: np.ndarray
    need: Coded
    waits: Waits
    work: Work


def often(group: np.ndarray, request: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Give the groups of at least two requests, and of how many.

    Parameters
    ----------
    group, request
        Row by row, by number.

    Returns
    -------
    group, requests
        By group.

    Examples
    --------
    >>> often(np.array([7, 4, 7, 7, 4]), np.array([0, 1, 2, 0, 1]))
    (array([7]), array([2]))
    """
    once, _ = distinct(group, request, int(request.max(initial=0)) + 1)
    begins = np.flatnonzero(differs(once))
    group, requests = once[begins], np.diff(begins, append=len(once))
    return group[requests >= LEAST], requests[requests >= LEAST]


def spotted(
    kind: str, group: np.ndarray, request: np.ndarray, tell: Callable[[], Iterable[Found]]
) -> Spotted:
    """
    Count the groups of at least two requests, which are told when asked.

    Parameters
    ----------
    kind
        What kind of finding a group is.
    group, request
        Row by row, by number.
    tell
        Gives what they are.

    Returns
    -------
    spotted
        Those groups.
    """
    return Spotted({kind: len(often(group, request)[0])}, lambda: list(tell()))


def ranked(hood: Neighbourhood, stake: AtStake) -> Iterator[Found]:
    """
    Give the groups of at least two requests: most requests first, then the longest wait, by id.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    stake
        What is at stake.

    Yields
    ------
    found
        With the ids of the group as its subject.
    """
    size, many = len(stake.texts), int(stake.request.max(initial=0)) + 1
    kept, times = often(stake.group, stake.request)
    if not len(kept):
        return
    whose, _ = _each(stake.group, stake.resident)
    residents = np.bincount(whose, minlength=size)
    about, needs = _each(stake.group, stake.need.code)
    group, request, wait = (column[~np.isnan(stake.waits[2])] for column in stake.waits)
    waited = np.bincount(distinct(group, request, many)[0], minlength=size)
    total = np.bincount(group, wait, minlength=size)
    mean = np.divide(total, waited, out=np.full(size, np.nan), where=waited > 0) / SECOND
    group, minutes = (column[~np.isnan(stake.work[1])] for column in stake.work)
    spent = (np.bincount(group, minutes, minlength=size) / 60 / months(hood)).round(2)
    timed = np.bincount(group, minlength=size) > 0
    place = np.argsort(np.argsort([stake.texts[one] for one in kept.tolist()], kind="stable"))
    order = np.lexsort((place, -mean[kept], -times))
    names = stake.need.names.tolist()
    for one, requests in zip(kept[order].tolist(), times[order].tolist(), strict=True):
        begin, end = np.searchsorted(about, [one, one + 1])
        yield Found(
            stake.kind,
            stake.texts[one],
            "|".join(names[need] for need in needs[begin:end]),
            int(residents[one]) or None,
            float(spent[one]) if timed[one] else None,
            requests,
            float(round(mean[one])) if waited[one] else None,
            int(waited[one]) or None,
        )


def _each(group: np.ndarray, code: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give what is known in each group, once."""
    known = code >= 0
    return distinct(group[known], code[known], int(code.max(initial=0)) + 1)


def taken_over(
    hood: Neighbourhood, kind: str, rows: np.ndarray, who: np.ndarray, told: Told
) -> AtStake:
    """
    Put at stake contacts that take over.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    kind
        What kind of finding a group is.
    rows
        Contacts, by their place in `journey`.
    who
        The group of each, by number.
    told
        Gives the ids of groups.

    Returns
    -------
    taken_over
        Their waits, and the work of these contacts themselves.
    """
    log = steps(hood)
    ids, group = np.unique(who, return_inverse=True)
    request = log.request.code[rows]
    return AtStake(
        kind,
        told(log.actor.names.tolist(), ids.tolist()),
        group,
        request,
        log.resident.code[rows],
        Coded(log.need.code[rows], log.need.names),
        (group, request, log.wait[rows]),
        (group, minutes(hood)[rows]),
    )


def of_one(names: list[str], who: list[int]) -> list[str]:
    """Give the ids of actors."""
    return [names[one] for one in who]


def of_two(names: list[str], who: list[int]) -> list[str]:
    """Give the ids of two, whose numbers stand in one: the first times how many there are."""
    return [f"{names[two // len(names)]}|{names[two % len(names)]}" for two in who]


def minutes(hood: Neighbourhood) -> np.ndarray:
    """Give the length of each contact, in the order of `journey`; missing where unknown."""
    return np.asarray(numbers(hood, "contacts", "minutes")[steps(hood).row])
