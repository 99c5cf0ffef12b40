"""What stands on a page, in words: made from what may leave, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.protect import OF_MEETINGS, SMALLEST, Outgoing
from ecosystem.protect.counts import FEW
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.drawing.shapes import LOOKS
from ecosystem.show.page.map_svg import kept_ties, map_svg
from ecosystem.show.page.page_words import AVERAGES, Words, listed, plain, short, words
from ecosystem.show.page.standing import ROWS, STOPS
from ecosystem.show.words.labelled import values
from ecosystem.show.words.words import WORDS, residents
from ecosystem.show.words.words import say as view_says

ABOUT_NEED = {"uncovered", "no_backup", "hours_short", "fragile", "heavier", "unused_offer"}
"""Kinds of finding that are told by their need; others by whom they are about."""
OF_MEETING = {"merge_meetings", "stop_meeting"}
NUMBERS = {
    "now": "continuity",
    "fewest": "fewest",
    "hours": "meetings",
    "push": "meetings",
    "uncovered": "demand",
}
"""The numbers of a page, and the question that each answers."""
NOUN = {"en": ("need", "needs"), "nl": ("behoefte", "behoeften")}
SAME = {"en": ", the same", "nl": ", hetzelfde"}


def content(outgoing: Outgoing) -> dict[str, Any]:
    """
    Gather what a page says.

    Parameters
    ----------
    outgoing
        What may leave, with `figures`, `questions` and `moves` as `page` adds them.

    Returns
    -------
    content
        Pieces of text, for a printer or a browser to fill in, the same for the same tables.
    """
    w = words(outgoing)
    name = short(outgoing.name or outgoing.code, 60)
    moves = outgoing.tables["moves"]
    rows = moves[moves["on_page"]]
    found = outgoing.tables["findings"].to_dict("records")
    holds = [row for row in found if _sure(row) != "0 %"]
    gaps = _first([row for row in holds if row["finding"] not in STOPS])
    stops = _first([row for row in holds if row["finding"] in STOPS])
    made: dict[str, Any] = {
        "lang": w.lang,
        "title": w.say("title", name=name),
        "sub": _sub(w, outgoing),
        "lead": _lead(w, outgoing, found),
        "numbers": [_number(w, outgoing, one, found) for one in NUMBERS],
        "map": _map(w, outgoing, [*gaps, *stops], rows),
        "gaps": _facts(w, "gaps", gaps),
        "stops": _facts(w, "stops", stops),
        "moves": {
            "title": w.say("moves"),
            "of": _of(w, outgoing, rows) if len(rows) else "",
            "none": w.say("moves_none"),
            "heads": [w.say(f"head_{one}") for one in ("step", "why", "saves", "risk", "sure")],
            "rows": [_move(w, row) for row in rows.to_dict("records")],
        },
        "decides": {"title": w.say("decides"), "says": _decides(w, outgoing, rows)},
        "feet": [
            {"title": w.say("counted"), "says": _counted(w, outgoing)},
            {"title": w.say("open"), "says": _open(w, outgoing)},
        ],
    }
    return {key: _printable(part) for key, part in made.items()}


def _printable(part: Any) -> Any:
    """Make every text of a page printable, but the drawing, which is markup of our own."""
    if isinstance(part, str):
        return plain(part)
    if isinstance(part, Mapping):
        return {key: one if key == "svg" else _printable(one) for key, one in part.items()}
    return [_printable(one) for one in part] if isinstance(part, list | tuple) else part


def _first(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take the first of each kind, and the next of any where kinds are few."""
    first = {str(row["finding"]): row for row in reversed(found)}.values()
    ahead = sorted(first, key=lambda row: int(row["number"]))
    taken = [*ahead, *(row for row in found if row not in ahead)][:ROWS]
    return sorted(taken, key=lambda row: int(row["number"]))


