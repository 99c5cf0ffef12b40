"""Why something cannot be done, in the language of whoever asked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ecosystem.tables.progress import LANG


def refusal(room: str, key: str, **filled: object) -> str:
    """
    Say a sentence of a room's `refusals.toml`.

    Parameters
    ----------
    room
        The package it stands in.
    key
        Its name.
    **filled
        What stands in its places.

    Returns
    -------
    refusal
        The sentence, in the language that the command was asked in; else in English.

    Examples
    --------
    >>> refusal("ecosystem.tables", "more", some="BU1, BU2", count=3)
    'BU1, BU2 and 3 more'
    """
    return _sentences(room)[key][LANG.get()].format(**filled)


def in_own_words(text: str) -> str:
    """
    Say what a table is needed for in that language, as far as it is known there.

    Examples
    --------
    >>> in_own_words("Continuity")
    'Continuity'
    """
    return (
        _sentences("ecosystem.tables")["for_what"].get(text, text) if LANG.get() == "nl" else text
    )


@cache
def _sentences(room: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(room).joinpath("refusals.toml").read_text("utf-8"))
