"""Counts of residents, and hours from which a count could be worked out, as they may leave."""

from __future__ import annotations

import numpy as np
import pandas as pd

SMALLEST = 10
"""Fewer residents than this are not told apart."""
STEP = 5
"""Other counts of residents are rounded to a multiple of this."""
WITHIN = STEP // 2
"""So far a count can lie from what is shown, where it is not fewer than ten."""
LARGEST_TWO = 0.85
"""Of a sum over residents, the two largest parts are less than this share."""
FEW = f"<{SMALLEST}"
COUNTS = ("residents", "requests")


def shown(residents: pd.Series) -> pd.Series:
    """
    Write counts of residents as they may be shared.

    Parameters
    ----------
    residents
        Counts of distinct residents; missing is unknown.

    Returns
    -------
    shown
        Text: "<10" under 10 (0 included), else rounded to the nearest 5; missing stays missing.

    Examples
    --------
    >>> shown(pd.Series([0, 9, 10, 12, 13, None])).tolist()
    ['<10', '<10', '10', '10', '15', nan]
    """
    count = residents.astype("float64").to_numpy()
    known = np.isfinite(count)
    number = as_shown(np.where(known, count, 0))
    text = np.where(number == 0, FEW, number.astype("int64").astype(str))
    return pd.Series(text, residents.index, dtype="str").where(known)


def as_shown(counts: np.ndarray) -> np.ndarray:
    """Give what `shown` writes as numbers: 0 is fewer than ten."""
    return np.asarray(np.where(counts < SMALLEST, 0, np.floor(counts / STEP + 0.5) * STEP))


def bounds(number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Give the least and the most that counts can be which are shown so.

    Parameters
    ----------
    number
        As `as_shown` gives; 0 is fewer than ten.

    Returns
    -------
    bounds
        Both, of each.

    Examples
    --------
    >>> bounds(np.array([0, 10, 15]))
    (array([ 0, 10, 13]), array([ 9, 12, 17]))
    """
    least = np.where(number == 0, 0, np.maximum(number - WITHIN, SMALLEST))
    return least, np.where(number == 0, SMALLEST - 1, number + WITHIN)


def ranked(residents: pd.Series) -> pd.Series:
    """Give what `shown` wrote as numbers to sort by: "<10" as 0, missing stays missing."""
    return pd.to_numeric(residents.mask(residents == FEW, "0")).astype("Float64")


def at_most(total: pd.Series, parts: pd.DataFrame) -> pd.Series:
    """
    Lower a total that is shown, as far as a hidden part could be worked out from it.

    Everybody who is counted in the total is in one of the parts. Where those that are shown,
    and all hidden ones but one, cannot hold the total, that one could not be 0.

    Parameters
    ----------
    total
        Totals as shown, as numbers; 0 is fewer than ten.
    parts
        For each total its parts, as shown, as numbers; 0 is fewer than ten; missing is none.

    Returns
    -------
    at_most
        The totals; 0 where not even ten may be told.

    Examples
    --------
    >>> parts = pd.DataFrame({"a": [20, 20, 0], "b": [0, 25, 0]})
    >>> at_most(pd.Series([30, 30, 15]), parts).tolist()
    [20, 30, 0]
    """
    few = parts.eq(0).fillna(value=False).astype(bool)
    most = (parts + WITHIN).mask(few, SMALLEST - 1).fillna(0).sum(axis=1)
    room = (most - SMALLEST + 1 + WITHIN) // STEP * STEP
    room = room.mask(most - SMALLEST + 1 < SMALLEST, 0)  # "10" is ten or more
    return total.mask(few.any(axis=1), total.clip(upper=room))


def hidden(frame: pd.DataFrame) -> pd.DataFrame:
    """
    Hide small counts of residents, and every figure from which a count could be worked out.

    Parameters
    ----------
    frame
        Any table; without `residents` it stays as it is.

    Returns
    -------
    hidden
        `residents` and `requests` as text (those of fewer than 10 residents are not counted);
        where they are known `hours`, `survives`, `wait` and `wait_of` are missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"residents": [4, None], "hours": [2.0, 3.0]})
    >>> hidden(frame)["hours"].tolist()
    [nan, 3.0]
    """
    if "residents" not in frame:
        return frame
    counted = frame["residents"].notna().to_numpy()
    frame = frame.assign(residents=shown(frame["residents"]))
    if "requests" in frame:
        of_few = frame["residents"].eq(FEW) & (frame["requests"] >= SMALLEST)
        counted = counted | frame["requests"].notna().to_numpy()
        frame = frame.assign(requests=shown(frame["requests"]).mask(of_few))
    known = [name for name in ("hours", "survives", "wait", "wait_of") if name in frame]
    return frame.assign(**{name: frame[name].astype("float64").mask(counted) for name in known})


def told(frame: pd.DataFrame) -> pd.DataFrame:
    """Write counts of residents as text, as they are."""
    counts = [name for name in COUNTS if name in frame and "residents" in frame]
    whole = frame[counts].astype("Int64")
    return frame.assign(
        **{name: whole[name].astype("str").where(whole[name].notna()) for name in counts}
    )
