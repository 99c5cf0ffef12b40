"""Borders with fewer points, of which two neighbours still have the same."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

Ring = list[tuple[int, int]]
Known = dict[tuple[tuple[int, int], ...], Ring]


def simplified(
    areas: Mapping[str, tuple[np.ndarray, ...]], *, tolerance: float
) -> dict[str, list[Ring]]:
    """
    Draw borders with fewer points; what two areas shared they share still.

    Borders are cut where three areas meet; each stretch is simplified once (Douglas and
    Peucker's way), for both of its sides.

    Parameters
    ----------
    areas
        The rings of each area, closed or not; points are rounded to whole numbers, so that
        those that nearly touch do.
    tolerance
        How far a border may move.

    Returns
    -------
    simplified
        The rings of each area, not closed; one that would vanish keeps its points, one without
        any width is left out.

    References
    ----------
    Douglas, D.H., Peucker, T.K. (1973). Algorithms for the reduction of the number of points
    required to represent a digitized line. Cartographica 10(2).

    Examples
    --------
    >>> near = np.array([[0, 0], [10, 0], [10, 5], [11, 10], [0, 10]])
    >>> simplified({"a": (near,)}, tolerance=2)
    {'a': [[(0, 0), (10, 0), (11, 10), (0, 10)]]}
    """
    rings = {key: [_whole(ring) for ring in some] for key, some in areas.items()}
    beside: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for some in rings.values():
        for ring in some:
            for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
                beside.setdefault(one, set()).add(other)
                beside.setdefault(other, set()).add(one)
    meets = {point for point, others in beside.items() if len(others) > 2}
    known: Known = {}
    made = {
        key: [_ring(ring, meets, tolerance, known) for ring in some if len(ring) > 2]
        for key, some in rings.items()
    }
    return {key: some for key, some in made.items() if some}


def _whole(ring: np.ndarray) -> Ring:
    """Round the points, each once where it follows itself."""
    points = [(int(x), int(y)) for x, y in np.rint(ring)]
    apart = [point for at, point in enumerate(points) if point != points[at - 1]]
    return apart or points[:1]


def _ring(ring: Ring, meets: set[tuple[int, int]], tolerance: float, known: Known) -> Ring:
    """Simplify a ring, stretch by stretch."""
    first = min(ring)
    ends = [at for at, point in enumerate(ring) if point in meets]
    if len(ends) < 2:
        start = ends[0] if ends else ring.index(first)
        far = max(range(len(ring)), key=lambda at: (_apart(ring[at], ring[start]), ring[at]))
        ends = sorted({start, far})
    out: Ring = []
    for at, end in enumerate(ends):
        until = ends[(at + 1) % len(ends)]
        stretch = ring[end : until + 1] if until > end else ring[end:] + ring[: until + 1]
        out += _stretch(stretch, tolerance, known)[:-1]
    return out if len(out) > 2 else ring


def _stretch(points: Ring, tolerance: float, known: Known) -> Ring:
    """Simplify a stretch in the one direction that both of its sides agree on."""
    turned = points > points[::-1]
    key = tuple(points[::-1] if turned else points)
    if key not in known:
        known[key] = _fewer(np.array(key, dtype="float64"), tolerance)
    made = known[key]
    return made[::-1] if turned else made


def _fewer(points: np.ndarray, tolerance: float) -> Ring:
    """Keep the ends, and every point that is farther than the tolerance from what is kept."""
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        start, end = todo.pop()
        if end - start < 2:
            continue
        between, way = points[start + 1 : end] - points[start], points[end] - points[start]
        long = float(way @ way)
        share = np.clip(between @ way / long, 0, 1) if long else np.zeros(len(between))
        off = np.hypot(*(between - share[:, None] * way).T)
        far = int(off.argmax())
        if off[far] > tolerance:
            keep.add(start + 1 + far)
            todo += [(start, start + 1 + far), (start + 1 + far, end)]
    return [(int(x), int(y)) for x, y in points[sorted(keep)]]


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
