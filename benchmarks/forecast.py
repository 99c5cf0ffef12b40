"""
Forecasts of The Hague's wijken, tested on years that were known already.

`python -m benchmarks.forecast --data FOLDER [--peer PYTHON]`: FOLDER holds the dashboard data of
GGDH-ELAN (LUMC Campus The Hague, MIT licence), which are not in this repository. PYTHON is an
interpreter of an environment of its own with statsforecast, which does not go together with
pandas 3: with it, three of its models forecast the same series.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.region.ahead import WAYS, ahead
from ecosystem.region.backtest import backtest, clipped, half_width, tested
from ecosystem.region.collect import collect
from ecosystem.region.year_series import Series
from ecosystem.sources.wide import wide
from ecosystem.tables.neighbourhood import Neighbourhood

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "forecast.json"
ASKED = ("wmo_users", "wlz_users", "over_80", "gp_cost_mean")
UNTIL, AHEAD, FAR = 2017, 3, 5
ORDER = [*WAYS, "chosen", "chosen_by_area"]

MODELS = ("AutoTheta", "AutoETS", "AutoARIMA")
PEER = """
import json, sys, time, warnings
import pandas as pd
warnings.filterwarnings("ignore")
from statsforecast import StatsForecast, models
table = pd.read_csv(sys.argv[1])
told = {}
for name in sys.argv[4:]:
    own = table
    if name == "AutoARIMA":  # slow: what was known last only
        own = table[table["last"]]
    model = getattr(models, name)(season_length=1, alias="made")
    run = StatsForecast(models=[model], freq=1, n_jobs=1, fallback_model=models.Naive())
    own = own[["unique_id", "ds", "y"]]
    run.forecast(df=own[own["unique_id"] == own["unique_id"].iloc[0]], h=1)  # compiles first
    begun = time.process_time()
    made = run.forecast(df=own, h=int(sys.argv[2]))
    told[name] = {"cpu": time.process_time() - begun, "series": own["unique_id"].nunique()}
    made.to_csv(sys.argv[3].format(name), index=False)
