"""
A start and its complete are one activity: which belong together.

As in the standard lifecycle of XES (IEEE 1849), work goes on from a start or resume to the next
suspend, complete or abort. To schedule, assign, withdraw or skip, and whatever a log calls by a
name of its own, is no beginning and no end of work.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

_STARTS = {"start", "started", "begin", "resume", "resumed", "gestart", "hervat"}
_COMPLETES = {"complete", "completed", "end", "eind", "einde", "afgerond", "voltooid"}
_STOPS = {"suspend", "suspended", "ate_abort", "pi_abort", "abort", "aborted", "onderbroken"}
START, COMPLETE, STOP, OTHER, NONE = 1, 2, 3, 4, 0
_KINDS = dict.fromkeys(_STARTS, START) | dict.fromkeys(_COMPLETES, COMPLETE)
_KINDS |= dict.fromkeys(_STOPS, STOP)


def kinds(lifecycle: pd.Categorical) -> np.ndarray:
    """
    Tell of each event whether work begins or goes on, is complete, stops, or none of these.

    Parameters
    ----------
    lifecycle
        What the log says; missing where it says nothing.

    Returns
    -------
    kinds
        `START`, `COMPLETE`, `STOP`, `OTHER` or `NONE` of each event.

    Examples
    --------
    >>> kinds(pd.Categorical(["START", "suspend", "assign", None, "complete"])).tolist()
    [1, 3, 4, 0, 2]
    """
    known = [_KINDS.get(word.strip().casefold(), OTHER) for word in lifecycle.categories]
    return np.asarray(np.array([*known, NONE])[lifecycle.codes])


def pairs(kind: np.ndarray, events: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """
    Find the starts and ends of one activity.

    First in, first out: a complete or stop belongs to the earliest start that is still open of
    the same case, activity, instance, actor and group. What is left is tried once more where
    the actor or the group of one of the two is unknown.

    Parameters
    ----------
    kind
        As `kinds` gives it.
    events
        Whole numbers for `case`, `activity`, `instance`, `actor`, `group`, in the order of
        time, a start before an end of the same moment; -1 is unknown.

    Returns
    -------
    starts, ends
        Row numbers, the i-th of the one with the i-th of the other.
    """
    rows = np.flatnonzero(np.isin(kind, (START, COMPLETE, STOP)))
    if not (kind == START).any():
        return rows[:0], rows[:0]
    starts, ends = _in_turn(kind, events, rows)
    rows = np.setdiff1d(rows, np.concatenate([starts, ends]), assume_unique=True)
    more = _in_turn(kind, events[["case", "activity", "instance"]], rows)
    fit = np.ones(len(more[0]), dtype=bool)
    for who in ("actor", "group"):
        one, other = (events[who].to_numpy()[side] for side in more)
        fit &= (one == other) | (one < 0) | (other < 0)
    return np.concatenate([starts, more[0][fit]]), np.concatenate([ends, more[1][fit]])


def _in_turn(
    kind: np.ndarray, keys: pd.DataFrame, rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Match the k-th start of a key to its k-th end that comes when a start is open."""
    columns = [keys[name].to_numpy()[rows] for name in keys]
    order = np.lexsort(columns[::-1])
    rows = rows[order]
    changes = [np.diff(column[order], prepend=-2) != 0 for column in columns]
    key = np.cumsum(np.logical_or.reduce(changes))
    step = pd.Series(np.where(kind[rows] == START, 1, -1))
    open_now = step.groupby(key).cumsum()
    lowest = open_now.groupby(key).cummin()
    before = lowest.groupby(key).shift(fill_value=0).clip(upper=0)
    closes = ((step < 0) & (open_now >= before)).to_numpy()
    opens = (step > 0).to_numpy()
    turn = pd.Series(opens).groupby(key).cumsum().to_numpy()
    closed = pd.Series(closes).groupby(key).transform("sum").to_numpy()
    return rows[opens & (turn <= closed)], rows[closes]
