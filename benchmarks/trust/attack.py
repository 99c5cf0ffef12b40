"""What is shared, as cells of a linear program: between which bounds must each hidden one lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

import numpy as np
import pandas as pd

LEAST = 10
"""So many whole numbers a hidden cell must be able to be."""
MANY = 1e6
"""More than there are."""


@dataclass
class Attack:
    """Cells with the bounds that their text gives, and what is known between them."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    rows: list[dict[int, float]] = field(default_factory=list)

    def cell(self, name: str, text: Any) -> int | None:
        """Add a cell as it is told; what is missing is no cell."""
        if pd.isna(text):
            return None
        if str(text) == "<10" or float(text) == 0:
            self.hidden[name] = self.between(0, LEAST - 1)
            return self.hidden[name]
        return self.between(max(LEAST, float(text) - 2), float(text) + 2)

    def rounded(self, total: Any) -> int | None:
        """Add a sum that is rounded to five, and may be small; what is missing is no cell."""
        return None if pd.isna(total) else self.between(float(total) - 2, float(total) + 2)

    def between(self, low: float, high: float) -> int:
        """Add a cell of which only bounds are known."""
        self.low.append(max(0, low))
        self.high.append(high)
        return len(self.low) - 1

    def untold(self, name: str) -> int:
        """Add a cell that is not told at all, for which as much must be possible."""
        self.hidden[name] = self.between(0, MANY)
        return self.hidden[name]

    def all_of(self, total: int | None, parts: Iterable[int | None]) -> None:
        """Know that some cells together are one other; a part that is missing may be anything."""
        if total is not None:
            cells = [self.between(0, MANY) if one is None else one for one in parts]
            self.known(*cells, most=(total,))
            self.known(total, most=tuple(cells))

    def known(self, *less: int | None, most: tuple[int | None, ...]) -> None:
        """Know that some cells together, but for those missing, are at most some others."""
        if None in most:
            return
        row: dict[int, float] = {}
        for sign, cells in ((1.0, less), (-1.0, most)):
            for one in cells:
                if one is not None:
                    row[one] = row.get(one, 0.0) + sign
        self.rows.append(row)

    def narrow(self) -> list[str]:
        """Name the hidden cells that can be fewer than ten whole numbers."""
        from scipy.optimize import linprog  # noqa: PLC0415 (slow to start)

        matrix = np.zeros((max(len(self.rows), 1), len(self.low)))
        for at, row in enumerate(self.rows):
            for cell, sign in row.items():
                matrix[at, cell] = sign
        bounds = list(zip(self.low, self.high, strict=True))
        found = []
        for name, at in self.hidden.items():
            ends = []
            for sign in (1, -1):
                cost = np.zeros(len(bounds))
                cost[at] = sign
                done = linprog(cost, A_ub=matrix, b_ub=np.zeros(len(matrix)), bounds=bounds)
                ends.append(sign * done.fun if done.success else np.nan)
            if np.isnan(ends).any():
                found.append(f"{name} against all that is known")
            elif floor(ends[1] + 1e-6) - ceil(ends[0] - 1e-6) + 1 < LEAST:
                found.append(name)
        return found
