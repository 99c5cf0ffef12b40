"""By what neighbourhoods are alike: their needs and their people, each on one scale."""

from __future__ import annotations

import numpy as np
import pandas as pd

ENOUGH = 2 / 3
"""Of the neighbourhoods, how many must have an indicator for it to take part."""
FURTHEST = 3.0
"""Robust standard deviations from the median at which an indicator is cut off."""
GROWS = 0.5
"""Rank correlation with population from which whole numbers are taken to count people."""
FIVE = 5
"""Figures from which it can be told whether an indicator counts people."""
NEEDS, PEOPLE = "needs", "people"


def profile(survey: pd.DataFrame) -> pd.DataFrame:
    """
    Put what neighbourhoods are compared by on one scale.

    Each indicator is set apart from its median and divided by 1.4826 times the median absolute
    deviation (where that is 0: by 1.2533 times the mean absolute deviation), and cut off at
    three of these, so that one odd area does not stretch the scale for all. Population goes in
    as its logarithm. An `indicator_` in whole numbers that grows with the population (rank
    correlation of a half or more) counts people, and is taken per inhabitant.

    Parameters
    ----------
    survey
        A checked survey.

    Returns
    -------
    profile
        A row a neighbourhood, with the columns of the survey that at least two in three have
        and that are not the same everywhere: of the part `needs` (`needs_a_resident`,
        `share_<domain>`) and the part `people` (`population`, `indicator_<name>`). Two levels
        of columns, part and indicator; in robust standard deviations, missing is NaN.

    References
    ----------
    P. J. Rousseeuw and C. Croux, *Alternatives to the Median Absolute Deviation* (1993).

    Examples
    --------
    >>> areas = pd.DataFrame({"population": [100, 200, 400.0], "needs_a_resident": [2, 2, 2.0]})
    >>> profile(areas.astype("Float64")).round(2).to_dict("list")
    {('people', 'population'): [-0.67, 0.0, 0.67]}
    """
    population = survey["population"] if "population" in survey else survey.index.to_series()
    population = pd.to_numeric(population, errors="coerce").astype("float64")
    population = population.where(population > 0)
    made: dict[tuple[str, str], pd.Series] = {}
    for name in survey:
        if name == "needs_a_resident" or name.startswith("share_"):
            made[NEEDS, name] = survey[name].astype("float64")
        elif name == "population":
            made[PEOPLE, name] = np.log(population)
        elif name.startswith("indicator_"):
            values = survey[name].astype("float64")
            counts = counts_people(survey[name], population)
            made[PEOPLE, name] = values / population if counts else values
    scaled = {key: _scaled(column) for key, column in made.items()}
    kept = {
        key: column
        for key, column in scaled.items()
        if column.notna().mean() >= ENOUGH and column.max() > column.min()
    }
    return pd.DataFrame(kept, index=survey.index)


def counts_people(values: pd.Series, population: pd.Series) -> bool:
    """
    Tell whether an indicator counts people: whole numbers that grow with the population.

    Parameters
    ----------
    values
        The indicator; fewer than five figures tell nothing.
    population
        Of the same neighbourhoods.

    Returns
    -------
    counts_people
        Whether it does.

    Examples
    --------
    >>> population = pd.Series([1000, 2000, 3000, 4000, 5000])
    >>> counts_people(population // 10, population), counts_people(population / 3, population)
    (True, False)
    """
    both = pd.DataFrame({"one": values, "other": population}).astype("Float64").dropna()
    whole = bool(both["one"].mod(1).eq(0).all() and both["one"].ge(0).all())
    ranks = both.rank()
    if len(both) < FIVE or not whole or ranks.nunique().lt(2).any():
        return False
    return bool(ranks["one"].corr(ranks["other"]) >= GROWS)


def _scaled(values: pd.Series) -> pd.Series:
    far = (values - values.median()).abs()
    unit = 1.4826 * far.median() or 1.2533 * far.mean()
    return ((values - values.median()) / (unit or np.nan)).clip(-FURTHEST, FURTHEST)
