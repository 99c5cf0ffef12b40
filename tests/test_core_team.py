import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ecosystem.measure.core_team import core_team
from ecosystem.measure.set_cover import Cover
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
            "settled": True,
            "people": 1,
            "bound": 1,
        }
    }
    assert frame.index.name == "actor"
    assert list(map(str, frame.dtypes)) == ["str"] * 3 + ["boolean"] * 2 + ["Int64"] * 2


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


def test_the_first_ids_are_those_with_the_first_id_that_the_other_team_has_not():
    able = {"b": "wy", "c": "xz", "a": "wx", "d": "yz"}
    assert core_team(town(able)).index.tolist() == ["a", "d"]
    assert core_team(town(able, {"b": 3})).index.tolist() == ["b", "c"]


def test_with_more_ids_than_go_into_one_cost_the_first_are_still_chosen():
    pairs = [f"{letter}{number}" for number in range(9) for letter in "xy"]
    actors = [f"a{number:02d}" for number in range(36)]
    competences = [
        {"actor": actor, "need": pairs[(7 * place + step) % 18]}
        for place, actor in enumerate(actors)
        for step in (0, 1)
    ]
    given = hood(actors=[{"actor": a, "step": 4} for a in actors], competences=competences)
    able = {a: {row["need"] for row in competences if row["actor"] == a} for a in actors}
    frame = core_team(given)
    assert (len(frame), frame["settled"].all()) == (9, True)
    rings = [
        [next(a for a in actors if able[a] == {pairs[at], pairs[(at + 1) % 18]}) for at in some]
        for some in (range(0, 18, 2), range(1, 18, 2))
    ]
    assert frame.index.tolist() == min(map(sorted, rings))


def test_where_the_solver_had_to_stop_it_says_how_far_it_came(monkeypatch):
    stopped = Cover(np.array([0, 1, 2]), 3.0, 2.0, proven=False, settled=False)
    monkeypatch.setattr("ecosystem.measure.core_team.smallest_cover", lambda *_, **__: stopped)
    frame = core_team(town({"a": "xy", "b": "yz", "c": "zx", "d": "w"}))
    assert frame.index.tolist() == ["a", "b", "c", "d"]
    whole = frame[["proven", "settled", "people", "bound"]]
    assert whole.drop_duplicates().to_numpy().tolist() == [[False, False, 4, 3]]


@pytest.mark.parametrize("backup", [0, 1.5, True, "2"])
def test_backup_is_a_whole_number_of_at_least_one(backup):
    with pytest.raises(ValueError, match=f"backup is {backup!r}; it is a whole number"):
        core_team(street(), backup=backup)


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
    assert list(frame) == ["label", "needs", "alone", "proven", "settled", "people", "bound"]


def test_without_competences_it_says_what_is_missing():
    with pytest.raises(MissingTable, match="needs the table competences"):
        core_team(hood(actors=[{"actor": "a"}]))


def test_small_neighbourhoods_are_as_when_every_team_is_tried():
    rng = np.random.default_rng(11)
    for number in range(120):
        actors = "abcdefghijklmno"[: rng.integers(1, 8 if number % 4 else 16)]
        needs = "rstuvw"[: rng.integers(1, 7)]
        able = {a: "".join(n for n in needs if rng.random() < 0.4) for a in actors}
        steps = {a: int(rng.integers(2, 5)) for a in actors}
        critical = [n for n in needs if rng.random() < 0.3]
        backup = int(rng.integers(1, 3))
        there = {n: sum(n in able[a] for a in actors) for n in needs}
        wants = {n: min(there[n], max(backup, 1 + (n in critical))) for n in needs}
        for size in range(len(actors) + 1):
            teams = [
                (sum(steps[a] for a in team), team)
                for team in combinations(actors, size)
                if all(sum(n in able[a] for a in team) >= wants[n] for n in needs)
            ]
            if teams:  # of this size, and so no larger one is needed
                break
        given = town(able, steps, critical=critical)
        frame = core_team(shuffled(given, number), backup=backup)
        assert tuple(frame.index) == min(teams)[-1]
        assert frame["proven"].all()
        assert frame["settled"].all()
        assert set(frame["bound"]) <= {len(frame)}
        if number % 4 == 0:
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
    assert once["settled"].all()
    assert twice["settled"].all()
