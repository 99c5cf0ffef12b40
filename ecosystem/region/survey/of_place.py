"""What is known of a place, and its profile: the needs and indicators it is compared by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ecosystem.measure.cases import case_arrays
from ecosystem.region.survey.headlines import AREA
from ecosystem.tables.needs import domains, vocabulary
from ecosystem.tables.neighbourhood import Neighbourhood

NEEDS = ("needs_a_resident", "needs_a_resident_of")


def place(hood: Neighbourhood) -> dict[str, Any]:
    """
    Give what the neighbourhood says of itself.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    place
        By the names of `AREA`; missing where it does not say.
    """
    rows = hood.neighbourhoods
    here = (rows["neighbourhood"] == hood.code).to_numpy(dtype=bool)
    known = {name: next(iter(rows[name].array[here].dropna()), pd.NA) for name in AREA}
    return known | {"name": hood.name}


def profile(hood: Neighbourhood) -> dict[str, Any]:
    """
    Give what a neighbourhood is compared by: needs of its residents, and its indicators.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    profile
        `needs_a_resident` and `needs_a_resident_of` (residents of whom a need is known),
        `share_<domain>` (of these, who have a need in it; for every domain of the vocabulary
        and of the neighbourhood's own needs), `indicator_<name>` (of the last year).
    """
    domain = domains(hood)
    every = sorted({*vocabulary()["domain"], *domain.dropna()})
    found: dict[str, Any] = dict.fromkeys([*NEEDS, *(f"share_{one}" for one in every)], pd.NA)
    sets = case_arrays(hood)
    count = 0 if sets is None else int(sets.residents.sum())
    if sets is not None and count:
        own = domain.reindex(sets.needs).to_numpy(object)
        within = {one: sets.residents[sets.has[:, own == one].any(axis=1)].sum() for one in every}
        found |= {f"share_{one}": residents / count for one, residents in within.items()}
        found |= dict(zip(NEEDS, ((sets.residents @ sets.has).sum() / count, count), strict=True))
    last = (
        hood.indicators.dropna(subset=["value"])
        .sort_values("year")
        .drop_duplicates("indicator", keep="last")
    )
    last = last.sort_values("indicator")
    return found | {
        f"indicator_{name}": value
        for name, value in zip(last["indicator"], last["value"], strict=True)
    }
