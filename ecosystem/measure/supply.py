"""Who helps, with which hours, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.tables.coded import coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tied
from ecosystem.tables.remember import remember
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
    named: set[str] = set().union(*(coded(hood, *place).names for place in _NAMES))
    return remember(hood, _Supply(tuple(sorted(named))))


@dataclass(frozen=True)
class _Supply:
    """What is known of these actors, remembered also where other tables than that change."""

    named: tuple[str, ...]

    def __call__(self, hood: Neighbourhood) -> pd.DataFrame:
        actors, index = hood.actors, pd.Index(self.named, dtype="str", name="actor")
        place = {actor: at for at, actor in enumerate(actors["actor"])}
        rows = np.array([place.get(actor, -1) for actor in self.named], dtype=np.intp)
        label, layer, profession, hours, step = (
            actors[name].array.take(rows, allow_fill=True)
            for name in ("label", "layer", "profession", "hours", "step")
        )
        here = hood.reach["neighbourhood"].to_numpy(object) == hood.code
        reach = dict(zip(hood.reach["actor"][here], hood.reach["hours"][here], strict=True))
        there = zip(self.named, hours, strict=True)
        hours = [reach.get(actor, own) if own != 0 else own for actor, own in there]
        return pd.DataFrame(
            {
                "label": pd.Series(label).fillna(pd.Series(self.named, dtype="str")).array,
                "layer": layer.astype("string"),
                "professional": pd.isna(layer)
                | np.isin(layer.to_numpy(object), PROFESSIONAL_LAYERS),
                "profession": profession.astype("string"),
                "hours": pd.array(np.array(hours, dtype=np.float64), dtype="Float64"),
                "step": step,
            },
            index=index,
        )


def tied_coded(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """
    Give `tied` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    actor, partner
        The same rows in the same order, by the place of both in `supply`.

    Examples
    --------
    >>> [end.tolist() for end in tied_coded(street)]
    [[0, 1, 2, 2], [1, 3, 3, 4]]
    """
    return remember(hood, _tied_coded)


def _tied_coded(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    names, pairs = supply(hood).index, tied(hood)
    return names.get_indexer(pairs["actor"]), names.get_indexer(pairs["partner"])


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
    actor, need = (coded(hood, "competences", name) for name in ("actor", "need"))
    key = actor.code * np.int64(len(need.names)) + need.code
    _, first = np.unique(key, return_index=True)
    who = supply(hood)
    rows = who.index.get_indexer(actor.names)[actor.code[first]]
    can = (who["hours"].array != 0).to_numpy(dtype=bool, na_value=True)[rows]
    first, rows = first[can], rows[can]
    takes = hood.competences["hours"].array.take(first)
    return pd.DataFrame(
        {
            "actor": actor.text(first),
            "need": need.text(first),
            "takes": pd.array(takes, dtype="Float64"),
            "hours": who["hours"].array.take(rows),
            "step": who["step"].array.take(rows),
        }
    )
