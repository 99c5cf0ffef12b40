"""First time right: whether the same question of the same resident comes back."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from pandas.arrays import BooleanArray

from ecosystem.measure.activities import Activities
from ecosystem.measure.in_order import differs
from ecosystem.tables.coded import numbered
from ecosystem.tables.neighbourhood import Neighbourhood


def first_time_right(
    hood: Neighbourhood, log: Activities, own: pd.DataFrame, times: pd.DataFrame, *, window: float
) -> pd.DataFrame:
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
    log
        What `activities` gives.
    own
        What the table of requests says of each.
    times
        `first` and `last` moment of the contacts of each request.
    window
        Days.

    Returns
    -------
    first_time_right
        One row per request: `first_time_right` (missing where resident, need or time is
        unknown) and `window_over` (whether the whole window lies before the last moment of
        which anything is recorded; missing where the time is unknown).
    """
    asked, closed, first, last = (
        column.to_numpy("datetime64[us]")
        for column in (own["asked"], own["closed"], times["first"], times["last"])
    )
    recorded = np.concatenate([last, asked, closed])
    latest = recorded[~np.isnat(recorded)].max(initial=np.datetime64(-(2**62), "us"))
    asked = np.where(np.isnat(asked), first, asked)
    ended = np.where(np.isnat(closed), last, closed)
    due = np.where(ended > asked, ended, asked) + pd.Timedelta(days=window).to_timedelta64()
    who, need = (
        numbered(_said(hood, log, own[name], name).astype("str")).code
        for name in ("resident", "need")
    )
    known = np.flatnonzero((who >= 0) & (need >= 0) & ~np.isnat(asked))
    rows = known[np.lexsort((asked[known], need[known], who[known]))]
    starts = np.flatnonzero(differs(who[rows], need[rows], asked[rows]))
    many = np.diff(starts, append=len(rows))
    later = np.append(starts, -1)[1:].repeat(many)
    after = rows[later]
    same = (later >= 0) & (who[after] == who[rows]) & (need[after] == need[rows])
    right = np.ones(len(own), dtype=bool)
    right[rows] = ~(same & (asked[after] <= due[rows]))
    unknown = np.ones(len(own), dtype=bool)
    unknown[rows] = False
    return pd.DataFrame(
        {
            "first_time_right": BooleanArray(right, unknown),
            "window_over": BooleanArray(due <= latest, np.isnat(due)),
        },
        index=own.index,
    )


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


def _said(hood: Neighbourhood, log: Activities, own: pd.Series, column: str) -> pd.Series:
    """Take what requests say themselves; else the one value that their contacts name."""
    if own.notna().all() or hood.contacts[column].isna().all():
        return own
    code, names = pd.factorize(hood.contacts[column])
    code = code[log.row]
    named = pd.Series(code[code >= 0]).groupby(log.request[code >= 0])
    one = named.first()[named.min() == named.max()]
    return own.fillna(pd.Series(names[one], index=one.index, dtype="str"))
