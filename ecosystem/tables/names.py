"""When two names are the same to a reader, and when they differ by one letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

BAR = "\N{BROKEN BAR}"
"""Stands in an id where `|` stood, which separates lists."""


def tidy(name: str) -> str:
    """
    Write a name without what nobody can see: control and zero-width characters, extra spaces.

    Examples
    --------
    >>> tidy("  De\N{NO-BREAK SPACE} Linde\N{ZERO WIDTH SPACE} ")
    'De Linde'
    """
    if not (name.isascii() and name.isprintable()):
        name = unicodedata.normalize("NFC", " ".join(name.split()))
        name = "".join(sign for sign in name if unicodedata.category(sign) not in {"Cf", "Cc"})
    return " ".join(name.split())


def fold(name: str) -> str:
    """
    Give the form in which names are compared: without case, accents, extra spaces.

    Examples
    --------
    >>> fold("Caf\N{LATIN SMALL LETTER E WITH ACUTE}  De \N{LATIN CAPITAL LIGATURE IJ}ssel")
    'cafe de ijssel'
    """
    if name.isascii() and name.isprintable():
        return " ".join(name.split()).casefold()
    apart = unicodedata.normalize("NFKD", tidy(name))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


@lru_cache(maxsize=4096)
def heading(text: str) -> str:
    """
    Give the form in which headings, files and sheets are compared.

    A unit in brackets does not count; spaces, dashes and dots are underscores.

    Examples
    --------
    >>> heading("Gevraagd door (wie?)")
    'gevraagd_door'
    """
    plain = fold(text).partition("(")[0] if not text.startswith("(") else fold(text)
    return "_".join("".join(c if c.isalnum() else " " for c in plain).split())


def one_letter_off(one: str, other: str) -> bool:
    """
    Tell whether two folded names differ in one letter, or in two that changed places.

    A differing digit is another name, not a slip: `gp12` is not `gp13`. Names of fewer than
    four characters are never near.

    Examples
    --------
    >>> one_letter_off("huisrats_1", "huisarts_1"), one_letter_off("gp12", "gp13")
    (True, False)
    """
    if min(len(one), len(other)) < 4:
        return False
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if any(sign.isdigit() for sign in one + other):
        return False
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])


def near(names: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """
    Find for each name the first known one that is the same but for case or one letter.

    Parameters
    ----------
    names
        Names that are not known.
    known
        Names that are.

    Returns
    -------
    near
        The known name by name, only where there is one.

    Examples
    --------
    >>> near(["huisart", "bakker"], ["huisarts", "tandarts"])
    {'huisart': 'huisarts'}
    """
    names = list(names)
    by_part: dict[str, set[str]] = {}
    for name in known if names else ():
        for part in _parts(fold(name)):
            by_part.setdefault(part, set()).add(name)
    found = {}
    for name in names:
        folded = fold(name)
        candidates = {other for part in _parts(folded) for other in by_part.get(part, ())}
        same = sorted(
            (fold(other) != folded, other)
            for other in candidates
            if other != name and (fold(other) == folded or one_letter_off(folded, fold(other)))
        )
        if same:
            found[name] = same[0][1]
    return found


def _parts(word: str) -> set[str]:
    """Give a word and what is left of it when one letter goes."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
