"""What does not come in is named: columns, hidden sheets, comments, links; and free text."""

import openpyxl
import pandas as pd
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.workbook.external_link import ExternalLink

import ecosystem as eco

NAME = "Anna de Vries"


def _codes(source, at=1):
    told = eco.check(source)[at]
    assert NAME not in str(told.to_dict())
    return told["code"].tolist()


def _contacts(**columns):
    count = len(next(iter(columns.values())))
    ids = {"resident": [f"r{at}" for at in range(count)], "actor": ["nurse"] * count}
    return {"contacts": pd.DataFrame(ids | columns)}


def test_columns_outside_the_schema_are_named_and_left_out():
    region = eco.load(_contacts(Notities=[NAME, "x"], geboortedatum=["1-1-1950", "2-2-1940"]))
    assert region.notices[["column", "code"]].to_numpy().tolist() == [
        ["", "no_key"],
        ["Notities", "not_read"],
        ["geboortedatum", "not_read"],
    ]
    assert NAME not in str(region["all"].contacts.to_dict())


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_and_left_out(tmp_path, state):
    book = openpyxl.Workbook()
    book.active.title = "actors"
    for row in (["actor"], ["nurse"]):
        book.active.append(row)
    other = book.create_sheet("contacts")
    for row in (["resident", "actor"], [NAME, "nurse"]):
        other.append(row)
    other.sheet_state = state
    book.save(tmp_path / "ours.xlsx")
    region = eco.load(tmp_path)
    assert region.notices[["sheet", "code"]].to_numpy().tolist() == [["contacts", "hidden_sheet"]]
    assert list(region["all"].tables) == ["actors"]


def test_a_sheet_that_is_no_table_is_named_and_our_own_explanation_is_not(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "actors"
    for row in (["actor"], ["nurse"]):
        book.active.append(row)
    for name in ("Uitleg", "explanation", "Vergaderlijst 2019"):
        book.create_sheet(name).append([NAME])
    book.save(tmp_path / "ours.xlsx")
    told = eco.check(tmp_path)[1][["sheet", "code"]].to_numpy().tolist()
    assert told == [["Vergaderlijst 2019", "sheet_not_read"]]


def test_comments_links_and_pictures_are_named(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "actors"
    for row in (["actor"], ["nurse"]):
        book.active.append(row)
    book.save(tmp_path / "ours.xlsx")
    assert _codes(tmp_path / "ours.xlsx") == []
    book.active["A2"].comment = Comment(NAME, NAME)
    book.save(tmp_path / "ours.xlsx")
    assert _codes(tmp_path / "ours.xlsx") == ["comments_not_read"]
    book.active["A2"].hyperlink = "mailto:els@example.org"
    book.save(tmp_path / "ours.xlsx")
    assert _codes(tmp_path / "ours.xlsx") == ["comments_not_read", "hyperlinks_not_read"]
    assert "els" not in str(eco.check(tmp_path / "ours.xlsx")[1].to_dict())
    book.active["A2"].hyperlink = None
    book.active.add_chart(BarChart(), "D4")
    link = ExternalLink()
    link.file_link = openpyxl.packaging.relationship.Relationship(
        type="externalLinkPath", Target="other.xlsx", TargetMode="External"
    )
    book._external_links.append(link)
    book.save(tmp_path / "ours.xlsx")
    assert _codes(tmp_path / "ours.xlsx") == [
        "comments_not_read",
        "drawings_not_read",
        "links_not_read",
    ]


def test_the_empty_workbook_has_nothing_beside_its_cells(tmp_path):
    assert _codes(eco.new(tmp_path)) == []


@pytest.mark.parametrize(
    "text",
    [
        NAME * 8,
        f"{NAME} was not at home and did not open the door",
    ],
)
@pytest.mark.parametrize("column", ["activity", "product", "organisation", "request"])
def test_a_note_is_refused_by_row_and_column(text, column):
    problems = eco.check(_contacts(**{column: ["visit", text]}))[0]
    assert problems[["row", "column", "code"]].to_numpy().tolist() == [[2, column, "free_text"]]
    assert NAME not in str(problems.to_dict())


def test_the_names_that_activities_have_are_no_notes():
    long = [
        "visit",
        "Afhandelen aanvraag maatwerkvoorziening huishoudelijke ondersteuning Wmo 2015",
    ]
    assert _codes(_contacts(activity=long), 0) == []
    assert _codes(_contacts(activity=[f"visit at home {at % 40}" for at in range(400)]), 0) == []
    assert _codes(_contacts(activity=[f"visit {at}" for at in range(400)]), 0) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("x" * 100, []),
        ("x" * 101, ["free_text"]),
        (" ".join("abcdefghijkl"), []),
        (" ".join("abcdefghijklm"), ["free_text"]),
    ],
)
def test_a_hundred_signs_and_twelve_words_are_the_most(text, codes):
    assert _codes(_contacts(activity=["visit", text]), 0) == codes


def test_a_column_is_one_of_notes_where_most_stand_there_once():
    once = [f"fell again {at}" for at in range(30)]
    twice = [f"came back {at}" for at in range(15)] * 2
    assert _codes(_contacts(activity=once + twice), 0) == []
    assert _codes(_contacts(activity=once + twice[1:]), 0) == ["column_of_notes"]
    assert _codes(_contacts(activity=[text.removeprefix("fell ") for text in once]), 0) == []


def test_a_column_of_short_notes_is_refused():
    notes = [f"{NAME} fell {at}" for at in range(30)]
    assert _codes(_contacts(activity=notes[:29]), 0) == []
    assert _codes(_contacts(activity=notes), 0) == ["column_of_notes"]
    assert _codes(_contacts(activity=notes + notes[:10] * 4), 0) == []


def test_what_is_not_about_residents_may_be_told_at_length():
    label = " ".join(["the practice in the old school behind the church of the village"] * 2)
    assert _codes({"actors": pd.DataFrame({"actor": ["gp"], "label": [label]})}, 0) == []


def test_of_headings_that_may_be_a_row_about_somebody_only_ours_are_repeated(tmp_path):
    rows = "actor;actor;2025-03-01 10:00;;Anna\ngp;gp;x;y;z\n"
    (tmp_path / "contacts.csv").write_text(rows)
    problems, notices, _ = eco.check(tmp_path)
    assert problems["message"].tolist() == [
        "A second column has this meaning: 'actor'.",
        "1 cell(s) stand under no heading, the first here.",
    ]
    assert notices["column"].tolist() == ["•••", "•••"]


@pytest.mark.parametrize("heading", ["need", "neeed"])
def test_where_a_column_is_missing_a_heading_with_a_figure_may_be_of_a_row(tmp_path, heading):
    (tmp_path / "requests.csv").write_text(f"resident;zzq7x1;phone;{heading}\nr1;a;b;skin\n")
    problems, notices, _ = eco.check(tmp_path)
    told = [*problems["message"], *notices["column"]]
    assert not [words for words in told if "zzq" in words]
    assert {"•••", "phone"} <= set(notices["column"])
    (tmp_path / "requests.csv").write_text("request;resident;phone2\nq1;a;b\n")
    assert "phone2" in eco.check(tmp_path)[1]["column"].tolist()
