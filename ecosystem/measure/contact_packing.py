"""Contacts packed into one number each: resident, time, actor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MISSING = int(np.iinfo(np.int64).min)
"""A start that is not known; what numpy makes of a missing time."""
MOST_BITS = 63
"""What fits in one packed number."""
BLOCK = 1 << 18
"""Contacts looked at together."""


@dataclass(frozen=True)
class Layout:
    """How a contact is packed: what is taken off first, and the bits that each then takes."""

    low: tuple[int, int, int]
    unit: int
    bits: tuple[int, int, int]
    gaps: bool
    """Whether a start is missing somewhere; it is then 0, and the first one 1."""

    @property
    def width(self) -> int:
        """How many bits a contact takes."""
        return sum(self.bits)

    def pack(self, resident: np.ndarray, actor: np.ndarray, start: np.ndarray) -> np.ndarray:
        """Make one number of each contact, that grows with resident, then time, then actor."""
        _, time, who = self.bits
        key: np.ndarray = start - self.low[1]
        if self.unit > 1:
            key //= self.unit
        key += 1
        if self.gaps:
            key[start == MISSING] = 0
        key <<= who
        key += actor.astype(np.int64) - self.low[2]
        key += resident.astype(np.int64) - self.low[0] << time + who
        return key


def packing(resident: np.ndarray, actor: np.ndarray, start: np.ndarray) -> Layout:
    """
    Work out how these contacts are packed in as few bits as possible.

    Parameters
    ----------
    resident, actor, start
        Whole numbers, one a contact, one contact at least; `MISSING` where a start is unknown.

    Returns
    -------
    layout
        With starts in the unit in which all are whole, where in their own they would not fit.

    Examples
    --------
    >>> log = np.array([4, 4, 6]), np.array([1, 3, 1]), np.array([10, 20, MISSING])
    >>> packing(*log).bits, packing(*log).pack(*log).tolist()
    ((2, 4, 2), [4, 46, 128])
    """
    first, last = int(start.min()), int(start.max())
    gaps = first == MISSING
    if gaps:
        first = int(start.min(where=start != MISSING, initial=last))
    low = (int(resident.min()), first, int(actor.min()))
    high = (int(resident.max()), last + 1, int(actor.max()))
    bits = [(end - begin).bit_length() for begin, end in zip(low, high, strict=True)]
    unit = 1
    if sum(bits) > MOST_BITS >= bits[1]:
        unit = _unit(start, first)
        bits[1] = ((last - first) // unit + 1).bit_length()
    return Layout(low, unit, (bits[0], bits[1], bits[2]), gaps)


def _unit(start: np.ndarray, first: int) -> int:
    """Find the unit in which all starts are whole: minutes, say, where they are microseconds."""
    few = start[:: len(start) // 1000 + 1]
    unit = max(int(np.gcd.reduce(few[few != MISSING] - first)), 1)
    for at in range(0, len(start), BLOCK):
        known = start[at : at + BLOCK] - first
        if (known // unit * unit != known).any():
            known = known[start[at : at + BLOCK] != MISSING]
            unit = max(int(np.gcd.reduce(known, initial=unit)), 1)
    return unit


def ranked(
    resident: np.ndarray, actor: np.ndarray, start: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    Put, in the place of each start, its rank among those of the same resident.

    Parameters
    ----------
    resident, actor, start
        Whole numbers, one a contact; `MISSING` where a start is unknown.

    Returns
    -------
    ranked
        The same three, by resident, start and actor.

    Examples
    --------
    >>> resident, _, start = ranked(np.array([1, 0, 0]), np.array([0, 0, 0]), np.array([9, 7, 5]))
    >>> resident.tolist(), start.tolist()
    ([0, 0, 1], [0, 1, 0])
    """
    order = np.lexsort((actor, start, resident))
    resident, actor, start = resident[order], actor[order], start[order]
    begins = np.append(True, resident[1:] != resident[:-1])
    rank = np.cumsum(begins | np.append(True, start[1:] != start[:-1]))
    rank -= np.maximum.accumulate(np.where(begins, rank, 0))
    return resident, actor, np.where(start == MISSING, MISSING, rank)
