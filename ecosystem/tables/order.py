"""The order in which a table is written, whatever the order it came in."""

from __future__ import annotations

import pandas as pd

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
    known = [column.name for column in TABLES[table].columns if column.name != "fte"]
    unknown = [name for name in frame.columns if name not in {*known, "fte"}]
    if unknown:
        raise ValueError(f"{table} has no column {unknown[0]!r}; it has: {', '.join(known)}.")
    first = [name for name in ("neighbourhood", *TABLES[table].key) if name in known]
    by = list(dict.fromkeys([*first, *known]))
    return frame.reindex(columns=known).sort_values(by, ignore_index=True)
