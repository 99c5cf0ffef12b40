"""The drawing of a neighbourhood small and bare: rings, lines and shapes, no letters."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ecosystem.show.drawing.positions import FRAME, Point, handle
from ecosystem.show.drawing.shapes import LOOKS, Drawing

LARGER = 2.1
"""Nodes are drawn so much larger than on the map, to be seen at a quarter of its size."""
_CORNERS = {
    "triangle": (3, 0.0),
    "diamond": (4, 0.0),
    "square": (4, 45.0),
    "hexagon": (6, 0.0),
    "triangleDown": (3, 180.0),
    "dot": (24, 0.0),
}
"""How many corners each shape has, and how far it is turned."""

Polygon = tuple[Point, ...]


@dataclass(frozen=True)
class Sketch:
    """
    What is drawn, from the back to the front, in the units of the map.

    Attributes
    ----------
    frame
        Left, top, right and bottom, the same for every neighbourhood.
    rings
        Half the width and the height of each.
    lines
        From, over the handle of the curve, to; and how wide.
    shapes
        Corners and colour.
    """

    frame: tuple[float, float, float, float]
    rings: tuple[tuple[float, float], ...]
    lines: tuple[tuple[Point, Point, Point, float], ...]
    shapes: tuple[tuple[Polygon, str], ...]


def sketch(drawing: Drawing) -> Sketch:
    """
    Take from a drawing what can be seen when it is small.

    Parameters
    ----------
    drawing
        As `draw` makes it.

    Returns
    -------
    sketch
        Actors and the ties there are; nothing of findings.

    Examples
    --------
    >>> from ecosystem.show.drawing.drawing import draw
    >>> made = sketch(draw(eco.protect(street)))
    >>> len(made.shapes), len(made.lines)
    (5, 5)
    """
    lines = []
    for tie in drawing.ties:
        if not tie.found:
            a, b = drawing.nodes[tie.a].at, drawing.nodes[tie.b].at
            lines.append((a, handle(a, b, tie.bend), b, 1.6 if (tie.hours or 0) < 4 else 3.2))
    shapes = [
        (corners(node.layer, node.x, node.y, node.radius), LOOKS[node.layer][1])
        for node in drawing.nodes
        if node.kind == "actor"
    ]
    rings = tuple((ring.across, ring.down) for ring in drawing.rings)
    return Sketch(FRAME, rings, tuple(lines), tuple(shapes))


def corners(layer: str, x: float, y: float, radius: float) -> Polygon:
    """Give the corners of the shape of a layer."""
    shape, _, grow = LOOKS[layer]
    count, turned = _CORNERS[shape]
    size = radius * grow * LARGER / (0.92 if count == 4 else 1.0)
    turns = [math.radians(turned + 360 * at / count) for at in range(count)]
    return tuple((round(x + size * math.sin(t)), round(y - size * math.cos(t))) for t in turns)


@dataclass(frozen=True)
class Small:
    """One neighbourhood among others: its sketch, and what stands under it."""

    name: str
    sketch: Sketch
    figures: tuple[tuple[str, str], ...]
    """Headings and numbers."""
    link: str | None = None


def columns(count: int) -> int:
    """
    Choose how many stand abreast, so that few places stay empty.

    Parameters
    ----------
    count
        How many there are.

    Returns
    -------
    columns
        Three to five, or fewer where there are fewer.

    Examples
    --------
    >>> [columns(count) for count in (2, 6, 8, 10, 20)]
    [2, 3, 4, 5, 5]
    """
    return min(count, max((3, 4, 5), key=lambda wide: (-(-count % wide), wide)))
