"""One table of findings: ranked, with a theme, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ecosystem.find.because import KINDS, parts, sentence
from ecosystem.find.candidates import candidates
from ecosystem.measure.supply import supply
from ecosystem.protect import FINDING, OF_MEETINGS
from ecosystem.tables.language import Language
from ecosystem.tables.needs import domains, labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

COLUMNS = list(FINDING)
LEARNT = ("uncovered", "no_backup", "hours_short", "fragile")
"""Kinds about one need, which somebody already involved might take over."""
_TYPES = {
    **dict.fromkeys(["finding", "subject", "needs", "because", "question"], "str"),
    **dict.fromkeys(["residents", "requests", "wait_of"], "Int64"),
    **dict.fromkeys(["hours", "wait", "survives"], "Float64"),
    "theme": "string",
}
MONTH = 52 / 12
"""Weeks."""


class Found(NamedTuple):
    """What one search found, before it is put in words; ids are joined by `|`."""

    finding: str
    subject: str = ""
    needs: str = ""
    residents: int | None = None
    hours: float | None = None
    requests: int | None = None
    wait: float | None = None
    wait_of: int | None = None


class Spotted(NamedTuple):
    """What a search spotted, in numbers: how many of each kind; and what they are, when asked."""

    counts: dict[str, int]
    """All there are; a kind that is not named has none."""
    tell: Callable[[], list[Found]]
    """Gives each once: the first of many."""


Search = Callable[[], Spotted]
"""Gives what it spotted, or raises `MissingTable`."""
Searches = dict[tuple[str, ...], Search]
"""Searches by the kinds that each finds."""


def findings(hood: Neighbourhood, found: Iterable[Found], lang: Language) -> pd.DataFrame:
    """
    Rank what was found and put it in words.

    By kind, in the order of `KINDS`; then most residents, most hours, longest wait, subject and
    needs. The theme is the domain of the needs where they have one in common.

    Parameters
    ----------
    hood
        The neighbourhood.
    found
        In any order.
    lang
        Language of the words.

    Returns
    -------
    findings
        One row per finding, each once, with the columns of `COLUMNS`.
    """
    rows = sorted({row[:3]: row for row in reversed(list(found))}.values(), key=_rank)
    who = supply(hood)
    actors = dict(zip(who.index, who["label"], strict=True))
    informal = set(who.index[~who["professional"]])
    meetings = hood.meetings.dropna(subset=["label"]).set_index("meeting")["label"].to_dict()
    needs, domain = labels(hood, lang), domains(hood).to_dict()
    may = candidates(hood, {row.needs for row in rows if row.finding in LEARNT})
    table = []
    for row in rows:
        subject, about = parts(row.subject), parts(row.needs)
        names = meetings if row.finding.endswith(OF_MEETINGS) else actors
        because, question = sentence(
            row.finding,
            [names.get(one, one) for one in subject],
            [needs.get(one, one) for one in about],
            row.residents,
            row.hours,
            requests=row.requests,
            wait=row.wait,
            wait_of=row.wait_of,
            candidates=[actors[one] for one in parts(may.get(row.needs))],
            informal=not informal.isdisjoint(subject[:1]),
            lang=lang,
        )
        told = {"because": because, "question": question, "theme": _theme(domain, about)}
        table.append(row._asdict() | told)
    return pd.DataFrame(table, columns=COLUMNS).astype(_TYPES)


def whatever_can(searches: Searches) -> list[Found]:
    """
    Run the searches for which there are tables.

    Parameters
    ----------
    searches
        Each gives what it spotted or raises `MissingTable`.

    Returns
    -------
    found
        What those that could run found.

    Raises
    ------
    MissingTable
        If none could run: what the first one needs.
    """
    found: list[Found] = []
    missing: list[MissingTable] = []
    for search in searches.values():
        try:
            found += search().tell()
        except MissingTable as error:
            missing.append(error)
    if len(missing) == len(searches) > 0:
        raise missing[0]
    return found


def known(count: Any) -> int | None:
    """
    Give a count, or None where it is missing.

    Examples
    --------
    >>> known(2), known(pd.NA)
    (2, None)
    """
    return None if pd.isna(count) else int(count)


def rounded(hours: Any) -> float | None:
    """
    Give hours as they are told, or None where they are missing.

    First to six decimals: the last digit of a sum is that of the order of its parts, and half a
    hundredth would go up in one order and down in another.

    Examples
    --------
    >>> rounded(13 / 3), rounded(pd.NA)
    (4.33, None)
    >>> rounded(0.01 + (0.345 + 2.3)), rounded((0.01 + 0.345) + 2.3)
    (2.66, 2.66)
    """
    return None if pd.isna(hours) else float(np.round(np.round(hours, 6), 2))


def _rank(row: Found) -> tuple[Any, ...]:
    """Order findings; what is not known comes after what is."""
    weight = [(value is None, -(value or 0)) for value in (row.residents, row.hours, row.wait)]
    return KINDS.index(row.finding), weight, row.subject, row.needs


def _theme(domain: Mapping[str, Any], needs: Sequence[str]) -> str | None:
    found = {domain.get(need) for need in needs}
    theme = found.pop() if len(found) == 1 else None
    return theme if isinstance(theme, str) else None
