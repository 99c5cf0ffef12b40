"""What makes a request's way long: links that could go, loops, waits, and nobody at the helm."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ecosystem.find.findings import Searches, findings, part, whatever_can
from ecosystem.find.paths import handed_over, leaderless, long_and_simple, months, skippable
from ecosystem.measure.journey import journey
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language

PAIRS = ("skippable_link", "loop", "unreasoned_handover")
"""Kinds about two; the same two are named once, in the first of these kinds."""
KINDS = ("no_contact_point", "long_path", *PAIRS, "long_wait")
LEAST = 2
"""From how many requests something is a finding."""
CHANCE = 0.01


def find_detours(hood: Neighbourhood, *, most: int = 5, lang: Language = "en") -> pd.DataFrame:
    """
    Find what makes the way of requests longer than it need be, and where nobody leads.

    Simple and stable requests: shorten; complex ones: coordinate. So links are only looked for
    where a request is not called complex, and a contact point only where it is.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` that name requests; with `requests` and
        `competences` more is found.
    most
        How many to name at most of each kind.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    findings
        The columns of `find`, ranked alike; each is about at least two `requests`. Two things
        are at stake, kept apart: `wait` (seconds that a request waited at the handovers it is
        about, on average over the `wait_of` of which that is known; it costs nobody an hour)
        and `hours` (a month, over the time that contacts cover, that professionals spent: on
        all of such requests for the first two kinds, the link's own for the third, and the
        contacts that take over for the next two; missing where no length is known, and for a
        wait). Informal and collective help is never a link too many. Kinds:

        - `no_contact_point`: complex requests with two professionals or more in which
          `requests` names nobody; the subject is who comes most there
        - `long_path`: simple requests about the need that three professionals or more took up;
          the subject are those who come most, at most three
        - `skippable_link`: all that the first did there, the second can do too, who came
          later; no higher on the ladder, and the first is not the contact point
        - `loop`: in one request the two hand over to each other both ways
        - `unreasoned_handover`: from the first to the second; only where some handovers have a
          reason, and, where it is known who can do what, only what the first can do too
        - `long_wait`: the waits before the subject takes over are at the median twice as long
          as all, and so often longer than the median of all that chance would do that less
          than once in a hundred times (sign test)

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.

    Examples
    --------
    >>> log = [("q1", "gp"), ("q1", "nurse"), ("q1", "gp"), ("q2", "gp"), ("q2", "nurse")]
    >>> log = pd.DataFrame([*log, ("q2", "gp")], columns=["request", "actor"])
    >>> log["start"] = pd.date_range("2025-01-06", periods=6)
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> find_detours(street.replace(contacts=rows))[["finding", "subject", "requests", "wait"]]
      finding   subject  requests      wait
    0    loop  gp|nurse         2  172800.0
    """
    return findings(hood, whatever_can(searches(hood, most=most)), lang)


def searches(hood: Neighbourhood, *, most: int = 5) -> Searches:
    """Give the searches of `find_detours`."""
    return {
        ("no_contact_point",): lambda: _leaderless(hood, most),
        ("long_path",): lambda: _long_paths(hood, most),
        PAIRS: lambda: _pairs(hood, most),
        ("long_wait",): lambda: _waits(hood, most),
    }


def _leaderless(hood: Neighbourhood, most: int) -> pd.DataFrame:
    rows = leaderless(hood).rename(columns={"usual": "subject"})
    return _most(hood, "no_contact_point", _at_stake(hood, rows), ["subject"], most)


def _long_paths(hood: Neighbourhood, most: int) -> pd.DataFrame:
    long = long_and_simple(hood).dropna(subset=["need"])
    found = _most(hood, "long_path", _at_stake(hood, long), ["need"], most)
    walked = journey(hood)
    walked = walked[walked["professional"].fillna(value=False)]
    walked = walked.drop(columns="need").merge(long[["request", "need"]], on="request")
    size = walked.groupby(["need", "actor"])["request"].nunique().reset_index(name="requests")
    size = size.sort_values(["requests", "actor"], ascending=[False, True])
    who = size.groupby("need")["actor"].agg(lambda ids: "|".join(ids.head(3)))
    return found.assign(subject=found["needs"].map(who).astype("str"))


def _pairs(hood: Neighbourhood, most: int) -> pd.DataFrame:
    """Search links, loops and handovers without a reason; the same two once."""
    passed = handed_over(hood)
    found = [
        _most(hood, kind, rows, ["subject"], None)
        for kind, rows in zip(
            PAIRS,
            (_links(hood, passed), _loops(hood, passed), _unreasoned(passed)),
            strict=True,
        )
    ]
    rows = pd.concat(found, ignore_index=True)
    two = pd.Series([tuple(sorted(ids.split("|"))) for ids in rows["subject"]], dtype="object")
    rows = rows[~two.duplicated()]
    return part(rows.groupby("finding", sort=False).head(most))


def _links(hood: Neighbourhood, passed: pd.DataFrame) -> pd.DataFrame:
    links = skippable(hood)
    links = links.assign(subject=links["first"] + "|" + links["later"])
    each = links.drop_duplicates(["request", "subject"]).drop(columns="need")
    waits = [
        each.merge(passed[["request", side, "wait"]].rename(columns={side: "first"}))
        for side in ("before", "actor")
    ]
    work = each.merge(_work(hood).rename(columns={"actor": "first"}))
    return pd.concat([links, *waits, work], ignore_index=True)


def _loops(hood: Neighbourhood, passed: pd.DataFrame) -> pd.DataFrame:
    """Give the handovers of two who, in a request, hand over both ways."""
    low, high = np.sort(passed[["before", "actor"]].to_numpy(dtype=object), axis=1).T
    rows = passed.assign(subject=pd.Series(low, passed.index) + "|" + pd.Series(high, passed.index))
    ways = rows.groupby(["request", "subject"])["before"].transform("nunique")
    return rows[(ways > 1) & ~_complex(hood, rows)]


def _unreasoned(passed: pd.DataFrame) -> pd.DataFrame:
    rows = passed[passed["reason"].isna() & passed["could"].fillna(value=True)]
    rows = rows.assign(subject=rows["before"] + "|" + rows["actor"])
    return rows if passed["reason"].notna().any() else rows.head(0)


def _waits(hood: Neighbourhood, most: int) -> pd.DataFrame:
    passed = handed_over(hood).dropna(subset=["wait"])
    if passed.empty:
        return part(pd.DataFrame())
    from scipy.special import betainc  # noqa: PLC0415 (slow to start)

    usual = passed["wait"].median()
    long = passed.assign(long=passed["wait"] > usual).groupby("actor")
    each = long.agg(times=("wait", "size"), wait=("wait", "median"), long=("long", "sum"))
    times, more = (each[name].to_numpy(dtype=float) for name in ("times", "long"))
    chance = np.where(more > 0, betainc(np.maximum(more, 1), times - more + 1, 0.5), 1.0)
    stands_out = each.index[(each["wait"] >= 2 * usual).to_numpy(bool) & (chance < CHANCE)]
    rows = passed[passed["actor"].isin(stands_out)].rename(columns={"actor": "subject"})
    return _most(hood, "long_wait", rows.drop(columns=["need", "minutes"]), ["subject"], most)


def _complex(hood: Neighbourhood, rows: pd.DataFrame) -> pd.Series:
    known = hood.requests.drop_duplicates("request").set_index("request")["complexity"]
    return rows["request"].map(known).eq("complex").fillna(value=False)


def _at_stake(hood: Neighbourhood, rows: pd.DataFrame) -> pd.DataFrame:
    """Put below requests the waits at all their handovers, and the work on them."""
    waits = rows.merge(handed_over(hood)[["request", "wait"]], on="request")
    work = rows.merge(_work(hood)[["request", "minutes"]], on="request")
    return pd.concat([rows, waits, work], ignore_index=True)


def _work(hood: Neighbourhood) -> pd.DataFrame:
    """Give the `request`, `actor` and `minutes` of the contacts of professionals."""
    rows = journey(hood)
    return rows.loc[rows["professional"].fillna(value=False), ["request", "actor", "minutes"]]


def _most(
    hood: Neighbourhood, kind: str, rows: pd.DataFrame, by: Sequence[str], most: int | None
) -> pd.DataFrame:
    """Add up what is at stake, and keep what concerns most requests, then the longest wait."""
    rows = rows.reindex(columns=[*rows, *({"wait", "minutes"} - set(rows))])
    groups = rows.groupby(list(by), sort=True)
    found = groups.agg(requests=("request", "nunique"), residents=("resident", "nunique"))
    if "need" in rows:
        needs = rows.dropna(subset=["need"]).groupby(list(by))["need"]
        found["needs"] = needs.agg(lambda ids: "|".join(sorted(set(ids))))
    found["residents"] = found["residents"].mask(found["residents"] == 0)
    spent = groups["minutes"].sum(min_count=1).astype("Float64")
    found["hours"] = spent / 60 / months(hood)
    waits = rows.dropna(subset=["wait"]).groupby([*by, "request"])["wait"].sum().groupby(list(by))
    found["wait"], found["wait_of"] = waits.mean().astype("Float64") * 3600, waits.size()
    found = found[found["requests"] >= LEAST].reset_index()
    found = found.sort_values(
        ["requests", "wait", *by], ascending=[False, False, *(True for _ in by)]
    )
    return part(found.head(most or len(found)).assign(finding=kind))
