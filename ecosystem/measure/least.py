"""What each case leaves for professionals, and the least number of them who can do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import pandas as pd

from ecosystem.measure.cases import cases, eligible
from ecosystem.measure.cover import MOST_NEEDS, count_covers, projected
from ecosystem.measure.cover_often import can_count, cover_often
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.remember import remember


@dataclass(frozen=True, eq=False)
class Least:
    """
    The cases of a neighbourhood as arrays, and the least number of professionals for each.

    Parameters
    ----------
    cases
        As `cases` gives them.
    actors
        Ids of the professionals who may meet anything, sorted.
    needs
        Ids of needs, sorted.
    able
        Actors by needs: may meet it.
    asked
        Cases by needs: how many professionals it wants, before there are too few; 0 where the
        case has not the need, or where informal help meets it.
    required
        The same, no more than there are.
    people
        The least number, one a case; -1 where nobody can do something.
    optima
        How many teams are that small; -1 where not counted.
    proven
        Whether it is proven that no fewer can.
    """

    cases: pd.DataFrame
    actors: np.ndarray
    needs: np.ndarray
    able: np.ndarray
    asked: np.ndarray
    required: np.ndarray
    people: np.ndarray
    optima: np.ndarray
    proven: np.ndarray

    def masks(self, rows: np.ndarray) -> np.ndarray:
        """Give what each actor can do, as bits, of cases that want as many needs."""
        needs = np.nonzero(self.required[rows])[1].reshape(len(rows), -1)
        return projected(np.ascontiguousarray(self.able.T.astype(np.int64)), needs)

    def named(self, wanted: np.ndarray) -> list[str]:
        """Name needs per row of a table of cases by needs, joined by |."""
        return ["|".join(self.needs[row]) for row in wanted]


def least(hood: Neighbourhood, *, backup: int = 1) -> Least:
    """
    Find, for each case, the least number of professionals who can do what is left for them.

    Needs that informal or collective help already meets cost nobody. Every other need wants
    `backup` professionals, a critical one two at least, and no more than there are.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`, and something that says who needs what.
    backup
        How many different professionals each need wants.

    Returns
    -------
    least
        The cases in the order of `cases`.

    Raises
    ------
    MissingTable
        If there are no competences, or nothing says who needs what.

    Examples
    --------
    >>> least(street).people.tolist()
    [-1, -1]
    """
    return remember(hood, _with(backup))


@cache
def _with(backup: int) -> Callable[[Neighbourhood], Least]:
    return partial(_least, backup=backup)


def required_of(hood: Neighbourhood, needs: np.ndarray, backup: int) -> np.ndarray:
    """
    Say how many professionals each need wants.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    needs
        Ids of needs.
    backup
        How many every need wants at least.

    Returns
    -------
    required
        A number per need: `backup`, and 2 at least where it is critical.

    Examples
    --------
    >>> required_of(street, np.array(["skin"]), 1).tolist()
    [1]
    """
    critical = hood.needs.set_index("need")["critical"].reindex(needs).fillna(value=False)
    return np.maximum(max(backup, 1), np.where(critical.to_numpy(dtype=bool), 2, 1))


def _least(hood: Neighbourhood, backup: int) -> Least:
    can = eligible(hood)
    can = can[can["professional"]]
    sets = cases(hood)
    if sets is None:
        there = ", ".join(sorted(hood.tables)) or "none"
        raise MissingTable(
            "The fewest people needs to know who needs what: profiles, or contacts or requests "
            f"that name needs; {hood.code} has: {there}. eco.core_team(hood) needs only "
            "competences; eco.questions(hood) says what else can be answered."
        )
    has = sets["needs"].str.split("|").explode()
    met = sets["met"].str.split("|").explode()
    place, actors = pd.factorize(can["actor"], sort=True)
    needs = np.unique(np.concatenate([can["need"].to_numpy(str), has.to_numpy(str)]))
    able = np.zeros((len(actors), len(needs)), dtype=bool)
    able[place, np.searchsorted(needs, can["need"].to_numpy(str))] = True
    left = np.zeros((len(sets), len(needs)), dtype=bool)
    left[has.index, np.searchsorted(needs, has.to_numpy(str))] = True
    met = met[met != ""]
    left[met.index, np.searchsorted(needs, met.to_numpy(str))] = False
    asked = left * required_of(hood, needs, backup)
    required = np.minimum(asked, able.sum(axis=0))
    people, optima, proven = _solved(able, asked, required)
    ids = actors.to_numpy(dtype=object)
    return Least(sets, ids, needs.astype(object), able, asked, required, people, optima, proven)


def _solved(
    able: np.ndarray, asked: np.ndarray, required: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the fewest people, how many teams are so small, and whether that is proven."""
    people, optima = np.full(len(asked), -1), np.zeros(len(asked), dtype=object)
    proven = np.ones(len(asked), dtype=bool)
    possible = ((asked > 0) == (required > 0)).all(axis=1)
    small = (required > 0).sum(axis=1) <= MOST_NEEDS
    once = possible & small & (required <= 1).all(axis=1)
    people[once], optima[once] = count_covers(able, required[once] > 0)
    for row in np.flatnonzero(possible & (~once | (optima < 0))):
        wants = required[row][required[row] > 0]
        can = able[:, required[row] > 0]
        if can_count(wants):
            often = cover_often(
                projected(can.T.astype(np.int64), np.arange(len(wants))[None])[0].tolist(),
                wants.tolist(),
            )
            people[row], optima[row] = often.people, often.optima
        else:
            people[row], optima[row], proven[row] = _by_program(can, wants)
    return people, optima, proven


def _by_program(able: np.ndarray, wants: np.ndarray) -> tuple[int, int, bool]:
    from ecosystem.measure.set_cover import smallest_cover  # noqa: PLC0415 (slow to start)

    found = smallest_cover(able, wants)
    return len(found.chosen), -1, found.proven
