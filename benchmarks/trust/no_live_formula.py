"""
No live formula: text that begins like one, in workbooks, CSV, and tables that are saved.

A seed is a text of the kind that spreadsheets run: `= + - @`, tabs and line ends, behind spaces
or what is not seen, in full width, DDE and links among them. It stands as a label, organisation,
meeting and name of a neighbourhood. Workbooks are read back by openpyxl and by calamine: every
cell with text is text, none a formula or a link, and what is printable is as it was. CSV is read
back as CSV, with a comma and with the semicolon of a Dutch spreadsheet: no cell begins as a
formula does, true negative numbers are the numbers they were, and after a `'` the text is whole.
Tables that are saved as text are read so too, and loaded again they are those of a workbook.
"""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import ecosystem as eco
from benchmarks.trust.small_world import table
from benchmarks.trust.tally import Fault, Tally
from ecosystem.cli import printing
from ecosystem.region.survey import written
from ecosystem.tables import delimited, inert, save
from ecosystem.tables.neighbourhood import Neighbourhood

SHORT, LONG = 500, 10_000
BEGINS = (
    *("=", "+", "-", "@", "\t=", "\r=", "\n=", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20"),
    *(" =", "\u200b=", "\ufeff=", '"=', "x;=", "x\n+", "=-", "-+", "@=", "\u00a0@", "\u2212"),
)
BODIES = (
    *("1+1", "cmd|'/c calc'!A1", "SUM(1;2)", 'HYPERLINK("https://example.org";"x")', "A1"),
    *('DDE("cmd";"/C calc";"x")', 'IMPORTXML("https://example.org";"//a")', "rundll32|'x'!A"),
    *("@SUM(1,2)", "MSEXCEL|'\\..\\cmd.exe /c calc'!A", '{"x";"y"}', "2-3 jan", "1e5|x"),
)
PER_FILE = 250
FORMATS = 4


def run(seeds: range) -> Tally:
    """Write so many texts to files, and read these back."""
    parts = [seeds[at : at + PER_FILE] for at in range(0, len(seeds), PER_FILE)]
    return sum((_file(part) for part in parts), Tally())


def _text(seed: int) -> str:
    pick = random.Random(seed)  # noqa: S311 (the same text every time)
    return f"{pick.choice(BEGINS)}{pick.choice(BODIES)} {seed}"


def _file(seeds: range) -> Tally:
    texts = [_text(seed) for seed in seeds]
    wrong: list[str] = []
    with TemporaryDirectory() as folder:
        for to in ("xlsx", "kumu"):
            path = Path(folder) / f"{to}.xlsx"
            eco.export(eco.protect(_world(texts), level="internal"), path, to)
            wrong += [f"{seeds[0]}: {what} in {to}" for what in _in_workbook(path, texts)]
        wrong += [f"{seeds[0]}: {what} in csv" for what in _in_csv(Path(folder), texts)]
        wrong += [f"{seeds[0]}: {what} saved" for what in _saved(Path(folder), texts)]
    counts = {"texts": len(texts), "formats": FORMATS}
    return Tally(FORMATS * len(texts), len(wrong), tuple(wrong[:10]), counts)


def _world(texts: list[str]) -> Neighbourhood:
    actors = [
        {"actor": f"a{at}", "label": text, "organisation": text, "level": "group"}
        for at, text in enumerate(texts)
    ]
    meetings = [{"meeting": f"m{at}", "label": text, "times": 1} for at, text in enumerate(texts)]
    ties = [{"actor": "a0", "partner": f"a{at}", "hours": 2} for at in range(1, len(texts))]
    rows = {"actors": actors, "meetings": meetings, "ties": ties}
    return Neighbourhood("x", texts[0], {name: table(name, some) for name, some in rows.items()})


def _in_workbook(path: Path, texts: list[str]) -> Iterator[str]:
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    yield from ("a formula" for cell in cells if cell.data_type == "f")
    yield from ("a link" for cell in cells if cell.hyperlink)
    read = {str(cell.value) for cell in cells}
    again = {
        str(cell)
        for name in CalamineWorkbook.from_path(path).sheet_names
        for row in CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
        for cell in row
    }
    plain = [text for text in texts if text.isprintable() and text == text.strip()]
    yield from ("a text that is gone" for text in plain if text not in read & again)


def _in_csv(folder: Path, texts: list[str]) -> Iterator[str]:
    rows = pd.DataFrame(
        {"name": texts, "unknown": texts, "ei_index": [-0.5 - at for at in range(len(texts))]},
        index=pd.Index([f"b{at}" for at in range(len(texts))], name="neighbourhood"),
    )
    out = written.write_survey(rows, folder / "survey.csv")
    printed = StringIO()
    with redirect_stdout(printed):
        printing.print_table(rows.reset_index(), "csv")
    for text in (out.read_bytes().decode(), printed.getvalue()):
        read = list(csv.reader(StringIO(text, newline="")))[1:]
        if len(read) != len(texts):
            yield "another number of rows"
            continue
        for said, row in zip(texts, read, strict=True):
            plain = said.replace("'", "").replace("\r", "\n")
            yield from ("a live cell" for cell in row[1:3] if _lives(cell))
            yield from ("an altered text" for cell in row[1:3] if cell.replace("'", "") != plain)
        if [row[3] for row in read] != [str(number) for number in rows["ei_index"]]:
            yield "another number"
        for cells in csv.reader(StringIO(text.replace(",", " "), newline=""), delimiter=";"):
            yield from ("a live cell behind ;" for cell in cells if _lives(cell))


def _saved(folder: Path, texts: list[str]) -> Iterator[str]:
    tables = dict(_world(texts).tables)
    eco.save(tables, folder / "csv")
    eco.save(tables, folder / "saved.xlsx")
    for name in tables:
        text = (folder / "csv" / f"{name}.csv").read_bytes().decode()
        for line, by in ((text, ","), (text.replace(",", " "), ";")):
            for cells in csv.reader(StringIO(line, newline=""), delimiter=by):
                signs = [cell for cell in cells if not inert.NUMBER.fullmatch(cell)]
                yield from (f"a live cell behind {by}" for cell in signs if _lives(cell))
    one, other = (eco.load(folder / form) for form in ("csv", "saved.xlsx"))
    for name in ("actors", "meetings"):
        if not one[one.codes[0]].tables[name].equals(other[other.codes[0]].tables[name]):
            yield "another text"


def _lives(cell: str) -> bool:
    """Tell whether a spreadsheet could run it, by what is seen of it in plain width."""
    if cell[:1] in {"\t", "\r", "\n"}:
        return True
    seen = [c for c in unicodedata.normalize("NFKC", cell) if unicodedata.category(c) != "Cf"]
    first = "".join(seen).lstrip(' \t\r\n"\0')[:1]
    return first in set("=+@-\u2212")


def _not_escaped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(written, "inert", lambda frame: frame)


def _one_sign_forgotten(patch: pytest.MonkeyPatch) -> None:
    import re  # noqa: PLC0415

    patch.setattr(inert, "RUNS", re.compile(r"(^)(?=[=+-])"))


def _numbers_as_text(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(written, "inert", lambda frame: inert.inert(frame.map(lambda one: f"'{one}")))


def _formulas_on(patch: pytest.MonkeyPatch) -> None:
    from ecosystem.show import export  # noqa: PLC0415

    def write(sheet: SimpleNamespace, row: int, at: int, value: object, wrap: object) -> None:
        if isinstance(value, str) and value.startswith("="):
            sheet.write_formula(row, at, value, wrap)

    patch.setattr(export, "_write", write)


def _saved_as_it_is(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(save, "marked", lambda text: text)


def _loaded_as_it_is(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(delimited, "unmarked", lambda text: text)


FAULTS: dict[str, Fault] = {
    "tables are saved with live text": _saved_as_it_is,
    "the mark stays when tables are loaded": _loaded_as_it_is,
    "CSV is not escaped": _not_escaped,
    "@ and full width are forgotten": _one_sign_forgotten,
    "negative numbers are escaped as well": _numbers_as_text,
    "workbooks take text for formulas": _formulas_on,
}
