"""Handovers: who takes over from whom, how long that waits, and how often it comes back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.activities import activities, order_by
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
    which, pairs = pd.factorize(log.actor[at - 1] * len(log.actors) + log.actor[at], sort=True)
    first, second = np.divmod(pairs, max(len(log.actors), 1))
    other = first != second
    back, new = _coming_back(log.request[at], which, first, second)
    reason = hood.contacts["reason"].notna().to_numpy()[log.row[at]]
    together = log.start[at] == log.start[at - 1]
    times, requests, came, told, same = (
        np.bincount(which[part], minlength=len(pairs))
        for part in (slice(None), new, back, reason, together)
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
    request: np.ndarray, which: np.ndarray, first: np.ndarray, second: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """
    Tell which steps are followed, in their request, by one the other way, and which are new.

    Steps between the same two in a request stand together, in order: the last of them and
    those just before it that go the same way are followed by none.
    """
    low, high = np.minimum(first, second), np.maximum(first, second)
    two = pd.factorize(low * (high.max(initial=0) + 1) + high)[0][which]
    order = order_by(request, two)
    opens, run = (np.ones(len(order), dtype=bool) for _ in range(2))
    opens[1:] = (np.diff(request[order]) != 0) | (np.diff(two[order]) != 0)
    run[1:] = opens[1:] | (np.diff(which[order]) != 0)
    runs = np.flatnonzero(run)
    leads = opens[runs]
    last = np.append(leads[1:], True)[: len(runs)]
    back, new = (np.zeros(len(order), dtype=bool) for _ in range(2))
    back[order] = np.repeat(~last, np.diff(runs, append=len(order)))
    new[order[runs[leads | np.append(False, leads[:-1])[: len(runs)]]]] = True
    return back, new
