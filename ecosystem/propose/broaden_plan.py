"""Which learning steps lower the number of people at the door most: the choice itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from ecosystem.propose.broaden_search import Ranked, Steps, gain_of, ranked
from ecosystem.propose.learning import learnt
from ecosystem.propose.saving_tables import SavingTables, only, saving_tables
from ecosystem.propose.short_hours import eases
from ecosystem.propose.staffing import Staffing, staffed
from ecosystem.propose.units import Model

Method = Literal["exact", "local search"]
TRIES = 12
"""So many of the best plans by look-up are staffed."""
LARGE = 150
"""With more different parts of cases than this only the best plan is."""
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
    tables = saving_tables(made)
    trials = Trials(made, tables, {(): now})
    if not learn or not len(tables.unit):
        return Choice([], [], now, now, now.bound, now.proven, "exact", None)
    large = len(np.unique(tables.part)) > LARGE
    most = 1 if large else TRIES
    order = ranked(tables, learn, most)
    calm = _calm(trials)
    best: Steps = ()
    if not large or calm is None:
        best = _tried(trials, best, order, most)
    if calm is not None:
        best = _tried(trials, best, ranked(only(tables, calm), learn, most), most)
    after = trials.staff(best)
    bound = min(max(tables.people - order.at_most, 0), after.people)
    order_, added = _in_order(trials, best, large=large)
    proven = after.people <= bound
    return Choice(
        steps=trials.steps(order_),
        added=added,
        now=now,
        after=after,
        bound=bound,
        proven=proven,
        method="exact" if proven else "local search",
        second=_second(trials, best),
    )


def _calm(trials: Trials) -> np.ndarray | None:
    """Give the steps that leave a shortage of hours as it is; None where there is none."""
    if trials.staff(()).hours_short <= _HOURS:
        return None
    return np.flatnonzero(~eases(trials.made)[trials.made.may])


def _tried(trials: Trials, best: Steps, order: Ranked, most: int) -> Steps:
    """Staff the best plans by look-up, until none of the others can be better."""
    for plan, saves in list(zip(order.plans, order.saves, strict=True))[:most]:
        if trials.staff(best).people <= trials.tables.people - saves:
            break
        best = min(best, plan, key=trials.key)
    return best


def _in_order(trials: Trials, plan: Steps, *, large: bool) -> tuple[Steps, list[int]]:
    """Put the steps of a plan in the order of what each adds to those before it."""

    def people(some: Steps) -> int:
        some = tuple(sorted(some))
        return -gain_of(trials.tables, some) if large else trials.staff(some).people

    done: Steps = ()
    added: list[int] = []
    while len(done) < len(plan):
        left = sorted(set(plan) - set(done))
        step = min(left, key=lambda step: (people((*done, step)), step))
        added.append(people(done) - people((*done, step)))
        done = (*done, step)
    return done, _shared_out(trials, plan, added) if large else added


def _shared_out(trials: Trials, plan: Steps, added: Sequence[int]) -> list[int]:
    """Share what a plan saves over its steps as their look-ups are."""
    total = trials.staff(()).people - trials.staff(plan).people
    share = np.round(np.cumsum(added) / max(sum(added), 1) * total).astype(np.int64)
    steps: list[int] = np.diff(share, prepend=0).tolist()
    return steps


def _second(trials: Trials, best: Steps) -> tuple[list[tuple[int, int]], Staffing] | None:
    others = [plan for plan in trials.done if plan and plan != best]
    if not others:
        return None
    plan = min(others, key=trials.key)
    return trials.steps(plan), trials.staff(plan)
