"""Who may meet which need, and who may learn to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ecosystem.measure.supply import in_words, supply
from ecosystem.measure.supply_coded import Able, able_coded, supply_coded
from ecosystem.tables.coded import coded, numbered
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names

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
    rows, who = eligible_coded(hood), supply(hood)
    frame = in_words(hood, rows)
    frame["profession"] = who["profession"].array.take(rows.actor)
    frame["professional"] = who["professional"].array.take(rows.actor)
    return frame


def eligible_coded(hood: Neighbourhood) -> Able:
    """
    Give `eligible` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`.

    Returns
    -------
    eligible_coded
        The same rows in the same order, in the numbers of `able_coded`.

    Raises
    ------
    MissingTable
        If `competences` was not supplied.

    Examples
    --------
    >>> eligible_coded(street).actor.tolist()
    [2, 3]
    """
    return remember(hood, _coded)


def _coded(hood: Neighbourhood) -> Able:
    hood.need("competences", for_what="Who can meet which need")
    rows, who = able_coded(hood), supply_coded(hood)
    allowed = may_meet(hood, who.profession.names, rows.need.names)
    allowed = allowed[who.profession.code[rows.actor], rows.need.code]
    return rows.only(allowed & ~(rows.takes > who.hours[rows.actor]))


def may_meet(hood: Neighbourhood, professions: Names, needs: Names) -> np.ndarray:
    """
    Tell which profession may meet which need.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    professions, needs
        Ids of them.

    Returns
    -------
    may_meet
        Professions by needs: true or false. The last row is of an unknown profession, which may
        only what is not reserved; the last column of no need.

    Examples
    --------
    >>> may_meet(street, Names.of(["gp"]), Names.of(["skin"])).tolist()
    [[True, True], [True, True]]
    """
    may, who = np.ones((len(professions) + 1, len(needs) + 1), dtype=bool), professions.tolist()
    reserved = reserved_for(hood)
    for at, need in enumerate(needs.tolist()):
        if need in reserved:
            may[:, at] = [*(one in reserved[need] for one in who), False]
    return may


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
    what, who = (
        numbered(pd.Series(np.asarray(ids, dtype=object), dtype="str"))
        for ids in (needs, professions)
    )
    return np.asarray(may_meet(hood, who.names, what.names)[who.code, what.code])


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
    only: dict[str, set[str]] = {}
    need, who = (coded(hood, "needs", name) for name in ("need", "reserved"))
    for at in np.flatnonzero(who.code >= 0).tolist():
        some = {one.strip() for one in who.names[who.code[at]].split("|")}
        only.setdefault(need.names[need.code[at]], set()).update(some)
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
