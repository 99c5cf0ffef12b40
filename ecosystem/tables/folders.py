"""Several files appear together: a whole folder is swapped, or files are moved into one at once."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOTEMPTY
from pathlib import Path

from ecosystem.tables.files import beside, free, settle
from ecosystem.tables.refusals import refusal

_WHOLE = ".files.whole"
"""Files of which all are written; what is left in it stands in its place at a next start."""
_MORE = {EEXIST, ENOTEMPTY}
"""What says that a folder holds files already."""
_LAST = "index.html"
"""The file by which people come to the others."""


@contextmanager
def together(folder: Path) -> Iterator[Path]:
    """
    Let files appear in a folder together, once all of them are whole; other files stay.

    One step, the renaming of what is handed out, decides: before it nothing has changed, after
    it every file comes to its place, `index.html` last. Where a machine stops in the
    milliseconds of that moving, the next run in the folder ends it first.

    Parameters
    ----------
    folder
        Where the files are to stand; it is made where it is not there.

    Yields
    ------
    part
        An empty folder to write them in.

    Raises
    ------
    IsADirectoryError
        If a folder stands where a file is to be; nothing has changed then.

    Examples
    --------
    >>> with together(folder / "both") as part:
    ...     _ = (part / "a").write_text("1"), (part / "b").write_text("2")
    >>> sorted(path.name for path in (folder / "both").iterdir())
    ['a', 'b']
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(refusal("ecosystem.tables", "folder_is_file", path=folder))
    folder.mkdir(parents=True, exist_ok=True)
    _move(folder)
    part = beside(folder / "files")
    part.mkdir()
    try:
        yield part
        for file in part.iterdir():
            free(folder / file.name)
            settle(file)
        settle(part)
        while True:
            try:
                part.rename(folder / _WHOLE)
                break
            except OSError as error:
                if error.errno not in _MORE:
                    raise
                _move(folder)  # those of another run go first
        try:
            _move(folder)
        except KeyboardInterrupt:
            _move(folder)
            raise
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _move(folder: Path) -> None:
    """Bring files that are whole to their places, whichever run wrote them."""
    whole = folder / _WHOLE
    while whole.is_dir():
        with suppress(FileNotFoundError):  # another run moves them too
            for file in sorted(whole.iterdir(), key=lambda file: (file.name == _LAST, file.name)):
                file.replace(folder / file.name)
            settle(folder)
            try:
                whole.rmdir()
            except OSError as error:
                if error.errno not in _MORE:  # else more came, of another run
                    raise


@contextmanager
def instead_of(
    folder: Path, ours: Collection[str], inside: Callable[[Path], Collection[str]] = lambda _: ()
) -> Iterator[Path]:
    """
    Let a folder take the place of an earlier one, once all in it is written.

    Where the system can (Linux), both change places in one step. Elsewhere the earlier one is
    put aside for a moment, and put back by the next run if the machine stops then.

    Parameters
    ----------
    folder
        Where it is to stand.
    ours
        Names of files that may be replaced; a folder with any other is left as it is.
    inside
        Names the folders in it of which the same holds.

    Yields
    ------
    part
        An empty folder to write in.

    Raises
    ------
    FileExistsError
        If the folder is a file, or holds another file.

    Examples
    --------
    >>> with instead_of(folder / "mine", ["a"]) as part:
    ...     _ = (part / "a").write_text("1")
    >>> [path.name for path in (folder / "mine").iterdir()]
    ['a']
    """
    target = Path(os.path.realpath(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = beside(target)
    aside = sorted(target.parent.glob(f".{target.name}.*.part.old"))
    if aside and not target.exists():
        aside[-1].rename(target)
    if target.exists():
        _refuse_others(target, folder, _others(target, ours, inside(target)))
    part.mkdir()
    try:
        yield part
        for file in part.rglob("*"):
            settle(file)
        settle(part)
        _swap(part, target)
        settle(target.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    for other in _others(part, ours, inside(part)):  # put in the earlier one meanwhile
        other.rename(target / other.name)
    shutil.rmtree(part, ignore_errors=True)


def _others(folder: Path, ours: Collection[str], inside: Collection[str]) -> list[Path]:
    """List what is not ours, there and in the folders inside."""
    others = [file for file in folder.glob("*") if file.name not in {*ours, *inside}]
    others += [file for name in inside for file in (folder / name).glob("*")]
    return sorted(file for file in others if file.name not in ours)


def _refuse_others(target: Path, folder: Path, others: list[Path]) -> None:
    if not target.is_dir():
        raise FileExistsError(refusal("ecosystem.tables", "name_a_folder", path=folder))
    for other in others:
        named = {"path": folder, "other": other.name}
        raise FileExistsError(refusal("ecosystem.tables", "not_ours", **named))


def _swap(part: Path, target: Path) -> None:
    """Put a folder in a place; what stood there has the name of the part afterwards."""
    if not target.exists():
        try:
            part.rename(target)
        except OSError:
            if not target.exists():  # else another run was first
                raise
        else:
            return
    shutil.copymode(target, part)
    if _exchange(part, target):
        return
    aside = part.with_name(f"{part.name}.old")
    target.rename(aside)
    try:
        part.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(part)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can."""
    if sys.platform != "linux":
        return False
    try:
        exchange = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    here, both = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(exchange(here, os.fsencode(one), here, os.fsencode(other), both) == 0)
