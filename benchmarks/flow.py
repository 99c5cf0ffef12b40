"""
Flow and handovers of an event log: `python -m benchmarks.flow --pm4py PYTHON`.

The log is made up (seeded): requests of 3 to 40 activities by actors of neighbourhoods of 70,
times to the second within a year, ids as text, in Parquet (zstd), by request and time. Each way of
working runs in a process of its own, in turn (A B A B ...), from opening the file to the finished
table. pm4py is AGPL, so it lives in an environment of its own, whose Python is given:
`python3 -m venv /tmp/pm4py && /tmp/pm4py/bin/pip install pm4py pyarrow`; it gets the same file and
must find the same handovers as often; without it, what was found last time stays, with its date.
There are two yardsticks: reading the three columns from that Parquet file, the fastest there is,
and from the same log as CSV, which is what people have; `import log` gets the CSV too. `cpu` is
what all threads take, user and system; medians. Writes `results/flow.json`.
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
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from ecosystem.measure.flow import flow
from ecosystem.measure.handovers import handovers
from ecosystem.sources.event_log import event_log
from ecosystem.tables.neighbourhood import Neighbourhood

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "flow.json"
SEPSIS = ROOT.parent / "shared" / "data" / "sepsis_log" / "sepsis.csv"
ACTORS = 70
"""In a neighbourhood, which has a thousand requests."""

READING = """
import pyarrow.parquet as pq
def work():
    pq.ParquetFile(PATH).read(["request", "actor", "start"])
"""
READING_CSV = """
from pyarrow import csv
def work():
    columns = ["case:concept:name", "org:resource", "time:timestamp"]
    csv.read_csv(PATH + ".csv", convert_options=csv.ConvertOptions(include_columns=columns))
"""
IMPORT = """
from ecosystem.cli import main
def work():
    assert main(["import", "log", PATH + ".csv", "--out", KEPT]) == 0
"""
OURS = """
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from ecosystem.measure.flow import flow
from ecosystem.measure.handovers import handovers
from ecosystem.sources.event_log_events import TEXT
from ecosystem.tables.neighbourhood import Neighbourhood, empty
def hood():
    log = pq.ParquetFile(PATH).read(["request", "actor", "start"]).to_pandas()
    nothing = TEXT.__from_arrow__(pa.nulls(len(log), pa.large_string()))
    whole = {name: log.get(name, nothing) for name in empty("contacts")}
    whole["minutes"] = np.full(len(log), np.nan)
    return Neighbourhood("log", "log", {"contacts": pd.DataFrame(whole)})
"""
HANDOVERS = (
    OURS
    + """
def work():
    return handovers(hood())
def keep(found):
    found[["from", "to", "times"]].to_parquet(KEPT)
"""
)
BOTH = (
    OURS
    + """
def work():
    one = hood()
    return flow(one), handovers(one)
"""
)
PM4PY = """
import pandas as pd
import pm4py
def work():
    log = pd.read_parquet(PATH, columns=["request", "activity", "actor", "start"])
    log["start"] = log["start"].dt.tz_localize("UTC")
    return pm4py.discover_handover_of_work_network(
        log, resource_key="actor", timestamp_key="start", case_id_key="request"
    ), len(log) - log["request"].nunique()
def keep(found):
    network, steps = found
    shares = network.connections.items()
    rows = [(one, other, round(share * steps)) for (one, other), share in shares]
    pd.DataFrame(rows, columns=["from", "to", "times"]).to_parquet(KEPT)
"""
TIMED = """
import json, resource
begun = resource.getrusage(resource.RUSAGE_SELF)
table = work()
ended = resource.getrusage(resource.RUSAGE_SELF)
told = {"cpu": ended.ru_utime - begun.ru_utime + ended.ru_stime - begun.ru_stime}
told["peak_mb"] = ended.ru_maxrss / 1024
if "keep" in globals():
    keep(table)
