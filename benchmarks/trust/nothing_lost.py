"""
Nothing is lost or shifted without a word: damaged files, of which the truth is known.

A seed is a delivery of some tables and those they refer to, as text, in a workbook or in Parquet;
every table of it is struck by up to three of a hundred kinds of damage (`tests/damage.py`), or
by none; each that is struck is a try. Silent is a table that is not the truth, of which nothing is
said at the place, also where something else of it is refused. What does no harm must come in as
it is, a damage to a file alone must be called by its name, and what is said not to be read is not
read. The books must close: rows read are rows accepted, refused or empty, and what is accepted is
what is there.

A delivery is six or seven files, of 20 ms of a processor each, of which half are struck: `SHORT`
are 2,000 damaged files and `LONG` 200,000.
What nobody can see is not tried: a heading that is gone from a sheet or from Parquet where the
last column is empty leaves a valid table.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from benchmarks.trust.tally import MOST, Fault, Tally
from ecosystem.tables import check as door
from ecosystem.tables import clean, delimited, headings, packed, references, sheet_xml
from ecosystem.tables.check import inspect
from ecosystem.tables.schema import TABLES
from tests import damage, damage_files
from tests.judge import UNREAD, about, verdict

SHORT, LONG = 600, 60_000
FORMATS = ("csv", "csv", "csv", "xlsx", "parquet")
TABLES_OF_ONE = 4
"""How many tables of a delivery are drawn; those they refer to come with them."""
OFTEN = {False: (0, 1, 1, 1, 2, 3), True: (0, 0, 0, 1)}
"""In how many ways a table is struck; one whose ids others name is left whole more often."""
ALIKE = {"duplicate_row": "same_rows", "no_headings": "rows_above"}
"""What is said in its place: of a table without a key; where a row holds the word of a heading."""
REFUSED_ALREADY = {"duplicate_row": "duplicate_key"}
"""What is said where a row is refused also for an id whose own table is damaged."""
UNSEEN = {"a lost letter", "cp1252"}
"""What together nobody can see: cp1252 has no sign for a lost letter, and a ? in its place."""
EMPTIED = {"a needed cell emptied", "only space in a needed cell"}
"""What leaves a row of one cell empty."""
WHOLE_BOOK = {name for name, kind in damage_files.WHOLES.items() if kind.book}
VERDICTS = ("refused", "same", "told")


def run(seeds: range) -> Tally:
    """Strike the tables of each seed, read them, and hold what came in against what is true."""
    counts: Counter[str] = Counter()
    wrong, tried = [], 0
    for seed in seeds:
        pick = random.Random(seed)  # noqa: S311 - the same damage every time
        form = pick.choice(FORMATS)
        for table, kinds, result in struck_and_read(pick, form):
            tried += bool(kinds)
            said = result.partition(" ")[0]
            whole = [] if kinds else ["not struck"]
            counts.update([form, said, *whole, *(f"kind: {kind}" for kind in kinds)])
            if result not in VERDICTS:
                wrong.append(f"{seed}: {table} ({form}): {', '.join(kinds)}: {result}")
    return Tally(tried, len(wrong), tuple(wrong[:MOST]), dict(sorted(counts.items())))


def struck_and_read(pick: random.Random, form: str) -> list[tuple[str, list[str], str]]:
    """Strike every table of a delivery; give of each the kinds of damage and what came of it."""
    worlds = damage.delivery(pick, pick.sample(list(TABLES), TABLES_OF_ONE), format=form)
    true = damage.truth(worlds[0])
    named = frozenset[str]().union(*map(_named_in, true))
    kinds = {made.main: _struck(made, pick, OFTEN[made.main in named]) for made in worlds}
    with tempfile.TemporaryDirectory() as folder:
        places = damage_files.write_all(worlds, Path(folder))
        try:
            checked = inspect(folder, fte_hours=36)
        except Exception as error:  # noqa: BLE001 - a traceback is what must never happen
            wrong = f"traceback of {type(error).__name__}"
            return [(table, struck, wrong) for table, struck in kinds.items()]
    whole = any(name in WHOLE_BOOK for struck in kinds.values() for name in struck)
    sound = {table for table in true if _harmless(kinds[table]) and not whole}
    books = {row.table: row for row in checked.accounting.itertuples()}
    found = []
    for table in true:
        alone = _named_in(table) & true.keys() <= sound
        told = about(places[table], checked.problems)
        loaded = checked.tables.get(table)
        as_known = _as_known(worlds[list(true).index(table)], true[table], checked.tables)
        result = verdict(as_known, loaded, told)
        if table in books:
            result = _open_books(books[table], loaded) or result
        if result != "same" and alone and table in sound:
            result = f"harmless, and {result}"
        elif result in VERDICTS and len(kinds[table]) == 1 and not whole:
            said = {one.code for one in checked.problems if one.file == places[table][0]}
            code = damage_files.code_of(kinds[table][0])
            said |= {"near_table"} if said & UNREAD else set()  # too far off to be a slip
            true_all_the_same = loaded is not None and as_known.equals(loaded)
            hurt = code != "damaged_parquet" or not true_all_the_same  # a byte that no value needs
            alike = {code, ALIKE.get(code, code)}
            alike |= set() if alone else {REFUSED_ALREADY.get(code, code)}
            result = f"{code} is not said" if hurt and code and not alike & said else result
        found.append((table, kinds[table], result))
    return found


def _struck(made: damage.World, pick: random.Random, often: tuple[int, ...]) -> list[str]:
    """Damage a table in up to three ways, and name them."""
    struck: list[str] = []
    for _ in range(pick.choice(often)):
        name = pick.choice(pick.choice(_kinds(made.style["format"], made.main)))
        if name in struck or {*struck, name} >= UNSEEN:
            continue
        struck.append(name)
        if name in damage.CELLS:
            columns = [c for t, c in damage.columns(damage.CELLS[name]) if t == made.main]
            place = damage.Place(made.main, pick.choice(columns), pick.randrange(damage.ROWS))
            if name in EMPTIED and _alone(made, place):
                struck.pop()  # the row would be empty, and is nothing to refuse
                continue
            damage.strike(made, name, place, pick)
        else:
            damage_files.WHOLES[name].strike(made, pick)
    return struck


def _alone(made: damage.World, place: damage.Place) -> bool:
    """Tell whether a cell is the only one of its row that holds something."""
    row = made.tables[place.table][place.row]
    others = (value for name, value in row.items() if name != place.column)
    return not any(value is not None and str(value).strip() for value in others)


def _harmless(struck: list[str]) -> bool:
    """Tell whether the truth must come out all the same; cp1252 has no sign for every letter."""
    every = damage.CELLS | damage_files.WHOLES
    return all(every[name].same for name in struck) and (len(struck) < 2 or "cp1252" not in struck)


@cache
def _named_in(table: str) -> frozenset[str]:
    """Give the tables whose ids stand in this one, and theirs."""
    direct = {column.refers for column in TABLES[table].columns if column.refers}
    direct |= {home for (of, _), (home, _) in references.OPEN.items() if of == table} - {table}
    return frozenset(direct.union(*map(_named_in, direct)))


def _as_known(
    made: damage.World, true: pd.DataFrame, read: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """Take an id as it is written where the table that would know it cannot be read."""
    loaded, known = read.get(made.main), true.copy()
    for column in TABLES[made.main].columns:
        if not column.refers or loaded is None or len(loaded) != len(true):
            continue
        name, home = column.name, read.get(column.refers)
        if home is None or home[TABLES[column.refers].key[0]].isna().all():
            written = pd.Series([row[name] for row in made.tables[made.main]], dtype="str")
            known[name] = true[name].mask(loaded[name] == written, loaded[name])
    return known


def _open_books(books: Any, loaded: pd.DataFrame | None) -> str:
    """Say whether rows of a table are neither accepted, refused nor empty."""
    if books.read != books.accepted + books.refused + books.empty:
        return "books that do not close"
    if not books.refused and loaded is not None and len(loaded) != books.accepted:
        return "books that count other rows than there are"
    return ""


@cache
def _kinds(form: str, main: str) -> tuple[list[str], list[str]]:
    """List the kinds of damage to a cell of a table, and to its lines or the whole of it."""
    cells = [
        name
        for name, kind in damage.CELLS.items()
        if form in kind.formats and any(table == main for table, _ in damage.columns(kind))
    ]
    wholes = [
        name
        for name, kind in damage_files.WHOLES.items()
        if form in kind.formats and damage_files.fits(name, main)
    ]
    return cells, wholes


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


def _one_heading_further(patch: pytest.MonkeyPatch) -> None:
    real = headings.place

    def place(sheet: Any, line: Any, row: Any, cells: Any) -> None:
        real(sheet, line, row, [cells[-1], *cells[:-1]])

    patch.setattr(headings, "place", place)


def _reach_not_looked_at(patch: pytest.MonkeyPatch) -> None:
    real = delimited._rows  # noqa: SLF001 (a fault is planted)

    def rows(*how: Any) -> Any:
        columns, odd, sizes = real(*how)
        return columns, odd | {"longer_line": []}, sizes

    patch.setattr(delimited, "_rows", rows)


def _hidden_read(patch: pytest.MonkeyPatch) -> None:
    real = packed.look

    def look(path: Path) -> Any:
        refused = real(path)
        if refused:
            return refused
        book = openpyxl.load_workbook(path)
        for sheet in book:
            sheet.sheet_state = "visible"
        book.save(path)
        return None

    patch.setattr(packed, "look", look)


def _beside_not_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sheet_xml, "_BESIDE", {})


FAULTS: dict[str, Fault] = {
    "a row that is too short is dropped": _short_rows_dropped,
    "day and month are swapped": _day_and_month_swapped,
    "an empty number is zero": _empty_is_zero,
    "decimals are cut off": _decimals_cut,
    "an id that nobody has is let in": _anybody_known,
    "rows refused are not counted": _refused_not_counted,
    "two columns of a kind change places": _ends_swapped,
    "cells stand one heading further": _one_heading_further,
    "how far a row reaches is not looked at": _reach_not_looked_at,
    "hidden sheets are read": _hidden_read,
    "comments are not told": _beside_not_told,
}
