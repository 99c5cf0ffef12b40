"""The paths of requests: who took over from whom, who could have been passed by, and who leads."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.eligible import eligible
from ecosystem.measure.journey import journey
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

LONG = 3
"""From how many professionals the path of a simple request is long: one to hear it, one to help."""
SEVERAL = 2
"""From how many professionals a complex request wants one contact point."""
_MONTH = 365.25 / 12


def months(hood: Neighbourhood) -> float:
    """
    Measure the time that contacts cover.

    Examples
    --------
    >>> months(street)
    1.0
    """
    start = hood.contacts["start"].dropna()
    days = (start.max() - start.min()).total_seconds() / 86_400 if len(start) else 0.0
    return max(days / _MONTH, 1.0)


def handed_over(hood: Neighbourhood) -> pd.DataFrame:
    """
    List the handovers from one professional to another.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    handed_over
        One row per handover, in the order of `journey`: `request`, `resident`, `need`,
        `before`, `actor`, `wait` (hours), `minutes` of the contact that takes over, `reason`, and
        `could` (whether `before` may meet the need too, see `eligible`; missing where the need, or
        who can do what, is not known).
    """
    return remember(hood, _handed_over)


def _handed_over(hood: Neighbourhood) -> pd.DataFrame:
    rows = journey(hood)
    who = supply(hood)["professional"]
    gives = rows["before"].map(who).astype("boolean").fillna(value=False)
    rows = rows[rows["handover"] & rows["professional"].fillna(value=False) & gives]
    could = pd.Series(_can(hood, rows["before"], rows["need"]), rows.index, dtype="boolean")
    known = rows["need"].notna() & ("competences" in hood.tables)
    columns = ["request", "resident", "need", "before", "actor", "wait", "minutes", "reason"]
    return rows[columns].assign(could=could.where(known)).reset_index(drop=True)


def skippable(hood: Neighbourhood) -> pd.DataFrame:
    """
    List who could have been passed by in a request that is not complex.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    skippable
        One row per `request`, `first`, `later` and `need`, sorted, with `resident`: all that
        `first` did there, `later` may do too (see `eligible`), who came later to the same
        request, not at the same moment or an unknown one; no higher on the ladder where both
        steps are known. Both are professionals, and `first` is not the contact point. Where the
        need of a contact is not known, nobody is named.
    """
    return remember(hood, _skippable)


def _skippable(hood: Neighbourhood) -> pd.DataFrame:
    rows = _professionals(hood)
    rows = rows[rows["complexity"].ne("complex").fillna(value=True)]
    each = rows.assign(known=rows["need"].notna()).groupby(["request", "actor"], sort=False)
    each = each.agg(
        came=("start", "min"),
        needs=("need", "nunique"),
        known=("known", "all"),
        point=("contact_point", "first"),
        resident=("resident", "first"),
    )
    each = each.reset_index()
    pairs = each[each["known"] & (each["point"] != each["actor"]).fillna(value=True)]
    pairs = pairs.rename(columns={"actor": "first"}).merge(
        each[["request", "actor", "came"]].rename(columns={"actor": "later"}),
        on="request",
        suffixes=("", "_later"),
    )
    step = supply(hood)["step"]
    heavier = pairs["later"].map(step).gt(pairs["first"].map(step)).fillna(value=False)
    pairs = pairs[(pairs["came_later"] > pairs["came"]) & ~heavier]
    does = rows[["request", "actor", "need"]].drop_duplicates()
    does = does.rename(columns={"actor": "first"})
    done = pairs.merge(does, on=["request", "first"])
    done = done[_can(hood, done["later"], done["need"])]
    all_of_it = done.groupby(["request", "first", "later"])["need"].transform("size")
    columns = ["request", "first", "later", "need", "resident"]
    return done.loc[all_of_it == done["needs"], columns].sort_values(columns[:4], ignore_index=True)


def long_and_simple(hood: Neighbourhood) -> pd.DataFrame:
    """
    List the simple requests that three professionals or more took up.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    long_and_simple
        One row per `request`, by id, with `resident` and `need` as `requests` says.
    """
    asked = _asked(hood)
    rows = asked[asked["complexity"].eq("simple").fillna(value=False) & (asked["size"] >= LONG)]
    return rows[["request", "resident", "need"]].reset_index(drop=True)


def leaderless(hood: Neighbourhood) -> pd.DataFrame:
    """
    List the complex requests in which several professionals help and none is the contact point.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    leaderless
        One row per `request`, by id, with `resident` and `need` as `requests` says, `usual`
        (the professional with most contacts; of equals who came last, then by id) and `open`
        (whether it has not been closed).
    """
    asked = _asked(hood)
    rows = asked[asked["complexity"].eq("complex").fillna(value=False)]
    rows = rows[(rows["size"] >= SEVERAL) & rows["contact_point"].isna()]
    came = _professionals(hood).groupby(["request", "actor"])["start"].agg(["size", "max"])
    came = came.reset_index().sort_values(
        ["request", "size", "max", "actor"], ascending=[True, False, False, True]
    )
    usual = came.drop_duplicates("request").set_index("request")["actor"]
    rows = rows.assign(
        usual=rows["request"].map(usual).astype("str"), open=rows["closed"].isna().astype(bool)
    )
    return rows[["request", "resident", "need", "usual", "open"]].reset_index(drop=True)


def _professionals(hood: Neighbourhood) -> pd.DataFrame:
    """Give the contacts of professionals, in order, with what is known of their request."""
    return remember(hood, _of_professionals)


def _of_professionals(hood: Neighbourhood) -> pd.DataFrame:
    rows = journey(hood)
    rows = rows[rows["professional"].fillna(value=False)]
    asked = hood.requests.drop_duplicates("request")
    return rows.merge(asked[["request", "complexity", "contact_point"]], how="left", on="request")


def _asked(hood: Neighbourhood) -> pd.DataFrame:
    """Give the requests of the table, each with how many professionals took it up."""
    size = _professionals(hood).groupby("request")["actor"].nunique()
    asked = hood.requests.drop_duplicates("request").sort_values("request", ignore_index=True)
    return asked.assign(size=asked["request"].map(size).fillna(0).astype(int))


def _can(hood: Neighbourhood, actor: pd.Series, need: pd.Series) -> np.ndarray:
    """Tell of pairs whether the one may meet the other."""
    if "competences" not in hood.tables:
        return np.zeros(len(actor), dtype=bool)
    can = pd.MultiIndex.from_frame(eligible(hood)[["actor", "need"]].astype("object"))
    pairs = pd.MultiIndex.from_arrays([actor.astype("object"), need.astype("object")])
    return np.asarray(pairs.isin(can))
