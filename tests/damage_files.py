"""Damage to lines, headings and whole files, and the writing of a damaged region."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from ecosystem.tables.schema import TABLES
from tests.damage import World, text

Lines = list[list[str]]
TITLE = [["Overzicht 2025"], [], ["zie toelichting", ""]]
"""What stands above the headings."""


@dataclass(frozen=True)
class Whole:
    """A kind of damage to a file: what it does, what must be said, and where."""

    strike: Callable[[World, random.Random], tuple[int | None, str]]
    """Gives the row and the column at which it must be said."""
    code: str
    formats: tuple[str, ...] = ("csv",)
    same: bool = False
    """The truth must come out all the same."""

    @property
    def book(self) -> bool:
        """Tell whether it strikes every sheet of a workbook."""
        return self.formats == ("xlsx",) and self.code in {"damaged_workbook", "encrypted"}


def _line(change: Callable[[list[str]], list[str]]) -> Any:
    """Make a damage of what happens to one line."""

    def strike(made: World, rng: random.Random) -> tuple[int, str]:
        at = rng.randint(1, len(made.tables[made.main]))

        def after(lines: Lines) -> Lines:
            row = _showing(lines, at, change)
            return [*lines[:row], change(lines[row]), *lines[row + 1 :]]

        made.after.append(after)
        return at + 1, ""

    return strike


def _showing(lines: Lines, at: int, change: Callable[[list[str]], list[str]]) -> int:
    """Give the next row where a change shows: a cell less where one is too many leaves no trace."""
    top = _top(lines)
    width = len(lines[top])
    rows = [*range(at, len(lines)), *range(top + 1, at)]
    shows = (len(lines[row]) == width or len(change(lines[row])) != width for row in rows)
    return next((row for row, seen in zip(rows, shows, strict=True) if seen), at)


def _top(lines: Lines) -> int:
    """Tell in which line the headings stand."""
    return len(TITLE) if lines[0][:1] == TITLE[0] else 0


def _again(lines: Lines, at: int) -> Lines:
    """Put the headings in once more, as after a page break."""
    top = _top(lines)
    return [*lines[: top + at], lines[top], *lines[top + at :]]


def _lines(change: Callable[[Lines, int], Lines], row: int = 0, *, same_row: bool = True) -> Any:
    """Make a damage of what happens between lines."""

    def strike(made: World, rng: random.Random) -> tuple[int | None, str]:
        at = rng.randint(2, len(made.tables[made.main]))
        made.after.append(lambda lines: change(lines, at))
        return (at + row if same_row else None), ""

    return strike


def _head(change: Callable[[str], str], *, needed: bool, other: bool = False) -> Any:
    """Make a damage of what happens to one heading."""

    def strike(made: World, rng: random.Random) -> tuple[int, str]:
        spec = TABLES[made.main].columns
        at = rng.choice(_headings(made.main, needed=needed))
        old = made.heads[made.main][at]
        made.heads[made.main][at] = change(old)
        return 1, (change(old) if other else spec[at].name)

    return strike


def _bytes(change: Callable[[bytes], bytes], row: int | None = None) -> Any:
    def strike(made: World, _rng: random.Random) -> tuple[int | None, str]:
        made.bytes_after.append(change)
        return row, ""

    return strike


def _style(name: str, value: str) -> Any:
    def strike(made: World, _rng: random.Random) -> tuple[None, str]:
        made.style[name] = value
        return None, ""

    return strike


def _name(change: Callable[[str], str]) -> Any:
    def strike(made: World, _rng: random.Random) -> tuple[None, str]:
        made.names[made.main] = change(made.main)
        return None, ""

    return strike


def _dutch(made: World, _rng: random.Random) -> tuple[None, str]:
    for name in made.heads:
        made.heads[name] = [
            column.nl.replace("_", " ").capitalize() for column in TABLES[name].columns
        ]
        made.names[name] = TABLES[name].nl.capitalize()
    return None, ""


def _order(made: World, rng: random.Random) -> tuple[None, str]:
    """Shuffle the columns first of all: later a heading that is gone would leave no trace."""
    order = list(range(len(TABLES[made.main].columns)))
    rng.shuffle(order)
    made.after.insert(0, lambda lines: [[line[at] for at in order] for line in lines])
    return None, ""


def _encoding(name: str) -> Any:
    def strike(made: World, _rng: random.Random) -> tuple[None, str]:
        made.style["encoding"] = name
        made.after.insert(
            0,  # before anything behind the lines, and before a line of nothing
            lambda lines: [
                [*line, "één" if at else "toelichting"] for at, line in enumerate(lines)
            ],
        )
        return None, ""

    return strike


def _delimiter(made: World, rng: random.Random) -> tuple[None, str]:
    made.style["delimiter"] = rng.choice([",", "\t"])
    return None, ""


def _extra(made: World, _rng: random.Random) -> tuple[int, str]:
    """Put a column of remarks behind; none stands above the headings or where there is no row."""

    def after(lines: Lines) -> Lines:
        top = _top(lines)
        remarks = ["let op" if any(map(str.strip, line)) else "" for line in lines]
        remarks[top] = "opmerking"
        whole = zip(lines[top:], remarks[top:], strict=True)
        return [*lines[:top], *([*line, remark] for line, remark in whole)]

    made.after.append(after)
    return 1, "opmerking"


def _twice_head(made: World, _rng: random.Random) -> tuple[int, str]:
    made.after.append(lambda lines: [[*line, *line[:1]] for line in lines])
    return 1, TABLES[made.main].columns[0].name


def _no_head(made: World, _rng: random.Random) -> tuple[int, str]:
    made.after.append(
        lambda lines: [[*line[:1], "x" if at else "", *line[1:]] for at, line in enumerate(lines)]
    )
    return 2, ""


def _heading_gone(made: World, rng: random.Random) -> tuple[int, str]:
    """Take a heading away, so that all cells after it stand one heading further."""
    at = rng.randrange(len(TABLES[made.main].columns))

    def after(lines: Lines) -> Lines:
        head = [*lines[0], "toelichting"]
        return [head[:at] + head[at + 1 :], *([*line, ""] for line in lines[1:])]

    made.after.append(after)
    return 1, ""


def _cell_too_many(made: World, rng: random.Random) -> tuple[int, str]:
    """Put a cell in one row, so that those after it stand further; the last was empty anyway."""
    at = rng.randint(1, len(made.tables[made.main]))
    to = rng.randrange(len(TABLES[made.main].columns))

    def put(line: list[str]) -> list[str]:
        return [*line[:to], "5", *line[to:]]

    def after(lines: Lines) -> Lines:
        lines = [[*line, "toelichting" if line is lines[0] else ""] for line in lines]
        row = _showing(lines, at, put)
        return [*lines[:row], put(lines[row]), *lines[row + 1 :]]

    made.after.append(after)
    return at + 1, ""


def _quote(made: World, rng: random.Random) -> tuple[int, str]:
    """Open a quote at the start of a line and never close it."""
    at = rng.randint(1, len(made.tables[made.main]))

    def change(content: bytes) -> bytes:
        lines = content.split(b"\r\n")
        lines[at:] = [line.replace(b'"', b"") for line in lines[at:]]
        lines[at : at + 1] = [b'"' + line for line in lines[at : at + 1]]
        return b"\r\n".join(lines)

    made.bytes_after.append(change)
    return at + 1, ""


def _nul(made: World, rng: random.Random) -> tuple[int, str]:
    at = rng.randint(1, len(made.tables[made.main]))

    def change(content: bytes) -> bytes:
        lines = content.split(b"\r\n")
        lines[at : at + 1] = [line + b"\0" for line in lines[at : at + 1]]
        return b"\r\n".join(lines)

    made.bytes_after.append(change)
    return at + 1, ""


def _cells(
    change: Callable[[Any, Any, int, str, World], None], columns: Callable[[Any], bool]
) -> Any:
    """Make a damage of what happens to one cell of a sheet."""

    def strike(made: World, rng: random.Random) -> tuple[int | None, str]:
        spec = TABLES[made.main].columns
        fit = [(i, c) for i, c in enumerate(spec) if columns(c) and c.name != "fte"]
        if not fit:
            return None, "-"
        at, column = rng.choice(fit)
        row = rng.randint(2, len(made.tables[made.main]) + 1)

        def after(book: Any, sheet: Any) -> None:
            cell = sheet.cell(row=row, column=at + 1)
            if cell.coordinate not in sheet.merged_cells or cell.value is not None:
                change(book, cell, row, column.name, made)  # else another has taken its place

        made.sheets_after.append(after)
        return row, column.name

    return strike


def _put(value: Any) -> Any:
    def change(_book: Any, cell: Any, _row: int, _column: str, _made: World) -> None:
        cell.value = value
        if isinstance(value, str) and value.startswith("#"):
            cell.data_type = "e"

    return change


def _merge(made: World, rng: random.Random) -> tuple[int, str]:
    row = rng.randint(2, len(made.tables[made.main]))

    def after(_book: Any, sheet: Any) -> None:
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=1)

    made.sheets_after.append(after)
    return row, ""


def _sheet(change: Callable[[Any, Any], None]) -> Any:
    def strike(made: World, _rng: random.Random) -> tuple[None, str]:
        made.sheets_after.append(change)
        return None, ""

    return strike


def _hide(how: str) -> Callable[[Any, Any], None]:
    def change(book: Any, sheet: Any) -> None:
        if "uitleg" not in book.sheetnames:
            book.create_sheet("uitleg")
        sheet.sheet_state = how

    return change


def _comment(_book: Any, sheet: Any) -> None:
    from openpyxl.comments import Comment

    sheet["A2"].comment = Comment("mevrouw De Vries", "ik")


def _other_sheet(book: Any, _sheet: Any) -> None:
    book.create_sheet("Blad2")["A1"] = "los"


def _numbers_as_text(_book: Any, sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                cell.value = str(cell.value).replace(".", ",")


def _flip(content: bytes) -> bytes:
    at = len(content) // 3
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def _any(_column: Any) -> bool:
    return True


def _number(column: Any) -> bool:
    return column.kind in {"number", "integer"}


WHOLES: dict[str, Whole] = {
    "a cell too few": Whole(_line(lambda line: line[:-1]), "short_line"),
    "a cell too many": Whole(_line(lambda line: [*line, "meer"]), "long_line"),
    "empty cells behind a line": Whole(_line(lambda line: [*line, "", ""]), "longer_line"),
    "empty cells behind every line": Whole(
        _lines(lambda ls, _at: [ls[0], *([*line, ""] for line in ls[1:])], same_row=False),
        "longer_lines",
        same=True,
    ),
    "a heading too few": Whole(_heading_gone, "longer_lines"),
    "a cell too many before an empty one": Whole(_cell_too_many, "longer_line"),
    "a row twice": Whole(_lines(lambda ls, at: [*ls[: at + 1], *ls[at:]], 2), "duplicate_row"),
    "a row as headings": Whole(_bytes(lambda b: b"\r\n".join(b.split(b"\r\n")[1:])), "no_headings"),
    "a blank line": Whole(
        _lines(lambda ls, at: [*ls[:at], [""] * len(ls[0]), *ls[at:]], same_row=False),
        "",
        same=True,
    ),
    "a line of nothing but space": Whole(
        _lines(lambda ls, at: [*ls[:at], [" "] * len(ls[0]), *ls[at:]], same_row=False),
        "",
        same=True,
    ),
    "headings again": Whole(_lines(_again, 1), "repeated_headings", same=True),
    "title lines": Whole(
        _lines(lambda ls, _at: [*TITLE, *ls], same_row=False), "skipped_lines", same=True
    ),
    "a footer line": Whole(
        _lines(lambda ls, _at: [*ls, ["Bron: gemeente"]], same_row=False), "short_line"
    ),
    "empty columns behind": Whole(
        _lines(lambda ls, _at: [[*line, "", ""] for line in ls], same_row=False), "", same=True
    ),
    "an unknown column": Whole(_extra, "not_read", same=True),
    "a heading twice": Whole(_twice_head, "duplicate_heading"),
    "cells without a heading": Whole(_no_head, "no_heading"),
    "a slip in a heading": Whole(
        _head(lambda h: h[:2] + h[3:], needed=False, other=True), "near_heading"
    ),
    "a needed heading gone": Whole(_head(lambda _h: "zomaar", needed=True), "missing_column"),
    "headings in capitals": Whole(_head(str.upper, needed=False), "", same=True),
    "a unit in a heading": Whole(
        _head(lambda h: f"{h} (zie bijlage)", needed=False), "", same=True
    ),
    "a line break in a heading": Whole(
        _head(lambda h: f"{h}\n(per week)", needed=True), "", same=True
    ),
    "Dutch headings and names": Whole(_dutch, "", ("csv", "xlsx", "parquet"), same=True),
    "another order of columns": Whole(_order, "", same=True),
    "another delimiter": Whole(_delimiter, "", same=True),
    "decimal points": Whole(_style("decimal", "."), "", same=True),
    "ISO dates": Whole(_style("date", "%Y-%m-%d"), "", same=True),
    "dates with slashes": Whole(_style("date", "%d/%m/%Y"), "", same=True),
    "cp1252": Whole(_encoding("cp1252"), "encoding", same=True),
    "a byte order mark": Whole(_encoding("utf-8-sig"), "", same=True),
    "UTF-16": Whole(_encoding("utf-16"), "encoding", same=True),
    "UTF-16 without a mark": Whole(_encoding("utf-16-le"), "encoding", same=True),
    "old line ends": Whole(_style("end", "\r"), "", same=True),
    "Unix line ends": Whole(_style("end", "\n"), "", same=True),
    "everything quoted": Whole(_style("quoting", "all"), "", same=True),
    "a quote never closed": Whole(_quote, "broken_quotes"),
    "a NUL": Whole(_nul, "nul"),
    "bytes of no text": Whole(_bytes(lambda b: b + b"\x81\x8d\xff"), "bad_encoding"),
    "an empty file": Whole(_bytes(lambda _b: b""), "no_headings"),
    "no headings": Whole(_bytes(lambda b: b.split(b"\r\n", 1)[-1]), "no_headings"),
    "a slip in the name": Whole(_name(lambda n: n[:-2] + n[-1]), "near_table", ("csv", "xlsx")),
    "the name in capitals": Whole(_name(str.upper), "", ("csv", "xlsx"), same=True),
    "a workbook cut short": Whole(
        _bytes(lambda b: b[: len(b) // 2]), "damaged_workbook", ("xlsx",)
    ),
    "a workbook with a flipped byte": Whole(_bytes(_flip), "damaged_workbook", ("xlsx",)),
    "no workbook at all": Whole(_bytes(lambda _b: b"<html></html>"), "damaged_workbook", ("xlsx",)),
    "a locked workbook": Whole(
        _bytes(lambda b: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b), "encrypted", ("xlsx",)
    ),
    "an error in a cell": Whole(_cells(_put("#REF!"), _any), "error_cell", ("xlsx",)),
    "a formula without a value": Whole(_cells(_put("=1+1"), _any), "no_value", ("xlsx",)),
    "a date made of a number": Whole(
        _cells(_put(dt.date(2025, 5, 1)), _number), "became_date", ("xlsx",)
    ),
    "a date made of an id": Whole(
        _cells(_put(dt.date(2025, 5, 1)), lambda c: c.kind == "id"), "became_date", ("xlsx",)
    ),
    "true made of an id": Whole(
        _cells(_put(True), lambda c: c.kind == "id"), "became_yes_no", ("xlsx",)
    ),
    "merged cells": Whole(_merge, "merged_cells", ("xlsx",)),
    "a hidden sheet": Whole(_sheet(_hide("hidden")), "hidden_sheet", ("xlsx",)),
    "a very hidden sheet": Whole(_sheet(_hide("veryHidden")), "hidden_sheet", ("xlsx",)),
    "a comment": Whole(_sheet(_comment), "comments_not_read", ("xlsx",), same=True),
    "a sheet of something else": Whole(
        _sheet(_other_sheet), "sheet_not_read", ("xlsx",), same=True
    ),
    "numbers kept as text": Whole(_sheet(_numbers_as_text), "", ("xlsx",), same=True),
    "Parquet cut short": Whole(_bytes(lambda b: b[: len(b) // 2]), "damaged_parquet", ("parquet",)),
    "Parquet with a flipped byte": Whole(_bytes(_flip), "damaged_parquet", ("parquet",)),
    "no Parquet at all": Whole(_bytes(lambda _b: b"actor;label"), "damaged_parquet", ("parquet",)),
}


def code_of(name: str) -> str:
    """Give what must be said of a file that is damaged in this way alone; of cells nothing."""
    return WHOLES[name].code if name in WHOLES else ""


# ----------------------------------------------------------------- writing
def write(made: World, folder: Path) -> str:
    """Write a region and give the name of the file with the main table."""
    others = [
        replace(made, main=name, after=[], bytes_after=[], sheets_after=[])
        for name in made.tables
        if name != made.main
    ]
    return write_all([*others, made], folder)[made.main][0]


def write_all(each: Sequence[World], folder: Path) -> dict[str, tuple[str, str]]:
    """Write the main table of each, all in one format; give the file and sheet of each."""
    kinds = {"csv": _write_text, "xlsx": _write_workbook, "parquet": _write_parquet}
    return kinds[each[0].style["format"]](each, folder)


def _grid(made: World) -> list[list[Any]]:
    columns = [column.name for column in TABLES[made.main].columns]
    rows = made.tables[made.main]
    return [made.heads[made.main], *([row[c] for c in columns] for row in rows)]


def _write_text(each: Sequence[World], folder: Path) -> dict[str, tuple[str, str]]:
    places = {}
    for made in each:
        lines = [[text(cell, made) for cell in line] for line in _grid(made)]
        for after in made.after:
            lines = after(lines)
        whole = "".join(_record(line, made) for line in lines)
        content = whole.encode(made.style["encoding"], errors="replace")
        places[made.main] = (f"{made.names.get(made.main, made.main)}.csv", "")
        (folder / places[made.main][0]).write_bytes(_changed(content, made))
    return places


def _record(line: list[str], made: World) -> str:
    """Write a line; with ends of its own the writer would leave other line breaks unquoted."""
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if made.style.get("quoting") else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=made.style["delimiter"], quoting=quoting).writerow(line)
    return out.getvalue().removesuffix("\r\n") + made.style["end"]


def _changed(content: bytes, made: World) -> bytes:
    for change in made.bytes_after:
        content = change(content)
    return content


def _write_workbook(each: Sequence[World], folder: Path) -> dict[str, tuple[str, str]]:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    places = {made.main: ("region.xlsx", made.names.get(made.main, made.main)) for made in each}
    for made in each:
        sheet = book.create_sheet(places[made.main][1])
        for line in _grid(made):
            sheet.append(line)
    for made in each:
        for change in made.sheets_after:
            change(book, book[places[made.main][1]])
    out = io.BytesIO()
    book.save(out)
    content = out.getvalue()
    for made in each:
        content = _changed(content, made)
    (folder / "region.xlsx").write_bytes(content)
    return places


def _write_parquet(each: Sequence[World], folder: Path) -> dict[str, tuple[str, str]]:
    places = {}
    for made in each:
        lines = _grid(made)
        columns: dict[str, Any] = {}
        for head, cells in zip(lines[0], zip(*lines[1:], strict=True), strict=True):
            kinds = {type(cell) for cell in cells if cell is not None}
            whole = len(kinds) < 2 or kinds <= {int, float}
            columns[head] = list(cells) if whole else [text(c, made) or None for c in cells]
        places[made.main] = (f"{made.names.get(made.main, made.main)}.parquet", "")
        path = folder / places[made.main][0]
        pd.DataFrame(columns).to_parquet(path, index=False, write_page_checksum=True)
        path.write_bytes(_changed(path.read_bytes(), made))
    return places


def fits(name: str, table: str) -> bool:
    """Tell whether a kind of damage can strike a table."""
    needed = {"a needed heading gone": True, "a line break in a heading": True}
    needed |= {"a slip in a heading": False, "headings in capitals": False}
    needed |= {"a unit in a heading": False}
    if name == "a date made of a number":
        return any(_number(column) for column in TABLES[table].columns)
    return name not in needed or bool(_headings(table, needed=needed[name]))


def _headings(table: str, *, needed: bool) -> list[int]:
    """List the headings that are long enough to be damaged."""
    return [
        at
        for at, column in enumerate(TABLES[table].columns)
        if column.required == needed and column.name != "fte" and len(column.name) > 4
    ]
