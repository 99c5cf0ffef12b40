"""
Every move in words, in Dutch or English: why, what it risks, and how to undo it.

A move is something to discuss, not an order. What becomes fragile always stands with the risk.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any

import pandas as pd

from ecosystem.find.phrases import (
    SOMEONE,
    fill,
    hours_told,
    names_told,
    number_told,
    residents_told,
)
from ecosystem.propose.carry_out.steps import read
from ecosystem.protect.moves import MEETINGS
from ecosystem.tables.language import Language

SENTENCES: dict[str, dict[str, Any]] = tomllib.loads(
    files("ecosystem.propose.listing").joinpath("sentences.toml").read_text(encoding="utf-8")
)
Name = Callable[[Any], str]


def worded(
    moves: pd.DataFrame,
    names: Mapping[str, str],
    needs: Mapping[str, str],
    *,
    meetings: Mapping[str, str] | None = None,
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Put a table of moves in words, also again from names and counts that may be shown.

    Parameters
    ----------
    moves
        `move`, `who`, `what`, `to`, `people_saved`, `hours_saved`, `days`, `instead_of`,
        `residents` (a number or text), `fewer_today`, `fragile` (needs), `full` (actors) and
        `shared` (yes where what was counted over residents is left out; else not there).
    names
        A name per actor; one that is not there stands for itself.
    needs
        A name per need, idem.
    meetings
        A name per meeting, idem.
    lang
        Language, `en` or `nl`.

    Returns
    -------
    worded
        The moves with `because`, `risk` and `undo`.

    Examples
    --------
    >>> row = {"move": "stop_tie", "who": "gp", "to": "social", "hours_saved": 6.0}
    >>> worded(pd.DataFrame([row]), {"gp": "GP", "social": "Social worker"}, {})["because"].item()
    'GP and Social worker work together, and no resident is known who needs both; stopping
    saves 6 hours a month.'
    """
    columns = ["move", "who", "what", "to", "people_saved", "hours_saved", "days", "instead_of"]
    rows = moves.reindex(
        columns=[*columns, "residents", "fewer_today", "fragile", "full", "shared"]
    )
    rows["to"] = rows["to"].fillna("")
    of_meetings = meetings or {}
    texts = [
        _sentences(row, of_meetings if row["move"] in MEETINGS else names, needs, lang)
        for row in rows.to_dict("records")
    ]
    told = pd.DataFrame(texts, columns=["because", "risk", "undo"], index=moves.index, dtype="str")
    return moves.assign(**{name: told[name] for name in told})


def _sentences(
    row: dict[str, Any], names: Mapping[str, str], needs: Mapping[str, str], lang: Language
) -> list[str]:
    texts, risks = SENTENCES[row["move"]], SENTENCES["risks"]
    filled = _filled(row, names, needs, lang)
    alone = row["move"] == "learn" and len(set(_ids(row["who"]))) == 1 and filled["fewer"]
    more = [
        name
        for name, there in (
            ("single", alone),
            ("alone", filled["fragile"]),
            ("full", filled["full"]),
            ("instead", filled["instead"]),
        )
        if there
    ]
    risk = " ".join([texts[f"risk_{lang}"], *(risks[f"{name}_{lang}"] for name in more)])
    return [
        fill(text, filled, SOMEONE[lang])
        for text in (texts[f"because_{lang}"], risk, texts[f"undo_{lang}"])
    ]