def _sub(w: Words, outgoing: Outgoing) -> str:
    population = residents(outgoing)[0]
    level = w.say(outgoing.level)
    actors = len(outgoing.tables["actors"])
    ends = [int(w.figures[end]) for end in ("first", "last") if end in w.figures]
    told = [w.say("quarter", year=end // 10, quarter=end % 10) for end in dict.fromkeys(ends)]
    return w.say("sub", period=" – ".join(told), population=population, actors=actors, level=level)


def _lead(w: Words, outgoing: Outgoing, found: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    """Say the page in two or three sentences, of what is known."""
    now, fewest, after = (w.number(name) for name in ("now", "fewest", "fewest_after"))
    parts = []
    if now:
        parts.append(w.bold("lead_now", now=now, fewest=fewest))
    elif fewest:
        parts.append(w.bold("lead_fewest", fewest=fewest))
    else:
        kept_in = _kept_in(outgoing, "now") or _kept_in(outgoing, "fewest")
        parts.append(w.bold("lead_not_shared" if kept_in else "lead_unknown"))
    freed = _freed(w)
    if fewest and after and after != fewest:
        parts.append(w.bold("lead_after", after=after, hours=freed))
    elif freed:
        parts.append(w.bold("lead_hours", hours=freed))
    if missing := _uncovered(w, found):
        parts.append(w.bold("lead_uncovered", needs=listed(missing, w.lang)))
    between = [[(" ", False)], *[[] for _ in parts]]
    return list(chain.from_iterable([*part, *between[0]] for part in parts))[:-1]


def _freed(w: Words) -> str | None:
    now, after = w.figures.get("hours"), w.figures.get("hours_after")
    if now is None or after is None:
        return None
    return number_told(now - after, w.lang) if now - after >= 0.05 else None


def _uncovered(w: Words, found: list[dict[str, Any]]) -> list[str]:
    return [w.named("need", row["needs"]) for row in found if row["finding"] == "uncovered"]


def _kept_in(outgoing: Outgoing, key: str) -> bool:
    """Tell of a number that is missing whether it can be known, and stays in the house."""
    asked = outgoing.tables["questions"].set_index("question")["possible"]
    return outgoing.level == "shareable" and key in AVERAGES and bool(asked[NUMBERS[key]])


def _number(w: Words, outgoing: Outgoing, key: str, found: list[dict[str, Any]]) -> dict[str, str]:
    """Tell one number, or which table would tell it."""
    value, after = w.number(key), w.number(f"{key}_after")
    says: dict[str, Any] = {}
    tables = outgoing.tables["questions"].set_index("question")["missing"][NUMBERS[key]]
    if key == "uncovered" and not tables:
        missing = _uncovered(w, found)
        value, says["needs"] = str(len(missing)), listed(missing, w.lang, 4)
        says["noun"] = NOUN[w.lang][len(missing) != 1]
    if key == "push":
        value = None if value is None else f"{round(100 * w.figures['push'])} %"
        unknown = w.figures.get("push_unknown")
        says["unknown"] = None if unknown is None else round(100 * unknown)
    if after and value and len(outgoing.tables["moves"]):
        says["same"] = SAME[w.lang] if after == value else " "
    changed = bool(value and after and after != value)
    text = w.say(f"number_{key}", **says).replace("  ", " ")
    if value is None and tables:
        text = w.say("number_unknown", what=text, table=tables.replace("|", ", "))
    return {
        "value": (after if changed else value) or "",
        "was": (value or "") if changed else "",
        "unknown": w.say("not_shared" if _kept_in(outgoing, key) else "unknown"),
        "says": text,
    }


def _map(
    w: Words, outgoing: Outgoing, found: list[dict[str, Any]], moves: pd.DataFrame
) -> dict[str, str]:
    """Draw the map with what the page is about on it, and say it in words."""
    numbers = {int(row["number"]) for row in found}
    table = outgoing.tables["findings"]
    about = table[table["number"].isin(numbers)]
    tables = {name: one for name, one in outgoing.tables.items() if name != "moves"}
    drawing = draw(replace(outgoing, after=None, tables={**tables, "findings": about}))
    at = {node.key: row for row, node in enumerate(drawing.nodes) if node.kind == "actor"}
    steps = {
        int(row.number): [at[one] for one in f"{row.who}|{row.to}".split("|") if one in at]
        for row in moves.itertuples()
    }
    there = outgoing.tables["actors"]["layer"].fillna("unknown").value_counts()
    legend = {layer: view_says(f"layer_{layer}", w.lang) for layer in LOOKS}
    layers = [
        f"{there[layer]} {name.lower()}" for layer, name in legend.items() if layer in there.index
    ]
    name = short(outgoing.name or outgoing.code, 60)
    told = listed(
        [f"{number} {_step(w, row)}" for number, row in _numbered(moves)], w.lang, ROWS + 1
    )
    actors = len(outgoing.tables["actors"])
    shown, every = len(kept_ties(drawing)), len(drawing.ties)
    return {
        "title": w.say("map"),
        "caption": w.say("map_caption", shown=shown if shown < every else None, all=every),
        "alt": w.say("map_alt", name=name, actors=actors, layers=", ".join(layers), moves=told),
        "svg": map_svg(drawing, middle=residents(outgoing), legend=legend, steps=steps),
    }


def _numbered(moves: pd.DataFrame) -> list[tuple[str, dict[str, Any]]]:
    return [(str(row["number"]), row) for row in moves.to_dict("records")]


def _facts(w: Words, key: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": w.say(key),
        "none": w.say(f"{key}_none"),
        "rows": [_finding(w, row) for row in found],
    }


def _finding(w: Words, row: dict[str, Any]) -> dict[str, str]:
    """Tell a finding in a line: about what, what of it, and its number."""
    kind = str(row["finding"])
    if kind in ABOUT_NEED:
        about = w.named("need", row["needs"])
    else:
        about = w.named("meeting" if kind.endswith(OF_MEETINGS) else "actor", row["subject"])
    what = view_says(f"finding_{kind}", w.lang) if f"finding_{kind}" in WORDS else kind
    number = ""
    if not pd.isna(row["residents"]) and row["residents"] not in ("", "0"):
        number = w.say("about", residents=row["residents"])
    elif not pd.isna(row["hours"]) and row["hours"]:
        number = w.say("hours_month", hours=number_told(float(row["hours"]), w.lang))
    sure = f"{w.say('head_sure')} {_sure(row)}" if _sure(row) else ""
    return {"about": about or what, "what": what, "number": number, "sure": sure}


def _sure(row: Mapping[str, Any]) -> str:
    """Tell in which share of resamples something stood."""
    survives = row.get("survives")
    return "" if survives is None or pd.isna(survives) else f"{round(100 * survives)} %"


def _step(w: Words, row: dict[str, Any]) -> str:
    """Say what a move is, short."""
    kind = str(row["move"])
    what = "meeting" if kind in OF_MEETING else "need"
    to = "meeting" if kind in OF_MEETING else "actor"
    return w.say(
        kind,
        who=w.named("actor", row["who"], 2),
        what=w.named(what, row["what"], 2),
        to=w.named(to, row["to"], 2),
    )


def _move(w: Words, row: dict[str, Any]) -> dict[str, Any]:
    saves = []
    people, hours = row["people_saved"], row["hours_saved"]
    if not pd.isna(people) and int(people):
        saves.append(w.say("fewer", count=int(people)))
    elif row["fewer"]:
        saves.append(w.say("fewer_some"))
    if not pd.isna(hours) and abs(hours) >= 0.05:
        said = number_told(abs(float(hours)), w.lang)
        saves.append(w.say("freed" if hours > 0 else "costs", hours=said))
    if not pd.isna(row["residents"]) and row["residents"]:
        saves.append(w.say("about", residents=row["residents"]))
    return {
        "number": str(row["number"]),
        "step": _step(w, row),
        "why": str(row["because"]),
        "asked": _asked(w, row["asked_by"]),
        "saves": saves or [""],
        "risk": str(row["risk"]),
        "sure": _sure(row),
    }


def _of(w: Words, outgoing: Outgoing, rows: pd.DataFrame) -> str:
    """Say what the moves save together, of displayed totals, and how many there are in all."""
    now, after = (w.figures.get(name) for name in ("door", "door_after"))
    said = []
    if rows["fewer"].any() and now is not None and after is not None and now >= after:
        fewer = now - after
        few = outgoing.level == "shareable" and fewer < SMALLEST
        told = FEW if few else number_told(fewer, w.lang)
        totals = [number_told(one, w.lang) for one in (now, after)]
        said.append(w.say("together", now=totals[0], after=totals[1], fewer=told))
    elif rows["fewer"].any():
        said.append(w.say("together_unknown"))
    if rows["fewer"].any() and outgoing.level == "shareable":
        said.append(w.say("apart_untold"))
    said.append(w.say("moves_of", shown=len(rows), all=len(outgoing.tables["moves"])))
    return " ".join(said)


def _asked(w: Words, who: Any) -> str:
    if pd.isna(who) or who == "":
        return ""
    if who == "unknown":
        return w.say("asked_unknown")
    if who == "none":
        return w.say("asked_none")
    return w.say("asked", who=values(w.lang)["requested_by"].get(who, who))


def _decides(w: Words, outgoing: Outgoing, moves: pd.DataFrame) -> str:
    """Name the organisations each move is about."""
    of = outgoing.tables["actors"].dropna(subset=["organisation"])
    of = of.set_index("actor")["organisation"].map(short).to_dict()
    said = []
    for number, row in _numbered(moves):
        who = [of[one] for one in f"{row['who']}|{row['to']}".split("|") if one in of]
        told = listed(who, w.lang, 4) or w.say("decides_open")
        said.append(w.say("decides_step", number=number, who=told))
    return " ".join([*said, w.say("decides_all")])


def _counted(w: Words, outgoing: Outgoing) -> str:
    said = [w.say(f"counted_{outgoing.level}")]
    if w.number("now"):
        said.append(w.say("counted_now"))
    if w.number("fewest"):
        proof = w.say("proven") if w.figures.get("proven") else " "
        said.append(w.say("counted_fewest", proof=proof).replace(" ;", ";"))
    times = w.figures.get("resamples")
    sure = "counted_sure_shared" if outgoing.level == "shareable" else "counted_sure"
    said.append(w.say(sure, times=int(times)) if times else w.say("counted_unsure"))
    return " ".join(said)


def _open(w: Words, outgoing: Outgoing) -> str:
    """Say which questions lack a table, and how much is unknown in the tables there are."""
    asked = outgoing.tables["questions"]
    lacks = asked[~asked["possible"] & (asked["question"] != "forecast")]
    said = [
        w.say(
            "open_table",
            tables=tables.replace("|", ", "),
            asks=" ".join(group["asks"].head(2)),
        )
        for tables, group in lacks.groupby("missing", sort=False)
    ]
    for key, name in (("people", "open_people"), ("ties", "open_hours")):
        count = w.figures.get(f"{key}_no_hours")
        if count:
            said.append(w.say(name, count=int(count), all=int(w.figures[key])))
    return " ".join(said[:5]) or w.say("open_nothing")
