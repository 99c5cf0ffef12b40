"""Cells as they stand in files: what is told of each, at which row, and what came in."""

import numpy as np
import pandas as pd
import pytest

from ecosystem.tables.clean import clean
from ecosystem.tables.log import Sheet
from ecosystem.tables.schema import Column


def cleaned(kind, *cells, name="x", choices=None, table="actors"):
    """Read a column; give what it became, and what is told: row, code and values."""
    sheet = Sheet(table, "a.csv", {}, np.arange(1, len(cells) + 1))
    dtype = "str" if all(isinstance(cell, str) for cell in cells) else "object"
    column = Column(name, kind, name, ("", ""), choices=choices)
    read = clean(pd.Series(list(cells), dtype=dtype), column, sheet)
    became = [None if pd.isna(value) else value for value in read]
    return became, [(one.row, one.code, dict(one.values)) for one in sheet.problems]


IDS = [
    (["gp ", "b"], ["gp", "b"], [(1, "tidied", {"value": "gp ", "read": "gp"})]),
    (["b", "gp ", "gp "], ["b", "gp", "gp"], [(2, "tidied", {"value": "gp ", "read": "gp"})]),
    (["12.0", "x.0"], ["12", "x.0"], [(1, "tidied", {"value": "12.0", "read": "12"})]),
    (["1.0", "1.5.0"], ["1", "1.5.0"], [(1, "tidied", {"value": "1.0", "read": "1"})]),
    (["gp", "gp "], ["gp", "gp "], []),
    (["\u200b", "a"], [None, "a"], [(1, "tidied", {"value": "\u200b", "read": ""})]),
    ([" ", "", "a"], [None, None, "a"], []),
    (["#1", "#N/B", "# "], ["#1", None, "#"], [
        (2, "error_value", {"value": "#N/B"}),
        (3, "tidied", {"value": "# ", "read": "#"}),
    ]),
    (["n.v.t.", "N/A", "b", "n.v.t.."], [None, None, "b", "n.v.t.."],
     [(1, "read_as_empty", {"count": 2})]),
    (["Zoë", "ZoÃ«", "Zo\ufffd"], ["Zoë", "ZoÃ«", "Zo\ufffd"], [
        (2, "mojibake", {"value": "ZoÃ«"}),
        (3, "replaced_characters", {"value": "Zo\ufffd"}),
    ]),
    ([True, "b"], [None, "b"], [(1, "became_yes_no", {"value": "true"})]),
    (["b", pd.Timestamp("2025-03-01")], ["b", None],
     [(2, "became_date", {"value": "2025-03-01T00:00:00"})]),
    ([12, 12.0, "12"], ["12", "12", "12"], []),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "became", "said"), IDS)
def test_an_id_is_tidied_where_no_other_is_written_so_and_that_is_told_once(cells, became, said):
    assert cleaned("id", *cells) == (became, said)


