"""What a plan of learning changes: whose residents, whose hours, who shares them, what hangs."""

from importlib import import_module

import numpy as np
import pandas as pd
import pytest

from ecosystem.propose.learn.broaden import COLUMNS, broaden, chosen, effects
from ecosystem.propose.learn.saving_curve import saving_curve
from ecosystem.propose.learn.who_leaves import who_leaves
from ecosystem.propose.learn.who_shares import who_shares
from tests.street import hood, shuffled
from tests.test_learning_tried import world


def neighbourhood(can, wants, *, hours=None, learns="", critical="", profession=None):
    """Make people who can do this, each of an own profession and unlimited, an hour a need."""
    profession = {actor: actor for actor in can} | (profession or {})
    needs = sorted({need for each in [*can.values(), *wants] for need in each})
    return hood(
        needs=[{"need": need, "hours": 1, "critical": need in critical} for need in needs],
        actors=[
            {
                "actor": actor,
                "layer": "first_line",
                "profession": profession[actor],
                "hours": (hours or {}).get(actor),
            }
            for actor in can
        ],
        competences=[{"actor": actor, "need": need} for actor in can for need in can[actor]],
        teachable=[
            {"profession": step.split()[0], "need": step.split()[1], "cost": 1}
            for step in learns.split(", ")
            if step
        ],
        profiles=[
            {"profile": needs, "needs": "|".join(needs), "residents": residents}
            for needs, residents in wants.items()
        ],
    )


def rows(frame):
    return [tuple(row) for row in frame.itertuples(index=False)]


def test_a_step_that_relieves_a_full_gp_would_send_the_nurse_along_so_nobody_learns():
    can, wants = {"gp": "ab", "nurse": "c"}, {"ab": 4}
    here = neighbourhood(can, wants, hours={"gp": 4, "nurse": 8}, learns="nurse b")
    assert chosen(here, learn=1, backup=1, count="professionals").now.hours_short == 4
    assert broaden(here, learn=1).empty


def test_who_then_can_do_what_a_colleague_could_is_not_alone_and_together_they_do_no_more():
    here = neighbourhood(
        {"one": "a", "two": "ab"},
        {"ab": 4},
        hours={"one": 8, "two": 4},
        learns="nurse b",
        profession={"one": "nurse", "two": "nurse"},
    )
    steps = broaden(here, learn=1)
    assert rows(steps[["who", "people_now", "people_after"]]) == [("one", 8, 4)]
    assert rows(steps[["alone", "hours_moved", "pairs_apart"]]) == [(False, 0.0, 1)]
    assert rows(who_shares(here, learn=1)) == [("one|two", "one|two", 4, 0, -4)]
    assert rows(who_leaves(here, learn=1)) == [("a|b", "nurse", 8, 4, -4, 0.0)]


def test_two_gps_who_back_each_other_up_stay_together_when_the_nurse_need_not_come():
    here = neighbourhood(
        {"gp1": "a", "gp2": "a", "nurse": "b"},
        {"ab": 3},
        learns="gp b",
        critical="a",
        profession={"gp1": "gp", "gp2": "gp"},
    )
    steps = broaden(here, learn=1)
    told = steps[["who", "days", "people_saved", "hours_moved", "alone", "pairs_apart"]]
    assert rows(told) == [("gp1|gp2", 2.0, 3, 3.0, False, 1)]
    assert rows(who_shares(here, learn=1)) == [("gp1|gp2", "nurse", 3, 0, -3)]


def test_residents_who_need_as_many_as_now_keep_who_they_have_though_another_could_come():
    can = {"gp": "a", "nurse": "b", "social": "c"}
    here = neighbourhood(can, {"ab": 5, "bc": 2, "b": 1}, learns="gp b")
    steps = broaden(here, learn=1)
    assert rows(steps[["people_now", "people_after", "hours_moved"]]) == [(15, 10, 5.0)]
    assert rows(who_leaves(here, learn=1)) == [
        ("a|b", "nurse", 5, 0, -5, -5.0),
        ("a|b", "gp", 5, 5, 0, 5.0),
    ]


