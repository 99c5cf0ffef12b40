"""What survives when people or ties had been missed, in worlds where one can count it."""

import sys

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.robustness import robustness
from tests.street import hood, shuffled, street


def survives(neighbourhood, table, **options):
    told = robustness(neighbourhood, table, **options)["survives"]
    return [None if pd.isna(share) else share for share in told]


def two_idle_ties():
    return hood(
        contacts=[{"resident": f"r{actor}", "actor": actor} for actor in "abcd"],
        ties=[
            {"actor": "a", "partner": "b", "relation": "meets", "hours": 2},
            {"actor": "b", "partner": "a", "relation": "refers"},
            {"actor": "c", "partner": "d", "hours": 1},
        ],
    )


def moves(*rows):
    names = ["move", "who", "what", "to", "people_saved"]
    made = [dict(zip(names, row, strict=True)) for row in rows]
    return pd.DataFrame(made).astype({"people_saved": "Int64"})


def test_of_two_idle_ties_each_resample_misses_the_one_or_the_other():
    found = eco.find(two_idle_ties())
    assert found["finding"].tolist() == ["idle_tie", "idle_tie"]
    one, other = survives(two_idle_ties(), found, drop="ties", share=0.5, times=20)
    assert one + other == 1
    assert 0.2 < one < 0.8


def test_a_meeting_whose_review_has_passed_is_still_pushed_in_every_resample():
    day = pd.Timestamp("2026-02-01")
    contact = {"resident": "anna", "actor": "gp", "need": "skin", "start": day}
    seen = hood(
        actors=street().actors.to_dict("records"),
        contacts=[contact],
        meetings=[
            {"meeting": "old", "requested_by": "policy", "review": pd.Timestamp("2026-01-01")},
            {"meeting": "new", "requested_by": "policy", "review": pd.Timestamp("2026-03-01")},
        ],
        attendance=[{"meeting": name, "actor": "gp"} for name in ("old", "new")],
    )
    found = eco.find_push(seen)
    assert found["subject"].tolist() == ["old"]
    tried = robustness(seen, found, drop="profiles", times=3)
    assert tried["survives"].tolist() == [1.0]


def test_the_same_seed_gives_the_same_answer_whatever_the_row_order():
    found = eco.find(two_idle_ties())
    options = {"drop": "ties", "share": 0.5, "times": 8}
    expected = survives(two_idle_ties(), found, **options)
    for seed in range(3):
        assert survives(shuffled(two_idle_ties(), seed), found, **options) == expected
    others = {tuple(survives(two_idle_ties(), found, seed=seed, **options)) for seed in range(5)}
    assert len(others) > 1


def test_the_table_comes_back_as_it_was_with_the_share():
    found = eco.find(street())
    told = robustness(street(), found, times=3)
    added = ["survives", "resamples"]
    assert told.drop(columns=added).equals(found.drop(columns=added[0]))
    assert told["survives"].dtype == "Float64"
    assert found["survives"].isna().all()


def test_a_resample_without_somebody_of_the_subject_does_not_count():
    world = hood(
        competences=[{"actor": "a", "need": "skin"}, {"actor": "b", "need": "income"}],
        profiles=[{"profile": "p", "needs": "skin|income", "residents": 5}],
    )
    found = eco.find(world)
    assert found[["finding", "subject"]].to_numpy().tolist() == [["fragile", "a"], ["fragile", "b"]]
    assert survives(world, found, share=0.5, times=10) == [1, 1]
    alone = world.replace(competences=world.competences.iloc[:1])
    found = eco.find(alone)
    assert found["finding"].tolist() == ["uncovered", "fragile"]
    assert survives(alone, found, share=0.5, times=5) == [1, None]


def test_a_need_of_one_resident_in_two_is_drawn_three_times_in_four():
    world = hood(
        competences=[{"actor": "a", "need": "skin"}, {"actor": "b", "need": "skin"}],
        contacts=[
            {"resident": "anna", "actor": "a", "need": "income"},
            {"resident": "bram", "actor": "a", "need": "skin"},
        ],
    )
    found = eco.find(world)
    assert found[["finding", "needs"]].to_numpy().tolist() == [["uncovered", "income"]]
    (share,) = survives(world, found, drop="profiles", times=30)
    assert abs(share - 0.75) < 0.15


def test_a_profile_of_one_resident_is_drawn_almost_two_times_in_three():
    world = hood(
        competences=[{"actor": "a", "need": "skin"}],
        profiles=[
            {"profile": "p", "needs": "income", "residents": 1},
            {"profile": "q", "needs": "spirituality", "residents": 500},
        ],
    )
    found = eco.find(world)
    assert found["needs"].tolist() == ["spirituality", "income"]
    many, one = survives(world, found, drop="profiles", times=30)
    assert many == 1
    assert abs(one - 0.632) < 0.15


def test_a_tie_to_stop_survives_while_it_is_there_and_idle():
    stop = moves(("stop_tie", "b", "", "a", 0))
    assert survives(two_idle_ties(), stop, drop="ties", share=0.5, times=20) == [1]
    assert survives(two_idle_ties(), stop, share=0.25, times=20) == [1]
    needed = two_idle_ties().replace(
        contacts=hood(contacts=[{"resident": "r", "actor": actor} for actor in "ab"]).contacts
    )
    assert survives(needed, stop, drop="ties", share=0.5, times=20) == [0]


