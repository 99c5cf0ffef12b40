"""What a reader of values cannot say of a sheet: its size, its errors, its empty formulas."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_COLUMN = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,4})[0-9]""")
_ROW = re.compile(rb"""\br\s*=\s*["'][A-Za-z]*([0-9]{1,9})""")
_PIECE = 1 << 20
_MOST_CELLS = 3_000_000
"""A sheet is laid out whole, also where it is empty; 100,000 rows of 12 cells are 1.2 million."""
_LONGEST_INDEX = 5_000_000
"""Bytes of what says which sheets there are."""
_BESIDE = {
    "comments_not_read": ("xl/comments", "xl/threadedcomments/"),
    "links_not_read": ("xl/externallinks/",),
    "pivots_not_read": ("xl/pivot",),
    "drawings_not_read": ("xl/media/", "xl/drawings/drawing"),
}
"""Parts of a workbook by what is told of them; legacy drawings only hold the comments."""
_LINKS, _HYPERLINK = "worksheets/_rels/", b"relationships/hyperlink"
"""Where it stands what cells link to, and how a link that can be clicked is called."""
_EPOCHS = {False: "1899-12-30", True: "1904-01-01"}


@dataclass(frozen=True)
class Broken:
    """A cell without a value: an error of Excel, or a formula that was never worked out."""

    row: int
    column: int
    """Counted from 0."""
    where: str
    shown: str
    """What the cell shows; empty for a formula."""


@dataclass(frozen=True)
class Book:
    """The parts of a workbook: XML of each sheet by name, day 0 of its dates, and what else."""

    sheets: dict[str, bytes]
    epoch: str
    beside: tuple[str, ...] = ()
    """What else it holds and is not read, as codes of notices."""


def parts(path: Path) -> Book:
    """
    Read the XML of every sheet.

    Parameters
    ----------
    path
        A workbook that was looked at (`packed.look`).

    Returns
    -------
    book
        Its sheets by name, in their order.

    Raises
    ------
    BadZipFile
        If what says which sheets there are is larger than any workbook needs; others of
        `packed.NOT_WHOLE` where a part is missing.
    """
    with zipfile.ZipFile(path) as packed:
        by_lower = {name.lower(): name for name in packed.namelist()}
        book, relations = (_index(packed, name) for name in ("", "_rels/"))
        links = {
            link.get("Id"): str(link.get("Target"))
            for link in relations.iter()
            if link.get("Target")
        }
        sheets = {}
        for sheet in book.iter():
            if _local(sheet) != "sheet":
                continue
            link = next((v for k, v in sheet.attrib.items() if k.rpartition("}")[2] == "id"), "")
            part = posixpath.normpath(posixpath.join("xl", links[link])).lstrip("/").lower()
            part = by_lower.get(part) or by_lower.get(part.removeprefix("xl/"), "")
            sheets[str(sheet.get("name"))] = packed.read(part) if part else b""
        late = any(
            _local(one) == "workbookPr" and one.get("date1904") in {"1", "true"}
            for one in book.iter()
        )
        beside = [
            code
            for code, heads in _BESIDE.items()
            if any(name.startswith(heads) for name in by_lower)
        ]
        if any(_HYPERLINK in packed.read(name) for low, name in by_lower.items() if _LINKS in low):
            beside.append("hyperlinks_not_read")
    return Book(sheets, _EPOCHS[late], tuple(beside))


def too_wide(xml: bytes) -> bool:
    """
    Tell whether a sheet reaches so far that laying it out would fill the memory.

    Parameters
    ----------
    xml
        The sheet.

    Returns
    -------
    too_wide
        Whether it would be more than 3 million cells.

    Examples
    --------
    >>> too_wide(b'<row r="1048576"><c r="XFD1048576"/></row>')
    True
    """
    if xml.count(b"</") + xml.count(b"/>") > 3 * _MOST_CELLS:
        return True
    names: set[bytes] = set()
    rows = 0
    for at in range(0, len(xml), _PIECE):
        piece = xml[at : at + _PIECE + 64]
        names.update(_COLUMN.findall(piece))
        rows = max([rows, *map(int, _ROW.findall(piece))])
    return rows * max((_number(name.upper()) + 1 for name in names), default=0) > _MOST_CELLS


def broken(xml: bytes) -> list[Broken]:
    """
    Find the cells without a value that should have one.

    Parameters
    ----------
    xml
        The sheet.

    Returns
    -------
    broken
        Each such cell, in the order of the sheet.

    Examples
    --------
    >>> broken(b'<c r="B2" t="e"><v>#N/A</v></c><c r="C2"><f>A2*2</f><v></v></c>')
    ... # doctest: +NORMALIZE_WHITESPACE
    [Broken(row=2, column=1, where='B2', shown='#N/A'),
     Broken(row=2, column=2, where='C2', shown='')]
    """
    if b't="e"' not in xml and b"<f" not in xml and b":f" not in xml:
        return []
    found = []
    for attributes, inner in _CELL.findall(xml):
        error = b't="e"' in attributes
        place = _PLACE.search(attributes)
        value = _VALUE.search(inner)
        formula = b"<f" in inner or b":f" in inner
        if place and (error or (formula and not value)):
            column, row = place[1], int(place[2])
            shown = value[1].decode() if error and value else ""
            found.append(Broken(row, _number(column), f"{column.decode()}{row}", shown))
    return found


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _index(packed: zipfile.ZipFile, folder: str) -> ET.Element:
    """Give what says which sheets there are, or where they stand."""
    name = f"xl/{folder}workbook.xml{'.rels' if folder else ''}"
    if packed.getinfo(name).file_size > _LONGEST_INDEX:
        raise zipfile.BadZipFile
    return _tree(packed.read(name))


def _tree(xml: bytes) -> ET.Element:
    try:
        return ET.fromstring(xml)  # noqa: S314 - no DOCTYPE, and the size was looked at
    except ET.ParseError as error:
        raise ValueError(str(error)) from error


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
