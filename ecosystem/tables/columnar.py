"""Plain Parquet files as raw cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables import headings
from ecosystem.tables.log import Sheet
from ecosystem.tables.problems import Problem

MOST_CELLS = 20_000_000
MOST_TEXT = 200_000_000
"""Cells, and bytes of text; a million contacts are 10 million cells, 80 MB of text."""


def read(path: Path, table: str, problems: list[Problem]) -> list[Sheet]:
    """
    Read a Parquet file, checking the checksums of its pages where it has them.

    One thread reads: on damaged files several threads were seen to end Python itself.

    Parameters
    ----------
    path
        The file.
    table
        The table of the schema it holds.
    problems
        Takes what is the matter with the file as a whole.

    Returns
    -------
    sheets
        Its cells; none where the file is damaged.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only needed for Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            before = _look(path.name, file)
            names = file.schema.names if before is None else []
        if before is not None:
            problems.append(before)
            return []
        kept = {"page_checksum_verification": True, "read_dictionary": names}
        with pq.ParquetFile(path, **kept) as file:
            content = file.read(use_threads=False)
        content.validate(full=True)
        if _texts(content) > MOST_TEXT:
            problems.append(Problem(path.name, "parquet_too_large", values=_size(content)))
            return []
        columns = [_series(content.column(at)) for at in range(content.num_columns)]
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        problems.append(Problem(path.name, "damaged_parquet"))
        return []
    sheet = Sheet(table, path.name, {}, np.arange(1, content.num_rows + 1))
    headings.place(sheet, content.column_names, None, columns)
    return [sheet]


def _size(about: Any) -> dict[str, int]:
    return {"rows": about.num_rows, "columns": about.num_columns}


def _look(name: str, file: Any) -> Problem | None:
    """Say why a file is not read, from its index alone."""
    import pyarrow.types as kinds  # noqa: PLC0415

    about = file.metadata
    if about.num_columns > headings.MOST:
        return Problem(name, "too_many_columns", values={"most": headings.MOST})
    size = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
    if about.num_rows * about.num_columns > MOST_CELLS or size > MOST_TEXT:
        return Problem(name, "parquet_too_large", values=_size(about))
    for field in file.schema_arrow:
        if kinds.is_nested(field.type):
            return Problem(name, "nested_column", column=field.name[:60])
    return None


def _texts(content: Any) -> int:
    """Count the bytes of all texts; one that stands in many cells is kept once until then."""
    import pyarrow.compute as pc  # noqa: PLC0415
    import pyarrow.types as kinds  # noqa: PLC0415

    texts = [
        chunk
        for column in content.columns
        if kinds.is_dictionary(column.type) and not kinds.is_primitive(column.type.value_type)
        for chunk in column.chunks
    ]
    lengths = [pc.binary_length(chunk.dictionary).take(chunk.indices) for chunk in texts]
    return sum(pc.sum(pc.cast(length, "int64")).as_py() or 0 for length in lengths)


def _series(column: Any) -> pd.Series:
    import pyarrow.types as kinds  # noqa: PLC0415

    kind = column.type
    if kinds.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if kinds.is_string(kind) or kinds.is_large_string(kind):
        return pd.Series(column.to_pandas(), dtype="str")
    if kinds.is_integer(kind) and column.null_count:
        return pd.Series(column.to_pandas(integer_object_nulls=True), dtype="object")
    return pd.Series(column.to_pandas())
