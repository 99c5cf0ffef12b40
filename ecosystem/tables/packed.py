"""Packed files, .xlsx and the like, looked at before anything in them is opened."""

from __future__ import annotations

import struct
import zipfile
import zlib
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from ecosystem.tables.problems import Problem

LARGEST = 100_000_000
"""Bytes a workbook may take when opened; a sheet of 100,000 rows takes half of it."""
DENSEST = 200
"""How many times larger a workbook may be when opened; a real one is about 8."""
_MOST_PARTS = 2_000
"""A workbook of a hundred sheets has some three hundred."""
_LONGEST_INDEX = 1_000_000
_LOCKED = b"\xd0\xcf\x11\xe0"
"""How a workbook with a password begins, and any .xls."""
_OLD = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
"""What an .xls calls its cells."""
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_RULES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
NOT_WHOLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
    EOFError,
    struct.error,
)
"""What a file that is no whole workbook raises."""


def look(path: Path) -> Problem | None:
    """
    Say why a packed file is not opened; every checksum in it is verified on the way.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    problem
        What is the matter: of another kind whatever it is called, locked, damaged, macros, too
        large, too many parts, XML with rules of its own; None where it may be opened.
    """
    try:
        with path.open("rb") as file:
            if file.read(4) == _LOCKED:
                return _other(path.name, ".xls") if _old(file) else Problem(path.name, "encrypted")
            if _index(file) > _LONGEST_INDEX:
                return Problem(path.name, "too_many_parts", values={"most": _MOST_PARTS})
        with zipfile.ZipFile(path) as packed:
            if _open_document(packed):
                return _other(path.name, ".ods")
            return _inside(path.name, packed)
    except NOT_WHOLE:
        return Problem(path.name, "damaged_workbook")


def _other(name: str, kind: str) -> Problem:
    return Problem(name, "other_format", values={"kind": kind})


def _old(file: BinaryIO) -> bool:
    """Tell an .xls from a workbook with a password, by what stands first in its directory."""
    file.seek(30)
    power = int.from_bytes(file.read(2), "little")
    file.seek(48)
    sector = min(int.from_bytes(file.read(4), "little"), 1 << 24)
    file.seek((sector + 1) << min(power, 12))
    first = file.read(1024)
    return any(first[at:].startswith(_OLD) for at in range(0, len(first), 128))


def _open_document(packed: zipfile.ZipFile) -> bool:
    """Tell an .ods by the part that says what it is."""
    for part in packed.infolist():
        if part.filename == "mimetype" and part.compress_type in _PLAIN and not part.flag_bits & 1:
            with packed.open(part) as stream:
                return stream.read(len(_OPEN_DOCUMENT)) == _OPEN_DOCUMENT
    return False


def _index(file: BinaryIO) -> int:
    """Tell how long the table of contents is, which is read whole."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    end = tail.rfind(b"PK\5\6")
    long = tail.rfind(b"PK\6\6", 0, max(end, 0))
    if end < 0:
        return 0
    kept: int = struct.unpack_from("<I", tail, end + 12)[0]
    return struct.unpack_from("<Q", tail, long + 40)[0] if long >= 0 else kept


def _inside(name: str, packed: zipfile.ZipFile) -> Problem | None:
    parts = packed.infolist()
    if len(parts) > _MOST_PARTS:
        return Problem(name, "too_many_parts", values={"most": _MOST_PARTS})
    if any("vbaproject" in part.filename.lower() for part in parts):
        return Problem(name, "macros")
    if any(part.flag_bits & 1 for part in parts):
        return Problem(name, "encrypted")
    size = sum(part.file_size for part in parts)
    if size > LARGEST or size > DENSEST * sum(part.compress_size for part in parts):
        return Problem(name, "too_large", values={"size": round(size / 1e6)})
    if len({part.filename for part in parts}) < len(parts):
        raise zipfile.BadZipFile
    for part in parts:
        if part.compress_type not in _PLAIN:
            raise zipfile.BadZipFile
        with packed.open(part) as stream:
            before = b""
            while piece := stream.read(1 << 20):
                if any(rule in before + piece for rule in _RULES):  # whatever the part is called
                    return Problem(name, "doctype", values={"part": part.filename})
                before = piece[-32:]
    return None
