"""Shorter ways for simple requests, and one contact point for complex ones."""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter
from typing import Any

import pandas as pd

from ecosystem.find.paths import leaderless, long_and_simple, skippable
from ecosystem.measure.eligible import eligible
from ecosystem.tables.neighbourhood import Neighbourhood

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
    whose = _residents(hood)
    found: list[tuple[int, str, str, dict[str, Any]]] = []
    for (one, to), rows in links.groupby(["first", "later"], sort=True):
        if only is not None and (one, to) not in only:
            continue
        what = "|".join(sorted(set(rows["need"])))
        left = left_to(hood, str(one), what, str(to))
        actor = hood.contacts["actor"]
        gone = set(whose[left].dropna()) - set(whose[~left & (actor == one)])
        gone &= set(whose[actor == to])
        if rows["request"].nunique() >= LEAST and gone:
            move = {"move": "shorten", "who": str(one), "what": what, "to": str(to)}
            counted = {"residents": int(whose[left].nunique()), "fewer_today": len(gone)}
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
    contacts = hood.contacts
    asked = hood.requests.drop_duplicates("request").set_index("request")
    simple = asked.index[
        asked["complexity"].eq("simple").fillna(value=False)
        & asked["contact_point"].ne(one).fillna(value=True)
    ]
    can = set(what.split("|")) & set(eligible(hood).query("actor == @to")["need"])
    need = contacts["need"].fillna(contacts["request"].map(asked["need"]).astype("str"))
    there = set(contacts.loc[contacts["actor"] == to, "request"].dropna())
    mine = (contacts["actor"] == one) & contacts["request"].isin(simple)
    stays = set(contacts.loc[mine & ~need.isin(can), "request"])
    return mine & contacts["request"].isin(there - stays)


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
