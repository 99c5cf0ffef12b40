"""What a plan of learning changes for residents and for who helps them, all else as it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.propose.staff.kept_teams import kept
from ecosystem.propose.staff.staffing import Staffing
from ecosystem.propose.staff.units import Model


@dataclass(frozen=True, eq=False)
class Change:
    """
    The teams now and after a plan, with everybody in `who` as they can do the same after it.

    Of the divisions of work with as few people, one that leaves much as it is: a case that
    needs as many people as now keeps its teams, if there are hours for it. `may` says of each
    row which needs it may be asked for.
    """

    now: pd.DataFrame
    after: pd.DataFrame
    now_may: np.ndarray
    after_may: np.ndarray
    made: Model

    def unit(self, who: str) -> int:
        """Give the place, after the plan, of somebody (ids joined by `|`)."""
        first, *_ = who.split("|")
        return next(at for at, ids in enumerate(self.made.actors) if first in ids)

    def together(self, who: str) -> tuple[str, ...]:
        """Give all who can do the same as somebody after the plan, of their profession."""
        return self.made.actors[self.unit(who)]


def change(before: Model, now: Staffing, made: Model, after: Staffing) -> Change:
    """
    Hold what is now against what is after a plan.

    Parameters
    ----------
    before, now
        The units and cases, and their staffing.
    made, after
        The same after the plan; the cases are the same.

    Returns
    -------
    change
        The teams of both.
    """
    unit = {one: at for at, ids in enumerate(made.actors) for one in ids}
    own = {"|".join(ids): at for at, ids in enumerate(before.actors)}
    first, then = now.teams, after.teams
    may = now.may_help[first["who"].map(own).to_numpy(dtype=np.int64)]
    for rows in (first, then):
        rows["unit"] = rows["who"].str.split("|").str[0].map(unit).astype("int64")
        rows["who"] = np.array(["|".join(ids) for ids in made.actors], dtype=object)[rows["unit"]]
        rows["who"] = rows["who"].astype("str")
    keep = kept(first, then, made, np.arange(len(made.cases)))
    then = pd.concat([first[first["case"].isin(keep)], then[~then["case"].isin(keep)]])
    then = then.sort_values(["case", "team", "unit"], kind="stable", ignore_index=True)
    return Change(first, then, may, after.may_help[then["unit"].to_numpy()], made)


def rests(changed: Change, who: str, need: str) -> float:
    """
    Say how many hours a week of a need rest on who has learnt it, and did not.

    Of residents in whose team nobody else is asked for it (or too few where it wants backup).

    Parameters
    ----------
    changed
        What `change` gives.
    who
        Ids joined by `|`.
    need
        What they have learnt.

    Returns
    -------
    rests
        Hours; missing (nan) where nobody says what the need takes.
    """
    made, at = changed.made, changed.made.needs.index(need)
    unit = changed.unit(who)
    if np.isnan(made.median[at]) and not made.usual[at]:
        return float("nan")
    now = _rests(changed.now, changed.now_may[:, at], made, unit, at)
    return (_rests(changed.after, changed.after_may[:, at], made, unit, at) - now) * float(
        made.takes[unit, at]
    )


def _rests(rows: pd.DataFrame, may: np.ndarray, made: Model, unit: int, need: int) -> int:
    """Count how often a unit must meet a need, over all residents."""
    people, residents = rows["people"].to_numpy(), rows["residents"].to_numpy()
    own = may & (rows["unit"] == unit).to_numpy()
    team = rows.groupby(["case", "team"]).ngroup().to_numpy()
    others = np.bincount(team, people * (may & ~own))[team] if len(rows) else people
    has = made.cases[rows["case"].to_numpy(), need]
    times = np.clip(made.required[need] - others, 0, people) * own * has
    return int(times @ residents)


def shared(rows: pd.DataFrame) -> pd.DataFrame:
    """
    Count the residents that each pair shares.

    Parameters
    ----------
    rows
        Teams, as `Change` has them.

    Returns
    -------
    shared
        `residents` of each `who` and `partner`, in the order of their names; the same twice
        where two of them come to one resident.
    """
    each = rows.groupby(["case", "team", "who"], as_index=False).agg(
        people=("people", "sum"), residents=("residents", "first")
    )
    partner = each[["case", "team", "who"]].rename(columns={"who": "partner"})
    both = each.merge(partner, on=["case", "team"])
    two = (both["who"] == both["partner"]) & (both["people"] > 1)
    both = both[(both["who"] < both["partner"]) | two]
    return both.groupby(["who", "partner"])[["residents"]].sum()
