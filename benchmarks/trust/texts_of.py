"""Every text in a file, whatever it is packed in: zip, gzip, PDF, base64, Parquet, a notebook."""

from __future__ import annotations

import base64
import binascii
import contextlib
import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

_PACKED = re.compile(rb"[A-Za-z0-9+/]{64,}={0,2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_STRINGS = re.compile(rb"\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f]+)>", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def texts_of(path: Path) -> Iterator[str]:
    """
    Give what a file says, in lower case: as it lies, and unpacked to the bottom.

    Parameters
    ----------
    path
        A file.

    Returns
    -------
    texts
        One for each layer; its name leads.
    """
    yield path.name.lower()
    content = path.read_bytes()
    yield from unpacked(content)
    if content.startswith(b"PAR1"):
        yield str(pq.read_table(path).to_pydict()).lower()


def unpacked(content: bytes) -> Iterator[str]:
    """Give the text of some bytes, and of all that is packed in them."""
    yield content.decode("utf-8", "replace").lower()
    yield content.decode("utf-16-be", "replace").lower()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.lower()
                yield from unpacked(packed.read(name))
    elif content.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(content))
    elif content.startswith(b"%PDF"):
        yield from _pdf(content)
    else:
        for found in _PACKED.findall(content):
            with contextlib.suppress(binascii.Error):
                yield from _inflated(base64.b64decode(found + b"=" * (-len(found) % 4)))


def _inflated(content: bytes) -> Iterator[str]:
    for way in (zlib.MAX_WBITS, -zlib.MAX_WBITS, zlib.MAX_WBITS | 16):
        with contextlib.suppress(zlib.error):
            yield from unpacked(zlib.decompress(content, way))
            return
    yield content.decode("utf-8", "replace").lower()


def _pdf(content: bytes) -> Iterator[str]:
    """Read the streams of a PDF, and what is drawn in them by the tables of its fonts."""
    streams = [content]
    for found in _STREAM.findall(content):
        with contextlib.suppress(zlib.error):
            streams.append(zlib.decompress(found))
    fonts = [_letters(stream) for stream in streams if b"begincmap" in stream]
    for stream in streams:
        yield stream.decode("utf-8", "replace").lower()
        said = b"".join(_string(*found) for found in _STRINGS.findall(stream))
        yield said.decode("utf-16-be", "replace").lower()
        codes = struct.unpack(f">{len(said) // 2}H", said[: len(said) // 2 * 2])
        for letters in fonts:
            yield "".join(letters.get(code, "") for code in codes).lower()


def _string(plain: bytes, figures: bytes) -> bytes:
    """Read a string as PDF writes it: between round brackets, or in hexadecimal."""
    if figures:
        return bytes.fromhex(figures.decode() + "0" * (len(figures) % 2))
    return _ESCAPED.sub(_escaped, plain)


def _escaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    octal = sign[0] in b"01234567"
    return bytes([int(sign, 8) & 255]) if octal else _SIGNS.get(sign, sign)


def _letters(table: bytes) -> dict[int, str]:
    """Read which letter each glyph of a font is."""
    letters = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            letters[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for at in range(int(low, 16), int(high, 16) + 1):
                letters[at] = chr(int(text, 16) + at - int(low, 16))
    return letters
