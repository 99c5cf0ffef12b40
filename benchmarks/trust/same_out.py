"""
The same tables give the same bytes: whatever the order of rows, hash seed, threads or workers.

A seed is a small neighbourhood full of ties. Its graph, findings, row of the survey and shareable
tables, and of every fourth its moves and view, are made in four processes that started with
another hash seed, two with one thread and two with four, each from its rows in another order; all
are held against the first, byte by byte. Which order and how many threads go with which hash seed
goes round, so that ten neighbourhoods see all 40 combinations of 5 orders, 4 hash seeds and 2
numbers of threads, four each. Then the survey by workers of Dask, its rows in another
order, against the survey in this process. Every combination for each of 40 neighbourhoods would
be half an hour of CPU.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust import one_process
from benchmarks.trust.tally import MOST, Fault, Tally
from benchmarks.trust.tied_world import tied_world
from ecosystem.region.survey.workers import THREADS, processes
from ecosystem.tables.neighbourhood import Region
from tests.street import shuffled

SHORT, LONG = 40, 1_000
ROOT = Path(__file__).resolve().parents[2]
HASH_SEEDS, THREADED, ORDERS = range(4), (1, 4), 5
MEASURES = ("professionals", "people_a_resident", "coc", "push_share", "ei_index", "profile")
PLANTED = {"fault": "", "workers": ""}


def run(seeds: range) -> Tally:
    """Make the outputs of each seed everywhere, and hold them against the first."""
    return sum((_held(seed) for seed in seeds), _by_workers(seeds))


def _held(seed: int) -> Tally:
    places = [_place(seed, at) for at in HASH_SEEDS]
    with ThreadPoolExecutor(len(places)) as together:
        first, *others = together.map(_ask, [seed] * len(places), places)
    wrong = [
        f"{seed}: {name}, order {order}, hash seed {hash_seed}, {threads} threads"
        for made, (order, hash_seed, threads) in zip(others, places[1:], strict=True)
        for name in sorted(first.keys() | made.keys())
        if first.get(name) != made.get(name)
    ]
    count = sum(len(made) for made in others)
    met = {"combination {} {} {}".format(*place): 1 for place in places}
    return Tally(count, len(wrong), tuple(wrong[:MOST]), {"neighbourhoods": 1} | met)


def _place(seed: int, hash_seed: int) -> tuple[int, int, int]:
    """Say in which order, with which hash seed and how many threads one of the four is made."""
    return (hash_seed + seed) % ORDERS, hash_seed, THREADED[(hash_seed + seed // ORDERS) % 2]


def _ask(seed: int, place: tuple[int, int, int]) -> dict[str, str]:
    """Ask a process; one that was ended from outside is started again, once."""
    order, *start = place
    asked = json.dumps({"seed": seed, "order": order, "fault": PLANTED["fault"]})
    for attempt in range(2):
        process = _started(*start, attempt)
        try:
            print(asked, file=process.stdin, flush=True)
            return dict(json.loads(process.stdout.readline() if process.stdout else ""))
        except (OSError, ValueError):
            process.kill()
    raise RuntimeError(f"{seed}: the process of hash seed {start[0]} ended twice")


@cache
def _started(hash_seed: int, threads: int, _attempt: int) -> subprocess.Popen[str]:
    env = os.environ | dict.fromkeys(THREADS, str(threads)) | {"PYTHONHASHSEED": str(hash_seed)}
    process = subprocess.Popen(
        [sys.executable, "-m", one_process.__name__],
        cwd=ROOT,
        env=env,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(process.kill)
    return process


def _by_workers(seeds: range) -> Tally:
    """Survey these and the next two, so that there is an order to keep."""
    codes = range(seeds.start, seeds.stop + 2)
    wrong = () if _survey(codes, 0) == _survey(codes, 1, _workers()) else ("survey by workers",)
    return Tally(1, len(wrong), wrong, {"surveys by workers": 1})


def _survey(seeds: range, order: int, client: Any = None) -> bytes:
    worlds = {f"w{seed}": shuffled(tied_world(seed), order) for seed in seeds}
    region = Region(tuple(worlds), worlds.__getitem__, pd.DataFrame(), pd.DataFrame())
    table = eco.survey(region, client=client, measures=MEASURES)
    return (table.iloc[::-1] if client and PLANTED["workers"] else table).to_csv().encode()


@cache
def _workers() -> Any:
    """Start two workers of Dask in this process, or two processes where there is no Dask."""
    kept = ExitStack()
    atexit.register(kept.close)
    try:
        from distributed import LocalCluster  # noqa: PLC0415 (an extra)
    except ImportError:
        return kept.enter_context(processes(2))
    cluster = LocalCluster(2, threads_per_worker=1, processes=False, dashboard_address=None)
    return kept.enter_context(kept.enter_context(cluster).get_client())


def _plant(key: str, name: str, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(PLANTED, key, name)


FAULTS: dict[str, Fault] = {
    **{name: partial(_plant, "fault", name) for name in one_process.FAULTS},
    "rows of workers in another order": partial(_plant, "workers", "turned"),
}
