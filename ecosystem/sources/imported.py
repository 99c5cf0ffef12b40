"""What every importer shares: foreign files read as text, tables of ours, refusals."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

from ecosystem.tables.neighbourhood import empty
from ecosystem.tables.problems import Language, Problem, TableError
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.schema import DTYPES, TABLES

Imported = tuple[dict[str, pd.DataFrame], list[Problem]]
"""Our tables by name, and what was noticed on the way."""

SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def refuse(problems: Sequence[Problem], lang: Language) -> NoReturn:
    """
    Stop, with every problem at once.

    Parameters
    ----------
    problems
        What was found.
    lang
        Language of the messages.

    Raises
    ------
    TableError
        Always.
    """
    accounting = pd.DataFrame(columns=["table", "read", "accepted", "refused", "empty"])
    raise TableError(in_words(list(problems), lang), accounting)


def some(values: Iterable[Any], most: int = 5) -> str:
    """
    Name the first few of many, in any language.

    Parameters
    ----------
    values
        What is named.
    most
        How many of them.

    Returns
    -------
    names
        The first few, with an ellipsis where there are more.
    """
    names = [str(value) for value in values]
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def make(table: str, columns: dict[str, Any]) -> pd.DataFrame:
    """
    Make a table of the schema; columns that are not given are empty.

    Parameters
    ----------
    table
        Name of a table of the schema.
    columns
        Values by column name, of one length.

    Returns
    -------
    frame
        Every column of the schema in its type, rows in the order given.
    """
    given = pd.DataFrame(columns).reset_index(drop=True)
    frame = given.reindex(columns=empty(table).columns)
    kinds = {column.name: DTYPES[column.kind] for column in TABLES[table].columns}
    return frame.astype({name: kinds[name] for name in frame.columns})


def read(path: Path) -> tuple[pd.DataFrame | None, list[Problem]]:
    """
    Read a foreign text file: every cell as the text it is, an empty cell as missing.

    The encoding (UTF-8, UTF-16, else cp1252) and the delimiter (`;` `,` tab or `|`, whichever
    cuts the first line in most pieces) are those of the file.

    Parameters
    ----------
    path
        A CSV file with headings on its first line.

    Returns
    -------
    frame
        A row a record, a column a heading (trimmed; of a repeated or empty heading the first
        is kept); None where the file cannot be read.
    problems
        Why it cannot be read.
    """
    rows, problems = _rows(path)
    return (None, problems) if problems else (frame_of(rows), [])


def frame_of(rows: list[list[str]]) -> pd.DataFrame:
    """
    Make an all-text frame of rows of cells.

    Parameters
    ----------
    rows
        Cells as text, the headings first.

    Returns
    -------
    frame
        As `read` gives it.
    """
    headings = [heading.strip() for heading in rows[0]]
    width = len(headings)
    body = [(row + [""] * (width - len(row)))[:width] for row in rows[1:] if any(row)]
    frame = pd.DataFrame(body, columns=range(width), dtype="str")
    frame = frame.mask(frame.apply(lambda cells: cells.str.strip()) == "")
    named = [at for at, name in enumerate(headings) if name and name not in headings[:at]]
    return frame[named].set_axis([headings[at] for at in named], axis=1)


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
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as why:
        return {}, [Problem(path.name, "source_unreadable", values={"why": str(why)})]
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
            values = {"wanted": " / ".join(names), "there": some(frame.columns, 12)}
            problems.append(Problem(file, "source_no_column", values=values))
    return problems


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _rows(path: Path) -> tuple[list[list[str]], list[Problem]]:
    if not path.is_file():
        return [], [Problem(path.name, "source_no_file")]
    try:
        text = _decoded(path.read_bytes())
    except (OSError, UnicodeDecodeError) as why:
        return [], [Problem(path.name, "source_unreadable", values={"why": str(why)})]
    if not text.strip():
        return [], [Problem(path.name, "source_empty")]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[list[str]] = []
    problems = []
    try:
        for row in reader:
            if rows and any(cell.strip() for cell in row[len(rows[0]) :]):
                values = {"cells": len(row), "headings": len(rows[0])}
                problems.append(
                    Problem(path.name, "source_too_wide", row=reader.line_num, values=values)
                )
            rows.append(row)
    except csv.Error as why:
        problems.append(
            Problem(path.name, "source_unreadable", row=reader.line_num, values={"why": str(why)})
        )
    return rows, problems


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _delimiter(text: str) -> str:
    counts = {}
    for delimiter in ",;\t|":
        counts[delimiter] = len(
            next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        )
    return max(counts, key=lambda delimiter: counts[delimiter])
