"""
The optimum is the optimum: small neighbourhoods, against trying every team.

A seed is a neighbourhood of at most seven actors and six needs, with what each can do, their
steps and hours, and needs that are critical. A try is one combination of needs in it: `fewest`
must give the size of the smallest team, how many there are of that size, and the one that the
stated rule chooses; and once a neighbourhood, `core_team` the smallest team for everything.
Every team is tried, in plain Python that shares no line with the library.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.tally import Fault, Tally
from ecosystem.measure import chosen_teams, cover_teams, least
from ecosystem.tables.neighbourhood import Neighbourhood
from tests.street import hood

SHORT, LONG = 200, 5_000
"""Neighbourhoods, of some ten combinations each."""


def run(seeds: range) -> Tally:
    """Make a neighbourhood of each seed, and hold every answer against every team."""
    return sum((_held(seed) for seed in seeds), Tally())


def _held(seed: int) -> Tally:
    world = _world(random.Random(seed))  # noqa: S311 (the same world every time)
    able, steps, wants = world.able, world.steps, world.wants
    rows = {
        row["needs"]: row for row in eco.fewest(world.hood, backup=world.backup).to_dict("records")
    }
    wrong = []
    for case in world.cases:
        row = rows["|".join(case)]
        gaps = [need for need in case if not any(need in can for can in able.values())]
        told = [row[name] for name in ("fewest", "optima", "team", "proven", "uncovered")]
        if gaps:
            right = row["uncovered"] == "|".join(gaps) and pd.isna(row["fewest"])
        else:
            best = _smallest(able, {need: wants[need] for need in case}, steps, world.hours)
            right = told == [len(best[0]), len(best), "|".join(best[0]), True, ""]
        wrong += [] if right else [f"{seed}: fewest of {len(case)} needs"]
    every = {
        n: wants[n]
        for n in wants
        if any(n in able[a] and n in c for a in able for c in world.cases)
    }
    chosen = tuple(eco.core_team(world.hood, backup=world.backup).index)
    if chosen != (_smallest(able, every, steps)[0] if every else ()):
        wrong.append(f"{seed}: core_team of {len(every)} needs")
    return Tally(len(world.cases) + 1, len(wrong), tuple(wrong))


def _smallest(
    able: Mapping[str, set[str]], wants: Mapping[str, int], *prices: Mapping[str, float]
) -> list[tuple[str, ...]]:
    """Try every team; give the smallest that do, the one to choose first."""
    there = {need: sum(need in can for can in able.values()) for need in wants}
    for size in range(len(able) + 1):
        teams = [
            team
            for team in combinations(sorted(able), size)
            if all(
                sum(need in able[one] for one in team) >= min(times, there[need])
                for need, times in wants.items()
            )
        ]
        if teams:
            return sorted(
                teams, key=lambda team: (*(sum(price[a] for a in team) for price in prices), team)
            )
    return []


@dataclass(frozen=True)
class _World:
    hood: Neighbourhood
    able: dict[str, set[str]]
    steps: dict[str, float]
    hours: dict[str, float]
    wants: dict[str, int]
    cases: list[tuple[str, ...]]
    backup: int


def _world(pick: random.Random) -> _World:
    needs = "uvwxyz"[: pick.randint(3, 6)]
    share, backup = pick.uniform(0.2, 0.9), pick.choice((1, 1, 2))
    names = [f"{letter}{pick.randint(0, 9)}" for letter in "abcdefg"[: pick.randint(1, 7)]]
    pick.shuffle(names)
    able = {name: {need for need in needs if pick.random() < share} for name in names}
    steps = {name: pick.randint(3, 5) for name in names}
    hours = {name: pick.choice((8.0, 16.0, 24.5)) for name in names}
    critical = [need for need in needs if pick.random() < 0.2]
    asked = [tuple(sorted(pick.sample(needs, pick.randint(1, len(needs))))) for _ in range(16)]
    cases = sorted(set(asked))
    made = hood(
        actors=[
            {"actor": a, "layer": "first_line", "step": steps[a], "hours": hours[a]} for a in names
        ],
        needs=[{"need": need, "critical": need in critical} for need in needs],
        competences=[{"actor": name, "need": n} for name in names for n in able[name]],
        profiles=[
            {"profile": f"p{at}", "needs": "|".join(case), "residents": 1}
            for at, case in enumerate(cases)
        ],
    )
    wants = {need: max(backup, 2 if need in critical else 1) for need in needs}
    costs = {name: -value for name, value in hours.items()}
    return _World(made, able, steps, costs, wants, cases, backup)


def _greedy(patch: pytest.MonkeyPatch) -> None:
    def greedy(able: np.ndarray, wanted: np.ndarray, often: np.ndarray) -> np.ndarray:
        counts = []
        for case in wanted.astype(bool):
            left, chosen = np.where(case, often, 0), np.zeros(len(able), dtype=bool)
            while left.any():
                gain = np.where(chosen, 0, (able & (left > 0)).sum(axis=1))
                chosen[gain.argmax()] = True
                left = np.maximum(left - able[gain.argmax()], 0)
            counts.append(chosen.sum())
        return np.array(counts, dtype=int)

    patch.setattr(least, "fewest_of_all", greedy)


def _backup_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(least, "required_of", lambda _, needs, __: np.ones(len(needs), dtype=int))


def _heaviest_first(patch: pytest.MonkeyPatch) -> None:
    def turned(steps: Sequence[int], hours: Sequence[int]) -> Sequence[int]:
        return cover_teams.prices([6 - step for step in steps], hours)

    patch.setattr(chosen_teams, "prices", turned)


FAULTS: dict[str, Fault] = {
    "greedy called exact": _greedy,
    "a critical need wants no backup": _backup_forgotten,
    "of equal teams the heaviest is chosen": _heaviest_first,
}
