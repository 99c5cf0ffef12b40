"""Links that could go: who could have been passed by on the way of a request."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.find.distinct import distinct, following, matches
from ecosystem.find.paths import can, paths
from ecosystem.measure.in_order import MISSING
from ecosystem.measure.journey import steps
from ecosystem.measure.supply_coded import known_of
from ecosystem.tables.coded import Coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


@dataclass(frozen=True, eq=False)
class Links:
    """The rows of `skippable` in numbers, as in `Steps`."""

    request: np.ndarray
    first: np.ndarray
    later: np.ndarray
    need: np.ndarray
    resident: np.ndarray


def links(hood: Neighbourhood) -> Links:
    """
    Give `skippable` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.

    Returns
    -------
    links
        The same rows in the same order.

    Examples
    --------
    >>> len(links(street.replace(contacts=street.contacts)).first)
    0
    """
    return remember(hood, _links)


def _links(hood: Neighbourhood) -> Links:
    way = paths(hood)
    log, rows = way.log, way.rows
    start, need = log.start[rows], log.need.code[rows]
    far = np.iinfo(np.int64).max
    since = np.full(len(way.request), far)
    since[way.came[::-1]] = np.where(start == MISSING, far, start)[::-1]  # in order: the first
    unknown = np.zeros(len(way.request), dtype=bool)
    unknown[way.came[need < 0]] = True
    leaves = ~unknown & (way.point[way.request] != way.actor) & ~way.complex[way.request]
    goes = np.flatnonzero(leaves)
    begin = np.cumsum(way.size) - way.size
    at, other = following(begin[way.request[goes]], way.size[way.request[goes]])
    one, step = goes[at], known_of(hood, log.actor.names).step
    lighter = ~(step[way.actor[other]] > step[way.actor[one]])
    there = (since[other] > since[one]) & (since[other] < far) & lighter
    one, other = one[there], other[there]
    who, what = distinct(way.came[need >= 0], need[need >= 0], len(log.need.names))
    at, does = matches(one, who)
    met = can(hood)[way.actor[other[at]], what[does]]
    all_of_it = np.bincount(at, ~met, minlength=len(one)) == 0
    at, does = at[all_of_it[at]], does[all_of_it[at]]
    first = np.full(len(way.request), -1)
    told = np.flatnonzero(log.resident.code[rows] >= 0)[::-1]
    first[way.came[told]] = log.resident.code[rows[told]]
    begin = one[at]
    return Links(
        way.request[begin], way.actor[begin], way.actor[other[at]], what[does], first[begin]
    )


def skippable(hood: Neighbourhood) -> pd.DataFrame:
    """
    List who could have been passed by in a request that is not complex.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    skippable
        One row per `request`, `first`, `later` and `need`, sorted, with `resident`: all that
        `first` did there, `later` may do too (see `eligible`), who came later to the same
        request, not at the same moment or an unknown one; no higher on the ladder where both
        steps are known. Both are professionals, and `first` is not the contact point. Where the
        need of a contact is not known, nobody is named.
    """
    log, found = steps(hood), links(hood)
    names = {
        "request": log.request.names,
        "first": log.actor.names,
        "later": log.actor.names,
        "need": log.need.names,
        "resident": log.resident.names,
    }
    return pd.DataFrame(
        {column: Coded(getattr(found, column), ids).text() for column, ids in names.items()}
    )
