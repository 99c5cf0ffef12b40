"""Which residents keep their team when things change: nobody is moved about for nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.propose.staff.staffing import staffing
from ecosystem.propose.staff.units import Model, model
from ecosystem.tables.neighbourhood import Neighbourhood

_NONE = 1e-6


def with_kept_teams(hood: Neighbourhood, after: Neighbourhood) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Staff a neighbourhood now and after a change, and change no more than that asks.

    There are many ways to divide the work with as few people; two of them, as they come, differ
    in much that nothing asks for. Of those after the change one is told in which residents who
    need as many people as now keep theirs: where all of them can still do what they may have
    done, and there are hours for it.

    Parameters
    ----------
    hood
        The neighbourhood now.
    after
        The same after moves.

    Returns
    -------
    now, then
        Rows of `Staffing.teams`.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> now, then = with_kept_teams(street, street)
    >>> now.equals(then)
    True
    """
    before, made = model(hood), model(after)
    now, then = staffing(hood).teams, staffing(after).teams
    same = before.needs == made.needs and np.array_equal(before.cases, made.cases)
    if not same or not np.array_equal(before.residents, made.residents):
        return now, then
    place = _still(before, made)
    own = {"|".join(ids): at for at, ids in enumerate(before.actors)}
    unit, case = now["who"].map(own).to_numpy(np.int64), now["case"].to_numpy()
    fits = place[unit] >= 0
    fits &= ~(before.able[unit] & made.cases[case] & ~made.able[place[unit]]).any(axis=1)
    new = {"|".join(ids): at for at, ids in enumerate(made.actors)}
    keep = kept(
        now.assign(unit=place[unit]),
        then.assign(unit=then["who"].map(new)),
        made,
        np.setdiff1d(np.arange(len(made.cases)), case[~fits]),
    )
    both = [now[now["case"].isin(keep)], then[~then["case"].isin(keep)]]
    return now, pd.concat(both).sort_values("case", kind="stable", ignore_index=True)


def _still(before: Model, made: Model) -> np.ndarray:
    """Give the unit each unit is in after the change; -1 where it is in several."""
    unit = {one: at for at, ids in enumerate(made.actors) for one in ids}
    among = [{unit.get(one, -1) for one in ids} for ids in before.actors]
    return np.array([min(places) if len(places) == 1 else -1 for places in among], dtype=np.int64)


def kept(now: pd.DataFrame, after: pd.DataFrame, made: Model, cases: np.ndarray) -> np.ndarray:
    """
    Say which cases keep their teams: as many people, and hours for it.

    Parameters
    ----------
    now, after
        Rows of `Staffing.teams`, each with its `unit` after the change.
    made
        The units after the change.
    cases
        Those that could.

    Returns
    -------
    kept
        Those that do, in order.
    """
    shape = (len(made.cases), len(made.size))
    people, hours = np.zeros((2, shape[0])), np.zeros((2, *shape))
    for at, rows in enumerate((now[now["case"].isin(cases)], after)):
        case, unit = rows["case"].to_numpy(), rows["unit"].to_numpy(np.int64)
        np.add.at(people[at], case, (rows["people"] * rows["residents"]).to_numpy())
        np.add.at(hours[at], (case, unit), rows["hours"].to_numpy(np.float64))
    used, more = hours[1].sum(axis=0), hours[0] - hours[1]
    found: list[int] = []
    for _ in range(2):
        for case in np.setdiff1d(cases[people[0][cases] == people[1][cases]], found):
            if (more[case] <= np.maximum(made.hours - used, 0) + _NONE).all():
                used += more[case]
                found.append(case)
    return np.sort(np.array(found, dtype=np.int64))
