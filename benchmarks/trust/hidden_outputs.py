"""What is made of a neighbourhood before and after a hidden change, with what is told in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import numpy as np
import pandas as pd

import ecosystem as eco
from benchmarks.trust import by_design
from benchmarks.trust.by_design import Told
from benchmarks.trust.handed_in import findings_again, moves_again
from benchmarks.trust.hidden_changes import Log
from benchmarks.trust.small_world import NEEDS, RARE
from ecosystem.protect import Outgoing, protect_survey
from ecosystem.show.area_map.region_view import SHOWN as COLOURED
from ecosystem.show.area_map.small_multiples import SHOWN as UNDER
from ecosystem.show.export import Format
from ecosystem.show.view.view import View
from ecosystem.show.words import told as words
from ecosystem.tables.neighbourhood import Neighbourhood, Region

OF_RESIDENTS = ("flow", "excess", "involvement")
COUNTED = (*OF_RESIDENTS, "right_weight", "ladder")
FORMATS: tuple[Format, ...] = ("xlsx", "kumu", "graphml", "gexf", "json")
INTERNAL = re.compile(rb"intern: |internal")
"""What is internal says so, in Dutch or as the level."""
Outputs = dict[tuple[str, str], tuple[Told, bytes]]
"""By layer and name, what is told in an output by design, and its bytes."""


@dataclass
class World:
    """A neighbourhood before any change, and what was made of it, as far as it was asked for."""

    number: int
    first: Log
    findings: pd.DataFrame
    known: dict[str, Outputs] = field(default_factory=dict)


def found(hood: Neighbourhood) -> pd.DataFrame:
    """Hand in what is found, but for what is about the rare need: that it is there stays hidden."""
    findings = eco.find(hood)
    return findings[~findings["needs"].str.contains(RARE)]


def least(log: Log) -> list[Told]:
    """Give the figures of now and after that are told of least teams, of all moves and of three."""
    hood = log.hood()
    moves = moves_again(hood, np.random.default_rng(0))
    return [by_design.totals(hood, eco.what_if(hood, some)) for some in (moves, _three(moves))]


def _three(moves: pd.DataFrame) -> pd.DataFrame:
    return moves[moves["move"] != "shorten"]


def _counted(world: World, log: Log, seed: int) -> Outputs:
    """Make tables that are counted over residents."""
    del world, seed
    hood = log.hood()
    made = {name: getattr(eco, name)(hood) for name in COUNTED}
    tables = eco.protect(hood, counted=made).tables
    every: Outputs = {}
    for name, table in made.items():
        of_residents = name in OF_RESIDENTS
        design = by_design.sums(log, table) if of_residents else by_design.rows(table)
        came = by_design.counts(log) if of_residents else {}
        every["counted", name] = (design | came, _cells(tables[name]))
        keys = [key for key in ("measure", *by_design.KEYS) if key in tables[name]]
        for row in tables[name].to_dict("records"):
            about = tuple("" if pd.isna(row[key]) else str(row[key]) for key in keys)
            own = (about[1], about[0]) if of_residents else about
            said = {own: design[own]} if own in design else {}
            if about[0] in by_design.OF_WHO_CAME:
                said |= came
            if not of_residents:
                said |= {key: told for key, told in design.items() if about[0] in key}
            every["rows", f"{name} {about}"] = (said, repr(row).encode())
    return every


def _told(log: Log, findings: pd.DataFrame) -> tuple[dict[str, Told], Told]:
    """Say what is told by design in each table, and in what holds all of them."""
    counts, said = by_design.counts(log), by_design.statements(findings)
    needs = {need: count for need, count in counts.items() if need in NEEDS}
    one = {"needs": needs, "helps": counts, "both": counts, "findings": said}
    return one, counts | said


def _as_found(world: World, log: Log, seed: int) -> Outputs:
    """Make the tables and the view of what `find` itself finds."""
    return _now(world, log, seed, world.findings if seed < 0 else found(log.hood()))


def _as_handed(world: World, log: Log, seed: int) -> Outputs:
    """Make the tables and the view of the same statements, handed in with other figures."""
    return _now(world, log, seed, _findings(world, seed))


def _now(world: World, log: Log, seed: int, findings: pd.DataFrame) -> Outputs:
    hood = log.hood()
    moves = moves_again(hood, _rng(world, seed))
    made = words.told(hood, findings=findings, moves=moves, level="shareable", lang="nl")
    design, every = _told(log, findings)
    return {**_tables(made, design), ("view", ""): (every, View(made).html.encode())}


def _after(world: World, log: Log, seed: int) -> Outputs:
    """Make now and after in tables and figures, and the view of both."""
    hood, findings = log.hood(), _findings(world, seed)
    moves = moves_again(hood, _rng(world, seed))
    after = eco.what_if(hood, moves)
    made = words.told(
        hood, findings=findings, moves=moves, after=after, level="shareable", lang="nl"
    )
    design, every = _told(log, findings)
    every = every | by_design.totals(hood, after)
    return {
        **_tables(made, design | {"comparison": every}),
        **(_tables(made.after, design, "after ") if made.after else {}),
        ("view of both", ""): (every, View(made).html.encode()),
    }


def _files(world: World, log: Log, seed: int) -> Outputs:
    """Make the page and the files."""
    hood, findings = log.hood(), _findings(world, seed)
    moves = _three(moves_again(hood, _rng(world, seed)))
    page = eco.page(hood, moves, findings=findings, resamples=0, lang="nl")
    _, every = _told(log, findings)
    figures = every | by_design.totals(hood, eco.what_if(hood, moves))
    made: Outputs = {
        ("page", ""): (figures, page.html.encode()),
        ("pdf", ""): (figures, page.pdf),
    }
    out = eco.protect(hood, findings=findings, moves=moves)
    with TemporaryDirectory() as folder:
        for to in FORMATS:
            made[to, ""] = (every, eco.export(out, Path(folder) / "x", to).read_bytes())
    return made


def _region(world: World, log: Log, seed: int) -> Outputs:
    """Make the survey that is shared, figure by figure, the map, and neighbourhoods abreast."""
    del world, seed
    hood = log.hood()
    region = Region((hood.code,), lambda _: hood, None, None)
    made = eco.survey(region)
    design = by_design.surveyed(made.iloc[0].to_dict())
    shared = protect_survey(made)
    every: Outputs = {
        ("survey", name): ({name: design[name]}, repr(shared[name].tolist()).encode())
        for name in shared
    }
    for kind, html, names in (
        ("map", eco.view_region(region).html, COLOURED),
        ("abreast", eco.small_multiples(region).html, UNDER),
    ):
        alone = eco.survey(region, measures=names)["beside_own_tables"].iloc[0]
        drawn = by_design.surveyed({**made.iloc[0], "beside_own_tables": alone})
        of = [*names, *(f"{name}_of" for name in names)]
        every[kind, ""] = ({name: drawn[name] for name in of}, html.encode())
    return every


def _marks(world: World, log: Log, seed: int) -> Outputs:
    """See whether what is internal says so, in each format."""
    marked = dict.fromkeys(("view", "page", *FORMATS), b"marked")
    if seed < 0:
        return {("mark", name): ({}, mark) for name, mark in marked.items()}
    hood, findings = log.hood(), _findings(world, seed)
    made = words.told(hood, findings=findings, level="internal", lang="nl")
    page = eco.page(
        hood,
        moves_again(hood, _rng(world, seed)).head(0),
        findings=findings,
        resamples=0,
        level="internal",
        lang="nl",
    )
    whole = {"view": View(made).html.partition("<style>")[0].encode(), "page": page.html.encode()}
    with TemporaryDirectory() as folder:
        whole |= {to: _inside(eco.export(made, Path(folder) / "x", to)) for to in FORMATS}
    return {
        ("mark", name): ({}, marked[name] if INTERNAL.search(text) else b"")
        for name, text in whole.items()
    }


MAKERS: dict[str, Callable[[World, Log, int], Outputs]] = {
    "counted": _counted,
    "found": _as_found,
    "handed": _as_handed,
    "after": _after,
    "files": _files,
    "region": _region,
    "marks": _marks,
}


def _findings(world: World, seed: int) -> pd.DataFrame:
    return world.findings if seed < 0 else findings_again(world.findings, _rng(world, seed))


def _rng(world: World, seed: int) -> np.random.Generator:
    return np.random.default_rng([world.number, seed + 1])


def _tables(made: Outgoing, design: dict[str, Told], which: str = "") -> Outputs:
    return {
        ("protect", which + name): (design.get(name, {}), _cells(table))
        for name, table in made.tables.items()
    }


def _cells(table: pd.DataFrame) -> bytes:
    """Write every cell with its kind, and whatever else a table carries."""
    plain = table.reset_index().astype("object")
    kinds = [(str(name), repr(kind)) for name, kind in table.dtypes.items()]
    return repr((kinds, table.index.names, table.attrs, plain.to_numpy().tolist())).encode()


def _inside(path: Path) -> bytes:
    """Read a file, of a workbook all that is packed in it."""
    if not path.read_bytes().startswith(b"PK"):
        return path.read_bytes()
    with ZipFile(path) as book:
        return b"".join(book.read(name) for name in book.namelist())
