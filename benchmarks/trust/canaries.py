"""
Canaries in every sensitive field are found nowhere: not in what leaves, not in what is told.

A fictional region comes in as a workbook in which every sensitive field is a word that exists
nowhere else: who the residents are, and their requests; names and ids of persons and of informal
helpers; patients in teams; columns that are not read; a hidden sheet, comments, the
author. Four seeds are one pass over everything: what is printed and told (every
command, deliveries with mistakes, warnings and logs), what other programs read, what people read
(view, page, report, maps), and a survey and one of the notebooks. Every file that was written,
also what is left in the folders for temporary files and caches, is read to the bottom: unpacked,
inflated, the text of a PDF drawn. Of shareable output no canary may be found; of internal output,
and of what a command tells in the house, none of a resident. The name of the neighbourhood is one
too: that must be found in every kind of file, or the search finds nothing.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch as patched

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from openpyxl.comments import Comment

import ecosystem as eco
from benchmarks.trust.tally import Fault, Tally
from benchmarks.trust.texts_of import texts_of
from ecosystem.cli import main
from ecosystem.protect import outgoing, persons, protect_survey
from ecosystem.region.survey.written import write_survey
from ecosystem.show.report import report
from ecosystem.sources.synthetic import synthetic
from ecosystem.tables import headings, load, log

SHORT, LONG = 4, 800
"""Four are a pass."""
ROOT = Path(__file__).resolve().parents[2]
RESIDENT = ("resident", "patient", "note", "birth", "comment", "hidden", "author")
REQUEST = ("request",)
"""In the house a command tells of each request how it went, by its own id."""
PERSON = ("person", "name", "informal", "remark")
ACTIVITY = ("activity",)
"""A word or two beside a contact, which are read: what was done, or a note."""
NOTEBOOKS = [
    path
    for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
    if {"BU99990101"} == set(re.findall(r"BU9999\d{4}", path.read_text(encoding="utf-8")))
]
"""Those that are about one neighbourhood which every region here has; each has its turn."""
ASKED = (
    *("continuity", "excess", "flow", "handovers", "intake", "involvement", "ladder"),
    *("needs_over_time", "right_weight", "teams"),
)
"""Measures that read rows of residents."""
SEEN = "zqplace"
"""What may be seen, and must."""
_CANARY = re.compile(r"zq(" + "|".join(RESIDENT + REQUEST + PERSON + ACTIVITY) + ")")


def run(seeds: range) -> Tally:
    """Let everything out of a region full of canaries, and look for them."""
    return Tally.of(seeds, _found)


def _found(seed: int) -> str:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        for name in ("in", "shareable", "internal", "told", "left"):
            (folder / name).mkdir()
        left = {
            "TMPDIR": str(folder / "left"),
            "HOME": home,
            "XDG_CACHE_HOME": str(folder / "left"),
        }
        with patched.dict(os.environ, left), patched.object(tempfile, "tempdir", left["TMPDIR"]):
            source = _planted(folder, seed // 4)
            with _listening(folder / "told" / "said.txt"):
                PARTS[seed % 4](source, folder)
                if PARTS[seed % 4] is _survey:
                    _notebook(NOTEBOOKS[seed // 4 % len(NOTEBOOKS)], source, folder)
        found = [
            f"{canary} in {place}/{file.name}"
            for place, hidden in _HIDDEN.items()
            for file in sorted((folder / place).rglob("*"))
            if file.is_file()
            for canary in sorted(_canaries(file) & set(hidden))
        ]
        blind = [kind for kind in _BLIND[seed % 4] if not _sees(folder, kind)]
    return ", ".join([*found[:3], *(f"nothing is seen in {kind}" for kind in blind)])


_HIDDEN = {
    "shareable": RESIDENT + REQUEST + PERSON + ACTIVITY,
    "left": RESIDENT + REQUEST + PERSON + ACTIVITY,
    "internal": RESIDENT + REQUEST,
    "told": RESIDENT,
}


def _canaries(file: Path) -> set[str]:
    return {found for text in texts_of(file) for found in _CANARY.findall(text)}


def _sees(folder: Path, kind: str) -> bool:
    files = [file for place in ("shareable", "told") for file in (folder / place).rglob(f"*{kind}")]
    return bool(files) and all(any(SEEN in text for text in texts_of(file)) for file in files)


@contextlib.contextmanager
def _listening(file: Path) -> Iterator[None]:
    """Write down what is printed, warned and logged."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    logging.getLogger().addHandler(handler)
    try:
        with (
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            warnings.catch_warnings(record=True) as warned,
        ):
            yield
    finally:
        logging.getLogger().removeHandler(handler)
        told = "\n".join(str(warning.message) for warning in warned)
        file.write_text(f"{said.getvalue()}\n{told}", encoding="utf-8")


