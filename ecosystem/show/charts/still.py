"""A still picture that a notebook shows, with its figures in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from ecosystem.show.drawing.shapes import FAINT, INK, QUIET, SOFT
from ecosystem.show.words.framed import pictured
from ecosystem.show.words.words import say
from ecosystem.tables.language import Language
from ecosystem.tables.needs import vocabulary

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False)
class Chart:
    """
    A still picture, with its figures in words.

    Parameters
    ----------
    png
        The picture.
    says
        The figures it draws, as text: what it prints as, the same in every run.
    mark
        What stands below it: that it is internal, since only `protect` makes what may be shared.
    """

    png: bytes
    says: str
    mark: str

    def __repr__(self) -> str:
        return self.says

    def _repr_html_(self) -> str:
        """Show the picture with its figures as the text beside it, for who does not see it."""
        return pictured(self.png, "; ".join([*self.says.split("\n"), self.mark]))


def axes(
    title: str,
    lang: Language,
    *,
    height: float = 3.6,
    width: float = 7.2,
    grid: Literal["x", "y", ""] = "y",
) -> Axes:
    """Start a picture: nothing in it but what the figures need, and that it is internal."""
    from matplotlib.figure import Figure  # noqa: PLC0415 (slow to start)

    figure = Figure(figsize=(width, height), layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", color=INK, fontsize=11, parse_math=False)
    figure.supxlabel(say("internal", lang), x=0.99, ha="right", color=SOFT, fontsize=8)
    ax = figure.add_subplot()
    if grid:
        ax.grid(axis=grid, color=FAINT)
    ax.set_axisbelow(True)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(QUIET)
    ax.tick_params(colors=SOFT, length=0)
    ax.xaxis.label.set_color(SOFT)
    ax.yaxis.label.set_color(SOFT)
    return ax


def named(needs: Iterable[str], lang: Language) -> list[str]:
    """Name needs as the vocabulary does, or else by their ids, spelt out."""
    labels = vocabulary()[f"label_{lang}"]
    return [str(labels.get(need, need.replace("_", " ").capitalize())) for need in needs]


def still(ax: Axes, says: Sequence[str], *, margin: float = 0.12) -> Chart:
    """Finish a picture; what it says begins with its title."""
    ax.margins(y=margin)
    out = BytesIO()
    figure: Any = ax.figure
    figure.savefig(out, format="png", dpi=110, metadata={"Software": None})
    words = "\n".join([figure.get_suptitle(), *says])
    return Chart(out.getvalue(), words, figure.get_supxlabel())
