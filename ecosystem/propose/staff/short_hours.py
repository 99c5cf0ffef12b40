"""The hours that are asked for beyond what people have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosystem.propose.staff.units import Model

_NONE = 1e-7


@dataclass(frozen=True, eq=False)
class _Sharing:
    """What everybody's work, shared over who can do it, must keep to."""

    unit: np.ndarray
    """Of each pair of unit and need, in hours over all residents: who."""
    need: np.ndarray
    most: np.ndarray
    known: np.ndarray
    """Units whose hours are known."""
    hours: Any
    """What the pairs ask of those units, with what they ask beyond it."""
    met: Any
    wanted: np.ndarray


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
    if _plenty(made):
        return 0.0, made.able
    may_help = made.able.copy()
    sharing = _sharing(made, made.able)
    found = _least(made, sharing)
    if found.fun > _NONE:
        dear = found.lower.marginals[: len(sharing.unit)] > _NONE
        may_help[sharing.unit[dear], sharing.need[dear]] = False
    return max(0.0, round(float(found.fun), 9)), may_help


def eases(made: Model) -> np.ndarray:
    """Say which unit (by needs) could make the shortage less by learning which need, alone."""
    found = _least(made, _sharing(made, made.able))
    spares: np.ndarray = (
        np.asarray(found.eqlin.marginals) - _worth(made, found)[:, None] * made.takes
    )
    return made.may & (spares > _NONE)


def first_prices(made: Model, able: np.ndarray, dear: float) -> np.ndarray:
    """
    Guess what an hour of each unit is worth, in people, before any team is made.

    As if whoever comes for a need always met as many needs of that resident as they usually
    can, and so were that part of a person.

    Parameters
    ----------
    made
        The units and cases.
    able
        Units by needs: who may be asked for what.
    dear
        What an hour beyond what people have is worth.

    Returns
    -------
    prices
        0 where hours are unknown or to spare.
    """
    sharing = _sharing(made, able)
    has = made.cases * made.residents[:, None]
    usual = (has.T @ (made.cases.astype(float) @ able.T)) / has.sum(axis=0)[:, None]
    return _worth(made, _least(made, sharing, 1 / usual[sharing.need, sharing.unit], dear))


def _worth(made: Model, found: Any) -> np.ndarray:
    """Say what an hour more of each unit would spare."""
    price = np.zeros(len(made.size))
    price[np.isfinite(made.hours)] = np.maximum(-found.ineqlin.marginals, 0)
    return price


def _sharing(made: Model, who: np.ndarray) -> _Sharing:
    from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)

    counted = (made.residents @ made.cases).astype(np.float64)
    unit, need = np.nonzero(who)
    known = np.flatnonzero(np.isfinite(made.hours))
    row = np.full(len(made.size), -1)
    row[known] = np.arange(len(known))
    some = np.flatnonzero(row[unit] >= 0)
    width = len(unit) + len(known)
    hours = csr_array(
        (
            np.r_[made.takes[unit[some], need[some]], -np.ones(len(known))],
            (np.r_[row[unit[some]], row[known]], np.r_[some, len(unit) + row[known]]),
        ),
        shape=(len(known), width),
    )
    ones = np.ones(len(unit))
    met = csr_array((ones, (need, np.arange(len(unit)))), shape=(len(made.needs), width))
    most = counted[need] * np.minimum(made.size[unit], made.required[need])
    return _Sharing(unit, need, most, known, hours, met, counted * made.required)


def _least(
    made: Model, sharing: _Sharing, cost: np.ndarray | float = 0.0, dear: float = 1.0
) -> Any:
    """Find the sharing that costs least, by pair and by hour beyond what people have."""
    from scipy.optimize import linprog  # noqa: PLC0415 (slow to start)

    over = len(sharing.known)
    most = np.r_[sharing.most, np.full(over, np.inf)]
    return linprog(
        np.r_[np.broadcast_to(cost, len(sharing.unit)), np.full(over, dear)],
        A_ub=sharing.hours,
        b_ub=made.hours[sharing.known],
        A_eq=sharing.met,
        b_eq=sharing.wanted,
        bounds=np.c_[np.zeros(len(most)), most],
        method="highs",
    )


def _plenty(made: Model) -> bool:
    """Whether everybody could do all they can for everyone and have hours left."""
    times = np.minimum(made.size[:, None], made.required) * made.able
    return bool(((made.takes * times) @ (made.residents @ made.cases) <= made.hours).all())
