"""Options and tables at the edge: words, never what pandas or numpy say."""

import pickle
from functools import partial

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from tests.street import hood, street


def test_averages_of_another_table_say_which_they_take():
    with pytest.raises(ValueError, match="averages takes a table of continuity"):
        eco.averages(pd.DataFrame({"people": [1]}))


def test_a_group_that_actors_have_not_is_named():
    with pytest.raises(ValueError, match="by is 'nothing'; it is a column of actors"):
        eco.ei_index(street(), by="nothing")


def test_who_somebody_is_groups_nobody():
    with pytest.raises(ValueError, match="by is 'actor'; it is a column of actors"):
        eco.ei_index(street(), by="actor")


def test_a_day_that_is_none_is_named():
    with pytest.raises(ValueError, match="today is 'yesterday'; it is a day"):
        eco.pull(street(), today="yesterday")


def test_a_contact_in_the_year_1_ends_when_it_ends():
    moment = pd.Timestamp("0001-01-01 12:00").as_unit("us")
    seen = hood(
        contacts=[
            {"resident": "a", "request": "q", "actor": "gp", "start": moment, "minutes": 90},
        ],
        requests=[{"request": "q", "resident": "a", "asked": moment}],
        actors=[{"actor": "gp"}],
    )
    assert len(eco.value_stream(seen)) == 1
    assert len(eco.flow(seen, window=1e12)) == 1


def test_a_region_in_place_of_a_neighbourhood_is_told_with_the_way_out():
    region = eco.load({"actors": pd.DataFrame({"actor": ["gp"]})})
    says = r"coverage: hood is of the kind Region, which is not Neighbourhood. .* region\['all'\]"
    with pytest.raises(TypeError, match=says):
        eco.coverage(region)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: eco.survey(street()), "survey: region is of the kind Neighbourhood"),
        (lambda: eco.coverage(None), "coverage: hood is of the kind None,"),
        (lambda: eco.heads("a folder", of=["gp"], people=["all"]), "heads: region is of the kind"),
        (lambda: eco.load({"actors": [1]}), "load: actors is of the kind list, .* not DataFrame"),
        (lambda: eco.averages([1]), "averages: table is of the kind list, .* not DataFrame"),
        (lambda: eco.flow(street(), window="90"), "flow: window is of the kind str, .* not float"),
        (lambda: eco.broaden(street(), count=3), "which is not professionals/everyone"),
        (lambda: eco.network(street(), without="gp"), "which is not Collection"),
        (lambda: eco.network(street(), without=pd.Series(["need"])), "not Collection"),
        (lambda: eco.heads(["gp"], of=["gp"], people=["x"]), "is not Iterable of Neighbourhood"),
        (lambda: eco.heads([street()], of=[1], people=["x"]), "of is .* not Sequence of str"),
        (lambda: eco.find(street(), most=1.5), "find: most is of the kind float"),
        (lambda: eco.export(street(), "x.json", "json"), r"export takes what protect\(\) made"),
        (lambda: eco.compose_team(street(), 3), r"which is not str \| Sequence"),
    ],
)
def test_another_kind_of_thing_is_told_by_the_name_of_what_takes_it(ask, says):
    with pytest.raises(TypeError, match=says):
        ask()


@pytest.mark.parametrize("ask", [eco.questions, eco.find, eco.network, eco.summary])
def test_a_language_that_is_not_ours_is_told_with_those_that_are(ask):
    with pytest.raises(ValueError, match="lang is 'fr'; it is one of: en, nl"):
        ask(street(), lang="fr")


def test_it_is_told_in_the_language_that_was_asked_for():
    with pytest.raises(TypeError, match="find: most is van de soort str, en dat is geen int"):
        eco.find(street(), most="3", lang="nl")
    with pytest.raises(ValueError, match="kind is 'kern'; kies uit: core, project"):
        eco.compose_team(street(), "skin", kind="kern", lang="nl")


def test_words_numbers_and_lists_of_any_make_come_in():
    many = np.int64(2)
    assert len(eco.find(street(), most=many)) == len(eco.find(street(), most=2))
    assert "need:skin" not in eco.network(street(), without=pd.Index(["need"]))
    assert len(eco.find_overlaps(street(), alike=np.float32(0))) == len(
        eco.find_overlaps(street(), alike=0)
    )


def test_what_is_too_many_is_said_by_python_itself():
    with pytest.raises(TypeError, match="unexpected keyword argument 'most'"):
        eco.coverage(street(), most=3)


def test_a_public_function_is_found_again_where_it_is_unpacked():
    assert pickle.loads(pickle.dumps(eco.coverage)) is eco.coverage  # noqa: S301 (packed a moment ago)


@pytest.mark.parametrize(
    "ask", [eco.find, eco.find_detours, eco.find_gaps, eco.find_heavy, eco.find_overlaps]
)
def test_fewer_findings_than_one_are_not_asked_for(ask):
    with pytest.raises(ValueError, match="most is -1; het is een heel getal van minstens 1"):
        ask(street(), most=-1, lang="nl")


@pytest.mark.parametrize(
    "ask", [eco.broaden, eco.who_leaves, eco.who_shares, partial(eco.broaden, method="greedy")]
)
def test_fewer_learning_steps_than_none_are_not_asked_for(ask):
    with pytest.raises(ValueError, match="learn is -1; it is a whole number of at least 0"):
        ask(street(), learn=-1)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda table: eco.protect(street(), findings=table), "findings has no column finding, "),
        (lambda table: eco.view(street(), findings=table), "findings has no column finding, "),
        (lambda table: eco.page(street(), findings=table), "findings has no column finding, "),
        (lambda table: eco.protect(street(), moves=table), "moves has no column move, who, "),
        (
            lambda table: eco.page(street(), table, level="internal", lang="nl"),
            "moves heeft geen kolom move, who, what, to; nodig zijn move, who, what, to",
        ),
        (lambda table: eco.protect(street(), helped=table), "helped has no column resident, actor"),
    ],
)
def test_a_table_of_something_else_is_told_by_the_columns_it_lacks(ask, says):
    with pytest.raises(ValueError, match=says):
        ask(pd.DataFrame({"x": [1]}))
