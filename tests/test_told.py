"""Problems and notices as lines: what is alike stands together, and nothing goes uncounted."""

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.problems import Problem, problem_lines, table


def _actors(**columns):
    return {"actors": pd.DataFrame(columns)}


def test_the_same_refusal_of_twenty_rows_is_one_line():
    problems, _, _ = eco.check(_actors(actor=list("abcdefghijklmnopqrst"), layer=["persoon"] * 20))
    assert len(problems) == 20
    assert problem_lines(problems) == [
        (
            (
                "actors rows 1, 2, 3 and 17 more (20 in all) layer: 'persoon' is not one of: "
                "first_line, specialist, welfare, informal, collective. Choose one of these, or "
                "leave empty."
            ),
            20,
        )
    ]


def test_problems_that_say_different_things_keep_a_line_each():
    problems, _, _ = eco.check(
        _actors(actor=list("abc"), hours=["veel", "weinig", "veel"]), lang="nl"
    )
    assert [(line[:20], count) for line, count in problem_lines(problems, "nl")] == [
        ("actors rijen 1 en 3 ", 2),
        ("actors rij 2 uren: '", 1),
    ]


def test_notices_of_one_column_are_one_line_with_the_first_three():
    names = ["Huisarts", "Tandarts", "Apotheker", "Logopedist", "Psycholoog"]
    _, notices, _ = eco.check(_actors(actor=list("abcde"), profession=names))
    assert len(notices) == 5
    ((line, count),) = problem_lines(notices)
    assert count == 5
    assert "rows 1, 2, 3 and 2 more (5 in all) profession: 'Huisarts' (1 times)" in line
    assert "Apotheker" in line
    assert "Logopedist" not in line
    assert line.endswith("And 2 more like these. Look whether they are the same.")


def test_nothing_is_left_out_for_one_that_would_fit():
    names = ["Huisarts", "Tandarts", "Apotheker", "Logopedist"]
    _, notices, _ = eco.check(_actors(actor=list("abcd"), profession=names))
    ((line, _),) = problem_lines(notices)
    assert "Logopedist" in line
    assert "more" not in line


def test_files_and_columns_stand_apart():
    found = [
        Problem(file, "not_a_number", row=row, column=column, values={"value": "x"})
        for file in ("a.csv", "b.csv")
        for column in ("hours", "step")
        for row in (2, 3)
    ]
    assert [count for _, count in problem_lines(table(found))] == [2, 2, 2, 2]


def test_an_error_counts_what_it_does_not_write_out_in_the_language_asked_for():
    hours = [f"veel{letter}" for letter in "abcdefg"]
    with pytest.raises(eco.TableError) as caught:
        eco.load(_actors(actor=list("abcdefg"), hours=hours), lang="nl")
    assert str(caught.value).startswith("7 probleem of problemen:\n- actors rij 1 uren: 'veela'")
    assert str(caught.value).endswith("\n... en nog 2")


def test_the_lines_count_every_row_of_the_table():
    for lang in ("en", "nl"):
        _, notices, _ = eco.check(
            _actors(actor=list("abc"), profession=["Huisarts", "koster", "huisrats"]), lang=lang
        )
        assert sum(count for _, count in problem_lines(notices, lang)) == len(notices) == 3


def test_words_of_their_own_are_noted_once_a_column_with_the_way_out():
    tables = _actors(actor=list("abcd"), profession=["gp", "koster", "straatcoach", "koster"]) | {
        "competences": pd.DataFrame(
            {"actor": list("abcd"), "need": ["skin", "hondje", "klussen", "hondje"]}
        )
    }
    notices = eco.load(tables).notices
    assert notices[["file", "row", "column", "code"]].to_numpy().tolist() == [
        ["actors", 2, "profession", "own_profession"],
        ["competences", 2, "need", "own_need"],
    ]
    assert notices["message"].tolist() == [
        (
            "Professions in words of your own, not in our list: 2 ('koster', 'straatcoach'), in 3 "
            "cell(s), the first here."
        ),
        (
            "Needs in words of your own, not in our list: 2 ('hondje', 'klussen'), in 3 cell(s), "
            "the first here."
        ),
    ]
    assert notices["advice"].str.contains("table needs|table teachable").all()


def test_one_word_is_told_in_the_first_table_that_has_it_only():
    tables = {
        "competences": pd.DataFrame({"actor": ["a"], "need": ["hondje"]}),
        "ties": pd.DataFrame({"actor": ["a"], "partner": ["b"], "need": ["hondje"]}),
    }
    assert eco.load(tables).notices[["file", "code"]].to_numpy().tolist() == [
        ["competences", "own_need"]
    ]


def test_no_need_of_a_single_resident_is_repeated():
    contacts = pd.DataFrame({"resident": ["r_" + "a" * 16], "need": ["geheim"]})
    notices = eco.load({"contacts": contacts}).notices
    assert notices["code"].tolist() == ["own_need"]
    assert "geheim" not in notices["message"].item()


def test_of_informal_help_no_profession_is_asked():
    tables = _actors(
        actor=["a", "b"], profession=["koor", "bakker"], layer=["collective", "informal"]
    )
    assert eco.load(tables).notices.empty


def test_their_own_table_of_needs_says_what_there_is():
    tables = {
        "needs": pd.DataFrame({"need": ["hondje"]}),
        "competences": pd.DataFrame({"actor": ["a"], "need": ["hondje"]}),
    }
    assert eco.load(tables).notices.empty
