"""One table of findings: ranked, with a theme, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from ecosystem.find.because import KINDS, worded
from ecosystem.measure.supply import supply
from ecosystem.protect import FINDING, OF_MEETINGS
from ecosystem.tables.needs import domains, labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language, MissingTable

COLUMNS = list(FINDING)
PART = {
    "finding": "str",
    "subject": "str",
    "needs": "str",
    "residents": "Int64",
    "hours": "Float64",
    "requests": "Int64",
    "wait": "Float64",
    "wait_of": "Int64",
    "candidates": "str",
}
"""Columns of what one search finds, before it is put in words."""
MONTH = 52 / 12
"""Weeks."""
Search = Callable[[], pd.DataFrame]
"""Gives what it found, with the columns of `PART`, or raises `MissingTable`."""
Searches = dict[tuple[str, ...], Search]
"""Searches by the kinds that each finds."""


def findings(hood: Neighbourhood, found: Sequence[pd.DataFrame], lang: Language) -> pd.DataFrame:
    """
    Rank what was found and put it in words.

    By kind, in the order of `KINDS`; then most residents, most hours, longest wait, subject and
    needs. The
    theme is the domain of the needs where they have one in common.

    Parameters
    ----------
    hood
        The neighbourhood.
    found
        Tables with the columns of `PART`.
    lang
        Language of the words.

    Returns
    -------
    findings
        One row per finding, each once, with the columns of `COLUMNS`.
    """
    rows = pd.concat([part(pd.DataFrame()), *found], ignore_index=True)
    rows["rank"] = rows["finding"].map({kind: at for at, kind in enumerate(KINDS)})
    rows = rows.drop_duplicates(["finding", "subject", "needs"]).sort_values(
        ["rank", "residents", "hours", "wait", "subject", "needs"],
        ascending=[True, False, False, False, True, True],
        ignore_index=True,
    )
    meets = rows["finding"].str.endswith(OF_MEETINGS)
    meetings = hood.meetings.dropna(subset=["label"]).set_index("meeting")["label"].to_dict()
    who = supply(hood)
    told = [
        worded(
            some,
            names,
            labels(hood, lang),
            candidates=some["candidates"].str.split("|").tolist(),
            informal=set(who.index[~who["professional"]]),
            lang=lang,
        )
        for some, names in (
            (rows[meets], meetings),
            (rows[~meets], who["label"].to_dict()),
        )
    ]
    rows = pd.concat(told).sort_index()
    rows["survives"] = pd.Series(pd.NA, index=rows.index, dtype="Float64")
    rows["theme"] = _themes(hood, rows["needs"])
    return rows.astype({"because": "str", "question": "str"})[COLUMNS]


def part(rows: pd.DataFrame) -> pd.DataFrame:
    """Give what one search found the columns of `PART`; ids not given are empty."""
    frame = rows.reindex(columns=list(PART)).astype(PART)
    ids = ["subject", "needs", "candidates"]
    frame[ids] = frame[ids].fillna("")
    frame["hours"] = frame["hours"].round(2)
    frame["wait"] = frame["wait"].round()
    return frame.reset_index(drop=True)


def whatever_can(searches: Searches) -> list[pd.DataFrame]:
    """
    Run the searches for which there are tables.

    Parameters
    ----------
    searches
        Each gives what it found or raises `MissingTable`.

    Returns
    -------
    found
        What those that could run found.

    Raises
    ------
    MissingTable
        If none could run: what the first one needs.
    """
    found, missing = [], []
    for search in searches.values():
        try:
            found.append(search())
        except MissingTable as error:
            missing.append(error)
    if missing and not found:
        raise missing[0]
    return found


def _themes(hood: Neighbourhood, needs: pd.Series) -> pd.Series:
    each = needs.str.split("|").explode()
    by_row = each.map(domains(hood)).astype("string").where(each != "").groupby(level=0)
    common = by_row.nunique(dropna=False).eq(1)
    return by_row.first().where(common).reindex(needs.index).astype("string")
