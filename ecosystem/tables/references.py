"""
Ids across tables: the same though written differently, unknown, or nearly known.

An id exists where its own table has it. A reference that is the same but for case, spaces or
accents is read as that id, and reported; two ids that both exist are never merged. Where the
own table was not given, and for names that have none, the first table that has a name is
followed, and never within one table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ecosystem.tables import codes
from ecosystem.tables.log import MOST, Sheet
from ecosystem.tables.names import fold, near
from ecosystem.tables.needs import vocabulary
from ecosystem.tables.schema import TABLES, Column

OPEN = {
    ("needs", "reserved"): ("actors", "profession"),
    ("teachable", "profession"): ("actors", "profession"),
    ("tariffs", "profession"): ("actors", "profession"),
    ("members", "profession"): ("actors", "profession"),
    ("contacts", "organisation"): ("actors", "organisation"),
    ("members", "member"): ("actors", "actor"),
    ("contacts", "request"): ("requests", "request"),
    ("contacts", "resident"): ("requests", "resident"),
    ("neighbourhoods", "parent"): ("neighbourhoods", "neighbourhood"),
}
"""Columns whose names may stand elsewhere and need not."""


@dataclass
class Known:
    """The ids of one kind: where each was first seen, and by their folded form."""

    home: str
    closed: bool
    """Whether the own table was given, so that there are no other ids than these."""
    ids: dict[str, str] = field(default_factory=dict)
    folded: dict[str, list[str]] = field(default_factory=dict)

    def add(self, ids: list[str], table: str) -> None:
        """Add the ids of a table."""
        for name in ids:
            if name not in self.ids:
                self.ids[name] = table
                self.folded.setdefault(fold(name), []).append(name)


@dataclass
class _Use:
    """One column that refers, with its distinct names."""

    sheet: Sheet
    frame: pd.DataFrame
    column: Column
    names: list[str]

    @property
    def pairs(self) -> pd.DataFrame:
        """List each name with the index of its row, a list one for each part."""
        series = self.frame[self.column.name].dropna()
        if self.column.kind == "list":
            series = series.str.split("|").explode()
        return pd.DataFrame({"row": series.index, "name": series.to_numpy()})


def match(found: list[Sheet], frames: list[pd.DataFrame]) -> None:
    """
    Match the ids of every table, in place, and note what was matched and what is unknown.

    Parameters
    ----------
    found
        The sheets, in the order of the schema; they take the notes.
    frames
        Their cleaned tables.
    """
    given = {sheet.table: at for at, sheet in enumerate(found)}
    kinds: dict[tuple[str, str], Known] = {}
    for home in _homes():
        table, column = home
        closed = table in given and column in found[given[table]].columns
        kinds[home] = Known(table, closed)
        if closed:
            use = _use(found[given[table]], frames[given[table]], column)
            if table == "neighbourhoods":
                _mend(use, _bare(use, set(use.names)))
                use = _use(use.sheet, use.frame, column)
            kinds[home].add(use.names, table)
            _alike(use, kinds[home])
    for sheet, frame in zip(found, frames, strict=True):
        for spec in TABLES[sheet.table].columns:
            home_of = _home(sheet.table, spec)
            if home_of is None or spec.name not in sheet.columns:
                continue
            use = _use(sheet, frame, spec.name)
            optional = (sheet.table, spec.name) in OPEN
            _resolve(use, kinds[home_of], optional=optional)
    for sheet, frame in zip(found, frames, strict=True):
        if sheet.table == "neighbourhoods" and "codes" in sheet.columns:
            use = _use(sheet, frame, "codes")
            _mend(use, _bare(use, set(use.names) | set(frame["neighbourhood"].dropna())))


def _homes() -> list[tuple[str, str]]:
    homes = {
        (column.refers, TABLES[column.refers].key[0]): None
        for table in TABLES.values()
        for column in table.columns
        if column.refers
    }
    return list(homes | dict.fromkeys(OPEN.values()))


def _home(table: str, column: Column) -> tuple[str, str] | None:
    if column.refers:
        return column.refers, TABLES[column.refers].key[0]
    return OPEN.get((table, column.name))


def _use(sheet: Sheet, frame: pd.DataFrame, column: str) -> _Use:
    spec = TABLES[sheet.table].column(column)
    distinct = frame[column].dropna().drop_duplicates()
    if spec.kind == "list":
        distinct = distinct.str.split("|").explode().drop_duplicates()
    return _Use(sheet, frame, spec, distinct.tolist())


def _resolve(use: _Use, known: Known, *, optional: bool) -> None:
    """Match the names of one column to what is known, and note what is not."""
    strangers = [name for name in use.names if name not in known.ids]
    here = set(use.names)
    closed = known.closed and not optional
    same: dict[str, str] = {}
    unclear: dict[str, str] = {}
    for name in strangers:
        others = known.folded.get(fold(name), [])
        if len(others) == 1 and (closed or others[0] not in here):
            same[name] = others[0]
        elif others:
            unclear[name] = " / ".join(map(repr, others))
    mended: dict[str, str] = {}
    told: set[str] = set()
    if known.home == "neighbourhoods":
        mended, told = _areas(use, known, [s for s in strangers if s not in same])
    for code, change in (("matched", same), ("code_mended", mended)):
        _tell(use, code, change, home=known.home)
        _write(use, change)
    settled = same | mended
    rest = [name for name in strangers if name not in settled]
    if closed:
        _cells(use, "ambiguous_id", unclear, home=known.home)
        _unknown(use, known, [name for name in rest if name not in unclear and name not in told])
        return
    if known.home == "needs":
        _near_vocabulary(use, rest)
    elif not TABLES[known.home].about_residents:
        _near(use, rest, known)
    known.add(rest, use.sheet.table)
    _alike(use, known)


def _areas(use: _Use, known: Known, names: list[str]) -> tuple[dict[str, str], set[str]]:
    """Mend codes that lost zeros or letters where only one area can be meant; refuse others."""
    mended, lost = {}, {}
    bare = set() if known.ids else codes.odd(use.names)
    for name in names:
        options = codes.among(name, known.ids) or (
            codes.whole_codes(name) if codes.odd([name, *known.ids]) or name in bare else []
        )
        if len(options) == 1 and (options[0] in known.ids or not known.closed):
            mended[name] = options[0]
        elif options:
            lost[name] = " / ".join(map(repr, options))
    _cells(use, "lost_zeros", lost)
    wrong = {name: "" for name in names if codes.spoiled(name) and name not in mended}
    _cells(use, "spoiled_code", wrong)
    if not known.ids and codes.bare(use.names):
        use.sheet.first(
            "numeric_codes", use.column.name, use.frame[use.column.name].notna().to_numpy()
        )
    return mended, lost.keys() | wrong.keys()


def _bare(use: _Use, all_codes: set[str]) -> dict[str, str]:
    """Mend the codes of the own table that lost their letters, note those that lost more."""
    whole = {name: codes.whole_codes(name) for name in codes.odd(all_codes) if name in use.names}
    mended = {name: o[0] for name, o in whole.items() if len(o) == 1 and o[0] not in all_codes}
    lost = {name: " / ".join(map(repr, o)) for name, o in whole.items() if name not in mended}
    _cells(use, "lost_zeros", lost)
    _cells(use, "spoiled_code", {name: "" for name in use.names if codes.spoiled(name)})
    if codes.bare(use.names):
        use.sheet.first(
            "numeric_codes", use.column.name, use.frame[use.column.name].notna().to_numpy()
        )
    return mended


def _mend(use: _Use, change: dict[str, str]) -> None:
    _tell(use, "code_mended", change, home=use.sheet.table)
    _write(use, change)


def _unknown(use: _Use, known: Known, names: list[str]) -> None:
    """Refuse references to what does not exist, with the nearest that does."""
    close = near(names[:MOST], known.ids)
    numbers = {int(name): name for name in known.ids if name.isascii() and name.isdecimal()}
    close |= {
        n: numbers[int(n)] for n in names if n.isascii() and n.isdecimal() and int(n) in numbers
    }
    _cells(use, "unknown_id_near", close, home=known.home)
    _cells(use, "unknown_id", {name: "" for name in names if name not in close}, home=known.home)


def _near(use: _Use, names: list[str], known: Known) -> None:
    _tell(use, "near_name", near(names[:MOST], known.ids), home=known.home)


def _near_vocabulary(use: _Use, names: list[str]) -> None:
    """Note needs that are nearly, or by their label, in the vocabulary."""
    words = vocabulary()
    by_label = {
        fold(label): str(need)
        for column in ("label_en", "label_nl")
        for need, label in words[column].dropna().items()
    }
    strange = [name for name in names if name not in words.index]
    close = near(strange[:MOST], [str(need) for need in words.index])
    close |= {name: by_label[fold(name)] for name in strange if fold(name) in by_label}
    _tell(use, "near_name", close, home="needs")


def _alike(use: _Use, known: Known) -> None:
    """Note ids that are kept apart though they look the same."""
    twins = {}
    for name in use.names:
        others = [other for other in known.folded.get(fold(name), ()) if other != name]
        if others and name in known.ids and (name > others[0]):
            twins[name] = others[0]
    _tell(use, "alike", twins, home=known.home)


def _tell(use: _Use, code: str, change: dict[str, str], *, home: str) -> None:
    """Note a change or a likeness once for each name, at its first row."""
    if not change:
        return
    pairs = use.pairs
    pairs = pairs[pairs["name"].isin(change)]
    if use.sheet.hides or TABLES[home].about_residents:
        where = np.zeros(len(use.frame), dtype=bool)
        where[pairs["row"]] = True
        use.sheet.first(f"{code}_some", use.column.name, where, values={"home": home})
        return
    count = pairs.groupby("name", sort=False)["row"].agg(["first", "size"])
    for name, (row, size) in zip(count.index[:MOST], count.to_numpy().tolist(), strict=False):
        values = {"value": name, "known": change[name], "near": change[name], "count": size}
        use.sheet.tell(
            code,
            column=use.column.name,
            row=int(use.sheet.rows[row]),
            values=values | {"home": home},
        )
    if len(count) > MOST:
        values = {"count": len(count) - MOST, "of": code}
        use.sheet.tell("and_more_notices", column=use.column.name, values=values)


def _cells(use: _Use, code: str, wrong: dict[str, str], *, home: str = "") -> None:
    """Refuse every row that has one of these names, with what it may be."""
    if not wrong:
        return
    pairs = use.pairs
    pairs = pairs[pairs["name"].isin(wrong)]
    while len(pairs):
        first = pairs.drop_duplicates("row")
        where = np.zeros(len(use.frame), dtype=bool)
        where[first["row"]] = True
        value = np.full(len(use.frame), "", dtype=object)
        value[first["row"]] = first["name"]
        hint = np.full(len(use.frame), "", dtype=object)
        hint[first["row"]] = first["name"].map(wrong)
        values = {"value": value, "near": hint, "home": home}
        use.sheet.cells(code, use.column.name, where, values=values)
        pairs = pairs.drop(first.index)


def _write(use: _Use, change: dict[str, str]) -> None:
    """Write names as they are known."""
    if not change:
        return
    column = use.frame[use.column.name]
    one: Callable[[str], str] = lambda name: change.get(name, name)
    if use.column.kind == "list":
        one = lambda cell: "|".join(
            dict.fromkeys(change.get(part, part) for part in cell.split("|"))
        )
    distinct = column.dropna().unique()
    use.frame[use.column.name] = column.map({name: one(name) for name in distinct}).astype("str")
