"""
What may leave the house: the only room that makes what a view, page, workbook or export takes.

Two levels. *shareable*, the default: persons appear as profession and number, informal helpers
as one group, counts of residents under 10 (0 included) as "<10" and others rounded to 5, and
nothing of single residents. *internal*: actors by name and counts as they are, marked so on
every page; single residents never leave either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ecosystem.tables.needs import in_use, labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language
from ecosystem.tables.professions import profession_labels
from ecosystem.tables.schema import TABLES

Level = Literal["shareable", "internal"]
LEVELS: tuple[Level, ...] = ("shareable", "internal")

SMALLEST = 10
"""Fewer residents than this are not told apart."""
STEP = 5
"""Other counts of residents are rounded to a multiple of this."""

OF_MEETINGS = "_meeting"
"""Findings whose kind ends so are about meetings, all others about actors."""
FINDING = (
    "finding",
    "subject",
    "needs",
    "residents",
    "hours",
    "because",
    "survives",
    "question",
    "theme",
    "requests",
)
"""Columns of a finding that may leave."""

_KEPT = ("neighbourhoods", "actors", "competences", "ties", "meetings", "attendance")
_INFORMAL = "informal_helpers"
_WORDS = {
    "en": {"informal": "Informal helpers", "unknown": "Helper"},
    "nl": {"informal": "Informele helpers", "unknown": "Helper"},
}


@dataclass(frozen=True)
class Outgoing:
    """
    Tables that may leave, made by `protect` and by nothing else; exporters take only this.

    Attributes
    ----------
    level
        `shareable` or `internal`.
    lang
        Language of the labels made here.
    code, name
        The neighbourhood.
    tables
        By name, each sorted: `neighbourhoods`, `actors`, `needs`, `competences`, `ties`,
        `meetings` and `attendance` as in the schema, and each result that was handed in. Counts
        of residents are text.
    """

    level: Level
    lang: Language
    code: str
    name: str
    tables: Mapping[str, pd.DataFrame]

    def names(self, kind: Literal["actor", "meeting"]) -> dict[str, str]:
        """Give the label of every actor, or of every meeting, that may leave, by id."""
        labels = self.tables[f"{kind}s"].set_index(kind)["label"]
        return {str(key): str(label) for key, label in labels.items()}


def protect(
    hood: Neighbourhood,
    *,
    findings: pd.DataFrame | None = None,
    residents: pd.Series | None = None,
    level: Level = "shareable",
    lang: Language = "en",
) -> Outgoing:
    """
    Make what may leave of a neighbourhood and of what was found in it.

    Parameters
    ----------
    hood
        A checked neighbourhood; it stays as it was.
    findings
        A table of `find`; their sentences are left out where the level forbids the names in
        them, to be worded again from what may be told.
    residents
        How many residents have each need, by its id.
    level
        `shareable` or `internal`.
    lang
        Language of the labels made here.

    Returns
    -------
    outgoing
        What an exporter takes. Persons are numbered within their profession in the order of
        their ids.

    Raises
    ------
    ValueError
        If the level is not one of the two.

    Examples
    --------
    >>> protect(street).tables["actors"][["actor", "label"]]
                  actor             label
    0             choir             Choir
    1  district_nurse_1  District nurse 1
    2                gp                GP
    3  informal_helpers  Informal helpers
    4   social_worker_1   Social worker 1
    """
    if level not in ("shareable", "internal"):
        raise ValueError(f"level is {level!r}; it is 'shareable' or 'internal'")
    tables = {name: getattr(hood, name) for name in _KEPT}
    tables["actors"] = _everybody(hood)
    tables["needs"] = _needs(hood, residents, lang)
    if findings is not None:
        kept = [column for column in FINDING if column in findings]
        tables["findings"] = findings[kept].reset_index(drop=True)
        tables["findings"].insert(0, "number", range(1, len(findings) + 1))
    if level == "shareable":
        renamed = _renamed(tables["actors"], lang)
        tables = {name: _hidden(_rename(frame, renamed)) for name, frame in tables.items()}
        tables["actors"] = _one_row_each(tables["actors"], renamed)
        tables["competences"] = _merged(tables["competences"], ["actor", "need"])
        tables["attendance"] = tables["attendance"].drop_duplicates()
        tables["ties"] = _merged(
            tables["ties"].query("actor != partner"),
            ["actor", "partner", "relation", "need", "requested_by", "reported_by"],
        )
    else:
        tables = {name: _told(frame) for name, frame in tables.items()}
    tables["meetings"]["label"] = tables["meetings"]["label"].fillna(tables["meetings"]["meeting"])
    in_order = {
        name: frame if name == "findings" else frame.sort_values(list(frame.columns[:2]))
        for name, frame in tables.items()
    }
    return Outgoing(
        level,
        lang,
        hood.code,
        hood.name,
        {name: frame.reset_index(drop=True) for name, frame in in_order.items()},
    )


def shown(residents: pd.Series) -> pd.Series:
    """
    Write counts of residents as they may be shared.

    Parameters
    ----------
    residents
        Counts of distinct residents; missing is unknown.

    Returns
    -------
    shown
        Text: "<10" under 10 (0 included), else rounded to the nearest 5; missing stays missing.

    Examples
    --------
    >>> shown(pd.Series([0, 9, 10, 12, 13, None])).tolist()
    ['<10', '<10', '10', '10', '15', nan]
    """
    count = residents.astype("float64").to_numpy()
    known = np.isfinite(count)
    rounded = np.floor(np.where(known, count, 0) / STEP + 0.5).astype("int64") * STEP
    text = np.where(count < SMALLEST, f"<{SMALLEST}", rounded.astype(str))
    return pd.Series(text, residents.index, dtype="str").where(known)


def _everybody(hood: Neighbourhood) -> pd.DataFrame:
    """Every actor that a table speaks of, also where `actors` does not list it."""
    spoken = [hood.competences["actor"], hood.ties["actor"], hood.ties["partner"]]
    ids = pd.concat([*spoken, hood.attendance["actor"]]).dropna()
    rest = sorted(set(ids) - set(hood.actors["actor"]))
    actors = pd.concat([hood.actors, pd.DataFrame({"actor": pd.Series(rest, dtype="str")})])
    actors["label"] = actors["label"].fillna(actors["actor"])
    return actors.sort_values("actor", ignore_index=True)


def _needs(hood: Neighbourhood, residents: pd.Series | None, lang: Language) -> pd.DataFrame:
    """Every need in use, with its label, domain and residents."""
    needs = pd.DataFrame({"need": pd.Series(in_use(hood), dtype="str")})
    for language in ("nl", "en"):
        names = labels(hood, language)
        needs[f"label_{language}"] = [names.get(need, need) for need in needs["need"]]
    needs["label"] = needs[f"label_{lang}"]
    needs["domain"] = needs["need"].map(hood.needs.set_index("need")["domain"])
    counts = pd.Series(dtype="Int64") if residents is None else residents
    needs["residents"] = needs["need"].map(counts).astype("Int64")
    return needs


def _renamed(actors: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Id and label under which each actor may be shared, by its own id."""
    informal = actors["layer"] == "informal"
    person = ~informal & ~actors["level"].isin(["practice", "group", "organisation"])
    out = actors[["actor", "label"]].set_axis(actors["actor"])
    profession = actors["profession"].fillna("helper").set_axis(actors["actor"])
    words = profession_labels(lang) | {"helper": _WORDS[lang]["unknown"]}
    spoken = profession.map(lambda slug: words.get(slug, str(slug).replace("_", " ").capitalize()))
    number = (profession[person.to_numpy()].groupby(spoken).cumcount() + 1).astype(str)
    ids = profession[number.index] + "_" + number
    taken = ids.isin(actors["actor"][~person])
    out.loc[number.index, "actor"] = ids.where(~taken, ids + "_person")
    out.loc[number.index, "label"] = spoken[number.index] + " " + number
    out.loc[informal.to_numpy(), "actor"] = _INFORMAL
    out.loc[informal.to_numpy(), "label"] = _WORDS[lang]["informal"]
    return out


