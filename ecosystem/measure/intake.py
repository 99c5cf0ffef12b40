"""Intake: how long a question waits, who takes it in, and whether it was the right question."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from ecosystem.measure.flow import flow
from ecosystem.tables.neighbourhood import Neighbourhood

By = Literal["actor", "need", "all"]


def intake(hood: Neighbourhood, *, by: By = "actor", window: float = 90) -> pd.DataFrame:
    """
    Tell how requests are taken in: the wait, by whom, and how often it was another question.

    A request is taken in by the actor of its first contact. Its need turned out to be another
    where more of its contacts name another need than name the one that was asked about. It came
    back where the same resident asks for the same need again within the window after its end.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `requests` and `contacts`.
    by
        A row for each `actor` who takes requests in, for each `need` asked about, or for `all`.
    window
        Days after the end of a request in which it can come back.

    Returns
    -------
    intake
        One row per actor or need, most requests first, then by id; where that is unknown comes
        last. Of each:

        - `requests`
        - `no_contact`: how many of them have no contact at a known moment
        - `median_wait`, `longest_wait`: seconds from asking to the first contact; missing
          where no wait is known
        - `other_need`: share of which the need turned out to be another, of `other_need_of`:
          those that say which need, and of which contacts do; missing where there are none
        - `came_back`: share that came back, of `came_back_of`: those of which resident and need
          are known and the window was over at the last moment that is recorded; idem

    Raises
    ------
    MissingTable
        If `requests` or `contacts` was not supplied.
    ValueError
        If `by` is something else, or the window is not above 0.

    Examples
    --------
    >>> asked = street.requests.reindex([0, 1]).assign(request=["p", "q"], need="skin")
    >>> asked["asked"] = pd.to_datetime(["2025-01-06", "2025-01-07"]).as_unit("us")
    >>> log = street.contacts.reindex([0]).assign(request="p", actor="gp", need="grief")
    >>> log["start"] = pd.to_datetime(["2025-01-08"]).as_unit("us")
    >>> taken = intake(street.replace(requests=asked, contacts=log), by="all")
    >>> taken[["requests", "no_contact", "median_wait", "other_need", "other_need_of"]]
         requests  no_contact  median_wait  other_need  other_need_of
    all         2           1     172800.0         1.0              1
    """
    hood.need("requests", for_what="How requests are taken in")
    asked = hood.requests.drop_duplicates("request").set_index("request").sort_index()
    each = flow(hood, window=window).reindex(asked.index)
    other = _other(hood, asked["need"])
    over = each["first_time_right"].notna() & each["window_over"].fillna(value=False)
    rows = pd.DataFrame(
        {
            "actor": each["taken_in_by"],
            "need": asked["need"].astype("string"),
            "all": "all",
            "no_contact": each["first"].isna(),
            "wait": each["intake_wait"],
            "other": other.astype("Float64"),
            "back": (~each["first_time_right"]).astype("Float64").where(over),
        }
    )
    groups = rows.groupby(by, dropna=False, sort=True)
    found = pd.DataFrame(
        {
            "requests": groups.size(),
            "no_contact": groups["no_contact"].sum(),
            "median_wait": groups["wait"].median(),
            "longest_wait": groups["wait"].max(),
            "other_need": groups["other"].mean(),
            "other_need_of": groups["other"].count(),
            "came_back": groups["back"].mean(),
            "came_back_of": groups["back"].count(),
        }
    )
    whole = ["requests", "no_contact", "other_need_of", "came_back_of"]
    found = found.astype("Float64").round(6).astype(dict.fromkeys(whole, "Int64"))
    known = found[found.index.notna()].sort_values("requests", ascending=False, kind="stable")
    found = pd.concat([known, found[found.index.isna()]])
    return found.rename_axis({"actor": "taken_in_by", "need": "need", "all": None}[by])


def _other(hood: Neighbourhood, asked: pd.Series) -> pd.Series:
    """Tell of each request whether more of its contacts name another need than its own."""
    named = hood.contacts[["request", "need"]].dropna().value_counts().reset_index(name="times")
    named = named.assign(own=named["need"] == named["request"].map(asked))
    most = named.groupby("request")["times"].max().reindex(asked.index)
    own = named[named["own"]].set_index("request")["times"].reindex(asked.index).fillna(0)
    return (own < most).astype("boolean").where(most.notna() & asked.notna())
