"""
Time the README's two commands on a fresh clone: `python benchmarks/fresh_clone.py [--no-tests]`.

Clones this checkout's last commit into an empty folder, without any cache of pip, and runs what
a newcomer types. Writes `results/fresh_clone.json`; with `--no-tests` the figures of the tests stay
those of the earlier run, of the commit and date that stand with them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "fresh_clone.json"
WORDS = ("passed", "failed", "skipped")


def _timed(command: list[str], folder: Path) -> tuple[float, str]:
    environment = os.environ | {"PIP_NO_CACHE_DIR": "1"}
    begun = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    print(done.stdout[-1500:], done.stderr[-1500:])
    return time.perf_counter() - begun, done.stdout


def main() -> None:
    """Clone, run, time, write."""
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    with tempfile.TemporaryDirectory() as empty:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), f"{empty}/ecosystem"], check=True)
        folder = Path(empty) / "ecosystem"
        cold, _ = _timed(["python3", "start.py"], folder)
        warm, _ = _timed(["python3", "start.py"], folder)
        tests = (
            json.loads(RESULTS.read_text(encoding="utf-8"))["tests"]
            if "--no-tests" in sys.argv
            else _tests(folder) | {"commit": commit, "date": today}
        )
    figures = {
        "what": "the README's commands on a fresh clone, wall-clock seconds, one run",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}",
        "date": today,
        "commit": commit,
        "installer": "uv" if shutil.which("uv") else "pip, no cache",
        "seconds": {"run_cold": cold, "run_warm": warm},
        "tests": tests,
    }
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _tests(folder: Path) -> dict[str, Any]:
    seconds, said = _timed(["python3", "start.py", "test", "-q"], folder)
    counts = {word: [0, *map(int, re.findall(rf"(\d+) {word}", said))] for word in WORDS}
    return {"seconds": seconds, **{word: found[-1] for word, found in counts.items()}}


if __name__ == "__main__":
    sys.exit(main())
