"""How many professionals the informal network knows, and for whom that hangs on one."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ecosystem.show.charts.still import Chart, axes, still
from ecosystem.show.drawing.shapes import INK, MISSING
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language

_SAFE = "#009e73"
_WORDS = {
    "title": (
        "{count} informal helpers and groups: {cut} with no way to professionals, {one} with one",
        "{count} informele helpers en groepen: {cut} zonder weg naar professionals, {one} met één",
    ),
    "x": ("Professionals they know", "Professionals die zij kennen"),
    "y": ("Helpers", "Helpers"),
    "cut": ("no way to a professional", "geen weg naar een professional"),
    "one": ("one person is the only way", "één persoon is de enige weg"),
    "safe": ("more ways than one", "meer dan één weg"),
}
_say = partial(phrase, _WORDS)


def reached(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw what `informal_reach` gives.

    Parameters
    ----------
    table
        What `informal_reach` gives.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        For each number of professionals known, the helpers who know so many, by whether they
        have a way to the professionals and whether that hangs on somebody alone; it prints as
        number known, then helpers with no way, one way, more.

    Examples
    --------
    >>> reached(eco.informal_reach(street), "en")
    2 informal helpers and groups: 0 with no way to professionals, 2 with one
    0 0 1 0
    1 0 1 0
    """
    knows = table["knows"].to_numpy(dtype=int)
    alone = (table["hangs_on"].fillna("") != "").to_numpy(dtype=bool)
    reaches = table["reaches"].to_numpy(dtype=bool)
    groups = {"cut": ~reaches, "one": reaches & alone, "safe": reaches & ~alone}
    most = int(knows.max(initial=0)) + 1
    counts = {key: np.bincount(knows[which], minlength=most) for key, which in groups.items()}
    whole = {key: int(count.sum()) for key, count in counts.items()}
    ax = axes(_say("title", lang, count=len(table), cut=whole["cut"], one=whole["one"]), lang)
    at, under = np.arange(most), np.zeros(most)
    for key, colour in (("cut", MISSING), ("one", "#e69f00"), ("safe", _SAFE)):
        if whole[key]:
            bars = ax.bar(at, counts[key], 0.7, under, color=colour, label=_say(key, lang))
            told = [str(count) if count else "" for count in counts[key]]
            ax.bar_label(bars, told, label_type="center", color=INK, fontsize=9)
        under += counts[key]
    ax.set_xticks(at)
    ax.set_xlabel(_say("x", lang))
    ax.set_ylabel(_say("y", lang))
    ax.locator_params(axis="y", integer=True)
    if len(table):
        ax.legend(frameon=False, labelcolor=INK)
    rows = zip(at, *counts.values(), strict=True)
    return still(ax, [" ".join(map(str, row)) for row in rows if any(row[1:])])
