"""Excel workbooks as raw cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables import headings, packed, sheet_xml
from ecosystem.tables.language import LANGUAGES
from ecosystem.tables.log import Sheet
from ecosystem.tables.names import heading
from ecosystem.tables.problems import Problem


def read(path: Path, problems: list[Problem]) -> list[Sheet]:
    """
    Read the visible sheets that are named after a table; tell what else is there, unread.

    A sheet with another name is one too when the file is named after a table and has no other
    visible sheet.

    Parameters
    ----------
    path
        The workbook.
    problems
        Takes what is the matter with the workbook as a whole, and the sheets not read.

    Returns
    -------
    sheets
        Raw cells of each.
    """
    from python_calamine import (  # noqa: PLC0415 - heavy, and only needed for Excel
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
        ZipError,
    )

    before = packed.look(path)
    if before is not None:
        problems.append(before)
        return []
    try:
        inside = sheet_xml.parts(path)
        problems += [Problem(path.name, code) for code in inside.beside]
        book = CalamineWorkbook.from_path(path)
        visible = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        found = []
        for name in book.sheet_names:
            table = headings.table_of(name)
            if name not in visible:
                problems.append(Problem(path.name, "hidden_sheet", name))
                continue
            if table is None and len(visible) == 1:
                table = headings.table_of(path.stem)
            if table is None and heading(name) in headings.EXPLANATION.values():
                continue
            if table is None:
                problems.append(_not_read(path.name, name))
                continue
            if sheet_xml.too_wide(inside.sheets[name]):
                problems.append(Problem(path.name, "sheet_too_wide", name))
                continue
            sheet = book.get_sheet_by_name(name)
            made = Sheet(table, path.name, {}, np.zeros(0, dtype="int64"), name)
            made.epoch = inside.epoch
            rows = sheet.to_python(skip_empty_area=False)
            _fill(made, rows, sheet_xml.broken(inside.sheets[name]))
            _merged(made, sheet.merged_cell_ranges or [])
            found.append(made)
    except (CalamineError, ZipError, *packed.NOT_WHOLE):
        problems.append(Problem(path.name, "damaged_workbook"))
        return []
    return found


def _not_read(file: str, name: str) -> Problem:
    near = headings.near_table(name)
    if near:
        return Problem(file, "near_table", name, values={"near": near})
    return Problem(file, "sheet_not_read", name)


def _fill(sheet: Sheet, rows: list[list[Any]], broken: list[sheet_xml.Broken]) -> None:
    """Take the headings and the rows under them."""
    texts = [[_plain(cell) for cell in row] for row in rows[: headings.FIRST_LINES]]
    first, count = headings.find(sheet.table, texts)
    if not count:
        sheet.lost = sum(any(map(_plain, row)) for row in rows)
        if sheet.lost:
            sheet.tell("no_headings", values=headings.wanted(sheet.table))
        return
    sheet.ours = texts[0][0] in {headings.title(sheet.table, lang) for lang in LANGUAGES}
    names, body = texts[first], rows[first + 1 :]
    if not sheet.ours:
        headings.above(sheet, names, texts[:first], first)
    columns = [pd.Series([row[at] for row in body], dtype="object") for at in range(len(names))]
    filled = np.array([any(map(_plain, row)) for row in body], dtype=bool)
    filled[[cell.row - first - 2 for cell in broken if cell.row > first + 1]] = True
    repeated = headings.again(sheet.table, names, columns) & filled
    sheet.rows = np.arange(first + 2, len(rows) + 1)
    sheet.refused = np.zeros(len(body), dtype=bool)
    sheet.first("repeated_headings", "", repeated)
    keep = filled & ~repeated
    sheet.empty = int((~keep).sum())
    sheet.rows, sheet.refused = sheet.rows[keep], sheet.refused[keep]
    headings.place(sheet, names, first + 1, [c[keep].reset_index(drop=True) for c in columns])
    known = headings.named(sheet.table)
    for cell in broken:
        name = known.get(heading(names[cell.column]), "")
        if name:
            where = sheet.rows == cell.row
            code = "error_cell" if cell.shown else "no_value"
            values = {"where": cell.where, "error": cell.shown}
            sheet.cells(code, name, where, values=values)


def _merged(
    sheet: Sheet,
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    """Refuse merged cells among the rows: of which row is their value?"""
    for (top, left), (bottom, right) in merged:
        among = (sheet.rows > top) & (sheet.rows <= bottom + 1)
        if (top, left) != (bottom, right) and among.any():
            where = f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
            sheet.refused |= among
            sheet.tell("merged_cells", row=top + 1, values={"where": where})


def _plain(cell: Any) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
