"""Parquet as others write it: what comes in as it stands, and what is told of the file."""

import datetime as dt

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecosystem.tables import columnar, headings
from ecosystem.tables.check import inspect
from ecosystem.tables.problems import table as in_words

DAMAGED = "actors.parquet: This is not a whole Parquet file."


def told(folder, table, **columns):
    """Write a file; say what is told of it as `file column: message`, and what came in of it."""
    path = folder / f"{table}.parquet"
    if columns:
        pq.write_table(pa.table(columns), path)
    checked = inspect(path, fte_hours=36)
    found = in_words(checked.problems)
    places = zip(found["file"], found["column"], found["message"], strict=True)
    lines = [" ".join(filter(None, (file, column))) + f": {said}" for file, column, said in places]
    read = checked.tables.get(table, pd.DataFrame())
    return lines, {name: read[name].tolist() for name in columns if name in read}


@pytest.mark.parametrize(
    "needs",
    [
        pa.array(["skin", "pain"], pa.string()),
        pa.array(["skin", "pain"], pa.large_string()),
        pa.array(["skin", "pain"]).dictionary_encode(),
    ],
    ids=lambda column: str(column.type),
)
def test_text_comes_in_however_it_is_held(needs, tmp_path):
    rows = {"actor": ["gp", "gp"], "need": ["skin", "pain"]}
    assert told(tmp_path, "competences", actor=["gp", "gp"], need=needs) == ([], rows)


def test_whole_numbers_stay_whole_where_some_are_missing(tmp_path):
    population = pa.array([2**53 - 1, None], pa.int64())
    lines, read = told(
        tmp_path, "neighbourhoods", neighbourhood=["BU1", "BU2"], population=population
    )
    assert lines == []
    assert read["population"][0] == 9_007_199_254_740_991
    assert pd.isna(read["population"][1])
    lines, read = told(tmp_path, "actors", actor=pa.array([2**53 + 1, None, 7], pa.int64()))
    assert lines == ["actors.parquet actor: This cell must not be empty."]
    assert read["actor"][::2] == ["9007199254740993", "7"]


def test_numbers_yes_or_no_and_moments_are_what_they_are(tmp_path):
    moment = dt.datetime(2025, 4, 1, 9, 15)  # noqa: DTZ001 (as it is written)
    asked = {"request": ["q1"], "asked": [moment]}
    assert told(tmp_path, "requests", **asked) == ([], {"request": ["q1"], "asked": [moment]})
    needs = {"need": ["skin"], "critical": [True], "hours": [0.5]}
    assert told(tmp_path, "needs", **needs) == ([], needs)
    hours = pa.array([20, 36]).dictionary_encode()
    rows = {"actor": ["a", "b"], "hours": [20.0, 36.0]}
    assert told(tmp_path, "actors", actor=["a", "b"], hours=hours) == ([], rows)


def test_a_file_that_is_not_whole_is_told_and_nothing_of_it_comes_in(tmp_path):
    (tmp_path / "actors.parquet").write_bytes(b"PAR1 and no more")
    assert told(tmp_path, "actors") == ([DAMAGED], {})


def test_text_of_which_the_bytes_are_no_text_is_not_read(tmp_path):
    broken = pa.array([b"\xff\xfe"], pa.large_binary()).view(pa.large_string())
    assert told(tmp_path, "actors", actor=broken) == ([DAMAGED], {})


def test_a_changed_byte_is_told_though_what_it_makes_could_be_read(tmp_path):
    path = tmp_path / "actors.parquet"
    pq.write_table(
        pa.table({"actor": ["nurse"]}), path, compression="none", write_page_checksum=True
    )
    path.write_bytes(path.read_bytes().replace(b"nurse", b"curse"))
    assert told(tmp_path, "actors") == ([DAMAGED], {})


def test_a_column_of_lists_is_told_by_its_name_which_is_cut_where_it_is_long(tmp_path):
    words = "The cells of this column hold lists or records, not single values."
    for name, shown in (("hours", "hours"), ("n" * 61, "n" * 60)):
        lines, read = told(tmp_path, "actors", actor=["a"], **{name: pa.array([[1, 2]])})
        assert (lines, read) == ([f"actors.parquet {shown}: {words}"], {})


def test_a_file_of_more_columns_than_any_table_has_is_not_read(tmp_path, monkeypatch):
    words = "There are more than 2 columns, as in no table, and nothing is read."
    rows = {"actor": ["a"], "label": ["x"]}
    monkeypatch.setattr(headings, "MOST", 2)
    assert told(tmp_path, "actors", **rows) == ([], rows)
    assert told(tmp_path, "actors", **rows, hours=[1]) == ([f"actors.parquet: {words}"], {})


def test_a_file_with_more_cells_than_are_read_is_told_by_its_size(tmp_path, monkeypatch):
    words = "This file has 3 rows and 2 columns, or texts too large for that, and is not read."
    rows = {"actor": ["a", "b", "c"], "label": ["x", "y", "z"]}
    monkeypatch.setattr(columnar, "MOST_CELLS", 6)
    assert told(tmp_path, "actors", **rows) == ([], rows)
    monkeypatch.setattr(columnar, "MOST_CELLS", 5)
    assert told(tmp_path, "actors", **rows) == ([f"actors.parquet: {words}"], {})


def test_a_text_that_stands_in_many_cells_counts_in_each(tmp_path, monkeypatch):
    words = "This file has 100 rows and 3 columns, or texts too large for that, and is not read."
    rows = {"actor": [f"{at:02}" for at in range(100)], "label": ["ten signs."] * 99 + [None]}
    rows["profession"] = pa.nulls(100, pa.string())
    monkeypatch.setattr(columnar, "MOST_TEXT", 2 * 100 + 10 * 99)
    lines, read = told(tmp_path, "actors", **rows)
    assert (lines, read["actor"]) == ([], rows["actor"])
    monkeypatch.setattr(columnar, "MOST_TEXT", 2 * 100 + 10 * 99 - 1)
    assert told(tmp_path, "actors", **rows) == ([f"actors.parquet: {words}"], {})


def test_texts_that_are_too_large_in_the_file_itself_are_not_unpacked(tmp_path, monkeypatch):
    rows = {"actor": [f"{at:09}" for at in range(100)]}
    assert told(tmp_path, "actors", **rows) == ([], rows)
    size = pq.ParquetFile(tmp_path / "actors.parquet").metadata.row_group(0).total_byte_size
    monkeypatch.setattr(columnar, "MOST_TEXT", size)
    assert told(tmp_path, "actors", **rows) == ([], rows)
    monkeypatch.setattr(columnar, "MOST_TEXT", size - 1)
    monkeypatch.setattr(columnar, "_texts", lambda _: pytest.fail("unpacked"))
    lines, read = told(tmp_path, "actors", **rows)
    assert (len(lines), read) == (1, {})
    assert lines[0].startswith("actors.parquet: This file has 100 rows and 1 columns")
