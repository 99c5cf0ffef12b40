"""
What starting costs: `python benchmarks/startup.py` writes `results/startup.json`.

CPU seconds of whole processes, run in turn (A B C D A B C D ...), medians. The eager stack is
what a script without lazy imports pays: networkx, pandas, scipy.optimize, matplotlib.pyplot and
pyvis, then the same folder read with pandas and drawn with pyvis in-line. The first picture is of
one neighbourhood: from a folder of its own CSVs, from the bundled folder of twenty (which are all
checked first), and from those twenty as Parquet (of which one is read).
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import ecosystem as eco

ROOT = Path(__file__).resolve().parents[1]
REGION = ROOT / "data" / "rivierenwijk"
ROUNDS = 9

ONE, PARQUET = tempfile.mkdtemp(), tempfile.mkdtemp()
PICTURE = """
import ecosystem as eco
hood = eco.load({region!r})["BU99990101"]
html = eco.view(hood).html
assert len(html) > 100_000
"""
EAGER = """
import networkx as nx, pandas as pd, scipy.optimize, matplotlib.pyplot
from pyvis.network import Network
tables = {{name: pd.read_csv({region!r} + "/" + name + ".csv")
          for name in ("neighbourhoods", "actors", "competences", "needs", "ties", "meetings",
                       "attendance", "profiles", "contacts", "requests")}}
actors = tables["actors"].query("neighbourhood == 'BU99990101'")
ties = tables["ties"]
ties = ties[ties["actor"].isin(actors["actor"]) & ties["partner"].isin(actors["actor"])]
graph = nx.Graph()
graph.add_nodes_from(actors["actor"])
graph.add_edges_from(zip(ties["actor"], ties["partner"]))
places = nx.spring_layout(graph, seed=0)
picture = Network(cdn_resources="in_line")
for node, (x, y) in places.items():
    picture.add_node(node, x=float(x) * 500, y=float(y) * 500)
for one, other in graph.edges:
    picture.add_edge(one, other)
picture.toggle_physics(False)
assert len(picture.generate_html()) > 100_000
"""
COMMANDS = {
    "bare_python": "pass",
    "import_ecosystem": "import ecosystem",
    "first_picture": PICTURE.format(region=ONE),
    "eager_stack": EAGER.format(region=ONE),
    "first_picture_of_twenty": PICTURE.format(region=str(REGION)),
    "eager_stack_of_twenty": EAGER.format(region=str(REGION)),
    "first_picture_parquet": PICTURE.format(region=PARQUET),
}


RATIOS = (
    ("picture_ratio", "first_picture", "eager_stack"),
    ("picture_ratio_of_twenty", "first_picture_of_twenty", "eager_stack_of_twenty"),
    ("picture_ratio_parquet", "first_picture_parquet", "eager_stack_of_twenty"),
)


def cpu_seconds(code: str) -> float:
    """Run code in a process of its own and say what CPU it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Run all in turn, and write the medians."""
    region = eco.load(REGION)
    eco.save(region, PARQUET, format="parquet")
    eco.save(dict(region["BU99990101"].tables), ONE)
    for code in COMMANDS.values():
        cpu_seconds(code)
    rounds = [{name: cpu_seconds(code) for name, code in COMMANDS.items()} for _ in range(ROUNDS)]
    median = {name: statistics.median(one[name] for one in rounds) for name in COMMANDS}
    figures = {
        "what": f"CPU seconds of whole processes, run in turn, median of {ROUNDS}",
        **median,
        "import_more": statistics.median(
            one["import_ecosystem"] - one["bare_python"] for one in rounds
        ),
        **{
            name: statistics.median(one[ours] / one[eager] for one in rounds)
            for name, ours, eager in RATIOS
        },
        "runs": ROUNDS,
    }
    path = ROOT / "benchmarks" / "results" / "startup.json"
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
