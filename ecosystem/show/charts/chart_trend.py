"""Fewer people or hours against what residents say of it, neighbourhood by neighbourhood."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ecosystem.show.charts.still import Chart, axes, still
from ecosystem.show.drawing.shapes import INK, QUIET, SOFT
from ecosystem.show.words.labelled import heading, values
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language

DRAWN = ("professional_hours_week", "people_a_resident", "people_involved", "professionals")
"""Of several measures the first of these is drawn."""
COLOURS = {
    "success": "#0072b2",
    "fewer but less satisfied": "#d55e00",
    "fewer, satisfaction unknown": "#cc79a7",
    "not fewer": QUIET,
}
MANY = 200
"""Neighbourhoods beyond which marks are small."""
_WORDS = {
    "title": (
        "{success} of {count} neighbourhoods fewer, and nobody less satisfied",
        "{success} van {count} buurten minder, en niemand minder tevreden",
    ),
    "net": ("{measure}: change net of elsewhere, %", "{measure}: verandering netto van elders, %"),
    "change": ("{measure}: change, %", "{measure}: verandering, %"),
    "residents": ("residents say, change", "bewoners zeggen, verschil"),
    "asked": ("residents not asked", "bewoners niet gevraagd"),
}
_say = partial(phrase, _WORDS)


def fewer_and_satisfied(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw what `trend` gives, of one measure.

    Parameters
    ----------
    table
        What `trend` gives; of several measures of which fewer is wanted the first is drawn,
        hours before people.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        A mark a neighbourhood: to the left is fewer, up is more satisfied; where residents were
        not asked it stands below. It prints as how many neighbourhoods have each verdict.

    Examples
    --------
    >>> from ecosystem.region.compare.trend import trend
    >>> then = pd.DataFrame({"neighbourhood": ["a"], "professionals": [9], "outcome_residents": 7})
    >>> then = then.assign(outcome_residents_of=30)
    >>> fewer_and_satisfied(trend(then, then.assign(professionals=8)), "en")
    0 of 1 neighbourhoods fewer, and nobody less satisfied
    fewer, satisfaction unknown 1
    """
    known = table.dropna(subset=["verdict"])
    there = [name for name in DRAWN if name in set(known.loc[known["change"].notna(), "measure"])]
    rows = known[known["measure"] == (there[0] if there else "")]
    net = rows["net_share"].notna().any()
    moved = 100 * rows["net_share" if net else "change_share"].to_numpy(float, na_value=np.nan)
    said = rows["outcome_residents"].to_numpy(dtype=float, na_value=np.nan)
    counts = rows["verdict"].value_counts()
    name = heading(there[0], lang) if there else ""
    success = counts.get("success", 0)
    ax = axes(_say("title", lang, success=success, count=len(rows)), lang, height=4.6)
    low, high = np.nanmin([-0.1, *said]), np.nanmax([0.1, *said])
    below = low - 0.15 * (high - low)
    words = values(lang)["verdict"]
    asked, many = np.isfinite(said), len(rows) > MANY
    for verdict, colour in COLOURS.items():
        chosen = (rows["verdict"] == verdict).to_numpy() & np.isfinite(moved)
        ax.scatter(
            moved[chosen],
            np.where(asked, said, below)[chosen],
            s=10 if many else 26,
            facecolors=[colour if yes else "#ffffff" for yes in asked[chosen]],
            edgecolors=colour,
            linewidths=0.9,
            alpha=0.7 if many else 1,
            label=words[verdict] if chosen.any() else None,
        )
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.axhline(0, color=INK, linewidth=0.8)
    if not asked[np.isfinite(moved)].all():
        ax.annotate(_say("asked", lang), (0, below), xycoords=("axes fraction", "data"), color=SOFT)
    ax.set_xlabel(_say("net" if net else "change", lang, measure=name))
    ax.set_ylabel(_say("residents", lang))
    if ax.get_legend_handles_labels()[1]:
        ax.legend(
            frameon=False, labelcolor=INK, ncols=2, loc="upper left", bbox_to_anchor=(-0.02, -0.15)
        )
    return still(ax, [f"{words[name]} {counts[name]}" for name in words if counts.get(name, 0)])
