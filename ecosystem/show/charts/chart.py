"""Charts of what the measures give: one door, a picture by the columns of the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.charts.chart_funnel import funnel
from ecosystem.show.charts.chart_ladder import rungs
from ecosystem.show.charts.chart_moves import staircase
from ecosystem.show.charts.chart_needs import who_can
from ecosystem.show.charts.chart_push import push_and_pull
from ecosystem.show.charts.chart_reach import reached
from ecosystem.show.charts.chart_spread import waves
from ecosystem.show.charts.chart_trend import fewer_and_satisfied
from ecosystem.show.charts.expected import expected
from ecosystem.show.charts.moved import moved
from ecosystem.show.charts.seats import round_table, seats
from ecosystem.show.charts.still import Chart, axes, still
from ecosystem.show.drawing.shapes import INK, MISSING, QUIET
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language
from ecosystem.tables.refusals import refusal

_NOW, _FEWEST = QUIET, "#0072b2"
_WORDS: dict[str, tuple[str, str]] = {
    "professionals": ("Professionals with a resident", "Professionals bij een bewoner"),
    "residents": ("Residents", "Bewoners"),
    "now": ("now: {mean} on average", "nu: gemiddeld {mean}"),
    "fewest": ("the fewest: {mean} on average", "het minste: gemiddeld {mean}"),
    "people_title": (
        "How many come by, and how few could: {count} residents",
        "Hoeveel er komen, en hoe weinig het kunnen zijn: {count} bewoners",
    ),
    "learn": ("Learning steps", "Leerstappen"),
    "people": ("Professionals at the door", "Professionals aan de deur"),
    "curve_title": (
        "What each learning step saves: from {first} to {last}",
        "Wat elke leerstap bespaart: van {first} naar {last}",
    ),
    "bound": ("no plan can come below this line", "geen plan komt onder deze lijn"),
}
_say = partial(phrase, _WORDS)


def chart(table: pd.DataFrame, *, lang: Language = "en") -> Chart:
    """
    Draw the figures of a measure, where there is a picture of it.

    Parameters
    ----------
    table
        What `excess` gives: for each number of professionals the residents who have so many
        now, beside those who could do with so many; residents of whom either is undefined are
        left out. Or what `saving_curve` gives: the professionals at the door after each number
        of learning steps, with the proven bound where the answer is not proven. Or what `teams`
        gives (one or more neighbourhoods below each other): who sits in each team, and the seats
        that are empty by the rules. Or what `compose_team` gives: the team round its table. Or
        what `needs_over_time` gives: residents with each need then and now, the twelve that
        moved most. Or what `push_share` gives: hours pushed to the left, pulled to the right,
        and unknown beside. Or what `ladder` gives: for each need the residents on each step
        used, the lightest offer, and where an informal helper is possible; the twelve needs
        with most help that an offer could lighten. Or what `forecast` gives, all or some
        neighbourhoods: the hours asked of each need with their interval, against the hours
        there; up to six needs, the tightest, with the years before where the `indicators`
        stand above it. Or what `coverage` gives: the residents with each need, by whether
        nobody, one or more can meet it. Or what `informal_reach` gives: how many professionals
        the helpers know, and for whom that hangs on one. Or what `propose` gives: the
        professionals fewer with each move that follows. Or what `trend` gives: for each
        neighbourhood how many fewer, against what its residents say. Or what `spread` gives: what
        each wave could gain together. Or what `compare_region` gives of one measure: a funnel,
        with those outside its limits named.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        A picture that a notebook shows, also where it is not trusted; it prints as its figures.
        It says that it is internal, also where it was drawn of a survey as it may be shared:
        only `protect` makes what may leave.

    Raises
    ------
    ValueError
        If it is another table.

    Examples
    --------
    >>> curve = pd.DataFrame({"learn": [0, 1], "people": [28, 22], "bound": [28, 22]})
    >>> chart(curve.assign(proven=True))
    What each learning step saves: from 28 to 22
    0 28
    1 22
    """
    for columns, draw in _DRAWS.values():
        if columns <= set(table.columns):
            return draw(table, lang)
    known, there = (", ".join(map(str, names)) for names in (_DRAWS, table.columns))
    raise ValueError(refusal("ecosystem.show", "no_chart", lang, known=known, columns=there))


def _people(table: pd.DataFrame, lang: Language) -> Chart:
    known = table.dropna(subset=["excess"])
    now, fewest = (known[name].to_numpy(dtype=int) for name in ("professionals", "fewest"))
    most = int(max([1, *now, *fewest]))
    counts = [np.bincount(each, minlength=most + 1) for each in (now, fewest)]
    means = [number_told(each.mean(), lang) if len(each) else "" for each in (now, fewest)]
    ax = axes(_say("people_title", lang, count=len(known)), lang)
    at = np.arange(most + 1)
    for side, (key, colour) in enumerate((("now", _NOW), ("fewest", _FEWEST))):
        bars = ax.bar(
            at + (side - 0.5) * 0.4,
            counts[side],
            width=0.38,
            color=colour,
            label=_say(key, lang, mean=means[side]),
        )
        ax.bar_label(bars, [str(n) if n else "" for n in counts[side]], color=INK, fontsize=9)
    ax.set_xticks(at)
    ax.set_xlabel(_say("professionals", lang))
    ax.set_ylabel(_say("residents", lang))
    ax.legend(frameon=False, labelcolor=INK)
    says = [f"{k} {a} {b}" for k, a, b in zip(at, *counts, strict=True) if a or b]
    return still(ax, says)


def _curve(table: pd.DataFrame, lang: Language) -> Chart:
    learn, people = table["learn"].to_numpy(dtype=int), table["people"].to_numpy(dtype=float)
    ends = {"first": number_told(people[0], lang), "last": number_told(people[-1], lang)}
    ax = axes(_say("curve_title", lang, **ends), lang)
    if not table["proven"].astype(bool).all():
        bound = table["bound"].to_numpy(dtype=float)
        ax.plot(learn, bound, color=MISSING, linestyle=":", label=_say("bound", lang))
        ax.legend(frameon=False, labelcolor=INK)
    ax.plot(learn, people, color=_FEWEST, marker="o")
    for x, y in zip(learn, people, strict=True):
        ax.annotate(
            number_told(y, lang), (x, y), (0, 9), textcoords="offset points", ha="center", color=INK
        )
    ax.set_xticks(learn)
    ax.set_ylim(0, people.max() * 1.12 + 1)
    ax.set_xlabel(_say("learn", lang))
    ax.set_ylabel(_say("people", lang))
    return still(ax, [f"{x} {_plain(y)}" for x, y in zip(learn, people, strict=True)])


def _plain(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


_DRAWS: dict[str, tuple[set[str], Callable[[pd.DataFrame, Language], Chart]]] = {
    "excess": ({"professionals", "fewest", "excess"}, _people),
    "saving_curve": ({"learn", "people", "bound", "proven"}, _curve),
    "teams": ({"team", "rule", "met", "there", "least", "most"}, seats),
    "compose_team": ({"role", "member", "label", "possible"}, round_table),
    "needs_over_time": ({"then", "now", "change", "from", "to"}, moved),
    "trend": ({"net_share", "verdict", "outcome_residents"}, fewer_and_satisfied),
    "spread": ({"wave", "gain", "learn_from"}, waves),
    "push_share": ({"push", "pull", "unknown", "push_share"}, push_and_pull),
    "forecast": ({"need", "hours_low", "hours_high", "hours_there"}, expected),
    "ladder": ({"need", "step", "lightest", "offered", "heavier"}, rungs),
    "coverage": ({"residents", "actors", "lightest", "hours_short"}, who_can),
    "informal_reach": ({"knows", "reaches", "hangs_on"}, reached),
    "compare_region": ({"measure", "expected", "lowest", "highest", "outside"}, funnel),
    "propose": ({"people_together", "hours_together", "because", "instead_of"}, staircase),
}
"""What can be drawn: by which columns it is known, and what draws it."""
