"""Who needs what: sets of needs, and how many residents have each."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


def demand(hood: Neighbourhood) -> pd.DataFrame | None:
    """
    Count the residents with each set of needs.

    A resident's needs are the distinct needs of their contacts and requests. Where those name
    no need, the `profiles` of the last period are used, with those that name no period. In a
    log without residents each request is its own resident.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    demand
        One row per distinct set of needs, most residents first, then by name: `needs` (sorted,
        joined by `|`) and `residents`; None where nothing says who needs what.

    Examples
    --------
    >>> demand(street)
                needs  residents
    0  skin|transport          1
    1       transport          1
    """
    return remember(hood, _demand)


def _demand(hood: Neighbourhood) -> pd.DataFrame | None:
    rows = helped_coded(hood)
    if (rows.need.code >= 0).any():
        needs, each = np.asarray(rows.need.names), has_need(hood)
        weights = np.ones(len(each), dtype=np.int64)
    else:
        needs, each, weights = _profiles(hood)
    some = each.any(axis=1)
    if not some.any():
        return None
    which, first = alike(each[some])
    texts = named(needs, each[some][first])
    counted = np.bincount(which, weights[some], minlength=len(first)).astype(np.int64)
    order = sorted(range(len(texts)), key=lambda at: (-counted[at], texts[at]))
    return pd.DataFrame(
        {
            "needs": pd.Series([texts[at] for at in order], dtype="str"),
            "residents": pd.Series(counted[order], dtype="Int64"),
        }
    )


def has_need(hood: Neighbourhood) -> np.ndarray:
    """
    Tell which resident of `helped_coded` has which need.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    has_need
        Residents by needs, in the order of their numbers: true or false.

    Examples
    --------
    >>> has_need(street).shape
    (0, 0)
    """
    rows = helped_coded(hood)
    told = rows.need.code >= 0
    has = np.zeros((len(rows.resident.names), len(rows.need.names)), dtype=bool)
    has[rows.resident.code[told], rows.need.code[told]] = True
    return has


def alike(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Put rows that are the same together.

    Parameters
    ----------
    rows
        True or false; one column at least.

    Returns
    -------
    which, first
        Of each row the number of its kind; and of each kind the first row.

    Examples
    --------
    >>> which, first = alike(np.array([[True], [False], [True]]))
    >>> which.tolist(), first.tolist()
    ([1, 0, 1], [1, 0])
    """
    bits = np.packbits(rows, axis=1)
    kinds = np.ascontiguousarray(bits).view(f"V{bits.shape[1]}").ravel()
    _, first, which = np.unique(kinds, return_index=True, return_inverse=True)
    return which, first


def named(needs: np.ndarray, which: np.ndarray) -> list[str]:
    """
    Name needs, joined by |.

    Parameters
    ----------
    needs
        Ids of needs, sorted.
    which
        A row each, by needs: true or false.

    Returns
    -------
    named
        A text a row.

    Examples
    --------
    >>> named(np.array(["skin", "transport"]), np.array([[True, True], [False, False]]))
    ['skin|transport', '']
    """
    ids = needs[np.nonzero(which)[1]].tolist()
    ends = [0, *np.cumsum(which.sum(axis=1)).tolist()]
    return ["|".join(ids[begin:end]) for begin, end in pairwise(ends)]


def each_need(demand: pd.DataFrame) -> pd.DataFrame:
    """
    Take the sets of a demand apart.

    Parameters
    ----------
    demand
        What `demand` gives.

    Returns
    -------
    each_need
        One row per set and need in it: `set` (the row in `demand`), `need`, `residents`.

    Examples
    --------
    >>> each_need(demand(street))
       set       need  residents
    0    0       skin          1
    1    0  transport          1
    2    1  transport          1
    """
    rows = demand.assign(set=range(len(demand)), need=demand["needs"].str.split("|"))
    return rows.explode("need", ignore_index=True)[["set", "need", "residents"]].astype(
        {"need": "str"}
    )


def _profiles(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give needs, which profile of the last period has which, and its number of residents."""
    profiles = hood.profiles.dropna(subset=["residents"])
    when = in_time(profiles["period"])
    last = profiles[when.isna() | (when == when.max())]
    texts = last["needs"].fillna("").tolist()
    each = [{need.strip() for need in text.split("|")} - {""} for text in texts]
    needs = sorted(set().union(*each))
    place = {need: at for at, need in enumerate(needs)}
    has = np.zeros((len(each), len(needs)), dtype=bool)
    for row, some in enumerate(each):
        has[row, [place[need] for need in some]] = True
    return np.array(needs, dtype=object), has, last["residents"].to_numpy(dtype=np.int64)


def in_time(periods: pd.Series) -> pd.Series:
    """
    Order periods: by year, then quarter or month, however they are written; else as text.

    Parameters
    ----------
    periods
        As people write them; missing stays missing.

    Returns
    -------
    in_time
        A rank each; the same for the same period.

    Examples
    --------
    >>> in_time(pd.Series(["Q1 2025", "2024", "2025-Q1", None])).tolist()
    [2.0, 1.0, 2.0, nan]
    """
    year = periods.str.extract(r"((?:19|20)\d\d)", expand=False)
    rest = periods.str.replace(r"(?:19|20)\d\d", " ", regex=True)
    quarter = rest.str.extract(r"(?i)[qk]\s*([1-4])", expand=False).astype("float64") * 3
    month = rest.str.extract(r"(?<!\d)(0?[1-9]|1[0-2])(?!\d)", expand=False).astype("float64")
    part = quarter.fillna(month).fillna(0)
    key = (year + part.astype("int64").astype("str").str.zfill(2)).fillna(periods)
    return key.rank(method="dense")
