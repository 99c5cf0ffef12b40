"""
A process of its own, as `PYTHONHASHSEED` and threads are chosen before Python starts.

`python -m benchmarks.trust.one_process` reads a line of JSON with the seed of a small world, the
order its rows are to come in, and a fault to plant, if any; it answers with a line: the hash of
the bytes of each output. It is asked by `same_out`, as long as that lasts.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.tied_world import tied_world
from ecosystem.find import findings as findings_of
from ecosystem.find import heavy, push
from ecosystem.measure import activities, handovers
from ecosystem.measure.in_order import order_by
from ecosystem.region.survey.headlines import headlines
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from tests.street import shuffled

network = import_module("ecosystem.network")
"""The module: in the house's own name stands the function."""
DEAR = 4
"""Every so many worlds moves are made and the view is drawn: these cost most."""


def outputs(hood: Neighbourhood, *, dear: bool) -> Iterator[tuple[str, bytes]]:
    """Make what leaves: the graph, findings, a row of the survey, what is shared, and files."""
    graph = nx.node_link_data(eco.network(hood), edges="edges")
    yield "graph", json.dumps(graph).encode()
    findings = eco.find(hood)
    yield "findings", _bytes(findings)
    region = Region((hood.code,), lambda _: hood, pd.DataFrame(), pd.DataFrame())
    yield "survey", _bytes(eco.survey(region, measures=[*headlines().index, "profile"]))
    moves = eco.propose(hood, learn=1) if dear else None
    if moves is not None:
        yield "moves", _bytes(moves)
        yield "view", eco.view(hood, findings=findings, moves=moves).html.encode()
        page = eco.page(hood, moves, findings=findings, resamples=2)
        yield "page", page.html.encode()
        yield "pdf", page.pdf
    shared = eco.protect(hood, findings=findings, moves=moves)
    if dear:
        with TemporaryDirectory() as folder:
            for to in ("xlsx", "graphml"):
                yield to, eco.export(shared, Path(folder) / f"made.{to}", to).read_bytes()
    for name, frame in shared.tables.items():
        yield f"shared {name}", _bytes(frame)


def _bytes(frame: pd.DataFrame) -> bytes:
    return frame.to_csv().encode()


def _unsorted_graph(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(network, "sorted", lambda rows, **_: list(rows), raising=False)


def _set_iterated(patch: pytest.MonkeyPatch) -> None:
    def as_a_set_has_it(rows: Iterable[Any], **_: Any) -> list[Any]:
        of = {str(row): row for row in rows}
        return [of[text] for text in set(of)]

    patch.setattr(network, "sorted", as_a_set_has_it, raising=False)


def _tie_by_order(patch: pytest.MonkeyPatch) -> None:
    for module in (activities, handovers):
        patch.setattr(module, "order_by", lambda *columns: order_by(*columns[:-1]))


def _unrounded(patch: pytest.MonkeyPatch) -> None:
    for module in (heavy, findings_of, push):
        patch.setattr(module, "rounded", lambda hours: hours, raising=False)


FAULTS = {
    "a graph as the rows came": _unsorted_graph,
    "a graph as a set has it": _set_iterated,
    "equal moments in the order of the rows": _tie_by_order,
    "sums that are not rounded": _unrounded,
}


def answer(asked: dict[str, Any]) -> dict[str, str]:
    """Make the outputs of one world, its rows in one order, and give their hashes."""
    world = tied_world(asked["seed"])
    if asked["order"]:
        world = shuffled(world, asked["order"])
    with pytest.MonkeyPatch.context() as patch:
        if asked["fault"]:
            FAULTS[asked["fault"]](patch)
        made = outputs(world, dear=asked["seed"] % DEAR == DEAR - 1)
        return {name: sha256(content).hexdigest() for name, content in made}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
