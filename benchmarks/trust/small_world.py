"""A made-up neighbourhood with everything that may not leave: residents, names, notes, helpers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood, empty

RARE = "neglect"
"""A need that stands in no other table: only residents speak of it."""
NEEDS = ("skin", "income", "grief", "mobility", "nutrition", "social_contact", RARE)
PROFESSIONALS = (
    ("de_linde", "De Linde", "gp", "practice", 4),
    ("jansen", "Dr. Jansen", "gp", "person", 4),
    ("els", "Els", "district_nurse", "person", 4),
    ("fatima", "Fatima", "district_nurse", "person", 4),
    ("mo", "Mo", "social_worker", "person", 3),
    ("ouderenzorg", "Ouderenzorg", "geriatrician", "organisation", 5),
)
HELPERS = (("kees", "Ome Kees", "informal"), ("riet", "Tante Riet", "informal"))
CHOIR = ("koor", "Koor", "collective")


def table(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a table of the schema from rows that name only what they know."""
    blank = empty(name)
    return pd.DataFrame(list(rows), columns=list(blank.columns)).astype(blank.dtypes.to_dict())


def small_world(seed: int, *, residents: int = 36) -> Neighbourhood:
    """Make a neighbourhood of nine actors, with counts on both sides of ten."""
    rng = np.random.default_rng(seed)
    actors = [
        {"actor": key, "label": label, "profession": job, "level": level, "step": step}
        | {"layer": "specialist" if step == 5 else "welfare" if step == 3 else "first_line"}
        | {"organisation": label if level != "person" else "Buurtteam", "hours": None}
        for key, label, job, level, step in PROFESSIONALS
    ]
    actors += [
        {"actor": key, "label": label, "layer": layer, "step": 2} for key, label, layer in HELPERS
    ]
    actors.append(
        {"actor": CHOIR[0], "label": CHOIR[1], "layer": CHOIR[2], "step": 3, "level": "group"}
    )
    ids = [row["actor"] for row in actors]
    can = rng.random((len(ids), len(NEEDS) - 1)) < 0.35
    can[[2, 2, 4], [0, 1, 1]] = True
    ties = [
        {"actor": ids[a], "partner": ids[b], "relation": rng.choice(["meets", "consults", "knows"])}
        | {"hours": float(rng.integers(1, 9)), "requested_by": rng.choice(["policy", "resident"])}
        for a in range(len(ids))
        for b in range(a + 1, len(ids))
        if rng.random() < 0.4
    ]
    contacts, requests = _log(rng, ids, residents)
    needs = [{"need": need, "critical": need == "skin"} for need in NEEDS[:-1]]
    meetings = [{"meeting": m, "label": m, "times": 12, "hours": 1} for m in ("maandag", "klein")]
    seats = {"maandag": ids[:5], "klein": ids[1:4]}
    rows = {
        "neighbourhoods": [{"neighbourhood": "BU1", "name": "Buurt", "population": 900}],
        "actors": actors,
        "needs": needs,
        "competences": [
            {"actor": ids[a], "need": NEEDS[n]} for a, n in zip(*np.nonzero(can), strict=True)
        ],
        "ties": ties,
        "meetings": meetings,
        "attendance": [{"meeting": m, "actor": a} for m, who in seats.items() for a in who],
        "contacts": contacts,
        "requests": requests,
    }
    return Neighbourhood("BU1", "Buurt", {name: table(name, all_) for name, all_ in rows.items()})


def _log(
    rng: np.random.Generator, ids: Sequence[str], residents: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Write down who came to whom; some needs are common, and the last is rare."""
    common = np.array([0.55, 0.4, 0.3, 0.15, 0.1, 0.1, 0.06])
    likely = np.linspace(2, 1, len(ids)) / np.linspace(2, 1, len(ids)).sum()
    contacts: list[dict[str, Any]] = []
    requests: list[dict[str, Any]] = []
    for who in range(residents):
        has = np.flatnonzero(rng.random(len(NEEDS)) < common)
        for need in has.tolist() or [0]:
            request = f"q{len(requests):03d}"
            asked = pd.Timestamp("2025-01-06 09:00") + pd.Timedelta(int(rng.integers(0, 250)), "D")
            requests.append(
                {"request": request, "resident": f"r{who:03d}", "need": NEEDS[need], "asked": asked}
                | {"complexity": str(rng.choice(["simple", "complex"]))}
            )
            contacts += [
                {"request": request, "resident": f"r{who:03d}", "need": NEEDS[need]}
                | {"actor": ids[int(rng.choice(len(ids), p=likely))], "activity": "bezoek"}
                | {"start": asked + pd.Timedelta(3 * step + 1, "D")}
                | {"minutes": float(rng.integers(10, 60))}
                for step in range(int(rng.integers(1, 4)))
            ]
    return contacts, requests
