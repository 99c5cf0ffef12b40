"""What is looked at before it is opened, and what nobody may ever write in this house."""

import re
import struct
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables import packed as bounds
from ecosystem.tables import sheet_xml
from ecosystem.tables.packed import DENSEST, LARGEST, look
from ecosystem.tables.save import save


def test_a_large_workbook_as_people_have_them_is_far_from_every_bound(tmp_path):
    names = [f"actor {at}" for at in range(5_000)]
    actors = pd.DataFrame({"actor": names, "label": names, "profession": "gp", "hours": 20.0})
    save({"actors": actors}, tmp_path / "a.xlsx")
    assert look(tmp_path / "a.xlsx") is None
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        size = sum(part.file_size for part in packed.infolist())
    assert 20 * size < LARGEST
    assert 10 * size / (tmp_path / "a.xlsx").stat().st_size < DENSEST


@pytest.mark.parametrize("never", [r"pickle", r"time_limit", r"yaml\.load"])
def test_no_module_unpickles_or_stops_by_the_clock(never):
    house = Path(eco.__file__).parent
    found = [
        path.relative_to(house).as_posix()
        for path in sorted(house.rglob("*.py"))
        if re.search(never, path.read_text(encoding="utf-8"))
    ]
    assert found == []


def zipped(path, parts, kind=zipfile.ZIP_STORED):
    """Make a packed file of these parts."""
    with zipfile.ZipFile(path, "w", kind) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def code(path):
    problem = look(path)
    return problem and (problem.code, dict(problem.values))


def test_as_many_parts_as_there_may_be_are_let_in_and_one_more_is_not(tmp_path):
    parts = {f"part{at}": b"" for at in range(2_001)}
    refused = ("too_many_parts", {"most": 2000})
    assert code(zipped(tmp_path / "b.xlsx", parts)) == refused
    del parts["part0"]
    assert code(zipped(tmp_path / "a.xlsx", parts)) is None


def test_a_table_of_contents_may_be_a_million_bytes_and_no_longer(tmp_path):
    names = [f"{at:02d}" + "x" * 62_452 for at in range(16)]  # 46 bytes beside each name
    assert code(zipped(tmp_path / "a.xlsx", dict.fromkeys(names, b""))) is None
    names[0] += "x"
    refused = ("too_many_parts", {"most": 2000})
    assert code(zipped(tmp_path / "b.xlsx", dict.fromkeys(names, b""))) == refused


def test_a_size_or_a_density_is_refused_only_past_its_bound(tmp_path, monkeypatch):
    path = zipped(tmp_path / "a.xlsx", {"a": b"x" * 1_400_000, "b": b"y" * 1_300_000})
    monkeypatch.setattr(bounds, "LARGEST", 2_700_000)
    assert code(path) is None
    monkeypatch.setattr(bounds, "LARGEST", 2_699_999)
    assert code(path) == ("too_large", {"size": 3})
    monkeypatch.setattr(bounds, "LARGEST", 2_700_000)
    monkeypatch.setattr(bounds, "DENSEST", 1)
    assert code(path) is None
    monkeypatch.setattr(bounds, "DENSEST", 0.999)
    assert code(path) == ("too_large", {"size": 3})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [0, (1 << 20) - 8, (1 << 20) - 17])
def test_rules_of_its_own_are_found_in_any_part_also_where_two_pieces_meet(
    tmp_path, before, encoding
):
    content = b" " * before + "<!DOCTYPE x>".encode(encoding) + b" " * 99
    told = ("doctype", {"part": "xl/a.xml"})
    assert code(zipped(tmp_path / "a.xlsx", {"xl/a.xml": content})) == told
    told = ("doctype", {"part": "xl/a.bin"})  # a sheet can be called anything
    assert code(zipped(tmp_path / "b.xlsx", {"xl/a.bin": content})) == told


