"""What each resident, or each profile, needs, and what informal help already does for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.measure.demand import alike, demand, has_need, named
from ecosystem.measure.eligible import eligible_coded, may_meet
from ecosystem.measure.supply_coded import known_of, supply_coded
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names


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
    found = case_arrays(hood)
    if found is None or not len(found.of):
        return pd.Series(dtype="int64")
    known = found.of >= 0
    names = helped_coded(hood).resident.names.index[known].rename("resident")
    return pd.Series(found.of[known], index=names)


@dataclass(frozen=True, eq=False)
class Cases:
    """
    The rows of `cases` as arrays.

    Parameters
    ----------
    needs
        Ids of needs, sorted.
    has, met
        Cases by needs: what they need, and what of it informal help meets.
    residents
        How many have each case.
    of
        The case of each resident, in the order of `helped_coded(hood).resident.names`; -1 where
        no need is known. Empty where only profiles say who needs what.
    """

    needs: np.ndarray
    has: np.ndarray
    met: np.ndarray
    residents: np.ndarray
    of: np.ndarray


def case_arrays(hood: Neighbourhood) -> Cases | None:
    """
    Give `cases` as arrays, for what counts by the thousand.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    case_arrays
        The same cases in the same order; None where nothing says who needs what.

    Examples
    --------
    >>> case_arrays(street).has.tolist()
    [[True, True], [False, True]]
    """
    return remember(hood, _arrays)


def _cases(hood: Neighbourhood) -> pd.DataFrame | None:
    found = case_arrays(hood)
    if found is None:
        return None
    return pd.DataFrame(
        {
            "needs": pd.Series(named(found.needs, found.has), dtype="str"),
            "met": pd.Series(named(found.needs, found.met), dtype="str"),
            "residents": pd.Series(found.residents, dtype="Int64"),
        }
    )


def _arrays(hood: Neighbourhood) -> Cases | None:
    rows = helped_coded(hood)
    if not (rows.need.code >= 0).any():
        return _of_profiles(hood)
    told = rows.need.code >= 0
    whom, who, what = (one.code[told] for one in (rows.resident, rows.actor, rows.need))
    has = has_need(hood)
    met = np.zeros_like(has)
    done = _others(hood, rows.actor.names, rows.need.names)[who, what]
    met[whom[done], what[done]] = True
    known = np.flatnonzero(has.any(axis=1))
    which, first = alike(np.hstack([has[known], met[known]]))
    of = np.full(len(has), -1)
    of[known] = which
    residents, first = np.bincount(which), known[first]
    return _ordered(Cases(np.asarray(rows.need.names), has[first], met[first], residents, of))


def _others(hood: Neighbourhood, actors: Names, needs: Names) -> np.ndarray:
    """Tell what each informal or collective helper may do; the last row is of nobody."""
    who = known_of(hood, actors)
    may = np.zeros((len(actors) + 1, len(needs)), dtype=bool)
    allowed = may_meet(hood, who.profession.names, needs)[who.profession.code, :-1]
    may[:-1] = allowed & ~who.professional[:, None]
    return may


def _of_profiles(hood: Neighbourhood) -> Cases | None:
    """Give the sets of the profiles; met is all that an informal helper here may do."""
    sets = demand(hood)
    if sets is None:
        return None
    each = [text.split("|") for text in sets["needs"]]
    needs = np.array(sorted({need for some in each for need in some}), dtype=object)
    has = np.array([np.isin(needs, some) for some in each])
    met = has & np.isin(needs, sorted(_met_by_others(hood)))
    residents = sets["residents"].to_numpy(dtype=np.int64)
    return _ordered(Cases(needs, has, met, residents, np.zeros(0, dtype=np.int64)))


def _met_by_others(hood: Neighbourhood) -> Iterable[str]:
    """Needs that an informal or collective helper here may meet."""
    if "competences" not in hood.tables:
        return ()
    rows = eligible_coded(hood)
    done = rows.need.code[~supply_coded(hood).professional[rows.actor]]
    return set(rows.need.names[np.unique(done)])


def _ordered(found: Cases) -> Cases:
    """Put cases in the order of the table."""
    words = zip(
        (-found.residents).tolist(),
        named(found.needs, found.has),
        named(found.needs, found.met),
        strict=True,
    )
    order = np.array([at for _, at in sorted((key, at) for at, key in enumerate(words))])
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    rows = found.has[order], found.met[order], found.residents[order]
    return Cases(found.needs, *rows, np.append(place, -1)[found.of])
