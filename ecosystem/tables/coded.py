"""Ids as whole numbers: each column of text is read through once, for all that counts by it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

_DENSE = 16
"""Up to so many places a row it is faster to mark them all than to sort."""


@dataclass(frozen=True, eq=False)
class Coded:
    """
    Values of text as numbers.

    Parameters
    ----------
    code
        The place in `names` of each value; -1 where it is missing.
    names
        Every different value, sorted.
    """

    code: np.ndarray
    names: pd.Index

    def text(self, rows: slice | np.ndarray = slice(None)) -> pd.Series:
        """Write values out again."""
        return pd.Series(self.names.array.take(self.code[rows], allow_fill=True))

    def flags(self, named: pd.Series | np.ndarray) -> np.ndarray:
        """Tell of each value whether its name is flagged; no where it is missing."""
        return np.asarray(np.append(named, False)[self.code])


def coded(hood: Neighbourhood, table: str, column: str) -> Coded:
    """
    Give the values of a column numbers, once as long as the table stays the same.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    table, column
        A column of text.

    Returns
    -------
    coded
        A number a row.

    Examples
    --------
    >>> layers = coded(street, "actors", "layer")
    >>> layers.code.tolist(), layers.names.tolist()
    ([0, 2, 1, 1, 3], ['collective', 'first_line', 'informal', 'welfare'])
    """
    return remember(hood, _Column(table, column))


def numbered(values: pd.Series) -> Coded:
    """
    Give values of text numbers, in the order of the text.

    Parameters
    ----------
    values
        Text; some may be missing.

    Returns
    -------
    numbered
        A number each.

    Examples
    --------
    >>> numbered(pd.Series(["b", None, "a", "b"])).code.tolist()
    [1, -1, 0, 1]
    """
    code, names = pd.factorize(values)
    names = pd.Index(names)
    order = names.argsort()
    place = np.full(len(names) + 1, -1, dtype=np.int32)
    place[order] = np.arange(len(names), dtype=np.int32)
    return Coded(place[code], names[order])


def joined(*several: Coded) -> Coded:
    """
    Put values one after the other under one numbering.

    Parameters
    ----------
    *several
        Values, each with a numbering of its own.

    Returns
    -------
    joined
        All of them.

    Examples
    --------
    >>> one, other = numbered(pd.Series(["b", "c"])), numbered(pd.Series(["a", None, "b"]))
    >>> joined(one, other).code.tolist()
    [1, 2, 0, -1, 1]
    """
    names = numbered(pd.concat([pd.Series(one.names) for one in several], ignore_index=True))
    parts, begin = [], 0
    for one in several:
        place = np.append(names.code[begin : begin + len(one.names)], np.int32(-1))
        parts.append(place[one.code])
        begin += len(one.names)
    return Coded(np.concatenate(parts), names.names)


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
    key = group[known] * np.int64(size) + what[known]
    if groups * size > _DENSE * max(len(key), 1 << 16):
        return np.bincount(np.unique(key) // size, minlength=groups)
    there = np.zeros(groups * size, dtype=bool)
    there[key] = True
    return np.asarray(np.count_nonzero(there.reshape(groups, size), axis=1))


@dataclass(frozen=True)
class _Column:
    table: str
    column: str

    def __call__(self, hood: Neighbourhood) -> Coded:
        return numbered(getattr(hood, self.table)[self.column].astype("str"))
