"""First time right: whether the same question of the same resident comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from pandas.arrays import BooleanArray

from ecosystem.measure.activities import Activities, activities
from ecosystem.measure.in_order import MISSING, differs
from ecosystem.tables.columns import moments
from ecosystem.tables.help_coded import as_told
from ecosystem.tables.neighbourhood import Neighbourhood

_DAY = 86_400_000_000
_LONGEST = 10_000_000
"""Microseconds of a day, and days that are longer than there are dates."""


def first_time_right(
    hood: Neighbourhood, found: Mapping[str, np.ndarray], *, window: float = 90
) -> tuple[BooleanArray, BooleanArray]:
    """
    Tell which requests were not followed by one for the same need by the same resident.

    A request runs from when it was asked (or its first contact, where that is not said) until
    it was closed (or its last contact, or when it was asked). One that is asked later, and no
    more than the window after its end, follows on it. Resident and need are the request's own;
    where it does not say, those of its contacts, if they all name one and the same.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    found
        What `flow_coded` gives.
    window
        Days.

    Returns
    -------
    first_time_right, window_over
        An entry per request: the one missing where resident, need or time is unknown; and
        whether the whole window lies before the last moment of which anything is recorded,
        missing where the time is unknown.
    """
    log = activities(hood)
    asked, closed = (
        log.asks(moments(hood, "requests", name), missing=MISSING) for name in ("asked", "closed")
    )
    first, last = found["first"], found["last"]
    latest = max(int(times.max(initial=MISSING)) for times in (last, asked, closed))
    asked = np.where(asked == MISSING, first, asked)
    ended = np.where(closed == MISSING, last, closed)
    due = np.maximum(ended, asked) + int(min(window, _LONGEST) * _DAY)
    who, need = (_said(hood, log, name) for name in ("resident", "need"))
    timed = asked != MISSING
    known = np.flatnonzero((who >= 0) & (need >= 0) & timed)
    rows = known[np.lexsort((asked[known], need[known], who[known]))]
    starts = np.flatnonzero(differs(who[rows], need[rows], asked[rows]))
    many = np.diff(starts, append=len(rows))
    later = np.append(starts, -1)[1:].repeat(many)
    after = rows[later]
    same = (later >= 0) & (who[after] == who[rows]) & (need[after] == need[rows])
    right, unknown = np.ones((2, len(asked)), dtype=bool)
    right[rows] = ~(same & (asked[after] <= due[rows]))
    unknown[rows] = False
    return BooleanArray(right, unknown), BooleanArray(due <= latest, ~timed)


def rolled_yield(shares: Iterable[float | None]) -> float | None:
    """
    Multiply the shares of steps that went right into the share that goes right all the way.

    Parameters
    ----------
    shares
        Of each step, the share of requests that were right the first time, 0-1.

    Returns
    -------
    rolled_yield
        Their product; None where the share of a step is unknown, or there is no step.

    Examples
    --------
    >>> rolled_yield([0.90, 0.80, 0.95])
    0.684
    """
    steps = pd.Series(list(shares), dtype="Float64")
    return None if steps.empty or steps.isna().any() else round(float(steps.prod()), 6)


def _said(hood: Neighbourhood, log: Activities, column: str) -> np.ndarray:
    """Take what requests say themselves; else the one value that their contacts name."""
    both = as_told(hood, column)
    named, own = np.split(both.code, [len(both.code) - len(log.listed)])
    own, named = log.asks(own, missing=-1), named[log.row]
    if (own >= 0).all():
        return own
    low, high = np.full((2, len(own)), -1, dtype=named.dtype)
    low[:] = len(both.names)
    told = named >= 0
    np.minimum.at(low, log.request[told], named[told])
    np.maximum.at(high, log.request[told], named[told])
    return np.where(own >= 0, own, np.where(low == high, high, -1))
