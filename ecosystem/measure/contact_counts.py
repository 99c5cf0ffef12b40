"""
Contacts counted resident by resident: plain numpy on whole numbers, for tens of millions of rows.

Contacts, packed into one 64-bit number each, are shared out over parts that fit in a processor's
own memory. In a part they are grouped by resident by counting, after which each is so near to its
place that sorting short rows puts it there. That takes a fourth of the time of two large sorts
where numpy's own is slow (AMD's processors with AVX-512), and no more elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from ecosystem.measure.contact_packing import MOST_BITS, Layout, packing, ranked

CHUNK = 1 << 18
"""Contacts packed at a time."""
SHORT = 512
"""Rows longer than this are not sorted faster than everything at once."""


@dataclass(frozen=True, eq=False)
class ContactCounts:
    """What is counted of each resident, one array a count, in the order of the residents."""

    resident: np.ndarray
    contacts: np.ndarray
    people: np.ndarray
    """Distinct actors."""
    most: np.ndarray
    """Contacts with the usual actor."""
    squares: np.ndarray
    """The sum over actors of the square of their contacts."""
    handovers: np.ndarray
    """Contacts that follow on one with another actor; a contact without a start goes first."""
    same_time: np.ndarray
    """Contacts that follow on one with the same start."""
    no_time: np.ndarray
    """Contacts without a start."""
    usual: np.ndarray
    """Who has most contacts; of several the one of the latest contact, then the lowest."""


def contact_counts(resident: np.ndarray, actor: np.ndarray, start: np.ndarray) -> ContactCounts:
    """
    Count the contacts, actors and handovers of each resident.

    Parameters
    ----------
    resident, actor
        Whole numbers, one a contact.
    start
        Whole numbers that grow with time, in any unit; the lowest that a 64-bit number can be,
        as numpy makes of a missing time, where unknown. Contacts of a resident that start
        together go by actor.

    Returns
    -------
    counts
        One entry per resident, in the order of their numbers.

    Raises
    ------
    OverflowError
        If even the ranks of residents, actors and times do not fit together in 63 bits, which
        takes millions of residents and actors at once.

    Examples
    --------
    >>> counts = contact_counts(np.array([7, 7, 7]), np.array([1, 2, 2]), np.array([0, 5, 9]))
    >>> counts.people.tolist(), counts.handovers.tolist(), counts.usual.tolist()
    ([2], [1], [2])
    """
    start = np.asarray(start, dtype=np.int64)
    if not len(resident):
        return ContactCounts(*[np.zeros(0, dtype=np.int64)] * len(fields(ContactCounts)))
    layout = packing(resident, actor, start)
    if layout.width <= MOST_BITS:
        return _counted(layout, resident, actor, start)
    residents, resident = np.unique(resident, return_inverse=True)
    actors, actor = np.unique(actor, return_inverse=True)
    ranks = ranked(resident, actor, start)
    layout = packing(*ranks)
    if layout.width > 63:
        raise OverflowError(f"{len(residents)} residents and {len(actors)} actors are too many")
    counts = _counted(layout, *ranks)
    return replace(counts, resident=residents[counts.resident], usual=actors[counts.usual])


def indices(counts: ContactCounts) -> dict[str, np.ndarray]:
    """
    Work out the continuity of each resident.

    Parameters
    ----------
    counts
        What `contact_counts` gives.

    Returns
    -------
    indices
        `upc`, `coc`, `secon`, `mmci`, `k_index`, `effective_people` and `handovers`, one entry
        per resident; NaN where undefined: with one contact all but `upc`, `effective_people`
        and `handovers`; and what hangs on the order, where a start is missing and people differ.

    Examples
    --------
    >>> counts = contact_counts(np.array([7, 7, 7]), np.array([1, 2, 2]), np.array([0, 5, 9]))
    >>> {name: round(float(value[0]), 3) for name, value in indices(counts).items()}
    {'upc': 0.667, 'coc': 0.333, 'secon': 0.5, 'mmci': 0.524, 'k_index': 0.5,
     'effective_people': 1.8, 'handovers': 1.0}
    """
    n, people = counts.contacts, counts.people
    several = np.where(n > 1, n, np.nan)
    ordered = (counts.no_time == 0) | (people == 1)
    handovers = np.where(ordered, counts.handovers, np.nan)
    return {
        "upc": counts.most / n,
        "coc": (counts.squares - n) / (several * (several - 1)),
        "secon": 1 - handovers / (several - 1),
        "mmci": (several + 0.1 - people) / (several + 0.1 - 1),
        "k_index": (several - people) / (several - 1),
        "effective_people": n * n / counts.squares,
        "handovers": handovers,
    }


def _counted(
    layout: Layout, resident: np.ndarray, actor: np.ndarray, start: np.ndarray
) -> ContactCounts:
    bits = min((len(resident) >> 15).bit_length(), 8, layout.bits[0])
    shared = _parts(layout, bits, resident, actor, start)
    parts = [_count(layout, bits, part) for part in shared if len(part)]
    return ContactCounts(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _parts(
    layout: Layout, bits: int, resident: np.ndarray, actor: np.ndarray, start: np.ndarray
) -> Iterator[np.ndarray]:
    """Pack the contacts and share them out by the first bits of the resident."""
    shift = layout.width - bits
    borders = np.arange(1, 1 << bits) << shift
    pieces = []
    for at in range(0, len(resident), CHUNK):
        cut = slice(at, at + CHUNK)
        key = layout.pack(resident[cut], actor[cut], start[cut])
        key = key[(key >> shift).astype(np.uint8).argsort(kind="stable")]
        pieces.append(np.split(key, np.searchsorted(key, borders)))
    return (np.concatenate(piece) for piece in zip(*pieces, strict=True))


def _count(layout: Layout, bits: int, key: np.ndarray) -> tuple[np.ndarray, ...]:
    """Count the residents of one part, who have their first bits in common."""
    own, time, who = layout.bits
    key, width = _grouped(key, time + who + max(own - bits - 16, 0))
    _settle(key, width)
    change = key[1:] ^ key[:-1]
    begins = np.append(True, change >> time + who != 0)
    first = np.flatnonzero(begins)
    actor, start = key & (1 << who) - 1, key >> who & (1 << time) - 1
    other = np.append(False, change & (1 << who) - 1 != 0) & ~begins
    same = np.append(False, change >> who == 0) & (start != 0)

    pair = (key >> time + who << who | actor) << time | start
    _settle(pair, width)
    whom = pair >> time
    run = np.flatnonzero(np.append(True, whom[1:] != whom[:-1]))
    latest = pair[np.append(run[1:], len(pair)) - 1] & (1 << time) - 1
    times, whom = np.diff(np.append(run, len(pair))), whom[run]
    begins = np.append(True, (whom[1:] ^ whom[:-1]) >> who != 0)
    of = np.flatnonzero(begins)
    people = np.diff(np.append(of, len(run)))
    most = np.maximum.reduceat(times, of)
    last = (1 << who) - 1
    rank = np.where(times < np.repeat(most, people), -1, latest << who | last - (whom & last))
    return (
        (key[first] >> time + who) + layout.low[0],
        np.diff(np.append(first, len(key))),
        people,
        most,
        np.add.reduceat(times * times, of),
        _per(other, first),
        _per(same, first),
        _per(start == 0, first),
        last - (np.maximum.reduceat(rank, of) & last) + layout.low[2],
    )


def _per(flags: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Count the flags of each resident, whose contacts begin at `first`."""
    return np.diff(np.searchsorted(np.flatnonzero(flags), np.append(first, len(flags))))


def _grouped(key: np.ndarray, shift: int) -> tuple[np.ndarray, int]:
    """Group residents by counting; say how long rows must be, 0 where that is no use."""
    key = key[(key >> shift).astype(np.uint16).argsort(kind="stable")]
    group = key >> shift
    ends = np.flatnonzero(group[1:] != group[:-1])
    largest = int(np.diff(ends, prepend=-1, append=len(key) - 1).max())
    width = 1 << (2 * largest - 1).bit_length()
    return key, width if width <= SHORT else 0


def _settle(key: np.ndarray, width: int) -> None:
    """
    Sort numbers of which none is further from its place than half a row.

    Rows are sorted, and then rows that begin halfway those: a resident whom the first ones cut
    in two lies whole within one of the second.
    """
    if not (key[1:] < key[:-1]).any():
        return
    if not width:
        key.sort()
        return
    for at in (0, width // 2):
        end = at + max(len(key) - at, 0) // width * width
        key[at:end].reshape(-1, width).sort(axis=1)
        key[end:].sort()
