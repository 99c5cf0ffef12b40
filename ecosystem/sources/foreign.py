"""Foreign files, read as the text they hold."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from ecosystem.sources.imported import headings_there
from ecosystem.tables import personal_numbers
from ecosystem.tables.decode import decode, lines, too_long
from ecosystem.tables.packed import NOT_WHOLE, look
from ecosystem.tables.problems import Problem
from ecosystem.tables.sheet_xml import parts, too_wide
from ecosystem.tables.sheets import OTHER_FORMATS

_READ = (".xlsx", ".xlsm", ".xls")
SHEETS = (*_READ, *(kind for kind in OTHER_FORMATS if kind not in _READ))
"""Workbooks, also those that are not read: a cell of .ods may stand there millions of times."""
_MOST = 1e15
"""No figure is as large, and from there on neighbours are the same number."""
_MOST_XLS = 50_000_000
"""Bytes of an old workbook, which is not packed."""


def read(
    path: Path, *, heading: Callable[[list[str]], bool] | None = None, sheet: str = ""
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """
    Read a foreign table: every cell as the text it is, an empty cell as missing.

    The encoding of a text file (UTF-8, UTF-16, else cp1252) and its delimiter (`;` `,` tab or
    `|`, whichever cuts the first line in most pieces) are found from the file.

    Parameters
    ----------
    path
        A CSV file or a workbook.
    heading
        Knows the row with the headings when it sees one; the first row where none is known.
    sheet
        Which sheet of a workbook; else the first.

    Returns
    -------
    frame
        A row a record, a column a heading (trimmed; of a repeated or empty heading the first
        is kept); what stood above the headings in `attrs["above"]`. None where the file
        cannot be read.
    problems
        Why it cannot be read, as for a column that looks like numbers of persons.
    """
    if path.suffix.lower() in SHEETS:
        sheets, problems = read_sheets(path)
        rows = sheets.get(sheet or next(iter(sheets), ""), [])
        if not problems and not rows:
            problems = [Problem(path.name, "source_empty", sheet=sheet)]
        if problems:
            return None, problems
        frame = frame_of(rows, heading=heading)
        problems = personal_numbers.problems(path.name, frame)
        return (None, problems) if problems else (frame, [])
    records, problems = _records(path)
    if problems:
        return None, problems
    frame = frame_of([cells for _, cells in records], heading=heading)
    skipped = frame.attrs["skipped"]
    width = len(records[skipped][1])
    for line, cells in records[skipped + 1 :]:
        if any(cell.strip() for cell in cells[width:]):
            values = {"cells": len(cells), "headings": width}
            problems.append(Problem(path.name, "source_too_wide", row=line, values=values))
    problems += personal_numbers.problems(path.name, frame)
    return (None, problems) if problems else (frame, [])


def frame_of(
    rows: list[list[str]], *, heading: Callable[[list[str]], bool] | None = None
) -> pd.DataFrame:
    """
    Make an all-text frame of rows of cells.

    Parameters
    ----------
    rows
        Cells as text.
    heading
        Knows the row with the headings, among the first ten.

    Returns
    -------
    frame
        As `read` gives it.
    """
    known = [at for at, row in enumerate(rows[:10]) if heading and heading(row)]
    top = known[0] if known else 0
    headings = [cell.strip() for cell in rows[top]]
    width = len(headings)
    body = [(row + [""] * (width - len(row)))[:width] for row in rows[top + 1 :] if any(row)]
    frame = pd.DataFrame(body, columns=range(width), dtype="str")
    frame = frame.mask(frame.apply(lambda cells: cells.str.strip()) == "")
    named = [at for at, name in enumerate(headings) if name and name not in headings[:at]]
    frame = frame[named].set_axis([headings[at] for at in named], axis=1)
    frame.attrs = {"above": " ".join(" ".join(row) for row in rows[:top]), "skipped": top}
    return frame


def figures(cells: pd.Series, missing: Collection[str] = ()) -> tuple[pd.Series, pd.Series]:
    """
    Read the figures of one column of a published table.

    A column in which a comma stands has decimal commas (and dots for thousands); any other
    has decimal points.

    Parameters
    ----------
    cells
        The column as text.
    missing
        How the source writes that there is no figure, besides an empty cell.

    Returns
    -------
    figures
        Numbers, missing where there is none.
    wrong
        Which cells are neither a number nor missing.

    Examples
    --------
    >>> figures(pd.Series(["33,4", "  1.250,5", ".", "many"]), ["."])[0].tolist()
    [33.4, 1250.5, nan, nan]
    """
    text = cells.str.strip()
    text = text.mask(text.isin(missing) | (text == ""))
    if text.str.contains(",", regex=False).any():
        plain = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    else:
        plain = text
    numbers = pd.to_numeric(plain, errors="coerce").astype("float64")
    numbers = numbers.where(numbers.abs() < _MOST)
    return numbers, text.notna() & numbers.isna()


def read_sheets(path: Path) -> tuple[dict[str, list[list[str]]], list[Problem]]:
    """
    Read a workbook: the rows of every sheet, every cell as text.

    Parameters
    ----------
    path
        A workbook.

    Returns
    -------
    sheets
        Rows of cells by name of the sheet.
    problems
        Why it cannot be read.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    if not path.is_file():
        return {}, [Problem(path.name, "source_no_file")]
    kind = path.suffix.lower()
    if kind not in _READ:
        return {}, [Problem(path.name, "other_format", values={"kind": kind})]
    locked = Problem(path.name, "encrypted")
    unpacked = (locked, Problem(path.name, "other_format", values={"kind": ".xls"}))
    before = look(path)
    if before in unpacked and path.stat().st_size > _MOST_XLS:
        before = Problem(path.name, "too_large", values={"size": path.stat().st_size // 1_000_000})
    if before is not None and before not in unpacked:
        return {}, [before]
    try:
        if before is None:
            wide = [name for name, xml in parts(path).sheets.items() if too_wide(xml)]
            if wide:
                return {}, [Problem(path.name, "sheet_too_wide", wide[0])]
        with path.open("rb") as file:  # what it is, not what it is called
            book = CalamineWorkbook.from_filelike(file)
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, *NOT_WHOLE):
        return {}, [locked if before == locked else Problem(path.name, "damaged_workbook")]
    return {
        name: [[_text(cell) for cell in row] for row in rows] for name, rows in sheets.items()
    }, []


def lacking(file: str, frame: pd.DataFrame, headings: Iterable[tuple[str, ...]]) -> list[Problem]:
    """
    Name the headings a file should have and has not.

    Parameters
    ----------
    file
        Name of the file.
    frame
        What was read from it.
    headings
        Sets of headings, of each of which one is enough.

    Returns
    -------
    problems
        One for each set of which none is there.
    """
    problems = []
    for names in headings:
        if not any(name in frame.columns for name in names):
            values = {"wanted": " / ".join(names), "there": headings_there(list(frame))}
            problems.append(Problem(file, "source_no_column", values=values))
    return problems


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _records(path: Path) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Every record of a text file with the line it ends on."""
    if not path.is_file():
        return [], [Problem(path.name, "source_no_file")]
    content = path.read_bytes()
    if too_long(content):
        return [], [Problem(path.name, "line_too_long")]
    decoded = decode(content)
    if decoded is None:
        return [], [Problem(path.name, "bad_encoding")]
    text, _ = decoded
    if not text.strip():
        return [], [Problem(path.name, "source_empty")]
    reader = csv.reader(lines(text), delimiter=_delimiter(text))
    try:
        return [(reader.line_num, cells) for cells in reader], []
    except csv.Error:
        return [], [Problem(path.name, "broken_quotes", row=reader.line_num)]


def _delimiter(text: str) -> str:
    """Find what cuts the first line in most pieces: the first that anything cuts."""
    for line in text.splitlines()[:10]:
        pieces = {mark: len(next(csv.reader([line], delimiter=mark))) for mark in ",;\t|"}
        if max(pieces.values()) > 1:
            return max(pieces, key=lambda mark: pieces[mark])
    return ","
