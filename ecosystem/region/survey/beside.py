"""Whether a row of a survey may be shared beside the tables of the same neighbourhood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.measure.cases import case_arrays
from ecosystem.measure.ladder_coded import used_coded
from ecosystem.measure.supply_coded import able_coded, supply_coded
from ecosystem.protect.counts import SMALLEST, STEP, WITHIN, as_shown, bounds
from ecosystem.protect.over_residents import HOURS, OF_REQUESTS
from ecosystem.protect.sums import (
    came_follows,
    narrowed_from_above,
    narrowed_from_below,
    need_follows,
)
from ecosystem.region.survey.of_actors import among_professionals
from ecosystem.tables.coded import coded
from ecosystem.tables.needs import domain_of, in_use
from ecosystem.tables.neighbourhood import Neighbourhood

RESIDENTS = {
    *("residents", "residents_of", "requests_of", "contact_point_of", "needs_a_resident_of"),
    *("people_a_resident_of", "people_involved_of", "fewest_people_of", "fewest_a_resident_of"),
    *("people_today_of_fewest_of", "excess_a_resident_of"),
}
"""Residents, who each have one of the needs."""
CAME = {"people_involved", "people_today_of_fewest", "links_a_request"}
"""Made of who came, added up."""
ASKED = {"requests", *OF_REQUESTS, HOURS}
"""Made of requests or contacts: the tables have the totals of each need that is not hidden."""
Sum = tuple[float, np.ndarray]
"""As shown: a sum, and its parts."""


def beside_own_tables(hood: Neighbourhood, row: Mapping[str, Any]) -> bool:
    """
    Tell whether a row may be shared beside the tables of the same neighbourhood.

    Those tell how many residents have each need and are helped by each actor, "<10" under ten.
    The row tells sums of these, from which it may follow that a hidden one is not 0, or not 9,
    or that another lies closer than it is shown, and so what is hidden of that; and where one
    need alone is hidden, what the others leave of a sum is of that need.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    row
        Figures of its row of the survey, by column; no words.

    Returns
    -------
    beside_own_tables
        False where a count of fewer than ten would follow.

    Examples
    --------
    >>> [beside_own_tables(street, {"residents": known}) for known in (9, 20)]  # two needs
    [True, False]
    """
    figures = {name: float(value) for name, value in row.items() if not pd.isna(value)}
    told = _needs(hood)
    if CAME & figures.keys() and "people" in came_follows(hood, told):
        return False
    if ASKED & figures.keys() and told.eq(0).sum() == 1:
        return False
    doors = STEP * round(figures.get("fewest_people", 0) / STEP)
    return not (
        need_follows(hood, doors, told)
        or any(narrowed_from_below(*each) for each in _at_most_parts(hood, figures, told))
        or any(_follows(total, told.to_numpy()) for total in _all_needs(figures))
        or _weight_follows(hood, figures, told)
        or _requests_follow(hood, figures, told)
        or _generalist_follows(hood, figures, told)
    )


def _needs(hood: Neighbourhood) -> pd.Series:
    """Count the residents with each need that the tables list, as shown; none if not known."""
    sets = case_arrays(hood)
    if sets is None:
        return pd.Series(dtype="float64")
    each = pd.Series(sets.residents @ sets.has, sets.needs).reindex(in_use(hood), fill_value=0)
    listed = (coded(hood, table, "need").names.tolist() for table in ("needs", "competences"))
    named = {need for needs in listed for need in needs}
    each = each[(each >= SMALLEST) | each.index.isin(named)]
    return pd.Series(as_shown(each.to_numpy()), each.index)


def _shown(count: float) -> float:
    return float(as_shown(np.round(count)))


def _at_most_parts(
    hood: Neighbourhood, figures: Mapping[str, float], told: pd.Series
) -> Iterator[Sum]:
    """Give what is at most what its parts make: residents, and those of each domain."""
    every = told.to_numpy()
    for name in RESIDENTS & figures.keys():
        yield _shown(figures[name]), every
    needy, domain = figures.get("needs_a_resident_of", 0), domain_of(hood)
    own = np.array([domain.get(need, "") for need in told.index])
    for name in figures:
        if name.startswith("share_"):
            yield _shown(figures[name] * needy), every[own == name.removeprefix("share_")]


def _follows(total: float, parts: np.ndarray) -> bool:
    """Tell whether it follows from what all make, if that is told."""
    return total > 0 and (narrowed_from_below(total, parts) or narrowed_from_above(total, parts))


def _all_needs(figures: Mapping[str, float]) -> Iterator[float]:
    """Give all needs of residents, added up, as often as they are told."""
    if "needs_a_resident" in figures:
        yield _shown(figures["needs_a_resident"] * figures["needs_a_resident_of"])
    if "broadest_generalist" in figures:
        yield _shown(figures["broadest_generalist_of"])


def _weight_follows(hood: Neighbourhood, figures: Mapping[str, float], told: pd.Series) -> bool:
    """Tell whether it follows of help for a need: what is heavier, or where that is known."""
    if "heavier_share" not in figures:
        return False
    each = used_coded(hood)
    need = told.index.get_indexer(each.need.names.tolist())
    for those in (each.heavier, each.known):  # of a need that somebody may meet, and so listed
        parts = np.bincount(need[each.need.code[those]], minlength=len(told))
        if _follows(_shown(those.sum()), as_shown(parts)):
            return True
    return False


def _requests_follow(hood: Neighbourhood, figures: Mapping[str, float], told: pd.Series) -> bool:
    """Tell whether requests for needs that are told leave no room for nine for another."""
    total = _shown(figures.get("requests", 0))
    if total == 0:
        return False
    asked = coded(hood, "requests", "need")
    need = told.index.get_indexer(asked.names.tolist())[asked.code[asked.code >= 0]]
    parts = np.bincount(need[need >= 0], minlength=len(told))
    return narrowed_from_above(total, as_shown(np.where(told > 0, parts, 0)))


def _generalist_follows(hood: Neighbourhood, figures: Mapping[str, float], told: pd.Series) -> bool:
    """
    Tell whether it follows from what the broadest generalist may meet, and all that is needed.

    Nobody may meet more. Who it is, is not told: it follows where it would of all it could be.
    """
    of = figures.get("broadest_generalist_of", 0)
    if _shown(of) == 0:
        return False
    most = _shown(figures["broadest_generalist"] * of)
    rest = _shown(of) - most
    rows, who = able_coded(hood), supply_coded(hood)
    need = told.index.get_indexer(rows.need.names.tolist())[rows.need.code]
    helps = among_professionals(hood, who.names)[rows.actor]
    meets = np.zeros((len(who.names), len(told)), dtype=bool)
    meets[rows.actor[helps], need[helps]] = True
    could_be = []
    for met in np.unique(meets[meets.any(axis=1)], axis=0):
        inside, outside = told.to_numpy()[met], told.to_numpy()[~met]
        if narrowed_from_above(most, inside) or narrowed_from_below(rest, outside):
            return True
        if bounds(inside)[1].sum() >= most - WITHIN:
            could_be.append(narrowed_from_below(most, inside) or narrowed_from_above(rest, outside))
    return all(could_be)
