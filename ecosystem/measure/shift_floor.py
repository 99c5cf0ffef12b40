"""How many people daily care takes at least, because nobody works every shift."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.cases import case_of, cases
from ecosystem.measure.continuity import seen
from ecosystem.tables.neighbourhood import Neighbourhood

MORNING = 6
"""The hour at which a day begins: what is before it belongs to the night of the day before."""
PARTS = (12, 17, 23)
"""Hours at which the afternoon, the evening and the night begin."""
DAILY = 7
"""Visits a week from which care is daily."""
WEEKS = 2
"""For how long at least."""


def shift_floor(hood: Neighbourhood, *, shifts: int = 5) -> pd.Series:
    """
    Count the people whom the daily care of a resident takes at least.

    Visits are counted as slots: a part of a day (morning from 6 to 12, afternoon until 17,
    evening until 23, night until 6 the next day) in which a professional had contact. Care is
    daily where there are seven slots a week or more on average, over two weeks or more from the
    date of the first to that of the last contact. A contact without a time of day (midnight
    exactly) counts as one in the morning. Only persons and practices count, as of a group or
    organisation it is not known how many came; and only visits about what is left to
    professionals: not those about a need that informal or collective help meets, and none
    where that meets everything. A visit that names no need may be about what is left.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    shifts
        How many slots a week one carer can do.

    Returns
    -------
    shift_floor
        For each resident with such a visit, by id, the number of people, whole; missing where
        care is not daily.

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
    rows["date"] = rows["start"].dt.floor("D")
    since = rows["start"] - pd.Timedelta(hours=MORNING)
    since = since.mask(rows["start"] == rows["date"], rows["start"])
    rows["day"] = since.dt.floor("D")
    rows["part"] = np.searchsorted(np.array(PARTS) - MORNING, since.dt.hour, side="right")
    dates = rows.groupby("resident", sort=True)["date"].agg(["min", "max"])
    slots = rows.drop_duplicates(["resident", "day", "part"]).groupby("resident", sort=True)
    days = (dates["max"] - dates["min"]).dt.days.astype("int64") + 1
    count = slots.size().astype("int64") * 7
    daily = (days >= 7 * WEEKS) & (count >= days * DAILY)
    floor = (-(-count // (days * shifts))).astype("Int64").where(daily)
    return floor.rename("floor")


def _visits(hood: Neighbourhood) -> pd.DataFrame:
    """Give the resident and the start of each visit that counts."""
    rows = seen(hood)[["resident", "actor", "person", "professional", "start"]]
    rows["need"] = hood.contacts["need"]
    rows = rows[rows["professional"] & rows["person"].notna()].dropna(subset=["start"])
    sets = cases(hood)
    case = rows["resident"].map(case_of(hood))
    if sets is not None and case.notna().any():
        met = sets["met"].str.split("|").explode()
        pairs = pd.MultiIndex.from_arrays([met.index, met])
        about_met = pd.MultiIndex.from_arrays([case, rows["need"]]).isin(pairs)
        rows = rows[~about_met & ~case.isin(sets.index[sets["needs"] == sets["met"]])]
    return rows[["resident", "start"]]
