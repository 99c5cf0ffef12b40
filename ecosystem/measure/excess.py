"""How many more professionals come than are needed, resident by resident."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.cases import case_of
from ecosystem.measure.least import least
from ecosystem.measure.shift_floor import shift_floor
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped


def excess(hood: Neighbourhood, *, backup: int = 1, shifts: int = 5) -> pd.DataFrame:
    """
    Set the professionals who come to each resident against the fewest who could do it.

    The yardstick moves with the needs, so who needs more is not counted as more in excess. For
    daily care the fewest is at least the number of people that so many visits take.

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
        One row per `resident`, by id: `professionals` (distinct persons, practices and groups
        who had contact; missing where no contact names who), `fewest` (eligible professionals
        who together can do what this resident needs; missing where nobody can do some of it, or
        no need is known) and `excess` (people: the one minus the other). `excess` is also
        missing where those who come leave a need unmet: that is a gap, and counted apart.

    Raises
    ------
    MissingTable
        If there are no contacts or no competences, or no contact or request names a need.

    Examples
    --------
    >>> log = {"resident": "anna", "actor": ["gp", "nurse"], "need": "skin"}
    >>> both = street.contacts.reindex(range(2)).assign(**log)
    >>> excess(street.replace(contacts=both))
              professionals  fewest  excess
    resident
    anna                  2       1       1
    """
    hood.need("contacts", for_what="Excess")
    found = least(hood, backup=backup)
    pairs = visitors(hood)
    residents = pd.Index(sorted(helped(hood)["resident"].unique()), dtype="str", name="resident")
    named = residents.isin(helped(hood).dropna(subset=["actor"])["resident"])
    count = pairs.groupby("resident").size().reindex(residents, fill_value=0).astype("Int64")
    case = case_of(hood).reindex(residents)
    known = case.notna().to_numpy()
    row = case[known].to_numpy(dtype=np.int64)
    least_people = pd.Series(found.people[row], index=residents[known], dtype="Int64")
    cover = least_people.where(least_people >= 0).reindex(residents)
    floor = shift_floor(hood, shifts=shifts).reindex(residents)
    fewest = cover.mask((floor > cover).fillna(value=False), floor)
    frame = pd.DataFrame({"professionals": count.where(named), "fewest": fewest})
    met = np.zeros(len(residents), dtype=bool)
    can = _together(found.able, found.actors, pairs, residents[known])
    met[known] = (can | (found.asked[row] == 0)).all(axis=1)
    more = frame["professionals"] - frame["fewest"]
    frame["excess"] = more.where(met & (more >= 0).fillna(value=False))
    return frame


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
        One row per `resident` and `actor`, sorted; persons, practices and groups: of an
        organisation it is not known who came.

    Examples
    --------
    >>> len(visitors(street))
    0
    """
    pairs = helped(hood)[["resident", "actor"]].dropna().drop_duplicates(ignore_index=True)
    level = hood.actors.set_index("actor")["level"]
    counted = pairs["actor"].map(supply(hood)["professional"]).astype(bool)
    return pairs[counted & pairs["actor"].map(level).ne("organisation")].reset_index(drop=True)


def _together(
    able: np.ndarray, actors: np.ndarray, pairs: pd.DataFrame, residents: pd.Index
) -> np.ndarray:
    """Tell what those who come to each resident can do together: residents by needs."""
    row = residents.get_indexer(pairs["resident"])
    who = pd.Index(actors).get_indexer(pairs["actor"])
    here = (row >= 0) & (who >= 0)
    comes = np.zeros((len(residents), len(actors)), dtype=np.float32)
    comes[row[here], who[here]] = 1
    return np.asarray(comes @ able > 0)
