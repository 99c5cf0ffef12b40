"""A region of many stands in parts, and is the same region whichever way it lies."""

import pickle

import pandas as pd
import pyarrow.parquet as pq
import pytest

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.tables import partition
from ecosystem.tables.load import check, load
from ecosystem.tables.neighbourhood import Region
from ecosystem.tables.partition import is_region, open_parquet, parts, shared_out
from ecosystem.tables.problems import TableError
from ecosystem.tables.save import save
from tests.street import hood

CODES = ("b0", "b1", "b2", "b3", "b4")
FIRST, SECOND, THIRD = (f"part_000{at}_of_0003" for at in (1, 2, 3))
WHO = "r_aaaaaaaaaaaaaaaa"
"""A resident by pseudonym, so that no key is needed."""
MEASURES = ["professionals", "people_a_resident", "requests", "profile"]


def made(code):
    """Make a neighbourhood; only the first has a request."""
    rows = {
        "actors": [{"actor": who, "layer": "first_line"} for who in ("gp", "nurse")],
        "contacts": [{"neighbourhood": code, "resident": WHO, "actor": "gp", "need": "skin"}],
        "neighbourhoods": [{"neighbourhood": code, "name": f"Buurt {code}"}],
    }
    if code == "b0":
        rows["requests"] = [{"neighbourhood": code, "request": "q1", "resident": WHO}]
    return hood(code, f"Buurt {code}", **rows)


@pytest.fixture(scope="module")
def region():
    return Region(CODES, made, pd.DataFrame(), pd.DataFrame())


@pytest.fixture
def flat(region, tmp_path):
    save(region, tmp_path / "flat", format="parquet")
    return tmp_path / "flat"


@pytest.fixture
def folder(region, tmp_path, monkeypatch):
    """Write five neighbourhoods in parts of two."""
    monkeypatch.setattr(partition, "MOST", 2)
    save(region, tmp_path / "parts", format="parquet")
    return tmp_path / "parts"


