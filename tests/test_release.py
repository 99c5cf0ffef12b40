import functools
import itertools
import random

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.measure.cases import cases
from ecosystem.measure.coverage import coverage
from ecosystem.measure.eligible import eligible
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.hand_over import team_size as sizes
from ecosystem.propose.hand_over.consult import consult
from ecosystem.propose.hand_over.exchange import exchange
from ecosystem.propose.hand_over.release import COLUMNS, release
from ecosystem.propose.hand_over.team_size import team_size
from ecosystem.propose.moves import propose
from ecosystem.propose.staff.staffing import staffing
from ecosystem.propose.staff.units import model
from ecosystem.tables.neighbourhood import empty
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street, table


def world(does, cases_, *, hours=None, critical=(), layers=None, takes=0.1):
    """Make a world: who does what, and how many residents have which needs."""
    needs = sorted({need for can in does.values() for need in can.split()})
    return hood(
        needs=[{"need": need, "hours": takes, "critical": need in critical} for need in needs],
        actors=[
            {
                "actor": actor,
                "layer": (layers or {}).get(actor, "first_line"),
                "hours": (hours or {}).get(actor, 40.0),
                "organisation": actor,
            }
            for actor in does
        ],
        competences=[
            {"actor": actor, "need": need} for actor, can in does.items() for need in can.split()
        ],
        profiles=[
            {"profile": f"p{at}", "needs": "|".join(needs.split()), "residents": count}
            for at, (needs, count) in enumerate(cases_)
        ],
    )


def told(frame):
    return {
        (row.actor, row.need): (row.state, row.keeps, row.together) for row in frame.itertuples()
    }


def test_what_three_can_do_one_may_stop_doing_whoever_else_stops():
    found = told(release(world({"a": "x", "b": "x", "c": "x"}, [("x", 5)])))
    assert found == {
        ("a", "x"): ("safe", "", True),
        ("b", "x"): ("safe", "", True),
        ("c", "x"): ("safe", "", False),
    }


def test_what_two_can_do_one_may_stop_doing_only_if_the_other_keeps_it():
    found = told(release(world({"a": "x", "b": "x"}, [("x", 5)])))
    assert found == {("a", "x"): ("only_if", "b", True), ("b", "x"): ("only_if", "a", False)}


def test_nobody_stops_with_what_only_they_can():
    assert release(world({"a": "x"}, [("x", 5)])).empty


def test_who_saves_a_resident_a_second_person_must_keep_doing_it():
    does = {"a": "x y", "b": "x y", "c": "x", "d": "x"}
    found = told(release(world(does, [("x y", 5)])))
    assert found["c", "x"] == ("safe", "", True)
    assert found["a", "x"] == ("only_if", "b", True)
    assert found["b", "x"] == ("only_if", "a", False)
    assert told(release(world({"a": "x y", "c": "x", "d": "x"}, [("x y", 5)]))).keys() == {
        ("c", "x"),
        ("d", "x"),
    }


def test_two_that_can_stop_apart_but_not_together_are_not_both_marked():
    does = {"a": "x y", "b": "x y", "c": "x", "d": "y", "e": "x", "f": "y"}
    frame = release(world(does, [("x y", 5)]))
    found = told(frame)
    assert found["a", "x"] == ("only_if", "b", True)
    assert found["b", "y"][0] == "only_if"
    assert not found["b", "y"][2]


def test_a_critical_need_keeps_two():
    does = {"a": "x", "b": "x", "c": "x"}
    found = told(release(world(does, [("x", 5)], critical=["x"])))
    assert found == {
        ("a", "x"): ("only_if", "b|c", True),
        ("b", "x"): ("only_if", "a|c", False),
        ("c", "x"): ("only_if", "a|b", False),
    }
    assert release(world({"a": "x", "b": "x"}, [("x", 5)], critical=["x"])).empty


def test_backup_keeps_as_many_as_are_asked_for():
    made = world({"a": "x", "b": "x", "c": "x"}, [("x", 5)])
    assert told(release(made, backup=2))["a", "x"] == ("only_if", "b|c", True)
    assert release(made, backup=3).empty


def test_hours_keep_who_cannot_be_missed():
    does, asks = {"a": "x", "b": "x", "c": "x"}, [("x", 20)]
    hours = {"a": 1, "b": 1, "c": 1}
    assert told(release(world(does, asks, hours=hours)))["a", "x"] == ("only_if", "b|c", True)
    assert release(world(does, asks, hours=hours, takes=0.15)).empty


