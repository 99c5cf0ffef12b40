"""Moves: what they announce is what comes out, alone and together, and informal help stays."""

import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.measure.meetings import meeting_hours
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.compare import compare
from ecosystem.propose.listing.listed import listed
from ecosystem.propose.listing.trial import Trial
from ecosystem.propose.listing.wording import SENTENCES, worded
from ecosystem.propose.moves import COLUMNS, propose
from ecosystem.propose.staff.staffing import staffing
from ecosystem.protect.moves import KINDS
from ecosystem.tables.pairs import tied
from tests.street import hood, shuffled, street

DATA = Path(__file__).resolve().parents[1] / "data"
BUNDLED = ["BU99990101", "BU99990104"]
WEIGHED = ["actors", "competences", "contacts", "requests", "profiles", "needs", "reach"]
TOLD = ["move", "who", "what", "to", "people_saved", "instead_of"]


def told(moves, columns=TOLD):
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in moves[columns].itertuples(index=False)
    ]


def able(**needs):
    return [{"actor": actor, "need": need} for actor, all_ in needs.items() for need in all_]


def profiles(**residents):
    return [
        {"profile": needs, "needs": needs.replace("_", "|"), "residents": count}
        for needs, count in residents.items()
    ]


def oracle():
    """Everybody's work in the worked example of role broadening; the neighbour is informal."""
    can = {
        "gp": ["diagnosis", "medication"],
        "nurse": ["wound", "medication", "adl"],
        "physio": ["mobility"],
        "social": ["income", "contact"],
        "neighbour": ["contact"],
        "dietitian": ["nutrition"],
    }
    needs = sorted({need for all_ in can.values() for need in all_})
    return hood(
        needs=[{"need": need} for need in needs],
        actors=[
            {
                "actor": actor,
                "layer": "informal" if actor == "neighbour" else "first_line",
                "profession": actor,
            }
            for actor in can
        ],
        competences=able(**can),
        teachable=[
            {"profession": actor, "need": need, "cost": 2}
            for actor in can
            if actor != "neighbour"
            for need in needs
        ],
        profiles=profiles(
            wound_adl_mobility=6,
            adl_nutrition_contact=4,
            diagnosis_medication_income=3,
            mobility_contact=2,
        ),
    )


def test_the_street_stops_a_tie_and_merges_two_meetings():
    moves = propose(street())
    assert told(moves) == [
        ("stop_tie", "gp", "", "social", 0, None),
        ("merge_meetings", "gp|nurse", "wounds", "monday", 0, None),
    ]
    assert list(moves.columns) == list(COLUMNS)
    assert moves.index.tolist() == [1, 2]
    assert moves["hours_saved"].tolist() == [6, 1]
    assert moves["hours_together"].tolist() == [6, 7]
    assert moves["asked_by"].tolist() == ["policy", "unknown"]


def test_the_worked_example_of_broadening_comes_out_as_moves():
    moves = propose(oracle(), learn=3)
    learn = moves[moves["move"] == "learn"]
    assert learn["people_saved"].tolist() == [6, 4, 3]
    assert learn["people_together"].tolist() == [6, 10, 13]
    assert told(learn.iloc[:1]) == [("learn", "nurse", "mobility", "", 6, None)]
    assert learn["days"].tolist() == [2, 2, 2]


def test_now_and_after_side_by_side_give_28_22_18_and_15_professionals():
    moves = propose(oracle(), learn=3)
    learn = moves[moves["move"] == "learn"]
    after = {f"{count} steps": what_if(oracle(), learn.head(count)) for count in range(4)}
    rows = compare(after)
    assert rows.loc["people", list(after)].tolist() == [28, 22, 18, 15]
    assert rows.loc["people_at_least", list(after)].tolist() == [28, 22, 18, 15]
    assert rows.loc["residents", list(after)].tolist() == [15, 15, 15, 15]
    assert "change" not in rows
    both = compare({"now": oracle(), "after": after["3 steps"]}, lang="nl")
    assert list(both.columns) == ["label", "now", "after", "change"]
    assert both.loc["people", "change"] == -13
    assert both.loc["people", "label"] == (
        "minst mogelijke professionals aan de deur, alle bewoners samen"
    )
    assert pd.isna(both.loc["ties", "now"])


