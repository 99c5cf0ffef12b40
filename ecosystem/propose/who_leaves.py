"""Who comes to whom no longer, or newly, when the learning steps of a plan are taken."""

from __future__ import annotations

import pandas as pd

from ecosystem.propose.broaden import broaden
from ecosystem.propose.staffing import Staffing, staffing
from ecosystem.propose.units import Count, taught
from ecosystem.tables.neighbourhood import Neighbourhood


def who_leaves(
    hood: Neighbourhood, *, learn: int = 3, backup: int = 1, count: Count = "professionals"
) -> pd.DataFrame:
    """
    Say which professions come to which residents less, or more, after the steps of `broaden`.

    Of several divisions of the work with as few people, the one is told that `staffing` finds.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    learn
        How many learning steps at most.
    backup
        How many people must be able to meet each need of one resident.
    count
        Who counts: `professionals` or `everyone`.

    Returns
    -------
    who_leaves
        One row per combination of needs and profession that differs, most people fewer first,
        then by needs and profession: `needs` (left for who counts, joined by `|`),
        `profession` (empty where unknown), `people_now` and `people_after` (at the door, over
        the residents with these needs), `change`, and `hours_moved` (a week; less than nothing
        where the profession does less).

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> len(who_leaves(street))
    0
    """
    steps = broaden(hood, learn=learn, backup=backup, count=count)
    pairs = [(row.who.split("|"), row.need) for row in steps.itertuples(index=False)]
    now = _visits(staffing(hood, backup=backup, count=count))
    after = _visits(staffing(taught(hood, pairs), backup=backup, count=count))
    both = pd.concat([now.add_suffix("_now"), after.add_suffix("_after")], axis=1).fillna(0)
    frame = both[["people_now", "people_after"]].astype("Int64")
    frame["change"] = frame["people_after"] - frame["people_now"]
    frame["hours_moved"] = (both["hours_after"] - both["hours_now"]).astype("Float64").round(6)
    differs = frame["change"].ne(0) | frame["hours_moved"].ne(0)
    return (
        frame[differs]
        .reset_index()
        .sort_values(["change", "needs", "profession"], ignore_index=True)
    )


def _visits(found: Staffing) -> pd.DataFrame:
    """Count the people at the door, and their hours, by needs and profession."""
    rows = found.teams
    rows = rows.assign(people=rows["people"] * rows["residents"])
    return rows.groupby(["needs", "profession"])[["people", "hours"]].sum()
