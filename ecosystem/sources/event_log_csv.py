"""Event logs in CSV: a row an event, read as a stream."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
from collections.abc import Callable, Iterator
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from ecosystem.sources.event_log_events import (
    BLOCK,
    LONGEST,
    Events,
    Gathered,
    NotALogError,
    Wanted,
    opened,
)
from ecosystem.tables.personal_numbers import problems
from ecosystem.tables.problems import Problem

_TOP = 10
"""The headings are looked for in these first lines."""
_BLANK = " ,;\t|\r\n"


def read(path: Path, wanted: Wanted, score: Callable[[list[str]], int]) -> Events:
    r"""
    Read the events of a log.

    The encoding is found from the file (by its mark, else UTF-8, UTF-16 or cp1252), the
    delimiter (`,` `;` tab or `|`) and the line of the headings by which gives most headings
    that are known, else most pieces. Quotes are as in RFC 4180. Of a repeated heading the first
    is kept. A row that has cells missing, or some to spare, is refused and counted. Columns
    that are not kept are looked at for numbers of persons in the first 20,000 rows.

    Parameters
    ----------
    path
        A text file, plain or packed.
    wanted
        Tells which columns are kept.
    score
        Counts the headings in a line that are known.

    Returns
    -------
    events
        In the order of the file.

    Raises
    ------
    NotALogError
        If it is no text, or its quotes are broken.
    EOFError
        If it is packed and breaks off; others of `gzip` where it is damaged.

    Examples
    --------
    >>> _ = (folder / "log.csv").write_text("case;activity\n7;Visit\n")
    >>> events = read(folder / "log.csv", bool, len)
    >>> {heading: list(texts) for heading, texts in events.columns.items()}
    {'case': ['7'], 'activity': ['Visit']}
    """
    encoding, name = _encoding(path)
    with opened(path) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        try:
            events = _events(path.name, iter(partial(text.readline, LONGEST), ""), wanted, score)
        except UnicodeDecodeError as why:
            raise NotALogError(Problem(path.name, "bad_encoding")) from why
    if name != "UTF-8":
        events.notices.append(Problem(path.name, "encoding", values={"encoding": name}))
    return events


def _encoding(path: Path) -> tuple[str, str]:
    """Find the encoding as `tables.decode` does, without keeping the text."""
    with opened(path) as stream:
        head = piece = stream.read(4000)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", "UTF-16"
        if head.count(b"\0") > len(head) // 4:
            little = head[1::2].count(b"\0") > head[0::2].count(b"\0")
            return "utf-16-le" if little else "utf-16-be", "UTF-16"
        if b"\0" in head:
            raise NotALogError(Problem(path.name, "log_other"))
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece:
                decoder.decode(piece)
                piece = stream.read(1 << 20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", "cp1252"
    return "utf-8-sig", "UTF-8"


def _events(
    file: str, lines: Iterator[str], wanted: Wanted, score: Callable[[list[str]], int]
) -> Events:
    """Find the headings, and take the wanted cells of every row under them."""
    top = list(itertools.islice(lines, _TOP))
    tried = [
        (score(record), len(record), -at, mark)
        for mark in ",;\t|"
        for at, record in enumerate(_few(top, mark))
        if any(cell.strip(_BLANK) for cell in record)
    ]
    if not tried:
        raise NotALogError(Problem(file, "source_empty"))
    _, _, above, delimiter = max(tried, key=itemgetter(0, 1, 2))
    reader = csv.reader(itertools.chain(top, lines), delimiter=delimiter, strict=True)
    records = _records(file, reader)
    first, names = next(itertools.islice(records, -above, None))
    names = [name.strip() for name in names]
    while not names[-1]:
        names.pop()
    events = _under(file, records, names, wanted)
    if first > 1:
        values = {"count": first - 1}
        events.notices.append(Problem(file, "skipped_lines", row=1, values=values))
    return events


def _under(
    file: str, records: Iterator[tuple[int, list[str]]], names: list[str], wanted: Wanted
) -> Events:
    """Take the wanted cells of every row under the headings."""
    width = len(names)
    headings = {name: names.index(name) for name in names if name}
    kept = {name: at for name, at in headings.items() if wanted(name)}
    gathered = Gathered()
    odd: list[int] = []
    lines: list[int] = []
    rows: list[list[str]] = []
    personal: list[Problem] = []

    def flush() -> None:
        if not len(gathered.lines):
            left = {name: at for name, at in headings.items() if name not in kept}
            cells = {name: [row[at] for row in rows] for name, at in left.items()}
            personal.extend(problems(file, pd.DataFrame(cells, dtype="str")))
        gathered.add(lines, [(name, [row[at] for row in rows]) for name, at in kept.items()])
        lines.clear()
        rows.clear()

    for line, record in records:
        if len(record) == width or (len(record) > width and not any(record[width:])):
            if any(record):
                lines.append(line)
                rows.append(record)
                if len(rows) == BLOCK:
                    flush()
        elif any(record):
            odd.append(line)
    flush()
    events = Events(file, list(headings), gathered.columns(), gathered.lines, len(odd))
    events.personal = personal
    if odd:
        values = {"count": len(odd), "headings": width}
        events.notices.append(Problem(file, "log_width", row=odd[0], values=values))
    return events


def _few(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Give the records of a few lines, up to the first that is broken."""
    with contextlib.suppress(csv.Error):
        yield from csv.reader(lines, delimiter=delimiter)


def _records(file: str, reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line on which it begins."""
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as why:
        raise NotALogError(Problem(file, "broken_quotes", row=line)) from why
