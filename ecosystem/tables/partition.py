"""A region in Parquet: a file a table, a row group a neighbourhood, read one by one."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

from ecosystem.tables.arrow_rows import types
from ecosystem.tables.looked_at import Tables
from ecosystem.tables.neighbourhood import Neighbourhood, Region, empty
from ecosystem.tables.problems import Language, Problem, TableError
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.schema import TABLES

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


def open_parquet(folder: str | Path, *, lang: Language = "en") -> Region:
    """
    Open a region that `save` wrote as Parquet; a neighbourhood is read when asked for.

    Parameters
    ----------
    folder
        A folder with a Parquet file a table.
    lang
        Language of the messages, `en` or `nl`.

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
    paths = [Path(folder) / f"{name}.parquet" for name in TABLES]
    files = {path.stem: _index(path, lang) for path in paths if path.exists()}
    if not files:
        _stop(Path(folder), "nothing_found", lang, found="–", names=", ".join(TABLES))
    named_in = files["neighbourhoods"][1] if "neighbourhoods" in files else {}
    codes = sorted({code for _, groups in files.values() for code in groups})

    def read(code: str) -> Neighbourhood:
        tables = {
            name: _rows(file, groups[code], Path(folder) / f"{name}.parquet", lang)
            if code in groups
            else empty(name)
            for name, (file, groups) in files.items()
        }
        named = tables["neighbourhoods"]["name"].drop_null() if code in named_in else []
        return Neighbourhood(code, str(named[0]) if len(named) else code, tables)

    counts = [file.metadata.num_rows for file, _ in files.values()]
    accounting = pd.DataFrame(
        {"table": list(files), "read": counts, "accepted": counts, "refused": 0, "empty": 0}
    )
    return Region(tuple(codes), read, in_words([]), accounting)


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
