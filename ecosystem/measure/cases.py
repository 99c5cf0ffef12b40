"""What each resident, or each profile, needs; who already helps; and who may help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ecosystem.measure.demand import demand
from ecosystem.measure.supply import able, supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped
from ecosystem.tables.remember import remember
from ecosystem.tables.schema import PROFESSIONAL_LAYERS

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
    rows = able(hood)
    who = supply(hood)[["profession", "professional"]].reindex(rows["actor"])
    rows = rows.assign(**{name: who[name].array for name in who})
    allowed = may_by_profession(hood, rows["need"], rows["profession"])
    fits = ~(rows["takes"] > rows["hours"]).fillna(value=False)
    return rows[allowed & fits.to_numpy(dtype=bool)].reset_index(drop=True)


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
    reserved = remember(hood, _reserved)
    may = [need not in reserved or who in reserved[need] for need, who in _both(needs, professions)]
    return np.array(may, dtype=bool)


def _reserved(hood: Neighbourhood) -> dict[str, set[str]]:
    """Professions that alone may meet each need that is reserved."""
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


def cases(hood: Neighbourhood) -> pd.DataFrame | None:
    """
    Group residents by what they need and by what informal help already does for them.

    Where contacts or requests name needs: what an informal or collective helper had a contact
    about with a resident, is met for that resident, unless the need is reserved for others.
    Where only `profiles` say who needs what: every need that an informal or collective helper
    here may meet (see `eligible`).

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    cases
        One row per distinct pair of `needs` (sorted, joined by `|`) and `met` (those of them
        that informal or collective help meets, idem), most residents first, then by name;
        `residents`. None where nothing says who needs what.

    Examples
    --------
    >>> cases(street)
                needs met  residents
    0  skin|transport              1
    1       transport              1
    """
    return remember(hood, _cases)


def case_of(hood: Neighbourhood) -> pd.Series:
    """
    Give each resident's row in `cases`.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    case_of
        A row number per resident of whom a need is known, by resident; empty where only
        profiles say who needs what.

    Examples
    --------
    >>> len(case_of(street))
    0
    """
    each = remember(hood, _each)
    sets = cases(hood)
    if each is None or sets is None:
        return pd.Series(dtype="int64")
    at = pd.MultiIndex.from_frame(sets[["needs", "met"]])
    return pd.Series(at.get_indexer(pd.MultiIndex.from_frame(each)), index=each.index)


def _cases(hood: Neighbourhood) -> pd.DataFrame | None:
    each = remember(hood, _each)
    if each is not None:
        counted = each.groupby(["needs", "met"]).size().reset_index(name="residents")
    else:
        sets = demand(hood)
        if sets is None:
            return None
        who = remember(hood, _others)
        met = [
            "|".join(need for need in needs.split("|") if need in who) for needs in sets["needs"]
        ]
        counted = sets.assign(met=pd.Series(met, dtype="str"))
    counted = counted.astype({"residents": "Int64"})[["needs", "met", "residents"]]
    return counted.sort_values(
        ["residents", "needs", "met"], ascending=[False, True, True], ignore_index=True
    )


def _others(hood: Neighbourhood) -> set[str]:
    """Needs that an informal or collective helper here may meet."""
    if "competences" not in hood.tables:
        return set()
    who = eligible(hood)
    return set(who.loc[~who["professional"], "need"])


def _each(hood: Neighbourhood) -> pd.DataFrame | None:
    """Each resident's needs and those met by others; None where only profiles tell."""
    rows = helped(hood).dropna(subset=["need"])
    if rows.empty:
        return None
    actors = hood.actors
    others = actors["actor"][actors["layer"].notna() & ~actors["layer"].isin(PROFESSIONAL_LAYERS)]
    profession = rows["actor"].map(actors.set_index("actor")["profession"])
    allowed = may_by_profession(hood, rows["need"], profession)
    rows = rows.assign(met=rows["actor"].isin(others) & allowed)
    pairs = rows.groupby(["resident", "need"], sort=True)["met"].any().reset_index()
    needs = pairs.groupby("resident")["need"].agg("|".join)
    met = pairs[pairs["met"]].groupby("resident")["need"].agg("|".join)
    return pd.DataFrame({"needs": needs, "met": met.reindex(needs.index).fillna("")}).astype("str")