def test_without_a_step_nothing_changes_and_the_columns_stay():
    here = neighbourhood({"gp": "a"}, {"a": 2})
    for method in ("best", "greedy"):
        steps = broaden(here, method=method)
        assert steps.empty
        assert list(steps.columns) == list(COLUMNS)
        assert steps.dtypes.astype(str).tolist() == list(COLUMNS.values())
    assert who_leaves(here).empty
    assert who_shares(here).empty
    assert broaden(here, learn=0, method="greedy").empty


def test_where_informal_help_does_it_all_there_is_nobody_to_learn_and_no_table_breaks():
    here = hood(
        actors=[{"actor": "daughter", "layer": "informal"}],
        competences=[{"actor": "daughter", "need": "a"}],
        profiles=[{"profile": "p", "needs": "a", "residents": 3}],
    )
    assert [len(each(here)) for each in (broaden, who_leaves, who_shares)] == [0, 0, 0]


@pytest.mark.parametrize("seed", range(12))
def test_keeping_teams_costs_nobody_and_asks_nobody_for_more(seed):
    here = world(seed, hours=True)
    found = chosen(here, learn=2, backup=1, count="professionals")
    changed = effects(here, learn=2, backup=1, count="professionals")
    people = (changed.after["people"] * changed.after["residents"]).sum()
    assert people == found.after.people
    teams = changed.after.drop_duplicates(["case", "team"])
    residents = teams.groupby("case")["residents"].sum()
    assert residents.tolist() == changed.made.residents.tolist()
    used = np.bincount(changed.after["unit"], changed.after["hours"], len(changed.made.hours))
    over = np.maximum(used - changed.made.hours, 0).sum()
    assert over == pytest.approx(found.after.hours_short, abs=1e-4)


@pytest.mark.parametrize("seed", range(12))
def test_with_many_cases_too_the_parts_add_up_and_the_runner_up_is_no_better(seed, monkeypatch):
    monkeypatch.setattr(import_module("ecosystem.propose.learn.broaden_plan"), "LARGE", 0)
    here = world(seed, hours=True)
    steps = broaden(here)
    if steps.empty:
        assert not who_shares(here).size
        return
    plan = steps.iloc[0]
    assert steps["people_saved"].sum() == plan["people_now"] - plan["people_after"] > 0
    assert plan["bound"] <= plan["people_after"]
    assert pd.isna(plan["runner_up"]) or plan["runner_up_people"] >= plan["people_after"]


@pytest.mark.parametrize("seed", range(12))
def test_greedy_is_never_better_and_the_order_of_rows_changes_nothing(seed):
    here = world(seed, hours=False)
    best, greedy = broaden(here), broaden(here, method="greedy")
    assert best["people_saved"].sum() >= greedy["people_saved"].sum()
    other = shuffled(here, seed)
    pd.testing.assert_frame_equal(broaden(other, method="greedy"), greedy)
    pd.testing.assert_frame_equal(who_shares(other), who_shares(here))
    pd.testing.assert_frame_equal(who_leaves(other), who_leaves(here))


def many_who_may_learn(count):
    """One person does `a`, `b` and `c` each of so many professions, and any may learn the rest."""
    can = {f"{need}{number:02d}": need for need in "abc" for number in range(count)}
    learns = [f"{one} {need}" for one in can for need in "abc" if need not in can[one]]
    return neighbourhood(can, {"abc": 4}, learns=", ".join(learns))


@pytest.mark.parametrize("learn", [2, 60, 10**12])
def test_more_steps_than_there_are_to_take_ask_for_no_more_than_those(learn):
    here = many_who_may_learn(10)
    steps = broaden(here, learn=learn)
    assert rows(steps[["who", "need", "people_saved"]]) == [("a00", "b", 4), ("a00", "c", 4)]
    assert rows(steps[["people_after", "bound", "proven"]])[0] == (4, 4, True)


def test_the_curve_is_level_where_there_is_no_further_step_to_take():
    here = neighbourhood({"gp": "a", "nurse": "b"}, {"ab": 5}, learns="gp b")
    curve = saving_curve(here, most=3)
    assert rows(curve) == [(0, 10, 0, 10, True), *[(learn, 5, 5, 5, True) for learn in (1, 2, 3)]]


def test_the_curve_ends_where_plans_are_grown_no_further():
    here = many_who_may_learn(4)
    curve = saving_curve(here, most=10**9)
    assert curve["learn"].tolist() == list(range(21))
    assert curve["people"].tolist() == [12, 8, *[4] * 19]
