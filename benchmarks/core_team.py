"""
The core team: `python -m benchmarks.core_team` writes `results/core_team.json`.

CPU seconds in one process, once each, of the solver of `core_team` on the directory of Miami
(all its needs, with and without backup) and on set covering instances of the OR-Library: the
value found, the bound, and whether that proves it. What is not beside this checkout in
`../shared/data` is left out, and said.
"""

from __future__ import annotations

import json
import os
import platform
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

from ecosystem.measure.core_team import core_team
from ecosystem.measure.set_cover import smallest_cover
from ecosystem.sources.hsds import hsds
from ecosystem.tables.neighbourhood import Neighbourhood

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"


def library(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read an instance of the OR-Library: candidates by needs, and the costs."""
    numbers = np.array(path.read_text(encoding="ascii").split(), dtype=int)
    needs, candidates = numbers[:2]
    costs, at = numbers[2 : 2 + candidates], 2 + candidates
    covers = np.zeros((candidates, needs), dtype=bool)
    for need in range(needs):
        covers[numbers[at + 1 : at + 1 + numbers[at]] - 1, need] = True
        at += 1 + numbers[at]
    return covers, costs


def instance(path: Path) -> dict[str, object]:
    """Solve one instance and say what came out."""
    covers, costs = library(path)
    before = time.process_time()
    found = smallest_cover(covers, np.ones(covers.shape[1]), costs)
    return {
        "needs": covers.shape[1],
        "candidates": len(costs),
        "value": found.value,
        "bound": found.bound,
        "proven": found.proven,
        "cpu_s": round(time.process_time() - before, 3),
    }


def directory(backup: int) -> dict[str, object]:
    """Choose the core team of the directory of Miami."""
    tables, _ = hsds(DATA / "miami_hsds")
    hood = Neighbourhood("miami", "Miami", dict(tables))
    before = time.process_time()
    team = core_team(hood, backup=backup)
    took = time.process_time() - before
    return {
        "needs": int(hood.competences["need"].nunique()),
        "candidates": int(hood.competences["actor"].nunique()),
        "people": len(team),
        "bound": int(team["bound"].iloc[0]),
        "proven": bool(team["proven"].all()),
        "cpu_s": round(took, 3),
    }


def main() -> None:
    """Solve whatever is there, and write the figures."""
    there = (DATA / "miami_hsds").exists()
    miami = {f"backup_{often}": directory(often) for often in (1, 2)} if there else "not here"
    found = {path.stem: instance(path) for path in sorted((DATA / "set_cover").glob("scp*.txt"))}
    figures = {
        "what": "CPU seconds in one process, once each",
        "miami": miami,
        "or_library": found or "not here",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "pandas", "scipy")},
        },
        "date": datetime.now(UTC).date().isoformat(),
    }
    path = ROOT / "benchmarks" / "results" / "core_team.json"
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
