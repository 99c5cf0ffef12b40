"""One kind of request as a swim lane: who comes when, how it passes on, and what waits."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.measure.flow import flow
from ecosystem.measure.value_stream import passes, value_stream
from ecosystem.show.shapes import FAINT, INK, MISSING, SOFT
from ecosystem.show.still import Chart, axes, still
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language
from ecosystem.tables.professions import profession_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BLUE = "#0072b2"
_WIDTH = 100
_LEAST = 2
"""A lane, or an arrow, of fewer requests is not drawn."""
_FEW = 6
"""How many handovers are drawn."""
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("How a question travels: {what}", "Hoe een vraag reist: {what}"),
    "all": ("all requests", "alle hulpvragen"),
    "requests": ("{requests} requests; at the median", "{requests} hulpvragen; in het midden"),
    "intake": ("{n} days until somebody comes", "{n} dagen tot er iemand komt"),
    "lead": ("{n} days from first to last contact", "{n} dagen van eerste tot laatste contact"),
    "touch": ("{n} hours of contact in them", "{n} uur contact daarin"),
    "links": ("helpers: {n}", "helpers: {n}"),
    "handovers": ("handovers: {n}", "overdrachten: {n}"),
    "of": ("{some} of {all} requests", "{some} van {all} hulpvragen"),
    "colleague": ("{times}× to a colleague", "{times}× naar een collega"),
    "wait": ("{times}×, after {days} days", "{times}×, na {days} dagen"),
    "days": ("Days since the question was asked", "Dagen sinds de vraag is gesteld"),
    "not_drawn": ("Not drawn: {names}", "Niet getekend: {names}"),
}


def lanes(
    hood: Neighbourhood, *, need: str | None = None, most: int = 8, lang: Language = "en"
) -> Chart:
    """
    Draw the value stream of the requests about one need as a swim lane.

    A lane a profession, that comes first at the top; the bar runs from its first contact to its
    last, at the median of the requests in which it comes. A dashed line is the wait before a
    handover, and its arrow who takes over: the six that occur most, and at least twice; at
    their own medians, so that a wait need not begin where a bar ends.

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
        A picture that a notebook shows; it prints as its figures: a line a lane (first and
        last day, requests), then a line an arrow.

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
    How a question travels: all requests
    2 requests; at the median: 4 days from first to last contact; helpers: 2; handovers: 1
    GP 0-0 2
    District nurse 4-4 2
    GP > District nurse 2×, after 4 days
    """
    stream = value_stream(hood, need=need)
    kept = stream[stream["requests"] >= _LEAST].sort_values(
        "requests", ascending=False, kind="stable"
    )
    drawn = stream[stream.index.isin(kept.index[:most])]
    passed = passes(hood, need=need)
    passed = passed[(passed["times"] >= _LEAST) & passed["from"].isin(drawn.index)]
    passed = passed[passed["to"].isin(drawn.index)]
    within = passed[passed["from"] == passed["to"]].set_index("from")["times"]
    between = passed[passed["from"] != passed["to"]].head(_FEW)
    told = _names(hood, stream.index, lang)
    what = _say("all", lang) if need is None else labels(hood, lang).get(need, need)
    says, count = _summary(hood, need, lang)
    ax = _axes(len(drawn), _say("title", lang, what=what), says)
    far = pd.concat([drawn["last"], between["came"]]).max()
    ax.set_xlim(0, 1 if pd.isna(far) else 1.2 * float(far))
    lines = _bars(ax, drawn.assign(name=told, within=within), count, lang)
    lines += _arrows(ax, between, drawn.index, told, lang)
    rest = [told[who] for who in stream.index.difference(drawn.index, sort=False)]
    below = [
        _say("days", lang),
        *([_say("not_drawn", lang, names=", ".join(rest))] if rest else []),
    ]
    ax.set_xlabel("\n".join(fill(line, _WIDTH) for line in below), fontsize=9, parse_math=False)
    return still(ax, [*lines, *below[1:]])


def _say(key: str, lang: Language, **filled: object) -> str:
    return _WORDS[key][("en", "nl").index(lang)].format(**filled)


def _names(hood: Neighbourhood, who: pd.Index, lang: Language) -> pd.Series:
    """Name professions as people do, and who has none by the label."""
    actors = hood.actors.set_index("actor")["label"].dropna().to_dict()
    own = {name: name.replace("_", " ") for name in hood.actors["profession"].dropna()}
    names = actors | own | profession_labels(lang)
    return pd.Series([names.get(one, one) for one in who], index=who, dtype="str")


def _summary(hood: Neighbourhood, need: str | None, lang: Language) -> tuple[str, int]:
    """Say in one line what the flow of these requests is, and count them."""
    each = flow(hood)
    each = each[each["contacts"] > 0]
    if need is not None:
        about = hood.requests.loc[hood.requests["need"] == need, "request"]
        each = each[each.index.isin(about)]
    names = ["intake_wait", "lead_time", "touch", "links", "handovers"]
    middle = each[names].median() / [86_400, 86_400, 3600, 1, 1]
    parts = [
        _say(key, lang, n=_number(value, lang))
        for key, value in zip(
            ("intake", "lead", "touch", "links", "handovers"), middle, strict=True
        )
        if not pd.isna(value)
    ]
    return f"{_say('requests', lang, requests=len(each))}: {'; '.join(parts)}", len(each)


def _bars(ax: Axes, drawn: pd.DataFrame, count: int, lang: Language) -> list[str]:
    """Draw a bar a lane, with its name before it and what it hands to colleagues after it."""
    lines = []
    before: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"),
        "textcoords": "offset points",
        "ha": "right",
    }
    for at, row in enumerate(drawn.to_dict("records")):
        first, last = float(row["first"]), float(row["last"])
        if at % 2 == 0:
            ax.axhspan(at - 0.5, at + 0.5, color=FAINT, alpha=0.45, zorder=0, linewidth=0)
        ax.barh(at - 0.16, last - first, left=first, height=0.2, color=_BLUE, zorder=2)
        ax.plot(first, at - 0.16, marker="o", color=_BLUE, markersize=9, zorder=3)
        some = _say("of", lang, some=row["requests"], all=count)
        ax.annotate(row["name"], (0, at), (-8, 3), color=INK, parse_math=False, **before)
        ax.annotate(some, (0, at), (-8, -10), color=SOFT, fontsize=8, **before)
        if not pd.isna(row["within"]):
            text = _say("colleague", lang, times=int(row["within"]))
            place: dict[str, Any] = {"textcoords": "offset points", "fontsize": 8, "va": "center"}
            ax.annotate(text, (last, at - 0.16), (8, 0), color=_BLUE, **place)
        lines.append(f"{row['name']} {first:.0f}-{last:.0f} {row['requests']}")
    return lines


def _arrows(
    ax: Axes, between: pd.DataFrame, lanes: pd.Index, told: pd.Series, lang: Language
) -> list[str]:
    """Draw the waits before handovers in the lane of who gives, and an arrow to who takes."""
    lines = []
    down: dict[int, int] = {}
    for row in between.to_dict("records"):
        giver, taker = lanes.get_loc(row["from"]), lanes.get_loc(row["to"])
        left, came = float(row["left"]), float(row["came"])
        level = giver + 0.1 + 0.17 * down.get(giver, 0)
        down[giver] = down.get(giver, 0) + 1
        end = taker - 0.3 if taker > giver else taker + 0.02
        text = _say("wait", lang, times=row["times"], days=_number(came - left, lang))
        ax.plot([left, came], [level, level], color=MISSING, linestyle=(0, (3, 2)), zorder=4)
        arrow: dict[str, Any] = {"arrowstyle": "-|>", "color": MISSING, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (came, end), (came, level), arrowprops=arrow | {"linewidth": 1.6}, zorder=4)
        side: dict[str, Any] = {
            "textcoords": "offset points",
            "fontsize": 8,
            "va": "center",
            "color": INK,
        }
        box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5}
        ax.annotate(text, (came, level), (5, 0), zorder=5, bbox=box, **side)
        lines.append(f"{told[row['from']]} > {told[row['to']]} {text}")
    return lines


def _number(value: Any, lang: Language) -> str:
    """Write a number: whole from ten, else with a decimal where there is one."""
    return number_told(round(float(value), 0 if value >= 10 else 1), lang)


def _axes(count: int, title: str, says: str) -> Axes:
    """Start a picture of so many lanes, the first at the top."""
    lanes = max(count, 1)
    ax = axes(f"{title}\n{fill(says, _WIDTH)}", width=10.5, height=1.9 + 0.8 * lanes, grid="x")
    ax.set_ylim(lanes - 0.5, -0.5)
    ax.set_yticks([])
    return ax
