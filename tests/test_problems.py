"""Every problem has words in both languages, and the table of them reads well."""

import string

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.problems import CATALOGUE, COLUMNS, Problem, table


def _placeholders(*texts):
    parts = [part for text in texts for part in string.Formatter().parse(text)]
    return {(name, conversion) for _, name, _, conversion in parts if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_says_the_same_in_english_and_in_dutch(code):
    entry = CATALOGUE[code]
    assert _placeholders(entry.en.message) == _placeholders(entry.nl.message)
    assert _placeholders(entry.en.advice) == _placeholders(entry.nl.advice)
    assert entry.en.message != entry.nl.message
    assert entry.en.message.strip().endswith(".")
    assert entry.nl.message.strip().endswith(".")
    assert bool(entry.en.advice) == bool(entry.nl.advice)


def test_problems_stand_in_the_order_of_their_places():
    found = [
        Problem("b.csv", "not_a_number", row=2, column="hours", values={"value": "x"}),
        Problem("a.csv", "not_a_number", row=10, column="hours", values={"value": "x"}),
        Problem("a.csv", "not_a_number", row=9, column="step", values={"value": "x"}),
        Problem("a.csv", "bad_encoding"),
    ]
    told = table(found)
    assert list(told.columns) == COLUMNS
    places = zip(told["file"], told["row"].fillna(0), strict=True)
    assert list(places) == [("a.csv", 0), ("a.csv", 9), ("a.csv", 10), ("b.csv", 2)]
    assert table(list(reversed(found))).equals(told)


def test_no_problems_are_a_table_too():
    assert table([], "nl").dtypes.to_dict() == table([]).dtypes.to_dict()
    assert list(table([]).columns) == COLUMNS


def test_an_error_names_the_first_places_and_carries_all():
    actors = pd.DataFrame({"actor": list("abcdefg"), "hours": [f"veel{a}" for a in "abcdefg"]})
    with pytest.raises(eco.TableError) as caught:
        eco.load({"actors": actors})
    assert len(caught.value.problems) == 7
    assert "actors row 1 hours: 'veela' is not a number." in str(caught.value)
    assert "... and 2 more" in str(caught.value)
    assert caught.value.accounting.to_dict("records") == [
        {"table": "actors", "read": 7, "accepted": 0, "refused": 7, "empty": 0}
    ]


def test_a_thousand_rows_are_named_and_the_rest_is_counted():
    actors = pd.DataFrame({"actor": [f"a{at}" for at in range(1500)], "hours": ["veel"] * 1500})
    problems, _, accounting = eco.check({"actors": actors})
    assert problems["code"].value_counts().to_dict() == {"not_a_number": 1000, "and_more": 1}
    assert accounting["refused"].tolist() == [1500]