def content(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def told(error):
    return error.value.problems[["file", "code"]].to_numpy().tolist()


def flip(file):
    """Damage the rows of the first neighbourhood in a file."""
    column = pq.ParquetFile(file).metadata.row_group(0).column(1)
    changed = bytearray(file.read_bytes())
    changed[column.data_page_offset + column.total_compressed_size - 1] ^= 0xFF
    file.write_bytes(changed)


def test_two_hundred_stand_in_one_folder_and_more_in_parts():
    codes = [f"b{at:03}" for at in range(401)]
    assert shared_out(codes[:200]) == {"": codes[:200]}
    assert shared_out(codes[:201]) == {
        "part_0001_of_0002": codes[:200],
        "part_0002_of_0002": codes[200:201],
    }
    assert [len(some) for some in shared_out(codes).values()] == [200, 200, 1]


def test_each_part_is_the_folder_that_its_neighbourhoods_alone_would_be(region, folder, tmp_path):
    assert sorted(path.name for path in folder.iterdir()) == [FIRST, SECOND, THIRD]
    for name, codes in ((FIRST, CODES[:2]), (SECOND, CODES[2:4]), (THIRD, CODES[4:])):
        alone = Region(codes, region.read, region.notices, region.accounting)
        save(alone, tmp_path / "alone", format="parquet")
        assert content(folder / name) == content(tmp_path / "alone")
        assert load(folder / name).codes == codes


def test_a_region_in_parts_is_the_region_in_one_folder(flat, folder, tmp_path):
    one, other = load(flat), load(folder)
    assert one.codes == other.codes == CODES
    pd.testing.assert_frame_equal(one.accounting, other.accounting)
    assert one.accounting.to_numpy().tolist() == [
        ["neighbourhoods", 5, 5, 0, 0],
        ["actors", 10, 10, 0, 0],
        ["contacts", 5, 5, 0, 0],
        ["requests", 1, 1, 0, 0],
    ]
    for code in CODES:
        assert one[code].name == other[code].name == f"Buurt {code}"
        assert list(one[code].tables) == list(other[code].tables)
        for name, frame in one[code].tables.items():
            pd.testing.assert_frame_equal(frame, other[code].tables[name])
    for at, whole in (("one", one), ("other", other)):
        eco.survey(whole, measures=MEASURES, out=tmp_path / f"{at}.csv")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()


def test_a_folder_with_more_than_are_written_now_still_opens(flat, monkeypatch):
    monkeypatch.setattr(partition, "MOST", 2)
    assert load(flat).codes == CODES
    assert load(flat)["b4"].actors["actor"].tolist() == ["gp", "nurse"]


def test_only_the_part_that_was_read_last_is_open(folder):
    region = open_parquet(folder)
    assert list(region.read._open) == []
    for code, name in (("b0", FIRST), ("b3", SECOND), ("b2", SECOND), ("b1", FIRST)):
        assert region[code].code == code
        assert list(region.read._open) == [name]


def test_a_region_in_parts_travels_to_another_process_as_a_path(folder):
    region = open_parquet(folder, lang="nl", damaged="leave_out")
    there = pickle.loads(pickle.dumps(region.read))  # noqa: S301 (our own)
    assert (there.lang, there.damaged) == ("nl", "leave_out")
    assert there("b3").name == "Buurt b3"


def test_a_table_of_which_only_another_part_has_rows_is_given_and_empty(folder):
    region = open_parquet(folder)
    assert len(region["b0"].requests) == 1
    assert "requests" in region["b4"].tables
    assert region["b4"].requests.empty
    assert {*region.read("nobody").tables} == {*region["b4"].tables}


@pytest.mark.parametrize("gone", [FIRST, SECOND, THIRD])
def test_a_part_that_is_not_there_is_named(folder, gone):
    (folder / gone).rename(folder.parent / "elsewhere")
    with pytest.raises(TableError, match="Of the 3 parts of this region 2 are here") as error:
        load(folder)
    assert told(error) == [[gone, "part_missing"]]
    rest = open_parquet(folder, damaged="leave_out")
    assert rest.notices["file"].tolist() == [gone]
    without = {FIRST: CODES[2:], SECOND: CODES[:2] + CODES[4:], THIRD: CODES[:4]}
    assert rest.codes == without[gone]
    assert eco.survey(rest, measures=["professionals"])["professionals"].tolist() == [2] * len(rest)


def test_a_neighbourhood_in_two_parts_is_told_and_never_counted_twice(folder):
    for file in (folder / SECOND).iterdir():
        file.write_bytes((folder / FIRST / file.name).read_bytes())
    with pytest.raises(TableError, match="also stand in another: 2") as error:
        load(folder)
    assert told(error) == [[SECOND, "part_twice"]]
    assert open_parquet(folder, damaged="leave_out").codes == ("b0", "b1", "b4")


def test_what_lies_beside_parts_or_in_one_is_told(flat, folder):
    (folder / "ties.parquet").write_bytes((flat / "actors.parquet").read_bytes())
    with pytest.raises(TableError) as error:
        load(folder)
    assert told(error) == [["ties.parquet", "beside_region"]]
    (folder / "ties.parquet").unlink()
    (folder / SECOND / "ties.csv").write_text("actor,partner\ngp,nurse\n")
    problems, _, accounting = check(folder)
    assert problems[["file", "code"]].to_numpy().tolist() == [
        [f"{SECOND}/ties.csv", "beside_region"]
    ]
    assert accounting.set_index("table")["read"].to_dict()["actors"] == 10


def test_a_damaged_row_group_is_named_by_part_and_file_and_the_rest_is_delivered(folder):
    flip(folder / SECOND / "actors.parquet")
    table = eco.survey(load(folder), measures=MEASURES)
    failed = table["failed"].dropna()
    assert failed.index.tolist() == ["b2"]
    assert failed["b2"].startswith(f"could not be read: {SECOND}/actors.parquet: This is not")
    assert table["professionals"].drop("b2").tolist() == [2] * 4


def test_a_damaged_index_is_left_out_of_its_part_alone(folder, tmp_path, capsys):
    file = folder / SECOND / "actors.parquet"
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(TableError) as error:
        load(folder)
    assert told(error) == [[f"{SECOND}/actors.parquet", "damaged_parquet"]]
    out = tmp_path / "out.csv"
    asked = ["survey", str(folder), "--out", str(out), "--level", "internal"]
    assert main([*asked, "--measures", "professionals", "people_a_resident"]) == 1
    assert f"{SECOND}/actors.parquet was left out: This is not" in capsys.readouterr().err
    rows = pd.read_csv(out).set_index("neighbourhood")
    of_second = rows["unknown"].str.startswith(f"{SECOND}/actors.parquet was left out: ")
    assert of_second.fillna(value=False).tolist() == [False, False, True, True, False]
    assert rows["professionals"].tolist()[:2] == [2, 2]
    assert rows["unknown"].str.contains("professionals: no actors").sum() == 2


def test_what_is_left_out_of_each_part_is_told_a_row_each(folder):
    (folder / FIRST).rename(folder.parent / "elsewhere")
    for part in (SECOND, THIRD):
        file = folder / part / "actors.parquet"
        file.write_bytes(file.read_bytes()[:-5])
    told = open_parquet(folder, damaged="leave_out").notices
    assert told["file"].to_dict() == {
        0: FIRST,
        1: f"{SECOND}/actors.parquet",
        2: f"{THIRD}/actors.parquet",
    }


def test_a_folder_of_parts_gives_way_whole_unless_something_else_lies_in_one(folder):
    (folder / SECOND / "brief.docx").write_text("lief dagboek")
    before = content(folder)
    with pytest.raises(FileExistsError, match=r"brief\.docx, which is not a table of ours"):
        save({"actors": made("b0").actors}, folder, format="parquet")
    assert content(folder) == before
    (folder / SECOND / "brief.docx").unlink()
    save({"actors": made("b0").actors}, folder, format="parquet")
    assert list(content(folder)) == ["actors.parquet"]


def test_a_part_with_a_number_that_cannot_be_does_not_stand_for_another(folder):
    (folder / THIRD).rename(folder / "part_0004_of_0003")
    with pytest.raises(TableError) as error:
        load(folder)
    assert told(error) == [[THIRD, "part_missing"]]


def test_only_folders_named_as_parts_are_parts(tmp_path):
    for name in ("part_1_of_2", "part_0001_of_0002x", "part_0001", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "part_0001_of_0002").write_text("a file")
    assert parts(tmp_path) == []
    assert not is_region(tmp_path)
    (tmp_path / "part_0001_of_999999999").mkdir()
    assert is_region(tmp_path)
    with pytest.raises(TableError) as error:
        load(tmp_path)
    assert told(error) == [["part_0002_of_999999999", "part_missing"]]


def test_the_same_folder_changed_between_two_surveys_is_read_anew(folder, tmp_path):
    region = load(folder)
    eco.survey(region, measures=MEASURES, out=tmp_path / "a.csv")
    flip(folder / FIRST / "actors.parquet")
    again = eco.survey(region, measures=MEASURES, out=tmp_path / "b.csv")
    assert again["failed"].notna().tolist() == [True, False, False, False, False]
