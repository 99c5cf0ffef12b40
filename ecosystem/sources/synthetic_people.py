"""Who helps in a fictional neighbourhood: actors, where they work, what they can."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

import numpy as np

from ecosystem.sources.synthetic_words import PARTS, TOWN, Place, Words, words

SHARED_ID = "wk"


@dataclass(frozen=True)
class People:
    """Actors by id, and how readily each meets each need (0 is not able)."""

    ids: np.ndarray
    labels: np.ndarray
    employers: np.ndarray
    """Names of organisations, None where somebody has none."""
    home: np.ndarray
    """Codes of neighbourhoods."""
    hours: np.ndarray
    """Hours a week; NaN is unknown."""
    shared: np.ndarray
    """Whether others of the same area have them as well."""
    row: np.ndarray
    """Their rows in the table of professions."""
    weight: np.ndarray
    """Actors by needs."""

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def professional(self) -> np.ndarray:
        """Which actors are professionals."""
        return np.asarray(words().professional[self.row])

    @property
    def own(self) -> np.ndarray:
        """Which actors are of this neighbourhood alone."""
        return ~self.shared

    @property
    def employer(self) -> np.ndarray:
        """The number of each one's organisation; those without have one number."""
        return np.unique([name or "" for name in self.employers], return_inverse=True)[1]

    def told(self, column: str) -> np.ndarray:
        """Give what the table of professions says of each."""
        return np.asarray(words().trade[column][self.row])

    def are(self, column: str, *values: str) -> np.ndarray:
        """Tell of which actors the table of professions says one of these."""
        return np.asarray(words().who_are(column, *values)[self.row])

    def able(self, need: int) -> np.ndarray:
        """Places of the actors who can meet a need."""
        return np.flatnonzero(self.weight[:, need])

    def but(self, **changed: np.ndarray) -> Self:
        """Change something of them."""
        return replace(self, **changed)

    def take(self, order: np.ndarray) -> Self:
        """Put them in another order."""
        return replace(self, **{name: column[order] for name, column in vars(self).items()})


def people(place: Place, count: int, seed: int, rng: np.random.Generator) -> People:
    """
    Make the actors of a neighbourhood: its own, and those its area shares.

    Parameters
    ----------
    place
        The neighbourhood.
    count
        How many actors, about; never fewer than the professions everybody has.
    seed
        Seed of the region; what an area shares hangs on it and on the area alone.
    rng
        The neighbourhood's own chance.

    Returns
    -------
    people
        Actors sorted by id; `hours` of the neighbourhood's own are still to be set.
    """
    shared = _shared(place.parent, place.area, seed)
    own = _own(place, count - len(shared), rng)
    both = {
        name: np.concatenate([column, vars(shared)[name]]) for name, column in vars(own).items()
    }
    return People(**both).take(np.argsort(both["ids"].astype("U"), kind="stable"))


def actor_rows(who: People) -> dict[str, np.ndarray]:
    """Write down who they are."""
    return {
        "actor": who.ids,
        "label": who.labels,
        "organisation": who.employers,
        "neighbourhood": who.home,
        "hours": who.hours,
        "step": who.told("step").astype(int),
        **{name: who.told(name) for name in ("layer", "profession", "level")},
    }


def _own(place: Place, count: int, rng: np.random.Generator) -> People:
    known = words()
    least = known.trade["least"].astype(int)
    share = known.trade["share"].astype(float)
    rest = max(count - int(least.sum()), 0)
    whole = share / share.sum() * rest
    counts = least + np.floor(whole).astype(int)
    spare = rest - int(np.floor(whole).sum())
    chance = (whole - np.floor(whole)) + 0.5 * rng.random(len(whole)) * (share > 0)
    counts[np.argsort(-chance, kind="stable")[:spare]] += 1
    rows = np.repeat(np.arange(len(counts)), counts)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return People(
        *_called(rows, nth, place.tag, place.short),
        employers=_employers(place, known, rows, nth, counts),
        home=np.full(len(rows), place.code, dtype="object"),
        hours=np.full(len(rows), np.nan),
        shared=np.zeros(len(rows), dtype=bool),
        row=rows,
        weight=_weights(rows, known, rng),
    )


