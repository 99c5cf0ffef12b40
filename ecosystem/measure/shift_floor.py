"""How many people daily care takes at least, because nobody works every shift."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood

PARTS = (12, 17, 23)
"""Hours at which the afternoon, the evening and the night begin."""
DAILY = 7
"""Visits a week from which care is daily."""
WEEKS = 2
"""For how long at least."""


def shift_floor(hood: Neighbourhood, *, shifts: int = 5) -> pd.Series:
    """
    Count the people whom the daily care of a resident takes at least.

    Visits are counted as slots: a part of a day (morning until 12, afternoon until 17, evening
    until 23, night) in which a professional had contact. Care is daily where there are seven
    slots a week or more on average, over two weeks or more from the first to the last contact.
    A contact without a time of day counts as one in the morning.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    shifts
        How many slots a week one carer can do.

    Returns
    -------
    shift_floor
        For each resident whom a professional visited, by id, the number of people, whole;
        missing where care is not daily.

    Examples
    --------
    >>> days = pd.date_range("2025-01-01", periods=14)
    >>> log = {"resident": "anna", "actor": "nurse", "start": days}
    >>> cared = street.replace(contacts=street.contacts.reindex(range(14)).assign(**log))
    >>> shift_floor(cared)
    resident
    anna    2
    Name: floor, dtype: Int64
    """
    rows = _visits(hood)
    day = rows["start"].dt.floor("D")
    part = np.searchsorted(PARTS, rows["start"].dt.hour, side="right")
    slots = rows.assign(day=day, part=part).drop_duplicates(["resident", "day", "part"])
    each = slots.groupby("resident", sort=True)["day"].agg(["min", "max", "size"])
    days = (each["max"] - each["min"]).dt.days.astype("int64") + 1
    count = each["size"].astype("int64") * 7
    daily = (days >= 7 * WEEKS) & (count >= days * DAILY)
    floor = (-(-count // (days * shifts))).astype("Int64").where(daily)
    return floor.rename("floor")


def _visits(hood: Neighbourhood) -> pd.DataFrame:
    """Give the resident and the start of each contact with a professional, where known."""
    rows = hood.contacts[["resident", "request", "actor", "start"]].dropna(subset=["start"])
    rows = rows[rows["actor"].map(supply(hood)["professional"]).eq(True).fillna(value=False)]
    known = hood.requests.dropna(subset=["request", "resident"]).drop_duplicates("request")
    asked = rows["request"].map(known.set_index("request")["resident"]).astype("str")
    resident = rows["resident"].combine_first(asked).combine_first("\n" + rows["request"])
    return rows.assign(resident=resident).dropna(subset=["resident"])[["resident", "start"]]
