"""A folder of Parquet, a row group a neighbourhood: its bytes, its checksums and its keys."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ecosystem as eco
from ecosystem.sources.imported import make
from ecosystem.tables.arrow_rows import arrow_rows
from ecosystem.tables.key import VARIABLE
from ecosystem.tables.partition import is_region, open_parquet
from ecosystem.tables.save import save

CODES = ("north", "south")
ACTORS = pd.DataFrame({"actor": ["gp", "nurse"], "neighbourhood": CODES})


@pytest.fixture
def folder(tmp_path):
    """Write two neighbourhoods, each with one actor and one contact of the same resident."""
    contacts = {"neighbourhood": CODES, "resident": ["anna"] * 2, "actor": ["gp", "nurse"]}
    tables = {"actors": ACTORS, "contacts": make("contacts", contacts)}
    save(tables, tmp_path / "region", format="parquet")
    return tmp_path / "region"


def rows_of(file):
    """Give what lies in a file between its first mark and its index."""
    content = file.read_bytes()
    return content[4 : -8 - int.from_bytes(content[-8:-4], "little")]


def test_the_rows_of_all_neighbourhoods_as_they_lie_are_the_rows_of_the_file(folder):
    read = open_parquet(folder).read
    given, *north = read.raw("north")
    also, *south = read.raw("south")
    assert given == also == b"actors contacts"
    assert north[::2] == south[::2] == [b"actors", b"contacts"]
    for at, table in ((1, "actors"), (3, "contacts")):
        assert north[at]
        assert south[at]
        assert north[at] + south[at] == rows_of(folder / f"{table}.parquet")


def test_a_changed_byte_is_told_though_what_it_makes_could_be_read(folder):
    file = folder / "actors.parquet"
    content = file.read_bytes()
    assert b"nurse" in rows_of(file)
    file.write_bytes(content.replace(b"nurse", b"curse", 1))
    region = open_parquet(folder)
    assert region["north"].actors["actor"].tolist() == ["gp"]
    with pytest.raises(eco.TableError, match=r"actors.parquet: This is not a whole Parquet file"):
        region["south"]


def test_text_of_which_the_bytes_are_no_text_is_not_read(folder):
    file = folder / "actors.parquet"
    table = pq.read_table(file)
    broken = pa.array([b"gp", b"\xff"], pa.large_binary()).view(pa.large_string())
    table = table.set_column(table.schema.get_field_index("actor"), "actor", broken)
    pq.write_table(table, file, row_group_size=1)
    with pytest.raises(eco.TableError, match=r"actors.parquet: This is not a whole Parquet file"):
        open_parquet(folder)["south"]


def test_without_a_key_a_resident_is_another_in_each_delivery(folder, tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    (who,), (again,) = (open_parquet(folder)[code].contacts["resident"] for code in CODES)
    assert who == again
    more = make("contacts", {"neighbourhood": ["north"], "resident": ["anna"], "actor": ["choir"]})
    save({"contacts": more}, tmp_path / "other", format="parquet")
    (other,) = open_parquet(tmp_path / "other")["north"].contacts["resident"]
    assert other.startswith("r_")
    assert other != who


def test_what_is_no_number_is_missing_in_the_rows_of_a_file():
    hours = np.array([1.0, np.nan])
    rows = arrow_rows("reach", {"actor": ["gp", "nurse"], "hours": hours})
    assert rows.column("hours").to_pylist() == [1.0, None]


def test_parquet_of_others_is_no_region(tmp_path):
    assert is_region(tmp_path) is False
    pq.write_table(pa.table({"actor": ["gp"]}), tmp_path / "actors.parquet")
    assert is_region(tmp_path) is False


def test_a_file_of_which_the_names_are_no_text_is_not_taken_for_ours(tmp_path):
    file = tmp_path / "actors.parquet"
    pq.write_table(pa.table({"actor": ["gp"]}), file)
    file.write_bytes(file.read_bytes().replace(b"actor", b"a\x9a\x9aor"))
    assert is_region(tmp_path) is False
    with pytest.raises(eco.TableError, match="not a whole Parquet file"):
        eco.load(tmp_path)
