"""Moves read from a table: which are made, and step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from ecosystem.protect.moves import KINDS, MEETINGS
from ecosystem.tables.refusals import one_of, refusal

_say = partial(refusal, "ecosystem.propose")
WAYS = ("shorten", "name_contact_point")
"""Kinds that change how requests travel."""
WHOLE = (*MEETINGS, "stop_tie", *WAYS, "meet")
"""Kinds whose lists are not taken apart: one meeting, one tie, one way of requests."""


@dataclass(frozen=True)
class Move:
    """
    One move, taken apart.

    Attributes
    ----------
    number
        Its number in the table.
    kind
        One of `KINDS`.
    steps
        Each: who, what, and to (or with) whom; empty text where a kind has no such part.
    hours
        Hours a month that the tie it makes costs; None where unknown.
    """

    number: Any
    kind: str
    steps: tuple[tuple[str, str, str], ...]
    hours: float | None


def made(moves: pd.DataFrame) -> list[Move]:
    """
    Read the moves that are made together: those that no other of them takes the place of.

    Parameters
    ----------
    moves
        Rows of a table of `propose`; the number is the index, or a column.

    Returns
    -------
    made
        Each of them, in the order given, but for those whose `instead_of` is given too.

    Raises
    ------
    ValueError
        If a kind does not exist, or the lists of a move do not go together.

    Examples
    --------
    >>> row = {"move": "learn", "who": "gp|nurse", "what": "transport"}
    >>> made(pd.DataFrame([row]))[0].steps
    (('gp', 'transport', ''), ('nurse', 'transport', ''))
    """
    rows = moves.set_index("number") if "number" in moves else moves
    rows = rows.reindex(columns=["move", "who", "what", "to", "hours_saved", "instead_of"])
    rows = rows[rows["instead_of"].isna() | ~rows["instead_of"].isin(rows.index)]
    return [
        as_move(number, row)
        for number, row in zip(rows.index, rows.to_dict("records"), strict=True)
    ]


def as_move(number: Any, row: Mapping[str, Any]) -> Move:
    """Read one move, with its number in the table."""
    kind = row["move"]
    one_of(_say("move", number=number), kind, KINDS)
    try:
        steps = read(row)
    except ValueError as error:
        raise ValueError(f"{named(number, kind)}: {error}") from error
    hours: Any = row.get("hours_saved")
    try:
        costs = None if pd.isna(hours) else -float(hours)
    except ValueError as error:
        wrong = _say("no_hours", hours=hours)
        raise ValueError(f"{named(number, kind)}: {wrong}") from error
    return Move(number, kind, tuple(steps), costs)


def named(number: Any, kind: str) -> str:
    """Name a move by its number and its kind."""
    return f"{_say('move', number=number)} ({kind})"


def read(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """
    Take one move apart: the i-th of `who` does the i-th of `what`, to the i-th of `to`.

    All of `to` must keep doing what is released.

    Parameters
    ----------
    row
        `move`, `who`, `what` and `to`.

    Returns
    -------
    steps
        Who, what, and to whom; of a meeting or a tie there is one.

    Raises
    ------
    ValueError
        If the lists do not go together.

    Examples
    --------
    >>> read({"move": "exchange", "who": "a|b", "what": "x|y", "to": "b|a"})
    [('a', 'x', 'b'), ('b', 'y', 'a')]
    """
    lists = [_parts(row.get(name)) for name in ("who", "what", "to")]
    if row["move"] == "release":
        alone = read({**row, "move": "", "to": ""})
        return [(one, what, to) for one, what, _ in alone for to in lists[2]]
    if row["move"] in WHOLE:
        lists = [["|".join(parts)] for parts in lists]
    count = max(map(len, lists))
    if any(len(parts) not in (1, count) for parts in lists):
        sizes = ", ".join(str(len(parts)) for parts in lists)
        raise ValueError(_say("lists", sizes=sizes))
    return list(zip(*(parts * (count // len(parts)) for parts in lists), strict=True))


def known(value: Any, otherwise: float = 0.0) -> float:
    """
    Give a number, or another where it is missing.

    Examples
    --------
    >>> known(2), known(pd.NA)
    (2.0, 0.0)
    """
    return otherwise if pd.isna(value) else float(value)


def _parts(ids: Any) -> list[str]:
    return [""] if pd.isna(ids) else [part.strip() for part in str(ids).split("|")]
