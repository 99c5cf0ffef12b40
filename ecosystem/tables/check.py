"""Every check of every table, in one go: rows, ids across tables, ranges, keys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.tables import references
from ecosystem.tables.clean import clean
from ecosystem.tables.free_text import refuse_free_text
from ecosystem.tables.log import Sheet
from ecosystem.tables.names import fold
from ecosystem.tables.problems import Problem, stops
from ecosystem.tables.schema import DTYPES, TABLES
from ecosystem.tables.sheets import Source, sheets

_TOTAL = {"totaal", "total", "subtotaal", "subtotal", "som", "sum", "eindtotaal"}


@dataclass(frozen=True)
class Checked:
    """What came through the door and what did not."""

    tables: dict[str, pd.DataFrame]
    problems: list[Problem]
    accounting: pd.DataFrame


def inspect(source: Source, *, fte_hours: float) -> Checked:
    """
    Read and check every table; problems are still without words.

    Parameters
    ----------
    source
        A folder, a file, or DataFrames by the name of their table.
    fte_hours
        Hours a week of one full-time job.

    Returns
    -------
    checked
        The tables as the schema has them, every problem and notice, and the accounting.
    """
    found, problems = sheets(source)
    if found and not any(len(sheet.rows) + sheet.lost for sheet in found):
        problems.append(Problem(str(found[0].file), "no_rows_anywhere"))
    frames = [_cleaned(sheet) for sheet in found]
    references.match(found, frames)
    for sheet, frame in zip(found, frames, strict=True):
        _required(sheet, frame)
        refuse_free_text(sheet, frame)
        _ranges(sheet, frame)
        _two_hours(sheet, frame, fte_hours)
        _keys(sheet, frame)
        _totals(sheet, frame)
        problems.extend(sheet.problems)
    tables = {
        sheet.table: _hours(frame, fte_hours)
        for sheet, frame in zip(found, frames, strict=True)
        if len(frame)
    }
    return Checked(tables, problems, _accounting(found))


def _cleaned(sheet: Sheet) -> pd.DataFrame:
    index = range(len(sheet.rows))
    return pd.DataFrame(
        {
            column.name: clean(sheet.columns[column.name], column, sheet)
            if column.name in sheet.columns
            else pd.Series(index=index, dtype=DTYPES[column.kind])
            for column in TABLES[sheet.table].columns
        },
        index=index,
    )


def _required(sheet: Sheet, frame: pd.DataFrame) -> None:
    told = {(problem.row, problem.column) for problem in sheet.problems if stops(problem)}
    for column in TABLES[sheet.table].columns:
        if column.required and column.name in sheet.columns:
            where = frame[column.name].isna().to_numpy(copy=True)
            for index in np.flatnonzero(where):
                where[index] = (int(sheet.rows[index]), column.name) not in told
            sheet.cells("required_empty", column.name, where)


def _totals(sheet: Sheet, frame: pd.DataFrame) -> None:
    """Note a row that adds up the others: it would count everything twice."""
    for column in TABLES[sheet.table].columns:
        if column.name in TABLES[sheet.table].key and column.kind == "id" and column.required:
            total = [fold(name) in _TOTAL for name in frame[column.name].fillna("")]
            sheet.first("total_row", column.name, np.array(total, dtype=bool))


def _ranges(sheet: Sheet, frame: pd.DataFrame) -> None:
    for column in TABLES[sheet.table].columns:
        if column.low is None and column.high is None:
            continue
        values = frame[column.name].astype("float64")
        low = -np.inf if column.low is None else column.low
        high = np.inf if column.high is None else column.high
        bad = (values.notna() & ~values.between(low, high)).to_numpy()
        if bad.any():
            told = {"value": list(map(_shown, values)), "low": _shown(low), "high": _shown(high)}
            code = "too_low" if column.high is None else "out_of_range"
            sheet.cells(code, column.name, bad, values=told)


def _shown(value: float) -> str:
    return f"{value:.15g}"


def _keys(sheet: Sheet, frame: pd.DataFrame) -> None:
    key = list(TABLES[sheet.table].key)
    if not key:
        same = frame.duplicated().to_numpy() & frame.notna().any(axis=1).to_numpy()
        sheet.first("same_rows", "", same)
    if not key or not set(key) & sheet.columns.keys():
        return
    needed = [n for n in key if TABLES[sheet.table].column(n).required]
    whole = frame[needed].notna().all(axis=1).to_numpy()
    again = frame.duplicated(key).to_numpy() & whole
    if not again.any():
        return
    place = pd.Series(range(len(frame)))
    first = place.groupby([frame[name] for name in key], dropna=False).transform("first").to_numpy()
    broken = sheet.refused.copy()
    same = frame.duplicated().to_numpy() & ~broken & ~broken[first]
    values = {"row": sheet.rows[first], "key": ", ".join(key)}
    sheet.cells("duplicate_row", "", again & same, values=values)
    sheet.cells("duplicate_key", key[0], again & ~same, values=values)


def _two_hours(sheet: Sheet, frame: pd.DataFrame, fte_hours: float) -> None:
    """Note where hours and full-time jobs say different things."""
    if "fte" in frame:
        other = frame["fte"] * fte_hours
        sheet.first("hours_and_fte", "hours", ((frame["hours"] - other).abs() > 1).to_numpy())


def _hours(frame: pd.DataFrame, fte_hours: float) -> pd.DataFrame:
    """Take full-time jobs as hours where hours are unknown."""
    if "fte" not in frame:
        return frame
    return frame.assign(hours=frame["hours"].fillna(frame["fte"] * fte_hours)).drop(columns="fte")


def _accounting(found: list[Sheet]) -> pd.DataFrame:
    rows = [
        (
            sheet.table,
            len(sheet.rows) + sheet.lost + sheet.empty,
            int((~sheet.refused).sum()),
            int(sheet.refused.sum()) + sheet.lost,
            sheet.empty,
        )
        for sheet in found
    ]
    return pd.DataFrame(rows, columns=["table", "read", "accepted", "refused", "empty"])
