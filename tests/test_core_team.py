import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ecosystem.measure.core_team import core_team
from ecosystem.sources.hsds import hsds
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

MIAMI = Path(__file__).resolve().parents[2] / "shared" / "data" / "miami_hsds"


def town(able, steps=None, *, critical=(), profiles=(), **tables):
    """Make a neighbourhood of who can do what; a need a letter."""
    steps = steps or {}
    needs = sorted(set("".join(able.values())))
    return hood(
        actors=[
            {"actor": actor, "layer": "first_line", "step": steps.get(actor, 4)} for actor in able
        ],
        competences=[{"actor": actor, "need": need} for actor in able for need in able[actor]],
        needs=[{"need": need, "critical": need in critical} for need in needs],
        **({"profiles": profiles} if profiles else {}),
        **tables,
    )


def rows(frame):
    return {
        actor: (row["needs"], row["alone"]) for actor, row in frame[["needs", "alone"]].iterrows()
    }


def test_the_street():
    frame = core_team(street())
    assert frame.to_dict("index") == {
        "gp": {
            "label": "GP",
            "needs": "skin",
            "alone": "",
            "proven": True,
            "people": 1,
            "bound": 1,
        }
    }
    assert frame.index.name == "actor"
    assert list(map(str, frame.dtypes)) == ["str", "str", "str", "boolean", "Int64", "Int64"]


def test_taking_who_can_do_most_first_gives_three_where_two_will_do():
    able = {"a": "abcdef", "b": "ghijkl", "c": "abcdghi", "d": "ejk", "e": "fl"}
    assert core_team(town(able)).index.tolist() == ["a", "b"]


def test_a_critical_need_wants_two_and_says_where_there_is_one():
    able = {"a": "xy", "b": "y", "c": "y", "d": "z"}
    frame = core_team(town(able, critical="xy"))
    assert rows(frame) == {"a": ("x|y", "x"), "b": ("y", ""), "d": ("z", "")}


def test_backup_wants_two_of_every_need_where_there_are_two():
    able = {"a": "xy", "b": "y", "c": "y", "d": "z"}
    frame = core_team(town(able), backup=2)
    assert rows(frame) == {"a": ("x|y", "x"), "b": ("y", ""), "d": ("z", "z")}
    assert frame["people"].tolist() == frame["bound"].tolist() == [3, 3, 3]


def test_of_teams_of_one_size_the_lightest_then_the_first_ids():
    able = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}
    assert core_team(town(able)).index.tolist() == ["a", "d"]
    assert core_team(town(able, {"c": 3})).index.tolist() == ["c", "d"]
    unknown = town(able, {"a": None, "b": 6})
    assert core_team(unknown).index.tolist() == ["c", "d"]


def test_only_what_somebody_has_must_be_met_and_what_nobody_may_is_left_out():
    profiles = [
        {"profile": "p", "needs": "x|w", "residents": 3},
        {"profile": "q", "needs": "y", "residents": 0},
    ]
    frame = core_team(town({"a": "x", "b": "y", "c": "z"}, profiles=profiles))
    assert rows(frame) == {"a": ("x", "")}


def test_informal_help_and_who_has_no_hours_are_not_in_it_unknown_hours_are():
    frame = core_team(
        hood(
            actors=[
                {"actor": "aunt", "layer": "informal"},
                {"actor": "busy", "layer": "welfare", "hours": 0},
                {"actor": "some", "layer": "welfare"},
            ],
            competences=[{"actor": actor, "need": "x"} for actor in ("aunt", "busy", "some")],
        )
    )
    assert frame.index.tolist() == ["some"]


def test_nobody_at_all_is_a_team_of_nobody():
    frame = core_team(town({"a": "x"}, profiles=[{"profile": "p", "needs": "w", "residents": 1}]))
    assert frame.empty
    assert list(frame) == ["label", "needs", "alone", "proven", "people", "bound"]


def test_without_competences_it_says_what_is_missing():
    with pytest.raises(MissingTable, match="needs the table competences"):
        core_team(hood(actors=[{"actor": "a"}]))


def test_small_neighbourhoods_are_as_when_every_team_is_tried():
    rng = np.random.default_rng(11)
    for number in range(50):
        actors = "abcdefg"[: rng.integers(1, 8)]
        needs = "rstuvw"[: rng.integers(1, 7)]
        able = {a: "".join(n for n in needs if rng.random() < 0.4) for a in actors}
        steps = {a: int(rng.integers(2, 5)) for a in actors}
        critical = [n for n in needs if rng.random() < 0.3]
        backup = int(rng.integers(1, 3))
        there = {n: sum(n in able[a] for a in actors) for n in needs}
        wants = {n: min(there[n], max(backup, 1 + (n in critical))) for n in needs}
        teams = [
            (len(team), sum(steps[a] for a in team), sum(actors.index(a) for a in team), team)
            for size in range(len(actors) + 1)
            for team in combinations(actors, size)
            if all(sum(n in able[a] for a in team) >= wants[n] for n in needs)
        ]
        given = town(able, steps, critical=critical)
        frame = core_team(shuffled(given, number), backup=backup)
        best = min(teams)[:3]
        found = list(frame.index)
        places = [actor for actor in actors if able[actor]]
        assert (len(found), sum(steps[a] for a in found)) == best[:2]
        tied = [team for *key, team in teams if key[:2] == list(best[:2])]
        assert sum(map(places.index, found)) == min(sum(map(places.index, t)) for t in tied)
        assert frame["proven"].all()
        pd.testing.assert_frame_equal(frame, core_team(given, backup=backup))


def test_the_directory_of_miami_is_proven_within_a_minute():
    if not MIAMI.exists():
        pytest.skip("needs ../shared/data/miami_hsds, which is not beside this checkout")
    tables, _ = hsds(MIAMI)
    miami = Neighbourhood("miami", "Miami", dict(tables))
    began = time.process_time()
    once, twice = core_team(miami), core_team(miami, backup=2)
    assert time.process_time() - began < 60
    assert (len(once), once["proven"].all(), set(once["bound"])) == (495, True, {495})
    assert (len(twice), twice["proven"].all(), set(twice["bound"])) == (671, True, {671})
    able = miami.competences.groupby("need")["actor"].agg(set)
    assert all(len(who & set(twice.index)) >= min(2, len(who)) for who in able)
