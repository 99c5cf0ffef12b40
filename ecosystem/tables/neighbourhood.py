"""Neighbourhood and Region: frozen bundles of checked tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.looked_at import Tables
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.refusals import in_own_words, refusal, tables_told
from ecosystem.tables.schema import DTYPES, TABLES

_say = partial(refusal, "ecosystem.tables")


def empty(table: str) -> pd.DataFrame:
    """Give a table of the schema without rows."""
    return _blank(table).copy(deep=False)


@cache
def _blank(table: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.name: pd.Series(dtype=DTYPES[column.kind])
            for column in TABLES[table].columns
            if column.name != "fte"
        }
    )


@dataclass(frozen=True, repr=False)
class Neighbourhood:
    """
    The checked tables of one area, frozen.

    `hood.actors`, `hood.ties` and so on are the tables of the schema, each with all its
    columns; a table that was not given is empty. Changing what they return changes nothing
    here. It prints without values.

    Parameters
    ----------
    code
        Code of the area.
    name
        The name people use.
    tables
        The tables that were given, by name, as `load` checked them.
    """

    code: str
    name: str
    tables: Mapping[str, pd.DataFrame] = field(hash=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", Tables(self.tables))

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table not in TABLES:
            raise AttributeError(f"{table!r} is not a table; there are: {', '.join(TABLES)}")
        return self.tables[table].copy(deep=False) if table in self.tables else empty(table)

    def need(self, *tables: str, for_what: str) -> None:
        """
        Raise unless every one of these tables was supplied.

        Parameters
        ----------
        *tables
            Names of tables.
        for_what
            The question that needs them, as people would say it.

        Raises
        ------
        MissingTable
            Naming the tables that are missing and what is there.
        """
        missing = [table for table in tables if table not in self.tables]
        if missing:
            named = {
                "what": in_own_words(for_what),
                "missing": _say("and").join(tables_told([name]) for name in missing),
                "there": tables_told(self.tables),
            }
            raise MissingTable(_say("needs", code=self.code, **named))

    def replace(self, **tables: pd.DataFrame) -> Neighbourhood:
        """
        Make a neighbourhood in which these tables stand in the place of the earlier ones.

        What was worked out of other tables only (see `remember`) is not worked out again.
        """
        after = Neighbourhood(self.code, self.name, Tables(self.tables, tables))
        known: dict[Any, tuple[Any, frozenset[str]]] = vars(self).get("_known", {})
        vars(after)["_known"] = {
            make: (made, of) for make, (made, of) in known.items() if of.isdisjoint(tables)
        }
        return after

    def __repr__(self) -> str:
        return f"Neighbourhood {self.code} ({self.name})\n{_sizes(self.tables)}"


@dataclass(frozen=True, repr=False)
class Region:
    """
    Neighbourhoods by code, made when asked for, so that a thousand fit.

    `region[code]` is one neighbourhood; iterating gives each in the order of its code.

    Parameters
    ----------
    codes
        Codes of the areas, sorted.
    read
        Gives the neighbourhood with a code.
    notices
        What was noticed and mended at the door, as a table like that of `TableError`.
    accounting
        One row per table: rows `read`, `accepted`, `refused`, `empty`.
    outlines
        The polygons of each neighbourhood that has any, by code: rings of x and y as they were
        given, holes after the first.
    """

    codes: tuple[str, ...]
    read: Callable[[str], Neighbourhood]
    notices: pd.DataFrame
    accounting: pd.DataFrame
    outlines: Mapping[str, tuple[tuple[np.ndarray, ...], ...]] = field(default_factory=dict)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.codes)

    def __getitem__(self, code: str) -> Neighbourhood:
        if code not in self._known:
            raise KeyError(_say("not_here", code=code, there=some(self.codes)))
        return self.read(code)

    def __contains__(self, code: object) -> bool:
        return code in self._known

    def __iter__(self) -> Iterator[Neighbourhood]:
        return (self.read(code) for code in self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        count = len(self.codes)
        noun = "neighbourhood" if count == 1 else "neighbourhoods"
        return f"Region of {count} {noun}: {some(self.codes)}"


def some(names: tuple[str, ...], most: int = 5) -> str:
    """Name the first few of many."""
    first, rest = ", ".join(names[:most]), len(names) - most
    return _say("more", some=first, count=rest) if rest > 0 else first


def _sizes(tables: Mapping[str, pd.DataFrame]) -> str:
    lines = []
    for name in TABLES:
        if name in tables:
            shown = ", not shown" if TABLES[name].about_residents else ""
            lines.append(f"  {name}: {len(tables[name]):,} rows{shown}")
    return "\n".join(lines)
