"""Figures of several years, as series to continue: a row an area, a column a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

ENDED = 2
"""An area without a figure in the last years of its indicator is not continued."""
JUMP, BREAK = 10.0, 3.0
"""How many times the usual change a jump of one area is, and a break of all."""
KEY = ["neighbourhood", "indicator", "need", "year"]


@dataclass(frozen=True)
class Series:
    """
    One indicator over the years of its region, for one kind of area.

    `figures` has areas by code and the years in which anything is known, as they are used, and
    `raw` as they came; `of_need` is the need that residents were counted by (empty for an
    indicator). `once` is 0 for an area that
    repeats another's figures, so that nobody counts twice where areas are added. `told` says
    what was odd: a sentence's name, with the areas it holds for and what it fills in.
    """

    indicator: str
    of_need: str
    figures: pd.DataFrame
    raw: pd.DataFrame = field(repr=False)
    once: np.ndarray = field(repr=False)
    twin: Mapping[str, str] = field(repr=False)
    told: tuple[tuple[str, np.ndarray, list[str]], ...] = ()

    @property
    def years(self) -> np.ndarray:
        """The years, rising."""
        return np.asarray(self.figures.columns, dtype=np.int64)

    @property
    def matrix(self) -> np.ndarray:
        """The figures; unknown is NaN."""
        return np.asarray(self.figures, dtype=np.float64)

    @property
    def last(self) -> np.ndarray:
        """The column of each area's last figure; the last column where it has none."""
        known = np.isfinite(self.matrix)
        return np.asarray(known.shape[1] - 1 - known[:, ::-1].argmax(axis=1))

    @property
    def step(self) -> float:
        """What the figures were rounded to: 5, 1, or nothing."""
        return figures_step(self.matrix)

    def until(self, year: int) -> Series:
        """Give the series as it was known at the end of a year, cleaned with that only."""
        return series(self.indicator, self.of_need, self.raw.loc[:, :year], self.twin)


def all_series(rows: pd.DataFrame, indicators: Sequence[str] | None) -> list[Series]:
    """
    Make a series of each indicator, and of each kind of area.

    Buurten, wijken, municipalities and the country (BU, WK, GM, NL) go apart: one adds up to the
    next, and what is usual for one is not for the other.

    Parameters
    ----------
    rows
        `neighbourhood`, `indicator`, `need`, `year`, `value`, in any order; of figures with
        the same key the first by value is taken.
    indicators
        Which are wanted; None is all.

    Returns
    -------
    all_series
        By indicator, need and kind of area, those in which anything is known of any year. An
        indicator that is 1 wherever it stands, in several areas, marks them: it is no figure.
    """
    known = rows.dropna(subset=["value", "year"]).sort_values([*KEY, "value"])
    known = known.drop_duplicates(KEY, ignore_index=True)
    kinds = known["neighbourhood"].astype("str").str.extract("^(BU|WK|GM|NL)", expand=False)
    known["kind"] = kinds.fillna("")
    twin: dict[str, str] = {}
    for _, own in known.groupby("kind"):
        twin |= twins(own)
    if indicators is not None:
        known = known[known["indicator"].isin(list(indicators))]
    grids = []
    for (indicator, need, _), own in known.groupby(["indicator", "need", "kind"], sort=True):
        grid = own.pivot_table(index="neighbourhood", columns="year", values="value")
        grids.append(series(str(indicator), str(need), grid, twin))
    return [one for one in grids if one.figures.size and not _marks(one.raw)]


def _marks(grid: pd.DataFrame) -> bool:
    return len(grid) > 1 and bool((grid.isna() | grid.eq(1)).to_numpy().all())


def series(indicator: str, of_need: str, figures: pd.DataFrame, twin: Mapping[str, str]) -> Series:
    """
    Take out of a series what is no figure, and write down what was taken out.

    - A year at the beginning in which every area has 0, while later some have more, is a year
      before the register began; so is such a year later on, where three areas or more have 0.
    - A change of more than half, and ten times as far from the other areas' as is usual for an
      area of that size, is a jump (a border moved): what came before it is left out.
    - A year in which all areas together (three or more) change by a tenth or more, and three
      times as much as in the other years, is told as a break and left as it is.
    """
    told: list[tuple[str, np.ndarray, list[str]]] = []
    grid = figures.astype("float64").dropna(axis=1, how="all")
    count = len(grid)

    empty = _no_register(grid)
    if empty:
        told.append(("no_register", np.ones(count, dtype=bool), [_spans(empty)] * count))
        grid = grid.drop(columns=empty)
    if not grid.size:
        return Series(indicator, of_need, grid, figures, np.ones(count), twin)
    values = grid.to_numpy(dtype=np.float64)
    years = grid.columns.to_numpy(dtype=np.int64)

    from_column = _jumps(values)
    told.append(("jump", from_column > 0, [str(years[at]) for at in from_column]))
    before = np.arange(values.shape[1])[None, :] < from_column[:, None]
    grid = grid.mask(before)

    values = grid.to_numpy(dtype=np.float64)
    for year, share in _breaks(values, years):
        told.append(("break", np.ones(count, dtype=bool), [f"{year}|{share:+.0%}"] * count))

    known = np.isfinite(values)
    first = known.argmax(axis=1)
    last = known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    late = (first > 0) & (from_column == 0) & known.any(axis=1)
    told.append(("begins", late, [str(years[at]) for at in first]))
    gone = known.any(axis=1) & (years[-1] - years[last] > ENDED)
    told.append(("ended", gone, [str(years[at]) for at in last]))
    nought = known.any(axis=1) & (np.nan_to_num(values) == 0).all(axis=1)
    told.append(("nought", nought, [""] * count))
    same = np.asarray([twin.get(area, "") for area in grid.index], dtype=object)
    told.append(("repeats", same != "", list(same)))
    kept = tuple(one for one in told if one[1].any())
    return Series(indicator, of_need, grid, figures, (same == "").astype(np.float64), twin, kept)


