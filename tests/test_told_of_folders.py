"""Folders and what lies in them: which files are read, and what is told of the others."""

import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables import delimited
from ecosystem.tables.check import inspect
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.schema import TABLES


def told(source):
    """Say what is told of a folder, as `file sheet: message`, and the rows of each table."""
    checked = inspect(source, fte_hours=36)
    found = in_words(checked.problems)
    places = zip(found["file"], found["sheet"], found["message"], strict=True)
    lines = [" ".join(filter(None, (file, sheet))) + f": {said}" for file, sheet, said in places]
    return lines, checked.accounting.set_index("table")["read"].to_dict()


def fill(folder, **files):
    """Write files with a line of headings and one row, or with nothing that is a table."""
    for name, suffix in files.items():
        (folder / f"{name}{suffix}").write_text("actor;partner\na;b\n", encoding="utf-8")


def book(path, *sheets, rows=(("actor", "partner"), ("a", "b"))):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)


def test_in_a_folder_files_are_read_by_their_name_and_others_are_told_or_left(tmp_path):
    fill(tmp_path, Verbindingen=".TSV", klanten=".csv", actorz=".txt", notes=".md", actors=".dat")
    fill(tmp_path, **{".ties": ".csv", "~$ties": ".csv"})
    (tmp_path / "reach.csv").mkdir()
    (tmp_path / "competences.XLS").write_bytes(b"")
    assert told(tmp_path) == (
        [
            "actorz.txt: This is not the name of a table.",
            "competences.XLS: Files of the kind .xls are not read.",
            "klanten.csv: This file is not read: its name is not that of a table.",
        ],
        {"ties": 1},
    )


@pytest.mark.parametrize("name", ["actors.dat", "Actoren.csv", "actors"])
def test_a_file_that_is_named_is_read_whatever_its_ending(name, tmp_path):
    fill(tmp_path, **{name: ""})
    for source in (tmp_path / name, str(tmp_path / name), tmp_path):
        lines = [f"{name}: The column 'partner' is not read: the table has no such column."]
        assert told(source) == (lines, {"actors": 1})


def test_without_a_table_it_is_told_what_there_is(tmp_path):
    fill(tmp_path, klanten=".csv", notes=".md")
    (tmp_path / "2024").mkdir()
    lines, rows = told(tmp_path)
    assert rows == {}
    assert lines == [
        f"{tmp_path}: There is no table here; there is: klanten.csv, notes.md, 2024/.",
        "klanten.csv: This file is not read: its name is not that of a table.",
    ]
    (tmp_path / "empty").mkdir()
    assert told(tmp_path / "empty")[0] == [
        f"{tmp_path / 'empty'}: There is no table here; there is: -."
    ]
    assert told(tmp_path / "no")[0] == [f"{tmp_path / 'no'}: There is no file or folder here."]


def test_a_pipe_is_no_file_and_is_told_where_it_has_the_name_of_one(tmp_path):
    fill(tmp_path, ties=".csv")
    for name in ("actors.csv", "notes.md"):
        os.mkfifo(tmp_path / name)
    words = "This is no ordinary file, but a device, a pipe or a link that leads nowhere."
    assert told(tmp_path) == ([f"actors.csv: {words}"], {"ties": 1})
    assert told(tmp_path / "notes.md") == ([f"notes.md: {words}"], {})
    (tmp_path / "link.csv").symlink_to("nowhere")
    assert told(tmp_path / "link.csv") == ([f"link.csv: {words}"], {})


def test_a_file_that_cannot_be_opened_is_told_with_the_reason(tmp_path, monkeypatch):
    def locked(*_):
        raise PermissionError(13, "Permission denied")

    fill(tmp_path, ties=".csv")
    monkeypatch.setattr(delimited, "read", locked)
    words = "This file cannot be opened: Permission denied."
    assert told(tmp_path) == ([f"ties.csv: {words}"], {})
    monkeypatch.setattr(Path, "iterdir", locked)
    assert told(tmp_path) == ([f"{tmp_path}: {words}"], {})


def test_a_table_that_is_there_twice_is_told_at_the_second_with_the_place_of_the_first(tmp_path):
    book(tmp_path / "a.xlsx", "ties", "Verbindingen")
    fill(tmp_path, ties=".csv")
    lines, _ = told(tmp_path)
    assert lines == [
        "a.xlsx ties: The table ties is also in a.xlsx Verbindingen.",
        "ties.csv: The table ties is also in a.xlsx Verbindingen.",
    ]


def test_sheets_are_read_by_their_name_and_others_are_told(tmp_path):
    book(tmp_path / "ties.xlsx", "Blad1", "tiez", "Uitleg")
    assert told(tmp_path)[0] == [
        "ties.xlsx Blad1: This sheet is not read: its name is not that of a table.",
        "ties.xlsx tiez: This is not the name of a table.",
    ]
    book(tmp_path / "ties.xlsx", "Blad1")
    assert told(tmp_path) == ([], {"ties": 1})


def test_headings_without_rows_are_told_unless_it_is_a_sheet_of_ours(tmp_path):
    fill(tmp_path, ties=".csv")
    (tmp_path / "actors.csv").write_text("actor\n")
    words = "There are headings and no rows: the table counts as not given."
    assert told(tmp_path) == ([f"actors.csv: {words}"], {"actors": 0, "ties": 1})
    (tmp_path / "ties.csv").unlink()
    nothing = "actors.csv: There are headings here and no rows at all."
    assert told(tmp_path) == ([f"actors.csv: {words}", nothing], {"actors": 0})
    file = eco.new(tmp_path / "ours")
    lines, rows = told(file)
    assert lines == [f"{file.name}: There are headings here and no rows at all."]
    assert rows == dict.fromkeys(TABLES, 0)


def test_frames_are_read_by_their_name_and_others_are_told():
    frame = pd.DataFrame({"actor": ["a"]})
    lines, rows = told({"Actoren": frame, "tiez": frame, "klanten": frame})
    assert rows == {"actors": 1}
    assert lines == [
        "klanten: This is not the name of a table.",
        "tiez: This is not the name of a table.",
    ]
    advice = in_words(inspect({"tiez": frame, "klanten": frame}, fte_hours=36).problems)["advice"]
    assert advice.tolist() == [
        f"The tables are: {', '.join(TABLES)}.",
        "Did you mean 'ties'? If it is something else, give it another name.",
    ]


def test_a_file_of_parquet_is_a_table_too(tmp_path):
    pd.DataFrame({"actor": ["a", "b"]}).to_parquet(tmp_path / "Actoren.parquet")
    assert told(tmp_path) == ([], {"actors": 2})


def test_beside_a_region_in_parquet_only_tables_are_refused(tmp_path):
    region = eco.load({"actors": pd.DataFrame({"actor": ["a"], "neighbourhood": ["BU1"]})})
    folder = tmp_path / "region"
    eco.save(region, folder, format="parquet")
    for name in ("notes.md", "~$book.xlsx", ".ties.csv"):
        (folder / name).write_text("actor")
    assert eco.load(folder).codes == ("BU1",)
    for name in ("Ties.TSV", "a.xlsx"):
        (folder / name).write_text("actor")
    words = "This file stands beside a region in Parquet, which is read whole and alone."
    problems, notices, accounting = eco.check(folder)
    assert problems[["file", "message"]].to_numpy().tolist() == [
        ["Ties.TSV", words],
        ["a.xlsx", words],
    ]
    assert (len(notices), accounting["read"].tolist()) == (0, [1])
    with pytest.raises(eco.TableError, match="Dit bestand staat naast een regio"):
        eco.load(folder, lang="nl")
