import numpy as np
import pandas as pd
import pytest

from ecosystem.measure.demand import demand, each_need, in_time
from ecosystem.measure.supply import able, supply
from tests.street import hood, shuffled, street


def counted(neighbourhood):
    frame = demand(neighbourhood)
    return dict(zip(frame["needs"], frame["residents"], strict=True))


def test_residents_needs_come_from_contacts_and_requests_together():
    assert counted(
        hood(
            contacts=[
                {"resident": "r1", "need": "skin"},
                {"resident": "r1", "need": "income"},
                {"resident": "r2", "need": "skin"},
                {"resident": "r2", "need": "skin"},
            ],
            requests=[
                {"request": "q1", "resident": "r2", "need": "income"},
                {"request": "q2", "resident": "r3", "need": "income"},
            ],
        )
    ) == {"income|skin": 2, "income": 1}


def test_profiles_count_only_where_there_is_no_log():
    log = {"contacts": [{"resident": "r1", "need": "skin"}]}
    profiles = {"profiles": [{"profile": "p", "needs": "income", "residents": 9}]}
    assert counted(hood(**profiles)) == {"income": 9}
    assert counted(hood(**log, **profiles)) == {"skin": 1}


def test_a_log_that_never_says_which_need_leaves_it_to_the_profiles():
    assert counted(
        hood(
            contacts=[{"resident": "r1", "actor": "a"}],
            profiles=[{"profile": "p", "needs": "income", "residents": 9}],
        )
    ) == {"income": 9}


def test_the_same_set_in_another_order_is_one_row():
    assert counted(
        hood(
            profiles=[
                {"profile": "p1", "needs": "b|a", "residents": 2},
                {"profile": "p2", "needs": "a|b|a", "residents": 3},
            ]
        )
    ) == {"a|b": 5}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2024", "2025"), ("Q4 2024", "Q1 2025"), ("12-2024", "01-2025"), ("2025-Q2", "2025-Q3")],
)
def test_only_the_profiles_of_the_last_period_count_however_it_is_written(earlier, later):
    assert counted(
        hood(
            profiles=[
                {"profile": "p1", "needs": "a", "residents": 8, "period": earlier},
                {"profile": "p1", "needs": "a", "residents": 5, "period": later},
                {"profile": "p2", "needs": "b", "residents": 3, "period": earlier},
                {"profile": "p3", "needs": "c", "residents": 2},
            ]
        )
    ) == {"a": 5, "c": 2}


def test_a_quarter_ends_with_its_last_month_and_a_year_comes_before_its_months():
    periods = ["Q1 2025", "03-2025", "K4 2025", "2025-12", "2025", "1-2025", "2026"]
    assert in_time(pd.Series(periods)).tolist() == [3, 3, 4, 4, 1, 2, 5]


def test_an_unknown_number_of_residents_is_not_none():
    assert demand(hood(profiles=[{"profile": "p1", "needs": "a"}])) is None


def test_in_a_log_without_residents_each_request_is_its_own_resident():
    assert counted(
        hood(
            requests=[
                {"request": "q1", "need": "skin"},
                {"request": "q2", "need": "skin"},
            ],
            contacts=[{"request": "q2", "need": "income"}],
        )
    ) == {"skin": 1, "income|skin": 1}


def test_nothing_that_says_who_needs_what_is_none_and_not_zero():
    assert demand(hood()) is None
    assert demand(hood(actors=[{"actor": "a"}])) is None


def test_demand_is_that_of_a_plain_loop_over_residents():
    random = np.random.default_rng(1)
    rows = [
        {"resident": f"r{random.integers(40)}", "need": f"n{random.integers(6)}"}
        for _ in range(150)
    ]
    needs = {}
    for row in rows:
        needs.setdefault(row["resident"], set()).add(row["need"])
    plain = {}
    for found in needs.values():
        plain["|".join(sorted(found))] = plain.get("|".join(sorted(found)), 0) + 1
    assert counted(hood(contacts=rows)) == plain
    assert demand(shuffled(hood(contacts=rows), 3)).equals(demand(hood(contacts=rows)))


def test_sets_come_apart_into_their_needs():
    assert each_need(demand(street())).to_numpy().tolist() == [
        [0, "skin", 1],
        [0, "transport", 1],
        [1, "transport", 1],
    ]


def test_an_unknown_layer_counts_as_a_professional():
    rows = [{"actor": "x"}, {"actor": "y", "layer": "informal"}, {"actor": "z", "layer": "welfare"}]
    assert supply(hood(actors=rows))["professional"].tolist() == [True, False, True]


def test_hours_here_are_those_of_the_reach_into_this_neighbourhood():
    reaching = hood(
        "B1",
        actors=[{"actor": name, "hours": 36} for name in "abc"] + [{"actor": "d", "hours": 0}],
        reach=[
            {"actor": "a", "neighbourhood": "B1", "hours": 4},
            {"actor": "b", "neighbourhood": "B1"},
            {"actor": "c", "neighbourhood": "B2", "hours": 9},
            {"actor": "d", "neighbourhood": "B1"},
        ],
    )
    assert supply(reaching)["hours"].fillna(-1).tolist() == [4, -1, 36, 0]


def test_who_has_no_hours_is_not_able_and_who_has_unknown_hours_is():
    rows = [{"actor": "none", "hours": 0}, {"actor": "unknown"}, {"actor": "some", "hours": 1}]
    can = [{"actor": row["actor"], "need": "skin"} for row in rows] + [
        {"actor": "stranger", "need": "skin"}
    ]
    assert able(hood(actors=rows, competences=can))["actor"].tolist() == [
        "some",
        "stranger",
        "unknown",
    ]


def test_what_is_remembered_cannot_be_changed_from_outside():
    there = street()
    known, asked = supply(there), demand(there)
    known["hours"] = 0.0
    known.loc["gp", "label"] = "changed"
    asked.loc[0, "residents"] = 9
    assert supply(there).loc["gp", ["label", "hours"]].tolist() == ["GP", 20]
    assert demand(there)["residents"].tolist() == [1, 1]
    assert supply(there.replace(actors=hood(actors=[]).actors))["hours"].isna().all()