BARS = [
    ("actor", ["a|b", "a|b", "c"], ["a¦b", "a¦b", "c"],
     [(1, "bar_in_id", {"value": "a|b", "read": "a¦b"})]),
    ("actor", ["a|b", "a¦b"], ["a¦b", "a¦b"], [
        (1, "bar_in_two_ids", {"value": "a|b"}),
        (2, "bar_in_two_ids", {"value": "a¦b"}),
    ]),
    ("actor", ["a¦b", "c"], ["a¦b", "c"], []),
    ("product", ["a|b"], ["a|b"], []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cells", "became", "said"), BARS)
def test_an_id_that_lists_may_hold_has_no_bar(name, cells, became, said):
    assert cleaned("id", *cells, name=name) == (became, said)


LISTS = [
    (["a| b", "a||b", "a|a"], ["a|b", "a|b", "a"], [(2, "list_tidied", {"value": "a||b"}),
                                                    (3, "list_tidied", {"value": "a|a"})]),
    (["a,b", "a;b", "a\nb", "a b"], ["a,b", "a;b", "a b", "a b"],
     [(row, "list_separator", {"value": v}) for row, v in ((1, "a,b"), (2, "a;b"), (3, "a\nb"))]),
    (["|", "a\n"], [None, "a"], [(1, "list_tidied", {"value": "|"})]),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "became", "said"), LISTS)
def test_a_list_has_bars_between_its_parts_and_none_twice(cells, became, said):
    assert cleaned("list", *cells) == (became, said)


def test_lines_of_a_file_in_a_cell_are_told_and_a_line_with_semicolons_is_text():
    for text in ("a;b;c;d;e", "one\ntwo", "a;b\nc;d;e"):
        assert cleaned("text", f" {text} ") == ([text], [])
    for mark in ";\t,":
        text = f"x\n{mark.join('abcde')}"
        assert cleaned("text", text)[1] == [(1, "swallowed_lines", {"value": text})]


CHOICES = {"first_line": "eerste lijn", "welfare": "welzijn", "none": "niemand"}
HINTS = {"choices": "first_line, welfare, none"}


def test_a_choice_is_read_in_any_case_and_otherwise_hinted_at():
    cells = ["First  Line", "WELFARE", "Welzijn", "welfaer", "eerste lijm", "rest"]
    hints = [("Welzijn", "welfare"), ("welfaer", "welfare"), ("eerste lijm", "first_line")]
    assert cleaned("choice", *cells, choices=CHOICES) == (
        ["first_line", "welfare", None, None, None, None],
        [
            *(
                (row, "not_a_choice_near", {"value": value, "near": near} | HINTS)
                for row, (value, near) in enumerate(hints, 3)
            ),
            (6, "not_a_choice", {"value": "rest"} | HINTS),
        ],
    )


def test_a_choice_that_is_nearly_a_dutch_word_is_hinted_at_whatever_its_accents():
    words = {"coordination": "coördinatie", "none": "niemand"}
    for written in ("coördinatei", "Coordinatie"):
        assert cleaned("choice", written, choices=words)[1] == [
            (
                *(1, "not_a_choice_near"),
                {"value": written, "near": "coordination", "choices": "coordination, none"},
            )
        ]


def test_yes_and_no_are_words_figures_or_what_a_spreadsheet_has():
    assert cleaned("yes_no", "Ja ", "n", "?", True, False, 1, 0) == (
        [True, False, None, True, False, True, False],
        [(3, "not_yes_no", {"value": "?"})],
    )


NUMBERS = [
    ("number", [1.5, "2,5", float("inf"), "x"], [1.5, 2.5, None, None], [
        (3, "not_a_number", {"value": "inf"}), (4, "not_a_number", {"value": "x"})]),
    ("integer", [3, 2.5, float("-inf"), "4"], [3, None, None, 4], [
        (3, "not_a_number", {"value": "-inf"}), (2, "not_whole", {"value": "2.5"})]),
    ("number", ["1.234", "1,5", "1.234"], [1234, 1.5, 1234], [(1, "number_settled", {"count": 2})]),
    ("number", [" 2.5 ", "2.5", "1,5"], [2.5, 2.5, None], [(3, "mixed_numbers", {"value": "1,5"})]),
    ("number", ["1,5", "1,5", "1,5", "2.5", "3.5"], [1.5, 1.5, 1.5, None, None], [
        (4, "mixed_numbers", {"value": "2.5"}), (5, "mixed_numbers", {"value": "3.5"})]),
    ("number", ["1.234", "0"], [None, 0],
     [(1, "ambiguous_number", {"value": "1.234", "one": "1234", "other": "1.234"})]),
    ("number", ["-999,999"], [None],
     [(1, "ambiguous_number", {"value": "-999,999", "one": "-999.999", "other": "-999999"})]),
    ("integer", [2**53, 2**53 + 2], [2**53, None],
     [(2, "too_many_digits", {"value": "9007199254740994"})]),
    ("integer", ["9007199254740992", "-9007199254740994"], [2**53, None],
     [(2, "too_many_digits", {"value": "-9007199254740994"})]),
    ("number", [True, 2], [None, 2], [(1, "became_yes_no", {"value": "true"})]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cells", "became", "said"), NUMBERS)
def test_a_number_is_read_as_typed_or_as_most_of_its_column_are_written(kind, cells, became, said):
    assert cleaned(kind, *cells) == (became, said)


def test_a_column_of_days_is_no_column_of_numbers():
    sheet = Sheet("actors", "a.csv", {}, np.arange(1, 3))
    days = pd.Series(pd.to_datetime(["2025-03-01", None]))
    read = clean(days, Column("x", "number", "x", ("", "")), sheet)
    assert read.isna().all()
    assert [(one.row, one.code) for one in sheet.problems] == [(1, "became_date")]


def test_a_number_that_may_be_two_is_not_repeated_where_it_is_a_residents():
    values = {"value": "•••", "one": "•••", "other": "•••"}
    said = [(1, "ambiguous_number", values)]
    assert cleaned("number", "1.234", table="contacts") == ([None], said)


def test_dates_of_a_spreadsheet_stay_and_numbers_or_days_that_may_be_months_are_told_once():
    day = pd.Timestamp("2025-03-01")
    assert cleaned("date", None, day, day) == ([None, day, day], [])
    assert cleaned("date", "x", "45717", "45717") == (
        [None, day, day],
        [(1, "not_a_date", {"value": "x"}), (2, "serial_dates", {"count": 2})],
    )
    assert cleaned("date", "01-03-2025") == ([day], [(1, "day_or_month", {"count": 1})])
    clock = "2025-03-01 10:00"
    assert cleaned("date", clock) == ([None], [(1, "not_a_date", {"value": clock})])
    assert cleaned("time", clock) == ([pd.Timestamp(clock)], [])
    assert cleaned("date", "2025-03-01", "13-03-2025", "2025-03-01") == (
        [day, None, day],
        [(2, "mixed_dates", {"value": "13-03-2025"})],
    )


def test_a_moment_with_a_zone_is_told_as_such():
    zoned = pd.Series(pd.to_datetime(["2025-03-01T10:00:00+01:00", None]))
    sheet = Sheet("meetings", "a.csv", {}, np.arange(1, 3))
    read = clean(zoned, Column("review", "time", "x", ("", "")), sheet)
    assert read.isna().all()
    assert [(one.row, one.code) for one in sheet.problems] == [(1, "time_zone")]
