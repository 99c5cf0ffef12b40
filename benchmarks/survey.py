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
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks import graph, quoted, survey_ways
from benchmarks.survey_regions import ALL, example

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "survey.json"
FIGURES = 2e-6
"""How far the figure of a script may be from ours, which is rounded to six decimals."""
Asked = argparse.Namespace


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


def five(asked: Asked, folder: Path) -> dict[str, Any]:
    """Set the survey of five neighbourhoods against reading, and against both scripts."""
    path, kept = example(folder, 5), {name: folder / f"{name}.pkl" for name in ("SURVEY", "PLAIN")}
    kept["SENSIBLE"] = folder / "SENSIBLE.pkl"
    ways = {
        name: lambda name=name: run(name, path, warm=True, kept=str(kept.get(name, "")))
        for name in ("FLOOR", "DOOR", "SURVEY", "SENSIBLE")
    }
    ways["PLAIN"] = lambda: run("PLAIN", path, kept=str(kept["PLAIN"]))
    runs = in_turn(ways, asked.rounds)
    ours = pd.read_pickle(kept["SURVEY"])  # noqa: S301 (written a moment ago)
    same = 0
    for name in ("PLAIN", "SENSIBLE"):
        theirs = pd.read_pickle(kept[name])  # noqa: S301
        same = theirs.shape[1]
        given, taken = (table[theirs.columns].astype(float) for table in (ours, theirs))
        np.testing.assert_allclose(given, taken, rtol=0, atol=FIGURES, err_msg=name)
    told = {"runs": asked.rounds, "neighbourhoods": 5, "cpu_s": middle(runs, "SURVEY")}
    return {
        "survey_floor": {
            "what": "pyarrow reads every column the survey uses, a row group a neighbourhood",
            "against": "eco.load and every table of each neighbourhood, as the library gives it",
            "runs": asked.rounds,
            "neighbourhoods": 5,
            "cpu_s": middle(runs, "FLOOR"),
            "against_cpu_s": middle(runs, "DOOR"),
            "ratio": ratio(runs, "DOOR", "FLOOR"),
        },
        "survey_ratio": {
            "what": "the whole survey: all measures, all findings, the exact fewest",
            "against": "pyarrow reading the columns it uses",
            **told,
            "against_cpu_s": middle(runs, "FLOOR"),
            "ratio": ratio(runs, "SURVEY", "FLOOR"),
            "target": 8,
            "wanted": "at most",
        },
        "survey_plain": {
            "what": "the whole survey",
            "against": "benchmarks/plain.py: groupby.apply, one milp a resident, networkx",
            **told,
            "against_cpu_s": middle(runs, "PLAIN"),
            "same_figures": same,
            "ratio": ratio(runs, "PLAIN", "SURVEY"),
            "target": 200,
            "wanted": "at least",
        },
        "survey_sensible": {
            "what": "the whole survey",
            "against": "benchmarks/sensible.py: pandas column by column, its own search",
            **told,
            "against_cpu_s": middle(runs, "SENSIBLE"),
            "same_figures": same,
            "ratio": ratio(runs, "SENSIBLE", "SURVEY"),
            "target": 5,
            "wanted": "at least",
        },
    }


