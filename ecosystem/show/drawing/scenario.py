"""Now and after in one: what is there in either, and what comes or goes between them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.protect import Outgoing
from ecosystem.show.drawing.shapes import DASHES


def changing(outgoing: Outgoing, name: str, key: list[str]) -> pd.DataFrame:
    """
    Put a table of now and the one of after together.

    Parameters
    ----------
    outgoing
        What may leave, with or without `after`.
    name
        The table.
    key
        The columns that tell whether a row of the one is a row of the other.

    Returns
    -------
    changing
        The rows of now, and below them those that are new after; `change` is `goes` of what is
        not there after, `comes` of what is new, and empty of all else.

    Examples
    --------
    >>> changing(eco.protect(street), "meetings", ["meeting"])["change"].tolist()
    ['', '']
    """
    after = None if outgoing.after is None else outgoing.after.tables[name]
    return _together(outgoing.tables[name], after, key)


def lines(outgoing: Outgoing) -> pd.DataFrame:
    """
    Give ties as lines: one for each pair and relation, whoever reported them, hours added up.

    Parameters
    ----------
    outgoing
        What may leave, with or without `after`.

    Returns
    -------
    lines
        One row per line, in the order of the ids, those that come last: `a`, `b`, `relation`,
        `hours`, `needs` (sorted) and `change`, as `changing` has it.

    Examples
    --------
    >>> lines(eco.protect(street))[["a", "b", "relation", "hours"]].head(2)
                      a                 b  relation  hours
    0             choir  informal_helpers     knows    NaN
    1  district_nurse_1                gp  consults    4.0
    """
    after = None if outgoing.after is None else _lines(outgoing.after.tables["ties"])
    return _together(_lines(outgoing.tables["ties"]), after, ["a", "b", "relation"])


def uncovered(outgoing: Outgoing) -> pd.DataFrame:
    """
    Tell which needs nobody can meet, now and after.

    Parameters
    ----------
    outgoing
        What may leave, with or without `after`.

    Returns
    -------
    uncovered
        One row per need, by id: `now` and `after`; the same where there is no `after`.

    Examples
    --------
    >>> uncovered(eco.protect(street)).loc["transport"].tolist()
    [True, True]
    """
    needs = outgoing.tables["needs"]["need"]
    sides = {"now": outgoing, "after": outgoing.after or outgoing}
    return pd.DataFrame(
        {side: ~needs.isin(_able(one)["need"]).to_numpy() for side, one in sides.items()},
        index=needs,
    )


def _able(outgoing: Outgoing) -> pd.DataFrame:
    """Who can meet what, without those who are not available."""
    actors = outgoing.tables["actors"]
    away = set(actors.loc[actors["hours"] == 0, "actor"])
    able = outgoing.tables["competences"]
    return able[~able["actor"].isin(away)]


def _together(now: pd.DataFrame, after: pd.DataFrame | None, key: list[str]) -> pd.DataFrame:
    if after is None:
        return now.assign(change="")
    before, then = (pd.MultiIndex.from_frame(frame[key].astype("object")) for frame in (now, after))
    goes = now.assign(change=np.where(before.isin(then), "", "goes"))
    comes = after[~then.isin(before)].assign(change="comes")
    return pd.concat([goes, comes], ignore_index=True) if len(comes) else goes


def _lines(ties: pd.DataFrame) -> pd.DataFrame:
    swap = ties["actor"] > ties["partner"]
    table = pd.DataFrame(
        {
            "a": ties["actor"].where(~swap, ties["partner"]),
            "b": ties["partner"].where(~swap, ties["actor"]),
            "relation": ties["relation"].where(ties["relation"].isin(list(DASHES)), "unknown"),
            "need": ties["need"].fillna(""),
            "hours": ties["hours"].astype("float64"),
        }
    )
    table = table[table["a"] != table["b"]]
    # Both sides may report one tie: the larger number of hours counts, not their sum.
    each = table.groupby(["a", "b", "relation", "need"], sort=True)["hours"].max().reset_index()
    key = ["a", "b", "relation"]
    hours = each.groupby(key, sort=True)["hours"].sum(min_count=1)
    needs = each[each["need"] != ""].groupby(key)["need"].agg(tuple).to_dict()
    return hours.reset_index().assign(needs=[needs.get(line, ()) for line in hours.index])
