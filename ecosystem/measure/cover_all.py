"""
The fewest people who together can do everything often enough, exactly, for many cases at once.

What is still to be done of a case is a state: how many more people each need wants. The states of
all cases stand in one row of numbers, and person after person takes off what they can. A need
that is met as soon as another one is, is left out first, which leaves few states.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from ecosystem.measure.cover import projected

_NEVER = 1 << 14
_CELLS = 1 << 20
_FEW = 8
"""Cases of up to so many needs are worked out together."""


def fewest_of_all(able: np.ndarray, wanted: np.ndarray, often: np.ndarray) -> np.ndarray:
    """
    Count, for each case, the fewest people who together can do all it wants.

    Parameters
    ----------
    able
        Who can do what: people by needs, true or false.
    wanted
        Which case wants what: cases by needs, idem.
    often
        How many different people each need wants, where it is wanted; no more than there are,
        and so few that the states of each case (see `can_count`) can be counted.

    Returns
    -------
    fewest
        One number per case.

    Examples
    --------
    >>> able = np.array([[1, 1, 0], [0, 1, 1], [1, 1, 0]], dtype=bool)
    >>> wanted = np.array([[1, 1, 1], [0, 1, 0], [0, 0, 0]], dtype=bool)
    >>> fewest_of_all(able, wanted, np.array([1, 2, 1])).tolist()
    [2, 2, 0]
    """
    order = np.argsort(-often, kind="stable")
    able, wanted, often = able[:, order], wanted[:, order], often[order]
    wanted = wanted & ~(wanted.astype(np.float32) @ _implied(able, often) > 0)
    bits = np.packbits(wanted, axis=1)
    _, first, which = np.unique(
        np.ascontiguousarray(bits).view(f"V{bits.shape[1]}").ravel(),
        return_index=True,
        return_inverse=True,
    )
    wanted = wanted[first]
    states = np.where(wanted, often + 1, 1).prod(axis=1)
    found = np.zeros(len(first), dtype=np.int64)
    group = np.maximum(wanted.sum(axis=1), _FEW)
    for size in np.unique(group).tolist():
        rows = np.flatnonzero(group == size)
        step = max(1, _CELLS // int(states[rows].max()))
        for some in (rows[at : at + step] for at in range(0, len(rows), step)):
            found[some] = _counted(able, wanted[some], often)
    return found[which]


def _implied(able: np.ndarray, often: np.ndarray) -> np.ndarray:
    """Tell which needs are met as soon as another is: it wants no fewer, of no others."""
    one = able.astype(np.float32)
    inside = (one.T @ (1 - one) == 0) & (often[:, None] >= often)
    twins = inside & inside.T
    return np.asarray(inside & ~np.tril(twins), dtype=np.float32)


def _counted(able: np.ndarray, wanted: np.ndarray, often: np.ndarray) -> np.ndarray:
    masks, patterns, which = _masks(able, wanted, often)
    order = np.argsort((masks == 0).sum(axis=1), kind="stable")
    masks, which = masks[order], which[order]
    tables = [_states(pattern) for pattern in patterns]
    many = np.array([len(has) for has, _ in tables])[which]
    ends = np.cumsum(many)
    width = 1 << max(len(pattern) for pattern in patterns)
    less = np.zeros((len(tables), width), dtype=np.int32)
    for at, (_, worth) in enumerate(tables):
        less[at, : len(worth)] = worth
    base = np.repeat((which * width).astype(np.int32), many)
    has = np.concatenate([tables[at][0] for at in which.tolist()])
    state = np.arange(ends[-1], dtype=np.int32)
    table = np.full(ends[-1], _NEVER, dtype=np.int16)
    table[ends - many] = 0
    flat = less.ravel()
    for person in masks.T:
        cases = np.count_nonzero(person)
        size = ends[cases - 1]
        does = np.repeat(person[:cases], many[:cases])
        does &= has[:size]
        does += base[:size]
        rest = state[:size] - flat[does]
        np.minimum(table[:size], table[rest] + np.int16(1), out=table[:size])
    found = np.empty(len(order), dtype=np.int64)
    found[order] = table[ends - 1]
    return found


def _masks(
    able: np.ndarray, wanted: np.ndarray, often: np.ndarray
) -> tuple[np.ndarray, list[tuple[int, ...]], np.ndarray]:
    """Give what each person can do of a case as bits, as often as counts; all wants, and whose."""
    sizes = wanted.sum(axis=1)
    needs = np.full((len(wanted), max(int(sizes.max()), 1)), able.shape[1])
    rows, columns = np.nonzero(wanted)
    needs[rows, np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)] = columns
    able = np.vstack([able.T, np.zeros(len(able), dtype=bool)])
    masks = -np.sort(-projected(able.astype(np.int32), needs), axis=1)
    most = int(often[columns].max(initial=1))
    masks[:, most:][masks[:, most:] == masks[:, :-most]] = 0
    masks = -np.sort(-masks, axis=1)
    masks = masks[:, : int((masks > 0).sum(axis=1).max(initial=0))]
    wants, which = np.unique(np.append(often, 0)[needs], axis=0, return_inverse=True)
    return masks, [tuple(one for one in row if one) for row in wants.tolist()], which.ravel()


@cache
def _states(pattern: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Tell which needs each state still wants, as bits, and what each set of them is worth."""
    has, worth, states = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32), 1
    for bit, often in enumerate(pattern):
        has = np.concatenate([has, *[has | 1 << bit] * often])
        worth = np.concatenate([worth, worth + states])
        states *= often + 1
    return has, worth
