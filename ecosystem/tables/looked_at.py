"""Tables that can tell which of them were looked at: what follows from which is then known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pandas as pd

from ecosystem.tables.arrow_rows import arrow_rows, as_frame
from ecosystem.tables.schema import TABLES

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
            self._tables |= some._tables if isinstance(some, Tables) else some  # noqa: SLF001 (its own kind)

    def __getitem__(self, name: str) -> pd.DataFrame:
        look([name])
        table = self._tables[name]
        if not isinstance(table, pd.DataFrame):
            table = self._tables[name] = as_frame(table)
        return table

    def rows(self, name: str) -> Any:
        """Give a table as `arrow_rows` does: as it is where it came so and was not looked at."""
        table = self._tables[name]
        return arrow_rows(name, dict(table.items())) if isinstance(table, pd.DataFrame) else table

    def __contains__(self, name: object) -> bool:
        look([str(name)])
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        look(TABLES)
        return iter(self._tables)

    def __len__(self) -> int:
        look(TABLES)
        return len(self._tables)


def look(names: Iterable[str]) -> None:
    """Note that these tables are looked at."""
    looked = _LOOKED.get()
    if looked is not None:
        looked.update(names)


@contextmanager
def watched() -> Iterator[set[str]]:
    """
    Gather the names of all tables that are looked at.

    Whoever watches from outside sees them too.

    Examples
    --------
    >>> with watched() as looked:
    ...     ties = street.ties
    >>> looked
    {'ties'}
    """
    looked: set[str] = set()
    before = _LOOKED.set(looked)
    try:
        yield looked
    finally:
        _LOOKED.reset(before)
        look(looked)
