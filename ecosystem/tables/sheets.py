"""Find the tables in a folder, a file or a mapping, and read their raw cells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ecosystem.tables import delimited, headings
from ecosystem.tables.log import Sheet
from ecosystem.tables.problems import Problem
from ecosystem.tables.schema import TABLES

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
    return found, problems


def _frames(source: Mapping[str, pd.DataFrame], problems: list[Problem]) -> list[Sheet]:
    found = []
    for name, frame in source.items():
        table = headings.table_of(str(name))
        if table is None:
            problems.append(
                Problem(str(name), "unknown_table", values={"names": ", ".join(TABLES)})
            )
            continue
        sheet = Sheet(table, str(name), {}, np.arange(1, len(frame) + 1))
        columns = [frame.iloc[:, at].reset_index(drop=True) for at in range(frame.shape[1])]
        headings.place(sheet, [str(name) for name in frame.columns], 0, columns)
        found.append(sheet)
    return found


def _files(path: Path, problems: list[Problem]) -> list[Sheet]:
    found = []
    if not path.exists():
        problems.append(Problem(str(path), "path_missing"))
        return found
    for file in sorted(path.iterdir()):
        table = headings.table_of(file.stem)
        if file.suffix == ".csv" and table:
            found.append(delimited.read(file, table))
    return found
