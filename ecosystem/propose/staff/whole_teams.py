"""One whole team for each resident, where a mixture gives parts of several."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosystem.propose.staff.teams import Teams
from ecosystem.propose.staff.units import Model

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


def whole(made: Model, short: float, pool: Pool, amount: np.ndarray) -> tuple[Pool, np.ndarray]:
    """
    Give each resident one team, where the mixture gives parts of several.

    Who has parts of several could have all of those people, who share the hours as in the
    mixture; a program in whole numbers chooses the fewest people for these residents: first,
    where that is few, for all residents anew. Gives the teams, and how many residents have each.
    """
    count = np.floor(amount + _NONE)
    part = np.where(amount - count > _NONE, amount - count, 0)
    split = np.unique(pool.case[part > 0])
    shared = [_mixed(pool, part, case) for case in split]
    mixed = Pool(
        split,
        np.array([people for people, _ in shared]).reshape(-1, len(made.size)),
        np.array([hours for _, hours in shared]).reshape(-1, len(made.size)),
    )
    for fixed in (np.zeros_like(count), count) if len(pool.case) <= _FEW else (count,):
        chosen, extra = _chosen(made, short, pool, fixed, mixed)
        if chosen is not None:
            break
    else:
        left = made.residents - np.bincount(pool.case, count, len(made.cases))
        chosen, extra = count, left[split]
    rows, more = np.flatnonzero(chosen), np.flatnonzero(extra)
    teams = Pool(
        np.r_[pool.case[rows], split[more]],
        np.r_[pool.people[rows], mixed.people[more]],
        np.r_[pool.hours[rows], mixed.hours[more]],
    )
    return teams, np.r_[chosen[rows], extra[more]].round().astype(np.int64)


def _mixed(pool: Pool, part: np.ndarray, case: int) -> tuple[np.ndarray, np.ndarray]:
    """Give all people of a mixture, and their hours a resident."""
    mine = np.flatnonzero((pool.case == case) & (part > 0))
    share = part[mine] / part[mine].sum()
    return pool.people[mine].max(axis=0), share @ pool.hours[mine]


def _chosen(
    made: Model, short: float, pool: Pool, fixed: np.ndarray, mixed: Pool
) -> tuple[np.ndarray | None, np.ndarray]:
    """Choose teams for all residents but those whose team is fixed; None if that fails."""
    from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415 (slow to start)
    from scipy.sparse import block_array, csr_array, eye_array  # noqa: PLC0415 (slow to start)

    left = np.round(made.residents - np.bincount(pool.case, fixed, len(made.cases)))
    some = np.flatnonzero(left[pool.case] > 0)
    if not len(some):
        return fixed, np.zeros(len(mixed.case))
    known = np.flatnonzero(np.isfinite(made.hours))
    case = np.r_[pool.case[some], mixed.case]
    people = np.r_[pool.people[some], mixed.people].sum(axis=1)
    hours = np.r_[pool.hours[some], mixed.hours][:, known]
    cases, row = np.unique(case, return_inverse=True)
    width, units = len(case), len(known)
    has = csr_array((np.ones(width), (row, np.arange(width))), shape=(len(cases), width))
    one = csr_array(np.ones((1, units)))
    limits = block_array([[has, None], [csr_array(hours.T), -eye_array(units)], [None, one]])
    spare = made.hours[known] - (fixed @ pool.hours)[known]
    found = milp(
        np.r_[people, np.zeros(units)],
        integrality=np.r_[np.ones(width), np.zeros(units)],
        constraints=LinearConstraint(
            limits.tocsr(),
            np.r_[left[cases], np.full(units + 1, -np.inf)],
            np.r_[left[cases], spare, short + _ROOM],
        ),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    if found.x is None:
        return None, left
    counts = np.round(found.x[:width])
    chosen = fixed.copy()
    chosen[some] += counts[: len(some)]
    return chosen, counts[len(some) :]
