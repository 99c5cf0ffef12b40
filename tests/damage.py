"""
The damage model: a valid region, known damages at known places, and the truth.

`world` makes a valid region from the schema. `KINDS` holds what goes wrong with real files, one
entry a kind; each says where it can strike and what the door must say. `write` writes the region
as text files, a workbook or Parquet. `silent` compares what was loaded with the truth.
"""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from ecosystem.tables.schema import DTYPES, TABLES, Column

ROWS = 8
IDS = {
    "actors": "huisarts_1 huisarts_2 wijkverpleging_1 café_de_linde buurthuis_zuid maatjesproject "
    "fysio_noord poh_ggz",
    "needs": "social_contact mobility skin pain nutrition sleep_and_rest income residence",
    "neighbourhoods": "BU00030001 BU00030002 BU99990101 BU99990102 BU99990103 WK999901 GM9999 NL00",
    "meetings": "mdo_ouderen wijkoverleg casuistiek startgroep intervisie kerngroep bewonersavond "
    "jeugdtafel",
    "teams": "kernteam valpreventie eenzaamheid jonge_ouders buurttuin schulden zorgen dementie",
    "requests": "q001 q002 q003 q004 q005 q006 q007 q008",
}
OPEN = {
    "profession": "gp district_nurse physiotherapist social_worker",
    "organisation": "De_Linde Thuiszorg_Oost Stichting_Welzijn",
    "indicator": "lonely over_80 low_income",
    "measure": "satisfaction trust",
    "resident": "r001 r002 r003 r004",
    "member": "huisarts_1 p_017 p_021",
}


