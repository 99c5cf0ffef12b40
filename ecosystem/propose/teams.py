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
        many, several = _useful(group, _priced(made, able, price, group, group.many))
        table, back = _filled(group, np.sort(single, axis=1), several)
        full = (group.times * group.apart * (group.needs >= 0)).sum(axis=1)
        cost[group.cases] = table[every, full]
        chosen, rest = _back(back, full)
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


def _priced(
    made: Model, able: np.ndarray, price: np.ndarray, group: Alike, who: np.ndarray
) -> np.ndarray:
    """Say what each need costs of each person, by case; infinite where not able."""
    unit, need = np.maximum(who, 0)[:, :, None], np.maximum(group.needs, 0)[:, None, :]
    can = able[unit, need] & (who >= 0)[:, :, None] & (group.needs >= 0)[:, None, :]
    return np.where(can, price[unit] * made.takes[unit, need], np.inf)


def _useful(group: Alike, priced: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Leave out whom enough others can replace in everything for no more.

    Where a need wants two people, two such others are enough: at most one of them does it.
    """
    instead: np.ndarray = np.all(priced[:, None, :, :] <= priced[:, :, None, :], axis=3)
    earlier = np.tri(priced.shape[1], k=-1, dtype=bool)
    instead &= ~instead.swapaxes(1, 2) | earlier
    use = (instead.sum(axis=2) < group.times.max()) & (group.many >= 0)
    most = int(use.sum(axis=1).max(initial=0))
    order = np.argsort(~use, axis=1, kind="stable")[:, :most]
    kept = np.take_along_axis(use, order, axis=1)
    who = np.where(kept, np.take_along_axis(group.many, order, axis=1), -1)
    left = np.take_along_axis(priced, order[:, :, None], axis=1)
    return who, np.where(kept[:, :, None], left, np.inf)


def _filled(group: Alike, single: np.ndarray, several: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fill the table: the least cost of every state, and where it came from."""
    cases, states = len(group.cases), int(np.prod(group.times + 1))
    shapes = [
        (cases, -1, times + 1, step) for times, step in zip(group.times, group.apart, strict=True)
    ]
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
