"""Where the headings stand, and which column each of them names."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.log import HIDDEN, Sheet
from ecosystem.tables.names import heading, near
from ecosystem.tables.personal_numbers import personal
from ecosystem.tables.schema import TABLES

TIME = re.compile(r"\d[-/.:T]\d|\d{8}")
"""What no heading has, and every row with a day or a time in it."""
FIGURE = re.compile(r"\d")
"""What few headings have, and most ids of residents."""
MOST = 1_000
"""Columns that are looked at; a table has some ten."""
FIRST_LINES = 20
"""The headings are looked for in these first lines."""
_FEW = 4


def named(table: str) -> dict[str, str]:
    """
    Give the column of the schema by heading, in English and in Dutch.

    Examples
    --------
    >>> named("attendance")
    {'meeting': 'meeting', 'overleg': 'meeting', 'actor': 'actor'}
    """
    names: dict[str, str] = {}
    for column in TABLES[table].columns:
        names[heading(column.name)] = column.name
        names.setdefault(heading(column.nl), column.name)
    return names


def table_of(name: str) -> str | None:
    """
    Give the table that a file or a sheet is named after, in English or in Dutch.

    Examples
    --------
    >>> table_of("Actoren"), table_of("te leren"), table_of("Blad1")
    ('actors', 'teachable', None)
    """
    return _table_names().get(heading(name))


def near_table(name: str) -> str | None:
    """Give the table whose name is one letter off."""
    return near([heading(name)], _table_names()).get(heading(name))


def _table_names() -> dict[str, str]:
    return {
        heading(name): table.name for table in TABLES.values() for name in (table.nl, table.name)
    }


EXPLANATION = {"en": "explanation", "nl": "uitleg"}
"""The sheet of the empty workbook that is no table."""


def title(table: str, lang: Language) -> str:
    """
    Say what a row of a table is: the line above the headings in the empty workbook.

    Examples
    --------
    >>> title("ties", "nl")
    'verbindingen: een rij is twee actoren die samenwerken'
    >>> title("ties", "en")
    'ties: a row is two actors who work together'
    """
    spec = TABLES[table]
    if lang == "nl":
        return f"{spec.nl}: een rij is {spec.row[1]}"
    return f"{spec.name}: a row is {spec.row[0]}"


def wanted(table: str) -> dict[str, str]:
    """Give the words that tell which headings a table has."""
    return {"table": table, "names": ", ".join(column.name for column in TABLES[table].columns)}


def score(table: str, line: Sequence[str]) -> int:
    """Count the headings of a table in one line."""
    known = named(table)
    return len({known[name] for name in map(heading, line) if name in known})


def find(table: str, lines: Sequence[Sequence[str]]) -> tuple[int, int]:
    """
    Find the first line with most headings of a table, and how many it has.

    A word of a row may be a heading as well: in a line of more than four cells one heading is
    none. Without headings it is line -1.

    Examples
    --------
    >>> find("ties", [["Netwerk 2025"], ["actor", "partner", "uren"]])
    (1, 3)
    """
    scores = [score(table, line) for line in lines[:FIRST_LINES]]
    best = max(scores, default=0)
    if not best:
        return -1, 0
    first = scores.index(best)
    if best == 1 and sum(bool(cell.strip()) for cell in lines[first]) > _FEW:
        return -1, 0
    return first, best


def _shown(sheet: Sheet, texts: list[str], names: list[str]) -> list[str]:
    """Hide headings that are not ours where they may be of a row about a resident."""
    if not sheet.hides:
        return texts
    row = any(map(TIME.search, texts))
    whole = all(one.name in names for one in TABLES[sheet.table].columns if one.required)
    return [
        text if name or not ((text and row) or (not whole and FIGURE.search(text))) else HIDDEN
        for text, name in zip(texts, names, strict=True)
    ]


def place(sheet: Sheet, line: Sequence[str], row: int | None, cells: Sequence[pd.Series]) -> None:
    """
    Put raw columns under the columns of the schema, and note the headings that cannot be.

    Every column is looked at for numbers of persons, also one that is not read: it stands in
    what people send each other.

    Parameters
    ----------
    sheet
        Takes the columns, the problems and the notices.
    line
        The headings as they stand.
    row
        The line they stand in, where they stand in one.
    cells
        Raw cells, in the order of the headings; there may be more of them.
    """
    if len(line) > MOST:
        sheet.tell("too_many_columns", values={"most": MOST})
        return
    known = named(sheet.table)
    texts = [" ".join(str(text).split()) for text in line]
    texts += [""] * len(cells)
    names = [known.get(heading(text), "") if text else "" for text in texts]
    guess = near(
        [heading(text) for text, name in zip(texts, names, strict=True) if text and not name],
        [name for name in known if known[name] not in names],
    )
    texts = _shown(sheet, texts, names)
    refused: set[str] = set()
    for text, name, raw in zip(texts, names, cells, strict=False):
        count = personal(text, raw)
        if count:
            refused.add(name)
            values = {"heading": text, "count": count}
            sheet.tell("personal_numbers", column=text, row=row, values=values)
        elif name and name in sheet.columns:
            sheet.tell("duplicate_heading", column=name, row=row, values={"heading": text})
        elif name:
            sheet.columns[name] = raw
        elif text and heading(text) in guess:
            values = {"heading": text, "near": guess[heading(text)]}
            sheet.tell("near_heading", column=text, row=row, values=values)
        elif text:
            sheet.tell("not_read", column=text, row=row, values={"heading": text})
        else:
            filled = raw.notna().to_numpy() & (raw.astype("str").str.strip() != "").to_numpy()
            sheet.first("no_heading", "", filled)
    for column in TABLES[sheet.table].columns:
        if column.required and column.name not in sheet.columns.keys() | refused:
            values = {"name": column.name, "nl": column.nl, "found": ", ".join(filter(None, texts))}
            sheet.tell("missing_column", column=column.name, row=row, values=values)


def above(sheet: Sheet, line: Sequence[str], lines: Sequence[Sequence[str]], count: int) -> None:
    """Note so many lines above the headings, which are not read: one filled as rows are refuses."""
    width, *filled = (sum(bool(cell.strip()) for cell in cells) for cells in (line, *lines))
    full = sum(cells > 1 and 2 * cells > width for cells in filled)
    if full:
        sheet.lost = full
        sheet.tell("rows_above", row=1, values={"count": full})
    elif any(filled):
        sheet.tell("skipped_lines", row=1, values={"count": count})


def again(table: str, line: Sequence[str], cells: Sequence[pd.Series]) -> np.ndarray:
    """
    Tell of each row whether it is the headings once more, as after a page break.

    What stands under a heading of no table is not looked at: of lists put together not every one
    has that column. Where only one heading is known, all are looked at.
    """
    known = named(table)
    same = np.ones(len(cells[0]) if cells else 0, dtype=bool)
    texts = [str(text).strip() for text in line]
    if score(table, texts) > 1:
        texts = [text if heading(text) in known else "" for text in texts]
    for text, raw in zip(texts, cells, strict=False):
        if text and same.any():
            at = np.flatnonzero(same)
            same[at] = raw.iloc[at].astype("str").str.strip().eq(text).to_numpy(bool)
    return same if any(texts) else np.zeros(len(same), dtype=bool)
