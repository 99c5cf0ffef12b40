"""
The fewest people who together can do everything often enough, exactly, case by case.

Those who can do the same of a case are one class. What is still to be done is a state: how many
more people each need wants. Class by class, from the last to the first, each state gets the
fewest people of the classes so far who end it, and how many groups of so many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb, prod

import numpy as np

MOST_STATES = 1 << 16
"""Beyond so many states a case is for `set_cover`."""
_COUNTABLE = np.iinfo(np.int64).max
_NEVER = 1 << 14


@dataclass(frozen=True)
class Often:
    """
    A case worked out: for every state the fewest people, class by class.

    Parameters
    ----------
    people, optima
        The fewest people, and how many groups of so many there are.
    wanted
        How many people each need still wants: states by needs.
    classes, sizes
        What each class can do, as bits, and of how many people it is.
    layers
        For each class, the fewest people of it and the later ones, per state; and of none.
    after
        For each class, the state each state becomes by one person of it.
    """

    people: int
    optima: int
    wanted: np.ndarray
    classes: Sequence[int]
    sizes: Sequence[int]
    layers: Sequence[np.ndarray]
    after: Sequence[np.ndarray]


def can_count(required: Iterable[int]) -> bool:
    """Tell whether a case has few enough states; `required` is how often it wants each need."""
    return bool(countable(np.array([[int(number) for number in required]]))[0])


def countable(required: np.ndarray) -> np.ndarray:
    """Tell it of many cases: `required` is cases by needs."""
    states = (required + 1.0).prod(axis=1)
    return np.asarray((states <= MOST_STATES) & (required.sum(axis=1) < _NEVER))


def cover_often(masks: Sequence[int], required: Sequence[int]) -> Often:
    """
    Work out the fewest people who together can do everything often enough.

    Parameters
    ----------
    masks
        What each person can do of the case, the first need as bit 0.
    required
        How many different people each need wants; no more than there are.

    Returns
    -------
    often
        The case worked out.

    Examples
    --------
    >>> often = cover_often([0b11, 0b11, 0b01, 0b10], [2, 1])
    >>> often.people, often.optima
    (2, 3)
    """
    classes, sizes = np.unique([mask for mask in masks if mask], return_counts=True)
    wanted, after = _states(required, classes)
    big = comb(len(masks), min(sum(required), len(masks) // 2)) > _COUNTABLE
    fewest = np.full(len(wanted), _NEVER, dtype=np.int16)
    groups = np.zeros(len(wanted), dtype=object if big else np.int64)
    fewest[0], groups[0] = 0, 1
    layers = [fewest]
    for size, step in reversed(list(zip(sizes.tolist(), after, strict=True))):
        state, least, count = step, fewest, groups
        for number in range(1, min(size, max(required)) + 1):
            with_them, ways = fewest[state] + number, groups[state] * comb(size, number)
            better, same = with_them < least, with_them == least
            count = np.where(better, ways, np.where(same, count + ways, count))
            least = np.minimum(least, with_them)
            state = step[state]
        fewest, groups = least, count
        layers.append(fewest)
    people, optima = int(fewest[-1]), int(groups[-1])
    return Often(people, optima, wanted, classes.tolist(), sizes.tolist(), layers[::-1], after)


def _states(required: Sequence[int], classes: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """List what each state still wants, and where each class brings each state."""
    sizes = np.asarray(required) + 1
    wanted = np.stack(np.unravel_index(np.arange(prod(sizes.tolist())), sizes[::-1]), axis=1)
    wanted = np.ascontiguousarray(wanted[:, ::-1])
    weight = np.concatenate([[1], np.cumprod(sizes[:-1])])
    does = (classes[:, None] >> np.arange(len(sizes))) & 1
    state, worth = np.arange(len(wanted)), (wanted > 0) * weight
    return wanted, [state - worth @ one for one in does]
