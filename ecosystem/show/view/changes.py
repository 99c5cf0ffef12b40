"""What the page knows of now and after: moves in words, figures, and what comes and goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ecosystem.find.phrases import names_told, number_told
from ecosystem.protect import Outgoing
from ecosystem.protect.moves import MEETINGS
from ecosystem.show.drawing.scenario import changing
from ecosystem.show.drawing.shapes import CHANGES, MOVES, Drawing, chips
from ecosystem.show.view.facts import listed
from ecosystem.show.words.labelled import values
from ecosystem.show.words.words import WORDS, say
from ecosystem.tables.language import Language

FIGURES = {
    "people_a_resident": (1.0, 1),
    "meeting_hours": (12.0, 0),
    "ties": (1.0, 0),
    "uncovered": (1.0, 0),
}
"""Measures in the head of the page: by what each is divided (hours are told a month), decimals."""
MOST = 3
"""So many names stand in a title."""
TOLD = ("people_saved", "hours_saved", "days")
"""What a move saves or takes, in the order in which it is told."""


def changes(outgoing: Outgoing, drawing: Drawing) -> dict[str, Any]:
    """
    Gather what the page needs to show now, after and the difference.

    Parameters
    ----------
    outgoing
        What may leave, with `after` and moves where there are.
    drawing
        What is drawn of it, and where.

    Returns
    -------
    changes
        `after` (whether there is one), `moves`, `figures`, `kinds` (colours by what a move is
        about); by row of the drawing `nodes` and by row `ties`, only of what changes.

    Examples
    --------
    >>> from ecosystem.show.drawing.drawing import draw
    >>> changes(eco.protect(street), draw(eco.protect(street)))["after"]
    False
    """
    return {
        "after": outgoing.after is not None,
        "kinds": CHANGES,
        "moves": _moves(outgoing, drawing),
        "figures": _figures(outgoing),
        "nodes": _nodes(outgoing, drawing),
        "ties": {
            row: {"change": tie.change, "move": tie.move, "kind": tie.family if tie.move else ""}
            for row, tie in enumerate(drawing.ties)
            if tie.change or tie.move
        },
    }


def title(row: Mapping[str, Any], outgoing: Outgoing) -> str:
    """
    Say in one line what is moved.

    Parameters
    ----------
    row
        A row of the moves that may leave.
    outgoing
        What may leave.

    Returns
    -------
    title
        Who does what, with whom; the kind of move where it is not one of ours.

    Examples
    --------
    >>> row = {"move": "learn", "who": "gp", "what": "transport", "to": ""}
    >>> title(row, eco.protect(street))
    'GP: learn Transport'
    """
    kind, lang = str(row["move"]), outgoing.lang
    if f"move_{kind}" not in WORDS:
        return kind.replace("_", " ")
    actors, meetings = outgoing.names("actor"), outgoing.names("meeting")
    needs = outgoing.tables["needs"].set_index("need")["label"].to_dict()
    of_meetings = kind in MEETINGS
    if kind == "exchange" and "|" in str(row["what"]):
        kind = "exchange_several"
    return say(f"move_{kind}", lang).format(
        who=_listed(row["who"], actors, lang),
        what=_listed(row["what"], meetings if of_meetings else needs, lang),
        to=_listed(row["to"], meetings if of_meetings else actors, lang),
    )


def saves(row: Mapping[str, Any], lang: Language) -> list[str]:
    """
    Say what a move saves and takes, as far as that may be told.

    Parameters
    ----------
    row
        A row of the moves that may leave.
    lang
        Language of the words.

    Returns
    -------
    saves
        Short sentences: people at the door, hours a month, days of learning.

    Examples
    --------
    >>> saves({"people_saved": 11, "hours_saved": -0.75, "days": pd.NA}, "en")
    ['−11 professionals at the door', '+0.8 hours a month']
    """
    told = []
    for name in TOLD:
        value: Any = row.get(name)
        if pd.isna(value) or round(float(value), 1) == 0:
            continue
        number = round(float(value), 1)
        sign = "" if name == "days" else "−" if number > 0 else "+"
        one = "_1" if abs(number) == 1 else ""
        words = say(f"move_{name}{one}", lang)
        told.append(words.format(number=f"{sign}{number_told(abs(number), lang)}"))
    return told


def _moves(outgoing: Outgoing, drawing: Drawing) -> list[dict[str, Any]]:
    """Give each move its words and what it is about on the map."""
    table = outgoing.tables.get("moves")
    if table is None:
        return []
    row_of = {need: row for row, need in enumerate(outgoing.tables["needs"]["need"])}
    at = {(node.kind, node.key): row for row, node in enumerate(drawing.nodes)}
    seats = changing(outgoing, "attendance", ["meeting", "actor"])
    called = values(outgoing.lang)["move"]
    told = []
    for row in table.to_dict("records"):
        nodes, ties = drawing.moved[int(row["number"])]
        touched = [at[one] for one in _touched(row, seats) if one in at]
        needs = [] if row["move"] in MEETINGS else listed(row["what"], row_of)
        asked = row["asked_by"]
        told.append(
            {
                "number": int(row["number"]),
                "kind": str(row["move"]),
                "called": called.get(str(row["move"]), str(row["move"]).replace("_", " ")),
                "family": MOVES.get(str(row["move"]), "way"),
                "title": title(row, outgoing),
                "because": _text(row["because"]),
                "saves": saves(row, outgoing.lang),
                "asked": None if pd.isna(asked) else _asked(str(asked), outgoing.lang),
                "risk": _text(row["risk"]),
                "undo": _text(row["undo"]),
                "instead": None if pd.isna(row["instead_of"]) else int(row["instead_of"]),
                "nodes": nodes,
                "ties": ties,
                "needs": needs,
                "touched": list(dict.fromkeys((*nodes, *touched))),
            }
        )
    return told


def _touched(row: Mapping[str, Any], seats: pd.DataFrame) -> list[tuple[str, str]]:
    """List whom and what a move touches: who is named, the needs, and who sits in its meetings."""
    who, what, to = (
        [] if pd.isna(row[name]) else str(row[name]).split("|") for name in ("who", "what", "to")
    )
    if row["move"] not in MEETINGS:
        return [*(("actor", one) for one in (*who, *to)), *(("need", one) for one in what)]
    sits = seats.loc[seats["meeting"].isin([*what, *to]), "actor"]
    meetings = [("meeting", one) for one in (*what, *to)]
    return [*meetings, *(("actor", one) for one in (*who, *sorted(set(sits))))]


def _asked(who: str, lang: Language) -> str:
    key = f"asked_{who}"
    return say(key, lang) if key in WORDS else who


def _figures(outgoing: Outgoing) -> list[dict[str, Any]]:
    """List the figures in the head that can be told, with what stands beside them."""
    table = outgoing.tables.get("comparison")
    if table is None:
        return []
    rows = table.set_index("measure")
    came = rows["now"].get("came")
    figures = []
    for measure, (by, digits) in FIGURES.items():
        now, after = (
            None if pd.isna(value) else round(float(value) / by, digits)
            for value in rows.loc[measure, ["now", "after"]]
        )
        if now is None or after is None:
            continue
        note = say("figure_enough", outgoing.lang) if measure == "people_a_resident" else None
        if note and not pd.isna(came):
            number = f"{float(came):.1f}".replace(".", "," if outgoing.lang == "nl" else ".")
            note = say("figure_came", outgoing.lang).format(number=number)
        label = say(f"figure_{measure}", outgoing.lang)
        figures.append(
            {"label": label, "note": note, "digits": digits} | {"now": now, "after": after}
        )
    return figures


def _nodes(outgoing: Outgoing, drawing: Drawing) -> dict[int, dict[str, Any]]:
    """Say of each node what changes: what somebody can do, where they sit, what goes or comes."""
    seats = changing(outgoing, "attendance", ["meeting", "actor"])
    seats = seats[seats["change"] != ""]
    names = outgoing.names("meeting")
    sits = seats.groupby(["actor", "change"])["meeting"].agg(sorted).to_dict()
    of_findings = {row for rows, _ in drawing.subjects.values() for row in rows}
    told = {}
    for row, node in enumerate(drawing.nodes):
        fact = {
            "change": node.change,
            "comes": node.comes,
            "goes": node.goes,
            "chips": chips(node),
            "joins": [names.get(m, m) for m in sits.get((node.key, "comes"), ())],
            "leaves": [names.get(m, m) for m in sits.get((node.key, "goes"), ())],
            "filled": node.uncovered and not node.uncovered_after,
            "emptied": node.kind == "need" and node.uncovered_after and not node.uncovered,
            "moved": node.kind != "actor" and row not in of_findings,
        }
        if any(fact.values()):
            told[row] = {name: value for name, value in fact.items() if value}
    return told


def _listed(ids: object, names: Mapping[str, str], lang: Language) -> str:
    parts: Sequence[str] = [] if pd.isna(ids) else [one for one in str(ids).split("|") if one]
    return names_told([names.get(one, one) for one in dict.fromkeys(parts)], lang, MOST)


def _text(value: Any) -> str | None:
    return None if pd.isna(value) or value == "" else str(value)