def _no_register(grid: pd.DataFrame) -> list[int]:
    nought = grid.fillna(0).eq(0).all()
    if nought.all():
        return []
    leading = nought.cummin()
    many = grid.eq(0).sum() >= 3
    return [int(year) for year in grid.columns[nought & (leading | many)]]


def _breaks(values: np.ndarray, years: np.ndarray) -> list[tuple[int, float]]:
    if values.shape[1] < 4 or len(values) < 3:
        return []
    both = np.isfinite(values[:, 1:]) & np.isfinite(values[:, :-1])
    before = np.where(both, values[:, :-1], 0).sum(axis=0)
    change = np.where(both, values[:, 1:], 0).sum(axis=0) - before
    share = np.divide(change, before, out=np.zeros_like(change), where=before > 0)
    found = []
    for at, one in enumerate(share):
        usual = np.median(np.abs(np.delete(share, at)))
        if abs(one) > max(0.1, BREAK * usual):
            found.append((int(years[at + 1]), float(one)))
    return found


def _jumps(values: np.ndarray) -> np.ndarray:
    """Give the column from which each area is to be read; 0 is from the beginning."""
    rows, columns = values.shape
    if columns < 2 or rows < 3:
        return np.zeros(rows, dtype=np.int64)
    change = np.diff(values, axis=1)
    scaled = change / size(values)[:, None]
    unusual = np.abs(scaled - _median(scaled)[None, :])
    usual = np.nanmedian(unusual) if np.isfinite(unusual).any() else 0.0
    half = np.abs(change) > 0.5 * np.fmax(np.abs(values[:, 1:]), np.abs(values[:, :-1]))
    jumped = half & (unusual > JUMP * usual) & (usual > 0)
    last = jumped.shape[1] - jumped[:, ::-1].argmax(axis=1)
    return np.asarray(np.where(jumped.any(axis=1), last, 0))


def _median(columns: np.ndarray) -> np.ndarray:
    known = np.isfinite(columns).any(axis=0)
    middle = np.zeros(columns.shape[1])
    middle[known] = np.nanmedian(columns[:, known], axis=0)
    return middle


def size(values: np.ndarray) -> np.ndarray:
    """Give the root of each area's mean figure: counts scatter as the root of their size."""
    known = np.isfinite(values)
    total = np.where(known, np.abs(values), 0).sum(axis=1)
    mean = total / np.maximum(known.sum(axis=1), 1)
    least = 0.05 * float(np.median(mean)) if len(mean) else 0.0
    return np.asarray(np.sqrt(np.maximum(mean, least if least > 0 else 1.0)))


def figures_step(values: np.ndarray) -> float:
    """Say what figures were rounded to: 5, 1, or nothing (0)."""
    known = values[np.isfinite(values)]
    return next((unit for unit in (5.0, 1.0) if not bool(np.mod(known, unit).any())), 0.0)


def twins(rows: pd.DataFrame) -> dict[str, str]:
    """
    Find areas of which every figure of every year is that of another: one place, two codes.

    Parameters
    ----------
    rows
        As for `all_series`, of all indicators: one alone is often the same by chance.

    Returns
    -------
    twins
        By area the first with the same figures, where there are three or more.
    """
    every = rows.pivot_table(
        index="neighbourhood", columns=["indicator", "need", "year"], values="value"
    )
    every = every[(every.count(axis=1) >= 3) & (every.max(axis=1) > every.min(axis=1))].sort_index()
    told = every.fillna(np.inf).apply(tuple, axis=1) if len(every) else pd.Series(dtype="object")
    first = pd.Series(told.index, index=told.index).groupby(told).transform("first")
    return {str(area): str(same) for area, same in first[first != first.index].items()}


def _spans(years: list[int]) -> str:
    """Write years as people do: 2010-2014, 2017."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], year]
        else:
            spans.append([year])
    return ", ".join("-".join(map(str, span)) for span in spans)
