"""A region in Parquet: a folder, or one in parts, of which only one is open at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood, Region, empty
from ecosystem.tables.problems import Problem
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.row_groups import Damaged, RowGroups, is_ours, stop, write_row_groups
from ecosystem.tables.schema import TABLES

MOST = 200
"""Neighbourhoods in one folder: the index of more is some 24 MB."""
_NAME = re.compile(r"part_(\d{4,9})_of_(\d{4,9})")


def shared_out(codes: Sequence[str]) -> dict[str, Sequence[str]]:
    """
    Divide neighbourhoods over parts; where they fit in one folder that is the folder itself.

    Parameters
    ----------
    codes
        Codes, sorted.

    Returns
    -------
    shared_out
        The codes of each part, by its name.

    Examples
    --------
    >>> shared_out(["BU1", "BU2"])
    {'': ['BU1', 'BU2']}
    >>> {name: len(some) for name, some in shared_out([str(at) for at in range(350)]).items()}
    {'part_0001_of_0002': 200, 'part_0002_of_0002': 150}
    """
    if len(codes) <= MOST:
        return {"": codes}
    count = -(-len(codes) // MOST)
    return {_name(at + 1, count): codes[at * MOST : (at + 1) * MOST] for at in range(count)}


def _name(at: int, count: int) -> str:
    return f"part_{at:04}_of_{count:04}"


def parts(folder: str | Path) -> list[str]:
    """
    Name the parts in a folder.

    Parameters
    ----------
    folder
        Any path.

    Returns
    -------
    parts
        Their names, sorted; none where a region is not in parts.
    """
    there = Path(folder).glob("part_*_of_*")
    return sorted(path.name for path in there if _NAME.fullmatch(path.name) and path.is_dir())


def write_parquet(region: Region, folder: Path) -> None:
    """
    Write a region a neighbourhood at a time; there is never more than one in memory.

    Parameters
    ----------
    region
        Neighbourhoods by code.
    folder
        An empty folder.
    """
    for name, codes in shared_out(region.codes).items():
        (folder / name).mkdir(exist_ok=True)
        write_row_groups((region.read(code) for code in codes), folder / name)


def is_region(folder: str | Path) -> bool:
    """
    Tell whether a folder holds Parquet that `save` wrote, so that `open_parquet` reads it.

    Parameters
    ----------
    folder
        Any path.

    Returns
    -------
    is_region
        Whether it holds parts, or any Parquet file in it that can be opened carries our mark.
    """
    return bool(parts(folder)) or is_ours(Path(folder))


def open_parquet(folder: str | Path, *, lang: Language = "en", damaged: Damaged = "stop") -> Region:
    """
    Open a region that `save` wrote as Parquet; a neighbourhood is read when asked for.

    Parameters
    ----------
    folder
        A folder with a Parquet file a table, or with such folders: the parts of a region of
        many.
    lang
        Language of the messages, `en` or `nl`.
    damaged
        What to do where the index of a file is damaged, or a part is not there: `stop`, or
        `leave_out` that table (of that part), and name it in the notices.

    Returns
    -------
    region
        Neighbourhoods by code. Only their codes are in memory, and the index of one part; the
        checksum of every page that is read is verified.

    Raises
    ------
    TableError
        If a file is damaged or was not written by `save`: here where its index is, else when
        the neighbourhood is read. If a part is not there, or a neighbourhood stands in two.
    """
    read = Partition(Path(folder).absolute(), lang, damaged)
    where, rows, notices = read.index
    if not rows:
        values = {"found": "–", "names": ", ".join(TABLES)}
        stop([Problem(Path(folder).name, "nothing_found", values=values)], lang)
    counts = list(rows.values())
    accounting = pd.DataFrame(
        {"table": list(rows), "read": counts, "accepted": counts, "refused": 0, "empty": 0}
    )
    return Region(tuple(sorted(where)), read, notices, accounting)


class Index(NamedTuple):
    """The part of each neighbourhood, the rows of each table, and what was left out and why."""

    where: dict[str, str]
    rows: dict[str, int]
    notices: pd.DataFrame


@dataclass(frozen=True)
class Partition:
    """
    Reads the neighbourhoods of a folder; it travels to another process as a path.

    A class, since it keeps in which part each stands, and the part that was read last open; it
    leaves both at home.

    Parameters
    ----------
    folder
        As `open_parquet` takes it.
    lang
        Language of the messages, `en` or `nl`.
    damaged
        As `open_parquet` takes it.
    """

    folder: Path
    lang: Language = "en"
    damaged: Damaged = "stop"

    @cached_property
    def index(self) -> Index:
        """What stands where; each part is looked into and let go again."""
        names = parts(self.folder)
        problems = self._amiss(names)
        where: dict[str, str] = {}
        rows: Counter[str] = Counter()
        left_out: list[pd.DataFrame] = []
        for name in names or [""]:
            part = self._part(name)
            codes = part.codes()
            twice = len(codes & where.keys())
            if twice:
                problems.append(Problem(name, "part_twice", values={"count": twice}))
            where = dict.fromkeys(codes, name) | where
            rows.update(part.counts())
            left_out += part.left_out.values()
        if problems and self.damaged == "stop":
            stop(problems, self.lang)
        if names:
            self._open.clear()
        told = pd.concat([in_words(problems, self.lang), *left_out], ignore_index=True)
        return Index(where, {table: rows[table] for table in TABLES if table in rows}, told)

    def _amiss(self, names: Sequence[str]) -> list[Problem]:
        """Say which part is not there, and what lies beside parts."""
        there = Counter(match[2] for match in map(_NAME.fullmatch, names) if match)
        problems = []
        for of, found in ((int(count), found) for count, found in there.items()):
            each = (_name(at, of) for at in range(1, of + 1))
            first = next((name for name in each if name not in names), None)
            if first is not None:
                values = {"of": of, "found": found}
                problems.append(Problem(first, "part_missing", values=values))
        beside = sorted(self.folder.glob("*.parquet")) if names else []
        return [*problems, *(Problem(file.name, "beside_region") for file in beside)]

    @cached_property
    def _open(self) -> dict[str, RowGroups]:
        return {}

    def _part(self, name: str) -> RowGroups:
        """Give a part; the one before it is let go."""
        if name not in self._open:
            self._open.clear()
            within = f"{name}/" if name else ""
            self._open[name] = RowGroups(self.folder / name, self.lang, self.damaged, within)
        return self._open[name]

    def __call__(self, code: str) -> Neighbourhood:
        """Read the neighbourhood with a code; a table that others only have rows of is empty."""
        part = self._part_of(code)
        read = part.tables(code)
        given = self._given(part)
        tables = {name: read[name] if name in read else empty(name) for name in given}
        named = read["neighbourhoods"]["name"].drop_null() if "neighbourhoods" in read else []
        return Neighbourhood(code, str(named[0]) if len(named) else code, tables)

    def raw(self, code: str) -> Iterator[bytes]:
        """Give what its tables follow from: which are given, and their rows as they lie."""
        part = self._part_of(code)
        yield " ".join(self._given(part)).encode()
        yield from part.raw(code)

    def _part_of(self, code: str) -> RowGroups:
        return self._part(self.index.where.get(code, ""))

    def _given(self, part: RowGroups) -> list[str]:
        return [name for name in self.index.rows if name not in part.left_out]

    def __reduce__(self) -> tuple[type[Partition], tuple[Path, Language, Damaged]]:
        return Partition, (self.folder, self.lang, self.damaged)
