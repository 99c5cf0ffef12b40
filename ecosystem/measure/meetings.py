"""Meetings: who sits twice in the same circle, and the hours it takes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import shared


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
    one, other = (each.loc[pairs[side]].reset_index() for side in ("one", "other"))
    swap = (one["members"] > other["members"]).fillna(value=False)
    small, large = one.where(~swap, other, axis=0), other.where(~swap, one, axis=0)
    both = pairs["shared"].astype("Float64")
    nested = pairs["shared"] == small["members"]
    same = (small["need"] == large["need"]).astype("boolean")
    frame = pd.DataFrame(
        {
            "meeting": small["meeting"],
            "other": large["meeting"],
            "shared": pairs["shared"],
            "containment": (both / small["members"]).round(6),
            "jaccard": (both / (small["members"] + large["members"] - both)).round(6),
            "nested": nested.astype(bool),
            "same_need": same,
            "redundant": nested.astype("boolean") & same,
            "hours": small["hours"],
        }
    )
    order = ["containment", "hours", "meeting", "other"]
    return frame.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


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
