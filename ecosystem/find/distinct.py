"""Rows of whole numbers: each once, each pair once, and the rows that match."""

from __future__ import annotations

import numpy as np

DENSE = 8
"""Up to so many places a row it is faster to mark them all than to sort."""


def distinct(one: np.ndarray, other: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """
    Give each pair of numbers once, in order.

    Parameters
    ----------
    one, other
        Numbers row by row, none below 0.
    size
        More than any of `other`.

    Returns
    -------
    one, other
        The pairs.

    Examples
    --------
    >>> distinct(np.array([2, 0, 2]), np.array([1, 1, 1]), 3)
    (array([0, 2]), array([1, 1]))
    """
    key, _ = once(one.astype(np.int64) * size + other)
    one, other = np.divmod(key, max(size, 1))
    return one, other


def once(key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Give each number once, in order, and where each row stands among those.

    Parameters
    ----------
    key
        Numbers row by row, none below 0.

    Returns
    -------
    once, at
        The numbers, and a place a row.

    Examples
    --------
    >>> [column.tolist() for column in once(np.array([7, 5, 7]))]
    [[5, 7], [1, 0, 1]]
    """
    size = int(key.max(initial=-1)) + 1
    if size > DENSE * max(len(key), 1 << 16):
        return np.unique(key, return_inverse=True)
    place = np.zeros(size, dtype=np.int32)
    place[key] = 1
    found = np.flatnonzero(place)
    place[found] = np.arange(len(found))
    return found, place[key]


def matches(keys: np.ndarray, among: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Find, for each key, the rows that have it.

    Parameters
    ----------
    keys
        Numbers.
    among
        Numbers, sorted.

    Returns
    -------
    at, row
        Which of `keys`, and which of `among` it is found at, in order.

    Examples
    --------
    >>> matches(np.array([7, 5]), np.array([5, 5, 6]))
    (array([1, 1]), array([0, 1]))
    """
    begin, end = (np.searchsorted(among, keys, side) for side in ("left", "right"))
    many = end - begin
    at = np.repeat(np.arange(len(keys)), many)
    return at, np.arange(len(at)) + (begin - np.cumsum(many) + many)[at]
