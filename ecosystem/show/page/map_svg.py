"""The map as an SVG: what the page prints, with fewer and larger labels than a screen has."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ecosystem.show.drawing.lettering import width
from ecosystem.show.drawing.positions import ACROSS, CORE, FRAME, handle
from ecosystem.show.drawing.shapes import (
    FAINT,
    INK,
    LINES,
    LOOKS,
    SOFT,
    Drawing,
    Node,
    crowding,
    tie_colour,
    tie_width,
)
from ecosystem.show.page.map_names import names, text

TIES = 90
"""So many ties are drawn, those of most hours: more are grey on paper, and say nothing."""
_FOOT = 34.0
_TURNS = {"triangle": (3, -90), "triangleDown": (3, 90), "square": (4, 45), "diamond": (4, 0)}
_TURNS["hexagon"] = (6, 0)


def map_svg(
    drawing: Drawing,
    *,
    middle: tuple[str, str],
    legend: Mapping[str, str],
    steps: Mapping[int, Sequence[int]],
) -> str:
    """
    Draw a map with the numbers of some moves.

    Everybody who is on the map is drawn; see `names` for what is written beside them.

    Parameters
    ----------
    drawing
        What `draw` made.
    middle
        How many residents, and the word for them.
    legend
        The name of each layer.
    steps
        By its number, the nodes each move is about; it stands beside the one, or amid several.

    Returns
    -------
    svg
        The same for the same drawing.

    Examples
    --------
    >>> from ecosystem.show.drawing.drawing import draw
    >>> drawn = draw(eco.protect(street))
    >>> map_svg(drawn, middle=("2", "residents"), legend={}, steps={1: [2]}).count("<circle")
    4
    """
    left, top, right, bottom = FRAME
    shown = kept_ties(drawing)
    crowd = min(crowding(drawing), 3.0)
    parts = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" text-anchor="middle" '
            'font-family="DejaVu Sans, Arial, sans-serif" '
            f'viewBox="{left:g} {top:g} {right - left:g} {bottom - top + _FOOT:g}">'
        )
    ]
    parts += [
        f'<ellipse rx="{ring.across:g}" ry="{ring.down:g}" fill="none" stroke="{FAINT}" '
        'stroke-width="1.5"/>'
        for ring in drawing.rings
    ]
    for row in sorted(shown, key=lambda at: (drawing.ties[at].found, at)):
        tie = drawing.ties[row]
        a, b = drawing.nodes[tie.a].at, drawing.nodes[tie.b].at
        x, y = handle(a, b, tie.bend)
        dots = ' stroke-dasharray="3 6" stroke-linecap="round"' if tie.found else ""
        wide = 2.6 if tie.found else tie_width(tie, crowd)
        parts.append(
            f'<path d="M{a[0]:g} {a[1]:g}Q{x:g} {y:g} {b[0]:g} {b[1]:g}" fill="none" '
            f'stroke="{tie_colour(tie, crowd)}" stroke-width="{wide:g}"{dots}/>'
        )
    parts.append(
        f'<circle r="{CORE * ACROSS:g}" fill="#fff" stroke="{INK}" stroke-width="1.6"/>'
        + text(0, -2 if middle[0] else 6, middle[0], 26 if len(middle[0]) < 7 else 14, bold=True)
        + text(0, 18 if middle[0] else 5, middle[1], 15, colour=SOFT)
    )
    parts += [_shape(node) for node in drawing.nodes if node.kind != "meeting"]
    return "".join([*parts, *names(drawing, steps), *_legend(drawing, legend), "</svg>"])


def _legend(drawing: Drawing, legend: Mapping[str, str]) -> list[str]:
    """Say below the map which shape is which layer, of those that are there."""
    there = {node.layer for node in drawing.nodes}
    at, y, out = FRAME[0] + 14, FRAME[3] + 18, []
    for layer, name in legend.items():
        if layer not in there:
            continue
        out.append(_shape(Node("actor", "", "", layer, "", at, y, 7.5)))
        out.append(text(at + 13, y + 5, name, 18, SOFT, start=True))
        at += 50 + width(name, 20.5)
    return out


def kept_ties(drawing: Drawing) -> list[int]:
    """Choose the ties that are drawn: what findings miss, and of those there are the most hours."""
    there = [row for row, tie in enumerate(drawing.ties) if not tie.found]
    most = sorted(there, key=lambda row: (-(drawing.ties[row].hours or 0.0), row))[:TIES]
    return sorted([*most, *(row for row, tie in enumerate(drawing.ties) if tie.found)])


def _shape(node: Node) -> str:
    """Draw a node as the view does."""
    if node.kind == "need":
        dashes = ' stroke-dasharray="6 4"' if node.uncovered else ""
        return (
            f'<circle cx="{node.x:g}" cy="{node.y:g}" r="{node.radius:g}" fill="#fff" '
            f'stroke="{LINES["gap"]}" stroke-width="3"{dashes}/>'
        )
    shape, colour, grow = LOOKS[node.layer]
    radius = round(node.radius * grow * 1.15, 1)
    look = f'fill="{colour}" stroke="#fff" stroke-width="2"'
    if shape == "dot":
        return f'<circle cx="{node.x:g}" cy="{node.y:g}" r="{radius:g}" {look}/>'
    corners, turn = _TURNS[shape]
    if corners == 4:
        radius *= 1.25
    angles = [math.radians(turn + 360 * at / corners) for at in range(corners)]
    points = " ".join(
        f"{round(node.x + radius * math.cos(angle), 1):g},"
        f"{round(node.y + radius * math.sin(angle), 1):g}"
        for angle in angles
    )
    return f'<polygon points="{points}" {look}/>'
