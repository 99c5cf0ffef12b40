"""Findings on right weight, and on what nobody asked for."""

import pandas as pd

import ecosystem as eco
from tests.street import hood, shuffled, street
from tests.test_ladder import rungs, told, with_reasons


def both(actor, *needs):
    return [(actor, need) for need in needs]


FOUND = ("finding", "subject", "needs", "residents")


def test_heavier_help_is_found_with_those_who_stand_lowest_and_can():
    used = rungs(
        [(who, "x6", "skin") for who in ("anna", "bob")] + [("cas", "x6", "pain")],
        [*both("x6", "skin", "pain"), *both("x4", "skin", "pain"), *both("x5", "skin")],
    )
    assert told(eco.find_heavy(used), *FOUND) == [("heavier", "x4", "skin", 2)]
    assert told(eco.find_heavy(used, least=1), *FOUND) == [
        ("heavier", "x4", "skin", 2),
        ("heavier", "x4", "pain", 1),
    ]
    assert told(eco.find_heavy(used, least=1, most=1), *FOUND) == [("heavier", "x4", "skin", 2)]


def test_a_reason_ends_it():
    contacts = [(who, "x6", "skin") for who in ("anna", "bob")]
    can = [*both("x6", "skin"), *both("x4", "skin")]
    because = [("anna", {"heavier_because": "safety"})]
    assert eco.find_heavy(rungs(contacts, can, requests=because)).empty


def test_informal_help_makes_nothing_heavier_but_is_named_as_possible():
    contacts = [(who, "x4", "contact") for who in ("anna", "bob")]
    can = [*both("x4", "contact"), *both("x2", "contact"), *both("x1", "contact")]
    frame = eco.find_heavy(rungs(contacts, can))
    assert told(frame, *FOUND) == [("unused_offer", "x2", "contact", 2)]
    assert frame["because"].item() == (
        "Contact: some light help nearby is not known to be used (x2), while 2 residents get "
        "heavier help."
    )
    assert "without counting on it" in frame["question"].item()


def test_an_offer_that_is_used_by_somebody_is_not_unused():
    contacts = [(who, "x4", "contact") for who in ("anna", "bob")]
    can = [*both("x4", "contact"), *both("x3", "contact"), *both("y3", "contact")]
    frame = eco.find_heavy(rungs([*contacts, ("cas", "x3", "contact")], can))
    assert told(frame, *FOUND) == [
        ("heavier", "x3|y3", "contact", 2),
        ("unused_offer", "y3", "contact", 2),
    ]


def test_an_offer_counts_for_those_whose_help_stands_higher_only():
    contacts = [("anna", "x3", "contact"), ("bob", "x3", "contact"), ("cas", "x4", "contact")]
    can = [*both("x3", "contact"), *both("x4", "contact"), *both("y3", "contact")]
    can += both("x2", "contact")
    frame = eco.find_heavy(rungs(contacts, can), least=1)
    unused = frame[frame["finding"] == "unused_offer"]
    assert told(unused, "subject", "residents") == [("y3|x2", 3)]


def test_hours_are_those_of_the_heavier_contacts_a_month():
    used = rungs(
        [("anna", "x6", "skin"), ("anna", "x4", "skin"), ("bob", "x6", "skin")],
        [*both("x6", "skin"), *both("x4", "skin")],
    )
    start = pd.to_datetime(["2025-01-01", "2025-12-30", "2025-06-01"])
    log = used.contacts.assign(minutes=[60.0, 600.0, None], start=start)
    frame = eco.find_heavy(used.replace(contacts=log))
    assert frame["hours"].tolist() == [0.08]
    assert "0.1 hours a month" in frame["because"].item()
    assert eco.find_heavy(used)["hours"].isna().all()


def test_the_findings_are_among_all_findings_and_change_with_nothing_but_the_data():
    there = with_reasons(2)
    alone = eco.find_heavy(there, most=3)
    assert set(alone["finding"]) == {"heavier", "unused_offer"}
    every = eco.find(there)
    same = every[every["finding"].isin(["heavier", "unused_offer"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(same, alone)
    pd.testing.assert_frame_equal(eco.find_heavy(shuffled(there, 1), most=3), alone)


def asked(**meeting):
    return hood(
        meetings=[{"meeting": "m", "label": "Monday", "times": 12, "hours": 1} | meeting],
        attendance=[{"meeting": "m", "actor": who} for who in "ab"],
    )


def test_a_meeting_nobody_asked_for_is_a_question():
    frame = eco.find_push(asked(requested_by="none", need="skin"))
    assert told(frame, *FOUND, "hours") == [("pushed_meeting", "m", "skin", None, 2.0)]
    assert frame["because"].item() == (
        "Monday was asked for by no resident, informal helper or professional; it takes "
        "2 hours a month, and no date to look at it again lies ahead."
    )


def test_what_is_asked_for_or_not_known_is_left_in_peace():
    for asker in ("resident", "informal", "professional", "unknown", None):
        assert eco.find_push(asked(requested_by=asker)).empty


def test_a_review_date_ahead_keeps_the_question_until_then():
    there = asked(requested_by="policy", review=pd.Timestamp("2026-03-01"))
    assert eco.find_push(there, today="2026-03-01").empty
    assert len(eco.find_push(there, today="2026-03-02")) == 1
    assert eco.find_push(there).empty


def test_a_tie_that_is_pushed_is_no_meeting():
    assert eco.find_push(street()).empty
