"""Handovers: who takes over from whom, how long that waits, and how often it comes back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.activities import activities
from ecosystem.tables.neighbourhood import Neighbourhood


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
    at = np.flatnonzero(log.goes_on)
    giver, taker = log.actor[at - 1], log.actor[at]
    pairs, which = np.unique(giver * len(log.actors) + taker, return_inverse=True)
    first, second = np.divmod(pairs, max(len(log.actors), 1))
    other = first != second
    turned = np.where(other, _place(second * len(log.actors) + first, pairs), -1)
    back, requests = _coming_back(log.request[at], which, turned)
    reason = hood.contacts["reason"].notna().to_numpy()[log.row[at]]
    together = log.start[at] == log.start[at - 1]
    times, came, told, same = (
        np.bincount(which[part], minlength=len(pairs))
        for part in (slice(None), back, reason, together)
    )
    wait = pd.Series(log.gap[at]).groupby(which).median().to_numpy(dtype=float)
    frame = pd.DataFrame(
        {
            "from": pd.Series(log.actors.take(first), dtype="str"),
            "to": pd.Series(log.actors.take(second), dtype="str"),
            "handover": other,
            "times": pd.Series(times, dtype="Int64"),
            "requests": pd.Series(requests, dtype="Int64"),
            "median_wait": pd.Series(wait / 1e6, dtype="Float64").round(6),
            "share_back": pd.Series(came / times, dtype="Float64").round(6).where(other),
            "with_reason": pd.Series(told, dtype="Int64").where(other),
            "without_reason": pd.Series(times - told, dtype="Int64").where(other),
            "same_time": pd.Series(same, dtype="Int64"),
        }
    )
    return frame.iloc[np.argsort(-times, kind="stable")].reset_index(drop=True)


def _coming_back(
    request: np.ndarray, which: np.ndarray, turned: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Tell after which step the turned pair follows in its request; count requests by pair."""
    key = request * np.int64(len(turned)) + which
    keys, last = np.unique(key[::-1], return_index=True)
    back = turned[which] >= 0
    found = _place((key - which + turned[which])[back], keys)
    back[back] = (found >= 0) & (len(key) - 1 - last[found] > np.flatnonzero(back))
    return back, np.bincount(keys % max(len(turned), 1), minlength=len(turned))


def _place(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Find values among sorted ones; -1 where they are not there."""
    if not len(known):
        return np.full(len(values), -1)
    at = np.searchsorted(known, values).clip(max=len(known) - 1)
    return np.where(known[at] == values, at, -1)
