"""The still picture of a region: what a notebook that is not trusted, or a printer, can show."""

from __future__ import annotations

from io import BytesIO

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from ecosystem.protect import OutgoingRegion
from ecosystem.show.area_map.region_classes import Classes
from ecosystem.show.area_map.region_facts import first, not_told, number
from ecosystem.show.area_map.region_shapes import Places, Shape
from ecosystem.show.drawing.shapes import INK, SOFT
from ecosystem.show.words.words import say, several
from ecosystem.tables.language import Language

_EDGE, _HATCH = "#6f7a84", "#88929b"
_DOTS = 100


def region_picture(outgoing: OutgoingRegion, places: Places) -> bytes:
    """
    Draw the map as a PNG, in the colours of the measure that the page shows first.

    Parameters
    ----------
    outgoing
        What may leave.
    places
        Where each neighbourhood is drawn.

    Returns
    -------
    png
        The bytes of the picture, the same for the same input and the same matplotlib.
    """
    label, made = first(outgoing)
    figure = Figure(figsize=(9.6, 6.2))
    ax = figure.add_axes((0.01, 0.02, 0.7, 0.9))
    ax.set(xlim=(0, places.wide), ylim=(places.high, 0), aspect="equal")
    ax.set_axis_off()
    for code, step in zip(outgoing.table.index, made.step, strict=True):
        ax.add_patch(
            PathPatch(
                _path(places.shapes[code]),
                fc=made.colour(step),
                ec=_EDGE,
                lw=0.5 if len(made.step) < 300 else 0.25,
            )
        )
        if step is None:
            ax.add_patch(
                PathPatch(_path(places.shapes[code]), fill=False, ec=_HATCH, lw=0, hatch="////")
            )
    count = several("region", len(made.step), outgoing.lang)
    _write(figure, 0.02, 0.95, f"{count} · {say(outgoing.level, outgoing.lang)}", size=11)
    _legend(figure, label, made, outgoing)
    out = BytesIO()
    figure.savefig(out, format="png", dpi=_DOTS, metadata={"Software": None})
    return out.getvalue()


def _path(shape: Shape) -> Path:
    """Put rings in one path, of which the holes are not filled."""
    points = [(*ring, ring[0]) for ring in shape.rings]
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY] for ring in points]
    return Path([p for ring in points for p in ring], [code for ring in codes for code in ring])


def _legend(figure: Figure, label: str, made: Classes, outgoing: OutgoingRegion) -> None:
    """Say from which number to which each colour runs."""
    _write(figure, 0.73, 0.86, label, size=12, bold=True)
    rows: list[tuple[int | None, str]] = [
        (step, _span(made, step, outgoing.lang)) for step in reversed(range(len(made.bounds)))
    ]
    rows += [(None, not_told(outgoing))] if None in made.step else []
    for at, (step, text) in enumerate(rows):
        y = 0.79 - 0.055 * at
        hatch = "////" if step is None else None
        box = Rectangle((0.73, y - 0.017), 0.035, 0.034, fc=made.colour(step), hatch=hatch)
        box.set(edgecolor=_HATCH if step is None else _EDGE, linewidth=0.6)
        figure.add_artist(box)
        _write(figure, 0.777, y, text, size=10, colour=INK)


def _span(made: Classes, step: int, lang: Language) -> str:
    least, most = (number(value, made.decimals, lang) for value in made.bounds[step])
    return least if least == most else say("region_span", lang).format(least=least, most=most)


def _write(
    figure: Figure,
    x: float,
    y: float,
    text: str,
    *,
    size: float,
    colour: str = SOFT,
    bold: bool = False,
) -> None:
    figure.text(
        x,
        y,
        text,
        fontsize=size,
        color=colour if not bold else INK,
        fontweight="bold" if bold else "normal",
        va="center",
        parse_math=False,
        wrap=True,
    )
