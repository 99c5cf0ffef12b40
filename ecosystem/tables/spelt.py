"""A column by its distinct spellings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.cells import Cells
from ecosystem.tables.log import Sheet
from ecosystem.tables.schema import Column


@dataclass
class Spelt:
    """A column by its distinct spellings: most columns have few, so these are read once each."""

    found: Cells
    codes: np.ndarray
    """Of each cell the number of its spelling; -1 where it is empty."""
    distinct: list[str]
    """Without space round them."""
    column: Column
    sheet: Sheet

    def has(self, which: Iterable[bool]) -> np.ndarray:
        """Tell of each cell whether its spelling is one of these."""
        return np.asarray(np.array([*which, False])[self.codes])

    def note(self, code: str, which: Sequence[bool], **values: Any) -> None:
        """Note a problem at each cell with one of these spellings."""
        if any(which):
            told = {"value": self.found.text, **values}
            self.sheet.cells(code, self.column.name, self.has(which), values=told)

    def spread(self, read: Sequence[Any], dtype: Any = "str") -> pd.Series:
        """Give each cell what its spelling became."""
        return pd.Series(pd.array(list(read), dtype=dtype).take(self.codes, allow_fill=True))

    def only(self, where: np.ndarray) -> Spelt:
        """Leave out cells, and the spellings that no other cell has."""
        codes = np.where(where, self.codes, -1)
        used, codes = np.unique(codes, return_inverse=True)
        gone = int(used[0] == -1)
        distinct = [self.distinct[at] for at in used[gone:]]
        return Spelt(self.found, codes - gone, distinct, self.column, self.sheet)

    @property
    def counts(self) -> np.ndarray:
        """Count the cells of each spelling."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.distinct))
