"""Headline figures counted over residents and their requests."""

from __future__ import annotations

from math import fsum
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.measure.contact_counts import indices
from ecosystem.measure.contact_packing import MISSING
from ecosystem.measure.continuity import LEAST, counted
from ecosystem.measure.demand import demand
from ecosystem.measure.excess import excess_coded
from ecosystem.measure.fewest import fewest
from ecosystem.measure.first_time_right import first_time_right
from ecosystem.measure.flow_coded import flow_coded
from ecosystem.measure.involvement import by_profile
from ecosystem.measure.ladder_coded import used_coded
from ecosystem.measure.people_round import contact_point as named_one
from ecosystem.measure.people_round import people_round
from ecosystem.measure.seen_coded import seen_coded
from ecosystem.protect.counts import LARGEST_TWO
from ecosystem.protect.over_residents import HOURS, SPREAD
from ecosystem.tables.columns import numbers
from ecosystem.tables.help_coded import help_rows, request_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

Figure = tuple[Any, Any]
"""The figure, and how many it rests on; missing where that is not known."""
Figures = dict[str, Figure]
DAY = 24 * 60 * 60 * 1_000_000
"""Microseconds."""
UNKNOWN: Figure = (pd.NA, pd.NA)


def average(values: np.ndarray, *, each: float = 1) -> Figure:
    """Average what is known, in whatever order, and count it; missing where nothing is."""
    known = values[~np.isnan(values)]
    return (fsum(known) / len(known) / each, len(known)) if len(known) else UNKNOWN


def total(values: np.ndarray) -> Figure:
    """Add up what is known, in whatever order, and count it; missing where nothing is."""
    known = values[~np.isnan(values)]
    return (fsum(known), len(known)) if len(known) else UNKNOWN


def floats(values: pd.api.extensions.ExtensionArray | pd.Series) -> np.ndarray:
    """Give numbers of pandas, NaN where they are missing."""
    return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan))


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
    who = help_rows(hood).resident
    asked = np.bincount(who.code[rows.code >= 0] + 1, minlength=len(who.names) + 1)
    return {"requests": (len(rows.names), int((asked > 0).sum()))} if asked.any() else {}


def involved(hood: Neighbourhood) -> Figures:
    """Average and add up `involvement` over the residents who have contacts."""
    hood.need("contacts", for_what="Who is involved")
    if not len(seen_coded(hood).row):
        return {}
    near = people_round(hood)
    people = near.people[~near.unknown].astype(np.float64)
    several = near.several[~near.unknown][people > 0]
    count = total(people)
    return {
        "people_a_resident": average(people),
        "people_involved": count,
        "practice_share": (several.sum() / count[0], count[0]) if len(several) else UNKNOWN,
    }


def hours(hood: Neighbourhood) -> Figures:
    """
    Add up the hours of professionals with residents, a week from the first day to the last.

    Missing where a contact of theirs does not say how long it took: nobody's hours are none. With
    1 where two residents get less than 85 % of them, else 0: by which they may be shared.
    """
    hood.need("contacts", for_what="The hours of professionals")
    log = seen_coded(hood)
    theirs = log.professional[log.actor.code]
    minutes, who = numbers(hood, "contacts", "minutes")[log.row][theirs], log.resident.code[theirs]
    start = log.start[log.start != MISSING]
    if not len(minutes) or np.isnan(minutes).any() or not len(start):
        return {}
    weeks = (start.max() // DAY - start.min() // DAY + 1) / 7
    each, every = np.sort(np.bincount(who, weights=minutes)), fsum(minutes)
    spread = int(each[-2:].sum() < LARGEST_TWO * every)
    return {
        HOURS: (every / 60 / weeks, len(minutes)),
        SPREAD: (spread, len(minutes)),
    }


def contact_point(hood: Neighbourhood) -> Figures:
    """Tell of which share of residents all requests name one and the same contact point."""
    hood.need("requests", for_what="Contact points")
    return {"contact_point": UNKNOWN if by_profile(hood) else average(floats(named_one(hood)))}


def fewest_people(hood: Neighbourhood) -> Figures:
    """Set the fewest professionals against those who come: of `excess`, or else of `fewest`."""
    try:
        each = excess_coded(hood)
    except MissingTable:
        rows = fewest(hood).dropna(subset=["fewest"])
        people = floats(rows["fewest"]).repeat(rows["residents"].to_numpy(dtype=np.int64))
        return {"fewest_people": total(people), "fewest_a_resident": average(people)}
    people, come = floats(each.fewest), floats(each.professionals)
    return {
        "fewest_people": total(people),
        "fewest_a_resident": average(people),
        "people_today_of_fewest": total(come[~np.isnan(people)]),
        "excess_a_resident": average(floats(each.excess)),
    }


def constancy(hood: Neighbourhood) -> Figures:
    """Average `continuity` over the residents with so many contacts that `averages` does."""
    hood.need("contacts", for_what="Continuity")
    counts = counted(hood)
    found, often = indices(counts), counts.contacts >= LEAST
    names = {"upc": "upc", "coc": "coc", "handovers_a_resident": "handovers"}
    return {name: average(found[index][often].round(6)) for name, index in names.items()}


def travel(hood: Neighbourhood) -> Figures:
    """Average `flow` over the requests."""
    hood.need("contacts", for_what="How a request travels")
    found = flow_coded(hood)
    right, over = first_time_right(hood, found)
    timed = found["first"] != MISSING
    return {
        "lead_time_days": average(found["lead_time"][timed], each=DAY),
        "waiting_days": average(found["waiting"][timed], each=DAY),
        "links_a_request": average(found["links"][found["links"] > 0]),
        "loops_a_request": average(found["loops"][found["placed"] > 0]),
        "first_time_right": average(floats(right)[floats(over) == 1]),
    }


def weight(hood: Neighbourhood) -> Figures:
    """Take the share of help that is heavier than needed."""
    hood.need("contacts", "competences", for_what="The weight of help")
    each = used_coded(hood)
    known = int(each.known.sum())
    if not len(each.step):
        return {}
    return {"heavier_share": (each.heavier.sum() / known if known else pd.NA, known)}
