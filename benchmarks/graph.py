"""
Who stands between others, against networkx: `python -m benchmarks.graph`.

500 seeded graphs of 20 to 150 actors (median 80) and some five ties an actor: hubs, teams and
chance, some in several pieces, with weights. Betweenness, bridges, cut vertices, constraint and
effective size, each from a networkx graph; every number is compared. networkx 3.6.1 gives a
wrong weighted effective size when it is asked for all nodes at once, so that one is held against
its slow way, node by node, on a sample. CPU seconds of one process, graph by graph in turn, the
median of the ratios. Writes `results/graph.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from ecosystem.measure.compact import betweenness, compact, constraint, cuts, effective_size
from ecosystem.measure.structural_holes import structural_holes

RESULTS = Path(__file__).resolve().parent / "results" / "graph.json"
GRAPHS, WEIGHED, SEED = 500, 10, 6
"""`WEIGHED` graphs are asked for the weighted effective size of networkx, a second each."""


def drawn(number: int) -> nx.Graph:
    """Draw a graph of hubs, teams and chance, with a few actors or pieces apart."""
    rng = np.random.default_rng([SEED, number])
    count = int(np.clip(rng.lognormal(np.log(80), 0.4), 20, 150))
    graph = nx.barabasi_albert_graph(count, int(rng.integers(1, 4)), seed=int(rng.integers(2**31)))
    for _ in range(count // 12):
        team = rng.choice(count, int(rng.integers(3, 9)), replace=False)
        graph.add_edges_from((one, other) for one in team for other in team if one < other)
    graph.remove_edges_from([tie for tie in list(graph.edges) if rng.random() < 0.1])
    graph.add_edges_from(rng.integers(count, size=(count // 2, 2)).tolist())
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    graph = nx.relabel_nodes(graph, {node: f"actor_{node:03d}" for node in graph})
    for *_, tie in graph.edges(data=True):
        tie["hours"] = float(rng.integers(1, 20)) / 2
    return graph


def by_networkx(graph: nx.Graph) -> dict[str, Any]:
    """Take every measure as its manual says."""
    return {
        "betweenness": nx.betweenness_centrality(graph),
        "bridges": list(nx.bridges(graph)),
        "cut_vertex": list(nx.articulation_points(graph)),
        "constraint": nx.constraint(graph),
        "constraint_weighted": nx.constraint(graph, weight="hours"),
        "effective_size": nx.effective_size(graph),
    }


def by_compact(graph: nx.Graph) -> dict[str, Any]:
    """Take the same, and the weighted effective size, on compact forms."""
    nodes, hours = compact(graph, "hours")
    ties = (hours > 0).astype(float)
    cut, bridges = cuts(ties)
    values = {
        "betweenness": betweenness(ties),
        "constraint": constraint(ties),
        "constraint_weighted": constraint(hours),
        "effective_size": effective_size(ties),
        "effective_size_weighted": effective_size(hours),
    }
    return {
        "bridges": [(nodes[one], nodes[other]) for one, other in bridges],
        "cut_vertex": [node for node, parts in zip(nodes, cut, strict=True) if parts],
        **{name: dict(zip(nodes, each.tolist(), strict=True)) for name, each in values.items()},
    }


def largest_difference(graph: nx.Graph, *, weighted: bool = False) -> float:
    """Compare both; bridges and cut vertices that differ count as endless."""
    theirs, ours = by_networkx(graph), by_compact(graph)
    if weighted:
        theirs["effective_size_weighted"] = node_by_node(graph)
    apart = [0.0 if set(theirs["cut_vertex"]) == set(ours["cut_vertex"]) else float("inf")]
    pairs = [{frozenset(tie) for tie in each["bridges"]} for each in (theirs, ours)]
    apart.append(0.0 if pairs[0] == pairs[1] else float("inf"))
    for name in sorted(set(theirs) - {"bridges", "cut_vertex"}):
        given = np.array([theirs[name][node] for node in graph])
        taken = np.array([ours[name][node] for node in graph])
        if (np.isnan(given) != np.isnan(taken)).any():
            return float("inf")
        apart.append(float(np.nan_to_num(np.abs(given - taken)).max(initial=0.0)))
    return max(apart)


def node_by_node(graph: nx.Graph) -> dict[str, float]:
    """Ask networkx for the weighted effective size of named nodes, which is right."""
    sizes: dict[str, float] = nx.effective_size(graph, nodes=list(graph), weight="hours")
    return sizes


def cpu(work: Callable[[nx.Graph], object], graph: nx.Graph) -> float:
    """Time something in CPU seconds of this process."""
    before = time.process_time()
    work(graph)
    return time.process_time() - before


ONE_BY_ONE: dict[str, tuple[Callable[[nx.Graph], object], Callable[[nx.Graph], object]]] = {
    "betweenness": (nx.betweenness_centrality, lambda graph: betweenness(compact(graph)[1])),
    "bridges": (lambda graph: list(nx.bridges(graph)), lambda graph: cuts(compact(graph)[1])),
    "cut_vertex": (
        lambda graph: list(nx.articulation_points(graph)),
        lambda graph: cuts(compact(graph)[1]),
    ),
    "constraint": (nx.constraint, lambda graph: constraint(compact(graph)[1])),
    "effective_size": (nx.effective_size, lambda graph: effective_size(compact(graph)[1])),
}


def compare(
    theirs: Callable[[nx.Graph], object],
    ours: Callable[[nx.Graph], object],
    graphs: list[nx.Graph],
) -> dict[str, Any]:
    """Time both on each graph in turn."""
    theirs(graphs[0])
    ours(graphs[0])
    times = [(cpu(theirs, graph), cpu(ours, graph)) for graph in graphs]
    return {
        "runs": len(times),
        "networkx_ms": round(1000 * statistics.median(one for one, _ in times), 3),
        "ours_ms": round(1000 * statistics.median(one for _, one in times), 3),
        "times_faster": round(statistics.median(one / other for one, other in times), 1),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare every number and the time, write the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--graphs", type=int, default=GRAPHS)
    count = options.parse_args(arguments).graphs
    graphs = [drawn(number) for number in range(count)]
    figures = {
        "graph_all": {
            "what": "betweenness, bridges, cut vertices, constraint with and without weights and "
            "effective size of a graph, to a dictionary",
            "against": f"networkx {version('networkx')}, which lacks only the weighted effective "
            "size that ours has as well",
            "target": 8,
            **compare(by_networkx, by_compact, graphs),
        },
        "graph_table": {
            "what": "the table of eco.structural_holes",
            "against": "networkx, the same measures without weights, to dictionaries",
            **compare(
                lambda graph: [theirs(graph) for theirs, _ in ONE_BY_ONE.values()],
                structural_holes,
                graphs,
            ),
        },
        "graph_each": {
            name: compare(theirs, ours, graphs[: count // 5 or 1])
            for name, (theirs, ours) in ONE_BY_ONE.items()
        },
        "graph_effective_size_weighted": {
            "what": "weighted effective size of all nodes",
            "against": "networkx node by node, which is right",
            **compare(
                node_by_node,
                lambda graph: effective_size(compact(graph, "hours")[1]),
                graphs[:WEIGHED],
            ),
        },
        "graph_equal": {
            "what": "largest difference from networkx, of every measure and node",
            "graphs": count,
            "largest": max(
                largest_difference(graph, weighted=at < WEIGHED) for at, graph in enumerate(graphs)
            ),
            "nodes_mean": round(statistics.mean(len(graph) for graph in graphs), 1),
            "ties_mean": round(statistics.mean(graph.number_of_edges() for graph in graphs), 1),
            "cut_vertices": sum(sum(cuts(compact(graph)[1])[0]) for graph in graphs),
            "bridges": sum(len(cuts(compact(graph)[1])[1]) for graph in graphs),
        },
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, one BLAS thread",
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "pandas", "networkx")},
        },
        "date": datetime.now(UTC).date().isoformat(),
    }
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
