"""What is drawn of a neighbourhood, and where: made once, for the picture and for the page."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from ecosystem.protect import Outgoing
from ecosystem.show.lettering import (
    GAP,
    LINE,
    NEVER,
    SCALES,
    Label,
    Place,
    box,
    lines,
    place,
    width,
)
from ecosystem.show.marking import mark
from ecosystem.show.positions import ACROSS, CORE, FRAME, places, ring_of
from ecosystem.show.shapes import (
    BADGE,
    DASHES,
    FEW,
    LOOKS,
    ON_NEED,
    Drawing,
    Mark,
    Node,
    badge,
    spot,
)
from ecosystem.show.words import say
from ecosystem.tables.problems import Language

FIRM = 0.7
"""From this zoom, that of a whole map in a notebook, captions and needs are named."""
INSIDE = Place(0.0, 0.0, SCALES[0])
"""Of the number of a need, which stands in its hollow."""
MOST = 400
"""Nodes whose label is given a place; others show theirs under the pointer."""
NOTHING = pd.DataFrame({"number": [], "finding": [], "subject": [], "needs": []}, dtype="str")


def draw(outgoing: Outgoing) -> Drawing:
    """
    Decide what is drawn and where.

    Parameters
    ----------
    outgoing
        What may leave, as `protect` makes it.

    Returns
    -------
    drawing
        The same for the same tables, whatever the order of their rows.

    Raises
    ------
    TypeError
        If it is anything but an `Outgoing`.

    Examples
    --------
    >>> [node.label for node in draw(eco.protect(street)).nodes][:2]
    ['Choir', 'District nurse 1']
    """
    if not isinstance(outgoing, Outgoing):
        kind = type(outgoing).__name__
        raise TypeError(f"a drawing is made of what protect(hood) returns, not of a {kind}")
    findings = outgoing.tables.get("findings", NOTHING)
    lines_ = _lines(outgoing)
    rings = pd.concat([ring_of(outgoing), _extra(outgoing, findings)])
    spots, drawn = places(rings, _pulls(outgoing, lines_))
    nodes = _nodes(outgoing, spots)
    ties, marks, subjects = mark(findings, nodes, lines_)
    bare = Drawing(tuple(drawn), (), tuple(nodes), tuple(ties), tuple(marks), subjects)
    return _lettered(bare, outgoing.lang)


def _able(outgoing: Outgoing) -> pd.DataFrame:
    """Who can meet what, without those who are not available."""
    actors = outgoing.tables["actors"]
    away = set(actors.loc[actors["hours"] == 0, "actor"])
    able = outgoing.tables["competences"]
    return able[~able["actor"].isin(away)]


def _extra(outgoing: Outgoing, findings: pd.DataFrame) -> pd.Series:
    """Needs that are on the map because a finding is about them, by key."""
    about = findings.loc[findings["finding"].isin(ON_NEED), "needs"].fillna("")
    known = set(about.str.split("|").explode()) & set(outgoing.tables["needs"]["need"])
    return pd.Series("need", [f"need:{need}" for need in sorted(known)], dtype="str", name="ring")


def _lines(outgoing: Outgoing) -> pd.DataFrame:
    """Ties as lines: one for each pair and relation, whoever reported them, hours added up."""
    ties = outgoing.tables["ties"]
    swap = ties["actor"] > ties["partner"]
    table = pd.DataFrame(
        {
            "a": ties["actor"].where(~swap, ties["partner"]),
            "b": ties["partner"].where(~swap, ties["actor"]),
            "relation": ties["relation"].where(ties["relation"].isin(list(DASHES)), "unknown"),
            "need": ties["need"].fillna(""),
            "hours": ties["hours"].astype("float64"),
        }
    )
    table = table[table["a"] != table["b"]]
    # Both sides may report one tie: the larger number of hours counts, not their sum.
    each = table.groupby(["a", "b", "relation", "need"], sort=True)["hours"].max().reset_index()
    grouped = each.groupby(["a", "b", "relation"], sort=True)
    return grouped.agg(
        hours=("hours", lambda hours: hours.sum(min_count=1)),
        needs=("need", lambda needs: tuple(sorted(set(needs) - {""}))),
    ).reset_index()


def _pulls(outgoing: Outgoing, lines_: pd.DataFrame) -> pd.DataFrame:
    """Say what should stand near each other: ties first, colleagues a little."""
    weight = 1.0 + lines_["hours"].fillna(0).clip(0, 20) / 10
    ties = pd.DataFrame({"a": lines_["a"], "b": lines_["b"], "weight": weight})
    actors = outgoing.tables["actors"].dropna(subset=["organisation"]).sort_values("actor")
    colleagues = [
        (a, b, 0.3)
        for _, group in actors.groupby("organisation", sort=True)
        for a, b in pairwise(group["actor"])
    ]
    return pd.concat([ties, pd.DataFrame(colleagues, columns=["a", "b", "weight"])])


def _nodes(outgoing: Outgoing, spots: pd.DataFrame) -> list[Node]:
    """Actors, the needs found, and the meetings found, each at its place."""
    tables = outgoing.tables
    breadth = tables["competences"].groupby("actor")["need"].nunique()
    crowd = len(tables["actors"])
    shrink = 1.0 if crowd <= 90 else 0.85 if crowd <= 250 else 0.4
    at = {str(row[0]): (str(row[1]), float(row[2]), float(row[3])) for row in spots.itertuples()}
    nodes = []
    for row in tables["actors"].to_dict("records"):
        key, label = str(row["actor"]), str(row["label"])
        layer = str(row["layer"]) if row["layer"] in LOOKS else "unknown"
        radius = min(13.0, 6.2 + 1.5 * math.sqrt(breadth.get(key, 1))) * shrink
        nodes.append(Node("actor", key, label, layer, *at[key], round(radius, 1)))
    covered = set(_able(outgoing)["need"])
    for need, label in tables["needs"].set_index("need")["label"].items():
        if f"need:{need}" in at:
            where = at[f"need:{need}"]
            bare = need not in covered
            nodes.append(Node("need", str(need), str(label), "", *where, 11.0, uncovered=bare))
    return [*nodes, *_meetings(outgoing, nodes)]


def _meetings(outgoing: Outgoing, nodes: list[Node]) -> list[Node]:
    """Meetings a finding is about, near the middle of those who sit in them."""
    findings = outgoing.tables.get("findings", NOTHING)
    parts = set(findings["subject"].fillna("").str.split("|").explode())
    spots = {node.key: (node.x, node.y) for node in nodes if node.kind == "actor"}
    there = [(n.x, n.y, 64.0 if n.kind == "need" else n.radius + 24) for n in nodes]
    sits = outgoing.tables["attendance"].groupby("meeting")["actor"].agg(sorted).to_dict()
    placed: list[Node] = []
    meetings = outgoing.tables["meetings"].sort_values("meeting")
    for meeting, label in zip(meetings["meeting"], meetings["label"], strict=True):
        members = [spots[actor] for actor in sits.get(meeting, []) if actor in spots]
        if meeting not in parts:
            continue
        x = sum(x for x, _ in members) / max(len(members), 1)
        y = sum(y for _, y in members) / max(len(members), 1)
        x, y = _clear(x, y, there)
        there.append((x, y, 56.0))
        placed.append(Node("meeting", str(meeting), str(label), "", "", x, y, 7.0))
    return placed


def _clear(x: float, y: float, there: list[tuple[float, float, float]]) -> tuple[float, float]:
    """Find the nearest point on a spiral that is free of nodes and of the residents."""
    for step in range(400):
        turn, reach = step * 2.399963, 7.0 * math.sqrt(step)
        px, py = round(x + reach * math.cos(turn), 1), round(y + reach * math.sin(turn), 1)
        free = all(math.hypot(px - ox, py - oy) > room for ox, oy, room in there)
        within = abs(px) < FRAME[2] - 40 and abs(py) < FRAME[3] - 40
        if free and within and math.hypot(px, py) > ACROSS * CORE + 26:
            return px, py
    return round(x, 1), round(y, 1)


