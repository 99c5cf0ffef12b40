"""One column that refers to something, by its distinct names: to note, refuse and rewrite them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.tables.log import MOST, Sheet
from ecosystem.tables.schema import TABLES, Column


@dataclass
class Use:
    """A column of ids or of lists of ids, with its distinct names in the order of the rows."""

    sheet: Sheet
    frame: pd.DataFrame
    column: Column
    names: list[str]

    def among(self, names: Mapping[str, str]) -> pd.DataFrame:
        """List the cells that have one of these names: `row` and `name`, a list one a part."""
        series = self.frame[self.column.name].dropna()
        if self.column.kind == "list":
            series = series.str.split("|").explode()
        series = series[series.isin(list(names))]
        return pd.DataFrame({"row": series.index, "name": series.to_numpy()})

    def tell(self, code: str, change: Mapping[str, str], *, home: str) -> None:
        """Note a change or a likeness once for each name, at its first row."""
        if not change:
            return
        cells = self.among(change)
        if self.sheet.hides:
            where = np.zeros(len(self.frame), dtype=bool)
            where[cells["row"]] = True
            self.sheet.first(f"{code}_some", self.column.name, where, values={"home": home})
            return
        count = cells.groupby("name", sort=False)["row"].agg(["first", "size"])
        for name, (row, size) in zip(count.index[:MOST], count.to_numpy().tolist(), strict=False):
            values = {"value": name, "known": change[name], "near": change[name], "count": size}
            self.sheet.tell(
                code,
                column=self.column.name,
                row=int(self.sheet.rows[row]),
                values=values | {"home": home},
            )
        if len(count) > MOST:
            values = {"count": len(count) - MOST, "of": code}
            self.sheet.tell("and_more_notices", column=self.column.name, values=values)

    def once(self, code: str, names: list[str]) -> None:
        """Note names once for the column, at their first row, with the first three of them."""
        where = np.zeros(len(self.frame), dtype=bool)
        where[self.among(dict.fromkeys(names, ""))["row"]] = True
        some = ", ".join(repr(name if len(name) <= 40 else name[:37] + "...") for name in names[:3])
        more = ", ..." if len(names) > 3 else ""
        values = {"names": len(names), "some": "" if self.sheet.hides else f" ({some}{more})"}
        self.sheet.first(code, self.column.name, where, values=values)

    def refuse(self, code: str, wrong: Mapping[str, str], *, home: str = "") -> None:
        """Refuse every row that has one of these names, with what each may be."""
        if not wrong:
            return
        cells = self.among(wrong)
        while len(cells):
            first = cells.drop_duplicates("row")
            where = np.zeros(len(self.frame), dtype=bool)
            where[first["row"]] = True
            value, hint = (np.full(len(self.frame), "", dtype=object) for _ in range(2))
            value[first["row"]] = first["name"]
            hint[first["row"]] = first["name"].map(dict(wrong))
            values = {"value": value, "near": hint, "home": home}
            self.sheet.cells(code, self.column.name, where, values=values)
            cells = cells.drop(first.index)

    def write(self, change: Mapping[str, str]) -> None:
        """Write names as they are known."""
        if not change:
            return
        column = self.frame[self.column.name]
        one: Callable[[str], str] = lambda name: change.get(name, name)
        if self.column.kind == "list":
            one = lambda cell: "|".join(
                dict.fromkeys(change.get(part, part) for part in cell.split("|"))
            )
        read = {name: one(name) for name in column.dropna().unique()}
        self.frame[self.column.name] = column.map(read).astype("str")


def use_of(sheet: Sheet, frame: pd.DataFrame, column: str) -> Use:
    """
    Take the distinct names of one column.

    Parameters
    ----------
    sheet
        Where it stands.
    frame
        The cleaned table, which `write` changes.
    column
        Its name.

    Returns
    -------
    use
        The column by its names.
    """
    spec = TABLES[sheet.table].column(column)
    distinct = frame[column].dropna().drop_duplicates()
    if spec.kind == "list":
        distinct = distinct.str.split("|").explode().drop_duplicates()
    return Use(sheet, frame, spec, distinct.tolist())
