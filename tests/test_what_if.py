"""Moves carried out on a copy: what changes, what stays, and what cannot be."""

import re
from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.staff.units import model
from ecosystem.tables.pairs import tied
from tests.street import hood, shuffled, street

RIVER = Path(__file__).resolve().parents[1] / "data" / "rivierenwijk"
NONE = pd.DataFrame(columns=["move", "who", "what", "to"])


def moves(*rows):
    """Number moves from 1; a row is move, who, what, to and anything else."""
    names = ["move", "who", "what", "to"]
    made = [dict(zip(names, row[:4], strict=True)) | (dict(*row[4:])) for row in rows]
    return pd.DataFrame(made, index=pd.RangeIndex(1, len(made) + 1, name="number"))


def world():
    """Anna has a wound and wants company; the nurse and the GP know wounds, the choir sings."""
    return hood(
        needs=[
            {"need": "skin"},
            {"need": "company"},
            {"need": "pills", "reserved": "gp"},
        ],
        actors=[
            {"actor": "choir", "layer": "collective"},
            {"actor": "gp", "layer": "first_line", "profession": "gp", "organisation": "Lime"},
            {"actor": "nurse", "layer": "first_line", "profession": "district_nurse"},
            {"actor": "social", "layer": "welfare", "profession": "social_worker"},
        ],
        competences=[
            {"actor": "choir", "need": "company", "hours": 3},
            {"actor": "gp", "need": "pills", "hours": 1},
            {"actor": "gp", "need": "skin", "hours": 1},
            {"actor": "nurse", "need": "skin", "hours": 2},
            {"actor": "social", "need": "company", "hours": 1},
        ],
        contacts=[
            {"resident": "anna", "actor": "nurse", "need": "skin", "organisation": "Homecare"},
            {"resident": "anna", "actor": "nurse", "need": "company"},
            {"resident": "anna", "actor": "social", "need": "company"},
            {"resident": "bram", "actor": "choir", "need": "company"},
        ],
        ties=[
            {"actor": "gp", "partner": "nurse", "hours": 4},
            {"actor": "nurse", "partner": "gp", "hours": 2},
            {"actor": "choir", "partner": "social", "relation": "knows"},
        ],
        meetings=[
            {"meeting": "all", "times": 10, "hours": 1},
            {"meeting": "wounds", "times": 6, "hours": 1},
        ],
        attendance=[
            {"meeting": name, "actor": actor}
            for name, who in {"all": ["gp", "nurse", "social"], "wounds": ["gp", "nurse"]}.items()
            for actor in who
        ],
    )


def can(neighbourhood):
    rows = neighbourhood.competences.sort_values(["actor", "need"])
    return list(rows.fillna({"hours": -1}).itertuples(index=False, name=None))


def assert_same(one, other):
    assert sorted(one.tables) == sorted(other.tables)
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name])


@pytest.mark.parametrize("given", [NONE, pd.DataFrame()])
def test_no_moves_changes_nothing(given):
    for neighbourhood in (street(), world(), eco.load(RIVER)["BU99990101"]):
        after = what_if(neighbourhood, given)
        assert after is not neighbourhood
        assert_same(after, neighbourhood)


def test_the_old_neighbourhood_stays_as_it_was():
    neighbourhood, untouched = world(), world()
    what_if(
        neighbourhood,
        moves(
            ("learn", "nurse", "company", ""),
            ("exchange", "social", "company", "nurse"),
            ("release", "gp", "skin", "nurse"),
            ("consult", "gp", "skin", "social"),
            ("merge_meetings", "gp|nurse", "wounds", "all"),
            ("stop_tie", "gp", "", "nurse"),
            ("meet", "nurse", "skin", "social", {"hours_saved": -1.0}),
        ),
    )
    assert_same(neighbourhood, untouched)


def test_who_learns_takes_the_median_of_those_who_can():
    after = what_if(world(), moves(("learn", "nurse|social", "skin|skin", "")))
    assert set(can(after)) - set(can(world())) == {("social", "skin", 1.5)}


def test_several_may_learn_one_need_and_one_may_learn_several():
    after = what_if(world(), moves(("learn", "gp|nurse", "company", "")))
    assert {pair[:2] for pair in can(after)} >= {("gp", "company"), ("nurse", "company")}
    after = what_if(world(), moves(("learn", "social", "skin|company", "")))
    assert len(can(after)) == len(can(world())) + 1


def test_a_release_takes_the_competence_away_and_leaves_the_contacts():
    after = what_if(world(), moves(("release", "nurse", "skin", "gp")))
    assert set(can(world())) - set(can(after)) == {("nurse", "skin", 2.0)}
    assert after.contacts.equals(world().contacts)


