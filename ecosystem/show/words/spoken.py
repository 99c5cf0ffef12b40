"""Tables as text for people: numbers as their language writes them, and a sign for missing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ecosystem.tables.language import Language

NOTHING = "-"
NOTE = {"en": "-: unknown, or does not apply", "nl": "-: onbekend, of niet van toepassing"}
_POINT = {"en": ".", "nl": ","}


def spoken(table: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """
    Write every cell of a table as text.

    Parameters
    ----------
    table
        A table, for instance of `labelled`; an index with a name becomes a column.
    lang
        Language that says how a decimal is written, `en` or `nl`.

    Returns
    -------
    spoken
        The same rows and columns as text; `NOTHING` where something is missing, which `NOTE`
        explains.

    Examples
    --------
    >>> frame = pd.DataFrame({"uren": pd.array([1.5, None], dtype="Float64")})
    >>> spoken(frame, "nl")["uren"].tolist()
    ['1,5', '-']
    """
    plain = table.reset_index() if table.index.name else table
    return plain.apply(lambda column: _said(column, lang))


def _said(column: pd.Series, lang: Language) -> pd.Series:
    decimal = pd.api.types.is_float_dtype(column.dtype)

    def say(value: Any) -> str:
        if pd.isna(value):
            return NOTHING
        if not decimal:
            return str(value)
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", _POINT[lang])

    return pd.Series([say(value) for value in column], index=column.index, dtype="str")
