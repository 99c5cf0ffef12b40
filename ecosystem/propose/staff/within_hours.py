"""
Share all cases over teams within everybody's hours, with as few people as possible.

A linear program over teams, to which the cheapest team of each case is added as long as one is
cheaper than what it has, at the price an hour of each unit has there (G. Dantzig and P. Wolfe,
*Decomposition principle for linear programs*, 1960). Its value is a bound that is hard to beat;
residents who get a part of two teams are then given one.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from ecosystem.propose.staff.alike import Alike, alike
from ecosystem.propose.staff.short_hours import first_prices
from ecosystem.propose.staff.teams import cheapest
from ecosystem.propose.staff.units import Model
from ecosystem.propose.staff.whole_teams import Pool, Shared, whole

ROUNDS = 60
_DEAR = 30.0
"""What an hour too many costs, in people, at first."""
_MANY = 300
"""With more cases than this it begins nearer the end, since a round takes long."""
_NONE = 1e-6
_CLOSE = 5e-4
"""Nearer than this part of it to its bound, a mixture is good enough."""
_WIDE = 1.0
"""A team that costs this much more than the best is left out of the next round."""


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
    free = np.zeros(len(made.size))
    if not len(made.cases):
        nobody = np.zeros((0, len(made.size)))
        return Shared(made.residents, made.residents, nobody.astype(int), nobody, 0.0, free, 0.0)
    groups = alike(made, able)
    every = np.arange(len(made.cases))
    teams = cheapest(made, able, _hint(made, able), groups)
    pool = Pool(every, teams.people, teams.hours)
    bound = float(made.residents @ teams.people.sum(axis=1))
    over = np.maximum(made.residents @ pool.hours - made.hours, 0)
    if over.sum() <= short + _NONE:
        return Shared(every, made.residents, pool.people, pool.hours, bound, free, 0.0)
    if len(every) > _MANY:
        pool = pool.join(every, cheapest(made, able, first_prices(made, able, _DEAR), groups))
    pool, amount, best = _priced(made, able, short, groups, _with_single(made, able, pool))
    pool, residents = whole(made, short, pool, amount)
    return Shared(pool.case, residents, pool.people, pool.hours, *best)


def _with_single(made: Model, able: np.ndarray, pool: Pool) -> Pool:
    """Add all teams of the cases of one need."""
    rows = []
    for case in np.flatnonzero(made.cases.sum(axis=1) == 1):
        need = int(np.flatnonzero(made.cases[case])[0])
        times = int(made.required[need])
        units = np.flatnonzero(able[:, need])
        units = np.repeat(units, np.minimum(made.size[units], times))
        for team in sorted(set(combinations(units.tolist(), times))):
            people = np.bincount(team, minlength=len(made.size))
            rows.append((case, people, people * made.takes[:, need]))
    return Pool(
        np.r_[pool.case, np.array([case for case, _, _ in rows], dtype=np.int64)],
        np.r_[pool.people, np.array([people for _, people, _ in rows]).reshape(-1, len(made.size))],
        np.r_[pool.hours, np.array([hours for _, _, hours in rows]).reshape(-1, len(made.size))],
    )


def _hint(made: Model, able: np.ndarray) -> np.ndarray:
    """Give prices so low that the smallest team stays cheapest: dearer who is asked much."""
    counted = made.residents @ made.cases
    asked = (able * made.takes) @ (counted * made.required)
    price = np.where(np.isfinite(made.hours), asked / np.maximum(made.hours, 1e-3) ** 2, 0)
    most = float(
        (made.cases @ (made.required * (able * made.takes * price[:, None]).max(axis=0))).max()
    )
    return price * (0.4 / most) if most > 0 else price


def _priced(
    made: Model,
    able: np.ndarray,
    short: float,
    groups: list[Alike],
    pool: Pool,
) -> tuple[Pool, np.ndarray, tuple[float, np.ndarray, float]]:
    """Find the best mixture of teams, the best bound, and at which prices of hours it stands."""
    known = np.isfinite(made.hours)
    lead, dear = np.arange(len(made.cases)), _DEAR
    best = float(made.residents @ pool.people[lead].sum(axis=1)), np.zeros(len(made.size)), 0.0
    last = np.inf
    for left in reversed(range(ROUNDS)):
        value, amount, price, worth, extra = _mixture(made, short, pool, lead, dear)
        teams = cheapest(made, able, price, groups)
        own = made.hours[known] @ price[known] + short * worth
        bound = float(made.residents @ teams.cost) - float(own)
        best = (bound, price, worth) if bound > best[0] else best
        costs = pool.people.sum(axis=1) + pool.hours @ price
        least = np.full(len(made.cases), np.inf)
        np.minimum.at(least, pool.case, costs)
        new = np.flatnonzero(teams.cost < least - _NONE)
        close = max(np.ceil(best[0] - _NONE), best[0] + _CLOSE * value) >= value - _NONE
        done = close or not len(new)
        if (done and extra <= _NONE) or not left:
            break
        dear *= 10 if done else 1
        order = np.lexsort((-amount, pool.case))
        lead = order[np.searchsorted(pool.case[order], np.arange(len(made.cases)))]
        keep = (costs < least[pool.case] + _WIDE) | (amount > 0)
        keep |= made.cases[pool.case].sum(axis=1) == 1
        keep |= value > last - _NONE  # or it could come back for ever
        keep[lead] = True
        lead = (np.cumsum(keep) - 1)[lead]
        pool, last = pool.take(np.flatnonzero(keep)).join(new, teams), value
    return pool, amount, best


def _mixture(
    made: Model, short: float, pool: Pool, lead: np.ndarray, dear: float
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
        method="highs-ds" if cases > _MANY else "highs-ipm",
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
