"""What a map is made of, and how each thing looks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ecosystem.show.drawing.lettering import NOWHERE, Place, lines
from ecosystem.show.drawing.positions import Bend, Point, Ring, along

INK, SOFT, QUIET, FAINT, MISSING = "#1d2329", "#5b6670", "#bcc4cb", "#e3e7ea", "#d55e00"
LOOKS = {
    "informal": ("triangle", "#009e73", 1.16),
    "collective": ("diamond", "#56b4e9", 1.2),
    "welfare": ("square", "#e69f00", 0.9),
    "first_line": ("dot", "#0072b2", 1.0),
    "specialist": ("hexagon", "#cc79a7", 1.06),
    "unknown": ("triangleDown", "#767f88", 1.1),
}
"""Shape (of vis-network), colour (Okabe and Ito's) and size of each layer: all look even."""
DASHES: dict[str, list[int]] = {
    "meets": [],
    "refers": [14, 5],
    "consults": [7, 4],
    "knows": [2, 4],
    "shares_residents": [12, 4, 2, 4],
    "unknown": [22, 3],
}
MARKS = {"gap": ("#b84e00", "#ffffff"), "overlap": (INK, "#ffffff"), "fragile": ("#ffffff", INK)}
"""Ground and ink of the number of a finding, by what it is about."""
LINES = {"gap": MISSING, "overlap": INK, "fragile": INK, "": QUIET}
"""Colour of a tie, by what a finding says of it."""
MOVES = {
    "learn": "role",
    "exchange": "role",
    "consult": "role",
    "merge_meetings": "stop",
    "stop_meeting": "stop",
    "stop_tie": "stop",
    "release": "stop",
    "shorten": "way",
    "name_contact_point": "way",
    "meet": "way",
}
"""What each kind of move is about: who takes on more, what stops, how a question travels."""
CHANGES = {"role": "#a3407b", "stop": "#b84e00", "way": INK}
"""Colour of a line and a number, by what a move is about; numbers are white on it."""
CHIP_WIDEST = 130.0
"""Of what says in short what somebody learns or stops doing, in pixels; and so many of them."""
MOST_CHIPS = 2
FEW = 12
"""Findings whose lines and numbers are on the map before one is chosen."""
BADGE = 18.0
FAMILIES = {
    "uncovered": "gap",
    "hours_short": "gap",
    "missing_tie": "gap",
    "missing_bridge": "gap",
    "no_backup": "fragile",
    "fragile": "fragile",
    "bridge": "fragile",
    "heavier": "overlap",
    "unused_offer": "gap",
    "no_contact_point": "gap",
    "long_path": "overlap",
    "skippable_link": "overlap",
    "loop": "overlap",
    "unreasoned_handover": "overlap",
    "long_wait": "gap",
    "contained_meeting": "overlap",
    "pushed_meeting": "overlap",
    "idle_tie": "overlap",
    "substitutable": "overlap",
    "same_offer": "overlap",
}
"""What each kind of finding is about: what is missing, what hangs on one, what is too much."""
ON_NEED = {"uncovered", "hours_short"}
ON_PAIR = {"missing_tie", "missing_bridge", "idle_tie", "substitutable", "same_offer"}
"""Kinds that stand on a need, or between two actors; others on the first they name."""
Kind = Literal["actor", "need", "meeting"]
Change = Literal["", "comes", "goes"]
"""Between now and after: there in both, new, or gone."""
Subject = tuple[tuple[int, ...], tuple[int, ...]]
"""The nodes and the ties a finding or a move is about."""


@dataclass(frozen=True)
class Node:
    """A point of the map."""

    kind: Kind
    key: str
    label: str
    layer: str
    ring: str
    x: float
    y: float
    radius: float
    uncovered: bool = False
    uncovered_after: bool = False
    change: Change = ""
    comes: tuple[str, ...] = ()
    """Needs somebody can help with after and not now; `goes` the other way round."""
    goes: tuple[str, ...] = ()
    place: Place = NOWHERE

    @property
    def at(self) -> Point:
        """Both coordinates."""
        return (self.x, self.y)


@dataclass(frozen=True)
class Tie:
    """A line of the map."""

    a: int
    b: int
    relation: str
    hours: float | None
    needs: tuple[str, ...]
    bend: Bend
    family: str = ""
    """Empty for what is there; `gap` is missing, `overlap` is too much."""
    found: bool = False
    """Not a tie, but drawn because of a finding."""
    number: int = 0
    """The first finding that says so."""
    change: Change = ""
    move: int = 0
    """Not a tie, but drawn because of the move with this number; its family is of `CHANGES`."""


@dataclass(frozen=True)
class Mark:
    """The number of a finding or a move, beside a node or on a tie."""

    numbers: tuple[int, ...]
    family: str
    node: int | None
    tie: int | None
    x: float
    y: float
    radius: float
    move: bool = False
    aside: bool = False
    """Of a move that is not made beside the others: seen when it is chosen."""
    place: Place = NOWHERE


@dataclass(frozen=True)
class Drawing:
    """
    Everything drawn, with its place.

    `subjects` are the nodes and ties of each finding, `moved` those of each move.
    """

    rings: tuple[Ring, ...]
    captions: tuple[tuple[str, float, float, float], ...]
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    marks: tuple[Mark, ...]
    subjects: dict[int, Subject]
    moved: dict[int, Subject] = field(default_factory=dict)


def spot(nodes: Sequence[Node], tie: Tie, share: float = 0.5) -> Point:
    """Find the point a share of the way along a tie."""
    return along(nodes[tie.a].at, nodes[tie.b].at, tie.bend, share)


def tie_width(tie: Tie, crowd: float = 2.0) -> float:
    """Give the width of a line: wider for more hours, thinnest where they are unknown."""
    if tie.found or tie.move:
        return 2.0
    wide = min(4.0, 0.8 + 1.1 * math.sqrt(tie.hours or 0.0))
    return round(wide / (1 + 0.17 * (crowd - 2)), 2)


def crowding(drawing: Drawing) -> float:
    """Tell how full of lines a map is: 2 where one sees each, 6 where one sees none."""
    actors = sum(node.kind == "actor" for node in drawing.nodes)
    there = sum(not tie.move for tie in drawing.ties)
    return min(6.0, max(2.0, there / max(actors, 1), 2 + (there - 200) / 120))


def late(drawing: Drawing) -> set[int]:
    """Find needs and meetings not among the first findings: shown when chosen, or with moves."""
    first = {row for at, (rows, _) in drawing.subjects.items() if at <= FEW for row in rows}
    return {
        row for row, node in enumerate(drawing.nodes) if node.kind != "actor" and row not in first
    }


def tie_colour(tie: Tie, crowd: float) -> str:
    """
    Give the colour of a line.

    Ties that are there are grey: quieter where lines are many, firmer for more hours. One that
    no need carries is black when it is among the first findings.

    Parameters
    ----------
    tie
        The line.
    crowd
        As `crowding` tells.

    Returns
    -------
    colour
        As `#rrggbb`.

    Examples
    --------
    >>> tie_colour(Tie(0, 1, "meets", 1.0, (), ("curvedCW", 0.1)), 2.0)
    '#a1a8ae'
    """
    if tie.move:
        return CHANGES[tie.family]
    if tie.found or 0 < tie.number <= FEW:
        return LINES[tie.family]
    light = 175 + 10 * (crowd - 2) - 10 * math.sqrt(min(9.0, tie.hours or 0.0))
    return f"#{round(light - 4):02x}{round(light + 3):02x}{round(min(250, light + 9)):02x}"


def aside_moves(drawing: Drawing) -> set[int]:
    """List the moves that are not made beside the others."""
    return {number for mark in drawing.marks if mark.aside for number in mark.numbers}


def badge(mark: Mark) -> str:
    """Write the number of a mark; a plus says that there are more."""
    return f"{mark.numbers[0]}" + ("+" if len(mark.numbers) > 1 else "")


def chips(node: Node) -> list[tuple[Change, str]]:
    """
    List in short what somebody learns and stops doing, for beside their name.

    Parameters
    ----------
    node
        Somebody on the map.

    Returns
    -------
    chips
        `comes` or `goes`, and the words; two at most, with a mark where there is more.

    Examples
    --------
    >>> chips(Node("actor", "gp", "GP", "", "", 0, 0, 5, comes=("Skin",), goes=("Pain",)))
    [('comes', '+ Skin'), ('goes', '− Pain')]
    """
    rows: list[tuple[Change, str]] = [("comes", f"+ {_short(need)}") for need in node.comes]
    rows += [("goes", f"− {_short(need)}") for need in node.goes]
    if len(rows) > MOST_CHIPS:
        change, text = rows[MOST_CHIPS - 1]
        rows = [*rows[: MOST_CHIPS - 1], (change, f"{text.removesuffix('…').strip()} …")]
    return rows


def _short(need: str) -> str:
    """Give the first words of a need, that fit on one short line."""
    (first, *rest) = lines(need, CHIP_WIDEST)
    return f"{first.removesuffix(' /')}…" if rest and not first.endswith("…") else first
