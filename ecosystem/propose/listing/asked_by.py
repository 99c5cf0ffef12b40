"""Who asked for what a move is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ecosystem.protect.moves import MEETINGS
from ecosystem.tables.neighbourhood import Neighbourhood

UNKNOWN = "unknown"


def asked_by(hood: Neighbourhood, move: Mapping[str, Any]) -> str:
    """
    Tell who asked: for the meeting or the tie that ends, else for help with the needs.

    Parameters
    ----------
    hood
        The neighbourhood now.
    move
        `move`, `who`, `what` and `to`.

    Returns
    -------
    asked_by
        What `requested_by` says most often, of equals the first by name: of the meeting, of
        the ties between the two, or of the requests of residents about the needs; `unknown`
        where that says nothing.

    Examples
    --------
    >>> asked_by(street, {"move": "stop_tie", "who": "gp", "what": "", "to": "social"})
    'policy'
    """
    kind = move["move"]
    if kind in MEETINGS:
        rows = hood.meetings[hood.meetings["meeting"] == move["what"]]
    elif kind == "stop_tie":
        ends = [move["who"], move["to"]]
        rows = hood.ties[hood.ties["actor"].isin(ends) & hood.ties["partner"].isin(ends)]
    else:
        rows = hood.requests[hood.requests["need"].isin(move["what"].split("|"))]
    return _most(rows["requested_by"])


def _most(asked: pd.Series) -> str:
    counts = asked.dropna().value_counts()
    return str(min(counts.index[counts == counts.max()])) if len(counts) else UNKNOWN
