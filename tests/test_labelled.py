"""Any table in the words of people."""

from functools import cache

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.cli.arguments import MEASURES
from ecosystem.find.because import KINDS
from ecosystem.propose.listing.wording import SENTENCES
from ecosystem.show.words.labelled import UNITS, _headings, values
from ecosystem.show.words.words import rows as words_of
from ecosystem.sources.synthetic import synthetic
from tests.street import hood
from tests.street import street as built
from tests.surveys import region

street = built()
LANGUAGES = ("en", "nl")


def told(frame, place=street, lang="nl"):
    return eco.labelled(frame, place, lang=lang)


def test_ids_become_names_and_numbers_and_what_is_missing_stay():
    frame = pd.DataFrame({"need": ["skin", None], "hours": pd.array([1.5, None], dtype="Float64")})
    said = told(frame)
    assert said.columns.tolist() == ["behoefte", "uren"]
    assert said["behoefte"].iloc[0] == "Huid"
    assert said["behoefte"].isna().tolist() == [False, True]
    assert said["uren"].equals(frame["hours"].rename("uren"))


def test_lists_are_joined_by_commas_and_alternatives_by_semicolons():
    place = hood(actors=[{"actor": "a", "label": "Ann"}, {"actor": "b", "label": "Bo"}])
    said = told(pd.DataFrame({"teams": ["a|b;b"]}), place)
    assert said["even kleine teams"].tolist() == ["Ann, Bo; Bo"]


def test_an_actor_named_as_a_need_is_not_called_by_the_name_of_that_need():
    place = hood(actors=[{"actor": "skin", "label": "Ann"}])
    said = told(pd.DataFrame({"actor": ["skin"], "need": ["skin"]}), place)
    assert said.loc[0].tolist() == ["Ann", "Huid"]


def test_a_count_and_a_list_of_the_same_name_are_told_apart():
    assert told(pd.DataFrame({"needs": [3]}))["behoeften"].tolist() == [3]


def test_the_index_gets_names_as_well_and_a_column_nobody_knows_keeps_its_own():
    frame = pd.DataFrame({"mine": ["x"]}, index=pd.Index(["gp"], name="profession"))
    said = told(frame)
    assert (said.index.name, said.index.tolist()) == ("beroep", ["Huisarts"])
    assert said["mine"].tolist() == ["x"]


def test_yes_and_no():
    assert told(pd.DataFrame({"proven": [True, False]}))["bewezen"].tolist() == ["ja", "nee"]
    unknown = pd.DataFrame({"proven": pd.array([True, None], dtype="boolean")})
    assert told(unknown)["bewezen"].isna().tolist() == [False, True]
    assert "NaN" not in str(told(unknown))


def test_every_word_is_there_in_both_languages_and_stands_once():
    files = {"headings.csv": ["column"], "values.csv": ["kind", "value"], "words.csv": ["key"]}
    for name, key in files.items():
        rows = pd.DataFrame(words_of(name))
        assert not rows.duplicated(key).any()
        assert rows[list(LANGUAGES)].ne("").all().all()
    kinds = {kind for _, holds in _headings("nl").values() for kind in holds.split()} - set(UNITS)
    assert kinds <= {
        "need",
        "actor",
        "one_team",
        "meeting",
        "profession",
        "headline",
        "table",
    } | set(values("nl"))


@cache
def crowd():
    """Make a neighbourhood that has every table."""
    (place,) = synthetic(1, seed=0, residents=30, contacts=200, actors=30)
    return place


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_column_of_every_measure_has_a_heading_of_its_own(measure, lang):
    made = getattr(eco, measure)(crowd())
    names = [made.index.name, *made.columns] if made.index.name else list(made.columns)
    known = _headings(lang)
    assert [name for name in names if name not in known] == []
    headings = [known[name][0] for name in names]
    assert len(set(headings)) == len(headings)


def test_proposals_have_headings_too():
    known = _headings("nl")
    for made in (
        eco.find(street),
        eco.propose(street),
        eco.broaden(street),
        eco.release(street),
        eco.exchange(street),
        eco.consult(street),
        eco.saving_curve(street, most=1),
        eco.who_leaves(street),
        eco.business_case(street, eco.propose(street)),
        eco.training_plan(street, eco.propose(street)),
    ):
        assert [name for name in made.columns if name not in known] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_comparison_of_neighbourhoods_is_all_in_words(lang):
    survey = region(14)
    for made in (
        eco.compare_region(survey),
        eco.practices(survey, lang=lang),
        eco.roll_up(survey)[["neighbourhoods", "unknown_in", "at_most", "added"]],
    ):
        known = _headings(lang)
        assert [name for name in made.reset_index() if name not in {*known, "index"}] == []
        headings = [known[name][0] for name in made]
        assert len(set(headings)) == len(headings)
        for name in made.columns.intersection(["per", "limits", "outside", "better", "why"]):
            assert {*made[name].dropna()} <= set(values(lang)[known[name][1]])
    assert told(eco.compare_region(survey), lang="nl")["maat"].iloc[0] == (
        "professionals rond een bewoner"
    )


def test_seconds_are_told_in_days_and_time_of_contact_in_hours():
    frame = pd.DataFrame(
        {
            "median_wait": pd.array([1_500_000, 4000, 0, None], dtype="Float64"),
            "touch": pd.array([5400, 360, 0, None], dtype="Float64"),
        }
    )
    said = told(frame).astype("object")
    assert said.where(said.notna(), None).to_dict("list") == {
        "mediane wachttijd (dagen)": [17.4, 0.05, 0.0, None],
        "contacttijd (uur)": [1.5, 0.1, 0.0, None],
    }


def test_every_finding_and_move_has_words():
    assert set(KINDS) <= set(values("nl")["finding"])
    moves = {kind for kind, texts in SENTENCES.items() if "because_en" in texts}
    assert moves <= set(values("nl")["move"])


def test_shares_are_told_in_percent():
    frame = pd.DataFrame({"push_share": pd.array([0.414179, 0.0046, None], dtype="Float64")})
    assert told(frame, lang="en")["share pushed (%)"].tolist()[:2] == [41.4, 0.46]


def test_a_team_is_called_by_its_kind_and_its_number_where_there_are_more():
    teams = [("a", "core"), ("c", "project"), ("b", "project"), ("d", None)]
    rows = [{"team": team, "kind": kind} for team, kind in teams]
    with_teams = hood(teams=rows)
    said = eco.labelled(with_teams.teams[["team"]], with_teams)["team"].tolist()
    assert said == ["core", "project 2", "project 1", "d"]


def test_a_survey_is_told_in_words_whatever_it_holds():
    made = pd.DataFrame(
        {
            "upc_of": [3],
            "findings_idle_tie": [2],
            "share_psychosocial": [0.5],
            "indicator_lives_alone": [7.0],
            "first_time_right": [0.25],
        }
    )
    assert told(made).iloc[0].to_dict() == {
        "vaste hulpverlener (UPC): van hoeveel": 3,
        "bevindingen: verbinding die geen behoefte draagt": 2,
        "met een behoefte: psychosociaal (%)": 50.0,
        "cijfer: alleenwonend": 7.0,
        "in één keer goed (%)": 25.0,
    }


def test_a_table_that_is_missing_is_called_as_its_sheet_is():
    asked = told(eco.questions(hood(actors=[{"actor": "a"}])).set_index("question"))
    assert asked.loc["flow", "ontbreekt"] == "contacten"
    assert asked.loc["intake", "ontbreekt"] == "hulpvragen, contacten"


def test_of_a_table_without_columns_nothing_is_told():
    assert eco.labelled(pd.DataFrame(), street).empty
