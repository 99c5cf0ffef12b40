"""Shorter ways for simple requests, and one contact point for complex ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.find.links import links
from ecosystem.find.paths import leaderless, too_long
from ecosystem.measure.eligible import eligible
from ecosystem.measure.in_order import differs
from ecosystem.measure.journey import steps
from ecosystem.tables.coded import Coded, coded, joined
from ecosystem.tables.help_coded import request_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import places

LEAST = 2
"""From how many requests it is worth a move."""


def shorten(hood: Neighbourhood, *, most: int = 10) -> list[dict[str, Any]]:
    """
    Make moves of links that could go from simple requests on a long path.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.
    most
        How many at most.

    Returns
    -------
    moves
        `move, who, what, to, residents, fewer_today`: who leaves what to whom, of how many
        residents, and how many of them then no longer see who leaves; what most no longer see
        first, then by id. Only where two requests or more are on such a path and anybody sees
        one fewer; who leaves does so to one, and takes over nothing.

    Examples
    --------
    >>> shorten(street.replace(contacts=street.contacts))
    []
    """
    moves: list[dict[str, Any]] = []
    for move in ways(hood):
        leaves, takes = ({other[side] for other in moves} for side in ("who", "to"))
        if not ({move["who"], move["to"]} & leaves or move["who"] in takes):
            moves.append(move)
    return moves[:most]


def ways(
    hood: Neighbourhood, only: Collection[tuple[str, str]] | None = None
) -> list[dict[str, Any]]:
    """
    Make each move of `shorten` alone, also those that do not go together.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.
    only
        Who leaves to whom; all of them without.

    Returns
    -------
    moves
        As `shorten`, in its order.

    Examples
    --------
    >>> ways(street.replace(contacts=street.contacts))
    []
    """
    names, needs, link = steps(hood).actor.names, steps(hood).need.names, links(hood)
    rows = np.flatnonzero(np.isin(link.request, too_long(hood)))
    two = link.first[rows] * len(names) + link.later[rows]
    order = np.argsort(two, kind="stable")
    log = remember(hood, _log)
    found: list[tuple[int, str, str, dict[str, Any]]] = []
    for some in np.split(rows[order], np.flatnonzero(differs(two[order]))[1:]):
        if len(np.unique(link.request[some])) < LEAST:
            continue
        first, later = int(link.first[some[0]]), int(link.later[some[0]])
        one, to = names[first], names[later]
        if only is not None and (one, to) not in only:
            continue
        what = needs[np.unique(link.need[some])].tolist()
        goes = _goes(hood, first, what, later)
        stays = np.setdiff1d(log.rows[first], goes, assume_unique=True)
        leaves, gone = log.whom(goes), log.whom(goes) & ~log.whom(stays)
        gone &= log.whom(log.rows[later])
        if gone.any():
            move = {"move": "shorten", "who": one, "what": "|".join(what), "to": to}
            counted = {"residents": int(leaves.sum()), "fewer_today": int(gone.sum())}
            found.append((-int(gone.sum()), one, to, move | counted))
    return [move for *_, move in sorted(found, key=itemgetter(0, 1, 2))]


def left_to(hood: Neighbourhood, one: str, what: str, to: str) -> pd.Series:
    """
    Tell which contacts one leaves to another, who comes to the same simple request.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    one
        Who leaves; not where this is the contact point.
    what
        Needs, joined by `|`; only where all that `one` did in a request is among them.
    to
        Who takes it, and may do all of it.

    Returns
    -------
    left_to
        One row per contact, in their order: whether it goes.
    """
    first, later = remember(hood, _log).actors.get_indexer([one, to]).tolist()
    left = np.zeros(len(hood.contacts), dtype=bool)
    left[_goes(hood, first, what.split("|"), later)] = True
    return pd.Series(left, index=hood.contacts.index)


def _goes(hood: Neighbourhood, one: int, what: Sequence[str], to: int) -> np.ndarray:
    """Give the places of the contacts that one leaves to another; actors by number."""
    log = remember(hood, _log)
    mine = log.rows[one]
    mine = mine[log.simple[mine] & (log.point[mine] != one)]
    can = np.zeros(len(log.needs) + 1, dtype=bool)
    can[log.needs.get_indexer(what)] = True
    can &= remember(hood, _may)[to]
    request = np.zeros(log.requests + 1, dtype=bool)
    request[log.request[log.rows[to]]] = True
    request[log.request[mine[~can[log.need[mine]]]]] = False
    return np.asarray(mine[request[log.request[mine]]])


@dataclass(frozen=True, eq=False)
class _Log:
    """The contacts in numbers, with what their request says; -1 where that is missing."""

    actors: pd.Index
    needs: pd.Index
    requests: int
    residents: int
    rows: list[np.ndarray]
    """Of each actor; the last are those of nobody: none."""
    request: np.ndarray
    need: np.ndarray
    whose: np.ndarray
    simple: np.ndarray
    point: np.ndarray

    def whom(self, rows: np.ndarray) -> np.ndarray:
        """Tell whose contacts these are."""
        flags = np.zeros(self.residents + 1, dtype=bool)
        flags[self.whose[rows]] = True
        return flags[:-1]


def _log(hood: Neighbourhood) -> _Log:
    actor, asked = coded(hood, "contacts", "actor"), request_rows(hood)
    request, listed = np.split(asked.code, [len(actor.code)])
    place = np.full(len(asked.names) + 1, -1)
    place[listed[::-1]] = np.arange(len(listed))[::-1]
    place[-1] = -1
    of = place[request]

    def told(column: str) -> Coded:
        """Give what contacts say or else their requests."""
        both = joined(*(coded(hood, table, column) for table in ("contacts", "requests")))
        own, theirs = np.split(both.code, [len(request)])
        return Coded(np.where(own < 0, np.append(theirs, -1)[of], own), both.names)

    complexity, point = (coded(hood, "requests", name) for name in ("complexity", "contact_point"))
    is_simple = np.append(complexity.among(["simple"]), False)
    of_point = np.append(places(point.names, actor.names), -1)[point.code]
    need, whose, order = told("need"), told("resident"), np.argsort(actor.code, kind="stable")
    ends = np.searchsorted(actor.code[order], np.arange(len(actor.names) + 1))
    return _Log(
        actors=actor.names.index,
        needs=need.names.index,
        requests=len(asked.names),
        residents=len(whose.names),
        rows=np.split(order, ends)[1:],
        request=request,
        need=need.code,
        whose=whose.code,
        simple=is_simple[of],
        point=np.append(of_point, -1)[of],
    )


def _may(hood: Neighbourhood) -> np.ndarray:
    """Tell who may meet what, in the numbers of the log; the last row is nobody."""
    log, who = remember(hood, _log), eligible(hood)
    may = np.zeros((len(log.actors) + 1, len(log.needs) + 1), dtype=bool)
    may[log.actors.get_indexer(who["actor"]), log.needs.get_indexer(who["need"])] = True
    may[-1], may[:, -1] = False, False
    return may


def contact_points(hood: Neighbourhood, *, most: int = 10) -> list[dict[str, Any]]:
    """
    Make moves that name who comes most as the contact point of complex requests without one.

    Of those that are still open; what is closed needs none any more, but counts as how often
    it happens.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.
    most
        How many at most.

    Returns
    -------
    moves
        `move, who, what, residents` (of open requests), where it is so in two requests or more,
        of which one is open; most open requests first, then most, then by id.

    Examples
    --------
    >>> contact_points(street.replace(contacts=street.contacts))
    []
    """
    rows = leaderless(hood).dropna(subset=["need"])
    moves = [
        (
            (-each["open"].sum(), -len(each)),
            {"move": "name_contact_point", "who": str(who), "to": ""}
            | {"what": "|".join(sorted(set(each.loc[each["open"], "need"])))}
            | {"residents": each.loc[each["open"], "resident"].nunique() or None},
        )
        for who, each in rows.groupby("usual", sort=True)
        if len(each) >= LEAST and each["open"].any()
    ]
    return [move for _, move in sorted(moves, key=itemgetter(0))[:most]]
