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
UNITS = (60_000_000, 1_000_000, 1_000, 1)
"""A minute, a second, a thousandth of it and less, in microseconds."""


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


def sorted_by(*columns: np.ndarray) -> bool:
    """
    Tell whether rows already stand in the order of the first column, then the second, and so on.

    Parameters
    ----------
    *columns
        Numbers.

    Returns
    -------
    sorted_by
        Whether they do.

    Examples
    --------
    >>> sorted_by(np.array([1, 1, 2]), np.array([3, 5, 4]))
    True
    """
    back = np.zeros(max(len(columns[0]) - 1, 0), dtype=bool)
    for column in columns[::-1]:
        one, other = column[:-1], column[1:]
        back = (one > other) | ((one == other) & back)
    return not back.any()


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
    for unit in UNITS:
        whole = counted // unit
        if (whole * unit == counted).all():
            break
    whole[~timed] = whole.max(initial=0) + 1
    return whole


def differs(*columns: np.ndarray) -> np.ndarray:
    """
    Tell which rows differ from the one before in one of the columns; the first does.

    Parameters
    ----------
    *columns
        Numbers.

    Returns
    -------
    differs
        Whether, for each row.

    Examples
    --------
    >>> differs(np.array([1, 1, 2, 2]), np.array([0, 0, 0, 1])).tolist()
    [True, False, True, True]
    """
    found = np.ones(len(columns[0]), dtype=bool)
    found[1:] = False
    for column in columns:
        found[1:] |= column[1:] != column[:-1]
    return found


def highest_so_far(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """
    Give the highest value of a group up to each row, by looking back 1, 2, 4, 8 rows, and so on.

    Parameters
    ----------
    values
        Numbers.
    group
        Of each row; the rows of a group stand together.

    Returns
    -------
    highest_so_far
        A value a row.

    Examples
    --------
    >>> highest_so_far(np.array([3, 1, 4, 1, 5, 2]), np.array([0, 0, 0, 1, 1, 1])).tolist()
    [3, 3, 4, 1, 5, 5]
    """
    highest, back = values.copy(), 1
    while back < len(values):
        higher = (group[back:] == group[:-back]) & (highest[:-back] > highest[back:])
        if not higher.any():  # nor will it be further back
            break
        highest[back:][higher] = highest[:-back][higher]
        back *= 2
    return highest


def share_out(number: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, int]:
    """
    Put rows in order of their number, and share them out over parts of about `PART` rows.

    Rows with the same number that stand together, as those of a log mostly do, go together.

    Parameters
    ----------
    number
        A whole number a row; rows of -1 are left out.
    size
        How many numbers there are.

    Returns
    -------
    row, bounds, shift
        The rows in order, equals as they stand; where in those each part begins, and the last
        ends; and by how many bits the numbers of a part may differ.

    Examples
    --------
    >>> row, bounds, shift = share_out(np.array([1, -1, 0], dtype=np.int32), 2)
    >>> row.tolist(), bounds.tolist(), shift
    ([2, 0], [0, 2], 2)
    """
    shift = max(size.bit_length() - (len(number) // PART).bit_length(), 0)
    runs = np.flatnonzero(differs(number)).astype(np.int32)
    many = np.diff(runs, append=np.int32(len(number)))
    order = order_by(number[runs] + 1)
    order = order[np.count_nonzero(number[runs] < 0) :]
    runs, many = runs[order], many[order]
    ends = np.cumsum(np.append(np.int32(0), many), dtype=np.int32)
    firsts = np.arange((max(size - 1, 0) >> shift) + 2) << shift
    row = np.repeat(runs - ends[:-1], many) + np.arange(ends[-1], dtype=np.int32)
    return row, ends[np.searchsorted(number[runs], firsts)], shift
