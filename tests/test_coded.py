"""Ids as numbers say the same as the text they stand for."""

import numpy as np
import pandas as pd
import pytest

from ecosystem.tables import texts as room
from ecosystem.tables.coded import coded, joined, numbered
from ecosystem.tables.columns import known, moments, numbers
from ecosystem.tables.different import distinct, once, sorted_out
from ecosystem.tables.help_coded import help_rows, helped_coded, whose
from ecosystem.tables.pairs import helped, shared, tie_pairs, tied
from ecosystem.tables.partition import open_parquet
from ecosystem.tables.save import save
from ecosystem.tables.texts import Names, places
from tests.street import hood, street


def test_numbers_go_by_the_text_and_missing_is_minus_one():
    found = numbered(pd.Series(["b", None, "a", "b"], dtype="str"))
    assert found.code.tolist() == [1, -1, 0, 1]
    assert found.names.tolist() == ["a", "b"]
    assert found.text().tolist()[2:] == ["a", "b"]
    assert found.text().isna().tolist() == [False, True, False, False]


def test_missing_stays_missing_however_pandas_holds_it():
    found = numbered(pd.Series(["b", np.nan, None, "a"], dtype="object"))
    assert found.code.tolist() == [1, -1, -1, 0]
    assert found.at(np.array([3, -1, 1])).code.tolist() == [0, -1, -1]
    assert found.flags(np.array([False, True])).tolist() == [True, False, False, False]
    assert found.flags(np.array([True, True])).tolist() == [True, False, False, True]
    assert found.among(["a"]).tolist() == [False, False, False, True]
    assert (found.names[1], np.asarray(found.names).tolist()) == ("b", ["a", "b"])


def test_a_neighbourhood_read_by_arrow_has_the_same_numbers_moments_and_what_is_known(tmp_path):
    moment = pd.Timestamp("2025-04-01 09:15")
    rows = [{"request": "q1", "asked": moment}, {"request": "q2", "asked": None}]
    ties = [{"actor": "a", "partner": "b", "hours": hours} for hours in (1.5, None)]
    here = hood(ties=ties, requests=rows)
    save({"ties": here.ties, "requests": here.requests}, tmp_path / "x", format="parquet")
    for place in (here, open_parquet(tmp_path / "x")["all"]):
        hours = numbers(place, "ties", "hours")
        assert (hours[0], np.isnan(hours[1])) == (1.5, True)
        assert known(place, "ties", "hours").tolist() == [True, False]
        asked = moments(place, "requests", "asked").view("datetime64[us]")
        assert (asked[0], np.isnat(asked[1])) == (np.datetime64(moment), True)
        with pytest.raises(ValueError, match="read-only"):
            hours[0] = 2


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


@pytest.mark.parametrize("few", [0, 500])
@pytest.mark.parametrize("other", [["é", None, "z"], ["Z", "𝔸", "\uffff", "a"], []])
def test_few_texts_and_many_are_joined_and_found_alike(monkeypatch, few, other):
    monkeypatch.setattr(room, "_FEW", few)
    first = ["z", None, "é", "a"]
    both = joined(*(numbered(pd.Series(some, dtype="str")) for some in (first, other)))
    texts = first + other
    every = sorted({text for text in texts if text})
    assert both.names.tolist() == every
    assert both.code.tolist() == [every.index(text) if text else -1 for text in texts]
    assert both.text().fillna("-").tolist() == [text or "-" for text in texts]
    asked = ["no", *every[::-1]]
    assert places(Names.of(asked), both.names).tolist() == [-1, *range(len(every))[::-1]]


@pytest.mark.parametrize("size", [50, 1 << 31, (1 << 31) + 1, 1 << 62])
def test_different_numbers_are_found_however_large_they_may_be(size):
    key = np.random.default_rng(1).integers(0, size, 40)
    key = np.concatenate([key, key[:20], [size - 1, 0]])
    found, at = np.unique(key, return_inverse=True)
    assert once(key, size).tolist() == found.tolist()
    assert [part.tolist() for part in sorted_out(key, size)] == [found.tolist(), at.tolist()]
    assert distinct(key % 3, key // (size // 40), 3).tolist() == [
        len(set((key // (size // 40))[key % 3 == group].tolist())) for group in range(3)
    ]


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
    theirs = whose(here)
    assert theirs.index.tolist() == list(range(len(log) + 1))
    assert help_rows(here).resident.text().fillna("-").tolist() == theirs.fillna("-").tolist()


def test_who_is_tied_to_themselves_is_of_no_pair_and_hours_have_six_decimals():
    third = {"actor": "gp", "partner": "nurse", "hours": 1 / 3}
    here = hood(ties=[third, {"actor": "gp", "partner": "gp"}, third])
    assert tie_pairs(here).of.tolist() == [0, -1, 0]
    assert tied(here)["hours"].tolist() == [0.666667]
    assert tied(hood(ties=[{"actor": "gp", "partner": "gp"}])).empty
    assert tied(hood()).empty


def test_what_nobody_shares_is_no_pair():
    nothing = pd.Series([], dtype="str")
    assert shared(nothing, nothing).empty
    assert shared(pd.Series(["a", "b"]), pd.Series([None, None], dtype="str")).empty
