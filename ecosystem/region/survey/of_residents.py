"""Headline figures counted over residents and their requests."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ecosystem.measure.continuity import averages, continuity, seen
from ecosystem.measure.demand import demand
from ecosystem.measure.excess import excess
from ecosystem.measure.fewest import fewest
from ecosystem.measure.flow import flow
from ecosystem.measure.involvement import involvement
from ecosystem.measure.right_weight import right_weight
from ecosystem.measure.seen_coded import seen_coded
from ecosystem.tables.help_coded import help_rows, request_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

Figure = tuple[Any, Any]
"""The figure, and how many it rests on; missing where that is not known."""
Figures = dict[str, Figure]
DAY = 24 * 60 * 60
UNKNOWN: Figure = (pd.NA, pd.NA)


def average(values: pd.Series, *, each: float = 1) -> Figure:
    """Average what is known, and count it; missing where nothing is."""
    known = values.dropna().astype("float64")
    return (float(known.mean()) / each, len(known)) if len(known) else UNKNOWN


def total(values: pd.Series) -> Figure:
    """Add up what is known, and count it; missing where nothing is."""
    known = values.dropna().astype("float64")
    return (float(known.sum()), len(known)) if len(known) else UNKNOWN


def residents(hood: Neighbourhood) -> Figures:
    """Count the residents of contacts and requests, or else of profiles."""
    count = len(help_rows(hood).resident.names)
    sets = None if count else demand(hood)
    if sets is not None:
        count = int(sets["residents"].sum())
    return {"residents": (count, count) if count else UNKNOWN}


def requests(hood: Neighbourhood) -> Figures:
    """Count the requests of contacts and requests, and the residents who asked."""
    rows = request_rows(hood)
    whose = help_rows(hood).resident.code[rows.code >= 0]
    return {"requests": (len(rows.names), len(np.unique(whose)))} if len(whose) else {}


def involved(hood: Neighbourhood) -> Figures:
    """Average and add up `involvement` over the residents who have contacts."""
    hood.need("contacts", for_what="Who is involved")
    if not len(seen_coded(hood).row):
        return {}
    each = involvement(hood)
    people = each["people"]
    several = (each["at_least"] * people).sum(min_count=1)
    every = total(people)
    return {
        "people_a_resident": average(people),
        "people_involved": every,
        "practice_share": (several / every[0], every[0]) if every[0] else UNKNOWN,
    }


def hours(hood: Neighbourhood) -> Figures:
    """
    Add up the hours of professionals with residents, a week from the first day to the last.

    Missing where a contact of theirs does not say how long it took: nobody's hours are none.
    """
    hood.need("contacts", for_what="The hours of professionals")
    rows = seen(hood)
    minutes = hood.contacts["minutes"].reindex(rows.index)[rows["professional"]]
    days = rows["start"].dropna().dt.normalize()
    if minutes.empty or minutes.isna().any() or days.empty:
        return {}
    weeks = ((days.max() - days.min()).days + 1) / 7
    return {"professional_hours_week": (float(minutes.sum()) / 60 / weeks, len(minutes))}


def contact_point(hood: Neighbourhood) -> Figures:
    """Tell of which share of residents all requests name one and the same contact point."""
    hood.need("requests", for_what="Contact points")
    return {"contact_point": average(involvement(hood)["contact_point"])}


def fewest_people(hood: Neighbourhood) -> Figures:
    """Set the fewest professionals against those who come: of `excess`, or else of `fewest`."""
    try:
        each = excess(hood)
    except MissingTable:
        rows = fewest(hood).dropna(subset=["fewest"])
        each = rows.loc[rows.index.repeat(rows["residents"])]
        each = each.assign(professionals=pd.NA, excess=pd.NA)
    return {
        "fewest_people": total(each["fewest"]),
        "fewest_a_resident": average(each["fewest"]),
        "people_today_of_fewest": total(each["professionals"].where(each["fewest"].notna())),
        "excess_a_resident": average(each["excess"]),
    }


def constancy(hood: Neighbourhood) -> Figures:
    """Average `continuity` over the residents with four contacts or more."""
    rows = averages(continuity(hood))
    names = {"upc": "upc", "coc": "coc", "handovers_a_resident": "handovers"}
    return {
        name: (rows.loc[row, "mean"], rows.loc[row, "residents"])
        if rows.loc[row, "residents"]
        else UNKNOWN
        for name, row in names.items()
    }


def travel(hood: Neighbourhood) -> Figures:
    """Average `flow` over the requests."""
    rows = flow(hood)
    right = rows["first_time_right"].where(rows["window_over"].fillna(value=False))
    return {
        "lead_time_days": average(rows["lead_time"], each=DAY),
        "waiting_days": average(rows["waiting"], each=DAY),
        "links_a_request": average(rows["links"]),
        "loops_a_request": average(rows["loops"]),
        "first_time_right": average(right),
    }


def weight(hood: Neighbourhood) -> Figures:
    """Take the share of help that is heavier than needed."""
    rows = right_weight(hood, by="all")
    if rows.empty:
        return {}
    row = rows.iloc[0]
    return {"heavier_share": (row["share"], row["residents"] - row["unknown"])}
