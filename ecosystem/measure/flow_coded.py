"""Flow in numbers: how each request travels, for what counts by the thousand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosystem.measure.activities import Activities, Part, activities, spans
from ecosystem.measure.in_order import MISSING, differs
from ecosystem.measure.supply_coded import known_of
from ecosystem.tables.coded import Coded, coded, joined
from ecosystem.tables.columns import numbers
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.schema import GROUP_LEVELS


def flow_coded(hood: Neighbourhood) -> dict[str, np.ndarray]:
    """
    Give what `flow` counts and measures, as numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    flow_coded
        By name, an entry per request of `activities`. As `flow`, but: moments and durations in
        microseconds; actors by number, -1 where unknown; and beside them `placed` (contacts of a
        known actor with a start), `lasting` (with a length and a start), `following` (that follow
        on another) and `always` (1), on which hangs what is known.

    Examples
    --------
    >>> flow_coded(street)["links"].tolist()
    []
    """
    return remember(hood, _flow)


def _flow(hood: Neighbourhood) -> dict[str, np.ndarray]:
    log = activities(hood)
    who, minutes = _who(hood, log), numbers(hood, "contacts", "minutes")
    gap, added = spans(hood)
    parts = [
        {**_hands(part, who), **_times(part, minutes[part.row], gap[part.at], added[part.at])}
        for part in log.parts()
    ]
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    lead = (found["touch"] + found["waiting"]).astype(np.int64)
    timed = found["first"] != MISSING
    return {
        **found,
        "lead_time": lead,
        "last": np.where(timed, found["first"] + np.where(timed, lead, 0), MISSING),
    }


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
    actors, said = known_of(hood, log.actors), coded(hood, "contacts", "organisation")
    many = actors.level.among(GROUP_LEVELS)
    itself = Coded(np.where(many, np.arange(len(many)), -1), actors.names)
    both = joined(said, actors.organisation, itself).code
    named, works, own = np.split(both, [len(said.code), len(said.code) + len(many)])
    own = np.where(many | (len(said.names) > 0), own, works)
    return _Who(
        np.append(many, False),
        np.append(actors.level.among(["practice"]), False),
        np.append(actors.professional, True),
        np.append(own, np.int32(-1)),
        named,
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


def _times(
    part: Part, minutes: np.ndarray, gap: np.ndarray, added: np.ndarray
) -> dict[str, np.ndarray]:
    """Measure how long each request took, was worked on and waited, in microseconds."""
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
