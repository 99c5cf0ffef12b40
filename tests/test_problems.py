"""Every problem has words in both languages, and the table of them reads well."""

import string

import openpyxl
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
        Problem("a.csv", "bad_encoding", column="z"),
        Problem("a.csv", "not_a_number", row=1, column="hours", values={"value": "x"}),
    ]
    told = table(found)
    assert list(told.columns) == COLUMNS
    places = zip(told["file"], told["row"].fillna(0), strict=True)
    assert list(places) == [("a.csv", 0), ("a.csv", 1), ("a.csv", 9), ("a.csv", 10), ("b.csv", 2)]
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


def told_of(**tables):
    """Give what is told of these tables, each a dictionary of columns."""
    frames = {name: pd.DataFrame(columns) for name, columns in tables.items()}
    try:
        found = eco.load(frames).notices
    except eco.TableError as error:
        found = error.problems
    return {code: list(rows["message"]) for code, rows in found.groupby("code")}


def test_a_number_that_may_be_two_is_told_with_both():
    assert told_of(actors={"actor": ["a", "b"], "hours": ["1.234", "veel"]}) == {
        "ambiguous_number": [
            "'1.234' may be 1234 or 1.234, and no other cell of the column says which."
        ],
        "not_a_number": ["'veel' is not a number."],
    }


def test_cells_under_no_heading_are_counted_and_told():
    told = told_of(actors={"actor": ["a", "b"], "": ["", "x"]})
    assert told == {"no_heading": ["1 cell(s) stand under no heading, the first here."]}


@pytest.mark.parametrize(("same", "other"), [(37, 34.5), (35, 37.5)])
def test_hours_that_are_not_those_of_the_full_time_job_are_told_and_others_are_not(same, other):
    said = "1 row(s) have hours and fte that do not agree; hours are taken, the first here."
    told = told_of(actors={"actor": ["a", "b"], "hours": [same, other], "fte": [1, 1]})
    assert told == {"hours_and_fte": [said]}


def test_of_the_professions_in_own_words_only_those_of_paid_help_are_told():
    actors = {"actor": ["a", "b"], "layer": ["informal", "first_line"]}
    said = (
        "Professions in words of your own, not in our list: 1 ('smith'), in 1 cell(s), "
        "the first here."
    )
    told = told_of(actors=actors | {"profession": ["bard", "smith"]})
    assert told == {"own_profession": [said]}


def test_the_rows_of_a_sheet_without_headings_are_counted_as_refused(tmp_path):
    rows = pd.DataFrame([["x", "y"], ["z", "z"]])
    rows.to_excel(tmp_path / "a.xlsx", sheet_name="actors", index=False, header=False)
    with pytest.raises(eco.TableError) as caught:
        eco.load(tmp_path / "a.xlsx")
    assert caught.value.accounting.to_dict("records") == [
        {"table": "actors", "read": 2, "accepted": 0, "refused": 2, "empty": 0}
    ]


def test_merged_cells_are_told_by_their_corners(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "actors"
    for row in (["actor", "label"], ["a", "x"], ["b", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(eco.TableError) as caught:
        eco.load(tmp_path / "a.xlsx")
    told = caught.value.problems
    assert told["code"].tolist() == ["merged_cells"]
    assert "B2:B3" in told["message"].iloc[0]


@pytest.mark.parametrize(("hours", "count"), [(34.5, 1), (35, 0), (37, 0), (37.5, 1)])
def test_a_look_takes_a_full_time_job_as_36_hours(hours, count):
    actors = pd.DataFrame({"actor": ["a"], "hours": [hours], "fte": [1]})
    assert eco.check({"actors": actors})[1]["code"].tolist() == ["hours_and_fte"] * count
