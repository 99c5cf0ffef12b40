"""What each further learning step adds: the curve from which a budget is chosen."""

from __future__ import annotations

import pandas as pd

from ecosystem.propose.learn.broaden import chosen
from ecosystem.propose.learn.broaden_search import LONGEST
from ecosystem.propose.staff.staffing import staffing
from ecosystem.propose.staff.units import Count, model
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.progress import counted


def saving_curve(
    hood: Neighbourhood, *, most: int = 6, backup: int = 1, count: Count = "professionals"
) -> pd.DataFrame:
    """
    Give the professionals at the door after each number of learning steps.

    Every row is the best plan for that number, as `broaden` finds it, and need not be that of
    the row above with one step more. A plan of fewer steps is also one of more, so the curve
    never rises.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    most
        Up to how many learning steps; of more than the 20 to which plans are grown there are no
        rows.
    backup
        How many people must be able to meet each need of one resident.
    count
        Who counts: `professionals` or `everyone`.

    Returns
    -------
    saving_curve
        One row per number of steps, from none: `learn` (steps), `people` (at the door, over all
        residents), `saved` (people, against none), `bound` (what no plan of so many steps goes
        below) and `proven`.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> saving_curve(street, most=1)
       learn  people  saved  bound  proven
    0      0       1      0      1    True
    1      1       1      0      1    True
    """
    now = staffing(hood, backup=backup, count=count)
    rows = [(0, now.people, now.bound)]
    there_are = int(model(hood, backup=backup, count=count).may.sum())
    for learn in counted(range(1, min(most, LONGEST) + 1), "learning steps"):
        found = chosen(hood, learn=min(learn, there_are), backup=backup, count=count)
        rows.append((learn, min(found.after.people, rows[-1][1]), found.bound))
    frame = pd.DataFrame(rows, columns=["learn", "people", "bound"])
    frame["saved"] = now.people - frame["people"]
    frame["proven"] = frame["people"] <= frame["bound"]
    return frame[["learn", "people", "saved", "bound", "proven"]]
