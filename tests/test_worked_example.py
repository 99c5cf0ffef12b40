"""
The worked example of role broadening, as it reads.

A GP does diagnosis and medication, a district nurse wounds, medication and washing, a
physiotherapist mobility, a social worker income and contact, a dietitian nutrition; a neighbour
can keep somebody company and learns nothing. Six residents need wounds, washing and mobility,
four washing, nutrition and contact, three diagnosis, medication and income, two mobility and
contact.
"""

import pandas as pd
import pytest

from ecosystem.propose.learn.broaden import broaden
from ecosystem.propose.learn.who_leaves import who_leaves
from ecosystem.propose.learn.who_shares import who_shares
from ecosystem.propose.staff.staffing import staffing
from ecosystem.propose.staff.units import taught
from tests.street import hood, shuffled

CAN = {
    "gp": "diagnosis|medication",
    "nurse": "wound|medication|adl",
    "physio": "mobility",
    "social": "income|contact",
    "neighbour": "contact",
    "dietitian": "nutrition",
}
PROFESSION = {
    "gp": "gp",
    "nurse": "district_nurse",
    "physio": "physiotherapist",
    "social": "social_worker",
    "neighbour": "neighbour",
    "dietitian": "dietitian",
}
NEEDS = sorted({need for needs in CAN.values() for need in needs.split("|")})
PROFILES = {
    "wound|adl|mobility": 6,
    "adl|nutrition|contact": 4,
    "diagnosis|medication|income": 3,
    "mobility|contact": 2,
}


def example():
    return hood(
        actors=[
            {
                "actor": actor,
                "profession": PROFESSION[actor],
                "layer": "informal" if actor == "neighbour" else "first_line",
            }
            for actor in CAN
        ],
        competences=[
            {"actor": actor, "need": need} for actor in CAN for need in CAN[actor].split("|")
        ],
        teachable=[
            {"profession": profession, "need": need, "cost": 1}
            for profession in PROFESSION.values()
            for need in NEEDS
        ],
        profiles=[
            {"profile": needs, "needs": needs, "residents": residents}
            for needs, residents in PROFILES.items()
        ],
    )


def after(learn, **options):
    steps = broaden(example(), learn=learn, **options)
    return int(steps["people_after"].iloc[0])


def pairs(steps):
    return set(zip(steps["who"], steps["need"], strict=True))


def test_34_people_are_at_the_door_when_everyone_counts():
    now = staffing(example(), count="everyone")
    assert (now.people, now.proven) == (34, True)


@pytest.mark.parametrize(("learn", "people"), [(1, 28), (2, 22), (3, 18)])
def test_each_learning_step_lowers_that_to_28_then_22_then_18(learn, people):
    assert after(learn, count="everyone") == people


def test_28_professionals_are_at_the_door_since_the_neighbour_helps_for_nothing():
    now = staffing(example())
    assert (now.people, now.proven) == (28, True)


@pytest.mark.parametrize(("learn", "people"), [(1, 22), (2, 18), (3, 15)])
def test_each_learning_step_lowers_the_professionals_to_22_then_18_then_15(learn, people):
    assert after(learn) == people


def test_the_first_step_is_the_nurse_who_learns_mobility():
    assert pairs(broaden(example(), learn=1)) == {("nurse", "mobility")}


def test_the_second_is_a_tie_and_the_first_in_order_is_taken():
    both = pairs(broaden(example(), learn=2))
    assert ("nurse", "mobility") in both
    assert both - {("nurse", "mobility")} <= {("nurse", "nutrition"), ("dietitian", "adl")}
    assert len(both) == 2


def test_the_physiotherapist_leaves_the_six_residents_to_whom_the_nurse_comes():
    left = who_leaves(example(), learn=1)
    told = [tuple(row)[:5] for row in left.itertuples(index=False)]
    assert ("adl|mobility|wound", "physiotherapist", 6, 0, -6) in told
    assert left["change"].sum() == -6


def test_the_two_whom_nurse_or_physiotherapist_could_help_keep_the_physiotherapist():
    assert "mobility" not in set(who_leaves(example(), learn=1)["needs"])


