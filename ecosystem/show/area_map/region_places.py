"""Where each neighbourhood is drawn: its outline, a circle at its centre, or a hexagon."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ecosystem.show.area_map.region_hexagons import hexagons
from ecosystem.show.area_map.region_shapes import HIGH, WIDE, Kind, Places, Shape, hexagon, path
from ecosystem.show.area_map.region_simple import simplified
from ecosystem.tables.outlines import Outlines

TOLERANCE = 7.0
"""How far a border may move, in those units."""
_ROUNDS = 600


def region_places(centres: pd.DataFrame, outlines: Outlines) -> Places:
    """
    Give each neighbourhood a place: outlines where there are any, else centres, else hexagons.

    Coordinates in degrees (none over 180) are drawn as metres, true to shape in the middle of
    the map; any others, of the national grids, as they are.

    Parameters
    ----------
    centres
        One row per neighbourhood, by code: `x`, `y` and `parent`, each missing where unknown.
    outlines
        Polygons by code.

    Returns
    -------
    places
        The same for the same tables. Circles are moved no further than that they do not
        overlap; hexagons stand in the order of their codes, those of one `parent` together.

    Examples
    --------
    >>> centres = pd.DataFrame({"x": 0.0, "y": [0.0, 9.0], "parent": None}, index=["a", "b"])
    >>> made = region_places(centres, {})
    >>> made.kind, made.shapes["a"].y > made.shapes["b"].y
    ('circles', True)
    """
    there = {
        code: tuple(ring for polygon in outlines[code] for ring in polygon)
        for code in centres.index
        if code in outlines
    }
    if there:
        return _with_strays("outlines", *_outlined(there), centres)
    known = centres[["x", "y"]].dropna()
    if len(known) and (len(known) == 1 or len(known.drop_duplicates()) > 1):
        return _with_strays("circles", *_circles(known), centres)
    return hexagons(centres["parent"].fillna(""))


def _plane(points: np.ndarray) -> np.ndarray:
    """Turn coordinates so that down is south, and degrees of one length."""
    plane = points * (1.0, -1.0)
    if len(points) and np.abs(points).max() <= 180:
        plane[:, 0] *= math.cos(math.radians(min(85.0, abs(float(np.median(points[:, 1]))))))
    return plane


def _fitted(points: np.ndarray, margin: float = 60) -> tuple[np.ndarray, int, int]:
    """Scale points to the map, as large as they fit."""
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.maximum(high - low, 1e-12)
    scale = min((WIDE - 2 * margin) / span[0], (HIGH - 2 * margin) / span[1])
    wide, tall = (span * scale + 2 * margin).round().astype(int)
    return (points - low) * scale + margin, int(wide), int(tall)


def _outlined(
    outlines: Mapping[str, tuple[np.ndarray, ...]],
) -> tuple[dict[str, Shape], int, int]:
    rings = [(code, ring) for code, some in outlines.items() for ring in some if len(ring)]
    fitted, wide, high = _fitted(_plane(np.concatenate([ring for _, ring in rings])))
    parts = np.split(fitted, np.cumsum([len(ring) for _, ring in rings])[:-1])
    drawn: dict[str, tuple[np.ndarray, ...]] = {}
    for (code, _), part in zip(rings, parts, strict=True):
        drawn[code] = (*drawn.get(code, ()), part)
    shapes = {}
    for code, some in simplified(drawn, tolerance=TOLERANCE).items():
        x, y = _middle(max(some, key=lambda ring: abs(_area(ring))))
        whole = "".join(path(ring) for ring in some)
        shapes[code] = Shape(tuple(tuple(ring) for ring in some), x, y, whole)
    return shapes, wide, high


def _area(ring: list[tuple[int, int]]) -> float:
    return 0.5 * sum(
        a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def _middle(ring: list[tuple[int, int]]) -> tuple[int, int]:
    """Find the centre of gravity of a ring."""
    area = _area(ring)
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    if abs(area) < 1:
        return ring[0]
    turns = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
    x = sum((a[0] + b[0]) * turn for (a, b), turn in zip(pairs, turns, strict=True))
    y = sum((a[1] + b[1]) * turn for (a, b), turn in zip(pairs, turns, strict=True))
    return round(x / (6 * area)), round(y / (6 * area))


def _circles(known: pd.DataFrame) -> tuple[dict[str, Shape], int, int]:
    """Draw equal circles, pushed apart until none overlaps."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 (slow to start)

    points, wide, high = _fitted(_plane(known.to_numpy(dtype="float64")))
    count = len(points)
    radius = min(420.0, 0.33 * math.sqrt(max(wide, high / 4) * max(high, wide / 4) / count))
    turn = np.arange(count) * 2.399963
    points = points + 0.02 * radius * np.column_stack([np.cos(turn), np.sin(turn)])
    room = 2.08 * radius
    for _ in range(_ROUNDS):
        pairs = cKDTree(points).query_pairs(room * 0.999, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        apart = points[pairs[:, 1]] - points[pairs[:, 0]]
        long = np.maximum(np.hypot(*apart.T), 1e-9)
        push = apart * (0.5 * (room - long) / long)[:, None]
        np.add.at(points, pairs[:, 0], -push)
        np.add.at(points, pairs[:, 1], push)
    if count > 1:
        nearest = cKDTree(points).query(points, k=2)[0][:, 1].min()
        radius = min(radius, nearest / 2.02)
    points += 60 + radius - points.min(axis=0)
    wide, high = (math.ceil(most + radius + 60) for most in points.max(axis=0))
    shapes = {
        str(code): _circle(round(x), round(y), max(round(radius), 1))
        for code, (x, y) in zip(known.index, points, strict=True)
    }
    return shapes, wide, high


def _circle(x: int, y: int, size: int) -> Shape:
    turns = [math.tau * step / 36 for step in range(36)]
    ring = tuple((round(x + size * math.cos(at)), round(y + size * math.sin(at))) for at in turns)
    half = f"a{size} {size} 0 1 0 "
    return Shape((ring,), x, y, f"M{x - size} {y}{half}{2 * size} 0{half}{-2 * size} 0z")


def _with_strays(
    kind: Kind, shapes: dict[str, Shape], wide: int, high: int, centres: pd.DataFrame
) -> Places:
    """Put who has no place in rows of hexagons beneath."""
    strays = tuple(str(code) for code in centres.index if code not in shapes)
    if not strays:
        return Places(kind, wide, high, shapes)
    wide = max(wide, WIDE // 2)
    side = min(180.0, math.sqrt(wide * HIGH / 6 / len(strays)) / 1.7)
    abreast = max(1, int((wide - 120) // (2 * side)))
    for at, code in enumerate(strays):
        row, column = divmod(at, abreast)
        x, y = 60 + side * (2 * column + 1), high + 420 + side * 2.1 * row
        shapes[code] = hexagon(x, y, side * 0.95)
    high = round(high + 420 + side * 2.1 * ((len(strays) - 1) // abreast) + side + 60)
    return Places(kind, wide, high, shapes, strays)