def test_a_learning_step_survives_while_there_is_somebody_to_save():
    world = hood(
        actors=[
            {"actor": "nurse", "layer": "first_line", "profession": "district_nurse"},
            {"actor": "physio", "layer": "first_line", "profession": "physiotherapist"},
        ],
        competences=[{"actor": "nurse", "need": "skin"}, {"actor": "physio", "need": "pain"}],
        profiles=[
            {"profile": "p", "needs": "skin|pain", "residents": 1},
            {"profile": "q", "needs": "pain", "residents": 9},
        ],
    )
    learn = moves(("learn", "nurse", "pain", "", 1))
    (share,) = survives(world, learn, drop="profiles", times=30)
    assert abs(share - 0.632) < 0.15
    assert survives(world, moves(("learn", "nurse", "skin", "", 1)), drop="profiles", times=5) == [
        0
    ]


def test_a_release_survives_while_nothing_gets_worse():
    world = hood(
        competences=[{"actor": actor, "need": "skin"} for actor in "abc"],
        profiles=[{"profile": "p", "needs": "skin", "residents": 2}],
    )
    release = moves(("release", "a", "skin", "", 0))
    assert survives(world, release, share=0.3, times=10) == [1]
    (share,) = survives(world, release, share=0.6, times=20)
    assert share == 0
    after = what_if(world, release)
    assert len(after.competences) == 2


def test_a_resample_without_the_subject_says_nothing_and_is_not_counted():
    told = robustness(street(), eco.find(street()), share=0.3, times=40)
    told = told.set_index("finding")[["survives", "resamples"]]
    assert told.loc["uncovered"].tolist() == [1, 40]
    assert told.loc["idle_tie", "survives"] == 1
    assert 5 < told.loc["idle_tie", "resamples"] < 35
    few = robustness(street(), eco.find(street()), share=0.9, times=5).set_index("finding")
    assert few.loc["idle_tie", ["survives", "resamples"]].isna().tolist() == [True, False]
    assert few.loc["idle_tie", "resamples"] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"drop": "needs"}, "drop is 'needs'; it is one of: actors, ties, profiles"),
        ({"share": 0}, "share is 0 and times is 200; share is between 0 and 1"),
        ({"times": 0}, "times is 0"),
    ],
)
def test_what_cannot_be_asked_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        eco.robustness(street(), eco.find(street()), **options)


def test_only_findings_and_moves_can_be_tried():
    with pytest.raises(ValueError, match="a table of find or of propose"):
        robustness(street(), street().ties)


def test_nothing_found_is_nothing_to_try():
    assert len(robustness(street(), eco.find(street()).iloc[:0], times=2)) == 0


def two_ways():
    """Three simple requests from the GP by the nurse to the physio, who can do it all."""
    actors = [{"actor": one, "layer": "first_line", "profession": one} for one in "gnp"]
    start = pd.date_range("2025-01-06", periods=9, freq="D")
    rows = zip([q for q in "abc" for _ in "gnp"], "gnp" * 3, start, strict=True)
    return hood(
        actors=actors,
        competences=[{"actor": one, "need": "skin"} for one in "gnp"],
        contacts=[
            {"resident": f"r{q}", "request": q, "actor": one, "need": "skin", "start": day}
            for q, one, day in rows
        ],
        requests=[
            {"request": q, "resident": f"r{q}", "need": "skin", "complexity": "simple"}
            for q in "abc"
        ],
    )


def test_a_long_path_of_three_is_short_without_any_of_them_and_so_not_judged_then():
    found = eco.find_detours(two_ways())
    found = found[found["finding"] == "long_path"]
    told = robustness(two_ways(), found, share=0.3, times=12)
    assert told[["survives", "resamples"]].isna().to_numpy().tolist() == [[True, False]]
    assert told["resamples"].tolist() == [0]
    assert survives(two_ways(), found, drop="ties", times=7) == [1]


def test_a_link_of_two_does_not_hang_on_the_third():
    found = eco.find_detours(two_ways())
    found = found[found["finding"] == "skippable_link"]
    told = robustness(two_ways(), found, share=0.3, times=12).set_index("subject")
    assert set(told["survives"]) == {1.0}
    assert 0 < told["resamples"].min() < 12


def test_a_way_of_two_requests_is_found_when_the_residents_drawn_have_two():
    world = two_ways()
    shorten = moves(("shorten", "g", "skin", "n", 0))
    assert survives(world, shorten, drop="ties", times=5) == [1]
    two = world.replace(
        contacts=world.contacts[world.contacts["request"] != "c"].reset_index(drop=True),
        requests=world.requests[world.requests["request"] != "c"].reset_index(drop=True),
    )
    assert survives(two, shorten, drop="profiles", times=20) == [1]
    one = two.replace(requests=two.requests.assign(complexity=["simple", "complex"]))
    (share,) = survives(one, shorten, drop="profiles", times=24)
    assert 0 < share < 0.5  # the simple one drawn twice: once in four


def test_who_leads_is_named_again_while_enough_requests_are_complex():
    world = two_ways()
    world = world.replace(requests=world.requests.assign(complexity="complex"))
    named = moves(("name_contact_point", "p", "skin", "", 0))
    assert survives(world, named, share=0.3, times=20) == [1]
    assert survives(world, moves(("name_contact_point", "g", "skin", "", 0)), times=3) == [0]


def test_requests_are_followed_in_the_first_resamples_only(monkeypatch):
    monkeypatch.setattr(sys.modules["ecosystem.propose.robustness"], "REQUESTS", 4)
    found = eco.find_detours(two_ways())
    told = robustness(two_ways(), found, drop="profiles", times=6)
    assert set(told["resamples"]) == {4}
    again = robustness(shuffled(two_ways(), 1), found, drop="profiles", times=6)
    assert told["survives"].tolist() == again["survives"].tolist()
