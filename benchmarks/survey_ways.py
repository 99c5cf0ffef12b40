"""Each way of surveying that `benchmarks.survey` measures, as a program of its own."""

from __future__ import annotations

COLUMNS = {
    "actors": ["actor", "layer", "profession", "organisation", "hours", "step", "level"],
    "attendance": ["meeting", "actor"],
    "competences": ["actor", "need", "hours"],
    "contacts": [
        "resident",
        "request",
        "actor",
        "organisation",
        "need",
        "start",
        "minutes",
        "reason",
    ],
    "indicators": ["indicator", "year", "value"],
    "meetings": ["meeting", "kind", "need", "times", "hours", "requested_by", "review"],
    "needs": ["need", "domain", "critical", "reserved", "hours"],
    "neighbourhoods": ["neighbourhood", "name", "parent", "codes", "year", "population", "x", "y"],
    "outcomes": ["group", "measure", "value", "n", "year"],
    "reach": ["actor", "neighbourhood", "hours"],
    "requests": [
        "request",
        "resident",
        "need",
        "asked",
        "requested_by",
        "complexity",
        "contact_point",
        "heavier_because",
        "closed",
    ],
    "ties": ["actor", "partner", "relation", "hours", "need", "requested_by"],
}
"""What a survey uses; the floor reads these and no more."""

FLOOR = f"""
import pyarrow.parquet as pq
from pathlib import Path
def work():
    for name, columns in {COLUMNS!r}.items():
        for place in sorted(Path(GIVEN["path"]).rglob(f"{{name}}.parquet")):
            with pq.ParquetFile(place) as file:
                for at in range(file.num_row_groups):
                    file.read_row_group(at, columns=columns, use_threads=False)
"""
DOOR = f"""
import ecosystem as eco
def work():
    for hood in eco.load(GIVEN["path"]):
        for name in {sorted(COLUMNS)!r}:
            getattr(hood, name)
"""
SURVEY = """
import ecosystem as eco
def work():
    return eco.survey(eco.load(GIVEN["path"]), **GIVEN.get("options", {}))
"""
SCRIPT = """
import pandas as pd
from pathlib import Path
from benchmarks.{name} import survey
from benchmarks.plain import read
def work():
    folder = Path(GIVEN["path"])
    places = pd.read_parquet(folder / "neighbourhoods.parquet")["neighbourhood_of_row"]
    rows = {{code: survey(read(folder, code)) for code in sorted(set(places))}}
    return pd.DataFrame.from_dict(rows, orient="index")
"""
PLAIN, SENSIBLE = (SCRIPT.format(name=name) for name in ("plain", "sensible"))
WORKERS = """
import ecosystem as eco
from ecosystem.region.survey.workers import processes
def work():
    with processes(2) as client:
        return eco.survey(eco.load(GIVEN["path"]), client=client, **GIVEN["options"])
"""
DASK = """
import os, signal, threading, time
from pathlib import Path
from distributed import Client, LocalCluster
import ecosystem as eco
def kill_one(client, parts, when):
    first = sorted(client.run(os.getpid).values())[0]
    while len(list(Path(parts).glob("*"))) < when:
        time.sleep(0.05)
    os.kill(first, signal.SIGKILL)
def work():
    region = eco.load(GIVEN["path"])
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        if GIVEN.get("kill_at"):
            told = (client, GIVEN["out"] + ".parts", GIVEN["kill_at"])
            threading.Thread(target=kill_one, args=told, daemon=True).start()
        begun = client.run(time.process_time), time.process_time()
        table = eco.survey(region, client=client, out=GIVEN["out"])
        if not GIVEN.get("kill_at"):
            ended = client.run(time.process_time), time.process_time()
            told = [sum(each.values()) + own for each, own in (begun, ended)]
            print(json.dumps({"work_cpu": told[1] - told[0]}))
        return table
"""
BROADEN = """
import ecosystem as eco, pandas as pd, time
def work():
    rows = []
    for hood in eco.load(GIVEN["path"]):
        begun = time.process_time()
        eco.broaden(hood)
        rows.append({"code": hood.code, "cpu": time.process_time() - begun})
    return pd.DataFrame(rows)
"""
STEPS = """
import time, tracemalloc
import pandas as pd
import ecosystem as eco
from ecosystem.find.searches import searches
from ecosystem.region.survey import one
from ecosystem.tables.problems import MissingTable
def steps(region, code):
    kept = []
    yield "reading", lambda: kept.append(region[code])
    yield "place", lambda: one.place(kept[0])
    for part in one.PARTS:
        yield part.__name__, lambda: part(kept[0])
    for kinds, search in searches(kept[0]).items():
        yield "finding " + ", ".join(kinds), search
    yield "profile", lambda: one.profile(kept[0])
def run(region, code, measured):
    for name, step in steps(region, code):
        try:
            yield {"code": code, "step": name, **measured(step)}
        except MissingTable:
            pass
def seconds(step):
    begun = time.process_time()
    step()
    return {"cpu": time.process_time() - begun}
def memory(step):
    tracemalloc.start()
    try:
        step()
        return {"peak_mb": tracemalloc.get_traced_memory()[1] / 2**20}
    finally:
        tracemalloc.stop()
def work():
    region = eco.load(GIVEN["path"])
    codes = region.codes
    list(run(region, codes[0], seconds))
    rows = [row for code in codes for row in run(region, code, seconds)]
    rows += [row for code in codes[:2] for row in run(region, code, memory)]
    return pd.DataFrame(rows)
"""
REPORTS = """
import importlib, sys, time
import pandas as pd
import ecosystem as eco
from ecosystem.show import report as made
took = {}
def timed(name, inner):
    def outer(*given, **options):
        begun = time.process_time()
        try:
            return inner(*given, **options)
        finally:
            took[name] = took.get(name, 0) + time.process_time() - begun
    return outer
def work():
    region = eco.load(GIVEN["path"])
    for name in ("find", "propose", "page", "what_if", "told", "workbook", "_one"):
        setattr(made, name, timed(name, getattr(made, name)))
    took["robustness"] = 0.0
    again = timed("robustness", importlib.import_module("ecosystem.propose.robustness").robustness)
    for name, room in list(sys.modules.items()):
        if name.startswith("ecosystem.show.page.") and "robustness" in vars(room):
            room.robustness = again
    html = made.View.html
    read = html.func if hasattr(html, "func") else html.fget
    made.View.html = property(timed("view", read))
    codes = list(region.codes)[: GIVEN["count"]]
    table = made.report(region, GIVEN["out"], codes=codes)
    assert (table["failed"] == "").all(), table["failed"].tolist()
    print(json.dumps({"steps": took}))
    return table
"""
TIMED = """
import json, resource, sys, time, os
def used():
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in both)
def main():
    if GIVEN.get("warm"):
        work()
    begun, since = used(), time.perf_counter()
    table = work()
    told = {"cpu": used() - begun, "wall": time.perf_counter() - since}
    peaks = (resource.getrusage(who).ru_maxrss for who in (0, resource.RUSAGE_CHILDREN))
    told["peak_mb"], told["peak_mb_worker"] = (peak / 1024 for peak in peaks)
    if GIVEN.get("kept") and table is not None:
        table.to_pickle(GIVEN["kept"])
    print(json.dumps(told))
if __name__ == "__main__":
    main()
"""
