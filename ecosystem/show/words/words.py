"""Every word the view says, in English and in Dutch, in one catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from csv import DictReader
from importlib.resources import files

from ecosystem.protect import Outgoing
from ecosystem.tables.language import Language


def rows(name: str) -> list[dict[str, str]]:
    """
    Read a table of words of this room.

    Parameters
    ----------
    name
        Its file.

    Returns
    -------
    rows
        One dictionary per row, by column, in the order of the file; an empty cell is empty text.

    Examples
    --------
    >>> rows("words.csv")[0]
    {'key': 'shareable', 'en': 'shareable', 'nl': 'deelbaar'}
    """
    with files("ecosystem.show.words").joinpath(name).open(encoding="utf-8") as text:
        return list(DictReader(text))


WORDS = {row["key"]: (row["en"], row["nl"]) for row in rows("words.csv")}
"""English and Dutch by key, in the order of `words.csv`; what stands in braces is filled in."""


def phrase(words: Mapping[str, tuple[str, str]], key: str, lang: Language, **filled: object) -> str:
    """
    Say one thing of a small catalogue in a language.

    Parameters
    ----------
    words
        English and Dutch, by key.
    key
        What to say.
    lang
        `en` or `nl`.
    **filled
        What stands in its braces.

    Returns
    -------
    phrase
        The words.

    Examples
    --------
    >>> phrase({"count": ("{n} people", "{n} mensen")}, "count", "nl", n=3)
    '3 mensen'
    """
    return words[key][("en", "nl").index(lang)].format(**filled)


def say(key: str, lang: Language) -> str:
    """
    Say one thing in a language.

    Parameters
    ----------
    key
        What to say.
    lang
        `en` or `nl`.

    Returns
    -------
    words
        Text, in which `{...}` are still to be filled in.

    Examples
    --------
    >>> say("residents", "nl")
    'bewoners'
    """
    return WORDS[key][("en", "nl").index(lang)]


def several(key: str, count: int, lang: Language) -> str:
    """
    Say how many there are, of one as of one.

    Examples
    --------
    >>> several("region", 1, "en"), several("region", 2, "nl")
    ('1 neighbourhood', '2 buurten')
    """
    return say(f"{key}_1" if count == 1 else key, lang).format(count=count)


OF_REGIONS = ("region", "multiples", "not_told")
"""How words begin that are of more neighbourhoods than one."""


def catalogue(lang: Language) -> dict[str, str]:
    """Give everything the view of one neighbourhood can say, in a language."""
    return {key: say(key, lang) for key in WORDS if not key.startswith(OF_REGIONS)}


def residents(outgoing: Outgoing) -> tuple[str, str]:
    """
    Say what stands in the middle: how many people live there, where that is known.

    Parameters
    ----------
    outgoing
        What may leave.

    Returns
    -------
    number, word
        The number is empty where it is unknown.

    Examples
    --------
    >>> residents(eco.protect(street))
    ('', 'residents')
    """
    table = outgoing.tables["neighbourhoods"]
    known = table["population"].dropna()
    comma = "." if outgoing.lang == "nl" else ","
    number = f"{int(known.sum()):,}".replace(",", comma) if len(known) else ""
    return number, say("residents", outgoing.lang)
