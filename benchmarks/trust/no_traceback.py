"""
No raw traceback for input: whatever is handed in, the answer is words, and none of a resident's.

A seed is a region as text, in a workbook or in Parquet, struck by the damages of `nothing_lost`
and by worse (bytes turned, put in, cut out, doubled, files under each other's names), or tables of
whatever Python holds. It comes in by the door, and by a command. The library may raise a
`TableError`, a `MissingTable` or a plain `ValueError` of its own; a command prints no traceback,
lets no exception out, and ends with 0, 1 or 2. No error holds the id of a resident. Planned were
2,000 a change; that takes minutes of a processor, so it is 120.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import sys
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from traceback import extract_tb
from typing import Any

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.tally import Fault, Tally
from ecosystem.cli import main
from ecosystem.sources import foreign
from ecosystem.tables import delimited, log, packed
from ecosystem.tables.problems import MissingTable, TableError
from ecosystem.tables.schema import TABLES
from tests import damage, damage_files

SHORT, LONG = 120, 100_000
HOUSE = Path(eco.__file__).parent
RESIDENT = re.compile(r"zzq\d+x\d+", re.IGNORECASE)
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
ODD: tuple[Any, ...] = (
    *(None, np.nan, pd.NaT, pd.NA, np.inf, -1, 10**30, 1e308, Decimal("1.5"), True, b"x", ""),
    *([1, 2], {"a": 1}, {1, 2}, (1,), object(), np.array([1]), "x" * 5_000, "\0", "\ud800"),
    *(pd.Timestamp.max, pd.Timestamp("2025-01-01", tz="UTC"), pd.Timedelta(1), 1 + 2j, len),
)


def run(seeds: range) -> Tally:
    """Hand in what a seed makes, by the door and by a command."""
    return Tally.of(seeds, _tried)


def _tried(seed: int) -> str:
    pick = random.Random(seed)  # noqa: S311 (the same input every time)
    if seed % 4 == 0:
        return _by_the_door(_odd_tables(pick))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "in"
        folder.mkdir()
        _region(seed, pick, folder)
        if seed % 2:
            for file in sorted(folder.iterdir()):
                if pick.random() < 0.7:
                    _worse(file, pick)
        return _by_the_door(folder) or _by_a_command(folder, pick)


def _region(seed: int, pick: random.Random, folder: Path) -> None:
    """Write a damaged region of which the residents can be told from anything else."""
    form = pick.choice(("csv", "csv", "xlsx", "parquet"))
    main_table = pick.choice((*TABLES, "contacts", "contacts", "requests", "requests"))
    made = damage.world(pick, main_table, format=form)
    for name in {"contacts", "requests"} & made.tables.keys():
        for at, row in enumerate(made.tables[name]):
            row["resident"] = f"zzq{seed}x{at}"
    for _ in range(pick.randint(0, 2)):
        wholes = [
            name
            for name, kind in damage_files.WHOLES.items()
            if form in kind.formats and damage_files.fits(name, main_table)
        ]
        cells = [
            (name, column)
            for name, kind in damage.CELLS.items()
            for table, column in damage.columns(kind)
            if table == main_table and form in kind.formats and column != "resident"
        ]
        if pick.random() < 0.5:
            damage_files.WHOLES[pick.choice(wholes)].strike(made, pick)
        else:
            name, column = pick.choice(cells)
            damage.strike(made, name, damage.Place(main_table, column, pick.randrange(8)), pick)
    damage_files.write(made, folder)


def _worse(file: Path, pick: random.Random) -> None:
    """Turn, put in, cut out or double bytes, or give a file the ending of another kind."""
    content = file.read_bytes()
    for _ in range(pick.choice((1, 1, 3, 20))):
        at, to = sorted(pick.randint(0, len(content)) for _ in range(2))
        content = pick.choice(
            (
                content[:at] + pick.randbytes(pick.choice((1, 4, 60))) + content[at:],
                content[:at]
                + bytes(255 - byte for byte in content[at : at + 3])
                + content[at + 3 :],
                content[:at] + content[min(to, at + 40) :],
                content[:at] + content[at:to] * 2 + content[to:],
                content[:at] + pick.choice((b"\r", b'"', b"\0", b"\xff\xfe", b";;")) + content[at:],
                content[:at] if pick.random() < 0.2 else content,
            )
        )
    file.write_bytes(content)
    if pick.random() < 0.2:
        file.rename(file.with_suffix(pick.choice((".csv", ".xlsx", ".parquet", ".XLSX", ".txt"))))


def _odd_tables(pick: random.Random) -> Mapping[str, pd.DataFrame]:
    """Make tables of whatever Python holds."""
    tables = {}
    for table in pick.sample(list(TABLES), pick.randint(1, 3)):
        names = [column.name for column in TABLES[table].columns]
        cells = {
            name: pd.Series([pick.choice((*ODD, "gp", 2.5)) for _ in range(4)], dtype="object")
            for name in pick.sample(names, pick.randint(1, len(names)))
        }
        frame = pd.DataFrame(cells)
        if pick.random() < 0.2:
            frame = pd.concat([frame, frame], axis=1)
        if pick.random() < 0.2:
            frame.columns = [pick.choice((name, 7, None, ("a", "b"))) for name in frame.columns]
        tables[table] = frame
    return tables


def _by_the_door(source: Path | Mapping[str, pd.DataFrame]) -> str:
    try:
        region = eco.load(source)
        list(region)
        repr(region)
    except (TableError, MissingTable) as error:
        return _held(str(error))
    except ValueError as error:
        ours = HOUSE in Path(extract_tb(error.__traceback__)[-1].filename).parents
        return _held(str(error)) if type(error) is ValueError and ours else _named(error, "load")
    except Exception as error:  # noqa: BLE001 (it is counted)
        return _named(error, "load")
    return ""


def _by_a_command(folder: Path, pick: random.Random) -> str:
    command = pick.choice(COMMANDS)
    source = folder
    if command[0] == "import" and command[1] != "hsds":
        source = pick.choice(sorted(folder.iterdir()))
    out = ("--out", str(folder.parent / "out")) if command[0] == "import" else ()
    said, printed = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(printed):
        try:
            status = main(
                [
                    *command[: 2 if command[0] in {"import", "measure"} else 1],
                    str(source),
                    *command[2 if command[0] in {"import", "measure"} else 1 :],
                    *out,
                ]
            )
        except SystemExit as ended:
            status = int(ended.code or 0)
        except BaseException as error:  # noqa: BLE001 (it is counted)
            return _named(error, " ".join(command))
    if status not in {0, 1, 2}:
        return f"{' '.join(command)} ends with {status}"
    words = said.getvalue() + (printed.getvalue() if command[0] in {"check", "import"} else "")
    return "a traceback is printed" if "Traceback" in words else _held(words)


def _held(words: str) -> str:
    return "the id of a resident is told" if RESIDENT.search(words) else ""


def _named(error: BaseException, where: str) -> str:
    last = extract_tb(error.__traceback__)[-1]
    ours = [at for at in extract_tb(error.__traceback__) if HOUSE in Path(at.filename).parents]
    at = ours[-1] if ours else last
    return f"{where}: {type(error).__name__} in {Path(at.filename).name}:{at.lineno}"


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


FAULTS: dict[str, Fault] = {
    "a damaged workbook is not reckoned with": _damaged_not_expected,
    "only UTF-8 is reckoned with": _only_utf8,
    "values of residents are told": _residents_told,
    "a command prints what it catches": _errors_as_they_are,
}
