"""Who sits in the teams of a community, and which seats are empty, as pictures."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.find.team_rules import SMALLEST, TO_ONE
from ecosystem.show.charts.still import Chart, axes, named, still
from ecosystem.show.drawing.shapes import FAINT, INK, MISSING
from ecosystem.tables.language import Language

_COLOURS = {
    "patient": "#009e73",
    "partner": "#56b4e9",
    "provider": "#e69f00",
    "coordinator": "#0072b2",
    "other": "#767f88",
}
_NAMES = {
    "en": {
        "patient": "patient (in a project team or relative)",
        "partner": "relative",
        "provider": "provider",
        "coordinator": "coordinator",
        "other": "coordinator or unknown",
        "empty": "empty seat",
    },
    "nl": {
        "patient": "patiënt (in een projectteam of naaste)",
        "partner": "naaste",
        "provider": "zorgverlener",
        "coordinator": "coördinator",
        "other": "coördinator of onbekend",
        "empty": "lege stoel",
    },
}
_TITLE = {
    "en": ("Who sits in the teams: {met} of {all} as the rules ask", "A team for: {needs}"),
    "nl": (
        "Wie er in de teams zitten: {met} van {all} zoals de regels vragen",
        "Een team voor: {needs}",
    ),
}
_EMPTY: dict[str, Any] = {"s": 90, "c": "white", "edgecolors": MISSING, "linestyles": "dashed"}
_NONE = {"en": "There is no such team", "nl": "Zo'n team is er niet"}
_COMMUNITY = {"en": "the community", "nl": "de community"}


def seats(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw the members of each team, a row a team, with the seats that the rules leave empty.

    Parameters
    ----------
    table
        What `teams` gives, of one neighbourhood or of several.
    lang
        Language of the words.

    Returns
    -------
    seats
        The picture; it says of each team how many there are of each, and how many are missing.
    """
    rows = table.drop_duplicates(["team", "rule"])
    must = rows[rows["must"]]
    met = must["met"].fillna(value=False).groupby(must["team"]).all()
    rows = rows.iloc[rows["kind"].map({"core": 0, "project": 1}).argsort(kind="stable")]
    names = list(dict.fromkeys(rows["team"]))
    title = _TITLE[lang][0].format(met=int(met.sum()), all=len(names))
    ax = axes(title, lang, height=1.2 + 0.27 * len(names), grid="")
    says, used = [], set()
    for at, name in enumerate(names):
        there, empty = _members(rows[rows["team"] == name].set_index("rule"))
        roles = [role for role, count in there.items() for _ in range(count)]
        lacks = [role for role, count in empty.items() for _ in range(count)]
        colours = [_COLOURS[role] for role in roles]
        ax.scatter(range(len(roles)), [at] * len(roles), s=95, c=colours)
        place = range(len(roles), len(roles) + len(lacks))
        ax.scatter(place, [at] * len(lacks), **_EMPTY)
        for x, role in zip(place, lacks, strict=True):
            letter = _NAMES[lang][role][0]
            ax.annotate(letter, (x, at), ha="center", va="center", color=MISSING, fontsize=8)
        used |= {*roles} | ({"empty"} if lacks else set())
        counts = [
            f"{_NAMES[lang][role].split(' (')[0]} {count}" for role, count in there.items() if count
        ]
        counts += [f"{_NAMES[lang]['empty']} {len(lacks)}"] if lacks else []
        says.append(f"{name}: {', '.join(counts) or '?'}")
    ax.set_yticks(range(len(names)), [f"{n} ✓" if met.get(n) else n for n in names])
    ax.invert_yaxis()
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    for role in [role for role in (*_COLOURS, "empty") if role in used]:
        look: dict[str, Any] = _EMPTY if role == "empty" else {"s": 95, "c": _COLOURS[role]}
        ax.scatter([], [], label=_NAMES[lang][role], **look)
    if used:
        ax.legend(frameon=False, labelcolor=INK, loc="upper left", bbox_to_anchor=(1, 1))
    return still(ax, says, margin=0.6 / max(len(names), 1))


def _members(rules: pd.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """Count who is in a team as what, and which seats it lacks."""
    there = rules["there"].fillna(0).astype("int64")
    if "size" in rules.index:
        providers = int(rules.loc["balance", "least"]) // TO_ONE
        both, size = int(there["balance"]), int(there["size"])
        short = max(TO_ONE * providers - both, SMALLEST - size, 0)
        rest = {"provider": providers, "other": size - both - providers}
        known = not rules["there"].isna().all()
        return {"patient": both, **rest}, {"patient": short if known else 0}
    roles = {"patient": "patient", "partner": "relative"}
    roles |= {role: role for role in ("provider", "coordinator")}
    seen = {role: rule for role, rule in roles.items() if rule in rules.index}
    no = rules["met"].eq(other=False).fillna(value=False)
    lacks = {role: int(no[rule] and there[rule] == 0) for role, rule in seen.items()}
    return {role: int(there[rule]) for role, rule in seen.items()}, lacks


def round_table(table: pd.DataFrame, lang: Language) -> Chart:
    """
    Draw a composed team round its table, with the seats that are to be asked for.

    Parameters
    ----------
    table
        What `compose_team` gives; where there is no such team, the reasons are written.
    lang
        Language of the words.

    Returns
    -------
    round_table
        The picture; it says each seat, or each reason.
    """
    needs = named(sorted({*"|".join(table["needs"]).split("|")} - {""}), lang)
    possible = bool(table["possible"].all())
    title = _TITLE[lang][1].format(needs=", ".join(needs) or _COMMUNITY[lang])
    ax = axes(title, lang, height=3.8 if possible else 1.6, grid="")
    ax.set_axis_off()
    if not possible:
        ax.set(xlim=(-1, 1), ylim=(-1, 1))
        told = [textwrap.fill(why, 70) for why in table["because"]]
        ax.annotate("\n\n".join([_NONE[lang], *told]), (0, 0), ha="center", va="center", color=INK)
        return still(ax, list(table["because"]))
    ax.set(xlim=(-2.9, 2.9), ylim=(-1.4, 1.4), aspect="equal")
    ax.scatter([0], [0], s=13000, c=FAINT, edgecolors="none")
    angles = np.pi / 2 + 2 * np.pi * (np.arange(len(table)) + 0.5) / max(len(table), 1)
    for angle, row in zip(angles, table.itertuples(), strict=True):
        x, y = np.cos(angle), np.sin(angle)
        asked = bool(pd.isna(row.member))
        look = _EMPTY if asked else {"c": _COLOURS[str(row.role)]}
        ax.scatter([x], [y], **look | {"s": 330})
        name = row.label if asked else f"{row.label} ({_NAMES[lang][str(row.role)]})"
        brings = ", ".join(named(str(row.needs).split("|"), lang)) if row.needs else ""
        lines = [*textwrap.wrap(str(name), 34), *textwrap.wrap(brings, 34)]
        side = "left" if x > 0 else "right"
        ax.annotate(
            "\n".join(lines),
            (x, y),
            (18 if x > 0 else -18, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            color=MISSING if asked else INK,
            parse_math=False,
        )
    return still(ax, [f"{row.role} {row.label}" for row in table.itertuples()])
