"""Outlines of neighbourhoods: the polygons of a GeoJSON that lies beside the tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ecosystem.tables.problems import Problem

NAMES = ("neighbourhoods.geojson", "buurten.geojson")
MOST = 64
"""Megabytes that are read: a thousand neighbourhoods as they are published take some ten."""

MOST_PARTS = 2_000_000
"""Points and other parts that are read: ten megabytes as they are published have 400,000."""

Polygon = tuple[np.ndarray, ...]
"""A ring of x and y, a point a row; those after the first are its holes."""
Outlines = Mapping[str, tuple[Polygon, ...]]
"""The polygons of each neighbourhood by its code."""


def outlines(folder: Path, codes: Mapping[str, str]) -> tuple[Outlines, list[Problem]]:
    """
    Read the polygons of neighbourhoods, in whatever coordinates they have.

    Codes are looked for in every property of the features; that with most of them counts, so
    that files of Statistics Netherlands, of a municipality or one's own need no other name.

    Parameters
    ----------
    folder
        Where `neighbourhoods.geojson` (or `buurten.geojson`) may lie.
    codes
        Each code that an area of the file may have, with its neighbourhood.

    Returns
    -------
    outlines
        The polygons of each neighbourhood that has any, by code; those of several areas where
        it is made of several.
    problems
        What stops (no GeoJSON, coordinates that are none), and what is only told: areas that
        are of no neighbourhood here, and neighbourhoods without an outline.

    Examples
    --------
    >>> square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    >>> feature = {"type": "Feature", "properties": {"statcode": "BU1"}, "geometry": square}
    >>> text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    >>> length = (folder / "neighbourhoods.geojson").write_text(text)
    >>> outlines(folder, {"BU1": "BU1"})[0]["BU1"][0][0].tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]
    """
    file = next((folder / name for name in NAMES if (folder / name).is_file()), None)
    if file is None:
        return {}, []
    try:
        features = _features(file)
    except _NotReadError as error:
        return {}, [Problem(file.name, error.args[0], values=error.args[1])]
    key = _key(features, codes)
    if key is None:
        names = sorted({str(name) for feature in features for name in _properties(feature)})
        values = {"names": ", ".join(names[:12]) or "–", "code": min(codes, default="–")}
        return {}, [Problem(file.name, "outlines_without_code", values=values)]
    found: dict[str, tuple[Polygon, ...]] = {}
    problems: list[Problem] = []
    elsewhere = 0
    for row, feature in enumerate(features, 1):
        hood = codes.get(_text(_properties(feature).get(key)))
        parts = _polygons(feature.get("geometry"))
        if hood is None:
            elsewhere += 1
        elif parts is None:
            problems.append(Problem(file.name, "outline_no_coordinates", row=row))
        elif parts:
            found[hood] = (*found.get(hood, ()), *parts)
    counts = {"outlines_elsewhere": elsewhere, "without_outline": len({*codes.values()} - {*found})}
    problems += [
        Problem(file.name, code, values={"count": count}) for code, count in counts.items() if count
    ]
    return dict(sorted(found.items())), problems


class _NotReadError(Exception):
    """Which problem, and its values."""


def _features(file: Path) -> list[dict[str, Any]]:
    """Give the features of a file of a size that can be read."""
    size = file.stat().st_size / 1e6
    if size > MOST:
        raise _NotReadError("outlines_too_large", {"size": round(size), "most": MOST})
    content = file.read_bytes()
    if content.count(b"[") + content.count(b"{") > MOST_PARTS:
        raise _NotReadError("outlines_too_fine", {"most": MOST_PARTS // 1_000_000})
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _NotReadError("not_geojson", {}) from None
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise _NotReadError("not_geojson", {})
    return features


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else str(value)


def _key(features: list[dict[str, Any]], codes: Mapping[str, str]) -> str | None:
    """Find the property that holds most of the codes, the first by name of equals."""
    held: dict[str, set[str]] = {}
    for feature in features:
        for name, value in _properties(feature).items():
            if _text(value) in codes:
                held.setdefault(name, set()).add(_text(value))
    return min(held, key=lambda name: (-len(held[name]), name), default=None)


def _polygons(geometry: Any) -> tuple[Polygon, ...] | None:
    """List the polygons of a geometry; none of a point or a line, None where it has no numbers."""
    if not isinstance(geometry, dict):
        return ()
    parts: Any = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        parts = [parts]
    elif geometry.get("type") != "MultiPolygon":
        return ()
    try:
        return tuple(tuple(_ring(ring) for ring in polygon) for polygon in parts)
    except (TypeError, ValueError, OverflowError):
        return None


def _ring(points: Any) -> np.ndarray:
    ring = np.array(points)
    if ring.ndim != 2 or ring.shape[1] < 2 or ring.dtype.kind not in "if":
        raise ValueError
    plane = ring[:, :2].astype("float64")
    if not np.isfinite(plane).all():
        raise ValueError
    return plane


def geojson(outlines: Outlines) -> str:
    """
    Write outlines as they are read, a neighbourhood a line.

    Parameters
    ----------
    outlines
        Polygons by code.

    Returns
    -------
    geojson
        A FeatureCollection, by code; whole coordinates without decimals.

    Examples
    --------
    >>> print(geojson({"BU1": ((np.array([[0, 0], [1.5, 0], [0, 1], [0, 0]]),),)}))
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"neighbourhood":"BU1"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1.5,0],[0,1],[0,0]]]]}}
    ]}
    """
    features = []
    for code, polygons in sorted(outlines.items()):
        parts = [[[_point(point) for point in ring] for ring in polygon] for polygon in polygons]
        shape = {"type": "MultiPolygon", "coordinates": parts}
        whole = {"type": "Feature", "properties": {"neighbourhood": code}, "geometry": shape}
        features.append(json.dumps(whole, ensure_ascii=False, separators=(",", ":")))
    inside = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{inside}\n]}}'


def _point(point: np.ndarray) -> list[float]:
    return [int(number) if number == int(number) else float(number) for number in point]
