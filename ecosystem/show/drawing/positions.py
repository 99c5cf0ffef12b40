"""
Where everybody stands: rings by how near help is to residents, angles that keep ties short.

Positions come from Python, not from a physics simulation in the browser: the same
neighbourhood is the same picture, today and tomorrow, whatever the order of the rows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ecosystem.protect import Outgoing

if TYPE_CHECKING:
    from scipy.sparse import csr_array

FRAME = (-485.0, -350.0, 485.0, 350.0)
"""Left, top, right, bottom of the map; at zoom 1 one unit is one pixel."""
CORE = 0.13
"""The residents' circle, as a share of the outermost ring."""
RINGS = ("need", "informal", "collective", "generalist", "one_field", "specialist")
"""From the residents outward."""
BROAD = 3
"""Needs someone of the first line or welfare can meet, at least, to stand among the generalists."""

ACROSS, DOWN = 350.0, 314.0
"""Half the width and the height of the outermost ring."""
_APART = 34.0
_SWEEPS, _FEW_SWEEPS = 12, 3
_MANY = 500
"""Of more nodes than this, among which no eye follows a tie, places are sought a shorter while."""

Point = tuple[float, float]
Bend = tuple[str, float]


@dataclass(frozen=True)
class Ring:
    """An ellipse round the residents: its name and half its width and height."""

    name: str
    across: float
    down: float


def ring_of(outgoing: Outgoing) -> pd.Series:
    """
    Tell on which ring each actor stands.

    Informal help stands nearest, then the collective, then generalists, then those of one
    field, then specialists. Someone of the first line, of welfare or of an unknown layer is
    a generalist when able to meet at least three needs, or when nothing is known of what they
    can; a specialist is one by layer, or by step 6 of the ladder where the layer is unknown.

    Parameters
    ----------
    outgoing
        What may leave.

    Returns
    -------
    rings
        A name of `RINGS` per actor, in the order of the actors.

    Examples
    --------
    >>> ring_of(eco.protect(street)).value_counts().to_dict()
    {'one_field': 2, 'collective': 1, 'informal': 1, 'generalist': 1}
    """
    actors = outgoing.tables["actors"].set_index("actor")
    able = outgoing.tables["competences"].groupby("actor")["need"].nunique()
    count = able.reindex(actors.index)
    broad = np.where(count.isna() | (count >= BROAD), "generalist", "one_field")
    ring = actors["layer"].where(actors["layer"].isin(RINGS))
    heaviest = (actors["step"] == 6).fillna(value=False).astype(bool)
    return (
        ring.mask(actors["layer"].isna() & heaviest, "specialist")
        .fillna(pd.Series(broad, actors.index))
        .rename("ring")
    )


