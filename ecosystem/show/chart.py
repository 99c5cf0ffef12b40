"""Two charts: people now against the fewest, and what each learning step saves."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.shapes import FAINT, INK, MISSING, QUIET, SOFT
from ecosystem.tables.problems import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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


@dataclass(frozen=True, repr=False)
class Chart:
    """
    A still picture, with its figures in words.

    Parameters
    ----------
    png
        The picture.
    says
        The figures it draws, as text: what it prints as, the same in every run.
    """

    png: bytes
    says: str

    def __repr__(self) -> str:
        return self.says

    def _repr_png_(self) -> bytes:
        return self.png


def chart(table: pd.DataFrame, *, lang: Language = "en") -> Chart:
    """
    Draw the figures of `excess` or of `saving_curve`.

    Parameters
    ----------
    table
        What `excess` gives: for each number of professionals the residents who have so many
        now, beside those who could do with so many; residents of whom either is undefined are
        left out. Or what `saving_curve` gives: the professionals at the door after each number
        of learning steps, with the proven bound where the answer is not proven.
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
    raise ValueError(
        "chart draws what excess() or saving_curve() gives, not a table with the columns "
        f"{', '.join(map(str, table.columns))}"
    )


def _say(key: str, lang: Language, **filled: object) -> str:
    return _WORDS[key][("en", "nl").index(lang)].format(**filled)


def _people(table: pd.DataFrame, lang: Language) -> Chart:
    known = table.dropna(subset=["excess"])
    now, fewest = (known[name].to_numpy(dtype=int) for name in ("professionals", "fewest"))
    most = int(max([1, *now, *fewest]))
    counts = [np.bincount(each, minlength=most + 1) for each in (now, fewest)]
    means = [number_told(each.mean(), lang) if len(each) else "" for each in (now, fewest)]
    ax = _axes(_say("people_title", lang, count=len(known)))
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
    return _chart(ax, says)


def _curve(table: pd.DataFrame, lang: Language) -> Chart:
    learn, people = table["learn"].to_numpy(dtype=int), table["people"].to_numpy(dtype=float)
    ends = {"first": number_told(people[0], lang), "last": number_told(people[-1], lang)}
    ax = _axes(_say("curve_title", lang, **ends))
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
    return _chart(ax, [f"{x} {_plain(y)}" for x, y in zip(learn, people, strict=True)])


def _plain(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _axes(title: str) -> Axes:
    from matplotlib.figure import Figure  # noqa: PLC0415 (slow to start)

    ax = Figure(figsize=(7.2, 3.6), layout="constrained").add_subplot()
    ax.set_title(title, loc="left", color=INK, fontsize=11, parse_math=False)
    ax.grid(axis="y", color=FAINT)
    ax.set_axisbelow(True)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(QUIET)
    ax.tick_params(colors=SOFT, length=0)
    ax.xaxis.label.set_color(SOFT)
    ax.yaxis.label.set_color(SOFT)
    return ax


def _chart(ax: Any, says: list[str]) -> Chart:
    ax.margins(y=0.12)
    out = BytesIO()
    ax.figure.savefig(out, format="png", dpi=110, metadata={"Software": None})
    return Chart(out.getvalue(), "\n".join([ax.get_title(loc="left"), *says]))
