"""Hours and euros of moves, and what is to be learnt for them, by hand."""

import pandas as pd
import pytest

from ecosystem.propose.business_case import business_case
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.listing.wording import caveat
from ecosystem.propose.staff.kept_teams import with_kept_teams
from ecosystem.propose.training_plan import THEMES, training_plan
from ecosystem.tables.needs import vocabulary
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled


def world(**tables):
    """Two residents have a wound and walk badly: the nurse does wounds, the physio walking."""
    needs = [{"need": "skin"}, {"need": "neuro_musculo_skeletal_function"}]
    actors = [
        {"actor": "gp", "layer": "first_line", "profession": "gp"},
        {"actor": "nurse", "layer": "first_line", "profession": "district_nurse", "hours": 20},
        {"actor": "physio", "layer": "first_line", "profession": "physiotherapist", "hours": 20},
        {"actor": "somebody", "layer": "welfare"},
    ]
    return hood(
        needs=needs,
        actors=actors,
        competences=[
            {"actor": "nurse", "need": "skin", "hours": 0.5},
            {"actor": "physio", "need": "neuro_musculo_skeletal_function", "hours": 1},
        ],
        teachable=[
            {
                "profession": "district_nurse",
                "need": "neuro_musculo_skeletal_function",
                "cost": 3,
            }
        ],
        profiles=[
            {"profile": "p", "needs": "neuro_musculo_skeletal_function|skin", "residents": 2}
        ],
        ties=[{"actor": "gp", "partner": "somebody", "hours": 2}],
        meetings=[
            {"meeting": "all", "times": 10, "hours": 2},
            {"meeting": "wounds", "times": 6, "hours": 1.5},
        ],
        attendance=[
            {"meeting": name, "actor": actor}
            for name, who in {"all": ["gp", "nurse", "physio"], "wounds": ["gp", "nurse"]}.items()
            for actor in who
        ],
        **tables,
    )


MOVES = pd.DataFrame(
    [
        {"move": "learn", "who": "nurse", "what": "neuro_musculo_skeletal_function", "to": ""},
        {"move": "merge_meetings", "who": "gp|nurse", "what": "wounds", "to": "all"},
        {"move": "stop_tie", "who": "gp", "what": "", "to": "somebody"},
    ],
    index=pd.RangeIndex(1, 4, name="number"),
)
TARIFFS = [
    {"profession": "gp", "euro": 90, "year": 2024},
    {"profession": "gp", "euro": 100, "year": 2025},
    {"profession": "gp", "product": "visit", "euro": 500, "year": 2026},
    {"profession": "district_nurse", "euro": 50, "year": 2025},
]


def rows(frame):
    """Give a table as rows of plain values, None where missing."""
    return {
        index: [None if pd.isna(value) else value for value in row]
        for index, *row in frame.itertuples(name=None)
    }


def test_what_each_profession_gets_and_pays():
    case = business_case(world(tariffs=TARIFFS), MOVES)
    columns = ["help", "meetings", "ties", "hours", "euro", "no_rate", "days", "cost", "net"]
    assert list(case.columns) == [*columns, "note"]
    assert rows(case[columns]) == {
        "district_nurse": [-104, 9, 0, -95, -4750, 0, 3, 1200, -5950],
        "gp": [0, 9, 12, 21, 2100, 0, 0, 0, 2100],
        "physiotherapist": [104, 0, 0, 104, None, 104, 0, 0, None],
        "unknown": [0, 0, 12, 12, None, 12, 0, 0, None],
        "total": [0, 18, 24, 42, -2650, 116, 3, 1200, -3850],
    }
    assert case["note"].dropna().to_dict() == {"total": caveat()}


def test_without_tariffs_there_are_hours_and_no_euros():
    case = business_case(world(), MOVES)
    assert case["euro"].isna().all()
    assert case.loc["total", ["hours", "no_rate", "days"]].tolist() == [42, 42, 3]
    assert pd.isna(case.loc["total", "net"])


def test_without_moves_only_the_total_is_left_and_nothing_comes_or_goes():
    case = business_case(world(tariffs=TARIFFS), MOVES.iloc[:0])
    assert rows(case.drop(columns="note")) == {"total": [0.0] * 9}


def test_what_is_not_known_stays_unknown():
    bare = hood(ties=[{"actor": "a", "partner": "b", "hours": 1}])
    stop = pd.DataFrame([{"move": "stop_tie", "who": "a", "what": "", "to": "b"}])
    case = business_case(bare, stop)
    assert rows(case[["help", "meetings", "ties", "hours"]]) == {
        "unknown": [None, None, 12, 12],
        "total": [None, None, 12, 12],
    }


def test_moves_that_exclude_each_other_do_not_both_count():
    twice = pd.concat([MOVES.loc[[3]], MOVES.loc[[2]]]).assign(instead_of=[None, 3])
    assert business_case(world(), twice).loc["total", "hours"] == 24


def test_the_caveat_names_its_source_in_both_languages():
    assert "KPMG" in caveat("en")
    assert "vervolgkosten" in caveat("nl")
    assert business_case(world(), MOVES, lang="nl").loc["total", "note"] == caveat("nl")


def test_row_order_never_matters():
    expected = business_case(world(tariffs=TARIFFS), MOVES)
    for seed in range(3):
        assert business_case(shuffled(world(tariffs=TARIFFS), seed), MOVES).equals(expected)


