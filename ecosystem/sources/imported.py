"""What every importer gives: tables of ours, what was noticed, or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

import pandas as pd

from ecosystem.tables.headings import FIGURE, TIME
from ecosystem.tables.language import Language
from ecosystem.tables.log import HIDDEN
from ecosystem.tables.neighbourhood import empty
from ecosystem.tables.problems import Problem, TableError
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.schema import DTYPES, TABLES

Imported = tuple[dict[str, pd.DataFrame], list[Problem]]
"""Our tables by name, and what was noticed on the way."""


def refuse(problems: Sequence[Problem], lang: Language) -> NoReturn:
    """
    Stop, with every problem at once.

    Parameters
    ----------
    problems
        What was found.
    lang
        Language of the messages.

    Raises
    ------
    TableError
        Always.
    """
    accounting = pd.DataFrame(columns=["table", "read", "accepted", "refused", "empty"])
    raise TableError(in_words(list(problems), lang), accounting, lang)


def some(values: Iterable[Any], most: int = 5) -> str:
    """
    Name the first few of many, in any language.

    Parameters
    ----------
    values
        What is named.
    most
        How many of them.

    Returns
    -------
    names
        The first few, with an ellipsis where there are more.
    """
    names = [str(value) for value in values]
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def headings_there(
    headings: Sequence[str],
    most: int = 12,
    usual: Callable[[str], bool] = lambda _: False,
) -> str:
    """
    Name headings, unless they may be a row: a line about a resident is not told.

    Parameters
    ----------
    headings
        What stands in the line that was taken for headings.
    most
        How many of them.
    usual
        Knows a heading when it sees one.

    Returns
    -------
    headings_there
        The first of them, or that they are hidden: no heading has a day or a time, and a line
        about a resident does. One with a figure is hidden alone, unless it is usual: it may be
        an id.

    Examples
    --------
    >>> headings_there(["Who", "r0012"]), headings_there(["Ann", "31-01-2025"])
    ('Who, •••', '•••')
    """
    if any(map(TIME.search, headings)):
        return HIDDEN
    told = [HIDDEN if FIGURE.search(text) and not usual(text) else text for text in headings]
    return some(told, most)


def make(table: str, columns: dict[str, Any]) -> pd.DataFrame:
    """
    Make a table of the schema; columns that are not given are empty.

    Parameters
    ----------
    table
        Name of a table of the schema.
    columns
        Values by column name, of one length.

    Returns
    -------
    frame
        Every column of the schema in its type, rows in the order given.
    """
    given = pd.DataFrame(columns).reset_index(drop=True)
    frame = given.reindex(columns=empty(table).columns)
    kinds = {column.name: DTYPES[column.kind] for column in TABLES[table].columns}
    return frame.astype({name: kinds[name] for name in frame.columns})
