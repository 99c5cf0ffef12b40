"""The door out for tables: text files, a workbook or Parquet, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from ecosystem.tables.folders import instead_of
from ecosystem.tables.inert import marked
from ecosystem.tables.neighbourhood import Region
from ecosystem.tables.order import ordered
from ecosystem.tables.outlines import NAMES, geojson
from ecosystem.tables.partition import open_parquet, parts, write_parquet
from ecosystem.tables.refusals import refusal
from ecosystem.tables.schema import TABLES
from ecosystem.tables.split import places
from ecosystem.tables.split import region as split

__all__ = ["open_parquet", "ordered", "save"]

Format = Literal["csv", "xlsx", "parquet"]
Tables = Mapping[str, pd.DataFrame]
_OURS = {NAMES[0], *(f"{name}{suffix}" for name in TABLES for suffix in (".csv", ".parquet"))}


def save(
    tables: Region | Tables,
    path: str | Path,
    *,
    format: Format | None = None,  # noqa: A002  the word everybody uses for it
) -> None:
    """
    Write tables in the canonical form, so that the same tables are the same bytes.

    Columns stand in the order of the schema, rows are sorted, whole numbers have no decimals,
    a number never has exactly three of them (that could be thousands), dates are ISO, and in a
    text file a `'` stands before text that a spreadsheet would run (`load` takes it away). A row
    that stands in several neighbourhoods of a region is written once. Nothing is left half
    written: what was there stays until everything is.

    Parameters
    ----------
    tables
        A region, or tables by name.
    path
        A folder for `csv` (a file a table) and `parquet` (idem, a row group a neighbourhood, see
        `open_parquet`; more than 200 in parts, each such a folder), with the polygons of a
        region beside them; a file for `xlsx` (a sheet a table, no polygons).
    format
        How to write it; by default `xlsx` where the path is called so, else `csv`.

    Raises
    ------
    FileExistsError
        If the folder holds something that is not a table of ours.
    ValueError
        If a table or column is not in the schema, or does not fit on a sheet; or if a folder
        would be called as a workbook is.

    Examples
    --------
    >>> actors = pd.DataFrame({"actor": ["gp", "choir"], "hours": [20.0, None]})
    >>> save({"actors": actors}, folder / "mine")
    >>> print((folder / "mine" / "actors.csv").read_text(), end="")
    actor,label,layer,profession,organisation,neighbourhood,hours,step,level
    choir,,,,,,,,
    gp,,,,,,20,,
    """
    called = Path(path).suffix.lower() == ".xlsx" and not Path(path).is_dir()
    if called and format not in {None, "xlsx"}:
        raise ValueError(refusal("ecosystem.tables", "workbook_named", path=path, format=format))
    if called or format == "xlsx":
        from ecosystem.tables.save_workbook import write_workbook  # noqa: PLC0415

        write_workbook(_whole(tables), Path(path))
        return
    with instead_of(Path(path), _OURS, parts) as part:
        if format == "parquet":
            write_parquet(tables if isinstance(tables, Region) else _region(tables), part)
        else:
            _write_texts(tables, part)
        if isinstance(tables, Region) and tables.outlines:
            (part / NAMES[0]).write_text(f"{geojson(tables.outlines)}\n", "utf-8", newline="\n")


def _region(tables: Tables) -> Region:
    whole, empty = _whole(tables), pd.DataFrame()
    return split(whole, places(whole), notices=empty, accounting=empty)


def texts(frame: pd.DataFrame, table: str) -> dict[str, list[str]]:
    """
    Write every cell as a text file has it, in quotes where it needs them.

    Parameters
    ----------
    frame
        Rows of a table.
    table
        Its name in the schema.

    Returns
    -------
    texts
        The cells by column; a missing cell is an empty text.

    Examples
    --------
    >>> texts(pd.DataFrame({"hours": [2.0, 0.125, None]}), "ties")
    {'hours': ['2', '0.1250', '']}
    """
    kinds = {column.name: column.kind for column in TABLES[table].columns}
    return {str(name): _texts(frame[name], kinds[str(name)]) for name in frame.columns}


def _texts(column: pd.Series, kind: str) -> list[str]:
    codes, distinct = pd.factorize(column)
    if kind in {"number", "integer"}:
        written = [_number(value) for value in distinct]
    elif kind in {"date", "time"}:
        written = [_moment(value, clock=kind == "time") for value in pd.DatetimeIndex(distinct)]
    elif kind == "yes_no":
        written = ["yes" if value else "no" for value in distinct]
    else:
        written = [_quoted(marked(str(value))) for value in distinct]
    by_code = [*written, ""]
    return [by_code[code] for code in codes]


def _quoted(text: str) -> str:
    if any(sign in text for sign in ',"\n\r'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _number(value: float) -> str:
    text = np.format_float_positional(float(value), trim="-") if value % 1 else str(int(value))
    return text + "0" if len(text.partition(".")[2]) == 3 else text


def _moment(value: pd.Timestamp, *, clock: bool) -> str:
    if not clock and value == value.normalize():
        return str(value.date())
    exact = "microseconds" if value.microsecond else "seconds" if value.second else "minutes"
    return str(value.isoformat(sep=" ", timespec=exact))


def _whole(tables: Region | Tables) -> dict[str, pd.DataFrame]:
    """Give every table whole, in its order; a row in several neighbourhoods stands once."""
    if not isinstance(tables, Region):
        whole = {name: ordered(name, frame) for name, frame in tables.items()}
        return {name: whole[name] for name in TABLES if name in whole}
    parts: dict[str, list[pd.DataFrame]] = {}
    for hood in tables:
        for name, frame in hood.tables.items():
            parts.setdefault(name, []).append(frame)
    return {name: _once(name, parts[name]) for name in TABLES if name in parts}


def _once(table: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Join the rows of several neighbourhoods; equal rows of one neighbourhood all stay."""
    numbered = []
    for part in parts:
        same = part.duplicated(keep=False)
        nth = pd.Series(0, index=part.index)
        if same.any():
            nth[same] = part[same].groupby(list(part.columns), dropna=False).cumcount()
        numbered.append(part.assign(nth=nth))
    joined = pd.concat(numbered).drop_duplicates()
    return ordered(table, joined.drop(columns="nth"))


def _write_texts(tables: Region | Tables, folder: Path) -> None:
    """Write a file a table; what is about residents goes out a neighbourhood at a time."""
    if not isinstance(tables, Region):
        for name, frame in _whole(tables).items():
            _append(name, frame, folder)
        return
    later: dict[str, list[pd.DataFrame]] = {}
    for hood in tables:
        for name, frame in hood.tables.items():
            if TABLES[name].about_residents:
                here = (frame["neighbourhood"] == hood.code).to_numpy()
                _append(name, ordered(name, frame[here]), folder)
                frame = frame[~here]  # noqa: PLW2901  the rest of the same table
            later.setdefault(name, []).append(frame)
    for name in TABLES:
        if name in later:
            _append(name, _once(name, later[name]), folder)


def _append(name: str, frame: pd.DataFrame, folder: Path) -> None:
    file = folder / f"{name}.csv"
    fresh = not file.exists()
    with file.open("a", encoding="utf-8", newline="\n") as out:
        if fresh:
            out.write(",".join(frame.columns) + "\n")
        for row in zip(*texts(frame, name).values(), strict=True):
            out.write(",".join(row) + "\n")
