import itertools

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from ecosystem.measure.bridges import informal_reach
from ecosystem.measure.brokerage import ROLES, brokerage, brokerage_roles
from ecosystem.measure.mixing import ei_index
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

# Borgatti 1997: the pairs of letters are ties.
BORGATTI = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]


def ties(*pairs, **layers):
    return hood(
        actors=[{"actor": actor, "layer": layer} for actor, layer in layers.items()],
        ties=[{"actor": pair[0], "partner": pair[1]} for pair in pairs],
    )


def test_structural_holes_of_the_published_graph():
    frame = brokerage(ties(*BORGATTI))
    assert frame["effective_size"].round(4).to_dict() == {
        "A": 2.5,
        "B": 1.6667,
        "C": 1,
        "D": 1,
        "E": 1,
        "F": 1,
        "G": 4.6667,
    }
    assert frame["constraint"].round(4).to_dict() == {
        "A": 0.5955,
        "B": 0.6427,
        "C": 1.0,
        "D": 0.7847,
        "E": 0.7309,
        "F": 0.7309,
        "G": 0.4003,
    }
    assert frame.index[frame["cut_vertex"]].tolist() == ["G"]
    assert frame["ties"].to_dict() == {"A": 4, "B": 3, "C": 1, "D": 2, "E": 2, "F": 2, "G": 6}


def test_parallel_ties_and_ties_with_oneself_change_nothing():
    twice = [*BORGATTI, "BA", "GG"]
    assert brokerage(ties(*twice)).equals(brokerage(ties(*BORGATTI)))


