"""What the residents of a fictional neighbourhood need, and who came to help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosystem.sources.synthetic_people import People
from ecosystem.sources.synthetic_words import ARCHETYPES, MOST_NEEDS, Place, words

LAST_DAY = 360


@dataclass
class Contacts:
    """Contacts as places in the lists of residents, needs, actors and requests."""

    resident: np.ndarray
    need: np.ndarray
    actor: np.ndarray
    quarter: np.ndarray
    """Quarters of an hour since the year began."""
    request: np.ndarray


@dataclass
class Requests:
    """Requests as places, in the order of their residents."""

    resident: np.ndarray
    need: np.ndarray


def needs_of_residents(residents: int, rng: np.random.Generator) -> np.ndarray:
    """
    Draw which needs each resident has: a few frequent combinations, and many rare ones.

    Returns
    -------
    has
        Residents by needs; 1 to 8 needs a resident.
    """
    chances = words().archetypes[
        np.searchsorted(np.cumsum(list(ARCHETYPES.values()))[:-1], rng.random(residents))
    ]
    luck = rng.random(chances.shape)
    has = luck < chances
    surplus = has.sum(axis=1) > MOST_NEEDS
    margin = np.where(has, luck / np.where(chances > 0, chances, 1), np.inf)
    kept = np.argsort(np.argsort(margin, axis=1, kind="stable"), axis=1) < MOST_NEEDS
    has[surplus] &= kept[surplus]
    has[np.arange(residents), chances.argmax(axis=1)] |= ~has.any(axis=1)
    sure = np.clip(chances, 0.005, 0.995)
    likely = np.round(np.log(np.where(has, sure, 1 - sure)).sum(axis=1), 6)
    models = max(residents // 4, 1)
    model = np.argsort(-likely[:models], kind="stable")
    rank = np.minimum((models ** rng.random(residents)).astype(int) - 1, models - 1)
    copies = rng.random(residents) < 0.4
    has[copies] = has[model[rank[copies]]]
    return has


def contacts(
    who: People, has: np.ndarray, total: int, rng: np.random.Generator
) -> tuple[Contacts, Requests]:
    """
    Draw who came when, with a few regular helpers a need, and what was asked.

    Parameters
    ----------
    who
        The actors.
    has
        Residents by needs.
    total
        How many contacts.
    rng
        The neighbourhood's own chance.

    Returns
    -------
    contacts
        By resident, need and time.
    requests
        By resident; every need of a resident stands in a contact or a request.
    """
    resident, need = np.nonzero(has)
    team, size = _teams(who, resident, need, has, rng)
    weight = np.where(need == words().names.index("personal_care"), 4.0, 1.0)
    weight = weight * np.exp(0.6 * rng.standard_normal(len(need))) * (size > 0)
    busy = np.exp(0.5 * rng.standard_normal(len(has)))
    weight = weight * busy[resident]
    counts = _shares(weight, total)
    pair = np.repeat(np.arange(len(counts)), counts)
    quarter = _times(resident, pair, rng)
    order = np.lexsort((quarter, pair))
    pair, quarter = pair[order], quarter[order]
    actor = _helpers(team, size, pair, rng)
    made, requests = _requests(resident, need, counts, rng)
    request, requests = _again(made, requests, need, pair, rng.random(len(need)))
    odd = np.flatnonzero(rng.random(len(pair)) < 0.03)
    odd = odd[(odd > 0) & (resident[pair[odd]] == resident[pair[odd - 1]])]
    actor[odd] = actor[odd - 1]
    return Contacts(resident[pair], need[pair], actor, quarter, request), requests


def _teams(
    who: People,
    resident: np.ndarray,
    need: np.ndarray,
    has: np.ndarray,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Choose up to four regular helpers for each need of each resident, the usual first."""
    weight = who.weight * (who.hours != 0)[:, None]
    with np.errstate(divide="ignore"):
        score = np.log(weight.T)[need]
    liking = _gumbel(rng, (len(has), len(weight)))
    score += 0.5 * liking[resident] + 1.0 * _gumbel(rng, score.shape)
    near = _circle(who, has, weight, rng)
    informal = who.are("layer", "informal")
    score[:, informal] += np.where(near[:, informal][resident], 5.0, -np.inf)
    team = np.argsort(-score, axis=1, kind="stable")[:, :4]
    size = np.minimum(np.isfinite(score).sum(axis=1), 4)
    return team, size


