"""The value stream of one kind of request: who does what when, and how it passes on."""

from __future__ import annotations

import pandas as pd

from ecosystem.measure.journey import journey
from ecosystem.tables.neighbourhood import Neighbourhood

_DAY = pd.Timedelta(days=1)


def value_stream(hood: Neighbourhood, *, need: str | None = None) -> pd.DataFrame:
    """
    Lay the requests about one need over each other: which profession comes when, for how long.

    A request begins when it was asked, or at its first contact where that is not said or later.
    Who has no profession, as a group in an event log, stands for itself.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` that name requests.
    need
        Only requests that `requests` says are about this need; else all.

    Returns
    -------
    value_stream
        One row per profession (or actor), by `first`, then most requests, then by id, under
        `who`: `requests` in which it comes, `actors` (how many different ones), `contacts`;
        and, at the median of these requests, `first` (days from the question to its first
        contact), `last` (to the end of its last) and `minutes` of contact (missing where no
        length is known).

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.
    ValueError
        If there are requests, and none about this need.

    Examples
    --------
    >>> log = pd.DataFrame({"request": "q", "actor": ["gp", "nurse", "gp"], "minutes": 30})
    >>> log["start"] = pd.to_datetime(["2025-01-06", "2025-01-07", "2025-01-09"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> value_stream(street.replace(contacts=rows))[["contacts", "first", "last", "minutes"]]
                    contacts  first      last  minutes
    who
    gp                     2    0.0  3.020833     60.0
    district_nurse         1    1.0  1.020833     30.0
    """
    rows = _stream(hood, need).dropna(subset=["who", "start"])
    keys = ["request", "who"]
    each = rows.groupby(keys, sort=True).agg(
        contacts=("row", "size"), first=("day", "min"), last=("end", "max")
    )
    each["minutes"] = rows.groupby(keys)["minutes"].sum(min_count=1)
    found = each.groupby("who").agg(
        requests=("contacts", "size"),
        contacts=("contacts", "sum"),
        first=("first", "median"),
        last=("last", "median"),
        minutes=("minutes", "median"),
    )
    found.insert(1, "actors", rows.groupby("who")["actor"].nunique())
    whole = ["requests", "actors", "contacts"]
    found = found.astype("Float64").round(6).astype(dict.fromkeys(whole, "Int64")).reset_index()
    found = found.sort_values(["first", "requests", "who"], ascending=[True, False, True])
    return found.set_index("who")


def passes(hood: Neighbourhood, *, need: str | None = None) -> pd.DataFrame:
    """
    Count how requests about one need pass from profession to profession.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` that name requests.
    need
        As for `value_stream`.

    Returns
    -------
    passes
        One row per ordered pair of professions (or actors), most times first, then by id:
        `from`, `to` (the same where one hands over to a colleague), `times`, and at the median
        `left` and `came` (days from the question to the end of what came before, and to the
        contact that takes over).

    Examples
    --------
    >>> passes(street.replace(contacts=street.contacts)).empty
    True
    """
    rows = _stream(hood, need)
    rows = rows[rows["handover"]]
    wait = rows["wait"].astype("Float64") / 24
    rows = rows.assign(left=(rows["day"].astype("Float64") - wait).clip(lower=0))
    found = rows.groupby(["gave", "who"], sort=True).agg(
        times=("row", "size"), left=("left", "median"), came=("day", "median")
    )
    found = found.reset_index().rename(columns={"gave": "from", "who": "to"})
    found[["left", "came"]] = found[["left", "came"]].astype("Float64").round(6)
    found = found.astype({"times": "Int64", "from": "str", "to": "str"})
    return found.sort_values("times", ascending=False, kind="stable", ignore_index=True)


def _stream(hood: Neighbourhood, need: str | None) -> pd.DataFrame:
    """Give the contacts, with the days since the question and the profession of who came."""
    rows = journey(hood)
    asked = hood.requests.drop_duplicates("request").set_index("request")
    if need is not None:
        about = asked.index[asked["need"] == need]
        if about.empty and len(asked):
            raise ValueError(f"there is no request about {need!r}")
        rows = rows[rows["request"].isin(about)]
    begin = rows.groupby("request")["start"].transform("min")
    said = asked["asked"].reindex(rows["request"]).set_axis(rows.index)
    zero = said.where(said <= begin, begin)
    profession = hood.actors.set_index("actor")["profession"]
    end = rows["start"] + pd.to_timedelta(rows["minutes"].fillna(0), unit="min")
    return rows.assign(
        day=(rows["start"] - zero) / _DAY,
        end=(end - zero) / _DAY,
        who=rows["actor"].map(profession).astype("str").fillna(rows["actor"]),
        gave=rows["before"].map(profession).astype("str").fillna(rows["before"]),
    )
