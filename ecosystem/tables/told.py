"""Problems and notices as lines to read: what is the same once, with the rows and the count."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.schema import TABLES

MOST = 3
"""So many rows, or sentences of one kind, are written out; the rest is counted."""
_WORDS = {
    "en": {
        "row": "row",
        "rows": "rows",
        "more": "{} and {} more ({} in all)",
        "like": "And {} more like these.",
        "and": "and",
    },
    "nl": {
        "row": "rij",
        "rows": "rijen",
        "more": "{} en nog {} (samen {})",
        "like": "En nog {} zoals deze.",
        "and": "en",
    },
}


def lines(
    problems: pd.DataFrame, alike: frozenset[str] = frozenset(), lang: Language = "en"
) -> list[tuple[str, int]]:
    """
    Put a table of problems in lines: where, what, and what to do.

    What says the same of one column is one line, with its rows. Of a kind in `alike` (notices
    of which one column has many) the first three sentences stand in one line.

    Parameters
    ----------
    problems
        A table as `problems.table` makes it; it stays as it was.
    alike
        Codes of which a column is one line, also where they say different things.
    lang
        Language in which the table was made, `en` or `nl`.

    Returns
    -------
    lines
        A line, and of how many rows of the table it is, in the order of the first of them.

    Examples
    --------
    >>> one = {"file": "actors.csv", "sheet": "", "column": "hours", "code": "not_a_number",
    ...        "message": "'veel' is not a number.", "advice": ""}
    >>> lines(pd.DataFrame([one | {"row": row} for row in range(2, 9)]))
    [("actors.csv rows 2, 3, 4 and 4 more (7 in all) hours: 'veel' is not a number.", 7)]
    """
    groups: dict[Hashable, list[Mapping[Hashable, Any]]] = {}
    for row in problems.to_dict("records"):
        place = (row["file"], row["sheet"], row["column"], row["code"])
        whole = row["code"] in alike and row["column"]
        said = () if whole else (row["message"], row["advice"])
        groups.setdefault((*place, *said), []).append(row)
    return [(_line(rows, lang), len(rows)) for rows in groups.values()]


def _line(rows: Sequence[Mapping[Hashable, Any]], lang: Language) -> str:
    words, first = _WORDS[lang], rows[0]
    numbers = list(dict.fromkeys(str(row["row"]) for row in rows if not pd.isna(row["row"])))
    where = words["rows" if len(numbers) > 1 else "row"] + " " if numbers else ""
    parts = (first["file"], first["sheet"], where + _first(numbers, words), _named(first, lang))
    said = list(dict.fromkeys(row["message"] for row in rows))
    shown = said if len(said) <= MOST + 1 else said[:MOST]
    more = words["like"].format(len(said) - MOST) if said != shown else ""
    told = [" ".join(filter(None, parts)) + ":", *shown, more, first["advice"]]
    return " ".join(filter(None, told))


def _first(numbers: Sequence[str], words: Mapping[str, str]) -> str:
    if len(numbers) > MOST + 1:
        some = ", ".join(numbers[:MOST])
        return words["more"].format(some, len(numbers) - MOST, len(numbers))
    *others, last = numbers or [""]
    return f"{', '.join(others)} {words['and']} {last}" if others else last


def _named(row: Mapping[Hashable, Any], lang: Language) -> str:
    """Give the heading of a column in the language of whoever reads it."""
    if lang == "nl":
        columns = (column for table in TABLES.values() for column in table.columns)
        return next((c.nl for c in columns if c.name == row["column"]), str(row["column"]))
    return str(row["column"])
