"""Who helps in a fictional neighbourhood: actors, where they work, what they can."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.sources.synthetic_words import PARTS, TOWN, Place, Words, words
from ecosystem.tables.schema import PROFESSIONAL_LAYERS

SHARED_ID = "wk"


@dataclass
class People:
    """Actors by id, and how readily each meets each need (0 is not able)."""

    frame: pd.DataFrame
    """Columns of `actors`, and `shared`, `row` (of the table of professions)."""
    weight: np.ndarray
    """Actors by needs."""

    @property
    def professional(self) -> np.ndarray:
        """Which actors are professionals."""
        return np.asarray(self.frame["layer"].isin(PROFESSIONAL_LAYERS))

    @property
    def own(self) -> np.ndarray:
        """Which actors are of this neighbourhood alone."""
        return np.asarray(~self.frame["shared"])

    def able(self, need: int) -> np.ndarray:
        """Places of the actors who can meet a need."""
        return np.flatnonzero(self.weight[:, need])


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
    shared = _shared(place, np.random.default_rng([seed, place.area, 1]))
    own = _own(place, count - len(shared.frame), rng)
    frame = pd.concat([own.frame, shared.frame], ignore_index=True)
    order = np.argsort(frame["actor"].to_numpy(dtype="U"), kind="stable")
    weight = np.vstack([own.weight, shared.weight])[order]
    return People(frame.take(order).reset_index(drop=True), weight)


def _own(place: Place, count: int, rng: np.random.Generator) -> People:
    known = words()
    least = known.professions["least"].astype(int).to_numpy()
    share = known.professions["share"].astype(float).to_numpy()
    rest = max(count - int(least.sum()), 0)
    whole = share / share.sum() * rest
    counts = least + np.floor(whole).astype(int)
    spare = rest - int(np.floor(whole).sum())
    chance = (whole - np.floor(whole)) + 0.5 * rng.random(len(whole)) * (share > 0)
    counts[np.argsort(-chance, kind="stable")[:spare]] += 1
    rows = np.repeat(np.arange(len(counts)), counts)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    frame = _frame(place, rows, nth, place.tag)
    frame["organisation"] = _employers(place, known, rows, nth, counts)
    frame["neighbourhood"] = place.code
    frame["hours"] = np.nan
    frame["shared"] = False
    return People(frame, _weights(rows, known, rng))


def _shared(place: Place, rng: np.random.Generator) -> People:
    """Make what an area shares, the same for each of its neighbourhoods."""
    known = words()
    each = np.flatnonzero(known.professions["shared"] == "yes")
    rows = each[(rng.random(len(each)) < 0.85) | (np.arange(len(each)) < 4)]
    frame = _frame(place, rows, np.zeros(len(rows), dtype=int), SHARED_ID + place.parent[2:])
    home = place.code[:-2] + "01"
    employers = known.professions["employer"].to_numpy()[rows]
    scopes = known.professions["scope"].to_numpy()[rows]
    frame["organisation"] = [
        f"{employer} {TOWN if scope == 'region' else 'wijk ' + place.parent[-2:]}"
        for employer, scope in zip(employers, scopes, strict=True)
    ]
    frame["neighbourhood"] = home
    frame["hours"] = rng.integers(16, 49, len(rows)) / 2.0
    frame["shared"] = True
    return People(frame, 0.6 * _weights(rows, known, rng))


def _frame(place: Place, rows: np.ndarray, nth: np.ndarray, tag: str) -> pd.DataFrame:
    known = words().professions.take(rows).reset_index(drop=True)
    tag = tag.replace(SHARED_ID + "9999", SHARED_ID)
    number = pd.Series(nth + 1).astype("str")
    label = known["label"] + np.where(known["level"] == "person", " " + number, "")
    again = (known["level"] != "person") & (nth > 0)
    label = label + np.where(again, " " + number, "")
    place_name = np.where(known["level"] == "group", " " + place.short, "")
    return pd.DataFrame(
        {
            "actor": known["stem"] + "_" + tag + "_" + number,
            "label": label + place_name,
            "layer": known["layer"],
            "profession": known["profession"],
            "step": known["step"].astype("Int64"),
            "level": known["level"],
            "row": rows,
        }
    )


def _employers(
    place: Place, known: Words, rows: np.ndarray, nth: np.ndarray, counts: np.ndarray
) -> list[str | None]:
    """Name where each works: practices in parts of the neighbourhood, or wider."""
    names: list[str | None] = []
    employers, scopes = known.professions["employer"].tolist(), known.professions["scope"].tolist()
    for row, at in zip(rows.tolist(), nth.tolist(), strict=True):
        employer, scope = employers[row], scopes[row]
        if pd.isna(employer):
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
    return names


def _weights(rows: np.ndarray, known: Words, rng: np.random.Generator) -> np.ndarray:
    """Say how readily each meets each need: broader in some places, and never by the book."""
    shape = (len(rows), len(known.needs))
    broad = rng.random()
    more = known.more[rows] & (rng.random(shape) < 0.45 + 0.4 * broad)
    learnt = known.learn[rows] & (rng.random(shape) < 0.02 + 0.12 * broad)
    main = known.main[rows] & (rng.random(shape) < 0.97)
    weight = np.where(main, 1.0, np.where(more, 0.4, np.where(learnt, 0.3, 0.0)))
    liked = np.exp(0.45 * rng.standard_normal(len(rows)))
    near = np.where(known.professions["layer"].isin(PROFESSIONAL_LAYERS).to_numpy()[rows], 1.0, 0.5)
    weight = weight * (liked * near)[:, None]
    for at, reserved in enumerate(known.needs["reserved"]):
        if pd.notna(reserved):
            may = known.professions["profession"].isin(reserved.split("|")).to_numpy()[rows]
            weight[~may, at] = 0.0
    return np.asarray(weight)
