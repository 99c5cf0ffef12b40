"""How needs moved between two rounds, as a picture."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.show.charts.still import Chart, axes, named, still
from ecosystem.show.drawing.shapes import INK, QUIET
from ecosystem.tables.language import Language

MOST = 12
"""So many needs are drawn."""
_NOW = "#0072b2"
_WORDS = {
    "en": ("Residents with each need: {then} → {now}", "Residents", "unknown"),
    "nl": ("Bewoners met elke behoefte: {then} → {now}", "Bewoners", "onbekend"),
}


def moved(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw residents with each need then and now, for the needs that moved most.

    Parameters
    ----------
    table
        What `needs_over_time` gives; "<10" is drawn open, half way.
    lang
        Language of the words.

    Returns
    -------
    moved
        The picture, grey then and blue now; it says each need with its two counts.
    """
    shown = table.dropna(subset=["now"]).head(MOST)
    title, residents, unknown = _WORDS[lang]
    ends = [next(iter(table[name].dropna()), unknown) for name in ("from", "to")]
    ax = axes(
        title.format(then=ends[0], now=ends[1]),
        lang,
        height=1.3 + 0.3 * len(shown),
        grid="x",
    )
    names = named(shown.index, lang)
    at = np.arange(len(shown))
    then, now = (_number(shown[name]) for name in ("then", "now"))
    ax.hlines(at, then, now, color=QUIET, linewidth=2, zorder=1)
    for name, colour, number in (("then", QUIET, then), ("now", _NOW, now)):
        few = shown[name].astype("str").str.startswith("<").to_numpy(dtype=bool)
        ground = np.where(few, "white", colour)
        ax.scatter(number, at, s=60, c=ground, edgecolors=colour, zorder=2)
    counts = [[_told(one, unknown) for one in shown[name]] for name in ("then", "now")]
    for x, y, before, after in zip(np.fmax(then, now), at, *counts, strict=True):
        told = f"{before} → {after}"
        ax.annotate(told, (x, y), (9, 0), textcoords="offset points", va="center", color=INK)
    ax.set_yticks(at, names, parse_math=False)
    ax.invert_yaxis()
    ax.margins(x=0.15)
    ax.set_xlim(left=0)
    ax.set_xlabel(residents)
    ax.locator_params(axis="x", integer=True)
    says = [f"{need}: {one} → {two}" for need, one, two in zip(names, *counts, strict=True)]
    return still(ax, says, margin=0.08)


def _number(counts: pd.Series) -> np.ndarray:
    few = counts.astype("str").str.startswith("<")
    number = pd.to_numeric(counts.where(~few), errors="coerce").astype("float64")
    return np.asarray(number.mask(few, 5.0), dtype=float)


def _told(count: object, unknown: str) -> str:
    return unknown if pd.isna(count) else str(count)
