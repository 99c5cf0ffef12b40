"""
Every problem at once, in words, in Dutch or English.

`CATALOGUE` holds each problem and each notice once; `table` turns a list of `Problem` into
what people read. A problem stops (`TableError`), a notice is only told.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import pandas as pd

from ecosystem.tables.language import LANGUAGES, Language
from ecosystem.tables.schema import TABLES
from ecosystem.tables.told import lines

_COUNT = {"en": "{} problem(s):", "nl": "{} probleem of problemen:"}
_MORE = {"en": "... and {} more", "nl": "... en nog {}"}
COLUMNS = ["file", "sheet", "row", "column", "code", "message", "advice"]


@dataclass(frozen=True)
class Text:
    """A message and what to do about it, in one language."""

    message: str
    advice: str


@dataclass(frozen=True)
class Entry:
    """One kind of problem: whether it stops, and its words."""

    stops: bool
    en: Text
    nl: Text


@dataclass(frozen=True)
class Problem:
    """One problem at one place; `values` fill the words and never hold a resident's value."""

    file: str
    code: str
    sheet: str = ""
    row: int | None = None
    """Line in a text file, row on a sheet (the first is 1); None where it is about the whole."""
    column: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class TableError(ValueError):
    """
    A source that cannot be used as it is, with every problem in it.

    Attributes
    ----------
    problems
        One row per problem, by file, sheet, row and column: `file`, `sheet`, `row` (missing
        where it is about the whole), `column`, `code`, `message`, `advice`.
    accounting
        One row per table: rows `read`, `accepted`, `refused`, `empty`.
    """

    def __init__(
        self, problems: pd.DataFrame, accounting: pd.DataFrame, lang: Language = "en"
    ) -> None:
        self.problems = problems
        self.accounting = accounting
        told = problem_lines(problems, lang)
        left = sum(count for _, count in told[5:])
        first = [f"- {line}" for line, _ in told[:5]]
        last = [_MORE[lang].format(left)] if left else []
        super().__init__("\n".join([_COUNT[lang].format(len(problems)), *first, *last]))


class MissingTable(LookupError):
    """A question that needs a table which was not supplied."""


def problem_lines(problems: pd.DataFrame, lang: Language = "en") -> list[tuple[str, int]]:
    """Put a table of problems or notices in lines, each with how many rows it is of."""
    notices = frozenset(code for code, entry in CATALOGUE.items() if not entry.stops)
    return lines(problems, notices, lang)


def stops(problem: Problem) -> bool:
    """Tell whether a problem stops, rather than only being told."""
    return CATALOGUE[problem.code].stops


def table(problems: list[Problem], lang: Language = "en") -> pd.DataFrame:
    """
    Put problems in words.

    Parameters
    ----------
    problems
        What was found, in any order.
    lang
        Language of `message` and `advice`.

    Returns
    -------
    problems
        One row per problem, by file, sheet, row, column and code: `file`, `sheet`, `row`
        (missing where it is about the whole), `column`, `code`, `message`, `advice`.

    Examples
    --------
    >>> table([Problem("actors.csv", "not_a_number", row=7, column="hours",
    ...                values={"value": "veel"})])[["row", "column", "message"]]
       row column                   message
    0    7  hours  'veel' is not a number.
    """
    ordered = sorted(
        problems, key=lambda p: (p.file, p.sheet, p.row or 0, p.column, p.code, repr(p.values))
    )
    rows = []
    for problem in ordered:
        text: Text = getattr(CATALOGUE[problem.code], lang)
        values = dict(problem.values)
        if lang == "nl" and values.get("home") in TABLES:
            values["home"] = TABLES[values["home"]].nl
        rows.append(
            (
                problem.file,
                problem.sheet,
                problem.row,
                problem.column,
                problem.code,
                text.message.format(**values),
                text.advice.format(**values),
            )
        )
    return pd.DataFrame(
        {
            name: pd.array([row[at] for row in rows], dtype="Int64" if name == "row" else "str")
            for at, name in enumerate(COLUMNS)
        }
    )


def _entry(words: dict[str, Any]) -> Entry:
    texts = {lang: Text(words[lang], words.get(f"{lang}_advice", "")) for lang in LANGUAGES}
    return Entry(words["stops"], **texts)


CATALOGUE: dict[str, Entry] = {
    code: _entry(words)
    for code, words in tomllib.loads(
        files("ecosystem.tables").joinpath("problems.toml").read_text(encoding="utf-8")
    ).items()
}
"""Every problem and notice by its code; the words stand in `problems.toml`."""
