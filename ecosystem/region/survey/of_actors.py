"""Headline figures counted over those who help: their ties, meetings and skills."""

from __future__ import annotations

import pandas as pd

from ecosystem.measure.bridges import informal_reach
from ecosystem.measure.coverage import coverage
from ecosystem.measure.meetings import meeting_hours
from ecosystem.measure.mixing import ei_index
from ecosystem.measure.pull import pull
from ecosystem.measure.supply import able
from ecosystem.region.survey.of_residents import UNKNOWN, Figure, Figures, total
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tied
from ecosystem.tables.schema import PROFESSIONAL_LAYERS

MONTHS = 12
GROUPS = ("group", "organisation")


def professionals(hood: Neighbourhood) -> pd.DataFrame:
    """List the persons and practices in `actors` that are professional, or of unknown layer."""
    hood.need("actors", for_what="Counting professionals")
    layer = hood.actors["layer"]
    helps = layer.isna() | layer.isin(PROFESSIONAL_LAYERS)
    return hood.actors[helps & ~hood.actors["level"].isin(GROUPS)]


def people(hood: Neighbourhood) -> Figures:
    """Count the professionals, and the informal and collective helpers."""
    who, every = professionals(hood), len(hood.actors)
    layer = hood.actors["layer"]
    informal = int((layer.notna() & ~layer.isin(PROFESSIONAL_LAYERS)).sum())
    return {"professionals": (len(who), every), "informal_helpers": (informal, every)}


def met(hood: Neighbourhood) -> Figures:
    """Add up the hours of meetings, of all members and of professionals apart."""
    each = meeting_hours(hood)
    hours, of = total(each["hours"] / MONTHS)
    sits = hood.attendance.drop_duplicates(["meeting", "actor"])
    found: Figures = {"meeting_hours_month": (hours, of)}
    if "actors" in hood.tables:
        who = professionals(hood)["actor"]
        seats = sits.loc[sits["actor"].isin(who), "meeting"]
        own, known = total(seats.map(each["hours"] / each["members"]) / MONTHS)
        own = 0.0 if not known and of else own
        found["meeting_hours_a_professional"] = _divided(own, len(who))
    return found


def _divided(value: float, count: int) -> Figure:
    return (value / count, count) if count else UNKNOWN


def pushed(hood: Neighbourhood) -> Figures:
    """Divide the hours that are pushed by those that are pushed or pulled."""
    rows = pull(hood).dropna(subset=["hours"])
    rows = rows[rows["way"].isin(["push", "pull"])]
    hours = float(rows["hours"].sum())
    push = float(rows.loc[rows["way"] == "push", "hours"].sum())
    return {"push_share": (push / hours, len(rows)) if hours else UNKNOWN}


def reach(hood: Neighbourhood) -> Figures:
    """Take the share of informal and collective actors with a path of ties to a professional."""
    rows = informal_reach(hood)
    return {"informal_reach": (float(rows["reaches"].mean()), len(rows)) if len(rows) else UNKNOWN}


def ties(hood: Neighbourhood) -> Figures:
    """Count the ties among professionals; an actor of unknown layer is one."""
    hood.need("ties", for_what="Counting ties")
    actors, pairs = hood.actors, tied(hood)
    layer = actors["layer"]
    informal = actors.loc[layer.notna() & ~layer.isin(PROFESSIONAL_LAYERS), "actor"]
    both = int((~pairs["actor"].isin(informal) & ~pairs["partner"].isin(informal)).sum())
    named = {*actors["actor"], *pairs["actor"], *pairs["partner"]} - {*informal}
    return {
        "professional_ties": (both, len(named)),
        "ties_a_professional": _divided(2 * both, len(named)),
    }


def mixed(hood: Neighbourhood) -> Figures:
    """Take the E-I index by layer."""
    row = ei_index(hood, permutations=1).loc["all"]
    return {"ei_index": (row["index"], row["inside"] + row["across"])}


def wanted(hood: Neighbourhood) -> Figures:
    """Count the needs that somebody has, by how many can meet them, and the hours short."""
    rows = coverage(hood)
    asked = rows[rows["residents"].ne(0).fillna(value=True)]
    count = {
        f"{name}_needs": int(asked["actors"].eq(actors).sum())
        for name, actors in (("uncovered", 0), ("fragile", 1))
    }
    return {
        "needs": (len(asked), len(rows)),
        **{name: (number, len(asked)) for name, number in count.items()},
        "hours_short_week": total(asked["hours_short"]),
    }


def generalist(hood: Neighbourhood) -> Figures:
    """Find the largest share of the needs of residents that one professional may meet."""
    residents = coverage(hood)["residents"].dropna()
    every = int(residents.sum())
    rows = able(hood)
    rows = rows[rows["actor"].isin(professionals(hood)["actor"])]
    most = rows["need"].map(residents).fillna(0).groupby(rows["actor"]).sum().max()
    return {"broadest_generalist": (float(most) / every, every) if every and len(rows) else UNKNOWN}


def outcomes(hood: Neighbourhood) -> Figures:
    """Take what each group says in the last year; of several questions the most answered."""
    hood.need("outcomes", for_what="How it went")
    rows = hood.outcomes.dropna(subset=["value"])
    rows = rows[rows["neighbourhood"].isna() | rows["neighbourhood"].eq(hood.code)]
    rows = rows.sort_values(["year", "n", "measure"], ascending=[False, False, True])
    last = rows.drop_duplicates("group").set_index("group")
    return {
        f"outcome_{group}": (last.loc[group, "value"], last.loc[group, "n"])
        for group in ("residents", "informal", "professionals")
        if group in last.index
    }
