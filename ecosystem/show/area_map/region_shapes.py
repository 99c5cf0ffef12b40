"""What a map of a region is made of: shapes, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

WIDE, HIGH = 9000, 6600
"""The map at most, in units of which some ten are a pixel."""
SIDE = math.sqrt(3) / 2
"""Half the width of a hexagon, of which a side is 1."""

Ring = Sequence[tuple[int, int]]
Kind = Literal["outlines", "circles", "hexagons"]


@dataclass(frozen=True)
class Shape:
    """A neighbourhood on the map: its rings (holes among them), its middle, its SVG path."""

    rings: tuple[Ring, ...]
    x: int
    y: int
    path: str


@dataclass(frozen=True)
class Places:
    """
    Every neighbourhood's shape, by code.

    Attributes
    ----------
    kind
        What the shapes are; that of a hexagon means nothing.
    wide, high
        Size of the whole.
    shapes
        By code.
    strays
        Codes without a place, in a row beneath those that have one.
    captions
        What stands above a group of hexagons: text, x, y, and how wide it may be.
    """

    kind: Kind
    wide: int
    high: int
    shapes: Mapping[str, Shape]
    strays: tuple[str, ...] = ()
    captions: tuple[tuple[str, int, int, int], ...] = ()


def path(ring: Ring) -> str:
    """
    Write a ring as an SVG path, in steps, which are shorter than points.

    Parameters
    ----------
    ring
        Its points.

    Returns
    -------
    path
        Closed.

    Examples
    --------
    >>> path([(0, 0), (9, 0), (9, 5)])
    'M0 0l9 0 0 5z'
    """
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
    return f"M{ring[0][0]} {ring[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"


def hexagon(x: float, y: float, side: float) -> Shape:
    """
    Draw a hexagon that stands on a point.

    Parameters
    ----------
    x, y
        Its middle.
    side
        How long a side is.

    Returns
    -------
    shape
        In whole units.

    Examples
    --------
    >>> hexagon(100, 100, 50).path
    'M100 50l43 25 0 50 -43 25 -43 -25 0 -50z'
    """
    corners = [(0.0, -1.0), (SIDE, -0.5), (SIDE, 0.5), (0.0, 1.0), (-SIDE, 0.5), (-SIDE, -0.5)]
    ring = [(round(x + side * across), round(y + side * down)) for across, down in corners]
    return Shape((tuple(ring),), round(x), round(y), path(ring))
