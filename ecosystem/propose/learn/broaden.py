"""Broader roles: which learning steps lower the number of people at the door most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ecosystem.measure.options import checked
from ecosystem.propose.learn.broaden_effects import Change, change, rests, shared
from ecosystem.propose.learn.broaden_plan import Choice, choose
from ecosystem.propose.staff.learning import learnt
from ecosystem.propose.staff.staffing import staffing
from ecosystem.propose.staff.units import Count, Model, model, taught
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

STEP = {"who": "str", "profession": "str", "need": "str", "days": "Float64"}
COLUMNS = STEP | {
    "people_saved": "Int64",
    "hours_moved": "Float64",
    "alone": "boolean",
    "people_now": "Int64",
    "people_after": "Int64",
    "pairs_apart": "Int64",
    "pairs_new": "Int64",
    "bound": "Int64",
    "gap": "Float64",
    "proven": "boolean",
    "method": "str",
    "runner_up": "string",
    "runner_up_people": "Int64",
}


def broaden(
    hood: Neighbourhood,
    *,
    learn: int = 3,
    backup: int = 1,
    count: Count = "professionals",
    method: Literal["best", "greedy"] = "best",
) -> pd.DataFrame:
    """
    Find the learning steps that lower the number of professionals at the door most.

    *Given what people here need and who can do what, after which steps do the fewest come?* A
    step: everybody of one profession who can do the same learns one need more. It may be what
    `teachable` lists, or without that table whatever generalists (general practitioner, practice
    nurse, district nurse, social worker, elderly adviser) cannot do yet; never what is reserved
    for others, nor what takes one resident more hours than one of them has. Informal and
    collective helpers learn nothing, and without `teachable` nor does anybody of a profession in
    words of your own. Nor is anything learnt that nobody can do now, or too few
    for its backup: that closes a gap and brings people in, see `find_gaps`.

    A plan is weighed by `staffing`: a team for every resident, where residents with the same
    needs may have different teams; within everybody's hours, or where those do not suffice with
    as few hours beyond them as can be; and then as few people as can be, all residents
    together. Hours that are unknown are no limit. The plan with the fewest people is taken;
    then the fewest hours short, the fewest steps, the steps that stand first (by id, then
    need), among the plans weighed. People come before hours short between plans: a step that
    relieves who has too few hours sends one person more to the same residents, so with the
    shortage first learning would fill the doors that it is to empty.

    Steps that save nobody alone may save somebody together, so they are chosen together: plans
    are ranked by look-up and the best weighed, and a linear programme with branch and bound
    says what no plan can go below. Where that does not meet, the gap is told. With hundreds of
    different cases one plan is weighed, and what no plan can go below is taken as if hours were
    no limit; `people_saved` then shares out the total as the steps promise.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    learn
        How many learning steps at most. The search grows plans to 20; of more it says by the gap
        what they might yet save.
    backup
        How many people must be able to meet each need of one resident.
    count
        Who counts: `professionals` (what informal help meets is met and costs nobody) or
        `everyone`.
    method
        `best`, or `greedy` to compare with it: the best single step, again and again. It is
        blind to steps that save together only.

    Returns
    -------
    broaden
        One row a step, in the order of what each adds to those above it; no rows where no plan
        was found that saves anybody (`saving_curve` says whether that is proven). Of the step:
        `who` (ids joined by `|`) of `profession` (missing where unknown) learns `need` in
        `days` (all of them together; missing where unknown); `people_saved`; `hours_moved`,
        hours a week of that need that then rest on them and did not, of residents in whose
        team nobody else is asked for it (missing where nobody says what it takes); `alone`,
        whether that is one person, on whom it then hangs. Of the whole plan, the same in every
        row: `people_now`, `people_after` (at the door, over all residents); `pairs_apart` and
        `pairs_new`, pairs who share residents now and then no more, and the other way round
        (see `who_shares`); `bound` (no plan leaves fewer), `gap` (`people_after` less the
        bound, as a part of `people_after`), `proven` (they are the same), `method` (`exact`
        where proven, `local search`, or `greedy, for comparison`, which has no bound);
        `runner_up`, the best other plan that was weighed, or the first by look-up where none
        was, and no part of this one (who and need, steps joined by `;`; missing with hundreds
        of cases), and `runner_up_people` that it leaves. `who_leaves` tells who comes to which
        residents less.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> wants = street.profiles.head(1).assign(residents=4)
    >>> can = street.competences.assign(actor=["gp", "social"], need=["skin", "transport"])
    >>> here = street.replace(profiles=wants, competences=can)
    >>> plan = broaden(here)
    >>> plan[["who", "need", "people_saved", "hours_moved", "alone"]]
      who       need  people_saved  hours_moved  alone
    0  gp  transport             4          6.0   True
    >>> plan[["people_now", "people_after", "pairs_apart", "gap", "proven", "runner_up"]]
       people_now  people_after  pairs_apart  gap  proven    runner_up
    0           8             4            1  0.0    True  social skin
    """
    checked(learn=learn)
    if method == "greedy":
        rounds = _greedy(hood, learn, backup, count)
        return _table(rounds, method="greedy, for comparison", proven=False)
    found = chosen(hood, learn=learn, backup=backup, count=count)
    made, people = model(hood, backup=backup, count=count), found.after.people
    second = _named(made, found.second[0]) if found.second else None
    return _table(
        [(made, found)],
        bound=found.bound,
        gap=round((people - found.bound) / max(people, 1), 6),
        proven=found.proven,
        method=found.method,
        runner_up=None if second is None else ";".join(second["who"] + " " + second["need"]),
        runner_up_people=found.second[1].people if found.second else None,
    )


def chosen(hood: Neighbourhood, *, learn: int, backup: int, count: Count) -> Choice:
    """Give the choice of `choose`, remembered."""
    checked(learn=learn)
    return remember(hood, _Chosen(learn, backup, count))


def effects(hood: Neighbourhood, *, learn: int, backup: int, count: Count) -> Change:
    """Give what the steps of `chosen` change."""
    found = chosen(hood, learn=learn, backup=backup, count=count)
    return _changed([(model(hood, backup=backup, count=count), found)])


@dataclass(frozen=True)
class _Chosen:
    learn: int
    backup: int
    count: Count

    def __call__(self, hood: Neighbourhood) -> Choice:
        made = model(hood, backup=self.backup, count=self.count)
        return choose(made, staffing(hood, backup=self.backup, count=self.count), self.learn)


def _greedy(
    hood: Neighbourhood, learn: int, backup: int, count: Count
) -> list[tuple[Model, Choice]]:
    """Take the best single step, then the best of the neighbourhood as it is then, and so on."""
    rounds = []
    for _ in range(learn):
        made = model(hood, backup=backup, count=count)
        found = chosen(hood, learn=1, backup=backup, count=count)
        if not found.steps:
            break
        rounds.append((made, found))
        hood = taught(hood, [(made.actors[unit], made.needs[need]) for unit, need in found.steps])
    return rounds


def _table(rounds: Sequence[tuple[Model, Choice]], **plan: object) -> pd.DataFrame:
    """Put the steps of one choice after another in a table, with what all together change."""
    steps = [_named(made, found.steps).assign(people_saved=found.added) for made, found in rounds]
    if not sum(map(len, steps)):
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    frame = pd.concat(steps, ignore_index=True)
    changed = _changed(rounds)
    now, after = (shared(rows).index for rows in (changed.now, changed.after))
    pairs = list(zip(frame["who"], frame["need"], strict=True))
    frame = frame.assign(
        hours_moved=[round(rests(changed, who, need), 6) for who, need in pairs],
        alone=[len(changed.together(who)) == 1 for who, _ in pairs],
        people_now=rounds[0][1].now.people,
        people_after=rounds[-1][1].after.people,
        pairs_apart=len(now.difference(after)),
        pairs_new=len(after.difference(now)),
        **plan,
    )
    return frame.reindex(columns=list(COLUMNS)).astype(COLUMNS)


def _changed(rounds: Sequence[tuple[Model, Choice]]) -> Change:
    """Hold what is before the first choice against what is after the last."""
    (before, first), (made, last) = rounds[0], rounds[-1]
    return change(before, first.now, learnt(made, last.steps), last.after)


def _named(made: Model, steps: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Name who learns what in how many days."""
    rows = [
        (
            "|".join(made.actors[unit]),
            made.professions[unit] or None,
            made.needs[need],
            None if np.isnan(made.days[unit, need]) else made.days[unit, need],
        )
        for unit, need in steps
    ]
    return pd.DataFrame(rows, columns=list(STEP)).astype(STEP)
