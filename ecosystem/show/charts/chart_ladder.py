"""The ladder of help as it is used, against the lightest step that could do."""

from __future__ import annotations

from functools import partial
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.charts.still import Chart, axes, named, still
from ecosystem.show.drawing.shapes import INK, QUIET, SOFT
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED, ABOVE, USED, POSSIBLE = "#0072b2", "#e69f00", "#dfe3e6", "#009e73"
MOST = 12
"""Needs that are drawn at most."""
STEPS = {
    "en": (
        "self",
        "household",
        "informal",
        "collective",
        "general\nprovision",
        "tailored",
        "specialist",
    ),
    "nl": (
        "zelf",
        "huishouden",
        "informeel",
        "collectief",
        "algemene\nvoorziening",
        "maatwerk",
        "specialist",
    ),
}
_LOOKS: dict[str, dict[str, Any]] = {
    "needed": {"marker": "|", "s": 500, "color": NEEDED, "linewidths": 5},
    "above": {"marker": "o", "s": 240, "color": ABOVE, "edgecolors": INK},
    "possible": {"marker": "^", "s": 60, "color": POSSIBLE},
    "used": {"marker": "o", "s": 240, "color": USED, "edgecolors": SOFT},
}
_WORDS = {
    "title": (
        "Heavier than the lightest that could do: {heavier} of {known} (unknown: {unknown});",
        "Zwaarder dan het lichtste dat zou kunnen: {heavier} van {known} (onbekend: {unknown});",
    ),
    "informal": (
        "for {informal} of these only an informal helper stands lower",
        "voor {informal} daarvan staat alleen een informele helper lager",
    ),
    "needed": ("the lightest offer here", "het lichtste aanbod hier"),
    "possible": ("perhaps an informal helper", "misschien een informele helper"),
    "above": ("residents with heavier help", "bewoners met zwaardere hulp"),
    "used": ("residents, no lighter offer here", "bewoners, geen lichter aanbod hier"),
}
_say = partial(phrase, _WORDS)


def rungs(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw what `ladder` gives.

    Parameters
    ----------
    table
        What `ladder` gives; of more than twelve needs those with most help heavier than needed.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        A row a need: residents on the steps that are used, the step of the lightest offer, and
        the step of an informal helper where that is lower; it prints as `need lightest offered
        step=residents ...`.

    Examples
    --------
    >>> log = {"resident": ["anna", "bob"], "actor": "gp", "need": "skin"}
    >>> used = street.replace(contacts=street.contacts.reindex(range(2)).assign(**log))
    >>> rungs(eco.ladder(used), "en")
    Heavier than the lightest that could do: 0 of 2 (unknown: 0);
    for 0 of these only an informal helper stands lower
    Skin 4 4 4=2
    """
    known = table.dropna(subset=["gap"])
    sums = known.groupby("need")[["heavier", "informal_only", "residents"]].sum()
    heavier, informal, whole = (int(count) for count in sums.sum())
    counts = {"heavier": heavier, "informal": informal, "known": whole}
    counts["unknown"] = int(table["residents"].sum()) - whole
    told = {name: number_told(float(count), lang) for name, count in counts.items()}
    sums["offered"] = sums["heavier"] - sums["informal_only"]
    order = sums.reset_index().sort_values(
        ["offered", "heavier", "need"], ascending=[False, False, True]
    )
    needs = order["need"].head(MOST).to_list()
    names = named(needs, lang)
    title = "\n".join(_say(line, lang, **told) for line in ("title", "informal"))
    ax = axes(title, lang, width=8.4, height=1.9 + 0.4 * len(needs))
    each = dict(list(known.groupby("need")))
    says = [
        f"{name} {_row(ax, -at, each[need])}"
        for at, (need, name) in enumerate(zip(needs, names, strict=True))
    ]
    for key, look in _LOOKS.items():
        ax.scatter([], [], label=_say(key, lang), **look)
    lines = [fill(name, 26, break_on_hyphens=False) for name in names]
    ax.set_yticks(range(0, -len(names), -1), lines, color=INK, parse_math=False)
    ax.set_xticks(range(7), STEPS[lang])
    ax.set_xlim(-0.4, 6.4)
    ax.set_ylim(0.4 - len(names), 0.6)
    ax.xaxis.tick_top()
    ax.spines["bottom"].set_visible(False)
    ax.legend(
        frameon=False,
        labelcolor=INK,
        ncols=2,
        markerscale=0.7,
        loc="upper right",
        bbox_to_anchor=(1, 0),
    )
    return still(ax, says)


def _row(ax: Axes, at: int, rows: pd.DataFrame) -> str:
    """Draw one need, and say it."""
    lightest, offered = rows["lightest"].iloc[0], rows["offered"].iloc[0]
    used = rows.groupby("step")[["residents", "heavier"]].sum()
    ends = [*used.index, lightest if pd.isna(offered) else offered]
    ax.plot([min(ends), max(ends)], [at, at], color=QUIET, linewidth=1.2, zorder=1)
    if pd.notna(offered):
        ax.scatter(offered, at, zorder=2, **_LOOKS["needed"])
    if pd.isna(offered) or lightest < offered:
        ax.plot([lightest, min(ends)], [at, at], color=QUIET, linewidth=1.2, linestyle=":")
        ax.scatter(lightest, at, zorder=2, **_LOOKS["possible"])
    for step, (residents, heavier) in zip(used.index, used.to_numpy(dtype=int), strict=True):
        above = pd.isna(offered) or step > offered
        ax.scatter(step, at, zorder=3, **_LOOKS["above" if above and heavier else "used"])
        ax.text(step, at, str(residents), ha="center", va="center", fontsize=8, color=INK, zorder=4)
    each = [f"{step}={residents}" for step, residents in used["residents"].items()]
    return " ".join(map(str, [lightest, "-" if pd.isna(offered) else offered, *each]))
