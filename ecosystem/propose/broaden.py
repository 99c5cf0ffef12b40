"""Broader roles: which learning steps lower the number of people at the door most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.propose.broaden_plan import Choice, choose
from ecosystem.propose.staffing import staffing
from ecosystem.propose.units import Count, Model, model
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

COLUMNS = {
    "who": "str",
    "profession": "str",
    "need": "str",
    "days": "Float64",
    "people_saved": "Int64",
    "people_now": "Int64",
    "people_after": "Int64",
    "bound": "Int64",
    "gap": "Float64",
    "proven": "boolean",
    "method": "str",
    "runner_up": "string",
    "runner_up_people": "Int64",
}


def broaden(
    hood: Neighbourhood, *, learn: int = 3, backup: int = 1, count: Count = "professionals"
) -> pd.DataFrame:
    """
    Find the learning steps that lower the number of professionals at the door most.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    learn
        How many learning steps at most: one profession with one set of needs it can meet learns
        one need more.
    backup
        How many people must be able to meet each need of one resident.
    count
        Who counts: `professionals` or `everyone`.

    Returns
    -------
    broaden
        One row a step, in the order of what each adds; none where no plan saves anybody: `who`
        (ids joined by `|`) of `profession` learns `need` in `days` (all of them together;
        missing where unknown) and saves `people_saved` on top of the rows above. For the plan,
        the same in every row: `people_now` and `people_after` (at the door, over all residents,
        within everybody's hours: see `staffing`), `bound` (no plan leaves fewer), `gap` (share
        of `people_after` above the bound), `proven`, `method` (`exact`, or `local search` where
        it is not proven), and the best other plan that was tried: `runner_up` (who and need,
        steps joined by `;`) and `runner_up_people`. `who_leaves` tells who comes to whom less.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> len(broaden(street))
    0
    """
    found = chosen(hood, learn=learn, backup=backup, count=count)
    made = model(hood, backup=backup, count=count)
    return steps_of(made, found)


def chosen(hood: Neighbourhood, *, learn: int, backup: int, count: Count) -> Choice:
    """Give the choice of `choose`, remembered."""
    return remember(hood, _Chosen(learn, backup, count))


@dataclass(frozen=True)
class _Chosen:
    learn: int
    backup: int
    count: Count

    def __call__(self, hood: Neighbourhood) -> Choice:
        made = model(hood, backup=self.backup, count=self.count)
        return choose(made, staffing(hood, backup=self.backup, count=self.count), self.learn)


def steps_of(made: Model, found: Choice) -> pd.DataFrame:
    """Put a choice in a table."""
    people = found.after.people
    rows = [
        {
            "who": "|".join(made.actors[unit]),
            "profession": made.professions[unit] or None,
            "need": made.needs[need],
            "days": None if np.isnan(made.days[unit, need]) else made.days[unit, need],
            "people_saved": added,
            "people_now": found.now.people,
            "people_after": people,
            "bound": found.bound,
            "gap": round((people - found.bound) / people, 6),
            "proven": found.proven,
            "method": found.method,
            "runner_up": _named(made, found),
            "runner_up_people": found.second[1].people if found.second else None,
        }
        for (unit, need), added in zip(found.steps, found.added, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _named(made: Model, found: Choice) -> str | None:
    """Name the steps of the best other plan."""
    if not found.second:
        return None
    return ";".join(
        f"{'|'.join(made.actors[unit])} {made.needs[need]}" for unit, need in found.second[0]
    )