def _planted(folder: Path, seed: int) -> Path:
    """Write a workbook full of canaries."""
    region = synthetic(2, seed=seed, residents=25, contacts=200, actors=20, ties=30, meetings=4)
    eco.save(region, folder / "in" / "plain")
    tables = {
        file.stem: pd.read_csv(file, dtype="str")
        for file in (folder / "in" / "plain").glob("*.csv")
    }
    named = _names(tables)
    for frame in tables.values():
        for column in frame.select_dtypes("str"):
            frame[column] = frame[column].map(
                lambda cell: "|".join(named.get(part, part) for part in cell.split("|")),
                na_action="ignore",
            )
    tables["neighbourhoods"]["name"] = [f"{SEEN} {at}" for at in range(2)]
    tables["actors"]["label"] = tables["actors"]["actor"].where(
        ~tables["actors"]["actor"].str.startswith("zqperson"), tables["actors"]["actor"] + " zqname"
    )
    for table, column, canary in (
        ("contacts", "Notities", "note"),
        ("requests", "Geboortedatum", "birth"),
        ("actors", "Bijzonderheden", "remark"),
    ):
        tables[table][column] = [f"zq{canary}{at}" for at in range(len(tables[table]))]
    done = tables["contacts"]["activity"]
    noted = [f"zqactivity{at}" if at % 7 == 0 else text for at, text in enumerate(done)]
    tables["contacts"]["activity"] = noted
    (folder / "in" / "odd").mkdir()
    for name, frame in tables.items():
        frame.to_csv(folder / "in" / f"{name}.csv", index=False)
    path = folder / "in" / "region.xlsx"
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        for name, frame in tables.items():
            frame.to_excel(book, sheet_name=name, index=False)
        hidden = book.book.create_sheet("clients")
        hidden.append(["zqhidden"])
        hidden.sheet_state = "veryHidden"
        book.book["contacts"]["B2"].comment = Comment("zqcomment", "zqauthor")
        book.book.properties.creator = "zqauthor"
    return path


