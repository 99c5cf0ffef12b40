"""Who sits in a team, as a program in whole numbers, one wish after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ecosystem.measure.set_cover import NODES, first_ids


@dataclass(frozen=True, eq=False)
class Asked:
    """
    What a team is to be.

    Parameters
    ----------
    covers
        Candidates by needs: who may help with what.
    wishes
        Candidates by wishes: who is, for one, a physician.
    load
        In how many teams each candidate is already.
    room
        How many providers the team has room for; None for no bound.
    row
        For each candidate which place they have in the row of coordinators; None for a team
        without one.
    keep
        For each candidate whether they are in it already and stay; None where nobody is.
    """

    covers: np.ndarray
    wishes: np.ndarray
    load: np.ndarray
    room: int | None
    row: np.ndarray | None
    keep: np.ndarray | None = None

    def stays(self) -> np.ndarray:
        """Tell of each candidate whether they stay."""
        return np.zeros(len(self.covers), bool) if self.keep is None else self.keep


def seated(asked: Asked, *, nodes: int = NODES) -> tuple[np.ndarray, int | None, bool]:
    """
    Seat the providers and the coordinator.

    One provider at least, every need covered, nobody on two seats, and who stays on one. Of such
    teams one with the most wishes; of those, where anybody stays, one that the fewest join; then
    one that adds least to the sum of squares of the teams each person is
    in (2k + 1 for who is in k); of those one with the fewest providers, then with the
    coordinator who comes first in the row, then with the first ids.

    Parameters
    ----------
    asked
        What the team is to be, candidates by id; there must be such a team.
    nodes
        How many branches the solver may look at, for each of these.

    Returns
    -------
    providers, coordinator, proven
        Numbers of the providers, ascending; that of the coordinator, if there is to be one;
        and whether it is proven that no team goes before this one.

    Raises
    ------
    RuntimeError
        If the solver found no team.

    Examples
    --------
    >>> covers, load = np.array([[1, 0], [0, 1], [1, 1]]), np.array([0, 0, 4])
    >>> seated(Asked(covers, np.zeros((3, 0)), load, 2, None))
    (array([0, 1]), None, True)
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to start)

    count, needs = asked.covers.shape
    wishes = asked.wishes.shape[1]
    use = asked.covers.any(axis=1) | asked.wishes.any(axis=1) | asked.stays()
    use = use if use.any() else ~use
    leads = asked.row is not None
    rows, low, high = _limits(asked)
    highest = np.r_[use, np.full(count, leads), np.ones(wishes)]
    chosen, proven = np.zeros(0, dtype=bool), True
    for goal in _goals(asked, np.flatnonzero(use)):
        found = milp(
            goal,
            integrality=np.ones(len(goal)),
            bounds=Bounds(0, highest),
            constraints=LinearConstraint(rows, low, high),
            options={"mip_rel_gap": 0, "node_limit": nodes},
        )
        proven &= found.status == 0
        if found.x is not None:
            chosen = found.x > 0.5
        if not len(chosen):
            raise RuntimeError(f"no team was found among {count} people for {needs} needs")
        rows, low = np.r_[rows, goal[None]], np.r_[low, -np.inf]
        high = np.r_[high, goal[chosen].sum() + 0.5]
    providers, second = np.flatnonzero(chosen[:count]), np.flatnonzero(chosen[count : 2 * count])
    return providers, int(second[0]) if leads else None, bool(proven)


def kept(asked: Asked, keep: np.ndarray, leads: np.ndarray) -> Asked:
    """
    Say who stays; of those, who coordinates now goes first in the row for it.

    Parameters
    ----------
    asked
        What the team is to be.
    keep, leads
        For each candidate whether they stay, and whether they coordinate a team now.

    Returns
    -------
    kept
        What the team is to be, with those in it.

    Examples
    --------
    >>> asked = Asked(np.eye(3), np.zeros((3, 0)), np.zeros(3), None, np.arange(3))
    >>> kept(asked, np.array([True, False, True]), np.array([False, True, True])).row
    array([1, 2, 0])
    """
    if asked.row is None:
        return replace(asked, keep=keep)
    order = np.lexsort((asked.row, ~(keep & leads)))
    return replace(asked, keep=keep, row=np.argsort(order))


def _limits(asked: Asked) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows over providers, coordinators and wishes, with the least and the most of each."""
    count, needs = asked.covers.shape
    wishes = asked.wishes.shape[1]
    each, one = np.eye(count), np.ones((1, count))
    rows = np.block(
        [
            [asked.covers.T, np.zeros((needs, count + wishes))],
            [one, np.zeros((1, count + wishes))],
            [0 * one, one, np.zeros((1, wishes))],
            [each, each, np.zeros((count, wishes))],
            [asked.wishes.T, np.zeros((wishes, count)), -np.eye(wishes)],
        ]
    )
    lead = int(asked.row is not None)
    low = np.r_[np.ones(needs), 1, lead, asked.stays(), np.zeros(wishes)]
    room = count if asked.room is None else asked.room
    high = np.r_[np.full(needs, np.inf), room, lead, np.ones(count), np.full(wishes, np.inf)]
    return rows, low, high


def _goals(asked: Asked, use: np.ndarray) -> list[np.ndarray]:
    """List what is made least, one after the other."""
    count, wishes = asked.wishes.shape
    none, adds = np.zeros(count), 2 * asked.load + 1.0
    by_id = []
    for cost in first_ids(len(use)):
        ids = none.copy()
        ids[use] = cost
        by_id.append(np.r_[ids, none, np.zeros(wishes)])
    row = none if asked.row is None else asked.row
    joins = 1.0 - asked.stays()
    return [
        np.r_[none, none, -np.ones(wishes)],
        *([np.r_[joins, joins, np.zeros(wishes)]] if asked.stays().any() else []),
        np.r_[adds, adds, np.zeros(wishes)],
        np.r_[none + 1, none, np.zeros(wishes)],
        np.r_[none, row, np.zeros(wishes)],
        *by_id,
    ]
