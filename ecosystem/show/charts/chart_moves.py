"""The moves as a staircase: how many professionals fewer, with each one that follows."""

from __future__ import annotations

from functools import partial
from textwrap import fill

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.charts.still import Chart, axes, still
from ecosystem.show.drawing.shapes import INK, QUIET, SOFT
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language

MOST = 12
"""Moves that are drawn at most."""
LONG = 44
"""Letters in a line of a move; there are two."""
_FEWER = "#0072b2"
_WORDS = {
    "title": (
        "{people} professionals fewer at the door and {hours} hours a month less to meet",
        "{people} professionals minder aan de deur en {hours} uur per maand minder overleg",
    ),
    "people": ("−{people} people", "−{people} mensen"),
    "hours": ("−{hours} hours a month", "−{hours} uur per maand"),
    "instead": ("instead of {number}", "in plaats van {number}"),
    "nothing": ("nothing fewer", "niets minder"),
}
_say = partial(phrase, _WORDS)


def staircase(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw what `propose` gives.

    Parameters
    ----------
    table
        What `propose` gives; of more than twelve moves the first.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        A step a move, each from where those above it ended; what is instead of another stands
        outside the stairs. It prints as number, move and what it adds.

    Examples
    --------
    >>> staircase(eco.propose(street), "en")
    0 professionals fewer at the door and 7 hours a month less to meet
    1 GP and Social worker work together, and no resident is known who needs both: −6 hours a month
    2 All who sit in Wound talk also sit in Monday meeting: −1 hours a month
    """
    shown = table.head(MOST)
    people = _steps(shown["people_together"])
    hours = _steps(shown["hours_together"])
    instead = shown["instead_of"]
    added = {
        "people": number_told(int(people.sum()), lang),
        "hours": number_told(round(float(hours.sum()), 1), lang),
    }
    ax = axes(
        _say("title", lang, **added),
        lang,
        width=8.4,
        height=1.2 + 0.4 * len(shown),
        grid="x",
    )
    at, ends = np.arange(len(shown)), np.cumsum(people)
    ax.barh(at, people, 0.66, ends - people, color=_FEWER)
    ax.hlines(at[:-1] + 0.5, ends[:-1], ends[:-1], color=QUIET)
    names = [f"{number} {_short(why)}" for number, why in shown["because"].items()]
    says = []
    for y, name, end, fewer, less, other in zip(
        at, names, ends, people, hours, instead, strict=True
    ):
        parts = []
        if pd.notna(other):
            parts.append(_say("instead", lang, number=int(other)))
        if fewer:
            parts.append(_say("people", lang, people=number_told(int(fewer), lang)))
        if round(less, 1):
            parts.append(_say("hours", lang, hours=number_told(round(float(less), 1), lang)))
        told = ", ".join(parts) or _say("nothing", lang)
        told = told.replace("−-", "+")
        shade = INK if parts else SOFT
        ax.annotate(
            told, (end, y), (5, 0), textcoords="offset points", va="center", color=shade, size=9
        )
        says.append(" ".join(f"{name}: {told}".split()))
    ax.set_yticks(at, names, parse_math=False, fontsize=9)
    ax.invert_yaxis()
    ax.set_xlim(0, max(1.0, float(ends.max(initial=0))) * 1.6)
    ax.locator_params(axis="x", integer=True)
    return still(ax, says, margin=0.02)


def _steps(together: pd.Series) -> np.ndarray:
    """Give what each adds to those above it; unknown adds nothing."""
    known = together.astype("Float64").ffill().fillna(0)
    return np.diff(known.to_numpy(dtype=float), prepend=0.0)


def _short(why: str) -> str:
    """Cut a sentence at its first stop, and what is long after two lines, with a mark."""
    return fill(why.partition(";")[0].rstrip("."), LONG, max_lines=2, placeholder="…")