def _rename(frame: pd.DataFrame, renamed: pd.DataFrame) -> pd.DataFrame:
    """Put the shareable ids in the place of the actors' own, also in the subject of a finding."""
    ids = renamed["actor"].to_dict()
    frame = frame.copy()
    for column in ("actor", "partner"):
        if column in frame:
            frame[column] = frame[column].map(lambda own: ids.get(own, own))
    if "subject" in frame:
        of_actors = ~frame["finding"].str.endswith(OF_MEETINGS)
        told = [
            "|".join(ids.get(part, part) if renames else part for part in subject.split("|"))
            for subject, renames in zip(frame["subject"].fillna(""), of_actors, strict=True)
        ]
        frame["subject"] = pd.Series(told, frame.index, dtype="str")
        frame["because"] = frame["question"] = pd.Series("", frame.index, dtype="str")
    return frame


def _hidden(frame: pd.DataFrame) -> pd.DataFrame:
    """Hide small counts of residents, and every hour from which a count could be worked out."""
    if "residents" in frame:
        counted = frame["residents"].notna().to_numpy()
        frame = frame.assign(residents=shown(frame["residents"]))
        if "requests" in frame:
            of_few = frame["residents"].eq(f"<{SMALLEST}") & (frame["requests"] >= SMALLEST)
            counted = counted | frame["requests"].notna().to_numpy()
            frame = frame.assign(requests=shown(frame["requests"]).mask(of_few))
        if "hours" in frame:
            frame = frame.assign(hours=frame["hours"].astype("float64").mask(counted))
    return frame


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    """Write counts of residents as text, as they are."""
    if "residents" not in frame:
        return frame
    counts = frame[[name for name in ("residents", "requests") if name in frame]].astype("Int64")
    return frame.assign(
        **{name: counts[name].astype("str").where(counts[name].notna()) for name in counts}
    )


def _one_row_each(actors: pd.DataFrame, renamed: pd.DataFrame) -> pd.DataFrame:
    """Actors under their shareable ids; the informal helpers are one group."""
    actors = actors.assign(label=renamed["label"].to_numpy())
    group = actors["actor"] == _INFORMAL
    empty_out = {"profession": None, "organisation": None, "hours": None, "level": "group"}
    for column, value in empty_out.items():
        actors[column] = actors[column].mask(group, value)
    return actors.drop_duplicates("actor")


def _merged(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Rows that became the same, once, their hours added up; those of informal help left out."""
    hours = frame.groupby(key, dropna=False, sort=True)["hours"].sum(min_count=1)
    merged = hours.reset_index()[list(frame.columns)]
    informal = merged[[end for end in ("actor", "partner") if end in merged]].eq(_INFORMAL)
    return merged.assign(hours=merged["hours"].mask(informal.any(axis=1)))


TABLES_THAT_STAY = tuple(name for name in TABLES if name not in (*_KEPT, "needs"))
"""Tables of the schema that never leave, at either level."""
