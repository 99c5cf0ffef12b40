"""The hours that are asked for beyond what people have, and who then has none to spare."""

from __future__ import annotations

import numpy as np

from ecosystem.propose.units import Model

_NONE = 1e-7


def short_hours(made: Model) -> tuple[float, np.ndarray]:
    """
    Share the work so that the fewest hours are asked beyond what people have.

    What one case asks of a unit does not depend on the case, so needs may be taken over all
    cases together: a transport problem.

    Parameters
    ----------
    made
        The units and cases.

    Returns
    -------
    short
        Hours a week asked beyond what people have, all together.
    may_help
        Units by needs: able, and not needed more for something else in every way of sharing
        that leaves no more hours short.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 (slow to start)
    from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)

    counted = made.residents @ made.cases
    if _plenty(made, counted):
        return 0.0, made.able
    unit, need = np.nonzero(made.able)
    known = np.flatnonzero(np.isfinite(made.hours))
    pairs, over = np.arange(len(unit)), len(unit) + np.arange(len(known))
    row_of = np.full(len(made.size), -1)
    row_of[known] = np.arange(len(known))
    limited = row_of[unit] >= 0
    width = len(unit) + len(known)
    limits = csr_array(
        (
            np.r_[made.takes[unit, need][limited], -np.ones(len(known))],
            (np.r_[row_of[unit[limited]], np.arange(len(known))], np.r_[pairs[limited], over]),
        ),
        shape=(len(known), width),
    )
    met = csr_array((np.ones(len(unit)), (need, pairs)), shape=(len(made.needs), width))
    most = counted[need] * np.minimum(made.size[unit], made.required[need])
    found = linprog(
        np.r_[np.zeros(len(unit)), np.ones(len(known))],
        A_ub=limits,
        b_ub=made.hours[known],
        A_eq=met,
        b_eq=counted * made.required,
        bounds=np.c_[np.zeros(width), np.r_[most, np.full(len(known), np.inf)]],
        method="highs",
    )
    may_help = made.able.copy()
    if found.fun > _NONE:
        dear = found.lower.marginals[: len(unit)] > _NONE
        may_help[unit[dear], need[dear]] = False
    return max(0.0, round(float(found.fun), 9)), may_help


def _plenty(made: Model, counted: np.ndarray) -> bool:
    """Whether everybody could do all they can for everyone and have hours left."""
    times = np.minimum(made.size[:, None], made.required) * made.able
    return bool(((made.takes * times) @ counted <= made.hours).all())
