"""The hours that each need gets of those who can meet it, the first served first."""

from __future__ import annotations

import numpy as np

_NOTHING = 1e-9
"""Hours below this are none: they come of rounding."""


def served(able: np.ndarray, hours: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """
    Find the hours each need gets, where all needs together get as many as possible.

    The hours that needs can get together form a polymatroid: serving one after the other, each
    as many as it can get without taking any from those before, makes the total maximal, and
    gives one answer only. Who gave to a need before may be asked for another, where somebody
    else can give to the first instead (an augmenting path).

    Parameters
    ----------
    able
        Needs by actors, in the order in which needs are served: true or false.
    hours
        Of each actor.
    asked
        Hours that each need asks for.

    Returns
    -------
    served
        Hours that each need gets.

    Examples
    --------
    >>> able = np.array([[True, True], [True, False]])
    >>> served(able, np.array([3.0, 2.0]), np.array([4.0, 2.0])).tolist()
    [4.0, 1.0]
    """
    given, rest = np.zeros(able.shape), hours.astype(np.float64)
    can = [np.flatnonzero(one).tolist() for one in able]
    for need, wants in enumerate(asked.tolist()):
        left = wants
        for actor in can[need]:
            part = min(left, rest[actor])
            given[need, actor] += part
            rest[actor] -= part
            left -= part
        while left > _NOTHING and (path := _path(need, can, given, rest)):
            part = min(left, rest[path[-1]], *(given[pair] for pair in _back(path)))
            rest[path[-1]] -= part
            left -= part
            for pair in _back(path):
                given[pair] -= part
            for pair in zip(path[::2], path[1::2], strict=True):
                given[pair] += part
    return np.asarray(given.sum(axis=1))


def _path(need: int, can: list[list[int]], given: np.ndarray, rest: np.ndarray) -> list[int]:
    """Find a shortest way to hours that are left: need, actor, need, ..., actor; none is empty."""
    before: dict[int, int] = {}
    reached, near = {need: -1}, [need]
    while near:
        further = []
        for one in near:
            for actor in can[one]:
                if actor in before:
                    continue
                before[actor] = one
                if rest[actor] > _NOTHING:
                    return _way(actor, before, reached)
                for other in np.flatnonzero(given[:, actor] > _NOTHING).tolist():
                    if other not in reached:
                        reached[other] = actor
                        further.append(other)
        near = further
    return []


def _way(actor: int, before: dict[int, int], reached: dict[int, int]) -> list[int]:
    path = [actor]
    while actor >= 0:
        need = before[actor]
        actor = reached[need]
        path += [need, actor]
    return path[-2::-1]


def _back(path: list[int]) -> list[tuple[int, int]]:
    """List who gives less to which need along a way."""
    return list(zip(path[2::2], path[1::2], strict=False))