print(json.dumps(told))
"""
MADE = "from benchmarks.flow import as_csv, make; make({count}, {path!r})"


def make(count: int, path: str, seed: int = 1) -> None:
    """Write a log of about so many activities."""
    rng = np.random.default_rng(seed)
    many = np.clip(rng.lognormal(2.3, 0.6, int(count / 11.6)).astype(int), 3, 40)
    total, hoods = int(many.sum()), max(1, len(many) // 1000)
    request = np.repeat(np.arange(len(many)), many)
    again = rng.random(total) < 0.35
    again[np.cumsum(many) - many] = False
    drawn = np.minimum(rng.zipf(1.6, total), 8)
    member = drawn[np.maximum.accumulate(np.where(again, 0, np.arange(total)))]
    actor = request % hoods * ACTORS + (request * 2_654_435_761 + member * 40_503) % ACTORS
    second = np.sort(rng.integers(0, 365 * 24 * 3600, total))
    second = second[np.argsort(rng.permutation(total))]
    order = np.lexsort((second, request))
    second = second[order]
    # No two activities of a request at one moment: there peers take the order of the file.
    second += np.arange(total) - (np.cumsum(many) - many)[request]
    start = np.datetime64("2025-01-01", "us") + second * np.timedelta64(1, "s")

    def named(lead: str, number: np.ndarray) -> pa.Array:
        names = pa.array([f"{lead}{at}" for at in range(int(number.max()) + 1)])
        return names.take(pa.array(number))

    log = {"request": named("q", request), "activity": named("a", member)}
    log |= {"actor": named("actor_", actor), "start": pa.array(start)}
    pq.write_table(pa.table(log), path, compression="zstd")


def as_csv(path: str) -> None:
    """Write the same log once more as CSV, with the headings of XES."""
    names = ["case:concept:name", "concept:name", "org:resource", "time:timestamp"]
    csv.write_csv(pq.read_table(path).rename_columns(names), path + ".csv")


def run(work: str, path: Path, kept: Path, python: str) -> dict[str, float]:
    """Run one way in a process of its own."""
    given = f"PATH, KEPT = {str(path)!r}, {str(kept)!r}\n"
    done = subprocess.run(
        [python, "-W", "ignore", "-c", given + work + TIMED],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def in_turn(
    path: Path, ways: dict[str, str], rounds: int, pythons: dict[str, str]
) -> dict[str, Any]:
    """Run all ways in turn; medians."""
    runs = [
        {
            name: run(work, path, path.with_name(f"{name}.kept"), pythons.get(name, sys.executable))
            for name, work in ways.items()
        }
        for _ in range(rounds)
    ]
    return {"rounds": rounds} | {
        name: {key: round(statistics.median(one[name][key] for one in runs), 3) for key in told}
        for name, told in runs[0].items()
    }


def beside_pm4py(small: Path, python: str | None) -> dict[str, Any]:
    """Run ours and pm4py in turn; without pm4py say what was found last time."""
    if python is None:
        last = json.loads(RESULTS.read_text(encoding="utf-8"))
        return {name: last[name] for name in ("pm4py", "pairs_the_same", "times_faster_than_pm4py")}
    asks = "import importlib.metadata as m; print(m.version('pm4py'))"
    told = subprocess.run([python, "-c", asks], check=True, capture_output=True, text=True)
    found = in_turn(small, {"handovers": HANDOVERS, "pm4py": PM4PY}, 1, {"pm4py": python})
    about = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "version": told.stdout.strip()}
    return {
        "pm4py": about | found,
        "pairs_the_same": same(small.parent),
        "times_faster_than_pm4py": round(found["pm4py"]["cpu"] / found["handovers"]["cpu"]),
    }


def same(folder: Path) -> int:
    """Count the pairs, which must be the same in both, with the same number of times."""
    tables = [pq.read_table(folder / f"{name}.kept").to_pandas() for name in ("handovers", "pm4py")]
    ours, theirs = (table.set_index(["from", "to"])["times"].sort_index() for table in tables)
    assert ours.index.equals(theirs.index)
    assert (ours.to_numpy(dtype=int) == theirs.to_numpy(dtype=int)).all()
    return len(ours)


def sepsis() -> dict[str, Any]:
    """Say what the flow says of a log of a Dutch hospital, where it is at hand."""
    if not SEPSIS.is_file():
        return {}
    hood = Neighbourhood("log", "log", event_log(SEPSIS)[0])
    each, pairs = flow(hood), handovers(hood)
    passed = pairs[pairs["handover"]]
    most = passed.iloc[0]
    return {
        "requests": len(each),
        "activities": int(each["contacts"].sum()),
        "groups": len(hood.actors),
        "groups_a_request": round(float(each["groups"].mean()), 2),
        "handovers_a_request": round(float(each["handovers"].mean()), 2),
        "loops_a_request": round(float(each["loops"].mean()), 2),
        "median_lead_days": round(float(each["lead_time"].median()) / 86_400, 2),
        "handovers": int(passed["times"].sum()),
        "most": f"{most['from']} to {most['to']}",
        "most_times": int(most["times"]),
        "most_share_back": float(most["share_back"]),
        "people_known": bool(each["people"].notna().any()),
    }


def main() -> None:
    """Make the files, run all, write the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pm4py", help="the Python of its own environment")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small.parquet"), Path(folder, "large.parquet")
        for count, path, more in (
            (1_000_000, small, f"; as_csv({str(small)!r})"),
            (10_000_000, large, ""),
        ):
            made = MADE.format(count=count, path=str(path)) + more
            subprocess.run([sys.executable, "-c", made], check=True, cwd=ROOT)
        ways = {"reading": READING, "handovers": HANDOVERS, "flow_and_handovers": BOTH}
        one = in_turn(small, ways | {"reading_csv": READING_CSV}, given.rounds, {})
        figures = {
            "what": "CPU seconds from opening the file to the table, processes in turn, medians",
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "machine": f"{os.cpu_count()} cores shared with other work, {platform.system()} "
            f"{platform.machine()}, Python {platform.python_version()}",
            "versions": {name: version(name) for name in ("numpy", "pandas", "pyarrow")},
            "activities": [pq.read_metadata(path).num_rows for path in (small, large)],
            "one_million": one,
            **beside_pm4py(small, given.pm4py),
            **{
                f"{name}_to_{yard}": round(one[way]["cpu"] / one[yard]["cpu"], 1)
                for name, way in (("handovers", "handovers"), ("both", "flow_and_handovers"))
                for yard in ("reading", "reading_csv")
            },
            "import_one_million": in_turn(small, {"import_log": IMPORT}, 1, {}),
            "ten_million": in_turn(large, ways, 1, {}),
            "sepsis": sepsis(),
        }
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
