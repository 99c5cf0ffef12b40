"""Tables go out whole or not at all: text files, a workbook and Parquet, as anybody reads them."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ecosystem as eco
from ecosystem.tables import folders
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from ecosystem.tables.order import ordered
from ecosystem.tables.partition import is_region, open_parquet
from ecosystem.tables.problems import TableError
from ecosystem.tables.row_groups import MARK
from ecosystem.tables.save import save, texts
from ecosystem.tables.schema import TABLES

HOODS = 6
ACTORS = pd.DataFrame({"actor": ["gp", "choir"], "hours": [20.0, None]})


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def folder_bytes(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_text_files_are_written_as_everybody_can_read_them(tmp_path):
    requests = pd.DataFrame(
        {
            "request": ["q1", "q2"],
            "asked": pd.to_datetime(["2025-04-01 09:15:00", "2025-04-01 09:15:30"]),
            "heavier_because": ["wens, van naaste", 'zei "nee"'],
        }
    )
    needs = pd.DataFrame({"need": ["skin"], "critical": [True], "hours": [0.125]})
    meetings = pd.DataFrame(
        {"meeting": ["mdo"], "times": [12.0], "review": pd.to_datetime(["2026-01-01"])}
    )
    save({"requests": requests, "needs": needs, "meetings": meetings}, tmp_path / "x")
    assert (tmp_path / "x" / "requests.csv").read_bytes().decode() == (
        "neighbourhood,request,resident,need,asked,requested_by,complexity,contact_point,"
        "heavier_because,closed\n"
        ',q1,,,2025-04-01 09:15,,,,"wens, van naaste",\n'
        ',q2,,,2025-04-01 09:15:30,,,,"zei ""nee""",\n'
    )
    assert (tmp_path / "x" / "needs.csv").read_text().splitlines()[1] == "skin,,,,yes,,0.1250"
    assert (tmp_path / "x" / "meetings.csv").read_text().splitlines()[1] == (
        ",mdo,,,,12,,,2026-01-01"
    )


@pytest.mark.parametrize("value", [0.125, 12.345, 1e-7, 1234567.0, 1 / 3, 0.1 + 0.2])
def test_a_number_comes_back_as_it_was(tmp_path, value):
    save({"indicators": pd.DataFrame({"indicator": ["x"], "value": [value]})}, tmp_path / "x")
    written = (tmp_path / "x" / "indicators.csv").read_text().splitlines()[1].split(",")[3]
    assert float(written) == value
    assert "e" not in written
    assert len(written.partition(".")[2]) != 3


