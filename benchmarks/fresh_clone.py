"""
Time the README's two commands on a fresh clone: `python benchmarks/fresh_clone.py`.

Clones this checkout's last commit into an empty folder, without any cache of pip, and runs what
a newcomer types. Writes `results/fresh_clone.json`.
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

ROOT = Path(__file__).resolve().parents[1]
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
    with tempfile.TemporaryDirectory() as empty:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), f"{empty}/ecosystem"], check=True)
        folder = Path(empty) / "ecosystem"
        cold, _ = _timed(["python3", "start.py"], folder)
        warm, _ = _timed(["python3", "start.py"], folder)
        test, said = _timed(["python3", "start.py", "test", "-q"], folder)
    counts = {word: [0, *map(int, re.findall(rf"(\d+) {word}", said))] for word in WORDS}
    figures = {
        "what": "the README's commands on a fresh clone, wall-clock seconds, one run",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}",
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "installer": "uv" if shutil.which("uv") else "pip, no cache",
        "seconds": {"run_cold": cold, "run_warm": warm, "test": test},
        **{f"tests_{word}": found[-1] for word, found in counts.items()},
    }
    path = ROOT / "benchmarks" / "results" / "fresh_clone.json"
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
