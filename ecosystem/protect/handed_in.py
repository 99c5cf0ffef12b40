"""Tables that are handed in to be told: each has the columns that it is told by, or a word."""

from __future__ import annotations

import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.refusals import refusal

NEEDED = {
    "findings": ("finding", "subject", "needs", "residents", "hours"),
    "moves": ("move", "who", "what", "to"),
    "helped": ("resident", "actor"),
}
"""Columns without which a table that `protect` takes tells nothing."""


def handed_in(lang: Language, **tables: pd.DataFrame | None) -> None:
    """
    Look at tables that are handed in: whether each can be one of its kind.

    Parameters
    ----------
    lang
        Language of the message.
    **tables
        What is handed in as `findings`, `moves` or `helped`, if it is.

    Raises
    ------
    ValueError
        If a column is missing that every table of its kind has.

    Examples
    --------
    >>> handed_in("en", helped=pd.DataFrame({"actor": ["gp"]}))
    Traceback (most recent call last):
    ValueError: helped has no column resident; it takes resident, actor
    """
    for name, table in tables.items():
        lacks = [] if table is None else [each for each in NEEDED[name] if each not in table]
        if lacks:
            takes = ", ".join(NEEDED[name])
            named = {"name": name, "lacks": ", ".join(lacks), "takes": takes}
            raise ValueError(refusal("ecosystem.protect", "lacks", lang, **named))
