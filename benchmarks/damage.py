"""
Read 20,000 damaged files and look for silent errors: `python -m benchmarks.damage`.

Each file is the main table of a valid region (see `tests/damage.py`), struck by one to three
known damages, as text, in a workbook or in Parquet. A silent error is a region that loads, is
not the truth, and says nothing of the place. Writes `results/damage.json`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import tempfile
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

from ecosystem.tables.check import inspect
from ecosystem.tables.schema import TABLES
from tests import damage, damage_files
from tests.judge import verdict

RESULTS = Path(__file__).resolve().parent / "results" / "damage.json"
FORMATS = ("csv", "csv", "csv", "xlsx", "parquet")
VERDICTS = ("refused", "same", "told", "silent")


def one(seed: int) -> tuple[list[str], str, str]:
    """Strike one region and say which kinds struck, the format, and the verdict."""
    rng = random.Random(seed)  # noqa: S311 - the same damage every time
    form, main = rng.choice(FORMATS), rng.choice(list(TABLES))
    made = damage.world(rng, main, format=form)
    true = damage.truth(made)
    kinds: list[str] = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        name = rng.choice(_kinds(form, main))
        if name in kinds:
            continue
        kinds.append(name)
        if name in damage.CELLS:
            columns = [c for t, c in damage.columns(damage.CELLS[name]) if t == main]
            place = damage.Place(main, rng.choice(columns), rng.randrange(damage.ROWS))
            damage.strike(made, name, place, rng)
        else:
            damage_files.WHOLES[name].strike(made, rng)
    with tempfile.TemporaryDirectory() as folder:
        damage_files.write(made, Path(folder))
        try:
            checked = inspect(folder, fte_hours=36)
        except Exception as error:  # noqa: BLE001 - a traceback is what must never happen
            return kinds, form, f"traceback {type(error).__name__} {error} in {seed}"
    return kinds, form, verdict(true, checked.tables, checked.problems)


def _kinds(form: str, main: str) -> list[str]:
    cells = [
        name
        for name, kind in damage.CELLS.items()
        if form in kind.formats and any(table == main for table, _ in damage.columns(kind))
    ]
    return cells + [
        name
        for name, kind in damage_files.WHOLES.items()
        if form in kind.formats and damage_files.fits(name, main)
    ]


def main() -> None:
    """Read them all, count, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=20_000)
    files = options.parse_args().files
    begun = time.perf_counter()
    by_kind: dict[str, Counter[str]] = {}
    verdicts: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    loud: list[str] = []
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        for seed, (kinds, form, result) in enumerate(pool.imap(one, range(files), 50)):
            verdicts[result] += 1
            formats[form] += 1
            for kind in kinds:
                by_kind.setdefault(kind, Counter())[result] += 1
            if result not in VERDICTS or result == "silent":
                loud.append(f"{seed}: {', '.join(kinds)}: {result}")
                print(loud[-1])
    figures = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "files": files,
        "seconds": round(time.perf_counter() - begun),
        "formats": dict(sorted(formats.items())),
        "kinds": len(by_kind),
        "silent": verdicts["silent"],
        "tracebacks": sum(n for result, n in verdicts.items() if result not in VERDICTS),
        "refused": verdicts["refused"],
        "same": verdicts["same"],
        "told": verdicts["told"],
        "by_kind": {kind: dict(sorted(by_kind[kind].items())) for kind in sorted(by_kind)},
        "examples": loud[:20],
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print({key: figures[key] for key in ("files", "kinds", "silent", "tracebacks", "seconds")})


if __name__ == "__main__":
    main()