def test_brokerage_roles_of_the_published_graph():
    adjacency = np.array([[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [1, 0, 0, 0]])
    roles = brokerage_roles(adjacency, [1, 1, 2, 2])
    assert roles.to_dict("list") == {
        "coordinator": [0, 0, 0, 0],
        "itinerant": [1, 0, 0, 1],
        "representative": [0, 1, 0, 1],
        "gatekeeper": [1, 0, 1, 0],
        "liaison": [0, 0, 0, 0],
    }


def test_brokerage_roles_are_those_of_a_plain_loop():
    random = np.random.default_rng(5)
    arcs = (random.random((9, 9)) < 0.3).astype(int)
    np.fill_diagonal(arcs, 0)
    group = random.integers(0, 3, 9)
    plain = np.zeros((9, len(ROLES)), int)
    for a, v, b in itertools.permutations(range(9), 3):
        if arcs[a, v] and arcs[v, b] and not arcs[a, b]:
            same = (group[a] == group[v], group[v] == group[b], group[a] == group[b])
            role = {
                (True, True, True): 0,
                (False, False, True): 1,
                (True, False, False): 2,
                (False, True, False): 3,
                (False, False, False): 4,
            }[same]
            plain[v, role] += 1
    assert brokerage_roles(arcs, group).to_numpy().tolist() == plain.tolist()


def test_consulting_runs_one_way_and_working_together_both_ways():
    layers = [{"actor": "a", "layer": "informal"}, {"actor": "v", "layer": "welfare"}]
    layers += [{"actor": "b", "layer": "specialist"}]
    one_way = hood(
        actors=layers,
        ties=[
            {"actor": "a", "partner": "v", "relation": "consults"},
            {"actor": "v", "partner": "b", "relation": "refers"},
        ],
    )
    both_ways = hood(
        actors=layers,
        ties=[{"actor": "a", "partner": "v"}, {"actor": "b", "partner": "v", "relation": "knows"}],
    )
    assert brokerage(one_way).loc["v", "liaison"] == 1
    assert brokerage(both_ways).loc["v", "liaison"] == 2


def test_unknown_and_undefined_are_missing():
    frame = brokerage(
        hood(
            actors=[{"actor": "alone", "layer": "welfare"}, {"actor": "strange"}],
            ties=[{"actor": "strange", "partner": "b"}],
        )
    )
    assert frame.loc["alone", ["effective_size", "constraint"]].isna().all()
    assert frame.loc["alone", "ties"] == 0
    assert frame.loc["strange", list(ROLES)].isna().all()
    assert "NaN" not in str(frame)


def test_bridges_cross_the_line_between_formal_and_informal():
    frame = brokerage(street())
    assert frame["bridges"].to_dict() == {
        "choir": 0,
        "daughter": 1,
        "gp": 0,
        "nurse": 1,
        "social": 0,
    }
    assert frame["layers"].to_dict() == {
        "choir": 1,
        "daughter": 2,
        "gp": 2,
        "nurse": 2,
        "social": 1,
    }


def test_informal_help_hangs_on_those_no_path_goes_round():
    frame = informal_reach(street())
    assert frame["hangs_on"].to_dict() == {"choir": "daughter|nurse", "daughter": "nurse"}
    assert frame["knows"].to_dict() == {"choir": 0, "daughter": 1}
    assert frame["residents"].isna().all()


def test_two_professionals_hang_on_nobody_and_none_reach_nobody():
    frame = informal_reach(
        ties("da", "db", "ef", a="welfare", b="welfare", d="informal", e="informal", f="collective")
    )
    assert frame["hangs_on"].to_dict() == {"d": "", "e": "", "f": ""}
    assert frame["reaches"].to_dict() == {"d": True, "e": False, "f": False}


def test_hanging_on_is_what_removing_one_by_one_shows():
    random = np.random.default_rng(11)
    for _ in range(10):
        graph = nx.gnm_random_graph(14, 17, seed=int(random.integers(1000)))
        graph = nx.relabel_nodes(graph, {n: f"a{n:02d}" for n in graph})
        formal = set(list(graph)[:4])
        layers = {n: "welfare" if n in formal else "informal" for n in graph}
        frame = informal_reach(
            hood(
                actors=[{"actor": n, "layer": layer} for n, layer in layers.items()],
                ties=[{"actor": u, "partner": v} for u, v in graph.edges],
            )
        )
        for x in frame.index:
            before = bool(nx.node_connected_component(graph, x) & formal)
            hangs = []
            for v in sorted(set(graph) - {x}):
                left = graph.copy()
                left.remove_node(v)
                if before and not nx.node_connected_component(left, x) & formal:
                    hangs.append(v)
            assert (frame.loc[x, "reaches"], frame.loc[x, "hangs_on"]) == (before, "|".join(hangs))


def test_residents_of_informal_helpers_are_counted_from_contacts():
    logged = street().replace(
        contacts=hood(
            contacts=[
                {"resident": "r1", "actor": "daughter"},
                {"resident": "r1", "actor": "daughter"},
                {"resident": "r1", "actor": "gp"},
            ]
        ).contacts
    )
    assert informal_reach(logged)["residents"].to_dict() == {"choir": 0, "daughter": 1}


def test_ei_of_two_ties_inside_and_three_across_is_a_fifth():
    four = ties("12", "34", "13", "24", "14", **{"1": "welfare", "2": "welfare"})
    four = four.replace(
        actors=pd.concat([four.actors, ties(**{"3": "informal", "4": "informal"}).actors])
    )
    whole = ei_index(four).loc["all"]
    assert whole[["inside", "across", "index"]].tolist() == [2, 3, 0.2]
    assert whole["low"] <= 0.2 <= whole["high"]


def test_ei_counts_what_is_unknown_apart_and_is_missing_without_ties():
    frame = ei_index(ties("ab", "ac", a="welfare", b="welfare"))
    assert frame.loc["all", ["inside", "across", "unknown"]].tolist() == [1, 0, 1]
    assert ei_index(ties(a="welfare"))["index"].isna().all()


def test_ties_are_needed():
    for measure in (brokerage, informal_reach, ei_index):
        with pytest.raises(MissingTable, match="ties"):
            measure(hood(actors=[{"actor": "a"}]))


def test_row_order_never_matters():
    for seed in range(3):
        assert brokerage(shuffled(street(), seed)).equals(brokerage(street()))
        assert informal_reach(shuffled(street(), seed)).equals(informal_reach(street()))
        assert ei_index(shuffled(street(), seed)).equals(ei_index(street()))
