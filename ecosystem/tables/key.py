"""The key with which residents get their pseudonyms: a file outside everything that is shared."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ecosystem.tables.language import Language
from ecosystem.tables.problems import CATALOGUE, Problem

VARIABLE = "ECOSYSTEM_KEY_FILE"
"""The environment variable that names the file."""
SIZE = 32
"""Bytes of a key, at least."""


def key() -> bytes | Problem | None:
    """
    Read the key that the environment variable `ECOSYSTEM_KEY_FILE` names.

    Returns
    -------
    key
        Its bytes; None where none is named; a problem where the file is not there, is inside a
        git work tree (it would be shared with the code), may be read by others (on POSIX), or
        is shorter than 32 bytes.
    """
    named = os.environ.get(VARIABLE, "")
    if not named:
        return None
    path = Path(named)
    try:
        if in_git(path):
            return Problem(named, "key_in_git")
        if os.name == "posix" and path.stat().st_mode & 0o077:
            return Problem(named, "key_open")
        content = path.read_bytes()
    except OSError:
        return Problem(named, "key_absent")
    return content if len(content) >= SIZE else Problem(named, "key_short")


def new_key(path: str | Path, *, lang: Language = "en") -> Path:
    """
    Make a key: a file of 32 random bytes that only its owner may read.

    Who has the key can tell which pseudonym is whose by trying ids; what is keyed with it are
    still personal data. Keep it apart from the tables. Without the key the same residents get
    other pseudonyms in a next delivery.

    Parameters
    ----------
    path
        Where it is to stand, outside any git work tree; folders above it must be there.
    lang
        Language of the messages.

    Returns
    -------
    path
        The same path.

    Raises
    ------
    FileExistsError
        If there is a file already: a key that is lost cannot be made again.
    ValueError
        If it would stand inside a git work tree.

    Examples
    --------
    >>> len(new_key(folder / "region.key").read_bytes())
    32
    """
    path = Path(path)
    if in_git(path):
        raise ValueError(_told(path, "key_in_git", lang))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as why:
        raise FileExistsError(_told(path, "key_there", lang)) from why
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    return path


def in_git(path: Path) -> bool:
    """
    Tell whether a file stands, or would stand, inside a git work tree.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    in_git
        Whether any folder above it, as it is named or where a link leads, holds `.git`.
    """
    places = (Path.cwd() / path, Path(os.path.realpath(path)))
    return any((above / ".git").exists() for place in places for above in place.parents)


def _told(path: Path, code: str, lang: Language) -> str:
    text = getattr(CATALOGUE[code], lang)
    return f"{path}: {text.message} {text.advice}"
