"""The cheapest team of one case with very many needs: a program in whole numbers."""

from __future__ import annotations

import numpy as np

from ecosystem.propose.staff.units import Model

NODES = 20_000
_ROOM = 1e-5
"""With less room HiGHS 1.12 repairs its answer, and prints that it does."""


def large_team(
    made: Model, able: np.ndarray, price: np.ndarray, case: int
) -> tuple[float, np.ndarray, np.ndarray]:
    """
    Find the cheapest team of a case that `teams` has too many states for.

    Parameters
    ----------
    made
        The units and cases.
    able
        Units by needs: who may be asked for what.
    price
        What an hour of each unit costs, in people.
    case
        Which case.

    Returns
    -------
    cost, people, hours
        What the team costs at least (the solver's bound), its people and hours of each unit.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to start)
    from scipy.sparse import csr_array, vstack  # noqa: PLC0415 (slow to start)

    wants = np.flatnonzero(made.cases[case])
    units = np.flatnonzero(able[:, wants].any(axis=1))
    unit, need = np.nonzero(able[np.ix_(units, wants)])
    takes = made.takes[units[unit], wants[need]]
    here, pairs = len(units), np.arange(len(unit))
    width = here + len(unit)
    does = csr_array(
        (
            np.r_[np.ones(len(unit)), -np.ones(len(unit))],
            (np.r_[pairs, pairs], np.r_[here + pairs, unit]),
        ),
        shape=(len(unit), width),
    )
    met = csr_array((np.ones(len(unit)), (need, here + pairs)), shape=(len(wants), width))
    required = made.required[wants].astype(float)
    most = np.minimum(made.size[units], required.max())
    found = milp(
        np.r_[np.ones(here), price[units[unit]] * takes],
        integrality=np.r_[np.ones(here), np.zeros(len(unit))],
        bounds=Bounds(0, np.r_[most, np.full(len(unit), np.inf)]),
        constraints=LinearConstraint(
            vstack([does, met]).tocsr(),
            np.r_[np.full(len(unit), -np.inf), required],
            np.r_[np.full(len(unit), _ROOM), required],
        ),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    people, hours = np.zeros(len(made.size), dtype=np.int64), np.zeros(len(made.size))
    people[units] = np.round(found.x[:here])
    done = np.minimum(found.x[here:], people[units[unit]])
    hours[units] = np.bincount(unit, done * takes, here)
    return float(found.mip_dual_bound), people, hours
