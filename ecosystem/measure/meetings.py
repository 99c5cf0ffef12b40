"""Meetings: who sits twice in the same circle, and the hours it takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.arrays import BooleanArray, FloatingArray, IntegerArray

from ecosystem.measure.meeting_seats import Seats, meeting_seats
from ecosystem.tables.coded import coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import in_common
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
    each, pairs = meeting_hours(hood), circles(hood)
    small, large, both = pairs.meeting, pairs.other, pairs.shared.astype(float)
    of = (pairs.members[small], pairs.members[large])
    nested, same = both == of[0], pairs.same_need
    same = BooleanArray(same > 0, same < 0)
    return pd.DataFrame(
        {
            "meeting": each.index[small],
            "other": each.index[large],
            "shared": pd.array(pairs.shared, dtype="Int64"),
            "containment": pd.array((both / of[0]).round(6), dtype="Float64"),
            "jaccard": pd.array((both / (of[0] + of[1] - both)).round(6), dtype="Float64"),
            "nested": nested,
            "same_need": same,
            "redundant": pd.array(nested, dtype="boolean") & same,
            "hours": each["hours"].array[small],
        }
    )


@dataclass(frozen=True, eq=False)
class Circles:
    """The rows of `meetings` in numbers, a meeting by its place in `meeting_hours`."""

    meeting: np.ndarray
    other: np.ndarray
    shared: np.ndarray
    same_need: np.ndarray
    """1 and 0; -1 where one does not say."""
    members: np.ndarray
    """Of each meeting."""

    @property
    def nested(self) -> np.ndarray:
        """Whether all members of `meeting` sit in `other`."""
        return np.asarray(self.shared == self.members[self.meeting])


def circles(hood: Neighbourhood) -> Circles:
    """
    Give `meetings` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `attendance`.

    Returns
    -------
    circles
        The same rows in the same order.

    Raises
    ------
    MissingTable
        If `attendance` was not supplied.

    Examples
    --------
    >>> pairs = circles(street)
    >>> pairs.meeting.tolist(), pairs.other.tolist(), pairs.shared.tolist()
    ([1], [0], [2])
    """
    hood.need("attendance", for_what="Comparing meetings")
    return remember(hood, _circles)


def _circles(hood: Neighbourhood) -> Circles:
    each, need = meeting_seats(hood), coded(hood, "meetings", "need")
    seats = np.lexsort((each.meeting, each.actor.code))
    one, other, shared = in_common(each.actor.code[seats], each.meeting[seats])
    members, about, listed = each.members, need.at(each.row).code, _most_hours_first(each)
    swap = members[one] > members[other]
    small, large = np.where(swap, other, one), np.where(swap, one, other)
    same = np.where((about[small] < 0) | (about[large] < 0), -1, about[small] == about[large])
    contained = (shared / members[small]).round(6)
    order = np.lexsort((large, small, -each.hours[small], -contained))
    small, large = np.argsort(listed)[[small[order], large[order]]]
    return Circles(small, large, shared[order], same[order], members[listed])


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
    each = meeting_seats(hood)
    label, need = (coded(hood, "meetings", name).at(each.row).text() for name in ("label", "need"))
    frame = pd.DataFrame(
        {
            "label": label.fillna(pd.Series(each.names.index)).array,
            "need": need.array.astype("string"),
            "members": IntegerArray(each.members, each.members == 0),
            "hours": FloatingArray(each.hours, np.isnan(each.hours)),
        },
        index=each.names.index.rename("meeting"),
    )
    return frame.iloc[_most_hours_first(each)]


def _most_hours_first(seats: Seats) -> np.ndarray:
    """Put meetings, which stand by id, in the order of `meeting_hours`."""
    return np.argsort(-np.nan_to_num(seats.hours, nan=-1), kind="stable")


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
