"""Actors as they may be shared: persons by profession and number, informal helpers as one."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.professions import profession_labels

INFORMAL = "informal_helpers"
"""The id of the one group that all informal helpers are."""
NOT_HERE = "helper"
"""Stands where somebody is named whom no table here speaks of."""
_WORDS = {
    "en": {"informal": "Informal helpers", "unknown": "Helper"},
    "nl": {"informal": "Informele helpers", "unknown": "Helper"},
}


def everybody(
    hood: Neighbourhood, after: Neighbourhood | None = None, said: Collection[str] = ()
) -> pd.DataFrame:
    """
    Every actor that a table speaks of, also where `actors` does not list it.

    Of those that only residents' contacts and requests speak of, who is said.
    """
    if after is not None:
        now, then = everybody(hood, said=said), everybody(after, said=said)
        both = pd.concat([now, then[~then["actor"].isin(now["actor"])]])
        return both.sort_values("actor")
    spoken = [hood.competences["actor"], hood.ties["actor"], hood.ties["partner"]]
    ids = pd.concat([*spoken, hood.attendance["actor"]]).dropna()
    log = {*hood.contacts["actor"].dropna(), *hood.requests["contact_point"].dropna()}
    rest = sorted({*ids, *(log & {*said})} - {*hood.actors["actor"]})
    actors = pd.concat([hood.actors, pd.DataFrame({"actor": pd.Series(rest, dtype="str")})])
    actors["label"] = actors["label"].fillna(actors["actor"])
    return actors.sort_values("actor")


def renamed(actors: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """
    Give each actor the id and label under which it may be shared.

    Parameters
    ----------
    actors
        Every actor, by id.
    lang
        Language of the labels.

    Returns
    -------
    renamed
        One row per actor, indexed by its own id: `actor` and `label`. Persons are numbered
        within their profession, in the order given.
    """
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
    out.loc[informal.to_numpy(), "actor"] = INFORMAL
    out.loc[informal.to_numpy(), "label"] = _WORDS[lang]["informal"]
    return out


def rename(frame: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Put the shareable ids in the place of the actors' own."""
    ids = names["actor"].to_dict()
    ends = [column for column in ("actor", "partner") if column in frame]
    return frame.assign(**{end: frame[end].map(lambda own: ids.get(own, own)) for end in ends})


def listed(lists: pd.Series) -> set[str]:
    """Name all ids that are joined by `|`."""
    return {part for text in lists.dropna() for part in text.split("|")}


def rename_listed(lists: pd.Series, names: pd.DataFrame, which: pd.Series) -> pd.Series:
    """Put them in the place of ids joined by `|`, in the rows that hold actors; others are one."""
    ids = {"": "", INFORMAL: INFORMAL} | names["actor"].to_dict()
    told = [
        "|".join(ids.get(part, NOT_HERE) if of_actors else part for part in text.split("|"))
        for text, of_actors in zip(lists.fillna(""), which, strict=True)
    ]
    return pd.Series(told, lists.index, dtype="str")


def once(lists: pd.Series) -> pd.Series:
    """Name each id of a list once: how many helpers the one group stands for is not told."""
    return lists.map(lambda ids: "|".join(dict.fromkeys(ids.split("|"))))


def one_row_each(actors: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Actors under their shareable ids; the informal helpers are one group."""
    actors = actors.assign(label=names["label"].to_numpy())
    group = actors["actor"] == INFORMAL
    own = ("profession", "organisation", "hours", "step", "neighbourhood")
    empty_out = {**dict.fromkeys(own), "level": "group"}
    for column, value in empty_out.items():
        actors[column] = actors[column].mask(group, value)
    return actors.drop_duplicates("actor")


def merged(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Rows that became the same, once, their hours added up; those of informal help left out."""
    hours = frame.groupby(key, dropna=False, sort=True)["hours"].sum(min_count=1)
    rows = hours.reset_index()[list(frame.columns)]
    informal = rows[[end for end in ("actor", "partner") if end in rows]].eq(INFORMAL)
    return rows.assign(hours=rows["hours"].mask(informal.any(axis=1)))
