import networkx as nx
import numpy as np
import pandas as pd
import pytest

from ecosystem.measure.coverage import coverage
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street


def short(frame):
    return {need: None if pd.isna(h) else h for need, h in frame["hours_short"].items()}


def who(hours, **able):
    """Make actors with hours and what they can do, and one resident per need named."""
    return {
        "actors": [{"actor": name, "hours": value} for name, value in hours.items()],
        "competences": [
            {"actor": name, "need": need} for name, needs in able.items() for need in needs
        ],
    }


def asks(**hours):
    return {
        "needs": [{"need": need, "hours": value} for need, value in hours.items()],
        "profiles": [{"profile": n, "needs": n, "residents": 1} for n in hours],
    }


def test_the_street():
    frame = coverage(street())
    assert frame.index.tolist() == ["transport", "skin"]
    assert frame["residents"].tolist() == [2, 1]
    assert frame["actors"].tolist() == [0, 2]
    assert frame["lightest"].fillna(-1).tolist() == [-1, 4]
    assert frame["hours_short"].tolist() == [3.0, 0.0]
    assert list(map(str, frame.dtypes)) == ["Int64", "Int64", "Int64", "Float64"]


def test_without_demand_residents_and_hours_are_missing_not_zero():
    frame = coverage(street().replace(profiles=street().profiles.iloc[:0]))
    assert frame["residents"].isna().all()
    assert frame["hours_short"].isna().all()
    assert frame["actors"].tolist() == [2, 0]
    assert frame.index.tolist() == ["skin", "transport"]


def test_without_competences_it_says_what_is_missing():
    with pytest.raises(MissingTable, match="Coverage needs the table competences"):
        coverage(hood(actors=[{"actor": "a"}]))


def test_nobodys_hour_is_spent_twice():
    frame = coverage(hood(**who({"a": 5}, a=["x", "y"]), **asks(x=4, y=4)))
    assert short(frame) == {"x": 0.0, "y": 3.0}


def test_hours_flow_round_to_where_they_are_short():
    frame = coverage(hood(**who({"a": 4, "b": 4}, a=["x", "y"], b=["x"]), **asks(x=4, y=4)))
    assert short(frame) == {"x": 0.0, "y": 0.0}


def test_critical_needs_are_served_first():
    tables = who({"a": 5}, a=["x", "y"]) | asks(x=4, y=4)
    tables["needs"] = [{"need": "x", "hours": 4}, {"need": "y", "hours": 4, "critical": True}]
    assert short(coverage(hood(**tables))) == {"x": 3.0, "y": 0.0}


def test_a_competence_that_says_what_it_takes_goes_before_the_need():
    tables = who({"a": 9, "b": 9}) | asks(x=1)
    tables["profiles"][0]["residents"] = 10
    tables["competences"] = [
        {"actor": "a", "need": "x", "hours": 2},
        {"actor": "b", "need": "x", "hours": 3},
    ]
    assert short(coverage(hood(**tables))) == {"x": 7.0}


def test_somebody_able_with_unknown_hours_leaves_the_shortage_unknown():
    frame = coverage(hood(**who({"a": 1, "b": None}, a=["x", "y"], b=["y"]), **asks(x=4, y=4)))
    assert short(frame) == {"x": 3.0, "y": None}


def test_a_need_of_unknown_length_has_no_shortage_and_one_of_nobody_has_none():
    tables = who({"a": 1}, a=["x", "y"]) | asks(x=None)
    frame = coverage(hood(**tables))
    assert short(frame) == {"x": None, "y": 0.0}
    assert frame["residents"].tolist() == [1, 0]


def test_somebody_without_hours_is_not_counted_and_the_lightest_is_the_lowest_known_step():
    frame = coverage(
        hood(
            actors=[
                {"actor": "a", "hours": 0, "step": 1},
                {"actor": "b", "step": 5},
                {"actor": "c"},
            ],
            competences=[{"actor": name, "need": "x"} for name in "abc"],
        )
    )
    assert frame.loc["x", ["actors", "lightest"]].tolist() == [2, 5]


def test_the_total_short_is_demand_minus_the_maximum_flow_of_networkx():
    random = np.random.default_rng(7)
    for _ in range(20):
        hours = {f"a{i}": int(random.integers(1, 9)) for i in range(6)}
        wants = {f"n{i}": int(random.integers(1, 9)) for i in range(7)}
        able = {name: [n for n in wants if random.random() < 0.3] for name in hours}
        graph = nx.DiGraph()
        graph.add_edges_from(("in", name, {"capacity": value}) for name, value in hours.items())
        graph.add_edges_from((n, "out", {"capacity": value}) for n, value in wants.items())
        graph.add_edges_from((name, n) for name, needs in able.items() for n in needs)
        frame = coverage(hood(**who(hours, **able), **asks(**wants)))
        expected = sum(wants.values()) - nx.maximum_flow_value(graph, "in", "out")
        assert frame["hours_short"].sum() == pytest.approx(expected)
        # serving the needs one after the other by name gives each need's own part
        left, before = dict(wants), 0
        for n in sorted(wants):
            served = graph.copy()
            served.remove_nodes_from([m for m in wants if m > n])
            now = nx.maximum_flow_value(served, "in", "out")
            left[n] -= now - before
            before = now
        assert short(frame) == pytest.approx(left)


def test_row_order_never_matters():
    for seed in range(3):
        assert coverage(shuffled(street(), seed)).equals(coverage(street()))
