"""Needs of one case that nobody can combine, apart: smaller cases, and fewer different ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ecosystem.propose.staff.units import Model


def parts(made: Model, able: np.ndarray) -> tuple[Model, np.ndarray]:
    """
    Take cases apart where no unit can meet needs on both sides.

    No team of fewer people is lost by it: nobody could be on both sides for one resident.

    Parameters
    ----------
    made
        The units and cases.
    able
        Units by needs: who may be asked for what (and, it may be, could learn it).

    Returns
    -------
    apart
        The units with these smaller cases, each with all residents who have it.
    belongs
        Cases by needs: which smaller case each need of a case went to; -1 elsewhere.
    """
    if not made.cases.size:
        return made, np.full(made.cases.shape, -1)
    near = [np.flatnonzero(row) for row in able.T.astype(np.int64) @ able.astype(np.int64)]
    last = len(made.needs)
    label = np.where(made.cases, np.arange(last), last)
    while True:
        lower = np.column_stack([label[:, with_it].min(axis=1) for with_it in near])
        lower = np.where(made.cases, lower, last)
        if (lower == label).all():
            break
        label = lower
    case, root = np.nonzero(label == np.arange(last))
    has = label[case] == root[:, None]
    distinct, which = distinct_rows(has)
    belongs = np.full(made.cases.shape, -1)
    row, need = np.nonzero(has)
    belongs[case[row], need] = which[row]
    residents = np.bincount(which, made.residents[case], len(distinct)).astype(np.int64)
    return replace(made, cases=distinct, residents=residents), belongs


def distinct_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the distinct rows of a table of true and false, in a fixed order, and which is which."""
    packed = np.packbits(rows, axis=1)
    keys = np.ascontiguousarray(packed).view(f"V{packed.shape[1]}").ravel()
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return rows[first], which.ravel()
