"""Hours asked in the coming years against the hours there, as a picture."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.show.charts.still import Chart, named
from ecosystem.show.drawing.shapes import FAINT, INK, MISSING, QUIET, SOFT
from ecosystem.show.words.words import say
from ecosystem.tables.language import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 6
"""So many needs are drawn."""
_ASKED = "#0072b2"
_WORDS = {
    "en": {
        "title": "Hours a week asked and there, until {year}",
        "none": "No need of which hours can be expected",
        "there": "{hours} there",
        "range": "{value} ({low} to {high})",
        "says": "{need}: {first} asked in {begin}, {last} in {end}; {there} there",
        "unknown": "unknown",
        "key": "line: asked, as the indicator says · dashes: expected, four in five within the band"
        " · orange: more than there is",
    },
    "nl": {
        "title": "Uren per week gevraagd en aanwezig, tot {year}",
        "none": "Geen behoefte waarvan uren te verwachten zijn",
        "there": "{hours} aanwezig",
        "range": "{value} ({low} tot {high})",
        "says": "{need}: {first} gevraagd in {begin}, {last} in {end}; {there} aanwezig",
        "unknown": "onbekend",
        "key": "lijn: gevraagd, volgens de indicator · streepjes: verwacht, vier van de vijf in de "
        "band · oranje: meer dan er is",
    },
}


def expected(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw, for each need, the hours asked with their interval and the hours there.

    Parameters
    ----------
    table
        What `forecast` gives, of one neighbourhood or of several added; needs whose hours are
        not known are left out, and of many those whose hours are tightest are drawn. Rows of
        `indicators` of the same neighbourhoods above it are the years before.
    lang
        Language of the words.

    Returns
    -------
    expected
        The picture, a panel a need: blue what was and will be asked, a line for the hours
        there, orange where more may be asked. It says each need with its first and last year.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 (slow to start)

    words = _WORDS[lang]
    coming = table["method"].notna()
    lines = _added(table[coming])
    before = _before(table[coming], table[~coming])
    needs = _tightest(lines)
    rows = max(1, (len(needs) + 1) // 2)
    figure = Figure(figsize=(7.6, 1.0 + 2.15 * rows), layout="constrained")
    last = lines["year"].max() if needs else ""
    title = words["title"].format(year=last) if needs else words["none"]
    figure.suptitle(title, x=0.01, ha="left", color=INK, fontsize=12)
    says = [title]
    for at, (need, name) in enumerate(zip(needs, named(needs, lang), strict=True)):
        own = lines[lines["need"] == need]
        then = before[before["need"] == need]
        _panel(figure.add_subplot(rows, 2, at + 1), name, own, then, lang)
        first, end = own.iloc[0], own.iloc[-1]
        there = end["hours_there"]
        says.append(
            words["says"].format(
                need=name,
                first=number_told(first["hours"], lang),
                begin=first["year"],
                last=_range(end, lang),
                end=end["year"],
                there=words["unknown"] if pd.isna(there) else number_told(there, lang),
            )
        )
    mark = say("internal", lang)
    below = f"{words['key']}\n{mark}" if needs else mark
    figure.supxlabel(below, x=0.01, ha="left", color=SOFT, fontsize=8.5)
    out = BytesIO()
    figure.savefig(out, format="png", dpi=110, metadata={"Software": None})
    return Chart(out.getvalue(), "\n".join(says), mark)


def _added(table: pd.DataFrame) -> pd.DataFrame:
    """Add neighbourhoods; a need of which one is not known is not drawn."""
    known = table.dropna(subset=["need", "hours"])
    columns = ["hours", "hours_low", "hours_high", "hours_there"]
    rows = known.groupby(["need", "year"])[columns].agg(lambda own: own.sum(skipna=False))
    return rows.reset_index().astype(dict.fromkeys(columns, "float64"))


def _tightest(lines: pd.DataFrame) -> list[str]:
    """Order needs by how much of the hours there may be asked; unknown comes last."""
    last = lines[lines["year"] == lines["year"].max()].set_index("need")
    asked = last["hours_high"].fillna(last["hours"]) / last["hours_there"]
    order = asked.sort_values(ascending=False, kind="stable", na_position="last")
    return list(order.index[:MOST])


def _before(table: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Turn the years before into hours as the forecast does: by the same factor and hours."""
    columns = ["need", "year", "hours"]
    first = table.dropna(subset=["need", "hours", "value"])
    first = first[first["value"] > 0].drop_duplicates(["neighbourhood", "indicator", "need"])
    if known.empty or first.empty:
        return pd.DataFrame(columns=columns)
    each = first.assign(each=first["hours"] / first["value"])
    each = each[["neighbourhood", "indicator", "need", "each", "year"]]
    figures = known[["neighbourhood", "indicator", "year", "value"]]
    rows = figures.merge(each, on=["neighbourhood", "indicator"], suffixes=("", "_first"))
    rows = rows[rows["year"] < rows["year_first"]]
    rows["hours"] = rows["value"].astype("float64") * rows["each"].astype("float64")
    areas = first.groupby("need")["neighbourhood"].nunique()
    added = rows.dropna(subset=["hours"]).groupby(["need", "year"])["hours"].agg(["sum", "size"])
    whole = added[added["size"] == areas.reindex(added.index.get_level_values(0)).to_numpy()]
    return whole["sum"].rename("hours").reset_index()[columns]


