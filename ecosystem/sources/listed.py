"""Lists of edges and of nodes, opened: which sheet, which row has the headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ecosystem.sources.foreign import SHEETS, frame_of, read, read_sheets
from ecosystem.sources.imported import headings_there, refuse, some
from ecosystem.tables import personal_numbers
from ecosystem.tables.language import Language
from ecosystem.tables.problems import Problem

PAIRS = (
    ("from", "to"),
    ("source", "target"),
    ("vertex 1", "vertex 2"),
    ("actor", "partner"),
    ("van", "naar"),
)
IDS = ("id", "node", "vertex", "actor", "label", "vertex.names", "name", "naam")
EDGE_SHEETS = ("connections", "edges", "ties", "verbindingen")
NODE_SHEETS = ("elements", "vertices", "nodes", "actors", "actoren")


@dataclass
class Listed:
    """One list: its cells under lower-case headings, and what was read of it."""

    file: str
    cells: pd.DataFrame
    notices: list[Problem]
    used: set[str] = field(default_factory=set)

    def take(self, heading: str) -> pd.Series:
        """Give a column, whole numbers without the decimals that R and Excel add."""
        self.used.add(heading)
        text = self.cells[heading]
        whole = text.str.fullmatch(r"-?\d+\.0+").fillna(value=True).all()
        return text.str.replace(r"\.0+$", "", regex=True) if whole else text

    def notice(self, code: str, count: int, values: Sequence[str] = (), column: str = "") -> None:
        """Notice something that stands there `count` times, if it does."""
        if count:
            told = {"count": count, "some": some(values, 9)}
            self.notices.append(Problem(self.file, code, column=column, values=told))


def open_lists(
    edges: Path, nodes: Path | None, notices: list[Problem], lang: Language
) -> tuple[Listed, Listed | None]:
    """
    Open a list of edges, and one of nodes where there is one.

    Parameters
    ----------
    edges
        A file with edges.
    nodes
        A file with nodes; else those of the workbook of `edges`.
    notices
        Where what is noticed later goes.
    lang
        Language of the messages.

    Returns
    -------
    edges
        The list of edges.
    nodes
        The list of nodes, if any.

    Raises
    ------
    TableError
        If a file cannot be used.
    """
    both = nodes is None and edges.suffix.lower() in SHEETS
    pairs = " / ".join(" + ".join(pair).title() for pair in PAIRS[:3])
    found = [_one(edges, EDGE_SHEETS, _is_edges, pairs, notices)]
    if nodes or both:
        found.append(_one(nodes or edges, NODE_SHEETS, _is_nodes, "Id / Label / Vertex", notices))
    if both and isinstance(found[1], Problem):
        found.pop()
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        refuse(problems, lang)
    opened = [one for one in found if isinstance(one, Listed)]
    return opened[0], opened[1] if len(opened) > 1 else None


def _one(
    path: Path,
    names: tuple[str, ...],
    heading: Callable[[list[str]], bool],
    wanted: str,
    notices: list[Problem],
) -> Listed | Problem:
    """Read the one list of a file, or of that sheet of a workbook that has such a name or row."""
    if path.suffix.lower() in SHEETS:
        sheets, wrong = read_sheets(path)
        order = sorted(sheets, key=lambda name: name.strip().lower() not in names)
        fits = [name for name in order if any(map(heading, sheets[name][:10]))]
        rows = sheets[(fits or order)[0]] if order else []
        frame = frame_of(rows, heading=heading) if rows else None
        wrong = wrong or ([] if frame is None else personal_numbers.problems(path.name, frame))
    else:
        frame, wrong = read(path, heading=heading)
    if wrong:
        return wrong[0]
    if frame is None or frame.empty:
        return Problem(path.name, "source_empty")
    if not heading(list(frame.columns)):
        values = {"wanted": wanted, "there": headings_there(list(frame))}
        return Problem(path.name, "source_no_column", values=values)
    frame.columns = frame.columns.str.strip().str.lower()
    return Listed(path.name, frame.loc[:, ~frame.columns.duplicated()], notices)


def ends_of(headings: Iterable[str]) -> tuple[str, str] | None:
    """
    Find the two headings under which the ends of an edge stand.

    Parameters
    ----------
    headings
        Those of a list, in any case.

    Returns
    -------
    pair
        In lower case; None where there is no such pair.
    """
    there = {heading.strip().lower() for heading in headings}
    return next((pair for pair in PAIRS if there.issuperset(pair)), None)


def _is_edges(row: list[str]) -> bool:
    return ends_of(row) is not None


def _is_nodes(row: list[str]) -> bool:
    there = {heading.strip().lower() for heading in row}
    return bool(there & set(IDS)) and not _is_edges(row)
