"""A headline measure as a numerator and a denominator, so that it can be added."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ecosystem.region.compare.funnel import APPROXIMATE, BINOMIAL, POISSON
from ecosystem.region.survey.headlines import headlines

LARGEST = {"broadest_generalist"}
"""Shares that are the largest of several: no share of trials with the same chance."""
EVERYBODY = {"residents", "actors", "needs"}
"""Counts that rest on these say how large a neighbourhood is: they go by its population."""


@dataclass(frozen=True)
class Rate:
    """
    One measure over all neighbourhoods.

    `part` over `of` is the rate, both NaN where either is unknown; `unit` times the rate is in
    the unit of `value` (1 for shares and averages, `of` for counts). `limits` are the kind of
    funnel, `within` what limits may not pass.
    """

    name: str
    index: pd.Index = field(repr=False)
    value: np.ndarray = field(repr=False)
    part: np.ndarray = field(repr=False)
    of: np.ndarray = field(repr=False)
    unit: np.ndarray = field(repr=False)
    per: str
    limits: str
    better: str
    within: tuple[float, float]

    @property
    def turns(self) -> np.ndarray:
        """What limits are divided by to be in the unit of `value`: those of counts are counts."""
        return (1.0 if self.limits == APPROXIMATE else self.of) / self.unit


def rate(table: pd.DataFrame, name: str) -> Rate:
    """
    Take a measure of a survey apart.

    Parameters
    ----------
    table
        A checked survey.
    name
        A headline measure that is in it.

    Returns
    -------
    rate
        The numerator is what was counted: a share or an average times how many it rests on, and
        whole where a share is one of whole numbers.

    Examples
    --------
    >>> table = pd.DataFrame({"upc": [0.5], "upc_of": [8]}, index=["a"])
    >>> one = rate(table, "upc")
    >>> float(one.part[0]), float(one.of[0]), one.limits
    (4.0, 8.0, 'approximate')
    """
    told = headlines().loc[name]
    number = _column(table, name)
    per, kind = str(told["of"]), str(told["kind"])
    counted = kind == "hours" or (kind == "count" and not told["better"] and per in EVERYBODY)
    per = "population" if counted else per
    of = _column(table, per if counted else f"{name}_of")
    of = np.where((of > 0) & np.isfinite(number), of, np.nan)
    adds = kind in {"count", "sum", "hours"}
    part = np.where(np.isfinite(of), number, np.nan) if adds else number * of
    unit = of if adds else np.ones(len(of))
    limits, within = APPROXIMATE, (0.0 if np.nanmin(number, initial=0) >= 0 else -np.inf, np.inf)
    if kind == "share" and name not in LARGEST and _whole(part, of):
        limits, part = BINOMIAL, np.round(part)
    elif kind == "share":
        within = (0.0, 1.0)
    elif kind == "count":
        limits = BINOMIAL if told["unit"] == per else POISSON
    better = str(told["better"])
    return Rate(
        name,
        table.index,
        np.where(np.isfinite(of), number, np.nan),
        part,
        of,
        unit,
        per,
        limits,
        better,
        within,
    )


def _column(table: pd.DataFrame, name: str) -> np.ndarray:
    if name not in table:
        return np.full(len(table), np.nan)
    return np.asarray(table[name].to_numpy(dtype=np.float64, na_value=np.nan))


def _whole(part: np.ndarray, of: np.ndarray) -> bool:
    """Tell whether numerators are whole, as far as shares in six decimals can say."""
    known = np.isfinite(part)
    off = np.abs(part - np.round(part))
    return bool((off <= 1e-6 * np.maximum(of, 1))[known].all()) and not (of[known] % 1).any()
