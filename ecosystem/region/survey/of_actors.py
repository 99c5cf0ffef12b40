"""Headline figures counted over those who help: their ties, meetings and skills."""

from __future__ import annotations

from math import fsum

import numpy as np
import pandas as pd

from ecosystem.measure.bridges import reaching
from ecosystem.measure.coverage import coverage_coded
from ecosystem.measure.meeting_seats import meeting_seats
from ecosystem.measure.mixing import ei_of_layers
from ecosystem.measure.pull import ways_and_hours
from ecosystem.measure.supply_coded import able_coded, known_of, supply_coded
from ecosystem.region.survey.of_residents import UNKNOWN, Figure, Figures, total
from ecosystem.tables.coded import coded
from ecosystem.tables.columns import numbers
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tie_pairs
from ecosystem.tables.schema import GROUP_LEVELS, PROFESSIONAL_LAYERS
from ecosystem.tables.texts import Names

MONTHS = 12


def professionals(hood: Neighbourhood) -> np.ndarray:
    """Tell who in `actors` is a person or practice that is professional, or of unknown layer."""
    hood.need("actors", for_what="Counting professionals")
    return np.asarray(~_informal(hood) & ~coded(hood, "actors", "level").among(GROUP_LEVELS))


def _informal(hood: Neighbourhood) -> np.ndarray:
    layer = coded(hood, "actors", "layer")
    return np.asarray((layer.code >= 0) & ~layer.among(PROFESSIONAL_LAYERS))


def among_professionals(hood: Neighbourhood, names: Names) -> np.ndarray:
    """Tell of each name whether it is of a professional."""
    return np.asarray(np.append(professionals(hood), False)[known_of(hood, names).row])


def people(hood: Neighbourhood) -> Figures:
    """Count the professionals, and the informal and collective helpers."""
    who = professionals(hood)
    informal = int(_informal(hood).sum())
    return {"professionals": (int(who.sum()), len(who)), "informal_helpers": (informal, len(who))}


def met(hood: Neighbourhood) -> Figures:
    """Add up the hours of meetings, of all members and of professionals apart."""
    hood.need("attendance", for_what="Comparing meetings")
    each = meeting_seats(hood)
    found: Figures = {"meeting_hours_month": total(each.hours / MONTHS)}
    if "actors" in hood.tables and not np.isnan(each.hours).all():
        sits = each.actor.flags(among_professionals(hood, each.actor.names))
        a_seat = each.hours / np.maximum(each.members, 1) / MONTHS
        own = float(np.nansum(a_seat[each.meeting[sits]]))
        found["meeting_hours_a_professional"] = _divided(own, int(professionals(hood).sum()))
    return found


def _divided(value: float, count: int) -> Figure:
    return (value / count, count) if count else UNKNOWN


def pushed(hood: Neighbourhood) -> Figures:
    """Divide the hours that are pushed by those that are pushed or pulled."""
    way, hours = ways_and_hours(hood)
    known = ~np.isnan(hours) & (way != "unknown")
    every, push = fsum(hours[known]), fsum(hours[known & (way == "push")])
    return {"push_share": (push / every, int(known.sum())) if every else UNKNOWN}


def reach(hood: Neighbourhood) -> Figures:
    """Take the share of informal and collective actors with a path of ties to a professional."""
    reaches = reaching(hood)
    return {"informal_reach": (reaches.mean(), len(reaches)) if len(reaches) else UNKNOWN}


def ties(hood: Neighbourhood) -> Figures:
    """Count the ties among professionals; an actor of unknown layer is one."""
    hood.need("ties", for_what="Counting ties")
    pairs = tie_pairs(hood)
    who = known_of(hood, pairs.names)
    both = int((who.professional[pairs.one] & who.professional[pairs.other]).sum())
    tied = np.unique([pairs.one, pairs.other])
    named = int((~_informal(hood)).sum() + (who.row[tied] < 0).sum())
    return {
        "professional_ties": (both, named),
        "ties_a_professional": _divided(2 * both, named),
    }


def mixed(hood: Neighbourhood) -> Figures:
    """Take the E-I index by layer."""
    inside, across, index = ei_of_layers(hood)
    return {"ei_index": (index, inside + across)}


def wanted(hood: Neighbourhood) -> Figures:
    """Count the needs that somebody has, by how many can meet them, and the hours short."""
    found = coverage_coded(hood)
    asked = found.residents != 0
    count = {
        f"{name}_needs": int((found.actors[asked] == actors).sum())
        for name, actors in (("uncovered", 0), ("fragile", 1))
    }
    needs = int(asked.sum())
    return {
        "needs": (needs, len(asked)),
        **{name: (number, needs) for name, number in count.items()},
        "hours_short_week": total(found.short[asked]),
    }


def generalist(hood: Neighbourhood) -> Figures:
    """Find the largest share of the needs of residents that one professional may meet."""
    found, rows, who = coverage_coded(hood), able_coded(hood), supply_coded(hood)
    residents = dict(zip(found.needs, np.nan_to_num(found.residents), strict=True))
    every = int(sum(residents.values()))
    helps = among_professionals(hood, who.names)[rows.actor]
    each = np.array([residents[need] for need in rows.need.names.tolist()])[rows.need.code[helps]]
    if not every or not len(each):
        return {"broadest_generalist": UNKNOWN}
    return {"broadest_generalist": (np.bincount(rows.actor[helps], each).max() / every, every)}


def outcomes(hood: Neighbourhood) -> Figures:
    """Take what each group says in the last year; of several questions the most answered."""
    hood.need("outcomes", for_what="How it went")
    group, measure, place = (
        coded(hood, "outcomes", name) for name in ("group", "measure", "neighbourhood")
    )
    value, count, year = (numbers(hood, "outcomes", name) for name in ("value", "n", "year"))
    here = ~np.isnan(value) & ((place.code < 0) | place.among([hood.code]))
    order = np.lexsort((measure.code, -count, -year))  # what is missing goes last
    last = {group.names[group.code[row]]: row for row in order[here[order]][::-1].tolist()}
    return {
        f"outcome_{name}": (value[row], pd.NA if np.isnan(count[row]) else int(count[row]))
        for name, row in last.items()
    }
