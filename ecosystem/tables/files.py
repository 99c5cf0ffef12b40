"""Files appear whole or not at all."""

from __future__ import annotations

import os
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
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; name a file to write in it.")
    if path.parent.exists() and not path.parent.is_dir():
        raise NotADirectoryError(f"{path.parent} is a file, not a folder; choose another place.")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return path
