"""The journey of each request: its contacts in order, from whom each took over, after what wait."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.measure.activities import Activities, activities, spans
from ecosystem.measure.in_order import differs
from ecosystem.measure.supply_coded import known_of
from ecosystem.tables.coded import Coded, coded
from ecosystem.tables.columns import known, numbers
from ecosystem.tables.help_coded import as_told
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

HOUR = 3.6e9
"""Microseconds."""


def journey(hood: Neighbourhood) -> pd.DataFrame:
    """
    Put the contacts about each request in the order in which `flow` counts them.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`, of which those that name a request count.

    Returns
    -------
    journey
        One row per contact, by request, start and actor (then one with a reason, by need and
        minutes): `row` (its place in `contacts`),
        `request`, `resident` and `need` (where the contact does not say, the request's),
        `actor`, `professional` (missing without an actor), `before` (who did the contact
        before it; missing unless both are known and have a start), `handover` (`before` is
        another), `wait` (hours since the latest end before it; missing where nothing came
        before), `reason`, `start` and `minutes`.

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.

    Examples
    --------
    >>> log = pd.DataFrame({"request": "q", "actor": ["gp", "nurse"]})
    >>> log["start"] = pd.to_datetime(["2025-01-06 09:00", "2025-01-06 11:00"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> journey(street.replace(contacts=rows))[["actor", "before", "handover", "wait"]]
       actor before  handover  wait
    0     gp    NaN     False  <NA>
    1  nurse     gp      True   2.0
    """
    hood.need("contacts", for_what="How a request travels")
    return remember(hood, _journey)


def _journey(hood: Neighbourhood) -> pd.DataFrame:
    log = steps(hood)
    contacts = hood.contacts.iloc[log.row].reset_index(drop=True)
    actor = log.actor.text()
    return pd.DataFrame(
        {
            "row": log.row,
            "request": log.request.text(),
            "resident": log.resident.text(),
            "need": log.need.text(),
            "actor": actor,
            "professional": pd.Series(log.professional, dtype="boolean").where(actor.notna()),
            "before": Coded(log.before, log.actor.names).text(),
            "handover": log.handover,
            "wait": pd.Series(log.wait / HOUR, dtype="Float64"),
            "reason": contacts["reason"],
            "start": contacts["start"],
            "minutes": contacts["minutes"],
        }
    )


@dataclass(frozen=True, eq=False)
class Steps:
    """The rows of `journey` in numbers."""

    row: np.ndarray
    """Where each contact stands in `hood.contacts`."""
    request: Coded
    """Of all that contacts or requests name."""
    asked: np.ndarray
    """Where each of these stands first in `hood.requests`; -1 where it does not."""
    resident: Coded
    need: Coded
    actor: Coded
    professional: np.ndarray
    """No where there is no actor."""
    before: np.ndarray
    """An actor."""
    handover: np.ndarray
    wait: np.ndarray
    """Microseconds."""
    start: np.ndarray
    """Microseconds; `MISSING` where unknown."""

    def told(self, column: Coded) -> np.ndarray:
        """Give, for each request, what a column of `hood.requests` says of it, as numbers."""
        return np.asarray(np.append(column.code, -1)[self.asked])


def steps(hood: Neighbourhood) -> Steps:
    """
    Give `journey` in numbers, for what counts by the thousand.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.

    Returns
    -------
    steps
        The same rows in the same order.

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.

    Examples
    --------
    >>> len(steps(street.replace(contacts=street.contacts)).row)
    0
    """
    hood.need("contacts", for_what="How a request travels")
    return remember(hood, _steps)


def _steps(hood: Neighbourhood) -> Steps:
    log = activities(hood)
    on, after = np.zeros((2, len(log.row)), dtype=bool)
    for part in log.parts():
        on[part.at], after[part.at] = part.goes_on(), part.follows
    row = _settled(hood, log)
    actor = Coded(log.actor.astype(np.int64), log.actors)
    before = np.full(len(row), -1)
    before[1:] = np.where(on[1:], log.actor[:-1], -1)
    return Steps(
        row,
        Coded(log.request.astype(np.int64), log.requests),
        log.asked,
        _said(hood, "resident", row, log.asked[log.request]),
        _said(hood, "need", row, log.asked[log.request]),
        actor,
        actor.flags(known_of(hood, log.actors).professional),
        before,
        (before >= 0) & (before != log.actor),
        np.where(after, spans(hood)[0], np.nan),
        log.start,
    )


def _said(hood: Neighbourhood, column: str, row: np.ndarray, asked: np.ndarray) -> Coded:
    """Give what contacts say or else their requests."""
    own = coded(hood, "contacts", column)
    if (own.code[row] >= 0).all():
        return Coded(own.code[row], own.names)
    both = as_told(hood, column)
    mine, theirs = np.split(both.code, [len(own.code)])
    theirs = np.append(theirs, -1)[asked]
    return Coded(np.where(mine[row] < 0, theirs, mine[row]), both.names)


def _settled(hood: Neighbourhood, log: Activities) -> np.ndarray:
    """Put contacts of one actor at one moment in an order that rows have no part in."""
    unsaid = ~known(hood, "contacts", "reason")[log.row]
    begins = differs(log.request, log.start, log.actor, unsaid)
    several = np.flatnonzero(~begins | ~np.append(begins[1:], True))
    row, settled = log.row[several], log.row.copy()
    minutes = numbers(hood, "contacts", "minutes")[row]
    told = (coded(hood, "contacts", column) for column in ("need", "resident", "reason"))
    need, resident, reason = (one.code[row] % (len(one.names) + 1) for one in told)  # missing last
    moment = np.cumsum(begins)[several]
    settled[several] = row[np.lexsort((reason, resident, minutes, need, moment))]
    return settled
