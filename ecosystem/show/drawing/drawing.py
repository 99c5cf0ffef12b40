"""What is drawn of a neighbourhood, and where: made once, for the picture and for the page."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from ecosystem.protect import Outgoing
from ecosystem.protect.moves import MEETINGS
from ecosystem.show.drawing.lettered import lettered
from ecosystem.show.drawing.marking import mark
from ecosystem.show.drawing.moving import moving
from ecosystem.show.drawing.positions import ACROSS, CORE, FRAME, places, ring_of
from ecosystem.show.drawing.scenario import changing, lines, uncovered
from ecosystem.show.drawing.shapes import LOOKS, ON_NEED, Drawing, Node

NOTHING = pd.DataFrame({"number": [], "finding": [], "subject": [], "needs": []}, dtype="str")
NO_MOVES = pd.DataFrame(columns=["number", "move", "who", "what", "to", "instead_of"], dtype="str")


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
    moves = outgoing.tables.get("moves", NO_MOVES)
    ties_ = lines(outgoing)
    rings = pd.concat([_rings(outgoing), _extra(outgoing, findings)])
    spots, drawn = places(rings, _pulls(outgoing, ties_))
    nodes = _nodes(outgoing, spots, _meetings_of(findings, moves))
    ties, marks, subjects = mark(findings, nodes, ties_)
    added, numbers, moved = moving(moves, nodes, ties, _professionals(outgoing))
    bare = Drawing(
        tuple(drawn), (), tuple(nodes), (*ties, *added), (*marks, *numbers), subjects, moved
    )
    return lettered(bare, outgoing.lang)


def _rings(outgoing: Outgoing) -> pd.Series:
    """Give everybody a ring, by what they are now: learning moves nobody on the map."""
    now = ring_of(outgoing)
    if outgoing.after is None:
        return now
    after = ring_of(outgoing.after)
    return pd.concat([now, after[~after.index.isin(now.index)]])


def _extra(outgoing: Outgoing, findings: pd.DataFrame) -> pd.Series:
    """Needs on the map because a finding is about them, or somebody begins or stops, by key."""
    about = findings.loc[findings["finding"].isin(ON_NEED), "needs"].fillna("")
    bare = uncovered(outgoing)
    change = bare.index[bare["now"] != bare["after"]]
    known = (set(about.str.split("|").explode()) & set(bare.index)) | set(change)
    return pd.Series("need", [f"need:{need}" for need in sorted(known)], dtype="str", name="ring")


def _meetings_of(findings: pd.DataFrame, moves: pd.DataFrame) -> set[str]:
    """List the meetings that findings or moves are about."""
    of_meetings = moves[moves["move"].isin(MEETINGS)]
    ids = pd.concat([findings["subject"], of_meetings["what"], of_meetings["to"]])
    return set(ids.fillna("").str.split("|").explode())


def _professionals(outgoing: Outgoing) -> dict[str, list[str]]:
    """List who can meet each need now, without informal and collective help."""
    tables = outgoing.tables
    free = tables["actors"].loc[tables["actors"]["layer"].isin(["informal", "collective"]), "actor"]
    able = tables["competences"][~tables["competences"]["actor"].isin(free)]
    who: dict[str, list[str]] = able.groupby("need")["actor"].agg(sorted).to_dict()
    return who


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


def _nodes(outgoing: Outgoing, spots: pd.DataFrame, meetings: set[str]) -> list[Node]:
    """Actors, the needs drawn, and those meetings, each at its place."""
    tables = outgoing.tables
    actors = changing(outgoing, "actors", ["actor"])
    breadth = tables["competences"].groupby("actor")["need"].nunique()
    crowd = len(actors)
    shrink = 1.0 if crowd <= 90 else 0.85 if crowd <= 250 else 0.4
    at = {str(row[0]): (str(row[1]), float(row[2]), float(row[3])) for row in spots.itertuples()}
    names = tables["needs"].set_index("need")["label"]
    able = changing(outgoing, "competences", ["actor", "need"])
    able = able.assign(label=able["need"].map(names).fillna(able["need"]))
    differs = able[able["change"] != ""].groupby(["actor", "change"])["label"].agg(tuple).to_dict()
    nodes = []
    for row in actors.to_dict("records"):
        key, label = str(row["actor"]), str(row["label"])
        layer = str(row["layer"]) if row["layer"] in LOOKS else "unknown"
        radius = round(min(13.0, 6.2 + 1.5 * math.sqrt(breadth.get(key, 1))) * shrink, 1)
        comes, goes = (differs.get((key, change), ()) for change in ("comes", "goes"))
        node = Node("actor", key, label, layer, *at[key], radius, change=row["change"])
        nodes.append(replace(node, comes=comes, goes=goes))
    bare = uncovered(outgoing)
    for need, label in names.items():
        if f"need:{need}" in at:
            where = at[f"need:{need}"]
            now, then = (bool(bare.loc[need, side]) for side in ("now", "after"))
            nodes.append(Node("need", str(need), str(label), "", *where, 11.0, now, then))
    return [*nodes, *_meetings(outgoing, nodes, meetings)]


def _meetings(outgoing: Outgoing, nodes: list[Node], drawn: set[str]) -> list[Node]:
    """Put meetings near the middle of those who sit in them now."""
    spots = {node.key: (node.x, node.y) for node in nodes if node.kind == "actor"}
    there = [(n.x, n.y, 64.0 if n.kind == "need" else n.radius + 24) for n in nodes]
    sits = outgoing.tables["attendance"].groupby("meeting")["actor"].agg(sorted).to_dict()
    placed: list[Node] = []
    table = changing(outgoing, "meetings", ["meeting"]).sort_values("meeting")
    for row in table[table["meeting"].isin(drawn)].to_dict("records"):
        meeting, label = str(row["meeting"]), str(row["label"])
        members = [spots[actor] for actor in sits.get(meeting, []) if actor in spots]
        x = sum(x for x, _ in members) / max(len(members), 1)
        y = sum(y for _, y in members) / max(len(members), 1)
        x, y = _clear(x, y, there)
        there.append((x, y, 56.0))
        placed.append(Node("meeting", meeting, label, "", "", x, y, 7.0, change=row["change"]))
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
