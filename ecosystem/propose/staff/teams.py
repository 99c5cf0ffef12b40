"""
The cheapest team of every case at once, given what an hour of each unit costs.

A person at the door costs 1; an hour of a unit costs its price. With all prices 0 the cheapest
team is the smallest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosystem.propose.staff.alike import Alike
from ecosystem.propose.staff.large_case import large_team
from ecosystem.propose.staff.states import filled, priced, useful
from ecosystem.propose.staff.units import Model


@dataclass(frozen=True, eq=False)
class Teams:
    """A team for each case: `cost`, `people` of each unit, and each unit's `hours` in it."""

    cost: np.ndarray
    people: np.ndarray
    hours: np.ndarray


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
        single = priced(made, able, price, group, group.one)
        several = priced(made, able, price, group, group.many)
        use, order = useful(several, int(group.times.max()))
        many = np.where(use, np.take_along_axis(group.many, order, 1), -1)
        several = np.take_along_axis(several, order[:, :, None], 1)
        several = np.where(use[:, :, None], several, np.inf)
        table, back = filled(group, np.sort(single, axis=1), several)
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
