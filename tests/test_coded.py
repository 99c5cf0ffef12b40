"""Ids as numbers say the same as the text they stand for."""

import pandas as pd

from ecosystem.tables.coded import coded, joined, numbered
from ecosystem.tables.help_coded import help_rows, helped_coded, whose
from ecosystem.tables.pairs import helped
from tests.street import hood, street


def test_numbers_go_by_the_text_and_missing_is_minus_one():
    found = numbered(pd.Series(["b", None, "a", "b"], dtype="str"))
    assert found.code.tolist() == [1, -1, 0, 1]
    assert found.names.tolist() == ["a", "b"]
    assert found.text().tolist()[2:] == ["a", "b"]
    assert found.text().isna().tolist() == [False, True, False, False]


def test_a_column_of_a_table_that_is_not_there_has_no_numbers():
    found = coded(street(), "contacts", "actor")
    assert (found.code.tolist(), found.names.tolist()) == ([], [])


def test_a_column_that_changed_is_numbered_again():
    here = street()
    coded(here, "actors", "layer")
    fewer = here.replace(actors=here.actors.tail(1).reset_index(drop=True))
    assert coded(fewer, "actors", "layer").names.tolist() == ["welfare"]


def test_two_columns_under_one_numbering_keep_their_text():
    one = numbered(pd.Series(["c", "a"], dtype="str"))
    other = numbered(pd.Series([None, "b", "c"], dtype="str"))
    assert joined(one, other).code.tolist() == [2, 0, -1, 1, 2]


def test_who_helped_whom_in_numbers_is_who_helped_whom():
    log = [
        {"resident": "bob", "actor": "gp", "need": "skin"},
        {"resident": None, "request": "q1", "actor": "gp", "need": None},
        {"resident": None, "request": "q2", "actor": None, "need": "skin"},
        {"resident": None, "actor": "gp", "need": "skin"},
        {"resident": "bob", "actor": "gp", "need": "skin"},
    ]
    here = hood(contacts=log, requests=[{"request": "q1", "resident": "anna", "need": "income"}])
    rows = helped(here)
    assert rows["resident"].tolist() == ["\nq2", "anna", "anna", "bob"]
    assert rows["need"].fillna("-").tolist() == ["skin", "-", "income", "skin"]
    assert rows["actor"].fillna("-").tolist() == ["-", "gp", "-", "gp"]
    assert helped_coded(here).resident.text().tolist() == rows["resident"].tolist()
    assert help_rows(here).resident.text().fillna("-").tolist() == whose(here).fillna("-").tolist()
