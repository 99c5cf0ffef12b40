"""Figures of the neighbourhoods of a region, as they may leave: numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from ecosystem.protect.outgoing import LEVELS, Level
from ecosystem.protect.over_residents import NO_MEASURES, ROLLED_UP, over_residents
from ecosystem.tables.language import Language
from ecosystem.tables.refusals import one_of, refusal

_say = partial(refusal, "ecosystem.protect")
NAMES = ("name", "parent")


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

    Only numbers (and yes and no, as 1 and 0) leave, and the names of areas. Shared, columns that
    count residents (named `requests` or `hulpvragen`, or that begin with `residents` or
    `bewoners`, in capitals or not) are rounded to five or "fewer than ten", and those of a survey
    over residents are made of such numbers: see `over_residents`. Some columns of a survey say of
    others whether they may leave: who picks columns takes those of `NO_MEASURES` along. Any other
    figure leaves as it is: whoever hands it in knows what it counts.

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
        If the level is not one of the two, a code or a column stands twice, no column is a
        number, or it is a roll-up of true counts that would be shared.

    Examples
    --------
    >>> table = pd.DataFrame({"residents": [4, 23, None], "note": "x"}, index=["a", "b", "c"])
    >>> protect_region(table).table["residents"].tolist()
    [0.0, 25.0, <NA>]
    """
    one_of("level", level, LEVELS, lang)
    if level == "shareable" and ROLLED_UP in table:
        raise ValueError(_say("rolled_up", lang))
    if table.index.has_duplicates:
        code = table.index[table.index.duplicated()][0]
        raise ValueError(_say("row_twice", lang, code=code))
    if table.columns.has_duplicates:
        twice = table.columns[table.columns.duplicated()][0]
        raise ValueError(_say("column_twice", lang, name=twice))
    told = pd.DataFrame({name: table[name] for name in NAMES if name in table}, table.index)
    told = told.reindex(columns=list(NAMES)).astype("str")
    numbers = table.drop(columns=[*NAMES], errors="ignore").select_dtypes(["number", "bool"])
    if numbers.shape[1] == 0:
        raise ValueError(_say("no_number", lang))
    figures = numbers.astype("Float64")
    figures = figures.mask(figures.isin([float("inf"), float("-inf")]) | figures.isna())
    few: frozenset[str] = frozenset()
    if level == "shareable":
        figures, few = over_residents(figures)
    figures = figures.drop(columns=NO_MEASURES, errors="ignore")
    whole = pd.concat([told, figures.set_axis([str(name) for name in figures], axis=1)], axis=1)
    whole.index = whole.index.astype("str").rename("neighbourhood")
    return OutgoingRegion(level, lang, whole.sort_index(), few)
