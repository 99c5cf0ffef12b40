"""
Continuity of ten million contacts: `python -m benchmarks.continuity`.

Contacts are made up (seeded): 10 to 100 a resident, neighbourhoods of 70 actors, a resident's own
small team in which the same one often comes again, times to the second within a year, in the order
of time, ids as whole numbers, in Parquet (zstd). Each way of working runs in a process of its own,
in turn (A B A B ...), and must give the same table. `cpu` is what all threads take, user and
system, from opening the file to the finished table; `user` leaves out the system's part, which on
a virtual machine that gives memory back to its host goes up and down at random; `whole` is the
process with Python's start and imports. Ratios are taken round by round; medians. Writes
`results/continuity.json`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "continuity.json"
ACTORS = 70
"""In a neighbourhood, which has a thousand residents."""
EQUAL = ["contacts", "people", "upc", "coc", "secon", "mmci", "k_index", "effective_people"]
EQUAL += ["handovers"]

READING = """
import pyarrow.parquet as pq
def work():
    pq.ParquetFile(PATH).read(["resident", "actor", "start"])
"""
OURS = """
import numpy as np
import pyarrow.parquet as pq
from ecosystem.measure.contact_counts import contact_counts, indices
def work():
    columns = pq.ParquetFile(PATH).read(["resident", "actor", "start"]).columns
    counts = contact_counts(*(np.from_dlpack(column.chunk(0).view("int64")) for column in columns))
    return {"contacts": counts.contacts, "people": counts.people, **indices(counts)}
"""
COLUMNS = """
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
def work():
    log = pq.ParquetFile(PATH).read(["resident", "actor", "start"]).to_pandas()
    log = log.sort_values(["resident", "start", "actor"])
    pair = log.groupby(["resident", "actor"]).size()
    each = pair.groupby("resident")
    n, k, squares = each.sum(), each.size(), (pair**2).groupby("resident").sum()
    same = log["resident"].eq(log["resident"].shift())
    other = same & log["actor"].ne(log["actor"].shift())
    handovers = other.groupby(log["resident"]).sum()
    many = n.where(n > 1)
    return {
        "contacts": n, "people": k, "upc": each.max() / n,
        "coc": (squares - n) / (many * (many - 1)), "secon": 1 - handovers / (many - 1),
        "mmci": (1 - k / (many + 0.1)) / (1 - 1 / (many + 0.1)),
        "k_index": (many - k) / (many - 1), "effective_people": n**2 / squares,
        "handovers": handovers,
    }
"""
APPLY = """
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
def one(group):
    actors = group.sort_values(["start", "actor"])["actor"]
    count = actors.value_counts()
    n, k = len(actors), len(count)
    squares = (count**2).sum()
    handovers = (actors != actors.shift()).sum() - 1
    several = n > 1
    return pd.Series({
        "contacts": n, "people": k, "upc": count.max() / n,
        "coc": (squares - n) / (n * (n - 1)) if several else np.nan,
        "secon": 1 - handovers / (n - 1) if several else np.nan,
        "mmci": (1 - k / (n + 0.1)) / (1 - 1 / (n + 0.1)) if several else np.nan,
        "k_index": (n - k) / (n - 1) if several else np.nan,
        "effective_people": n**2 / squares, "handovers": handovers,
    })
def work():
    log = pq.ParquetFile(PATH).read(["resident", "actor", "start"]).to_pandas()
    return log.groupby("resident")[["actor", "start"]].apply(one)
"""
TIMED = """
import json, resource
begun = resource.getrusage(resource.RUSAGE_SELF)
table = work()
ended = resource.getrusage(resource.RUSAGE_SELF)
user = ended.ru_utime - begun.ru_utime
told = {"cpu": user + ended.ru_stime - begun.ru_stime, "user": user}
told["peak_mb"] = ended.ru_maxrss / 1024
if table is not None:
    import numpy as np
    np.savez(KEPT, **{name: np.asarray(table[name]) for name in EQUAL})
