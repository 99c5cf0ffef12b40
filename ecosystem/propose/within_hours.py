"""
Share all cases over teams within everybody's hours, with as few people as possible.

A linear program over teams, to which the cheapest team of each case is added as long as one is
cheaper than what it has, at the price an hour of each unit has there (G. Dantzig and P. Wolfe,
*Decomposition principle for linear programs*, 1960). Its value is a bound that is hard to beat;
residents who get a part of two teams are then given one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosystem.propose.teams import Alike, Teams, alike, cheapest
from ecosystem.propose.units import Model

ROUNDS = 60
NODES = 200
_FEW = 600
_DEAR = 30.0
"""What an hour too many costs, in people, at first."""
_NONE = 1e-6
_WIDE = 1.0
"""A team that costs this much more than the best is left out of the next round."""


@dataclass(frozen=True, eq=False)
class Shared:
    """
    Teams that residents have: one row per case and team.

    `people` and `hours` of each unit (for one resident), and the number of `residents`; `bound`
    is what people can together not be fewer than.
    """

    case: np.ndarray
    residents: np.ndarray
    people: np.ndarray
    hours: np.ndarray
    bound: float

    def total(self) -> int:
        """People at the door, all residents together."""
        return int(self.residents @ self.people.sum(axis=1))


@dataclass(frozen=True, eq=False)
class _Pool:
    """Teams found so far: case, people and hours of each unit."""

    case: np.ndarray
    people: np.ndarray
    hours: np.ndarray

    def take(self, rows: np.ndarray) -> _Pool:
        return _Pool(self.case[rows], self.people[rows], self.hours[rows])

    def join(self, case: np.ndarray, teams: Teams) -> _Pool:
        return _Pool(
            np.r_[self.case, case],
            np.r_[self.people, teams.people[case]],
            np.r_[self.hours, teams.hours[case]],
        )


def within_hours(made: Model, able: np.ndarray, short: float) -> Shared:
    """
    Give every resident a team.

    Parameters
    ----------
    made
        The units and cases.
    able
        Units by needs: who may be asked for what.
    short
        Hours a week that may be asked beyond what people have, all together.

    Returns
    -------
    shared
        The teams; no unit has more hours than it has but for `short`.
    """
    groups = alike(made, able)
    every = np.arange(len(made.cases))
    teams = cheapest(made, able, _hint(made, able), groups)
    pool = _Pool(every, teams.people, teams.hours)
    bound = float(made.residents @ teams.people.sum(axis=1))
    if _over(made, made.residents @ pool.hours) <= short + _NONE:
        return Shared(every, made.residents, pool.people, pool.hours, bound)
    pool, amount, bound = _priced(made, able, short, groups, pool)
    return _whole(made, short, pool, amount, bound)


def _hint(made: Model, able: np.ndarray) -> np.ndarray:
    """Give prices so low that the smallest team stays cheapest: dearer who is asked much."""
    counted = made.residents @ made.cases
    asked = (able * made.takes) @ (counted * made.required)
    price = np.where(np.isfinite(made.hours), asked / np.maximum(made.hours, 1e-3) ** 2, 0)
    most = float(
        (made.cases @ (made.required * (able * made.takes * price[:, None]).max(axis=0))).max()
    )
    return price * (0.4 / most) if most > 0 else price


def _over(made: Model, load: np.ndarray) -> float:
    return float(np.maximum(load - made.hours, 0).sum())


def _priced(
    made: Model,
    able: np.ndarray,
    short: float,
    groups: list[Alike],
    pool: _Pool,
) -> tuple[_Pool, np.ndarray, float]:
    """Find the best mixture of teams, the price of each unit's hours in it, and the bound."""
    known = np.isfinite(made.hours)
    lead, dear = np.arange(len(made.cases)), _DEAR
    bound = float(made.residents @ pool.people.sum(axis=1))
    for _ in range(ROUNDS):
        value, amount, price, worth, extra = _mixture(made, short, pool, lead, dear)
        teams = cheapest(made, able, price, groups)
        own = made.hours[known] @ price[known] + short * worth
        bound = max(bound, float(made.residents @ teams.cost) - float(own))
        costs = pool.people.sum(axis=1) + pool.hours @ price
        least = np.full(len(made.cases), np.inf)
        np.minimum.at(least, pool.case, costs)
        new = np.flatnonzero(teams.cost < least - _NONE)
        done = not len(new) or np.ceil(bound - _NONE) >= value - _NONE
        if done and extra <= _NONE:
            break
        dear *= 10 if done else 1
        order = np.lexsort((-amount, pool.case))
        lead = order[np.searchsorted(pool.case[order], np.arange(len(made.cases)))]
        keep = (costs < least[pool.case] + _WIDE) | (amount > 0)
        keep[lead] = True
        lead = (np.cumsum(keep) - 1)[lead]
        pool = pool.take(np.flatnonzero(keep)).join(new, teams)
    return pool, amount, bound