def test_hours_that_are_short_get_no_shorter():
    hours = {"a": 1, "b": 0.5}
    assert release(world({"a": "x", "b": "x"}, [("x", 100)], hours=hours)).empty


def test_hours_someone_frees_elsewhere_count():
    does, hours = {"a": "x y", "b": "y", "c": "x"}, {"a": 2, "b": 2, "c": 2}
    found = told(release(world(does, [("x", 20), ("y", 20)], hours=hours)))
    assert found[("a", "x")] == ("only_if", "c", True)
    assert found[("a", "y")] == ("only_if", "b", True)


def test_the_hours_are_those_that_who_is_left_takes():
    made = world({"a": "x", "b": "x"}, [("x", 2)], hours={"a": 4, "b": 5})
    slow = made.competences.assign(hours=[1.0, 3.0])
    assert told(release(made)).keys() == {("a", "x"), ("b", "x")}
    assert told(release(made.replace(competences=slow))).keys() == {("b", "x")}


def test_one_cannot_be_both_people_that_a_critical_need_wants():
    does, hours = {"a": "x", "b": "x", "c": "x"}, {"a": 40, "b": 1, "c": 40}
    made = world(does, [("x", 20)], hours=hours, critical=["x"])
    assert told(release(made)).keys() == {("b", "x")}


def test_what_takes_more_people_within_the_hours_is_not_sure():
    does = {"a": "x y", "b": "x y", "c": "x", "d": "y"}
    hours = {"a": 4, "b": 4, "c": 40, "d": 40}
    frame = release(world(does, [("x y", 8)], hours=hours, takes=0.5))
    assert told(frame) == {
        ("a", "x"): ("only_if", "b", False),
        ("a", "y"): ("only_if", "b", False),
        ("b", "x"): ("only_if", "a", False),
        ("b", "y"): ("only_if", "a", False),
        ("c", "x"): ("safe", "", True),
        ("d", "y"): ("safe", "", True),
    }
    unsure = frame["because"].str.endswith("it may yet take more people: what_if tells.")
    assert unsure.tolist() == [not together for together in frame["together"]]


def test_what_is_guessed_stays_as_it_is_when_who_said_so_stops():
    made = world({"a": "x y", "b": "x", "c": "x", "d": "y"}, [("x y", 4)], hours={"a": 8})
    takes = {("b", "x"): 1.0, ("c", "x"): 3.0, ("a", "y"): 0.0, ("d", "y"): 0.0}
    pairs = made.competences[["actor", "need"]].itertuples(index=False, name=None)
    made = made.replace(
        competences=made.competences.assign(hours=[takes.get(pair, np.nan) for pair in pairs])
    )
    found = release(made)
    assert told(found)["b", "x"] == ("only_if", "a", True)
    stops = found.loc[found["together"], ["actor", "need"]].set_axis(["who", "what"], axis=1)
    after = what_if(made, stops.assign(move="release"))
    assert staffing(made).people == staffing(after).people == 4
    assert staffing(after).hours_short == 0


def test_what_stops_together_is_counted_also_where_hours_go_round_in_parts_only():
    does = {actor: f"w only_{actor}" for actor in "abcd"}
    hours = {"a": 0.75, "b": 1.75, "c": 0.75, "d": 1.25}
    made = world(does, [("w", 4)], hours=hours, takes=0.5)
    found = release(made)
    stops = found.loc[found["together"], ["actor", "need"]].set_axis(["who", "what"], axis=1)
    after = staffing(what_if(made, stops.assign(move="release")))
    assert (staffing(made).people, staffing(made).hours_short) == (4, 0)
    assert (after.people, after.hours_short) == (4, 0)


def test_who_has_no_hours_here_is_neither_counted_on_nor_listed():
    made = world({"a": "x", "b": "x", "c": "x"}, [("x", 5)], hours={"c": 0})
    assert told(release(made))["a", "x"] == ("only_if", "b", True)
    assert "c" not in set(release(made)["actor"])


def test_a_profile_of_nobody_asks_nothing():
    made = world({"a": "x y", "b": "x", "c": "y"}, [("x", 5), ("y", 5), ("x y", 0)])
    assert told(release(made))["a", "x"] == ("only_if", "b", True)


