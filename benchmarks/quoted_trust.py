"""What is promised and how often it was tried, in plain words; and what the project leans on."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

Figures = dict[str, Any]
PROMISES = Path(__file__).with_name("trust") / "promises.csv"
WORDS = {
    "en": {
        "head": "| what we promise | tried | went wrong | faults planted | on |",
        "not_yet": "not tried yet",
        "audit": "Of the {packages} pieces of software this leans on, **{checked} were checked** "
        "for known weak spots and {not_checked} could not be ({date}). {verdict}",
        "unknown": "What was not checked is unknown, which is not the same as safe.",
        "found": "Known weak spots: {what}.",
        "none": "Nothing is known of any of them.",
        "bite": "{planted} faults were planted on purpose in all; each was noticed.",
        "hidden": "Of the hidden changes {protect} were held against the tables, {view} against "
        "the map, {counted} against counted totals, {xlsx} against files for Excel, Gephi and "
        "Kumu, and {page} against the page; up to 250 on top of each other.",
    },
    "nl": {
        "head": "| wat we beloven | geprobeerd | ging mis | fouten geplant | op |",
        "not_yet": "nog niet geprobeerd",
        "audit": "Van de {packages} stukken software waar dit op leunt zijn er **{checked} "
        "nagekeken** op bekende zwakke plekken; {not_checked} konden niet worden nagekeken "
        "({date}). {verdict}",
        "unknown": "Wat niet is nagekeken, is onbekend, en dat is niet hetzelfde als veilig.",
        "found": "Bekende zwakke plekken: {what}.",
        "none": "Van geen ervan is iets bekend.",
        "bite": "In totaal zijn {planted} fouten met opzet geplant; elk is opgemerkt.",
        "hidden": "Van de verborgen veranderingen zijn er {protect} langs de tabellen gelegd, "
        "{view} langs de kaart, {counted} langs getelde totalen, {xlsx} langs bestanden voor "
        "Excel, Gephi en Kumu, en {page} langs de bladzijde; tot 250 boven op elkaar.",
    },
}


def trust(figures: Figures, lang: str = "en") -> str:
    """Say of each promise how often it was tried, how often it broke, and what was planted."""
    with PROMISES.open(encoding="utf-8", newline="") as file:
        rows = [_row(row, figures.get(row["promise"]), lang) for row in csv.DictReader(file)]
    told = [WORDS[lang]["head"], "|---|---|---|---|---|", *rows]
    planted = sum(len(each["faults"]) for each in figures.values())
    told += ["", WORDS[lang]["bite"].format(planted=planted)]
    held = figures.get("hidden_stays_hidden", {}).get("counts", {})
    layers = {
        name.removeprefix("changes in "): _number(count, lang)
        for name, count in held.items()
        if name.startswith("changes in ")
    }
    told += ["", WORDS[lang]["hidden"].format(**layers)] if layers else []
    return "\n".join(told)


def _row(promise: dict[str, str], each: Figures | None, lang: str) -> str:
    words = promise[lang]
    if each is None:
        return f"| {words} | {WORDS[lang]['not_yet']} | | | |"
    wrong = f"**{_number(each['failed'], lang)}**"
    return (
        f"| {words} | {_number(each['tried'], lang)} | {wrong} | "
        f"{len(each['faults'])} | {each['date']} |"
    )


def _number(count: int, lang: str) -> str:
    text = f"{count:,}"
    return text.replace(",", ".") if lang == "nl" else text


def audit(figures: Figures, lang: str = "en") -> str:
    """Say how many packages were looked up, and how many could not be."""
    words = WORDS[lang]
    if figures["vulnerable"]:
        what = "; ".join(f"{name}: {', '.join(ids)}" for name, ids in figures["vulnerable"].items())
        verdict = words["found"].format(what=what)
    else:
        verdict = words["unknown"] if figures["not_checked"] else words["none"]
    return words["audit"].format(**figures, verdict=verdict)
