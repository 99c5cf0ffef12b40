"""A folder, a workbook or Parquet comes in; hundreds of kinds-times-places of damage are told."""

import random

import pandas as pd
import pytest

from ecosystem.tables.check import inspect
from ecosystem.tables.problems import stops
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.schema import TABLES
from tests import damage, damage_files
from tests.judge import about, verdict

SEED = 20250401
PLACES = 4
"""A kind of damage strikes in at most so many columns, spread over the tables."""


def _rng(seed):
    return random.Random(str(seed))  # noqa: S311 - the same damage every time


def _some(places):
    return places[:: -(-len(places) // PLACES)]


CELLS = [
    (name, table, column)
    for name, kind in damage.CELLS.items()
    if "csv" in kind.formats
    for table, column in _some(damage.columns(kind))
]
WHOLES = [
    (name, table)
    for name, kind in damage_files.WHOLES.items()
    for table in ("actors", "requests", "meetings", "competences")
    if "csv" in kind.formats
]


def _same(loaded, made_truth):
    for name, frame in made_truth.items():
        pd.testing.assert_frame_equal(loaded[name], frame)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_valid_table_comes_in_as_it_is(table, form, tmp_path):
    made = damage.world(_rng(SEED), table, format=form)
    damage_files.write(made, tmp_path)
    checked = inspect(tmp_path, fte_hours=36)
    assert [p for p in checked.problems if p.code != "day_or_month"] == []
    _same(checked.tables, damage.truth(made))


@pytest.mark.parametrize(("name", "table", "column"), CELLS)
def test_damage_to_a_cell_is_told_at_its_place(name, table, column, tmp_path):
    rng = _rng(f"{name} {table} {column}")
    made = damage.world(rng, table)
    true = damage.truth(made)
    row = 3
    damage.strike(made, name, damage.Place(table, column, row), rng)
    file = damage_files.write(made, tmp_path)
    checked = inspect(tmp_path, fte_hours=36)
    kind = damage.CELLS[name]
    codes = {kind.code, f"{kind.code}_some"}
    told = {(p.file, p.row, p.column) for p in checked.problems if p.code in codes}
    if kind.code:
        assert (file, row + 2, column) in told
    if kind.same:
        _same(checked.tables, true)
        assert not any(map(stops, checked.problems))
    _in_both_languages(checked.problems)


def _in_both_languages(problems):
    english, dutch = in_words(problems, "en"), in_words(problems, "nl")
    assert (english[["message", "advice"]] != dutch[["message", "advice"]]).any(axis=1).all()
    for words in (english, dutch):
        assert words["message"].str.len().gt(5).all()
        assert not words["message"].str.contains("[{}]").any()


@pytest.mark.parametrize(("name", "table"), WHOLES)
def test_damage_to_a_file_is_told_at_its_place(name, table, tmp_path):
    rng = _rng(f"{name} {table}")
    made = damage.world(rng, table)
    true = damage.truth(made)
    kind = damage_files.WHOLES[name]
    row, column = kind.strike(made, rng)
    file = damage_files.write(made, tmp_path)
    checked = inspect(tmp_path, fte_hours=36)
    told = [p for p in checked.problems if p.code == kind.code and p.file == file]
    if kind.code:
        assert told
        assert row is None or (row, column) in {(p.row, p.column) for p in told}
    if kind.same:
        _same(checked.tables, true)
        assert not any(map(stops, checked.problems))
    _in_both_languages(checked.problems)


STRANGE = [
    (name, form)
    for name, kind in damage_files.WHOLES.items()
    for form in kind.formats
    if form != "csv"
]


@pytest.mark.parametrize(("name", "form"), STRANGE)
def test_damage_to_a_workbook_or_parquet_is_told_at_its_place(name, form, tmp_path):
    rng = _rng(f"{name} {form}")
    made = damage.world(rng, "meetings", format=form)
    true = damage.truth(made)
    kind = damage_files.WHOLES[name]
    row, column = kind.strike(made, rng)
    damage_files.write(made, tmp_path)
    checked = inspect(tmp_path, fte_hours=36)
    told = [p for p in checked.problems if p.code == kind.code]
    if kind.code:
        assert told
        assert row is None or (row, column) in {(p.row, p.column) for p in told}
    if kind.same:
        _same(checked.tables, true)
    _in_both_languages(checked.problems)


def _naive(folder):
    """Read as most scripts do: pandas, and what does not fit becomes missing."""
    from ecosystem.tables.schema import DTYPES

    tables = {}
    for path in folder.glob("*.csv"):
        frame = pd.read_csv(path, sep=";", decimal=",")
        columns = {}
        for column in TABLES[path.stem].columns:
            if column.name == "fte":
                continue
            cells = frame[column.name] if column.name in frame else pd.Series(index=frame.index)
            if column.kind in {"number", "integer"}:
                cells = pd.to_numeric(cells, errors="coerce")
            elif column.kind in {"date", "time"}:
                cells = pd.to_datetime(cells, errors="coerce", dayfirst=True, format="mixed")
            elif column.kind == "yes_no":
                cells = cells.map({"yes": True, "no": False})
            columns[column.name] = cells.astype("object").astype(DTYPES[column.kind])
        tables[path.stem] = pd.DataFrame(columns)
    return tables


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("a word for a number", "times"),
        ("Excel error #N/A", "need"),
        ("two figures for a year", "review"),
        ("zero width in a reference", "need"),
        ("a month in letters", "review"),
    ],
)
def test_the_damage_model_catches_a_reader_that_says_nothing(name, column, tmp_path):
    rng = _rng(name)
    made = damage.world(rng, "meetings")
    for row in made.tables["meetings"]:
        row["label"] = "Overleg"
        row["hours"] = row["times"] = 2.5
    true = damage.truth(made)["meetings"]
    file = damage_files.write(made, tmp_path)
    assert verdict(true, _naive(tmp_path)["meetings"], []) == "same"
    damage.strike(made, name, damage.Place("meetings", column, 2), rng)
    damage_files.write(made, tmp_path)
    assert verdict(true, _naive(tmp_path)["meetings"], []) == "silent"
    checked = inspect(tmp_path, fte_hours=36)
    told = about((file, ""), checked.problems)
    assert verdict(true, checked.tables["meetings"], told) in {"refused", "same"}
