"""
The cheapest choice that covers everything often enough, as a program in whole numbers.

Set multi-cover: J. E. Beasley, *An algorithm for set covering problems*, European Journal of
Operational Research 31 (1987), whose instances (OR-Library) it is tested on. SciPy's HiGHS
solves it; a limit on its branches, and none on its time, gives the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

NODES = 5_000
"""How many branches the solver may look at before it says how far it came."""
_PAIRS = 1 << 24
_BLOCK = 12
Fixed = Sequence[tuple[np.ndarray, np.ndarray]]
"""Costs, each with a choice that costs least by it."""


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
        Whether no choice is cheaper.
    settled
        Whether, of the choices that cost as little, this is proven to be the one asked for.
    """

    chosen: np.ndarray
    value: float
    bound: float
    proven: bool
    settled: bool


def smallest_cover(
    covers: Any,
    required: np.ndarray,
    cost: np.ndarray | None = None,
    *,
    then: Sequence[np.ndarray] = (),
    nodes: int = NODES,
) -> Cover:
    """
    Choose the cheapest candidates that together cover everything often enough.

    Parameters
    ----------
    covers
        Candidates by needs, an array or a sparse array: 1 or true where it covers.
    required
        For each need, how many different candidates must cover it.
    cost
        For each candidate, not below 0; each costs 1 where not given.
    then
        Further costs, whole numbers. Of the cheapest choices one that costs least by the first
        of these is taken, of those one that costs least by the second, and so on.
    nodes
        How many branches the solver may look at, for each of the costs.

    Returns
    -------
    cover
        The choice; `proven` is false where the solver had to stop before it was sure, and
        `bound` is then below `value`.

    Raises
    ------
    ValueError
        If a need is required more often than there are candidates for it.

    Examples
    --------
    >>> covers = np.array([[1, 1, 0], [0, 1, 1], [0, 0, 0]])
    >>> found = smallest_cover(covers, np.array([1, 1, 1]))
    >>> found.chosen.tolist(), found.value, found.proven
    ([0, 1], 2.0, True)
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)

    rows = csr_array(csr_array(covers).T.astype(bool).astype(float))
    wanted = np.asarray(required, dtype=float)
    short = np.flatnonzero(np.diff(rows.indptr) < wanted)
    if len(short):
        need = int(short[0])
        raise ValueError(
            f"need {need} is required {wanted[need]:g} times and {np.diff(rows.indptr)[need]} "
            f"candidates cover it; require no more than there are"
        )
    costs = np.ones(rows.shape[1]) if cost is None else np.asarray(cost, dtype=float)
    kept = binding(rows, wanted)
    rows, wanted = csr_array(rows[kept]), wanted[kept]
    chosen, bound, proven = _cheapest(rows, wanted, costs, [], nodes)
    settled, fixed = proven, [(costs, chosen)]
    for by in (np.asarray(one, dtype=float) for one in then):
        if not any(_in_proportion(by, earlier) for earlier, _ in fixed):
            chosen, _, sure = _cheapest(rows, wanted, by, fixed, nodes)
            settled = settled and sure
            fixed.append((by, chosen))
    value = float(costs[chosen].sum())
    return Cover(np.flatnonzero(chosen), value, min(bound, value), proven, settled)


def first_ids(count: int) -> list[np.ndarray]:
    """
    Give the costs by which, one after the other, the choice with the first ids is taken.

    Of two choices that is the one with the first id that the other has not. The costs are
    powers of two over a dozen ids each, small enough for a solver to add up exactly.

    Parameters
    ----------
    count
        How many candidates there are, in the order of their ids.

    Returns
    -------
    costs
        Costs for `then` of `smallest_cover`.

    Examples
    --------
    >>> [cost.tolist() for cost in first_ids(3)]
    [[-2048, -1024, -512]]
    """
    place = np.arange(count)
    return [
        np.where(place // _BLOCK == block, -(1 << (_BLOCK - 1 - place % _BLOCK)), 0)
        for block in range(-(-count // _BLOCK))
    ]


def binding(rows: Any, wanted: np.ndarray) -> np.ndarray:
    """
    Leave out each need that is met as soon as another one is (wants no more, of fewer).

    Parameters
    ----------
    rows
        Needs by candidates, a sparse array of ones.
    wanted
        How many candidates each need wants, no more than there are.

    Returns
    -------
    binding
        Numbers of the needs that remain, ascending.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> binding(csr_array([[1.0, 1.0], [0.0, 1.0]]), np.array([1, 1])).tolist()
    [1]
    """
    size = np.diff(rows.indptr)
    asked = np.flatnonzero(wanted > 0)
    if len(asked) ** 2 > _PAIRS:
        return asked
    rows, size, wanted = rows[asked], size[asked], wanted[asked]
    both = (rows @ rows.T).tocoo()
    part, whole = both.coords
    inside = (both.data == size[part]) & (wanted[part] >= wanted[whole]) & (part != whole)
    twins = (size[part] == size[whole]) & (wanted[part] == wanted[whole])
    spare = np.zeros(len(asked), dtype=bool)
    spare[whole[inside & (~twins | (part < whole))]] = True
    return asked[~spare]


def _cheapest(
    rows: Any,
    wanted: np.ndarray,
    costs: np.ndarray,
    fixed: Fixed,
    nodes: int,
) -> tuple[np.ndarray, float, bool]:
    """Solve for one cost, costing by every earlier one no more than the choice beside it."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to start)

    if not len(costs):
        return np.zeros(0, dtype=bool), 0.0, True
    limits = [LinearConstraint(rows, lb=wanted)] if len(wanted) else []
    for by, best in fixed:
        limits.append(LinearConstraint(by[None, :], ub=by[best].sum() + _slack(by)))
    found = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, 1),
        constraints=limits,
        options={"mip_rel_gap": 0, "node_limit": nodes},
    )
    chosen = None if found.x is None else found.x > 0.5
    if chosen is None or not _holds(chosen, rows, wanted, fixed):
        chosen = fixed[-1][1] if fixed else _whatever_covers(rows, wanted, costs)
    value = costs[chosen].sum()
    bound = -np.inf if found.mip_dual_bound is None else found.mip_dual_bound
    if (costs == np.round(costs)).all():
        bound = float(np.ceil(bound - 1e-6))
    proven = bool(found.status == 0 or bound >= value)
    return chosen, float(value if proven else bound), proven


def _whatever_covers(rows: Any, wanted: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """Start from everybody and leave out, the dearest first, whoever is not needed."""
    columns = rows.T.tocsr()
    chosen = np.ones(len(costs), dtype=bool)
    spare = rows.sum(axis=1) - wanted
    for one in np.argsort(-costs, kind="stable"):
        does = columns.indices[columns.indptr[one] : columns.indptr[one + 1]]
        if (spare[does] > 0).all():
            spare[does] -= 1
            chosen[one] = False
    return chosen


def _holds(
    chosen: np.ndarray,
    rows: Any,
    wanted: np.ndarray,
    fixed: Sequence[tuple[np.ndarray, np.ndarray]],
) -> bool:
    """Check, in whole choices, what the solver found within its margins."""
    cheap = all(by[chosen].sum() <= by[best].sum() + _slack(by) for by, best in fixed)
    return cheap and bool((rows @ chosen >= wanted).all())


def _slack(costs: np.ndarray) -> float:
    return 0.5 if (costs == np.round(costs)).all() else 1e-9 * float(np.abs(costs).sum())


def _in_proportion(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether the first of two costs decides nothing after the other."""
    if not one.any():
        return True
    most = int(np.abs(one).argmax())
    return bool(other.any() and (one * other[most] == other * one[most]).all())
