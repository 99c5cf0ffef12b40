"""
The cheapest team of every case at once, given what an hour of each unit costs.

A person at the door costs 1; an hour of a unit costs its price. With all prices 0 the cheapest
team is the smallest. Exact: who can meet several needs of a case is laid, one after another,
over all ways in which a part of the needs can be met already (as M. Held and R. Karp reckon
over subsets, *A dynamic programming approach to sequencing problems*, 1962).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosystem.propose.large_case import large_team
from ecosystem.propose.units import Model

MOST_STATES = 1 << 14
"""In more ways a case's needs may be met in part: such a case is left to a solver."""
_NEVER = 60
_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Teams:
    """A team for each case: `cost`, `people` of each unit, and each unit's `hours` in it."""

    cost: np.ndarray
    people: np.ndarray
    hours: np.ndarray


@dataclass(frozen=True, eq=False)
class Alike:
    """Cases whose needs are wanted by equally many people: reckoned with together."""

    cases: np.ndarray
    times: np.ndarray
    """How often each need is wanted."""
    needs: np.ndarray
    """Cases by places: which need; -1 where the case has no more."""
    one: np.ndarray
    """Cases by places: units able to meet one need of it, as often as people may be of use."""
    many: np.ndarray
    """Idem, units able to meet several."""

    @property
    def full(self) -> np.ndarray:
        """For each case the state in which all is met."""
        state: np.ndarray = (self.needs >= 0) @ (self.times * self.apart)
        return state

    @property
    def apart(self) -> np.ndarray:
        """How far apart two states lie that differ by one in a need."""
        steps: np.ndarray = np.append(np.cumprod((self.times + 1)[:0:-1])[::-1], 1)
        return steps


