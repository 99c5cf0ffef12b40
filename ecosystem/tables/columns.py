"""Columns of numbers, moments and what is written down at all, as arrays; once a neighbourhood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.looked_at import Tables
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


def column(hood: Neighbourhood, table: str, name: str) -> Any:
    """
    Give a column as it is held: by Arrow, where it was read so, or else by pandas.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    table, name
        A column of the schema.

    Returns
    -------
    column
        A value a row; none where the table was not given.

    Examples
    --------
    >>> column(street, "competences", "actor").tolist()
    ['gp', 'nurse']
    """
    tables = hood.tables
    if isinstance(tables, Tables) and table in tables:
        return tables.column(table, name)
    return getattr(hood, table)[name]


def numbers(hood: Neighbourhood, table: str, name: str) -> np.ndarray:
    """
    Give a column of numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    table, name
        A column of numbers.

    Returns
    -------
    numbers
        A number a row, NaN where it is missing.

    Examples
    --------
    >>> numbers(street, "meetings", "times").tolist()
    [12.0, 6.0]
    """
    return remember(hood, _Made(_numbers, table, name))


def moments(hood: Neighbourhood, table: str, name: str) -> np.ndarray:
    """
    Give a column of times or dates.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    table, name
        A column of times or dates.

    Returns
    -------
    moments
        Microseconds since 1970 a row; the lowest number there is, as numpy makes of a missing
        time, where it is missing.

    Examples
    --------
    >>> moments(street, "meetings", "review").view("datetime64[us]").astype(str).tolist()
    ['NaT', 'NaT']
    """
    return remember(hood, _Made(_moments, table, name))


def known(hood: Neighbourhood, table: str, name: str) -> np.ndarray:
    """
    Tell which values of a column are written down.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    table, name
        A column.

    Returns
    -------
    known
        Whether, a row.

    Examples
    --------
    >>> known(street, "ties", "requested_by").tolist()
    [False, False, True, False, False]
    """
    return remember(hood, _Made(_known, table, name))


@dataclass(frozen=True)
class _Made:
    """What is made of a column, known by how and of which."""

    how: Callable[[Any], np.ndarray]
    table: str
    name: str

    def __call__(self, hood: Neighbourhood) -> np.ndarray:
        made = self.how(column(hood, self.table, self.name))
        made.setflags(write=False)
        return made


def _numbers(values: Any) -> np.ndarray:
    if isinstance(values, pd.Series):
        return np.array(values.to_numpy(dtype=np.float64, na_value=np.nan))
    return np.array(values.to_numpy(), dtype=np.float64)


def _moments(values: Any) -> np.ndarray:
    return np.array(values.to_numpy(), dtype="datetime64[us]").view(np.int64)


def _known(values: Any) -> np.ndarray:
    return np.array(values.notna() if isinstance(values, pd.Series) else values.is_valid())
