"""Bytes of a text file to text, saying which encoding it was."""

from __future__ import annotations

import io
from collections.abc import Iterable

LONGEST = 1_000_000
"""Bytes in a line; no table that people made has a longer one."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)


def decode(content: bytes) -> tuple[str, str] | None:
    r"""
    Read text by its byte order mark, else as UTF-8, else as UTF-16 or cp1252.

    Parameters
    ----------
    content
        The file.

    Returns
    -------
    decoded
        The text, and the name of the encoding; missing where none of them fits.

    Examples
    --------
    >>> decode("Café".encode("cp1252"))
    ('Café', 'cp1252')
    """
    for mark, encoding, name in _MARKS:
        if content.startswith(mark):
            return _as(content, encoding, name)
    half = content[:4000].count(b"\0")
    if half > len(content[:4000]) // 4:
        little = content[1:4000:2].count(b"\0") > content[0:4000:2].count(b"\0")
        return _as(content, "utf-16-le" if little else "utf-16-be", "UTF-16")
    return _as(content, "utf-8", "UTF-8") or _as(content, "cp1252", "cp1252")


def too_long(content: bytes) -> bool:
    r"""
    Tell whether a text has a line that no table has, before it is taken apart.

    Parameters
    ----------
    content
        The file.

    Returns
    -------
    too_long
        Whether a million bytes stand in it without the end of a line.

    Examples
    --------
    >>> too_long(b"a;b\n" * 1_000_000), too_long(b"a;b" * 1_000_000)
    (False, True)
    """
    at = 0
    while len(content) - at > LONGEST:
        ends = (content.rfind(end, at, at + LONGEST) for end in (b"\n", b"\r"))
        end = max(ends)
        if end < 0:
            return True
        at = end + 1
    return False


def lines(text: str) -> Iterable[str]:
    r"""
    Give the lines of a text, each with its own end, while it is kept in memory once.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    lines
        As `csv.reader` wants them.

    Examples
    --------
    >>> list(lines("a;b\r\nc"))
    ['a;b\r\n', 'c']
    """
    return io.TextIOWrapper(
        io.BytesIO(text.encode("utf-8", "surrogatepass")), "utf-8", "surrogatepass", newline=""
    )


def _as(content: bytes, encoding: str, name: str) -> tuple[str, str] | None:
    try:
        return content.decode(encoding), name
    except UnicodeDecodeError:
        return None
