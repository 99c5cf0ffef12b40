"""Any table in the words of people: names for ids, in Dutch or English."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ecosystem.show.words.words import rows
from ecosystem.tables.language import Language
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.professions import profession_labels
from ecosystem.tables.schema import TABLES

YES = "yes"
"""The kind of value that `True` and `False` are."""
UNITS: dict[str, tuple[float, dict[str, str]]] = {
    "days": (86_400, {"en": "days", "nl": "dagen"}),
    "hours": (3600, {"en": "hours", "nl": "uur"}),
    "percent": (0.01, {"en": "%", "nl": "%"}),
}
"""In what a column of seconds or shares is told: how many of these one is, and its name."""

_OF = {"en": "of how many", "nl": "van hoeveel"}
_AFTER = {
    "findings_": ("finding", "", {"en": "findings", "nl": "bevindingen"}),
    "share_": ("theme", "percent", {"en": "with a need", "nl": "met een behoefte"}),
    "indicator_": ("indicator", "", {"en": "indicator", "nl": "cijfer"}),
}
"""How columns of a survey begin that are named after something, and how that is told."""


def labelled(table: pd.DataFrame, hood: Neighbourhood, *, lang: Language = "en") -> pd.DataFrame:
    """
    Put the words of people in a table: names for the ids of needs, actors and meetings.

    For reading, not for counting on: professions, choices, yes and no and the headings are in
    words as well, and what is joined by `|` in a cell by commas (alternatives by semicolons).
    Seconds are told in days, of contact in hours, and shares in percent, as the heading says:
    with one decimal, below one with two.
    Names of professionals stand in it as the neighbourhood gives them: it is internal.

    Parameters
    ----------
    table
        A table of any measure, of `find` or of a proposal.
    hood
        The neighbourhood that it is of.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    labelled
        The same rows and columns in the same order. A column that no table here is known to
        have keeps its name, a word without a label itself; other numbers and what is missing stay.

    Examples
    --------
    >>> labelled(eco.coverage(street).head(2), street, lang="nl")
              bewoners  actoren  lichtste trede  uren tekort per week
    behoefte
    Vervoer          2        0            <NA>                   3.0
    Huid             1        2               4                   0.0
    """
    known = _headings(lang)
    words = {
        "need": labels(hood, lang),
        "actor": _named(hood.actors, "actor"),
        "one_team": _teams(hood, values(lang)["kind"]),
        "meeting": _named(hood.meetings, "meeting"),
        "table": {name: table.nl for name, table in TABLES.items()} if lang == "nl" else {},
        "profession": profession_labels(lang),
        "headline": {name: heading for name, (heading, _) in known.items()},
        **values(lang),
    }
    plain = table.reset_index() if table.index.name else table
    headings, columns = [], []
    for name, column in plain.items():
        heading, holds = known.get(str(name)) or _derived(str(name), known, words, lang)
        yes_no = pd.api.types.is_bool_dtype(column.dtype)
        if holds in UNITS and not yes_no:
            one, unit = UNITS[holds]
            headings.append(f"{heading} ({unit[lang]})")
            columns.append(_rounded(column / one))
            continue
        kinds = [] if yes_no else holds.split()
        told = {key: word for kind in kinds for key, word in words[kind].items()}
        headings.append(heading)
        columns.append(_said(column, told, words[YES]))
    if not columns:
        return plain
    said = pd.concat(columns, axis=1).set_axis(headings, axis=1)
    return said.set_index(headings[0]) if table.index.name else said


def _derived(
    name: str,
    known: Mapping[str, tuple[str, str]],
    words: Mapping[str, Mapping[str, str]],
    lang: Language,
) -> tuple[str, str]:
    """Head a column of a survey that is named after a measure, finding, theme or indicator."""
    if name.endswith("_of") and name[:-3] in known:
        return f"{known[name[:-3]][0]}: {_OF[lang]}", ""
    for begins, (kind, holds, lead) in _AFTER.items():
        if name.startswith(begins):
            own = name.removeprefix(begins)
            return f"{lead[lang]}: {words[kind].get(own, own.replace('_', ' '))}", holds
    return name, ""


def _said(column: pd.Series, told: Mapping[str, str], yes: Mapping[str, str]) -> pd.Series:
    if pd.api.types.is_bool_dtype(column.dtype):
        words = {True: yes["True"], False: yes["False"]}
        return column.map(words, na_action="ignore").astype("string")
    if not told or not pd.api.types.is_string_dtype(column.dtype):
        return column

    def say(cell: str) -> str:
        split = cell.split("||" if "||" in cell else ";")
        teams = [[told.get(word, word) for word in team.split("|")] for team in split]
        return "; ".join(", ".join(team) for team in teams)

    return column.map(say, na_action="ignore")


def _rounded(column: pd.Series) -> pd.Series:
    return column.round(1).where((column >= 1).fillna(value=True), column.round(2))


def _headings(lang: Language) -> dict[str, tuple[str, str]]:
    """Give the heading of each column, and what kinds of words it holds."""
    columns = [column for table in TABLES.values() for column in table.columns]
    kinds = {column.name: column.name if column.choices else "" for column in columns}
    own = {
        column.name: (column.nl if lang == "nl" else column.name).replace("_", " ")
        for column in columns
    }
    known = {name: (heading, kinds[name]) for name, heading in own.items()}
    return known | {row["column"]: (row[lang], row["holds"]) for row in rows("headings.csv")}


def heading(column: str, lang: Language) -> str:
    """Name a column as people do; one that nobody knows keeps its name."""
    return _headings(lang).get(column, (column, ""))[0]


def percent(column: str) -> bool:
    """Tell whether a column holds shares, which people are told in percent."""
    return _headings("en").get(column, ("", ""))[1] == "percent"


def values(lang: Language) -> dict[str, dict[str, str]]:
    """Give the words of each kind of choice: the tables' own, and those of `values.csv`."""
    words = {
        column.name: {
            slug: (dutch if lang == "nl" else slug).replace("_", " ")
            for slug, dutch in column.choices.items()
        }
        for table in TABLES.values()
        for column in table.columns
        if column.choices
    }
    for row in rows("values.csv"):
        words.setdefault(row["kind"], {})[row["value"]] = row[lang]
    return words


def _teams(hood: Neighbourhood, kinds: Mapping[str, str]) -> dict[str, str]:
    """Name each team by its kind, and by its number where there are several of a kind."""
    rows = hood.teams.sort_values("team")
    at = rows.groupby("kind", dropna=False).cumcount() + 1
    many = rows.groupby("kind", dropna=False)["team"].transform("size") > 1
    return {
        team: f"{kinds[kind]} {number}" if several else kinds[kind]
        for team, kind, number, several in zip(rows["team"], rows["kind"], at, many, strict=True)
        if kind in kinds
    }


def _named(table: pd.DataFrame, key: str) -> dict[str, str]:
    known = table.dropna(subset=["label"])
    return dict(zip(known[key], known["label"], strict=True))
