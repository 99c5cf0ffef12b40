"""Contacts and requests of a fictional neighbourhood, written as rows of their tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from ecosystem.sources.synthetic_people import People
from ecosystem.sources.synthetic_residents import Contacts, Requests
from ecosystem.sources.synthetic_words import Place, resident, spell, words

QUARTER = np.timedelta64(15, "m")
YEAR = np.datetime64("2025-01-01T00:00", "us")
END = 365 * 96
"""Quarters of an hour in the year."""


def contact_rows(
    place: Place, who: People, seen: Contacts, rng: np.random.Generator
) -> dict[str, Any]:
    """Write contacts as rows; of a few the need or the helper was not written down."""
    count = len(seen.actor)
    known = words().trade
    profession = who.row[seen.actor]
    usual = known["minutes"].astype(float)[profession]
    minutes = usual * np.array([0.5, 1.0, 1.0, 1.5])[rng.integers(0, 4, count)]
    order = np.lexsort((seen.quarter, seen.request))
    passed = np.zeros(count, dtype=bool)
    passed[order[1:]] = (np.diff(seen.request[order]) == 0) & (np.diff(seen.actor[order]) != 0)
    told = passed & (rng.random(count) < 0.3)
    reason = np.array([0, 0, 1, 1, 1, 2, 2, 3, 4])[rng.integers(0, 9, count)]
    unsaid, unsigned = rng.random(count) < 0.015, rng.random(count) < 0.004
    unsaid &= _seen_again(seen, unsaid)
    return {
        "neighbourhood": place.code,
        "resident": _residents(place, seen.resident),
        "request": _numbered("q", place, seen.request),
        "actor": spell(who.ids, np.where(unsigned, -1, seen.actor)),
        "organisation": spell(who.employers, seen.actor),
        "need": spell(words().names, np.where(unsaid, -1, seen.need)),
        "activity": spell(known["activity"], profession),
        "start": YEAR + seen.quarter * QUARTER,
        "minutes": np.maximum(np.round(minutes / 5) * 5, 5.0),
        "product": spell(known["product"], profession),
        "law": spell(known["law"], profession),
        "reason": spell(
            ["complexity", "competence", "capacity", "wish", "end"], np.where(told, reason, -1)
        ),
    }


def request_rows(
    place: Place,
    who: People,
    seen: Contacts,
    requests: Requests,
    has: np.ndarray,
    *,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Write requests as rows: asked before the first contact, closed after the last."""
    count = len(requests.need)
    first, last = np.full(count, END), np.full(count, -1)
    np.minimum.at(first, seen.request, seen.quarter)
    np.maximum.at(last, seen.request, seen.quarter)
    waiting = 1 + (-5 * 96 * np.log1p(-rng.random(count))).astype(int)
    helped = last >= 0
    asked = np.where(helped, first - waiting, (rng.random(count) * (END - 60 * 96)).astype(int))
    asked = np.where(helped, np.minimum(_by_day(asked, rng), first - 1), _by_day(asked, rng))
    closed = last + 4 + (-6 * 96 * np.log1p(-rng.random(count))).astype(int)
    closed = np.maximum(_by_day(closed, rng), last + 4)
    open_still = ~helped | (closed >= END) | (rng.random(count) < 0.25)
    hard = has.sum(axis=1)[requests.resident] >= 4
    hard ^= rng.random(count) < 0.15
    asker = np.searchsorted([0.45, 0.62, 0.9, 0.92, 0.94], rng.random(count))
    point = _contact_point(who, seen, len(has))[requests.resident]
    why = np.where(rng.random(count) < 0.06, rng.integers(0, 3, count), -1)
    return {
        "neighbourhood": place.code,
        "request": _numbered("q", place, np.arange(count)),
        "resident": _residents(place, requests.resident),
        "need": spell(words().names, requests.need),
        "asked": YEAR + asked * QUARTER,
        "requested_by": spell(
            ["resident", "informal", "professional", "manager", "policy", "unknown"], asker
        ),
        "complexity": spell(
            ["simple", "complex"], np.where(rng.random(count) < 0.04, -1, hard.astype(int))
        ),
        "contact_point": spell(who.ids, np.where(rng.random(count) < 0.5, point, -1)),
        "heavier_because": spell(["no_capacity", "safety", "wish"], why),
        "closed": np.where(open_still, np.datetime64("NaT"), YEAR + closed * QUARTER),
    }


def _by_day(quarter: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Keep the day and take a time between eight and eight."""
    return np.asarray(quarter // 96 * 96 + rng.integers(32, 81, len(quarter)))


def _contact_point(who: People, seen: Contacts, residents: int) -> np.ndarray:
    """Give each resident the professional who came most often, -1 where none did."""
    size = len(who.weight)
    came = np.bincount(seen.resident * size + seen.actor, minlength=residents * size)
    came = came.reshape(residents, size) * who.professional
    return np.asarray(np.where(came.any(axis=1), came.argmax(axis=1), -1))


def _seen_again(seen: Contacts, unsaid: np.ndarray) -> np.ndarray:
    """Tell which contacts have another, not left out, for the same need of the same resident."""
    pair = seen.resident * len(words().needs) + seen.need
    said = np.bincount(pair[~unsaid], minlength=int(pair.max(initial=0)) + 1)
    return np.asarray(said[pair] > 0)


def _residents(place: Place, number: np.ndarray) -> Any:
    return spell([resident(place, at) for at in range(int(number.max(initial=0)) + 1)], number)


def _numbered(letter: str, place: Place, number: np.ndarray) -> Any:
    highest = int(number.max(initial=0))
    digits = max(3, len(str(highest + 1)))
    names = [f"{letter}{place.tag}_{at + 1:0{digits}d}" for at in range(highest + 1)]
    return spell(names, number)