def alike(made: Model, able: np.ndarray) -> list[Alike]:
    """Put cases together that can be reckoned with together; not those with too many states."""
    several = (made.cases & (made.required > 1)).sum(axis=1)
    once = made.cases.sum(axis=1) - several
    kinds: dict[tuple[int, ...], list[int]] = {}
    for case, has in enumerate(made.cases):
        more = sorted(made.required[has & (made.required > 1)].tolist(), reverse=True)
        kinds.setdefault((*more, *([1] * (2 * -(-int(once[case]) // 2)))), []).append(case)
    return [
        _alike(made, able, np.array(kinds[times]), np.array(times))
        for times in sorted(kinds)
        if np.prod(np.array(times, dtype=float) + 1) <= MOST_STATES
    ]


def _alike(made: Model, able: np.ndarray, cases: np.ndarray, times: np.ndarray) -> Alike:
    needs = np.full((len(cases), len(times)), -1)
    for row, case in enumerate(cases):
        own = np.flatnonzero(made.cases[case])
        own = own[np.argsort(-made.required[own], kind="stable")]
        needs[row, : len(own)] = own
    units = np.repeat(np.arange(len(made.size)), np.minimum(made.size, times.max()))
    use = made.cases[cases].astype(np.int64) @ able[units].T
    return Alike(cases, times, needs, _packed(use == 1, units), _packed(use > 1, units))


def _packed(use: np.ndarray, units: np.ndarray) -> np.ndarray:
    """List the units of use to each case, in order; -1 where there are no more."""
    order = np.argsort(~use, axis=1, kind="stable")[:, : int(use.sum(axis=1).max())]
    return np.where(np.take_along_axis(use, order, axis=1), units[order], -1)


def cheapest(made: Model, able: np.ndarray, price: np.ndarray, groups: list[Alike]) -> Teams:
    """
    Find the cheapest team of each case.

    Parameters
    ----------
    made
        The units and cases.
    able
        Units by needs: who may be asked for what.
    price
        What an hour of each unit costs, in people.
    groups
        What `alike` gives for `able`.

    Returns
    -------
    teams
        For each case; of teams that cost the same the one that is found first, by unit.
    """
    cost = np.zeros(len(made.cases))
    people = np.zeros((len(made.cases), len(made.size)), dtype=np.int64)
    hours = np.zeros((len(made.cases), len(made.size)))
    apart = np.concatenate([np.array([], dtype=np.int64), *(group.cases for group in groups)])
    for case in np.setdiff1d(np.arange(len(made.cases)), apart):
        cost[case], people[case], hours[case] = large_team(made, able, price, case)
    for group in groups:
        every = np.arange(len(group.cases))
        single = _priced(made, able, price, group, group.one)
        several = _priced(made, able, price, group, group.many)
        use, order = _useful(several, int(group.times.max()))
        many = np.where(use, np.take_along_axis(group.many, order, 1), -1)
        several = np.take_along_axis(several, order[:, :, None], 1)
        several = np.where(use[:, :, None], several, np.inf)
        table, back = _filled(group, np.sort(single, axis=1), several)
        cost[group.cases] = table[every, group.full]
        chosen, rest = _back(back, group.full)
        still = rest[:, None] // group.apart % (group.times + 1)
        rank = single.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
        alone = ((rank < still[:, None]) & np.isfinite(single)).any(axis=2)
        who, chosen = np.hstack([group.one, many]), np.hstack([alone, chosen])
        np.add.at(people, (group.cases[:, None], np.maximum(who, 0)), chosen)
        prices = np.where(chosen[:, :, None], np.hstack([single, several]), np.inf)
        first = prices.argsort(axis=1, kind="stable")
        for place, times in enumerate(group.times):
            real = np.flatnonzero(group.needs[:, place] >= 0)
            for turn in range(times):
                unit = who[real, first[real, turn, place]]
                takes = made.takes[unit, group.needs[real, place]]
                np.add.at(hours, (group.cases[real], unit), takes)
    return Teams(cost, people, hours)


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
        own = _priced(made, able, free, group, who)[rows]
        dear.append(np.where(gone[:, :, None], np.inf, own))
    use, order = _useful(dear[1], int(group.times.max()))
    several = np.where(use[:, :, None], np.take_along_axis(dear[1], order[:, :, None], 1), np.inf)
    dearer = np.where(np.isfinite(several), 0, _NEVER).astype(np.int8)
    alone = np.isfinite(dear[0]).sum(axis=1)
    table = np.zeros((len(rows), int(np.prod(group.times + 1))), dtype=np.int8)
    shapes = _shapes(group, len(rows))
    for place, times in enumerate(group.times.tolist()):
        for turn in range(times):
            need = np.where(alone[:, place] > turn, turn + 1, _NEVER).astype(np.int8)
            table.reshape(shapes[place])[:, :, turn + 1] += need[:, None, None]
            np.minimum(table, _NEVER, out=table)
    for person in range(dearer.shape[1]):
        with_them = table + np.int8(1)
        for at in np.flatnonzero((dearer[:, person] == 0).any(axis=0)):
            values, more = with_them.reshape(shapes[at]), dearer[:, person, at, None, None]
            for level in range(shapes[at][2] - 1, 0, -1):
                np.minimum(values[:, :, level], values[:, :, level - 1] + more, values[:, :, level])
        np.minimum(table, with_them, out=table)
    return table


def _priced(
    made: Model, able: np.ndarray, price: np.ndarray, group: Alike, who: np.ndarray
) -> np.ndarray:
    """Say what each need costs of each person, by case; infinite where not able."""
    unit, need = np.maximum(who, 0)[:, :, None], np.maximum(group.needs, 0)[:, None, :]
    can = able[unit, need] & (who >= 0)[:, :, None] & (group.needs >= 0)[:, None, :]
    return np.where(can, price[unit] * made.takes[unit, need], np.inf)


def _useful(priced: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
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


def _filled(group: Alike, single: np.ndarray, several: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fill the table: the least cost of every state, and where it came from."""
    cases, states = len(single), int(np.prod(group.times + 1))
    shapes = _shapes(group, cases)
    table = np.zeros((cases, states))
    for place, times in enumerate(group.times.tolist()):
        asked = np.zeros(cases)
        for turn in range(times):
            asked = asked + 1 + single[:, turn, place] if turn < single.shape[1] else asked + np.inf
            table.reshape(shapes[place])[:, :, turn + 1] += asked[:, None, None]
    came = np.full(table.shape, -1, dtype=np.int32)
    back = np.empty((several.shape[1] + 1, *table.shape), dtype=np.int32)
    here = np.arange(states, dtype=np.int32)
    can = np.isfinite(several).any(axis=0)
    for person in range(several.shape[1]):
        back[person] = came
        with_them, trail = table + 1, np.empty_like(came)
        trail[:] = here + person * states
        for at in np.flatnonzero(can[person]):
            values, trails = with_them.reshape(shapes[at]), trail.reshape(shapes[at])
            extra = several[:, person, at, None, None]
            for level in range(shapes[at][2] - 1, 0, -1):
                asked = values[:, :, level - 1] + extra
                less = asked < values[:, :, level] - _TINY
                np.copyto(values[:, :, level], asked, where=less)
                np.copyto(trails[:, :, level], trails[:, :, level - 1], where=less)
        less = with_them < table - _TINY
        np.copyto(table, with_them, where=less)
        np.copyto(came, trail, where=less)
    back[-1] = came
    return table, back


def _shapes(group: Alike, cases: int) -> list[tuple[int, int, int, int]]:
    """For each need the states as (cases, states before it, its levels, states after it)."""
    states = int(np.prod(group.times + 1))
    return [
        (cases, states // (step * (times + 1)), times + 1, step)
        for times, step in zip(group.times.tolist(), group.apart.tolist(), strict=True)
    ]


def _back(back: np.ndarray, full: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Follow the trail from all met: who is in the team, and what is then left for others."""
    rows, states = np.arange(len(full)), back.shape[2]
    chosen = np.zeros((len(full), len(back) - 1), dtype=bool)
    rest, at = full.copy(), back[-1][rows, full]
    while (at >= 0).any():
        live = rows[at >= 0]
        person, state = np.divmod(at[live], states)
        chosen[live, person] = True
        rest[live] = state
        at[live] = back[person, live, state]
    return chosen, rest
