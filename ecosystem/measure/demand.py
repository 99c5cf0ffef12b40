"""Who needs what: sets of needs, and how many residents have each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped
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
    pairs = helped(hood)[["resident", "need"]].dropna().drop_duplicates()
    if pairs.empty:
        pairs, weights = _profiles(hood)
    else:
        weights = pd.Series(1, index=pd.Index(pairs["resident"].unique()))
    if pairs.empty:
        return None
    sets = _sets(pairs)
    counted = weights.reindex(sets.index).groupby(sets.to_numpy()).sum()
    frame = pd.DataFrame(
        {
            "needs": pd.Series(counted.index, dtype="str"),
            "residents": pd.Series(counted.to_numpy(), dtype="Int64"),
        }
    )
    return frame.sort_values(["residents", "needs"], ascending=[False, True], ignore_index=True)


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


def _profiles(hood: Neighbourhood) -> tuple[pd.DataFrame, pd.Series]:
    """Give the needs of each profile of the last period, and its number of residents."""
    profiles = hood.profiles.dropna(subset=["residents"])
    when = in_time(profiles["period"])
    last = profiles[when.isna() | (when == when.max())].reset_index(drop=True)
    needs = last["needs"].str.split("|").explode().str.strip()
    pairs = pd.DataFrame({"resident": needs.index, "need": needs.to_numpy()})
    pairs = pairs[pairs["need"].fillna("") != ""]
    return pairs.drop_duplicates(), last["residents"]


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
    rest = periods.str.replace(r"(?:19|20)\d\d", " ", n=1, regex=True)
    quarter = rest.str.extract(r"(?i)[qk]\s*([1-4])", expand=False).astype("float64") * 3
    month = rest.str.extract(r"(?<!\d)(0?[1-9]|1[0-2])(?!\d)", expand=False).astype("float64")
    part = quarter.fillna(month).fillna(0)
    key = (year + part.astype("int64").astype("str").str.zfill(2)).fillna(periods)
    return key.rank(method="dense")


def _sets(pairs: pd.DataFrame) -> pd.Series:
    """Join each resident's needs; `pairs` are distinct. Words are made once a distinct set."""
    codes, words = pd.factorize(pairs["need"], sort=True)
    who, residents = pd.factorize(pairs["resident"])
    order = np.lexsort((codes, who))
    who, codes = who[order], codes[order]
    first = np.searchsorted(who, np.arange(len(residents)))
    place = np.arange(len(who)) - first[who]
    grid = np.full((len(residents), int(place.max()) + 1), -1)
    grid[who, place] = codes
    distinct, which = np.unique(grid, axis=0, return_inverse=True)
    words = np.asarray(words, dtype=object)
    texts = np.array(["|".join(words[row[row >= 0]]) for row in distinct], dtype=object)
    return pd.Series(texts[which], index=residents)
