"""Who helps, with which hours, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import Named, remember
from ecosystem.tables.schema import PROFESSIONAL_LAYERS

_NAMES = (
    ("actors", "actor"),
    ("competences", "actor"),
    ("attendance", "actor"),
    ("ties", "actor"),
    ("ties", "partner"),
    ("contacts", "actor"),
)
"""Tables and columns that name who helps."""


def supply(hood: Neighbourhood) -> pd.DataFrame:
    """
    List everyone who helps, with what is known of them here.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    supply
        One row per actor that any table names, by id: `label` (the id where there is none),
        `layer`, `professional` (no when the layer is informal or collective; an unknown layer
        counts as professional), `profession`, `hours` (a week, in this neighbourhood: those of
        `reach` where it has a row for it; missing where unknown), `step` (0-6).

    Examples
    --------
    >>> supply(street)[["layer", "professional", "hours"]]
                   layer  professional  hours
    actor
    choir     collective         False   <NA>
    daughter    informal         False   <NA>
    gp        first_line          True   20.0
    nurse     first_line          True   30.0
    social       welfare          True   24.0
    """
    return remember(hood, _supply)


def _supply(hood: Neighbourhood) -> pd.DataFrame:
    named: set[str] = set().union(*(remember(hood, Named(*place)) for place in _NAMES))
    return remember(hood, _Supply(tuple(sorted(named))))


@dataclass(frozen=True)
class _Supply:
    """What is known of these actors, remembered also where other tables than that change."""

    named: tuple[str, ...]

    def __call__(self, hood: Neighbourhood) -> pd.DataFrame:
        actors = hood.actors.set_index("actor").reindex(self.named)
        ids = pd.Series(actors.index, index=actors.index, dtype="str")
        reach = hood.reach[hood.reach["neighbourhood"] == hood.code].set_index("actor")["hours"]
        reaches = actors.index.isin(reach.index) & (actors["hours"] != 0)
        hours = actors["hours"].mask(reaches, reach.reindex(actors.index))
        return pd.DataFrame(
            {
                "label": actors["label"].fillna(ids),
                "layer": actors["layer"].astype("string"),
                "professional": actors["layer"].isna() | actors["layer"].isin(PROFESSIONAL_LAYERS),
                "profession": actors["profession"].astype("string"),
                "hours": hours.astype("Float64"),
                "step": actors["step"],
            }
        )


def able(hood: Neighbourhood) -> pd.DataFrame:
    """
    List who can meet which need here: able, and with hours that are not 0.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    able
        One row per `actor` and `need`, sorted, with `takes` (hours a week a resident, as the
        competence says; missing where it does not), and the actor's `hours` (a week, missing
        where unknown) and `step`.

    Examples
    --------
    >>> able(street)
       actor  need  takes  hours  step
    0     gp  skin   <NA>   20.0     4
    1  nurse  skin   <NA>   30.0     4
    """
    return remember(hood, _able)


def _able(hood: Neighbourhood) -> pd.DataFrame:
    competences = hood.competences.rename(columns={"hours": "takes"})
    competences = competences.astype({"takes": "Float64"}).drop_duplicates(["actor", "need"])
    rows = competences.sort_values(["actor", "need"], ignore_index=True)
    who = supply(hood)[["hours", "step"]].reindex(rows["actor"])
    rows = rows.assign(**{name: who[name].array for name in who})
    return rows[rows["hours"].ne(0).fillna(value=True)].reset_index(drop=True)
