"""What the survey of many neighbourhoods costs: a thousand, on workers, all of the Netherlands."""

from __future__ import annotations

import statistics
import subprocess
import sys
from argparse import Namespace as Asked
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.survey_regions import example
from benchmarks.survey_timed import ROOT, in_turn, middle, ratio, run


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
            "read_kb": round(sum(each.stat().st_size for each in path.rglob("*")) / count / 1e3),
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
            "gigabytes": round(sum(each.stat().st_size for each in path.rglob("*")) / 1e9, 2),
            "cpu_s": round(told["cpu"]),
            "wall_s": round(told["wall"]),
            "peak_mb": round(max(told["peak_mb"], told["peak_mb_worker"])),
        }
    }