@pytest.mark.parametrize("text", ["a\rb", "a\nb", 'a"b', "a,b", "é", "-3", "'t Hofje", "1=1"])
def test_a_text_comes_back_as_it_was(tmp_path, text):
    import csv

    save({"actors": pd.DataFrame({"actor": ["gp"], "label": [text]})}, tmp_path / "x")
    with (tmp_path / "x" / "actors.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 2
    assert rows[1][1] == text


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("a;@b", "a;'@b"), (' "=x', "' \"=x"), ("-a", "'-a")],
)
def test_text_that_a_spreadsheet_would_run_is_saved_as_text_and_loaded_as_it_was(
    tmp_path, text, written
):
    import csv

    actors = pd.DataFrame({"actor": ["gp"], "label": [text], "layer": ["first_line"]})
    save({"actors": actors}, tmp_path / "x")
    with (tmp_path / "x" / "actors.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file))[1][1] == written
    region = eco.load(tmp_path / "x")
    assert region[region.codes[0]].actors["label"].tolist() == [text.strip()]


@pytest.mark.parametrize("hours", [1.0, None])
def test_a_row_of_several_neighbourhoods_is_written_once_and_repeats_of_one_are_kept(
    tmp_path, hours
):
    tie = pd.DataFrame({"actor": ["gp"], "partner": ["nurse"], "hours": [hours]}, dtype="object")
    ties = {"BU1": pd.concat([tie, tie]), "BU2": tie}
    both = Region(
        ("BU1", "BU2"),
        lambda code: Neighbourhood(code, code, {"ties": ties[code], "actors": ACTORS}),
        pd.DataFrame(),
        pd.DataFrame(),
    )
    save(both, tmp_path / "x")
    assert len((tmp_path / "x" / "ties.csv").read_text().splitlines()) == 1 + 2
    assert len((tmp_path / "x" / "actors.csv").read_text().splitlines()) == 1 + 2
    save(both, tmp_path / "x.xlsx")
    sheets = pd.read_excel(tmp_path / "x.xlsx", sheet_name=None, engine="calamine")
    assert {name: len(sheet) for name, sheet in sheets.items()} == {"actors": 2, "ties": 2}


def test_a_time_keeps_its_clock_at_midnight_and_a_date_that_has_one_does_not_lose_it():
    midnight, morning = pd.Timestamp("2025-04-01"), pd.Timestamp("2025-04-01 09:15")
    asked = texts(pd.DataFrame({"asked": [midnight, morning]}), "requests")["asked"]
    assert asked == ["2025-04-01 00:00", "2025-04-01 09:15"]
    review = texts(pd.DataFrame({"review": [midnight, morning]}), "meetings")["review"]
    assert review == ["2025-04-01", "2025-04-01 09:15"]


def test_contacts_without_a_place_are_kept_once(tmp_path):
    contacts = pd.DataFrame({"neighbourhood": [None, "BU1"], "actor": ["gp", "nurse"]}, dtype="str")
    placed = {"BU1": contacts, "BU2": contacts.iloc[:1]}
    both = Region(
        ("BU1", "BU2"),
        lambda code: Neighbourhood(code, code, {"contacts": placed[code]}),
        pd.DataFrame(),
        pd.DataFrame(),
    )
    save(both, tmp_path / "x")
    rows = pd.read_csv(tmp_path / "x" / "contacts.csv", dtype="str")
    assert rows["actor"].tolist() == ["nurse", "gp"]


def test_tables_that_are_no_region_become_one_in_parquet(tmp_path):
    save({"actors": ACTORS}, tmp_path / "x", format="parquet")
    opened = open_parquet(tmp_path / "x")
    assert opened.codes == ("all",)
    assert opened["all"].actors["actor"].tolist() == ["choir", "gp"]


def test_a_file_of_another_version_is_told_in_dutch(tmp_path):
    save({"actors": ACTORS}, tmp_path / "x", format="parquet")
    file = tmp_path / "x" / "actors.parquet"
    later = pq.read_table(file).replace_schema_metadata({MARK: b"2"})
    pq.write_table(later, file)
    with pytest.raises(TableError, match="niet door deze versie als regio geschreven"):
        open_parquet(tmp_path / "x", lang="nl")


def test_a_folder_without_parquet_of_ours_is_no_region(tmp_path):
    assert not is_region(tmp_path)
    pq.write_table(pa.table({"actor": ["gp"]}), tmp_path / "actors.parquet")
    assert not is_region(tmp_path)
    with pytest.raises(TableError, match="There is no table here"):
        open_parquet(tmp_path / "nowhere")


def test_a_folder_with_something_else_in_it_is_left_as_it_is(tmp_path):
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "brief.docx").write_text("lief dagboek")
    (folder / "actors.csv").write_text("actor\ngp\n")
    with pytest.raises(FileExistsError, match=r"brief\.docx, which is not a table of ours"):
        save({"actors": ACTORS}, folder)
    assert (folder / "actors.csv").read_text() == "actor\ngp\n"


