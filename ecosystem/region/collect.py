"""What a forecast continues, gathered in one walk through a region."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from ecosystem.measure.demand import in_time
from ecosystem.region.year_series import Series, all_series
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.progress import counted
from ecosystem.tables.refusals import refusal

PROFILES = "profiles"


@dataclass(frozen=True)
class Collected:
    """Every series, and what was asked of each neighbourhood besides, one below the other."""

    series: list[Series]
    also: pd.DataFrame


def collect(
    region: Iterable[Neighbourhood],
    indicators: Sequence[str] | None,
    *,
    also: Callable[[Neighbourhood, pd.DataFrame], pd.DataFrame] | None = None,
) -> Collected:
    """
    Gather indicators by year, and residents by need of `profiles` of several years.

    Parameters
    ----------
    region
        Neighbourhoods; each is seen once.
    indicators
        Which; by default all. Residents by need are called `profiles`.
    also
        What else to ask of each neighbourhood, given the rows that are gathered of it.

    Returns
    -------
    collected
        The series by indicator, and the answers to `also` with `neighbourhood` before them.

    Raises
    ------
    MissingTable
        If no neighbourhood has `indicators`, or `profiles` of several years.
    ValueError
        If an indicator is in no neighbourhood, or a year or value is text that is no number.
    """
    rows, answers = [], [pd.DataFrame()]
    lacking = None
    for hood in counted(region, "forecast") if isinstance(region, Collection) else region:
        own = [_indicators(hood), *([_by_need(hood)] if "profiles" in hood.tables else [])]
        rows += own
        if "indicators" not in hood.tables:
            lacking = lacking or hood
        if also:
            answer = also(hood, pd.concat(own))
            answer.insert(0, "neighbourhood", hood.code)
            answers.append(answer)
    if lacking and not any(map(len, rows)):
        lacking.need("indicators", for_what="A forecast")
    figures = pd.concat(rows) if rows else _indicators(Neighbourhood("", "", {}))
    if indicators is not None:
        there = sorted(set(figures["indicator"]))
        unknown = sorted(set(indicators) - set(there))
        if unknown:
            named = {"unknown": ", ".join(unknown), "there": ", ".join(there) or "-"}
            raise ValueError(refusal("ecosystem.region", "no_indicator", **named))
    return Collected(
        all_series(figures, indicators), pd.concat([one for one in answers if len(one)] or answers)
    )


def _indicators(hood: Neighbourhood) -> pd.DataFrame:
    own = hood.indicators
    own = own[own["neighbourhood"] == hood.code]
    own = own[["neighbourhood", "indicator", "year", "value"]].assign(need="")
    for column in ("year", "value"):
        if not pd.api.types.is_numeric_dtype(own[column].dtype):
            own[column] = _numbers(hood, own[column])
    return own


def _numbers(hood: Neighbourhood, given: pd.Series) -> pd.Series:
    """Read numbers that are text; such a table did not come in by `load`, which checks them."""
    read = pd.to_numeric(given, errors="coerce").astype("float64")
    whole = read.notna() if given.name == "value" else read.mod(1).eq(0)
    wrong = given[given.notna() & ~whole]
    if len(wrong):
        found = {"code": hood.code, "value": wrong.iloc[0], "column": given.name}
        key = "no_figure" if given.name == "value" else "no_year"
        raise ValueError(refusal("ecosystem.region", key, **found))
    return read.astype("Int64" if given.name == "year" else "float64")


def _by_need(hood: Neighbourhood) -> pd.DataFrame:
    """Count residents by need at the end of each year; a need that year's do not name has 0."""
    known = hood.profiles[["needs", "residents", "period"]].dropna()
    known = known.assign(
        year=known["period"].str.extract(r"((?:19|20)\d\d)", expand=False),
        at=in_time(known["period"]),
    ).dropna()
    known = known[known["at"] == known.groupby("year")["at"].transform("max")]
    if known["year"].nunique() < 2:
        return _indicators(Neighbourhood(hood.code, "", {}))
    known["need"] = known["needs"].str.split("|")
    each = known.explode("need")
    each["need"] = each["need"].str.strip()
    grid = each.pivot_table(
        index="need", columns="year", values="residents", aggfunc="sum", fill_value=0
    )
    rows = grid.reset_index().melt("need", var_name="year")
    rows = rows.astype({"year": "Int64", "value": "float64"})
    return rows.assign(neighbourhood=hood.code, indicator=PROFILES)
