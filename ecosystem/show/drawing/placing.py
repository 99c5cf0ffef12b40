"""Where labels stand: beside their point, apart from all else, the first ones first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ecosystem.show.drawing.lettering import NOWHERE, SCALES, Label, Place

APART = 2.0
"""At least, between two labels beside each other."""
MANY = 160
"""Of more labels than this, none makes way for another."""
_STEPS = {
    90: (1.0, 0.0),
    270: (-1.0, 0.0),
    0: (0.0, -1.0),
    180: (0.0, 1.0),
    45: (0.72, -0.72),
    135: (0.72, 0.72),
    225: (-0.72, 0.72),
    315: (-0.72, -0.72),
    15: (0.25, -0.97),
    345: (-0.25, -0.97),
    165: (0.25, 0.97),
    195: (-0.25, 0.97),
    75: (0.97, -0.25),
    105: (0.97, 0.25),
    255: (-0.97, 0.25),
    285: (-0.97, -0.25),
}
"""Unit steps to the sides of a point, by their angle."""
# Beside a point reads best; above and below come next, corners last.
_COST = {90: 0, 270: 0, 0: 25, 180: 25, 75: 30, 105: 30, 255: 30, 285: 30}
Boxes = Sequence[tuple[float, ...]]


def sides(toward: float) -> list[tuple[float, float]]:
    """Order the sides of a point, that which looks towards an angle first."""
    away = {
        angle: abs((angle - toward + 180) % 360 - 180) + _COST.get(angle, 40) for angle in _STEPS
    }
    return [
        _STEPS[angle] for angle in sorted(_STEPS, key=lambda angle: (round(away[angle], 3), angle))
    ]


def place(
    labels: list[Label], *, taken: Boxes, frame: tuple[float, ...], off: Boxes = ()
) -> list[Place]:
    """
    Place labels, the first ones first, so that none meets another, a node or the edge.

    For each zoom from far to near, each label that has no place yet takes the first free side,
    at best one that keeps off lines; or else the side of one other label, if that one can
    stand elsewhere. It keeps it, because boxes only shrink as one zooms in. This is a
    heuristic: it does not promise the most labels, only that those shown are whole and apart.

    Parameters
    ----------
    labels
        Labels, the most important first.
    taken
        Boxes that are taken at every zoom: the nodes.
    frame
        Left, top, right, bottom beyond which nothing is drawn.
    off
        Points of lines that labels keep off where there is room.

    Returns
    -------
    places
        One per label, in their order; zoom 99 where it fits at none.

    Examples
    --------
    >>> place([Label(20, 12, 0, 0, 5)], taken=[], frame=(-99, -99, 99, 99))
    [Place(ux=1.0, uy=0.0, zoom=0.5)]
    """
    made = _Placing(labels, taken, frame, off)
    for scale in SCALES:
        waiting = [at for at in range(len(labels)) if made.zoom[at] == np.inf]
        waiting = [at for at in waiting if not made.settle(at, scale)]
        if len(labels) <= MANY:
            for at in waiting:
                made.push(at, scale)
    return [
        Place(float(step[0]), float(step[1]), float(zoom)) if zoom < np.inf else NOWHERE
        for step, zoom in zip(made.step, made.zoom, strict=True)
    ]


class _Placing:
    """The labels that have a place so far."""

    def __init__(
        self, labels: list[Label], taken: Boxes, frame: tuple[float, ...], off: Boxes
    ) -> None:
        self._point = np.array([(one.x, one.y) for one in labels]).reshape(-1, 2)
        self._size = np.array([(one.wide, one.high) for one in labels]).reshape(-1, 2)
        self._reach = np.array([one.radius for one in labels])
        self._own = [one.own for one in labels]
        self._sides = [_sides(one) for one in labels]
        self._taken = np.array(taken, dtype=float).reshape(-1, 4)
        self._off = np.array(off, dtype=float).reshape(-1, 2)
        self._frame = frame
        self.zoom = np.full(len(labels), np.inf)
        self.step = np.zeros((len(labels), 2))

    def settle(self, at: int, scale: float) -> bool:
        """Give a label the first side that is free from a zoom, if there is one."""
        boxes, free = self._open(at, scale)
        if free.any():
            free &= ~self._met(at, scale)[1].any(axis=1)
        if not free.any():
            return False
        crossed = _meet(boxes[:, None], np.hstack([self._off, self._off]), 0.0).any(axis=1)
        which = np.flatnonzero(free)
        best = which[np.argmin(np.asarray(crossed)[which])]
        self.step[at], self.zoom[at] = self._sides[at][best], scale
        return True

    def push(self, at: int, scale: float) -> None:
        """Take the side of one other label, if that one can stand elsewhere."""
        _, free = self._open(at, scale)
        others, met = self._met(at, scale)
        for side in np.flatnonzero(free & (met.sum(axis=1) == 1)):
            other = others[met[side].argmax()]
            step, zoom = self.step[other].copy(), self.zoom[other]
            self.step[at], self.zoom[at] = self._sides[at][side], scale
            self.zoom[other] = np.inf
            if self.settle(other, zoom):
                return
            self.step[other], self.zoom[other], self.zoom[at] = step, zoom, np.inf

    def _open(self, at: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
        """Give the boxes of a label on each side, and which are within the frame, on no node."""
        boxes = self._boxes(np.full(len(self._sides[at]), at), self._sides[at], scale)
        left, top, right, bottom = self._frame
        inside = (boxes[:, :2] >= (left, top)) & (boxes[:, 2:] <= (right, bottom))
        hit = _meet(boxes[:, None], self._taken)
        if self._own[at] >= 0:
            hit[:, self._own[at]] = False
        return boxes, np.asarray(inside.all(axis=1) & ~hit.any(axis=1))

    def _met(self, at: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
        """Tell which labels each side would meet, from the zoom at which both are seen."""
        placed = self.zoom < np.inf
        placed[at] = False
        others = np.flatnonzero(placed)
        scales = np.maximum(self.zoom[others], scale)
        theirs = self._boxes(others, self.step[others], scales)
        count = len(self._sides[at])
        own = self._boxes(np.full((count, 1), at), self._sides[at][:, None], scales)
        return others, _meet(own, theirs)

    def _boxes(self, at: np.ndarray, step: np.ndarray, scale: Any) -> np.ndarray:
        """Find the room labels take on a side, as `lettering.box` does."""
        size = self._size[at] * (np.maximum(1.0, np.power(scale, 0.6)) / scale)[..., None]
        shift = step * self._reach[at][..., None] - size * (1 - np.clip(2 * step, -1, 1)) / 2
        corner = self._point[at] + shift
        return np.concatenate([corner, corner + size], axis=-1)


def _sides(label: Label) -> np.ndarray:
    """List the steps at which a label is tried."""
    first = [(0.0, 0.0)] if label.radius == 0 else []
    return np.array([*first, *([] if label.fixed else sides(label.toward))]).reshape(-1, 2)


def _meet(one: np.ndarray, two: np.ndarray, apart: float = APART) -> np.ndarray:
    """Tell which boxes overlap, or stand too near beside each other."""
    across = (one[..., 0] < two[..., 2] + apart) & (one[..., 2] > two[..., 0] - apart)
    return across & (one[..., 1] < two[..., 3]) & (one[..., 3] > two[..., 1])
