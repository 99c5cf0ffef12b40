"""Meetings: who sits twice in the same circle, and the hours it takes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.tables.coded import numbered
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import shared
from ecosystem.tables.remember import remember


def meetings(hood: Neighbourhood) -> pd.DataFrame:
    """
    Compare every two meetings that share a member.

    Containment is the members shared over those of the smaller meeting, Jaccard over those of
    both together. A meeting is redundant only when all its members sit in the other *and*
    both are for the same need.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `attendance`.

    Returns
    -------
    meetings
        One row per pair that shares a member, highest containment first, then most hours, then
        by id: `meeting` (the smaller; of equals the earlier id), `other`, `shared` (members),
        `containment`, `jaccard`, `nested` (all members of `meeting` sit in `other`),
        `same_need` (missing where one does not say what it is for), `redundant` (missing where
        that decides) and `hours` (a year, all members together, of `meeting`; missing where
        unknown).

    Raises
    ------
    MissingTable
        If `attendance` was not supplied.

    Examples
    --------
    >>> meetings(street)[["meeting", "other", "containment", "redundant", "hours"]]
      meeting   other  containment  redundant  hours
    0  wounds  monday          1.0       True   12.0
    """
    each = meeting_hours(hood)
    pairs = shared(hood.attendance["meeting"], hood.attendance["actor"])
    one, other = (each.index.get_indexer(pairs[side]) for side in ("one", "other"))
    members, hours = (
        each[column].to_numpy(dtype=float, na_value=np.nan) for column in ("members", "hours")
    )
    swap = members[one] > members[other]
    small, large = np.where(swap, other, one), np.where(swap, one, other)
    both, of = pairs["shared"].to_numpy(dtype=float), (members[small], members[large])
    contained = (both / of[0]).round(6)
    nested, need = both == of[0], numbered(each["need"]).code
    same = pd.array(need[small] == need[large], dtype="boolean")
    same[(need[small] < 0) | (need[large] < 0)] = pd.NA
    frame = pd.DataFrame(
        {
            "meeting": each.index[small],
            "other": each.index[large],
            "shared": pairs["shared"].array,
            "containment": pd.array(contained, dtype="Float64"),
            "jaccard": pd.array((both / (of[0] + of[1] - both)).round(6), dtype="Float64"),
            "nested": nested,
            "same_need": same,
            "redundant": pd.array(nested, dtype="boolean") & same,
            "hours": each["hours"].array[small],
        }
    )
    place = each.index.argsort().argsort()
    order = np.lexsort((place[large], place[small], -hours[small], -contained))
    return frame.take(order).reset_index(drop=True)


def meeting_hours(hood: Neighbourhood) -> pd.DataFrame:
    """
    Count the hours each meeting takes in a year.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `attendance`.

    Returns
    -------
    meeting_hours
        One row per meeting, most hours first, then by id: `label`, `need` (missing where it
        does not say), `members`, and `hours` (a year: times, hours each and members multiplied;
        missing where one of them is unknown).

    Raises
    ------
    MissingTable
        If `attendance` was not supplied.

    Examples
    --------
    >>> meeting_hours(street)
                      label  need  members  hours
    meeting
    monday   Monday meeting  skin        3   36.0
    wounds       Wound talk  skin        2   12.0
    """
    hood.need("attendance", for_what="Comparing meetings")
    return remember(hood, _meeting_hours)


def _meeting_hours(hood: Neighbourhood) -> pd.DataFrame:
    sits = hood.attendance.drop_duplicates(["meeting", "actor"])
    ids = sorted({*hood.meetings["meeting"], *sits["meeting"]})
    known = hood.meetings.set_index("meeting").reindex(pd.Index(ids, dtype="str", name="meeting"))
    members = sits.groupby("meeting").size().reindex(known.index).astype("Int64")
    own = pd.Series(known.index, index=known.index, dtype="str")
    hours = known["times"].astype("Float64") * known["hours"].astype("Float64") * members
    frame = pd.DataFrame(
        {
            "label": known["label"].fillna(own),
            "need": known["need"].astype("string"),
            "members": members,
            "hours": hours.round(6),
        }
    )
    return frame.iloc[np.lexsort((ids, -frame["hours"].fillna(-1).to_numpy(dtype=float)))]


def repeated_seats(hood: Neighbourhood) -> float | None:
    """
    Tell which part of all seats is taken by somebody who already sits in another meeting.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `attendance`.

    Returns
    -------
    repeated_seats
        One minus the distinct members over the seats of all meetings; None without a seat.

    Raises
    ------
    MissingTable
        If `attendance` was not supplied.

    Examples
    --------
    >>> repeated_seats(street)
    0.4
    """
    hood.need("attendance", for_what="Comparing meetings")
    sits = hood.attendance.drop_duplicates(["meeting", "actor"])
    return round(1 - sits["actor"].nunique() / len(sits), 6) if len(sits) else None
