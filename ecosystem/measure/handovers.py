"""Handovers: who takes over from whom, how long that waits, and how often it comes back."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from ecosystem.measure.activities import Part, activities, spans
from ecosystem.measure.in_order import differs, order_by, share_out, ticks
from ecosystem.tables.columns import known
from ecosystem.tables.neighbourhood import Neighbourhood

STEP = np.dtype("i4, i4, i4, i8, ?, ?")
STEP.names = ("giver", "taker", "request", "wait", "reason", "together")
"""What is noted of a step from one known actor to the next, who may be the same."""


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
    reason, (gap, _) = known(hood, "contacts", "reason"), spans(hood)
    steps = np.empty(len(log.row), dtype=STEP)
    filled = 0
    for part in log.parts():
        more = _steps(part, gap[part.at], reason[part.row])
        into = steps[filled : filled + len(more["giver"])]
        for name, values in more.items():
            into[name] = values
        filled += len(into)
    steps = steps[:filled]
    row, bounds, _ = share_out(np.minimum(steps["giver"], steps["taker"]), len(log.actors))
    shares = [_pairs(steps.take(row[slice(*ends)])) for ends in pairwise(bounds)]
    found = [np.concatenate(column) for column in zip(*shares, strict=True)]
    first, second, times, *_ = found
    order = order_by(times.max(initial=0) - times, first, second)
    first, second, times, middle, requests, came, reasons, together = (
        column[order] for column in found
    )
    other = first != second
    return pd.DataFrame(
        {
            "from": pd.Series(log.actors.index.take(first), dtype="str"),
            "to": pd.Series(log.actors.index.take(second), dtype="str"),
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


def _steps(part: Part, gap: np.ndarray, reason: np.ndarray) -> dict[str, np.ndarray]:
    """Describe each step."""
    at = np.flatnonzero(part.goes_on())
    return {
        "giver": part.actor[at - 1],
        "taker": part.actor[at],
        "request": part.request[at] + part.first,
        "wait": gap[at],
        "reason": reason[at],
        "together": part.start[at] == part.start[at - 1],
    }


def _pairs(steps: np.ndarray) -> tuple[np.ndarray, ...]:
    """
    Count steps by giver and taker; they come by the first of the two, then as in the log.

    Of each pair: who they are, times, median wait, requests, and how often it comes back, has a
    reason, and is at the same start. Steps between the same two in a request are put together,
    in runs that go the same way: nothing comes back after the last run.
    """
    low, high = (end(steps["giver"], steps["taker"]) for end in (np.minimum, np.maximum))
    order = order_by(high)
    steps, low, high = steps.take(order), low[order], high[order]
    two = differs(low, high)
    opens = two | differs(steps["request"])
    runs = np.flatnonzero(opens | differs(steps["giver"]))
    leads, many = opens[runs], np.diff(runs, append=len(order))
    new = leads | np.append(False, leads)[:-1]
    comes_back = many * ~np.append(leads, True)[1:]
    pair = 2 * np.cumsum(two) - 2 + (steps["giver"] != low)
    order = order_by(pair, ticks(steps["wait"]))
    wait, times = steps["wait"][order], np.bincount(pair)
    marked = (pair[runs[new]], pair[steps["reason"]], pair[steps["together"]])
    marks = [np.bincount(which, minlength=len(times)) for which in marked]
    marks.insert(1, np.bincount(pair[runs], comes_back, minlength=len(times)).astype(int))
    found = np.flatnonzero(times)
    begins, times = (np.cumsum(times) - times)[found], times[found]
    middle = (wait[begins + (times - 1) // 2] + wait[begins + times // 2]) / 2
    who = steps.take(order[begins])
    return who["giver"], who["taker"], times, middle, *(mark[found] for mark in marks)
