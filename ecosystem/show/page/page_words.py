"""How a page says things: its phrases, its numbers, and names short enough for paper."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from ecosystem.find.phrases import fill, names_told, number_told
from ecosystem.protect import Outgoing
from ecosystem.tables.language import Language

PHRASES: dict[str, dict[str, str]] = tomllib.loads(
    files("ecosystem.show.page").joinpath("paper", "words.toml").read_text(encoding="utf-8")
)
"""Everything a page says, by name and language."""
LONGEST = 44
"""Letters of one name."""
AVERAGES = ("now", "fewest")
"""Numbers that are told with their decimal, also where it is 0."""
MANY = 20
"""From here a number is told without decimals."""
_LONG_WORD = re.compile(r"\S{25,}")
_OPEN, _SHUT = "\x02", "\x03"


@dataclass(frozen=True)
class Words:
    """
    What one page fills its phrases with.

    Attributes
    ----------
    lang
        Its language.
    figures
        Its numbers, by name, of those that are known.
    names
        Short names of actors, meetings and needs, by kind and id.
    """

    lang: Language
    figures: dict[str, Any]
    names: dict[str, dict[str, str]]

    def say(self, key: str, **known: Any) -> str:
        """Fill a phrase; what is None or empty is not known."""
        said = {name: str(value) for name, value in known.items() if value is not None}
        return fill(PHRASES[key][self.lang], said, "?")

    def bold(self, key: str, **known: Any) -> list[tuple[str, bool]]:
        """Fill a phrase, and tell which parts were filled in."""
        held = {name: f"{_OPEN}{value}{_SHUT}" for name, value in known.items() if value}
        parts = re.split(f"{_OPEN}(.*?){_SHUT}", self.say(key, **held))
        return [(part, at % 2 == 1) for at, part in enumerate(parts) if part]

    def number(self, figure: str) -> str | None:
        """Tell a figure as the language writes it; None where it is not known."""
        value = self.figures.get(figure)
        if value is None:
            return None
        if figure.startswith(AVERAGES):
            return f"{value:.1f}".replace(".", "," if self.lang == "nl" else ".")
        return number_told(float(value) if value < MANY else round(value), self.lang)

    def named(self, kind: str, ids: Any, most: int = 3) -> str:
        """List whom or what ids joined by `|` stand for."""
        parts = [] if pd.isna(ids) else [part for part in str(ids).split("|") if part]
        return listed([self.names[kind].get(part, short(part)) for part in parts], self.lang, most)


def words(outgoing: Outgoing) -> Words:
    """
    Gather what a page fills its phrases with.

    Parameters
    ----------
    outgoing
        What may leave, with `figures`.

    Returns
    -------
    words
        Every name short.
    """
    figure = outgoing.tables["figures"].dropna(subset=["value"])
    figures = dict(zip(figure["figure"], figure["value"], strict=True))
    needs = outgoing.tables["needs"].set_index("need")["label"].to_dict()
    known = {
        "actor": outgoing.names("actor"),
        "meeting": outgoing.names("meeting"),
        "need": needs,
    }
    names = {
        kind: {str(key): short(str(name)) for key, name in some.items()}
        for kind, some in known.items()
    }
    return Words(outgoing.lang, figures, names)


def listed(names: Iterable[str], lang: Language, most: int = 3) -> str:
    """List names, of many the first; nothing where there are none."""
    told = list(names)
    return names_told(told, lang, most) if told else ""


def short(name: str, longest: int = LONGEST) -> str:
    """
    Make a name fit: one line of what paper can print, cut with a mark, long words breakable.

    Parameters
    ----------
    name
        A name from a table.
    longest
        How many letters it may have.

    Returns
    -------
    short
        The name, or its beginning and a mark.

    Examples
    --------
    >>> short("Wijkverpleging Merenbuurt", 15)
    'Wijkverpleging…'
    """
    text = " ".join("".join(c if c.isprintable() else " " for c in name[:500]).split())
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    return text


def printable(text: str) -> str:
    """Put a mark in the place of what the letters of the page do not have."""
    has = _letters()
    kept = (c for c in text if c not in "\u200d\ufe0f")
    return re.sub("□+", "□", "".join(c if ord(c) in has else "□" for c in kept))


def plain(text: str) -> str:
    """
    Make a text fit: printable, and long words breakable.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    plain
        The same, where every letter can be printed; a word of 25 letters or more may be broken
        anywhere.

    Examples
    --------
    >>> plain("Café 🎈 Zon")
    'Café □ Zon'
    """
    return _LONG_WORD.sub(lambda word: "\u200b".join(word[0]), printable(text))


@cache
def _letters() -> frozenset[int]:
    """List the letters of DejaVu Sans, which matplotlib brings."""
    from matplotlib import font_manager, get_data_path  # noqa: PLC0415 (slow to start)

    font = font_manager.get_font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf")
    return frozenset({*font.get_charmap(), 0x200B})
