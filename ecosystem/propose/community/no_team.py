"""Why there is no team as asked for, in the fewest needs."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np

from ecosystem.measure.set_cover import first_ids, smallest_cover
from ecosystem.propose.community.team_program import Asked

Reason = tuple[str, list[int], list[int]]
"""Which sentence, the needs and the candidates it is about, by number."""


def no_team(asked: Asked) -> list[Reason]:
    """
    Say why a team cannot be as asked for.

    Parameters
    ----------
    asked
        What the team is to be.

    Returns
    -------
    reasons
        None where there is such a team. Else `nobody` (no candidates), or `uncovered`, one for
        each need nobody may help with; or `kept`, more people stay than there is room for; or
        `too_many`, the fewest needs that no so many providers can cover between them (`beside`:
        of those left by who stays, in the room left), of equals those that come first; or
        `no_coordinator`,
        who is each the only one for one of these needs, so that nobody is left.

    Examples
    --------
    >>> asked = Asked(np.eye(3), np.zeros((3, 0)), np.zeros(3), 2, None)
    >>> no_team(asked)
    [('too_many', [0, 1, 2], [])]
    """
    count = len(asked.covers)
    if not count:
        return [("nobody", [], [])]
    able = asked.covers.sum(axis=0)
    if not able.all():
        return [("uncovered", [need], []) for need in np.flatnonzero(able == 0).tolist()]
    if asked.room is not None and (reason := _no_room(asked, asked.room)):
        return [reason]
    alone = asked.covers[:, able == 1]
    if asked.row is not None and (count == 1 or alone.any(axis=1).all()):
        needs = np.flatnonzero(able == 1)[alone.argmax(axis=1)] if alone.size else []
        return [("no_coordinator", sorted({int(need) for need in needs}), list(range(count)))]
    return []


def _no_room(asked: Asked, room: int) -> Reason | None:
    """Say which needs do not fit, beside who stays; None where all do."""
    covers, stay = asked.covers.astype(bool), np.flatnonzero(asked.stays())
    if len(stay) > room:
        return "kept", [], stay.tolist()
    left = np.flatnonzero(~covers[stay].any(axis=0))
    needs = left[_too_many(covers[:, left], room - len(stay))].tolist()
    return ("beside" if len(stay) else "too_many", needs, stay.tolist()) if needs else None


def _too_many(covers: np.ndarray, room: int) -> list[int]:
    """Find the fewest needs of which every group of so many providers leaves one."""
    distinct = np.unique(covers, axis=0)
    groups = np.array(list(combinations_with_replacement(range(len(distinct)), room)), dtype=int)
    left = np.unique(~distinct[groups].any(axis=1), axis=0)
    if not left.any(axis=1).all():
        return []
    found = smallest_cover(left.T, np.ones(len(left)), then=first_ids(covers.shape[1]))
    return [int(need) for need in found.chosen]