NOBODY = {
    "no competence at all": world({}, [("x", 5)]).replace(competences=empty("competences")),
    "nobody has hours": world({"a": "x"}, [("x", 5)], hours={"a": 0.0}),
    "informal help only": world({"a": "x"}, [("x", 5)], layers={"a": "informal"}),
    "one resident takes more than all hours": world({"a": "x"}, [("x", 5)]).replace(
        competences=table("competences", [{"actor": "a", "need": "x", "hours": 100}])
    ),
}


@pytest.mark.parametrize("case", NOBODY)
def test_where_no_professional_may_do_anything_there_is_nothing_to_hand_over(case):
    for make in (release, exchange, consult, propose):
        assert make(NOBODY[case]).empty, make


@pytest.mark.parametrize("make", [release, exchange, consult, propose])
def test_an_option_that_cannot_be_is_refused(make):
    with pytest.raises(ValueError, match="backup is 0; it is a whole number of at least 1"):
        make(street(), backup=0)
    with pytest.raises(ValueError, match="lang is 'fr'; it is one of: en, nl"):
        make(street(), lang="fr")


def test_unknown_hours_are_never_short():
    made = world({"a": "x", "b": "x"}, [("x", 1000)], hours={"a": None, "b": 1})
    assert told(release(made)) == {("b", "x"): ("only_if", "a", True)}


def test_a_need_that_nobody_has_keeps_someone_who_can():
    found = told(release(world({"a": "x y", "b": "y"}, [("x", 5)])))
    assert found == {("a", "y"): ("only_if", "b", True), ("b", "y"): ("only_if", "a", False)}


def test_informal_help_never_stops_and_is_never_counted_on():
    does, layers = {"a": "x", "b": "x", "n": "x"}, {"n": "informal"}
    made = world(does, [("x", 5)], layers=layers)
    assert told(release(made)) == {
        ("a", "x"): ("only_if", "b", True),
        ("b", "x"): ("only_if", "a", False),
    }
    assert release(world({"a": "x", "n": "x"}, [("x", 5)], layers=layers)).empty


def test_a_gap_stops_nobody_from_stopping_elsewhere():
    made = world({"a": "x", "b": "x"}, [("x z", 5)])
    assert told(release(made))["a", "x"] == ("only_if", "b", True)


def test_forty_needs_in_one_profile():
    needs = " ".join(f"n{at:02}" for at in range(40))
    made = world({"a": needs, "b": needs, "c": "n00 n01"}, [(needs, 3)], takes=0.01)
    found = told(release(made))
    assert found["c", "n00"] == ("safe", "", True)
    assert found["a", "n00"] == ("only_if", "b", True)


def logged():
    rows = [
        {"resident": "r1", "actor": "a", "need": "x", "minutes": 30, "start": "2025-01-01"},
        {"resident": "r1", "actor": "a", "need": "x", "minutes": None, "start": "2025-01-08"},
        {"resident": "r2", "actor": "a", "need": "x", "minutes": 30, "start": "2025-01-14"},
        {"resident": "r2", "actor": "b", "need": "x", "minutes": 60, "start": "2025-01-14"},
    ]
    tables = world({"a": "x", "b": "x", "c": "x"}, []).tables
    made = hood(contacts=rows)
    return made.replace(**{k: v for k, v in tables.items() if k != "profiles"})


def test_contacts_say_what_somebody_does_now():
    frame = release(logged())
    assert frame["actor"].tolist() == ["a", "b", "c"]
    assert frame["contacts"].tolist() == [3, 1, 0]
    assert frame["hours"].tolist() == [0.75, 0.5, 0.0]
    assert frame["residents"].tolist() == [2, 2, 2]


def test_in_words_in_two_languages():
    english, dutch = release(logged()), release(logged(), lang="nl")
    can = "can stop with x: 2 others can do it, and even if one of them stops too, nobody needs"
    over = "more people or hours for it. To hand over:"
    assert english["because"].tolist() == [
        f"a {can} {over} 3 contacts with 2 residents, 45 minutes a week.",
        f"b {can} {over} 1 contact with 1 resident, 30 minutes a week.",
        f"c {can} more people or hours for it. No contacts about it are known.",
    ]
    assert dutch["because"][2] == (
        "c kan stoppen met x: 2 anderen kunnen het, en ook als een van hen stopt, heeft niemand "
        "er meer mensen of uren voor nodig. Er zijn geen contacten hierover bekend."
    )


