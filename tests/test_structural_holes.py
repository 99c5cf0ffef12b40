"""Places in a graph are those of networkx, and where it is wrong those of the definition."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.graph import drawn, largest_difference
from ecosystem.measure import compact

# Borgatti 1997: the pairs of letters are ties.
BORGATTI = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]


def test_a_path_of_five_hangs_on_its_middle():
    frame = eco.structural_holes(nx.path_graph("abcde"))
    assert frame["betweenness"].tolist() == [0, 0.5, 0.666667, 0.5, 0]
    assert frame["cut_vertex"].tolist() == [False, True, True, True, False]
    assert frame["cut_ties"].tolist() == [1, 2, 2, 2, 1]
    assert frame["effective_size"].tolist() == [1, 2, 2, 2, 1]
    assert frame["constraint"].tolist() == [1, 0.5, 0.5, 0.5, 1]


def test_the_published_graph_has_one_cut_vertex_and_one_tie_that_parts_it():
    frame = eco.structural_holes(nx.Graph(BORGATTI))
    assert frame.index[frame["cut_vertex"]].tolist() == ["G"]
    assert frame.index[frame["cut_ties"] == 1].tolist() == ["G", "C"]
    assert frame.loc[["A", "B", "C", "G"], "effective_size"].tolist() == [
        2.5,
        1.666667,
        1,
        4.666667,
    ]


@pytest.mark.parametrize("number", range(25))
def test_every_measure_is_that_of_networkx(number):
    assert largest_difference(drawn(number)) < 1e-12


def test_a_graph_of_more_nodes_than_are_followed_at_once_gives_the_same(monkeypatch):
    graph = drawn(3)
    whole = eco.structural_holes(graph)
    monkeypatch.setattr(compact, "BLOCK", 7)
    assert eco.structural_holes(graph).equals(whole)


def test_parallel_ties_direction_and_ties_with_oneself_are_left_out():
    many = nx.MultiDiGraph([(*pair,) for pair in [*BORGATTI, "BA", "AB", "GG"]])
    assert eco.structural_holes(many).equals(eco.structural_holes(nx.Graph(BORGATTI)))


def test_weights_of_parallel_ties_add_up():
    many = nx.MultiGraph()
    many.add_weighted_edges_from([("a", "b", 1), ("b", "a", 2), ("b", "c", 1), ("a", "c", 1)])
    once = nx.Graph()
    once.add_weighted_edges_from([("a", "b", 3), ("b", "c", 1), ("a", "c", 1)])
    assert eco.structural_holes(many, weight="weight").equals(
        eco.structural_holes(once, weight="weight")
    )


def test_a_weighted_effective_size_is_the_one_that_networkx_gives_for_named_nodes():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 4), ("a", "c", 1), ("b", "c", 1), ("c", "d", 2)])
    # a: b shares with a the tie to c (1/5 of a's ties, 1/4 of b's strongest), c that to b
    # (4/5 of a's, 1/2 of c's strongest): 2 - 0.05 - 0.4.
    assert eco.structural_holes(graph, weight="weight").loc["a", "effective_size"] == 1.55


def test_alone_and_with_two_is_unknown_and_not_0():
    frame = eco.structural_holes(nx.Graph([("a", "a"), ("b", "c")]))
    assert frame.loc["a", ["effective_size", "constraint"]].isna().all()
    assert frame.loc["a", ["betweenness", "cut_ties"]].tolist() == [0, 0]
    assert eco.structural_holes(nx.Graph(["bc"]))["betweenness"].isna().all()
    assert eco.structural_holes(nx.Graph()).empty


@pytest.mark.parametrize("weight", [0, -1, float("nan")])
def test_a_weight_that_is_none_is_named_with_its_tie(weight):
    graph = nx.Graph()
    graph.add_weighted_edges_from([("gp", "nurse", weight), ("gp", "choir", 2)])
    with pytest.raises(ValueError, match="'weight' must be above 0; it is not on gp-nurse"):
        eco.structural_holes(graph, weight="weight")


def test_the_graph_is_left_as_it_was():
    graph = nx.Graph(BORGATTI)
    before = nx.to_dict_of_dicts(graph)
    eco.structural_holes(graph)
    assert nx.to_dict_of_dicts(graph) == before


def test_an_order_of_nodes_changes_only_the_order_of_rows():
    graph = drawn(5)
    nodes = np.random.default_rng(1).permutation(list(graph)).tolist()
    other = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from(graph.edges)
    there = eco.structural_holes(other).loc[list(graph)]
    pd.testing.assert_frame_equal(there, eco.structural_holes(graph))
