"""Who can meet each need, as bars of the residents who have it."""

from __future__ import annotations

from functools import partial
from textwrap import fill

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.charts.still import Chart, axes, named, still
from ecosystem.show.drawing.shapes import INK, MISSING, QUIET
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language

MOST = 16
"""Needs that are drawn at most."""
LONG = 34
"""Letters in a line of a need's name."""
_ALONE = "#e69f00"
_WORDS = {
    "title": (
        "Residents with each need: nobody can meet {nobody} of them, only one can meet {one}",
        "Bewoners met elke behoefte: bij {nobody} kan niemand helpen, bij {one} maar één",
    ),
    "nobody": ("nobody can help", "niemand kan helpen"),
    "one": ("one can", "één kan dat"),
    "more": ("more can", "meer kunnen dat"),
    "short": ("{hours} hours a week short", "{hours} uur per week te weinig"),
}
_say = partial(phrase, _WORDS)


def who_can(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw what `coverage` gives.

    Parameters
    ----------
    table
        What `coverage` gives. Needs that nobody or one can meet come first; of more than sixteen
        the rest is left out, by residents. A need that nobody is known to have is not drawn.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        A bar a need, coloured by who can; it prints as `need: residents`, with who can and the
        hours that are short.

    Examples
    --------
    >>> who_can(eco.coverage(street), "en")
    Residents with each need: nobody can meet 1 of them, only one can meet 0
    Transport: 2, nobody can help, 3 hours a week short
    Skin: 1
    """
    had = table[table["residents"].fillna(0) > 0]
    few = had["actors"].clip(upper=2)
    order = had.assign(few=few).sort_values(
        ["few", "residents"], ascending=[True, False], kind="stable"
    )
    shown = order.head(MOST)
    title = _say("title", lang, nobody=int((few == 0).sum()), one=int((few == 1).sum()))
    ax = axes(title, lang, height=1.2 + 0.28 * len(shown), grid="x")
    at, names = np.arange(len(shown)), named(shown.index, lang)
    residents = shown["residents"].to_numpy(dtype=float)
    who = [("nobody", "one", "more")[few] for few in shown["few"]]
    for key, colour in (("nobody", MISSING), ("one", _ALONE), ("more", QUIET)):
        mine = np.array([one == key for one in who], dtype=bool)
        if mine.any():
            ax.barh(at[mine], residents[mine], 0.68, color=colour, label=_say(key, lang))
    says = []
    for y, name, count, key, hours in zip(
        at, names, residents, who, shown["hours_short"], strict=True
    ):
        short = pd.notna(hours) and round(float(hours), 1) > 0
        told = _say("short", lang, hours=number_told(round(float(hours), 1), lang)) if short else ""
        beside = ", ".join(filter(None, [number_told(count, lang), told]))
        ax.annotate(
            beside, (count, y), (4, 0), textcoords="offset points", va="center", color=INK, size=9
        )
        kind = _say(key, lang) if key != "more" else ""
        says.append(f"{name}: " + ", ".join(filter(None, [f"{count:.0f}", kind, told])))
    ax.set_yticks(at, [fill(name, LONG) for name in names], parse_math=False)
    ax.invert_yaxis()
    ax.set_xlim(0, max(1.0, float(residents.max(initial=0))) * 1.22)
    ax.locator_params(axis="x", integer=True)
    if len(shown):
        ax.figure.legend(frameon=False, labelcolor=INK, ncols=3, loc="outside lower left")
    return still(ax, says, margin=0.02)
