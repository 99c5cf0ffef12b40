"""Needs that are planted as gaps, and hours that are enough everywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosystem.sources.synthetic_people import People
from ecosystem.sources.synthetic_words import MOST_NEEDS, spell, words

UNCOVERED = (
    "transport",
    "respite",
    "transport",
    "respite",
    "oral_health",
    "hearing",
    "vision",
    "spirituality",
)
FRAGILE = (
    "grief",
    "urinary_function",
    "interpersonal_relationship",
    "sleep_and_rest_patterns",
    "caretaking_parenting",
    "communication_with_community_resources",
)
SHORT = ("income", "physical_activity", "sanitation", "residence", "skin")


@dataclass(frozen=True)
class Plan:
    """Places of the needs planted as gaps, and of the actors they hang on."""

    uncovered: int
    fragile: int
    fragile_actor: int
    short: int
    short_actors: tuple[int, ...]


def plant_needs(who: People, rng: np.random.Generator) -> tuple[People, Plan]:
    """
    Choose a need nobody can meet, one that hangs on one actor, and one with too few hours.

    Parameters
    ----------
    who
        The actors; what an area shares is left as it is.
    rng
        The neighbourhood's own chance.

    Returns
    -------
    who
        The actors with what they can changed, and hours 0 for the few who are not available.
    plan
        What was planted.
    """
    needs = list(words().needs.index)
    weight, hours = who.weight.copy(), who.hours.copy()
    own = np.flatnonzero(who.own & who.professional & (weight > 0).any(axis=1))
    away = own[rng.random(len(own)) < 0.03]

    uncovered = needs.index(UNCOVERED[rng.integers(len(UNCOVERED))])
    fragile = needs.index(FRAGILE[rng.integers(len(FRAGILE))])
    short = needs.index(SHORT[rng.integers(len(SHORT))])

    best = own[np.argsort(-weight[own, short], kind="stable")]
    best = best[~np.isin(best, away)]
    two = tuple(sorted(int(actor) for actor in best[:2]))
    weight[:, short] = np.where(np.isin(np.arange(len(weight)), two), weight[:, short], 0.0)
    weight[list(two), short] = np.maximum(weight[list(two), short], 0.3)

    free = own[~np.isin(own, [*two, *away])]
    one = int(free[np.argmax(weight[free, fragile])])
    keeps = max(weight[one, fragile], 0.3)
    weight[:, fragile] = 0.0
    weight[one, fragile] = keeps

    weight[:, uncovered] = 0.0
    if len(away) and rng.random() < 0.5:
        weight[away[0], uncovered] = 0.3
    hours[away] = 0.0
    return who.but(hours=hours, weight=weight), Plan(uncovered, fragile, one, short, two)


def fit(has: np.ndarray, who: People, plan: Plan, rng: np.random.Generator) -> np.ndarray:
    """
    Let enough residents have the planted needs, and nobody any other that nobody can meet.

    Parameters
    ----------
    has
        Residents by needs.
    who
        The actors.
    plan
        What was planted.
    rng
        The neighbourhood's own chance.

    Returns
    -------
    has
        Residents by needs, at least one each.
    """
    has = has.copy()
    there = who.hours != 0
    met = (who.weight[there] > 0).any(axis=0)
    met[plan.uncovered] = True
    has &= met
    for need, share in ((plan.uncovered, 0.12), (plan.fragile, 0.12), (plan.short, 0.2)):
        lacking = max(int(share * len(has)), 3) - int(has[:, need].sum())
        others = np.flatnonzero(~has[:, need] & (has.sum(axis=1) < MOST_NEEDS))
        if lacking > 0:
            has[others[rng.permutation(len(others))[:lacking]], need] = True
    usual = int(np.argmax(has.sum(axis=0) * met))
    has[~has.any(axis=1), usual] = True
    return has


def set_hours(who: People, has: np.ndarray, plan: Plan, rng: np.random.Generator) -> People:
    """
    Give every actor hours: enough for what falls to them, but for the need planted as short.

    Parameters
    ----------
    who
        The actors; hours that are known already stay.
    has
        Residents by needs.
    plan
        What was planted.
    rng
        The neighbourhood's own chance.

    Returns
    -------
    who
        The actors with hours a week; unknown for some.
    """
    demand = has.sum(axis=0) * words().hours
    size = len(who.weight)
    unknown = rng.random(size) < np.where(who.professional, 0.015, 0.35)
    unknown[[plan.fragile_actor, *plan.short_actors]] = False
    hours = who.hours
    fixed = ~np.isnan(hours)
    bears = (who.weight > 0) & ((hours != 0) & ~unknown)[:, None]
    for preferred in (who.professional, who.own, ~np.isin(np.arange(size), plan.short_actors)):
        fewer = bears & preferred[:, None]
        bears = np.where(fewer.any(axis=0), fewer, bears)
    bears[:, [plan.short, plan.uncovered]] = False
    weight = np.where(bears, who.weight, 0.0)
    share = weight / np.maximum(weight.sum(axis=0), 1e-9)
    load = np.round((share * demand).sum(axis=1), 6)
    room = 1.3 + 0.9 * rng.random(size)
    little = 0.5 + 3.5 * rng.random(size)
    planned = np.ceil(2 * (load * room + little)) / 2
    person = who.are("level", "person")
    planned = np.where(person, np.minimum(planned, 36.0), planned)
    hours = np.where(fixed, hours, np.where(unknown, np.nan, planned))
    parts = np.array([0.3, 0.2]) * demand[plan.short]
    hours[list(plan.short_actors)] = np.maximum(np.floor(2 * parts) / 2, 0.5)
    return who.but(hours=hours)


def competences(who: People, rng: np.random.Generator) -> dict[str, Any]:
    """Write down who can meet which need, with the hours it takes them."""
    actor, need = np.nonzero(who.weight)
    usual = words().hours[need]
    own = who.own[actor]
    luck = np.where(own, 0.85 + 0.3 * rng.random(len(need)), 1.0)
    hours = np.maximum(np.round(usual * luck * 20) / 20, 0.05)
    unsaid = own & (rng.random(len(need)) < 0.1)
    return {
        "actor": spell(who.ids, actor),
        "need": spell(words().names, need),
        "hours": np.where(unsaid, np.nan, hours),
    }
