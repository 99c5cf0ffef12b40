"""Text that a spreadsheet would run is made text for people, and nothing else is changed."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem.tables.inert import inert, marked, unmarked


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" \u200b=1", "' \u200b=1"),
        ("\uff1d1", "'\uff1d1"),
        ("-x", "'-x"),
        ("a;=1", "a;'=1"),
        ("a\r\n=1", "a\n'=1"),
        ("a\r=1", "a\n'=1"),
        ("-3", "-3"),
        ("+1,5e3", "+1,5e3"),
        ("Linde-x", "Linde-x"),
        ("", ""),
    ],
)
def test_what_begins_as_a_formula_gets_a_mark_and_other_text_stays(written, safe):
    assert inert(pd.DataFrame({"name": [written]}))["name"].tolist() == [safe]


def test_numbers_and_what_is_missing_stay_and_headings_are_made_safe_too():
    table = pd.DataFrame({"=x": [-1.5, None], "n": ["=1", None], 7: [-1, 2]})
    told = inert(table)
    assert [str(name) for name in told.columns] == ["'=x", "n", "7"]
    assert told.iloc[0].tolist() == [-1.5, "'=1", -1]
    assert told.isna().to_numpy().tolist() == [[False] * 3, [True, True, False]]
    assert table.columns.tolist() == ["=x", "n", 7]


@given(st.text(alphabet="=+-@';,\t\r\n \"\u200b\uff1da1", max_size=12))
def test_what_is_marked_is_unmarked_to_what_it_was_and_neither_more_nor_less(text):
    assert unmarked(marked(text)) == text
    assert marked(text).replace("'", "") == text.replace("'", "")
