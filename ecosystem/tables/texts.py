"""Different texts, sorted: held by Arrow, and written out only for who reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd

_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
_FEW = 500
"""Up to so many texts are looked up one by one; of more Arrow makes a table first."""


class Names:
    """
    Different texts; a class, since they are written out, or held by Arrow, only when need be.

    Parameters
    ----------
    held
        An array of Arrow, nothing in it missing.
    """

    def __init__(self, held: Any) -> None:
        self.held = held

    @classmethod
    def of(cls, texts: Iterable[str]) -> Names:
        """Take these texts."""
        import pyarrow as pa  # noqa: PLC0415 (slow to start)

        return cls(pa.array(texts, pa.large_string()))

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, at: Any) -> Any:
        return self._written[at]

    def __array__(self, dtype: Any = None, *, copy: bool | None = None) -> np.ndarray:
        return np.array(self._written, dtype=dtype, copy=copy)

    def tolist(self) -> list[str]:
        """Write them out."""
        return list(self._written)

    @cached_property
    def _written(self) -> np.ndarray:
        return np.asarray(self.held.to_numpy(zero_copy_only=False), dtype=object)

    @cached_property
    def at(self) -> dict[str, int]:
        """The place of each."""
        return {text: place for place, text in enumerate(self._written)}

    @cached_property
    def index(self) -> pd.Index:
        """The same as pandas holds them."""
        import pyarrow as pa  # noqa: PLC0415 (slow to start)

        text = pd.arrays.ArrowStringArray(self.held.cast(pa.large_string()), dtype=_TEXT)
        return pd.Index(text, copy=False)


def all_of(several: Sequence[Names]) -> Names:
    """
    Give every text of several.

    Parameters
    ----------
    several
        Texts, each once and sorted.

    Returns
    -------
    all_of
        Each once, sorted.

    Examples
    --------
    >>> all_of([Names.of(["b", "c"]), Names.of(["a", "b"])]).tolist()
    ['a', 'b', 'c']
    """
    if sum(map(len, several)) <= _FEW:
        return Names.of(sorted({text for names in several for text in names.at}))
    most = max(several, key=len)
    if all((places(names, most) >= 0).all() for names in several):
        return most
    import pyarrow as pa  # noqa: PLC0415 (slow to start)
    import pyarrow.compute as pc  # noqa: PLC0415

    text = pa.large_string()
    every = pc.unique(pa.chunked_array([names.held.cast(text) for names in several], text))
    return Names(every.take(pc.call_function("array_sort_indices", [every])))


def places(names: Names, among: Names) -> np.ndarray:
    """
    Find texts among others.

    Parameters
    ----------
    names, among
        Texts, each once.

    Returns
    -------
    places
        Where each of `names` stands in `among`; -1 where it does not.

    Examples
    --------
    >>> places(Names.of(["b", "c"]), Names.of(["a", "b"])).tolist()
    [1, -1]
    """
    import pyarrow.compute as pc  # noqa: PLC0415 (slow to start)

    if names is among:
        return np.arange(len(names), dtype=np.int32)
    if len(names) + len(among) <= _FEW:
        return np.array([among.at.get(text, -1) for text in names.at], dtype=np.int32)
    return minus_one(pc.index_in(names.held, value_set=among.held.cast(names.held.type)))


def minus_one(numbers: Any) -> np.ndarray:
    """
    Put -1 in the place of what is missing.

    Parameters
    ----------
    numbers
        An array of Arrow of whole numbers in 32 bits.

    Returns
    -------
    minus_one
        The same, as numpy holds them.

    Examples
    --------
    >>> import pyarrow as pa
    >>> minus_one(pa.array([3, None], pa.int32())).tolist()
    [3, -1]
    """
    import pyarrow.compute as pc  # noqa: PLC0415 (slow to start)

    if numbers.null_count:  # as `fill_null`, which asks longer what it fills in
        numbers = pc.call_function("coalesce", [numbers, _nothing()])
    return np.asarray(numbers.to_numpy())


@cache
def _nothing() -> Any:
    import pyarrow as pa  # noqa: PLC0415 (slow to start)

    return pa.scalar(-1, pa.int32())
