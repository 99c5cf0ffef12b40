"""The fewest people of one case, each need by as many different people as it must have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

MOST_NEEDS = 12
"""Up to so many needs in a case teams are tried one person at a time."""
MOST_TEAMS = 1_000
"""And as long as there are so few of one size to go on with; else a program solves it."""
UNMET = 1_000_000
"""More than there are, where all of them together do not meet every need often enough."""


def team_size(case: int, can: Iterable[int], required: tuple[int, ...]) -> int:
    """
    Count the fewest people who together meet every need of a case, exactly.

    Asked for many small changes of what people can do, most of which leave the same people
    worth having: those are remembered.

    Parameters
    ----------
    case
        The needs of the case, a bit a need; as many people as must meet each can.
    can
        What each person can do, idem.
    required
        The needs that more than 0, more than 1, and so on, different people must meet.

    Returns
    -------
    team_size
        How many people; `UNMET` where there is no such team.

    Examples
    --------
    >>> team_size(0b111, [0b011, 0b110, 0b100], (0b111,))
    2
    >>> team_size(0b111, [0b011, 0b110, 0b100], (0b111, 0b100))
    3
    >>> team_size(0b111, [0b011, 0b110, 0b100], (0b111, 0b001))
    1000000
    """
    wants = tuple(case & plane for plane in required if case & plane)
    worth = _worth((mask & case for mask in can), len(wants))
    return _smallest(worth, wants) if case.bit_count() <= MOST_NEEDS else _programmed(worth, wants)


def _worth(masks: Iterable[int], times: int) -> tuple[int, ...]:
    """Leave out who can do no more than so many others: one of those can always go instead."""
    kept: list[int] = []
    for mask, people in sorted(Counter(masks).items(), key=_most):
        better = sum(not mask & ~other for other in kept) if mask else times
        kept += [mask] * min(people, times - better)
    return tuple(kept)


def _most(mask: tuple[int, int]) -> tuple[int, int]:
    return -mask[0].bit_count(), mask[0]


@lru_cache(maxsize=1 << 16)
def _smallest(masks: tuple[int, ...], wants: tuple[int, ...]) -> int:
    """Add one person at a time, who can do the first need that is left."""
    people, reached = 0, {(0, wants)}
    done = (0,) * len(wants)
    while all(left != done for _, left in reached):
        if len(reached) > MOST_TEAMS:
            return _programmed(masks, wants)
        people += 1
        reached = {
            (used | 1 << at if len(wants) > 1 else 0, _less(left, mask))
            for used, left in reached
            for at, mask in enumerate(masks)
            if mask & left[0] & -left[0] and not used >> at & 1
        }
        if not reached:
            return UNMET
    return people


def _less(left: tuple[int, ...], mask: int) -> tuple[int, ...]:
    """Take one person from what each need still wants."""
    more = (*left[1:], 0)
    return tuple(now & ~mask | then & mask for now, then in zip(left, more, strict=True))


def _programmed(masks: tuple[int, ...], wants: tuple[int, ...]) -> int:
    """Solve the same by a linear program in whole numbers."""
    from ecosystem.measure.set_cover import smallest_cover  # noqa: PLC0415 (slow to start)

    needs = [1 << place for place in range(wants[0].bit_length()) if wants[0] >> place & 1]
    covers = np.array([[bool(mask & need) for need in needs] for mask in masks], dtype=bool)
    times = np.array([sum(bool(plane & need) for plane in wants) for need in needs])
    if (covers.reshape(len(masks), len(needs)).sum(axis=0) < times).any():
        return UNMET
    return round(smallest_cover(covers, times).value)
