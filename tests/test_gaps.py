import pandas as pd
import pytest

from ecosystem.find.gaps import find_gaps
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

# Ten residents each, one need each of the GP and of the social worker, who have no tie.
LOG = [
    {"resident": f"r{n}", "actor": actor, "need": need}
    for n in range(10)
    for actor, need in (("gp", "skin"), ("social", "income"))
]
GP = {"actor": "gp", "label": "GP", "layer": "first_line"}
SOCIAL = {"actor": "social", "label": "Sue", "layer": "welfare"}
DAUGHTER = {"actor": "social", "label": "Daughter", "layer": "informal"}


def found(neighbourhood, **options):
    frame = find_gaps(neighbourhood, **options)
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame[["finding", "subject", "needs", "residents", "hours"]].itertuples(
            index=False
        )
    ]


def test_the_street_lacks_transport():
    assert found(street()) == [("uncovered", "", "transport", 2, 13.0)]


def test_who_is_already_there_is_asked_first_and_meeting_comes_second():
    question = find_gaps(street())["question"].item()
    assert question == (
        "Could someone already involved (GP and District nurse) take this on? "
        "If not: who should meet to arrange it?"
    )
    assert find_gaps(street(), lang="nl")["question"].item() == (
        "Kan iemand die er al komt (GP en District nurse) dit erbij doen? "
        "Zo niet: wie moeten elkaar spreken om het te regelen?"
    )


def test_only_who_may_learn_is_named():
    teaching = hood(teachable=[{"profession": "district_nurse", "need": "transport"}])
    question = find_gaps(street().replace(teachable=teaching.teachable))["question"].item()
    assert "(District nurse)" in question
    reserved = hood(needs=[{"need": "transport", "hours": 1.5, "reserved": "gp"}])
    question = find_gaps(street().replace(needs=reserved.needs))["question"].item()
    assert "(GP)" in question


def test_informal_help_is_never_asked_to_take_over():
    rows = [{"actor": "daughter", "layer": "informal", "profession": "gp"}]
    question = find_gaps(
        hood(
            actors=rows,
            competences=[{"actor": "daughter", "need": "skin"}],
            profiles=[{"profile": "p", "needs": "skin|transport", "residents": 3}],
        )
    ).set_index("finding")["question"]
    assert "(" not in question["uncovered"]


def test_too_few_hours_are_told_a_month_with_who_can():
    short = hood(
        actors=[{"actor": "a", "hours": 3}, {"actor": "b", "hours": 3}],
        needs=[{"need": "x", "hours": 1}],
        competences=[{"actor": "b", "need": "x"}, {"actor": "a", "need": "x"}],
        profiles=[{"profile": "p", "needs": "x", "residents": 9}],
    )
    assert found(short) == [("hours_short", "a|b", "x", 9, 13.0)]


def test_a_need_that_nobody_has_is_no_gap():
    table = {"needs": [{"need": "x"}, {"need": "y"}], "competences": []}
    asked = {"profiles": [{"profile": "p", "needs": "x", "residents": 2}]}
    assert found(hood(**table, **asked)) == [("uncovered", "", "x", 2, None)]
    assert [row[2] for row in found(hood(**table))] == ["x", "y"]


def test_two_who_help_the_same_residents_without_a_tie():
    gap = hood(actors=[GP, SOCIAL], contacts=LOG, ties=[])
    assert found(gap) == [("missing_tie", "gp|social", "income|skin", 10, None)]
    because, question = find_gaps(gap).loc[0, ["because", "question"]]
    assert because == (
        "GP and Sue may both be involved with 10 residents (Income and Skin), "
        "and no tie between them is known."
    )
    assert question == (
        "Could GP take over what Sue does there, or the other way round? "
        "If not: should they meet, and who asks for it?"
    )


@pytest.mark.parametrize(
    "known",
    [
        {"ties": [{"actor": "social", "partner": "gp"}]},
        {
            "ties": [],
            "attendance": [{"meeting": "m", "actor": "gp"}, {"meeting": "m", "actor": "social"}],
        },
        {
            "ties": [],
            "actors": [GP | {"organisation": "one"}, SOCIAL | {"organisation": "one"}],
        },
    ],
    ids=["a tie", "one meeting", "one organisation"],
)
def test_who_can_find_each_other_lack_no_tie(known):
    assert found(hood(**{"actors": [GP, SOCIAL], "contacts": LOG} | known)) == []


def test_one_resident_with_one_need_each_asks_for_no_tie():
    few = hood(actors=[GP, SOCIAL], contacts=LOG[:6], ties=[])
    assert found(few) == []
    assert len(found(few, least=3)) == 1


def test_a_professional_and_an_informal_helper_are_asked_to_meet_and_not_to_stop():
    gap = hood(actors=[GP, DAUGHTER], contacts=LOG, ties=[])
    assert found(gap)[0][:2] == ("missing_bridge", "gp|social")
    assert find_gaps(gap)["question"].item() == (
        "If they knew each other, could fewer professionals come by? Who could introduce them?"
    )
    informal = GP | {"layer": "informal"}
    assert found(hood(actors=[informal, DAUGHTER], contacts=LOG, ties=[])) == []


def test_at_most_so_many_missing_ties_are_named():
    log = [{"resident": f"r{n}", "actor": a, "need": "x"} for n in range(9) for a in "abcdef"]
    assert len(found(hood(contacts=log, ties=[]))) == 10
    assert len(found(hood(contacts=log, ties=[]), most=3)) == 3


def able(**ties):
    return hood(
        actors=[{"actor": name, "step": 5 if name in "ac" else 4} for name in "abcd"],
        competences=[
            {"actor": "a", "need": "skin"},
            {"actor": "b", "need": "skin"},
            {"actor": "c", "need": "income"},
            {"actor": "d", "need": "income"},
        ],
        profiles=[{"profile": "p", "needs": "skin|income", "residents": 8}],
        **ties,
    )


def test_by_what_people_can_do_one_pair_stands_for_needs_nobody_connects():
    assert found(able(ties=[])) == [("missing_tie", "b|d", "income|skin", 8, None)]


def test_by_what_people_can_do_any_tie_or_anybody_who_does_both_connects():
    assert found(able(ties=[{"actor": "a", "partner": "c"}])) == []
    both = able(ties=[])
    more = hood(competences=[{"actor": "a", "need": "income"}]).competences
    assert found(both.replace(competences=pd.concat([both.competences, more]))) == []


def test_with_neither_needs_nor_ties_it_says_what_it_needs():
    with pytest.raises(MissingTable, match="competences"):
        find_gaps(hood(actors=[GP]))


def test_row_order_never_matters():
    logged = street().replace(contacts=hood(contacts=LOG).contacts)
    for seed in range(3):
        assert find_gaps(shuffled(logged, seed)).equals(find_gaps(logged))
