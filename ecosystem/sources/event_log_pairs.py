"""A start and its complete are one activity: which belong together."""

from __future__ import annotations

import numpy as np
import pandas as pd

_STARTS = {"start", "started", "begin"}
_COMPLETES = {"complete", "completed", "end", "eind", "einde"}
START, COMPLETE, OTHER, NONE = 1, 2, 3, 0


def kinds(lifecycle: pd.Categorical) -> np.ndarray:
    """
    Tell of each event whether it is a start, a complete, or another transition.

    Parameters
    ----------
    lifecycle
        What the log says; missing where it says nothing.

    Returns
    -------
    kinds
        `START`, `COMPLETE`, `OTHER` or `NONE` of each event.

    Examples
    --------
    >>> kinds(pd.Categorical(["START", "suspend", None, "complete"])).tolist()
    [1, 3, 0, 2]
    """
    words = [word.strip().casefold() for word in lifecycle.categories]
    known = [START if w in _STARTS else COMPLETE if w in _COMPLETES else OTHER for w in words]
    return np.asarray(np.array([*known, NONE])[lifecycle.codes])


def pairs(kind: np.ndarray, events: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """
    Find the starts and completes of one activity.

    First in, first out: a complete belongs to the earliest start that is still open of the same
    case, activity, instance, actor and group. What is left is tried once more where the actor
    or the group of one of the two is unknown.

    Parameters
    ----------
    kind
        As `kinds` gives it.
    events
        Whole numbers for `case`, `activity`, `instance`, `actor`, `group`, in the order of
        time, a start before a complete of the same moment; -1 is unknown.

    Returns
    -------
    starts, completes
        Row numbers, the i-th of the one with the i-th of the other.
    """
    rows = np.flatnonzero((kind == START) | (kind == COMPLETE))
    if not (kind == START).any():
        return rows[:0], rows[:0]
    starts, completes = _in_turn(kind, events, rows)
    rows = np.setdiff1d(rows, np.concatenate([starts, completes]), assume_unique=True)
    more = _in_turn(kind, events[["case", "activity", "instance"]], rows)
    fit = np.ones(len(more[0]), dtype=bool)
    for who in ("actor", "group"):
        one, other = (events[who].to_numpy()[side] for side in more)
        fit &= (one == other) | (one < 0) | (other < 0)
    return np.concatenate([starts, more[0][fit]]), np.concatenate([completes, more[1][fit]])


def _in_turn(
    kind: np.ndarray, keys: pd.DataFrame, rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Match the k-th start of a key to its k-th complete that comes when a start is open."""
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
