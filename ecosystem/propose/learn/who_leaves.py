"""Who comes to whom no longer, or newly, when the learning steps of a plan are taken."""

from __future__ import annotations

import pandas as pd

from ecosystem.propose.learn.broaden import effects
from ecosystem.propose.staff.units import Count
from ecosystem.tables.neighbourhood import Neighbourhood


def who_leaves(
    hood: Neighbourhood, *, learn: int = 3, backup: int = 1, count: Count = "professionals"
) -> pd.DataFrame:
    """
    Say which professions come to which residents less, or more, after the steps of `broaden`.

    Of the divisions of the work with as few people, one is told that leaves much as it is:
    residents who need as many people as now keep theirs, if there are hours for it.

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
    >>> wants = street.profiles.head(1).assign(residents=4)
    >>> can = street.competences.assign(actor=["gp", "social"], need=["skin", "transport"])
    >>> here = street.replace(profiles=wants, competences=can)
    >>> who_leaves(here)[["profession", "people_now", "people_after", "change", "hours_moved"]]
          profession  people_now  people_after  change  hours_moved
    0  social_worker           4             0      -4         -6.0
    1             gp           4             4       0          6.0
    """
    changed = effects(hood, learn=learn, backup=backup, count=count)
    now, after = _visits(changed.now), _visits(changed.after)
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


def _visits(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the people at the door, and their hours, by needs and profession."""
    rows = rows.assign(people=rows["people"] * rows["residents"])
    return rows.groupby(["needs", "profession"])[["people", "hours"]].sum()
