"""A region that was saved is the region that is loaded, in the same bytes, and damage is told."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from ecosystem.sources.synthetic import synthetic
from ecosystem.tables.load import load
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from ecosystem.tables.partition import open_parquet
from ecosystem.tables.problems import TableError
from ecosystem.tables.row_groups import MARK
from ecosystem.tables.save import save

HOODS = 6
ACTORS = pd.DataFrame({"actor": ["gp", "choir"], "hours": [20.0, None]})


@pytest.fixture(scope="module")
def region():
    made = synthetic(HOODS, seed=4, residents=30)
    hoods = {hood.code: hood for hood in made}
    return Region(made.codes, hoods.__getitem__, made.notices, made.accounting)


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def folder_bytes(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def assert_same(one, other):
    assert one.codes == other.codes
    for code in one.codes:
        ours, theirs = one[code], other[code]
        assert ours.name == theirs.name
        assert set(ours.tables) <= set(theirs.tables)
        for name in theirs.tables:
            pd.testing.assert_frame_equal(getattr(ours, name), theirs.tables[name])


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_what_is_saved_is_what_is_loaded(region, tmp_path, form):
    path = tmp_path / ("region.xlsx" if form == "xlsx" else "region")
    save(region, path, format=form)
    assert_same(region, load(path))


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_the_same_region_is_the_same_bytes(region, tmp_path, form):
    name = "region.xlsx" if form == "xlsx" else "region"
    for at in ("one", "other"):
        (tmp_path / at).mkdir()
        save(region, tmp_path / at / name, format=form)
    one, other = tmp_path / "one" / name, tmp_path / "other" / name
    if form == "xlsx":
        assert one.read_bytes() == other.read_bytes()
    else:
        assert folder_bytes(one) == folder_bytes(other)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_order_of_rows_and_columns_changes_nothing(region, tmp_path, form):
    save(region, tmp_path / "one", format=form)

    def shuffled(code):
        hood = region[code]
        tables = {
            name: frame.sample(frac=1, random_state=1)[list(frame.columns)[::-1]]
            for name, frame in reversed(list(hood.tables.items()))
        }
        return Neighbourhood(code, hood.name, tables)

    mixed = Region(region.codes, shuffled, region.notices, region.accounting)
    save(mixed, tmp_path / "other", format=form)
    assert folder_bytes(tmp_path / "one") == folder_bytes(tmp_path / "other")


def test_parquet_has_a_row_group_a_neighbourhood_a_mark_and_checksums(region, tmp_path):
    save(region, tmp_path / "x", format="parquet")
    for file in (tmp_path / "x").iterdir():
        opened = pq.ParquetFile(file)
        assert opened.schema_arrow.metadata[MARK] == b"1"
        assert opened.schema_arrow.names[0] == "neighbourhood_of_row"
        places = [
            opened.metadata.row_group(at).column(0).statistics
            for at in range(opened.num_row_groups)
        ]
        assert [one.min for one in places] == [one.max for one in places]
        codes = [one.min for one in places]
        assert codes == sorted(set(codes))
        if file.stem != "reach":
            assert codes == list(region.codes)


def test_parquet_reads_one_neighbourhood_and_no_other(region, tmp_path, monkeypatch):
    save(region, tmp_path / "x", format="parquet")
    read = []
    original = pq.ParquetFile.read_row_groups

    def watched(self, groups, **options):
        read.append(list(groups))
        return original(self, groups, **options)

    monkeypatch.setattr(pq.ParquetFile, "read_row_groups", watched)
    opened = open_parquet(tmp_path / "x")
    assert read == []
    hood = opened["BU99990102"]
    assert len(read) == len(hood.tables)
    assert all(len(groups) == 1 for groups in read)


def test_a_flipped_byte_is_told_with_the_name_of_the_file(region, tmp_path):
    save(region, tmp_path / "x", format="parquet")
    file = tmp_path / "x" / "contacts.parquet"
    opened = pq.ParquetFile(file)
    start = opened.metadata.row_group(2).column(4).data_page_offset + 60
    content = bytearray(file.read_bytes())
    content[start] ^= 0xFF
    file.write_bytes(content)
    region = open_parquet(tmp_path / "x")
    assert len(region["BU99990101"].contacts) > 0
    with pytest.raises(TableError, match=r"contacts.parquet: This is not a whole Parquet file"):
        region["BU99990103"]


@pytest.mark.parametrize("keep", [0, 3, 500, -40])
def test_a_cut_off_file_is_told_when_the_region_is_opened(region, tmp_path, keep):
    save(region, tmp_path / "x", format="parquet")
    file = tmp_path / "x" / "ties.parquet"
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(TableError, match="not a whole Parquet file") as told:
        load(tmp_path / "x")
    assert told.value.problems["file"].tolist() == ["ties.parquet"]


def test_earlier_tables_give_way_whole(region, tmp_path):
    save(region, tmp_path / "x")
    save({"actors": ACTORS}, tmp_path / "x", format="parquet")
    assert names(tmp_path) == ["x"]
    assert names(tmp_path / "x") == ["actors.parquet"]