def test_an_exchange_moves_the_contacts_about_that_need_to_who_takes_it_over():
    after = what_if(world(), moves(("exchange", "nurse", "skin", "gp")))
    rows = after.contacts[["resident", "actor", "need", "organisation"]].fillna("")
    assert rows.to_numpy().tolist() == [
        ["anna", "gp", "skin", "Lime"],
        ["anna", "nurse", "company", ""],
        ["anna", "social", "company", ""],
        ["bram", "choir", "company", ""],
    ]
    assert set(can(world())) - set(can(after)) == {("nurse", "skin", 2.0)}


def test_who_takes_over_in_an_exchange_learns_it_where_not_able():
    swap = moves(("exchange", "gp|social", "skin|company", "social|gp"))
    before, after = set(can(world())), set(can(what_if(world(), swap)))
    assert before - after == {("gp", "skin", 1.0), ("social", "company", 1.0)}
    assert after - before == {("social", "skin", 1.5), ("gp", "company", 2.0)}


def test_a_consult_gives_the_generalist_the_need_and_a_tie_with_who_advises():
    after = what_if(world(), moves(("consult", "gp", "skin", "social", {"hours_saved": -0.5})))
    assert ("social", "skin", 1.5) in can(after)
    row = after.ties.iloc[-1].dropna().to_dict()
    assert row == {
        "actor": "social",
        "partner": "gp",
        "relation": "consults",
        "hours": 0.5,
        "need": "skin",
    }


def test_merged_meetings_leave_the_larger_with_every_seat():
    after = what_if(world(), moves(("merge_meetings", "gp|nurse", "wounds", "all")))
    assert after.meetings["meeting"].tolist() == ["all"]
    assert after.attendance["actor"].tolist() == ["gp", "nurse", "social"]
    other = what_if(world(), moves(("merge_meetings", "", "all", "wounds")))
    assert sorted(other.attendance["actor"]) == ["gp", "nurse", "social"]


def test_a_meeting_that_stops_leaves_no_seat_and_those_of_others_stay():
    after = what_if(world(), moves(("stop_meeting", "gp|nurse|social", "all", "")))
    assert after.meetings["meeting"].tolist() == ["wounds"]
    assert after.attendance["actor"].tolist() == ["gp", "nurse"]


def test_a_meeting_of_informal_and_collective_helpers_never_stops():
    theirs = hood(attendance=[{"meeting": "all", "actor": "choir"}]).attendance
    with pytest.raises(ValueError, match="no professional is known to sit in 'all', which never"):
        what_if(world().replace(attendance=theirs), moves(("stop_meeting", "", "all", "")))


def test_a_tie_that_stops_stops_in_both_directions():
    after = what_if(world(), moves(("stop_tie", "nurse", "", "gp")))
    assert tied(after)["actor"].tolist() == ["choir"]


def test_a_meeting_of_two_is_one_tie_whatever_the_needs():
    after = what_if(world(), moves(("meet", "gp", "skin|company", "social", {"hours_saved": -2})))
    row = after.ties.iloc[-1].dropna().to_dict()
    assert row == {"actor": "gp", "partner": "social", "relation": "meets", "hours": 2.0}


def test_a_tie_is_not_added_where_no_ties_are_known():
    known = {name: rows for name, rows in world().tables.items() if name != "ties"}
    without = eco.Neighbourhood("street", "The street", known)
    after = what_if(without, moves(("meet", "gp", "skin", "social")))
    assert "ties" not in after.tables


def test_of_moves_that_exclude_each_other_the_later_is_passed_over():
    both = moves(
        ("stop_tie", "gp", "", "nurse", {"instead_of": None}),
        ("meet", "gp", "skin", "social", {"instead_of": 1}),
    ).astype({"instead_of": "Int64"})
    assert len(what_if(world(), both).ties) == 1
    assert len(what_if(world(), both.loc[[2]]).ties) == 4
    assert len(what_if(world(), both.reset_index()).ties) == 1


def test_moves_that_were_saved_as_csv_work_as_well(tmp_path):
    both = moves(
        ("stop_tie", "gp", "", "nurse", {"instead_of": None}),
        ("meet", "gp", "", "social", {"instead_of": 1}),
        ("learn", "nurse", "company", "", {"instead_of": None}),
    )
    both.to_csv(tmp_path / "moves.csv")
    read = pd.read_csv(tmp_path / "moves.csv")
    assert_same(what_if(world(), read), what_if(world(), both))


def test_row_order_of_the_tables_never_matters():
    swap = moves(("exchange", "gp|social", "skin|company", "social|gp"))
    for seed in range(3):
        assert can(what_if(shuffled(world(), seed), swap)) == can(what_if(world(), swap))


