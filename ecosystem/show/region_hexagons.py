"""Hexagons in the order of their codes, where nothing says where neighbourhoods lie."""

from __future__ import annotations

import math

import pandas as pd

from ecosystem.show.region_shapes import HIGH, SIDE, WIDE, Places, hexagon


def hexagons(parents: pd.Series) -> Places:
    """
    Lay groups of hexagons side by side on shelves, each as square as it can be.

    Parameters
    ----------
    parents
        The group of each code; empty where it has none.

    Returns
    -------
    places
        Groups by name, in each the codes in their order, row by row.

    Examples
    --------
    >>> made = hexagons(pd.Series({"a": "", "b": ""}))
    >>> made.shapes["a"].x < made.shapes["b"].x
    True
    """
    groups = [(str(name), list(some.index)) for name, some in parents.groupby(parents, sort=True)]
    named = len(groups) > 1
    blocks = []
    for name, codes in groups:
        across = math.ceil(math.sqrt(len(codes) * (1.0 if named else 1.5)))
        blocks.append((name, sorted(codes), across))
    side, captions, shapes = 100.0, [], {}
    gap, top = (0.9, 2.2) if named else (0.0, 0.0)
    area = sum((n + 0.5 + gap) * (1.5 * math.ceil(len(c) / n) + 1 + top) for _, c, n in blocks)
    most = max(math.sqrt(area * 1.5), max(n + 0.5 for *_, n in blocks))
    x = y = tall = 0.0
    wide = 0.0
    for name, codes, across in blocks:
        if x and x + across + 0.5 > most:
            x, y, tall = 0.0, y + tall, 0.0
        if named and name:
            captions.append((name, x, y + 1.0, across + 0.5))
        for at, code in enumerate(codes):
            row, column = divmod(at, across)
            shapes[str(code)] = (x + column + 0.5 + row % 2 / 2, y + top + 0.6 + 0.866 * row)
        rows = math.ceil(len(codes) / across)
        tall = max(tall, top + 0.866 * (rows - 1) + 1.2)
        wide = max(wide, x + across + (0.5 if rows > 1 else 0.0))
        x += across + 0.5 + gap
    return _scaled(shapes, captions, wide, y + tall)


def _scaled(
    middles: dict[str, tuple[float, float]],
    captions: list[tuple[str, float, float, float]],
    wide: float,
    high: float,
) -> Places:
    """Make hexagons of their middles, a unit apart, as large as they fit."""
    unit = min((WIDE - 120) / wide, (HIGH - 120) / high, 900.0)
    shapes = {
        code: hexagon(60 + unit * x, 60 + unit * y, unit * 0.96 / (2 * SIDE))
        for code, (x, y) in middles.items()
    }
    told = tuple(
        (text, round(60 + unit * x), round(60 + unit * y), round(unit * room))
        for text, x, y, room in captions
    )
    return Places("hexagons", round(120 + unit * wide), round(120 + unit * high), shapes, (), told)
