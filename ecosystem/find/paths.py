"""The paths of requests: who took over from whom, which are long, and who leads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.measure.eligible import eligible_coded
from ecosystem.measure.in_order import MISSING, differs
from ecosystem.measure.journey import Steps, steps
from ecosystem.measure.supply_coded import supply_coded
from ecosystem.tables.coded import Coded, coded
from ecosystem.tables.columns import known
from ecosystem.tables.different import sorted_out
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import places

LONG = 3
"""From how many professionals the path of a simple request is long: one to hear it, one to help."""
SEVERAL = 2
"""From how many professionals a complex request wants one contact point."""


@dataclass(frozen=True, eq=False)
class Paths:
    """What professionals did about requests, in numbers; actors and requests as in `log`."""

    log: Steps
    rows: np.ndarray
    """Contacts of professionals, in `log`."""
    request: np.ndarray
    """With `actor`: each who came to a request, once, by request and actor."""
    actor: np.ndarray
    came: np.ndarray
    """For each of `rows`, which of those."""
    simple: np.ndarray
    """Requests that are called so; `complex` idem."""
    complex: np.ndarray
    size: np.ndarray
    """How many professionals came to each request."""
    point: np.ndarray
    """The actor who is the contact point of each request; -1 where it is no one who came."""


def paths(hood: Neighbourhood) -> Paths:
    """
    Follow the requests of a neighbourhood.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.

    Returns
    -------
    paths
        The same whatever the order of its rows.

    Examples
    --------
    >>> len(paths(street.replace(contacts=street.contacts)).rows)
    0
    """
    return remember(hood, _paths)


def _paths(hood: Neighbourhood) -> Paths:
    log = steps(hood)
    rows = np.flatnonzero(log.professional)
    many = max(len(log.actor.names), 1)
    key = log.request.code[rows] * np.int64(many) + log.actor.code[rows]
    pairs, came = sorted_out(key, len(log.asked) * many)
    request, actor = np.divmod(pairs, many)
    complexity = coded(hood, "requests", "complexity")
    called = np.append(complexity.names, "")[log.told(complexity)]
    point = coded(hood, "requests", "contact_point")
    place = np.append(places(point.names, log.actor.names), -1)
    return Paths(
        log,
        rows,
        request,
        actor,
        came,
        called == "simple",
        called == "complex",
        np.bincount(request, minlength=len(log.asked)),
        place[log.told(point)],
    )


def can(hood: Neighbourhood) -> np.ndarray:
    """
    Tell who may meet what, for actors and needs in the numbers of `steps`.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.

    Returns
    -------
    can
        One row per actor, one column per need, and one more of each for -1: nobody, nothing.
        Where it is not known who can do what, nobody may.

    Examples
    --------
    >>> can(street.replace(contacts=street.contacts)).tolist()
    [[False]]
    """
    return remember(hood, _can)


def _can(hood: Neighbourhood) -> np.ndarray:
    log = steps(hood)
    actors, needs = log.actor.names, log.need.names
    may = np.zeros((len(actors) + 1, len(needs) + 1), dtype=bool)
    if "competences" in hood.tables:
        who = eligible_coded(hood)
        actor = places(supply_coded(hood).names, actors)[who.actor]
        may[actor, places(who.need.names, needs)[who.need.code]] = True
    may[-1], may[:, -1] = False, False
    return may


def handed_over(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """
    Find the handovers from one professional to another.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.

    Returns
    -------
    rows, could
        The contacts that take over, by their place in `journey`; and whether who went before
        may meet the need too (see `eligible`): -1 where the need, or who can do what, is not
        known.

    Examples
    --------
    >>> len(handed_over(street.replace(contacts=street.contacts))[0])
    0
    """
    return remember(hood, _handed_over)


def _handed_over(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    log = steps(hood)
    professional = np.zeros(len(log.actor.names) + 1, dtype=bool)
    professional[log.actor.code[log.professional]] = True
    rows = np.flatnonzero(log.handover & log.professional & professional[log.before])
    need = log.need.code[rows]
    could = can(hood)[log.before[rows], need].astype(np.int8)
    return rows, np.where((need >= 0) & ("competences" in hood.tables), could, np.int8(-1))


def led_by_nobody(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """
    Give `leaderless` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.

    Returns
    -------
    request, usual
        As in `paths`, by request.

    Examples
    --------
    >>> len(led_by_nobody(street.replace(contacts=street.contacts))[0])
    0
    """
    way = paths(hood)
    named = way.log.told(coded(hood, "requests", "contact_point")) >= 0
    found = way.complex & (way.size >= SEVERAL) & ~named
    times = np.bincount(way.came, minlength=len(way.request))
    last, timed = np.full(len(way.request), MISSING), way.log.start[way.rows] != MISSING
    last[way.came[timed]] = way.log.start[way.rows[timed]]  # in order: the last one stays
    pair = np.flatnonzero(found[way.request])
    order = pair[np.lexsort((way.actor[pair], ~last[pair], -times[pair], way.request[pair]))]
    return np.flatnonzero(found), way.actor[order[differs(way.request[order])]]


def leaderless(hood: Neighbourhood) -> pd.DataFrame:
    """
    List the complex requests in which several professionals help and none is the contact point.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    leaderless
        One row per `request`, by id, with `resident` and `need` as `requests` says, `usual`
        (the professional with most contacts; of equals who came last, then by id) and `open`
        (whether it has not been closed).
    """
    request, usual = led_by_nobody(hood)
    log = steps(hood)
    return _as_asked(hood, request).assign(
        usual=Coded(usual, log.actor.names).text(),
        open=~known(hood, "requests", "closed")[log.asked[request]],
    )


def too_long(hood: Neighbourhood) -> np.ndarray:
    """
    Find the simple requests that three professionals or more took up.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.

    Returns
    -------
    too_long
        Requests as in `paths`, in order.

    Examples
    --------
    >>> len(too_long(street.replace(contacts=street.contacts)))
    0
    """
    way = paths(hood)
    return np.flatnonzero(way.simple & (way.size >= LONG))


def _as_asked(hood: Neighbourhood, request: np.ndarray) -> pd.DataFrame:
    rows = hood.requests[["request", "resident", "need"]].iloc[steps(hood).asked[request]]
    return rows.reset_index(drop=True)
