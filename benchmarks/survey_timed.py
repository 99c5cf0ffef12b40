"""Ways of surveying, each in a process of its own, in turn; medians and ratios of these."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import survey_ways

ROOT = Path(__file__).resolve().parents[1]


def run(way: str, path: Path, **given: Any) -> dict[str, Any]:
    """Run a way in a process of its own, and read what it tells."""
    options = {"path": str(path), **given}
    program = f"import json\nGIVEN = {options!r}\n{getattr(survey_ways, way)}{survey_ways.TIMED}"
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        file.write(program)
        file.flush()
        done = subprocess.run(
            [sys.executable, file.name],
            cwd=ROOT,
            env=os.environ | threads | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    told: dict[str, Any] = {}
    for line in done.stdout.splitlines():
        told |= json.loads(line) if line.startswith("{") else {}
    return told


def in_turn(ways: dict[str, Callable[[], dict[str, Any]]], rounds: int) -> list[dict[str, Any]]:
    """Run all ways, round by round."""
    return [{name: way() for name, way in ways.items()} for _ in range(rounds)]


def middle(runs: list[dict[str, Any]], name: str, of: str = "cpu") -> float:
    """Take the median of what a way took."""
    return round(statistics.median(one[name][of] for one in runs), 3)


def ratio(runs: list[dict[str, Any]], many: str, few: str, of: str = "cpu") -> float:
    """Take the median of the ratios of each round."""
    return round(statistics.median(one[many][of] / one[few][of] for one in runs), 2)
