"""What a reader found in one sheet, and which of its rows it refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.problems import CATALOGUE, Problem
from ecosystem.tables.schema import TABLES

MOST = 1000
"""Rows that are named one by one; of the same problem in the same column the rest is counted."""
HIDDEN = "•••"
"""Stands where a value of a single resident would stand."""


@dataclass
class Sheet:
    """One table as it stands in a file, before it is understood: all its cells, all its rows."""

    table: str
    file: str
    columns: dict[str, pd.Series]
    """Raw cells by column of the schema."""
    rows: np.ndarray
    """Line in a text file, row on a sheet; the first is 1."""
    sheet: str = ""
    empty: int = 0
    """Rows without data: blank ones and headings that stand there again."""
    lost: int = 0
    """Rows refused as a whole, which are not in `columns`."""
    epoch: str = "1899-12-30"
    """Day 0 of dates that are numbers."""
    ours: bool = False
    """Whether it is a sheet of the empty workbook, of which many stay empty."""
    problems: list[Problem] = field(default_factory=list)
    refused: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __post_init__(self) -> None:
        if len(self.refused) != len(self.rows):
            self.refused = np.zeros(len(self.rows), dtype=bool)

    @property
    def hides(self) -> bool:
        """
        Tell whether rows are about single residents, so that no value is repeated.

        Patients and relatives sit in teams.
        """
        return TABLES[self.table].about_residents or self.table == "members"

    def tell(
        self,
        code: str,
        *,
        column: str = "",
        row: int | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Note one problem or notice about the sheet, a column or a row."""
        self.problems.append(
            Problem(self.file, code, self.sheet, row, column, self._shown(dict(values or {})))
        )

    def cells(
        self,
        code: str,
        column: str,
        where: np.ndarray,
        *,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Note a problem or notice at each row of `where`; a problem refuses the row."""
        at = np.flatnonzero(where)
        if not len(at):
            return
        if CATALOGUE[code].stops:
            self.refused[at] = True
        series = {key: np.asarray(value, dtype=object) for key, value in (values or {}).items()}
        for index in at[:MOST]:
            told = {key: s[index] if s.ndim else s.item() for key, s in series.items()}
            self.tell(code, column=column, row=int(self.rows[index]), values=told)
        if len(at) > MOST:
            more = "and_more" if CATALOGUE[code].stops else "and_more_notices"
            self.tell(more, column=column, values={"count": len(at) - MOST, "of": code})

    def first(
        self,
        code: str,
        column: str,
        where: np.ndarray,
        *,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Note something once for a column, at its first row, with how many rows there are."""
        at = np.flatnonzero(where)
        if len(at):
            if CATALOGUE[code].stops:
                self.refused[at] = True
            told = {"count": len(at), **(values or {})}
            self.tell(code, column=column, row=int(self.rows[at[0]]), values=told)

    def _shown(self, values: dict[str, Any]) -> dict[str, Any]:
        """Leave out what a row about a single resident holds, and cut what is long."""
        for key in values.keys() & {"value", "read", "near", "known"}:
            text = HIDDEN if self.hides and key in {"value", "read"} else str(values[key])
            values[key] = text if len(text) <= 60 else text[:57] + "..."
        return values
