"""Forecasts of years that are known by now, made as if they were not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.region.ahead import WAYS, ahead
from ecosystem.region.collect import collect
from ecosystem.region.year_series import Series, size
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal

SHARE = 0.8
"""Share of the figures that an interval is meant to hold."""
WIDENS = 0.75
"""An error grows as this power of the years ahead: between a random walk's 1/2 and a line's 1."""


@dataclass(frozen=True)
class Tested:
    """
    What a series' own past says about ways to continue it.

    `errors` (a share of the mean figure) by way, all areas together; `way` has the smallest.
    `width` is half the interval a year ahead for an area of size 1 (`year_series.size`);
    `coverage` the share of the figures inside, each start with the width of the others.
    All but `way` are NaN where three years are not known.
    """

    way: str
    errors: dict[str, float]
    width: float
    coverage: float


def tested(one: Series, years: int) -> Tested:
    """
    Try every way from each start that leaves half of the years, two or more, to learn from.

    Parameters
    ----------
    one
        A series.
    years
        How many years ahead at most.

    Returns
    -------
    tested
        The way with the smallest total error over all areas, starts and years; equal ones in
        the order of `WAYS`, and `last` where nothing can be tried.
    """
    values, when = one.matrix, one.years
    total, figures = dict.fromkeys(WAYS, 0.0), 0.0
    scaled: dict[str, list[np.ndarray]] = {way: [] for way in WAYS}
    near: dict[str, list[np.ndarray]] = {way: [] for way in WAYS}
    for start in range(2, len(when)):
        later = (when > when[start - 1]) & (when <= when[start - 1] + years)
        if 2 * start < len(when) or not later.any():
            continue
        learnt, actual = values[:, :start], values[:, later]
        there = one.once[:, None] * np.isfinite(actual) * np.isfinite(learnt).any(axis=1)[:, None]
        far = (when[later] - when[start - 1]) ** WIDENS * size(learnt)[:, None]
        figures += float(np.nansum(np.abs(actual) * there))
        for way, found in ahead(learnt, when[:start], when[later], one.once).items():
            wrong = np.abs(clipped(found, values) - actual)
            total[way] += float(np.nansum(wrong * there))
            scaled[way].append((wrong / far)[there > 0])
            near[way].append((wrong <= one.step)[there > 0])
    way = min(WAYS, key=lambda way: (round(total[way], 9), WAYS.index(way)))
    trials = [trial for trial in scaled[way] if len(trial)]
    rounded = [trial for trial in near[way] if len(trial)]
    if not trials:
        return Tested("last", dict.fromkeys(WAYS, np.nan), np.nan, np.nan)
    errors = {name: total[name] / figures if figures else np.nan for name in WAYS}
    return Tested(way, errors, _width(trials), _coverage(trials, rounded))


def _width(trials: list[np.ndarray]) -> float:
    """Take the worst start's, and more where starts are few: what is to come is one more."""
    worst = max(float(np.quantile(trial, SHARE)) for trial in trials)
    return worst * float(np.sqrt(1 + 1 / len(trials)))


def _coverage(trials: list[np.ndarray], rounded: list[np.ndarray]) -> float:
    if len(trials) < 2:
        return float("nan")
    inside = [
        (trial <= _width([*trials[:at], *trials[at + 1 :]]) + 1e-9) | rounded[at]
        for at, trial in enumerate(trials)
    ]
    return float(np.concatenate(inside).mean())


