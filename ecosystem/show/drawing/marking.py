"""Where findings stand on the map: on a tie, on one that is missing, beside a node."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from ecosystem.show.drawing.positions import bend
from ecosystem.show.drawing.shapes import (
    FAMILIES,
    ON_NEED,
    ON_PAIR,
    Kind,
    Mark,
    Node,
    Subject,
    Tie,
    spot,
)


def mark(
    findings: pd.DataFrame, nodes: list[Node], lines: pd.DataFrame
) -> tuple[list[Tie], list[Mark], dict[int, Subject]]:
    """
    Draw the ties that are there and those a finding misses, and number what was found.

    A finding about a pair stands on their tie, or on a line that says there is none; one about
    a need on that need; any other on the first actor or meeting it names. Findings at one
    place share a mark.

    Parameters
    ----------
    findings
        `number`, `finding`, `subject`, `needs`, in the order of their numbers.
    nodes
        The points of the map.
    lines
        `a`, `b`, `relation`, `hours`, `needs`, `change`: ties by the ids of both actors.

    Returns
    -------
    ties, marks, subjects
        Ties in the order of the lines and then of the findings; marks by number; the nodes
        and ties of each finding, by its number.
    """
    index = {(node.kind, node.key): row for row, node in enumerate(nodes)}
    ties: list[Tie] = []
    between: dict[tuple[int, int], list[int]] = {}
    for a, b, relation, hours, needs, change in lines.itertuples(index=False):
        one, other = index["actor", a], index["actor", b]
        ends = (min(one, other), max(one, other))
        beside = between.setdefault(ends, [])
        way, roundness = bend(nodes[ends[0]].at, nodes[ends[1]].at)
        # A second relation of the same two bends a little more, so that both are seen.
        curve = (way, round(roundness + 0.1 * len(beside), 2))
        beside.append(len(ties))
        known = None if math.isnan(hours) else hours
        ties.append(Tie(*ends, relation, known, needs, curve, change=change))
    marked: dict[tuple[str, int], list[tuple[int, str]]] = {}
    subjects = {}
    for row in findings.to_dict("records"):
        number, kind = int(row["number"]), str(row["finding"])
        about = FAMILIES.get(kind, "gap")
        named = _at(index, row["subject"], "actor", "meeting")
        needs = _at(index, row["needs"], "need") if kind in ON_NEED else []
        on: list[int] = []
        if kind in ON_PAIR and len(named) == 2:
            ends = (min(named), max(named))
            if ends not in between:
                between[ends] = [len(ties)]
                curve = bend(nodes[ends[0]].at, nodes[ends[1]].at)
                ties.append(
                    Tie(*ends, "unknown", None, (), curve, about, found=True, number=number)
                )
            on = between[ends]
            if kind == "idle_tie":
                for tie in on:
                    ties[tie] = replace(ties[tie], family=about, number=ties[tie].number or number)
            marked.setdefault(("tie", on[0]), []).append((number, about))
        elif needs or named:
            marked.setdefault(("node", (needs or named)[0]), []).append((number, about))
        subjects[number] = ((*needs, *named), tuple(on))
    return ties, _marks(nodes, ties, marked), subjects


def _at(index: dict[tuple[Kind, str], int], ids: object, *kinds: Kind) -> list[int]:
    """Find the nodes that are named, each once, in their order."""
    parts = [] if pd.isna(ids) else str(ids).split("|")
    return list(
        dict.fromkeys(
            index[kind, part] for part in parts for kind in kinds if (kind, part) in index
        )
    )


def _marks(
    nodes: list[Node], ties: list[Tie], marked: dict[tuple[str, int], list[tuple[int, str]]]
) -> list[Mark]:
    """One mark for each node or tie with findings, the lowest number first."""
    marks = []
    for (kind, which), found in marked.items():
        numbers = tuple(number for number, _ in found)
        about = found[0][1]
        if kind == "node":
            node = nodes[which]
            # The number of a need stands in its hollow; others stand beside their node.
            off = 0.0 if node.kind == "need" else round(node.radius * 0.55, 1)
            marks.append(Mark(numbers, about, which, None, node.x, node.y, off))
        else:
            x, y = spot(nodes, ties[which])
            marks.append(Mark(numbers, about, None, which, x, y, 0.0))
    return sorted(marks, key=lambda mark: mark.numbers)
