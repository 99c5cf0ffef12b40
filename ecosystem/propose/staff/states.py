"""
What it takes to meet any part of a case's needs, for many cases at once.

Who can meet several needs of a case is laid, one after another, over all ways in which a part
of the needs can be met already, as M. Held and R. Karp reckon over subsets (*A dynamic
programming approach to sequencing problems*, 1962).
"""

from __future__ import annotations

import numpy as np

from ecosystem.propose.staff.alike import Alike, shapes
from ecosystem.propose.staff.units import Model

NEVER = 60
"""In a table of people: nobody is left who can."""
_TINY = 1e-12


def priced(
    made: Model, able: np.ndarray, price: np.ndarray, group: Alike, who: np.ndarray
) -> np.ndarray:
    """Say what each need costs of each person, by case; infinite where not able."""
    unit, need = np.maximum(who, 0)[:, :, None], np.maximum(group.needs, 0)[:, None, :]
    can = able[unit, need] & (who >= 0)[:, :, None] & (group.needs >= 0)[:, None, :]
    return np.where(can, price[unit] * made.takes[unit, need], np.inf)


def useful(priced: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """
    Leave out whom enough others can replace in everything for no more.

    Where a need wants two people, two such others are enough: at most one of them does it.
    """
    instead: np.ndarray = np.all(priced[:, None, :, :] <= priced[:, :, None, :], axis=3)
    earlier = np.tri(priced.shape[1], k=-1, dtype=bool)
    instead &= ~instead.swapaxes(1, 2) | earlier
    use = (instead.sum(axis=2) < most) & np.isfinite(priced).any(axis=2)
    order = np.argsort(~use, axis=1, kind="stable")[:, : int(use.sum(axis=1).max(initial=0))]
    return np.take_along_axis(use, order, axis=1), order


def filled(group: Alike, single: np.ndarray, several: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fill the table: the least cost of every state, and where it came from."""
    cases, states = len(single), int(np.prod(group.times + 1))
    shape = shapes(group, cases)
    table = np.zeros((cases, states))
    for place, times in enumerate(group.times.tolist()):
        asked = np.zeros(cases)
        for turn in range(times):
            asked = asked + 1 + single[:, turn, place] if turn < single.shape[1] else asked + np.inf
            table.reshape(shape[place])[:, :, turn + 1] += asked[:, None, None]
    came = np.full(table.shape, -1, dtype=np.int32)
    back = np.empty((several.shape[1] + 1, *table.shape), dtype=np.int32)
    here = np.arange(states, dtype=np.int32)
    can = np.isfinite(several).any(axis=0)
    for person in range(several.shape[1]):
        back[person] = came
        with_them, trail = table + 1, np.empty_like(came)
        trail[:] = here + person * states
        for at in np.flatnonzero(can[person]):
            values, trails = with_them.reshape(shape[at]), trail.reshape(shape[at])
            extra = several[:, person, at, None, None]
            for level in range(shape[at][2] - 1, 0, -1):
                asked = values[:, :, level - 1] + extra
                less = asked < values[:, :, level] - _TINY
                np.copyto(values[:, :, level], asked, where=less)
                np.copyto(trails[:, :, level], trails[:, :, level - 1], where=less)
        less = with_them < table - _TINY
        np.copyto(table, with_them, where=less)
        np.copyto(came, trail, where=less)
    back[-1] = came
    return table, back


def smallest(
    made: Model, able: np.ndarray, group: Alike, rows: np.ndarray, without: np.ndarray
) -> np.ndarray:
    """
    Count the fewest people for every state of some cases.

    Parameters
    ----------
    made
        The units and cases.
    able
        Units by needs: who may be asked for what.
    group
        Cases that `alike` put together.
    rows
        Which of its cases.
    without
        For each of those a unit of which one person is not there; -1 for nobody.

    Returns
    -------
    smallest
        Rows by states.
    """
    free, dear = np.zeros(len(made.size)), []
    for who in (group.one, group.many):
        gone = (who[rows] == without[:, None]) & (without >= 0)[:, None]
        gone &= gone.cumsum(axis=1) == 1
        own = priced(made, able, free, group, who)[rows]
        dear.append(np.where(gone[:, :, None], np.inf, own))
    use, order = useful(dear[1], int(group.times.max()))
    several = np.where(use[:, :, None], np.take_along_axis(dear[1], order[:, :, None], 1), np.inf)
    dearer = np.where(np.isfinite(several), 0, NEVER).astype(np.int8)
    alone = np.isfinite(dear[0]).sum(axis=1)
    table = np.zeros((len(rows), int(np.prod(group.times + 1))), dtype=np.int8)
    shape = shapes(group, len(rows))
    for place, times in enumerate(group.times.tolist()):
        for turn in range(times):
            need = np.where(alone[:, place] > turn, turn + 1, NEVER).astype(np.int8)
            table.reshape(shape[place])[:, :, turn + 1] += need[:, None, None]
            np.minimum(table, NEVER, out=table)
    for person in range(dearer.shape[1]):
        with_them = table + np.int8(1)
        for at in np.flatnonzero((dearer[:, person] == 0).any(axis=0)):
            values, more = with_them.reshape(shape[at]), dearer[:, person, at, None, None]
            for level in range(shape[at][2] - 1, 0, -1):
                np.minimum(
                    values[:, :, level],
                    values[:, :, level - 1] + more,
                    out=values[:, :, level],
                )
        np.minimum(table, with_them, out=table)
    return table
