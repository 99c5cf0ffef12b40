"""Flow: how each request travels, from being asked to the last help."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray, IntegerArray

from ecosystem.measure.activities import Activities, Part, activities
from ecosystem.measure.first_time_right import first_time_right
from ecosystem.measure.in_order import MISSING, differs
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.schema import PROFESSIONAL_LAYERS

GROUPS = ("group", "organisation")
"""Levels at which an actor is not one person."""
COUNTS = {
    "people": "people",
    "groups": "groups",
    "links": "links",
    "handovers": "placed",
    "loops": "placed",
    "contacts": "always",
    "unknown": "always",
    "no_time": "always",
    "no_minutes": "always",
    "same_time": "always",
    "practices": "people",
    "professionals": "links",
}
"""What is counted, each with the count that must not be 0 for it to be known."""
NAMES = ("longest_from", "longest_to", "taken_in_by")


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
        - `groups`: of each contact the actor, where that is a group or organisation itself, or
          else the organisation that it names (the actor's, where no contact of the table names
          one); missing where none is known
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
    who, minutes = _who(hood, log), hood.contacts["minutes"].to_numpy(dtype=float)
    parts = [{**_hands(part, who), **_times(part, minutes[part.row])} for part in log.parts()]
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    own = hood.requests.set_axis(log.listed).reindex(range(len(log.requests)))
    frame = _table(found, log)
    wait = (frame["first"] - own["asked"]).dt.total_seconds()
    named = own["contact_point"].notna().astype("boolean").where(own["request"].notna())
    intake = {"contact_point": named, "intake_wait": wait.where(wait >= 0).astype("Float64")}
    again = first_time_right(hood, log, own, frame, window=window)
    whole = pd.concat([frame, pd.DataFrame(intake), again], axis=1)
    return whole.set_axis(log.requests.rename("request"))


@dataclass(frozen=True, eq=False)
class _Who:
    """What is known of actors, by number; the last stands for the unknown."""

    many: np.ndarray
    practice: np.ndarray
    professional: np.ndarray
    own: np.ndarray
    """Number of the group that stands for an actor; -1 where none does."""
    said: np.ndarray
    """Number of the group that each contact names, in the order of `hood.contacts`."""


def _who(hood: Neighbourhood, log: Activities) -> _Who:
    actors = hood.actors.set_index("actor").reindex(log.actors.insert(len(log.actors), None))
    level, layer = actors["level"], actors["layer"]
    many = level.isin(GROUPS)
    said, names = pd.factorize(hood.contacts["organisation"])
    works = actors["organisation"] if not len(names) else pd.NA
    own = pd.Series(actors.index, index=actors.index, dtype="str").where(many, works)
    return _Who(
        many.to_numpy(dtype=bool),
        (level == "practice").to_numpy(dtype=bool),
        (layer.isna() | layer.isin(PROFESSIONAL_LAYERS)).to_numpy(dtype=bool),
        pd.factorize(pd.concat([pd.Series(names), own]))[0].astype(np.int32)[len(names) :],
        said.astype(np.int32),
    )


def _hands(part: Part, who: _Who) -> dict[str, np.ndarray]:
    """Count who was involved in each request, and how it went from hand to hand."""
    known, timed = part.actor >= 0, part.start != MISSING
    new = part.first_time(part.actor)
    passed = part.goes_on()
    passed[1:] &= part.actor[1:] != part.actor[:-1]
    same = part.follows.copy()
    same[1:] &= part.start[1:] == part.start[:-1]
    many, said = who.many[part.actor], who.said[part.row]
    rows = {
        "people": new & ~many,
        "groups": part.first_time(np.where(many | (said < 0), who.own[part.actor], said)),
        "links": new,
        "handovers": passed,
        "loops": passed & ~new,
        "unknown": ~known,
        "no_time": ~timed,
        "same_time": same,
        "practices": new & who.practice[part.actor],
        "professionals": new & who.professional[part.actor],
        "placed": known & timed,
    }
    counts = {name: part.count(which) for name, which in rows.items()}
    return counts | {"contacts": np.diff(part.bounds), "always": np.ones(part.size)}


def _times(part: Part, minutes: np.ndarray) -> dict[str, np.ndarray]:
    """Measure how long each request took, was worked on and waited, in microseconds."""
    gap, added = part.spans(minutes)
    request, size = part.request, part.size
    begins = np.flatnonzero(differs(request))
    first = np.full(size, MISSING)
    first[request[begins]] = part.start[begins]
    taken_in, giver, taker = np.full((3, size), -1)
    taken_in[request[begins]] = np.where(part.start[begins] == MISSING, -1, part.actor[begins])
    longest = np.zeros(size, dtype=np.int64)
    np.maximum.at(longest, request, gap)
    at = np.flatnonzero((gap == longest[request]) & (gap > 0))[::-1]
    giver[request[at]], taker[request[at]] = part.actor[at - 1], part.actor[at]
    return {
        "no_minutes": part.count(np.isnan(minutes)),
        "lasting": part.count(~np.isnan(minutes) & (part.start != MISSING)),
        "following": part.count(part.follows),
        "touch": np.bincount(request, added, minlength=size),
        "waiting": np.bincount(request, gap, minlength=size),
        "first": first,
        "longest_wait": longest,
        "longest_from": giver,
        "longest_to": taker,
        "taken_in_by": taken_in,
    }


def _table(found: dict[str, np.ndarray], log: Activities) -> pd.DataFrame:
    """Write what was counted and measured as columns, missing where undefined."""
    lead = (found["touch"] + found["waiting"]).astype(np.int64)
    first = found["first"].view("datetime64[us]")
    timed, lasted = ~np.isnat(first), found["lasting"] > 0
    seconds = {"lead_time": timed, "touch": lasted, "waiting": timed}
    seconds["longest_wait"] = found["following"] > 0
    found = {**found, "lead_time": lead}
    share = np.divide(found["touch"], lead, out=np.zeros(len(lead)), where=lead > 0)
    names = pd.array(log.actors, dtype="string")
    columns = {
        **{name: IntegerArray(found[name], found[needs] == 0) for name, needs in COUNTS.items()},
        **{name: FloatingArray(found[name] / 1e6, ~where) for name, where in seconds.items()},
        "efficiency": FloatingArray(share.round(6), ~lasted | (lead == 0)),
        "first": first,
        "last": first + lead.view("timedelta64[us]"),
        **{name: names.take(found[name], allow_fill=True) for name in NAMES},
    }
    return pd.DataFrame(columns)