def synergy():
    """One can do a and b, the other c: only who learns both a and b makes the first free."""
    return hood(
        needs=[{"need": need} for need in "abc"],
        actors=[
            {"actor": "g", "layer": "first_line", "profession": "gp"},
            {"actor": "s", "layer": "welfare", "profession": "adviser"},
        ],
        competences=able(g="c", s="ab"),
        teachable=[{"profession": "gp", "need": need, "cost": 3} for need in "ab"],
        profiles=profiles(a_b_c=5),
    )


def test_steps_that_save_only_together_are_one_move():
    moves = propose(synergy(), learn=2)
    learn = moves[moves["move"] == "learn"]
    assert told(learn) == [("learn", "g|g", "a|b", "", 5, None)]
    assert learn["days"].tolist() == [6]
    assert "together these steps save more than apart" in learn["because"].item()
    assert "hangs on g alone" in learn["risk"].item()


def hours(neighbourhood):
    """Hours a month of ties and meetings."""
    total = tied(neighbourhood)["hours"].sum()
    if "attendance" in neighbourhood.tables:
        total += meeting_hours(neighbourhood)["hours"].sum() / 12
    return float(total)


def assert_the_announced_comes_out(neighbourhood, moves, *, alone=True):
    people, spent = staffing(neighbourhood).people, hours(neighbourhood)
    for number in moves.index if alone else ():
        after = what_if(neighbourhood, moves.loc[[number]])
        row = moves.loc[number]
        same = [after.tables.get(name) is neighbourhood.tables.get(name) for name in WEIGHED]
        saved = 0 if all(same) else people - staffing(after).people
        assert saved == row["people_saved"], row
        saved = 0 if pd.isna(row["hours_saved"]) else row["hours_saved"]
        assert spent - hours(after) == pytest.approx(saved, abs=0.01), row
    for count in {1, max(1, len(moves) // 2), len(moves)}:
        after = what_if(neighbourhood, moves.head(count))
        row = moves.iloc[count - 1]
        assert people - staffing(after).people == row["people_together"]
        assert spent - hours(after) == pytest.approx(row["hours_together"], abs=0.01 * count)


@pytest.mark.parametrize("make", [street, oracle, synergy], ids=lambda make: make.__name__)
def test_what_is_announced_comes_out_by_hand(make):
    assert_the_announced_comes_out(make(), propose(make()))


@cache
def bundled(code):
    neighbourhood = eco.load(DATA / "rivierenwijk")[code]
    return neighbourhood, propose(neighbourhood)


@pytest.mark.parametrize("code", BUNDLED)
def test_what_is_announced_comes_out_in_the_bundled_region(code):
    neighbourhood, moves = bundled(code)
    assert set(moves["move"]) >= {"learn", "merge_meetings", "stop_tie", "release"}
    assert_the_announced_comes_out(neighbourhood, moves)


@pytest.mark.parametrize("code", BUNDLED)
def test_informal_help_is_never_what_goes(code):
    neighbourhood, moves = bundled(code)
    after = what_if(neighbourhood, moves)
    layers = neighbourhood.actors.set_index("actor")["layer"]
    informal = set(layers.index[layers.isin(["informal", "collective"])])
    assert informal
    for table, ends in {"competences": ["actor"], "ties": ["actor", "partner"]}.items():
        was, now = (getattr(one, table) for one in (neighbourhood, after))
        was, now = (rows[rows[ends].isin(informal).any(axis=1)] for rows in (was, now))
        pd.testing.assert_frame_equal(now.reset_index(drop=True), was.reset_index(drop=True))
    was, now = (one.contacts["actor"].isin(informal).sum() for one in (neighbourhood, after))
    assert was == now
    sits = {one: set(one.attendance["actor"]) & informal for one in (neighbourhood, after)}
    assert sits[neighbourhood] == sits[after]


@pytest.mark.parametrize("code", BUNDLED)
def test_the_list_is_ranked_and_nothing_gets_worse_on_the_way(code):
    _, moves = bundled(code)
    assert moves["people_saved"].is_monotonic_decreasing
    assert moves["people_together"].is_monotonic_increasing
    assert (moves["people_saved"] >= 0).all()
    instead = moves["instead_of"].dropna()
    assert (instead < instead.index).all()


def listing(neighbourhood, *rows, fewer_today=None):
    """List hand-made moves: move, who, what, to and hours saved."""
    today = {"fewer_today": fewer_today}
    names = ["move", "who", "what", "to", "hours_saved"]
    trial = Trial(neighbourhood)
    made = [trial.alone(dict(zip(names, row, strict=True)) | today) for row in rows]
    kept = pd.DataFrame(listed(trial, made)).reindex(columns=[*names, "instead_of"])
    return told(kept, ["move", "who", "what", "to", "instead_of"])


def three_nurses():
    return hood(
        needs=[{"need": "skin"}, {"need": "pain"}],
        actors=[
            {"actor": actor, "layer": "first_line", "profession": "district_nurse"}
            for actor in "abc"
        ],
        competences=able(a=["skin", "pain"], b=["skin"], c=["skin"]),
        profiles=profiles(skin=3),
        ties=[{"actor": "a", "partner": "b"}],
        meetings=[{"meeting": meeting} for meeting in "xyz"],
        attendance=[{"meeting": meeting, "actor": "a"} for meeting in "xyz"],
    )


EXCLUDE = {
    "a meeting merged twice": (
        ("merge_meetings", "a", "x", "y", 2),
        ("merge_meetings", "a", "x", "z", 1),
    ),
    "a meeting merged into one that ends": (
        ("merge_meetings", "a", "x", "y", 2),
        ("merge_meetings", "a", "y", "z", 1),
    ),
    "who takes over cannot be released of it": (
        ("exchange", "a", "skin", "b", None),
        ("release", "b", "skin", "", None),
    ),
    "who is released cannot hand it over": (
        ("exchange", "a", "skin", "b", None),
        ("release", "a", "skin", "", None),
    ),
    "who must keep doing it cannot be released": (
        ("release", "a", "skin", "b", None),
        ("release", "b", "skin", "a", None),
    ),
    "who learns is counted on for what they do": (
        ("learn", "b", "pain", "", None),
        ("release", "b", "skin", "", None),
    ),
    "who is advised does not learn it as well": (
        ("learn", "b", "pain", "", None),
        ("consult", "a", "pain", "b", None),
    ),
    "who advises keeps the tie": (
        ("stop_tie", "a", "", "b", 1),
        ("consult", "a", "pain", "b", -1),
    ),
}


@pytest.mark.parametrize("case", EXCLUDE, ids=str)
def test_of_two_that_exclude_each_other_the_second_is_the_alternative(case):
    first, second = EXCLUDE[case]
    assert listing(three_nurses(), first, second, fewer_today=1) == [
        (*first[:4], None),
        (*second[:4], 1),
    ]


def test_advice_that_saves_nobody_is_left_out():
    assert listing(three_nurses(), ("consult", "a", "pain", "b", -1)) == []


def test_what_excludes_two_moves_is_left_out_and_an_alternative_gives_way():
    merges = [
        ("merge_meetings", "a", "x", "y", 3),
        ("merge_meetings", "a", "z", "x", 2),
        ("merge_meetings", "a", "z", "y", 1),
    ]
    assert listing(three_nurses(), *merges) == [
        ("merge_meetings", "a", "x", "y", None),
        ("merge_meetings", "a", "z", "y", None),
    ]


def test_what_makes_it_worse_is_left_out_alone_and_after_others():
    release = [("release", actor, "skin", "", None) for actor in "abc"]
    assert [row[1] for row in listing(three_nurses(), *release)] == ["a", "b"]
    assert listing(three_nurses(), ("release", "a|b|c", "skin", "", None)) == []


def gap():
    """The nurse and the adviser help the same four; she could learn what the adviser does."""
    return hood(
        needs=[{"need": need, "label_nl": need.upper()} for need in ("income", "skin")],
        actors=[
            {"actor": "adviser", "layer": "welfare", "profession": "debt_adviser"},
            {"actor": "nurse", "layer": "first_line", "profession": "district_nurse"},
            {"actor": "gp", "layer": "first_line", "profession": "gp"},
        ],
        competences=able(adviser=["income"], nurse=["skin"]),
        contacts=[
            {"resident": resident, "actor": actor, "need": need}
            for resident in "abcd"
            for actor, need in (("adviser", "income"), ("nurse", "skin"))
        ]
        + [{"resident": "a", "actor": "gp", "need": "skin"}],
        requests=[{"request": "q", "resident": "a", "need": "income", "requested_by": "resident"}],
        ties=[{"actor": "gp", "partner": "nurse", "relation": "meets", "hours": 1.5}],
        teachable=[{"profession": "district_nurse", "need": "income", "cost": 4}],
    )


def test_a_gap_is_closed_by_learning_and_only_in_its_place_by_meeting():
    moves = propose(gap(), learn=0)
    assert told(moves) == [
        ("learn", "nurse", "income", "adviser", 4, None),
        ("meet", "adviser", "income|skin", "nurse", 0, 1),
    ]
    assert moves["hours_saved"].isna().tolist() == [True, False]
    assert moves["hours_saved"].tolist()[1] == -1.5
    assert moves["hours_together"].tolist() == [0, 0]
    assert moves["asked_by"].tolist() == ["resident", "resident"]
    assert moves["days"].tolist()[0] == 4
    assert_the_announced_comes_out(gap(), moves)


def test_a_gap_that_a_learning_step_closes_already_is_not_closed_twice():
    moves = propose(gap(), learn=1)
    assert told(moves[moves["move"] == "learn"]) == [
        ("learn", "nurse", "income", "", 4, None),
    ]
    assert moves.loc[moves["move"] == "meet", "instead_of"].tolist() == [1]


def ladder(**more):
    """The specialist does what the nurse, the GP and the social worker can do as well."""
    steps = {"doctor": 6, "gp": 4, "nurse": 4, "social": 3}
    return hood(
        needs=[{"need": need} for need in ("pain", "skin")],
        actors=[
            {"actor": actor, "layer": "first_line", "profession": actor, "step": step}
            for actor, step in steps.items()
        ],
        competences=able(doctor=["pain", "skin"], gp=["skin"], nurse=["skin"], social=["skin"]),
        profiles=profiles(skin=4, pain=1),
        **more,
    )


def test_the_heaviest_help_steps_back_where_two_others_are_left():
    moves = propose(ladder())
    assert told(moves) == [("release", "doctor", "skin", "", 0, None)]
    assert moves["residents"].tolist() == [4]
    assert_the_announced_comes_out(ladder(), moves)


def test_nobody_is_released_of_all_they_do_or_where_one_would_be_left():
    only = ladder().replace(competences=ladder().competences.drop(index=0))
    assert len(propose(only)) == 0
    few = ladder().replace(competences=ladder().competences.iloc[:3])
    assert len(propose(few)) == 0


def test_a_meeting_of_informal_helpers_alone_is_theirs():
    sits = [{"meeting": meeting, "actor": "anna"} for meeting in ("x", "y")]
    sits += [{"meeting": "y", "actor": "gp"}]
    both = hood(
        actors=[{"actor": "anna", "layer": "informal"}, {"actor": "gp", "layer": "first_line"}],
        attendance=sits,
    )
    assert len(propose(both)) == 0
    mixed = both.replace(actors=both.actors.assign(layer="first_line"))
    assert told(propose(mixed)) == [("merge_meetings", "anna", "x", "y", None, None)]


def test_row_order_never_matters():
    for make in (street, gap, ladder, synergy):
        expected = propose(make(), learn=1)
        for seed in range(2):
            pd.testing.assert_frame_equal(propose(shuffled(make(), seed), learn=1), expected)


def pushed(times=12, **more):
    """Two professionals and a neighbour sit in a meeting that nobody asked for."""
    rows = {"sitting": ("a", "b"), "neighbours": ("n",)}
    return hood(
        actors=[{"actor": "a"}, {"actor": "b"}, {"actor": "n", "layer": "informal"}],
        meetings=[
            {"meeting": name, "times": times, "hours": 1, "requested_by": "none"} | more
            for name in rows
        ],
        attendance=[{"meeting": name, "actor": one} for name, who in rows.items() for one in who],
    )


def test_a_meeting_nobody_asked_for_may_stop_with_its_hours_and_who_asked():
    moves = propose(pushed())
    assert told(moves) == [("stop_meeting", "a|b", "sitting", "", None, None)]
    assert moves["hours_saved"].tolist() == moves["hours_together"].tolist() == [2.0]
    assert moves["asked_by"].tolist() == ["none"]
    assert "stopping saves 2 hours a month" in moves["because"].item()
    assert "prevention" in moves["risk"].item()
    assert "nobody" not in propose(pushed(requested_by="policy"))["because"].item()


def test_a_meeting_stays_that_is_for_a_need_or_is_looked_at_later_or_takes_next_to_nothing():
    for more in ({"need": "skin"}, {"review": pd.Timestamp("2099-01-01")}, {"times": 5}):
        assert propose(pushed(**more)).empty
    assert propose(pushed(requested_by="professional")).empty


def test_a_meeting_is_not_both_merged_and_stopped():
    both = pushed()
    larger = hood(
        meetings=[{"meeting": "larger", "times": 12, "hours": 1, "requested_by": "resident"}],
        attendance=[{"meeting": "larger", "actor": who} for who in "abn"],
    )
    moves = propose(
        both.replace(
            meetings=pd.concat([both.meetings, larger.meetings], ignore_index=True),
            attendance=pd.concat([both.attendance, larger.attendance], ignore_index=True),
        )
    )
    assert told(moves) == [
        ("merge_meetings", "a|b", "sitting", "larger", None, None),
        ("stop_meeting", "a|b", "sitting", "", None, 1),
    ]


@pytest.mark.parametrize(
    ("tie", "stops"),
    [
        ({"hours": 1}, True),
        ({"hours": 0.75}, False),
        ({"hours": None}, True),
        ({"hours": 4, "requested_by": "manager"}, True),
        ({"hours": 4, "requested_by": "professional"}, True),
        ({"hours": 4, "requested_by": "resident"}, False),
        ({"hours": 4, "requested_by": "professional", "need": "skin"}, False),
    ],
)
def test_a_tie_that_no_need_carries_stops_from_an_hour_a_month_if_nobody_pulled_it(tie, stops):
    there = hood(
        actors=[{"actor": "a"}, {"actor": "b"}],
        contacts=[
            {"resident": "r", "actor": "a", "need": "skin"},
            {"resident": "s", "actor": "b", "need": "skin"},
        ],
        ties=[{"actor": "b", "partner": "a"} | tie],
    )
    assert (propose(there)["move"].tolist() == ["stop_tie"]) is stops


def test_without_tables_there_is_nothing_to_propose():
    moves = propose(hood(actors=[{"actor": "a"}]))
    assert len(moves) == 0
    assert list(moves.columns) == list(COLUMNS)
    assert {name: str(dtype) for name, dtype in moves.dtypes.items()} == COLUMNS


def test_without_who_needs_what_hours_are_still_told():
    bare = hood(
        meetings=[{"meeting": "x", "times": 6, "hours": 1}, {"meeting": "y"}],
        attendance=[
            {"meeting": "x", "actor": "a"},
            {"meeting": "y", "actor": "a"},
            {"meeting": "y", "actor": "b"},
        ],
    )
    moves = propose(bare)
    assert told(moves) == [("merge_meetings", "a", "x", "y", None, None)]
    assert moves["hours_together"].tolist() == [0.5]
    assert moves["people_together"].isna().all()


def test_at_most_so_many_of_a_kind():
    several = hood(
        contacts=[{"resident": f"r{actor}", "actor": actor} for actor in "abcd"],
        ties=[{"actor": "a", "partner": partner} for partner in "bcd"],
    )
    assert len(propose(several)) == 3
    assert len(propose(several, most=2)) == 2


ROW = {
    "who": "a|b",
    "what": "skin",
    "to": "c",
    "people_saved": 3,
    "hours_saved": 2.0,
    "days": 4.0,
    "residents": 1,
    "fewer_today": 1,
    "fragile": "pain",
    "full": "b",
    "instead_of": 7,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_kind_of_move_has_its_words(kind, lang):
    names = {"a": "Anna", "b": "Bram", "c": "Cees"}
    row = pd.DataFrame([ROW | {"move": kind, "what": "c" if "meeting" in kind else "skin"}])
    needs = {"skin": "Skin", "pain": "Pain"}
    told = worded(row, names, needs, meetings={"c": "Cees"}, lang=lang).iloc[0]
    for text in (told["because"], told["risk"], told["undo"]):
        assert re.fullmatch(r"[A-Z][^{}\[\]]*\.", text), text
    assert "Pain" in told["risk"]
    assert "7" in told["risk"]
    assert "Cees" in told["because"] + told["risk"] or kind in ("learn", "name_contact_point")
    bare = {"move": kind, "who": "a", "what": "skin", "to": "c"}
    bare = worded(pd.DataFrame([bare]), {}, {}, lang=lang).iloc[0]
    for text in (bare["because"], bare["risk"], bare["undo"]):
        assert re.fullmatch(r"[A-Za-z][^{}\[\]]*\.", text), text


def test_the_words_of_a_move_in_full():
    row = ROW | {"move": "learn", "to": "", "instead_of": None, "full": "", "fragile": ""}
    names = {"a": "Anna", "b": "Bram"}
    told = worded(pd.DataFrame([row]), names, {"skin": "Huid"}, lang="nl")
    assert told["because"].item() == (
        "Anna en Bram kunnen Huid erbij leren (4 dagen); over alle bewoners geteld "
        "3 professionals minder aan de deur."
    )
    assert told["risk"].item() == "Zolang het nieuw is: houd wie het al kan bereikbaar."
    assert told["undo"].item() == "Terugdraaien: laat wie het al kon het weer doen."


def test_an_exchange_says_who_hands_over_what_to_whom():
    row = ROW | {"move": "exchange", "who": "a|b|c", "what": "x|x|y", "to": "c|c|a"}
    text = worded(pd.DataFrame([row]), {}, {})["because"].item()
    assert text.startswith("a and b can hand x over to c, and c can hand y over to a (4 days);")


def test_the_sentences_are_in_both_languages():
    for kind in KINDS:
        words = SENTENCES[kind]
        assert {name[:-3] for name in words if name.endswith("_en")} == {
            name[:-3] for name in words if name.endswith("_nl")
        }


@pytest.mark.parametrize("learn", [-1, "3", 1.5])
def test_learning_steps_that_cannot_be_are_refused(learn):
    with pytest.raises(ValueError, match=r"learn is .*; it is a whole number of at least 0"):
        propose(street(), learn=learn)


def test_less_than_an_hour_is_told_in_minutes():
    tie = {"move": "stop_tie", "who": "gp", "to": "nurse", "hours_saved": 0.25}
    english, dutch = (worded(pd.DataFrame([tie]), {}, {}, lang=lang) for lang in ("en", "nl"))
    assert english["because"].item().endswith("stopping saves 15 minutes a month.")
    assert dutch["because"].item().endswith("stoppen scheelt 15 minuten per maand.")
