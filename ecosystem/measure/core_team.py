"""The smallest team that can do everything here."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ecosystem.measure.cases import cases
from ecosystem.measure.chosen_teams import UNKNOWN_STEP
from ecosystem.measure.eligible import eligible
from ecosystem.measure.least import required_of
from ecosystem.measure.options import checked
from ecosystem.measure.set_cover import binding, first_ids, smallest_cover
from ecosystem.measure.supply import supply
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood

_COLUMNS = dict.fromkeys(["label", "needs", "alone"], "str") | {
    "proven": "boolean",
    "settled": "boolean",
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
    counts as 6), then with the first ids: the one with the first id that the other has not.

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
        `settled` (that of those as small none goes before it by the stated rule), `people` (its
        size) and `bound` (people any team takes at least).

    Raises
    ------
    MissingTable
        If `competences` was not supplied.
    ValueError
        If `backup` is not a whole number of at least 1.

    Examples
    --------
    >>> core_team(street)[["needs", "proven", "people"]]
          needs  proven  people
    actor
    gp     skin    True       1
    >>> len(core_team(street, backup=2))
    2
    """
    checked(backup=backup)
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
    covers = _matrix(place, need, (len(actors), len(needs)))
    sure, maybe, left = _reduced(covers, np.minimum(asked, there), steps)
    team = smallest_cover(covers[maybe], left, then=[steps[maybe], *first_ids(len(maybe))])
    alone = can["need"].where((asked > 1)[need] & (there == 1)[need])
    chosen = actors[np.sort(np.append(sure, maybe[team.chosen]))].to_numpy(dtype=object)
    by = pd.DataFrame({"needs": can["need"], "alone": alone}).groupby(can["actor"], sort=True)
    told = by.agg(lambda some: "|".join(some.dropna())).reindex(chosen)
    frame = told.assign(
        label=who["label"].reindex(chosen),
        proven=team.proven,
        settled=team.settled,
        people=len(chosen),
        bound=len(sure) + round(team.bound),
    )
    return frame[list(_COLUMNS)].astype(_COLUMNS).rename_axis("actor")


def _reduced(
    covers: Any, required: np.ndarray, steps: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give who must be in the team, who else may be, and how often each need is then left."""
    sure = np.zeros(len(steps), dtype=bool)
    maybe, left = ~sure, required.astype(np.int64)
    while True:
        who, open_ = np.flatnonzero(maybe), np.flatnonzero(left > 0)
        rows = covers[who][:, open_]
        must = who[rows[:, rows.sum(axis=0) == left[open_]].sum(axis=1) > 0]
        drop = who[_behind(rows, left[open_], steps[who])]
        kept = open_[binding(rows.T.tocsr(), left[open_])]
        if len(must):
            sure[must], maybe[must] = True, False
            left = np.maximum(left - covers[must].sum(axis=0).astype(np.int64), 0)
        elif len(kept) < len(open_):
            left = np.where(np.isin(np.arange(len(left)), kept), left, 0)
        elif len(drop):
            maybe[drop] = False
        else:
            return np.flatnonzero(sure), who, left


def _behind(rows: Any, wants: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Tell who is never chosen: enough others go before them and do all that they do."""
    size = rows.sum(axis=1)
    both = (rows @ rows.T).tocoo()
    other, one = both.coords
    before = (steps[other] < steps[one]) | ((steps[other] == steps[one]) & (other < one))
    does = (both.data == size[one]) & before
    often = (rows * wants[None, :]).max(axis=1).toarray() if rows.nnz else 0 * size
    return np.asarray((size == 0) | (np.bincount(one[does], minlength=len(size)) >= often))


def _matrix(row: np.ndarray, column: np.ndarray, shape: tuple[int, int]) -> Any:
    from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)

    return csr_array((np.ones(len(row)), (row, column)), shape=shape)
