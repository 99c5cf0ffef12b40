"""Tables as a workbook: what Excel shows of it, what it never does, and what does not fit."""

import datetime as dt
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from ecosystem.tables import save_workbook
from ecosystem.tables.save import save

ACTORS = pd.DataFrame({"actor": ["gp", "choir"], "hours": [20.0, None]})


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_a_name_of_a_workbook_is_one_unless_a_folder_has_it(tmp_path):
    with pytest.raises(ValueError, match=r"x.xlsx is the name of a workbook; for csv name a fol"):
        save({"actors": ACTORS}, tmp_path / "x.xlsx", format="csv")
    save({"actors": ACTORS}, tmp_path / "x.XLSX")
    assert (tmp_path / "x.XLSX").is_file()
    (tmp_path / "folder.xlsx").mkdir()
    save({"actors": ACTORS}, tmp_path / "folder.xlsx")
    assert names(tmp_path / "folder.xlsx") == ["actors.csv"]


def test_a_full_disk_leaves_no_workbook(tmp_path, monkeypatch):
    from ecosystem.tables import files

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        save({"actors": ACTORS}, tmp_path / "x.xlsx", format="xlsx")
    assert names(tmp_path) == []


def test_nothing_in_a_workbook_calculates_or_links(tmp_path):
    label = ["=1+1", "https://example.org", "{=SUM(A1)}", "007"]
    actors = pd.DataFrame({"actor": ["a", "b", "c", "d"], "label": label})
    save({"actors": actors}, tmp_path / "x.xlsx", format="xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
    rows = list(openpyxl.load_workbook(tmp_path / "x.xlsx")["actors"].values)
    assert [row[1] for row in rows[1:]] == label


def test_a_workbook_has_dates_that_are_dates_and_numbers_that_are_numbers(tmp_path):
    requests = pd.DataFrame(
        {"request": ["q1"], "asked": pd.to_datetime(["2025-04-01 09:15"]), "need": ["skin"]}
    )
    needs = pd.DataFrame({"need": ["skin"], "critical": [True], "hours": [0.5]})
    save({"needs": needs, "requests": requests}, tmp_path / "x.xlsx", format="xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["needs", "requests"]
    assert book["requests"]["E2"].value == pd.Timestamp("2025-04-01 09:15").to_pydatetime()
    assert book["needs"]["E2"].value == "yes"
    assert book["needs"]["G2"].value == 0.5


def test_a_date_before_excel_can_count_is_written_as_text(tmp_path):
    requests = pd.DataFrame({"request": ["q1"], "asked": pd.to_datetime(["1899-12-31"])})
    save({"requests": requests}, tmp_path / "x.xlsx", format="xlsx")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["requests"]["E2"].value.startswith(
        "1899-12-31"
    )


def test_what_does_not_fit_on_a_sheet_is_told(tmp_path):
    many = pd.DataFrame({"actor": np.full(1_048_576, "gp"), "partner": "nurse"})
    with pytest.raises(ValueError, match=r"ties has 1,048,576 rows; a sheet holds 1,048,575"):
        save({"ties": many}, tmp_path / "x.xlsx", format="xlsx")
    long = pd.DataFrame({"actor": ["gp"], "label": ["x" * 40_000]})
    with pytest.raises(ValueError, match=r"actors, row 2, label: 40,000 signs"):
        save({"actors": long}, tmp_path / "x.xlsx", format="xlsx")
    assert names(tmp_path) == []


def test_a_workbook_has_the_name_of_a_workbook(tmp_path):
    with pytest.raises(ValueError, match=r"x.csv does not end in .xlsx"):
        save({"actors": ACTORS}, tmp_path / "x.csv", format="xlsx")


def test_a_sheet_has_its_headings_in_bold_and_in_sight_and_columns_as_wide_as_they_ask(tmp_path):
    save({"reach": pd.DataFrame({"actor": ["gp"], "neighbourhood": ["BU1"]})}, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheet = book["reach"]
    assert list(sheet.values) == [("actor", "neighbourhood", "hours"), ("gp", "BU1", None)]
    assert [[cell.font.bold for cell in row] for row in sheet] == [[True] * 3, [False] * 3]
    assert sheet.freeze_panes == "A2"
    widths = [round(sheet.column_dimensions[at].width) for at in "ABC"]
    assert widths == [13, 16, 13]
    assert book.properties.created == dt.datetime(2025, 1, 1)  # noqa: DTZ001 (as it is read)


def test_excel_counts_days_from_march_1900(tmp_path):
    days = pd.to_datetime(["1900-02-28", "1900-03-01"])
    save({"meetings": pd.DataFrame({"meeting": ["a", "b"], "review": days})}, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["meetings"]
    _, text, day = (row[-1] for row in sheet.iter_rows(values_only=True))
    assert text == "1900-02-28 00:00:00"
    assert day == dt.datetime(1900, 3, 1)  # noqa: DTZ001 (as it is read)


def test_what_just_fits_on_a_sheet_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(save_workbook, "MOST_ROWS", 3)
    long = pd.DataFrame({"actor": ["gp", "choir"], "label": ["x" * 32_767, "y"]})
    save({"actors": long}, tmp_path / "x.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "x.xlsx")["actors"].values)
    assert sorted(len(row[1]) for row in rows[1:]) == [1, 32_767]
    with pytest.raises(ValueError, match=r"ties has 3 rows; a sheet holds 2"):
        save({"ties": pd.DataFrame({"actor": list("abc")})}, tmp_path / "y.xlsx")
    with pytest.raises(ValueError, match=r"actors, row 2, label: 32,768 signs"):
        save({"actors": long.replace("y", "y" * 32_768)}, tmp_path / "y.xlsx")


def test_a_table_of_no_schema_has_its_numbers_and_its_words(tmp_path):
    odd = pd.DataFrame({"name": ["07", "x"], "share": [0.5, None], "count": [1, 2]})
    save_workbook.write_workbook({"figures": odd}, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["figures"]
    assert list(sheet.values)[1:] == [("07", 0.5, 1), ("x", None, 2)]
