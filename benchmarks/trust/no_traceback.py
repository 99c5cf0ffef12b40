"""
No raw traceback for input: whatever is handed in, the answer is words, and none of a resident's.

A seed is one try, and its number says of which kind, cheap ones more often (`MIX`): of 20, damaged
files by the door 2 (26 ms of a processor each), tables of whatever Python holds 2 (22), files of
other formats 5 (28), commands with arguments they do not know 8 (15), a command on a damaged
region 1 (45), and questions to public functions 2 (41): about tables that come in and are hostile
all the same, or something else in their place, with options of any kind. In all 2,000 take 50 s.

The library may raise a `TableError`, a `MissingTable`, or a `ValueError` or `TypeError` that it
raises itself; a command prints no traceback, lets no exception out, ends with 0, 1 or 2, and says
why. None of it is in the words of Python, and nothing told, problems and notices alike, holds
what stands in a row of a resident.

Tries are drawn from their number, not by Hypothesis: each counts once, is the same one in any
process, and those after a failure are tried as well; who is a resident is known.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.hostile_arguments import odd_arguments, places
from benchmarks.trust.hostile_deliveries import damaged, odd_tables
from benchmarks.trust.hostile_foreign import handed_in
from benchmarks.trust.hostile_tables import question
from benchmarks.trust.tally import Fault, Tally
from ecosystem.cli import main
from ecosystem.sources import foreign
from ecosystem.tables import delimited, log, packed
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable, TableError

SHORT, LONG = 2_000, 100_000
WORLD = 60
"""Seeds that ask of the same tables, which take longer to make than most questions."""
HOUSE = Path(eco.__file__).parent
RESIDENT = re.compile(r"zzq\d+x\d+", re.IGNORECASE)
PYTHON = re.compile(r"Traceback|\[Errno|codec can't|null byte|NoneType|Error\b|<class")
COMMANDS = (
    ("check",),
    ("check", "--lang", "nl"),
    ("check", "--format", "json"),
    ("find",),
    ("measure", "coverage"),
    ("measure", "flow", "--format", "csv"),
    ("import", "lists"),
    ("import", "log"),
    ("import", "hsds"),
    ("import", "cbs"),
)


def run(seeds: range) -> Tally:
    """Hand in what each seed makes."""
    kinds: dict[str, int] = {}
    tally = Tally.of(seeds, lambda seed: _tried(seed, kinds))
    return tally + Tally(counts=kinds)


def _tried(seed: int, kinds: dict[str, int]) -> str:
    pick = random.Random(seed)  # noqa: S311 (the same input every time)
    kind = MIX[seed % len(MIX)]
    kinds[kind] = kinds.get(kind, 0) + 1
    with tempfile.TemporaryDirectory() as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wrong = KINDS[kind](seed, pick, Path(made))
    return f"{kind}: {wrong}" if wrong else ""


def _files(seed: int, pick: random.Random, made: Path) -> str:
    """Hand in damaged files by the door, one table at a time."""
    damaged(seed, pick, made, alone=True)
    return _words("load", lambda: _loaded(made))


def _frames(_seed: int, pick: random.Random, _made: Path) -> str:
    """Hand in tables of whatever Python holds."""
    return _words("load", lambda: _loaded(odd_tables(pick)))


def _foreign(_seed: int, pick: random.Random, made: Path) -> str:
    """Hand in files of other programs."""
    return _words(*handed_in(pick, made))


def _command(seed: int, pick: random.Random, made: Path) -> str:
    """Give a command a damaged region."""
    folder = made / "in"
    folder.mkdir()
    damaged(seed, pick, folder, alone=False)
    command = pick.choice(COMMANDS)
    two = 2 if command[0] in {"import", "measure"} else 1
    whole = command[0] != "import" or command[1] == "hsds"
    source = folder if whole else pick.choice(sorted(folder.iterdir()))
    out = ("--out", str(made / "out")) if command[0] == "import" else ()
    return _said([*command[:two], str(source), *command[two:], *out])


def _arguments(_seed: int, pick: random.Random, made: Path) -> str:
    """Give commands what they do not know: words, numbers, places where nothing can stand."""
    places(made)
    with contextlib.chdir(made):
        return _said(odd_arguments(pick))


def _question(seed: int, pick: random.Random, _made: Path) -> str:
    """Ask something of tables that come in and are hostile all the same."""
    return _words(*question(pick, seed // WORLD))


KINDS: dict[str, Callable[[int, random.Random, Path], str]] = {
    "damaged files by the door": _files,
    "odd frames by the door": _frames,
    "files of other formats": _foreign,
    "wrong arguments of a command": _arguments,
    "a command on a damaged region": _command,
    "questions about hostile tables": _question,
}
MIX = [name for name, share in zip(KINDS, (2, 2, 5, 8, 1, 2), strict=True) for _ in range(share)]


def _loaded(source: Path | Mapping[str, pd.DataFrame]) -> str:
    region = eco.load(source)
    list(region)
    return f"{region!r}{region.notices['message'].tolist()}"


def _words(what: str, do: Callable[[], object]) -> str:
    """Do something, and say what was told or raised that is not in words, or of a resident."""
    try:
        return _held(what, str(do()))
    except (TableError, MissingTable) as error:
        return _held(what, str(error))
    except (ValueError, TypeError) as error:
        last = extract_tb(error.__traceback__)[-1]
        ours = HOUSE in Path(last.filename).parents and (last.line or "").startswith("raise ")
        if ours and type(error) in {ValueError, TypeError}:
            return _held(what, str(error))
        return _named(what, error)
    except Exception as error:  # noqa: BLE001 (it is counted)
        return _named(what, error)


def _said(arguments: list[str]) -> str:
    """Run a command, and say what it printed or raised that is not words."""
    said, printed = io.StringIO(), io.StringIO()
    what = " ".join(arguments[: 2 if arguments[:1] in (["import"], ["measure"]) else 1])
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(printed):
        try:
            status: Any = main(arguments)
        except SystemExit as ended:
            status = ended.code
        except BaseException as error:  # noqa: BLE001 (it is counted)
            return _named(what, error)
    if status not in {0, 1, 2}:
        return f"{what} ends with {status}"
    if status and not said.getvalue() + printed.getvalue():
        return f"{what} ends with {status} and says nothing"
    both = arguments[:1] in (["check"], ["import"])
    return _held(what, said.getvalue() + (printed.getvalue() if both else ""))


def _held(what: str, words: str) -> str:
    """Say what is wrong with words: they are Python's, or a resident's."""
    if RESIDENT.search(words):
        return f"{what} tells what is a resident's"
    found = PYTHON.search(words)
    return f"{what} says {found.group()}" if found else ""


def _named(what: str, error: BaseException) -> str:
    frames = extract_tb(error.__traceback__)
    ours = [at for at in frames if HOUSE in Path(at.filename).parents]
    at = ours[-1] if ours else frames[-1]
    return f"{what}: {type(error).__name__} in {Path(at.filename).name}:{at.lineno}"


def _residents_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(log.Sheet, "hides", property(lambda _: False))


def _damaged_not_expected(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(packed, "NOT_WHOLE", (MemoryError,))


def _only_utf8(patch: pytest.MonkeyPatch) -> None:
    for module in (delimited, foreign):
        patch.setattr(module, "decode", lambda content: (content.decode(), "UTF-8"))


def _errors_as_they_are(patch: pytest.MonkeyPatch) -> None:
    def told(frame: pd.DataFrame, *_: object, **__: object) -> int:
        print("Traceback (most recent call last)", len(frame), file=sys.stderr)
        return 0

    patch.setattr("ecosystem.cli.print_problems", told)


def _tables_not_asked_for(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Neighbourhood, "need", lambda *_, **__: {}["what is not there"])


def _door_left_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ecosystem.tables.given._fits", lambda *_: True)


FAULTS: dict[str, Fault] = {
    "a damaged workbook is not reckoned with": _damaged_not_expected,
    "only UTF-8 is reckoned with": _only_utf8,
    "values of residents are told": _residents_told,
    "a command prints what it catches": _errors_as_they_are,
    "a table that is not there is a KeyError": _tables_not_asked_for,
    "what a function is given is not looked at": _door_left_open,
}