@dataclass
class World:
    """A region as cells: a value keeps its type until something damages it into text."""

    main: str
    tables: dict[str, list[dict[str, Any]]]
    heads: dict[str, list[str]]
    """Headings as they stand in the file, per table in the order of the columns."""
    style: dict[str, str]
    after: list[Callable[[list[list[str]]], list[list[str]]]] = field(default_factory=list)
    """Done to the lines of the main table, headings and all, when they are text."""
    bytes_after: list[Callable[[bytes], bytes]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    sheets_after: list[Callable[[Any, Any], None]] = field(default_factory=list)
    """Done to a workbook and its main sheet (openpyxl)."""


@dataclass(frozen=True)
class Place:
    """Where a damage strikes: the row is counted from 0, under the headings."""

    table: str
    column: str
    row: int


def world(rng: random.Random, main: str, *more: str, **style: str) -> World:
    """Make a valid region of one table, or more, and the tables they refer to."""
    tables: dict[str, list[dict[str, Any]]] = {}
    wanted = [main, *more]
    for name in wanted:
        wanted += [c.refers for c in TABLES[name].columns if c.refers and c.refers not in wanted]
    for name in TABLES:
        if name in wanted:
            tables[name] = _rows(rng, name)
    heads = {name: [column.name for column in TABLES[name].columns] for name in tables}
    usual = {"format": "csv", "delimiter": ";", "decimal": ",", "date": "%d-%m-%Y"}
    return World(main, tables, heads, usual | {"encoding": "utf-8", "end": "\r\n"} | style)


def delivery(rng: random.Random, mains: Sequence[str], **style: str) -> list[World]:
    """Make a valid region of some tables and all they refer to: one world a table, to damage."""
    made = world(rng, *mains, **style)
    return [
        replace(
            made,
            main=name,
            heads={name: list(made.heads[name])},
            style=dict(made.style),
            after=[],
            bytes_after=[],
            names={},
            sheets_after=[],
        )
        for name in made.tables
    ]


def truth(made: World) -> dict[str, pd.DataFrame]:
    """Give the tables as they must be loaded."""
    frames = {}
    for name, rows in made.tables.items():
        columns = {}
        for column in TABLES[name].columns:
            if column.name != "fte":
                cells = [row[column.name] for row in rows]
                columns[column.name] = pd.array(cells, dtype=DTYPES[column.kind])
        frames[name] = pd.DataFrame(columns)
    return frames


def _rows(rng: random.Random, name: str) -> list[dict[str, Any]]:
    spec = TABLES[name]
    rows: list[dict[str, Any]] = []
    seen: set[tuple[Any, ...]] = set()
    while len(rows) < ROWS:
        at = len(rows)
        row = {column.name: _value(rng, name, column, at) for column in spec.columns}
        key = tuple(row[column] for column in spec.key)
        if not spec.key or key not in seen:
            seen.add(key)
            rows.append(row)
    return rows


def _value(rng: random.Random, table: str, column: Column, at: int) -> Any:
    if column.name == "fte":
        return None
    own = TABLES[table].key[:1] == (column.name,) and not column.refers
    if own and table in IDS:
        return IDS[table].split()[at]
    if not column.required and at > 3 and rng.random() < 0.25:
        return None
    pool = (IDS.get(column.refers) or OPEN.get(column.name) or "").split()
    if column.kind == "list":
        other = OPEN["profession"] if column.name == "reserved" else IDS["neighbourhoods"]
        return "|".join(rng.sample(pool or other.split(), 2))
    return rng.choice(pool) if pool else _plain(rng, column, at)


def _plain(rng: random.Random, column: Column, at: int) -> Any:  # noqa: PLR0911 - a kind each
    low, high = (column.low or 0, min(column.high or 150, 150))
    if column.name == "year":
        return rng.randint(2015, 2026)
    if column.kind == "integer":
        return rng.randint(int(low) + (at == 0), int(high))
    if column.kind == "number":
        return rng.randint(int(low), int(high) - 1) + (0.5 if at < 4 else rng.choice([0, 0.25]))
    if column.kind in {"date", "time"}:
        day = 13 + at if at < 3 else rng.randint(1, 28)
        clock = (rng.randint(0, 23), rng.randint(0, 59)) if column.kind == "time" else (0, 0)
        return dt.datetime(2025, rng.randint(1, 12), day, *clock)  # noqa: DTZ001
    if column.kind == "choice":
        return rng.choice(list(column.choices or {}))
    if column.kind == "yes_no":
        return rng.random() < 0.5
    if column.kind == "text":
        return rng.choice(["Zoë's plek", "NA", "Buurt & zo", "één; twee, drie", "null"])
    return f"{column.name}_{rng.choice('abcdefgh')}{rng.choice('klmnop')}"


def text(value: Any, made: World) -> str:
    """Write one cell as text, in the style of the file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return {"nl": ("nee", "ja")}.get(made.style.get("lang", ""), ("no", "yes"))[value]
    if isinstance(value, float):
        return (f"{value:.2f}".rstrip("0").rstrip(".")).replace(".", made.style["decimal"])
    if isinstance(value, dt.datetime):
        day = value.strftime(made.style["date"])
        return day if (value.hour, value.minute) == (0, 0) else f"{day} {value:%H:%M}"
    return str(value)


# ----------------------------------------------------------------- damage to one cell
@dataclass(frozen=True)
class Cell:
    """A kind of damage to one cell: columns it can strike, what it writes, what must be said."""

    kinds: tuple[str, ...]
    write: Callable[[str, Column, random.Random], str]
    code: str
    only: Callable[[Column], bool] = lambda _column: True
    formats: tuple[str, ...] = ("csv", "xlsx", "parquet")
    same: bool = False
    """The truth must come out all the same."""


def _always(written: str) -> Callable[[str, Column, random.Random], str]:
    return lambda _old, _column, _rng: written


def _slip(old: str, _column: Column, _rng: random.Random) -> str:
    """Swap two letters that differ, away from figures."""
    for at in range(1, len(old) - 1):
        if old[at].isalpha() and old[at + 1].isalpha() and old[at] != old[at + 1]:
            return old[:at] + old[at + 1] + old[at] + old[at + 2 :]
    return old + "x"


def _other_mark(old: str, _column: Column, _rng: random.Random) -> str:
    """Write the same number with the other decimal mark."""
    if not old or "," in old:
        return old.replace(",", ".")
    return old.replace(".", ",") if "." in old else f"{old}.0"


def _other_date(old: str, _column: Column, _rng: random.Random) -> str:
    """Write the same date with the year in front."""
    parts = old[:10].split("-")
    return "-".join(reversed(parts)) + old[10:] if len(parts[-1]) == 4 else old


def _first(column: Column) -> tuple[str, str]:
    """Give the first choice and its Dutch word."""
    return next(iter((column.choices or {}).items()))


def _refers(column: Column) -> bool:
    return bool(column.refers)


def _needed(column: Column) -> bool:
    return column.required


NUMBERS, REFERS = ("number", "integer"), ("id",)
CELLS: dict[str, Cell] = {
    "a word for a number": Cell(NUMBERS, _always("veel"), "not_a_number"),
    "a unit behind a number": Cell(NUMBERS, _always("12 uur"), "not_a_number"),
    "underscore in a number": Cell(NUMBERS, _always("1_0"), "not_a_number"),
    "Arabic figures": Cell(NUMBERS, _always("١٢"), "not_a_number"),
    "infinity": Cell(NUMBERS, _always("inf"), "not_a_number"),
    "nan as a number": Cell(NUMBERS, _always("nan"), "not_a_number"),
    "NA as a number": Cell(NUMBERS, _always("NA"), "not_a_number"),
    "a dash for nothing": Cell(NUMBERS, _always("-"), "not_a_number"),
    "a percentage": Cell(NUMBERS, _always("12%"), "not_a_number"),
    "a shortened number": Cell(NUMBERS, _always("1,2E+03"), "scientific"),
    "another decimal mark": Cell(("number",), _other_mark, "mixed_numbers", formats=("csv",)),
    "a broken whole number": Cell(("integer",), _always("2,5"), "not_whole"),
    "too low": Cell(NUMBERS, _always("-5"), "too_low", lambda c: c.low is not None and not c.high),
    "below the range": Cell(NUMBERS, _always("-5"), "out_of_range", lambda c: bool(c.high)),
    "too high": Cell(
        NUMBERS, _always("99999"), "out_of_range", lambda c: 0 < (c.high or 0) < 99_999
    ),
    "Excel error #N/B": Cell(
        ("number", "integer", "id", "choice", "date", "time", "text", "list", "yes_no"),
        _always("#N/B"),
        "error_value",
    ),
    "Excel error #DEEL/0!": Cell(NUMBERS, _always("#DEEL/0!"), "error_value"),
    "Excel error #VERW!": Cell(("id", "text"), _always("#VERW!"), "error_value"),
    "Excel error #NAAM?": Cell(("number", "choice"), _always("#NAAM?"), "error_value"),
    "Excel error #N/A": Cell(("number", "id"), _always("#N/A"), "error_value"),
    "a column too narrow": Cell(("number", "date", "time"), _always("########"), "error_value"),
    "not applicable": Cell(
        ("number", "choice", "date", "text", "id"),
        _always("n.v.t."),
        "read_as_empty",
        lambda c: not c.required,
    ),
    "a day that is not there": Cell(
        ("date", "time"), _always("31-02-2025"), "not_a_date", formats=("csv",)
    ),
    "month first": Cell(("date", "time"), _always("04-25-2025"), "not_a_date", formats=("csv",)),
    "two figures for a year": Cell(("date", "time"), _always("03-04-25"), "not_a_date"),
    "a month in letters": Cell(("date", "time"), _always("3 april 2025"), "not_a_date"),
    "one ISO date": Cell(("date", "time"), _other_date, "mixed_dates", formats=("csv",)),
    "one date as a number": Cell(("date", "time"), _always("45385"), "mixed_dates"),
    "one date as text": Cell(
        ("date", "time"), _always("03-04-2025"), "mixed_dates", formats=("xlsx",)
    ),
    "a time zone": Cell(("time",), _always("03-04-2025T10:00:00+02:00"), "time_zone"),
    "25 o'clock": Cell(("time",), _always("03-04-2025 25:00"), "not_a_date", formats=("csv",)),
    "maybe": Cell(("yes_no",), _always("misschien"), "not_yes_no"),
    "a Dutch word for a choice": Cell(
        ("choice",),
        lambda _o, c, _r: _first(c)[1] + " ",
        "not_a_choice_near",
        lambda c: _first(c)[0] != _first(c)[1],
    ),
    "a slip in a choice": Cell(
        ("choice",),
        lambda o, c, r: _slip(o or _first(c)[0], c, r),
        "not_a_choice_near",
        lambda c: min(map(len, c.choices or {"": ""})) > 4,
    ),
    "another choice": Cell(("choice",), _always("weet niet"), "not_a_choice"),
    "a choice in capitals": Cell(
        ("choice",),
        lambda o, _c, _r: o.upper(),
        "",
        same=True,
    ),
    "a needed cell emptied": Cell(
        ("id", "number", "integer", "choice", "list"),
        _always(""),
        "required_empty",
        _needed,
    ),
    "not applicable in a needed cell": Cell(
        ("id", "number", "integer", "choice", "list"), _always("n.v.t."), "required_empty", _needed
    ),
    "only space in a needed cell": Cell(
        ("id", "number", "integer", "list"),
        _always(" \u00a0"),
        "required_empty",
        _needed,
    ),
    "comma in a list": Cell(
        ("list",), lambda o, _c, _r: (o or "a|b").replace("|", ", "), "list_separator"
    ),
    "gaps in a list": Cell(
        ("list",), lambda o, _c, _r: o.replace("|", " || "), "list_tidied", same=True
    ),
    "a reference in other case": Cell(
        REFERS, lambda o, _c, _r: o.swapcase(), "matched", _refers, same=True
    ),
    "space behind a reference": Cell(
        REFERS, lambda o, _c, _r: o and o + " ", "", _refers, same=True
    ),
    "a hard space in a reference": Cell(
        REFERS, lambda o, _c, _r: o and "\u00a0" + o, "", _refers, same=True
    ),
    "zero width in a reference": Cell(
        REFERS, lambda o, _c, _r: o and o[:2] + "\u200b" + o[2:], "", _refers, same=True
    ),
    "accents apart": Cell(
        REFERS, lambda o, _c, _r: unicodedata.normalize("NFD", o), "", _refers, same=True
    ),
    "a slip in a reference": Cell(
        REFERS,
        lambda o, c, r: _slip(o or IDS[c.refers].split()[2], c, r),
        "unknown_id_near",
        lambda c: bool(c.refers) and c.refers != "neighbourhoods",
    ),
    "a reference to nobody": Cell(REFERS, _always("onbekend persoon"), "unknown_id", _refers),
    "a digit off": Cell(
        REFERS, _always("huisarts_9"), "unknown_id", lambda c: c.refers == "actors"
    ),
    "a code without its zeros": Cell(
        REFERS, _always("30001"), "code_mended", lambda c: c.refers == "neighbourhoods"
    ),
    "a code made a number": Cell(
        REFERS, _always("3,0001E+04"), "spoiled_code", lambda c: c.refers == "neighbourhoods"
    ),
    "broken letters": Cell(("text",), _always("ZoÃ« en co"), "mojibake"),
    "a lost letter": Cell(("text",), _always("Zo\ufffd en co"), "replaced_characters"),
}


def columns(kind: Cell) -> list[tuple[str, str]]:
    """List the columns a kind can strike."""
    return [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.kind in kind.kinds and column.name != "fte" and kind.only(column)
    ]


def strike(made: World, name: str, place: Place, rng: random.Random) -> None:
    """Damage one cell."""
    row = made.tables[place.table][place.row]
    column = TABLES[place.table].column(place.column)
    row[place.column] = CELLS[name].write(text(row[place.column], made), column, rng)
