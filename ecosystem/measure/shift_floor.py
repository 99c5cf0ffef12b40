"""How many people daily care takes at least, because nobody works every shift."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from ecosystem.measure.cases import case_arrays
from ecosystem.measure.in_order import MISSING
from ecosystem.measure.seen_coded import seen_coded
from ecosystem.tables.different import once
from ecosystem.tables.help_coded import help_rows
from ecosystem.tables.neighbourhood import Neighbourhood

MORNING = 6
"""The hour at which a day begins: what is before it belongs to the night of the day before."""
PARTS = (12, 17, 23)
"""Hours at which the afternoon, the evening and the night begin."""
DAILY = 7
"""Visits a week from which care is daily."""
WEEKS = 2
"""For how long at least."""
_HOUR = 3_600_000_000
"""Microseconds."""


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
    residents = help_rows(hood).resident.names.index
    found, visits = floors(hood, shifts=shifts)
    names = residents[visits > 0].rename("resident")
    floor = IntegerArray(found, found == 0)[visits > 0]
    return pd.Series(floor, index=names, name="floor")


def floors(hood: Neighbourhood, *, shifts: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """
    Give `shift_floor` as arrays, for what counts by the thousand.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    shifts
        How many slots a week one carer can do.

    Returns
    -------
    floors, slots
        Two numbers per resident, in the order of `help_rows(hood).resident.names`: people, 0
        where care is not daily; and the slots in which somebody came.

    Examples
    --------
    >>> floors(street)[0].tolist()
    []
    """
    resident, start = _visits(hood)
    size = len(help_rows(hood).resident.names)
    hour = (start // _HOUR).astype(np.int32)
    date = hour // 24
    since = np.where(start == date * np.int64(_HOUR * 24), hour, hour - MORNING)
    day = since // 24
    part = np.searchsorted(np.array(PARTS) - MORNING, np.arange(24), side="right")[since - day * 24]
    first, last = np.full((2, size), date.min(initial=0), dtype=np.int32)
    np.maximum.at(last, resident, date)
    first[:] = last
    np.minimum.at(first, resident, date)
    earliest = day.min(initial=0)
    span = int(day.max(initial=0) - earliest + 1) * (len(PARTS) + 1)
    slot = resident * span + (day - earliest) * (len(PARTS) + 1) + part
    slot = once(slot, size * span)
    slots = np.bincount(slot // span, minlength=size)
    days = (last - first + 1).astype(np.int64)
    daily = (slots > 0) & (days >= 7 * WEEKS) & (slots * 7 >= days * DAILY)
    return np.where(daily, -(-slots * 7 // (days * shifts)), 0), slots


def _visits(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """Give the resident and the start of each visit that counts."""
    log, sets = seen_coded(hood), case_arrays(hood)
    resident, actor = log.resident.code.astype(np.int64), log.actor.code
    counts = log.professional[actor] & log.person[actor] & (log.start != MISSING)
    if sets is not None and len(sets.of):
        case = sets.of[resident]
        about_met = np.append(sets.met, np.zeros((len(sets.met), 1), dtype=bool), axis=1)
        nothing_left = (sets.has == sets.met).all(axis=1)
        counts &= (case < 0) | ~(about_met[case, log.need.code] | nothing_left[case])
    return resident[counts], log.start[counts]
