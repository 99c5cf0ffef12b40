"""What is promised and how often it was tried, in plain words; and what the project leans on."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from benchmarks.trust.hidden_stays_hidden import A_WORLD

Figures = dict[str, Any]
COUNTED = {
    "nothing_lost": "not struck",
    "not_computed_back": "rows of a survey",
    "tests_bite": "changes there are",
}
"""What else is told of a promise, where its run counted it."""
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
        "bite": "{planted} faults are planted on purpose in all, on every change again; the tests "
        "fail where one goes unnoticed.",
        "nothing_lost": "The {tried} are files that were damaged; {counted} others, untouched, "
        "were read beside them.",
        "not_computed_back": "The {tried} are neighbourhoods of which all that is shared was "
        "attacked together, with a plan for later; beside them {counted} rows of a survey.",
        "tests_bite": "The {tried} were drawn at random from {counted} small changes that can be "
        "made where lists come in, fewest people are worked out and results leave.",
        "hidden": "Of the hidden changes {protect} were held against the tables, {view} against "
        "the map, {counted} against counted totals, {xlsx} against files for Excel, Gephi and "
        "Kumu, and {page} against the page; up to {most} on top of each other, of which the first "
        "and the last are held against what was there before: {same_view} times the map, "
        "{same_page} the page, {same_pdf} its PDF and {same_xlsx} the workbook.",
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
        "bite": "In totaal worden er {planted} fouten met opzet geplant, bij elke wijziging "
        "opnieuw; de proeven mislukken als er één onopgemerkt blijft.",
        "nothing_lost": "Die {tried} zijn beschadigde bestanden; daarnaast zijn er {counted} "
        "gelezen die heel waren.",
        "not_computed_back": "Die {tried} zijn buurten waarvan alles wat wordt gedeeld in één keer "
        "is aangevallen, met een plan voor later erbij; daarnaast {counted} regels van een meting.",
        "tests_bite": "Die {tried} zijn op goed geluk getrokken uit {counted} kleine veranderingen "
        "die kunnen worden gemaakt waar lijsten binnenkomen, het kleinste aantal mensen wordt "
        "berekend en resultaten naar buiten gaan.",
        "hidden": "Van de verborgen veranderingen zijn er {protect} langs de tabellen gelegd, "
        "{view} langs de kaart, {counted} langs getelde totalen, {xlsx} langs bestanden voor "
        "Excel, Gephi en Kumu, en {page} langs de bladzijde; tot {most} boven op elkaar, waarvan "
        "de eerste en de laatste naast het begin zijn gelegd: {same_view} keer de kaart, "
        "{same_page} de bladzijde, {same_pdf} haar pdf en {same_xlsx} de werkmap.",
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
    same = {
        f"same_{name.removeprefix('same: ')}": _number(count, lang)
        for name, count in held.items()
        if name.startswith("same: ")
    }
    told += ["", WORDS[lang]["hidden"].format(**layers, **same, most=A_WORLD)] if layers else []
    for name, count in COUNTED.items():
        run = figures.get(name, {})
        if count in run.get("counts", {}):
            numbers = {"tried": run["tried"], "counted": run["counts"][count]}
            words = {key: _number(value, lang) for key, value in numbers.items()}
            told += ["", WORDS[lang][name].format(**words)]
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
