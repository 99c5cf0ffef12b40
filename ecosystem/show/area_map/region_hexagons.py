"""Hexagons in the order of their codes, where nothing says where neighbourhoods lie."""

from __future__ import annotations

import math

import pandas as pd

from ecosystem.show.area_map.region_shapes import HIGH, SIDE, WIDE, Places, hexagon

Laid = tuple[dict[str, tuple[float, float]], list[tuple[str, float, float, float]], float, float]
"""Middles by code; captions with their place and width; width and height of the whole."""


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
    groups = [(str(name), sorted(some.index)) for name, some in parents.groupby(parents)]
    shelves = [_shelves(groups, most / 2) for most in range(4, 140)]
    return _scaled(*max(shelves, key=lambda tried: _unit(*tried[2:])))


def _shelves(groups: list[tuple[str, list[str]]], most: float) -> Laid:
    """Lay groups on shelves of some width; hexagons are a unit apart."""
    named = len(groups) > 1
    gap, top = (0.7, 1.0) if named else (0.0, 0.0)
    captions, middles = [], {}
    x = y = tall = wide = 0.0
    for name, codes in groups:
        across = max(1, math.ceil(math.sqrt(len(codes)) if named else min(most, len(codes))))
        if x and x + across + 0.5 > most:
            x, y, tall = 0.0, y + tall, 0.0
        if named and name:
            captions.append((name, x, y + top - 0.22, across + 0.5))
        for at, code in enumerate(codes):
            row, column = divmod(at, across)
            middles[code] = (x + column + 0.5 + row % 2 / 2, y + top + 0.58 + 0.866 * row)
        rows = math.ceil(len(codes) / across)
        tall = max(tall, top + 0.866 * (rows - 1) + 1.16 + gap / 2)
        wide = max(wide, x + across + (0.5 if rows > 1 else 0.0))
        x += across + 0.5 + gap
    return middles, captions, wide, y + tall


def _unit(wide: float, high: float) -> float:
    """Tell how large a hexagon can be."""
    return min((WIDE - 120) / wide, (HIGH - 120) / high, 900.0)


def _scaled(
    middles: dict[str, tuple[float, float]],
    captions: list[tuple[str, float, float, float]],
    wide: float,
    high: float,
) -> Places:
    """Make hexagons of their middles, a unit apart, as large as they fit."""
    unit = _unit(wide, high)
    shapes = {
        code: hexagon(60 + unit * x, 60 + unit * y, unit * 0.96 / (2 * SIDE))
        for code, (x, y) in middles.items()
    }
    told = tuple(
        (text, round(60 + unit * x), round(60 + unit * y), round(unit * room))
        for text, x, y, room in captions
    )
    return Places("hexagons", round(120 + unit * wide), round(120 + unit * high), shapes, (), told)