def _mixture(
    made: Model, short: float, pool: _Pool, lead: np.ndarray, dear: float
) -> tuple[float, np.ndarray, np.ndarray, float, float]:
    """
    Solve the linear program: how many residents of each case get each team.

    Written as changes from one leading team a case, so that the solver starts from those.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 (slow to start)
    from scipy.sparse import csr_array, hstack, vstack  # noqa: PLC0415 (slow to start)

    known = np.flatnonzero(np.isfinite(made.hours))
    size = pool.people.sum(axis=1)
    other = np.setdiff1d(np.arange(len(size)), lead)
    of = pool.case[other]
    more = csr_array((pool.hours[other] - pool.hours[lead[of]])[:, known].T)
    units, cases, others = len(known), len(lead), len(other)
    in_case = csr_array((np.ones(others), (of, np.arange(others))), shape=(cases, others))
    over = csr_array(
        (-np.ones(units), (np.arange(units), np.arange(units))), shape=(units, units + 1)
    )
    total = csr_array(np.r_[np.zeros(others), np.ones(units), -1.0][None])
    rows = [hstack([more, over]), hstack([in_case, csr_array((cases, units + 1))]), total]
    start = made.residents @ pool.hours[lead]
    found = linprog(
        np.r_[size[other] - size[lead[of]], np.zeros(units), dear],
        A_ub=vstack(rows).tocsr(),
        b_ub=np.r_[made.hours[known] - start[known], made.residents, short],
        method="highs-ipm",
        options={"presolve": False},
    )
    amount = np.zeros(len(size))
    amount[other] = np.maximum(found.x[:others], 0)
    amount[lead] = np.maximum(made.residents - np.bincount(of, amount[other], cases), 0)
    amount[amount < _NONE] = 0
    price = np.zeros(len(made.size))
    price[known] = np.maximum(-found.ineqlin.marginals[:units], 0)
    worth = max(0.0, -float(found.ineqlin.marginals[-1]))
    value = float(found.fun) + float(made.residents @ size[lead])
    return value, amount, price, worth, float(found.x[-1])


def _whole(made: Model, short: float, pool: _Pool, amount: np.ndarray, bound: float) -> Shared:
    """
    Give each resident one team, where the mixture gives parts of several.

    Who has parts of several could have all of those people, who share the hours as in the
    mixture; a program in whole numbers chooses the fewest people for these residents: first,
    where that is few, for all residents anew.
    """
    count = np.floor(amount + _NONE)
    part = np.where(amount - count > _NONE, amount - count, 0)
    split = np.unique(pool.case[part > 0])
    shared = [_mixed(pool, part, case) for case in split]
    mixed = _Pool(
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
    return Shared(
        np.r_[pool.case[rows], split[more]],
        np.r_[chosen[rows], extra[more]].round().astype(np.int64),
        np.r_[pool.people[rows], mixed.people[more]],
        np.r_[pool.hours[rows], mixed.hours[more]],
        bound,
    )


def _mixed(pool: _Pool, part: np.ndarray, case: int) -> tuple[np.ndarray, np.ndarray]:
    """Give all people of a mixture, and their hours a resident."""
    mine = np.flatnonzero((pool.case == case) & (part > 0))
    share = part[mine] / part[mine].sum()
    return pool.people[mine].max(axis=0), share @ pool.hours[mine]


def _chosen(
    made: Model, short: float, pool: _Pool, fixed: np.ndarray, mixed: _Pool
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
            np.r_[left[cases], spare, short + _NONE],
        ),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    if found.x is None:
        return None, left
    counts = np.round(found.x[:width])
    chosen = fixed.copy()
    chosen[some] += counts[: len(some)]
    return chosen, counts[len(some) :]
