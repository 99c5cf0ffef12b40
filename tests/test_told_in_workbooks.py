"""Workbooks as Excel leaves them: cells it could not work out, merged cells, sheets by name."""

import openpyxl

import ecosystem as eco


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
