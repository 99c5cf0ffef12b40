import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ecosystem.measure.coordination import coordination, coordination_requirements
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

# Anna is helped by the GP (skin, income) and the social worker (income), Bob by the GP (skin)
# and the nurse (skin). The GP is tied to the nurse; the nurse and the social worker meet.
LOG = [
    {"resident": "anna", "actor": "gp", "need": "skin"},
    {"resident": "anna", "actor": "gp", "need": "skin"},
    {"resident": "anna", "actor": "gp", "need": "income"},
    {"resident": "anna", "actor": "social", "need": "income"},
    {"resident": "bob", "actor": "gp", "need": "skin"},
    {"resident": "bob", "actor": "nurse", "need": "skin"},
]
TIES = [
    {"actor": "nurse", "partner": "gp", "relation": "consults", "hours": 2},
    {"actor": "nurse", "partner": "social", "hours": 3},
    {"actor": "nurse", "partner": "stranger"},
]


def rows(frame, *columns):
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame[["actor", "partner", *columns]].itertuples(index=False)
    ]


def test_the_published_matrices():
    assigned = np.array([[0, 1, 0], [0, 1, 1], [1, 1, 0]])
    depends = np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    assert coordination_requirements(assigned, depends).tolist() == [
        [1, 2, 2],
        [2, 4, 3],
        [2, 3, 4],
    ]


def test_the_published_matrices_as_the_project_holds_them():
    oracles = Path(__file__).resolve().parents[2] / "shared" / "oracles.json"
    if not oracles.exists():
        pytest.skip("needs ../shared/oracles.json, which is not beside this checkout")
    oracle = json.loads(oracles.read_text())["coordination_requirements"]
    found = coordination_requirements(np.array(oracle["TA"]), np.array(oracle["TD"]))
    assert found.tolist() == oracle["CR"]


def test_contacts_say_who_shares_residents_and_ties_whether_they_know_each_other():
    frame = coordination(hood(contacts=LOG, ties=TIES))
    assert rows(frame, "required", "residents", "tied", "state") == [
        ("gp", "nurse", 1, 1, True, "served"),
        ("gp", "social", 2, 1, False, "gap"),
        ("nurse", "social", 0, 0, True, "carried_by_no_need"),
        ("nurse", "stranger", 0, 0, True, "carried_by_no_need"),
    ]
    assert frame["tasks"].unique().tolist() == ["contacts"]


def test_informal_help_of_which_nothing_is_written_down_is_unknown():
    neighbour = [{"actor": "stranger", "layer": "informal"}]
    frame = coordination(hood(actors=neighbour, contacts=LOG, ties=TIES))
    assert rows(frame, "required", "residents", "tied", "state")[-1] == (
        "nurse",
        "stranger",
        None,
        None,
        True,
        None,
    )


def test_relation_and_hours_of_the_tie_stand_beside_it():
    frame = coordination(street())
    assert rows(frame, "relation", "hours", "meetings")[0] == (
        "gp",
        "nurse",
        "consults|meets",
        6.0,
        2,
    )
    assert rows(frame, "relation", "hours")[1] == ("gp", "social", "unknown", 6.0)


def test_without_contacts_everybody_able_is_taken_to_help():
    frame = coordination(
        hood(
            competences=[
                {"actor": "a", "need": "skin"},
                {"actor": "b", "need": "income"},
                {"actor": "b", "need": "skin"},
                {"actor": "c", "need": "grief"},
            ],
            profiles=[
                {"profile": "p", "needs": "skin|income", "residents": 5},
                {"profile": "q", "needs": "grief", "residents": 3},
            ],
            ties=[{"actor": "a", "partner": "c"}],
        )
    )
    assert rows(frame, "required", "residents", "state", "tasks") == [
        ("a", "b", 10, 5, "gap", "competences"),
        ("a", "c", 0, 0, "carried_by_no_need", "competences"),
    ]


def test_who_has_no_hours_is_not_taken_to_help():
    able = hood(
        actors=[{"actor": "a", "hours": 0}],
        competences=[{"actor": "a", "need": "skin"}, {"actor": "b", "need": "skin"}],
        profiles=[{"profile": "p", "needs": "skin", "residents": 5}],
        ties=[],
    )
    assert coordination(able).empty


def test_what_two_need_not_share_takes_no_row():
    frame = coordination(
        hood(
            contacts=[{"resident": f"r{i}", "actor": f"a{i}", "need": "skin"} for i in range(500)],
            ties=[],
        )
    )
    assert frame.empty


def test_it_says_which_tables_are_missing():
    with pytest.raises(MissingTable, match="needs the table ties"):
        coordination(hood(contacts=LOG))
    with pytest.raises(MissingTable, match="contacts that name actors"):
        coordination(hood(ties=TIES))


def test_required_is_the_product_of_the_full_matrices():
    random = np.random.default_rng(3)
    log = [
        {
            "resident": f"r{random.integers(9)}",
            "actor": f"a{random.integers(6)}",
            "need": f"n{random.integers(4)}",
        }
        for _ in range(60)
    ]
    done = {(row["actor"], row["resident"], row["need"]) for row in log}
    tasks = sorted({(resident, need) for _, resident, need in done})
    assigned = np.array([[(f"a{i}", *task) in done for task in tasks] for i in range(6)], int)
    depends = np.array([[one[0] == two[0] for one in tasks] for two in tasks], int)
    expected = coordination_requirements(assigned, depends)
    frame = coordination(hood(contacts=log, ties=[])).set_index(["actor", "partner"])
    found = {
        (i, j): int(frame["required"].get((f"a{i}", f"a{j}"), 0))
        for i in range(6)
        for j in range(i + 1, 6)
    }
    assert found == {(i, j): expected[i, j] for i, j in found}


def test_row_order_never_matters():
    logged = street().replace(contacts=hood(contacts=LOG).contacts)
    for seed in range(3):
        assert coordination(shuffled(logged, seed)).equals(coordination(logged))
