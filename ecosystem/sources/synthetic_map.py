"""Where fictional neighbourhoods lie: cells that fill a plane, with crooked borders."""

from __future__ import annotations

import math

import numpy as np

from ecosystem.sources.synthetic_words import HOODS_AN_AREA, Place

WIDE = 800
"""Metres from one neighbourhood to the next."""
_HIGH = WIDE / 2 / math.sqrt(3)
"""A step down of the lattice: a row of neighbourhoods is three of these."""
_CORNERS = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))
_FINE = 8
"""Steps of the lattice in one step between corners, so that halves have a number of their own."""
_WEST, _NORTH = 100_000, 400_000
_TALL = 6
"""Areas beneath each other for each that stands beside another: together they are about square."""

Key = tuple[int, int]


def middle(where: Place) -> tuple[int, int]:
    """
    Place the middle of a neighbourhood, in metres as the Dutch grid has them.

    The five neighbourhoods of an area lie side by side; where an area lies hangs on its number
    alone, so that a region grows without moving.

    Parameters
    ----------
    where
        The neighbourhood.

    Returns
    -------
    x, y
        Whole metres.

    Examples
    --------
    >>> from ecosystem.sources.synthetic_words import place
    >>> middle(place(0)), middle(place(1)), middle(place(5))
    ((100000, 400000), (100800, 400000), (100400, 399307))
    """
    across, down = _lattice(where)
    return round(_WEST + across * WIDE / 2), round(_NORTH - down * _HIGH)


def outline(where: Place) -> np.ndarray:
    """
    Draw the border of a neighbourhood; two that lie beside each other have the same.

    Parameters
    ----------
    where
        The neighbourhood.

    Returns
    -------
    outline
        A closed ring of x and y in whole metres.

    Examples
    --------
    >>> from ecosystem.sources.synthetic_words import place
    >>> one, two = ({tuple(point) for point in outline(place(at)).tolist()} for at in (0, 1))
    >>> len(one), len(one & two)
    (24, 5)
    """
    across, down = _lattice(where)
    corners = [((across + dx) * _FINE, (down + dy) * _FINE) for dx, dy in _CORNERS]
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    ring = np.concatenate([_border(one, other) for one, other in pairs])
    return np.concatenate([ring, ring[:1]])


def _lattice(where: Place) -> Key:
    """Find the place on the lattice, counted in half widths and in steps down."""
    stage = math.isqrt(where.area // _TALL)
    rest = where.area - _TALL * stage**2
    row, column = rest, stage
    if rest >= _TALL * stage:
        down, column = divmod(rest - _TALL * stage, stage + 1)
        row = _TALL * stage + down
    abreast = column * HOODS_AN_AREA + where.index % HOODS_AN_AREA
    return 2 * abreast + row % 2, 3 * row


def _border(one: Key, other: Key) -> np.ndarray:
    """Give the points from one corner up to the other, the same whichever comes first."""
    first, last = sorted((one, other))
    share = np.linspace(0, 1, 5)[:, None]
    keys = (np.array(first) * (1 - share) + np.array(last) * share).astype("int64")
    ends = _plane(keys[[0, -1]]) + 0.2 * WIDE * _chance(keys[[0, -1]])
    points = ends[0] * (1 - share) + ends[1] * share
    points[1:-1] += 0.08 * WIDE * _chance(keys[1:-1])
    whole = np.rint(points)
    part: np.ndarray = whole[:-1] if (first, last) == (one, other) else whole[:0:-1]
    return part


def _plane(keys: np.ndarray) -> np.ndarray:
    """Place points of the lattice in metres."""
    return (_WEST, _NORTH) + keys * (WIDE / 2 / _FINE, -_HIGH / _FINE)


def _chance(keys: np.ndarray) -> np.ndarray:
    """Give two numbers from -1 to 1 for each point, that hang on the point alone."""
    mixed = keys[:, :1] * 374_761_393 + keys[:, 1:] * 668_265_263 + np.array([[1, 2_654_435_761]])
    mixed = (mixed ^ (mixed >> 13)) % 4_294_967_291 * 1_274_126_177 % 4_294_967_291
    chance: np.ndarray = (mixed ^ (mixed >> 16)) % 65_536 / 32_768 - 1
    return chance
