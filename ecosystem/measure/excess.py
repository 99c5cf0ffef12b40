"""How many more professionals come than are needed, resident by resident."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from ecosystem.measure.least import Least, least
from ecosystem.measure.options import checked
from ecosystem.measure.seen_coded import pairs_coded, seen_coded
from ecosystem.measure.shift_floor import floors
from ecosystem.tables.coded import Coded
from ecosystem.tables.help_coded import help_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.texts import Names, places

WHY = ("uncovered", "unknown", "unmet", "backup", "floor")
"""Why excess is undefined; the first that holds."""


def excess(hood: Neighbourhood, *, backup: int = 1, shifts: int = 5) -> pd.DataFrame:
    """
    Set the professionals who come to each resident against the fewest who could do it.

    The yardstick moves with the needs, so who needs more is not counted as more in excess. For
    daily care the fewest is at least the number of people that so many visits take. Both sides
    follow one rule: excess is defined exactly where those who come meet what the yardstick asks.
    So every need left to professionals is met by as many of them as it wants (and no more than
    there are here), and where care is daily there are as many as the floor.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` and `competences`.
    backup
        How many different professionals each need wants; a critical one two at least.
    shifts
        How many visits (parts of a day) a week one carer can do.

    Returns
    -------
    excess
        One row per `resident`, by id: `professionals` (who had contact; a practice, group or
        organisation is one, so there are at least so many; missing where no contact says that
        a professional came and some contact, or every one, names nobody); `fewest` (eligible
        professionals, counted likewise, who together can do what this resident needs; missing
        where nobody can do some of it, or no need is known); `excess` (people: the one minus the
        other) and `undefined`, why that is missing: `uncovered` (nobody here may meet some
        need), `unknown` (no need is known, or not who came), `unmet` (those who come leave a
        need: a gap, counted apart), `backup` (they meet all, some need by fewer than it wants)
        or `floor` (they are fewer than daily care takes); the first of these that holds.

    Raises
    ------
    MissingTable
        If there are no contacts or no competences, or no contact or request names a need.
    ValueError
        If an option is not a whole number of at least 1.

    Examples
    --------
    >>> log = {"resident": "anna", "actor": ["gp", "nurse"], "need": "skin"}
    >>> both = street.contacts.reindex(range(2)).assign(**log)
    >>> excess(street.replace(contacts=both))
              professionals  fewest  excess undefined
    resident
    anna                  2       1       1      <NA>
    """
    found = excess_coded(hood, backup=backup, shifts=shifts)
    names = help_rows(hood).resident.names
    columns = {
        "professionals": found.professionals,
        "fewest": found.fewest,
        "excess": found.excess,
        "undefined": pd.array(WHY, dtype="string").take(found.why, allow_fill=True),
    }
    return pd.DataFrame(columns, index=names.index.rename("resident"))


@dataclass(frozen=True, eq=False)
class Excess:
    """The columns of `excess`, in the order of `help_rows`."""

    professionals: IntegerArray
    fewest: IntegerArray
    excess: IntegerArray
    why: np.ndarray
    """The place in `WHY`; -1 where excess is defined."""


def excess_coded(hood: Neighbourhood, *, backup: int = 1, shifts: int = 5) -> Excess:
    """
    Give `excess` as arrays, for what counts by the thousand.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` and `competences`.
    backup, shifts
        As `excess` takes them.

    Returns
    -------
    excess_coded
        The same rows in the same order.

    Raises
    ------
    MissingTable
        If there are no contacts or no competences, or no contact or request names a need.
    ValueError
        If an option is not a whole number of at least 1.

    Examples
    --------
    >>> log = street.contacts.reindex(range(1)).assign(resident="anna", actor="gp", need="skin")
    >>> excess_coded(street.replace(contacts=log)).excess.tolist()
    [0]
    """
    checked(backup=backup, shifts=shifts)
    hood.need("contacts", for_what="Excess")
    found = least(hood, backup=backup)
    size = len(help_rows(hood).resident.names)
    case = found.sets.of if len(found.sets.of) else np.full(size, -1)
    known = case >= 0
    cover = np.where(known, found.people[case], -1)
    floor, _ = floors(hood, shifts=shifts)
    fewest = np.where(floor > cover, floor, cover)
    whom, who = _pairs(hood)
    people, nobody_named = _count(hood, whom, size)
    place = np.append(places(help_rows(hood).actor.names, Names.of(found.actors)), -1)
    can = _together(found, whom, place[who], size)
    required = np.where(known[:, None], found.required[case], 0)
    unknown = nobody_named | (cover < 0)
    more = np.where(unknown, 0, people - fewest)
    why = (  # in the order of `WHY`
        known & (cover < 0),
        unknown,
        ((required > 0) & (can == 0)).any(axis=1),
        (can < required).any(axis=1),
        more < 0,
    )
    reason = np.select(why, range(len(why)), default=-1)
    return Excess(
        IntegerArray(people, nobody_named),
        IntegerArray(fewest, cover < 0),
        IntegerArray(more, reason >= 0),
        reason,
    )


def _count(hood: Neighbourhood, whom: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Count who came; and tell where nobody is named who did and somebody may have."""
    count, log = np.bincount(whom, minlength=size), seen_coded(hood)
    came, nobody = (
        np.bincount(log.resident.code[which], minlength=size) > 0
        for which in (slice(None), log.actor.code < 0)
    )
    return count, (count == 0) & (nobody | ~came)


def visitors(hood: Neighbourhood) -> pd.DataFrame:
    """
    List the professionals who had contact with each resident.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    visitors
        One row per `resident` and `actor`, sorted; a practice, group or organisation is one,
        as it is in a team of the fewest.

    Examples
    --------
    >>> len(visitors(street))
    0
    """
    whom, who = _pairs(hood)
    rows = help_rows(hood)
    return pd.DataFrame(
        {
            "resident": Coded(whom, rows.resident.names).text(),
            "actor": Coded(who, rows.actor.names).text(),
        }
    )


def _pairs(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """Give the rows of `visitors` in numbers."""
    whom, who = pairs_coded(hood)
    counted = seen_coded(hood).professional[who]
    return whom[counted], who[counted]


def _together(found: Least, whom: np.ndarray, who: np.ndarray, size: int) -> np.ndarray:
    """Count those who come to each resident and can meet each need: residents by needs."""
    comes = np.zeros((size, len(found.actors)), dtype=np.float32)
    here = who >= 0
    comes[whom[here], who[here]] = 1
    return np.asarray(comes @ found.able)
