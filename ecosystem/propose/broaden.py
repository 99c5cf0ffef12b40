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
        One row a step, in the order of what each adds.

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
        }
        for (unit, need), added in zip(found.steps, found.added, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
