"""
Hostile files are bounded: each is refused in words, within 2 seconds and 500 MB.

A seed is a kind of file made to do harm (`hostile_files`), and the language to say so in. It is
made in a folder of its own and read through the door it is meant for by a process of its own,
which may not have more memory; seconds are those of the processor. The memory is the whole of
what it takes on top of the library.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest

from benchmarks.trust.hostile_files import FILES
from benchmarks.trust.tally import Fault, Tally
from ecosystem.sources import event_log_events
from ecosystem.tables import columnar, delimited, excel, outlines, packed, sheet_xml
from ecosystem.tables.problems import CATALOGUE, TableError

SHORT, LONG = len(FILES), 4 * len(FILES)
SECONDS, MEMORY = 2.0, 500_000_000
_PATIENCE = 30


def run(seeds: range) -> Tally:
    """Read each file in a process of its own, and hold what it says and takes to its bounds."""
    return Tally.of(seeds, lambda seed: _held(list(FILES)[seed % len(FILES)]))


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@cache
def _made(name: str) -> Path:
    """Make a file, once in a process."""
    folder = Path(tempfile.mkdtemp(dir=_place().name))
    FILES[name].make(folder)
    return folder


def _held(name: str) -> str:
    said, seconds, memory = _in_a_process(name, _made(name))
    codes = set(said.split()) & {*FILES[name].codes}
    wrong = [] if codes else [f"said {said or 'nothing'}"]
    wrong += [f"{seconds:.1f} s"] if seconds > SECONDS else []
    wrong += [f"{memory / 1e6:.0f} MB"] if memory > MEMORY else []
    return f"{name}: {', '.join(wrong)}" if wrong else ""


def _in_a_process(name: str, folder: Path) -> tuple[str, float, float]:
    """Read a file elsewhere; give the codes of what it said, its seconds and its memory."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.write(writing, _said(name, folder).encode()[:4000])
        os._exit(0)
    os.close(writing)
    until = time.monotonic() + _PATIENCE
    usage = None
    while usage is None:
        done, _, used = os.wait4(child, os.WNOHANG)
        if done:
            usage = used
        elif time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
        else:
            time.sleep(0.005)
    with os.fdopen(reading) as stream:
        words = stream.read().rpartition("|")
    memory = usage.ru_maxrss * 1024 - float(words[0] or 0)
    return words[2] or "killed", usage.ru_utime + usage.ru_stime, memory


def _said(name: str, folder: Path) -> str:
    """Read a file, and name the problems it was refused for, or the error that ended it."""
    faulthandler.disable()
    now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    pages = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (pages + 2 * MEMORY, pages + 2 * MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (3, 3))
    try:
        FILES[name].read(folder)
    except TableError as error:
        return f"{now}|{' '.join(sorted(set(error.problems['code']) & set(CATALOGUE)))}"
    except BaseException as error:  # noqa: BLE001 (whatever it is, it is not words)
        return f"{now}|{type(error).__name__}"
    return f"{now}|nothing"


def _any_zip(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(excel.packed, "look", lambda _: None)


def _any_rules(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(packed, "_RULES", ())


def _any_line(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(delimited, "too_long", lambda _: False)


def _any_reach(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sheet_xml, "_MOST_CELLS", 1 << 40)


def _any_text(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(columnar, "MOST_TEXT", 1 << 40)


def _any_outlines(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outlines, "MOST_PARTS", 1 << 40)


def _any_log(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(event_log_events, "DENSEST", 1 << 40)


FAULTS: dict[str, Fault] = {
    "a packed file is opened without a look": _any_zip,
    "rules in XML are let in": _any_rules,
    "a line may be any length": _any_line,
    "a sheet may reach anywhere": _any_reach,
    "texts in Parquet may be any size": _any_text,
    "outlines may have any number of parts": _any_outlines,
    "a packed log may be a bomb": _any_log,
}
