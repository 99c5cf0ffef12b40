"""The map as an SVG: what the page prints, with fewer and larger labels than a screen has."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from html import escape

from ecosystem.show.drawing.lettering import (
    GAP,
    LINE,
    SCALES,
    Label,
    Place,
    box,
    lines,
    width,
)
from ecosystem.show.drawing.placing import place
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
from ecosystem.show.page.page_words import printable

ZOOM = SCALES[1]
"""At this zoom of the view a label is as large beside its node as it is on paper."""
TIES = 90
"""So many ties are drawn, those of most hours: more are grey on paper, and say nothing."""
_BADGE = 21.0
_FOOT = 34.0
_LETTERS = 0.86
"""DejaVu is wider than the Arial by which is reckoned: letters are made this much smaller."""
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

    Everybody who is on the map is drawn; labels stand where they meet nothing, first those of
    the moves, then of needs, then of who can do most.

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
        + _text(0, -2 if middle[0] else 6, middle[0], 26 if len(middle[0]) < 7 else 14, bold=True)
        + _text(0, 18 if middle[0] else 5, middle[1], 15, colour=SOFT)
    )
    parts += [_shape(node) for node in drawing.nodes if node.kind != "meeting"]
    return "".join([*parts, *_letters(drawing, steps), *_legend(drawing, legend), "</svg>"])


def _legend(drawing: Drawing, legend: Mapping[str, str]) -> list[str]:
    """Say below the map which shape is which layer, of those that are there."""
    there = {node.layer for node in drawing.nodes}
    at, y, out = FRAME[0] + 14, FRAME[3] + 18, []
    for layer, name in legend.items():
        if layer not in there:
            continue
        out.append(_shape(Node("actor", "", "", layer, "", at, y, 7.5)))
        out.append(_text(at + 13, y + 5, name, 18, SOFT, start=True))
        at += 50 + width(name, 20.5)
    return out


def kept_ties(drawing: Drawing) -> list[int]:
    """Choose the ties that are drawn: what findings miss, and of those there are the most hours."""
    there = [row for row, tie in enumerate(drawing.ties) if not tie.found]
    most = sorted(there, key=lambda row: (-(drawing.ties[row].hours or 0.0), row))[:TIES]
    return sorted([*most, *(row for row, tie in enumerate(drawing.ties) if tie.found)])


def _letters(drawing: Drawing, steps: Mapping[int, Sequence[int]]) -> list[str]:
    """Place the numbers of moves, then labels, and write those that have room."""
    nodes = drawing.nodes
    steps = {number: about for number, about in steps.items() if about}
    core = CORE * ACROSS + 2
    taken: list[tuple[float, ...]] = [
        (n.x - n.radius, n.y - n.radius, n.x + n.radius, n.y + n.radius) for n in nodes
    ]
    taken.append((-core, -core, core, core))
    badges = [_badge(nodes, about) for about in steps.values()]
    first = {row for about in steps.values() for row in about}
    first |= {row for row, node in enumerate(nodes) if node.kind == "need"}
    order = _by_importance(drawing, first)
    labels = [_label(nodes[row], row) for row in order]
    # What the page is about has its place before anything else, which keeps off that room.
    ahead = [*badges, *labels[: len(first)]]
    places = place(ahead, taken=taken, frame=FRAME)
    taken += [
        box(label, (where.ux, where.uy), ZOOM)
        for label, where in zip(ahead, places, strict=True)
        if where.zoom <= ZOOM
    ]
    places += place(labels[len(first) :], taken=taken, frame=FRAME)
    names = [
        _name(nodes[row], label, where)
        for label, where, row in zip(labels, places[len(badges) :], order, strict=True)
        if where.zoom <= ZOOM
    ]
    numbers = []
    for (number, about), label, where in zip(steps.items(), badges, places, strict=False):
        x, y = _centre(label, where) if where.zoom <= ZOOM else (label.x, label.y)
        size = 14 if number < 100 else 10
        numbers += [
            f'<path d="M{x:g} {y:g}L{nodes[row].x:g} {nodes[row].y:g}" stroke="{INK}" '
            'stroke-width="1.6" stroke-dasharray="2 4"/>'
            for row in about
            if len(about) > 1
        ]
        numbers.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{_BADGE / 2:g}" fill="{INK}" stroke="#fff" '
            f'stroke-width="1.5"/>{_text(x, y + 5, str(number), size, "#fff", bold=True)}'
        )
    return [*numbers, *names]


def _badge(nodes: Sequence[Node], about: Sequence[int]) -> Label:
    """Find where the number of a move wants to stand: beside its node, or amid several."""
    size = _BADGE * ZOOM
    if len(about) == 1:
        node = nodes[about[0]]
        return Label(size, size, node.x, node.y, node.radius, 45, about[0])
    x, y = (sum(getattr(nodes[row], axis) for row in about) / len(about) for axis in "xy")
    free = (
        (round(px, 1), round(py, 1))
        for px, py in ((x + r * math.cos(r), y + r * math.sin(r)) for r in range(300))
        if all(math.dist((px, py), n.at) > n.radius + _BADGE * 0.7 for n in nodes)
        and math.hypot(px, py) > CORE * ACROSS + _BADGE
    )
    return Label(size, size, *next(free, (round(x, 1), round(y, 1))), fixed=True)


def _by_importance(drawing: Drawing, first: Collection[int]) -> list[int]:
    """Order nodes: those of the moves, needs, of findings, then the broadest."""
    found = {row for rows, _ in drawing.subjects.values() for row in rows}
    return sorted(
        (row for row, node in enumerate(drawing.nodes) if node.kind != "meeting"),
        key=lambda row: (
            row not in first,
            drawing.nodes[row].kind != "need",
            row not in found,
            -drawing.nodes[row].radius,
            drawing.nodes[row].key,
        ),
    )


def _label(node: Node, row: int) -> Label:
    text = lines(node.label)
    wide = max(width(line) for line in text) * (1.1 if node.kind == "need" else 1.02)
    toward = math.degrees(math.atan2(node.x, -node.y)) % 360
    return Label(wide, LINE * len(text), node.x, node.y, node.radius + GAP, toward, row)


def _centre(label: Label, where: Place) -> tuple[float, float]:
    left, top, right, bottom = box(label, (where.ux, where.uy), ZOOM)
    return round((left + right) / 2, 1), round((top + bottom) / 2, 1)


def _name(node: Node, label: Label, where: Place) -> str:
    x, y = _centre(label, where)
    text, high = lines(node.label), LINE / ZOOM
    first = y - high * (len(text) - 1) / 2 + 6.5
    need = node.kind == "need"
    size, colour = round(12 / ZOOM * _LETTERS, 1), "#b84e00" if need else INK
    left, top, right, bottom = (round(edge, 1) for edge in box(label, (where.ux, where.uy), ZOOM))
    ground = (
        f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}" '
        'fill="#fff" fill-opacity=".75"/>'
    )
    return ground + "".join(
        _text(x, round(first + at * high, 1), line, size, colour, bold=need)
        for at, line in enumerate(text)
    )


def _text(
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str = INK,
    *,
    bold: bool = False,
    start: bool = False,
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    weight += ' text-anchor="start"' if start else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{colour}"{weight}>'
        f"{escape(printable(text))}</text>"
        if text
        else ""
    )


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
