"""Who may meet which need, and who may learn to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ecosystem.measure.supply import able, supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

GENERALISTS = ("gp", "practice_nurse", "district_nurse", "social_worker", "elderly_adviser")
"""Who may learn what is not reserved, where `teachable` does not say."""


def eligible(hood: Neighbourhood) -> pd.DataFrame:
    """
    List who may meet which need: able, and not kept from it.

    What is reserved in `needs` only those professions may do, so not somebody of an unknown
    profession; and nobody whose hours are fewer than one resident takes.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`.

    Returns
    -------
    eligible
        One row per `actor` and `need`, sorted, with `takes` (hours a week a resident), the
        actor's `hours` (a week), `step`, `profession` and `professional` (no: informal or
        collective help).

    Raises
    ------
    MissingTable
        If `competences` was not supplied.

    Examples
    --------
    >>> eligible(street)[["actor", "need", "professional"]]
       actor  need  professional
    0     gp  skin          True
    1  nurse  skin          True
    """
    return remember(hood, _eligible)


def _eligible(hood: Neighbourhood) -> pd.DataFrame:
    hood.need("competences", for_what="Who can meet which need")
    rows, who = able(hood), supply(hood)
    at = who.index.get_indexer(rows["actor"])
    rows["profession"] = who["profession"].array.take(at)
    rows["professional"] = who["professional"].array.take(at)
    allowed = may_by_profession(hood, rows["need"], rows["profession"])
    fits = ~(rows["takes"].array > rows["hours"].array).to_numpy(dtype=bool, na_value=False)
    return rows[allowed & fits].reset_index(drop=True)


def may_by_profession(hood: Neighbourhood, needs: ArrayLike, professions: ArrayLike) -> np.ndarray:
    """
    Tell, row by row, whether a profession may meet a need.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    needs, professions
        A need and a profession a row; an unknown profession may only what is not reserved.

    Returns
    -------
    may
        True or False a row.

    Examples
    --------
    >>> may_by_profession(street, ["skin"], ["gp"]).tolist()
    [True]
    """
    reserved = reserved_for(hood)
    may = [need not in reserved or who in reserved[need] for need, who in _both(needs, professions)]
    return np.array(may, dtype=bool)


def reserved_for(hood: Neighbourhood) -> dict[str, set[str]]:
    """
    Give the professions that alone may meet each need that is reserved.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    reserved_for
        Professions by need.

    Examples
    --------
    >>> reserved_for(street)
    {}
    """
    return remember(hood, _reserved)


def _reserved(hood: Neighbourhood) -> dict[str, set[str]]:
    rows = hood.needs.dropna(subset=["reserved"]).set_index("need")["reserved"].str.split("|")
    only: dict[str, set[str]] = {}
    for need, who in rows.explode().str.strip().items():
        only.setdefault(str(need), set()).add(who)
    return only


def may_learn(hood: Neighbourhood, needs: ArrayLike, professions: ArrayLike) -> np.ndarray:
    """
    Tell, row by row, whether a profession may learn a need.

    What `teachable` lists, or without that table: the generalists may learn everything. Never
    what is reserved for others.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    needs, professions
        A need and a profession a row.

    Returns
    -------
    may
        True or False a row.

    Examples
    --------
    >>> may_learn(street, ["skin", "skin"], ["gp", "dentist"]).tolist()
    [True, False]
    """
    may: np.ndarray = may_by_profession(hood, needs, professions)
    if "teachable" not in hood.tables:
        general, named = frozenset(GENERALISTS), np.asarray(professions, dtype=object)
        may &= np.array([who in general for who in named], dtype=bool)
        return may
    listed = set(hood.teachable[["need", "profession"]].itertuples(index=False, name=None))
    may &= np.array([pair in listed for pair in _both(needs, professions)], dtype=bool)
    return may


def _both(needs: ArrayLike, professions: ArrayLike) -> Iterator[tuple[Any, Any]]:
    return zip(np.asarray(needs, dtype=object), np.asarray(professions, dtype=object), strict=True)