WRONG = [
    (("teach", "gp", "skin", ""), "Move 1 is 'teach'; it is one of: learn, exchange"),
    (("learn", "nurze", "skin", ""), "Move 1 (learn): 'nurze' is not an actor of street; did you"),
    (("learn", "nurse", "money", ""), "'money' is not a need of street; there are: company, pills"),
    (("learn", "nurse", "", ""), "nothing stands in 'what'"),
    (("learn", "nurse", "pills", ""), "'pills' is reserved for gp, which 'nurse' is not"),
    (("learn", "choir", "skin", ""), "'choir' is informal or collective help, which takes over"),
    (("learn", "gp|nurse", "skin|company|pills", ""), "who, what and to list 2, 3, 1; each lists"),
    (("release", "gp", "company", ""), "'gp' does not do 'company'; what it does: pills, skin"),
    (("release", "choir", "company", ""), "'choir' is informal or collective help, which never"),
    (("exchange", "choir", "company", "social"), "'choir' is informal or collective help, which n"),
    (("exchange", "social", "company", "choir"), "'choir' is informal or collective help, which t"),
    (("release", "gp", "skin", "social"), "'social' cannot keep doing skin: it does company"),
    (("stop_tie", "choir", "", "social"), "'choir' is informal or collective help, which never"),
    (("stop_tie", "gp", "", "social"), "'gp' and 'social' have no tie in street"),
    (("merge_meetings", "", "wound", "all"), "'wound' is not a meeting of street; did you mean"),
    (("consult", "gp", "skin", ""), "nothing stands in 'to'"),
    (("exchange", "gp", "skin", "gp"), "'gp' stands on both sides; it takes two"),
    (("meet", "gp", "", "gp"), "'gp' stands on both sides"),
    (("merge_meetings", "", "all", "all"), "'all' stands on both sides"),
    (("stop_meeting", "", "wound", ""), "'wound' is not a meeting of street; did you mean"),
    (("stop_meeting", "", "", ""), "nothing stands in 'what'"),
]


@pytest.mark.parametrize(("move", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_move_that_does_not_fit_is_named_with_what_would_be_right(move, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        what_if(world(), moves(move))


def test_a_tie_that_is_added_never_saves_hours():
    meet = moves(("meet", "gp", "", "social")).assign(hours_saved=2.0)
    with pytest.raises(ValueError, match="hours_saved is less than 0, or empty"):
        what_if(world(), meet)


def test_hours_with_a_decimal_comma_are_named_with_their_move():
    meet = moves(("meet", "gp", "", "social")).assign(hours_saved="-6,0")
    with pytest.raises(ValueError, match=re.escape("Move 1 (meet): hours_saved is '-6,0', which")):
        what_if(world(), meet)


def test_two_meet_once():
    twice = moves(("meet", "gp", "", "social"), ("meet", "social", "", "gp"))
    with pytest.raises(ValueError, match=re.escape("Move 2 (meet): 'social' and 'gp' meet alre")):
        what_if(world(), twice)


def test_a_move_is_held_against_what_those_before_it_made():
    twice = moves(("stop_tie", "gp", "", "nurse"), ("stop_tie", "nurse", "", "gp"))
    with pytest.raises(ValueError, match=re.escape("Move 2 (stop_tie): 'nurse' and 'gp' have")):
        what_if(world(), twice)


@pytest.mark.parametrize(
    "move",
    [
        ("release", "b", "x", ""),
        ("exchange", "b", "x", "d"),
        ("learn", "d", "x", ""),
        ("consult", "b", "x", "d"),
    ],
)
def test_no_move_makes_anybody_else_slower(move):
    says = {"a": None, "b": 1, "c": 3, "d": 0}
    here = hood(
        actors=[{"actor": actor, "profession": actor} for actor in says],
        competences=[
            {"actor": actor, "need": "y" if actor == "d" else "x", "hours": hours}
            for actor, hours in says.items()
        ],
        profiles=[{"profile": "p", "needs": "x", "residents": 4}],
    )
    after = model(what_if(here, moves(move)))
    took = dict(zip(after.actors, after.takes[:, 0].tolist(), strict=True))
    assert took[("a",)] == 2
    assert took[("c",)] == 3
    assert move[0] == "release" or took[("d",)] == 2


def test_who_has_fewer_hours_than_the_median_goes_on_as_they_were():
    here = hood(
        actors=[{"actor": "a", "hours": 1}, {"actor": "b"}, {"actor": "c"}],
        competences=[
            {"actor": "a", "need": "x"},
            {"actor": "b", "need": "x", "hours": 2},
            {"actor": "c", "need": "x", "hours": 2},
        ],
    )
    assert can(what_if(here, moves(("release", "b", "x", "")))) == [("a", "x", -1), ("c", "x", 2)]
