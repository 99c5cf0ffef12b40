"""The journey of each request: its contacts in order, from whom each took over, after what wait."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.activities import Activities, activities
from ecosystem.measure.in_order import differs
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


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
    log = activities(hood)
    minutes = hood.contacts["minutes"].to_numpy(dtype=float)
    waits, goes_on, follows = [], [], []
    for part in log.parts():
        waits.append(part.spans(minutes[part.row])[0])
        goes_on.append(part.goes_on())
        follows.append(part.follows)
    wait, on, after = (np.concatenate([*parts, []]) for parts in (waits, goes_on, follows))
    on, after = on.astype(bool), after.astype(bool)
    row = _settled(hood, log)
    contacts = hood.contacts.iloc[row].reset_index(drop=True)
    asked = hood.requests.drop_duplicates("request").set_index("request")
    whose = asked[["resident", "need"]].reindex(contacts["request"]).reset_index(drop=True)
    professional = supply(hood)["professional"].reindex(contacts["actor"]).astype("boolean")
    before = contacts["actor"].shift().where(on)
    return pd.DataFrame(
        {
            "row": row,
            "request": contacts["request"],
            "resident": contacts["resident"].fillna(whose["resident"]),
            "need": contacts["need"].fillna(whose["need"]),
            "actor": contacts["actor"],
            "professional": professional.array,
            "before": before,
            "handover": before.notna() & (before != contacts["actor"]),
            "wait": pd.Series(wait / 3.6e9, dtype="Float64").where(after),
            "reason": contacts["reason"],
            "start": contacts["start"],
            "minutes": contacts["minutes"],
        }
    )


def _settled(hood: Neighbourhood, log: Activities) -> np.ndarray:
    """Put contacts of one actor at one moment in an order that rows have no part in."""
    unsaid = hood.contacts["reason"].isna().to_numpy()[log.row]
    moment = np.cumsum(differs(log.request, log.start, log.actor, unsaid))
    if moment.max(initial=0) == len(moment):
        return log.row
    told = hood.contacts[["need", "minutes", "resident", "reason"]].iloc[log.row]
    told = told.assign(moment=moment).set_axis(log.row)
    return np.asarray(told.sort_values(["moment", *told.columns[:4]]).index)
