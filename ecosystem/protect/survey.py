"""A survey as it may leave: the same table, with counts of residents as they are shown."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.protect.counts import FEW
from ecosystem.protect.outgoing import LEVELS, Level
from ecosystem.protect.over_residents import BESIDE, ROLLED_UP, over_residents
from ecosystem.tables.refusals import one_of, refusal

WORDS = ("neighbourhood", "name", "parent", "codes", "unknown", "failed")
"""Columns of a survey that hold words, also where a word is a number."""
MARK = "level"
"""The column of a file that says so where it is internal."""


def protect_survey(table: pd.DataFrame, *, level: Level = "shareable") -> pd.DataFrame:
    """
    Make what may leave of a survey.

    Parameters
    ----------
    table
        What `survey` gives.
    level
        `shareable` or `internal`; internal it is as it was.

    Returns
    -------
    survey
        The same rows and columns, without the mark of a file that was internal. Shared, counts
        of residents are text: "<10" under ten, else rounded to five; what is said over residents
        is made of such counts, and missing where it may rest on fewer than ten, or beside the
        neighbourhood's own tables a count of fewer would follow: see `over_residents`.

    Raises
    ------
    ValueError
        If the level is not one of the two, or it is a roll-up of true counts: the total of what
        was hidden would tell it.

    Examples
    --------
    >>> made = eco.survey(eco.Region(("street",), lambda code: street, None, None))
    >>> protect_survey(made)[["informal_helpers", "needs_a_resident", "uncovered_needs"]]
                  informal_helpers  needs_a_resident  uncovered_needs
    neighbourhood
    street                     <10              <NA>                1
    """
    one_of("level", level, LEVELS)
    if level == "internal":
        return table
    if ROLLED_UP in table:
        raise ValueError(refusal("ecosystem.protect", "rolled_up"))
    table = table.drop(columns=MARK, errors="ignore")
    read = {name: _numbers(table[name]) for name in table if name not in WORDS}
    numbers = pd.DataFrame(read, index=table.index)
    kept = [name for name in numbers if numbers[name].notna().any()]
    says = [name for name in numbers if name in kept or name.endswith("_of") or name == BESIDE]
    told, few = over_residents(numbers[says])
    columns = {
        name: _text(told[name]) if name in few else _as_it_was(told[name], table[name].dtype)
        for name in kept
    }
    if "unknown" in table:
        columns["unknown"] = _said(table["unknown"], numbers)
    return table.assign(**columns)


def _said(why: pd.Series, numbers: pd.DataFrame) -> pd.Series:
    """Leave out why a figure is missing that is known of nobody: of a few nothing is said."""
    of = numbers.filter(regex="_of$").eq(0).fillna(value=False)
    begins = np.array([f"{name.removesuffix('_of')}: " for name in of], dtype=object)
    told = [
        "; ".join(each for each in words.split("; ") if not each.startswith(tuple(begins[nobody])))
        for words, nobody in zip(why.fillna(""), of.to_numpy(bool), strict=True)
    ]
    return pd.Series(told, why.index, dtype="str").replace("", None).astype(why.dtype)


def _numbers(given: pd.Series) -> pd.Series:
    """Read numbers, also those held as text; what was shared before is shared the same."""
    return pd.to_numeric(given.replace(FEW, "0"), errors="coerce").astype("Float64")


def _as_it_was(told: pd.Series, kind: object) -> pd.Series:
    """Give whole numbers as these were, where they still are and none went missing."""
    whole = pd.api.types.is_integer_dtype(kind) and bool(told.dropna().mod(1).eq(0).all())
    return told.astype("Int64") if whole else told


def _text(counts: pd.Series) -> pd.Series:
    text = counts.astype("Int64").astype("str").mask(counts == 0, FEW)
    return text.astype("str").where(counts.notna())
