"""The value stream of one kind of request: who does what when, and how it passes on."""

from __future__ import annotations

import pandas as pd

from ecosystem.measure.journey import journey
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal

_DAY = pd.Timedelta(days=1)


def value_stream(hood: Neighbourhood, *, need: str | None = None) -> pd.DataFrame:
    """
    Lay the requests about one need over each other: which profession comes when, for how long.

    A request begins when it was asked, or at its first contact where that is not said or later.
    Who has no profession, as a group in an event log, stands for itself. All that is said of a
    profession is of the same requests: those in which it comes.

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
        `who`:

        - `requests` in which it comes, `actors` (how many different ones), `contacts`
        - `colleague`: times that one hands over to another of the same profession
        - at the median of these requests, in days: `waited` (before its first contact, since
          all that came before ended or, as the first to come, since the question), `first`
          (from the question to its first contact) and `last` (to the end of its last)
        - `minutes` of contact, idem (missing where no length is known)
        - `after`: who most of these requests came from that came from anybody, in `from_it` of
          them; of equals the first by id; missing where they came from nobody known

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
    >>> value_stream(street.replace(contacts=rows))[["waited", "first", "last", "after"]]
                      waited  first      last after
    who
    gp                   0.0    0.0  3.020833   NaN
    district_nurse  0.979167    1.0  1.020833    gp
    """
    rows = _stream(hood, need).dropna(subset=["who", "start"])
    keys = ["request", "who"]
    each = rows.groupby(keys, sort=True).agg(
        contacts=("row", "size"), first=("day", "min"), last=("end", "max")
    )
    each["minutes"] = rows.groupby(keys)["minutes"].sum(min_count=1)
    came = rows.drop_duplicates(keys).set_index(keys)
    each["waited"] = (came["wait"] / 24).fillna(came["day"])
    found = each.groupby("who").agg(
        requests=("contacts", "size"),
        contacts=("contacts", "sum"),
        waited=("waited", "median"),
        first=("first", "median"),
        last=("last", "median"),
        minutes=("minutes", "median"),
    )
    found.insert(1, "actors", rows.groupby("who")["actor"].nunique())
    passed = rows[rows["handover"] & (rows["gave"] == rows["who"])]
    found.insert(3, "colleague", passed.groupby("who").size().reindex(found.index, fill_value=0))
    gave = came.reset_index().groupby(["who", "gave"], sort=True).size().reset_index(name="from_it")
    gave = gave.sort_values("from_it", ascending=False, kind="stable").drop_duplicates("who")
    found[["after", "from_it"]] = gave.set_index("who").rename(columns={"gave": "after"})
    whole = ["requests", "actors", "contacts", "colleague", "from_it"]
    days = ["waited", "first", "last", "minutes"]
    found[days] = found[days].astype("Float64").round(6)
    found = found.astype(dict.fromkeys(whole, "Int64") | {"after": "str"}).reset_index()
    found = found.sort_values(["first", "requests", "who"], ascending=[True, False, True])
    return found.set_index("who")


def _stream(hood: Neighbourhood, need: str | None) -> pd.DataFrame:
    """Give the contacts, with the days since the question and the profession of who came."""
    rows = journey(hood)
    asked = hood.requests.drop_duplicates("request").set_index("request")
    if need is not None:
        about = asked.index[asked["need"] == need]
        if about.empty and len(asked):
            raise ValueError(refusal("ecosystem.measure", "no_request", need=need))
        rows = rows[rows["request"].isin(about)]
    begin = rows.groupby("request")["start"].transform("min")
    said = asked["asked"].reindex(rows["request"]).set_axis(rows.index)
    zero = said.where(said <= begin, begin)
    profession = hood.actors.set_index("actor")["profession"]
    took = (rows["minutes"].fillna(0) * 60_000_000).round().astype("int64")
    end = rows["start"] + took.astype("timedelta64[us]")
    return rows.assign(
        day=(rows["start"] - zero) / _DAY,
        end=(end - zero) / _DAY,
        who=rows["actor"].map(profession).astype("str").fillna(rows["actor"]),
        gave=rows["before"].map(profession).astype("str").fillna(rows["before"]),
    )
