import pandas as pd
import pytest

from ecosystem.find.fragile import find_fragile
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street


def found(neighbourhood, **options):
    frame = find_fragile(neighbourhood, **options)
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame[["finding", "subject", "needs", "residents"]].itertuples(index=False)
    ]


def one(**needs):
    return hood(
        needs=[{"need": need, "critical": critical} for need, critical in needs.items()],
        actors=[{"actor": "away", "hours": 0}],
        competences=[{"actor": actor, "need": need} for need in needs for actor in ("gp", "away")],
        profiles=[{"profile": "p", "needs": "|".join(needs), "residents": 4}],
    )


def test_a_need_that_hangs_on_one_is_fragile_and_a_critical_one_has_no_backup():
    assert found(one(skin=False, pain=True)) == [
        ("no_backup", "gp", "pain", 4),
        ("fragile", "gp", "skin", 4),
    ]
    texts = find_fragile(one(skin=False, pain=True))["because"].tolist()
    assert texts == [
        "Pain: this is critical and only gp can help with it; it is about 4 residents.",
        "Skin: this hangs on gp alone; it is about 4 residents.",
    ]


def test_the_question_is_who_can_learn_it_and_then_who_stands_in():
    assert find_fragile(one(skin=False))["question"].item() == (
        "Could someone already involved learn it from gp? "
        "If not: with whom should gp agree who stands in?"
    )


def test_a_need_that_nobody_has_hangs_on_nobody():
    unused = one(skin=False)
    assert found(unused.replace(profiles=hood(profiles=[]).profiles)) == [
        ("fragile", "gp", "skin", None)
    ]
    others = hood(profiles=[{"profile": "p", "needs": "pain", "residents": 4}]).profiles
    assert found(unused.replace(profiles=others)) == []


def test_informal_help_that_reaches_professionals_through_one_only():
    assert found(street()) == [("bridge", "nurse|choir|daughter", "", None)]
    assert found(street(), hanging=1) == [
        ("bridge", "daughter|choir", "", None),
        ("bridge", "nurse|choir|daughter", "", None),
    ]


def test_a_second_tie_takes_the_bridge_away():
    tie = hood(ties=[{"actor": "choir", "partner": "social"}]).ties
    both = street().replace(ties=pd.concat([street().ties, tie], ignore_index=True))
    assert found(both) == []


def test_residents_of_those_who_hang_on_a_bridge_are_counted_once():
    log = [{"resident": "r1", "actor": "choir"}, {"resident": "r1", "actor": "daughter"}]
    log += [{"resident": "r2", "actor": "choir"}, {"resident": "r3", "actor": "nurse"}]
    logged = street().replace(contacts=hood(contacts=log).contacts)
    assert ("bridge", "nurse|choir|daughter", "", 2) in found(logged)


def test_with_neither_competences_nor_ties_it_says_so():
    with pytest.raises(MissingTable, match="competences"):
        find_fragile(hood(actors=[{"actor": "a"}]))


def test_row_order_never_matters():
    for seed in range(3):
        assert find_fragile(shuffled(street(), seed)).equals(find_fragile(street()))


def test_of_a_neighbour_nobody_learns_a_trade_but_asks_what_is_needed_to_go_on():
    choir = hood(
        actors=[{"actor": "choir", "label": "Choir", "layer": "collective"}],
        competences=[{"actor": "choir", "need": "social_contact"}],
        profiles=[{"profile": "p", "needs": "social_contact", "residents": 4}],
    )
    assert find_fragile(choir)["question"].item() == (
        "What does Choir need to keep it up, and who nearby would like to join in? "
        "Who notices when Choir cannot?"
    )
    assert find_fragile(choir, lang="nl")["question"].item() == (
        "Wat heeft Choir nodig om het vol te houden, en wie in de buurt wil meedoen? "
        "Wie merkt het als Choir een keer niet kan?"
    )
    critical = choir.replace(needs=hood(needs=[{"need": "social_contact", "critical": True}]).needs)
    asked = find_fragile(critical)
    assert asked["finding"].item() == "no_backup"
    assert asked["question"].item().startswith("What does Choir need")
