"""Meetings in numbers: who sits in them, and the hours they take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosystem.tables.coded import Coded, coded, joined
from ecosystem.tables.columns import numbers
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names, places


@dataclass(frozen=True, eq=False)
class Seats:
    """Every meeting that `meetings` or `attendance` names, and who sits in it."""

    names: Names
    row: np.ndarray
    """Where each stands in `meetings`; -1 where it does not."""
    members: np.ndarray
    hours: np.ndarray
    """A year, all members together; NaN where unknown."""
    meeting: np.ndarray
    """Of each seat."""
    actor: Coded
    """Who has it, as in `attendance`."""


def meeting_seats(hood: Neighbourhood) -> Seats:
    """
    Count the members of each meeting, and the hours it takes in a year.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    meeting_seats
        The meetings by id, and each seat once.

    Examples
    --------
    >>> meeting_seats(street).hours.tolist()
    [36.0, 12.0]
    """
    return remember(hood, _seats)


def _seats(hood: Neighbourhood) -> Seats:
    listed, seat = (coded(hood, table, "meeting") for table in ("meetings", "attendance"))
    who, names = coded(hood, "attendance", "actor"), joined(listed, seat).names
    told = (seat.code >= 0) & (who.code >= 0)
    meeting, size = places(seat.names, names)[seat.code[told]], len(who.names)
    pair = np.unique(meeting * np.int64(size) + who.code[told])
    meeting, actor = np.divmod(pair, max(size, 1))
    row = np.full(len(names), -1)
    stands = np.flatnonzero(listed.code >= 0)
    row[places(listed.names, names)[listed.code[stands]]] = stands
    members = np.bincount(meeting, minlength=len(names))
    times, each = (
        np.append(numbers(hood, "meetings", name), np.nan)[row] for name in ("times", "hours")
    )
    hours = np.where(members > 0, times * each * members, np.nan).round(6)
    return Seats(names, row, members, hours, meeting, Coded(actor, who.names))
