"""Who works with whom in a fictional neighbourhood, and what is planted there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosystem.sources.synthetic_people import People
from ecosystem.sources.synthetic_plan import Plan
from ecosystem.sources.synthetic_residents import Contacts
from ecosystem.sources.synthetic_words import spell, words
from ecosystem.tables.schema import RELATIONS, REPORTED_BY

FORMAL = (40, 30, 20, 0, 10)
INFORMAL = (10, 0, 20, 70, 0)
"""Shares of the relations, in the order of the schema."""
ASKED = ("resident", "informal", "professional", "manager", "policy", "none", "unknown")
ASKED_OF_100 = (10, 8, 46, 10, 8, 4, 10, 4)
"""The last is not written down."""
PULL = ("resident", "informal", "professional")
LOOSE = 3
"""How many informal helpers hang on the planted bridge."""


@dataclass(frozen=True)
class Pairs:
    """Places of the pairs of actors planted, and of the pairs that are tied."""

    missing: tuple[int, int]
    idle: tuple[int, int]
    alike: tuple[int, int]
    bridge: int
    loose: tuple[int, ...]
    tied: np.ndarray
    """Actors by actors, symmetric."""
    required: np.ndarray
    """Idem, how much they have to fit together."""


def required(who: People, seen: Contacts) -> np.ndarray:
    """
    Count for each two actors the residents they share.

    The needs they then have to fit together (the coordination requirement of Cataldo et al.
    2008, a task for each need of each resident) follow behind the comma.
    """
    residents = int(seen.resident.max(initial=-1)) + 1
    needs, size = len(words().needs), len(who.weight)
    task = np.unique((seen.actor * residents + seen.resident) * needs + seen.need) // needs
    done = np.bincount(task, minlength=size * residents).reshape(size, residents).astype(float)
    both = (done > 0).astype(float) @ (done > 0).T + np.minimum(done @ done.T, 9_999) / 10_000
    np.fill_diagonal(both, 0)
    return np.asarray(both)


def alike(who: People, plan: Plan) -> tuple[People, tuple[int, int]]:
    """
    Give two of one profession the same competences; nobody planted for another finding.

    Where too many are away for that, somebody comes back. Two of one profession are always left:
    there are two physiotherapists, two GPs and three district nurses, of whom three are planted.
    """
    weight, hours = who.weight.copy(), who.hours.copy()
    free = who.own & who.professional & (weight > 0).any(axis=1) & who.are("level", "person")
    free[[plan.fragile_actor, *plan.short_actors]] = False
    professions = who.told("profession")
    for some in (free & (hours != 0), free):
        for profession in ("physiotherapist", "district_nurse", "gp", "home_care_assistant"):
            those = np.flatnonzero(some & (professions == profession))
            if len(those) > 1:
                pair = (int(those[0]), int(those[-1]))
                hours[[one for one in pair if hours[one] == 0]] = np.nan
                weight[pair[0], plan.uncovered] = 0
                weight[pair[1]] = weight[pair[0]]
                return who.but(weight=weight, hours=hours), pair
    raise AssertionError("three of two, two and three leave two of one")


def tie(
    who: People,
    seen: Contacts,
    same: tuple[int, int],
    *,
    count: int,
    rng: np.random.Generator,
) -> Pairs:
    """
    Tie who have most to fit together, but for the two planted as missing.

    Parameters
    ----------
    who
        The actors.
    seen
        Their contacts.
    same
        The two planted as substitutable.
    count
        How many pairs to tie, about.
    rng
        The neighbourhood's own chance.

    Returns
    -------
    pairs
        The pairs planted and the pairs tied.
    """
    both, size, shared = required(who, seen), len(who), who.shared
    profession = who.told("profession")
    leader = int(np.flatnonzero(profession == "project_leader")[0])
    bridge = int(np.flatnonzero(profession == "elderly_adviser")[0])
    informal = np.flatnonzero(who.are("layer", "informal"))
    loose = tuple(int(actor) for actor in rng.permutation(informal)[:LOOSE])
    others = np.flatnonzero(who.are("profession", "wmo_adviser", "social_worker"))
    idle = (leader, int(others[rng.integers(len(others))]))

    score = 1.3 * np.log1p(both) + _kin(who) + _noise(size, rng)
    score = np.where(shared[:, None] & shared[None, :], -np.inf, score)
    apart = np.isin(np.arange(size), [leader, *loose])
    score[apart, :] = score[:, apart] = -np.inf
    missing = _missing(who, both, {bridge, *same})
    upper = np.triu_indices(size, 1)
    pull = np.where(both[upper] >= 0.85 * both[missing], 1000.0, 0.0) * (both[upper] > 0)
    pull = np.where(who.professional[upper[0]] & who.professional[upper[1]], pull, 0.0)
    order = np.argsort(-(score[upper] + pull), kind="stable")
    top = order[: max(count - LOOSE - 2, 1)]
    top = top[np.isfinite(score[upper][top])]
    tied = np.zeros((size, size), dtype=bool)
    tied[upper[0][top], upper[1][top]] = True
    tied |= tied.T
    one, other = same
    tied[one] |= tied[other]
    tied[other] = tied[:, one] = tied[:, other] = tied[one]
    tied[[one, other], [other, one]] = False
    for actor in loose:
        tied[actor, bridge] = tied[bridge, actor] = True
    tied[loose[0], loose[1]] = tied[loose[1], loose[0]] = True
    tied[idle], tied[idle[::-1]] = True, True
    tied[missing], tied[missing[::-1]] = False, False
    return Pairs(missing, idle, same, bridge, loose, tied, both)


def _missing(who: People, both: np.ndarray, taken: set[int]) -> tuple[int, int]:
    """Choose the two professionals of different employers with most to fit together."""
    employer = who.employer
    person = who.are("level", "person") & who.professional
    fits = np.triu(person[:, None] & person[None, :], 1)
    fits &= employer[:, None] != employer[None, :]
    fits &= who.own[:, None] | who.own[None, :]
    fits[list(taken), :] = fits[:, list(taken)] = False
    one, other = np.unravel_index(int(np.argmax(np.where(fits, both, -1))), both.shape)
    return int(one), int(other)


def _kin(who: People) -> np.ndarray:
    """Say how near two actors stand by where they work and who they are."""
    employer = who.employer
    works = np.array([name is not None for name in who.employers])
    same = (employer[:, None] == employer[None, :]) & works[:, None]
    informal = who.are("layer", "informal")
    both_informal = informal[:, None] & informal[None, :]
    hub = np.where(who.are("profession", "gp", "district_nurse"), 0.5, 0.0)
    kin = 0.8 * same - 1.5 * both_informal
    return np.asarray(kin + hub[:, None] + hub[None, :], dtype=float)


def _noise(size: int, rng: np.random.Generator) -> np.ndarray:
    noise = -np.log(-np.log(rng.random((size, size)) * (1 - 1e-9) + 5e-10))
    return np.asarray(np.triu(noise, 1) + np.triu(noise, 1).T, dtype=float)


def ties(who: People, seen: Contacts, pairs: Pairs, rng: np.random.Generator) -> dict[str, Any]:
    """Write down the ties: how they work together, for what, and who asked for it."""
    one, other = _twice(pairs, rng)
    swap = rng.random(len(one)) < 0.5
    actor, partner = np.where(swap, other, one), np.where(swap, one, other)
    formal = who.professional[actor] & who.professional[partner]
    both = pairs.required[actor, partner]
    idle = np.isin(actor, pairs.idle) & np.isin(partner, pairs.idle)

    relation = np.where(formal, _pick(rng, len(one), FORMAL), _pick(rng, len(one), INFORMAL))
    asked = np.where(idle, ASKED.index("manager"), _pick(rng, len(one), ASKED_OF_100))
    pulled = np.isin(asked, [ASKED.index(word) for word in PULL]) & (both > 0)
    named = pulled & (rng.random(len(one)) < 0.7)
    hours = np.round(4 * (0.25 + rng.random(len(one)) * (0.6 + 0.35 * np.log1p(both)))) / 4
    hours = np.where(formal, np.maximum(hours, 0.25), np.minimum(np.maximum(hours, 0.25), 1.0))
    unsaid = rng.random(len(one)) < 0.12
    rows = {
        "actor": actor,
        "partner": partner,
        "relation": np.where(idle, 1, relation),
        "hours": np.where(idle, 4.0, np.where(unsaid, np.nan, hours)),
        "need": np.where(named, _common_need(who, seen, actor, partner), -1),
        "requested_by": np.where(asked < len(ASKED), asked, -1),
        "reported_by": _pick(rng, len(one), (35, 10, 50, 5)),
    }
    whole = np.nan_to_num(np.column_stack(list(rows.values())), nan=-1.0)
    once = np.unique(whole, axis=0, return_index=True)[1]
    words_of: dict[str, Sequence[str] | np.ndarray] = {
        "actor": who.ids,
        "partner": who.ids,
        "relation": tuple(RELATIONS),
        "need": words().names,
        "requested_by": ASKED,
        "reported_by": tuple(REPORTED_BY),
    }
    return {
        name: spell(words_of[name], column[once]) if name in words_of else column[once]
        for name, column in rows.items()
    }


def _twice(pairs: Pairs, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """List the tied pairs, some of them twice: people work together in more than one way."""
    one, other = np.nonzero(np.triu(pairs.tied, 1))
    again = np.sort(rng.permutation(len(one))[: int(0.06 * len(one))])
    again = again[~np.isin(one[again], pairs.alike) & ~np.isin(other[again], pairs.alike)]
    return np.append(one, one[again]), np.append(other, other[again])


def _common_need(who: People, seen: Contacts, actor: np.ndarray, partner: np.ndarray) -> np.ndarray:
    """Give the need the two meet most, counting for each need the one who meets it least."""
    needs, size = len(words().needs), len(who.weight)
    met = np.bincount(seen.actor * needs + seen.need, minlength=size * needs).reshape(size, needs)
    least = np.minimum(met[actor], met[partner])
    most = np.maximum(met[actor], met[partner])
    score = np.where(least > 0, 10_000 + least, most)
    return np.asarray(np.argmax(score, axis=1))


def _pick(rng: np.random.Generator, count: int, shares: Sequence[int]) -> np.ndarray:
    """Draw numbers of choices with these shares."""
    edges = np.cumsum(shares[:-1]) / sum(shares)
    return np.asarray(np.searchsorted(edges, rng.random(count), side="right"))
