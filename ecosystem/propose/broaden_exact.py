"""
How few people any plan of learning leaves: steps that are in no better plan are ruled out.

The program of role broadening (who is involved with whom, who meets which need, who learns
what, within everybody's hours), over parts of cases and in fractions. One step saves a part one
person at most, and less of one where it needs others beside it: with that the fractions are
near the truth. A step whose price there is more than what a better plan could gain is left out,
and what the others need beside them is looked up again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosystem.propose.broaden_search import shares
from ecosystem.propose.saving_tables import SavingTables, only
from ecosystem.propose.units import Model

ROUNDS = 12
MOST = 30_000
"""With more things that somebody may do in some part the program is not written down."""
_FEWER = 0.95
"""As long as a round leaves fewer than this part of the steps there is another."""
_NONE = 1e-6


@dataclass(frozen=True, eq=False)
class Program:
    """The least `cost @ x` with `rows @ x >= least` and `0 <= x <= most`, in fractions."""

    rows: Any
    least: np.ndarray
    cost: np.ndarray
    most: np.ndarray
    steps: np.ndarray
    """Numbers of the steps, the last of `x`."""


def ruled_out(tables: SavingTables, learn: int, best: int, short: float) -> tuple[np.ndarray, int]:
    """
    Rule out steps that are in no plan that leaves fewer people than the best known.

    Parameters
    ----------
    tables
        What `saving_tables` gives.
    learn
        How many steps at most.
    best
        People that the best known plan leaves.
    short
        Hours a week that may be asked beyond what people have.

    Returns
    -------
    left
        Numbers of the steps not ruled out; none where no plan leaves fewer.
    bound
        No plan leaves fewer people.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 (slow to start)

    left, bound = np.unique(tables.step), 0
    for _ in range(ROUNDS):
        program = _program(only(tables, left), learn, short)
        if program is None:
            break
        found = linprog(
            program.cost,
            A_ub=-program.rows,
            b_ub=-program.least,
            bounds=np.c_[np.zeros(len(program.most)), program.most],
            method="highs-ds",
        )
        bound = max(bound, int(np.ceil(found.fun - _NONE)))
        if bound >= best:
            return left[:0], best
        price = found.lower.marginals[len(program.cost) - len(program.steps) :]
        stays = program.steps[price <= best - 1 - found.fun + _NONE]
        done = len(stays) > _FEWER * len(left)
        left = stays
        if done:
            break
    return left, bound


def _program(tables: SavingTables, learn: int, short: float) -> Program | None:
    """Write the program down for the steps of the tables; None where it is too large."""
    from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)

    made = tables.apart
    steps, step = np.unique(tables.step, return_inverse=True)
    taught = (tables.case, tables.unit[tables.step], tables.need[tables.step])
    limited = _limited(made, taught)
    involved = _involved(made, taught, free=not limited.any())
    case, who = np.nonzero(involved)
    at = np.cumsum(involved).reshape(involved.shape) - 1
    known = np.nonzero(made.cases[:, None] & (made.able & limited[:, None]) & involved[:, :, None])
    does = [np.r_[old, new] for old, new in zip(known, taught, strict=True)]
    if len(does[0]) > MOST:
        return None
    doing = np.arange(len(does[0]))
    first_z, first_o = len(case), len(case) + len(doing)
    units = np.flatnonzero(limited)
    first_y = first_o + len(units)
    width = first_y + len(steps)
    times = np.minimum(made.size[does[1]], made.required[does[2]])
    rows: list[tuple[np.ndarray, np.ndarray, np.ndarray | float]] = []
    least: list[np.ndarray] = []

    def add(count: int, atleast: np.ndarray | float, *parts: Any) -> None:
        start = sum(len(each) for each in least)
        rows.extend((start + row, column, value) for row, column, value in parts)
        least.append(np.broadcast_to(np.asarray(atleast, dtype=float), (count,)))

    pair = np.full(made.cases.shape, -1)
    wants = np.nonzero(made.cases)
    pair[wants] = np.arange(len(wants[0]))
    free = np.nonzero(made.cases[:, None] & (made.able & ~limited[:, None]) & involved[:, :, None])
    add(
        len(wants[0]),
        made.required[wants[1]],
        (pair[does[0], does[2]], first_z + doing, 1.0),
        (pair[free[0], free[2]], at[free[0], free[1]], 1.0),
    )
    add(len(doing), 0, (doing, at[does[0], does[1]], 1.0), (doing, first_z + doing, -1.0))
    new = np.arange(len(step))
    learnt = len(known[0]) + new
    add(len(new), 0, (new, first_y + step, times[learnt]), (new, first_z + learnt, -1.0))
    share = shares(tables, learn)
    add(
        len(made.cases),
        tables.needed,
        (case, np.arange(len(case)), 1.0),
        (tables.case, first_y + step, share),
    )
    add(1, -learn, (np.zeros(len(steps), dtype=int), first_y + np.arange(len(steps)), -1.0))
    row = np.full(len(made.size), -1)
    row[units] = np.arange(len(units))
    some = np.flatnonzero(limited[does[1]])
    hours = made.residents[does[0]] * made.takes[does[1], does[2]]
    add(
        len(units),
        -made.hours[units],
        (row[does[1][some]], first_z + some, -hours[some]),
        (row[units], first_o + row[units], 1.0),
    )
    add(1, -short, (np.zeros(len(units), dtype=int), first_o + row[units], -1.0))
    entries = [np.broadcast_arrays(*each) for each in rows]
    row_, column, value = (np.concatenate([each[n] for each in entries]) for n in range(3))
    matrix = csr_array((value, (row_, column)), shape=(sum(map(len, least)), width))
    most = np.minimum(made.size[who], made.required.max(initial=1))
    return Program(
        rows=matrix,
        least=np.concatenate(least),
        cost=np.r_[made.residents[case], np.zeros(width - len(case))].astype(float),
        most=np.r_[most, times, np.full(len(units), np.inf), np.ones(len(steps))].astype(float),
        steps=steps,
    )


def _limited(made: Model, taught: tuple[np.ndarray, ...]) -> np.ndarray:
    """Say which units could be asked for more hours than they have."""
    can = made.able.copy()
    can[taught[1], taught[2]] = True
    times = np.minimum(made.size[:, None], made.required) * can
    limited: np.ndarray = (made.takes * times) @ (made.residents @ made.cases) > made.hours
    return limited


def _involved(made: Model, taught: tuple[np.ndarray, ...], *, free: bool) -> np.ndarray:
    """
    Say who may be involved in which case: who can meet, or may learn, a need of it.

    Where hours are no limit, not who learns nothing for it and meets no more than another.
    """
    has = made.cases.astype(np.int64)
    involved: np.ndarray = has @ made.able.T > 0
    learns = np.zeros(involved.shape, dtype=bool)
    learns[taught[0], taught[1]] = True
    if free and (made.required == 1).all():
        can = made.cases[:, None] & made.able
        fewer = can.astype(np.int64) @ (~can).swapaxes(1, 2).astype(np.int64) == 0
        earlier = np.tri(len(made.size), k=-1, dtype=bool)
        instead = fewer & (~fewer.swapaxes(1, 2) | learns[:, None] & ~learns[:, :, None] | earlier)
        np.einsum("cuu->cu", instead)[:] = False
        involved &= ~instead.any(axis=2)
    return involved | learns
