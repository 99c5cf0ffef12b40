"""Shorter ways for simple requests, and one contact point for complex ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.find.links import skippable
from ecosystem.find.paths import leaderless, long_and_simple
from ecosystem.measure.eligible import eligible
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

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
    links = skippable(hood)
    links = links[links["request"].isin(long_and_simple(hood)["request"])]
    each = remember(hood, _by_actor)
    found: list[tuple[int, str, str, dict[str, Any]]] = []
    for (one, to), rows in links.groupby(["first", "later"], sort=True):
        if (only is not None and (one, to) not in only) or rows["request"].nunique() < LEAST:
            continue
        what = "|".join(sorted(set(rows["need"])))
        left = left_to(hood, str(one), what, str(to)).to_numpy()
        mine, theirs = (each[str(who)] for who in (one, to))
        goes = left[mine.index]
        gone = set(mine.loc[goes, "whose"].dropna()) - set(mine.loc[~goes, "whose"])
        gone &= set(theirs["whose"])
        if gone:
            move = {"move": "shorten", "who": str(one), "what": what, "to": str(to)}
            residents = int(mine.loc[goes, "whose"].nunique())
            counted = {"residents": residents, "fewer_today": len(gone)}
            found.append((-len(gone), str(one), str(to), move | counted))
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
    each = remember(hood, _by_actor)
    mine, theirs = (each[who] for who in (one, to))
    mine = mine[mine["simple"] & mine["contact_point"].ne(one).fillna(value=True)]
    can = set(what.split("|")) & remember(hood, _able)[to]
    stays = set(mine.loc[~mine["need"].isin(can), "request"])
    goes = mine["request"].isin(set(theirs["request"].dropna()) - stays)
    left = np.zeros(len(hood.contacts), dtype=bool)
    left[mine.index[goes]] = True
    return pd.Series(left, index=hood.contacts.index)


def _by_actor(hood: Neighbourhood) -> defaultdict[str, pd.DataFrame]:
    """Give the contacts of each actor, by their place, with what their request says."""
    asked = hood.requests.drop_duplicates("request").set_index("request")
    rows = hood.contacts[["actor", "request", "need"]].reset_index(drop=True)
    of = rows["request"]
    rows["simple"] = of.isin(asked.index[asked["complexity"].eq("simple").fillna(value=False)])
    rows["contact_point"] = of.map(asked["contact_point"]).astype("str")
    rows["need"] = rows["need"].fillna(of.map(asked["need"]).astype("str"))
    rows["whose"] = _residents(hood).to_numpy()
    none = rows.iloc[:0]
    return defaultdict(lambda: none, {str(who): each for who, each in rows.groupby("actor")})


def _able(hood: Neighbourhood) -> defaultdict[str, set[str]]:
    """Give the needs that each actor may meet."""
    who = eligible(hood)
    needs = {str(actor): set(each) for actor, each in who.groupby("actor")["need"]}
    return defaultdict(set, needs)


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


def _residents(hood: Neighbourhood) -> pd.Series:
    """Give the resident of each contact; where it does not say, the request's."""
    asked = hood.requests.drop_duplicates("request").set_index("request")["resident"]
    return hood.contacts["resident"].fillna(hood.contacts["request"].map(asked).astype("str"))
