"""Files made to do harm, each in a folder of its own, with what must be said of it."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import ecosystem as eco
from ecosystem.sources.cbs import cbs
from ecosystem.sources.event_log import event_log
from ecosystem.sources.hsds import hsds
from ecosystem.sources.lists import lists

MB = 1_000_000
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True)
class Hostile:
    """A file that does harm where it is let: how it is made, read, and what must be said."""

    make: Callable[[Path], object]
    codes: tuple[str, ...]
    """One of these problems must be told."""
    read: Callable[[Path], object] = eco.load


def book(**parts: str | bytes) -> dict[str, str | bytes]:
    """Give the parts of a small workbook with one table, some of them others."""
    made: dict[str, str | bytes] = {
        "package": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r0" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "workbook": '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><sheets><sheet name="actors" sheetId="1" r:id="r1"/></sheets></workbook>',
        "rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "sheet": _SHEET.format(
            '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>actor</t></is></c></row>'
            '<row r="2"><c r="A2" t="inlineStr"><is><t>gp</t></is></c></row></sheetData>'
        ),
    }
    made |= parts
    return made


_PLACES = {
    "package": "_rels/.rels",
    "workbook": "xl/workbook.xml",
    "rels": "xl/_rels/workbook.xml.rels",
    "sheet": "xl/worksheets/sheet1.xml",
    "strings": "xl/sharedStrings.xml",
    "macros": "xl/vbaProject.bin",
    "more": "xl/media/more.bin",
}


def _workbook(
    *, sheet_called: str = "sheet1.xml", **parts: str | bytes
) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        places = _PLACES | {"sheet": f"xl/worksheets/{sheet_called}"}
        with zipfile.ZipFile(folder / "a.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            made = book(**parts)
            made["rels"] = str(made["rels"]).replace("sheet1.xml", sheet_called)
            for name, content in made.items():
                out.writestr(places[name], content)

    return make


def _many_parts(folder: Path) -> None:
    _workbook()(folder)
    with zipfile.ZipFile(folder / "a.xlsx", "a") as out:
        for at in range(20_000):
            out.writestr(zipfile.ZipInfo(f"xl/{at}"), b"")


def _one_stream(count: int, folder: Path) -> None:
    """Let many names point at one packed stream, so that a small file is a large one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", b"0" * MB)
    whole = out.getvalue()
    end = whole.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", whole[end + 16 : end + 20])[0]
    entry = whole[start:end]
    names = [entry[:46] + bytes([33 + at % 90]) + entry[47:] for at in range(count)]
    central = b"".join(names)
    tail = struct.pack(
        "<4sHHHHIIH", b"PK\5\6", 0, 0, len(names), len(names), len(central), start, 0
    )
    (folder / "a.xlsx").write_bytes(whole[:start] + central + tail)


