"""
The plans of learning that save most by look-up: all of them where few, else a local search.

Teaching is not a sum of its steps: two may save nobody alone and one person together. So what
is looked up is each step, each pair and, up to `DENSE`, each three; a larger plan is grown from
the best of these, up to `LONGEST`, and each of its steps swapped for a better one as long as
there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np

from ecosystem.propose.learn.saving_tables import SavingTables, saved, together

DENSE = 700_000
"""Up to so many sets of three steps all are looked up."""
THREES = 300_000
"""Up to so many sets of three are looked up to see what a step needs beside it."""
LONGEST = 20
"""Plans are grown to so many steps at most."""
_STARTS = 5
"""From so many pairs a local search sets out."""

Steps = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Ranked:
    """
    Plans, those that save most by look-up first; then the fewest steps, then the first steps.

    `saves`: people each saves where hours are no limit; there no plan saves more than `at_most`,
    and none that is not given more than `beyond`.
    """

    plans: list[Steps]
    saves: list[int]
    at_most: int
    beyond: int


def ranked(tables: SavingTables, learn: int, most: int, *, threes: bool = True) -> Ranked:
    """
    Rank plans of so many steps or fewer.

    Parameters
    ----------
    tables
        What `saving_tables` gives.
    learn
        How many steps at most.
    most
        How many plans of each size to give.
    threes
        Whether to look up all threes (where they are few enough).

    Returns
    -------
    ranked
        The plans.
    """
    steps = len(tables.unit)
    depth = min(learn, 3 if threes and comb(steps, 3) <= DENSE else 2)
    gains = _gains(tables, depth)
    found: dict[Steps, int] = {}
    for size, gain in enumerate(gains, start=1):
        found |= _top(gain, _sets(steps, size), most)
    if learn > depth:
        for start in _top(gains[-1], _sets(steps, depth), min(_STARTS, most)):
            found |= _climbed(tables, start, learn)
        at_most = beyond = _at_most(tables, gains, learn)
    else:
        at_most = max([0, *(int(gain.max(initial=0)) for gain in gains)])
        rest = [np.partition(gain, -most - 1)[-most - 1] for gain in gains if len(gain) > most]
        beyond = max([0, *map(int, rest)])
    order = sorted(found, key=lambda plan: (-found[plan], len(plan), plan))
    return Ranked(order, [found[plan] for plan in order], at_most, beyond)


def gain_of(tables: SavingTables, plan: Steps) -> int:
    """Look up what one plan saves where hours are no limit."""
    return _beside(tables, plan)[0]


def _gains(tables: SavingTables, depth: int) -> list[np.ndarray]:
    """Look up every step, every pair, every three, each in the order of `_sets`."""
    steps, step, residents = len(tables.unit), tables.step, tables.residents
    part, many = tables.part, np.bincount(tables.part)
    start = np.cumsum(many) - many
    rows = [_in_parts(start, many, size) for size in range(1, depth + 1)]
    alone = saved(tables, rows[0])
    gains = [np.bincount(step, residents * alone, steps)]
    if depth > 1:
        i, j = rows[1].T
        both = np.maximum(together(tables, rows[1]), np.maximum(alone[i], alone[j]))
        place = _place(steps, step[i], step[j])
        more = residents[i] * (both - alone[i] - alone[j])
        pair = np.bincount(place, more, comb(steps, 2))
        i, j = _sets(steps, 2).T
        gains.append(pair + gains[0][i] + gains[0][j])
    if depth > 2:
        i, j, k = rows[2].T
        square = np.zeros((len(part), int(many.max(initial=0))), dtype=np.int8)
        first = start[part]
        square[rows[1][:, 0], rows[1][:, 1] - first[rows[1][:, 0]]] = both
        u, v = j - first[i], k - first[i]
        pairs = np.array([square[i, u], square[i, v], square[j, v]], dtype=np.int64)
        all_ = np.maximum(together(tables, rows[2]), pairs.max(axis=0))
        extra = all_ - pairs.sum(axis=0) + alone[i] + alone[j] + alone[k]
        place = _place(steps, step[i], step[j], step[k])
        three = np.bincount(place, residents[i] * extra, comb(steps, 3))
        both_of = np.zeros((steps, steps))
        both_of[tuple(_sets(steps, 2).T)] = pair
        i, j, k = _sets(steps, 3).T
        three = three + both_of[i, j] + both_of[i, k] + both_of[j, k]
        gains.append(three + gains[0][i] + gains[0][j] + gains[0][k])
    return [np.round(gain).astype(np.int64) for gain in gains]


def _in_parts(start: np.ndarray, many: np.ndarray, size: int) -> np.ndarray:
    """Give all sets of so many rows of one part, part by part."""
    sets = [_sets(own, size) + at for at, own in zip(start.tolist(), many.tolist(), strict=True)]
    return np.concatenate([np.zeros((0, size), dtype=np.int64), *sets])


@lru_cache(maxsize=256)
def _sets(many: int, size: int) -> np.ndarray:
    """Give all sets of so many, numbers rising, in their order."""
    if size == 1:
        return np.arange(many)[:, None]
    rest = _sets(many, size - 1)
    more = many - 1 - rest[:, -1]
    first = np.repeat(np.cumsum(more) - more, more)
    last = np.repeat(rest[:, -1] + 1, more) + np.arange(len(first)) - first
    return np.column_stack([np.repeat(rest, more, axis=0), last])


def _place(many: int, *sets: np.ndarray) -> np.ndarray:
    """Give the place of each set in `_sets`."""
    place, before = np.zeros(len(sets[0]), dtype=np.int64), np.full(len(sets[0]), -1)
    for at, number in enumerate(sets):
        size = len(sets) - at - 1
        left = np.array([comb(rest, size + 1) for rest in range(many + 1)])
        place += left[many - before - 1] - left[many - number]
        before = number
    return place


def _top(gain: np.ndarray, sets: np.ndarray, most: int) -> dict[Steps, int]:
    """Give the sets that save most, those with the first steps where it is the same."""
    least = np.partition(gain, -most)[-most] if len(gain) > most else 0
    at = np.flatnonzero(gain >= max(least, 1))
    at = at[np.argsort(-gain[at], kind="stable")][:most]
    return {tuple(sets[where].tolist()): int(gain[where]) for where in at}


def _climbed(tables: SavingTables, plan: Steps, learn: int) -> dict[Steps, int]:
    """Grow a plan by the best step, then swap steps, as long as more can be saved."""
    value, most = gain_of(tables, plan), _all_but_one(tables)
    while len(plan) < min(learn, LONGEST, len(tables.unit)) and value < most:
        step, value = _best_with(tables, plan)
        plan = tuple(sorted((*plan, step)))
    better = value < most
    while better:
        better = False
        for out in plan:
            rest = tuple(step for step in plan if step != out)
            step, gained = _best_with(tables, rest)
            if gained > value:
                plan, value, better = tuple(sorted((*rest, step))), gained, True
                break
    for out in reversed(plan):
        rest = tuple(step for step in plan if step != out)
        if gain_of(tables, rest) == value:
            plan = rest
    return {plan: value}


def _all_but_one(tables: SavingTables) -> int:
    """Say what would be saved if every part that learning is of use for were left one person."""
    first = np.unique(tables.part, return_index=True)[1]
    return int(tables.residents[first] @ (tables.fewest[first] - 1))


def _best_with(tables: SavingTables, plan: Steps) -> tuple[int, int]:
    """Find the step that a plan saves most with, and what it then saves."""
    total, extra = _beside(tables, plan)
    extra[list(plan)] = -1
    step = int(np.argmax(extra))
    return step, total + int(extra[step])


def _beside(tables: SavingTables, plan: Steps) -> tuple[int, np.ndarray]:
    """Look up what a plan saves, and what each step saves beside it."""
    part, own = tables.part, np.isin(tables.step, plan)
    count = np.bincount(part, own).astype(np.int64)
    total, extra = 0, np.zeros(len(tables.unit))
    for many in np.unique(count).tolist():
        mine, others = (np.flatnonzero((count[part] == many) & has) for has in (own, ~own))
        if many:
            sets = mine.reshape(-1, many)
            now = saved(tables, sets)
            total += int(now @ tables.residents[sets[:, 0]])
            at = np.searchsorted(part[sets[:, 0]], part[others])
            fewer = saved(tables, np.column_stack([sets[at], others])) - now[at]
        else:
            fewer = saved(tables, others[:, None])
        extra += np.bincount(tables.step[others], fewer * tables.residents[others], len(extra))
    return total, extra


def _at_most(tables: SavingTables, gains: list[np.ndarray], learn: int) -> int:
    """Say what no plan of so many steps saves more than."""
    saves = tables.residents * shares(tables, learn)
    worth = np.bincount(tables.step, saves, len(tables.unit))
    most = np.sort(worth)[::-1][:learn].sum()
    if learn == 3 and comb(len(worth), 3) <= DENSE:
        i, j, k = _sets(len(worth), 3).T
        two = np.zeros((len(worth), len(worth)))
        two[tuple(_sets(len(worth), 2).T)] = gains[1]
        least = np.minimum(two[i, j] + worth[k], two[i, k] + worth[j])
        most = min(most, np.minimum(least, two[j, k] + worth[i]).max(initial=0))
    return int(most + 1e-6)


def shares(tables: SavingTables, learn: int) -> np.ndarray:
    """
    Say what a step counts for at most in a part, so that no plan saves more than its steps do.

    A step saves a part one person at most (two where two people of the unit may be of use). One
    that saves nothing alone has others before it, of which one saved nothing; one that saves
    nothing beside any other, two. In a plan of so many steps that leaves so much of each.

    Parameters
    ----------
    tables
        What `saving_tables` gives.
    learn
        How many steps a plan has at most.

    Returns
    -------
    shares
        For each row of the tables, people a resident.
    """
    many = np.bincount(tables.part)
    start = np.cumsum(many) - many
    alone = saved(tables, np.arange(len(tables.part))[:, None])
    pairs = _in_parts(start, many, 2)
    both = saved(tables, pairs)
    beside = _adds(len(alone), pairs, both, [alone[pairs[:, 1]], alone[pairs[:, 0]]])
    share = np.where(alone > 0, 1.0, np.maximum(learn - 2 + beside, 0) / learn)
    if learn == 3 and sum(comb(own, 3) for own in many.tolist()) <= THREES:
        threes = _in_parts(start, many, 3)
        rest = [saved(tables, threes[:, [i, j]]) for i, j in ((1, 2), (0, 2), (0, 1))]
        all_ = np.maximum(together(tables, threes), np.max(rest, axis=0, initial=0))
        share[~beside & ~(alone > 0) & ~_adds(len(alone), threes, all_, rest)] = 0
    doubles = np.bincount(tables.part, tables.twice)[tables.part] > 0
    return np.where(doubles, 1.0 + tables.twice, share)


def _adds(rows: int, sets: np.ndarray, all_: np.ndarray, rest: list[np.ndarray]) -> np.ndarray:
    """Say which rows add something to the rest of a set."""
    adds = np.zeros(rows, dtype=bool)
    for place, without in enumerate(rest):
        adds[sets[all_ > without, place]] = True
    return adds
