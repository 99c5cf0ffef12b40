"""
The earlier report survives: kills, a full disk, four writers at once and somebody who reads.

A seed is a door out (a survey as text or workbook, an export, tables as text or Parquet, a
report of several files) and a trouble. The earlier output stands; a process of its own writes the
later one, and is killed at one of its steps on the disk (each opening, renaming, removing is one)
or at a moment, or its disk is full at some byte; or four processes write what differs while this
one reads. What stands then is the earlier or the later output, whole, with the file of somebody
else that lay beside it; the files of a report may wait for the next start to be brought to their
places. After a next start the later one stands and nothing is left over. Of the report only the
writing is tried: its pages are made beforehand.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.tally import Fault, Tally
from ecosystem.region.survey import written
from ecosystem.show import export
from ecosystem.show import report as room
from ecosystem.tables import folders, save, save_workbook
from ecosystem.tables.neighbourhood import Region
from tests.street import hood

SHORT, LONG = 60, 2_000
WRITERS, TIMES = 4, 4
State = dict[str, bytes]
_STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "ctypes.dlsym")


def _table(version: int) -> pd.DataFrame:
    rows = [f"{version}-{at}" for at in range(300 + version)]
    return pd.DataFrame({"actor": rows, "label": rows})


def _survey(ending: str) -> Callable[[Path, int], object]:
    table = {"actor": "neighbourhood"}
    return lambda folder, version: written.write_survey(
        _table(version).rename(columns=table).set_index("neighbourhood"), folder / f"a.{ending}"
    )


@cache
def _outgoing(version: int) -> eco.protect.Outgoing:
    actors = [{"actor": f"gp{at}", "profession": "gp"} for at in range(20 + version)]
    return eco.protect(hood(actors=actors), level="internal")


def _export(folder: Path, version: int) -> None:
    export.export(_outgoing(version), folder / "a.graphml", "graphml")


def _tables(form: str) -> Callable[[Path, int], object]:
    return lambda folder, version: save.save(
        {"actors": _table(version), "needs": _needs(version)},
        folder / "tables",
        format=form,
    )


def _needs(version: int) -> pd.DataFrame:
    return _table(version).rename(columns={"actor": "need", "label": "label_nl"})


def _report(folder: Path, version: int) -> None:
    content = {
        ending: f"{version}{ending}".encode() * 9_000 for ending in (".html", ".pdf", ".xlsx")
    }
    row = {"neighbourhood": "BU1", "name": f"version {version}"}
    place = hood(code="BU1")
    one = Region(("BU1",), lambda _: place, pd.DataFrame(), pd.DataFrame())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_one", lambda *_, **__: (row, content))
        room.report(one, folder)


DOORS: dict[str, Callable[[Path, int], object]] = {
    "a survey as text": _survey("csv"),
    "tables as text": _tables("csv"),
    "a report": _report,
    "a survey as workbook": _survey("xlsx"),
    "an export": _export,
    "tables as Parquet": _tables("parquet"),
}


def run(seeds: range) -> Tally:
    """Try a door and a trouble of each seed."""
    return Tally.of(seeds, _tried)


def _tried(seed: int) -> str:
    pick = random.Random(seed)  # noqa: S311 (the same trouble every time)
    door = list(DOORS)[seed % len(DOORS)]
    trouble = TROUBLES[(seed // len(DOORS)) % len(TROUBLES)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "notes.txt").write_text("somebody else's")
        DOORS[door](folder, 1)
        wrong = trouble(door, folder, pick) or _after(door, folder)
    return f"{door}, {trouble.__name__.strip('_')}: {wrong}" if wrong else ""


def _after(door: str, folder: Path) -> str:
    """Start again, a day later, and say what is wrong then."""
    for path in folder.rglob(".*"):
        os.utime(path, (0, 0))
    DOORS[door](folder, 2)
    if _state(folder) != _whole(door, 2):
        return "the next start does not mend it"
    left = [path.name for path in folder.rglob(".*")]
    return f"{left[0]} is left over" if left else ""


def _state(folder: Path) -> State:
    """Give what stands in a folder for people to see."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part[0] == "." for part in path.relative_to(folder).parts)
    }


@cache
def _whole(door: str, version: int) -> State:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "notes.txt").write_text("somebody else's")
        with _as_it_is():
            DOORS[door](folder, version)
        return _state(folder)


def _wrong(door: str, state: State, versions: range) -> str:
    """Say what is not as one of the versions is."""
    if any(state == _whole(door, version) for version in versions):
        return ""
    for name in sorted({*state, *_whole(door, versions[0])}):
        if state.get(name) not in [_whole(door, version).get(name) for version in versions]:
            return f"{name} is not whole"
    return "files of two runs stand beside each other"


def _one_or_other(door: str, folder: Path) -> str:
    wrong = _wrong(door, _state(folder), range(1, 3))
    waiting = (folder / ".files.whole").exists()
    return "" if waiting and wrong.startswith("files of two") else wrong


