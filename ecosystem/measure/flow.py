"""Flow: how each request travels, from being asked to the last help."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.activities import MISSING, Activities, activities, first_time
from ecosystem.measure.first_time_right import first_time_right
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.schema import PROFESSIONAL_LAYERS

GROUPS = ("group", "organisation")
"""Levels at which an actor is not one person."""


def flow(hood: Neighbourhood, *, window: float = 90) -> pd.DataFrame:
    """
    Follow each request: through how many hands it went, what was done, and what was waiting.

    The contacts about a request go by start, and at the same start by actor id. Lead time is
    first start to last end; touch time the union of start to start plus minutes; waiting what
    is left between activities, so that lead time = touch + waiting. A contact of unknown length
    counts as a moment: where there are any, touch and efficiency are at least, and waiting at
    most, what they say. A handover is an activity followed by one of another actor, a loop a
    handover to somebody who had the request before: with everybody known, handovers =
    links - 1 + loops. An unknown actor is no person and no handover; a contact without a start
    has no place in the order, and counts only for who is involved.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`, of which those that name a request count.
    window
        Days after the end of a request in which another for the same need by the same resident
        means that the first was not right.

    Returns
    -------
    flow
        One row per request of `contacts` and `requests`, by id. Counts:

        - `people`: persons and practices; missing where only groups or organisations are known
        - `groups`: organisations of the contacts (else of their actors), and actors that are
          a group or organisation themselves; missing where none is known
        - `links`: distinct actors, of whatever level; missing where none is known
        - `handovers`, `loops`: missing without a known actor and a start
        - `lead_time`, `touch`, `waiting`: seconds; missing without a start, and `touch` where
          no length is known
        - `contacts`: activities; of which `unknown` without an actor, `no_time` without a
          start, `no_minutes` without a length, and `same_time` at the same start as the one
          before
        - `practices`: of `people`, those that may be several
        - `professionals`: links whose layer is not informal or collective
        - `first`, `last`: start of the first, end of the last contact
        - `longest_wait` (seconds; missing where nothing follows on anything), between
          `longest_from` and `longest_to` (of equals the first; missing where unknown or no wait)
        - `efficiency`: touch / lead time; missing where that is 0
        - `contact_point`: whether one is named; missing where `requests` does not have it
        - `taken_in_by`: the actor of the first contact
        - `intake_wait`: seconds from asking to the first contact; missing where that was
          earlier
        - `first_time_right`: no such request in the window; missing where resident, need or
          time is unknown
        - `window_over`: whether the window had passed at the last moment that is recorded

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.
    ValueError
        If the window is not above 0.

    References
    ----------
    M. Rother and J. Shook, *Learning to See* (Lean Enterprise Institute, 1999) for lead time,
    touch and waiting.

    Examples
    --------
    >>> log = pd.DataFrame({"request": "q", "actor": ["gp", "nurse", "gp"], "minutes": 30})
    >>> log["start"] = pd.to_datetime(["2025-01-06 09:00", "2025-01-06 10:00", "2025-01-06 12:00"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> flow(street.replace(contacts=rows)).loc["q", ["people", "handovers", "loops", "waiting"]]
    people          2.0
    handovers       2.0
    loops           1.0
    waiting      7200.0
    Name: q, dtype: Float64
    """
    hood.need("contacts", for_what="How a request travels")
    if not window > 0:
        raise ValueError(f"window is a number of days above 0, not {window!r}.")
    log = activities(hood)
    own = hood.requests.set_index("request", drop=False).reindex(log.requests)
    times = _times(hood, log)
    wait = (times["first"] - own["asked"]).dt.total_seconds()
    named = own["contact_point"].notna().astype("boolean").where(own["request"].notna())
    intake = {"contact_point": named, "intake_wait": wait.where(wait >= 0).astype("Float64")}
    again = first_time_right(hood, log, own, times, window=window)
    parts = [_involved(hood, log), times, pd.DataFrame(intake), again]
    return pd.concat(parts, axis=1).rename_axis("request")


def _involved(hood: Neighbourhood, log: Activities) -> pd.DataFrame:
    """Count who was involved in each request, and how it went from hand to hand."""
    who = hood.actors.set_index("actor").reindex(log.actors)
    many, practice = who["level"].isin(GROUPS), who["level"] == "practice"
    professional = who["layer"].isna() | who["layer"].isin(PROFESSIONAL_LAYERS)
    known, timed = log.actor >= 0, log.start != MISSING
    new = first_time(log, log.actor)
    same = log.follows.copy()
    same[1:] &= log.start[1:] == log.start[:-1]
    rows = {
        "people": new & _of(log, ~many),
        "groups": _groups(hood, log, who, many),
        "links": new,
        "handovers": log.taken_over,
        "loops": log.taken_over & ~new,
        "contacts": slice(None),
        "unknown": ~known,
        "no_time": ~timed,
        "no_minutes": hood.contacts["minutes"].isna().to_numpy()[log.row],
        "same_time": same,
        "practices": new & _of(log, practice),
        "professionals": new & _of(log, professional),
        "placed": known & timed,
    }
    size = len(log.requests)
    counts = {name: np.bincount(log.request[of], minlength=size) for name, of in rows.items()}
    frame = pd.DataFrame(counts, index=log.requests, dtype="Int64")
    needs = {"groups": "groups", "links": "links", "professionals": "links"}
    needs |= {"practices": "people", "people": "people", "handovers": "placed", "loops": "placed"}
    for name, other in needs.items():
        frame[name] = frame[name].where(frame[other] > 0)
    return frame.drop(columns="placed")


def _of(log: Activities, which: pd.Series) -> np.ndarray:
    """Tell of each activity whether it is by such an actor; of an unknown one it is not."""
    return np.asarray(np.append(which.to_numpy(dtype=bool), False)[log.actor])


def _groups(hood: Neighbourhood, log: Activities, who: pd.DataFrame, many: pd.Series) -> np.ndarray:
    """Tell which activities are the first of their request by their group."""
    code, names = pd.factorize(hood.contacts["organisation"])
    own = who["organisation"].mask(many, pd.Series(who.index, index=who.index))
    codes, _ = pd.factorize(pd.concat([pd.Series(names), own]))
    own_code = np.append(codes[len(names) :], -1)[log.actor]
    said = code[log.row]
    group = np.where((said < 0) | _of(log, many), own_code, said)
    return first_time(log, group)


def _times(hood: Neighbourhood, log: Activities) -> pd.DataFrame:
    """Measure how long each request took, was worked on and waited."""
    size = len(log.requests)
    begins = np.flatnonzero(np.diff(log.request, prepend=-1))
    of = log.request[begins]
    first = np.full(size, MISSING)
    first[of] = log.start[begins]
    taken_in = np.full(size, -1)
    taken_in[of] = np.where(log.start[begins] == MISSING, -1, log.actor[begins])
    touch = np.bincount(log.request, log.added, minlength=size)
    waiting = np.bincount(log.request, log.gap, minlength=size)
    longest = np.zeros(size, dtype=np.int64)
    np.maximum.at(longest, log.request, log.gap)
    at = np.flatnonzero((log.gap == longest[log.request]) & (log.gap > 0))[::-1]
    giver, taker = np.full((2, size), -1)
    giver[log.request[at]], taker[log.request[at]] = log.actor[at - 1], log.actor[at]
    follows = np.bincount(log.request[log.follows], minlength=size) > 0
    timed = first != MISSING
    lasting = hood.contacts["minutes"].notna().to_numpy()[log.row] & (log.start != MISSING)
    measured = np.bincount(log.request[lasting], minlength=size) > 0
    lead = touch + waiting
    moment = first.view("datetime64[us]")
    seconds = {
        "lead_time": np.where(timed, lead, np.nan),
        "touch": np.where(measured, touch, np.nan),
        "waiting": np.where(timed, waiting, np.nan),
        "longest_wait": np.where(follows, longest, np.nan),
    }
    share = np.divide(touch, lead, out=np.full(size, np.nan), where=measured & (lead > 0))
    names = pd.Series(log.actors, dtype="string")
    who = {"longest_from": giver, "longest_to": taker, "taken_in_by": taken_in}
    return pd.DataFrame(
        {
            **{name: pd.Series(of / 1e6, dtype="Float64") for name, of in seconds.items()},
            "efficiency": pd.Series(share, dtype="Float64").round(6),
            "first": moment,
            "last": moment + lead.astype(np.int64).view("timedelta64[us]"),
            **{name: names.reindex(of).array for name, of in who.items()},
        }
    ).set_axis(log.requests)