def test_a_file_is_not_taken_for_a_folder(tmp_path):
    (tmp_path / "x").write_text("mine")
    with pytest.raises(FileExistsError, match="is a file, not a folder"):
        save({"actors": ACTORS}, tmp_path / "x")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_fails_half_way_leaves_what_there_was(tmp_path, form):
    save({"actors": ACTORS}, tmp_path / "x")
    before = folder_bytes(tmp_path / "x")

    def read(code):
        if code == "BU2":
            raise KeyboardInterrupt
        return Neighbourhood(code, code, {"actors": ACTORS})

    half = Region(("BU1", "BU2"), read, pd.DataFrame(), pd.DataFrame())
    with pytest.raises(KeyboardInterrupt):
        save(half, tmp_path / "x", format=form)
    assert names(tmp_path) == ["x"]
    assert folder_bytes(tmp_path / "x") == before


def test_a_swap_that_fails_puts_back_what_there_was(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    save({"actors": ACTORS}, tmp_path / "x")
    original = Path.rename

    def rename(self, target):
        if self.suffix == ".part":
            raise OSError(28, "No space left on device")
        return original(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="No space left"):
        save({"reach": pd.DataFrame({"actor": ["gp"], "neighbourhood": ["x"]})}, tmp_path / "x")
    assert names(tmp_path) == ["x"]
    assert names(tmp_path / "x") == ["actors.csv"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_table_or_column_outside_the_schema_is_named(tmp_path, form):
    with pytest.raises(ValueError, match="'actor' is not a table; there are: neighbourhoods"):
        save({"actor": ACTORS}, tmp_path / "x", format=form)
    with pytest.raises(ValueError, match="actors has no column 'phone'; it has: actor, label"):
        save({"actors": ACTORS.assign(phone="06")}, tmp_path / "x", format=form)
    assert names(tmp_path) == []


def test_what_cannot_be_cleared_away_hides_nothing(tmp_path, monkeypatch):
    def busy(*_, **__):
        raise OSError(16, "Device or resource busy")

    save({"actors": ACTORS}, tmp_path / "x")
    monkeypatch.setattr("os.rmdir", busy)
    with pytest.raises(ValueError, match="actors has no column 'phone'"):
        save({"actors": ACTORS.assign(phone="06")}, tmp_path / "x")
    save({"actors": ACTORS.head(1)}, tmp_path / "x")
    assert len((tmp_path / "x" / "actors.csv").read_text().splitlines()) == 2


def test_saving_leaves_the_tables_alone(tmp_path):
    actors = ACTORS.copy()
    save({"actors": actors}, tmp_path / "x")
    pd.testing.assert_frame_equal(actors, ACTORS)


def test_rows_are_put_in_order_however_pandas_holds_their_text():
    actor = pd.Categorical(["gp", "choir", None])
    rows = ordered("reach", pd.DataFrame({"actor": actor, "neighbourhood": ["b", "b", "a"]}))
    assert rows["actor"].astype("object").fillna("-").tolist() == ["-", "choir", "gp"]
    assert rows.index.tolist() == [0, 1, 2]


def test_order_is_by_neighbourhood_then_key():
    frame = pd.DataFrame({"neighbourhood": ["B", "A", "A"], "meeting": ["x", "z", "y"]})
    assert ordered("meetings", frame)["meeting"].tolist() == ["y", "z", "x"]


def test_every_column_can_be_written_in_every_form(tmp_path):
    values = {
        "integer": pd.array([1], dtype="Int64"),
        "number": [1.5],
        "yes_no": pd.array([False], dtype="boolean"),
        "date": pd.to_datetime(["2025-01-31"]),
        "time": pd.to_datetime(["2025-01-31 12:30"]),
    }
    tables = {
        table.name: pd.DataFrame(
            {
                column.name: ["r_" + "a" * 16]
                if column.name == "resident"
                else values.get(column.kind, [next(iter(column.choices or {"a": ""}))])
                for column in table.columns
                if column.name != "fte"
            }
        )
        for table in TABLES.values()
    }
    save(tables, tmp_path / "csv")
    save(tables, tmp_path / "x.xlsx", format="xlsx")
    save(tables, tmp_path / "parquet", format="parquet")
    assert len(names(tmp_path / "csv")) == len(TABLES)
    opened = open_parquet(tmp_path / "parquet")
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(
            opened["a"].tables[name], ordered(name, frame), check_dtype=False
        )
