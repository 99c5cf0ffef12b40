"""
Try what is promised: `python -m benchmarks.trust` writes `results/trust.json`.

Each promise is a module beside this one, which tries seeds and counts how many break it. On every
change the tests try `SHORT` seeds of each, and plant its faults; here `LONG` are tried, or a share
of them (`--share 0.1`), in as many processes as there are cores. `--promise NAME` tries some; the
figures of the others stay.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import platform
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks import quoted
from benchmarks.trust.tally import Tally, promise, run
from ecosystem.tables.progress import counted

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "trust.json"
WORDS = Path(__file__).with_name("promises.csv")
ROWS = tuple(csv.DictReader(WORDS.read_text(encoding="utf-8").splitlines()))
PROMISES = tuple(row["promise"] for row in ROWS)
"""Each a module, in the order in which they are told."""
ALLOWED = {row["promise"]: row["allowed"] for row in ROWS}
"""Which share of the tries may go wrong."""
BATCHES = 64
"""Into how many pieces a run is cut; which they are does not depend on the machine."""


def tried(name: str, count: int, workers: int, at: str) -> dict[str, Any]:
    """Try so many seeds of a promise, of the program as it is at a commit, and give the figures."""
    begun = time.perf_counter()
    step = max(1, -(-count // BATCHES))
    seeds = [range(at, min(at + step, count)) for at in range(0, count, step)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        tallies = pool.map(run, [name] * len(seeds), seeds)
        total = sum((next(tallies) for _ in counted(seeds, name)), start=Tally())
    return {
        "tried": total.tried,
        "failed": total.failed,
        "per_change": promise(name).SHORT,
        "planned": promise(name).LONG,
        "allowed": float(ALLOWED[name]),
        "faults": sorted(promise(name).FAULTS),
        "counts": dict(total.counts),
        "examples": list(total.examples),
        "seconds": round(time.perf_counter() - begun),
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "commit": at,
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
    }


def commit() -> str:
    """Name the commit that is tried."""
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def main() -> None:
    """Try what is asked for; write the figures and the documents that quote them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--promise", nargs="+", choices=PROMISES, default=PROMISES)
    options.add_argument("--share", type=float, default=1.0, help="of the long run")
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = options.parse_args()
    broken = []
    at = commit()  # before the first figures are written, which would change it
    for name in asked.promise:
        count = max(promise(name).SHORT, round(promise(name).LONG * asked.share))
        figures = tried(name, count, asked.workers, at)
        known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
        text = json.dumps(dict(sorted((known | {name: figures}).items())), indent=1)
        RESULTS.write_text(text + "\n", encoding="utf-8")
        print(f"{name}: {figures['failed']} of {figures['tried']:,} failed", flush=True)
        if figures["failed"] > figures["allowed"] * figures["tried"]:
            broken.append(name)
    quoted.main()
    if broken:
        raise SystemExit(f"more went wrong than is allowed: {', '.join(broken)}")


if __name__ == "__main__":
    main()