def _lying_sizes(folder: Path) -> None:
    """Unpack to 90 MB, and say it is a hundred bytes."""
    _workbook(more=b"\0" * (90 * MB))(folder)
    whole = bytearray((folder / "a.xlsx").read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = whole.rindex(b"xl/media/more.bin")
        at = whole.rindex(mark) if mark == b"PK\x01\x02" else whole.rindex(mark, 0, at)
        whole[at + place : at + place + 4] = struct.pack("<I", 100)
    (folder / "a.xlsx").write_bytes(whole)


def _cells(rows: int, columns: str) -> str:
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>actor</t></is></c></row>'
    return _SHEET.format(
        f'<sheetData>{cells}<row r="{rows}"><c r="{columns}{rows}"><v>1</v></c></row></sheetData>'
    )


def _open_document(name: str) -> Callable[[Path], object]:
    """Write a workbook of LibreOffice in which one cell stands 16 million times."""
    kind = "urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"
    named = "".join(f' xmlns:{one}="{kind.format(one)}"' for one in ("office", "table", "text"))
    row = '<table:table-row{}><table:table-cell{} office:value-type="string"><text:p>{}</text:p>'
    end = "</table:table-cell></table:table-row>"
    many = (' table:number-rows-repeated="1000000"', ' table:number-columns-repeated="16"', "a")
    content = (
        f"<office:document-content{named}><office:body><office:spreadsheet>"
        f'<table:table table:name="edges">{row.format("", "", "From")}{end}'
        f"{row.format(*many)}{end}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )

    def make(folder: Path) -> None:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            out.writestr("META-INF/manifest.xml", f'<manifest xmlns="{kind.format("manifest")}"/>')
            out.writestr("content.xml", content)

    return make


def _text(name: str, content: Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content())


def _parquet(make: Callable[[], object], **how: object) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        pq.write_table(make(), folder / "actors.parquet", **how)

    return write


def _many_rows() -> object:
    few = pa.nulls(5 * MB, pa.int8())
    return pa.table({f"c{at}": few for at in range(40)})


def _long_text() -> object:
    codes = pa.array([0] * 15_000, pa.int32())
    return pa.table({"actor": pa.DictionaryArray.from_arrays(codes, pa.array(["x" * 100_000]))})


def _nested() -> object:
    kind = pa.int32()
    for _ in range(6):
        kind = pa.list_(kind)
    return pa.table({"actor": pa.array([None] * 10, kind)})


def _wide() -> object:
    return pa.table({f"c{at}": pa.nulls(1, pa.int8()) for at in range(20_000)})


def _broken_footer(folder: Path) -> None:
    pd.DataFrame({"actor": ["a"]}).to_parquet(folder / "actors.parquet")
    whole = (folder / "actors.parquet").read_bytes()
    (folder / "actors.parquet").write_bytes(whole[:-8] + b"\xff\xff\xff\x7fPAR1")


def _beside(name: str, content: Callable[[], bytes]) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / "neighbourhoods.csv").write_text("neighbourhood\nBU00010001\n")
        (folder / name).write_bytes(content())

    return make


def _features(inside: bytes, times: int) -> bytes:
    return b'{"type":"FeatureCollection","features":[' + inside * times + b"{}]}"


def _loop(folder: Path) -> None:
    (folder / "actors.csv").symlink_to("actors.csv")


def _inside_itself(folder: Path) -> None:
    (folder / "again").symlink_to(".")
    (folder / "actors.csv").symlink_to("again/again/actors.csv")


def _device(folder: Path) -> None:
    (folder / "actors.csv").symlink_to("/dev/zero")


def _pipe(name: str, folder: Path) -> None:
    os.mkfifo(folder / name)


def _log(folder: Path) -> object:
    return event_log(next(folder.iterdir()))


def _packed(content: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: gzip.compress(content(), 1)


def _with_rules(rules: str) -> bytes:
    return f"{rules}<log>&i;</log>".encode()


def _lists(folder: Path) -> object:
    return lists(next(folder.iterdir()))


def _cbs(folder: Path) -> object:
    return cbs([next(folder.iterdir())], codes=["BU00010001"])


FILES: dict[str, Hostile] = {
    "a workbook of 210 MB in 1": Hostile(_workbook(more=b"\0" * (210 * MB)), ("too_large",)),
    "laughs in a workbook": Hostile(
        _workbook(workbook=_LAUGHS + "<workbook>&i;</workbook>"), ("doctype",)
    ),
    "a line of 100 MB": Hostile(_text("actors.csv", lambda: b"a" * (100 * MB)), ("line_too_long",)),
    "a cell in the last corner": Hostile(
        _workbook(sheet=_cells(1_048_576, "XFD")), ("sheet_too_wide",)
    ),
    "a long text 15,000 times": Hostile(_parquet(_long_text), ("parquet_too_large",)),
    "20 million features": Hostile(
        _beside("neighbourhoods.geojson", lambda: _features(b"{},", 20 * MB)),
        ("outlines_too_fine",),
    ),
    "a packed log of nothing": Hostile(
        _text("log.xes.gz", _packed(lambda: b"<log>" + b" " * (80 * MB))), ("log_bomb",), _log
    ),
    "a workbook 300 times as large": Hostile(_workbook(more=b"\0" * (50 * MB)), ("too_large",)),
    "a workbook that says it is small": Hostile(_lying_sizes, ("too_large", "damaged_workbook")),
    "20,000 parts in a workbook": Hostile(_many_parts, ("too_many_parts",)),
    "3,000 names for one part": Hostile(partial(_one_stream, 3_000), ("too_many_parts",)),
    "200 names for one part": Hostile(partial(_one_stream, 200), ("too_large",)),
    "a workbook with macros": Hostile(_workbook(macros=b"Sub"), ("macros",)),
    "a locked workbook": Hostile(
        _text("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096), ("encrypted",)
    ),
    "laughs in a sheet": Hostile(_workbook(sheet=_LAUGHS + _SHEET.format("&i;")), ("doctype",)),
    "laughs in a sheet that is called data": Hostile(
        _workbook(sheet=_LAUGHS + _SHEET.format("&i;"), sheet_called="sheet1.dat"), ("doctype",)
    ),
    "laughs in a sheet in capitals": Hostile(
        _workbook(sheet=_LAUGHS + _SHEET.format("&i;"), sheet_called="SHEET1.XML"), ("doctype",)
    ),
    "laughs in UTF-16": Hostile(
        _workbook(sheet=(_LAUGHS + _SHEET.format("&i;")).encode("utf-16")), ("doctype",)
    ),
    "a file asked for by the texts": Hostile(
        _workbook(strings=_OUTSIDE + "<sst><si><t>&i;</t></si></sst>"), ("doctype",)
    ),
    "a sheet of 49 million empty cells": Hostile(
        _workbook(sheet=_cells(49_000, "ALL")), ("sheet_too_wide",)
    ),
    "a workbook in place of a list": Hostile(
        _workbook(more=b"\0" * (210 * MB)), ("too_large",), _lists
    ),
    "a cell 16 million times in place of a list": Hostile(
        _open_document("a.ods"), ("other_format",), _lists
    ),
    "laughs in a published table": Hostile(
        _workbook(sheet=_LAUGHS + _SHEET.format("&i;")), ("doctype",), _cbs
    ),
    "a cell of 100 MB": Hostile(
        _text("actors.csv", lambda: b'actor;label\na;"' + b"x\n" * (50 * MB)), ("broken_quotes",)
    ),
    "16,000 columns": Hostile(
        _text(
            "actors.csv",
            lambda: b"\n".join(
                [
                    b"actor;label;layer;profession;organisation;hours;step;level;"
                    + b";".join(b"c%d" % at for at in range(16_000)),
                    *[b"x;" * 16_008] * 300,
                ]
            ),
        ),
        ("too_many_columns",),
    ),
    "nothing but NUL": Hostile(_text("actors.csv", lambda: b"\0" * (100 * MB)), ("line_too_long",)),
    "NUL on every line": Hostile(
        _text("actors.csv", lambda: b"actor;label\n" + b"gp;doctor\0\n" * (2 * MB)), ("nul",)
    ),
    "nothing but quotes": Hostile(
        _text("actors.csv", lambda: b"actor\n" + b'"' * (30 * MB)), ("line_too_long",)
    ),
    "a list in one line": Hostile(
        _text("edges.csv", lambda: b"From,To\n" + b"a," * (30 * MB)), ("line_too_long",), _lists
    ),
    "200 million empty cells in Parquet": Hostile(_parquet(_many_rows), ("parquet_too_large",)),
    "lists in lists in Parquet": Hostile(_parquet(_nested), ("nested_column",)),
    "20,000 columns in Parquet": Hostile(_parquet(_wide), ("too_many_columns",)),
    "Parquet that lies of its index": Hostile(_broken_footer, ("damaged_parquet",)),
    "70 MB of GeoJSON": Hostile(
        _beside("neighbourhoods.geojson", lambda: b" " * (70 * MB)), ("outlines_too_large",)
    ),
    "GeoJSON a million deep": Hostile(
        _beside("neighbourhoods.geojson", lambda: b"[" * MB), ("not_geojson",)
    ),
    "a number of 5 million figures": Hostile(
        _beside("neighbourhoods.geojson", lambda: _features(b"9" * (5 * MB) + b",", 1)),
        ("not_geojson",),
    ),
    "laughs in a log": Hostile(
        _text("log.xes", lambda: _with_rules(_LAUGHS)), ("log_doctype",), _log
    ),
    "a log that asks for a file": Hostile(
        _text("log.xes", lambda: _with_rules(_OUTSIDE)), ("log_doctype",), _log
    ),
    "a log a million deep": Hostile(
        _text("log.xes", lambda: b"<log>" + b"<a>" * MB), ("log_too_long",), _log
    ),
    "a packed log in one value": Hostile(
        _text("log.xes.gz", _packed(lambda: b'<log a="' + b"a" * (28 * MB))),
        ("log_too_long",),
        _log,
    ),
    "a packed log of empty lines": Hostile(
        _text("log.csv.gz", _packed(lambda: b"case;activity;time\n" + b"\n" * (80 * MB))),
        ("log_bomb",),
        _log,
    ),
    "a directory in one line": Hostile(
        lambda folder: [
            (folder / f"{name}.csv").write_bytes(b"id," * (20 * MB))
            for name in ("organization", "service", "taxonomy_term", "attribute")
        ],
        ("line_too_long",),
        hsds,
    ),
    "a link to itself": Hostile(_loop, ("no_ordinary_file",)),
    "a folder in itself": Hostile(_inside_itself, ("no_ordinary_file",)),
    "a pipe nobody writes to": Hostile(partial(_pipe, "actors.csv"), ("no_ordinary_file",)),
    "a device without an end": Hostile(_device, ("no_ordinary_file",)),
    "a log that is a pipe": Hostile(partial(_pipe, "log.xes"), ("source_no_file",), _log),
}