def clipped(found: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Cut off below 0 where no figure ever was below 0."""
    return np.maximum(found, 0.0) if not (values < 0).any() else found


def half_width(one: Series, found: Tested, to: np.ndarray) -> np.ndarray:
    """Give half the interval of each area and year: never less than what rounding alone does."""
    far = (to[None, :] - one.years[one.last][:, None]) ** WIDENS
    width: np.ndarray = np.maximum(found.width * far * size(one.matrix)[:, None], one.step)
    return width


def backtest(
    region: Iterable[Neighbourhood],
    *,
    held_out: int = 3,
    indicators: Sequence[str] | None = None,
) -> pd.DataFrame:
    """
    Forecast the last years that are known from the years before, and see how wrong it was.

    The way is chosen, and the interval made, with the years before only, as `forecast` would
    have done then. Beside it stand the two plain yardsticks: the last figure, and drift (the
    line through an area's first and last figure).

    Parameters
    ----------
    region
        Neighbourhoods with `indicators` of several years, or `profiles` of several periods.
    held_out
        How many of the last years of each indicator are held out.
    indicators
        Which indicators; by default all.

    Returns
    -------
    backtest
        One row per neighbourhood and indicator, by indicator, need and code: `neighbourhood`,
        `indicator`, `need` (of residents counted by need in `profiles`; else missing),
        `method`, `learnt` and `held_out` (years), `figure` (mean of the years held out),
        `error`, `error_last` and `error_drift` (mean absolute error, in the figure's own
        unit), `inside` (share of those years within the interval meant to hold four in five),
        and `counted` (no where the area repeats another's figures: adding it counts twice).
        Errors are missing where the area has no figure before or in the years held out.

    Raises
    ------
    MissingTable
        If no neighbourhood has `indicators`, or `profiles` of several years.
    ValueError
        If an indicator is in no neighbourhood, a year or value is text that is no number, or no
        year is held out.

    References
    ----------
    The yardsticks: R. J. Hyndman and G. Athanasopoulos, *Forecasting: Principles and Practice*
    (3rd ed., 2021), sections 5.2 and 5.10.

    Examples
    --------
    >>> figures = pd.DataFrame({"neighbourhood": "street", "indicator": "over_80",
    ...                         "value": [50.0, 52, 54, 56, 58], "year": range(2020, 2025)})
    >>> tried = backtest([street.replace(indicators=figures)], held_out=1)
    >>> tried[["method", "error", "error_last", "error_drift"]]
      method  error  error_last  error_drift
    0  drift    0.0         2.0          0.0
    """
    if held_out < 1:
        raise ValueError(refusal("ecosystem.region", "held_out", held_out=held_out))
    pieces = [_held_out(one, held_out) for one in collect(region, indicators).series]
    columns = ["neighbourhood", "indicator", "need", "method", "learnt", "held_out", "figure"]
    columns += ["error", "error_last", "error_drift", "inside", "counted"]
    if not pieces:
        return pd.DataFrame(columns=columns)
    frame = pd.concat(pieces)[columns]
    frame = frame.sort_values(["indicator", "need", "neighbourhood"], ignore_index=True)
    numbers = ["figure", "error", "error_last", "error_drift", "inside"]
    return frame.astype(dict.fromkeys(numbers, "Float64")).round(dict.fromkeys(numbers, 6))


def _held_out(one: Series, years: int) -> pd.DataFrame:
    cut = int(one.years[-1]) - years
    before, to = one.until(cut), one.years[one.years > cut]
    areas = one.figures.index
    actual = one.raw[to].to_numpy(dtype=np.float64)
    frame = pd.DataFrame({"neighbourhood": areas, "indicator": one.indicator})
    frame["need"] = pd.Series(one.of_need or None, index=frame.index, dtype="str")
    frame["learnt"], frame["held_out"] = len(before.years), len(to)
    frame["counted"] = one.once > 0
    found = tested(before, years) if before.figures.size else None
    frame["method"] = pd.Series(found.way if found else None, index=frame.index, dtype="str")
    made = {way: np.full(actual.shape, np.nan) for way in WAYS}
    width = np.full(actual.shape, np.nan)
    if found:
        at = areas.get_indexer(before.figures.index)
        ways = ahead(before.matrix, before.years, to, before.once)
        for way in WAYS:
            made[way][at] = clipped(ways[way], before.matrix)
        width[at] = half_width(before, found, to)
    wrong = {way: np.abs(made[way] - actual) for way in WAYS}
    chosen = wrong[found.way] if found else wrong["last"]
    there = np.isfinite(chosen)
    frame["figure"] = _mean(actual, there)
    for name, way in (("error", chosen), ("error_last", wrong["last"])):
        frame[name] = _mean(way, there)
    frame["error_drift"] = _mean(wrong["drift"], there)
    frame["inside"] = _mean((chosen <= width + 1e-9).astype(float), there & np.isfinite(width))
    return frame


def _mean(values: np.ndarray, there: np.ndarray) -> np.ndarray:
    count = there.sum(axis=1)
    total = np.where(there, values, 0).sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0))
