"""How many teams are as small, also where there are more than a machine's own numbers hold."""

from itertools import combinations
from math import comb
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.measure import set_cover
from ecosystem.measure.cover import MOST_NEEDS, count_covers
from ecosystem.measure.cover_often import can_count, cover_often
from ecosystem.measure.cover_teams import keeping, prices, team_of
from ecosystem.measure.set_cover import smallest_cover
from tests.street import hood
from tests.test_set_cover import four_cycles


def by_trying(masks, required):
    """Try every team: the fewest people, and how many teams of so many there are."""
    for size in range(len(masks) + 1):
        teams = [
            team
            for team in combinations(masks, size)
            if all(
                sum(mask >> bit & 1 for mask in team) >= want for bit, want in enumerate(required)
            )
        ]
        if teams:
            return size, len(teams)
    return None


def test_teams_are_counted_as_when_every_one_is_tried():
    rng = np.random.default_rng(7)
    for _ in range(150):
        needs = int(rng.integers(1, 4))
        masks = [1, *rng.integers(0, 1 << needs, int(rng.integers(1, 9))).tolist()]
        there = [sum(mask >> bit & 1 for mask in masks) for bit in range(needs)]
        required = [min(int(rng.integers(0, 4)), have) for have in there]
        found = cover_often(masks, required)
        assert (found.people, found.optima) == by_trying(masks, required)


def test_more_teams_than_64_bits_hold_are_counted_to_the_last():
    found = cover_often([1] * 68, [34])
    assert (found.people, found.optima) == (34, comb(68, 34))
    assert comb(68, 34) > 2**63


def test_a_case_is_counted_up_to_its_bounds():
    assert can_count([1] * 16)
    assert not can_count([1] * 17)
    assert can_count([(1 << 14) - 1])
    assert not can_count([1 << 14])


@pytest.mark.parametrize(
    ("people", "optima"), [([32] * 10 + [64] * 2, 2**62), ([32] * 9 + [64] * 3, None)]
)
def test_so_many_smallest_teams_that_no_column_holds_them_are_not_counted(people, optima):
    needs = [f"n{at:02d}" for at in range(len(people))]
    able = [
        {"actor": f"{n}_{at}", "need": n}
        for n, many in zip(needs, people, strict=True)
        for at in range(many)
    ]
    profiles = [{"profile": "p", "needs": "|".join(needs), "residents": 1}]
    row = eco.fewest(hood(competences=able, profiles=profiles), most=1).iloc[0]
    assert (row["fewest"], row["team"]) == (12, "|".join(f"{need}_0" for need in needs))
    assert (None if pd.isna(row["optima"]) else row["optima"]) == optima


def test_cases_of_up_to_twelve_needs_are_counted_and_of_more_the_fewest_only():
    able = np.eye(MOST_NEEDS + 1, dtype=bool).repeat(2, axis=0)
    wants = np.tri(MOST_NEEDS + 2, MOST_NEEDS + 1, -1, dtype=bool)
    fewest, optima = count_covers(able, wants)
    assert fewest.tolist() == list(range(MOST_NEEDS + 2))
    assert optima.tolist() == [*(2**at for at in range(MOST_NEEDS + 1)), -1]
    fewest, optima = count_covers(able[:-2], wants)
    assert (fewest[-1], optima[-1]) == (-1, 0)


def test_a_choice_is_settled_only_where_each_of_its_costs_is_proven():
    covers = four_cycles(5)
    costs = np.zeros(len(covers))
    found = smallest_cover(covers, np.ones(covers.shape[1]), costs, then=[costs + 1], nodes=1)
    assert (found.value, found.bound, found.proven, found.settled) == (0, 0, True, False)


def test_today_is_told_to_six_decimals():
    seen = [("anna", "gp"), ("bea", "gp"), ("cees", "gp"), ("cees", "nurse")]
    one = hood(
        competences=[{"actor": "gp", "need": "skin"}, {"actor": "nurse", "need": "skin"}],
        contacts=[{"resident": who, "actor": actor, "need": "skin"} for who, actor in seen],
    )
    row = eco.fewest(one).iloc[0]
    assert row[["residents", "today", "fewest", "excess", "undefined", "optima"]].tolist() == [
        *(3, 1.333333, 1, 1, 0, 2)
    ]