print(json.dumps(told))
"""


def areas(folder: Path) -> list[Neighbourhood]:
    """Read the demand of each wijk with the map that is bundled."""
    tables, _ = wide([folder / "df_demand_CLUSTERED_3.csv"], ["hague_demand"])
    each = tables["indicators"].groupby("neighbourhood")
    return [Neighbourhood(str(code), str(code), {"indicators": own}) for code, own in each]


def share(made: np.ndarray, actual: np.ndarray, once: np.ndarray) -> float:
    """Give the absolute error of all areas together as a share of all figures."""
    there = np.isfinite(made) & np.isfinite(actual) & (once[:, None] > 0)
    return float(np.abs(made - actual)[there].sum() / np.abs(actual)[there].sum())


def cuts(every: list[Series], years: int) -> Iterator[tuple[Series, np.ndarray, np.ndarray]]:
    """Give each series as it was at the end of each year, and what came in the years after."""
    for one in every:
        for cut in one.years[1:-1]:
            later = one.years[(one.years > cut) & (one.years <= cut + years)]
            if len(later) == years:
                before = one.until(int(cut))
                then = one.raw.loc[before.figures.index, later].to_numpy(dtype=np.float64)
                yield before, later, then


def by_area(before: Series, years: int) -> np.ndarray:
    """Choose for each area apart, the same way: the row of `WAYS`."""
    total = np.zeros((len(WAYS), len(before.figures)))
    when, known = before.years, before.matrix
    for start in range(2, len(when)):
        later = (when > when[start - 1]) & (when <= when[start - 1] + years)
        if 2 * start >= len(when):
            made = ahead(known[:, :start], when[:start], when[later], before.once)
            total += [
                np.nansum(np.abs(clipped(made[way], known) - known[:, later]), axis=1)
                for way in WAYS
            ]
    return total.round(9).argmin(axis=0)


def over_all_cuts(every: list[Series], years: int) -> dict[str, Any]:
    """Compare the ways over every indicator and year from which it could be tried."""
    logs: dict[str, list[float]] = {name: [] for name in ORDER}
    inside, said = [], []
    for before, later, then in cuts(every, years):
        found = tested(before, years)
        ways = ahead(before.matrix, before.years, later, before.once)
        made = {way: clipped(ways[way], before.matrix) for way in WAYS}
        made["chosen"] = made[found.way]
        rows = np.arange(len(then))
        made["chosen_by_area"] = np.stack([made[way] for way in WAYS])[by_area(before, years), rows]
        plain = share(made["last"], then, before.once)
        for name in ORDER:
            logs[name].append(np.log(share(made[name], then, before.once) / plain))
        if np.isfinite(found.coverage):
            width = half_width(before, found, later)
            there = np.isfinite(then) & (before.once[:, None] > 0)
            inside.append((np.abs(made["chosen"] - then) <= width + 1e-9)[there].mean())
            said.append(found.coverage)
    return {
        "trials": len(logs["last"]),
        "against_last": {name: round(float(np.exp(np.mean(logs[name]))), 3) for name in ORDER},
        "inside": round(float(np.mean(inside)), 3),
        "coverage_said": round(float(np.mean(said)), 3),
    }


def peers(every: list[Series], python: str) -> dict[str, Any]:
    """Let statsforecast continue the same series, in an environment of its own."""
    trials = [trial for trial in cuts(every, AHEAD) if len(trial[0].years) >= 3]
    tables = []
    for number, (before, later, _) in enumerate(trials):
        table = before.figures.reset_index().melt("neighbourhood", value_name="y").dropna()
        table.columns = ["unique_id", "ds", "y"]
        table["unique_id"] = f"{number}|" + table["unique_id"]
        tables.append(table.assign(last=int(later[0]) == UNTIL + 1))
    told: dict[str, Any] = {"trials": len(trials), "version": "", "errors": {}, "against_last": {}}
    with tempfile.TemporaryDirectory() as folder:
        path, to = Path(folder, "known.csv"), str(Path(folder, "{}.csv"))
        pd.concat(tables).sort_values(["unique_id", "ds"]).to_csv(path, index=False)
        command = [python, "-c", PEER, str(path), str(AHEAD), to, *MODELS]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        told["cost"] = json.loads(done.stdout.splitlines()[-1])
        made = {name: pd.read_csv(to.format(name)) for name in MODELS}
    version = "import importlib.metadata as m; print(m.version('statsforecast'))"
    done = subprocess.run([python, "-c", version], check=True, capture_output=True, text=True)
    told["version"] = done.stdout.strip()
    logs: dict[str, list[float]] = {name: [] for name in (*MODELS, "chosen")}
    for number, (before, later, then) in enumerate(trials):
        ways = ahead(before.matrix, before.years, later, before.once)
        plain = share(ways["last"], then, before.once)
        found = {"chosen": ways[tested(before, AHEAD).way]}
        for name, frame in made.items():
            ids = [f"{number}|{code}" for code in before.figures.index]
            grid = frame.pivot_table(index="unique_id", columns="ds", values="made").reindex(ids)
            if grid.notna().any(axis=None):
                found[name] = grid[later].to_numpy(dtype=np.float64)
        for name, values in found.items():
            error = share(clipped(values, before.matrix), then, before.once)
            logs[name].append(np.log(error / plain))
            if int(later[0]) == UNTIL + 1:
                told["errors"].setdefault(before.indicator, {})[name] = round(100 * error, 2)
    for name, values in logs.items():
        if len(values) == len(trials):
            told["against_last"][name] = round(float(np.exp(np.mean(values))), 3)
    return told


def held_out(hoods: list[Neighbourhood]) -> dict[str, Any]:
    """Learn until 2017, and hold 2018-2020 against what was expected."""
    tried = backtest(hoods, held_out=AHEAD)
    tried = tried[tried["counted"]]
    told: dict[str, Any] = {}
    for name, own in tried.groupby("indicator"):
        total = own[["error", "error_last", "error_drift", "figure"]].sum()
        better = {
            mark: int((own["error"] < own[mark] - 1e-9).sum())
            for mark in ("error_last", "error_drift")
        }
        told[str(name)] = {
            "learnt": int(own["learnt"].iloc[0]),
            "areas": int(own["error"].notna().sum()),
            "method": str(own["method"].iloc[0]),
            **{
                mark: round(100 * float(total[mark] / total["figure"]), 2)
                for mark in ("error", "error_last", "error_drift")
            },
            "areas_better_than": better,
            "inside": round(float(own["inside"].mean()), 3),
        }
        if name in ASKED:
            marks = own.set_index("neighbourhood")[["error", "error_last", "error_drift"]]
            told[str(name)]["by_area"] = {
                str(code): [round(float(value), 2) for value in row]
                for code, *row in marks.itertuples()
            }
    return told


def main() -> None:
    """Forecast, compare, write the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--peer", help="an interpreter that has statsforecast")
    given = options.parse_args()
    hoods = areas(given.data)
    every = collect(hoods, None).series
    figures = {
        "what": "absolute error as % of the figures, all wijken together (repeated ones once); "
        f"learnt until {UNTIL}, held against the {AHEAD} years after; by_area: error, that of "
        "the last figure, that of drift, in the figure's own unit",
        "source": "GGDH-ELAN dashboard data, LUMC Campus The Hague (MIT)",
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores shared with other work, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}",
        "held_out": held_out(hoods),
        "all_starts": {str(years): over_all_cuts(every, years) for years in (AHEAD, FAR)},
    }
    if given.peer:
        figures["statsforecast"] = peers(every, given.peer)
    elif RESULTS.exists():
        kept = json.loads(RESULTS.read_text(encoding="utf-8"))
        figures["statsforecast"] = kept["statsforecast"]
    lists = re.compile(r"\[\s+([^\[\]{}]+?)\s+\]")  # a wijk on a line
    text = lists.sub(lambda m: f"[{' '.join(m[1].split())}]", json.dumps(figures, indent=1))
    RESULTS.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