def _circle(
    who: People, has: np.ndarray, weight: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Say round which residents each informal helper stands."""
    near = np.zeros((len(has), len(weight)), dtype=bool)
    most = {"informal_carer": 1, "neighbour": 5, "volunteer": 12}
    professions = who.told("profession")
    for actor in np.flatnonzero(who.are("layer", "informal")):
        fitting = np.flatnonzero((has & (weight[actor] > 0)).any(axis=1))
        if len(fitting):
            count = int(rng.integers(1, most[professions[actor]] + 1))
            near[fitting[rng.integers(0, len(fitting), count)], actor] = True
    return near


def _helpers(
    team: np.ndarray, size: np.ndarray, pair: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Let the same helper come for a while, then perhaps another of the team."""
    fresh = (rng.random(len(pair)) < 0.5) | (np.diff(pair, prepend=-1) != 0)
    spell = np.cumsum(fresh) - 1
    rank = np.searchsorted([0.42, 0.69, 0.88], rng.random(int(fresh.sum())))
    return np.asarray(team[pair, np.minimum(rank[spell], size[pair] - 1)])


def _times(resident: np.ndarray, pair: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Spread contacts over a spell of the year, on working days and in working hours."""
    begin = rng.integers(8, 240, int(resident.max(initial=0)) + 1)[resident]
    begin = np.minimum(begin + (-25 * np.log1p(-rng.random(len(resident)))), LAST_DAY - 30)
    length = np.minimum(80 * np.exp(0.6 * rng.standard_normal(len(resident))), LAST_DAY - begin)
    day = (begin[pair] + length[pair] * rng.random(len(pair))).astype(int)
    weekday = (day + 2) % 7
    day -= np.where(weekday > 4, weekday - 4 + rng.integers(0, 5, len(day)), 0)
    quarter = day * 96 + 32 + (rng.random(len(pair)) * 38).astype(int)
    order = np.lexsort((quarter, resident[pair]))
    there = np.column_stack([resident[pair], quarter])[order]
    same = np.zeros(len(pair), dtype=int)
    same[order[1:]] = (there[1:] == there[:-1]).all(axis=1)
    return np.asarray(quarter + same)


def _requests(
    resident: np.ndarray, need: np.ndarray, counts: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, Requests]:
    """Ask for the main need, for what nobody came for, and for some of the others."""
    order = np.lexsort((np.arange(len(need)), -counts, resident))
    main = np.zeros(len(need), dtype=bool)
    main[order[np.diff(resident[order], prepend=-1) != 0]] = True
    asked = main | (counts == 0) | (rng.random(len(need)) < 0.2)
    number = np.cumsum(asked) - 1
    of_main = np.zeros(int(resident.max(initial=0)) + 1, dtype=int)
    of_main[resident[main]] = number[main]
    request = np.where(asked, number, of_main[resident])
    return request, Requests(resident[asked], need[asked])


def _again(
    made: np.ndarray, asked: Requests, need: np.ndarray, pair: np.ndarray, luck: np.ndarray
) -> tuple[np.ndarray, Requests]:
    """Let some questions come back: the later half of their contacts is a new request."""
    counts = np.bincount(pair, minlength=len(need))
    own = asked.need[made] == need
    back = np.flatnonzero(own & (counts >= 4) & (luck < 0.12))
    number = np.full(len(need), -1)
    number[back] = len(asked.need) + np.arange(len(back))
    nth = np.arange(len(pair)) - (np.cumsum(counts) - counts)[pair]
    later = (number[pair] >= 0) & (nth >= counts[pair] // 2)
    residents = np.append(asked.resident, asked.resident[made[back]])
    return np.where(later, number[pair], made[pair]), Requests(
        residents, np.append(asked.need, need[back])
    )


def _shares(weight: np.ndarray, total: int) -> np.ndarray:
    """Divide a whole number in whole parts, the largest remainders first."""
    if not weight.sum():
        return np.zeros(len(weight), dtype=int)
    exact = weight / weight.sum() * total
    counts = np.floor(exact).astype(int)
    rest = np.argsort(counts - exact, kind="stable")[: total - int(counts.sum())]
    counts[rest] += 1
    return np.asarray(counts)


def _gumbel(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return -np.log(-np.log(rng.random(shape) * (1 - 1e-9) + 5e-10))


def profiles(place: Place, has: np.ndarray) -> dict[str, Any]:
    """Count the residents with the same needs, most frequent first."""
    names = np.array(words().names)
    each, residents = np.unique(has, axis=0, return_counts=True)
    needs = np.array(["|".join(names[row]) for row in each])
    order = np.lexsort((needs, -residents))
    return {
        "neighbourhood": place.code,
        "profile": [f"p{at + 1:03d}" for at in range(len(order))],
        "needs": needs[order],
        "residents": residents[order],
        "period": "2025",
    }


def helpers(who: People, seen: Contacts) -> float:
    """Count the professionals of a resident, on average."""
    size = len(who.weight)
    pairs = np.unique((seen.resident * size + seen.actor)[who.professional[seen.actor]])
    return float(len(pairs) / max(len(np.unique(pairs // size)), 1))