def places(rings: pd.Series, ties: pd.DataFrame) -> tuple[pd.DataFrame, list[Ring]]:
    """
    Place nodes on their rings, evenly, so that ties are short.

    Ring by ring, nodes are assigned to evenly spaced places, and two change places as long as
    that shortens their ties, weighted, given where the others stand; this is repeated while it
    shortens, so it is a heuristic. The bottom of each ring is left free for its name.

    Parameters
    ----------
    rings
        The ring of each node, by id; the order does not matter.
    ties
        `a`, `b`, `weight`: pairs that should be near each other.

    Returns
    -------
    places
        One row per node, by id: `ring`, `x`, `y` (rounded to 0.1; y runs down) and `angle`
        (degrees, clockwise from the top).
    drawn
        The rings that have a node, from the inside.

    Examples
    --------
    >>> rings = pd.Series({"gp": "generalist", "neighbours": "informal"})
    >>> places(rings, pd.DataFrame({"a": [], "b": [], "weight": []}))[0]["ring"].tolist()
    ['generalist', 'informal']
    """
    rings = rings.sort_index()
    names = [name for name in RINGS if (rings == name).any()]
    drawn = [
        Ring(name, round(ACROSS * share, 1), round(DOWN * share, 1))
        for name, share in zip(names, _shares(names), strict=True)
    ]
    index = {node: row for row, node in enumerate(rings.index)}
    pairs = ties[ties["a"].isin(index) & ties["b"].isin(index)]
    ends = pairs["a"].map(index).to_numpy(dtype=int), pairs["b"].map(index).to_numpy(dtype=int)
    weight = _weight(*ends, pairs["weight"].to_numpy(dtype=float), len(rings))

    members = [np.flatnonzero((rings == ring.name).to_numpy()) for ring in drawn]
    at = np.zeros((len(rings), 3))
    for ring, who in zip(drawn, members, strict=True):
        at[who] = _slots(ring, len(who), 0.5)
    best, shortest = at.copy(), _length(at, weight)
    turns, sweeps = ((0.5, 0.25, 0.75), _SWEEPS) if len(rings) <= _MANY else ((0.5,), _FEW_SWEEPS)
    for sweep in range(sweeps):
        order = range(len(drawn)) if sweep % 2 else reversed(range(len(drawn)))
        for position in order:
            at = _settle(at, weight, drawn[position], members[position], turns)
        length = _length(at, weight)
        if length >= shortest:
            break
        best, shortest = at.copy(), length
    table = pd.DataFrame(best.round(1) + 0.0, rings.index, ["x", "y", "angle"])
    table.insert(0, "ring", rings)
    return table, drawn


def _shares(names: list[str]) -> list[float]:
    """Say how far each ring lies, as a share of the outermost; needs lie close to residents."""
    close = [0.245] if "need" in names else []
    count = len(names) - len(close)
    if count == 1:
        return [*close, 0.7]
    first = 0.4 if close else 0.36 if count > 3 else 0.5
    return [*close, *(first + (1 - first) * step / (count - 1) for step in range(count))]


def _slots(ring: Ring, count: int, turn: float) -> np.ndarray:
    """
    Places on a ring, as x, y and angle.

    Evenly by the angle of the ellipse, which leaves most room above and below, where labels
    stand side by side; a crowded ring becomes two or more beside each other.
    """
    room = 56.0 + 0.1 * ring.across
    free = math.degrees(math.asin(min(0.9, room / ring.across)))
    if ring.name == "need":
        free = 75.0
    angle = 180.0 + free + (360.0 - 2 * free) * (np.arange(count) + turn) / max(count, 1)
    tracks = max(1, math.ceil(count * _APART / (math.pi * (ring.across + ring.down))))
    shift = (np.arange(count) % tracks - (tracks - 1) / 2) * (
        26.0 if tracks == 2 else 40.0 / tracks
    )
    radians = np.radians(angle)
    return np.column_stack(
        [
            (ring.across + shift) * np.sin(radians),
            -(ring.down + shift) * np.cos(radians),
            angle % 360.0,
        ]
    )


def _weight(one: np.ndarray, other: np.ndarray, weight: np.ndarray, count: int) -> csr_array:
    """Add up what pulls each pair, both ways."""
    from scipy.sparse import coo_array  # noqa: PLC0415 (slow to start)

    ends = (np.r_[one, other], np.r_[other, one])
    return coo_array((np.r_[weight, weight], ends), shape=(count, count)).tocsr()


def _settle(
    at: np.ndarray, weight: csr_array, ring: Ring, who: np.ndarray, turns: tuple[float, ...]
) -> np.ndarray:
    """Assign the nodes of one ring to its places, the rest standing still."""
    best, shortest = at, _length(at, weight)
    pulls = weight[who]
    near = np.unique(pulls.indices)
    for turn in turns:
        slots = _slots(ring, len(who), turn)
        moved = at.copy()
        gap = np.hypot(
            slots[:, None, 0] - at[None, near, 0],
            slots[:, None, 1] - at[None, near, 1],
        )
        cost = np.round(pulls[:, near] @ gap.T, 6)
        moved[who] = slots[_assigned(cost)]
        length = _length(moved, weight)
        if length < shortest - 1e-6:
            best, shortest = moved, length
    return best


