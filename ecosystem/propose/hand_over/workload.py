"""What each professional does now for each need: contacts, residents and hours."""

from __future__ import annotations

import pandas as pd

from ecosystem.measure.eligible import eligible
from ecosystem.propose.staff.units import model
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped
from ecosystem.tables.remember import remember


def workload(hood: Neighbourhood) -> pd.DataFrame:
    """
    Say how much each professional does now for each need they may meet.

    From contacts that name an actor and a need: their minutes, over the weeks from the first
    contact of all to the last; a contact without minutes takes as long as the others of that
    actor and need on average. Where no minutes or dates tell, or there are no such contacts:
    residents times the hours one takes. Without contacts, the hours of all residents whose need
    is left to professionals are shared out evenly over those able.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.

    Returns
    -------
    workload
        One row per `actor` and `need` that a professional may meet, sorted: `contacts` and
        `residents` (missing where there are no contacts of anybody), and `hours` (a week;
        missing where nothing says how long it takes).

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> workload(street)
       actor  need  contacts  residents  hours
    0     gp  skin      <NA>       <NA>   0.25
    1  nurse  skin      <NA>       <NA>   0.25
    """
    return remember(hood, _workload)


def _workload(hood: Neighbourhood) -> pd.DataFrame:
    who = eligible(hood)
    rows = who[who["professional"].astype(bool)].reset_index(drop=True)
    usual = who.groupby("need")["takes"].median()
    usual = usual.fillna(hood.needs.set_index("need")["hours"].astype("Float64"))
    takes = rows["takes"].fillna(rows["need"].map(usual).astype("Float64"))
    known = hood.contacts.dropna(subset=["actor", "need"])
    if known.empty:
        share = rows["need"].map(_left(hood)).astype("float64").fillna(0)
        share /= rows.groupby("need")["actor"].transform("size")
        told = pd.DataFrame(pd.NA, index=rows.index, columns=["contacts", "residents", "hours"])
    else:
        told = _logged(hood, rows, known)
        share = told["residents"]
    told = told.astype({"contacts": "Int64", "residents": "Int64", "hours": "Float64"})
    told["hours"] = told["hours"].fillna(share * takes).round(6)
    return pd.concat([rows[["actor", "need"]], told], axis=1)


def _left(hood: Neighbourhood) -> dict[str, float]:
    """Count the residents whose need is left to professionals."""
    made = model(hood)
    return dict(zip(made.needs, (made.residents @ made.cases).astype(float), strict=True))


def _logged(hood: Neighbourhood, rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Count the contacts of each, and the residents and hours they were about."""
    pairs = pd.MultiIndex.from_frame(rows[["actor", "need"]])
    log = known.groupby(["actor", "need"])["minutes"].agg(["size", "mean"])
    log["residents"] = helped(hood).dropna().groupby(["actor", "need"]).size()
    log = log.reindex(pairs).reset_index(drop=True)
    days = (known["start"].max() - known["start"].min()).days
    minutes = (log["size"] * log["mean"]).mask(log["size"].isna(), 0)
    return pd.DataFrame(
        {
            "contacts": log["size"].fillna(0),
            "residents": log["residents"].fillna(0),
            "hours": minutes / 60 / max((days + 1) / 7, 1),
        }
    )
