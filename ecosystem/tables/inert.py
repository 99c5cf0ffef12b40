"""Text that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

import pandas as pd

UNSEEN = r"[\s\0\"\u200b-\u200f\u2060\ufeff]*"
_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20\u2212"
RUNS = re.compile(rf"(^|[;\t\r\n])(?={UNSEEN}[{_SIGNS}]|[\t\r\n])")
"""
Where a text, or a part of it that another separator makes a cell, begins as what some spreadsheet
runs: also behind what is not seen, and in full width.
"""
_AS_SAVED = rf"(?=[\s\0\"'\u200b-\u200f\u2060\ufeff]*[{_SIGNS}]|'*[\t\r\n])"
"""What `RUNS` looks for, also behind a `'` or more, so that taking one away is the way back."""
_LIVE = re.compile(rf"(^|[;\t\r\n]){_AS_SAVED}")
_MARKED = re.compile(rf"(^|[;\t\r\n])'{_AS_SAVED}")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def inert(table: pd.DataFrame) -> pd.DataFrame:
    """
    Put a `'` before text that a spreadsheet would run, as OWASP advises for CSV.

    Parameters
    ----------
    table
        Any; numbers stay numbers, also when they are held as text.

    Returns
    -------
    inert
        The same table; headings and the index are made inert as well.

    References
    ----------
    OWASP, *Application Security Verification Standard* 5.0, 1.2.10.

    Examples
    --------
    >>> inert(pd.DataFrame({"name": ["=1+1", "Linde", "-3"], "hours": [-1, 2, 3]})).values.tolist()
    [["'=1+1", -1], ['Linde', 2], ['-3', 3]]
    """
    told = table.rename(columns=_safe)
    words = [name for name in told if not pd.api.types.is_numeric_dtype(told[name].dtype)]
    return told.assign(**{str(name): told[name].map(_safe) for name in words})


def marked(text: str) -> str:
    """
    Put a `'` before what a spreadsheet would run in a text, so that `unmarked` takes it away.

    Examples
    --------
    >>> marked("=1+1"), marked("-3"), marked("'=1"), unmarked(marked("'=1"))
    ("'=1+1", '-3', "''=1", "'=1")
    """
    return text if NUMBER.fullmatch(text) else _LIVE.sub(r"\1'", text)


def unmarked(text: str) -> str:
    """Take away the `'` that stands before what a spreadsheet would run."""
    return _MARKED.sub(r"\1", text)


def _safe(cell: object) -> object:
    if not isinstance(cell, str) or NUMBER.fullmatch(cell):
        return cell
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")  # a bare one is not quoted in CSV
    return RUNS.sub(r"\1'", lines)
