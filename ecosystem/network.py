"""A neighbourhood as a networkx graph."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.needs import in_use, labels, vocabulary
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import UNKNOWN, helped, shared
from ecosystem.tables.schema import RELATIONS

KINDS = ("actor", "meeting", "need")
DIRECTED = ("refers", "consults")
PARTS = (*KINDS, "offers", *RELATIONS, UNKNOWN)


def network(
    hood: Neighbourhood, *, lang: Language = "en", without: Collection[str] = ()
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
    return edges + _shares_residents(hood)


def _shares_residents(hood: Neighbourhood) -> list[tuple[str, str, dict[str, Any]]]:
    rows = helped(hood).dropna(subset=["actor"])
    pairs = shared(rows["actor"], rows["resident"])
    return [
        (f"actor:{one}", f"actor:{other}", {"relation": "shares_residents", "residents": count})
        for one, other, count in zip(
            pairs["one"], pairs["other"], pairs["shared"].tolist(), strict=True
        )
    ]


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """Keep what is known, as plain Python values that every format can write."""
    return {
        key: value.item() if isinstance(value, np.generic) else value
        for key, value in row.items()
        if not pd.isna(value)
    }