def test_nurse_and_physiotherapist_share_six_residents_and_then_nobody():
    told = who_shares(example(), learn=1)
    assert [tuple(row) for row in told.itertuples(index=False)] == [("nurse", "physio", 6, 0, -6)]


def test_each_of_three_steps_takes_a_pair_apart_and_brings_nobody_together():
    told = who_shares(example(), learn=3)
    pairs_ = list(zip(told["who"], told["partner"], told["change"], strict=True))
    assert pairs_ == [("nurse", "physio", -6), ("dietitian", "nurse", -4), ("gp", "social", -3)]
    steps = broaden(example(), learn=3)
    assert (steps["pairs_apart"] == 3).all()
    assert (steps["pairs_new"] == 0).all()


def test_an_hour_a_resident_moves_to_who_has_learnt():
    hours = hood(needs=[{"need": need, "hours": 1} for need in NEEDS]).needs
    steps = broaden(example().replace(needs=hours), learn=3)
    assert steps["people_saved"].tolist() == [6, 4, 3]
    assert steps["hours_moved"].tolist() == [6.0, 4.0, 3.0]


def test_where_nobody_says_what_it_takes_the_hours_that_move_are_unknown():
    steps = broaden(example(), learn=3)
    assert steps["hours_moved"].isna().all()
    assert steps["alone"].all()


def test_greedy_is_as_good_here_and_says_what_it_is():
    steps = broaden(example(), learn=3, method="greedy")
    assert pairs(steps) == pairs(broaden(example(), learn=3))
    assert steps["people_saved"].tolist() == [6, 4, 3]
    assert (steps["people_after"] == 15).all()
    assert (steps["pairs_apart"] == 3).all()
    assert set(steps["method"]) == {"greedy, for comparison"}
    assert not steps["proven"].any()
    assert steps[["bound", "gap", "runner_up", "runner_up_people"]].isna().all(axis=None)


@pytest.mark.parametrize(("learn", "second"), [(1, 23), (2, 18), (3, 15)])
def test_the_runner_up_is_another_plan_and_no_better(learn, second):
    steps = broaden(example(), learn=learn)
    taken = {f"{who} {need}" for who, need in pairs(steps)}
    other = set(steps["runner_up"].iloc[0].split(";"))
    assert not other <= taken
    assert steps["people_after"].iloc[0] <= steps["runner_up_people"].iloc[0]
    assert steps["runner_up_people"].iloc[0] >= second


def test_the_neighbour_never_learns():
    assert "neighbour" not in set(broaden(example(), learn=9, count="everyone")["who"])


@pytest.mark.parametrize("count", ["professionals", "everyone"])
@pytest.mark.parametrize("learn", [1, 2, 3])
def test_what_is_announced_is_what_comes_out_and_is_proven(learn, count):
    steps = broaden(example(), learn=learn, count=count)
    there = taught(
        example(), [(row.who.split("|"), row.need) for row in steps.itertuples(index=False)]
    )
    assert staffing(there, count=count).people == steps["people_after"].iloc[0]
    assert (
        steps["people_saved"].sum() == steps["people_now"].iloc[0] - steps["people_after"].iloc[0]
    )
    assert steps["proven"].all()
    assert (steps["bound"] == steps["people_after"]).all()


def test_two_steps_that_save_nobody_alone_save_one_together():
    here = hood(
        actors=[
            {"actor": "g", "profession": "gp", "layer": "first_line"},
            {"actor": "s", "profession": "nurse_specialist", "layer": "specialist"},
        ],
        competences=[
            {"actor": "g", "need": "c"},
            {"actor": "s", "need": "a"},
            {"actor": "s", "need": "b"},
        ],
        teachable=[{"profession": "gp", "need": need, "cost": 1} for need in "ab"],
        profiles=[{"profile": "p", "needs": "a|b|c", "residents": 1}],
    )
    assert broaden(here, learn=1).empty
    both = broaden(here, learn=2)
    assert pairs(both) == {("g", "a"), ("g", "b")}
    assert both["people_saved"].tolist() == [0, 1]
    assert broaden(here, learn=2, method="greedy").empty


def test_the_order_of_rows_changes_nothing():
    one = broaden(example(), learn=3)
    for seed in range(3):
        pd.testing.assert_frame_equal(broaden(shuffled(example(), seed), learn=3), one)