def _filled(
    row: dict[str, Any], names: Mapping[str, str], needs: Mapping[str, str], lang: Language
) -> dict[str, str]:
    """Give the words for every slot; empty where not known."""
    actors, told = _named(names, lang), _named(needs, lang)
    words, people, hours = SENTENCES["words"], row["people_saved"], row["hours_saved"]
    what = actors(row["what"]) if row["move"] in MEETINGS else told(row["what"])
    instead = row["instead_of"]
    several = row["move"] == "learn" and len(set(_ids(row["what"]))) > 1 and not row["to"]
    return {
        "who": actors(row["who"]),
        "what": what,
        "to": actors(row["to"]),
        "kan": words[f"can_{lang}"][len(set(_ids(row["who"]))) > 1],
        "moeten": words[f"must_{lang}"][len(set(_ids(row["to"]))) > 1],
        "steps": _steps(row, actors, told, lang),
        "both": words[f"both_{lang}"] if several else "",
        "fewer": _counted(people, "fewer", lang),
        "untold": _untold(row, lang),
        "today": _counted(row["fewer_today"], "fewer", lang),
        "days": _counted(row["days"], "days", lang),
        "residents": residents_told(row["residents"], lang),
        "hours": _told(hours, lang),
        "cost": "" if pd.isna(hours) else _told(-hours, lang),
        "fragile": told(row["fragile"]),
        "full": actors(row["full"]),
        "instead": "" if pd.isna(instead) else str(int(instead)),
    }


def _named(names: Mapping[str, str], lang: Language) -> Name:
    def listed(ids: Any) -> str:
        return names_told([names.get(one, one) for one in _ids(ids)], lang)

    return listed


def _steps(row: dict[str, Any], actors: Name, told: Name, lang: Language) -> str:
    """Say who does what, those who do the same in one go."""
    text = SENTENCES[row["move"]].get(f"step_{lang}")
    if text is None:
        return ""
    by_need: dict[tuple[str, str], list[str]] = {}
    for who, what, to in read(row):
        by_need.setdefault((what, to if row["move"] == "exchange" else ""), []).append(who)
    by_who: dict[tuple[str, str], list[str]] = {}
    for (what, to), ids in by_need.items():
        by_who.setdefault(("|".join(ids), to), []).append(what)
    words = SENTENCES["words"]
    return str(words[f"and_{lang}"]).join(
        fill(
            text,
            {
                "who": actors(who),
                "what": told("|".join(what)),
                "to": actors(to),
                "kan": words[f"can_{lang}"]["|" in who],
            },
            SOMEONE[lang],
        )
        for (who, to), what in by_who.items()
    )


def _told(hours: Any, lang: Language) -> str:
    """Say how many hours a month, also where it is next to nothing."""
    words = SENTENCES["words"]
    if pd.isna(hours) or not 0 < abs(hours) < 1 or round(60 * abs(hours)) == 60:
        return hours_told(hours, lang)
    minutes = round(60 * hours)
    few = str(words[f"little_{lang}"])
    return few if abs(hours) < 0.05 else f"{number_told(minutes, lang)} {words[f'minutes_{lang}']}"


def _counted(count: Any, what: str, lang: Language) -> str:
    """Say how many; nothing where that is unknown, or none."""
    if pd.isna(count) or float(count) <= 0:
        return ""
    number = number_told(float(count), lang)
    one, many = SENTENCES["words"][f"{what}_{lang}"]
    return f"{number} {one if number == '1' else many}"


def _untold(row: dict[str, Any], lang: Language) -> str:
    """Say of what always saves people, where it is shared, why it does not say how many."""
    saves = row["move"] == "consult" or (row["move"] == "learn" and not row["to"])
    return str(SENTENCES["words"][f"untold_{lang}"]) if saves and row["shared"] is True else ""


def _ids(ids: Any) -> Sequence[str]:
    return [] if pd.isna(ids) or not ids else str(ids).split("|")


def caveat(lang: Language = "en") -> str:
    """
    Say what a business case of one neighbourhood does not show.

    Parameters
    ----------
    lang
        Language, `en` or `nl`.

    Returns
    -------
    caveat
        A sentence.

    References
    ----------
    KPMG, *De toegevoegde waarde van Buurtzorg t.o.v. andere aanbieders van thuiszorg*, 2015.

    Examples
    --------
    >>> "108" in caveat("nl"), "168" in caveat("en")
    (True, True)
    """
    return str(SENTENCES["caveat"][lang])
