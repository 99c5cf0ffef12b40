import networkx as nx
import pytest

from ecosystem.network import network
from ecosystem.tables.pairs import helped, tied
from tests.street import hood, shuffled, street


def same(first, second):
    return list(first.nodes(data=True)) == list(second.nodes(data=True)) and list(
        first.edges(keys=True, data=True)
    ) == list(second.edges(keys=True, data=True))


def test_nodes_are_actors_meetings_and_needs_and_never_residents():
    log = street().replace(
        contacts=hood(
            contacts=[{"resident": "anna", "actor": "gp", "need": "skin"}],
        ).contacts
    )
    assert list(network(log)) == [
        "actor:choir",
        "actor:daughter",
        "actor:gp",
        "actor:nurse",
        "actor:social",
        "meeting:monday",
        "meeting:wounds",
        "need:skin",
        "need:transport",
    ]
    assert "anna" not in str(list(network(log).edges(data=True)))


def test_what_is_unknown_is_absent_and_not_an_empty_value():
    nodes = network(street()).nodes
    assert nodes["actor:choir"] == {
        "kind": "actor",
        "label": "Choir",
        "layer": "collective",
        "step": 3,
        "level": "group",
    }
    assert nodes["need:transport"] == {"kind": "need", "label": "Transport"}
    assert network(street(), lang="nl").nodes["need:transport"]["label"] == "Vervoer"
    assert nodes["meeting:wounds"] == {"kind": "meeting", "label": "Wound talk", "need": "skin"}


def test_parallel_ties_are_all_kept_and_say_who_consults_whom():
    assert list(network(street())["actor:gp"]["actor:nurse"].values()) == [
        {"relation": "consults", "hours": 4.0, "by": "actor:gp"},
        {"relation": "meets", "hours": 2.0},
    ]


def test_a_tie_without_a_relation_says_unknown():
    assert network(street())["actor:gp"]["actor:social"][0] == {
        "relation": "unknown",
        "hours": 6.0,
        "requested_by": "policy",
    }


def test_a_member_spends_the_hours_of_a_meeting_each_month():
    graph = network(street())
    assert graph["actor:gp"]["meeting:monday"][0] == {"relation": "meets", "hours": 1.0}
    assert graph["actor:gp"]["meeting:wounds"][0] == {"relation": "meets", "hours": 0.5}


def test_kinds_and_relations_can_be_left_out():
    graph = network(street(), without=("need", "meeting", "knows"))
    assert {data["relation"] for *_, data in graph.edges(data=True)} == {
        "consults",
        "meets",
        "unknown",
    }
    with pytest.raises(ValueError, match=r"'resident'.*choose from actor, meeting, need"):
        network(street(), without=("resident",))


def test_ids_of_different_kinds_do_not_collide():
    graph = network(
        hood(actors=[{"actor": "skin"}], competences=[{"actor": "skin", "need": "skin"}])
    )
    assert list(graph.edges) == [("actor:skin", "need:skin", 0)]


def test_any_table_alone_gives_a_graph():
    assert list(network(hood(ties=[{"actor": "b", "partner": "a"}]))) == ["actor:a", "actor:b"]
    assert list(network(hood())) == []
    assert list(network(hood(attendance=[{"actor": "a", "meeting": "m"}])).edges) == [
        ("actor:a", "meeting:m", 0)
    ]


def test_a_tie_with_oneself_is_no_tie():
    alone = hood(ties=[{"actor": "a", "partner": "a", "hours": 3}])
    assert network(alone).number_of_edges() == 0
    assert tied(alone).empty


def test_row_order_never_matters():
    for seed in range(3):
        assert same(network(shuffled(street(), seed)), network(street()))


def test_the_graph_is_written_by_every_format_of_networkx(tmp_path):
    graph = network(street())
    nx.write_graphml(graph, tmp_path / "street.graphml")
    nx.write_gexf(graph, tmp_path / "street.gexf")
    read = nx.read_graphml(tmp_path / "street.graphml", force_multigraph=True)
    assert sorted(read.nodes) == list(graph.nodes)
    assert nx.node_link_graph(nx.node_link_data(graph)).nodes == graph.nodes


def test_contacts_tell_how_many_residents_two_actors_share():
    graph = network(
        hood(
            contacts=[
                {"resident": "r1", "actor": "a"},
                {"resident": "r1", "actor": "b"},
                {"resident": "r2", "actor": "a"},
                {"resident": "r2", "actor": "b"},
                {"resident": "r2", "actor": "b"},
                {"resident": "r2", "actor": "c"},
            ]
        )
    )
    assert [(u, v, data["residents"]) for u, v, data in graph.edges(data=True)] == [
        ("actor:a", "actor:b", 2),
        ("actor:a", "actor:c", 1),
        ("actor:b", "actor:c", 1),
    ]


def test_a_contact_belongs_to_the_resident_of_its_request_or_else_to_the_request():
    rows = helped(
        hood(
            requests=[{"request": "q1", "resident": "r1", "need": "skin"}, {"request": "q2"}],
            contacts=[
                {"request": "q1", "actor": "a", "need": "skin"},
                {"request": "q2", "actor": "b", "need": "skin"},
                {"request": "q2", "actor": "b", "need": "skin"},
                {"actor": "c", "need": "skin"},
            ],
        )
    )
    assert rows["resident"].tolist() == ["\nq2", "\nq2", "r1", "r1"]
    assert rows["actor"].fillna("-").tolist() == ["b", "-", "a", "-"]
