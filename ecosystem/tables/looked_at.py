"""Tables that can tell which of them were looked at: what follows from which is then known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from ecosystem.tables.arrow_rows import arrow_rows, as_frame, written_out
from ecosystem.tables.schema import TABLES

Made = TypeVar("Made")
_LOOKED: ContextVar[set[str] | None] = ContextVar("_LOOKED", default=None)


class Tables(Mapping[str, pd.DataFrame]):
    """
    Tables by name, read only.

    Asking for a table, or whether it is there, is looking at it; going through all is looking
    at every table there could be.

    Parameters
    ----------
    *tables
        Tables by name, as pandas or as Arrow holds them (see `arrow_rows`); later ones stand in
        the place of earlier ones. Copying looks at none.
    """

    def __init__(self, *tables: Mapping[str, Any]) -> None:
        self._tables: dict[str, Any] = {}
        for some in tables:
            held = some._tables if isinstance(some, Tables) else some  # noqa: SLF001 (its own kind)
            self._tables |= {name: _held(table) for name, table in held.items()}

    def __getitem__(self, name: str) -> pd.DataFrame:
        look([name])
        table = self._tables[name]
        return table.frame if isinstance(table, _Rows) else table

    def column(self, name: str, column: str) -> Any:
        """Give a column as it is held: by Arrow, where the table came so, or else by pandas."""
        look([name])
        table = self._tables[name]
        return (table.arrow if isinstance(table, _Rows) else table)[column]

    def rows(self, name: str) -> Any:
        """Give a table as `arrow_rows` does."""
        table = self._tables[name]
        if isinstance(table, _Rows):
            return written_out(table.arrow)
        return arrow_rows(name, dict(table.items()))

    def __contains__(self, name: object) -> bool:
        look([str(name)])
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        look(TABLES)
        return iter(self._tables)

    def __len__(self) -> int:
        look(TABLES)
        return len(self._tables)


class _Rows:
    """A table as Arrow holds it, and once it was asked for as pandas does; a class to hold both."""

    def __init__(self, arrow: Any) -> None:
        self.arrow = arrow

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The same rows."""
        return as_frame(self.arrow)


def _held(table: Any) -> pd.DataFrame | _Rows:
    return table if isinstance(table, (pd.DataFrame, _Rows)) else _Rows(table)


def look(names: Iterable[str]) -> None:
    """Note that these tables are looked at."""
    looked = _LOOKED.get()
    if looked is not None:
        looked.update(names)


def watched(make: Callable[[], Made]) -> tuple[Made, frozenset[str]]:
    """
    Make something, and gather the names of all tables that are looked at for it.

    Whoever watches from outside sees them too.

    Examples
    --------
    >>> watched(lambda: len(street.ties))
    (5, frozenset({'ties'}))
    """
    looked: set[str] = set()
    before = _LOOKED.set(looked)
    try:
        made = make()
    finally:
        _LOOKED.reset(before)
        look(looked)
    return made, frozenset(looked)
