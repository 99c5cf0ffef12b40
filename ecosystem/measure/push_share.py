"""Which share of the hours is pushed, by theme, organisation or profession."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from ecosystem.measure.pull import pull
from ecosystem.tables.needs import domains
from ecosystem.tables.neighbourhood import Neighbourhood

By = Literal["kind", "theme", "organisation", "profession", "asked_by"]
WAYS = ("push", "pull", "unknown")


def push_share(hood: Neighbourhood, *, by: By = "kind") -> pd.DataFrame:
    """
    Add up the hours of ties, meetings and projects that are pushed, pulled, or unknown.

    Of a tie each of the two spends half the hours, in a meeting each who sits in it the hours
    it lasts; so whatever the rows are, the same hours are divided over them. The share is
    push / (push + pull), with the share beside it of which nobody knows who asked. Push is a
    question, not a verdict: what is for everybody is nobody's request.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`, `meetings` or `attendance`.
    by
        What one row is: a `kind` (tie, meeting, project), a `theme` (domain of the need it is
        for), an `organisation` or a `profession` (of those who spend the hours), or who it was
        `asked_by`. Never a person.

    Returns
    -------
    push_share
        One row each, most hours pushed first, then most hours, then by name; what has no such
        name is missing, and last of equals. `number` (of ties, meetings and projects), of which
        `no_hours` do not say how long they take, so that they are in no other column; `push`,
        `pull` and `unknown` (hours a year); `push_share` (0-1; missing where nothing was pushed
        or pulled) and `unknown_share` (of all hours; missing without hours).

    Raises
    ------
    MissingTable
        If there are neither ties nor meetings nor attendance.
    ValueError
        If `by` is not one of these.

    Examples
    --------
    >>> push_share(street, by="organisation")[["push", "unknown", "push_share"]]
                  push  unknown  push_share
    organisation
    The Lime      36.0     54.0         1.0
    Welfare       36.0     12.0         1.0
    Homecare       0.0     54.0        <NA>
    <NA>           0.0      0.0        <NA>
    """
    rows = pull(hood)
    rows["theme"] = rows["need"].map(domains(hood)).astype("string")
    rows["number"] = rows.index
    if by in ("organisation", "profession"):
        rows = _each(hood, rows, by)
    for way in WAYS:
        rows[way] = rows["hours"].where(rows["way"] == way)
    rows["no_hours"] = rows["number"].where(rows["hours"].isna())
    rows_by = rows.groupby(by, dropna=False)
    counts = rows_by[["number", "no_hours"]].nunique().astype("Int64")
    hours = rows_by[list(WAYS)].sum().round(6)
    asked, every = hours["push"] + hours["pull"], hours.sum(axis=1)
    frame = pd.concat([counts, hours], axis=1)
    frame["push_share"] = (hours["push"] / asked.where(asked > 0)).round(6)
    frame["unknown_share"] = (hours["unknown"] / every.where(every > 0)).round(6)
    order = pd.DataFrame({"push": -hours["push"], "every": -every}).reset_index()
    return frame.iloc[order.sort_values(["push", "every", by]).index]


def _each(hood: Neighbourhood, rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Divide the hours of each tie and meeting evenly over those who spend them."""
    sits = hood.attendance.groupby("meeting")["actor"].unique()
    of_tie = rows["kind"] == "tie"
    who = rows["subject"].str.split("|").where(of_tie, rows["subject"].map(sits))
    rows["hours"] /= who.str.len()
    each = rows.assign(actor=who).explode("actor", ignore_index=True)
    each[by] = each["actor"].map(hood.actors.set_index("actor")[by]).astype("string")
    return each
