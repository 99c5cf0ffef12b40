"""Rows of whole numbers: each pair once, and the rows that match."""

from __future__ import annotations

import numpy as np

from ecosystem.tables.different import once


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
    key = once(one * np.int64(size) + other, (int(one.max(initial=-1)) + 1) * size)
    one, other = np.divmod(key, max(size, 1))
    return one, other


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
    return following(begin, end - begin)


def following(begin: np.ndarray, many: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Give so many rows that follow on each other, for each of several.

    Parameters
    ----------
    begin, many
        The first row, and how many.

    Returns
    -------
    at, row
        Which of the several, and a row, in order.

    Examples
    --------
    >>> following(np.array([5, 0]), np.array([1, 2]))
    (array([0, 1, 1]), array([5, 0, 1]))
    """
    at = np.repeat(np.arange(len(begin)), many)
    return at, np.arange(len(at)) + (begin - np.cumsum(many) + many)[at]
