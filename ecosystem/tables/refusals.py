"""Why something cannot be done, in the language of whoever asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ecosystem.tables.language import LANG, Language
from ecosystem.tables.schema import TABLES


def refusal(room: str, key: str, lang: Language | None = None, /, **filled: object) -> str:
    """
    Say a sentence of a room's `refusals.toml`.

    Parameters
    ----------
    room
        The package it stands in.
    key
        Its name.
    lang
        Language, `en` or `nl`; by default that of the shell or the command.
    **filled
        What stands in its places.

    Returns
    -------
    refusal
        The sentence.

    Examples
    --------
    >>> refusal("ecosystem.tables", "more", some="BU1, BU2", count=3)
    'BU1, BU2 and 3 more'
    """
    return _sentences(room)[key][lang or LANG.get()].format(**filled)


def one_of(name: str, given: object, known: Iterable[str], lang: Language | None = None) -> None:
    """
    Refuse an option that is none of these.

    Parameters
    ----------
    name
        The option.
    given
        What it was given.
    known
        What it may be.
    lang
        As `refusal` takes it.

    Raises
    ------
    ValueError
        If it is something else; the message says what it can be.

    Examples
    --------
    >>> one_of("by", "need", ["all", "need"])
    >>> one_of("by", "behoefte", ["all", "need"], "nl")
    Traceback (most recent call last):
    ValueError: by is 'behoefte'; kies uit: all, need
    """
    known = tuple(known)
    if given not in known:
        filled = {"name": name, "given": given, "known": ", ".join(known)}
        raise ValueError(refusal("ecosystem.tables", "one_of", lang, **filled))


def tables_told(names: Iterable[str]) -> str:
    """
    List tables as the sheets of a workbook in that language are called.

    Examples
    --------
    >>> tables_told(["contacts", "actors"])
    'actors, contacts'
    """
    own = [TABLES[name].nl if LANG.get() == "nl" else name for name in sorted(names)]
    return ", ".join(own) or refusal("ecosystem.tables", "none")


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
