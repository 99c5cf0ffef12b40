"""Small multiples as a still picture, for a notebook."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, PathPatch, Polygon
from matplotlib.path import Path
from PIL import Image

from ecosystem.protect import Level
from ecosystem.show.drawing.lettering import lines, width
from ecosystem.show.drawing.positions import ACROSS, CORE
from ecosystem.show.drawing.shapes import FAINT, INK, LOOKS, SOFT
from ecosystem.show.drawing.sketch import Sketch, Small, columns, corners
from ecosystem.show.words.words import say
from ecosystem.tables.language import Language

_ROW = 0.19
"""Height of a line of figures, in inches."""


def small_picture(smalls: Sequence[Small], level: Level, lang: Language) -> bytes:
    """
    Draw the multiples as a PNG, four or five abreast.

    Parameters
    ----------
    smalls
        Each neighbourhood, in its order.
    level
        What all of them are.
    lang
        Language of the words.

    Returns
    -------
    png
        The same for the same input and the same matplotlib.
    """
    abreast = columns(len(smalls))
    down = math.ceil(len(smalls) / abreast)
    across = 2.6 if abreast > 3 else 3.4
    sketched = across * 0.66
    under = 0.42 + _ROW * max(len(small.figures) for small in smalls)
    high = 0.85 + down * (sketched + under)
    figure = Figure(figsize=(across * abreast, high))
    title = f"{say('multiples', lang).format(count=len(smalls))} · {say(level, lang)}"
    figure.text(0.01, 1 - 0.28 / high, title, fontsize=12, color=INK, va="center")
    for at, small in enumerate(smalls):
        row, column = divmod(at, abreast)
        top = 1 - (0.55 + row * (sketched + under)) / high
        box = (column / abreast, top - sketched / high, 1 / abreast, sketched / high)
        _drawn(figure.add_axes(box), small.sketch)
        left = (column + 0.06) / abreast
        right = (column + 0.94) / abreast
        y = top - (sketched + 0.12) / high
        name = _cut(small.name, across * 84)
        figure.text(left, y, name, fontsize=9.5, color=INK, fontweight="bold", parse_math=False)
        for step, (heading, number) in enumerate(small.figures, 1):
            at_y = y - (_ROW * step) / high
            label = _cut(heading, (across * 0.88 - 0.1 * len(number)) * 110)
            figure.text(left, at_y, label, fontsize=7.6, color=SOFT, parse_math=False)
            figure.text(right, at_y, number, fontsize=7.6, color=INK, ha="right")
    _legend(figure, smalls, lang, high)
    raw, few = BytesIO(), BytesIO()
    figure.savefig(raw, format="png", dpi=100, metadata={"Software": None})
    with Image.open(raw) as full:  # a third of the bytes, which a notebook keeps
        most = full.convert("RGB").quantize(
            128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        most.save(few, "png", optimize=True)
    return few.getvalue()


def _cut(text: str, room: float) -> str:
    """Keep a text on one line."""
    parts = lines(text, room)
    return parts[0] if len(parts) == 1 else f"{parts[0]} …"


def _legend(figure: Figure, smalls: Sequence[Small], lang: Language, high: float) -> None:
    """Name the layers that are drawn anywhere, in the lowest line."""
    seen = {colour for small in smalls for _, colour in small.sketch.shapes}
    ax = figure.add_axes((0, 0, 1, 0.3 / high))
    wide = figure.get_figwidth()
    ax.set(xlim=(0, 96 * wide), ylim=(14, -14))
    ax.set_axis_off()
    x = 14.0
    for layer, (_, colour, _) in LOOKS.items():
        if colour in seen:
            ax.add_patch(Polygon(corners(layer, x, 0, 3.0), fc=colour))
            text = say(f"layer_{layer}", lang)
            ax.text(x + 10, 0, text, fontsize=7.6, color=SOFT, va="center")
            x += 30 + width(text, 11.5)


def _drawn(ax: Axes, sketch: Sketch) -> None:
    left, top, right, bottom = sketch.frame
    ax.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    ax.set_axis_off()
    for across, down in sketch.rings:
        ax.add_patch(Ellipse((0, 0), 2 * across, 2 * down, fill=False, ec=FAINT, lw=0.7))
    for wide in sorted({line[3] for line in sketch.lines}):
        curves = [line[:3] for line in sketch.lines if line[3] == wide]
        points = [point for curve in curves for point in curve]
        codes = [Path.MOVETO, Path.CURVE3, Path.CURVE3] * len(curves)
        ax.add_patch(
            PathPatch(Path(points, codes), fill=False, ec="#a9b2ba", lw=wide * 0.2, alpha=0.7)
        )
    ax.add_patch(Circle((0, 0), CORE * ACROSS, fc="white", ec=INK, lw=0.7, zorder=3))
    polygons = [polygon for polygon, _ in sketch.shapes]
    colours = [colour for _, colour in sketch.shapes]
    if polygons:
        shapes = PolyCollection(polygons, facecolors=colours, edgecolors="white", linewidths=0.3)
        shapes.set_zorder(4)
        ax.add_collection(shapes)
