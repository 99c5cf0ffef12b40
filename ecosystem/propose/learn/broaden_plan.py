"""Which learning steps lower the number of people at the door most: the choice itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np

from ecosystem.propose.learn.broaden_exact import proven
from ecosystem.propose.learn.broaden_search import LONGEST, Steps, ranked
from ecosystem.propose.learn.priced_steps import priced_steps
from ecosystem.propose.learn.saving_tables import SavingTables, saving_tables
from ecosystem.propose.staff.learning import learnt
from ecosystem.propose.staff.short_hours import eases, short_hours
from ecosystem.propose.staff.staffing import Staffing, staffed
from ecosystem.propose.staff.units import Model

Method = Literal["exact", "local search"]
PROMISING = 8
"""Plans are made of so many of the steps that promise most where hours are scarce."""
TRIES, FEW = 5, 12
"""So many of the best plans by look-up are staffed, and where no more may be better so many."""
LARGE = 300
"""With more different cases than this only one is."""
_HOURS = 1e-4


@dataclass(frozen=True, eq=False)
class Choice:
    """
    The steps chosen, what they leave, and how good that is.

    `steps` (unit and need, by their places) in the order of what each adds, `added` people
    saved by each; the staffings `now` and `after`; `bound`: no plan leaves fewer people;
    `second`: the best other plan that was staffed.
    """

    steps: list[tuple[int, int]]
    added: list[int]
    now: Staffing
    after: Staffing
    bound: int
    proven: bool
    method: Method
    second: tuple[list[tuple[int, int]], Staffing] | None


@dataclass(eq=False)
class Trials:
    """Plans that were staffed, each once."""

    made: Model
    tables: SavingTables
    done: dict[Steps, Staffing] = field(default_factory=dict)

    @cached_property
    def promise(self) -> np.ndarray:
        """What each step alone promises where hours are scarce."""
        return priced_steps(self.made, self.staff(()))

    def staff(self, plan: Steps) -> Staffing:
        """Staff the neighbourhood as it is after a plan."""
        if plan not in self.done:
            self.done[plan] = staffed(learnt(self.made, self.steps(plan)))
        return self.done[plan]

    def steps(self, plan: Steps) -> list[tuple[int, int]]:
        """Give unit and need of each step."""
        return [(int(self.tables.unit[at]), int(self.tables.need[at])) for at in plan]

    def key(self, plan: Steps) -> tuple[int, int, int, Steps]:
        """Rank a plan: fewest people, hours short, steps, then the steps that stand first."""
        found = self.staff(plan)
        return (found.people, round(found.hours_short / _HOURS), len(plan), plan)


def choose(made: Model, now: Staffing, learn: int) -> Choice:
    """
    Choose the learning steps.

    Parameters
    ----------
    made
        The units and cases.
    now
        Their staffing.
    learn
        How many steps at most.

    Returns
    -------
    choice
        The fewest people; then the fewest hours short, the fewest steps, and the steps that
        stand first, by unit and need.
    """
    if not learn or not made.may.any():
        return Choice([], [], now, now, now.bound, now.proven, "exact", None)
    tables, learn = saving_tables(made), min(learn, int(made.may.sum()))
    trials = Trials(made, tables, {(): now})
    large = len(made.cases) > LARGE
    if large and (now.price > 0).any():
        best, bound = _priced(trials, learn)
    else:
        best, bound = _looked_up(trials, learn, 1 if large else TRIES)
    if not large and trials.staff(best).people > bound:
        least = proven(tables, learn, trials.staff(best).people, _eased(trials), trials.staff)
        best, bound = min(trials.done, key=trials.key), max(bound, least)
        if learn > 1 and trials.staff(best).people > bound:
            best = min(best, _one_by_one(trials, learn), key=trials.key)
        _in_order(trials, best, large=False)
        best = min(trials.done, key=trials.key)
    second = None if large else _second(trials, best, learn)
    if second is not None and trials.key(second) < trials.key(best):
        best, second = second, _second(trials, second, learn)
    after = trials.staff(best)
    bound = max(min(bound, after.people), 0)
    order, added = _in_order(trials, best, large=large)
    exact = after.people <= bound
    return Choice(
        steps=trials.steps(order),
        added=added,
        now=now,
        after=after,
        bound=bound,
        proven=exact,
        method="exact" if exact else "local search",
        second=None if second is None else (trials.steps(second), trials.staff(second)),
    )


def _looked_up(trials: Trials, learn: int, most: int) -> tuple[Steps, int]:
    """Staff the plans that save most by look-up; give the best, and what none leaves fewer than."""
    order, people = ranked(trials.tables, learn, FEW), trials.tables.people
    best: Steps = ()
    for number, (plan, gain) in enumerate(zip(order.plans, order.saves, strict=True)):
        fewest = trials.staff(best).people
        if fewest <= people - gain:
            break
        better = sum(people - gain < fewest for gain in order.saves[number:])
        if number >= most and (better > FEW or people - order.beyond < fewest):
            return best, people - order.at_most
        best = min(best, plan, key=trials.key)
    if trials.staff(best).people > people - order.beyond:
        return best, people - order.at_most
    return best, min(found.bound for found in trials.done.values())


def _one_by_one(trials: Trials, learn: int) -> Steps:
    """Take the best single step, then the best of what is then, and so on."""
    plan: Steps = ()
    for _ in range(min(learn, LONGEST)):
        made = learnt(trials.made, trials.steps(plan))
        found = choose(made, trials.staff(plan), 1)
        steps = [
            at
            for unit, need in found.steps
            for at in np.flatnonzero(trials.tables.need == need).tolist()
            if set(trials.made.actors[trials.tables.unit[at]]) <= set(made.actors[unit])
        ]
        if len(steps) != 1:
            break
        plan = tuple(sorted((*plan, *steps)))
    return plan


def _priced(trials: Trials, learn: int) -> tuple[Steps, int]:
    """Staff the plan that promises most where hours are scarce, else the best one by look-up."""
    order = ranked(trials.tables, learn, 1, threes=False)
    tried = [(), *[*_promising(trials, learn), *order.plans][:1]]
    return min(tried, key=trials.key), trials.tables.people - order.at_most


def _promising(trials: Trials, learn: int) -> list[Steps]:
    """Give the plans of the best steps; a second step of one unit counts half, and so on."""
    saves = trials.promise
    if trials.staff(()).hours_short > _HOURS:
        saves = np.where(eases(trials.made)[trials.made.may], -1, saves)
    order = np.argsort(-saves, kind="stable")[:PROMISING]
    top = order[saves[order] > 0].tolist()
    worth: dict[Steps, float] = {}
    for plan in combinations(sorted(top), min(learn, len(top))):
        seen: dict[int, int] = {}
        worth[plan] = 0.0
        for step in sorted(plan, key=lambda step: -saves[step]):
            unit = int(trials.tables.unit[step])
            seen[unit] = seen.get(unit, 0) + 1
            worth[plan] += saves[step] / seen[unit]
    return sorted(worth, key=lambda plan: (-worth[plan], plan))


def _eased(trials: Trials) -> np.ndarray:
    """Say how many hours a week each step alone makes the shortage less."""
    eased, now = np.zeros(len(trials.tables.unit)), trials.staff(()).hours_short
    if now > _HOURS:
        for step in np.flatnonzero(eases(trials.made)[trials.made.may]).tolist():
            left, _ = short_hours(learnt(trials.made, trials.steps((step,))))
            eased[step] = max(0.0, now - left - _HOURS)
    return eased


def _in_order(trials: Trials, plan: Steps, *, large: bool) -> tuple[Steps, list[int]]:
    """
    Put the steps of a plan in the order of what each adds to those before it.

    Where the neighbourhood is large, what the plan saves is shared out as the steps promise.
    """
    if large:
        promise = np.maximum(trials.promise[list(plan)], _HOURS)
        order = np.argsort(-promise, kind="stable")
        share = np.cumsum(promise[order]) / promise.sum()
        total = trials.staff(()).people - trials.staff(plan).people
        return tuple(np.array(plan)[order].tolist()), np.diff(
            np.round(share * total).astype(np.int64), prepend=0
        ).tolist()

    def people(some: Steps) -> int:
        return trials.staff(tuple(sorted(some))).people

    done: Steps = ()
    added: list[int] = []
    while len(done) < len(plan):
        left = sorted(set(plan) - set(done))
        step = min(left, key=lambda step: (people((*done, step)), step))
        added.append(people(done) - people((*done, step)))
        done = (*done, step)
    return done, added


def _second(trials: Trials, best: Steps, learn: int) -> Steps | None:
    """Give the best other plan that was tried, or the best by look-up; no part of the best."""
    others = [plan for plan in trials.done if not set(plan) <= set(best)]
    if not others:
        looked_up = ranked(trials.tables, learn, TRIES).plans
        others = [plan for plan in looked_up if not set(plan) <= set(best)][:1]
    return min(others, key=trials.key, default=None)
