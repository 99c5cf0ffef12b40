"""Which different numbers there are, and how many."""

from __future__ import annotations

import numpy as np

_DENSE = 16
"""Up to so many places a row it is faster to mark them all than to sort."""
FEW = 1 << 20
"""And so it is up to so many places, whatever the rows."""
_SHORT = 1 << 31
"""Numbers below this fit in 32 bits, which are sorted twice as fast."""


def distinct(group: np.ndarray, what: np.ndarray, groups: int) -> np.ndarray:
    """
    Count the different numbers in each group.

    Parameters
    ----------
    group, what
        A number of a group and another number, row by row; rows with -1 in `what` do not count.
    groups
        How many groups there are.

    Returns
    -------
    distinct
        A number per group.

    Examples
    --------
    >>> distinct(np.array([0, 0, 2, 2]), np.array([5, 5, 3, -1]), 3).tolist()
    [1, 0, 1]
    """
    known = what >= 0
    size = int(what.max(initial=0)) + 1
    key = once(group[known] * np.int64(size) + what[known], groups * size)
    return np.bincount(key // size, minlength=groups)


def once(key: np.ndarray, size: int) -> np.ndarray:
    """
    Give the different numbers there are.

    Parameters
    ----------
    key
        Whole numbers from 0.
    size
        More than the largest.

    Returns
    -------
    once
        Each number once, sorted.

    Examples
    --------
    >>> once(np.array([7, 2, 7]), 8).tolist()
    [2, 7]
    """
    if size > max(_DENSE * len(key), FEW):
        key = np.sort(key.astype(np.int32) if size <= _SHORT else key)
        return np.asarray(key[np.append(True, key[1:] != key[:-1])[: len(key)]], dtype=np.int64)
    there = np.zeros(size, dtype=bool)
    there[key] = True
    return np.flatnonzero(there)


def sorted_out(key: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """
    Give the different numbers there are, and which of them each is.

    Parameters
    ----------
    key, size
        As `once` takes them.

    Returns
    -------
    found, at
        Each number once, sorted; and its place there, for each that was given.

    Examples
    --------
    >>> [part.tolist() for part in sorted_out(np.array([7, 2, 7]), 8)]
    [[2, 7], [1, 0, 1]]
    """
    if size > max(_DENSE * len(key), FEW):
        return np.unique(key, return_inverse=True)
    found, place = once(key, size), np.zeros(size, dtype=np.int32)
    place[found] = np.arange(len(found), dtype=np.int32)
    return found, place[key]
