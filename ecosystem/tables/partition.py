"""A region in Parquet: a file a table, a row group a neighbourhood, read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, cached_property
from os import SEEK_END
from pathlib import Path
from typing import Any, BinaryIO, Literal, NoReturn

import pandas as pd

from ecosystem.tables.arrow_rows import types
from ecosystem.tables.looked_at import Tables
from ecosystem.tables.neighbourhood import Neighbourhood, Region, empty
from ecosystem.tables.problems import Language, Problem, TableError
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.schema import TABLES

Damaged = Literal["stop", "leave_out"]
MARK = b"ecosystem"
VERSION = b"1"
PLACE = "neighbourhood_of_row"
"""The column that leads every table: the neighbourhood whose row it is."""


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
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    with ExitStack() as stack:
        writers: dict[str, Any] = {}
        for hood in region:
            tables = Tables(hood.tables)
            for name in tables:
                rows = tables.rows(name)
                if not len(rows):
                    continue
                schema = _schema(name)
                if name not in writers:
                    file = pq.ParquetWriter(
                        folder / f"{name}.parquet",
                        schema,
                        compression="zstd",
                        write_page_checksum=True,
                    )
                    writers[name] = stack.enter_context(file)
                place = pa.repeat(pa.scalar(hood.code, pa.large_string()), len(rows))
                arrow = pa.Table.from_arrays([place, *rows.columns], schema=schema)
                writers[name].write_table(arrow, row_group_size=len(rows))


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
        Whether any Parquet file in it that can be opened carries our mark.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    for file in sorted(Path(folder).glob("*.parquet")):
        try:
            if MARK in (pq.read_schema(file).metadata or {}):
                return True
        except (OSError, pa.ArrowException):
            continue
    return False


def open_parquet(folder: str | Path, *, lang: Language = "en", damaged: Damaged = "stop") -> Region:
    """
    Open a region that `save` wrote as Parquet; a neighbourhood is read when asked for.

    Parameters
    ----------
    folder
        A folder with a Parquet file a table.
    lang
        Language of the messages, `en` or `nl`.
    damaged
        What to do where the index of a file is damaged: `stop`, or `leave_out` the table, and
        name it in the notices.

    Returns
    -------
    region
        Neighbourhoods by code. Only the index is in memory; the checksum of every page that
        is read is verified.

    Raises
    ------
    TableError
        If a file is damaged or was not written by `save`: here where its index is, else when
        the neighbourhood is read.
    """
    read = Partition(Path(folder).absolute(), lang, damaged)
    if not read.files:
        _stop(Path(folder), "nothing_found", lang, found="–", names=", ".join(TABLES))
    counts = [file.metadata.num_rows for file, _ in read.files.values()]
    accounting = pd.DataFrame(
        {"table": list(read.files), "read": counts, "accepted": counts, "refused": 0, "empty": 0}
    )
    codes = tuple(sorted({code for _, groups in read.files.values() for code in groups}))
    return Region(codes, read, read.notices, accounting)


@dataclass(frozen=True)
class Partition:
    """
    Reads the neighbourhoods of a folder; it travels to another process as a path.

    A class, since it keeps the index of each file once it has been read, and leaves it at home.

    Parameters
    ----------
    folder
        A folder with a Parquet file a table.
    lang
        Language of the messages, `en` or `nl`.
    damaged
        As `open_parquet` takes it.
    """

    folder: Path
    lang: Language = "en"
    damaged: Damaged = "stop"

    @cached_property
    def files(self) -> dict[str, tuple[Any, dict[str, list[int]]]]:
        """Each table opened, and the row groups of each neighbourhood."""
        return self._opened[0]

    @cached_property
    def notices(self) -> pd.DataFrame:
        """The files that were left out, and why, as `TableError` has its problems."""
        return self._opened[1]

    @cached_property
    def _opened(self) -> tuple[dict[str, tuple[Any, dict[str, list[int]]]], pd.DataFrame]:
        opened, notices = {}, in_words([], self.lang)
        for table in TABLES:
            path = self.folder / f"{table}.parquet"
            try:
                if path.exists():
                    opened[table] = _index(path, self.lang)
            except TableError as error:
                if self.damaged == "stop":
                    raise
                notices = pd.concat([notices, error.problems], ignore_index=True)
        return opened, notices

    def __call__(self, code: str) -> Neighbourhood:
        """Read the neighbourhood with a code."""
        tables = {
            name: _rows(file, groups[code], self.folder / f"{name}.parquet", self.lang)
            if code in groups
            else empty(name)
            for name, (file, groups) in self.files.items()
        }
        rows = self.files.get("neighbourhoods", (None, {}))[1]
        named = tables["neighbourhoods"]["name"].drop_null() if code in rows else []
        return Neighbourhood(code, str(named[0]) if len(named) else code, tables)

    def raw(self, code: str) -> Iterator[bytes]:
        """Give the name of each table with rows of a neighbourhood, and those rows as they lie."""
        for name, (file, groups) in self.files.items():
            with (self.folder / f"{name}.parquet").open("rb") as stored:
                for at in groups.get(code, ()):
                    begin, end = (_begins(file.metadata, some, stored) for some in (at, at + 1))
                    stored.seek(begin)
                    yield name.encode()
                    yield stored.read(end - begin)

    def __reduce__(self) -> tuple[type[Partition], tuple[Path, Language, Damaged]]:
        return Partition, (self.folder, self.lang, self.damaged)


def _begins(metadata: Any, at: int, stored: BinaryIO) -> int:
    """Tell where a row group begins in its file; the one after the last is the index."""
    if at == metadata.num_row_groups:
        return stored.seek(-8 - int(metadata.serialized_size), SEEK_END)
    column = metadata.row_group(at).column(0)
    places = (column.dictionary_page_offset, column.data_page_offset)
    return min(int(place) for place in places if place)


def _index(file: Path, lang: Language) -> tuple[Any, dict[str, list[int]]]:
    """Open a file, and list the row groups of each neighbourhood from their statistics."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        opened = pq.ParquetFile(file, page_checksum_verification=True)
        mark = (opened.schema_arrow.metadata or {}).get(MARK)
        groups = [opened.metadata.row_group(at) for at in range(opened.num_row_groups)]
        places = [group.column(0).statistics for group in groups]
        low = [place and place.min for place in places]
        high = [place and place.max for place in places]
    except (OSError, ValueError, OverflowError, pa.ArrowException):
        _stop(file, "damaged_parquet", lang)
    if mark != VERSION or opened.schema_arrow != _schema(file.stem) or low != high:
        _stop(file, "other_parquet", lang)
    where: dict[str, list[int]] = {}
    for at, code in enumerate(low):
        where.setdefault(str(code), []).append(at)
    return opened, where


def _rows(opened: Any, groups: list[int], file: Path, lang: Language) -> Any:
    """Read rows with one thread: on damaged files several were seen to end Python itself."""
    import pyarrow as pa  # noqa: PLC0415

    names = opened.schema_arrow.names[1:]
    try:
        arrow = opened.read_row_groups(groups, columns=names, use_threads=False)
        arrow.validate(full=True)
        return arrow.replace_schema_metadata(None)
    except (OSError, ValueError, OverflowError, pa.ArrowException):
        _stop(file, "damaged_parquet", lang)


@cache
def _schema(table: str) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    return pa.schema([(PLACE, pa.large_string()), *types(table).items()], metadata={MARK: VERSION})


def _stop(file: Path, code: str, lang: Language, **values: str) -> NoReturn:
    accounting = pd.DataFrame(columns=["table", "read", "accepted", "refused", "empty"])
    raise TableError(
        in_words([Problem(file.name, code, values=dict(values))], lang), accounting, lang
    )
