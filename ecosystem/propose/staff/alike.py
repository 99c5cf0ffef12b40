"""Cases that can be reckoned with together: their needs are wanted by equally many people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ecosystem.propose.staff.units import Model

MOST_STATES = 1 << 14
"""In more ways a case's needs may be met in part: such a case is left to a solver."""


@dataclass(frozen=True, eq=False)
class Alike:
    """Cases whose needs are wanted by equally many people: reckoned with together."""

    cases: np.ndarray
    times: np.ndarray
    """How often each need is wanted."""
    needs: np.ndarray
    """Cases by places: which need; -1 where the case has no more."""
    one: np.ndarray
    """Cases by places: units able to meet one need of it, as often as people may be of use."""
    many: np.ndarray
    """Idem, units able to meet several."""

    @cached_property
    def full(self) -> np.ndarray:
        """For each case the state in which all is met."""
        state: np.ndarray = (self.needs >= 0) @ (self.times * self.apart)
        return state

    @cached_property
    def apart(self) -> np.ndarray:
        """How far apart two states lie that differ by one in a need."""
        steps: np.ndarray = np.append(np.cumprod((self.times + 1)[:0:-1])[::-1], 1)
        return steps


def alike(made: Model, able: np.ndarray) -> list[Alike]:
    """Put cases together that can be reckoned with together; not those with too many states."""
    several = (made.cases & (made.required > 1)).sum(axis=1)
    once = made.cases.sum(axis=1) - several
    kinds: dict[tuple[int, ...], list[int]] = {}
    for case, has in enumerate(made.cases):
        more = sorted(made.required[has & (made.required > 1)].tolist(), reverse=True)
        kinds.setdefault((*more, *([1] * (2 * -(-int(once[case]) // 2)))), []).append(case)
    return [
        _alike(made, able, np.array(kinds[times]), np.array(times))
        for times in sorted(kinds)
        if np.prod(np.array(times, dtype=float) + 1) <= MOST_STATES
    ]


def _alike(made: Model, able: np.ndarray, cases: np.ndarray, times: np.ndarray) -> Alike:
    needs = np.full((len(cases), len(times)), -1)
    for row, case in enumerate(cases):
        own = np.flatnonzero(made.cases[case])
        own = own[np.argsort(-made.required[own], kind="stable")]
        needs[row, : len(own)] = own
    units = np.repeat(np.arange(len(made.size)), np.minimum(made.size, times.max()))
    use = made.cases[cases].astype(np.int64) @ able[units].T
    return Alike(cases, times, needs, _packed(use == 1, units), _packed(use > 1, units))


def _packed(use: np.ndarray, units: np.ndarray) -> np.ndarray:
    """List the units of use to each case, in order; -1 where there are no more."""
    order = np.argsort(~use, axis=1, kind="stable")[:, : int(use.sum(axis=1).max())]
    return np.where(np.take_along_axis(use, order, axis=1), units[order], -1)


def shapes(group: Alike, cases: int) -> list[tuple[int, int, int, int]]:
    """For each need the states as (cases, states before it, its levels, states after it)."""
    states = int(np.prod(group.times + 1))
    return [
        (cases, states // (step * (times + 1)), times + 1, step)
        for times, step in zip(group.times.tolist(), group.apart.tolist(), strict=True)
    ]
