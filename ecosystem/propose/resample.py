"""The same neighbourhood as another survey could have shown it."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from ecosystem.measure.last_day import last_day
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood, empty
from ecosystem.tables.pairs import helped, tied

Drop = Literal["actors", "ties", "profiles"]
"""What is left out, or drawn again."""


def lean(hood: Neighbourhood) -> Neighbourhood:
    """
    Keep of contacts and requests only who helped whom with what.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    lean
        A neighbourhood in which the same is found, faster.

    Examples
    --------
    >>> lean(street) is street
    True
    """
    rows = helped(hood)
    return hood if rows.empty else _of(hood, rows)


def resample(
    hood: Neighbourhood, drop: Drop, share: float, random: np.random.Generator
) -> tuple[Neighbourhood, frozenset[str]]:
    """
    Leave out a share of the actors or the ties, or draw residents again.

    Parameters
    ----------
    hood
        What `lean` gives.
    drop
        `actors`: with all that tables say of them; `ties`: pairs, whatever their relation;
        `profiles`: as many residents as there are, each drawn from all of them, or where only
        profiles tell, for each a number of residents drawn around its own (Poisson).
    share
        Which part is left out, at least one.
    random
        Draws.

    Returns
    -------
    resample, gone
        A neighbourhood, and the actors that are not in it.

    Examples
    --------
    >>> after, gone = resample(street, "ties", 0.5, np.random.default_rng(0))
    >>> len(street.ties), len(after.ties), len(gone)
    (5, 2, 0)
    """
    if drop == "actors":
        gone = frozenset(_some(supply(hood).index.to_numpy(dtype=object), share, random))
        return _without(hood, gone), gone
    if drop == "ties":
        pairs = list(tied(hood)[["actor", "partner"]].itertuples(index=False, name=None))
        lost = {pairs[at] for at in _some(np.arange(len(pairs)), share, random)}
        ends = np.sort(hood.ties[["actor", "partner"]].to_numpy(dtype=object), axis=1)
        stays = [tuple(pair) not in lost for pair in ends]
        return hood.replace(ties=hood.ties[stays].reset_index(drop=True)), frozenset()
    return _redrawn(hood, random), frozenset()


def travelled(
    hood: Neighbourhood, drop: Drop, gone: frozenset[str], random: np.random.Generator
) -> Neighbourhood:
    """
    Give the requests of a resample, each contact in its place on the way.

    Parameters
    ----------
    hood
        The whole neighbourhood, not what `lean` gives.
    drop
        `actors`: without the contacts of who is gone; `ties`: as they are, since none hangs on a
        tie; `profiles`: residents drawn again, each with all their requests.
    gone
        The actors that `resample` left out.
    random
        Draws.

    Returns
    -------
    travelled
        A neighbourhood.

    Examples
    --------
    >>> travelled(street, "ties", frozenset(), np.random.default_rng(0)) is street
    True
    """
    if drop == "actors":
        return _without(hood, gone)
    return hood if drop == "ties" else _asked_again(hood, random)


def _asked_again(hood: Neighbourhood, random: np.random.Generator) -> Neighbourhood:
    seen = hood.contacts.dropna(subset=["request"])
    both = pd.concat([hood.requests[["request", "resident"]], seen[["request", "resident"]]])
    whose = both.dropna(subset=["request"]).sort_values(["request", "resident"])
    whose = whose.drop_duplicates("request").set_index("request")["resident"]
    owner = whose.fillna("\n" + whose.index.to_series())
    who = owner.drop_duplicates().sort_values()
    times = np.bincount(random.integers(len(who), size=len(who)), minlength=len(who))
    drawn = pd.Series(times, index=who)
    tables = {}
    for name, rows in (("contacts", seen), ("requests", hood.requests)):
        if name in hood.tables:
            count = rows["request"].map(owner).map(drawn).fillna(0).astype(int).to_numpy()
            again = rows.iloc[np.repeat(np.arange(len(rows)), count)].reset_index(drop=True)
            copies = [np.arange(each) for each in count] or [np.zeros(0, int)]
            copy = pd.Series(np.concatenate(copies), dtype="int64").astype("str")
            ids = {key: again[key] + "\n" + copy for key in ("request", "resident")}
            tables[name] = again.assign(**ids).astype(rows.dtypes.to_dict())
    return hood.replace(**tables)


def _some(ids: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
    count = min(len(ids), max(1, round(share * len(ids))))
    return random.choice(ids, size=count, replace=False)


def _without(hood: Neighbourhood, gone: frozenset[str]) -> Neighbourhood:
    """Leave out the rows that name somebody; a table without such rows stays what it is."""
    tables = {}
    for name, frame in hood.tables.items():
        ends = [frame[end].isin(gone).to_numpy() for end in ("actor", "partner") if end in frame]
        out = np.logical_or.reduce(ends) if ends else np.zeros(1, dtype=bool)
        if out.any():
            tables[name] = frame[~out].reset_index(drop=True)
    return hood.replace(**tables)


def _redrawn(hood: Neighbourhood, random: np.random.Generator) -> Neighbourhood:
    rows = helped(hood)
    if rows.empty:
        profiles = hood.profiles.sort_values(["profile", "needs", "period"], ignore_index=True)
        around = profiles["residents"]
        drawn = random.poisson(around.fillna(0).to_numpy(dtype=np.float64))
        told = pd.Series(drawn, dtype="Int64").mask(around.isna())
        return hood.replace(profiles=profiles.assign(residents=told))
    who, residents = pd.factorize(rows["resident"], sort=True)
    times = np.bincount(
        random.integers(len(residents), size=len(residents)), minlength=len(residents)
    )
    again = np.repeat(np.arange(len(rows)), times[who])
    copy = np.concatenate([np.arange(count) for count in times[who]])
    rows = rows.iloc[again].reset_index(drop=True)
    return _of(hood, rows.assign(resident=rows["resident"] + "\n" + copy.astype(str)))


def _of(hood: Neighbourhood, rows: pd.DataFrame) -> Neighbourhood:
    """Put who helped whom with what in the place of contacts and requests."""
    blank = empty("contacts")
    # All on the last day there is: by that a review date has passed, or lies ahead.
    rows = rows.assign(start=last_day(hood))
    contacts = rows.reindex(columns=blank.columns).astype(blank.dtypes.to_dict())
    return hood.replace(contacts=contacts, requests=empty("requests"))
