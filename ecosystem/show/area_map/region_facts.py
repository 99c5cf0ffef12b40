"""What the page of a region knows: shapes, names and figures; nothing else of the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import numpy as np

from ecosystem.protect import OutgoingRegion
from ecosystem.show.area_map.region_classes import BARE, Classes, classes, shades
from ecosystem.show.area_map.region_shapes import Places, Ring, Shape
from ecosystem.show.drawing.lettering import lines, width
from ecosystem.show.words.labelled import labelled
from ecosystem.show.words.words import WORDS, say
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood

LETTER, LINE = 11.5, 13.0
"""Of a name on the map, in pixels."""
WIDEST = 96.0
ZOOMS = (0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.12, 0.14, 0.17, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1.0)
"""Pixels a unit of the map at which it is tried whether a name fits in its shape."""
OWN_WORDS = ("shareable", "internal", "nearer", "further", "fit")


def region_facts(
    outgoing: OutgoingRegion, places: Places, links: Mapping[str, str]
) -> dict[str, Any]:
    """
    Gather everything the page shows.

    Parameters
    ----------
    outgoing
        What may leave.
    places
        Where each neighbourhood is drawn.
    links
        By code, the file beside the page that a neighbourhood opens.

    Returns
    -------
    facts
        What is written into the page.
    """
    table, lang = outgoing.table, outgoing.lang
    names = [str(name) for name in table["name"].fillna(table.index.to_series())]
    shapes = [places.shapes[code] for code in table.index]
    return {
        "lang": lang,
        "level": outgoing.level,
        "words": {
            key: say(key, lang) for key in WORDS if key.startswith("region") or key in OWN_WORDS
        }
        | {"region_unknown": not_told(outgoing)},
        "kind": places.kind,
        "size": (places.wide, places.high),
        "bare": BARE,
        "letter": (LETTER, LINE),
        "codes": list(table.index),
        "names": names,
        "parents": [None if parent is None else str(parent) for parent in _known(table["parent"])],
        "paths": [shape.path for shape in shapes],
        "x": [shape.x for shape in shapes],
        "y": [shape.y for shape in shapes],
        "lines": [lines(name, WIDEST) for name in names],
        "fits": [_fits(shape, name) for shape, name in zip(shapes, names, strict=True)],
        "links": [link(links[code]) if code in links else None for code in table.index],
        "strays": len(places.strays),
        "stray": _stray(places),
        "captions": places.captions,
        "measures": [measure(outgoing, name, label) for name, label in headed(outgoing).items()],
    }


def headed(outgoing: OutgoingRegion) -> dict[str, str]:
    """Give each figure, and its heading in the language of the page."""
    figures = outgoing.table.drop(columns=["name", "parent"])
    headings = labelled(figures.iloc[:0], Neighbourhood("", "", {}), lang=outgoing.lang).columns
    return {str(name): str(label) for name, label in zip(figures, headings, strict=True)}


def measure(outgoing: OutgoingRegion, name: str, label: str) -> dict[str, Any]:
    """Give a figure, its steps and its colours."""
    made = classes(outgoing.table[name])
    return {
        "label": label,
        "few": name in outgoing.few,
        "decimals": made.decimals,
        "values": made.values,
        "step": made.step,
        "bounds": made.bounds,
        "colours": shades(len(made.bounds)),
    }


def first(outgoing: OutgoingRegion) -> tuple[str, Classes]:
    """Choose the measure that is coloured first: the first that differs, or is known at all."""
    made = {label: classes(outgoing.table[name]) for name, label in headed(outgoing).items()}
    return max(made.items(), key=lambda pair: min(len(pair[1].bounds), 2))


def not_told(outgoing: OutgoingRegion) -> str:
    """Say that a figure is missing: shared, it can be known and stay in the house."""
    shared = outgoing.level == "shareable"
    return say("not_told" if shared else "region_unknown", outgoing.lang)


def number(value: float, decimals: int, lang: Language) -> str:
    """
    Write a number as people of a language do.

    Parameters
    ----------
    value, decimals
        The number, and with how many decimals.
    lang
        `en` or `nl`.

    Returns
    -------
    number
        With points and commas in their place.

    Examples
    --------
    >>> number(1234.5, 1, "nl")
    '1.234,5'
    """
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text


def told(outgoing: OutgoingRegion) -> dict[str, dict[str, str]]:
    """
    Write the figures of each neighbourhood as the page shows them.

    Parameters
    ----------
    outgoing
        What may leave.

    Returns
    -------
    told
        By code, and by the heading of the figure.

    Examples
    --------
    >>> from ecosystem.protect import protect_region
    >>> told(protect_region(pd.DataFrame({"residents": [4, 25, None]}, index=["a", "b", "c"])))
    {'a': {'residents': 'fewer than 10'},
     'b': {'residents': '25'},
     'c': {'residents': 'unknown or not shared'}}
    """
    rows: dict[str, dict[str, str]] = {str(code): {} for code in outgoing.table.index}
    for name, label in headed(outgoing).items():
        made = classes(outgoing.table[name])
        for row, value in zip(rows.values(), made.values, strict=True):
            if value is None:
                row[label] = not_told(outgoing)
            elif name in outgoing.few and value == 0:
                row[label] = say("region_few", outgoing.lang)
            else:
                row[label] = number(value, made.decimals, outgoing.lang)
    return rows


def link(path: str) -> str:
    r"""
    Write a file beside the page as a link, that leads nowhere else.

    Parameters
    ----------
    path
        A relative path.

    Returns
    -------
    link
        Quoted, and begun so that it cannot be a host or a script.

    Examples
    --------
    >>> link("BU01.html"), link("javascript:run()")
    ('./BU01.html', './javascript%3Arun%28%29')
    """
    return f"./{quote(path)}"


def _known(column: Any) -> list[Any]:
    return [value if known else None for value, known in zip(column, column.notna(), strict=True)]


def _stray(places: Places) -> int | None:
    """Say how high the row of who has no place begins."""
    tops = [y for code in places.strays for _, y in places.shapes[code].rings[0]]
    return min(tops) - 90 if tops else None


def _fits(shape: Shape, name: str) -> float | None:
    """Find the least zoom at which a name fits within its shape, or None."""
    text = lines(name, WIDEST)
    wide = max(width(line, LETTER) for line in text) / 2 + 1
    high = LINE * len(text) / 2
    sides = [(x, y) for x in (-1, -0.5, 0, 0.5, 1) for y in (-1, 1)] + [(-1, 0), (1, 0)]
    box = np.array(sides) * (wide, high)
    for zoom in ZOOMS:
        if _inside(box / zoom + (shape.x, shape.y), shape.rings).all():
            return zoom
    return None


def _inside(points: np.ndarray, rings: Sequence[Ring]) -> np.ndarray:
    """Tell which points are within rings, holes left out."""
    within = np.zeros(len(points), dtype=bool)
    for ring in rings:
        corners = np.array(ring, dtype="float64")
        (x1, y1), (x2, y2) = corners.T, np.roll(corners, -1, axis=0).T
        x, y = points[:, :1], points[:, 1:]
        crosses = (y1 > y) != (y2 > y)
        slope = np.divide(x2 - x1, y2 - y1, out=np.zeros(len(x1)), where=y2 != y1)
        within ^= (crosses & (x < x1 + (y - y1) * slope)).sum(axis=1) % 2 == 1
    return within
