"""What is known of a place, and its profile: the needs and indicators it is compared by."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ecosystem.measure.cases import case_arrays
from ecosystem.region.survey.headlines import AREA
from ecosystem.tables.coded import coded
from ecosystem.tables.columns import numbers
from ecosystem.tables.needs import domain_of, vocabulary
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
    here = coded(hood, "neighbourhoods", "neighbourhood").among([hood.code])
    known = {}
    for name, kind in AREA.items():
        if kind == "str":
            texts = coded(hood, "neighbourhoods", name)
            said = texts.names[texts.code[here & (texts.code >= 0)]]
        else:
            values = numbers(hood, "neighbourhoods", name)
            said = values[here & ~np.isnan(values)].astype(kind.lower())
        known[name] = said[0] if len(said) else pd.NA
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
    domain = domain_of(hood)
    every = sorted({*vocabulary()["domain"], *domain.values()})
    found: dict[str, Any] = dict.fromkeys([*NEEDS, *(f"share_{one}" for one in every)], pd.NA)
    sets = case_arrays(hood)
    count = 0 if sets is None else int(sets.residents.sum())
    if sets is not None and count:
        own = np.array([domain.get(need) for need in sets.needs], dtype=object)
        within = {one: sets.residents[sets.has[:, own == one].any(axis=1)].sum() for one in every}
        found |= {f"share_{one}": residents / count for one, residents in within.items()}
        found |= dict(zip(NEEDS, ((sets.residents @ sets.has).sum() / count, count), strict=True))
    return found | _indicators(hood)


def _indicators(hood: Neighbourhood) -> dict[str, float]:
    """Take what is known of each indicator last; one without a year is the latest."""
    which = coded(hood, "indicators", "indicator")
    year, value = (numbers(hood, "indicators", name) for name in ("year", "value"))
    order = np.argsort(year, kind="stable")  # what is missing goes last
    last = {which.code[row]: value[row] for row in order[~np.isnan(value[order])].tolist()}
    return {f"indicator_{which.names[code]}": last[code] for code in sorted(last)}
