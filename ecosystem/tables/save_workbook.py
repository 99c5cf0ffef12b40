"""Tables as one workbook: a sheet a table, and nothing in it that calculates."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pandas as pd

from ecosystem.tables.files import write_beside
from ecosystem.tables.refusals import refusal
from ecosystem.tables.schema import TABLES

MOST_ROWS = 1_048_576
MOST_SIGNS = 32_767
FIRST_DAY = pd.Timestamp(1900, 3, 1)
"""Excel counts a day too many before this one."""


def write_workbook(tables: dict[str, pd.DataFrame], path: Path) -> None:
    """
    Write tables as sheets.

    Parameters
    ----------
    tables
        Tables by name, in canonical order; any other table holds numbers and text.
    path
        The file; its name ends in .xlsx.

    Raises
    ------
    ValueError
        If a table has more rows, or a cell more signs, than fit, or the name is another.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415

    if path.suffix.lower() != ".xlsx":
        raise ValueError(refusal("ecosystem.tables", "no_workbook", name=path.name))
    for name, frame in tables.items():
        if len(frame) + 1 > MOST_ROWS:
            filled = {"name": name, "rows": len(frame), "most": MOST_ROWS - 1}
            raise ValueError(refusal("ecosystem.tables", "rows", **filled))
    content = io.BytesIO()
    with Workbook(content, {"constant_memory": True}) as book:
        book.set_properties({"created": dt.datetime(2025, 1, 1, tzinfo=dt.UTC)})
        formats = {
            "heading": book.add_format({"bold": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for name, frame in tables.items():
            _write(book.add_worksheet(name), name, frame, formats)
    write_beside(path, content.getvalue())


def _write(sheet: Any, name: str, frame: pd.DataFrame, formats: dict[str, Any]) -> None:
    kinds = _kinds(name, frame)
    sheet.freeze_panes(1, 0)
    for at, heading in enumerate(frame.columns):
        sheet.set_column(at, at, max(12, len(heading) + 2))
        sheet.write_string(0, at, heading, formats["heading"])
    columns = [frame[heading].astype(object).to_list() for heading in frame.columns]
    of = [kinds[heading] for heading in frame.columns]
    for row, cells in enumerate(zip(*columns, strict=True), start=1):
        for at, cell in enumerate(cells):
            if pd.isna(cell):
                continue
            kind = of[at]
            if kind in {"number", "integer"}:
                sheet.write_number(row, at, cell)
            elif kind in {"date", "time"} and cell >= FIRST_DAY:
                sheet.write_datetime(row, at, cell.to_pydatetime(), formats[kind])
            elif kind == "yes_no":
                sheet.write_string(row, at, "yes" if cell else "no")
            else:
                if len(str(cell)) > MOST_SIGNS:
                    place = {"name": name, "row": row + 1, "column": frame.columns[at]}
                    filled = {"signs": len(str(cell)), "most": MOST_SIGNS}
                    raise ValueError(refusal("ecosystem.tables", "signs", **place, **filled))
                sheet.write_string(row, at, str(cell))


def _kinds(name: str, frame: pd.DataFrame) -> dict[str, str]:
    """Give what each column holds: as the schema says, or else as the table itself does."""
    if name in TABLES:
        return {column.name: column.kind for column in TABLES[name].columns}
    numbers = frame.select_dtypes("number").columns
    return {heading: "number" if heading in numbers else "text" for heading in frame.columns}
