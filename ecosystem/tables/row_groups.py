"""A folder of Parquet: a file a table, a row group a neighbourhood, read one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn

import pandas as pd

from ecosystem.tables.arrow_rows import repeating, types
from ecosystem.tables.key import key
from ecosystem.tables.language import Language
from ecosystem.tables.looked_at import Tables
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Problem, TableError
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.pseudonyms import TABLES_OF, key_of, rows_with_pseudonyms
from ecosystem.tables.schema import TABLES

Damaged = Literal["stop", "leave_out"]
MARK = b"ecosystem"
VERSION = b"1"
PLACE = "neighbourhood_of_row"
"""The column that leads every table: the neighbourhood whose row it is."""


def write_row_groups(hoods: Iterable[Neighbourhood], folder: Path) -> None:
    """
    Write neighbourhoods one by one; there is never more than one in memory.

    Parameters
    ----------
    hoods
        Neighbourhoods, by code.
    folder
        An empty folder.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    with ExitStack() as stack:
        writers: dict[str, Any] = {}
        for hood in hoods:
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


def is_ours(folder: Path) -> bool:
    """
    Tell whether any Parquet file in a folder that can be opened carries our mark.

    Parameters
    ----------
    folder
        Any path.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    for file in sorted(folder.glob("*.parquet")):
        try:
            if MARK in (pq.read_schema(file).metadata or {}):
                return True
        except (OSError, ValueError, pa.ArrowException):  # names that are no text, too
            continue
    return False


class Opened(NamedTuple):
    """A file, its index, and the row groups of each neighbourhood."""

    stored: Any
    index: Any
    groups: dict[str, list[int]]


@dataclass(frozen=True)
class RowGroups:
    """
    Reads the neighbourhoods of a folder.

    A class, since it keeps the index of each file once it has been read: some 0.1 MB a
    neighbourhood, all tables together.

    Parameters
    ----------
    folder
        A folder with a Parquet file a table.
    lang
        Language of the messages, `en` or `nl`.
    damaged
        As `open_parquet` takes it.
    within
        What stands before the name of a file in the messages.
    """

    folder: Path
    lang: Language = "en"
    damaged: Damaged = "stop"
    within: str = ""

    @cached_property
    def files(self) -> dict[str, Opened]:
        """Each table opened."""
        return self._opened[0]

    @cached_property
    def left_out(self) -> dict[str, pd.DataFrame]:
        """The tables that were left out, and why, as `TableError` has its problems."""
        return self._opened[1]

    @cached_property
    def _opened(self) -> tuple[dict[str, Opened], dict[str, pd.DataFrame]]:
        opened, left_out = {}, {}
        for table in TABLES:
            try:
                if (self.folder / f"{table}.parquet").exists():
                    opened[table] = self._open(table)
            except TableError as error:
                if self.damaged == "stop":
                    raise
                left_out[table] = error.problems
        return opened, left_out

    def codes(self) -> set[str]:
        """Give the codes of its neighbourhoods."""
        return {code for file in self.files.values() for code in file.groups}

    def counts(self) -> dict[str, int]:
        """Count the rows of each table."""
        return {table: file.index.metadata.num_rows for table, file in self.files.items()}

    def tables(self, code: str) -> dict[str, Any]:
        """Read the tables with rows of a neighbourhood; residents by pseudonym."""
        rows = {table: self._rows(table, code) for table in self._with(code)}
        return {
            table: rows_with_pseudonyms(table, found, self._secret) if table in TABLES_OF else found
            for table, found in rows.items()
        }

    def _secret(self) -> bytes:
        """Give one's own key, or else one made of the index of every file with residents."""
        secret = key()
        if isinstance(secret, Problem):
            stop([secret], self.lang)
        of = [self.files[table] for table in TABLES_OF if table in self.files]
        begins = [(file, _begins(file, file.index.metadata.num_row_groups)) for file in of]
        return secret or key_of(
            file.stored.read_at(file.stored.size() - at, at) for file, at in begins
        )

    def raw(self, code: str) -> Iterator[bytes]:
        """Give the name of each table with rows of a neighbourhood, and those rows as they lie."""
        for table in self._with(code):
            file = self.files[table]
            for at in file.groups[code]:
                begin, end = (_begins(file, some) for some in (at, at + 1))
                yield table.encode()
                yield file.stored.read_at(end - begin, begin)

    def _with(self, code: str) -> list[str]:
        return [table for table, file in self.files.items() if code in file.groups]

    def _open(self, table: str) -> Opened:
        """Open a file, and list the row groups of each neighbourhood from their statistics."""
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        try:
            stored = pa.OSFile(str(self.folder / f"{table}.parquet"))
            index = pq.ParquetFile(
                stored, page_checksum_verification=True, read_dictionary=list(repeating(table))
            )
            mark = (index.schema_arrow.metadata or {}).get(MARK)
            groups = [index.metadata.row_group(at) for at in range(index.num_row_groups)]
            places = [group.column(0).statistics for group in groups]
            low = [place and place.min for place in places]
            high = [place and place.max for place in places]
        except (OSError, ValueError, OverflowError, pa.ArrowException):
            self._stop(table, "damaged_parquet")
        if mark != VERSION or index.schema_arrow != _schema(table, repeating(table)) or low != high:
            self._stop(table, "other_parquet")
        where: dict[str, list[int]] = {}
        for at, code in enumerate(low):
            where.setdefault(str(code), []).append(at)
        return Opened(stored, index, where)

    def _rows(self, table: str, code: str) -> Any:
        """Read rows with one thread: on damaged files several were seen to end Python itself."""
        import pyarrow as pa  # noqa: PLC0415

        _, index, groups = self.files[table]
        names = list(types(table))
        try:
            arrow = index.read_row_groups(groups[code], columns=names, use_threads=False)
            arrow.validate(full=True)
            return arrow.replace_schema_metadata(None)
        except (OSError, ValueError, OverflowError, pa.ArrowException):
            self._stop(table, "damaged_parquet")

    def _stop(self, table: str, code: str) -> NoReturn:
        stop([Problem(f"{self.within}{table}.parquet", code)], self.lang)


def stop(problems: list[Problem], lang: Language) -> NoReturn:
    """Raise a `TableError` of problems with the files themselves."""
    accounting = pd.DataFrame(columns=["table", "read", "accepted", "refused", "empty"])
    raise TableError(in_words(problems, lang), accounting, lang)


def _begins(file: Opened, at: int) -> int:
    """Tell where a row group begins in its file; the one after the last is the index."""
    metadata = file.index.metadata
    if at == metadata.num_row_groups:
        return int(file.stored.size() - 8 - metadata.serialized_size)
    column = metadata.row_group(at).column(0)
    places = (column.dictionary_page_offset, column.data_page_offset)
    return min(int(place) for place in places if place)


@cache
def _schema(table: str, coded: tuple[str, ...] = ()) -> Any:
    """Give the types of a table, some of its columns read as dictionaries."""
    import pyarrow as pa  # noqa: PLC0415

    kinds = types(table) | dict.fromkeys(coded, pa.dictionary(pa.int32(), pa.string()))
    return pa.schema([(PLACE, pa.large_string()), *kinds.items()], metadata={MARK: VERSION})
