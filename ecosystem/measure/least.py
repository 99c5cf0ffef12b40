"""What each case leaves for professionals, and the least number of them who can do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from ecosystem.measure.cases import Cases, case_arrays
from ecosystem.measure.cover import projected
from ecosystem.measure.cover_all import fewest_of_all
from ecosystem.measure.cover_often import countable
from ecosystem.measure.demand import named
from ecosystem.measure.eligible import eligible_coded
from ecosystem.measure.supply_coded import supply_coded
from ecosystem.tables.needs import stated
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.refusals import refusal, tables_told
from ecosystem.tables.remember import remember


@dataclass(frozen=True, eq=False)
class Least:
    """
    The cases of a neighbourhood as arrays, and the least number of professionals for each.

    Parameters
    ----------
    sets
        The cases, in the order of `cases`.
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
    proven
        Whether it is proven that no fewer can.
    """

    sets: Cases
    actors: np.ndarray
    needs: np.ndarray
    able: np.ndarray
    asked: np.ndarray
    required: np.ndarray
    people: np.ndarray
    proven: np.ndarray

    def masks(self, rows: np.ndarray) -> np.ndarray:
        """Give what each actor can do, as bits, of cases that want as many needs."""
        needs = np.nonzero(self.required[rows])[1].reshape(len(rows), -1)
        return projected(np.ascontiguousarray(self.able.T.astype(np.int64)), needs)

    def named(self, wanted: np.ndarray) -> list[str]:
        """Name needs per row of a table of cases by needs, joined by |."""
        return named(self.needs, wanted)


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
    return np.maximum(backup, np.where(stated(hood, needs, "critical") == 1, 2, 1))


def _least(hood: Neighbourhood, backup: int) -> Least:
    can, who = eligible_coded(hood), supply_coded(hood)
    can = can.only(who.professional[can.actor])
    sets = case_arrays(hood)
    if sets is None:
        there = tables_told(hood.tables)
        raise MissingTable(
            refusal("ecosystem.measure", "who_needs_what", code=hood.code, there=there)
        )
    actors, place = np.unique(can.actor, return_inverse=True)
    asks, does = sets.has.any(axis=0), can.need.names[can.need.code]
    needs = np.array(sorted({*sets.needs[asks], *does}), dtype=object)
    at = {need: number for number, need in enumerate(needs)}
    able = np.zeros((len(actors), len(needs)), dtype=bool)
    able[place, [at[need] for need in does]] = True
    left = np.zeros((len(sets.has), len(needs)), dtype=bool)
    left[:, [at[need] for need in sets.needs[asks]]] = (sets.has & ~sets.met)[:, asks]
    often = required_of(hood, needs, backup)
    there = np.minimum(often, able.sum(axis=0))
    people, proven = _solved(able, left, there)
    ids = who.names[actors]
    return Least(sets, ids, needs, able, left * often, left * there, people, proven)


def _solved(able: np.ndarray, left: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the fewest people, and whether that is proven."""
    people, proven = np.full(len(left), -1), np.ones(len(left), dtype=bool)
    possible = ~left[:, there == 0].any(axis=1)
    few = countable(left * there)
    people[possible & few] = fewest_of_all(able, left[possible & few], there)
    for row in np.flatnonzero(possible & ~few):
        from ecosystem.measure.set_cover import smallest_cover  # noqa: PLC0415 (slow to start)

        found = smallest_cover(able[:, left[row]], there[left[row]])
        people[row], proven[row] = len(found.chosen), found.proven
    return people, proven
