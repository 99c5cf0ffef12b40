"""Rows of a table as Arrow holds them, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from ecosystem.tables.schema import TABLES, Kind


@cache
def types(table: str) -> dict[str, Any]:
    """
    Give the Arrow type of each column of a table, in the order of the schema.

    Parameters
    ----------
    table
        Name of a table of the schema.

    Returns
    -------
    types
        A type by name of column.

    Examples
    --------
    >>> types("reach")["hours"]
    DataType(double)
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)

    kinds: dict[Kind, Any] = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "yes_no": pa.bool_(),
        "date": pa.timestamp("us"),
        "time": pa.timestamp("us"),
    }
    columns = [column for column in TABLES[table].columns if column.name != "fte"]
    return {column.name: kinds.get(column.kind, pa.large_string()) for column in columns}


@cache
def repeating(table: str) -> tuple[str, ...]:
    """
    Name the columns of text that are read as a dictionary: by the thousand, the same again.

    Parameters
    ----------
    table
        Name of a table of the schema.

    Returns
    -------
    repeating
        Its columns of text where its rows are about single residents, or else none.

    Examples
    --------
    >>> repeating("requests")[:3], repeating("actors")
    (('neighbourhood', 'request', 'resident'), ())
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)

    named = types(table) if TABLES[table].about_residents else {}
    return tuple(name for name, kind in named.items() if kind == pa.large_string())


@cache
def order_of(table: str) -> tuple[str, ...]:
    """
    Name the columns by which rows of a table stand: neighbourhood, its key, then the others.

    Parameters
    ----------
    table
        Name of a table of the schema.

    Returns
    -------
    order_of
        Every column of the table, the first first.

    Examples
    --------
    >>> order_of("reach")
    ('neighbourhood', 'actor', 'hours')
    """
    known = types(table)
    first = [name for name in ("neighbourhood", *TABLES[table].key) if name in known]
    return tuple(dict.fromkeys([*first, *known]))


def arrow_rows(table: str, columns: Mapping[str, Any]) -> Any:
    """
    Make rows of a table in their order; columns that are not given are empty.

    Rows that are the same in every column may change places, which nobody can see.

    Parameters
    ----------
    table
        Name of a table of the schema.
    columns
        Values by name of column, of one length; one text is that text in every row.

    Returns
    -------
    arrow_rows
        A table of Arrow: every column of the schema in its type, missing values last.

    Examples
    --------
    >>> arrow_rows("reach", {"actor": ["gp", "choir"], "neighbourhood": "north"}).to_pylist()[0]
    {'actor': 'choir', 'neighbourhood': 'north', 'hours': None}
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)
    import pyarrow.compute as pc  # noqa: PLC0415

    size = next(len(given) for given in columns.values() if not isinstance(given, str))
    made = {}
    for name, kind in types(table).items():
        given = columns.get(name)
        if given is None:
            made[name] = pa.nulls(size, kind)
        elif isinstance(given, str):
            made[name] = pa.repeat(pa.scalar(given, kind), size)
        elif isinstance(given, (pa.Array, pa.ChunkedArray)):
            made[name] = given
        else:
            made[name] = pa.array(given, kind, from_pandas=True).cast(kind)
    rows = pa.table(made)
    by = [(name, "ascending") for name in order_of(table)]
    return rows.take(pc.sort_indices(rows, sort_keys=by))


def as_frame(rows: Any) -> pd.DataFrame:
    """
    Turn rows of Arrow into a table of ours.

    Parameters
    ----------
    rows
        A table of Arrow with the types of the schema; text may be a dictionary.

    Returns
    -------
    as_frame
        The same rows, each column in the type that the schema gives it.

    Examples
    --------
    >>> as_frame(arrow_rows("reach", {"actor": ["gp"], "hours": [2]}))
      actor neighbourhood  hours
    0    gp           NaN    2.0
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)

    dtypes = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    rows = written_out(rows)
    frame: pd.DataFrame = rows.to_pandas(types_mapper=dtypes.get, use_threads=False)
    return frame


def written_out(rows: Any) -> Any:
    """
    Write text that is held as a dictionary out again.

    Parameters
    ----------
    rows
        A table of Arrow.

    Returns
    -------
    written_out
        The same rows, in the types of the schema.

    Examples
    --------
    >>> import pyarrow as pa
    >>> rows = pa.table({"need": pa.array(["skin", None, "skin"]).dictionary_encode()})
    >>> written_out(rows).column("need").to_pylist()
    ['skin', None, 'skin']
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)

    for at, field in enumerate(rows.schema):
        if pa.types.is_dictionary(field.type):
            rows = rows.set_column(at, field.name, rows.column(at).cast(pa.large_string()))
    return rows
