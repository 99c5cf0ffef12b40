"""One whole team for each resident, where a mixture gives parts of several."""

from __future__ import annotations

from dataclasses import dataclass

from typing import Any

import numpy as np

from ecosystem.propose.teams import Teams
from ecosystem.propose.units import Model

NODES = 200
"""How many branches the solver may look at."""
_FEW = 600
"""Up to so many teams all residents are looked at anew."""
_NONE = 1e-6
_ROOM = 1e-4
"""Hours; with less room HiGHS 1.12 repairs its answer, and prints that it does."""


@dataclass(frozen=True, eq=False)
class Shared:
    """
    Teams that residents have: one row per case and team.

    `people` and `hours` of each unit (for one resident), and the number of `residents`; `bound`
    is what people can together not be fewer than; `price` what an hour of each unit is worth,
    in people.
    """

    case: np.ndarray
    residents: np.ndarray
    people: np.ndarray
    hours: np.ndarray
    bound: float
    price: np.ndarray
    dear: float

    def total(self) -> int:
        """People at the door, all residents together."""
        return int(self.residents @ self.people.sum(axis=1))


@dataclass(frozen=True, eq=False)
class Pool:
    """Teams: case, people and hours of each unit."""

    case: np.ndarray
    people: np.ndarray
    hours: np.ndarray

    def take(self, rows: np.ndarray) -> Pool:
        """Keep these rows."""
        return Pool(self.case[rows], self.people[rows], self.hours[rows])

    def join(self, case: np.ndarray, teams: Teams) -> Pool:
        """Add the teams of these cases."""
        return Pool(
            np.r_[self.case, case],
            np.r_[self.people, teams.people[case]],
            np.r_[self.hours, teams.hours[case]],
        )


def whole(
    made: Model, able: np.ndarray, short: float, pool: Pool, amount: np.ndarray
) -> tuple[Pool, np.ndarray]:
    """
    Give each resident one team, where the mixture gives parts of several.

    A program in whole numbers chooses who come to how many residents; what several of them can
    meet they share. Who has parts of several teams can always have all of those people. Where
    teams are many, only those residents are looked at anew.

    Parameters
    ----------
    made
        The units and cases.
    able
        Units by needs: who may be asked for what.
    short
        Hours a week that may be asked beyond what people have, all together.
    pool
        Teams.
    amount
        How many residents have each in the mixture, in parts.

    Returns
    -------
    teams, residents
        The teams, and how many residents have each.
    """
    rows, which = np.unique(np.c_[pool.case, pool.people], axis=0, return_inverse=True)
    amount = np.bincount(which.ravel(), amount)
    count = np.floor(amount + _NONE)
    part = amount - count > _NONE
    split = np.unique(rows[part, 0])
    mixed = [rows[part & (rows[:, 0] == case)].max(axis=0) for case in split]
    rows = np.r_[rows, np.array(mixed, dtype=rows.dtype).reshape(-1, rows.shape[1])]
    case, people = rows[:, 0], rows[:, 1:]
    least = np.r_[count, np.zeros(len(split))]
    left = made.residents - np.bincount(case, least, len(made.cases))
    last = np.r_[count, left[split]]
    anew = np.where(np.isin(case, split), np.inf, least)
    tries = [(0 * least, np.inf + least), (least, anew), (last, last)]
    for fewest, most in tries if len(rows) <= _FEW else tries[1:]:
        teams, residents = _chosen(made, able, short, Pool(case, people, 0 * people), fewest, most)
        if len(residents):
            break
    return teams, residents


def _chosen(
    made: Model,
    able: np.ndarray,
    short: float,
    pool: Pool,
    least: np.ndarray,
    most: np.ndarray,
) -> tuple[Pool, np.ndarray]:
    """Choose who come to how many residents, within bounds; nobody if no choice is found."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to start)
    from scipy.sparse import block_array, csr_array, eye_array  # noqa: PLC0415 (slow to start)

    some = np.flatnonzero(most > 0)
    pool, least, most = pool.take(some), least[some], most[some]
    can = pool.people[:, :, None] * (made.cases[pool.case][:, None, :] & able)
    shared = (can.sum(axis=1) > made.required)[:, None, :] & (can > 0)
    alone = (np.where(shared, 0, can) * made.takes).sum(axis=2)
    team, unit, need = np.nonzero(shared)
    tasks, task = np.unique(np.c_[team, need], axis=0, return_inverse=True)
    known = np.flatnonzero(np.isfinite(made.hours))
    each, who = np.arange(len(team)), np.arange(len(known))
    takes = np.zeros((len(made.size), len(team)))
    takes[unit, each] = made.takes[unit, need]

    def table(rows: np.ndarray, columns: np.ndarray, values: Any, shape: tuple[int, int]) -> Any:
        return csr_array((np.broadcast_to(values, len(rows)), (rows, columns)), shape=shape)

    in_case = table(pool.case, np.arange(len(some)), 1.0, (len(made.cases), len(some)))
    wanted = table(
        np.arange(len(tasks)), tasks[:, 0], made.required[tasks[:, 1]], (len(tasks), len(some))
    )
    done = table(task.ravel(), each, 1.0, (len(tasks), len(each)))
    there = table(each, team, pool.people[team, unit], (len(each), len(some)))
    limits = block_array(
        [
            [in_case, None, None],
            [-wanted, done, None],
            [-there, eye_array(len(each)), None],
            [csr_array(alone.T[known]), csr_array(takes[known]), -eye_array(len(known))],
            [None, None, csr_array(np.ones((1, len(known))))],
        ]
    )
    free = np.full(len(each) + len(known) + 1, -np.inf)
    met = np.r_[made.residents, np.zeros(len(tasks))]
    found = milp(
        np.r_[pool.people.sum(axis=1), np.zeros(len(each) + len(known))],
        integrality=np.r_[np.ones(len(some)), np.zeros(len(each) + len(known))],
        bounds=Bounds(
            np.r_[least, np.zeros(len(each) + len(known))],
            np.r_[most, np.full(len(each) + len(known), np.inf)],
        ),
        constraints=LinearConstraint(
            limits.tocsr(),
            np.r_[met, free],
            np.r_[met, np.full(len(each), _ROOM), made.hours[known], short + _ROOM],
        ),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    if found.x is None:
        return pool.take(some[:0]), least[:0].astype(np.int64)
    residents = np.round(found.x[: len(some)]).astype(np.int64)
    hours = alone * residents[:, None]
    np.add.at(hours, (team, unit), found.x[len(some) :][each] * made.takes[unit, need])
    has = np.flatnonzero(residents)
    teams = Pool(pool.case[has], pool.people[has], hours[has] / residents[has, None])
    return teams, residents[has]