def test_macros_a_password_and_a_part_that_stands_twice_are_refused(tmp_path):
    assert code(zipped(tmp_path / "a.xlsx", {"xl/vbaProject.bin": b""})) == ("macros", {})
    (tmp_path / "b.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 and more")
    assert code(tmp_path / "b.xlsx") == ("encrypted", {})
    (tmp_path / "c.xlsx").write_bytes(b"PK, and no more")
    assert code(tmp_path / "c.xlsx") == ("damaged_workbook", {})
    path = zipped(tmp_path / "d.xlsx", {"a": b"one", "b": b"two"})
    path.write_bytes(path.read_bytes().replace(b"b", b"a"))
    assert code(path) == ("damaged_workbook", {})
    locked = bytearray(zipped(tmp_path / "e.xlsx", {"a": b"one"}).read_bytes())
    locked[locked.rfind(b"PK\1\2") + 8] |= 1
    (tmp_path / "e.xlsx").write_bytes(locked)
    assert code(tmp_path / "e.xlsx") == ("encrypted", {})
    packed = zipped(tmp_path / "f.xlsx", {"a": b"one" * 99}, zipfile.ZIP_BZIP2)
    assert code(packed) == ("damaged_workbook", {})


def test_a_sheet_is_too_wide_only_past_its_bound(monkeypatch):
    sheet = b'<row r="3"><c r="B3"/></row>'  # 3 rows of 2
    monkeypatch.setattr(sheet_xml, "_MOST_CELLS", 6)
    assert not sheet_xml.too_wide(sheet)
    monkeypatch.setattr(sheet_xml, "_MOST_CELLS", 5)
    assert sheet_xml.too_wide(sheet)
    monkeypatch.setattr(sheet_xml, "_MOST_CELLS", 2)
    small = b'<c r="A1"/>' + b"<v></v>" * 2 + b"<v/>"
    assert not sheet_xml.too_wide(small * 1 + b"<v/>" * 2)
    assert sheet_xml.too_wide(small + b"<v/>" * 3)
    assert not sheet_xml.too_wide(b'<row r="9"/>')


def test_a_cell_far_off_is_seen_wherever_it_stands(monkeypatch):
    monkeypatch.setattr(sheet_xml, "_PIECE", 128)
    for before in range(300):
        assert sheet_xml.too_wide(b" " * before + b'<c r="XFD1048576"/>' + b" " * 200)


def test_what_says_which_sheets_there_are_is_read_up_to_its_bound(tmp_path, monkeypatch):
    save({"actors": pd.DataFrame({"actor": ["gp"]})}, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        names = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        longest = max(packed.getinfo(name).file_size for name in names)
    monkeypatch.setattr(sheet_xml, "_LONGEST_INDEX", longest)
    assert list(sheet_xml.parts(tmp_path / "a.xlsx").sheets)
    monkeypatch.setattr(sheet_xml, "_LONGEST_INDEX", longest - 1)
    with pytest.raises(zipfile.BadZipFile):
        sheet_xml.parts(tmp_path / "a.xlsx")


def test_cells_without_a_value_are_found_by_the_letters_of_their_column():
    xml = (
        b'<c r="AB7" t="e"><v>#REF!</v></c><c r="ZZ9"><f>A1</f></c><c r="B2"><f>A1</f><v>3</v></c>'
    )
    assert [(one.row, one.column, one.where, one.shown) for one in sheet_xml.broken(xml)] == [
        (7, 27, "AB7", "#REF!"),
        (9, 701, "ZZ9", ""),
    ]
    assert [one.where for one in sheet_xml.broken(b'<x:c r="A1"><x:f>B1</x:f></x:c>')] == ["A1"]
    assert sheet_xml.broken(b'<c r="A1"><v>3</v></c>') == []


def test_a_long_table_of_contents_is_read_off_where_a_large_file_says_it(tmp_path):
    large = b"PK\6\6" + bytes(36) + struct.pack("<Q", 2_000_000) + bytes(8)
    end = b"PK\5\6" + bytes(8) + struct.pack("<IIH", 7, 0, 0)
    for before in (0, 100):
        (tmp_path / "a.xlsx").write_bytes(bytes(before) + large + end)
        assert code(tmp_path / "a.xlsx") == ("too_many_parts", {"most": 2000})
    end = b"PK\5\6" + bytes(8) + struct.pack("<IIH", 2_000_000, 0, 0)
    (tmp_path / "b.xlsx").write_bytes(end)
    assert code(tmp_path / "b.xlsx") == ("too_many_parts", {"most": 2000})
