"""Bridges between informal help and the professionals."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from ecosystem.measure.brokerage import tie_graph
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped, tied

TOP = ""
"""The node beyond all professionals; no actor has an empty id."""


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
    who = supply(hood)
    pairs = tied(hood)
    graph = tie_graph(who, pairs)
    formal = who.index[who["professional"]]
    arcs = graph.to_directed()
    arcs.add_edges_from((TOP, actor) for actor in formal)
    arcs.add_node(TOP)
    above = nx.immediate_dominators(arcs, TOP)
    informal = who.index[~who["professional"]]
    done = helped(hood).dropna(subset=["actor"]).drop_duplicates(["actor", "resident"])
    residents = done.groupby("actor").size().reindex(informal, fill_value=0 if len(done) else None)
    both = pd.concat([pairs, pairs.rename(columns={"actor": "partner", "partner": "actor"})])
    knows = both[both["partner"].isin(formal)].groupby("actor").size()
    return pd.DataFrame(
        {
            "layer": who.loc[informal, "layer"],
            "knows": knows.reindex(informal, fill_value=0).astype("Int64"),
            "reaches": informal.isin(list(above)),
            "hangs_on": pd.Series(
                ["|".join(_chain(above, actor)) for actor in informal], index=informal, dtype="str"
            ),
            "residents": residents.astype("Int64"),
        },
        index=informal,
    )


def _chain(above: dict[str, str | None], actor: str) -> list[str]:
    """List whom every path from the professionals to an actor passes."""
    chain, now = [], above.get(actor)
    while now is not None and now != TOP:
        chain.append(now)
        now = above[now]
    return sorted(chain)
