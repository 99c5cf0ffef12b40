"""Contacts in numbers: whose each is, who came, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.tables.coded import Coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import help_rows
from ecosystem.tables.remember import remember
from ecosystem.tables.schema import PROFESSIONAL_LAYERS


@dataclass(frozen=True, eq=False)
class Seen:
    """
    The contacts of which a resident is known, in the order of `contacts`.

    Parameters
    ----------
    row
        Where each stands in `contacts`.
    resident, actor, need
        Numbers as in `help_rows`.
    start
        Microseconds; `MISSING` where unknown.
    who
        What is known of actors, by number: rows of `actors`, blank where there is none.
    professional, practice, person
        By the number of an actor: not informal or collective; a practice; not a group or
        organisation. The last is of an unknown actor, who counts as a professional only.
    """

    row: np.ndarray
    resident: Coded
    actor: Coded
    need: Coded
    start: np.ndarray
    who: pd.DataFrame
    professional: np.ndarray
    practice: np.ndarray
    person: np.ndarray


def seen_coded(hood: Neighbourhood) -> Seen:
    """
    List the contacts of `seen` in numbers, for what counts by the thousand.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    seen_coded
        The same contacts in the same order.

    Examples
    --------
    >>> len(seen_coded(street).row)
    0
    """
    return remember(hood, _seen)


def _seen(hood: Neighbourhood) -> Seen:
    rows = help_rows(hood)
    start = hood.contacts["start"].to_numpy("datetime64[us]").view(np.int64)
    row = np.flatnonzero(rows.resident.code[: len(start)] >= 0)
    who = hood.actors.set_index("actor").reindex(rows.actor.names)
    layer, level = who["layer"], who["level"]
    informal = layer.notna() & ~layer.isin(PROFESSIONAL_LAYERS)
    resident, actor, need = (
        Coded(one.code[row], one.names) for one in (rows.resident, rows.actor, rows.need)
    )
    return Seen(
        row,
        resident,
        actor,
        need,
        start[row],
        who,
        np.append(~informal.to_numpy(dtype=bool), True),
        np.append((level == "practice").to_numpy(dtype=bool), False),
        np.append(~level.isin(["group", "organisation"]).to_numpy(dtype=bool), False),
    )
