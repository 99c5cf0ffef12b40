"""
Role broadening: `python -m benchmarks.broaden` writes `results/broaden.json`.

CPU seconds of one process, from tables that nothing is remembered of to the table of `broaden`
with three steps, unless said otherwise. Named parts (`python -m benchmarks.broaden whole`) are
measured again alone.

- `drawn`: 20 actors, 42 needs and 60 profiles, where hours are no limit and where they are,
  against SciPy's HiGHS on the whole programme at once: who is involved with a profile, who
  meets which need, who learns what; its branches limited. There everybody of a profile has one
  team; in `broaden` residents may have different ones.
- `whole`: synthetic neighbourhoods of 80 actors, 1,000 residents and 30,000 contacts.
- `bundled`: the bundled region, and how much greedy falls short.
- `small`: cases small enough to try every plan.
"""

from __future__ import annotations

import json
import os
import platform
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, coo_array

from ecosystem.propose.learn.broaden import broaden
from ecosystem.propose.staff.learning import learnt
from ecosystem.propose.staff.staffing import staffed, staffing
from ecosystem.propose.staff.units import Model, model
from ecosystem.sources.synthetic import synthetic
from ecosystem.tables.load import load
from ecosystem.tables.neighbourhood import Neighbourhood
from tests.street import hood
from tests.test_learning_tried import people_left, plans, world

ROOT = Path(__file__).resolve().parents[1]
ACTORS, NEEDS, PROFILES, LEARN = 20, 42, 60, 3
FREE, LIMITED = (0, 1, 2, 3), (0,)
"""Seeds of what is drawn, where hours are no limit and where they are."""
HOURS = 90
"""Hours a week of each, where they are a limit."""
NODES = 50
"""How many branches HiGHS may look at."""
WHOLE = (1, 2, 3)
SMALL, SMALL_LIMITED = 300, 40


def drawn(seed: int, hours: float | None) -> Neighbourhood:
    """Draw who can do what, who may learn what, and who needs what."""
    rng = random.Random(seed)  # noqa: S311 (a case, not a secret)
    needs = [f"need_{at:02d}" for at in range(NEEDS)]
    can = {f"actor_{at:02d}": rng.sample(needs, rng.randint(3, 11)) for at in range(ACTORS)}
    for need in needs:
        if not any(need in each for each in can.values()):
            can[rng.choice(sorted(can))].append(need)
    return hood(
        actors=[
            {"actor": one, "layer": "first_line", "profession": f"of_{one}", "hours": hours}
            for one in can
        ],
        competences=[
            {"actor": one, "need": need, "hours": 0.3} for one in can for need in sorted(can[one])
        ],
        teachable=[
            {"profession": f"of_{one}", "need": need, "cost": 1}
            for one in can
            for need in needs
            if rng.random() < 0.6
        ],
        profiles=[
            {
                "profile": str(at),
                "needs": "|".join(sorted(rng.sample(needs, rng.randint(1, 7)))),
                "residents": rng.randint(1, 39),
            }
            for at in range(PROFILES)
        ],
    )


def at_once(made: Model) -> Any:
    """Solve the whole programme at once: who is involved, who meets what (in part), who learns."""
    units, steps = len(made.size), int(made.may.sum())
    case, unit, need = np.nonzero(made.cases[:, None] & (made.able | made.may)[None])
    does = np.arange(len(case))
    pair = np.cumsum(made.cases).reshape(made.cases.shape) - 1
    step = np.where(made.may, np.cumsum(made.may).reshape(made.may.shape) - 1, -1)[unit, need]
    new, known = np.flatnonzero(step >= 0), np.flatnonzero(np.isfinite(made.hours[unit]))
    asks = made.residents[case[known]] * made.takes[unit[known], need[known]]

    def ones(row: np.ndarray, column: np.ndarray, *shape: int) -> Any:
        return coo_array((np.ones(len(row)), (row, column)), shape=shape).tocsr()

    involved = ones(does, case * units + unit, len(does), len(made.cases) * units)
    met = ones(pair[case, need], does, int(made.cases.sum()), len(does))
    hours = coo_array((asks, (unit[known], known)), shape=(units, len(does)))
    itself, taught = (
        ones(does, does, len(does), len(does)),
        ones(does[: len(new)], step[new], len(new), steps),
    )
    budget = coo_array(np.ones((1, steps)))
    rows = block_array(
        [
            [None, met, None],
            [involved, -itself, None],
            [None, -itself[new], taught],
            [None, None, -budget],
            [None, -hours, None],
        ]
    )
    least = [np.ones(met.shape[0]), np.zeros(len(does) + len(new)), [-LEARN], -made.hours]
    people = np.repeat(made.residents, units).astype(float)
    return milp(
        np.r_[people, np.zeros(len(does) + steps)],
        integrality=np.r_[np.ones(len(people)), np.zeros(len(does)), np.ones(steps)],
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows.tocsr(), np.concatenate(least), np.inf),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """Time something in CPU seconds of this process, all its threads together."""
    before = time.process_time()
    made = work()
    return round(time.process_time() - before, 2), made