def thousand(asked: Asked, folder: Path) -> dict[str, Any]:
    """Set a hundred neighbourhoods against a thousand."""
    many, few = asked.neighbourhoods, max(1, asked.neighbourhoods // 10)
    paths = {name: example(folder, count) for name, count in (("few", few), ("many", many))}
    runs = in_turn(
        {
            "few": lambda: run("SURVEY", paths["few"]),
            "many": lambda: run("SURVEY", paths["many"]),
            "floor": lambda: run("FLOOR", paths["many"]),
        },
        asked.rounds,
    )
    told = {"runs": asked.rounds, "neighbourhoods": many, "cpu_s": middle(runs, "many")}
    return {
        f"survey_{few}_to_{many}": {
            "what": f"the whole survey of {many:,} neighbourhoods",
            "against": f"that of {few:,}",
            **told,
            "against_cpu_s": middle(runs, "few"),
            "ratio": ratio(runs, "many", "few"),
            "target": 10.5,
            "wanted": "at most",
        },
        f"survey_ratio_{many}": {
            "what": f"the whole survey of {many:,} neighbourhoods",
            "against": "pyarrow reading the columns it uses",
            **told,
            "against_cpu_s": middle(runs, "floor"),
            "ratio": ratio(runs, "many", "floor"),
            "target": 8,
            "wanted": "at most",
        },
        "survey_memory": {
            "what": f"peak memory of the process that surveys {many:,} neighbourhoods, MB",
            "against": f"that for {few:,}",
            "runs": asked.rounds,
            "neighbourhoods": many,
            "peak_mb": middle(runs, "many", "peak_mb"),
            "against_peak_mb": middle(runs, "few", "peak_mb"),
            "target": 400,
            "wanted": "under",
        },
    }


def dask(asked: Asked, folder: Path) -> dict[str, Any]:
    """Set two workers of Dask against this process, and kill one of them on the way."""
    count = asked.neighbourhoods
    path, out = example(folder, count), {name: folder / f"{name}.csv" for name in ("one", "two")}

    def serial() -> dict[str, Any]:
        out["one"].unlink(missing_ok=True)
        return run("SURVEY", path, options={"out": str(out["one"])})

    def workers(**given: int) -> dict[str, Any]:
        out["two"].unlink(missing_ok=True)
        told = run("DASK", path, out=str(out["two"]), **given)
        if out["one"].read_bytes() != out["two"].read_bytes():
            raise AssertionError("Dask gave other bytes")
        return told

    runs = in_turn({"serial": serial, "dask": workers}, asked.rounds)
    killed = workers(kill_at=count // 4)
    return {
        "survey_dask": {
            "what": f"the survey of {count:,} neighbourhoods by two local workers of Dask "
            f"{version('distributed')}: client, scheduler and workers together",
            "against": "the same in one process, with its checkpoints",
            "runs": asked.rounds,
            "neighbourhoods": count,
            "cpu_s": middle(runs, "dask", "work_cpu"),
            "with_starting_cpu_s": middle(runs, "dask"),
            "wall_s": middle(runs, "dask", "wall"),
            "against_cpu_s": middle(runs, "serial"),
            "against_wall_s": middle(runs, "serial", "wall"),
            "ratio": round(
                statistics.median(one["dask"]["work_cpu"] / one["serial"]["cpu"] for one in runs), 2
            ),
            "target": 1.5,
            "wanted": "at most",
            "read_kb": round(sum(file.stat().st_size for file in path.iterdir()) / count / 1e3),
            "result_kb": round(out["two"].stat().st_size / count / 1e3, 2),
            "same_bytes": True,
        },
        "survey_killed": {
            "what": "one of two workers killed when a quarter was done",
            "against": "the bytes of the run in one process",
            "runs": 1,
            "neighbourhoods": count,
            "wall_s": round(killed["wall"], 1),
            "same_bytes": True,
        },
    }


def all14574(asked: Asked, folder: Path) -> dict[str, Any]:
    """
    Survey as many neighbourhoods as the Netherlands has, once.

    A process of its own writes them: a program that is started counts the peak memory of who
    starts it as its own.
    """
    path = folder / f"of_{asked.all}"
    making = (
        f"from benchmarks.survey_regions import *; repeated(Path({str(folder)!r}), {asked.all})"
    )
    subprocess.run([sys.executable, "-c", making], cwd=ROOT, check=True)
    way = "WORKERS" if asked.workers else "SURVEY"
    told = run(way, path, options={"out": str(folder / "all.csv")})
    rows = pd.read_csv(folder / "all.csv", dtype="str")
    return {
        f"survey_{asked.all}": {
            "what": f"the whole survey of {asked.all:,} neighbourhoods, which are a hundred made "
            "ones written again and again under other codes",
            "against": "nothing: that it can be done on this machine",
            "runs": 1,
            "neighbourhoods": len(rows),
            "failed": int(rows["failed"].notna().sum()),
            "by": "two processes" if asked.workers else "one process",
            "gigabytes": round(sum(file.stat().st_size for file in path.iterdir()) / 1e9, 2),
            "cpu_s": round(told["cpu"]),
            "wall_s": round(told["wall"]),
            "peak_mb": round(max(told["peak_mb"], told["peak_mb_worker"])),
        }
    }


def broaden(asked: Asked, folder: Path) -> dict[str, Any]:
    """Measure the dear step apart."""
    kept = folder / "broaden.pkl"
    rows = []
    for _ in range(asked.rounds):
        run("BROADEN", example(folder, 5), kept=str(kept), warm=True)
        rows.append(pd.read_pickle(kept)["cpu"])  # noqa: S301
    each = pd.concat(rows, axis=1).median(axis=1)
    return {
        "survey_broaden": {
            "what": "eco.broaden of a neighbourhood, three learning steps; not in the survey",
            "against": "nothing: its own figure",
            "runs": asked.rounds,
            "neighbourhoods": len(each),
            "cpu_s": round(each.median(), 2),
            "most_cpu_s": round(each.max(), 2),
            "thousand_hours": round(each.mean() * 1000 / 3600, 2),
        }
    }


def reports(asked: Asked, folder: Path) -> dict[str, Any]:
    """Make the report of ten neighbourhoods."""
    with tempfile.TemporaryDirectory() as out:
        told = run("REPORTS", example(folder, 100), out=out, count=asked.reports)
        sizes = {}
        for ending in ("html", "pdf", "xlsx"):
            each = [file.stat().st_size for file in Path(out).glob(f"BU*.{ending}")]
            sizes[ending] = round(sum(each) / asked.reports / 1e6, 3)
    steps = told["steps"]
    resampling = steps.pop("robustness") / steps["_one"]
    one, whole = steps.pop("_one") / asked.reports, sum(sizes.values())
    shares = {name: round(took / asked.reports / one, 3) for name, took in steps.items()}
    shares = dict(sorted(shares.items(), key=lambda share: -share[1]))
    return {
        "survey_reports": {
            "what": f"view, page and tables of a neighbourhood, of {asked.reports}",
            "against": "nothing: its own figure",
            "runs": asked.reports,
            "cpu_s": round(one, 1),
            "megabytes": sizes,
            "shares_of_cpu": shares,
            "resampling_within_page": round(resampling, 3),
            "thousand_hours_extrapolated": round(one * 1000 / 3600, 1),
            "thousand_megabytes_extrapolated": round(whole * 1000),
            "peak_mb": round(told["peak_mb"]),
        }
    }


def profile(_: Asked, folder: Path) -> dict[str, Any]:
    """Measure each step of the survey."""
    kept = folder / "steps.pkl"
    run("STEPS", example(folder, 5), kept=str(kept))
    rows = pd.read_pickle(kept)  # noqa: S301
    each = rows.groupby("step", sort=False)[["cpu", "peak_mb"]].median()
    each = each.sort_values("cpu", ascending=False, kind="stable")
    whole = each["cpu"].sum()
    return {
        "survey_profile": {
            "what": "CPU of each step of a neighbourhood, ms, and the most memory it takes, MB; "
            "what several steps use counts with the first",
            "against": "the steps together",
            "runs": int(rows.loc[rows["cpu"].notna(), "code"].nunique()),
            "cpu_ms": round(whole * 1000, 1),
            "steps": {
                name: {
                    "ms": round(row["cpu"] * 1000, 2),
                    "share": round(row["cpu"] / whole, 3),
                    "mb": round(row["peak_mb"], 1),
                }
                for name, row in each.iterrows()
            },
        }
    }


def of_graphs(_: Asked, __: Path) -> dict[str, Any]:
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
