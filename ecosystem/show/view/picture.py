"""The still picture of a view: what a notebook that is not trusted, or a printer, can show."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Ellipse, PathPatch
from matplotlib.path import Path
from PIL import Image

from ecosystem.protect import Outgoing
from ecosystem.show.drawing.lettering import GAP, LINE, Label, Place, box, lines, width
from ecosystem.show.drawing.positions import ACROSS, CORE, FRAME, handle
from ecosystem.show.drawing.shapes import (
    CHANGES,
    FAINT,
    FEW,
    INK,
    LINES,
    LOOKS,
    MARKS,
    MISSING,
    SOFT,
    Drawing,
    Mark,
    aside_moves,
    badge,
    crowding,
    late,
    tie_colour,
    tie_width,
)
from ecosystem.show.words.words import residents, say

_MARKERS = {
    "triangle": "^",
    "diamond": "D",
    "square": "s",
    "dot": "o",
    "hexagon": "H",
    "triangleDown": "v",
}
_POINT = 0.75
"""Points in a pixel."""
_LETTERS = 0.86
"""DejaVu, which matplotlib brings, is wider than Arial: letters are made this much smaller."""
_HEAD, _FOOT = 44.0, 34.0
_DOTS = 90


def picture(outgoing: Outgoing, drawing: Drawing) -> bytes:
    """
    Draw the map as a PNG: now with what was found, or with moves what changes.

    Parameters
    ----------
    outgoing
        What may leave.
    drawing
        The same, with its places.

    Returns
    -------
    png
        The bytes of the picture: 970 by 778 units, the same for the same drawing and the
        same matplotlib.

    Examples
    --------
    >>> from ecosystem.show.drawing.drawing import draw
    >>> outgoing = eco.protect(street)
    >>> picture(outgoing, draw(outgoing))[1:4]
    b'PNG'
    """
    left, top, right, bottom = FRAME
    high = bottom - top + _HEAD + _FOOT
    figure = Figure(figsize=((right - left) / 96, high / 96))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(left, right), ylim=(bottom + _FOOT, top - _HEAD))
    ax.set_axis_off()
    for ring in drawing.rings:
        ax.add_patch(_ellipse(ring.across, ring.down, FAINT, fill=False))
    _ties(ax, drawing)
    ax.add_patch(Circle((0, 0), CORE * ACROSS, fc="white", ec=INK, lw=1.1, zorder=3))
    _nodes(ax, drawing)
    _texts(ax, outgoing, drawing)
    _legend(ax, outgoing, drawing)
    raw, small = BytesIO(), BytesIO()
    figure.savefig(raw, format="png", dpi=_DOTS, metadata={"Software": None})
    # Our own colours and their way to white: a third of the bytes, which a notebook keeps.
    with Image.open(raw) as full, _palette() as palette:
        few = full.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE)
        few.save(small, format="png", optimize=True)
    return small.getvalue()


def _palette() -> Image.Image:
    """Every colour of the map at full, two thirds and one third."""
    layers = [colour for _, colour, _ in LOOKS.values()]
    full = [
        *layers,
        *LINES.values(),
        *CHANGES.values(),
        "#808890",
        "#a0a8b0",
        *(ground for ground, _ in MARKS.values()),
        SOFT,
        FAINT,
    ]
    steps = [(int(colour[1:], 16), step) for colour in dict.fromkeys(full) for step in (1, 2, 3)]
    shades = [
        255 - round((255 - (code >> shift & 255)) * step / 3)
        for code, step in steps
        for shift in (16, 8, 0)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([255, 255, 255, *shades])
    return palette


def _ellipse(across: float, down: float, colour: str, *, fill: bool) -> Ellipse:
    return Ellipse((0, 0), 2 * across, 2 * down, fill=fill, ec=colour, lw=0.9, zorder=0)


def _ties(ax: Axes, drawing: Drawing) -> None:
    crowd = crowding(drawing)
    for index, tie in enumerate(drawing.ties):
        if not _seen(drawing, index):
            continue
        a, b = drawing.nodes[tie.a], drawing.nodes[tie.b]
        curve = [a.at, handle(a.at, b.at, tie.bend), b.at]
        path = Path(curve, [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        wide = tie_width(tie, crowd)
        style: Any = (0, (1, 2)) if tie.found or tie.family == "way" else "-"
        colour = tie_colour(tie, crowd)
        order = 2 if tie.found or tie.move or 0 < tie.number <= FEW else 1
        if drawing.moved and not tie.move:
            order, wide = 2 if tie.change else 1, max(wide, 2.2) if tie.change else wide
            colour = {"goes": MISSING, "comes": CHANGES["role"]}.get(tie.change, FAINT)
            style = (0, (4, 2)) if tie.change == "goes" else "-"
        ax.add_patch(
            PathPatch(
                path,
                fc="none",
                ec=colour,
                lw=wide * _POINT,
                ls=style,
                zorder=order,
                capstyle="butt",
            )
        )


def _seen(drawing: Drawing, index: int) -> bool:
    """Tell whether a line is drawn: of the first findings, or of moves that are made."""
    tie, aside = drawing.ties[index], aside_moves(drawing)
    if drawing.moved:
        return not tie.found and tie.move not in aside
    first = {tie for number, (_, ties) in drawing.subjects.items() if number <= FEW for tie in ties}
    return not tie.found or index in first


def _hidden(drawing: Drawing) -> set[int]:
    """Find needs and meetings that are not drawn."""
    if not drawing.moved:
        return late(drawing)
    aside = aside_moves(drawing)
    of_moves = {row for at, (rows, _) in drawing.moved.items() if at not in aside for row in rows}
    kept = of_moves | {row for row, node in enumerate(drawing.nodes) if node.uncovered}
    return {row for row, node in enumerate(drawing.nodes) if node.kind != "actor"} - kept


def _nodes(ax: Axes, drawing: Drawing) -> None:
    hidden = _hidden(drawing)
    for row, node in enumerate(drawing.nodes):
        if row in hidden:
            continue
        if node.kind == "actor":
            shape, colour, grow = LOOKS[node.layer]
            size = 2 * node.radius * grow * _POINT * (0.74 if shape == "diamond" else 0.92)
            ax.plot(
                node.x,
                node.y,
                marker=_MARKERS[shape],
                ms=size,
                mfc=colour,
                mec="white",
                mew=1.2,
                zorder=4,
            )
        else:
            gone = node.change == "goes"
            colour = LINES["gap"] if node.kind == "need" or gone else SOFT
            filled = node.uncovered and not node.uncovered_after
            ground = CHANGES["role"] if filled else "white"
            hollow = Circle(node.at, node.radius, fc=ground, ec=colour, lw=1.5, zorder=4)
            hollow.set_linestyle((0, (2.2, 1.6)) if node.uncovered or gone else "-")
            ax.add_patch(hollow)


def _texts(ax: Axes, outgoing: Outgoing, drawing: Drawing) -> None:
    shown = [
        mark
        for mark in drawing.marks
        if mark.place.zoom <= 1 and mark.move == bool(drawing.moved)
        if mark.move or mark.numbers[0] <= FEW
    ]
    # Names keep off the numbers of findings already, and not off those of moves.
    kept = [
        _middle(Label(18, 18, mark.x, mark.y, mark.radius), mark.place)
        for mark in shown
        if mark.move
    ]
    halo: dict[str, Any] = {"boxstyle": "square,pad=0.05", "fc": (1, 1, 1, 0.78), "ec": "none"}
    for text, x, y, zoom in drawing.captions:
        if zoom <= 1:
            _write(ax, x, y, text, size=10, colour=SOFT, ground=halo, order=6)
    _write(ax, 0, -5, residents(outgoing)[0], size=17, bold=True)
    _write(ax, 0, 13, residents(outgoing)[1], size=10.5, colour=SOFT)
    hidden = _hidden(drawing)
    for row, node in enumerate(drawing.nodes):
        if node.place.zoom > 1 or row in hidden:
            continue
        rows = lines(node.label)
        wide = max(width(line) for line in rows)
        label = Label(wide, LINE * len(rows), node.x, node.y, node.radius + GAP)
        x, y = _middle(label, node.place)
        if any(abs(x - cx) < wide / 2 + 9 and abs(y - cy) < label.high / 2 + 9 for cx, cy in kept):
            continue
        need = node.kind == "need"
        _write(ax, x, y, "\n".join(rows), colour="#b84e00" if need else INK, bold=need, ground=halo)
    for mark in shown:
        _badge(ax, mark)


def _middle(label: Label, where: Place) -> tuple[float, float]:
    left, top, right, bottom = box(label, (where.ux, where.uy), 1.0)
    return (left + right) / 2, (top + bottom) / 2


def _badge(ax: Axes, mark: Mark) -> None:
    x, y = _middle(Label(18, 18, mark.x, mark.y, mark.radius), mark.place)
    ground, ink = (CHANGES[mark.family], "#ffffff") if mark.move else MARKS[mark.family]
    if mark.node is not None and mark.radius == 0:
        _write(
            ax, mark.x, mark.y, badge(mark), size=11.5, colour=MARKS["gap"][0], bold=True, order=7
        )
        return
    ax.add_patch(
        Circle((x, y), 9, fc=ground, ec=INK if ground == "#ffffff" else "white", lw=1, zorder=6)
    )
    _write(ax, x, y + 0.5, badge(mark), size=11, colour=ink, bold=True, order=7)


def _write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = 12.0,
    colour: str = INK,
    bold: bool = False,
    align: str = "center",
    ground: Mapping[str, Any] | None = None,
    order: int = 5,
) -> None:
    ax.text(
        x,
        y,
        text,
        fontsize=size * _POINT * _LETTERS,
        color=colour,
        fontweight="bold" if bold else "normal",
        ha=align,
        va="center",
        linespacing=1.15,
        parse_math=False,
        bbox=ground,
        zorder=order,
    )


def _legend(ax: Axes, outgoing: Outgoing, drawing: Drawing) -> None:
    left, top, right, bottom = FRAME
    level = say(outgoing.level, outgoing.lang)
    _write(ax, left + 16, top - 24, outgoing.name, size=19, bold=True, align="left")
    _write(ax, right - 16, top - 24, level, size=11.5, colour=SOFT, align="right")
    there = [layer for layer in LOOKS if any(n.layer == layer for n in drawing.nodes)]
    x = left + 22
    for layer in there:
        shape, colour, grow = LOOKS[layer]
        size = 11 * grow * _POINT * (0.74 if shape == "diamond" else 0.92)
        ax.add_line(
            Line2D([x], [bottom + 14], marker=_MARKERS[shape], ms=size, c=colour, ls="none")
        )
        text = say(f"layer_{layer}", outgoing.lang)
        _write(ax, x + 12, bottom + 14, text, size=11.5, align="left")
        x += 40 + width(text, 11.5)