print(json.dumps(told))
"""
MADE = "from benchmarks.continuity import make; make({count}, {path!r})"


def make(count: int, path: str, seed: int = 1) -> None:
    """Write about so many contacts: of whom, by whom, and when."""
    rng = np.random.default_rng(seed)
    many = np.clip(rng.lognormal(3.25, 0.6, int(count / 30.15)).astype(int), 10, 100)
    total, hoods = int(many.sum()), max(1, len(many) // 1000)
    resident = np.repeat(np.arange(len(many)), many)
    again = rng.random(total) < 0.55
    again[np.cumsum(many) - many] = False
    drawn = np.minimum(rng.zipf(1.6, total), 8)
    member = drawn[np.maximum.accumulate(np.where(again, 0, np.arange(total)))]
    actor = resident % hoods * ACTORS + (resident * 2_654_435_761 + member * 40_503) % ACTORS
    second = rng.integers(0, 365 * 24 * 3600, total)
    second = second[np.lexsort((second, resident))]
    order = np.argsort(second, kind="stable")
    start = np.datetime64("2025-01-01", "us") + second[order] * np.timedelta64(1, "s")
    log = pa.table({"resident": resident[order], "actor": actor[order], "start": start})
    pq.write_table(log, path, compression="zstd")


def run(work: str, path: Path, kept: Path) -> dict[str, float]:
    """Run one way in a process of its own; its CPU, and that of the whole process."""
    given = f"PATH, KEPT, EQUAL = {str(path)!r}, {str(kept)!r}, {EQUAL!r}\n"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", given + work + TIMED], check=True, capture_output=True, cwd=ROOT
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return {**json.loads(done.stdout), "whole": whole}


def compare(path: Path, ways: dict[str, str], rounds: int) -> dict[str, object]:
    """Run all ways in turn: medians, and ratios of the last to the one before it."""
    kept = {name: path.with_name(f"{name}.npz") for name in ways}
    runs = [
        {name: run(work, path, kept[name]) for name, work in ways.items()} for _ in range(rounds)
    ]
    tables = {name: np.load(place) for name, place in kept.items() if place.exists()}
    for name, column in ((name, column) for name in tables for column in EQUAL):
        np.testing.assert_allclose(tables[name][column], tables["ours"][column], err_msg=name)
    few, many = ways
    ratios = {
        key: round(statistics.median(one[many][key] / one[few][key] for one in runs), 2)
        for key in ("cpu", "user", "whole")
    }
    medians = {
        name: {
            key: round(statistics.median(one[name][key] for one in runs), 3)
            for key in runs[0][name]
        }
        for name in ways
    }
    return {"rounds": rounds, "same_table": sorted(tables), **medians, "ratio": ratios}


def main() -> None:
    """Make the files, run all, write the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=9)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.parquet"), Path(folder, "small.parquet")
        for count, path in ((10_000_000, large), (1_000_000, small)):
            made = MADE.format(count=count, path=str(path))
            subprocess.run([sys.executable, "-c", made], check=True, cwd=ROOT)
        figures = {
            "what": "CPU seconds, processes in turn, medians; ratio is the second to the first",
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "machine": f"{os.cpu_count()} cores shared with other work, {platform.system()} "
            f"{platform.machine()}, Python {platform.python_version()}",
            "versions": {name: version(name) for name in ("numpy", "pandas", "pyarrow")},
            "contacts": [pq.read_metadata(path).num_rows for path in (large, small)],
            "ten_million_reading": compare(large, {"reading": READING, "ours": OURS}, rounds),
            "ten_million_pandas": compare(large, {"ours": OURS, "columns": COLUMNS}, 1),
            "one_million_pandas": compare(small, {"ours": OURS, "columns": COLUMNS}, 3),
            "one_million_apply": compare(small, {"ours": OURS, "apply": APPLY}, 1),
        }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
