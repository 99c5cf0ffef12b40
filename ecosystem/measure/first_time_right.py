"""First time right: whether the same question of the same resident comes back."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ecosystem.measure.activities import Activities
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
    asked = own["asked"].fillna(times["first"])
    ended = own["closed"].fillna(times["last"]).fillna(asked)
    due = ended.where(ended > asked, asked) + pd.Timedelta(days=window)
    who = pd.DataFrame({name: _said(hood, log, own[name], name) for name in ("resident", "need")})
    known = who["resident"].notna() & who["need"].notna() & asked.notna()
    told = who.assign(asked=asked)[known]
    rows = told.drop_duplicates().sort_values([*who, "asked"])
    rows["next"] = rows.groupby([*who], sort=False)["asked"].shift(-1)
    following = told.merge(rows, how="left", on=[*who, "asked"])["next"]
    right = ~(following.to_numpy() <= due[known].to_numpy())
    latest = pd.concat([times["last"], own["asked"], own["closed"]]).max()
    return pd.DataFrame(
        {
            "first_time_right": pd.Series(right, told.index, dtype="boolean").reindex(own.index),
            "window_over": (due <= latest).astype("boolean").where(due.notna()),
        }
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
