"""Handovers: who takes over from whom, how long that waits, and how often it comes back."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from ecosystem.measure.activities import Part, activities
from ecosystem.measure.in_order import order_by, share_out, ticks
from ecosystem.tables.neighbourhood import Neighbourhood

STEP = (np.int32, np.int32, np.int64, bool, bool, bool, bool)
"""What is noted of a step: giver, taker, wait, and four marks."""


def handovers(hood: Neighbourhood) -> pd.DataFrame:
    """
    Count, for each ordered pair of actors, how often the second does the next activity.

    Activities of a request go by start, and at the same start by actor id. Next to an activity
    by an unknown actor nobody is known to hand over or to take over; a contact without a start
    has no place in the order; `flow` counts both. The reason of a handover stands with the
    contact that takes over.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`, of which those that name a request count.

    Returns
    -------
    handovers
        One row per pair that occurs, most times first, then by id: `from` and `to`, `handover`
        (no: the same actor goes on), `times`, `requests` (in which it occurs), `median_wait`
        (seconds from the end of all that came before), `share_back` (share of the times after
        which `to` hands over to `from` later in the same request), `with_reason` and
        `without_reason` (times), and `same_time` (times that both start together, so that only
        their ids tell who was first). `share_back`, `with_reason` and `without_reason` are
        missing where it is no handover.

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.

    References
    ----------
    W.M.P. van der Aalst, H.A. Reijers and M. Song, *Discovering social networks from event
    logs*, Computer Supported Cooperative Work 14 (2005) 549-593.

    Examples
    --------
    >>> log = pd.DataFrame({"request": "q", "actor": ["gp", "nurse", "gp"]})
    >>> log["start"] = pd.to_datetime(["2025-01-06", "2025-01-07", "2025-01-09"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> passed = handovers(street.replace(contacts=rows))
    >>> passed[["from", "to", "handover", "times", "median_wait", "share_back"]]
        from     to  handover  times  median_wait  share_back
    0     gp  nurse      True      1      86400.0         1.0
    1  nurse     gp      True      1     172800.0         0.0
    """
    hood.need("contacts", for_what="Who takes over from whom")
    log = activities(hood)
    reason = hood.contacts["reason"].notna().to_numpy()
    minutes = hood.contacts["minutes"].to_numpy(dtype=float)
    steps = [np.empty(len(log.row), dtype=kind) for kind in STEP]
    filled = 0
    for part in log.parts():
        more = _steps(part, minutes[part.row], reason[part.row])
        for column, values in zip(steps, more, strict=True):
            column[filled : filled + len(values)] = values
        filled += len(more[0])
    steps = [column[:filled] for column in steps]
    row, bounds, _ = share_out(steps[0], len(log.actors))
    shares = [_pairs(*(of[row[slice(*ends)]] for of in steps)) for ends in pairwise(bounds)]
    found = [np.concatenate(column) for column in zip(*shares, strict=True)]
    order = np.argsort(-found[2], kind="stable")
    first, second, times, middle, requests, came, reasons, together = (
        column[order] for column in found
    )
    other = first != second
    return pd.DataFrame(
        {
            "from": pd.Series(log.actors.take(first), dtype="str"),
            "to": pd.Series(log.actors.take(second), dtype="str"),
            "handover": other,
            "times": pd.Series(times, dtype="Int64"),
            "requests": pd.Series(requests, dtype="Int64"),
            "median_wait": pd.Series(middle / 1e6, dtype="Float64").round(6),
            "share_back": pd.Series(came / times, dtype="Float64").round(6).where(other),
            "with_reason": pd.Series(reasons, dtype="Int64").where(other),
            "without_reason": pd.Series(times - reasons, dtype="Int64").where(other),
            "same_time": pd.Series(together, dtype="Int64"),
        }
    )


def _pairs(
    giver: np.ndarray, taker: np.ndarray, wait: np.ndarray, *marks: np.ndarray
) -> tuple[np.ndarray, ...]:
    """Count steps pair by pair: the pair, times, median wait, and how many have each mark."""
    order = order_by(giver, taker, ticks(wait))
    giver, taker, wait = giver[order], taker[order], wait[order]
    begins = np.flatnonzero((np.diff(giver, prepend=-1) != 0) | (np.diff(taker, prepend=-1) != 0))
    times = np.diff(begins, append=len(order))
    middle = (wait[begins + (times - 1) // 2] + wait[begins + times // 2]) / 2
    counts = (np.add.reduceat(mark[order], begins, dtype=np.int64) for mark in marks)
    return giver[begins], taker[begins], times, middle, *counts


def _steps(part: Part, minutes: np.ndarray, reason: np.ndarray) -> tuple[np.ndarray, ...]:
    """Describe each step from one known actor to the next, who may be the same."""
    at = np.flatnonzero(part.goes_on())
    giver, taker = part.actor[at - 1], part.actor[at]
    new, back = _coming_back(part.request[at], giver, taker)
    wait, same = part.spans(minutes)[0][at], part.start[at] == part.start[at - 1]
    return giver, taker, wait, new, back, reason[at], same


def _coming_back(
    request: np.ndarray, giver: np.ndarray, taker: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """
    Tell which steps are new in their request, and which are later followed by one the other way.

    Steps between the same two in a request are put together: nothing follows on the last of
    them, nor on those just before it that go the same way.
    """
    low, high = np.minimum(giver, taker), np.maximum(giver, taker)
    order = order_by(request, low, high)
    opens, run = (np.ones(len(order), dtype=bool) for _ in range(2))
    opens[1:] = np.logical_or.reduce([np.diff(of[order]) != 0 for of in (request, low, high)])
    run[1:] = opens[1:] | (np.diff(giver[order]) != 0)
    runs = np.flatnonzero(run)
    leads = opens[runs]
    last = np.append(leads, True)[1 : len(runs) + 1]
    new, back = (np.zeros(len(order), dtype=bool) for _ in range(2))
    new[order[runs[leads | np.append(True, leads)[:-1]]]] = True
    back[order] = np.repeat(~last, np.diff(runs, append=len(order)))
    return new, back