def _panel(ax: Axes, name: str, own: pd.DataFrame, then: pd.DataFrame, lang: Language) -> None:
    words = _WORDS[lang]
    there = own["hours_there"].iloc[-1]
    x = np.concatenate([then["year"].iloc[-1:], own["year"]]).astype(float)
    middle, low, high = (
        np.concatenate([then["hours"].iloc[-1:], own[column]]).astype(float)
        for column in ("hours", "hours_low", "hours_high")
    )
    ax.set_title(name, loc="left", color=INK, fontsize=10, parse_math=False)
    ax.plot(then["year"].astype(float), then["hours"].astype(float), color=_ASKED, linewidth=2)
    ax.plot(x, middle, color=_ASKED, linewidth=2, linestyle=(0, (2, 1.2)))
    ax.fill_between(x, low, high, color=_ASKED, alpha=0.18, linewidth=0)
    if not np.isnan(there):
        years = np.concatenate([then["year"].astype(float), x])
        asked = np.concatenate([then["hours"].astype(float), middle])
        for at, least, most, dark in ((years, there, asked, 0.25), (x, low, high, 0.55)):
            ax.fill_between(
                at, np.maximum(least, there), most, where=most > there, interpolate=True,
                color=MISSING, alpha=dark, linewidth=0,
            )  # fmt: skip
        ax.axhline(there, color=INK, linewidth=1.2)
        told = words["there"].format(hours=number_told(there, lang))
        begin = float(min([*then["year"], *own["year"]]))
        ax.annotate(told, (begin, there), (0, 3), textcoords="offset points", color=INK, fontsize=9)
    end = own.iloc[-1]
    ax.annotate(
        _range(end, lang), (float(end["year"]), end["hours"]), (5, 0), color=_ASKED, fontsize=9,
        textcoords="offset points", va="center", annotation_clip=False,
    )  # fmt: skip
    top = np.nanmax([there, *high, *then["hours"].astype(float)])
    ax.set_ylim(0, top * 1.18 if top > 0 else 1)
    ax.locator_params(axis="x", integer=True, nbins=6)
    ax.locator_params(axis="y", nbins=4)
    ax.grid(axis="y", color=FAINT)
    ax.set_axisbelow(True)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(QUIET)
    ax.tick_params(colors=SOFT, length=0, labelsize=9)


def _range(row: pd.Series, lang: Language) -> str:
    told = number_told(row["hours"], lang)
    if pd.isna(row["hours_low"]):
        return told
    ends = {name: number_told(row[f"hours_{name}"], lang) for name in ("low", "high")}
    return _WORDS[lang]["range"].format(value=told, **ends)