def test_the_training_plan_names_who_learns_what_from_whom_by_theme():
    plan = training_plan(world(), MOVES)
    assert plan.to_dict("records") == [
        {
            "theme": "Integrated first-line care",
            "profession": "district_nurse",
            "actors": "nurse",
            "need": "neuro_musculo_skeletal_function",
            "days": 3.0,
            "with": "physio",
        }
    ]


def test_a_step_is_a_line_for_each_profession_that_learns_it():
    learn = {"move": "learn", "who": "gp|nurse|somebody", "what": "skin", "to": ""}
    swap = {"move": "exchange", "who": "nurse", "what": "skin", "to": "physio"}
    plan = training_plan(world(), pd.DataFrame([learn, swap]), lang="nl")
    assert plan["theme"].unique().tolist() == ["Behandeling thuis"]
    told = plan[["profession", "actors", "days", "with"]]
    assert list(rows(told).values()) == [
        ["gp", "gp", None, "nurse"],
        ["physiotherapist", "physio", None, "nurse"],
        [None, "somebody", None, "nurse"],
    ]


def test_without_learning_the_plan_is_empty():
    plan = training_plan(world(), MOVES.loc[[2, 3]])
    assert len(plan) == 0
    assert list(plan.columns) == ["theme", "profession", "actors", "need", "days", "with"]


def test_every_need_of_the_vocabulary_has_one_theme_and_a_strange_one_the_last():
    learn = [
        {"move": "learn", "who": "nurse", "what": need, "to": ""}
        for need in [*vocabulary().index, "flying"]
    ]
    own = [{"need": need} for need in [*vocabulary().index, "flying"]]
    wide = world().replace(needs=hood(needs=own).needs)
    plan = training_plan(wide, pd.DataFrame(learn))
    assert set(plan["theme"]) == {theme["en"] for theme in THEMES.values()}
    assert plan.loc[plan["theme"] == "Learning neighbourhoods", "need"].tolist() == ["flying"]
    named = [need for theme in THEMES.values() for need in theme["needs"]]
    assert len(named) == len(set(named))
    assert set(named) <= set(vocabulary().index)


def test_learning_wants_competences():
    learn = pd.DataFrame([{"move": "learn", "who": "a", "what": "skin", "to": ""}])
    with pytest.raises(MissingTable, match="competences"):
        business_case(hood(actors=[{"actor": "a"}], needs=[{"need": "skin"}]), learn)


def test_who_has_as_many_people_keeps_them_so_that_hours_move_only_where_moves_ask_it():
    place = hood(
        actors=[
            {"actor": who, "profession": who, "layer": "first_line", "hours": 40}
            for who in ("gp", "nurse", "social", "aid")
        ],
        competences=[
            {"actor": "gp", "need": "pain", "hours": 1},
            {"actor": "nurse", "need": "pain", "hours": 1},
            {"actor": "nurse", "need": "skin", "hours": 1},
            {"actor": "social", "need": "income", "hours": 1},
            {"actor": "aid", "need": "residence", "hours": 1},
        ],
        profiles=[
            {"profile": "a", "needs": "income|residence", "residents": 3},
            {"profile": "b", "needs": "pain", "residents": 5},
        ],
        teachable=[{"profession": "social", "need": "residence", "cost": 1}],
    )
    moves = pd.DataFrame([{"move": "learn", "who": "social", "what": "residence"}])
    now, then = with_kept_teams(place, what_if(place, moves))
    assert (
        now[now["needs"] == "pain"]["who"].tolist() == then[then["needs"] == "pain"]["who"].tolist()
    )
    found = business_case(place, moves)["help"]
    assert found.to_dict() == {"aid": 156.0, "social": -156.0, "total": 0.0}


def test_who_may_no_longer_do_what_their_team_needs_is_not_kept():
    place = hood(
        actors=[
            {"actor": who, "profession": who, "layer": "first_line"} for who in ("gp", "nurse")
        ],
        competences=[{"actor": who, "need": "pain", "hours": 1} for who in ("gp", "nurse")],
        profiles=[{"profile": "b", "needs": "pain", "residents": 5}],
    )
    (helps,) = with_kept_teams(place, place)[0]["who"]
    other = {"gp": "nurse", "nurse": "gp"}[helps]
    moves = pd.DataFrame([{"move": "release", "who": helps, "what": "pain", "to": other}])
    found = business_case(place, moves)["help"]
    assert found.to_dict() == {helps: 260.0, other: -260.0, "total": 0.0}


def test_a_profession_called_total_stands_beside_the_total():
    place = hood(
        actors=[{"actor": "a", "profession": "total"}, {"actor": "b", "profession": "gp"}],
        ties=[{"actor": "a", "partner": "b", "hours": 2}],
    )
    case = business_case(place, pd.DataFrame([{"move": "stop_tie", "who": "a", "to": "b"}]))
    assert case.index.tolist() == ["gp", "total", "total"]
    assert case["ties"].tolist() == [12, 12, 24]
    assert case["note"].isna().tolist() == [True, True, False]


def test_a_table_in_which_nobody_sits_frees_no_hours_of_meetings():
    place = hood(
        actors=[{"actor": "a", "profession": "gp"}, {"actor": "b", "profession": "gp"}],
        ties=[{"actor": "a", "partner": "b", "hours": 2}],
        meetings=[],
        attendance=[],
    )
    case = business_case(place, pd.DataFrame([{"move": "stop_tie", "who": "a", "to": "b"}]))
    assert case["meetings"].fillna(0).tolist() == [0, 0]
    assert case["hours"].tolist() == [24, 24]
