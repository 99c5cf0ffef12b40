"""
Millions of rows of whole numbers put in order.

Rows are shared out over parts that fit in a processor's own memory. There they are put in order
sixteen bits at a time: of numbers that short numpy counts how many there are of each, instead of
comparing them.
"""

from __future__ import annotations

import numpy as np

MISSING = int(np.iinfo(np.int64).min)
"""A moment that is not known; what numpy makes of a missing time."""
DIGIT = 16
"""Bits that are put in order at a time."""
PART = 1 << 16
"""Rows in a part, about."""
UNITS = (60_000_000, 1_000_000, 1_000)
"""A minute, a second and a thousandth of it, in microseconds."""


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
    order = np.arange(len(columns[0]), dtype=np.int32)
    for column in columns[::-1]:
        for low in range(0, int(column.max(initial=0)).bit_length(), DIGIT):
            digit = (column >> low).astype(np.uint16)
            order = order[digit[order].argsort(kind="stable")]
    return order


def ticks(moments: np.ndarray) -> np.ndarray:
    """
    Count moments from the first, in the largest unit in which all are whole; missing last.

    Parameters
    ----------
    moments
        Microseconds; `MISSING` where unknown.

    Returns
    -------
    ticks
        Whole numbers from 0, in the same order, as small as they can be.

    Examples
    --------
    >>> ticks(np.array([180_000_000, MISSING, 60_000_000])).tolist()
    [2, 3, 0]
    """
    timed = moments != MISSING
    first = int(moments.min(where=timed, initial=moments.max(initial=MISSING)))
    counted = np.where(timed, moments - first, 0)
    unit = next((unit for unit in UNITS if not (counted % unit).any()), 1)
    counted //= unit
    counted[~timed] = counted.max(initial=0) + 1
    return counted


def share_out(number: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, int]:
    """
    Share rows out over parts of about `PART` rows, by their number.

    Parameters
    ----------
    number
        A whole number a row; rows of -1 are left out.
    size
        How many numbers there are.

    Returns
    -------
    row, bounds, shift
        The rows, part by part; where in those each part begins, and the last ends; and by how
        many bits the numbers of a part may differ.

    Examples
    --------
    >>> row, bounds, shift = share_out(np.array([1, -1, 0], dtype=np.int32), 2)
    >>> row.tolist(), bounds.tolist(), shift
    ([0, 2], [0, 2], 2)
    """
    parts = len(number) // PART
    shift = max(size.bit_length() - parts.bit_length(), 0)
    part = (number >> shift).astype(np.uint16)
    row = part.argsort(kind="stable").astype(np.int32)
    if (number < 0).any():
        row = row[number[row] >= 0]
    counts = np.bincount(part[row], minlength=(max(size - 1, 0) >> shift) + 1)
    return row, np.append(0, np.cumsum(counts)), shift
