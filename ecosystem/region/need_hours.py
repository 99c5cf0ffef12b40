"""Today's residents by need, what one of them takes, and the hours there are for it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.coverage import residents
from ecosystem.measure.served import served
from ecosystem.measure.supply import able
from ecosystem.tables.neighbourhood import Neighbourhood

COLUMNS = {"now": "Int64", "takes": "Float64", "hours_there": "Float64", "unknown_hours": "Int64"}


def need_hours(hood: Neighbourhood, needs: frozenset[str]) -> pd.DataFrame:
    """
    Say of some needs how many residents have them, and how many hours there are for them.

    Parameters
    ----------
    hood
        A neighbourhood.
    needs
        Which needs.

    Returns
    -------
    need_hours
        One row per need, by name: `need`, `now` (residents), `takes` (hours a week a resident:
        the median of the competences, or else of the `needs` table), `hours_there` (hours a
        week: the most that those who can meet it could give, while every other need keeps what
        it gets of them today) and `unknown_hours` (how many of those able have hours that are
        not known: then it is at least that). Empty where nothing is known.
    """
    if not {"competences", "profiles", "contacts", "requests"} & set(hood.tables):
        return pd.DataFrame({"need": pd.Series(dtype="str")} | _nothing())
    wanted = pd.Index(sorted(needs), dtype="str", name="need")
    count = residents(hood)
    frame = pd.DataFrame({"now": count.reindex(wanted)}, index=wanted)
    if len(count):
        frame["now"] = frame["now"].fillna(0)
    who = able(hood)
    own = hood.needs.drop_duplicates("need").set_index("need")["hours"].astype("Float64")
    takes = who.groupby("need")["takes"].median()
    every = wanted.union(count.index)
    takes = takes.reindex(every).fillna(own.reindex(every))
    frame["takes"] = takes[wanted]
    asked = (count.astype("Float64") * takes.reindex(count.index)).dropna()
    known = who[who["hours"].notna() & who["need"].isin([*asked.index, *wanted])]
    frame["hours_there"] = pd.NA
    if "competences" in hood.tables:
        frame["hours_there"] = _there(known, asked[_first_served(hood, count[asked.index])], wanted)
    unknown = who[who["hours"].isna()].groupby("need").size()
    frame["unknown_hours"] = unknown.reindex(wanted, fill_value=0)
    return frame.astype(COLUMNS).reset_index()


def _nothing() -> dict[str, pd.Series]:
    return {name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()}


def _first_served(hood: Neighbourhood, count: pd.Series) -> list[str]:
    """Order needs as `coverage` serves them: critical, then most residents, then by name."""
    critical = set(hood.needs.loc[hood.needs["critical"].fillna(value=False), "need"])
    return sorted(count.index, key=lambda need: (need not in critical, -count[need], need))


def _there(who: pd.DataFrame, asked: pd.Series, wanted: pd.Index) -> list[float]:
    """Give each need what is left when every other need gets what it gets today."""
    asked = asked[(asked > 0) & asked.index.isin(who["need"])].astype("float64")
    today = who[who["need"].isin(asked.index)]
    gets = pd.Series(_served(today, asked), index=asked.index) if len(asked) else asked
    found = []
    for need in wanted:
        most = float(who.loc[who["need"] == need, "hours"].sum())
        others = gets[(gets.index != need) & (gets > 1e-9)]
        wants = pd.concat([others, pd.Series({need: most})])
        rows = who[who["need"].isin(wants.index)]
        found.append(round(max(float(_served(rows, wants)[-1]), 0.0), 6) if most else 0.0)
    return found


def _served(who: pd.DataFrame, asked: pd.Series) -> np.ndarray:
    """Find the hours each need gets; `asked` is in the order in which needs are served."""
    actor, names = pd.factorize(who["actor"])
    hours = np.zeros(len(names))
    hours[actor] = who["hours"].to_numpy(dtype=np.float64)
    able = np.zeros((len(asked), len(names)), dtype=bool)
    able[asked.index.get_indexer(who["need"]), actor] = True
    return served(able, hours, asked.to_numpy(dtype=np.float64))
