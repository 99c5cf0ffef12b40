"""Find the tables in a folder, a file or a mapping, and read their raw cells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ecosystem.tables import columnar, delimited, excel, headings
from ecosystem.tables.log import Sheet
from ecosystem.tables.neighbourhood import some
from ecosystem.tables.problems import Problem, stops
from ecosystem.tables.refusals import refusal
from ecosystem.tables.schema import TABLES

TEXTS = (".csv", ".tsv", ".txt")
READ = {*TEXTS, ".xlsx", ".parquet"}
OTHER_FORMATS = (".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".ods", ".numbers")

Source = str | Path | Mapping[str, pd.DataFrame]


def sheets(source: Source) -> tuple[list[Sheet], list[Problem]]:
    """
    Read every table there is as raw cells.

    Parameters
    ----------
    source
        A folder, a file, or DataFrames by the name of their table.

    Returns
    -------
    sheets
        One for each table, in the order of the schema.
    problems
        What is the matter with the source as a whole.
    """
    problems: list[Problem] = []
    if isinstance(source, Mapping):
        found = _frames(source, problems)
    else:
        found = _files(Path(source), problems)
    order = list(TABLES)
    found.sort(key=lambda sheet: (order.index(sheet.table), sheet.file, sheet.sheet))
    _twice(found, problems)
    for sheet in found:
        if not len(sheet.rows) and sheet.columns and not sheet.ours:
            sheet.tell("no_rows")
    return found, problems


def _frames(source: Mapping[str, pd.DataFrame], problems: list[Problem]) -> list[Sheet]:
    found = []
    for name, frame in source.items():
        table = headings.table_of(str(name))
        if table is None:
            close = headings.near_table(str(name))
            values = {"near": close} if close else {"names": ", ".join(TABLES)}
            code = "near_table" if close else "unknown_table"
            problems.append(Problem(str(name), code, values=values))
            continue
        if not isinstance(frame, pd.DataFrame):
            kind = "None" if frame is None else type(frame).__name__
            told = {"name": name, "given": kind, "wanted": "DataFrame"}
            raise TypeError(refusal("ecosystem.tables", "kind", function="load", **told))
        sheet = Sheet(table, str(name), {}, np.arange(1, len(frame) + 1))
        columns = [frame.iloc[:, at].reset_index(drop=True) for at in range(frame.shape[1])]
        headings.place(sheet, [str(name) for name in frame.columns], None, columns)
        found.append(sheet)
    return found


def _files(path: Path, problems: list[Problem]) -> list[Sheet]:
    try:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if not _hidden(file))
        elif path.exists() or path.is_symlink():
            files = [path]
        else:
            problems.append(Problem(str(path), "path_missing"))
            return []
    except OSError as error:
        problems.append(Problem(str(path), "unreadable", values={"why": error.strerror}))
        return []
    found: list[Sheet] = []
    for file in files:
        found += _there(file, problems, only=len(files) == 1)
    if not found and not any(stops(problem) for problem in problems):
        names_there = [file.name for file in files]
        if path.is_dir():
            names_there += sorted(f"{f.name}/" for f in path.iterdir() if f.is_dir())
        there = some(tuple(names_there)) or "-"
        names = ", ".join(f"{table.name} ({table.nl})" for table in TABLES.values())
        values = {"found": there, "names": names}
        problems.append(Problem(str(path), "nothing_found", values=values))
    return found


def _hidden(file: Path) -> bool:
    """Tell the files that programs leave behind, and folders."""
    return file.name.startswith((".", "~$")) or file.is_dir()


def _there(file: Path, problems: list[Problem], *, only: bool) -> list[Sheet]:
    """Read a file, if it is one that can be read to its end."""
    try:
        if file.is_file():
            return _one(file, problems, only=only)
        if only or file.suffix.lower() in READ:
            problems.append(Problem(file.name, "no_ordinary_file"))
    except OSError as error:
        problems.append(Problem(file.name, "unreadable", values={"why": error.strerror}))
    return []


def _one(file: Path, problems: list[Problem], *, only: bool) -> list[Sheet]:
    """Read one file; a text file or Parquet is one table, a workbook may be many."""
    kind = file.suffix.lower()
    if kind == ".xlsx":
        return excel.read(file, problems)
    if kind in OTHER_FORMATS:
        problems.append(Problem(file.name, "other_format", values={"kind": kind}))
        return []
    if kind not in READ and not only:
        return []
    table = headings.table_of(file.stem)
    if table is None:
        near = headings.near_table(file.stem)
        code = "near_table" if near else "file_not_read"
        problems.append(Problem(file.name, code, values={"near": near} if near else {}))
        return []
    if kind == ".parquet":
        return columnar.read(file, table, problems)
    return [delimited.read(file, table)]


def _twice(found: list[Sheet], problems: list[Problem]) -> None:
    """Refuse a table that is there twice."""
    first: dict[str, Sheet] = {}
    for sheet in found:
        other = first.setdefault(sheet.table, sheet)
        if other is not sheet:
            place = " ".join(filter(None, (other.file, other.sheet)))
            values = {"table": sheet.table, "other": place}
            problems.append(Problem(sheet.file, "same_table", sheet.sheet, values=values))
