"""Where letters and numbers stand on the map, the important ones first."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from ecosystem.show.drawing.lettering import (
    GAP,
    LINE,
    NEVER,
    SCALES,
    Label,
    Place,
    box,
    lines,
    width,
)
from ecosystem.show.drawing.placing import place
from ecosystem.show.drawing.positions import ACROSS, CORE, FRAME, Point
from ecosystem.show.drawing.shapes import BADGE, FEW, Drawing, Mark, Node, badge, late, spot
from ecosystem.show.words.words import say
from ecosystem.tables.language import Language

FIRM = 0.7
"""From this zoom, that of a whole map in a notebook, captions and needs are named."""
INSIDE = Place(0.0, 0.0, SCALES[0])
"""Of the number of a need, which stands in its hollow."""
MOST = 400
"""Nodes whose label is given a place; others show theirs under the pointer."""
MANY = 40
"""Moves whose numbers have their place before names have."""
Boxes = list[tuple[float, ...]]
_NOWHERE = (math.nan,) * 4


_ALONG = (0.5, 0.58, 0.66, 0.74, 0.26, 0.34, 0.42, 0.18, 0.82)
"""Where on its tie a number is tried."""


def lettered(bare: Drawing, lang: Language) -> Drawing:
    """
    Give captions, needs, marks and labels their place, in this order of importance.

    Captions, needs, the first findings and moves have theirs one by one before anything
    else, which keeps off their room. Numbers of findings and of moves are never on the map
    together, so these need not keep off each other; names keep off those of the first findings,
    and of what is seen with these, for with others and with moves the page finds room itself.

    Parameters
    ----------
    bare
        A drawing without places.
    lang
        Language of the captions.

    Returns
    -------
    lettered
        The same, with places.

    Examples
    --------
    >>> from ecosystem.show.drawing.drawing import draw
    >>> lettered(draw(eco.protect(street)), "nl").captions[0][0]
    'rond de bewoner'
    """
    nodes = bare.nodes
    core = CORE * ACROSS + 2
    unseen = late(bare)
    taken: Boxes = [
        (n.x - n.radius, n.y - n.radius, n.x + n.radius, n.y + n.radius)
        if row not in unseen
        else _NOWHERE
        for row, n in enumerate(nodes)
    ]
    taken.append((-core, -core, core, core))
    captions: list[tuple[str, float, float, float]] = []
    before = len(taken)
    for ring in bare.rings:
        text = say(f"ring_{ring.name}", lang)
        caption = Label(width(text, 10.5) + 6, 13, 0.0, ring.down, fixed=True)
        captions.append((text, 0.0, ring.down, _firm([caption], taken)[1].zoom))
    order = [row for row in _by_importance(bare) if row not in unseen][:MOST]
    named = {
        row: _firm([_label(nodes, row)], taken)[1] for row in order if nodes[row].kind == "need"
    }
    # A caption makes way for the numbers of moves, on the page as well.
    marks, loose = _numbered(bare, taken, slice(before, before + len(captions)))
    others = [row for row in order if row not in named]
    numbers = place([_badges(marks[at], bare)[-1] for at in loose], taken=taken, frame=FRAME)
    for at, where in zip(loose, numbers, strict=True):
        marks[at] = replace(marks[at], place=where)
    labels = [_label(nodes, row) for row in others]
    rest = place(labels, taken=taken, frame=FRAME, off=_dotted(bare))
    named |= dict(zip(others, rest, strict=True))
    return replace(
        bare,
        captions=tuple(captions),
        nodes=tuple(replace(n, place=_inward(n, named.get(row))) for row, n in enumerate(nodes)),
        marks=tuple(marks),
    )


def _dotted(bare: Drawing) -> list[Point]:
    """List points along the lines of the first findings, which names keep off."""
    first = {tie for at, (_, ties) in bare.subjects.items() if at <= FEW for tie in ties}
    some = [bare.ties[at] for at in sorted(first) if bare.ties[at].found]
    return [spot(bare.nodes, tie, share / 60) for tie in some for share in range(61)]


def _numbered(bare: Drawing, taken: Boxes, captions: slice) -> tuple[list[Mark], list[int]]:
    """Place the first numbers, whose room is then taken; others come with the labels."""
    marks, loose = list(bare.marks), []
    free = list(taken)
    rooms: dict[bool, Boxes] = {False: list(free), True: list(free)}
    del rooms[True][captions]
    for at, found in enumerate(marks):
        if found.aside:
            step = math.sqrt(0.5) if found.radius else 0.0
            marks[at] = replace(found, place=Place(step, -step, NEVER))
        elif found.node is not None and found.radius == 0:
            marks[at] = replace(found, place=INSIDE)
        elif found.numbers[0] > (MANY if found.move else FEW):
            loose.append(at)
        else:
            label, where = _firm(_badges(found, bare), rooms[found.move])
            marks[at] = replace(found, x=label.x, y=label.y, place=where)
    taken.extend(rooms[False][len(free) :])
    return marks, loose


def _inward(node: Node, where: Place | None) -> Place:
    """Let a label that waits for the pointer open towards the middle, where it is not cut."""
    if where is not None and where.zoom < NEVER:
        return where
    return Place(-1.0 if node.x > 0 else 1.0, 0.0, NEVER)


def _firm(choices: list[Label], taken: Boxes) -> tuple[Label, Place]:
    """Give a label the first of its points where it is free, and keep others off its room."""
    tried = [(label, place([label], taken=taken, frame=FRAME)[0]) for label in choices]
    label, where = min(tried, key=lambda pair: max(pair[1].zoom, FIRM))
    where = replace(where, zoom=max(where.zoom, FIRM))
    taken.append(box(label, (where.ux, where.uy), where.zoom))
    return label, where


def _by_importance(bare: Drawing) -> list[int]:
    """Order nodes: what findings put on the map, the first findings, the broadest, the busiest."""
    nodes = bare.nodes
    degree = pd.Series(
        [end for tie in bare.ties for end in (tie.a, tie.b)], dtype=int
    ).value_counts()
    number = {m.node: m.numbers[0] for m in bare.marks if m.numbers[0] <= FEW and not m.move}
    found = {row for rows, _ in bare.subjects.values() for row in rows}
    return sorted(
        range(len(nodes)),
        key=lambda row: (
            nodes[row].kind == "actor" or (row not in found) * 2,
            number.get(row, FEW + 1),
            -nodes[row].radius,
            -int(degree.get(row, 0)),
            nodes[row].key,
        ),
    )


def _badges(mark: Mark, bare: Drawing) -> list[Label]:
    """List where a number could stand: beside its node, or on its tie, first in the middle."""
    wide = max(BADGE, width(badge(mark), 11) + 10)
    if mark.tie is None:
        return [Label(wide, BADGE, mark.x, mark.y, mark.radius, 45, mark.node or 0)]
    tie = bare.ties[mark.tie]
    points = [spot(bare.nodes, tie, share) for share in _ALONG[: 9 if mark.move else 5]]
    on = [Label(wide, BADGE, x, y, fixed=True) for x, y in points]
    return [*on, Label(wide, BADGE, mark.x, mark.y)]


def _label(nodes: tuple[Node, ...], row: int) -> Label:
    node = nodes[row]
    text = lines(node.label)
    wide = max(width(line) for line in text) * (1.08 if node.kind == "need" else 1.0)
    toward = math.degrees(math.atan2(node.x, -node.y)) % 360
    if node.kind == "need":
        toward = 180.0 if node.y > 0 else 0.0
    return Label(wide, LINE * len(text), node.x, node.y, node.radius + GAP, toward, row)
