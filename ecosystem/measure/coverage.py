"""Needs against those who can meet them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray, IntegerArray

from ecosystem.measure.cases import case_arrays
from ecosystem.measure.served import served
from ecosystem.measure.supply_coded import Able, able_coded, supply_coded
from ecosystem.tables.needs import in_use, stated
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

_NO_STEP = 99


def coverage(hood: Neighbourhood) -> pd.DataFrame:
    """
    Count, for each need, the residents who have it and the actors who can meet it.

    The hours short are those asked for minus the maximum flow of hours from the actors who can
    meet the need, all needs together (a transport problem), so nobody's hour is spent twice.
    One resident's need takes the median of the hours their competences state, or else the
    hours of the `needs` table. Where the shortage could lie with several needs, the needs
    marked critical are served first, then those of most residents, then by name. Somebody
    able whose hours are unknown may or may not have enough: a need they can meet has no
    figure, and as they may also free others, every other figure is "at least"; so it is where
    what another need takes is unknown.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`.

    Returns
    -------
    coverage
        One row per need, most residents first, then by name: `residents`, `actors` (able, and
        hours not 0), `lightest` (lowest step, 0-6; missing where nobody is able or no step is
        known), `hours_short` (hours a week). `residents` and `hours_short` are missing where
        nothing says who has which need; `hours_short` also where what it takes, or what
        somebody able has, is unknown.

    Raises
    ------
    MissingTable
        If `competences` was not supplied.

    Examples
    --------
    >>> coverage(street)
               residents  actors  lightest  hours_short
    need
    transport          2       0      <NA>          3.0
    skin               1       2         4          0.0
    """
    return remember(hood, _coverage)


def _coverage(hood: Neighbourhood) -> pd.DataFrame:
    found = coverage_coded(hood)
    unknown = np.full(len(found.needs), np.isnan(found.residents).all())
    frame = pd.DataFrame(
        {
            "residents": IntegerArray(np.nan_to_num(found.residents).astype(np.int64), unknown),
            "actors": pd.array(found.actors, dtype="Int64"),
            "lightest": IntegerArray(found.lightest, found.lightest == _NO_STEP),
            "hours_short": FloatingArray(found.short, np.isnan(found.short)),
        },
        index=pd.Index(found.needs, dtype="str", name="need"),
    )
    return frame.iloc[np.lexsort((found.needs, -np.nan_to_num(found.residents)))]


@dataclass(frozen=True, eq=False)
class Coverage:
    """The columns of `coverage` in numbers, the needs by name."""

    needs: np.ndarray
    residents: np.ndarray
    """NaN where nothing says who has which need."""
    actors: np.ndarray
    lightest: np.ndarray
    short: np.ndarray
    """NaN where unknown."""


def coverage_coded(hood: Neighbourhood) -> Coverage:
    """
    Give `coverage` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`.

    Returns
    -------
    coverage_coded
        The same needs, by name.

    Raises
    ------
    MissingTable
        If `competences` was not supplied.

    Examples
    --------
    >>> coverage_coded(street).residents.tolist()
    [1.0, 2.0]
    """
    return remember(hood, _coded)


def _coded(hood: Neighbourhood) -> Coverage:
    hood.need("competences", for_what="Coverage")
    rows, who, needs = able_coded(hood), supply_coded(hood), in_use(hood)
    at = {need: number for number, need in enumerate(needs)}
    need = np.array([at[one] for one in rows.need.names.tolist()], dtype=np.int64)[rows.need.code]
    lightest, steps = np.full(len(needs), _NO_STEP), who.step[rows.actor]
    known = ~np.isnan(steps)
    np.minimum.at(lightest, need[known], steps[known].astype(np.int64))
    count, sets = np.full(len(needs), np.nan), case_arrays(hood)
    if sets is not None:
        count[:] = 0
        had = sets.has.any(axis=0)
        count[[at[one] for one in sets.needs[had]]] = sets.residents @ sets.has[:, had]
    ids = np.array(needs, dtype=object)
    short = _short(hood, ids, count, need, rows)
    return Coverage(ids, count, np.bincount(need, minlength=len(needs)), lightest, short)


def residents(hood: Neighbourhood) -> pd.Series:
    """Count the residents with each need; empty where nothing says who needs what."""
    sets = case_arrays(hood)
    if sets is None:
        return pd.Series(dtype="Int64")
    had = sets.has.any(axis=0)
    index = pd.Index(sets.needs[had], dtype="str", name="need")
    counts = sets.residents @ sets.has[:, had]
    return pd.Series(counts, index=index, dtype="Int64", name="residents")


def _short(
    hood: Neighbourhood, needs: np.ndarray, count: np.ndarray, need: np.ndarray, rows: Able
) -> np.ndarray:
    """Share the hours there are over the needs; what is left of each need is short."""
    takes, hours, said = stated(hood, needs, "hours"), supply_coded(hood).hours, rows.takes
    what, usual = _medians(need, said)
    takes[what] = usual
    asked = np.where(count == 0, 0, count * takes)
    unsure = np.isin(np.arange(len(needs)), need[np.isnan(hours[rows.actor])])
    short = np.where(unsure & (asked != 0), np.nan, asked)
    later = stated(hood, needs, "critical") != 1
    order = np.lexsort((needs, -np.nan_to_num(count), later))
    order = order[short[order] > 0]
    able = np.zeros((len(needs), len(hours)), dtype=bool)
    able[need, rows.actor] = True
    short[order] -= served(able[order], np.nan_to_num(hours), short[order])
    return np.maximum(short, 0).round(6)


def _medians(of: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Take the median of the values of each number that has any."""
    order = np.lexsort((values, of))
    order = order[~np.isnan(values[order])]
    each, begin, count = np.unique(of[order], return_index=True, return_counts=True)
    low, high = (values[order[begin + half]] for half in ((count - 1) // 2, count // 2))
    return each, (low + high) / 2
