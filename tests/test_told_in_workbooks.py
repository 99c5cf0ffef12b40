"""Workbooks as Excel leaves them: cells it could not work out, merged cells, sheets by name."""

import zipfile

import openpyxl
import pytest

import ecosystem as eco
from ecosystem.tables import sheet_xml


def told(path):
    """Say what is told of a workbook, and what its rows came to."""
    problems, notices, accounting = eco.check(path)
    lines = [
        [f"{row.sheet} {row.row} {row.column}: {row.message}" for row in some.itertuples()]
        for some in (problems, notices)
    ]
    return *lines, accounting[["read", "accepted", "refused", "empty"]].to_numpy().tolist()


def book(path, rows, *, sheet="actors", merged=()):
    """Write a workbook of one sheet."""
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    made.save(path)
    return path


def test_a_cell_that_excel_could_not_work_out_is_told_by_its_letters_in_its_own_row(tmp_path):
    rows = [["=1+1", "#N/A"], ["actor", "uren", "eigen", "naam"], ["a", "#N/A", "#REF!", "x"]]
    rows += [
        ["b", 2, "=A1", "=A1"],
        [None, "#DIV/0!"],
        ["d", 3],
        [None, None],
        [None, None, "#N/A"],
    ]
    assert told(book(tmp_path / "a.xlsx", rows)) == (
        [
            "actors 3 hours: Excel could not work out the cell B3 (#N/A).",
            "actors 4 label: The formula in D4 has no value in the file.",
            "actors 5 actor: This cell must not be empty.",
            "actors 5 hours: Excel could not work out the cell B5 (#DIV/0!).",
            "actors 8 actor: This cell must not be empty.",
        ],
        ["actors 2 eigen: The column 'eigen' is not read: the table has no such column."],
        [[6, 1, 4, 1]],
    )


def test_a_heading_that_excel_could_not_work_out_makes_no_row_of_the_last_line(tmp_path):
    rows = [["actor", "uren", "#REF!"], [None, "#N/A"], ["a", 2], [" "]]
    assert told(book(tmp_path / "a.xlsx", rows)) == (
        [
            "actors 2 actor: This cell must not be empty.",
            "actors 2 hours: Excel could not work out the cell B2 (#N/A).",
        ],
        [],
        [[3, 1, 1, 1]],
    )


def test_a_row_that_holds_nothing_but_a_formula_without_a_value_is_a_row(tmp_path):
    rows = [["actor", "naam"], [None, "=A1"], ["a", "x"]]
    problems, _, came = told(book(tmp_path / "a.xlsx", rows))
    assert problems == [
        "actors 2 actor: This cell must not be empty.",
        "actors 2 label: The formula in B2 has no value in the file.",
    ]
    assert came == [[2, 1, 1, 0]]


def test_rows_that_were_sorted_above_the_headings_are_not_lost(tmp_path):
    rows = [["a", 1], ["b", None], ["actor", "uren"], ["c", 3]]
    problems, notices, accounting = told(book(tmp_path / "a.xlsx", rows))
    assert problems == [
        "actors 1 : 1 line(s) above the headings are filled as rows are, and would be lost."
    ]
    assert (notices, accounting) == ([], [[2, 1, 1, 0]])


def test_a_row_is_told_by_its_number_on_the_sheet_though_the_sheet_begins_empty(tmp_path):
    rows = [[], [], [None, "actor", "uren"], [None, "a", "veel"]]
    assert told(book(tmp_path / "a.xlsx", rows))[0] == [
        "actors 4 hours: 'veel' is not a number.",
    ]


@pytest.mark.parametrize("cells", ["Y2:Z3", "Z2:AA3", "AZ2:BA3", "ZZ2:AAA3"])
def test_merged_cells_are_named_as_excel_names_them_however_far_to_the_right(cells, tmp_path):
    path = book(tmp_path / "a.xlsx", [["actor"], ["a"], ["b"]], merged=[cells])
    assert told(path)[0] == [
        (
            f"actors 2 : The cells {cells} are merged, so it is not known to which rows the value "
            "belongs."
        )
    ]


def test_merged_cells_refuse_the_rows_they_reach_over_and_no_others(tmp_path):
    rows = [["Titel"], ["actor", "uren", "naam"]] + [[name, 1, "x"] for name in "abcd"]
    path = book(tmp_path / "a.xlsx", rows, merged=["A1:C1", "C4:C5"])
    assert told(path) == (
        [
            (
                "actors 4 : The cells C4:C5 are merged, so it is not known to which rows the value "
                "belongs."
            )
        ],
        ["actors 1 : 1 line(s) above the headings are not read."],
        [[4, 2, 2, 0]],
    )


def parts(path, *, before="", target="worksheets/sheet1.xml", beside=()):
    """Make what says which sheets a workbook has, and one sheet; give how it is read."""
    names = {
        "xl/workbook.xml": f"<workbook>{before}<sheets><sheet name='a' r:id='r1' xmlns:r='x'/>"
        "<sheet name='b' id='r2'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<x><r Id='r1' Target='{target}'/><r Id='r0'/>"
        "<r Id='r2' Target='worksheets/none.xml'/></x>",
        "xl/worksheets/Sheet1.xml": "<one/>",
    }
    with zipfile.ZipFile(path / "a.xlsx", "w") as packed:
        for name, content in (names | dict.fromkeys(beside, "")).items():
            packed.writestr(name, content)
    return sheet_xml.parts(path / "a.xlsx")


@pytest.mark.parametrize(
    "target",
    [
        "worksheets/sheet1.xml",
        "xl/worksheets/sheet1.xml",
        "/xl/worksheets/Sheet1.xml",
        "./SHEETS/../worksheets/SHEET1.xml",
    ],
)
def test_the_cells_of_a_sheet_are_found_however_their_place_is_written(target, tmp_path):
    book = parts(tmp_path, target=target)
    assert book == sheet_xml.Book({"a": b"<one/>", "b": b""}, "1899-12-30", ())


@pytest.mark.parametrize(
    ("before", "epoch"),
    [
        ("<workbookPr date1904='1'/>", "1904-01-01"),
        ("<workbookPr date1904='true'/>", "1904-01-01"),
        ("<workbookPr date1904='0'/>", "1899-12-30"),
        ("<workbookPr/><other date1904='1'/>", "1899-12-30"),
    ],
)
def test_days_are_counted_from_where_the_workbook_says(before, epoch, tmp_path):
    assert parts(tmp_path, before=before).epoch == epoch


def test_what_else_a_workbook_holds_is_named_by_its_parts(tmp_path):
    beside = [
        "xl/threadedComments/a.xml",
        "xl/pivotCache/a.xml",
        "xl/Media/a.png",
        "docs/xl/comments",
    ]
    assert parts(tmp_path, beside=beside).beside == (
        *("comments_not_read", "pivots_not_read", "drawings_not_read"),
    )
    assert parts(tmp_path, beside=["xl/externalLinks/a.xml"]).beside == ("links_not_read",)


def test_a_workbook_of_which_a_sheet_stands_nowhere_is_not_whole(tmp_path):
    with pytest.raises(KeyError):
        parts(tmp_path, before="<sheet name='c' id='r9'/>")
    with pytest.raises(ValueError, match="mismatched"):
        parts(tmp_path, before="<sheet>")
