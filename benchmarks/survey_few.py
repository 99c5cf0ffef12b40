"""What the survey of a few neighbourhoods costs, against what, and where it goes."""

from __future__ import annotations

import tempfile
from argparse import Namespace as Asked
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.survey_regions import example
from benchmarks.survey_timed import in_turn, middle, ratio, run

FIGURES = 2e-6
"""How far the figure of a script may be from ours, which is rounded to six decimals."""


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
