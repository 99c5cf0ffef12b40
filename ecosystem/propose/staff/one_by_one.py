"""Give few residents a team one by one: a program in whole numbers, exact also for few hours."""

from __future__ import annotations

from typing import Any

import numpy as np

from ecosystem.propose.staff.units import Model
from ecosystem.propose.staff.whole_teams import Shared

FEW = 600
"""Up to so many pairs of a resident and a unit."""
NODES = 5_000
"""How many branches the solver may look at."""
_NONE = 1e-6
_ROOM = 1e-5
"""With less room everywhere HiGHS 1.12 repairs its answer, and prints that it does."""


def one_by_one(made: Model, able: np.ndarray, short: float, found: Shared) -> Shared:
    """
    Look whether fewer people will do than was found, where residents are few.

    Parameters
    ----------
    made
        The units and cases.
    able
        Units by needs: who may be asked for what.
    short
        Hours a week that may be asked beyond what people have, all together.
    found
        The teams known, and their bound.

    Returns
    -------
    shared
        Teams of fewer people, or those known; with a bound that may be higher.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to start)
    from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)

    if float(made.residents.sum()) * len(made.size) > FEW or found.total() <= np.ceil(
        found.bound - _NONE
    ):
        return found
    of = np.repeat(np.arange(len(made.cases)), made.residents)
    does = made.cases[of][:, None] & able
    who, unit = np.nonzero(does.any(axis=2))
    at = np.cumsum(does.any(axis=2)).reshape(does.shape[:2]) - 1
    resident, one, need = np.nonzero(does)
    known = np.flatnonzero(np.isfinite(made.hours))
    people, tasks, each = len(who), len(resident), np.arange(len(resident))
    width = people + tasks + len(known)
    pair = np.full((len(of), len(made.needs)), -1)
    wants = np.nonzero(made.cases[of])
    pair[wants] = np.arange(len(wants[0]))
    row = np.cumsum(np.isfinite(made.hours)) - 1
    some = np.flatnonzero(np.isfinite(made.hours)[one])
    last = tasks + len(wants[0]) + len(known)
    entries: list[tuple[np.ndarray, np.ndarray, Any]] = [
        (each, at[resident, one], 1.0),
        (each, people + each, -1.0),
        (tasks + pair[resident, need], people + each, 1.0),
        (last - len(known) + row[one[some]], people + some, made.takes[one[some], need[some]]),
        (last - len(known) + row[known], people + tasks + row[known], -1.0),
        (np.full(len(known), last), people + tasks + row[known], 1.0),
    ]
    rows, columns, values = (
        np.concatenate([np.broadcast_arrays(*entry)[n] for entry in entries]) for n in range(3)
    )
    required = made.required[wants[1]]
    most = 1 + float(made.residents.sum() * made.takes.sum())
    solved = milp(
        np.r_[np.ones(people), np.zeros(width - people)],
        integrality=np.r_[np.ones(people), np.zeros(width - people)],
        bounds=Bounds(0, np.r_[made.size[unit], np.full(width - people, most)]),
        constraints=LinearConstraint(
            csr_array((values, (rows, columns)), shape=(last + 1, width)),
            np.r_[np.full(tasks, -_ROOM), required, np.full(len(known) + 1, -np.inf)],
            np.r_[np.full(tasks, np.inf), required, made.hours[known] + _ROOM, short + _ROOM],
        ),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    bound = max(found.bound, float(solved.mip_dual_bound or 0))
    if solved.x is None or round(solved.fun) >= found.total():
        return Shared(
            found.case, found.residents, found.people, found.hours, bound, found.price, found.dear
        )
    team = np.zeros((len(of), len(made.size)), dtype=np.int64)
    team[who, unit] = np.round(solved.x[:people])
    hours = np.zeros(team.shape)
    np.add.at(hours, (resident, one), solved.x[people : people + tasks] * made.takes[one, need])
    return Shared(of, np.ones(len(of), dtype=int), team, hours, bound, found.price, found.dear)
