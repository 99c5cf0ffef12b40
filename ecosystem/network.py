"""A neighbourhood as a networkx graph, and the plain facts it is made of."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from ecosystem.tables.needs import in_use, labels, vocabulary
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.schema import RELATIONS

KINDS = ("actor", "meeting", "need")
UNKNOWN = "unknown"
DIRECTED = ("refers", "consults")
PARTS = (*KINDS, "offers", *RELATIONS, UNKNOWN)


def network(
    hood: Neighbourhood, *, lang: str = "en", without: Collection[str] = ()
) -> nx.MultiGraph:
    """
    Draw a neighbourhood as a graph of actors, needs and meetings.

    Always the same graph whatever the order of the rows: nodes sorted by key, edges by their
    ends and what they carry. Parallel ties are all kept. What is unknown is an attribute that
    is absent. Residents are never nodes.

    Parameters
    ----------
    hood
        A checked neighbourhood; whatever tables there are.
    lang
        Language of the labels of needs, `en` or `nl`.
    without
        Kinds of node (`actor`, `meeting`, `need`) or relations of edge to leave out.

    Returns
    -------
    G
        An undirected multigraph. A node's key is its kind and id, as in `actor:gp_1`, so ids
        of different kinds never collide; its attributes: `kind`, `label`; of actors also
        `layer`, `profession`, `organisation`, `step` (0-6), `level`; of meetings `need`; of
        needs `domain`. An edge's `relation` is `offers` (actor and need), `meets` (actor and
        meeting, with the member's `hours` a month), or between actors that of the tie:
        `refers`, `consults`, `meets`, `knows`, `shares_residents`, and `unknown` where the
        tie does not say; with `hours` (a month), `need`, `requested_by`, `reported_by`, and
        for `refers` and `consults` in `by` the key of the actor who does so. From contacts
        come edges `shares_residents` with the number of `residents` both helped. A tie of an
        actor with itself is left out.

    Raises
    ------
    ValueError
        If `without` names something a graph never has.

    Examples
    --------
    >>> G = network(street, without=("meeting", "need"))
    >>> sorted(G["actor:gp"])
    ['actor:nurse', 'actor:social']
    >>> G["actor:gp"]["actor:nurse"][0]["relation"]
    'consults'
    """
    strange = sorted(set(without) - set(PARTS))
    if strange:
        raise ValueError(f"without={strange} is not in a graph; choose from {', '.join(PARTS)}")
    nodes = [row for row in _nodes(hood, lang) if row[1]["kind"] not in without]
    there = {key for key, _ in nodes}
    graph = nx.MultiGraph(code=hood.code, name=hood.name)
    graph.add_nodes_from(sorted(nodes, key=lambda row: row[0]))
    graph.add_edges_from(
        sorted(
            (
                edge
                for edge in _edges(hood)
                if edge[0] in there and edge[1] in there and edge[2]["relation"] not in without
            ),
            key=lambda edge: (edge[0], edge[1], sorted((k, str(v)) for k, v in edge[2].items())),
        )
    )
    return graph


def helped(hood: Neighbourhood) -> pd.DataFrame:
    """
    List who helped which resident with what, from contacts and requests.

    A contact that names no resident belongs to the resident of its request; a request that
    names none either counts as a resident of its own.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    helped
        One row per distinct `resident`, `actor` and `need`, sorted; `actor` is missing on
        what comes from a request only, and wherever it or the need was not recorded.

    Examples
    --------
    >>> log = pd.DataFrame({"request": ["r1", "r1"], "need": ["skin", "skin"]})
    >>> logged = street.replace(requests=log.assign(resident="anna", neighbourhood=""))
    >>> len(helped(street)), len(helped(logged))
    (0, 1)
    """
    requests = hood.requests[["request", "resident", "need"]].assign(actor=None)
    rows = pd.concat(
        [hood.contacts[["request", "resident", "need", "actor"]], requests], ignore_index=True
    ).astype("str")
    known = requests.dropna(subset=["request", "resident"]).drop_duplicates("request")
    of_request = rows["request"].map(known.set_index("request")["resident"]).astype("str")
    alone = "\n" + rows["request"]
    rows["resident"] = rows["resident"].combine_first(of_request).combine_first(alone)
    columns = ["resident", "actor", "need"]
    return (
        rows.dropna(subset=["resident"])[columns]
        .drop_duplicates()
        .sort_values(columns, ignore_index=True)
    )


def tied(hood: Neighbourhood) -> pd.DataFrame:
    """
    List the pairs of actors with a tie, whichever side reported it.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    tied
        One row per pair, sorted: `actor`, `partner` (the later of the two ids), `relation`
        (all there are, sorted, joined by `|`; `unknown` where a tie does not say) and
        `hours` (a month, together; missing where no tie of the pair says). An actor tied to
        itself is left out.

    Examples
    --------
    >>> tied(street)
          actor partner        relation  hours
    0     choir daughter           knows   <NA>
    1  daughter   nurse           knows   <NA>
    2        gp   nurse  consults|meets    6.0
    3        gp  social         unknown    6.0
    """
    ties = hood.ties
    ends = np.sort(ties[["actor", "partner"]].to_numpy(dtype=object), axis=1)
    frame = pd.DataFrame(
        {
            "actor": pd.Series(ends[:, 0], dtype="str"),
            "partner": pd.Series(ends[:, 1], dtype="str"),
            "relation": ties["relation"].fillna(UNKNOWN).to_numpy(),
            "hours": ties["hours"].astype("Float64").array,
        }
    )
    frame = frame[frame["actor"] != frame["partner"]].sort_values(
        ["actor", "partner", "relation", "hours"]
    )
    pairs = frame.groupby(["actor", "partner"], sort=True)
    hours = pairs["hours"].sum(min_count=1).round(6)
    relation = (
        frame.drop_duplicates(["actor", "partner", "relation"])
        .groupby(["actor", "partner"], sort=True)["relation"]
        .agg("|".join)
        .astype("str")
    )
    return pd.DataFrame({"relation": relation, "hours": hours}).reset_index()


def _nodes(hood: Neighbourhood, lang: str) -> list[tuple[str, dict[str, Any]]]:
    ties, attendance = hood.ties, hood.attendance
    actors = {*hood.actors["actor"], *hood.competences["actor"], *attendance["actor"]}
    actors |= {*ties["actor"], *ties["partner"], *hood.contacts["actor"].dropna()}
    columns = ["label", "layer", "profession", "organisation", "step", "level"]
    frames = {
        "actor": hood.actors.set_index("actor")[columns].reindex(sorted(actors)),
        "meeting": hood.meetings.set_index("meeting")[["label", "need"]].reindex(
            sorted({*hood.meetings["meeting"], *attendance["meeting"]})
        ),
        "need": _needs(hood, lang),
    }
    return [
        (f"{kind}:{key}", {"kind": kind, "label": str(key), **_known(row)})
        for kind, frame in frames.items()
        for key, row in zip(frame.index, frame.to_dict("records"), strict=True)
    ]


def _needs(hood: Neighbourhood, lang: str) -> pd.DataFrame:
    used = pd.Index(in_use(hood), dtype="str")
    domain = hood.needs.set_index("need")["domain"].combine_first(vocabulary()["domain"])
    return pd.DataFrame(
        {"label": pd.Series(labels(hood, lang), dtype="str"), "domain": domain}
    ).reindex(used)


def _edges(hood: Neighbourhood) -> list[tuple[str, str, dict[str, Any]]]:
    offers = hood.competences[["actor", "need"]].drop_duplicates()
    edges: list[tuple[str, str, dict[str, Any]]] = [
        (f"actor:{actor}", f"need:{need}", {"relation": "offers"})
        for actor, need in zip(offers["actor"], offers["need"], strict=True)
    ]
    columns = ["hours", "need", "requested_by", "reported_by"]
    for row in hood.ties.query("actor != partner").to_dict("records"):
        relation = row["relation"] if isinstance(row["relation"], str) else UNKNOWN
        what = {"relation": relation, **_known({name: row[name] for name in columns})}
        if relation in DIRECTED:
            what["by"] = f"actor:{row['actor']}"
        first, second = sorted((f"actor:{row['actor']}", f"actor:{row['partner']}"))
        edges.append((first, second, what))
    a_year = hood.meetings.set_index("meeting").eval("times * hours")
    a_month = hood.attendance["meeting"].map(a_year).astype("float64") / 12
    for meeting, actor, hours in zip(
        hood.attendance["meeting"], hood.attendance["actor"], a_month.round(6), strict=True
    ):
        what = {"relation": "meets", **_known({"hours": hours})}
        edges.append((f"actor:{actor}", f"meeting:{meeting}", what))
    return edges + _shared(hood)


def _shared(hood: Neighbourhood) -> list[tuple[str, str, dict[str, Any]]]:
    pairs = helped(hood).dropna(subset=["actor"])[["resident", "actor"]].drop_duplicates()
    if pairs.empty:
        return []
    from scipy.sparse import coo_array, triu  # noqa: PLC0415

    residents, _ = pd.factorize(pairs["resident"], sort=True)
    actors, names = pd.factorize(pairs["actor"], sort=True)
    seen = coo_array((np.ones(len(pairs), dtype=np.int64), (actors, residents))).tocsr()
    shared = triu(seen @ seen.T, k=1).tocoo()
    return [
        (f"actor:{names[i]}", f"actor:{names[j]}", {"relation": "shares_residents", "residents": n})
        for i, j, n in zip(*(part.tolist() for part in (*shared.coords, shared.data)), strict=True)
    ]


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """Keep what is known, as plain Python values that every format can write."""
    return {
        key: value.item() if isinstance(value, np.generic) else value
        for key, value in row.items()
        if not pd.isna(value)
    }
