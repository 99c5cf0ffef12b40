"""How few people could do it all, within everybody's hours."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ecosystem.propose.carry_out.weigh import weigh
from ecosystem.propose.staff.learning import learnt
from ecosystem.propose.staff.staffing import staffed, staffing
from ecosystem.propose.staff.units import model, taught
from ecosystem.sources.synthetic import synthetic
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street
from tests.trying import fewest_by_trying


def world(people, cases, *, hours=None, needs=None, teach=None, layers=None, takes=None):
    """
    Make a neighbourhood: what each can do (profession by default their own name), who needs what.

    `people` is {actor: (profession, needs)} or {actor: needs}; `cases` is [(needs, residents)].
    """
    told = {who: can if isinstance(can, tuple) else (who, can) for who, can in people.items()}
    tables = {
        "actors": [
            {
                "actor": who,
                "profession": told[who][0],
                "layer": (layers or {}).get(who, "first_line"),
                "hours": (hours or {}).get(who),
            }
            for who in told
        ],
        "competences": [
            {"actor": who, "need": need, "hours": (takes or {}).get((who, need))}
            for who, (_, can) in told.items()
            for need in can
        ],
        "profiles": [
            {"profile": f"p{at}", "needs": "|".join(wanted), "residents": count}
            for at, (wanted, count) in enumerate(cases)
        ],
    }
    if needs is not None:
        tables["needs"] = [{"need": need} | own for need, own in needs.items()]
    if teach is not None:
        tables["teachable"] = [
            {"profession": profession, "need": need, "cost": days}
            for profession, need, days in teach
        ]
    return hood(**tables)


def test_the_street():
    found = staffing(street())
    assert (found.people, found.bound, found.proven, found.hours_short) == (1, 1, True, 0.0)
    assert found.dropped == ("transport",)
    assert found.teams.to_numpy().tolist() == [[0, "skin", 1, 1, "nurse", "district_nurse", 1, 0.5]]


def test_each_resident_has_the_smallest_team_and_the_residents_are_counted():
    found = staffing(
        world({"a": ["x", "y"], "b": ["y", "z"], "c": ["z"]}, [(["x", "y", "z"], 3), (["x"], 2)])
    )
    assert (found.people, found.proven) == (3 * 2 + 2, True)


def test_greedy_would_take_three_where_two_will_do():
    needs = [f"n{at:02}" for at in range(1, 13)]
    sets = {
        "A": range(1, 7),
        "B": range(7, 13),
        "C": (1, 2, 3, 4, 7, 8, 9),
        "D": (5, 10, 11),
        "E": (6, 12),
    }
    people = {who: [f"n{at:02}" for at in some] for who, some in sets.items()}
    found = staffing(world(people, [(needs, 1)]))
    assert found.people == 2
    assert found.teams["who"].tolist() == ["A", "B"]


def test_residents_with_the_same_needs_are_shared_out_where_one_has_no_hours_for_all():
    found = staffing(
        world(
            {"a": ["x"], "b": ["x"]},
            [(["x"], 10)],
            hours={"a": 6, "b": 4},
            needs={"x": {"hours": 1}},
        )
    )
    assert (found.people, found.hours_short, found.proven) == (10, 0.0, True)
    assert found.load[["who", "used"]].to_numpy().tolist() == [["a", 6.0], ["b", 4.0]]
    assert found.teams[["who", "residents"]].to_numpy().tolist() == [["a", 6], ["b", 4]]


def test_who_has_no_hours_for_both_needs_leaves_one_to_another():
    place = world(
        {"a": ["x", "y"], "b": ["y"]},
        [(["x", "y"], 4)],
        hours={"a": 6, "b": 9},
        needs={"x": {"hours": 1}, "y": {"hours": 1}},
    )
    found = staffing(place)
    assert found.hours_short == 0
    assert found.people == 2 * 1 + 2 * 2
    assert fewest_by_trying(model(place)) == (0.0, 6)


def test_where_hours_fall_short_the_shortage_is_least_first_and_then_the_people():
    place = world(
        {"a": ["x", "y"], "b": ["y"]},
        [(["x", "y"], 4)],
        hours={"a": 5, "b": 2},
        needs={"x": {"hours": 1}, "y": {"hours": 1}},
    )
    found = staffing(place)
    assert found.hours_short == 1
    assert found.people == 4 + 2
    assert fewest_by_trying(model(place))[1] == 6


def test_unknown_hours_are_no_limit_also_for_those_they_are_pooled_with():
    people = {"a1": ("gp", ["x"]), "a2": ("gp", ["x"])}
    found = staffing(world(people, [(["x"], 10)], hours={"a1": 1}, needs={"x": {"hours": 1}}))
    assert (found.people, found.hours_short) == (10, 0.0)
    assert found.load["hours"].isna().all()
    assert found.load["who"].tolist() == ["a1|a2"]


def test_one_of_two_of_a_profession_is_one_person_at_the_door():
    people = {"a1": ("gp", ["x", "y"]), "a2": ("gp", ["x", "y"])}
    place = world(
        people,
        [(["x", "y"], 10)],
        hours={"a1": 10, "a2": 10},
        needs={"x": {"hours": 1}, "y": {"hours": 1}},
    )
    assert staffing(place).people == 10


def test_a_critical_need_takes_two_people_and_no_more_than_there_are():
    people = {"a": ["x", "y"], "b": ["x"], "c": ["z"]}
    needs = {"x": {"critical": True}, "y": {}, "z": {"critical": True}}
    place = world(people, [(["x", "y", "z"], 1)], needs=needs)
    assert staffing(place).people == 3
    assert model(place).without_backup == ("z",)
    assert staffing(place, backup=3).people == 3


def test_informal_help_meets_its_needs_and_costs_nobody_unless_everyone_counts():
    place = world(
        {"a": ["x"], "neighbour": ["y"]},
        [(["x", "y"], 5)],
        layers={"neighbour": "informal"},
    )
    assert staffing(place).people == 5
    assert staffing(place, count="everyone").people == 10


def test_a_need_nobody_may_meet_is_left_out_and_told():
    place = world(
        {"a": ["x", "y"]},
        [(["x", "y", "z"], 2), (["z"], 9)],
        needs={"x": {}, "y": {"reserved": "gp"}, "z": {}},
    )
    found = staffing(place)
    assert (found.people, found.dropped) == (2, ("y", "z"))


def test_nothing_that_must_be_met_takes_nobody():
    assert staffing(world({"a": ["x"]}, [(["z"], 3)])).people == 0
    assert staffing(world({"a": ["x"]}, [(["x"], 0)])).people == 0
    assert staffing(world({"a": ["x"]}, [(["z"], 3)])).teams.empty


def test_a_need_of_nobody_asks_nothing_also_where_hours_are_short():
    people, needs = {"a": ["x", "y"]}, {"x": {"hours": 1}, "y": {"hours": 1}, "z": {}}
    place = world(people, [(["x"], 30), (["y", "z"], 0)], hours={"a": 8}, needs=needs)
    found = staffing(place)
    assert (found.people, found.hours_short, found.dropped) == (30, 22, ())
    assert weigh(place).fragile == {"x"}


def test_forty_needs_in_one_case():
    needs = [f"n{at:02}" for at in range(40)]
    rng = np.random.default_rng(3)
    people = {f"a{at:02}": [n for n in needs if rng.random() < 0.3] for at in range(25)}
    people["z"] = needs[:4]
    place = world(people, [(needs, 2), (needs[:3], 5)])
    assert staffing(place).people == fewest_by_trying(model(place))[1]
    assert staffing(place).proven


def test_without_competences_or_cases_it_says_what_is_missing():
    with pytest.raises(MissingTable, match="needs the table competences"):
        staffing(
            hood(actors=[{"actor": "a"}], profiles=[{"profile": "p", "needs": "x", "residents": 1}])
        )
    with pytest.raises(MissingTable, match="who needs what: profiles, or requests or contacts"):
        staffing(hood(competences=[{"actor": "a", "need": "x"}]))


def some_world(rng, *, scarce):
    """Make a small neighbourhood by chance: shared professions, critical needs, some hours."""
    needs = [f"n{at}" for at in range(int(rng.integers(3, 7)))]
    people = {
        f"a{at}": (f"p{rng.integers(3)}", [n for n in needs if rng.random() < 0.45])
        for at in range(int(rng.integers(2, 6)))
    }
    cases = [
        ([n for n in needs if rng.random() < 0.5] or needs[:1], int(rng.integers(1, 4)))
        for _ in range(int(rng.integers(1, 4)))
    ]
    own = {
        n: {"critical": bool(rng.random() < 0.2), "hours": int(rng.integers(1, 4))} for n in needs
    }
    takes = {
        (who, n): int(rng.integers(1, 4))
        for who, (_, can) in people.items()
        for n in can
        if rng.random() < 0.3
    }
    hours = (
        {who: int(rng.integers(3, 14)) for who in people if rng.random() < 0.8} if scarce else {}
    )
    return world(people, cases, hours=hours, needs=own, takes=takes if scarce else None)


def variants(made, rng, many):
    """Give the same people other residents with other needs: a model takes long to make."""
    for _ in range(many):
        cases = rng.random((rng.integers(1, 4), len(made.needs))) < 0.5
        cases[0] |= ~cases.any(axis=0)
        cases = np.unique(cases[cases.any(axis=1)], axis=0)
        yield replace(made, cases=cases, residents=rng.integers(1, 4, len(cases)))


@pytest.mark.parametrize("scarce", [False, True], ids=["hours unknown", "hours scarce"])
def test_it_is_what_trying_everything_gives(scarce):
    rng = np.random.default_rng(11 + scarce)
    proven = 0
    for made in [
        made for _ in range(12) for made in variants(model(some_world(rng, scarce=scarce)), rng, 5)
    ]:
        short, people = fewest_by_trying(made)
        found = staffed(made)
        assert found.hours_short == pytest.approx(short, abs=1e-5)
        assert found.bound <= people <= found.people
        assert not found.proven or found.people == people
        proven += found.proven
        assert (found.teams["people"] * found.teams["residents"]).sum() == found.people
        over = (found.load["used"] - found.load["hours"].fillna(np.inf)).clip(lower=0).sum()
        assert over == pytest.approx(found.hours_short, abs=1e-4)
    assert proven == 60


def test_row_order_changes_nothing():
    place = synthetic(1, seed=4, residents=60, contacts=0, actors=30)["BU99990101"]
    first = staffing(place)
    for seed in range(2):
        again = staffing(shuffled(place, seed))
        assert again.teams.equals(first.teams)
        assert again.load.equals(first.load)
        assert (again.people, again.bound) == (first.people, first.bound)


def test_what_is_learnt_in_the_model_is_what_is_learnt_in_the_tables():
    rng = np.random.default_rng(5)
    place = synthetic(1, seed=3, residents=60, contacts=0, actors=40)["BU99990101"]
    made = model(place)
    unit, need = np.nonzero(made.may)
    for _ in range(10):
        some = rng.choice(len(unit), 3, replace=False)
        steps = [(int(unit[at]), int(need[at])) for at in some]
        named = [(made.actors[who], made.needs[what]) for who, what in steps]
        then, really = learnt(made, steps), model(taught(place, named))
        assert then.actors == really.actors
        for name in ("size", "hours", "able", "may", "takes", "cases", "residents", "required"):
            assert np.array_equal(getattr(then, name), getattr(really, name)), name


def test_two_of_a_profession_who_can_then_do_the_same_are_one_unit():
    people = {"a1": ("gp", ["x", "y"]), "a2": ("gp", ["x"]), "b": ("b", ["y"])}
    place = world(people, [(["x", "y"], 1)], teach=[("gp", "y", 2)])
    made = model(place)
    assert made.actors == (("a1",), ("a2",), ("b",))
    assert learnt(made, [(1, 1)]).actors == (("a1", "a2"), ("b",))


def test_teaching_leaves_the_neighbourhood_as_it_was():
    before = street().competences
    after = taught(street(), [(["gp"], "transport"), (["gp"], "skin")])
    assert street().competences.equals(before)
    assert after.competences["need"].tolist() == ["skin", "skin", "transport"]
    assert pd.isna(after.competences["hours"].iloc[-1])
