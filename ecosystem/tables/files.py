"""A file appears whole or not at all, under a name that cannot lead elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterable
from glob import escape
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from ecosystem.tables.refusals import refusal

OLD = 24 * 3600
"""Seconds after which what a run left half done is taken away by a later one."""
_NOT_FREE = re.compile(r"index|map|con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)
"""Names that a report needs itself, and those that Windows keeps for devices."""


def write_beside(path: Path, content: bytes) -> Path:
    """
    Write a file beside its place and swap it in, so that an earlier one survives any failure.

    Parameters
    ----------
    path
        Where the file is to stand; folders above it are made. What it is a link to is written.
    content
        What is to stand in it.

    Returns
    -------
    path
        The same path.

    Raises
    ------
    IsADirectoryError
        If a folder stands there.
    NotADirectoryError
        If the folder it is to stand in is a file.
    FileExistsError
        If what stands there is no file, but a device or the like.

    Examples
    --------
    >>> write_beside(folder / "a.txt", b"whole").read_bytes()
    b'whole'
    """
    place = Path(os.path.realpath(path))
    free(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = beside(place)
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, part)
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    settle(place.parent)
    return path


def free(path: Path) -> None:
    """
    See to it that a file can be written somewhere: over nothing or over a file.

    Parameters
    ----------
    path
        Where it is to stand.

    Raises
    ------
    IsADirectoryError
        If a folder stands there.
    NotADirectoryError
        If the folder it is to stand in is a file.
    FileExistsError
        If what stands there is no file, but a device or the like.
    """
    if path.is_dir():
        raise IsADirectoryError(refusal("ecosystem.tables", "file_is_folder", path=path))
    if path.parent.exists() and not path.parent.is_dir():
        raise NotADirectoryError(refusal("ecosystem.tables", "folder_is_file", path=path.parent))
    if path.exists():
        if not path.is_file():
            raise FileExistsError(refusal("ecosystem.tables", "no_file", path=path))
        path.rename(path)  # where it is open in another program, Windows says so here


def beside(place: Path) -> Path:
    """
    Name what is written beside its place, and take away what earlier runs left there unfinished.

    Parameters
    ----------
    place
        Where it is to stand.

    Returns
    -------
    part
        A name that nothing has, in the same folder.
    """
    ours = re.compile(rf"\.{re.escape(place.name)}\.[0-9a-f]{{8}}\.part")
    for left in place.parent.glob(f".{escape(place.name)}.*.part"):
        try:
            if ours.fullmatch(left.name) and time.time() - left.stat().st_mtime > OLD:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        except OSError:  # another run is taking it away
            continue
    return place.with_name(f".{place.name}.{token_hex(4)}.part")


def settle(path: Path) -> None:
    """
    See to it that what is written is on the disk.

    Parameters
    ----------
    path
        A file or folder.
    """
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def names_after(codes: Iterable[str]) -> dict[str, str]:
    """
    Name files after codes: letters, figures, `-` and `_`, and no two alike.

    Parameters
    ----------
    codes
        Codes of neighbourhoods.

    Returns
    -------
    names
        The name of each without its ending: the code itself; where that cannot be, or another
        code differs from it in capitals only, with the first signs of its SHA-256 behind it.

    Examples
    --------
    >>> names_after(["BU99990101", "a/b", "a:b"])
    {'BU99990101': 'BU99990101', 'a/b': 'a_b-c14cddc0', 'a:b': 'a_b-6783a31e'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for code in sorted(set(codes)):
        name = re.sub(r"[^A-Za-z0-9_-]", "_", code)[:80]
        if name != code or _NOT_FREE.fullmatch(name) or not name or name.lower() in taken:
            name += f"-{sha256(code.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        taken.add(name.lower())
        names[code] = name
    return names