def _assigned(cost: np.ndarray) -> np.ndarray:
    """
    Give each row a column of its own, at little cost in all.

    From each at its own best side, pairs change columns as long as both together gain: always
    those of whom each is the other's best, the first where several are.
    """
    place = np.empty(len(cost), dtype=int)
    place[np.argsort(cost.argmin(axis=1), kind="stable")] = np.arange(len(cost))
    rows = np.arange(len(cost))
    for _ in range(4 * len(cost)):
        held = cost[:, place]
        own = held.diagonal()
        gain = np.round(own[:, None] + own[None, :] - held - held.T, 6)
        best = gain.argmax(axis=1)
        one = rows[(best[best] == rows) & (gain[rows, best] > 0) & (rows < best)]
        if not len(one):
            break
        place[one], place[best[one]] = place[best[one]], place[one]
    return place


def _length(at: np.ndarray, weight: csr_array) -> float:
    """Sum of the lengths of the ties, weighted."""
    a, b = np.repeat(np.arange(len(at)), np.diff(weight.indptr)), weight.indices
    gap = np.hypot(at[a, 0] - at[b, 0], at[a, 1] - at[b, 1])
    return round(float((gap * weight.data).sum() / 2), 3)


def bend(a: Point, b: Point) -> Bend:
    """
    Tell how a tie bends: gently inward, and round the residents where it would cross them.

    Parameters
    ----------
    a, b
        Both ends.

    Returns
    -------
    bend
        The way of vis-network (`curvedCW` or `curvedCCW`) and how round.

    Examples
    --------
    >>> bend((-100, -90), (100, -90))
    ('curvedCCW', 0.1)
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = dx * dx + dy * dy
    nearest = min(1.0, max(0.0, -(a[0] * dx + a[1] * dy) / along)) if along else 0.0
    distance = math.hypot(a[0] + nearest * dx, a[1] + nearest * dy)
    crosses = distance < CORE * ACROSS + 24 and 0.0 < nearest < 1.0
    left = dx * a[1] - dy * a[0] > 0
    return ("curvedCW" if left != crosses else "curvedCCW", 0.28 if crosses else 0.1)


def handle(a: Point, b: Point, way: Bend) -> Point:
    """
    Find the handle of a tie's curve, by the formula of vis-network 9.1.2.

    Parameters
    ----------
    a, b
        Both ends.
    way
        As `bend` gives.

    Returns
    -------
    handle
        The point a quadratic curve from `a` to `b` is drawn towards.

    Examples
    --------
    >>> handle((0, 0), (10, 0), ("curvedCW", 0))
    (5.0, 0.0)
    """
    side, roundness = way
    turn = roundness if side == "curvedCW" else -roundness
    angle = math.atan2(a[1] - b[1], b[0] - a[0]) + (turn * 0.5 + 0.5) * math.pi
    reach = (roundness * 0.5 + 0.5) * math.hypot(b[0] - a[0], b[1] - a[1])
    return (round(a[0] + reach * math.sin(angle), 2), round(a[1] + reach * math.cos(angle), 2))


def along(a: Point, b: Point, way: Bend, share: float) -> Point:
    """
    Find a point of a tie as it is drawn, a quadratic curve.

    Parameters
    ----------
    a, b
        Both ends.
    way
        As `bend` gives.
    share
        How far along the curve, from 0 to 1.

    Returns
    -------
    point
        x and y.

    Examples
    --------
    >>> along((0, 0), (10, 0), ("curvedCW", 0), 0.5)
    (5.0, 0.0)
    """
    through, left = handle(a, b, way), 1 - share
    x, y = (
        left * left * a[i] + 2 * share * left * through[i] + share * share * b[i] for i in (0, 1)
    )
    return (round(x, 1), round(y, 1))
