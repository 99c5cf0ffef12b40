"""The part of the plain script that is about small tables: who helps, their ties and meetings."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import networkx as nx
import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]
INFORMAL = ("informal", "collective")


def professional(tables: Tables, actors: Iterable[str]) -> np.ndarray:
    """Tell of each actor whether it is a professional; an unknown one is."""
    layer = tables["actors"].set_index("actor")["layer"]
    return ~pd.Series(list(actors), dtype="str").map(layer).isin(INFORMAL).to_numpy()


def able(tables: Tables) -> pd.DataFrame:
    """List who can meet which need, with hours that are not 0."""
    hours = tables["actors"].set_index("actor")["hours"]
    rows = tables["competences"].rename(columns={"hours": "takes"})
    rows = rows.drop_duplicates(["actor", "need"])
    rows = rows.assign(hours=rows["actor"].map(hours))
    return rows[rows["hours"] != 0]


def may_meet(tables: Tables) -> pd.DataFrame:
    """List who may meet which need: not reserved for others, and with hours for one resident."""
    rows = able(tables)
    rows = rows[~(rows["takes"] > rows["hours"])]
    profession = tables["actors"].set_index("actor")["profession"]
    only = tables["needs"].dropna(subset=["reserved"]).set_index("need")["reserved"]
    allowed = [
        need not in only or profession.get(actor) in only[need].split("|")
        for actor, need in zip(rows["actor"], rows["need"], strict=True)
    ]
    return rows[allowed]


def pairs_of(tables: Tables) -> set[tuple[str, str]]:
    """Collect the pairs with a tie, in the order of their ids."""
    ends = zip(tables["ties"]["actor"], tables["ties"]["partner"], strict=True)
    return {(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]}


def of_actors(tables: Tables) -> dict[str, float]:
    """Work out what is about those who help."""
    both = pd.concat([tables["contacts"], tables["requests"]])[["resident", "need"]].dropna()
    residents = both.groupby("need")["resident"].apply(pd.Series.nunique)
    found = people(tables) | meetings(tables) | pushed(tables) | said(tables)
    found |= ties_of(tables, hanging)
    return found | needs_met(tables, residents, both["resident"].nunique())


def said(tables: Tables) -> dict[str, float]:
    """Take what each group says in the last year."""
    last = tables["outcomes"].sort_values(["year", "n", "measure"], ascending=[False, False, True])
    value = last.drop_duplicates("group").set_index("group")["value"]
    return {f"outcome_{group}": each for group, each in value.items()}


def people(tables: Tables) -> dict[str, float]:
    """Count professionals and informal helpers."""
    actors = tables["actors"]
    informal = actors["layer"].isin(INFORMAL)
    single = ~actors["level"].isin(["group", "organisation"])
    return {"professionals": (~informal & single).sum(), "informal_helpers": informal.sum()}


def meetings(tables: Tables) -> dict[str, float]:
    """Add up the hours of meetings, and count those within another."""
    actors, each = tables["actors"], tables["meetings"].set_index("meeting")
    sits = tables["attendance"].drop_duplicates(["meeting", "actor"])
    a_month = each["times"] * each["hours"] / 12
    single = ~actors["level"].isin(["group", "organisation"]) & ~actors["layer"].isin(INFORMAL)
    helps = actors.loc[single, "actor"]
    seats = sits["meeting"].map(a_month)
    circles = sits.groupby("meeting")["actor"].apply(set)
    need = each["need"].to_dict()
    within = 0
    for one, other in itertools.combinations(circles.index, 2):
        small, large = sorted([circles[one], circles[other]], key=len)
        same = need[one] == need[other] or pd.isna(need[one]) or pd.isna(need[other])
        within += small <= large and same
    return {
        "meeting_hours_month": seats.sum(),
        "meeting_hours_a_professional": seats[sits["actor"].isin(helps)].sum() / len(helps),
        "findings_contained_meeting": within,
    }


def pushed(tables: Tables) -> dict[str, float]:
    """Divide the hours that were pushed by those pushed or pulled."""
    members = tables["attendance"].drop_duplicates(["meeting", "actor"]).groupby("meeting").size()
    each = tables["meetings"].assign(members=tables["meetings"]["meeting"].map(members))
    each = each.assign(hours=each["times"] * each["hours"] * each["members"])
    own = tables["ties"][tables["ties"]["actor"] != tables["ties"]["partner"]]
    own = own.assign(hours=own["hours"] * 12)
    rows = pd.concat([frame[["requested_by", "need", "hours"]] for frame in (own, each)])

    def way(row: pd.Series) -> str:
        if row["requested_by"] in ("manager", "policy", "none"):
            return "push"
        asked = row["requested_by"] == "professional" and isinstance(row["need"], str)
        return "pull" if asked or row["requested_by"] in ("resident", "informal") else "unknown"

    hours = rows.dropna(subset=["hours"])
    total = hours.groupby(hours.apply(way, axis=1))["hours"].sum()
    return {"push_share": total["push"] / (total["push"] + total["pull"])}


Hanging = Callable[[nx.Graph, set[str], set[str]], int]


def ties_of(tables: Tables, hang: Hanging) -> dict[str, float]:
    """Count ties, how far they reach, and those on whom informal helpers hang."""
    actors, pairs = tables["actors"].set_index("actor"), pairs_of(tables)
    informal = set(actors.index[actors["layer"].isin(INFORMAL)])
    layer = actors["layer"].to_dict()
    graph = nx.Graph()
    graph.add_nodes_from(actors.index)
    graph.add_edges_from(pairs)
    formal = set(graph) - informal
    both = sum(one not in informal and other not in informal for one, other in pairs)
    known = [(layer[one], layer[other]) for one, other in pairs if one in layer and other in layer]
    across = sum(one != other for one, other in known)
    return {
        "informal_reach": len(reached(graph, formal) & informal) / len(informal),
        "professional_ties": both,
        "ties_a_professional": 2 * both / len(formal),
        "ei_index": (2 * across - len(known)) / len(known),
        "findings_bridge": hang(graph, formal, informal),
    }


def reached(graph: nx.Graph, formal: set[str]) -> set[str]:
    """Collect who has any path to a professional."""
    return set().union(*(part for part in nx.connected_components(graph) if part & formal))


def hanging(graph: nx.Graph, formal: set[str], informal: set[str]) -> int:
    """Count the actors without whom two informal helpers or more reach no professional."""
    reach, hang = reached(graph, formal) & informal, 0
    for actor in list(graph):
        left = graph.copy()
        left.remove_node(actor)
        hang += len(reach - {actor} - reached(left, formal)) > 1
    return hang


def needs_met(tables: Tables, residents: pd.Series, count: int) -> dict[str, float]:
    """Set the needs that residents have against who can meet them, and their hours."""
    can = able(tables)
    actors = can.groupby("need").size().reindex(residents.index, fill_value=0)
    own = tables["needs"].set_index("need").reindex(residents.index)
    critical = own["critical"].fillna(value=False).astype(bool)
    takes = can.groupby("need")["takes"].median().reindex(residents.index).fillna(own["hours"])
    unsure = residents.index.isin(can.loc[can["hours"].isna(), "need"])
    asked = (residents * takes)[~unsure].dropna()
    graph = nx.DiGraph()
    for need, hours in asked.items():
        graph.add_edge(("need", need), "met", capacity=hours)
    for actor, need, hours in zip(can["actor"], can["need"], can["hours"], strict=True):
        if need in asked:
            graph.add_edge("from", ("actor", actor), capacity=hours)
            graph.add_edge(("actor", actor), ("need", need))
    served = nx.maximum_flow_value(graph, "from", "met")
    who = tables["actors"]
    who = who[~who["level"].isin(["group", "organisation"]) & ~who["layer"].isin(INFORMAL)]
    offers = can[can["actor"].isin(who["actor"])]
    broad = offers["need"].map(residents).fillna(0).groupby(offers["actor"]).sum()
    return {
        "needs": len(residents),
        "uncovered_needs": (actors == 0).sum(),
        "fragile_needs": (actors == 1).sum(),
        "findings_uncovered": (actors == 0).sum(),
        "findings_no_backup": ((actors == 1) & critical).sum(),
        "findings_fragile": ((actors == 1) & ~critical).sum(),
        "hours_short_week": asked.sum() - served,
        "broadest_generalist": broad.max() / residents.sum(),
        "needs_a_resident": residents.sum() / count,
    }
