"""What the page knows: the map, the facts of each node, the findings in words; nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ecosystem.protect import Outgoing
from ecosystem.show.drawing.asked import Asked, asked
from ecosystem.show.drawing.lettering import FONT, GAP, LINE, lines, width
from ecosystem.show.drawing.positions import ACROSS, CORE, FRAME
from ecosystem.show.drawing.scenario import changing
from ecosystem.show.drawing.shapes import (
    DASHES,
    FAMILIES,
    FEW,
    LOOKS,
    MARKS,
    Drawing,
    crowding,
    late,
    tie_colour,
)
from ecosystem.show.words.labelled import values
from ecosystem.show.words.words import WORDS, catalogue, residents, say
from ecosystem.tables.professions import profession_labels

SAMPLE = "Specialist ouderengeneeskunde, Wijkverpleegkundige 12"
"""What the page measures, to see whether its letters are as wide as was thought."""


def facts(outgoing: Outgoing, drawing: Drawing) -> dict[str, Any]:
    """Gather everything the page shows; nothing else of the tables is in it."""
    needs = outgoing.tables["needs"]
    row_of = {need: row for row, need in enumerate(needs["need"])}
    asking = asked(outgoing)
    used = sorted(set(needs["domain"].dropna()))
    known = values(outgoing.lang)["theme"]
    themes = {domain: known.get(domain, domain.replace("_", " ")) for domain in used}
    return {
        "name": outgoing.name or outgoing.code,
        "code": outgoing.code,
        "level": outgoing.level,
        "lang": outgoing.lang,
        "few": FEW,
        "frame": FRAME,
        "font": FONT,
        "line": LINE,
        "gap": GAP,
        "sample": (SAMPLE, width(SAMPLE, 100)),
        "residents": residents(outgoing)[0],
        "words": catalogue(outgoing.lang),
        "looks": {layer: look[:2] for layer, look in LOOKS.items()},
        "dashes": DASHES,
        "families": {key: {"ground": ground, "ink": ink} for key, (ground, ink) in MARKS.items()},
        "core": ACROSS * CORE,
        "rings": [{"across": ring.across, "down": ring.down} for ring in drawing.rings],
        "captions": drawing.captions,
        "needs": needs["label"].tolist(),
        "counts": [_text(count) for count in needs["residents"]],
        "themes": [themes[domain] for domain in used],
        "theme_of": [used.index(d) if isinstance(d, str) else None for d in needs["domain"]],
        "nodes": columns(_nodes(outgoing, drawing, row_of, asking)),
        "ties": columns(_ties(outgoing, drawing, row_of, asking)),
        "marks": [
            {
                "numbers": [-n if mark.move else n for n in mark.numbers],
                "aside": mark.aside or None,
                "family": mark.family,
                "node": mark.node,
                "tie": mark.tie,
                "x": mark.x,
                "y": mark.y,
                "radius": mark.radius,
                "place": (mark.place.ux, mark.place.uy, mark.place.zoom),
            }
            for mark in drawing.marks
        ],
        "findings": _findings(outgoing, drawing, row_of),
    }


def _nodes(
    outgoing: Outgoing, drawing: Drawing, row_of: dict[str, int], asking: Asked
) -> list[dict[str, Any]]:
    """Give the facts of each node: what the panel and the table tell."""
    tables = outgoing.tables
    index = {(node.kind, node.key): row for row, node in enumerate(drawing.nodes)}
    actors = changing(outgoing, "actors", ["actor"]).set_index("actor").to_dict("index")
    jobs = profession_labels(outgoing.lang)
    able = tables["competences"].groupby("actor")["need"].unique()
    who = tables["competences"].groupby("need")["actor"].unique()
    sits = tables["attendance"].groupby("meeting")["actor"].unique()
    names = tables["meetings"].set_index("meeting")["label"]
    about = tables["meetings"].set_index("meeting")["need"]
    goes = tables["attendance"].groupby("actor")["meeting"].unique()
    counts = tables["needs"].set_index("need")["residents"]
    helps = _residents(tables, "helps", ["actor"])
    facts = []
    hidden = late(drawing)
    for row, node in enumerate(drawing.nodes):
        fact: dict[str, Any] = {
            "id": row,
            "kind": node.kind,
            "label": node.label,
            "lines": lines(node.label),
            "layer": node.layer,
            "x": node.x,
            "y": node.y,
            "radius": node.radius,
            "place": (node.place.ux, node.place.uy, node.place.zoom),
            "able": [],
            "late": row in hidden or None,
        }
        if node.kind == "actor":
            own = actors[node.key]
            job = _text(own["profession"])
            fact |= {
                "organisation": _text(own["organisation"]),
                "profession": jobs.get(job, job) if job else None,
                "hours": _number(own["hours"]),
                "helps": helps.get((node.key,)),
                "able": [row_of[need] for need in sorted(able.get(node.key, ()))],
                "meetings": [str(names.get(m, m)) for m in sorted(goes.get(node.key, ()))],
                "ways": asking.actors.get(node.key),
            }
        else:
            members = (who if node.kind == "need" else sits).get(node.key, ())
            fact["members"] = [
                index["actor", actor] for actor in sorted(members) if ("actor", actor) in index
            ]
        if node.kind == "need":
            fact |= {"uncovered": node.uncovered, "residents": _text(counts[node.key])}
            fact["need"] = row_of[node.key]
        if node.kind == "meeting":
            fact |= {"ways": asking.meetings.get(node.key), "need": row_of.get(about[node.key])}
        facts.append(fact)
    return facts


def _ties(
    outgoing: Outgoing, drawing: Drawing, row_of: dict[str, int], asking: Asked
) -> list[dict[str, Any]]:
    """Give the facts of each tie; `bar` marks one that is superfluous."""
    crowd = crowding(drawing)
    both = _residents(outgoing.tables, "both", ["actor", "partner"])
    facts = []
    for tie in drawing.ties:
        fact = {
            "a": tie.a,
            "b": tie.b,
            "relation": tie.relation,
            "hours": tie.hours,
            "needs": [row_of[need] for need in tie.needs if need in row_of],
            "color": tie_colour(tie, crowd),
            "family": tie.family or None,
            "found": tie.found or bool(tie.move) or None,
        }
        if not fact["found"]:
            one, other = sorted((drawing.nodes[tie.a].key, drawing.nodes[tie.b].key))
            fact |= {
                "ways": asking.ties.get((one, other, tie.relation)),
                "both": both.get((one, other)),
            }
            if tie.family == "overlap":
                fact["bar"] = True
        facts.append(fact)
    return facts


def _residents(
    tables: Mapping[str, pd.DataFrame], name: str, key: list[str]
) -> dict[tuple[str, ...], str]:
    """Give how many residents are helped, where that is told, by who helps."""
    if name not in tables:
        return {}
    known = tables[name].dropna(subset=["residents"])
    ids = known[key].itertuples(index=False, name=None)
    return dict(zip(ids, known["residents"], strict=True))


def _findings(outgoing: Outgoing, drawing: Drawing, row_of: dict[str, int]) -> list[dict[str, Any]]:
    """Give each finding its words and what it is about on the map."""
    table = outgoing.tables.get("findings")
    if table is None:
        return []
    told = []
    for row in table.to_dict("records"):
        kind = str(row["finding"])
        key = f"finding_{kind}"
        nodes, ties = drawing.subjects[int(row["number"])]
        told.append(
            {
                "number": int(row["number"]),
                "kind": kind,
                "needs": listed(row["needs"], row_of),
                "family": FAMILIES.get(kind, "gap"),
                "title": say(key, outgoing.lang) if key in WORDS else kind.replace("_", " "),
                "because": _text(row["because"]),
                "question": _text(row["question"]),
                "nodes": nodes,
                "ties": ties,
            }
        )
    return told


def listed(ids: Any, row_of: Mapping[str, int]) -> list[int]:
    """
    Find the rows of ids that are joined by `|`, each once, in their order.

    Examples
    --------
    >>> listed("b|a|b|other", {"a": 0, "b": 1})
    [1, 0]
    """
    parts = [] if pd.isna(ids) else str(ids).split("|")
    return list(dict.fromkeys(row_of[part] for part in parts if part in row_of))


def _text(value: Any) -> str | None:
    return None if pd.isna(value) or value == "" else str(value)


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else round(float(value), 2)


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """
    Turn rows into columns, a third of the bytes; what a row does not have is null.

    Parameters
    ----------
    rows
        Rows that need not have the same keys.

    Returns
    -------
    columns
        A list for each key, as long as there are rows.

    Examples
    --------
    >>> columns([{"a": 1}, {"a": 2, "b": 3}])
    {'a': [1, 2], 'b': [None, 3]}
    """
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: [row.get(key) for row in rows] for key in keys}
