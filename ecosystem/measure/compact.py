"""One compact form of a graph: its nodes in order, and who is tied to whom as a dense matrix."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import pairwise

import networkx as nx
import numpy as np

from ecosystem.tables.neighbourhood import some

BLOCK = 512
"""Nodes whose shortest paths are followed at once, so that memory stays in bounds."""


def compact(graph: nx.Graph, weight: str | None = None) -> tuple[list[Hashable], np.ndarray]:
    """Give the nodes and, node by node, the weight of the ties; 1 a tie without `weight`."""
    nodes = list(graph)
    place = {node: at for at, node in enumerate(nodes)}
    near = [ends for _, ends in graph.adjacency()]
    first = np.repeat(np.arange(len(nodes)), [len(ends) for ends in near])
    last = np.array([place[other] for ends in near for other in ends], dtype=np.intp)
    if weight is None:
        return nodes, matrix(len(nodes), first, last)
    ties = [tie for ends in near for tie in ends.values()]
    if graph.is_multigraph():
        given = [sum(tie.get(weight, 1.0) for tie in each.values()) for each in ties]
    else:
        given = [tie.get(weight, 1.0) for tie in ties]
    strong = np.array(given, dtype=float)
    wrong = [f"{nodes[first[at]]}-{nodes[last[at]]}" for at in np.flatnonzero(~(strong > 0))]
    if wrong:
        raise ValueError(f"{weight!r} must be above 0; it is not on {some(tuple(wrong))}")
    weights = np.zeros((len(nodes), len(nodes)))
    weights[first, last] = strong
    np.fill_diagonal(weights, 0.0)
    return nodes, weights + weights.T if graph.is_directed() else weights


def matrix(count: int, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Put a 1 where two are tied, both ways, and nobody with themselves."""
    ties = np.zeros((count, count))
    ties[first, last] = 1.0
    ties[last, first] = 1.0
    np.fill_diagonal(ties, 0.0)
    return ties


def betweenness(ties: np.ndarray) -> np.ndarray:
    """Give the share of shortest paths between each two others that pass a node, on average."""
    count, total = len(ties), np.zeros(len(ties))
    if count < 3:
        return np.full(count, np.nan)
    there = (ties > 0).astype(float)
    for start in range(0, count, BLOCK):
        paths = [there[start : start + BLOCK]]
        unseen = (paths[0] == 0) & (
            np.arange(count) != np.arange(count)[start : start + BLOCK, None]
        )
        while unseen.any():
            further = (paths[-1] @ there) * unseen
            if not further.any():
                break
            paths.append(further)
            unseen &= further == 0
        carried = np.zeros_like(paths[0])
        for near, far in zip(paths[-2::-1], paths[:0:-1], strict=True):
            each = (1.0 + carried) / np.where(far, far, np.inf)
            carried = (each @ there) * near
            total += carried.sum(axis=0)
    return total / ((count - 1) * (count - 2))


def effective_size(ties: np.ndarray) -> np.ndarray:
    """Count partners less what each shares with the others (Burt 1992); not a number if alone."""
    there, part = _parts(ties)
    strongest = ties.max(axis=1, keepdims=True, initial=0.0)
    shared = part @ (ties / np.where(strongest, strongest, 1.0)).T
    return np.where(there.any(axis=1), ((1.0 - shared) * there).sum(axis=1), np.nan)


def constraint(ties: np.ndarray) -> np.ndarray:
    """Add up, over partners, the squared part of ties that lead to them, also by others."""
    there, part = _parts(ties)
    led = ((part + part @ part) * there) ** 2
    return np.where(there.any(axis=1), led.sum(axis=1), np.nan)


def _parts(ties: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell who is tied to whom, and which part of their ties that is."""
    whole = ties.sum(axis=1, keepdims=True)
    return ties > 0, ties / np.where(whole, whole, 1.0)


def reached(ties: np.ndarray, start: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell who has a path from any of some nodes, and who still has without each (its row)."""
    there = (ties > 0).astype(float)
    open_ = np.vstack([~np.eye(len(ties), dtype=bool), np.ones(len(ties), dtype=bool)])
    found = start & open_
    while True:
        more = (found | (found @ there > 0)) & open_
        if (more == found).all():
            return found[-1], found[:-1]
        found = more


def cuts(ties: np.ndarray) -> tuple[list[bool], list[tuple[int, int]]]:
    """Tell the nodes, and list the ties, without which others lose every path (Tarjan 1974)."""
    rows, partners = np.nonzero(ties)
    ends, near = np.searchsorted(rows, np.arange(len(ties) + 1)).tolist(), partners.tolist()
    order, before = _depth_first([near[one:two] for one, two in pairwise(ends)])
    seen = np.argsort(order)
    back = np.where(ties > 0, seen, len(ties))
    back[np.arange(len(ties)), before] = len(ties)
    low = np.minimum(back.min(axis=1, initial=len(ties)), seen).tolist()
    at, cut, bridges = seen.tolist(), [False] * len(ties), []
    for node in reversed(order):
        above = before[node]
        if above != node:
            low[above] = min(low[above], low[node])
            cut[above] |= low[node] >= at[above]
            if low[node] > at[above]:
                bridges.append((above, node))
    for root in (node for node in order if before[node] == node):
        cut[root] = sum(above == root for above in before) > 2  # itself, and two branches
    return cut, bridges


def _depth_first(near: list[list[int]]) -> tuple[list[int], list[int]]:
    """Walk every piece as deep as it goes: the order, and from where each node was found."""
    order, before = [], [-1] * len(near)
    for root in range(len(near)):
        if before[root] >= 0:
            continue
        before[root] = root
        order.append(root)
        way = [(root, iter(near[root]))]
        while way:
            here, rest = way[-1]
            other = next((each for each in rest if before[each] < 0), None)
            if other is None:
                way.pop()
                continue
            before[other] = here
            order.append(other)
            way.append((other, iter(near[other])))
    return order, before
