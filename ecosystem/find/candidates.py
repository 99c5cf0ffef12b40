"""Who is already involved and might take over a need."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array

from ecosystem.measure.demand import demand, each_need
from ecosystem.measure.eligible import may_learn
from ecosystem.measure.supply import able, supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped
from ecosystem.tables.remember import remember


def candidates(hood: Neighbourhood, needs: Collection[str], *, most: int = 3) -> dict[str, str]:
    """
    Name, for each need, those already with its residents who cannot meet it yet and may learn.

    Who is with whom comes from contacts that name actors, else from who can meet another need
    of the same residents. Who may learn: what `teachable` says of the profession, else the
    generalists; never what is reserved for other professions, never informal help, nobody
    without hours.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    needs
        The needs.
    most
        How many to name for each.

    Returns
    -------
    candidates
        For each need that has any, ids joined by `|`: the lightest help first, then those with
        most of its residents, then by id.
    """
    near = remember(hood, _near)
    who = supply(hood)
    may = who[who["professional"] & who["hours"].ne(0).fillna(value=True)]
    rows = near[near["need"].isin(list(needs))].merge(
        may[["profession", "step"]].reset_index(), on="actor"
    )
    pairs = pd.MultiIndex.from_frame(rows[["actor", "need"]])
    rows = rows[~pairs.isin(pd.MultiIndex.from_frame(able(hood)[["actor", "need"]]))]
    rows = rows[may_learn(hood, rows["need"], rows["profession"])]
    rows = rows.sort_values(
        ["need", "step", "residents", "actor"], ascending=[True, True, False, True]
    )
    first = rows.groupby("need").head(most)
    joined = first.groupby("need")["actor"].agg("|".join)
    return {str(need): str(ids) for need, ids in joined.items()}


def _near(hood: Neighbourhood) -> pd.DataFrame:
    """Count the residents with each need whom each actor helps or could help."""
    rows = helped(hood)
    done = rows.dropna(subset=["actor"])
    sets = demand(hood)
    if sets is None:
        return pd.DataFrame({"actor": [], "need": [], "residents": []}, dtype="str")
    if len(done):
        group, residents = pd.factorize(rows["resident"])
        has = rows.assign(group=group).dropna(subset=["need"])
        does, weight = done.assign(group=group[done.index]), np.ones(len(residents), dtype=int)
    else:
        has = each_need(sets).rename(columns={"set": "group"})
        does = has.merge(able(hood)[["actor", "need"]], on="need")
        weight = sets["residents"].to_numpy(dtype=int)
    actor, actors = pd.factorize(does["actor"], sort=True)
    need, needs = pd.factorize(has["need"], sort=True)
    with_whom = _once(actor, does["group"], (len(actors), len(weight)))
    whose = _once(has["group"], need, (len(weight), len(needs)))
    counts = (with_whom @ (whose * weight[:, None])).tocoo()
    return pd.DataFrame(
        {
            "actor": actors[counts.coords[0]],
            "need": needs[counts.coords[1]],
            "residents": counts.data,
        }
    )


def _once(
    row: np.ndarray | pd.Series, column: np.ndarray | pd.Series, shape: tuple[int, int]
) -> csr_array:
    made = coo_array((np.ones(len(row), dtype=int), (row, column)), shape=shape).tocsr()
    made.data[:] = 1
    return made
