"""Meetings and teams of a fictional neighbourhood."""

from __future__ import annotations

from typing import Any

import numpy as np

from ecosystem.sources.synthetic_people import People
from ecosystem.sources.synthetic_ties import Pairs
from ecosystem.sources.synthetic_words import MEETINGS, Place, resident, spell, words

SEATS = 900_000
"""Number of the first resident who has a seat in a team."""
DAY = np.timedelta64(1, "D")


def meetings(
    place: Place, who: People, pairs: Pairs, count: int, rng: np.random.Generator
) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """
    Let people meet, one meeting inside another, and one that nobody asked for.

    Parameters
    ----------
    place
        The neighbourhood.
    who
        Its actors.
    pairs
        Pairs planted; the two planted as missing meet nowhere.
    count
        How many meetings.
    rng
        The neighbourhood's own chance.

    Returns
    -------
    meetings, attendance
        Rows of the two tables.
    planted
        Ids of the meeting inside another (`inside`), of the other (`outside`), and of the one
        nobody asked for (`pushed`).
    """
    needs = words().names
    seats, rows = [], []
    chosen = rng.permutation(len(MEETINGS))
    sits = who.own & who.professional & (who.hours != 0)
    comes = np.where(sits, 0.1, np.where(who.are("layer", "collective"), 0.02, 0.0))
    comes[list(pairs.alike)] = 0
    for at in range(count):
        label, need = MEETINGS[chosen[at % len(MEETINGS)]]
        again = at // len(MEETINGS)
        rows.append((label + (f" {again + 1}" if again else ""), need))
        pull = comes + who.weight[:, needs.index(need)] * (comes > 0) if need else comes
        seats.append(_seats(pull, pairs, rng))
    inside, outside, pushed = count - 2, _largest(rows, seats[: count - 2]), count - 1
    rows[inside] = ("Voorbespreking " + rows[outside][0], rows[outside][1])
    seats[inside] = np.sort(rng.permutation(seats[outside])[: max(3, len(seats[outside]) // 2)])
    rows[pushed] = ("Woensdagoverleg", "")
    asked = _asked([need for _, need in rows], rng)
    asked[pushed] = "none"
    ids = [f"overleg_{place.tag}_{at + 1:02d}" for at in range(count)]
    review = np.datetime64("2025-06-01T00:00", "us") + rng.integers(0, 400, count) * DAY
    times = rng.choice([4.0, 6.0, 10.0, 12.0, 22.0, 46.0], count)
    hours = rng.choice([0.5, 0.75, 1.0, 1.5, 2.0], count)
    dated = rng.random(count) < 0.6
    times[pushed], hours[pushed], dated[pushed] = 46.0, 1.0, False
    rows_of_meetings = {
        "neighbourhood": place.code,
        "meeting": ids,
        "kind": ["project" if label.startswith("Project") else "meeting" for label, _ in rows],
        "label": [label for label, _ in rows],
        "need": [need or None for _, need in rows],
        "times": times,
        "hours": hours,
        "requested_by": asked,
        "review": np.where(dated, review, np.datetime64("NaT")),
    }
    attendance = {
        "meeting": spell(ids, np.repeat(np.arange(count), [len(seat) for seat in seats])),
        "actor": spell(who.ids, np.concatenate(seats)),
    }
    planted = {"inside": ids[inside], "outside": ids[outside], "pushed": ids[pushed]}
    return rows_of_meetings, attendance, planted


def _seats(pull: np.ndarray, pairs: Pairs, rng: np.random.Generator) -> np.ndarray:
    """Choose who sits in a meeting: mostly those its need is about."""
    size = min(int(3 + 8 * rng.random() ** 1.7), int((pull > 0).sum()))
    with np.errstate(divide="ignore"):
        score = np.log(pull) - np.log(-np.log(rng.random(len(pull)) * (1 - 1e-9) + 5e-10))
    seat = np.sort(np.argsort(-score, kind="stable")[:size])
    if {*pairs.missing} <= {*seat.tolist()}:
        seat = seat[seat != pairs.missing[1]]
    return seat


def _largest(rows: list[tuple[str, str]], seats: list[np.ndarray]) -> int:
    return max(range(len(seats)), key=lambda at: (bool(rows[at][1]), len(seats[at]), -at))


def _asked(needs: list[str], rng: np.random.Generator) -> list[str | None]:
    """Say who asked: mostly professionals where there is a need, mostly others where not."""
    pulled = ["professional"] * 6 + ["informal", "resident", "manager", None]
    pushed = ["manager"] * 4 + ["policy"] * 4 + ["none", "unknown"]
    luck = rng.integers(0, 10, len(needs))
    return [(pulled if need else pushed)[at] for need, at in zip(needs, luck, strict=True)]


def teams(
    place: Place, who: People, rng: np.random.Generator
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make a core team, and perhaps project teams; not every one as the rules want it."""
    needs = np.array(words().names)
    kinds = ["core"] + ["project"] * int(rng.integers(0, 3))
    names = [
        f"{'kernteam' if kind == 'core' else 'projectteam'}_{place.tag}_{at + 1}"
        for at, kind in enumerate(kinds)
    ]
    purpose = ["|".join(sorted(rng.permutation(needs)[: rng.integers(1, 4)])) for _ in kinds]
    rows = []
    sits = np.flatnonzero(who.own & who.professional & (who.weight > 0).any(axis=1))
    ids, profession = who.ids, who.told("profession")
    for name, kind in zip(names, kinds, strict=True):
        providers = rng.permutation(sits)[: rng.integers(2, 5 if kind == "core" else 4)]
        for at, actor in enumerate(providers):
            role = "coordinator" if at == 0 and rng.random() < 0.8 else "provider"
            rows.append((name, ids[actor], role, profession[actor]))
        for role in ("patient", "partner"):
            most = int(rng.integers(0 if kind == "core" else 1, 4))
            seat = SEATS + len(rows)
            rows.extend((name, resident(place, seat + at), role, None) for at in range(most))
    team = {"neighbourhood": place.code, "team": names, "kind": kinds, "purpose": purpose}
    columns = zip(*rows, strict=True)
    return team, dict(zip(("team", "member", "role", "profession"), columns, strict=True))
