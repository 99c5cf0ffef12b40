"""
The fewest people who together can do everything, exactly, for many cases at once.

A case of m needs has 2^m sets of needs. Let n(S) be the number of people who can do nothing of
S; then sum over S of (-1)^|S| C(n(S), k) of the groups of k people can together do everything
(inclusion and exclusion). The smallest k for which that is not 0 is the fewest, and the sum is
the number of groups that few. All n(S) follow from counting who can do exactly what, and adding
up over subsets: F. Yates, *The design and analysis of factorial experiments*, 1937.
"""

from __future__ import annotations

from math import comb

import numpy as np

MOST_NEEDS = 12
"""Up to so many needs in a case all sets of them are counted."""
NEVER = 99
"""In a table of subsets: nobody here can do this."""
_CELLS = 1 << 22
_COUNTABLE = np.iinfo(np.int64).max
_ALL_NODES = np.iinfo(np.int32).max


def fewest_people(masks: np.ndarray, wants: np.ndarray) -> np.ndarray:
    """
    Count, for each case, the fewest people who together can do all it wants.

    Parameters
    ----------
    masks
        What each person can do, a bit a need, as unsigned integers of 64 bits.
    wants
        What each case wants, idem.

    Returns
    -------
    fewest
        One number per case; -1 where something is wanted that nobody can do.

    Examples
    --------
    >>> people = np.array([0b011, 0b110], dtype=np.uint64)
    >>> fewest_people(people, np.array([0b010, 0b111, 0b1000, 0], dtype=np.uint64)).tolist()
    [1, 2, -1, 0]
    """
    distinct, which = np.unique(np.asarray(wants, dtype=np.uint64), return_inverse=True)
    return count_covers(_bits(masks), _bits(distinct))[0][which]


def count_covers(able: np.ndarray, wants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Count, for each case, the fewest people who together can do all, and the groups that few.

    Parameters
    ----------
    able
        Who can do what: people by needs, true or false.
    wants
        Which case wants what: cases by needs, idem.

    Returns
    -------
    fewest, optima
        Two numbers per case. The fewest is -1 where nobody can do something of it; optima is
        then 0, and -1 where there are too many to count or more than `MOST_NEEDS` needs.

    Examples
    --------
    >>> able = np.array([[1, 1, 0], [0, 1, 1], [1, 1, 0]], dtype=bool)
    >>> fewest, optima = count_covers(able, np.array([[1, 1, 1], [0, 1, 0]], dtype=bool))
    >>> fewest.tolist(), optima.tolist()
    ([2, 1], [2, 3])
    """
    columns = np.ascontiguousarray(able[able.any(axis=1)].T.astype(np.int64))
    sizes = wants.sum(axis=1)
    fewest, optima = np.zeros(len(wants), dtype=np.int64), np.ones(len(wants), dtype=np.int64)
    for size in range(MOST_NEEDS, 0, -1):
        rows = np.flatnonzero(sizes == size)
        step = max(1, _CELLS // max(columns.shape[1], 1 << size))
        for some in (rows[at : at + step] for at in range(0, len(rows), step)):
            masks = projected(columns, np.nonzero(wants[some])[1].reshape(len(some), size))
            fewest[some], optima[some] = _counted(masks, size)
    alone = np.flatnonzero((sizes > MOST_NEEDS) | (fewest == NEVER))
    for row in alone:
        fewest[row], optima[row] = _alone(able[:, wants[row]])
    return fewest, optima


def projected(columns: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """
    Give what each person can do of each case, as bits: the case's first need is bit 0.

    Parameters
    ----------
    columns
        Needs by people, 1 where able.
    needs
        Cases by places: the numbers of its needs.

    Returns
    -------
    projected
        Cases by people.

    Examples
    --------
    >>> projected(np.array([[1, 0], [0, 0], [1, 1]]), np.array([[0, 2]])).tolist()
    [[3, 2]]
    """
    masks: np.ndarray = columns[needs[:, 0]]
    for bit in range(1, needs.shape[1]):
        masks += columns[needs[:, bit]] << bit
    return masks


def subset_table(masks: np.ndarray, bits: int) -> np.ndarray:
    """
    Count the fewest people for every subset of a case's needs.

    Parameters
    ----------
    masks
        What each person can do of the case, as `projected` gives it: cases by people, or the
        people of one case.
    bits
        How many needs the case has.

    Returns
    -------
    table
        For every subset (as bits) the fewest people, as int8, `NEVER` where nobody can do
        something of it; the last axis is the 2^bits subsets.

    Examples
    --------
    >>> subset_table(np.array([0b01, 0b10]), 2).tolist()
    [0, 1, 1, 2]
    """
    flat = np.atleast_2d(masks)
    table = np.full((len(flat), 1 << bits), NEVER, dtype=np.int8)
    step = max(1, _CELLS >> (bits + 4))
    for at in range(0, len(flat), step):
        _fill(table[at : at + step], flat[at : at + step])
    return table.reshape(*masks.shape[:-1], 1 << bits)


def _fill(table: np.ndarray, masks: np.ndarray) -> None:
    """Let each person in turn take off what they can, from those who differ."""
    masks = np.sort(masks, axis=1)
    masks[:, 1:][masks[:, 1:] == masks[:, :-1]] = 0
    masks = np.sort(masks, axis=1)[:, (masks == 0).sum(axis=1).min() :]
    subsets = np.arange(table.shape[1])
    table[:, 0] = 0
    for person in range(masks.shape[1]):
        rest = subsets & ~masks[:, person, None]
        with_them = np.take_along_axis(table, rest, axis=1) + np.int8(1)
        np.minimum(table, with_them, out=table)


def _bits(masks: np.ndarray) -> np.ndarray:
    shifted = np.asarray(masks, dtype=np.uint64)[:, None] >> np.arange(64, dtype=np.uint64)
    return (shifted & 1).astype(bool)


def _counted(masks: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Count for cases of so many needs; what cannot be counted in 64 bits gets `NEVER`."""
    cases, people = masks.shape
    cell = masks + (np.arange(cases) << size)[:, None]
    none_of = np.bincount(cell.ravel(), minlength=cases << size)
    for bit in range(size):
        halves = none_of.reshape(len(none_of) >> bit + 1, 2, 1 << bit)
        halves[:, 1] += halves[:, 0]
    none_of = none_of.reshape(cases, 1 << size)[:, ::-1]
    sign = 1 - 2 * (np.bitwise_count(np.arange(1 << size)).astype(np.int64) & 1)
    fewest, optima = np.full(cases, -1), np.zeros(cases, dtype=np.int64)
    left = np.arange(cases)
    for fewer in range(size):
        number = fewer + 1
        if comb(people, number) > _COUNTABLE:
            fewest[left] = NEVER
            break
        groups = np.array([comb(others, number) for others in range(people + 1)])
        found = groups[none_of[left]] @ sign
        done = found > 0
        fewest[left[done]], optima[left[done]] = number, found[done]
        left = left[~done]
        if not len(left):
            break
    return fewest, optima


def _alone(able: np.ndarray) -> tuple[int, int]:
    """Count for one case by a linear program in whole numbers, however long it takes."""
    from ecosystem.measure.set_cover import smallest_cover  # noqa: PLC0415 (slow to start)

    if not able.any(axis=0).all():
        return -1, 0
    once = np.ones(able.shape[1], dtype=np.int64)
    return round(smallest_cover(able, once, nodes=_ALL_NODES).value), -1
