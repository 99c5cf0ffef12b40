"""Charts: people now against the fewest, what learning saves, who sits in teams, needs moved."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.moved import moved
from ecosystem.show.seats import round_table, seats
from ecosystem.show.shapes import INK, MISSING, QUIET
from ecosystem.show.still import Chart, axes, still
from ecosystem.tables.problems import Language

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


def chart(table: pd.DataFrame, *, lang: Language = "en") -> Chart:
    """
    Draw the figures of `excess`, `saving_curve`, `teams`, `compose_team` or `needs_over_time`.

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
        moved most.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    chart
        A picture that a notebook shows, also where it is not trusted; it prints as its figures.

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
    if {"professionals", "fewest", "excess"} <= set(table.columns):
        return _people(table, lang)
    if {"learn", "people", "bound", "proven"} <= set(table.columns):
        return _curve(table, lang)
    if {"team", "rule", "met", "there", "least", "most"} <= set(table.columns):
        return seats(table, lang)
    if {"role", "member", "label", "possible"} <= set(table.columns):
        return round_table(table, lang)
    if {"then", "now", "change", "from", "to"} <= set(table.columns):
        return moved(table, lang)
    raise ValueError(
        "chart draws what excess(), saving_curve(), teams(), compose_team() or needs_over_time() "
        f"gives, not a table with the columns {', '.join(map(str, table.columns))}"
    )


def _say(key: str, lang: Language, **filled: object) -> str:
    return _WORDS[key][("en", "nl").index(lang)].format(**filled)


def _people(table: pd.DataFrame, lang: Language) -> Chart:
    known = table.dropna(subset=["excess"])
    now, fewest = (known[name].to_numpy(dtype=int) for name in ("professionals", "fewest"))
    most = int(max([1, *now, *fewest]))
    counts = [np.bincount(each, minlength=most + 1) for each in (now, fewest)]
    means = [number_told(each.mean(), lang) if len(each) else "" for each in (now, fewest)]
    ax = axes(_say("people_title", lang, count=len(known)))
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
    ax = axes(_say("curve_title", lang, **ends))
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
