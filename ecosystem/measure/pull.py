"""Push or pull: who asked for each tie, meeting and project, and the hours it takes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from ecosystem.measure.last_day import day_of
from ecosystem.measure.meeting_seats import meeting_seats
from ecosystem.measure.meetings import meeting_hours
from ecosystem.measure.supply import supply
from ecosystem.tables.coded import Coded, coded, numbered
from ecosystem.tables.columns import known, numbers
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tie_pairs

PULL = ("resident", "informal")
PUSH = ("manager", "policy", "none")
YEAR = 12
"""Months."""
COLUMNS = {
    **dict.fromkeys(["kind", "subject", "label", "asked_by", "need", "way"], "string"),
    "hours": "Float64",
    "review": "datetime64[us]",
    "review_passed": "boolean",
}


def pull(hood: Neighbourhood, *, today: str | date | None = None) -> pd.DataFrame:
    """
    List who asked for each tie, meeting and project, for which need, and the hours it takes.

    It is pulled where a resident or informal helper asked for it, or a professional for a named
    need; pushed where a manager, policy or nobody did. A professional who names no need, and an
    asker who is not written down, are unknown: neither. Push is a question, not a verdict:
    prevention and neighbourhood dinners have no single case by nature.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`, `meetings` or `attendance`.
    today
        The day (as 2026-01-31); a review date before it has passed. By default the last day on
        which a contact was, or a question was asked or closed. Without those it is unknown.

    Returns
    -------
    pull
        One row per row of `ties` (but those of an actor with itself) and per meeting, most
        hours first (unknown last), then by kind and id: `kind` (`tie`, `meeting` or
        `project`; a meeting that does not say is a meeting), `subject` (both ids sorted and
        joined by `|`, or the meeting), `label`,
        `asked_by` (as `requested_by`; `unknown` where it does not say), `need` (missing where
        none is named), `way` (`push`, `pull` or `unknown`), `hours` (a year, all who take part
        together; missing where unknown), `review` (date; missing where none is set, as of
        ties) and `review_passed` (missing without a date or a `today`).

    Raises
    ------
    MissingTable
        If there are neither ties nor meetings nor attendance.

    References
    ----------
    The question *do I push this, or does someone pull me?* is of a column on lean in care,
    *Duwen en trekken in de zorg*.

    Examples
    --------
    >>> pull(street)[["kind", "subject", "asked_by", "way", "hours"]]
          kind         subject asked_by      way  hours
    0      tie       gp|social   policy     push   72.0
    1      tie        gp|nurse  unknown  unknown   48.0
    2  meeting          monday  unknown  unknown   36.0
    3      tie        gp|nurse  unknown  unknown   24.0
    4  meeting          wounds  unknown  unknown   12.0
    5      tie  choir|daughter  unknown  unknown   <NA>
    6      tie  daughter|nurse  unknown  unknown   <NA>
    """
    _needed(hood)
    return _told(hood, pd.concat([_ties(hood), _meetings(hood)], ignore_index=True), today)


def _needed(hood: Neighbourhood) -> None:
    if not {"meetings", "attendance"} & set(hood.tables):
        hood.need("ties", for_what="Push or pull (or else meetings)")


def pull_of_meetings(hood: Neighbourhood, *, today: str | date | None = None) -> pd.DataFrame:
    """
    List of meetings and projects alone what `pull` lists.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    today
        As `pull` takes it.

    Returns
    -------
    pull_of_meetings
        Those rows of `pull`.

    Examples
    --------
    >>> pull_of_meetings(street)["subject"].tolist()
    ['monday', 'wounds']
    """
    return _told(hood, _meetings(hood), today)


def _told(hood: Neighbourhood, rows: pd.DataFrame, today: str | date | None) -> pd.DataFrame:
    """Say which way each goes and whether its date has passed, most hours first."""
    rows["asked_by"] = rows["asked_by"].astype("string").fillna("unknown")
    rows["way"] = ways(rows["asked_by"], rows["need"])
    day = day_of(hood, today)
    passed = (rows["review"] < day).astype("boolean")
    rows["review_passed"] = passed.where(rows["review"].notna() & pd.notna(day))
    rows = rows.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    order = ["hours", "kind", "subject", "asked_by", "need", "label"]
    return rows.sort_values(order, ascending=[False] + [True] * 5, ignore_index=True)


def ways(asked_by: pd.Series, need: pd.Series) -> pd.Series:
    """
    Tell of each tie or meeting whether it is pulled, pushed, or that this is unknown.

    Parameters
    ----------
    asked_by
        Who asked for it, as `requested_by`.
    need
        For which need; missing where none is named.

    Returns
    -------
    ways
        `pull`, `push` or `unknown`, on the same index.

    Examples
    --------
    >>> asked_by = pd.Series(["resident", "policy", "professional", None])
    >>> ways(asked_by, pd.Series([None] * 4)).tolist()
    ['pull', 'push', 'unknown', 'unknown']
    """
    way = _way(numbered(asked_by.astype("str")), need.notna().to_numpy(dtype=bool))
    return pd.Series(way, asked_by.index, dtype="str")


def _way(asked_by: Coded, need: np.ndarray) -> np.ndarray:
    pulled = asked_by.among(PULL) | (asked_by.among(["professional"]) & need)
    return np.select([pulled, asked_by.among(PUSH)], ["pull", "push"], default="unknown")


def ways_and_hours(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """
    Give two columns of `pull` alone.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`, `meetings` or `attendance`.

    Returns
    -------
    way, hours
        Of its rows, in another order; hours are NaN where they are missing.

    Raises
    ------
    MissingTable
        If there are neither ties nor meetings nor attendance.

    Examples
    --------
    >>> way, hours = ways_and_hours(street)
    >>> way.tolist().count("push"), hours[way == "push"].tolist()
    (1, [72.0])
    """
    _needed(hood)
    ways, every = [], []
    seats = meeting_seats(hood)
    others = np.flatnonzero(tie_pairs(hood).of >= 0)
    for table, rows, hours in (
        ("ties", others, _a_year(hood)[others]),
        ("meetings", seats.row, seats.hours),
    ):
        need = np.append(known(hood, table, "need"), False)[rows]
        ways.append(_way(coded(hood, table, "requested_by").at(rows), need))
        every.append(hours)
    return np.concatenate(ways), np.concatenate(every)


def _a_year(hood: Neighbourhood) -> np.ndarray:
    """Give the hours a year of each row of ties."""
    return np.asarray((numbers(hood, "ties", "hours") * YEAR).round(6))


def _ties(hood: Neighbourhood) -> pd.DataFrame:
    others = tie_pairs(hood).of >= 0
    ties = hood.ties[others]
    ends = np.sort(ties[["actor", "partner"]].to_numpy(dtype=object), axis=1)
    names = supply(hood)["label"]
    one, other = (pd.Series(end, index=ties.index, dtype="str") for end in ends.T)
    return pd.DataFrame(
        {
            "kind": "tie",
            "subject": one + "|" + other,
            "label": one.map(names) + " - " + other.map(names),
            "asked_by": ties["requested_by"],
            "need": ties["need"].astype("string"),
            "hours": pd.array(_a_year(hood)[others], dtype="Float64"),
            "review": pd.NaT,
        }
    ).astype({"review": "datetime64[us]"})


def _meetings(hood: Neighbourhood) -> pd.DataFrame:
    """Give every meeting, also one of which only is known who sits in it."""
    seated = hood if "attendance" in hood.tables else hood.replace(attendance=hood.attendance)
    each = meeting_hours(seated)
    said = hood.meetings.set_index("meeting").reindex(each.index)
    return pd.DataFrame(
        {
            "kind": said["kind"].fillna("meeting"),
            "subject": each.index,
            "label": each["label"],
            "asked_by": said["requested_by"],
            "need": each["need"],
            "hours": each["hours"],
            "review": said["review"],
        }
    )
