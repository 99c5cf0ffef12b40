"""
The fewest people: `python -m benchmarks.fewest` writes `results/fewest.json`.

A hundred seeded neighbourhoods: 20 to 150 actors (lognormal, median 70) of twenty roles with
individual deviations, over 26 needs; residents lognormal, median 800, with 1 to 8 needs (mean
3) round seven archetypes. CPU seconds of one process, the parts run in turn (A B C A B C ...),
medians. A is the exact solver on bit masks, a number for every resident; B the whole table of
`fewest` from tables; C one `scipy.optimize.milp` for each of a sample of the same residents.
Every number of C is compared with A, and every number of B with A.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from ecosystem.measure.cover import fewest_people
from ecosystem.measure.fewest import fewest
from ecosystem.tables.neighbourhood import Neighbourhood, empty

ROOT = Path(__file__).resolve().parents[1]
HOODS, NEEDS, ROLES, ARCHETYPES, SEED = 100, 26, 20, 7, 3
SAMPLE = 10
"""Residents of each neighbourhood that SciPy solves one by one."""
ROUNDS = 3


def neighbourhood(number: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw who can do what (actors by needs) and who needs what (residents by needs)."""
    rng = np.random.default_rng([SEED, number])
    roles = np.random.default_rng(SEED).random((ROLES, NEEDS)) < 0.2  # the same everywhere
    types = np.random.default_rng([SEED, 1]).dirichlet(np.full(NEEDS, 0.25), ARCHETYPES)
    actors = int(np.clip(rng.lognormal(np.log(70), 0.4), 20, 150))
    able = roles[rng.integers(ROLES, size=actors)] ^ (rng.random((actors, NEEDS)) < 0.04)
    able[rng.integers(actors, size=NEEDS), np.arange(NEEDS)] = True  # nothing nobody can do
    residents = int(np.clip(rng.lognormal(np.log(890), 0.75), 200, 5000))
    wants = np.zeros((residents, NEEDS), dtype=bool)
    count = np.minimum(1 + rng.poisson(2.0, residents), 8)
    chance = 0.85 * types[rng.integers(ARCHETYPES, size=residents)] + 0.15 / NEEDS
    race = rng.exponential(size=chance.shape) / chance
    first = np.argsort(race, axis=1)
    for place in range(8):
        rows = np.flatnonzero(count > place)
        wants[rows, first[rows, place]] = True
    return able, wants


def bits(table: np.ndarray) -> np.ndarray:
    """Pack rows of true and false into whole numbers of 64 bits."""
    return (table.astype(np.uint64) << np.arange(table.shape[1], dtype=np.uint64)).sum(
        axis=1, dtype=np.uint64
    )


def tables(able: np.ndarray, wants: np.ndarray) -> Neighbourhood:
    """Write a drawn neighbourhood down as tables, with a profile for each set of needs."""
    names = np.array([f"need_{at:02d}" for at in range(NEEDS)], dtype=object)
    ids = np.array([f"actor_{at:03d}" for at in range(len(able))], dtype=object)
    who, what = np.nonzero(able)
    sets, counts = np.unique(wants, axis=0, return_counts=True)
    profiles = {
        "profile": [f"p{at}" for at in range(len(sets))],
        "needs": ["|".join(names[row]) for row in sets],
        "residents": counts,
    }
    actors = {"actor": ids, "layer": "first_line", "step": 4, "hours": 24.0}
    given = {
        "actors": actors,
        "competences": {"actor": ids[who], "need": names[what]},
        "profiles": profiles,
    }
    made = {}
    for name, columns in given.items():
        blank = empty(name)
        frame = pd.DataFrame(columns).reindex(columns=blank.columns)
        made[name] = frame.astype(blank.dtypes.to_dict())
    return Neighbourhood("drawn", "Drawn", made)


def one_by_one(able: np.ndarray, wants: np.ndarray) -> int:
    """Solve one resident as everybody would: a row a need, a column an actor."""
    covers = able[:, wants].T.astype(float)
    found = milp(
        np.ones(len(able)),
        integrality=np.ones(len(able)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(covers, lb=1),
        options={"mip_rel_gap": 0},
    )
    return round(found.fun)


def cpu(work: Callable[[], object]) -> tuple[float, object]:
    """Time something in CPU seconds of this process, all its threads together."""
    before = time.process_time()
    made = work()
    return time.process_time() - before, made


def main() -> None:
    """Run the three in turn, compare their numbers, write the figures."""
    drawn = [neighbourhood(number) for number in range(HOODS)]
    packed = [(bits(able), bits(wants)) for able, wants in drawn]
    written = [tables(*one) for one in drawn]
    samples = [np.linspace(0, len(wants) - 1, SAMPLE).astype(int) for _, wants in drawn]
    fewest_people(*packed[0])
    one_by_one(drawn[0][0], drawn[0][1][0])
    fewest(written[0].replace())

    exact_s, table_s, scipy_s = [], [], []
    for _ in range(ROUNDS):
        took, numbers = cpu(lambda: [fewest_people(*one) for one in packed])
        exact_s.append(took)
        took, frames = cpu(lambda: [fewest(hood.replace()) for hood in written])
        table_s.append(took)
        took, oracle = cpu(
            lambda: [
                [one_by_one(able, wants[row]) for row in rows]
                for (able, wants), rows in zip(drawn, samples, strict=True)
            ]
        )
        scipy_s.append(took)

    residents = sum(len(wants) for _, wants in drawn)
    different = sum(
        int((people[rows] != other).sum())
        for people, rows, other in zip(numbers, samples, oracle, strict=True)
    )
    at_the_door = sum(int(people.sum()) for people in numbers)
    by_table = sum(int((frame["fewest"] * frame["residents"]).sum()) for frame in frames)
    exact = residents / statistics.median(exact_s)
    scipy = SAMPLE * HOODS / statistics.median(scipy_s)
    figures = {
        "what": f"CPU seconds in one process, the parts in turn, median of {ROUNDS}",
        "neighbourhoods": HOODS,
        "residents": residents,
        "cases": sum(len(frame) for frame in frames),
        "actors_mean": round(statistics.mean(len(able) for able, _ in drawn), 1),
        "needs_mean": round(sum(int(wants.sum()) for _, wants in drawn) / residents, 2),
        "people": {str(n): int(sum((p == n).sum() for p in numbers)) for n in range(1, 9)},
        "exact_s": statistics.median(exact_s),
        "exact_residents_per_s": round(exact),
        "table_s": statistics.median(table_s),
        "table_residents_per_s": round(residents / statistics.median(table_s)),
        "scipy_sample": SAMPLE * HOODS,
        "scipy_residents_per_s": round(scipy),
        "exact_times_faster_than_scipy": round(exact / scipy),
        "numbers_different_from_scipy": different,
        "people_at_the_door": at_the_door,
        "people_at_the_door_by_table": by_table,
        "proven": bool(all(frame["proven"].all() for frame in frames)),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "pandas", "scipy")},
        },
        "date": datetime.now(UTC).date().isoformat(),
    }
    path = ROOT / "benchmarks" / "results" / "fewest.json"
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
