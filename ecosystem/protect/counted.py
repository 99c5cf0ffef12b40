"""What was counted over residents, as totals and counts that may leave; never a row of one."""

from __future__ import annotations

import pandas as pd

from ecosystem.protect.counts import FEW, LARGEST_TWO, SMALLEST, STEP, ranked, shown
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal

KEYS = ("all", "theme", "need", "step", "lightest", "offered", "gap")
"""What a row of counts may be about."""
COUNTS = ("residents", "heavier", "informal_only", "justified", "unknown", "perhaps_higher")
"""Columns that count residents."""
SECONDS = ("lead_time", "touch", "waiting", "intake_wait")
ADDED = (
    *("requests", "contacts", "people", "professionals", "fewest", "excess", "groups", "links"),
    *("handovers", "loops", "organisations", "products", "helpers", "lines", *SECONDS),
)
"""Figures of a resident or a request that can be added up; seconds are told in hours."""
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
        With a row a resident or a request, as `flow` and `excess` give: their totals leave.
        With counts of `residents` by need, theme or step, as `right_weight` and `ladder` give:
        those counts leave.

    Returns
    -------
    counted
        Totals: one row per need (for rows of requests; else missing) and `measure`, in the
        order of the columns: `residents` (distinct, of whom it is known), `total` (hours where
        it was seconds; rounded to 5; missing where the two largest make 85 % of it) and
        `a_resident` (the one divided by the other, both as shown). Counts: the keys and the
        counts, as text. A row of fewer than ten residents is left out: that it is there would
        tell that there are any.

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
    counts = {count: shown(flat[count]) for count in COUNTS if count in flat}
    rows = flat[keys].assign(**counts)
    return rows[rows["residents"] != FEW].sort_values(keys, ignore_index=True)


def _totals(hood: Neighbourhood, rows: pd.DataFrame) -> pd.DataFrame:
    measures = [measure for measure in ADDED if measure in rows]
    about = rows.assign(need=pd.NA, whose=rows.get("resident", pd.NA))
    if "request" in rows:
        about = about.assign(**_of_requests(hood, rows["request"]))
    each = about.melt(["need", "whose"], measures, var_name="measure").dropna(subset=["value"])
    seconds = each["measure"].isin(SECONDS)
    each["value"] = each["value"].astype("float64").where(~seconds, each["value"] / 3600)
    by = each.groupby(["need", "measure", "whose"], dropna=False)["value"].sum()
    parts = by.abs().sort_values(ascending=False).groupby(["need", "measure"], dropna=False)
    sums = by.groupby(["need", "measure"], dropna=False)
    residents, two = sums.size(), parts.apply(lambda values: values.head(2).sum())
    spread = (residents >= SMALLEST) & (two < LARGEST_TWO * parts.sum())
    total = ((sums.sum() / STEP + 0.5).floordiv(1) * STEP).where(spread).astype("Int64")
    frame = pd.DataFrame({"residents": shown(residents), "total": total}).reset_index()
    frame = frame[frame["residents"] != FEW]
    frame["a_resident"] = frame["total"] / ranked(frame["residents"])
    frame["a_resident"] = frame["a_resident"].astype("Float64").round(2)
    order = {measure: at for at, measure in enumerate(measures)}
    frame = frame.sort_values(
        ["need", "measure"], key=lambda of: of.map(order) if of.name == "measure" else of
    )
    return frame[TOTALS].reset_index(drop=True)


def _of_requests(hood: Neighbourhood, requests: pd.Series) -> dict[str, pd.Series]:
    """Say of each request about which need it is, and whose; nobody's is its own."""
    asked = hood.requests.drop_duplicates("request").set_index("request")
    seen = hood.contacts.dropna(subset=["request", "resident"]).drop_duplicates("request")
    whose = requests.map(asked["resident"]).astype("string")
    whose = whose.fillna(requests.map(seen.set_index("request")["resident"]).astype("string"))
    own = "\n" + requests.astype("string")
    return {"need": requests.map(asked["need"]).astype("string"), "whose": whose.fillna(own)}
