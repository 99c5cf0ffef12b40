"""Ids as whole numbers: each column of text is read through once, for all that counts by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.columns import column as column_of
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names, all_of, minus_one, places


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
    names: Names

    def text(self, rows: slice | np.ndarray = slice(None)) -> pd.Series:
        """Write values out again."""
        return pd.Series(self.names.index.array.take(self.code[rows], allow_fill=True))

    def at(self, rows: np.ndarray) -> Coded:
        """Take the values of rows, by their numbers; missing where that is -1."""
        return Coded(np.append(self.code, np.int32(-1))[rows], self.names)

    def among(self, texts: Collection[str]) -> np.ndarray:
        """Tell of each value whether it is one of these texts; no where it is missing."""
        return self.flags(np.array([name in texts for name in self.names.tolist()], dtype=bool))

    def flags(self, named: pd.Series | np.ndarray) -> np.ndarray:
        """Tell of each value whether its name is flagged; no where it is missing."""
        return np.asarray(np.append(np.asarray(named, dtype=bool), False)[self.code])


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
    import pyarrow as pa  # noqa: PLC0415 (slow to start)

    text = pa.array(values, pa.large_string(), from_pandas=True)
    return _numbered(text if isinstance(text, pa.ChunkedArray) else pa.chunked_array([text]))


def _numbered(values: Any) -> Coded:
    """Give values of Arrow numbers, by the dictionary they have or else get."""
    import pyarrow as pa  # noqa: PLC0415 (slow to start)
    import pyarrow.compute as pc  # noqa: PLC0415

    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    one = values.num_chunks == 1
    values = values.chunk(0) if one else values.unify_dictionaries().combine_chunks()
    number = minus_one(values.indices)
    order = pc.call_function("array_sort_indices", [values.dictionary])
    place = np.empty(len(order) + 1, dtype=np.int32)
    place[order.to_numpy()], place[-1] = np.arange(len(order), dtype=np.int32), -1
    return Coded(place[number], Names(pc.call_function("array_take", [values.dictionary, order])))


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
    names = all_of([one.names for one in several])
    each = [np.append(places(one.names, names), np.int32(-1))[one.code] for one in several]
    return Coded(np.concatenate(each), names)


@dataclass(frozen=True)
class _Column:
    table: str
    column: str

    def __call__(self, hood: Neighbourhood) -> Coded:
        values = column_of(hood, self.table, self.column)
        return numbered(values) if isinstance(values, pd.Series) else _numbered(values)
