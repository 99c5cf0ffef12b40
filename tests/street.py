"""The street: a few actors, answers one can see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood, empty

Rows = Sequence[Mapping[str, Any]]


def table(name: str, rows: Rows) -> pd.DataFrame:
    """Make a table of the schema from rows that name only what they know."""
    blank = empty(name)
    frame = pd.DataFrame(list(rows), columns=list(blank.columns))
    return frame.astype(blank.dtypes.to_dict())


def hood(code: str = "street", name: str = "The street", **tables: Rows) -> Neighbourhood:
    """Make a neighbourhood of such rows."""
    return Neighbourhood(code, name, {key: table(key, rows) for key, rows in tables.items()})


def shuffled(neighbourhood: Neighbourhood, seed: int) -> Neighbourhood:
    """Give the same neighbourhood with the rows of every table in another order."""
    return neighbourhood.replace(
        **{
            name: frame.sample(frac=1, random_state=seed).reset_index(drop=True)
            for name, frame in neighbourhood.tables.items()
        }
    )


def street() -> Neighbourhood:
    """
    Build the street.

    Two residents: one wants transport, one wants transport and has a wound (skin). Nobody
    drives; the GP and the district nurse both know wounds. The daughter knows the nurse and
    sings in the choir. The GP and the nurse also talk about skin apart from monday's meeting.
    """
    return hood(
        needs=[
            {"need": "skin", "label_en": "Skin", "label_nl": "Huid", "hours": 0.5},
            {"need": "transport", "label_en": "Transport", "label_nl": "Vervoer", "hours": 1.5},
        ],
        actors=[
            {
                "actor": "choir",
                "label": "Choir",
                "layer": "collective",
                "step": 3,
                "level": "group",
            },
            {
                "actor": "daughter",
                "label": "Daughter",
                "layer": "informal",
                "step": 2,
                "level": "person",
            },
            {
                "actor": "gp",
                "label": "GP",
                "layer": "first_line",
                "profession": "gp",
                "organisation": "The Lime",
                "hours": 20,
                "step": 4,
                "level": "practice",
            },
            {
                "actor": "nurse",
                "label": "District nurse",
                "layer": "first_line",
                "profession": "district_nurse",
                "organisation": "Homecare",
                "hours": 30,
                "step": 4,
                "level": "person",
            },
            {
                "actor": "social",
                "label": "Social worker",
                "layer": "welfare",
                "profession": "social_worker",
                "organisation": "Welfare",
                "hours": 24,
                "step": 4,
                "level": "person",
            },
        ],
        competences=[{"actor": "gp", "need": "skin"}, {"actor": "nurse", "need": "skin"}],
        profiles=[
            {"profile": "p1", "needs": "skin|transport", "residents": 1},
            {"profile": "p2", "needs": "transport", "residents": 1},
        ],
        ties=[
            {"actor": "gp", "partner": "nurse", "relation": "consults", "hours": 4},
            {"actor": "nurse", "partner": "gp", "relation": "meets", "hours": 2},
            {"actor": "gp", "partner": "social", "hours": 6, "requested_by": "policy"},
            {"actor": "daughter", "partner": "nurse", "relation": "knows"},
            {"actor": "choir", "partner": "daughter", "relation": "knows"},
        ],
        meetings=[
            {
                "meeting": "monday",
                "label": "Monday meeting",
                "need": "skin",
                "times": 12,
                "hours": 1,
            },
            {"meeting": "wounds", "label": "Wound talk", "need": "skin", "times": 6, "hours": 1},
        ],
        attendance=[
            {"meeting": "monday", "actor": "gp"},
            {"meeting": "monday", "actor": "nurse"},
            {"meeting": "monday", "actor": "social"},
            {"meeting": "wounds", "actor": "gp"},
            {"meeting": "wounds", "actor": "nurse"},
        ],
    )
