"""
The program of role broadening: who is involved, who meets which need, who learns what.

Over parts of cases and in fractions, within everybody's hours. One step saves a part one person
at most, and less of one where it needs others beside it: with that the fractions are near the
truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosystem.propose.learn.broaden_search import shares
from ecosystem.propose.learn.saving_tables import SavingTables
from ecosystem.propose.staff.units import Model

MOST = 30_000
"""With more things that somebody may do in some part the program is not written down."""


@dataclass(frozen=True, eq=False)
class Program:
    """The least `cost @ x` with `rows @ x >= least` and `0 <= x <= most`, in fractions."""

    rows: Any
    least: np.ndarray
    cost: np.ndarray
    most: np.ndarray
    steps: np.ndarray
    """Numbers of the steps, the last of `x`."""

    def solved(self, taken: Sequence[int], left_out: Sequence[int]) -> Any:
        """Solve it, where some steps are taken and some are not."""
        from scipy.optimize import linprog  # noqa: PLC0415 (slow to start)

        first = len(self.cost) - len(self.steps)
        bounds = np.c_[np.zeros(len(self.most)), self.most]
        bounds[first:, 0] = np.isin(self.steps, np.array(taken, dtype=int))
        bounds[first:, 1] = ~np.isin(self.steps, np.array(left_out, dtype=int))
        return linprog(
            self.cost, A_ub=-self.rows, b_ub=-self.least, bounds=bounds, method="highs-ds"
        )


def program(
    tables: SavingTables, steps: np.ndarray, learn: int, short: float, eased: np.ndarray
) -> Program | None:
    """
    Write the program down.

    Parameters
    ----------
    tables
        What `saving_tables` gives, with rows of these steps only.
    steps
        Numbers of the steps to choose from.
    learn
        How many steps at most.
    short
        Hours a week asked beyond what people have, now.
    eased
        For each step, how many hours fewer it would be with that step alone.

    Returns
    -------
    program
        None where it is too large.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)

    made = tables.apart
    limited = _limited(made, tables.unit[steps], tables.need[steps])
    case, step = tables.case, np.searchsorted(steps, tables.step)
    used = np.zeros((len(made.cases), len(steps)))
    used[case, step] = shares(tables, learn)
    case, step = np.nonzero(made.cases[:, tables.need[steps]] if limited.any() else used > 0)
    share = used[case, step]
    taught = (case, tables.unit[steps[step]], tables.need[steps[step]])
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
    each = np.arange(len(step))
    new = len(known[0]) + each
    add(len(new), 0, (each, first_y + step, times[new]), (each, first_z + new, -1.0))
    add(
        len(made.cases),
        tables.needed,
        (case, np.arange(len(case)), 1.0),
        (taught[0], first_y + step, share),
    )
    add(1, -learn, (np.zeros(len(steps), dtype=int), first_y + np.arange(len(steps)), -1.0))
    row = np.cumsum(limited) - 1
    some = np.flatnonzero(limited[does[1]])
    hours = made.residents[does[0]] * made.takes[does[1], does[2]]
    add(
        len(units),
        -made.hours[units],
        (row[does[1][some]], first_z + some, -hours[some]),
        (row[units], first_o + row[units], 1.0),
    )
    eases = np.flatnonzero(eased[steps] > 0)
    each = np.arange(1 + len(eases))
    add(
        len(each),
        -short,
        (np.repeat(each, len(units)), np.tile(first_o + row[units], len(each)), -1.0),
        (each[1:], first_y + eases, -eased[steps[eases]]),
    )
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


def _limited(made: Model, unit: np.ndarray, need: np.ndarray) -> np.ndarray:
    """Say which units could be asked for more hours than they have."""
    can = made.able.copy()
    can[unit, need] = True
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
