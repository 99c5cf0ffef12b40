"""A neighbourhood of a seed, small and full of ties: equal hours, equal counts, equal steps."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from tests.street import hood

PEOPLE = (
    ("gp", "first_line", 4),
    ("district_nurse", "first_line", 4),
    ("district_nurse", "first_line", 4),
    ("social_worker", "welfare", 4),
    ("physiotherapist", "first_line", 4),
    ("geriatrician", "specialist", 6),
    ("volunteer", "informal", 2),
    ("relative", "informal", 1),
    ("club", "collective", 3),
)
NEEDS = ("grief", "income", "mobility", "skin", "social_contact")
ASKED = ("resident", "professional", "manager", "none", None)


def tied_world(seed: int) -> Neighbourhood:
    """Make it: some eight actors, five needs, every table that a measure reads."""
    pick = random.Random(seed)  # noqa: S311 (the same world every time)
    people = [(f"{kind}_{at}", kind, layer, step) for at, (kind, layer, step) in enumerate(PEOPLE)]
    people = people[:4] + pick.sample(people[4:], pick.randint(2, 5))
    ids = [row[0] for row in people]
    formal = [actor for actor, _, layer, _ in people if layer not in {"informal", "collective"}]
    residents = [f"r{at}" for at in range(pick.randint(3, 14))]
    return hood(
        f"w{seed}",
        "World",
        neighbourhoods=[{"neighbourhood": f"w{seed}", "name": "World", "population": 900}],
        needs=[{"need": need, "hours": 1.0, "critical": need == "skin"} for need in NEEDS],
        actors=[
            {"actor": actor, "label": actor, "profession": kind, "layer": layer, "step": step}
            | {"organisation": pick.choice("AB"), "level": "person", "hours": pick.choice((8, 16))}
            for actor, kind, layer, step in people
        ],
        competences=[
            {"actor": actor, "need": need}
            for actor in ids
            for need in sorted(pick.sample(NEEDS, pick.randint(1, 3)))
        ],
        teachable=[{"profession": "district_nurse", "need": n, "cost": 2} for n in NEEDS[:3]],
        profiles=[
            {"neighbourhood": f"w{seed}", "profile": f"p{at}", "residents": pick.choice((4, 12))}
            | {"needs": "|".join(sorted(pick.sample(NEEDS, pick.randint(1, 3))))}
            for at in range(3)
        ],
        ties=_ties(pick, ids),
        meetings=[
            {"neighbourhood": f"w{seed}", "meeting": meeting, "label": meeting, "times": 12}
            | {"hours": 1.5, "requested_by": pick.choice(ASKED), "need": pick.choice(NEEDS)}
            for meeting in ("monday", "tuesday", "wednesday")
        ],
        attendance=[
            {"meeting": meeting, "actor": actor}
            for meeting in ("monday", "tuesday", "wednesday")
            for actor in sorted(pick.sample(formal, min(3, len(formal))))
        ],
        contacts=_contacts(pick, seed, residents, ids),
        requests=_requests(pick, seed, residents, formal),
        outcomes=[
            {"neighbourhood": f"w{seed}", "group": "residents", "measure": measure, "year": 2025}
            | {"value": 7.1, "n": 12}
            for measure in ("calm", "known")
        ],
    )


def _ties(pick: random.Random, ids: list[str]) -> list[dict[str, Any]]:
    pairs = sorted({tuple(sorted(pick.sample(ids, 2))) for _ in range(12)})
    return [
        {"actor": one, "partner": other, "relation": pick.choice(("meets", "refers", "knows"))}
        | {"hours": pick.choice((None, 1.1, 2.3)), "requested_by": pick.choice(ASKED)}
        for one, other in pairs
    ]


def _contacts(
    pick: random.Random, seed: int, residents: list[str], ids: list[str]
) -> list[dict[str, Any]]:
    rows = []
    for _ in range(40):
        at = pick.randrange(len(residents))
        rows.append(
            {"neighbourhood": f"w{seed}", "resident": residents[at], "request": f"q{at}"}
            | {"actor": pick.choice(ids), "need": pick.choice(NEEDS)}
            | {"minutes": pick.choice((20.7, 35.1)), "reason": pick.choice((None, "end"))}
            | {"start": pd.Timestamp(2025, 1, 1) + pd.Timedelta(days=pick.randint(0, 12))}
        )
    return rows


def _requests(
    pick: random.Random, seed: int, residents: list[str], formal: list[str]
) -> list[dict[str, Any]]:
    return [
        {"neighbourhood": f"w{seed}", "request": f"q{at}", "resident": resident}
        | {"need": pick.choice(NEEDS), "asked": pd.Timestamp(2025, 1, 1)}
        | {"complexity": pick.choice(("simple", "complex")), "contact_point": pick.choice(formal)}
        for at, resident in enumerate(residents)
    ]
