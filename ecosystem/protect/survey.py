"""A survey as it may leave: the same table, with counts of residents as they are shown."""

from __future__ import annotations

import pandas as pd

from ecosystem.protect.counts import FEW
from ecosystem.protect.outgoing import LEVELS, Level
from ecosystem.protect.over_residents import over_residents


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
        The same rows and columns. Shared, counts of residents are text: "<10" under ten, else
        rounded to five; what is said over residents is made of such counts, and missing where
        it may rest on fewer than ten: see `over_residents`.

    Raises
    ------
    ValueError
        If the level is not one of the two.

    Examples
    --------
    >>> made = eco.survey(eco.Region(("street",), lambda code: street, None, None))
    >>> protect_survey(made)[["residents", "needs_a_resident", "uncovered_needs"]]
                  residents  needs_a_resident  uncovered_needs
    neighbourhood
    street              <10              <NA>                1
    """
    if level not in LEVELS:
        raise ValueError(f"level is {level!r}; it is 'shareable' or 'internal'")
    if level == "internal":
        return table
    numbers = table.select_dtypes("number")
    told, few = over_residents(numbers.astype("Float64"))
    columns = {
        name: _text(told[name]) if name in few else told[name].astype(numbers[name].dtype)
        for name in numbers
    }
    return table.assign(**columns)


def _text(counts: pd.Series) -> pd.Series:
    text = counts.astype("Int64").astype("str").mask(counts == 0, FEW)
    return text.astype("str").where(counts.notna())
