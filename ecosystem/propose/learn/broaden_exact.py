"""
How few people any plan of learning leaves, and the plan that leaves them: branch and bound.

A step whose price in the program is more than what a better plan could gain is left out, and
what the others need beside them is looked up again: most steps go. Then one step after another
is taken or left out (A. Land and A. Doig, *An automatic method of solving discrete programming
problems*, 1960); each plan that comes up is staffed.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import combinations

import numpy as np

from ecosystem.propose.learn.broaden_program import Program, program
from ecosystem.propose.learn.broaden_search import LONGEST, Steps, gain_of
from ecosystem.propose.learn.saving_tables import SavingTables, only
from ecosystem.propose.staff.staffing import Staffing

ROUNDS = 12
NODES, FREE_NODES = 8, 300
"""How many branches are looked at, and where no hours are known: then each costs little."""
NEAR = 8
"""So many plans near the first solution are staffed."""
_PARTS = 8
_FEWER = 0.95
"""As long as a round leaves fewer than this part of the steps there is another."""
_NONE = 1e-6


def proven(
    tables: SavingTables,
    learn: int,
    best: int,
    eased: np.ndarray,
    staff: Callable[[Steps], Staffing],
) -> int:
    """
    Find how few people any plan leaves, staffing the plans that might leave fewer than the best.

    Parameters
    ----------
    tables
        What `saving_tables` gives.
    learn
        How many steps at most.
    best
        People that the best known plan leaves.
    eased
        For each step, how many hours a week it alone makes the shortage less.
    staff
        Gives the staffing after a plan.

    Returns
    -------
    bound
        No plan leaves fewer people; one that `staff` was asked for may leave just so many. With
        more steps than plans are grown to it is that of the programme, without branches.
    """
    written, bound = _ruled_out(tables, learn, best, staff(()).hours_short, eased)
    if written is None or bound >= best or learn > LONGEST:
        return bound
    nodes: list[tuple[int, int, Steps, Steps]] = [(bound, 0, (), ())]
    shut, number = best, 0
    free = bool(staff(()).load["hours"].isna().all())
    for node in range(FREE_NODES if free else NODES):
        if not nodes or nodes[0][0] >= best:
            break
        _, _, taken, out = heappop(nodes)
        found = written.solved(taken, out)
        least = int(np.ceil(found.fun - _NONE)) if found.status == 0 else best
        if least >= best:
            continue
        some, part = _taken(written, found.x, taken)
        for plan in _near(taken, some, part, learn, NEAR if node == 0 else 1):
            if tables.people - gain_of(tables, plan) < best:
                best = min(best, staff(plan).people)
        branches = [(taken, (*out, *some[:1])), ((*taken, *some[:1]), out)]
        if not part.any():
            plan = tuple(sorted((*taken, *some)))
            low = max(least, tables.people - gain_of(tables, plan))
            low = max(low, staff(plan).bound) if low < best else low
            shut = min(shut, low if len(plan) == learn else least)
            branches = [((*taken, *some[:at]), (*out, step)) for at, step in enumerate(some)]
        for taken_, out_ in branches:
            number += 1
            heappush(nodes, (least, number, taken_, out_))
    return min(best, shut, *(node[0] for node in nodes[:1]))


def _taken(written: Program, found: np.ndarray, taken: Steps) -> tuple[Steps, np.ndarray]:
    """Give the other steps that are taken, most of it first, and which are in part only."""
    share = np.round(found[len(found) - len(written.steps) :], 6)
    some = np.flatnonzero((share > 0) & ~np.isin(written.steps, np.array(taken, dtype=int)))
    in_part = share[some] < 1
    some = some[np.lexsort((some, -share[some], ~in_part))]
    return tuple(written.steps[some].tolist()), share[some] < 1


def _near(taken: Steps, some: Steps, in_part: np.ndarray, learn: int, most: int) -> list[Steps]:
    """Give plans of what is taken wholly and of the most of what is taken in part."""
    whole = (*taken, *[step for step, part in zip(some, in_part, strict=True) if not part])
    others = [step for step, part in zip(some, in_part, strict=True) if part][:_PARTS]
    sets = combinations(range(len(others)), min(learn - len(whole), len(others)))
    order = sorted(sets, key=lambda each: (sum(each), each))[:most]
    return [tuple(sorted((*whole, *(others[at] for at in each)))) for each in order]


def _ruled_out(
    tables: SavingTables, learn: int, best: int, short: float, eased: np.ndarray
) -> tuple[Program | None, int]:
    """Write the program down with only the steps that may be in a better plan; give its bound."""
    left, bound, written = np.arange(len(tables.unit)), 0, None
    for _ in range(ROUNDS):
        written = program(only(tables, left), left, learn, short, eased)
        if written is None:
            break
        found = written.solved((), ())
        bound = max(bound, int(np.ceil(found.fun - _NONE)))
        price = found.lower.marginals[len(found.x) - len(written.steps) :]
        stays = written.steps[price <= best - 1 - found.fun + _NONE]
        if bound >= best or len(stays) > _FEWER * len(left):
            break
        left = stays
    return written, min(bound, best)
