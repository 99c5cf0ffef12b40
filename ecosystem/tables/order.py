"""The order in which a table is written, whatever the order it came in."""

from __future__ import annotations

import pandas as pd

from ecosystem.tables.arrow_rows import order_of, types
from ecosystem.tables.schema import TABLES


def ordered(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """
    Put a table in its canonical order.

    Parameters
    ----------
    table
        Name of a table of the schema.
    frame
        Its rows.

    Returns
    -------
    ordered
        Columns as in the schema; rows by neighbourhood, by what makes a row unique, then by
        the other columns, missing values last.

    Raises
    ------
    ValueError
        If the table or a column is not in the schema.

    Examples
    --------
    >>> ordered("reach", pd.DataFrame({"neighbourhood": ["south", "north"], "actor": ["gp"] * 2}))
      actor neighbourhood  hours
    0    gp         north    NaN
    1    gp         south    NaN
    """
    if table not in TABLES:
        raise ValueError(f"{table!r} is not a table; there are: {', '.join(TABLES)}.")
    known, by = list(types(table)), list(order_of(table))
    unknown = [name for name in frame.columns if name not in {*known, "fte"}]
    if unknown:
        raise ValueError(f"{table} has no column {unknown[0]!r}; it has: {', '.join(known)}.")
    frame = frame if list(frame.columns) == known else frame.reindex(columns=known)
    return _sorted(frame, by)


def _sorted(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """
    Sort rows by all these columns, as `sort_values` does but many times as fast.

    Rows of which every column is the same may change places, which nobody can see.
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)
    import pyarrow.compute as pc  # noqa: PLC0415

    try:
        columns = {name: pa.array(frame[name].array, from_pandas=True) for name in by}
        order = pc.sort_indices(pa.table(columns), sort_keys=[(name, "ascending") for name in by])
    except (pa.ArrowException, TypeError):
        return frame.sort_values(by, ignore_index=True)
    return frame.take(order.to_numpy()).reset_index(drop=True)
