"""Needs against those who can meet them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray, IntegerArray

from ecosystem.measure.cases import case_arrays
from ecosystem.measure.supply import able
from ecosystem.tables.needs import in_use
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
    hood.need("competences", for_what="Coverage")
    who = able(hood)
    needs = pd.Index(in_use(hood), dtype="str", name="need")
    place, steps = needs.get_indexer(who["need"]), who["step"].to_numpy(np.int64, na_value=_NO_STEP)
    lightest = np.full(len(needs), _NO_STEP)
    np.minimum.at(lightest, place, steps)
    count = residents(hood).reindex(needs)
    if not count.isna().all():
        count = count.fillna(0)
    frame = pd.DataFrame(
        {
            "residents": count,
            "actors": pd.array(np.bincount(place, minlength=len(needs)), dtype="Int64"),
            "lightest": IntegerArray(lightest, lightest == _NO_STEP),
        },
        index=needs,
    )
    frame["hours_short"] = _short(hood, count, who.assign(place=place))
    order = np.lexsort((needs, -count.to_numpy(np.int64, na_value=0)))
    return frame.iloc[order]


def residents(hood: Neighbourhood) -> pd.Series:
    """Count the residents with each need; empty where nothing says who needs what."""
    sets = case_arrays(hood)
    if sets is None:
        return pd.Series(dtype="Int64")
    had = sets.has.any(axis=0)
    index = pd.Index(sets.needs[had], dtype="str", name="need")
    counts = sets.residents @ sets.has[:, had]
    return pd.Series(counts, index=index, dtype="Int64", name="residents")


def _short(hood: Neighbourhood, residents: pd.Series, who: pd.DataFrame) -> FloatingArray:
    """Share the hours there are over the needs; what is left of each need is short."""
    needs = residents.index
    own = hood.needs.set_index("need")[["hours", "critical"]].reindex(needs)
    takes = own["hours"].to_numpy(np.float64, na_value=np.nan, copy=True)
    said = who.dropna(subset=["takes"]).groupby("place")["takes"].median()
    takes[said.index] = said
    count = residents.to_numpy(np.float64, na_value=np.nan)
    asked = np.where(count == 0, 0, count * takes)
    unsure = np.isin(np.arange(len(needs)), who["place"][who["hours"].isna()])
    short = np.where(unsure & (asked != 0), np.nan, asked)
    later = ~own["critical"].to_numpy(dtype=bool, na_value=False)
    order = np.lexsort((needs, -np.nan_to_num(count), later))
    order = order[short[order] > 0]
    flow = who[np.isin(who["place"], order)]
    if len(flow):
        short[order] -= served(flow, pd.Series(short[order], index=needs[order]))
    return FloatingArray(np.maximum(short, 0).round(6), np.isnan(short))


def served(who: pd.DataFrame, asked: pd.Series) -> np.ndarray:
    """
    Find the hours each need gets; `asked` is in the order in which needs are served.

    The hours that needs can get together form a polymatroid: any falling positive weights make
    the total maximal and then serve the first first, and give one answer only.
    """
    from scipy.optimize import linprog  # noqa: PLC0415
    from scipy.sparse import coo_array, vstack  # noqa: PLC0415

    actors, names = pd.factorize(who["actor"])
    hours = who.drop_duplicates("actor").set_index("actor")["hours"].loc[names].astype("float64")
    needs = asked.index.get_indexer(who["need"])
    each, ones = np.arange(len(who)), np.ones(len(who))
    limits = vstack(
        [
            coo_array((ones, (actors, each)), shape=(len(names), len(who))),
            coo_array((ones, (needs, each)), shape=(len(asked), len(who))),
        ]
    )
    weight = 2 - np.arange(len(asked)) / len(asked)
    found = linprog(-weight[needs], A_ub=limits, b_ub=[*hours, *asked], method="highs")
    return np.bincount(needs, weights=found.x, minlength=len(asked))