def test_where_the_solver_gives_nothing_more_its_last_choice_stays(monkeypatch):
    answers = iter(
        [
            SimpleNamespace(x=np.array([1, 0, 0]), mip_dual_bound=1.0, status=0),
            SimpleNamespace(x=np.array([0, 1, 0]), mip_dual_bound=2.0, status=0),
            SimpleNamespace(x=None, mip_dual_bound=None, status=1),
        ]
    )
    monkeypatch.setattr("scipy.optimize.milp", lambda *_, **__: next(answers))
    then = [np.array([3, 2, 2]), np.array([0, 2, 1])]
    found = smallest_cover(np.ones((3, 1)), np.ones(1), then=then)
    assert found.chosen.tolist() == [1]
    assert (found.value, found.bound, found.proven, found.settled) == (1, 1, True, False)


def test_a_choice_of_the_solver_that_does_not_cover_all_is_not_taken(monkeypatch):
    wrong = SimpleNamespace(x=np.array([1, 0, 0]), mip_dual_bound=0.7, status=1)
    monkeypatch.setattr("scipy.optimize.milp", lambda *_, **__: wrong)
    found = smallest_cover(np.eye(3)[:, :2], np.ones(2))
    assert found.chosen.tolist() == [0, 1]
    assert (found.value, found.bound, found.proven) == (2, 1, False)


@pytest.mark.parametrize("count", [2, 12, 40])
def test_steps_weigh_more_than_who_is_kept_and_that_more_than_all_hours(count):
    hours = [0, 10_000_000, *[0] * (count - 2)]
    first, second, *_ = prices([4] * count, hours)
    assert second < first
    assert keeping(first, 1, count) < second
    lighter = prices([4, 3] + [4] * (count - 2), hours[::-1])[1]
    assert lighter < keeping(first, 1_000_000, count)
    assert team_of(keeping(first, 3, count) + second, count) == [0, 1]


def test_needs_that_come_with_others_may_be_left_in_as_well(monkeypatch):
    rng = np.random.default_rng(3)
    covers, required = rng.random((9, 6)) < 0.5, np.array([1, 2, 1, 0, 2, 1])
    required = np.minimum(required, covers.sum(axis=0))
    whole = smallest_cover(covers, required, then=set_cover.first_ids(9))
    monkeypatch.setattr(set_cover, "_PAIRS", 0)
    same = smallest_cover(covers, required, then=set_cover.first_ids(9))
    assert (same.chosen.tolist(), same.value) == (whole.chosen.tolist(), whole.value)
    assert (same.proven, same.settled) == (True, True)


ALONE = "No professional here can do all of it alone: each was ruled out."
NONE = "professionals here can do all of it: every combination was ruled out."


@pytest.mark.parametrize(
    ("people", "backup", "team", "why"),
    [
        (["abcdefghijklmnopq"], 1, "p0", "One is the least there is."),
        (["abcdefghi", "jklmnopq", "abcdefghijklmnop"], 1, "p0|p1", ALONE),
        (["abcdefghijklmnopq"] * 3, 2, "p0|p1", ALONE),
        (["abcdef", "ghijkl", "mnopq", "gm"], 1, "p0|p1|p2", "No two " + NONE),
    ],
)
def test_a_case_for_a_program_says_why_it_takes_so_many(people, backup, team, why):
    able = [{"actor": f"p{at}", "need": need} for at, does in enumerate(people) for need in does]
    profiles = [{"profile": "p", "needs": "|".join("abcdefghijklmnopq"), "residents": 1}]
    row = eco.fewest(hood(competences=able, profiles=profiles), backup=backup).iloc[0]
    assert (row["team"], row["teams"]) == (team, team)
    assert pd.isna(row["optima"])
    assert row["why_not_fewer"] == why


@pytest.mark.parametrize(
    ("status", "dual", "bound", "proven"),
    [
        (1, 2.0, 2, False),
        (1, 2.0000001, 2, False),
        (1, 2.5, 3, True),
        (0, None, 3, True),
        (1, None, -np.inf, False),
    ],
)
def test_a_choice_is_proven_by_the_solver_or_by_its_bound_in_whole_numbers(
    status, dual, bound, proven, monkeypatch
):
    answer = SimpleNamespace(x=np.ones(3), mip_dual_bound=dual, status=status)
    monkeypatch.setattr("scipy.optimize.milp", lambda *_, **__: answer)
    found = smallest_cover(np.eye(3), np.ones(3))
    assert (found.value, found.bound, found.proven) == (3, bound, proven)
