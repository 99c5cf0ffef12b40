"""Figures of the neighbourhoods of a region, as they may leave: numbers only."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ecosystem.protect.counts import COUNTS, FEW, shown
from ecosystem.protect.outgoing import LEVELS, Level
from ecosystem.tables.problems import Language

NAMES = ("name", "parent")
OVER_RESIDENTS = {"people_a_resident": "people_a_resident_of"}
"""Averages over residents, and the column that counts these."""


@dataclass(frozen=True)
class OutgoingRegion:
    """
    Figures that may leave, made by `protect_region`; what draws a region takes only this.

    Attributes
    ----------
    level
        `shareable` or `internal`.
    lang
        Language it is to be shown in.
    table
        One row per neighbourhood, by code: `name`, `parent`, and figures as numbers.
    few
        Columns that count residents as they may be shared: 0 is fewer than ten.
    """

    level: Level
    lang: Language
    table: pd.DataFrame
    few: frozenset[str]


def protect_region(
    table: pd.DataFrame, *, level: Level = "shareable", lang: Language = "en"
) -> OutgoingRegion:
    """
    Make what may leave of a table of neighbourhoods.

    Only numbers (and yes and no, as 1 and 0) leave, and the names of areas. Shared, counts of
    residents (columns named `requests`, or that begin with `residents`) are rounded to five or
    "fewer than ten", and `people_a_resident` is two such counts divided (or has one decimal,
    where no `people_a_resident_of` stands beside it). Any other figure leaves as it is: whoever
    hands it in knows what it counts.

    Parameters
    ----------
    table
        One row per neighbourhood, by code; `name` and `parent` where known.
    level
        `shareable` or `internal`.
    lang
        Language it is to be shown in.

    Returns
    -------
    outgoing
        Rows by code.

    Raises
    ------
    ValueError
        If the level is not one of the two, a code or a column stands twice, or no column is a
        number.

    Examples
    --------
    >>> table = pd.DataFrame({"residents": [4, 23, None], "note": "x"}, index=["a", "b", "c"])
    >>> protect_region(table).table["residents"].tolist()
    [0.0, 25.0, <NA>]
    """
    if level not in LEVELS:
        raise ValueError(f"level is {level!r}; it is 'shareable' or 'internal'")
    if table.index.has_duplicates:
        code = table.index[table.index.duplicated()][0]
        raise ValueError(f"{code!r} stands twice in the table; a row is one neighbourhood")
    if table.columns.has_duplicates:
        twice = table.columns[table.columns.duplicated()][0]
        raise ValueError(f"the column {twice!r} stands twice in the table")
    told = pd.DataFrame({name: table[name] for name in NAMES if name in table}, table.index)
    told = told.reindex(columns=list(NAMES)).astype("str")
    numbers = table.drop(columns=[*NAMES], errors="ignore").select_dtypes(["number", "bool"])
    if numbers.shape[1] == 0:
        raise ValueError("no column of the table is a number, so that there is nothing to colour")
    figures = numbers.astype("Float64")
    figures = figures.mask(figures.isin([float("inf"), float("-inf")]) | figures.isna())
    over = {*OVER_RESIDENTS.values(), *COUNTS}
    counts = [name for name in figures if name in over or str(name).startswith("residents")]
    if level == "shareable":
        for average, of in OVER_RESIDENTS.items():
            if average in figures and of not in figures:
                figures[average] = figures[average].round(1)
            elif average in figures:
                total, over = _rounded(figures[average] * figures[of]), _rounded(figures[of])
                known = over.gt(0).fillna(value=False) & total.gt(0).fillna(value=False)
                # Python's own rounding, as the page and the view have it: numpy makes 3.45 3.4.
                shares = (total / over.where(known)).astype("float64")
                figures[average] = shares.map(lambda share: round(share, 1)).astype("Float64")
        for name in counts:
            figures[name] = _rounded(figures[name])
    few = frozenset(str(name) for name in counts if level == "shareable")
    whole = pd.concat([told, figures.set_axis([str(name) for name in figures], axis=1)], axis=1)
    whole.index = whole.index.astype("str").rename("neighbourhood")
    return OutgoingRegion(level, lang, whole.sort_index(), few)


def _rounded(counts: pd.Series) -> pd.Series:
    """Round counts of residents as they are shown; 0 is fewer than ten."""
    text = shown(counts.round().astype("Int64"))
    return text.replace(FEW, "0").astype("Float64")
