"""One kind of request as a swim lane: who comes when, how it passes on, and what waits."""

from __future__ import annotations

from functools import partial
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from ecosystem.find.phrases import names_told, number_told
from ecosystem.measure.flow import flow
from ecosystem.measure.value_stream import value_stream
from ecosystem.show.charts.still import Chart, axes, still
from ecosystem.show.drawing.shapes import FAINT, INK, MISSING, SOFT
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.professions import profession_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BLUE = "#0072b2"
_WIDTH = 118
_LEAST = 2
"""A lane of fewer requests is not drawn, nor after whom so few came said."""
_RIGHT = 0.55
"""A wait that begins further to the right has its words to the left of where it ends."""
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("How a question travels: {what}", "Hoe een vraag reist: {what}"),
    "message": (
        "{what}: {touch} hours of help, spread over {lead} days",
        "{what}: {touch} uur hulp, verspreid over {lead} dagen",
    ),
    "all": ("All requests", "Alle hulpvragen"),
    "requests": (
        "{requests} requests; at the median {rest}",
        "{requests} hulpvragen; mediaan {rest}",
    ),
    "intake": ("{n} days until somebody comes", "{n} dagen tot er iemand komt"),
    "links": ("helpers: {n}", "helpers: {n}"),
    "handovers": ("handovers: {n}", "overdrachten: {n}"),
    "of": ("{some} of {all} requests", "{some} van {all} hulpvragen"),
    "colleague": ("{times}× to a colleague", "{times}× naar een collega"),
    "wait": ("waited {days} days", "{days} dagen gewacht"),
    "day": ("waited 1 day", "1 dag gewacht"),
    "no_wait": ("no wait", "niet gewacht"),
    "after": ("{wait}; {times} of {all} after {who}", "{wait}; {times} van {all} na {who}"),
    "days": ("Days since the question was asked", "Dagen sinds de vraag is gesteld"),
    "legend": (
        """Dashes: the wait before somebody of that profession first comes, since whoever came \
before, or since the question. Bar: from their first contact to their last. Each lane is the \
median of the requests in which they come.""",
        """Streepjes: het wachten tot er voor het eerst iemand van dat beroep komt, sinds wie er \
eerder kwam of sinds de vraag. Balk: van hun eerste contact tot hun laatste. Elke baan is de \
mediaan van de hulpvragen waarin zij komen.""",
    ),
    "not_drawn": (
        "Not drawn, because they come in fewer requests: {names}",
        "Niet getekend, want zij komen in minder hulpvragen: {names}",
    ),
}
_say = partial(phrase, _WORDS)


def lanes(
    hood: Neighbourhood, *, need: str | None = None, most: int = 8, lang: Language = "en"
) -> Chart:
    """
    Draw the value stream of the requests about one need as a swim lane.

    A lane a profession, that comes first at the top, all of it at the median of the requests in
    which it comes: dashes are the wait before its first contact, the bar runs from that to its
    last. After whom most of these requests came is said where that is two or more.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` that name requests.
    need
        As for `value_stream`.
    most
        How many lanes at most: those with most requests. One of a single request is not drawn.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    lanes
        A picture that a notebook shows, marked as internal; it prints as its figures: a line a
        lane (first and last day, requests, the wait before it and after whom).

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.
    ValueError
        If there are requests, and none about this need.

    Examples
    --------
    >>> log = [("q", "gp"), ("q", "nurse"), ("r", "gp"), ("r", "nurse")]
    >>> log = pd.DataFrame(log, columns=["request", "actor"])
    >>> log["start"] = pd.to_datetime(["2025-01-06", "2025-01-09", "2025-01-07", "2025-01-12"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> lanes(street.replace(contacts=rows))
    How a question travels: All requests
    2 requests; at the median helpers: 2; handovers: 1
    GP 0-0 2: no wait
    District nurse 4-4 2: waited 4 days; 2 of 2 after GP
    """
    stream = value_stream(hood, need=need)
    kept = stream[stream["requests"] >= _LEAST].sort_values(
        "requests", ascending=False, kind="stable"
    )
    drawn = stream[stream.index.isin(kept.index[:most])]
    told = _names(hood, stream.index, lang)
    what = _say("all", lang) if need is None else labels(hood, lang).get(need, need)
    title, says, count = _summary(hood, need, what, lang)
    ax = _axes(len(drawn), title, says, lang)
    far = drawn["last"].max()
    ax.set_xlim(0, 1 if pd.isna(far) or not far else 1.22 * float(far))
    lines = _bars(ax, drawn.assign(name=told.reindex(drawn.index)), told, count, lang)
    rest = [told[who] for who in stream.index.difference(drawn.index, sort=False)]
    left = [_say("not_drawn", lang, names=names_told(rest, lang, most=10))] if rest else []
    below = [_say("days", lang), _say("legend", lang), *left]
    text = "\n".join(fill(line, _WIDTH) for line in below)
    ax.set_xlabel(text, fontsize=9, parse_math=False, x=0, ha="left")
    return still(ax, [*lines, *left])


