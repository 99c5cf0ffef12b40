"""A made-up neighbourhood of any size, for what cannot be seen with five actors."""

import random

import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from tests.street import hood

LAYERS = ["first_line", "first_line", "welfare", "specialist", "informal", "collective", None]
RELATIONS = ["meets", "refers", "consults", "knows", "shares_residents", None]
NAMES = ["Huisarts", "Wijkverpleegkundige", "Maatschappelijk werker", "Specialist ouderenzorg"]
NEEDS = ["skin", "income", "grief", "mobility", "nutrition", "social_contact"]


def crowd(size: int, seed: int = 1) -> Neighbourhood:
    """Make a neighbourhood of so many actors, each with some three ties."""
    rng = random.Random(seed)  # noqa: S311  (a picture, not a secret)
    ids = [f"actor_{number:03d}" for number in range(size)]
    return hood(
        name="Drukte (fictief)",
        neighbourhoods=[{"neighbourhood": "street", "name": "Drukte", "population": 3450}],
        actors=[
            {
                "actor": actor,
                "label": f"{rng.choice(NAMES)} {number}",
                "layer": rng.choice(LAYERS),
                "organisation": rng.choice(["Thuis", "Zorg", "Welzijn", None]),
                "hours": rng.choice([None, 8, 24]),
                "level": "practice",
            }
            for number, actor in enumerate(ids)
        ],
        competences=[
            {"actor": actor, "need": need}
            for actor in ids
            for need in sorted(rng.sample(NEEDS, rng.randint(0, 5)))
        ],
        needs=[{"need": "transport", "label_nl": "Vervoer", "label_en": "Transport"}],
        ties=[
            {
                "actor": actor,
                "partner": partner,
                "relation": rng.choice(RELATIONS),
                "hours": rng.choice([None, 1, 4, 9]),
            }
            for actor in ids
            for partner in sorted(set(rng.sample(ids, min(3, size))) - {actor})
        ],
        meetings=[{"meeting": "wmo", "label": "Woensdagoverleg Wmo", "times": 40, "hours": 1}],
        attendance=[{"meeting": "wmo", "actor": actor} for actor in ids[:6]],
    )


def findings(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Make a table of findings of (finding, subject, needs)."""
    table = pd.DataFrame(rows, columns=["finding", "subject", "needs"], dtype="str")
    count = len(table)
    return table.assign(
        residents=pd.Series([25] * count, dtype="Int64"),
        hours=pd.Series([None] * count, dtype="float64"),
        because="",
        survives=1.0,
        question="",
        theme=None,
    )
