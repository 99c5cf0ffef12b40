"""
Ids across tables: the same though written differently, unknown, or nearly known.

An id exists where its own table has it. A reference that is the same but for case, spaces or
accents is read as that id, and reported; two ids that both exist are never merged. Where the
own table was not given, and for names that have none, the first table that has a name is
followed, and never within one table. A need or profession that is written by its Dutch or
English name is read as its slug, and reported: it is the same word.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from ecosystem.tables import codes
from ecosystem.tables.log import MOST, Sheet
from ecosystem.tables.names import BAR, fold, near
from ecosystem.tables.own_words import NEED, PROFESSION, note_own, slugs
from ecosystem.tables.schema import TABLES, Column
from ecosystem.tables.uses import Use, use_of

OPEN = {
    ("needs", "reserved"): PROFESSION,
    ("teachable", "profession"): PROFESSION,
    ("tariffs", "profession"): PROFESSION,
    ("members", "profession"): PROFESSION,
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
    given = {sheet.table: at for at, sheet in enumerate(found) if len(sheet.rows) or sheet.lost}
    kinds: dict[tuple[str, str], Known] = {}
    for home in _homes():
        table, column = home
        closed = table in given and column in found[given[table]].columns
        kinds[home] = Known(table, closed)
        if closed:
            use = use_of(found[given[table]], frames[given[table]], column)
            if table == "neighbourhoods":
                _mend(use, _bare(use, set(use.names)))
                use = use_of(use.sheet, use.frame, column)
            if home == PROFESSION:
                _read_labels(use, home)
                use = use_of(use.sheet, use.frame, column)
                note_own(use, use.names, home)
            kinds[home].add(use.names, table)
            _alike(use, kinds[home])
    for sheet, frame in zip(found, frames, strict=True):
        uses = [
            (own, use_of(sheet, frame, spec.name))
            for spec in TABLES[sheet.table].columns
            if spec.name in sheet.columns and (own := _home(sheet.table, spec))
        ]
        here: dict[tuple[str, str], set[str]] = {}
        for own, use in uses:
            here.setdefault(own, set()).update(use.names)
        for own, use in uses:
            _resolve(use, kinds[own], here[own], slugs(own))
    for sheet, frame in zip(found, frames, strict=True):
        if "codes" in sheet.columns:
            use = use_of(sheet, frame, "codes")
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


def _read_labels(use: Use, home: tuple[str, str]) -> None:
    """Read a name in Dutch or English as the slug it stands for."""
    called = slugs(home)
    change = {name: called[fold(name)] for name in use.names if fold(name) in called}
    change = {name: slug for name, slug in change.items() if name != slug}
    use.tell("matched", change, home=home[0])
    use.write(change)


def _resolve(use: Use, known: Known, here: set[str], called: dict[str, str]) -> None:
    """Match the names of one column to what is known, and note what is not."""
    strangers = [name for name in use.names if name not in known.ids]
    closed = known.closed and (use.sheet.table, use.column.name) not in OPEN
    same: dict[str, str] = {}
    unclear: dict[str, str] = {}
    for name in strangers:
        others = known.folded.get(fold(name), [])
        if len(others) == 1 and (closed or others[0] not in here):
            same[name] = others[0]
        elif others:
            unclear[name] = " / ".join(map(repr, others))
        elif (slug := called.get(fold(name), name)) != name and (not closed or slug in known.ids):
            same[name] = slug
    mended: dict[str, str] = {}
    told: set[str] = set()
    if known.home == "neighbourhoods":
        mended, told = _areas(use, known, [s for s in strangers if s not in same])
    for code, change in (("matched", same), ("code_mended", mended)):
        use.tell(code, change, home=known.home)
        use.write(change)
    settled = same | mended
    rest = [name for name in strangers if name not in settled]
    if closed:
        use.refuse("ambiguous_id", unclear, home=known.home)
        _unknown(use, known, [name for name in rest if name not in unclear and name not in told])
        return
    if known.home == "needs":
        several = {
            name: name.replace(BAR, "|") for name in rest if BAR in name and use.column.kind == "id"
        }
        use.refuse("needs_in_one_cell", several)
        note_own(use, rest, NEED)
    elif not TABLES[known.home].about_residents:
        _near(use, rest, known)
    known.add([*rest, *dict.fromkeys(same.values())], use.sheet.table)
    _alike(use, known)


def _areas(use: Use, known: Known, names: list[str]) -> tuple[dict[str, str], set[str]]:
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
    use.refuse("lost_zeros", lost)
    wrong = {name: "" for name in names if codes.spoiled(name) and name not in mended}
    use.refuse("spoiled_code", wrong)
    if not known.ids and codes.bare(use.names):
        use.sheet.first(
            "numeric_codes", use.column.name, use.frame[use.column.name].notna().to_numpy()
        )
    return mended, lost.keys() | wrong.keys()


def _bare(use: Use, all_codes: set[str]) -> dict[str, str]:
    """Mend the codes of the own table that lost their letters, note those that lost more."""
    whole = {name: codes.whole_codes(name) for name in codes.odd(all_codes) if name in use.names}
    mended = {name: o[0] for name, o in whole.items() if len(o) == 1 and o[0] not in all_codes}
    lost = {name: " / ".join(map(repr, o)) for name, o in whole.items() if name not in mended}
    use.refuse("lost_zeros", lost)
    use.refuse("spoiled_code", {name: "" for name in use.names if codes.spoiled(name)})
    if codes.bare(use.names):
        use.sheet.first(
            "numeric_codes", use.column.name, use.frame[use.column.name].notna().to_numpy()
        )
    return mended


def _mend(use: Use, change: dict[str, str]) -> None:
    use.tell("code_mended", change, home=use.sheet.table)
    use.write(change)


def _unknown(use: Use, known: Known, names: list[str]) -> None:
    """Refuse references to what does not exist, with the nearest that does."""
    if not names:
        return
    close = near(names[:MOST], known.ids)
    numbers = {int(name): name for name in known.ids if name.isascii() and name.isdecimal()}
    close |= {
        n: numbers[int(n)] for n in names if n.isascii() and n.isdecimal() and int(n) in numbers
    }
    use.refuse("unknown_id_near", close, home=known.home)
    use.refuse("unknown_id", {name: "" for name in names if name not in close}, home=known.home)


def _near(use: Use, names: list[str], known: Known) -> None:
    use.tell("near_name", near(names[:MOST], known.ids), home=known.home)


def _alike(use: Use, known: Known) -> None:
    """Note ids that are kept apart though they look the same."""
    twins = {}
    for name in use.names:
        others = [other for other in known.folded.get(fold(name), ()) if other != name]
        if others and name in known.ids and (name > others[0]):
            twins[name] = others[0]
    use.tell("alike", twins, home=known.home)