def _fork(work: Callable[[], object]) -> int:
    """Do some work in a process of its own."""
    child = os.fork()
    if not child:
        status = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            work()
            status = 0
        finally:
            os._exit(status)
    return child


def _steps(door: str, folder: Path, last: int = -1) -> int:
    """Write the later version, up to a step on the disk; give how many there were, up to 250."""

    def write() -> None:
        count = 0

        def step(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event in _STEPS and (event != "open" or str(folder) in str(args[0])):
                count += 1
                if count == last:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(step)
        DOORS[door](folder, 2)
        if last < 0:
            os._exit(min(count, 250))

    _, status = os.waitpid(_fork(write), 0)
    return os.waitstatus_to_exitcode(status)


def _killed_at_a_step(door: str, folder: Path, pick: random.Random) -> str:
    with tempfile.TemporaryDirectory() as elsewhere:
        shutil.copytree(folder, elsewhere, dirs_exist_ok=True)
        steps = _steps(door, Path(elsewhere))
    _steps(door, folder, pick.randint(1, steps))
    return _one_or_other(door, folder)


def _killed_at_a_moment(door: str, folder: Path, pick: random.Random) -> str:
    child = _fork(lambda: DOORS[door](folder, 2))
    time.sleep(pick.uniform(0.0, 0.06))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return _one_or_other(door, folder)


def _disk_full(door: str, folder: Path, pick: random.Random) -> str:
    later = _whole(door, 2)
    most = max(len(content) for content in later.values())

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (pick.randint(0, most - 1), most))
        DOORS[door](folder, 2)

    _, status = os.waitpid(_fork(write), 0)
    if os.waitstatus_to_exitcode(status) == 0:
        return "a full disk is not told"
    if any(folder.rglob(".*")):
        return "a full disk leaves something half written"
    return _wrong(door, _state(folder), range(1, 2))


def _four_writers(door: str, folder: Path, _: random.Random) -> str:
    versions = range(1, WRITERS + 2)
    for version in versions:
        _whole(door, version)

    def write(version: int) -> None:
        for _ in range(TIMES):
            DOORS[door](folder, version)

    left = [_fork(lambda version=version: write(version)) for version in versions[1:]]
    wrong, ends = "", []
    while left:
        if not wrong:
            wrong = _torn(door, folder, versions)
        for child in [*left]:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                left.remove(child)
                ends.append(os.waitstatus_to_exitcode(status))
    if any(ends):
        return "a writer stops because of another"
    return wrong or _wrong(door, _state(folder), versions)


def _torn(door: str, folder: Path, versions: range) -> str:
    """Read each file as somebody does meanwhile; one that is not whole must never be seen."""
    for name in _whole(door, 1):
        try:
            seen = (folder / name).read_bytes()
        except FileNotFoundError:
            return f"{name} is not there for a moment"
        if seen not in [_whole(door, version)[name] for version in versions]:
            return f"{name} is read half written"
    return ""


TROUBLES = (_killed_at_a_step, _disk_full, _four_writers, _killed_at_a_moment)


_REAL = {
    (written, "write_beside"): written.write_beside,
    (save_workbook, "write_beside"): save_workbook.write_beside,
    (export, "write_beside"): export.write_beside,
    (save, "instead_of"): save.instead_of,
    (room, "together"): room.together,
    (folders, "_swap"): folders._swap,  # noqa: SLF001 (a fault is planted)
}


@contextmanager
def _as_it_is() -> Iterator[None]:
    """Take planted faults out, to see what is whole."""
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), real in _REAL.items():
            patch.setattr(module, name, real)
        yield


def _plain_open(patch: pytest.MonkeyPatch) -> None:
    def write(path: Path, content: bytes) -> Path:
        path.write_bytes(content)
        return path

    for module in (written, save_workbook, export):
        patch.setattr(module, "write_beside", write)


@contextmanager
def _in_place(folder: Path, *_: object) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    for file in folder.glob("*.*"):
        if file.suffix in {".csv", ".parquet"}:
            file.unlink()
    yield folder


def _folder_in_place(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(save, "instead_of", _in_place)


def _report_in_place(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(room, "together", _in_place)


def _taken_away_first(patch: pytest.MonkeyPatch) -> None:
    def swap(part: Path, target: Path) -> None:
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)

    patch.setattr(folders, "_swap", swap)


def _swap_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(folders, "_swap", lambda *_: None)


def _half_swapped_in(patch: pytest.MonkeyPatch) -> None:
    def write(path: Path, content: bytes) -> Path:
        part = path.with_name("part")
        try:
            part.write_bytes(content)
        finally:
            part.replace(path)
        return path

    for module in (written, save_workbook, export):
        patch.setattr(module, "write_beside", write)


FAULTS: dict[str, Fault] = {
    "a plain open": _plain_open,
    "tables are written in their place": _folder_in_place,
    "a report is written in its place": _report_in_place,
    "the earlier folder is taken away first": _taken_away_first,
    "the swap is forgotten": _swap_forgotten,
    "what is half written is swapped in": _half_swapped_in,
}
