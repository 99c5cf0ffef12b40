"""Files appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp


def write_beside(path: Path, content: bytes) -> Path:
    """
    Write a file beside its place and swap it in, so that an earlier one survives any failure.

    Parameters
    ----------
    path
        Where the file is to stand; folders above it are made.
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
    """
    return write_together({path: content})[0]


def write_together(files: Mapping[Path, bytes]) -> list[Path]:
    """
    Write files beside their places, and swap them in once all of them are whole.

    Parameters
    ----------
    files
        What is to stand in each; folders above them are made.

    Returns
    -------
    paths
        The same paths.

    Raises
    ------
    IsADirectoryError
        If a folder stands where a file is to be.
    NotADirectoryError
        If the folder it is to stand in is a file.

    Examples
    --------
    >>> [path.name for path in write_together({folder / "a": b"1", folder / "b": b"2"})]
    ['a', 'b']
    """
    parts: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            parts[path] = _place(path)
            with parts[path].open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            parts[path].chmod(0o644)
        for path, part in parts.items():
            part.replace(path)
    except BaseException:
        for part in parts.values():
            part.unlink(missing_ok=True)
        raise
    return list(files)


def _place(path: Path) -> Path:
    """Make room for a file beside another."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; name a file to write in it.")
    if path.parent.exists() and not path.parent.is_dir():
        raise NotADirectoryError(f"{path.parent} is a file, not a folder; choose another place.")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    return Path(name)