def test_without_competences_it_says_what_is_missing():
    with pytest.raises(MissingTable, match="competences"):
        release(hood(actors=[{"actor": "a"}], profiles=[{"needs": "x", "residents": 1}]))


def test_without_anybody_who_needs_anything_it_says_what_is_missing():
    with pytest.raises(MissingTable, match="profiles"):
        release(hood(actors=[{"actor": "a"}], competences=[{"actor": "a", "need": "x"}]))


def test_an_empty_answer_has_the_columns():
    frame = release(world({"a": "x"}, [("x", 5)]))
    assert frame.dtypes.astype(str).to_dict() == COLUMNS


def test_the_order_of_rows_changes_nothing():
    for made in (logged(), street(), *(random_world(seed) for seed in range(5))):
        pd.testing.assert_frame_equal(release(made), release(shuffled(made, 3)))


def random_world(seed):
    """Make at most five professionals, four needs, four profiles, and hours that may be short."""
    pick = random.Random(seed)  # noqa: S311
    needs = "wxyz"[: pick.randint(2, 4)]
    does = {
        actor: " ".join(pick.sample(needs, pick.randint(1, len(needs))))
        for actor in "abcde"[: pick.randint(2, 5)]
    }
    asks = [
        (" ".join(sorted(pick.sample(needs, pick.randint(1, len(needs))))), pick.randint(1, 5))
        for _ in range(pick.randint(1, 4))
    ]
    hours = {actor: pick.choice([1, 2, 4, 40]) for actor in does}
    layers = {"e": pick.choice(["informal", "welfare"])}
    return world(does, asks, hours=hours, critical=pick.sample(needs, 1), layers=layers, takes=0.5)


class Judge:
    """Reckons, the long way, what must stay, and whether it does when these stop."""

    def __init__(self, made, backup):
        self.made = made
        who = eligible(made)
        who = who[who["professional"]]
        self.pairs = list(who[["actor", "need"]].itertuples(index=False, name=None))
        table = cases(made)
        self.wants = [
            set(needs.split("|")) - set(met.split("|"))
            for needs, met in zip(table["needs"], table["met"], strict=True)
        ]
        self.residents = table["residents"].tolist()
        critical = made.needs.set_index("need")["critical"]
        able = who["need"].value_counts()
        self.times = {n: min(able[n], max(backup, 1 + critical[n])) for n in able.index}
        counted = coverage(made)["residents"]
        self.order = sorted(self.times, key=lambda n: (not critical[n], -counted[n], n))
        self.now = self.figures(self.pairs)
        self.short = coverage(made)["hours_short"].fillna(0)

    def figures(self, pairs):
        can = {}
        for actor, need in pairs:
            can.setdefault(actor, set()).add(need)
        return [self.fewest(want, can) for want in self.wants], self.served(can)

    def fewest(self, want, can):
        """Try every team."""
        return next(
            (
                size
                for size in range(len(can) + 1)
                for team in itertools.combinations(can, size)
                if all(
                    sum(n in can[one] for one in team) >= self.times[n]
                    for n in want
                    if n in self.times
                )
            ),
            None,
        )

    def served(self, can):
        """Hours the first needs can get together: the least cut of every beginning."""
        hours = self.made.actors.set_index("actor")["hours"]
        rows = list(zip(self.wants, self.residents, strict=True))
        once = {n: 0.5 * sum(count for want, count in rows if n in want) for n in self.times}
        firsts = [self.order[: size + 1] for size in range(len(self.order))]
        return [
            min(
                sum(once[n] * self.times[n] for n in first if n not in cut)
                + sum(
                    min(hours[who], sum(once[n] for n in own & set(cut)))
                    for who, own in can.items()
                )
                for size in range(len(first) + 1)
                for cut in itertools.combinations(first, size)
            )
            for first in firsts
        ]

    @functools.cache  # noqa: B019
    def same(self, stopped):
        left = [pair for pair in self.pairs if pair not in stopped]
        if any(sum(n == need for _, n in left) < times for need, times in self.times.items()):
            return False
        if self.figures(left) != self.now:
            return False
        after = coverage(without(self.made, stopped))["hours_short"].fillna(0)
        return all(after[need] <= short + 1e-9 for need, short in self.short.items())