def _names(hood: Neighbourhood, who: pd.Index, lang: Language) -> pd.Series:
    """Name professions as people do, and who has none by the label."""
    actors = hood.actors.set_index("actor")["label"].dropna().to_dict()
    own = {name: name.replace("_", " ") for name in hood.actors["profession"].dropna()}
    names = actors | own | profession_labels(lang)
    return pd.Series([names.get(one, one) for one in who], index=who, dtype="str")


def _summary(
    hood: Neighbourhood, need: str | None, what: str, lang: Language
) -> tuple[str, str, int]:
    """Say in a title and a line what the flow of these requests is, and count them."""
    each = flow(hood)
    each = each[each["contacts"] > 0]
    if need is not None:
        about = hood.requests.loc[hood.requests["need"] == need, "request"]
        each = each[each.index.isin(about)]
    names = ["intake_wait", "links", "handovers", "touch", "lead_time"]
    middle = (each[names].median() / [86_400, 1, 1, 3600, 86_400]).to_dict()
    told = {name: _number(value, lang) for name, value in middle.items() if not pd.isna(value)}
    title = _say("title", lang, what=what)
    if {"touch", "lead_time"} <= set(told):
        title = _say("message", lang, what=what, touch=told["touch"], lead=told["lead_time"])
    parts = [
        _say(key, lang, n=told[name])
        for key, name in (("intake", "intake_wait"), ("links", "links"), ("handovers", "handovers"))
        if name in told
    ]
    return title, _say("requests", lang, requests=len(each), rest="; ".join(parts)), len(each)


def _bars(ax: Axes, drawn: pd.DataFrame, told: pd.Series, count: int, lang: Language) -> list[str]:
    """Draw a lane each: its name, the wait, the bar, and what is to be said of them."""
    lines = []
    far = ax.get_xlim()[1]
    before: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"),
        "textcoords": "offset points",
        "ha": "right",
    }
    small: dict[str, Any] = {"textcoords": "offset points", "fontsize": 8, "va": "center"}
    for at, row in enumerate(drawn.to_dict("records")):
        first, last = float(row["first"]), float(row["last"])
        left = first - float(row["waited"])
        if at % 2 == 0:
            ax.axhspan(at - 0.5, at + 0.5, color=FAINT, alpha=0.45, zorder=0, linewidth=0)
        ax.plot([left, first], [at - 0.14] * 2, color=MISSING, linestyle=(0, (3, 2)), zorder=2)
        ax.barh(at - 0.14, last - first, left=first, height=0.22, color=_BLUE, zorder=2)
        ax.plot(first, at - 0.14, marker="o", color=_BLUE, markersize=8, zorder=3)
        some = _say("of", lang, some=row["requests"], all=count)
        ax.annotate(row["name"], (0, at), (-8, 3), color=INK, parse_math=False, **before)
        ax.annotate(some, (0, at), (-8, -10), color=SOFT, fontsize=8, **before)
        if row["colleague"]:
            text = _say("colleague", lang, times=int(row["colleague"]))
            ax.annotate(text, (last, at - 0.14), (8, 0), color=_BLUE, **small)
        text = _waited(row, told, lang)
        far_right = left > _RIGHT * far
        side: dict[str, Any] = {"ha": "right" if far_right else "left", "parse_math": False}
        ax.annotate(
            text, (first if far_right else left, at + 0.22), (0, 0), color=INK, **small, **side
        )
        lines.append(f"{row['name']} {first:.0f}-{last:.0f} {row['requests']}: {text}")
    return lines


def _waited(row: dict[str, Any], told: pd.Series, lang: Language) -> str:
    """Say how long was waited before somebody came, and after whom."""
    days = _number(row["waited"], lang)
    wait = _say({"0": "no_wait", "1": "day"}.get(days, "wait"), lang, days=days)
    if pd.isna(row["from_it"]) or row["from_it"] < _LEAST:
        return wait
    some = {"times": row["from_it"], "all": row["requests"]}
    return _say("after", lang, wait=wait, who=told[row["after"]], **some)


def _number(value: Any, lang: Language) -> str:
    """Write a number: whole from ten, else with a decimal where there is one."""
    return number_told(round(float(value), 0 if value >= 10 else 1), lang)


def _axes(count: int, title: str, says: str, lang: Language) -> Axes:
    """Start a picture of so many lanes, the first at the top."""
    lanes = max(count, 1)
    ax = axes(
        f"{title}\n{fill(says, _WIDTH)}",
        lang,
        width=10.5,
        height=2.2 + 0.75 * lanes,
        grid="x",
    )
    ax.set_ylim(lanes - 0.5, -0.5)
    ax.set_yticks([])
    return ax
