"""Who stands between whom: bridges between layers, and between formal and informal help."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ecosystem.measure.compact import matrix
from ecosystem.measure.structural_holes import places
from ecosystem.measure.supply import supply
from ecosystem.network import DIRECTED
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tied

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def brokerage(hood: Neighbourhood) -> pd.DataFrame:
    """
    Describe the place of each actor among the ties.

    Betweenness, effective size and constraint (see `structural_holes`) are taken without
    weights, each pair of actors once. The roles (Gould and Fernandez 1989) count open two-paths
    from a through the actor to b, by the layers of the three; `refers` and `consults` run one
    way, every other tie both ways. They describe a place, not a person, and 15 % of missing
    actors is enough to change them.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`.

    Returns
    -------
    brokerage
        One row per actor, by id: `layer`; `ties` (actors tied to); `layers` (known layers
        among them); `bridges` (ties across the line between professionals and informal or
        collective help); `betweenness` (of each two others, the share of their shortest paths
        that pass the actor, on average); `effective_size` and `constraint` (missing without
        ties); `coordinator` (all three in one layer), `itinerant` (a and b in one, not the
        actor's), `representative` (the actor with a), `gatekeeper` (the actor with b),
        `liaison` (three layers), missing where the actor's own layer is unknown, paths with an
        unknown end left out; `cut_vertex` (without the actor, others lose every path);
        `cut_ties` (ties of the actor without which its two ends lose every path).

    Raises
    ------
    MissingTable
        If `ties` was not supplied.

    Examples
    --------
    >>> brokerage(street)[["ties", "bridges", "effective_size", "cut_vertex"]]
              ties  bridges  effective_size  cut_vertex
    actor
    choir        1        0             1.0       False
    daughter     2        1             2.0        True
    gp           2        0             2.0        True
    nurse        2        1             2.0        True
    social       1        0             1.0       False
    """
    hood.need("ties", for_what="Brokerage")
    who, pairs = supply(hood), tied(hood)
    ends = [who.index.get_indexer(pairs[side]) for side in ("actor", "partner")]
    place = places(who.index, matrix(len(who), *ends))
    both = pd.concat([pairs, pairs.rename(columns={"actor": "partner", "partner": "actor"})])
    tied_to = both.join(who[["layer", "professional"]], on="partner").join(
        who["professional"].rename("self"), on="actor"
    )
    across = tied_to[tied_to["professional"] != tied_to["self"]]
    frame = pd.DataFrame(
        {
            "layer": who["layer"],
            "ties": tied_to.groupby("actor").size(),
            "layers": tied_to.groupby("actor")["layer"].nunique(),
            "bridges": across.groupby("actor").size(),
        },
        index=who.index,
    )
    counts = ["ties", "layers", "bridges"]
    frame[counts] = frame[counts].fillna(0).astype("Int64")
    holes, hangs = ["betweenness", "effective_size", "constraint"], ["cut_vertex", "cut_ties"]
    frame[holes] = place[holes]
    roles = brokerage_roles(_arcs(hood, who), who["layer"].factorize(sort=True)[0])
    roles = roles.set_index(who.index).astype("Int64")
    roles[who["layer"].isna()] = pd.NA
    frame[list(ROLES)] = roles
    frame[hangs] = place[hangs]
    return frame


def brokerage_roles(adjacency: np.ndarray, group: Sequence[int] | np.ndarray) -> pd.DataFrame:
    """
    Count the brokerage roles of Gould and Fernandez.

    Parameters
    ----------
    adjacency
        Square, 1 where there is an arc from the row to the column.
    group
        The group of each node; negative is unknown, and its paths are left out.

    Returns
    -------
    roles
        One row per node, in their order: `coordinator`, `itinerant`, `representative`,
        `gatekeeper`, `liaison`: the open paths a to v to b (no arc a to b) with v in the
        middle.

    References
    ----------
    R. Gould and R. Fernandez, *Structures of mediation*, Sociological Methodology 19, 1989.

    Examples
    --------
    >>> brokerage_roles(np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]]), [0, 1, 0])
       coordinator  itinerant  representative  gatekeeper  liaison
    0            0          0               0           0        0
    1            0          1               0           0        0
    2            0          0               0           0        0
    """
    arcs = np.asarray(adjacency, dtype=np.float64)
    code = np.asarray(group)
    apart = 1.0 - (arcs > 0)
    np.fill_diagonal(apart, 0.0)
    known = sorted(set(code[code >= 0].tolist()))
    paths = np.zeros((len(known), len(known), len(code)))
    for i, first in enumerate(known):
        for j, last in enumerate(known):
            ends = apart[np.ix_(code == first, code == last)]
            paths[i, j] = ((ends.T @ arcs[code == first]) * arcs[:, code == last].T).sum(axis=0)
    total = paths.sum(axis=(0, 1))
    mine = np.searchsorted(known, code) if known else np.zeros(len(code), dtype=int)
    nodes = np.flatnonzero(code >= 0)
    one = mine[nodes]
    roles = np.zeros((len(code), len(ROLES)))
    coordinator = paths[one, one, nodes]
    alike = np.einsum("iin->n", paths)[nodes] - coordinator
    same_first = paths[one, :, nodes].sum(axis=1) - coordinator
    same_last = paths[:, one, nodes].sum(axis=0) - coordinator
    rest = total[nodes] - coordinator - alike - same_first - same_last
    roles[nodes] = np.column_stack([coordinator, alike, same_first, same_last, rest])
    return pd.DataFrame(roles.round().astype(np.int64), columns=list(ROLES))


def _arcs(hood: Neighbourhood, who: pd.DataFrame) -> np.ndarray:
    """Make actors by actors: `refers` and `consults` one way, every other tie both ways."""
    arcs = np.zeros((len(who), len(who)))
    ties = hood.ties[hood.ties["actor"] != hood.ties["partner"]]
    ends = [who.index.get_indexer(ties[side]) for side in ("actor", "partner")]
    arcs[ends[0], ends[1]] = 1
    mutual = ~ties["relation"].isin(DIRECTED).to_numpy()
    arcs[ends[1][mutual], ends[0][mutual]] = 1
    return arcs
