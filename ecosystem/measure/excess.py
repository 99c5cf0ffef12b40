"""How many more professionals come than are needed, resident by resident."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.cases import case_of
from ecosystem.measure.continuity import seen
from ecosystem.measure.least import least
from ecosystem.measure.options import checked
from ecosystem.measure.shift_floor import shift_floor
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped


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
    checked(backup=backup, shifts=shifts)
    hood.need("contacts", for_what="Excess")
    found = least(hood, backup=backup)
    residents = pd.Index(sorted(helped(hood)["resident"].unique()), dtype="str", name="resident")
    case = case_of(hood).reindex(residents)
    known = case.notna().to_numpy()
    row = case[known].to_numpy(dtype=np.int64)
    people = pd.Series(found.people[row], index=residents[known], dtype="Int64")
    cover = people.where(people >= 0).reindex(residents)
    floor = shift_floor(hood, shifts=shifts).reindex(residents)
    fewest = cover.mask((floor > cover).fillna(value=False), floor)
    pairs = visitors(hood)
    frame = pd.DataFrame({"professionals": _count(hood, pairs, residents), "fewest": fewest})
    can = _together(found.able, found.actors, pairs, residents[known])
    unmet, thin = np.zeros((2, len(residents)), dtype=bool)
    unmet[known] = ((found.required[row] > 0) & (can == 0)).any(axis=1)
    thin[known] = (can < found.required[row]).any(axis=1)
    more = frame["professionals"] - frame["fewest"]
    why = {
        "uncovered": known & cover.isna().to_numpy(),
        "unknown": more.isna().to_numpy(),
        "unmet": unmet,
        "backup": thin,
        "floor": (more < 0).fillna(value=False).to_numpy(dtype=bool),
    }
    reason = np.select(list(why.values()), list(why), default="")
    frame["excess"] = more.mask(reason != "")
    frame["undefined"] = pd.Series(reason, index=residents, dtype="string").replace("", pd.NA)
    return frame


def _count(hood: Neighbourhood, pairs: pd.DataFrame, residents: pd.Index) -> pd.Series:
    """Count who came; missing where nobody is named who did and somebody may have."""
    count = pairs.groupby("resident").size().reindex(residents, fill_value=0).astype("Int64")
    contacts = seen(hood)
    nobody = residents.isin(contacts.loc[contacts["actor"].isna(), "resident"])
    return count.mask((count == 0) & (nobody | ~residents.isin(contacts["resident"])))


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
    pairs = helped(hood)[["resident", "actor"]].dropna().drop_duplicates(ignore_index=True)
    counted = pairs["actor"].map(supply(hood)["professional"]).astype(bool)
    return pairs[counted].reset_index(drop=True)


def _together(
    able: np.ndarray, actors: np.ndarray, pairs: pd.DataFrame, residents: pd.Index
) -> np.ndarray:
    """Count those who come to each resident and can meet each need: residents by needs."""
    row = residents.get_indexer(pairs["resident"])
    who = pd.Index(actors).get_indexer(pairs["actor"])
    here = (row >= 0) & (who >= 0)
    comes = np.zeros((len(residents), len(actors)), dtype=np.float32)
    comes[row[here], who[here]] = 1
    return np.asarray(comes @ able)
