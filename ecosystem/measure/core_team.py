"""The smallest team that can do everything here."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.cases import cases, eligible
from ecosystem.measure.chosen_teams import UNKNOWN_STEP
from ecosystem.measure.least import required_of
from ecosystem.measure.set_cover import smallest_cover
from ecosystem.measure.supply import supply
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood

_COLUMNS = dict.fromkeys(["label", "needs", "alone"], "str") | {
    "proven": "boolean",
    "people": "Int64",
    "bound": "Int64",
}


def core_team(hood: Neighbourhood, *, backup: int = 1) -> pd.DataFrame:
    """
    Choose the fewest professionals who together can meet every need there is here.

    A set multi-cover, solved exactly: every need that somebody has (every need in use, where
    nothing says who needs what) by `backup` of them, a critical one by two at least, and by no
    more than there are who may. Needs that nobody may meet are left out: `coverage` lists them.
    Of several such teams the one with the lowest sum of steps of the ladder (an unknown step
    counts as 6), then with the smallest sum of places in the order of ids.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`.
    backup
        How many of the team each need wants.

    Returns
    -------
    core_team
        One row per `actor` chosen, by id: `label`; `needs` (those it may meet, joined by `|`);
        `alone` (of those, the ones that want two or more and that no other professional here
        may meet, idem); and, for the team as a whole, `proven` (that none is smaller),
        `people` (its size) and `bound` (people any team takes at least).

    Raises
    ------
    MissingTable
        If `competences` was not supplied.

    Examples
    --------
    >>> core_team(street)[["needs", "proven", "people"]]
          needs  proven  people
    actor
    gp     skin    True       1
    >>> len(core_team(street, backup=2))
    2
    """
    can = eligible(hood)
    sets = cases(hood)
    if sets is None:
        wanted = in_use(hood)
    else:
        wanted = sorted(set(sets.loc[sets["residents"] > 0, "needs"].str.split("|").explode()))
    can = can[can["professional"] & can["need"].isin(wanted)]
    place, actors = pd.factorize(can["actor"], sort=True)
    need, needs = pd.factorize(can["need"], sort=True)
    asked = required_of(hood, needs.to_numpy(dtype=object), backup)
    there = np.bincount(need, minlength=len(needs))
    who = supply(hood).reindex(actors)
    steps = who["step"].fillna(UNKNOWN_STEP).to_numpy(dtype=np.int64)
    team = smallest_cover(
        _matrix(place, need, (len(actors), len(needs))),
        np.minimum(asked, there),
        then=[steps, np.arange(len(actors))],
    )
    alone = can["need"].where((asked > 1)[need] & (there == 1)[need])
    chosen = actors[team.chosen].to_numpy(dtype=object)
    by = pd.DataFrame({"needs": can["need"], "alone": alone}).groupby(can["actor"], sort=True)
    told = by.agg(lambda some: "|".join(some.dropna())).reindex(chosen)
    frame = told.assign(
        label=who["label"].reindex(chosen),
        proven=team.proven,
        people=len(chosen),
        bound=round(team.bound),
    )
    return frame[list(_COLUMNS)].astype(_COLUMNS).rename_axis("actor")


def _matrix(row: np.ndarray, column: np.ndarray, shape: tuple[int, int]) -> object:
    from scipy.sparse import coo_array  # noqa: PLC0415 (slow to start)

    return coo_array((np.ones(len(row)), (row, column)), shape=shape)
