"""Figures of a fictional neighbourhood, and the tables that are the same everywhere."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.sources.synthetic_map import middle
from ecosystem.sources.synthetic_words import Place, words
from ecosystem.tables.arrow_rows import arrow_rows

YEARS = range(2019, 2026)
INDICATORS = {
    "age_65_plus": (0.2, 0.05, 1.025),
    "age_80_plus": (0.055, 0.015, 1.04),
    "lives_alone": (0.2, 0.05, 1.01),
    "low_income": (0.09, 0.04, 0.985),
    "wmo_users": (0.06, 0.02, 1.03),
    "youth_care": (0.03, 0.01, 1.02),
}
"""Share of the population (mean, spread) and growth a year; values are people."""
OUTCOMES = {
    "residents": ("satisfaction", 7.6, 140),
    "informal": ("feels_supported", 6.6, 45),
    "professionals": ("work_pleasure", 7.2, 38),
}


def figures(
    place: Place, population: int, helpers: float, rng: np.random.Generator, mood: np.ndarray
) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    Give indicators of several years, and outcomes as people say them.

    The more helpers a resident has on average, the less content people are, by and large. What
    each group says is so much more as `mood` tells.
    """
    rows = []
    for indicator, (mean, spread, growth) in INDICATORS.items():
        share = max(mean + spread * (2 * rng.random() - 1), 0.005)
        wobble = 1 + 0.04 * (rng.random(len(YEARS)) - 0.5)
        for at, year in enumerate(YEARS):
            value = population * share * growth ** (year - 2025) * wobble[at]
            rows.append((place.code, indicator, year, 5.0 * round(value / 5), "synthetic"))
    columns = ["neighbourhood", "indicator", "year", "value", "source"]
    indicators = dict(zip(columns, zip(*rows, strict=True), strict=True))
    said = [
        (
            place.code,
            group,
            measure,
            round(mean - 0.3 * (helpers - 4) + 0.6 * (rng.random() - 0.5) + more, 1),
            int(n * (0.6 + 0.8 * rng.random())),
            year,
        )
        for (group, (measure, mean, n)), more in zip(OUTCOMES.items(), mood, strict=True)
        for year in (2023, 2024, 2025)
    ]
    columns = ["neighbourhood", "group", "measure", "value", "n", "year"]
    return indicators, dict(zip(columns, zip(*said, strict=True), strict=True))


def area(where: Place, population: int, later: int = 0) -> dict[str, list[object]]:
    """Describe a neighbourhood itself."""
    x, y = middle(where)
    return {
        "neighbourhood": [where.code],
        "name": [where.name],
        "codes": [where.code],
        "year": [2025 + later],
        "population": [population],
        "parent": [where.parent],
        "x": [float(x)],
        "y": [float(y)],
    }


@cache
def everywhere() -> dict[str, Any]:
    """Make the tables without a place: needs, teachable, tariffs."""
    tables = {"needs": _needs(), "teachable": _teachable(), "tariffs": _tariffs()}
    return {name: arrow_rows(name, dict(rows.items())) for name, rows in tables.items()}


def _needs() -> pd.DataFrame:
    known = words().needs.reset_index()
    columns = ["need", "label_nl", "label_en", "domain", "critical", "reserved", "hours"]
    known["critical"] = known["critical"] == "yes"
    return known[columns].astype({"hours": "float64"})


def _teachable() -> pd.DataFrame:
    known = words()
    profession, need = np.nonzero(known.learn)
    days = known.needs["days"].astype("float64").fillna(3.0).to_numpy()
    return pd.DataFrame(
        {
            "profession": known.professions["profession"].to_numpy()[profession],
            "need": known.needs.index.to_numpy()[need],
            "cost": days[need],
        }
    )


def _tariffs() -> pd.DataFrame:
    known = words().professions
    paid = known[known["law"] != "own"]
    step = paid["step"].astype(float)
    return pd.DataFrame(
        {"profession": paid["profession"], "euro": 40.0 + 12.5 * (step - 3), "year": 2025}
    )
