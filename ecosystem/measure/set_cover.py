"""The cheapest choice that covers everything often enough: a program in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

NODES = 200_000
"""How many branches the solver may look at before it says how far it came."""


@dataclass(frozen=True)
class Cover:
    """
    A choice that covers everything, and how far it is proven to be the cheapest.

    Parameters
    ----------
    chosen
        Numbers of the chosen candidates, ascending.
    value
        What they cost together.
    bound
        What any choice costs at least.
    proven
        Whether no cheaper choice exists.
    """

    chosen: np.ndarray
    value: float
    bound: float
    proven: bool


def smallest_cover(
    covers: Any, required: np.ndarray, cost: np.ndarray | None = None, *, nodes: int = NODES
) -> Cover:
    """Choose the cheapest candidates that together cover everything often enough."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    matrix = csr_array(covers).astype(float).T
    costs = np.ones(matrix.shape[1]) if cost is None else np.asarray(cost, dtype=float)
    found = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, lb=required),
        options={"mip_rel_gap": 0, "node_limit": nodes},
    )
    chosen = np.flatnonzero(found.x > 0.5)
    value = float(costs[chosen].sum())
    return Cover(chosen, value, float(found.mip_dual_bound), found.status == 0)