@lru_cache(maxsize=8)
def _shared(parent: str, area: int, seed: int) -> People:
    """Make what an area shares, the same for each of its neighbourhoods."""
    known, rng = words(), np.random.default_rng([seed, area, 1])
    each = np.flatnonzero(known.who_are("shared", "yes"))
    rows = each[(rng.random(len(each)) < 0.85) | (np.arange(len(each)) < 4)]
    tag = (SHARED_ID + parent[2:]).replace(SHARED_ID + "9999", SHARED_ID)
    employers = [
        f"{employer} {TOWN if scope == 'region' else 'wijk ' + parent[-2:]}"
        for employer, scope in zip(
            known.trade["employer"][rows], known.trade["scope"][rows], strict=True
        )
    ]
    return People(
        *_called(rows, np.zeros(len(rows), dtype=int), tag, ""),
        employers=np.array(employers, dtype="object"),
        home=np.full(len(rows), f"BU{parent[2:]}01", dtype="object"),
        hours=rng.integers(16, 49, len(rows)) / 2.0,
        shared=np.ones(len(rows), dtype=bool),
        row=rows,
        weight=0.6 * _weights(rows, known, rng),
    )


def _called(
    rows: np.ndarray, nth: np.ndarray, tag: str, short: str
) -> tuple[np.ndarray, np.ndarray]:
    """Give each an id and a label: a number for persons, and for others from the second on."""
    known = words().trade
    ids, labels = [], []
    for row, at in zip(rows.tolist(), nth.tolist(), strict=True):
        level = known["level"][row]
        ids.append(f"{known['stem'][row]}_{tag}_{at + 1}")
        number = f" {at + 1}" if level == "person" or at else ""
        labels.append(known["label"][row] + number + (f" {short}" if level == "group" else ""))
    return np.array(ids, dtype="object"), np.array(labels, dtype="object")


def _employers(
    place: Place, known: Words, rows: np.ndarray, nth: np.ndarray, counts: np.ndarray
) -> np.ndarray:
    """Name where each works: practices in parts of the neighbourhood, or wider."""
    names: list[str | None] = []
    for row, at in zip(rows.tolist(), nth.tolist(), strict=True):
        employer, scope = known.trade["employer"][row], known.trade["scope"][row]
        if employer is None:
            names.append(None)
        elif scope == "part":
            practices = max(2, min(len(PARTS), int(counts[rows[0]]) // 2))
            names.append(f"{employer} {place.short} {PARTS[at % practices]}")
        elif scope == "place":
            names.append(f"{employer} {place.short}")
        elif scope == "region":
            names.append(f"{employer} {TOWN}")
        else:
            names.append(f"{employer} {'de Brug' if at % 3 == 2 else 'wijk ' + place.parent[-2:]}")
    return np.array(names, dtype="object")


def _weights(rows: np.ndarray, known: Words, rng: np.random.Generator) -> np.ndarray:
    """Say how readily each meets each need: broader in some places, and never by the book."""
    shape = (len(rows), len(known.needs))
    broad = rng.random()
    more = known.more[rows] & (rng.random(shape) < 0.45 + 0.4 * broad)
    learnt = known.learn[rows] & (rng.random(shape) < 0.02 + 0.12 * broad)
    main = known.main[rows] & (rng.random(shape) < 0.97)
    weight = np.where(main, 1.0, np.where(more, 0.4, np.where(learnt, 0.3, 0.0)))
    liked = np.exp(0.45 * rng.standard_normal(len(rows)))
    near = np.where(known.professional[rows], 1.0, 0.5)
    weight = weight * (liked * near)[:, None]
    weight[~known.may[rows]] = 0.0
    return np.asarray(weight)
