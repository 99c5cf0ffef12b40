"""Tables that are as the schema wants them and yet hostile, and questions about them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from functools import lru_cache
from inspect import Parameter, signature
from typing import Any

import pandas as pd

import ecosystem as eco
from ecosystem.tables.names import BAR
from ecosystem.tables.neighbourhood import Neighbourhood, Region, empty
from ecosystem.tables.schema import DTYPES, TABLES, Column

CODES = ("BU00010001", "BU00010002", "WK000100", "GM0001")
NAMES = (
    *("gp", "Dr. Ė\u0301lise", "\u202eneb", "0", "1e5", "NaN", "None", "a|b", "a/b", "..", "con"),
    *("=1+1", "<script>alert(1)</script>", "</table>", "{x}", "%s", "x" * 300, "\u200b", "𝔸🧑‍⚕️"),
    *("café", "cafe\u0301", "CAFÉ", "een, twee", 'zeg "ja"', "regel\ntwee", "'; --", "\\", "*"),
)
AREAS = ("neighbourhood", "parent", "codes")
NEEDS = ("skin", "social_contact", "mobility", "own need", "<b>")
NUMBERS = (0, 1, 0.1, 1e-9, 3, 1e6, 1e12, 9e14)
WHOLE = (0, 1, 2, 3, 100, 10**6, 10**12)
MOMENTS = ("0001-01-01", "1066-10-14", "1970-01-01", "2025-03-30", "2025-04-03", "9999-12-31")
THROUGH_THE_DOOR = 0.2
SIZES = (0, 1, 1, 2, 5, 12)


def hostile_tables(pick: random.Random) -> dict[str, pd.DataFrame]:
    """Make some tables: of no rows, one or more, with nothing known or the strangest there is."""
    names = NAMES[:4] if pick.random() < 0.5 else tuple(pick.sample(NAMES, 6))
    chosen = pick.sample(list(TABLES), pick.choice((1, 2, 4, 8, len(TABLES))))
    made: dict[str, pd.DataFrame] = {}
    for name in TABLES:
        if name in chosen:
            made[name] = _table(pick, name, names, made)
    return made


def _table(
    pick: random.Random, name: str, names: tuple[str, ...], made: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    spec = TABLES[name]
    bare = pick.random() < 0.2
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for at in range(pick.choice(SIZES)):
        row = {one.name: _value(pick, name, one, names, made) for one in spec.columns}
        row |= {one.name: None for one in spec.columns if bare and not one.required}
        row |= {"fte": None} if "fte" in row else {}
        key = tuple(row[one] for one in spec.key) if spec.key else (at,)
        if all(row[one.name] is not None for one in spec.columns if one.required):
            rows.setdefault(key, row)
    frame = pd.DataFrame(list(rows.values()), columns=[one.name for one in spec.columns])
    ids = [one.name for one in spec.columns if one.kind == "id"]
    frame[ids] = frame[ids].replace("[|]", BAR, regex=True)
    return frame.astype({one.name: DTYPES[one.kind] for one in spec.columns})


def _value(  # noqa: PLR0911 (a kind each)
    pick: random.Random,
    table: str,
    column: Column,
    names: tuple[str, ...],
    made: dict[str, pd.DataFrame],
) -> Any:
    """Give a cell that the door lets in: what it refers to is there."""
    if not column.required and pick.random() < 0.2:
        return None
    pool = NEEDS if "need" in {column.name, column.refers.rstrip("s")} else names
    if column.refers == "neighbourhoods" or (table == "neighbourhoods" and column.name in AREAS):
        pool = CODES
    if column.refers in made:
        pool = tuple(made[column.refers][TABLES[column.refers].key[-1]])
    if column.kind in {"number", "integer"}:
        return _number(pick, column)
    if column.kind in {"date", "time"}:
        moment = dt.datetime.fromisoformat(pick.choice(MOMENTS))
        return moment + dt.timedelta(minutes=pick.choice((0, 1, 719)) * (column.kind == "time"))
    if column.kind == "choice":
        return pick.choice(list(column.choices or {}))
    if column.kind == "yes_no":
        return pick.random() < 0.5
    if column.kind == "list":
        pool = tuple(part for part in pool if not {",", ";", "|", "\n"} & set(part))
        parts = [pick.choice(pool) for _ in range(pick.randint(1, 3))] if pool else []
        return "|".join(dict.fromkeys(parts)) or None
    return pick.choice(pool) if pool else None


def _number(pick: random.Random, column: Column) -> float:
    low, high = column.low or 0, column.high if column.high is not None else 9e14
    value = pick.choice((*(WHOLE if column.kind == "integer" else NUMBERS), low, high))
    value = min(max(value, low), high)
    return int(value) if column.kind == "integer" else float(value)


WRONG: tuple[Any, ...] = (None, "fr", -1.5, 10**30, [], ["x"], {}, object, pd.DataFrame(), True)
"""What no option, or hardly any, takes."""
OPTIONS: dict[str, tuple[Any, ...]] = {
    "lang": ("en", "nl"),
    "most": (-1, 0, 1, 10, 10**9),
    "backup": (0, 1, 2, 99),
    "learn": (-1, 0, 1, 2),
    "today": (None, "2025-01-01", "9999-12-31", "0001-01-01", "gisteren"),
    "window": (-1, 0, 90, 1e12),
    "least": (-1, 0, 2, 99),
    "hanging": (0, 2, 99),
    "shifts": (1, 5, 99),
    "alike": (0.0, 0.75, 1.0),
    "by": ("kind", "need", "actor", "layer", "profession", "organisation", "niets"),
    "level": ("person", "profession", "organisation", "internal", "shareable", "niets"),
    "count": ("professionals", "everyone", "niets"),
    "method": ("best", "greedy", "niets"),
    "need": (None, "skin", "niets"),
    "permutations": (0, 10),
    "kind": ("core", "project", "niets"),
    "size": (0, 6, 8, 99),
    "without": ((), ("gp",), ("niemand",)),
    "keep": ((), ("gp",), ("niemand",)),
    "share": (0.0, 0.2, 1.0),
    "apart": (0.0, 0.25, 1.0),
    "resamples": (0, 1),
    "every": (None, "month", "quarter", "year", "niets"),
    "times": (0, 3),
    "drop": ("actors", "ties", "niets"),
    "years": (-1, 0, 1, 5),
    "held_out": (0, 1, 3, 99),
    "peers": (-1, 0, 1, 10),
    "to": ("parent", "wijk", "gemeente", "region", "niets"),
    "capacity": ((), (1,), (20, 100), (-1,)),
    "outcome": ("people_a_resident", "niets"),
}
"""Options by name: what people may ask, at and over the edge of what has an answer."""
OF_HOOD = (
    *("broaden", "brokerage", "compose_team", "consult", "continuity", "coordination", "core_team"),
    *("coverage", "ei_index", "excess", "exchange", "fewest", "find", "find_detours"),
    *("find_fragile", "find_gaps", "find_heavy", "find_overlaps", "find_push", "flow", "handovers"),
    *("informal_reach", "intake", "involvement", "ladder", "lanes", "meeting_hours", "meetings"),
    *("needs_over_time", "network", "page", "propose", "protect", "pull", "push_share"),
    *("questions", "release", "right_weight", "saving_curve", "summary", "teams", "value_stream"),
    *("view", "who_leaves", "who_shares"),
)
OF_MOVES = ("business_case", "page", "training_plan", "what_if", "robustness")
OF_TABLE = ("averages", "chart", "labelled")
OF_SURVEY = ("compare_region", "practices", "roll_up", "spread", "trend")
OF_REGION = ("backtest", "forecast", "heads", "survey", "view_region", "small_multiples")
NAMED = (*OF_HOOD, *OF_MOVES, *OF_TABLE, *OF_SURVEY, *OF_REGION)
DEAR = {"page", "chart", "lanes", "view", "view_region", "small_multiples", "robustness"}
DEAR |= {"compare_region", "release", "propose"}
"""What takes a tenth of a second or more: asked as seldom as one of these together."""


def question(pick: random.Random, world: int) -> tuple[str, Callable[[], object]]:
    """Choose something to ask of a world, or of what is none, and options; give its name too."""
    name = pick.choice([*(one for one in NAMED if one not in DEAR), pick.choice(sorted(DEAR))])
    options = _options(pick, getattr(eco, name))
    options |= {"of": ("gp",), "people": ("population",)} if name == "heads" else {}
    if pick.random() < 0.3:
        given = [pick.choice(WRONG)] * (2 if name in {*OF_MOVES, "labelled", "trend"} else 1)
        return name, lambda: getattr(eco, name)(*given, **options)
    return name, lambda: _asked(pick, world, name, options)


def _asked(pick: random.Random, world: int, name: str, options: dict[str, Any]) -> None:
    asked, region = getattr(eco, name), _region(world)
    if name in OF_REGION:
        asked(region, **options)
    elif name in OF_SURVEY:
        asked(*[_survey(world)] * (2 if name == "trend" else 1), **options)
    else:
        hood = region[pick.choice(region.codes)]
        more = pick.sample(list(TABLES), pick.randint(0, 3))
        hood = hood.replace(**{one: empty(one) for one in more if one not in hood.tables})
        if name in OF_MOVES and (name not in OF_HOOD or pick.random() < 0.3):
            moves = eco.propose(hood, learn=pick.choice((0, 1)), most=pick.choice((0, 2)))
            asked(hood, moves, **options)
        elif name in OF_TABLE:
            table = getattr(eco, pick.choice(("continuity", "coverage", "ladder", "find")))(hood)
            asked(table, *([hood] if name == "labelled" else []), **options)
        else:
            asked(hood, **options)


@lru_cache(maxsize=1)
def _region(world: int) -> Region:
    """Make a region of such tables: through the door, or as one neighbourhood as it would be."""
    pick = random.Random(world)  # noqa: S311 (the same world every time)
    tables = hostile_tables(pick)
    if pick.random() < THROUGH_THE_DOOR:
        return eco.load(tables)
    given = {name: frame.drop(columns="fte", errors="ignore") for name, frame in tables.items()}
    hood = Neighbourhood(CODES[0], pick.choice(NAMES), given)
    return Region((hood.code,), lambda _: hood, pd.DataFrame(), pd.DataFrame())


@lru_cache(maxsize=1)
def _survey(world: int) -> pd.DataFrame:
    return eco.survey(_region(world))


def _options(pick: random.Random, asked: Callable[..., Any]) -> dict[str, Any]:
    """Choose some of the options a function has."""
    options = {}
    for name, one in signature(asked).parameters.items():
        if one.kind is Parameter.KEYWORD_ONLY and pick.random() < 0.4:
            pool = WRONG if name not in OPTIONS or pick.random() < 0.1 else OPTIONS[name]
            options[name] = pick.choice(pool)
    return options
