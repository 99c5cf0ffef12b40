"""Needs against those who can meet them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.demand import demand, each_need
from ecosystem.measure.supply import able
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


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
    by_need = who.groupby("need")
    frame = pd.DataFrame(
        {
            "residents": residents(hood).reindex(needs),
            "actors": by_need.size().reindex(needs, fill_value=0).astype("Int64"),
            "lightest": by_need["step"].min().reindex(needs),
        },
        index=needs,
    )
    if not frame["residents"].isna().all():
        frame["residents"] = frame["residents"].fillna(0)
    frame["hours_short"] = _short(hood, frame["residents"], who)
    order = np.lexsort((frame.index, -frame["residents"].fillna(0).to_numpy(dtype=np.int64)))
    return frame.iloc[order]


def residents(hood: Neighbourhood) -> pd.Series:
    """Count the residents with each need; empty where nothing says who needs what."""
    sets = demand(hood)
    if sets is None:
        return pd.Series(dtype="Int64")
    return each_need(sets).groupby("need")["residents"].sum()


def _short(hood: Neighbourhood, residents: pd.Series, who: pd.DataFrame) -> pd.Series:
    """Share the hours there are over the needs; what is left of each need is short."""
    own = hood.needs.set_index("need").reindex(residents.index)
    takes = who.groupby("need")["takes"].median().reindex(residents.index)
    asked = residents.astype("Float64") * takes.fillna(own["hours"].astype("Float64"))
    asked = asked.mask(residents.eq(0).fillna(value=False), 0.0)
    unsure = residents.index.isin(who.loc[who["hours"].isna(), "need"])
    short = asked.mask(unsure & asked.ne(0).fillna(value=True))
    later = ~own["critical"].fillna(value=False).to_numpy(dtype=bool)
    order = np.lexsort((residents.index, -residents.fillna(0).to_numpy(dtype=np.int64), later))
    wanted = short.iloc[order].loc[lambda hours: hours > 0].astype("float64")
    flow = who[who["need"].isin(wanted.index)]
    if len(flow):
        short[wanted.index] = wanted - served(flow, wanted)
    return short.clip(lower=0).round(6)


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
