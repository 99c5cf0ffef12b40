"""
The whole survey, measured: `python -m benchmarks.survey` writes `results/survey.json`.

Neighbourhoods of 80 actors, 400 ties, 30 meetings, 1,000 residents and 30,000 contacts, made by
`ecosystem example`. Each way of working runs in a process of its own, with one thread of linear
algebra, in turn (A B C A B C ...); `cpu` is user and system time of that process and of those it
started. Ratios are taken round by round; medians. Named parts (`--part five dask`) are measured
again alone, the figures of the others stay. `--keep FOLDER` keeps the regions for a next time.

- `five`: reading the columns (the floor), our own door, the survey, the sensible script and the
  plain one, on five neighbourhoods, after a first time that does not count (but for the plain
  one); every figure of the scripts is held against the survey's
- `thousand`: 100 neighbourhoods against 1,000, and what reading these takes
- `dask`: two local workers against this process alone; and with one of them killed on the way
- `all14574`: as many as the Netherlands has, once (`--workers` for two processes)
- `broaden`: the dear step apart
- `reports`: view, page and tables of ten neighbourhoods, and what takes most
- `profile`: time and memory of each step
- `graph`: `benchmarks.graph`
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import graph, quoted
from benchmarks.survey_few import broaden, five, profile, reports
from benchmarks.survey_many import all14574, dask, thousand
from benchmarks.survey_regions import ALL
from benchmarks.survey_timed import ROOT

RESULTS = ROOT / "benchmarks" / "results" / "survey.json"


def of_graphs(_: argparse.Namespace, __: Path) -> dict[str, Any]:
    """Measure graphs; their figures stand in a file of their own."""
    graph.main([])
    return {}


PARTS = {
    "five": five,
    "profile": profile,
    "broaden": broaden,
    "reports": reports,
    "dask": dask,
    "thousand": thousand,
    "graph": of_graphs,
    "all14574": all14574,
}
USUAL = tuple(name for name in PARTS if name != "all14574")


def main() -> None:
    """Measure the parts asked for, write their figures and the tables that quote them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", nargs="+", choices=PARTS, default=USUAL)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--neighbourhoods", type=int, default=1000, help="dask, thousand")
    options.add_argument("--reports", type=int, default=10)
    options.add_argument("--all", type=int, default=ALL)
    options.add_argument("--workers", action="store_true", help="two processes for all14574")
    options.add_argument("--keep", type=Path, help="folder for the regions")
    options.add_argument("--results", type=Path, default=RESULTS)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        for part in asked.part:
            if part == "dask" and find_spec("distributed") is None:
                print("dask: left out, as the extra `cluster` is not installed")
                continue
            print(f"{dt.datetime.now(dt.UTC):%H:%M} {part}", flush=True)
            made = {
                "date": dt.datetime.now(dt.UTC).date().isoformat(),
                "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
                f"Python {platform.python_version()}, pandas {version('pandas')}, "
                f"pyarrow {version('pyarrow')}",
            }
            told = {key: figures | made for key, figures in PARTS[part](asked, folder).items()}
            known = json.loads(asked.results.read_text("utf-8")) if asked.results.exists() else {}
            text = json.dumps(dict(sorted((known | told).items())), indent=1)
            asked.results.write_text(text + "\n", encoding="utf-8")
            print(json.dumps(told, indent=1), flush=True)
    if asked.results == RESULTS:
        quoted.main()


if __name__ == "__main__":
    main()
