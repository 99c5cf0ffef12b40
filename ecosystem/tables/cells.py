"""Raw cells of one column, as text, with what a spreadsheet said they were."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

TEXT, NUMBER, DATE, YES_NO, NOTHING = "t", "n", "d", "b", ""


@dataclass(frozen=True)
class Cells:
    """
    The cells of one column before anything is decided about them.

    `text` holds every cell as text, missing where it is empty. `kind` says per cell what the
    file itself knew it to be: `t` text, `n` number, `d` date or time, `b` yes or no; it is
    missing where the file knows text only. `number` holds the typed numbers.
    """

    text: pd.Series
    kind: np.ndarray | None = None
    number: np.ndarray | None = None

    def typed(self, kind: str) -> np.ndarray:
        """Tell of each cell whether the file itself says it is of this kind."""
        return np.asarray(self.kind == kind)


def cells(raw: pd.Series) -> Cells:
    """
    Take the cells of a column as text, whatever they were.

    A whole number loses its `.0`; a date or a time is written as ISO does. `NA`, `None` and
    `null` in a text file are text.

    Parameters
    ----------
    raw
        One column of a text file, a sheet, a Parquet file or a DataFrame.

    Returns
    -------
    cells
        The same cells, in the same order.

    Examples
    --------
    >>> cells(pd.Series(["NA", 12.0, None, dt.date(2025, 4, 3)])).text.tolist()
    ['NA', '12', nan, '2025-04-03']
    """
    raw = raw.reset_index(drop=True)
    if isinstance(raw.dtype, pd.StringDtype):
        return Cells(raw.astype("str"))
    if isinstance(raw.dtype, pd.DatetimeTZDtype):
        return Cells(raw.map(str, na_action="ignore").astype("str"))
    if pd.api.types.is_datetime64_dtype(raw.dtype):
        kind = np.where(raw.notna(), DATE, NOTHING)
        return Cells(raw.dt.strftime("%Y-%m-%dT%H:%M:%S.%f").astype("str"), kind)
    if pd.api.types.is_numeric_dtype(raw.dtype) and not pd.api.types.is_bool_dtype(raw.dtype):
        number = raw.astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
        kind = np.where(np.isnan(number), NOTHING, NUMBER)
        text = pd.Series([_written(value) for value in raw.astype("object")], dtype="str")
        return Cells(text, kind, number)
    values = raw.astype("object").tolist()
    kind = np.array([_kind(value) for value in values], dtype="U1")
    number = np.array(
        [float(v) if k == NUMBER else np.nan for v, k in zip(values, kind, strict=True)]
    )
    text = pd.Series([_written(value) for value in values], dtype="str")
    return Cells(text, kind, number)


_HALF = re.compile("[\ud800-\udfff]")
"""Half a sign, which no text can hold; it becomes a question mark."""


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return TEXT
    if isinstance(value, bool | np.bool_):
        return YES_NO
    if isinstance(value, int | float | np.integer | np.floating):
        return NOTHING if pd.isna(value) else NUMBER
    if value is None or value is pd.NaT or value is pd.NA:
        return NOTHING
    return DATE if isinstance(value, dt.date | dt.time | dt.timedelta) else TEXT


def _written(value: Any) -> Any:
    """Write one cell as text; a missing one stays missing."""
    if value is None or value is pd.NaT or value is pd.NA:
        return np.nan
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        whole = str(int(value)) if float(value).is_integer() else repr(float(value))
        return np.nan if np.isnan(value) else whole
    text = value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
    return text.encode("utf-8", "replace").decode() if _HALF.search(text) else text
