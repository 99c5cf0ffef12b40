"""Surveys made up for tests: a few rows one can see, or a region of any size from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.region.survey.headlines import headlines

MEASURES: dict[str, tuple[str, str]] = {
    str(name): (str(row["kind"]), str(row["of"])) for name, row in headlines().iterrows()
}
"""The headline measures: their kind, and what each rests on."""
TYPICAL = {
    "people_a_resident": 3.4,
    "fewest_a_resident": 1.9,
    "excess_a_resident": 1.5,
    "practice_share": 0.3,
    "upc": 0.6,
    "coc": 0.4,
    "handovers_a_resident": 5.0,
    "lead_time_days": 40.0,
    "waiting_days": 12.0,
    "links_a_request": 2.4,
    "loops_a_request": 0.5,
    "first_time_right": 0.7,
    "contact_point": 0.6,
    "meeting_hours_a_professional": 4.0,
    "push_share": 0.4,
    "informal_reach": 0.5,
    "ties_a_professional": 6.0,
    "ei_index": 0.2,
    "heavier_share": 0.25,
    "broadest_generalist": 0.5,
    "outcome_residents": 7.4,
    "outcome_informal": 6.8,
    "outcome_professionals": 7.0,
}
"""Shares and averages about which a made-up region varies."""
FINDINGS = ("contained_meeting", "fragile", "missing_tie", "uncovered")
DOMAINS = ("environmental", "health_behaviour", "physiological", "psychosocial")
INDICATORS = ("age_80_plus", "low_income")
AREA = {
    "name": "str",
    "parent": "str",
    "codes": "str",
    "year": "Int64",
    "population": "Int64",
    "x": "Float64",
    "y": "Float64",
}
WHOLE = {name for name, (kind, _) in MEASURES.items() if kind in {"count", "sum"}}
COLUMNS = (
    AREA
    | {
        column: "Int64" if column in WHOLE or column.endswith("_of") else "Float64"
        for name in MEASURES
        for column in (name, f"{name}_of")
    }
    | {f"findings_{kind}": "Int64" for kind in FINDINGS}
    | {"needs_a_resident": "Float64", "needs_a_resident_of": "Int64"}
    | {f"share_{domain}": "Float64" for domain in DOMAINS}
    | {f"indicator_{name}": "Float64" for name in INDICATORS}
    | {"unknown": "str", "failed": "str"}
)
"""Every column of a survey, in its order, and what it holds."""


def survey(rows: Mapping[str, Mapping[str, Any]], **everywhere: Any) -> pd.DataFrame:
    """Make a survey of rows by code that name only what they know; the rest is missing."""
    known = {code: dict(everywhere) | dict(row) for code, row in rows.items()}
    more = sorted({name for row in known.values() for name in row} - set(COLUMNS))
    columns = COLUMNS | dict.fromkeys(more, "Float64")
    frame = pd.DataFrame(
        [[row.get(name) for name in columns] for row in known.values()],
        index=pd.Index(list(known), dtype="str", name="neighbourhood"),
        columns=list(columns),
        dtype="object",
    )
    return frame.astype(columns).sort_index()


def region(
    count: int = 20, *, seed: int = 0, missing: float = 0.05, **planted: Any
) -> pd.DataFrame:
    """
    Make a survey of a made-up region: buurten of five to a wijk, four wijken to a gemeente.

    Shares and averages rest on whole numbers, so that numerators can be had back. A part
    `missing` of them is unknown, with the reason. `planted` columns stand as they are given.
    """
    rng = np.random.default_rng(seed)
    at = np.arange(count)
    gemeente, wijk, buurt = at // 20 + 1, at // 5 % 4 + 1, at % 5 + 1
    codes = [f"{g:04d}{w:02d}{b:02d}" for g, w, b in zip(gemeente, wijk, buurt, strict=True)]
    population = rng.integers(1000, 6000, count)
    residents = np.maximum(population // 30, 30)
    of = {
        "residents": residents,
        "requests": residents * 2,
        "answers": residents // 2,
        "informal helpers": residents // 2,
        "people": residents * 3,
        "actors": rng.integers(25, 60, count),
        "professionals": rng.integers(20, 45, count),
        "meetings": rng.integers(4, 12, count),
        "needs": rng.integers(14, 24, count),
        "ties": rng.integers(60, 200, count),
        "contacts": residents * 12,
        "needs of residents": residents * 2,
        "ties and meetings": rng.integers(80, 240, count),
    }
    values: dict[str, Any] = {
        "name": [f"Buurt {number + 1}" for number in at],
        "parent": [f"WK{code[:6]}" for code in codes],
        "codes": [f"BU{code}" for code in codes],
        "year": 2025,
        "population": population,
        "x": 100_000.0 + 800 * (at % 5),
        "y": 400_000.0 + 800 * (at // 5),
        "needs_a_resident": (2 + rng.random(count)).round(6),
        "needs_a_resident_of": residents,
        **{f"share_{domain}": rng.uniform(0.1, 0.6, count).round(6) for domain in DOMAINS},
        **{f"indicator_{name}": rng.binomial(population, 0.06) for name in INDICATORS},
        **{f"findings_{kind}": rng.integers(0, 9, count) for kind in FINDINGS},
    }
    for name, (kind, rests_on) in MEASURES.items():
        size = of[rests_on]
        values[f"{name}_of"] = size
        if kind == "share":
            values[name] = (rng.binomial(size, TYPICAL[name]) / size).round(6)
        elif kind == "average":
            total = rng.normal(TYPICAL[name] * size, 0.4 * TYPICAL[name] * np.sqrt(size))
            values[name] = (total.round() / size).round(6)
        elif rests_on == "contacts":  # half an hour a resident; not drawn
            values[name] = residents / 2.0
        elif kind == "hours":
            values[name] = rng.gamma(9, 2.0, count).round(2)
        elif rests_on == "needs":
            values[name] = rng.binomial(size, 0.2)
        else:
            values[name] = rng.poisson(0.4 * size)
    values |= {"residents": residents, "needs": of["needs"]} | planted
    frame = pd.DataFrame(values, index=[f"BU{code}" for code in codes])
    frame["unknown"] = ""
    for name in TYPICAL:
        gone = rng.random(count) < missing
        if name not in planted:
            frame[f"{name}_of"] = frame[f"{name}_of"].astype("Int64").mask(gone)
            frame[name] = frame[name].mask(gone)
            frame.loc[gone, "unknown"] += f"; {name}: no such table"
    frame["unknown"] = frame["unknown"].str.removeprefix("; ").replace("", None)
    rows = frame.astype("object").where(frame.notna(), None).to_dict("index")
    return survey({str(code): row for code, row in rows.items()})
