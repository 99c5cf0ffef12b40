"""Push and pull as bars of hours, with what nobody knows beside."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.charts.still import Chart, axes, still
from ecosystem.show.drawing.shapes import INK, QUIET, SOFT
from ecosystem.show.words.labelled import values
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language
from ecosystem.tables.professions import profession_labels

PUSH, PULL, UNKNOWN = "#d55e00", "#0072b2", "#ffffff"
MOST = 14
"""Rows that are drawn at most."""
HOLDS = {"asked_by": "requested_by"}
_WORDS = {
    "title": (
        "Hours a year: {push} pushed, {pull} pulled, {unknown} unknown",
        "Uren per jaar: {push} geduwd, {pull} getrokken, {unknown} onbekend",
    ),
    "push": ("pushed", "geduwd"),
    "pull": ("pulled", "getrokken"),
    "unknown": ("unknown who asked, or for which need", "onbekend wie het vroeg, of waarvoor"),
    "kind": ("kind not known", "soort niet bekend"),
    "theme": ("no need named", "geen behoefte genoemd"),
    "organisation": ("no organisation known", "geen organisatie bekend"),
    "profession": ("no profession known", "geen beroep bekend"),
    "asked_by": ("not known", "niet bekend"),
}
_say = partial(phrase, _WORDS)


def push_and_pull(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw what `push_share` gives.

    Parameters
    ----------
    table
        What `push_share` gives; of more than fourteen rows the first.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        Bars to the left and to the right of nought, and bars beside; it prints as `name push
        pull unknown`, hours a year.

    Examples
    --------
    >>> push_and_pull(eco.push_share(street), "en")
    Hours a year: 72 pushed, 0 pulled, 120 unknown
    Tie 72 0 72
    Meeting 0 0 48
    """
    shown = table.head(MOST)[::-1]
    names = _names(shown, lang)
    hours = {way: shown[way].to_numpy(dtype=float) for way in ("push", "pull", "unknown")}
    whole = {way: number_told(round(float(table[way].sum())), lang) for way in hours}
    at = np.arange(len(shown))
    ax = axes(_say("title", lang, **whole), lang, height=1.5 + 0.34 * len(shown), grid="x")
    start = hours["pull"].max(initial=0) + 0.16 * _reach(hours)
    for way, left, width, colour in (
        ("push", 0.0, -hours["push"], PUSH),
        ("pull", 0.0, hours["pull"], PULL),
        ("unknown", start, hours["unknown"], UNKNOWN),
    ):
        bars = ax.barh(at, width, 0.62, left, color=colour, label=_say(way, lang))
        if way == "unknown":
            for bar in bars:
                bar.set(hatch="////", edgecolor=QUIET, linewidth=0.8)
        told = [number_told(round(value), lang) if value else "" for value in hours[way]]
        ax.bar_label(bars, told, padding=3, color=INK, fontsize=9)
    ax.axvline(0, color=INK, linewidth=1)
    ax.axvline(start, color=SOFT, linewidth=0.8)
    ax.set_yticks(at, names, color=INK, parse_math=False)
    ax.set_xticks([])
    ax.set_ylim(-0.6, len(shown) - 0.4)
    ax.margins(x=0.09)
    ax.legend(
        frameon=False, labelcolor=INK, ncols=3, loc="upper left", bbox_to_anchor=(-0.02, -0.02)
    )
    rows = zip(names, *(map(round, hours[way]) for way in hours), strict=True)
    return still(ax, [" ".join(map(str, row)) for row in rows][::-1])


def _reach(hours: dict[str, np.ndarray]) -> float:
    """Give how far the longest bars go, together."""
    return float(sum(each.max(initial=0) for each in hours.values())) or 1.0


def _names(table: pd.DataFrame, lang: Language) -> list[str]:
    by = str(table.index.name)
    known = profession_labels(lang) if by == "profession" else values(lang).get(HOLDS.get(by, by))
    told = [
        known.get(name, name.replace("_", " ")) if known else name
        for name in table.index.fillna("")
    ]
    return [name[:1].upper() + name[1:] if name else _say(by, lang) for name in told]
