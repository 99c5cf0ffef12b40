"""What each wave of neighbourhoods could gain together."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.charts.still import Chart, axes, still
from ecosystem.show.drawing.shapes import INK, SOFT
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language

_WORDS = {
    "title": (
        "What {count} neighbourhoods could gain: {gain} people fewer at doors at most",
        "Wat {count} buurten kunnen winnen: hoogstens {gain} mensen minder aan deuren",
    ),
    "order": ("neighbourhoods, who gains most first", "buurten, wie het meest wint eerst"),
    "gain": ("people fewer at doors, at most", "mensen minder aan deuren, hoogstens"),
    "wave": ("up to {wave}: {gain}", "tot {wave}: {gain}"),
}
_say = partial(phrase, _WORDS)


def waves(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw what `spread` gives.

    Parameters
    ----------
    table
        What `spread` gives; who has no rank is left out.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        A line that rises with each neighbourhood, steep first, and where each wave ends; it
        prints as the people fewer up to the end of each wave.

    Examples
    --------
    >>> areas = pd.DataFrame({"wave": [1, 2], "rank": [1, 2], "gain": [30, 10], "learn_from": ""})
    >>> waves(areas, "en")
    What 2 neighbourhoods could gain: 40 people fewer at doors at most
    up to 1: 30
    up to 2: 40
    """
    rows = table.dropna(subset=["rank"]).sort_values("rank")
    sums = np.append(0, np.cumsum(rows["gain"].to_numpy(dtype=float)))
    whole = number_told(sums[-1], lang)
    ax = axes(_say("title", lang, count=number_told(len(rows), lang), gain=whole), lang)
    ax.fill_between(np.arange(len(sums)), sums, color="#0072b2", alpha=0.12, linewidth=0)
    ax.plot(np.arange(len(sums)), sums, color="#0072b2")
    told = []
    ends = rows["wave"].reset_index(drop=True).dropna()
    for wave, places in ends.groupby(ends):
        last = int(places.index.max()) + 1
        label = _say("wave", lang, wave=number_told(wave, lang), gain=number_told(sums[last], lang))
        ax.plot([last, last], [0, sums[last]], color=SOFT, linewidth=0.8, linestyle=":")
        ax.plot(last, sums[last], marker="o", color="#0072b2")
        side = "right" if last > len(rows) / 2 else "left"
        shift = (-9, 2) if side == "right" else (9, -11)
        ax.annotate(
            label, (last, sums[last]), shift, textcoords="offset points", ha=side, color=INK
        )
        told.append(label)
    ax.set_xlabel(_say("order", lang))
    ax.set_ylabel(_say("gain", lang))
    ax.set_ylim(0, sums[-1] * 1.12 + 1)
    ax.set_xlim(0, max(len(rows), 1) * 1.02)
    return still(ax, told)
