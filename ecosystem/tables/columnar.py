"""Plain Parquet files as raw cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables import headings
from ecosystem.tables.log import Sheet
from ecosystem.tables.problems import Problem


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
            content = file.read(use_threads=False)
        content.validate(full=True)
        columns = [_series(content.column(at)) for at in range(content.num_columns)]
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        problems.append(Problem(path.name, "damaged_parquet"))
        return []
    sheet = Sheet(table, path.name, {}, np.arange(1, content.num_rows + 1))
    headings.place(sheet, content.column_names, None, columns)
    return [sheet]


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
