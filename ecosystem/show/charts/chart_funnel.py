"""One measure of every neighbourhood against those most like it, as a funnel."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.region.compare.funnel import APPROXIMATE
from ecosystem.show.charts.still import Chart, axes, still
from ecosystem.show.drawing.shapes import FAINT, INK, MISSING, QUIET, SOFT
from ecosystem.show.words.labelled import heading, percent, values
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language
from ecosystem.tables.refusals import refusal

NAMED = 12
"""Neighbourhoods outside that are named at most, the furthest out first."""
ALIKE = {
    "en": "Exact for chance alone: residents of one neighbourhood are alike, "
    "so somewhat more falls outside.",
    "nl": "Exact voor toeval alleen: bewoners van één buurt lijken op elkaar, "
    "dus valt er iets meer buiten.",
}
"""What exact limits leave out."""
_BETTER, _OTHER = "#0072b2", MISSING
_WORDS = {
    "title": (
        "{measure}: {outside} of {count} outside the limits, {chance} by chance alone",
        "{measure}: {outside} van {count} buiten de grenzen, {chance} door toeval alleen",
    ),
    "x": ("On how many it rests ({per})", "Op hoeveel het rust ({per})"),
    "y": ("More or less than those most alike", "Meer of minder dan wie erop lijken"),
    "y_percent": (
        "More or less than those most alike, in %",
        "Meer of minder dan wie erop lijken, in %",
    ),
    "limits": (
        "Limits: 95 % and 99.8 %, {limits}. Blue is on the better side.",
        "Grenzen: 95 % en 99,8 %, {limits}. Blauw is aan de goede kant.",
    ),
    "told": ("{name}: {value}, {expected} expected", "{name}: {value}, {expected} verwacht"),
    "left_out": (
        "left out, too few or unknown: {count}",
        "weggelaten, te weinig of onbekend: {count}",
    ),
}
_say = partial(phrase, _WORDS)


def funnel(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw what `compare_region` gives of one measure.

    Parameters
    ----------
    table
        What `compare_region` gives, of one measure.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        Each neighbourhood by how many its figure rests on and how far that is from what is
        expected of it, between its own limits, narrower for many; those outside are named (the
        furthest twelve) and say their figure and what was expected.

    Raises
    ------
    ValueError
        If the table has several measures, or none.
    """
    measures = list(table["measure"].unique())
    if len(measures) != 1:
        there = ", ".join(measures) or "-"
        raise ValueError(refusal("ecosystem.show", "one_measure", lang, there=there))
    name, drawn = measures[0], table.dropna(subset=["low"])
    times = 100.0 if percent(name) else 1.0
    numbers = ["value", "expected", "low", "high", "lowest", "highest"]
    at = (drawn[numbers].astype("float64") * times).reset_index(drop=True)
    of = drawn["of"].to_numpy(dtype=float)
    out = drawn["outside"].isin(["below", "above"]).to_numpy(dtype=bool)
    words = values(lang)
    chance = float(drawn["by_chance"].iloc[0]) if len(drawn) else 0.0
    told = {"measure": heading(name, lang), "outside": int(out.sum()), "count": len(drawn)}
    ax = axes(_say("title", lang, chance=number_told(chance, lang), **told), lang, height=4.2)
    apart = at.sub(at["expected"], axis=0)
    ax.vlines(of, apart["lowest"], apart["highest"], color=FAINT, linewidth=5, zorder=1)
    ax.vlines(of, apart["low"], apart["high"], color=QUIET, linewidth=5, zorder=2)
    ax.axhline(0, color=SOFT, linewidth=1, zorder=2)
    good = drawn["outside"].map({"below": "lower", "above": "higher"}).eq(drawn["better"])
    colour = np.where(out, np.where(good.to_numpy(dtype=bool), _BETTER, _OTHER), SOFT)
    ax.scatter(of, apart["value"], s=np.where(out, 46, 20), c=colour, zorder=3)
    beyond = np.fmax(apart["value"] - apart["high"], apart["low"] - apart["value"])
    order = np.flatnonzero(out)[np.argsort(-beyond[out], kind="stable")]
    names = drawn["name"].fillna(drawn["neighbourhood"]).tolist()
    says = []
    for row in order:
        shown = {key: number_told(at.loc[row, key], lang) for key in ("value", "expected")}
        says.append(_say("told", lang, name=names[row], **shown))
    for row, left in _sides(of, apart["value"].to_numpy(), order[:NAMED]):
        ax.annotate(
            names[row],
            (of[row], apart.loc[row, "value"]),
            (-7 if left else 7, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            color=INK,
            size=9,
        )
    if len(drawn):
        per, limits = drawn["per"].iloc[0], words["limits"][drawn["limits"].iloc[0]]
        rests = _say("x", lang, per=words["per"].get(per, per))
        below = [rests, _say("limits", lang, limits=limits)]
        alike = [] if drawn["limits"].iloc[0] == APPROXIMATE else [ALIKE[lang]]
        ax.set_xlabel("\n".join([*below, *alike]))
        says += alike
    ax.set_ylabel(_say("y_percent" if times > 1 else "y", lang))
    ax.margins(x=0.12)
    missing = len(table) - len(drawn)
    return still(ax, says + ([_say("left_out", lang, count=missing)] if missing else []))


def _sides(x: np.ndarray, y: np.ndarray, rows: np.ndarray) -> list[tuple[int, bool]]:
    """Put a name left of its dot where another dot stands in its way, or the edge."""
    if not len(rows):
        return []
    wide, high = max(np.ptp(x), 1e-9), max(np.ptp(y), 1e-9)
    across = sorted(map(int, rows), key=lambda row: (x[row], y[row]))
    found = []
    for row in across:
        ahead = [one for one in across if 0 < x[one] - x[row] < 0.25 * wide]
        near = any(abs(y[one] - y[row]) < 0.06 * high for one in ahead)
        found.append((row, near or x[row] > x.min() + 0.85 * wide))
    return found
