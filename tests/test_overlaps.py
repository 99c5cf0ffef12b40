import pandas as pd
import pytest

from ecosystem.find.overlaps import find_overlaps
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

APART = [{"resident": "r1", "actor": "a"}, {"resident": "r2", "actor": "b"}]


def found(neighbourhood, **options):
    frame = find_overlaps(neighbourhood, **options)
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame[["finding", "subject", "needs", "residents", "hours"]].itertuples(
            index=False
        )
    ]


def can(**needs):
    return [{"actor": actor, "need": need} for actor, all_ in needs.items() for need in all_]


def knows(*pairs):
    return [{"actor": pair[0], "partner": pair[1]} for pair in pairs]


def test_the_street_meets_twice_and_has_a_tie_nobody_needs():
    assert found(street()) == [
        ("contained_meeting", "wounds|monday", "skin", None, 1.0),
        ("idle_tie", "gp|social", "", None, 6.0),
    ]


def test_a_tie_between_two_who_share_no_resident_is_idle():
    idle = hood(contacts=APART, ties=[{"actor": "b", "partner": "a", "hours": 2}])
    assert found(idle) == [("idle_tie", "a|b", "", None, 2.0)]
    assert find_overlaps(idle)["because"].item() == (
        "A and b work together (2 hours a month), and no resident is known who needs both."
    )


def test_informal_ties_are_never_what_could_stop():
    for layer in ("informal", "collective"):
        idle = hood(actors=[{"actor": "b", "layer": layer}], contacts=APART, ties=knows("ab"))
        assert found(idle) == []


def test_those_that_take_most_hours_are_named_first():
    ties = [
        {"actor": "a", "partner": "b"},
        {"actor": "a", "partner": "c", "hours": 1},
        {"actor": "a", "partner": "d", "hours": 9},
    ]
    several = hood(contacts=APART, ties=ties)
    assert [row[1] for row in found(several)] == ["a|d", "a|c", "a|b"]
    assert [row[1] for row in found(several, most=1)] == ["a|d"]


def meeting(**needs):
    return hood(
        meetings=[{"meeting": name, "need": need or None} for name, need in needs.items()],
        attendance=[
            {"meeting": "a", "actor": "x"},
            {"meeting": "b", "actor": "x"},
            {"meeting": "b", "actor": "y"},
        ],
    )


def test_a_meeting_within_a_meeting_for_another_need_is_left_alone():
    assert found(meeting(a="skin", b="income")) == []


def test_where_the_purpose_is_not_known_the_question_leaves_it_out():
    assert found(meeting(a="skin", b="")) == [("contained_meeting", "a|b", "", None, None)]
    assert find_overlaps(meeting(a="", b=""))["because"].item() == (
        "All who sit in a also sit in b."
    )


def test_two_with_the_same_skills_and_the_same_ties_can_stand_in_for_each_other():
    same = hood(
        competences=can(a=["x", "y"], b=["x", "y"], c=["z"]),
        ties=knows("ac", "bc", "ad", "bd"),
        contacts=[{"resident": "r", "actor": actor} for actor in "abcd"],
    )
    assert found(same) == [("substitutable", "a|b", "", 1, None)]


def test_a_tie_between_the_two_themselves_says_nothing():
    same = hood(competences=can(a=["x"], b=["x"]), ties=knows("ac", "bc", "ab"))
    assert found(same) == [("substitutable", "a|b", "", None, None)]
    alone = hood(competences=can(a=["x"], b=["x"]), ties=knows("ab"))
    assert found(alone) == []


def test_other_skills_or_other_ties_are_not_interchangeable():
    assert found(hood(competences=can(a="x", b="y"), ties=knows("ac", "bc"))) == []
    assert found(hood(competences=can(a="x", b="x"), ties=knows("ac", "bd"))) == []
    half = hood(competences=can(a="xyz", b="xy"), ties=knows("ac", "bc"))
    assert found(half) == []
    assert found(half, alike=0.6) == [("substitutable", "a|b", "", None, None)]


def test_without_ties_only_those_who_can_do_exactly_the_same_are_named_as_one_group():
    offer = hood(competences=can(a="xy", b="xy", c="xy", d="xyz", e="z", f="z"))
    assert found(offer) == [("same_offer", "a|b|c", "x|y", None, None)]


def test_with_nothing_to_judge_by_it_says_so():
    with pytest.raises(MissingTable):
        find_overlaps(hood(actors=[{"actor": "a"}]))


def test_row_order_never_matters():
    for seed in range(3):
        assert find_overlaps(shuffled(street(), seed)).equals(find_overlaps(street()))