def _names(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Give each id that tells who somebody is the canary that takes its place."""
    actors, seats = tables["actors"], tables["members"]
    informal = actors["layer"] == "informal"
    one = ~informal & ~actors["level"].isin(["practice", "group", "organisation"])
    whose = {
        "resident": [*tables["contacts"]["resident"], *tables["requests"]["resident"]],
        "request": [*tables["contacts"]["request"], *tables["requests"]["request"]],
        "patient": seats.loc[seats["role"].isin(["patient", "partner"]), "member"],
        "informal": actors.loc[informal, "actor"],
        "person": actors.loc[one, "actor"],
    }
    return {
        own: f"zq{kind}{at:04d}"
        for kind, ids in whose.items()
        for at, own in enumerate(dict.fromkeys(ids))
        if isinstance(own, str)
    }


def _told(source: Path, folder: Path) -> None:
    """Ask every command, hand over deliveries with mistakes, and print what there is."""
    saved, first = folder / "in" / "saved", "BU99990101"
    region = eco.load(source)
    eco.save(region, saved, format="parquet")
    for name in ASKED:
        main(["measure", name, str(saved), "--neighbourhood", first])
    for command in ("find", "propose", "compose"):
        main([command, str(saved), "--neighbourhood", first])
    main(["check", str(source)])
    main(["check", str(source), "--lang", "nl", "--format", "json"])
    for table, column in _MISTAKES:
        _with_a_mistake(table, column, folder)
    for hood in region:
        print(hood, region, hood.tables, sep="\n")
    print(region.notices.to_csv(), eco.questions(hood).to_csv())
    for wrong in ("zqplaces", "contacts.zq"):
        with contextlib.suppress(KeyError, AttributeError):
            getattr(hood, wrong)
            print(region[wrong])


_MISTAKES = (
    ("contacts", "minutes"),
    ("contacts", "need"),
    ("requests", "asked"),
    ("requests", "contact_point"),
    ("members", "role"),
)


def _with_a_mistake(table: str, column: str, folder: Path) -> None:
    """Hand over a table of which some cells hold what is of a resident and cannot be."""
    frame = pd.read_csv(folder / "in" / f"{table}.csv", dtype="str")
    where = frame.index.isin(frame.sample(8, random_state=1).index)
    frame[column] = frame[column].mask(where, "zqresident" + frame[column].fillna(""))
    frame.to_csv(folder / "in" / "odd" / f"{table}.csv", index=False)
    main(["check", str(folder / "in" / "odd"), "--lang", "nl"])
    main(["find", str(folder / "in" / "odd")])
    (folder / "in" / "odd" / f"{table}.csv").unlink()


def _for_programs(source: Path, folder: Path) -> None:
    """Export for every other program, at both levels."""
    hood = eco.load(source)["BU99990101"]
    findings, moves = eco.find(hood), eco.propose(hood, learn=1)
    print(eco.involvement(hood).to_string(), hood)
    _with_a_mistake("contacts", "law", folder)
    counted = {name: getattr(eco, name)(hood) for name in ("flow", "involvement", "excess")}
    for level in ("shareable", "internal"):
        out = eco.protect(hood, findings=findings, moves=moves, counted=counted, level=level)
        for to, ending in {"kumu": "kumu.xlsx", "xlsx": "xlsx"}.items():
            eco.export(out, folder / level / f"{to}.{ending}", to)
        for to in ("graphml", "gexf", "json"):
            eco.export(out, folder / level / f"region.{to}", to)


def _for_people(source: Path, folder: Path) -> None:
    """Draw the view, the page, the report and the map."""
    region = eco.load(source)
    hood = region["BU99990101"]
    findings, moves = eco.find(hood), eco.propose(hood, learn=1)
    view = eco.view(hood, findings=findings, moves=moves, level="internal")
    view.save(folder / "internal" / "view.html")
    eco.page(hood, moves, resamples=1, level="internal").save(folder / "internal" / "page.pdf")
    eco.view_region(region).save(folder / "shareable" / "map.html")
    eco.small_multiples(region, region.codes).save(folder / "shareable" / "abreast.html")
    report(region, folder / "shareable" / "report", codes=[hood.code], learn=1, resamples=1)


def _survey(source: Path, folder: Path) -> None:
    """Survey the region."""
    survey = eco.survey(eco.load(source))
    for name in ("survey.csv", "survey.xlsx", "survey.parquet"):
        write_survey(protect_survey(survey), folder / "shareable" / name)
    print(survey.to_csv())


def _notebook(path: Path, source: Path, folder: Path) -> None:
    """Execute a notebook on the region; what it writes lies in what is told."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace("../data/rivierenwijk", str(source))
    (folder / "told" / "here").mkdir()
    here = {"metadata": {"path": str(folder / "told" / "here")}}
    NotebookClient(notebook, resources=here).execute()
    (folder / "told" / "notebook.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


PARTS: tuple[Callable[[Path, Path], None], ...] = (
    _for_programs,
    _told,
    _for_people,
    _survey,
)
_BLIND = (("xlsx",), ("said.txt",), ("html", "pdf"), ("survey.csv", "survey.xlsx", "ipynb"))
"""In what kinds of file of each part the name of the neighbourhood must be seen."""


def _keep_ids(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(load, "pseudonymised", lambda tables: (dict(tables), []))


def _keep_names(patch: pytest.MonkeyPatch) -> None:
    def renamed(actors: pd.DataFrame, lang: Any) -> pd.DataFrame:
        told = persons.renamed(actors, lang)
        return told.assign(label=actors["label"].to_numpy())

    patch.setattr(outgoing, "renamed", renamed)


def _read_anything(patch: pytest.MonkeyPatch) -> None:
    known = headings.named

    def named(table: str) -> dict[str, str]:
        if table != "actors":
            return known(table)
        others = {name: column for name, column in known(table).items() if column != "organisation"}
        return others | {"bijzonderheden": "organisation"}

    patch.setattr(headings, "named", named)


FAULTS: Mapping[str, Fault] = {
    "residents keep their ids": _keep_ids,
    "a message repeats what stands in a row about a resident": lambda patch: patch.setattr(
        log.Sheet, "hides", False
    ),
    "persons keep their names in what may be shared": _keep_names,
    "a column that is not read is read": _read_anything,
}
