"""Bridges between informal help and the professionals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.compact import matrix, reached
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped, tied


def informal_reach(hood: Neighbourhood) -> pd.DataFrame:
    """
    Tell how informal and collective help is linked with the professionals.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`.

    Returns
    -------
    informal_reach
        One row per informal or collective actor, by id: `layer`; `knows` (professionals tied
        to); `reaches` (any path of ties leads to a professional); `hangs_on` (the actors
        without any one of whom no path is left, sorted, joined by `|`; empty where none);
        `residents` (whom they help; missing without contacts that name actors).

    Raises
    ------
    MissingTable
        If `ties` was not supplied.

    Examples
    --------
    >>> informal_reach(street)[["knows", "reaches", "hangs_on"]]
              knows  reaches        hangs_on
    actor
    choir         0     True  daughter|nurse
    daughter      1     True           nurse
    """
    hood.need("ties", for_what="Formal and informal help")
    who, pairs = supply(hood), tied(hood)
    ends = [who.index.get_indexer(pairs[side]) for side in ("actor", "partner")]
    formal, ties = who["professional"].to_numpy(dtype=bool), matrix(len(who), *ends)
    reaches, without = reached(ties, formal)
    hangs = reaches & ~without & ~np.eye(len(who), dtype=bool)
    ids, informal = who.index.to_numpy(dtype=object), np.flatnonzero(~formal)
    done = helped(hood)
    own = done[done["actor"].isin(ids[informal])].drop_duplicates(["actor", "resident"])
    known = 0 if done["actor"].notna().any() else None
    residents = own.groupby("actor").size().reindex(ids[informal], fill_value=known)
    return pd.DataFrame(
        {
            "layer": who["layer"].array[informal],
            "knows": pd.array(ties[informal][:, formal].sum(axis=1), dtype="Int64"),
            "reaches": reaches[informal],
            "hangs_on": pd.array(["|".join(ids[hangs[:, at]]) for at in informal], dtype="str"),
            "residents": residents.array.astype("Int64"),
        },
        index=who.index[informal],
    )
