"""What was counted over residents, as totals and counts that may leave; never a row of one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.protect.counts import (
    FEW,
    LARGEST_TWO,
    SMALLEST,
    STEP,
    WITHIN,
    as_shown,
    bounds,
    ranked,
    shown,
)
from ecosystem.protect.sums import asked, came_follows, fewer_than_nine, need_follows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal

KEYS = ("all", "theme", "need", "step", "lightest", "offered", "gap")
"""What a row of counts may be about."""
COUNTS = ("residents", "heavier", "informal_only", "justified", "unknown", "perhaps_higher")
"""Columns that count residents."""
APART = ("heavier", "justified", "unknown")
"""Those that count different residents of a row."""
SECONDS = ("lead_time", "touch", "waiting", "intake_wait")
ADDED = (
    *("requests", "contacts", "people", "professionals", "fewest", "excess", "groups", "links"),
    *("handovers", "loops", "organisations", "products", "helpers", "lines", *SECONDS),
)
"""Figures of a resident or a request that can be added up; seconds are told in hours."""
OF_WHO_CAME = {
    "people": ("people", "professionals", "excess", "organisations", "links"),
    "groups": ("groups",),
    "helpers": ("helpers",),
}
"""Figures that add up who came, and so for how many residents each did: see `came_follows`."""
TOTALS = ["need", "measure", "residents", "total", "a_resident"]


def counted(hood: Neighbourhood, name: str, table: pd.DataFrame) -> pd.DataFrame:
    """
    Make what may be shared of a table that was counted over residents.

    Parameters
    ----------
    hood
        The neighbourhood, which says whose request is whose.
    name
        What the table is called, for messages.
    table
        With a row a resident or a request, as `flow` and `excess` give: their totals leave, of
        requests of which it is known whose they are.
        With counts of `residents` by need, theme or step, as `right_weight` and `ladder` give:
        those counts leave.

    Returns
    -------
    counted
        Totals: one row per need (for rows of requests; else missing) and `measure`, in the
        order of the columns: `residents` (distinct, of whom it is known), `total` (hours where
        it was seconds; rounded to 5; missing where the two largest make 85 % of it, or it would
        follow for how many residents one came, who came to fewer than ten) and `a_resident`
        (the one divided by the other, both as shown). Counts: the keys and the counts, as text;
        missing where the others leave no room for nine in one that is "<10", or would not with
        five more, and in a row of fewer than twenty residents (of a step also where all steps
        have fewer). A row of fewer than ten residents is left out: that it is there would tell
        that there are any; and so is, of the steps of a need, the least used, where the others
        leave no room for nine.

    Raises
    ------
    ValueError
        If it does not say how many residents a row is about, or is about something else.

    Examples
    --------
    >>> each = pd.DataFrame({"resident": [f"r{i}" for i in range(12)], "people": 3})
    >>> counted(street, "involvement", each)[["measure", "residents", "total", "a_resident"]]
      measure residents  total  a_resident
    0  people        10     35         3.5
    """
    flat = table.reset_index() if table.index.names != [None] else table
    if {"resident", "request"} & set(flat):
        return _totals(hood, flat)
    keys = [key for key in KEYS if key in flat]
    if "residents" not in flat or not keys:
        raise ValueError(refusal("ecosystem.protect", "no_residents", name=name))
    counts = [count for count in COUNTS if count in flat]
    rows = _with_room(flat[keys].join(flat[counts].apply(shown)))
    if "step" in keys:
        rows = _steps_with_room(rows, flat)
    return rows[rows["residents"] != FEW].sort_values(keys, ignore_index=True)


def _with_room(rows: pd.DataFrame) -> pd.DataFrame:
    """
    Hide counts of a row where beside them a hidden one could not be nine.

    So are counts of five fewer, and all of a row of fewer than twenty residents: then that a
    count is missing tells no more than what is told.
    """
    apart = [count for count in APART if count in rows]
    cells = rows[["residents", *apart]].apply(ranked).to_numpy(dtype=float, na_value=np.nan)
    full = [fewer_than_nine(each[0] - STEP, each[1:][~np.isnan(each[1:])]) for each in cells]
    told = [count for count in COUNTS[1:] if count in rows]
    few = ranked(rows["residents"]).lt(2 * SMALLEST).to_numpy(dtype=bool, na_value=False)
    hide = rows[told].ne(FEW) & np.array(full, dtype=bool)[:, None] | few[:, None]
    return rows.assign(**rows[told].mask(hide))


def _steps_with_room(rows: pd.DataFrame, flat: pd.DataFrame) -> pd.DataFrame:
    """
    Hide counts of the steps of a need, where beside them one of another step could not be nine.

    What all steps have together is told elsewhere. Of the residents the step used least is left
    out: then there is room.
    """
    need = flat["need"].fillna("") if "need" in flat else pd.Series("", flat.index)
    for count in rows.columns.intersection([*APART, "informal_only"]):
        hide = rows[count].ne(FEW) & ~_room(rows[count], flat[count], need, more=STEP)
        every = as_shown(flat.groupby(need)[count].transform("sum").to_numpy(dtype=float))
        few = (every > 0) & (every < 2 * SMALLEST)
        rows[count] = rows[count].mask(hide | few)
    told = ranked(rows["residents"]).replace(0, pd.NA)
    least = told.eq(told.groupby(need).transform("min")).fillna(value=False)
    return rows[_room(rows["residents"], flat["residents"], need) | ~least]


def _room(counts: pd.Series, true: pd.Series, need: pd.Series, more: int = 0) -> pd.Series:
    """Tell where nine more, and so many, have room beside the counts that are told of a need."""
    least = pd.Series(bounds(ranked(counts).fillna(0).to_numpy())[0], counts.index)
    every = as_shown(true.groupby(need).transform("sum").to_numpy(dtype=float))
    return every + WITHIN - least.groupby(need).transform("sum") >= SMALLEST - 1 + more


def _totals(hood: Neighbourhood, rows: pd.DataFrame) -> pd.DataFrame:
    measures = [measure for measure in ADDED if measure in rows]
    about = rows.assign(need=pd.NA, whose=rows.get("resident", pd.NA))
    if "request" in rows:
        about = about.assign(**_of_requests(hood, rows["request"]))
    each = about.melt(["need", "whose"], measures, var_name="measure")
    each = each.dropna(subset=["whose", "value"])  # those of nobody may all be of one
    each["value"] = each["value"].astype("float64")  # in whole seconds, which add up exactly
    by = each.groupby(["need", "measure", "whose"], dropna=False)["value"].sum()
    parts = by.abs().sort_values(ascending=False).groupby(["need", "measure"], dropna=False)
    sums = by.groupby(["need", "measure"], dropna=False)
    residents, two = sums.size(), parts.apply(lambda values: values.head(2).sum())
    spread = (residents >= SMALLEST) & (two < LARGEST_TWO * parts.sum())
    value = sums.sum()
    value = value.where(~value.index.isin(SECONDS, level="measure"), value / 3600)
    total = ((value / STEP + 0.5).floordiv(1) * STEP).where(spread).astype("Int64")
    frame = pd.DataFrame({"residents": shown(residents), "total": total}).reset_index()
    hide = [name for kind in came_follows(hood, asked(hood)) for name in OF_WHO_CAME.get(kind, ())]
    fewest = frame.loc[frame["measure"].eq("fewest"), "total"].dropna()
    if any(need_follows(hood, people) for people in fewest):
        hide += ["fewest", "excess"]
    frame["total"] = frame["total"].mask(frame["measure"].isin(hide))
    frame = frame[frame["residents"] != FEW]
    frame["a_resident"] = frame["total"] / ranked(frame["residents"])
    frame["a_resident"] = frame["a_resident"].astype("Float64").round(2)
    order = {measure: at for at, measure in enumerate(measures)}
    frame = frame.sort_values(
        ["need", "measure"], key=lambda of: of.map(order) if of.name == "measure" else of
    )
    return frame[TOTALS].reset_index(drop=True)


def _of_requests(hood: Neighbourhood, requests: pd.Series) -> dict[str, pd.Series]:
    """Say of each request about which need it is, and whose, where that is known."""
    asked = hood.requests.drop_duplicates("request").set_index("request")
    seen = hood.contacts.dropna(subset=["request", "resident"]).drop_duplicates("request")
    whose = requests.map(asked["resident"]).astype("string")
    whose = whose.fillna(requests.map(seen.set_index("request")["resident"]).astype("string"))
    return {"need": requests.map(asked["need"]).astype("string"), "whose": whose}