def without(made, pairs):
    rows = made.competences
    gone = pd.MultiIndex.from_frame(rows[["actor", "need"]]).isin(list(pairs))
    return made.replace(competences=rows[~gone].reset_index(drop=True))


@pytest.mark.parametrize("seed", range(25))
def test_every_answer_is_what_trying_it_gives(seed):
    made, backup = random_world(seed), 1 + seed % 2
    found, judge = told(release(made, backup=backup)), Judge(made, backup)
    assert set(found) == {pair for pair in judge.pairs if judge.same(frozenset([pair]))}
    stopped = []
    for (actor, need), (state, keeps, together) in found.items():
        others = [one for one, what in judge.pairs if what == need and one != actor]
        two = {one: frozenset([(actor, need), (one, need)]) for one in others}
        must = [one for one in others if not judge.same(two[one])]
        assert (state, keeps) == ("only_if" if must else "safe", "|".join(must))
        stopped += [(actor, need)] if together else []
        assert judge.same(frozenset(stopped))
    if len(model(made, backup=backup).cases):
        now, then = (staffing(one, backup=backup) for one in (made, without(made, stopped)))
        assert then.bound <= now.people
        alone = max(judge.times.values()) == 1
        assert not alone or then.hours_short <= now.hours_short + 1e-6


@pytest.mark.parametrize("most", [1, 12], ids=["programmed", "tried"])
@pytest.mark.parametrize("can", [[], [0b01], [0b01, 0b11], [0b10, 0b10, 0b01]])
def test_where_all_together_do_not_meet_a_critical_need_twice_there_is_no_team(
    can, most, monkeypatch
):
    monkeypatch.setattr(sizes, "MOST_NEEDS", most)
    assert team_size(0b11, can, (0b11, 0b11)) == sizes.UNMET


def test_a_critical_need_is_not_handed_over_by_two_to_one():
    """When both of one organisation stop, the one of the other is alone: it is no exchange."""
    actors = [
        {"actor": who, "organisation": where, "profession": "gp", "level": "person", "hours": 99}
        for who, where in (("a", "x"), ("b", "x"), ("c", "y"))
    ]
    log = [
        {"resident": f"r{at}", "actor": who, "need": need, "minutes": 30, "start": "2025-01-06"}
        for at, (who, need) in enumerate([("a", "skin"), ("b", "skin"), ("c", "pain")])
    ]
    made = hood(
        actors=actors,
        competences=[{"actor": row["actor"], "need": row["need"]} for row in log],
        contacts=log,
        needs=[{"need": "skin", "critical": True}],
    )
    assert eco.exchange(made).empty


@pytest.mark.parametrize("seed", range(200))
def test_team_size_is_the_smallest_team_there_is(seed, monkeypatch):
    pick = random.Random(seed)  # noqa: S311
    size = pick.randint(1, 5)
    masks = [pick.randrange(1 << size) for _ in range(pick.randint(1, 7))]
    have = [sum(mask >> need & 1 for mask in masks) for need in range(size)]
    times = [min(n, pick.randint(1, 3)) for n in have]
    case = sum(1 << need for need in range(size) if times[need])
    required = tuple(
        sum(1 << need for need in range(size) if times[need] > more) for more in range(3)
    )
    least = next(
        count
        for count in range(len(masks) + 1)
        for team in itertools.combinations(masks, count)
        if all(sum(mask >> need & 1 for mask in team) >= times[need] for need in range(size))
    )
    assert team_size(case, masks, required) == least
    monkeypatch.setattr(sizes, "MOST_TEAMS", 1)
    sizes._smallest.cache_clear()
    assert team_size(case, masks, required) == least
    sizes._smallest.cache_clear()


def test_of_the_bundled_neighbourhood_nothing_gets_worse_when_all_stop_together():
    made = eco.load("data/rivierenwijk")["BU99990101"]
    frame = release(made)
    gone = frame.loc[frame["together"], ["actor", "need"]].set_axis(["who", "what"], axis=1)
    before, after = made, what_if(made, gone.assign(move="release"))
    assert (coverage(after)["hours_short"].sum()) <= coverage(before)["hours_short"].sum()
    assert staffing(after).people <= staffing(before).people
    assert staffing(after).hours_short <= staffing(before).hours_short
    assert len(frame[frame["together"]]) > 100