def plan(here: Neighbourhood) -> dict[str, Any]:
    """Broaden a neighbourhood that nothing is remembered of, and say what came out."""
    took, steps = cpu(lambda: broaden(here.replace(), learn=LEARN))
    if steps.empty:
        now = staffing(here)
        return {"cpu_s": took, "people_now": now.people, "people_after": now.people}
    first = json.loads(steps.iloc[0].to_json())
    names = ("people_now", "people_after", "bound", "gap", "proven")
    return {"cpu_s": took} | {name: first[name] for name in names}


def in_one(seed: int, hours: float | None) -> dict[str, Any]:
    """Hold `broaden` against the programme at once."""
    here = drawn(seed, hours)
    ours = plan(here)
    took, found = cpu(lambda: at_once(model(here)))
    value = None if found.x is None else round(found.fun)
    return {
        "seed": seed,
        "hours_short": staffing(here).hours_short,
        "ours": ours,
        "at_once": {
            "cpu_s": took,
            "people_after": value,
            "bound": int(np.ceil(found.mip_dual_bound - 1e-6)),
            "proven": bool(found.status == 0),
        },
    }


def whole(seed: int) -> dict[str, Any]:
    """Broaden a whole synthetic neighbourhood."""
    region = synthetic(1, seed=seed, residents=1000, contacts=30_000, actors=80)
    here = region[region.codes[0]]
    return {"seed": seed, "contacts": len(here.contacts)} | plan(here)


def bundled() -> list[dict[str, Any]]:
    """Broaden each neighbourhood of the bundled region, and greedily."""
    region, found = load(ROOT / "data" / "rivierenwijk"), []
    for code in region.codes:
        here = region[code]
        best = plan(here)
        steps = broaden(here, learn=LEARN, method="greedy")
        greedy = int(steps["people_after"].iloc[0]) if len(steps) else best["people_now"]
        found.append({"neighbourhood": code} | best | {"greedy_after": greedy})
    return found


def small() -> dict[str, Any]:
    """Hold small cases against every plan, each weighed; the optimum of some is not known."""
    different, missed, worst, known = 0, 0, 0.0, 0
    for seed in range(1000, 1000 + SMALL):
        here = world(seed, hours=False)
        made, tried = plans(here, LEARN)
        different += plan(here)["people_after"] != min(people_left(made, each) for each in tried)
    for seed in range(1000, 1000 + SMALL_LIMITED):
        here = world(seed, hours=True)
        made, tried = plans(here, 2)
        found = [staffed(learnt(made, each)) for each in tried]
        least = min(each.people for each in found)
        if least > min(each.bound for each in found):
            continue
        steps = broaden(here, learn=2)
        ours = int(steps["people_after"].iloc[0]) if len(steps) else staffing(here).people
        known += 1
        missed += ours > least
        worst = max(worst, ours / max(least, 1) - 1)
    return {
        "cases": SMALL,
        "different": different,
        "limited_cases": SMALL_LIMITED,
        "limited_known": known,
        "limited_more_people": missed,
        "limited_worst": round(worst, 4),
    }


PARTS: dict[str, Callable[[], Any]] = {
    "drawn": lambda: [in_one(seed, None) for seed in FREE],
    "drawn_limited": lambda: [in_one(seed, HOURS) for seed in LIMITED],
    "whole": lambda: [whole(seed) for seed in WHOLE],
    "bundled": bundled,
    "small": small,
}


def main() -> None:
    """Measure the parts asked for, or all, and write the figures."""
    path = ROOT / "benchmarks" / "results" / "broaden.json"
    asked = sys.argv[1:] or list(PARTS)
    there = sys.argv[1:] and path.exists()
    figures = json.loads(path.read_text(encoding="utf-8")) if there else {}
    broaden(drawn(0, None), learn=1)  # imports what is slow to start
    for part in asked:
        figures[part] = PARTS[part]()
        print(json.dumps(figures[part], indent=1), flush=True)
    figures |= {
        "what": "CPU seconds in one process, once each",
        "size": {"actors": ACTORS, "needs": NEEDS, "profiles": PROFILES, "learn": LEARN},
        "nodes": NODES,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "pandas", "scipy")},
        },
        "date": datetime.now(UTC).date().isoformat(),
    }
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
