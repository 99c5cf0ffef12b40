"""Names on the map of a page, and the numbers of its moves: where they meet nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import numpy as np

from ecosystem.show.drawing.lettering import (
    GAP,
    LINE,
    NOWHERE,
    SCALES,
    Label,
    Place,
    box,
    lines,
    width,
)
from ecosystem.show.drawing.placing import APART, place
from ecosystem.show.drawing.positions import ACROSS, CORE, FRAME
from ecosystem.show.drawing.shapes import INK, Drawing, Node
from ecosystem.show.page.page_words import printable

ZOOM = SCALES[1]
"""At this zoom of the view a label is as large beside its node as it is on paper."""
_BADGE = 21.0
_LETTERS = 0.86
"""DejaVu is wider than the Arial by which is reckoned: letters are made this much smaller."""
_STEP = 6
"""So far apart are the places that are tried for a name that must be there."""


def names(drawing: Drawing, steps: Mapping[int, Sequence[int]]) -> list[str]:
    """
    Write the numbers of moves, and the names that have room.

    Whoever a move is about has a name, if need be at a distance with a line to it; then come
    needs, what is found, and the broadest, each where there is room beside it.

    Parameters
    ----------
    drawing
        What `draw` made.
    steps
        By its number, the nodes each move is about.

    Returns
    -------
    names
        Pieces of an SVG.

    Examples
    --------
    >>> from ecosystem.show.drawing.drawing import draw
    >>> drawn = draw(eco.protect(street))
    >>> any(drawn.nodes[2].label in piece for piece in names(drawn, {1: [2]}))
    True
    """
    nodes = drawing.nodes
    steps = {number: about for number, about in steps.items() if about}
    core = CORE * ACROSS + 2
    taken: list[tuple[float, ...]] = [
        (n.x - n.radius, n.y - n.radius, n.x + n.radius, n.y + n.radius) for n in nodes
    ]
    taken.append((-core, -core, core, core))
    badges = [_badge(nodes, about) for about in steps.values()]
    spots = place(badges, taken=taken, frame=FRAME)
    taken += _boxes(badges, spots)
    first = dict.fromkeys(row for about in steps.values() for row in about)
    leads: list[str] = []
    led: list[str] = []
    for row in first:
        label, where = _somewhere(_label(nodes[row], row), taken)
        taken += _boxes([label], [where])
        led += _name(nodes[row], label, where)
        leads += _lead(nodes[row], label) if label.fixed else []
    rest = [row for row in _by_importance(drawing) if row not in first]
    labels = [_label(nodes[row], row) for row in rest]
    needs = sum(nodes[row].kind == "need" for row in rest)
    # Needs have their place before anything else, which keeps off that room.
    places = place(labels[:needs], taken=taken, frame=FRAME)
    taken += _boxes(labels[:needs], places)
    places += place(labels[needs:], taken=taken, frame=FRAME)
    written = [
        text
        for row, label, where in zip(rest, labels, places, strict=True)
        for text in _name(nodes[row], label, where)
    ]
    pieces = [*led, *written]
    # First all grounds: none lies over the letters of another name.
    return [*leads, *pieces[::2], *_numbers(nodes, steps, badges, spots), *pieces[1::2]]


def _boxes(labels: Sequence[Label], places: Sequence[Place]) -> list[tuple[float, ...]]:
    """Give the room of the labels that have a place."""
    return [
        box(label, (where.ux, where.uy), ZOOM)
        for label, where in zip(labels, places, strict=True)
        if where.zoom <= ZOOM
    ]


def _somewhere(label: Label, taken: list[tuple[float, ...]]) -> tuple[Label, Place]:
    """Give a name that must be there a place beside its node, or else the nearest free one."""
    (where,) = place([label], taken=taken, frame=FRAME)
    if where.zoom <= ZOOM:
        return label, where
    left, top, right, bottom = box(replace(label, x=0.0, y=0.0, radius=0.0), (0.0, 0.0), ZOOM)
    across = np.arange(math.ceil(FRAME[0] - left), FRAME[2] - right, _STEP)
    down = np.arange(math.ceil(FRAME[1] - top), FRAME[3] - bottom, _STEP)
    x, y = (each.ravel() for each in np.meshgrid(across, down))
    room = np.array(taken)[:, :, None]
    meets = (room[:, 0] < x + right + APART) & (room[:, 2] > x + left - APART)
    meets &= (room[:, 1] < y + bottom) & (room[:, 3] > y + top)
    far = np.where(meets.any(axis=0), np.inf, np.hypot(x - label.x, y - label.y).round(3))
    if not np.isfinite(far).any():
        return label, NOWHERE
    best = int(far.argmin())
    spot = replace(label, x=float(x[best]), y=float(y[best]), radius=0.0, fixed=True)
    return spot, Place(0.0, 0.0, ZOOM)


def _numbers(
    nodes: Sequence[Node],
    steps: Mapping[int, Sequence[int]],
    badges: Sequence[Label],
    places: Sequence[Place],
) -> list[str]:
    """Write the number of each move, with lines to the several it is about."""
    numbers = []
    for (number, about), label, where in zip(steps.items(), badges, places, strict=True):
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
            f'stroke-width="1.5"/>{text(x, y + 5, str(number), size, "#fff", bold=True)}'
        )
    return numbers


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


def _by_importance(drawing: Drawing) -> list[int]:
    """Order nodes: needs, of findings, then the broadest."""
    found = {row for rows, _ in drawing.subjects.values() for row in rows}
    return sorted(
        (row for row, node in enumerate(drawing.nodes) if node.kind != "meeting"),
        key=lambda row: (
            drawing.nodes[row].kind != "need",
            row not in found,
            -drawing.nodes[row].radius,
            drawing.nodes[row].key,
        ),
    )


def _label(node: Node, row: int) -> Label:
    told = lines(node.label)
    wide = max(width(line) for line in told) * (1.1 if node.kind == "need" else 1.02)
    toward = math.degrees(math.atan2(node.x, -node.y)) % 360
    return Label(wide, LINE * len(told), node.x, node.y, node.radius + GAP, toward, row)


def _centre(label: Label, where: Place) -> tuple[float, float]:
    left, top, right, bottom = box(label, (where.ux, where.uy), ZOOM)
    return round((left + right) / 2, 1), round((top + bottom) / 2, 1)


def _name(node: Node, label: Label, where: Place) -> list[str]:
    """Write a name: its ground, and its letters."""
    if where.zoom > ZOOM:
        return []
    x, y = _centre(label, where)
    told, high = lines(node.label), LINE / ZOOM
    first = y - high * (len(told) - 1) / 2 + 6.5
    need = node.kind == "need"
    size, colour = round(12 / ZOOM * _LETTERS, 1), "#b84e00" if need else INK
    left, top, right, bottom = (round(edge, 1) for edge in box(label, (where.ux, where.uy), ZOOM))
    ground = (
        f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}" '
        'fill="#fff" fill-opacity=".75"/>'
    )
    return [
        ground,
        "".join(
            text(x, round(first + at * high, 1), part, size, colour, bold=need)
            for at, part in enumerate(told)
        ),
    ]


def _lead(node: Node, label: Label) -> list[str]:
    """Draw a line from a node to its name elsewhere."""
    left, top, right, bottom = box(label, (0.0, 0.0), ZOOM)
    x, y = round(min(max(node.x, left), right), 1), round(min(max(node.y, top), bottom), 1)
    edge = node.radius / max(math.dist(node.at, (x, y)), node.radius)
    start = (round(node.x + edge * (x - node.x), 1), round(node.y + edge * (y - node.y), 1))
    d = f"M{start[0]:g} {start[1]:g}L{x:g} {y:g}"
    return [f'<path class="lead" d="{d}" stroke="{INK}" stroke-width="1.1"/>']


def text(
    x: float,
    y: float,
    said: str,
    size: float,
    colour: str = INK,
    *,
    bold: bool = False,
    start: bool = False,
) -> str:
    """Write a line of letters; nothing where there is none."""
    weight = ' font-weight="bold"' if bold else ""
    weight += ' text-anchor="start"' if start else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{colour}"{weight}>'
        f"{escape(printable(said))}</text>"
        if said
        else ""
    )
