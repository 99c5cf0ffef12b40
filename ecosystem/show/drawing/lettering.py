"""Labels that never collide and are never cut: how wide, on which side, from which zoom."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

FONT = 12.0
"""Height of a letter in pixels, at any zoom up to 1."""
LINE = 13.5
GAP = 4.0
"""Between a node and its label, in units of the map."""
WIDEST = 130.0
"""Of one line; a longer label takes a second line, and then ends in a mark."""
SCALES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.8, 2.2, 2.7, 3.4, 4.5, 6.0)
"""Zooms at which is decided which labels fit."""
NEVER = 99.0

_WIDTHS = {
    0.191: "'",
    0.222: "ijl‘’",
    0.260: "|",
    0.278: " !,./:;I[\\]ft·",
    0.333: "()-`r{}“”",
    0.355: '"',
    0.389: "*",
    0.500: "Jcksvxyz",
    0.584: "+<=>~",
    0.611: "FTZ",
    0.667: "&ABEKPSVXY",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "Mm",
    0.889: "%",
    0.944: "W",
    1.015: "@",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@dataclass(frozen=True)
class Label:
    """
    Something of a fixed size on the screen, to be placed beside a point of the map.

    Attributes
    ----------
    wide, high
        Its size in pixels.
    x, y, radius
        The point, and how far from it the label begins; 0 is on the point itself.
    toward
        Angle in degrees, clockwise from the top, of the side that is tried first.
    own
        Which of the taken boxes is its own node, and may be touched; -1 is none.
    fixed
        On its point, or not at all.
    """

    wide: float
    high: float
    x: float
    y: float
    radius: float = 0.0
    toward: float = 90.0
    own: int = -1
    fixed: bool = False


@dataclass(frozen=True)
class Place:
    """Where a label stands: a unit step from its point, and the zoom from which it is shown."""

    ux: float
    uy: float
    zoom: float


NOWHERE = Place(1.0, 0.0, NEVER)


def width(text: str, size: float = FONT) -> float:
    """
    Estimate how wide a line is in Arial, Helvetica or Liberation Sans, which are alike.

    Parameters
    ----------
    text
        One line.
    size
        Height of the letters, in pixels.

    Returns
    -------
    width
        Pixels; a letter that is not in the table counts as wide as it could be.

    Examples
    --------
    >>> width("Wijk", 1000)
    1888.0
    """
    total = 0.0
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.category(letter) in {"Mn", "Cf"}:
            continue
        total += _WIDTH.get(letter, 0.556 if ord(letter) < 0x250 else 1.0)
    return round(total * size, 6)


def lines(text: str, widest: float = WIDEST) -> tuple[str, ...]:
    """
    Break a label over at most two lines; what does not fit ends in a mark.

    Parameters
    ----------
    text
        The label, whole.
    widest
        Width of a line in pixels.

    Returns
    -------
    lines
        One or two lines.

    Examples
    --------
    >>> lines("Specialist ouderengeneeskunde")
    ('Specialist', 'ouderengeneeskunde')
    """
    clean = " ".join("".join(c if c.isprintable() else " " for c in text[:200]).split())
    if width(clean) <= widest:
        return (clean,)
    words = clean.split(" ")
    breaks = [
        (" ".join(words[:cut]), " ".join(words[cut:]))
        for cut in range(1, len(words))
        if width(" ".join(words[:cut])) <= widest
    ]
    if not breaks:
        return (_cut(clean, widest),)
    first, rest = min(breaks, key=lambda pair: max(width(pair[0]), width(pair[1])))
    if width(rest) > widest:
        first, rest = breaks[-1]
    return (first, _cut(rest, widest))


def _cut(text: str, widest: float) -> str:
    if width(text) <= widest:
        return text
    while text and width(text + "…") > widest:
        text = text[:-1]
    return text.rstrip() + "…"


def growth(scale: float) -> float:
    """Tell how much larger letters are at a zoom: not smaller than they are, slowly larger."""
    return float(max(1.0, scale**0.6))


def box(label: Label, step: tuple[float, float], scale: float) -> tuple[float, ...]:
    """
    Find the room a label takes at a zoom, which only shrinks, towards its point, as one zooms in.

    Parameters
    ----------
    label
        What is placed.
    step
        Unit step from the point; (0, 0) is on the point itself.
    scale
        Pixels per unit of the map.

    Returns
    -------
    box
        Left, top, right, bottom in units of the map.
    """
    ux, uy = step
    size = growth(scale) / scale
    wide, high = label.wide * size, label.high * size
    left = label.x + ux * label.radius - wide * (1 - lean(ux)) / 2
    top = label.y + uy * label.radius - high * (1 - lean(uy)) / 2
    return (left, top, left + wide, top + high)


def lean(step: float) -> float:
    """Tell how far a label lies to one side of its point: -1 wholly before it, 1 after it."""
    return max(-1.0, min(1.0, 2 * step))
