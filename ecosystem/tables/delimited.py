"""Text files with a table in them: which sign parts the cells, and on which line a row stands."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from ecosystem.tables import headings
from ecosystem.tables.decode import decode, lines, too_long
from ecosystem.tables.inert import unmarked
from ecosystem.tables.log import Sheet

DELIMITERS = (";", ",", "\t")
_MOST_NUL = 100
"""Lines with NUL characters, after which a file is no text."""
_BLOCK = 20_000
"""Records that are kept as lists at a time."""


def read(path: Path, table: str) -> Sheet:
    """
    Read a text file as a sheet of raw cells.

    Quotes are as in RFC 4180. A row stands on the line where it starts, also when a cell holds
    line breaks. A row with fewer cells than there are headings, or with more, is refused;
    where all rows have as many more, and those empty, it is told.

    Parameters
    ----------
    path
        The file.
    table
        The table of the schema it holds.

    Returns
    -------
    sheet
        Its cells, with what was noticed on the way.
    """
    sheet = Sheet(table, path.name, {}, np.zeros(0, dtype="int64"))
    content = path.read_bytes()
    if too_long(content):
        sheet.tell("line_too_long")
        return sheet
    decoded = decode(content)
    del content
    if decoded is None:
        sheet.tell("bad_encoding")
        return sheet
    text, encoding = decoded
    if encoding != "UTF-8":
        sheet.tell("encoding", values={"encoding": encoding})
    if "\0" in text:
        at = (number for number, line in enumerate(lines(text), 1) if "\0" in line)
        damaged = list(itertools.islice(at, _MOST_NUL))
        for number in damaged:
            sheet.tell("nul", row=number)
        if len(damaged) == _MOST_NUL:
            return sheet
        text = text.replace("\0", "")
    delimiter, first, found = _vote(text, table)
    if not found:
        sheet.tell("no_headings", values=headings.wanted(table))
        sheet.lost = sum(1 for line in lines(text) if line.strip(" ;,\t\r\n"))
        return sheet
    _fill(sheet, text, delimiter, first)
    return sheet


def _vote(text: str, table: str) -> tuple[str, int, int]:
    """Choose the sign with which most headings are known, and the line they stand in."""
    votes = []
    for delimiter in DELIMITERS:
        first = itertools.islice(_records(text, delimiter), headings.FIRST_LINES)
        votes.append((delimiter, *headings.find(table, [cells for _, cells in first])))
    return max(votes, key=lambda vote: vote[2])


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line on which it starts, up to the first that is broken."""
    reader = csv.reader(lines(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error:
        yield -line, []


def _fill(sheet: Sheet, text: str, delimiter: str, first: int) -> None:
    """Take the headings and the rows under them, each with the line it starts on."""
    parts = _records(text, delimiter)
    above = [record for _, record in itertools.islice(parts, first)]
    row, names = next(parts)
    reach = len(names)
    while names and not names[-1].strip():
        names.pop()
    if len(names) > headings.MOST:
        sheet.tell("too_many_columns", values={"most": headings.MOST})
        return
    headings.above(sheet, names, above, row - 1)
    columns, odd, sizes = _rows(sheet, parts, len(names), reach)
    repeated = headings.again(sheet.table, names, columns)
    sheet.empty += int(repeated.sum())
    sheet.first("repeated_headings", "", repeated)
    longer = sizes - {reach}
    rows = [at for at in odd["longer_line"] if not repeated[at]]
    if len(longer) == 1 and len(rows) == len(repeated) - repeated.sum() > 0:
        odd["longer_line"] = []
        values = {"found": longer.pop(), "count": len(names)}
        sheet.tell("longer_lines", row=row, values=values)
    for code, at in odd.items():
        where = np.zeros(len(sheet.rows), dtype=bool)
        where[at] = True
        sheet.cells(code, "", where, values={"count": len(names)})
    if repeated.any():
        keep = ~repeated
        sheet.rows, sheet.refused = sheet.rows[keep], sheet.refused[keep]
        columns = [column[keep].reset_index(drop=True) for column in columns]
    headings.place(sheet, names, row, columns)


def _rows(
    sheet: Sheet, parts: Iterator[tuple[int, list[str]]], width: int, reach: int
) -> tuple[list[pd.Series], dict[str, list[int]], set[int]]:
    """
    Take the rows as columns, made to fit, with the places of those that did not, and their sizes.

    Where empty headings make the first line reach further than the last heading, a row may end
    in between only if all rows end there.
    """
    starts: list[int] = []
    odd: dict[str, list[int]] = {
        code: [] for code in ("short_line", "long_line", "longer_line", "between")
    }
    records: list[list[str]] = []
    blocks: list[list[pd.Series]] = []
    sizes: set[int] = set()
    for line, record in parts:
        if line < 0:
            sheet.tell("broken_quotes", row=-line)
            sheet.lost += 1
        elif not "".join(record).strip():
            sheet.empty += 1
        else:
            size = len(record)
            sizes.add(size)
            if size != reach or size != width:
                odd.get(_misfit(record, width, reach), []).append(len(starts))
                record = (record + [""] * width)[:width]  # noqa: PLW2901 - the same, made fit
            starts.append(line)
            records.append(record)
        if len(records) == _BLOCK:
            blocks.append(_columns(records, width))
            records = []
    between = odd.pop("between")
    odd["short_line"] += between if len(sizes) > 1 else []
    blocks.append(_columns(records, width))
    sheet.rows = np.array(starts, dtype="int64")
    sheet.refused = np.zeros(len(starts), dtype=bool)
    return [pd.concat(block) for block in zip(*blocks, strict=True)], odd, sizes


def _misfit(record: list[str], width: int, reach: int) -> str:
    """
    Say how a row does not fit under its headings; nothing where it does.

    A row that reaches further than the first line with empty cells may have a cell too many
    before those, so that values stand under the next heading.
    """
    size = len(record)
    if "".join(record[width:]).strip():
        return "long_line"
    if size < reach:
        return "between" if size >= width else "short_line"
    return "longer_line" if size > reach else ""


def _columns(records: list[list[str]], width: int) -> list[pd.Series]:
    cells = zip(*records, strict=True) if records else [[]] * width
    made = [pd.Series(column, dtype="str") for column in cells]
    return [_unmarked(column) for column in made]


def _unmarked(column: pd.Series) -> pd.Series:
    """Take away the `'` that keeps a spreadsheet from running a text; ours are saved so."""
    marked = column.str.contains("'", regex=False)
    if not marked.any():
        return column
    return column.where(~marked, column[marked].map(unmarked))
