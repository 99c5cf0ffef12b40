"""
Nothing is lost or shifted without a word: damaged files, of which the truth is known.

A seed is a valid region of one table and those it refers to, as text, in a workbook or in
Parquet, struck by one to three of a hundred kinds of damage (see `tests/damage.py`). Silent is a
region that loads, is not the truth, and says nothing of the place. And the books must close:
rows read are rows accepted, refused or empty, and what is accepted is what is there. Planned
were 2,000 a change; a file takes a tenth of a second of a busy processor, so it is 150.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from benchmarks.trust.tally import MOST, Fault, Tally
from ecosystem.tables import check as door
from ecosystem.tables import clean, delimited, headings, references
from ecosystem.tables.check import Checked, inspect
from ecosystem.tables.schema import TABLES
from tests import damage, damage_files
from tests.judge import verdict

SHORT, LONG = 150, 200_000
FORMATS = ("csv", "csv", "csv", "xlsx", "parquet")
VERDICTS = ("refused", "same", "told")


def run(seeds: range) -> Tally:
    """Strike a region of each seed, read it, and hold what came in against what is true."""
    counts: Counter[str] = Counter()
    wrong = []
    for seed in seeds:
        kinds, form, result = one(seed)
        counts.update([form, result.partition(" ")[0], *(f"kind: {kind}" for kind in kinds)])
        if result not in VERDICTS:
            wrong.append(f"{seed}: {', '.join(kinds)}: {result}")
    return Tally(len(seeds), len(wrong), tuple(wrong[:MOST]), dict(sorted(counts.items())))


def one(seed: int) -> tuple[list[str], str, str]:
    """Strike one region; give the kinds of damage, the format, and what came of it."""
    rng = random.Random(seed)  # noqa: S311 - the same damage every time
    form, main = rng.choice(FORMATS), rng.choice(list(TABLES))
    made = damage.world(rng, main, format=form)
    true = damage.truth(made)
    kinds: list[str] = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        name = rng.choice(_kinds(form, main))
        if name in kinds:
            continue
        kinds.append(name)
        if name in damage.CELLS:
            columns = [c for t, c in damage.columns(damage.CELLS[name]) if t == main]
            place = damage.Place(main, rng.choice(columns), rng.randrange(damage.ROWS))
            damage.strike(made, name, place, rng)
        else:
            damage_files.WHOLES[name].strike(made, rng)
    with tempfile.TemporaryDirectory() as folder:
        damage_files.write(made, Path(folder))
        try:
            checked = inspect(folder, fte_hours=36)
        except Exception as error:  # noqa: BLE001 - a traceback is what must never happen
            return kinds, form, f"traceback of {type(error).__name__}"
    result = verdict(true, checked.tables, checked.problems)
    return kinds, form, _open_books(checked, whole=result != "refused") or result


def _open_books(checked: Checked, *, whole: bool) -> str:
    """Name a table of which rows are neither accepted, refused nor empty."""
    for row in checked.accounting.itertuples():
        if row.read != row.accepted + row.refused + row.empty:
            return f"books of {row.table} do not close"
        frame = checked.tables.get(row.table)
        if whole and frame is not None and len(frame) != row.accepted:
            return f"books of {row.table} count other rows than it has"
    return ""


def _kinds(form: str, main: str) -> list[str]:
    cells = [
        name
        for name, kind in damage.CELLS.items()
        if form in kind.formats and any(table == main for table, _ in damage.columns(kind))
    ]
    return cells + [
        name
        for name, kind in damage_files.WHOLES.items()
        if form in kind.formats and damage_files.fits(name, main)
    ]


def _short_rows_dropped(patch: pytest.MonkeyPatch) -> None:
    real = delimited._rows  # noqa: SLF001 (a fault is planted)

    def rows(sheet: Any, parts: Any, width: int, reach: int) -> Any:
        whole = (part for part in parts if len(part[1]) in {0, reach})
        return real(sheet, whole, width, reach)

    patch.setattr(delimited, "_rows", rows)


def _day_and_month_swapped(patch: pytest.MonkeyPatch) -> None:
    real = clean._dates  # noqa: SLF001 (a fault is planted)

    def dates(spelt: Any) -> pd.Series:
        read = pd.to_datetime(real(spelt))
        return read.map(lambda at: at.replace(month=at.day, day=at.month) if at.day < 13 else at)

    patch.setattr(clean, "_dates", dates)


def _empty_is_zero(patch: pytest.MonkeyPatch) -> None:
    real = clean._numbers  # noqa: SLF001 (a fault is planted)
    patch.setattr(clean, "_numbers", lambda spelt: real(spelt).fillna(0))


def _decimals_cut(patch: pytest.MonkeyPatch) -> None:
    real = clean._numbers  # noqa: SLF001 (a fault is planted)
    patch.setattr(clean, "_numbers", lambda spelt: np.floor(real(spelt).astype("Float64")))


def _anybody_known(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(references, "_unknown", lambda *_: None)


def _refused_not_counted(patch: pytest.MonkeyPatch) -> None:
    real = door._accounting  # noqa: SLF001 (a fault is planted)
    patch.setattr(door, "_accounting", lambda found: real(found).assign(refused=0))


def _ends_swapped(patch: pytest.MonkeyPatch) -> None:
    real = headings.place

    def place(sheet: Any, line: Any, row: Any, cells: Any) -> None:
        known = headings.named(sheet.table)
        kinds = {
            column.name: (column.kind, column.refers) for column in TABLES[sheet.table].columns
        }
        alike: dict[Any, int] = {}
        cells = list(cells)
        for at, name in enumerate(known.get(headings.heading(one)) for one in line):
            other = alike.setdefault(kinds.get(str(name), at), at)
            cells[at], cells[other] = cells[other], cells[at]
        real(sheet, line, row, cells)

    patch.setattr(headings, "place", place)


FAULTS: dict[str, Fault] = {
    "a row that is too short is dropped": _short_rows_dropped,
    "day and month are swapped": _day_and_month_swapped,
    "an empty number is zero": _empty_is_zero,
    "decimals are cut off": _decimals_cut,
    "an id that nobody has is let in": _anybody_known,
    "rows refused are not counted": _refused_not_counted,
    "two columns of a kind change places": _ends_swapped,
}
