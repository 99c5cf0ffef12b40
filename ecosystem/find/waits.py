"""Long waits: before whom requests wait longer than chance would have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np

from ecosystem.find.at_stake import of_one, ranked, spotted, taken_over
from ecosystem.find.findings import Found, Spotted
from ecosystem.find.paths import handed_over
from ecosystem.measure.journey import steps
from ecosystem.tables.coded import Coded
from ecosystem.tables.neighbourhood import Neighbourhood

CHANCE = 0.01


def long_waits(hood: Neighbourhood, most: int) -> Spotted:
    """
    Find those before whom requests wait twice as long as usual, too often for chance.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.
    most
        How many at most.

    Returns
    -------
    long_waits
        One a professional who takes over.

    Examples
    --------
    >>> long_waits(street.replace(contacts=street.contacts), 5).counts
    {}
    """
    log, (rows, _) = steps(hood), handed_over(hood)
    rows = rows[~np.isnan(log.wait[rows])]
    if not len(rows):
        return Spotted({}, list)
    from scipy.special import betainc  # noqa: PLC0415 (slow to start)

    actor, wait = log.actor.code[rows], log.wait[rows]
    usual = np.median(wait)
    times = np.bincount(actor)
    more = np.bincount(actor, wait > usual)
    chance = np.where(more > 0, betainc(np.maximum(more, 1), times - more + 1, 0.5), 1.0)
    stands_out = chance < CHANCE
    for one in np.flatnonzero(stands_out):
        stands_out[one] = np.median(wait[actor == one]) >= 2 * usual
    rows = rows[stands_out[actor]]
    actor, request = log.actor.code[rows], log.request.code[rows]
    return spotted("long_wait", actor, request, lambda: islice(_told(hood, rows), most))


def _told(hood: Neighbourhood, rows: np.ndarray) -> Iterator[Found]:
    """Tell how long is waited; neither needs nor hours are what it is about."""
    log = steps(hood)
    stake = taken_over(hood, "long_wait", rows, log.actor.code[rows], of_one)
    unsaid = Coded(np.full(len(rows), -1), stake.need.names)
    return ranked(hood, replace(stake, need=unsaid, work=(rows[:0], log.wait[:0])))
