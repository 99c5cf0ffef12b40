"""The events of a log as a reader gathers them: columns of text, each distinct text kept once."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ecosystem.tables.problems import Problem

BLOCK = 20_000
"""Events that are kept as Python objects at a time."""
LONGEST = 1 << 24
"""Signs in one line or one value; a longer one is no log, and would fill the memory."""
TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
DENSEST, FREE = 200, 30_000_000
"""How many times larger a packed log may be when unpacked, and from how many bytes on that counts;
XES packs to a thirtieth."""
Wanted = Callable[[str], bool]
"""Tells of a heading whether its column may be needed."""


class NotALogError(Exception):
    """A file that cannot be read as a log, with the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


@dataclass
class Events:
    """The events of one file in its order, and what was odd about them."""

    file: str
    headings: list[str]
    """All there are, also those that are not read."""
    columns: dict[str, pd.Categorical]
    """Those that may be needed; an empty text is missing."""
    lines: np.ndarray
    """Line of the file on which each event begins."""
    refused: int = 0
    """Events that were none, and are in no column."""
    notices: list[Problem] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    """What the log says of itself, by key."""
    personal: list[Problem] = field(default_factory=list)
    """Columns that are not read and look like numbers of persons."""

    def column(self, heading: str) -> pd.Categorical:
        """Give a column; all missing where there is none."""
        if heading in self.columns:
            return self.columns[heading]
        return pd.Categorical.from_codes(np.full(len(self.lines), -1), pd.Index([], dtype="str"))

    def notice(self, code: str, which: np.ndarray, **values: Any) -> None:
        """Notice something of events, if there are any: how many, and the first line."""
        lines = self.lines[which]
        if len(lines):
            told = {"count": len(lines), **values}
            self.notices.append(Problem(self.file, code, row=int(lines.min()), values=told))


class Gathered:
    """Columns that grow a block at a time; one that begins later is missing before."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._blocks: dict[str, list[pa.Array]] = {}
        self._lines: list[np.ndarray] = []

    def add(self, lines: Sequence[int], columns: Iterable[tuple[str, Sequence[Any]]]) -> None:
        """
        Add a block of events.

        Parameters
        ----------
        lines
            Line of the file of each.
        columns
            Their texts by heading.
        """
        self._lines.append(np.array(lines, dtype="int64"))
        for name, texts in columns:
            blocks = self._blocks.setdefault(name, [])
            blocks += [_nothing(size) for size in self._sizes[len(blocks) :]]
            blocks.append(pa.array(texts, pa.large_string()).dictionary_encode())
        self._sizes.append(len(lines))

    @property
    def lines(self) -> np.ndarray:
        """Give the line of each event."""
        return np.concatenate(self._lines) if self._lines else np.zeros(0, dtype="int64")

    def columns(self) -> dict[str, pd.Categorical]:
        """
        Give each column whole.

        Returns
        -------
        columns
            By heading, with the distinct texts in alphabetical order as categories; a text
            without a visible sign is missing.
        """
        for blocks in self._blocks.values():
            blocks += [_nothing(size) for size in self._sizes[len(blocks) :]]
        return {name: _categories(blocks) for name, blocks in self._blocks.items()}


def opened(path: Path) -> BinaryIO:
    """
    Open a file, unpacked where it is packed, whatever it is called.

    Parameters
    ----------
    path
        A file, plain or .gz.

    Returns
    -------
    stream
        Its bytes.
    """
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast("BinaryIO", io.BufferedReader(_Unpacked(path))) if packed else path.open("rb")


class _Unpacked(io.RawIOBase):
    """A packed file as it is unpacked, up to what no log comes to."""

    def __init__(self, path: Path) -> None:
        self.path, self.most = path, max(FREE, DENSEST * path.stat().st_size)
        self.stream = gzip.open(path)  # noqa: SIM115 (closed with this)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, into: Any) -> int:
        """Unpack some more."""
        if self.stream.tell() > self.most:
            raise NotALogError(Problem(self.path.name, "log_bomb", values={"times": DENSEST}))
        return self.stream.readinto(into)

    def close(self) -> None:
        """Close the file."""
        self.stream.close()
        super().close()


def categorical(texts: Sequence[str | None]) -> pd.Categorical:
    """
    Make a column of texts.

    Parameters
    ----------
    texts
        One an event.

    Returns
    -------
    column
        As `Gathered.columns` gives it.

    Examples
    --------
    >>> categorical(["b", None, " ", "a"]).tolist()
    ['b', nan, nan, 'a']
    """
    return _categories([pa.array(texts, pa.large_string()).dictionary_encode()])


def _nothing(size: int) -> pa.Array:
    return pa.nulls(size, pa.large_string()).dictionary_encode()


def _categories(blocks: list[pa.Array]) -> pd.Categorical:
    whole = pa.chunked_array(blocks).unify_dictionaries()
    codes = [chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False) for chunk in whole.chunks]
    texts = whole.chunk(0).dictionary
    seen = texts.filter(pc.not_equal(pc.utf8_trim_whitespace(texts), ""))
    seen = seen.take(pc.sort_indices(seen))
    place = pc.index_in(texts, value_set=seen).fill_null(-1).to_numpy(zero_copy_only=False)
    return pd.Categorical.from_codes(
        np.append(place, -1)[np.concatenate(codes)], pd.Index(TEXT.__from_arrow__(seen))
    )
