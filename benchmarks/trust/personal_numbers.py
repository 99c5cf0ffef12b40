"""
Columns with numbers of persons are refused, and hardly any other column is.

A seed is a column of 10 to 60 cells. Every other one holds BSN or rijksregisternummers: as text,
with dots, as whole numbers or as decimal ones, some with 30 % empty cells and 5 % typing errors.
The others hold what resembles them: numbers of the chamber of commerce and of care providers,
phone numbers, dates, enterprise numbers, any nine or eleven digits, ids. Forty columns are one
table, which comes in as text, as a workbook, as Parquet or from memory, none of them read by the
schema. Missed, refused wrongly, or a value told: each is a failure. Of columns of ten and more
at most 1 % may be missed and 0.5 % refused wrongly; of the tries on every change none is.

The numbers are made and judged digit by digit, in plain Python that shares no line with the
library.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.tally import Fault, Tally
from ecosystem.tables import headings, personal_numbers

SHORT, LONG = 2_000, 20_000
COLUMNS = 40
"""Columns of one table."""
Pick = random.Random


def run(seeds: range) -> Tally:
    """Make a column of each seed, and hold what the door says of it against what it is."""
    parts = [seeds[at : at + COLUMNS] for at in range(0, len(seeds), COLUMNS)]
    return sum((_table(part) for part in parts), Tally())


def _table(seeds: range) -> Tally:
    pick = Pick(f"table {seeds[0]}")
    size = pick.randint(10, 60)
    known = {"actor": [f"a{at}" for at in range(size)], "layer": "welfare", "hours": 8}
    kinds, frame = {}, pd.DataFrame(known)
    for seed in seeds:
        kinds[f"column {seed}"], frame[f"column {seed}"] = _column(seed, size)
    problems, notices = _checked(frame, pick.choice(["memory", "csv", "xlsx", "parquet"]))
    refused = set(problems.loc[problems["code"] == "personal_numbers", "column"])
    told = " ".join(map(str, [*problems.to_numpy().ravel(), *notices.to_numpy().ravel()]))
    wrong, counts = [], {"persons": 0, "others": 0, "missed": 0, "refused wrongly": 0}
    for name, (kind, personal) in kinds.items():
        counts["persons" if personal else "others"] += 1
        values = {str(value) for value in frame[name].dropna() if len(str(value)) > 6}
        if personal != (name in refused):
            counts["missed" if personal else "refused wrongly"] += 1
            wrong.append(f"{name}: {kind} {'missed' if personal else 'refused'}")
        elif personal and any(value in told for value in values):
            wrong.append(f"{name}: {kind} told")
    return Tally(len(seeds), len(wrong), tuple(wrong[:10]), counts)


def _checked(frame: pd.DataFrame, form: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    if form == "memory":
        return eco.check({"actors": frame})[:2]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"actors.{form}"
        if form == "csv":
            frame.to_csv(path, index=False, sep=";")
        elif form == "xlsx":
            frame.to_excel(path, index=False)
        else:
            frame.to_parquet(path)
        return eco.check(path)[:2]


def _column(seed: int, size: int) -> tuple[tuple[str, bool], list[Any]]:
    """Make a column: its kind, whether it is of persons, and its cells."""
    pick = Pick(f"column {seed}")
    personal = seed % 2 == 0
    kind = pick.choice(list(PERSONS if personal else OTHERS))
    cells = [(PERSONS if personal else OTHERS)[kind](pick) for _ in range(size)]
    if personal and pick.random() < 0.5:
        cells = [_typed_wrong(cell, pick) if pick.random() < 0.05 else cell for cell in cells]
        holes = [pick.random() < 0.3 for _ in cells[3:]]  # three are judged, fewer are not
        cells[3:] = [None if hole else cell for hole, cell in zip(holes, cells[3:], strict=True)]
        kind += ", with holes"
    if kind.startswith("BSN as decimal"):
        return (kind, personal), list(np.array(cells, dtype="float64"))
    return (kind, personal), cells


def _typed_wrong(cell: Any, pick: Pick) -> Any:
    if not isinstance(cell, str):
        return cell + pick.randint(1, 9)
    at = pick.choice([at for at, sign in enumerate(cell) if sign.isdigit()])
    return cell[:at] + str((int(cell[at]) + pick.randint(1, 9)) % 10) + cell[at + 1 :]


def _bsn(pick: Pick) -> str:
    while True:
        digits = [pick.randint(0, 9) for _ in range(9)]
        total = sum((9 - at) * digits[at] for at in range(8)) - digits[8]
        if total % 11 == 0 and any(digits[:2]):
            return "".join(map(str, digits))


def _insz(pick: Pick, years: tuple[int, int] = (1925, 2024)) -> str:
    year, rest = pick.randint(*years), pick.randint(1, 998)
    first = f"{year % 100:02d}{pick.randint(1, 12):02d}{pick.randint(1, 28):02d}{rest:03d}"
    whole = int(first) if year < 2000 else int("2" + first)
    return f"{first}{97 - whole % 97:02d}"


def _dotted(number: str) -> str:
    return f"{number[:4]}.{number[4:6]}.{number[6:]}"


def _figures(count: int) -> Callable[[Pick], str]:
    return lambda pick: "".join(str(pick.randint(0, 9)) for _ in range(count))


def _day(pick: Pick, form: str) -> str:
    return form.format(pick.randint(2000, 2026), pick.randint(1, 12), pick.randint(1, 28))


def _enterprise(pick: Pick) -> str:
    first = pick.randint(2_000_000, 10_000_000)
    number = f"{first:08d}{97 - first % 97:02d}"
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


PERSONS: dict[str, Callable[[Pick], Any]] = {
    "BSN": _bsn,
    "BSN with dots": lambda pick: _dotted(_bsn(pick)),
    "BSN with spaces": lambda pick: _dotted(_bsn(pick)).replace(".", " "),
    "BSN as whole number": lambda pick: int(_bsn(pick)),
    "BSN as decimal number": lambda pick: float(_bsn(pick)),
    "BSN with .0": lambda pick: f"{int(_bsn(pick))}.0",
    "rijksregister": _insz,
    "rijksregister of children, as whole number": lambda pick: int(_insz(pick, (2000, 2009))),
    "rijksregister as whole number": lambda pick: int(_insz(pick)),
    "rijksregister with signs": lambda pick: "{}{}.{}{}.{}{}-{}{}{}.{}{}".format(*_insz(pick)),
}
OTHERS: dict[str, Callable[[Pick], Any]] = {
    "AGB": lambda pick: pick.choice(["01", "12", "41", "73", "98"]) + _figures(6)(pick),
    "KvK": lambda pick: str(pick.randint(10_000_000, 99_999_999)),
    "enterprise in Belgium": _enterprise,
    "nine figures": _figures(9),
    "eleven figures": _figures(11),
    "a day as 20251203": lambda pick: _day(pick, "{}{:02d}{:02d}"),
    "a day as number": lambda pick: int(_day(pick, "{}{:02d}{:02d}")),
    "a day as 2025-12-03": lambda pick: _day(pick, "{}-{:02d}-{:02d}"),
    "a phone": lambda pick: "06" + _figures(8)(pick),
    "a phone that lost its 0": lambda pick: int("6" + _figures(8)(pick)),
    "a phone with +31": lambda pick: "+31 6 " + _figures(8)(pick),
    "a postcode": lambda pick: f"{pick.randint(1000, 9999)} {pick.choice('ABCDE')}X",
    "a code of a buurt": lambda pick: f"0{pick.randint(3_000_000, 19_999_999)}"[-8:],
    "an id of ours": lambda pick: f"r0101_{pick.randint(1, 999):03d}",
    "a longitude": lambda pick: f"{pick.uniform(3, 7):.8f}",
    "minutes": lambda pick: pick.randint(1, 90) * 5,
}


def _half_of_many(patch: pytest.MonkeyPatch) -> None:
    known = personal_numbers._passing  # noqa: SLF001 (it is what the fault is in)
    patch.setattr(
        personal_numbers, "_passing", lambda filled, *, share: known(filled, share=max(share, 0.97))
    )


def _unread_unseen(patch: pytest.MonkeyPatch) -> None:
    known = personal_numbers.personal
    patch.setattr(
        headings, "personal", lambda name, raw: 0 if "column" in name else known(name, raw)
    )


def _echo(patch: pytest.MonkeyPatch) -> None:
    known = headings.place

    def place(sheet: Any, line: Any, row: Any, cells: Any) -> None:
        known(sheet, line, row, cells)
        for problem in sheet.problems:
            if problem.code == "personal_numbers":
                at = [" ".join(str(text).split()) for text in line].index(problem.column)
                problem.values["heading"] = str(cells[at].dropna().iloc[0])  # noqa: PD011 (no frame)

    patch.setattr(headings, "place", place)


FAULTS: Mapping[str, Fault] = {
    "signs between digits are not taken away": lambda patch: patch.setattr(
        personal_numbers, "_digits", lambda text: text if text.isdecimal() else ""
    ),
    "the last digit is weighed 1 rather than -1": lambda patch: patch.setattr(
        personal_numbers,
        "_bsn",
        lambda n: sum((w * (n // 10 ** (w - 1) % 10) for w in range(1, 10)), n * 0) % 11 == 0,
    ),
    "any nine digits are a BSN": lambda patch: patch.setattr(
        personal_numbers, "_bsn", lambda number: number > 0
    ),
    "those born from 2000 are forgotten": lambda patch: patch.setattr(
        personal_numbers, "_FROM_2000", 0
    ),
    "nearly all must pass, not half": _half_of_many,
    "columns that are not read are not looked at": _unread_unseen,
    "a message repeats a value": _echo,
}
