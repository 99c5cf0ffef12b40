"""Parts of sentences, in Dutch or English: who, how many residents, how many hours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ecosystem.tables.language import Language

_AND = {"en": "and", "nl": "en"}
_MORE = {"en": "more", "nl": "andere"}
_FEWER = {"en": "fewer than", "nl": "minder dan"}
SOMEONE = {"en": "someone", "nl": "iemand"}
_RESIDENTS = {"en": ("resident", "residents"), "nl": ("bewoner", "bewoners")}
_REQUESTS = {"en": ("request", "requests"), "nl": ("hulpvraag", "hulpvragen")}
_TIMES = {
    "en": {"day": ("day", "days"), "hour": ("h", "h"), "minute": ("min", "min")},
    "nl": {"day": ("dag", "dagen"), "hour": ("uur", "uur"), "minute": ("minuut", "minuten")},
}
_NO_TIME = {"en": "no time", "nl": "geen tijd"}
_DAY = 86_400
_WHOLE = 10
"""From so many days on no tenths are said."""
_HOURS = {"en": ("hour a month", "hours a month"), "nl": ("uur per maand", "uur per maand")}


def fill(text: str, filled: Mapping[str, str], some: str) -> str:
    """Fill a text, leaving out each [part] in which something is not known."""
    known = {name: value for name, value in filled.items() if value}

    def part(found: re.Match[str]) -> str:
        inside = found[1]
        slots = re.findall(r"{(\w+)}", inside)
        return inside if all(slot in known for slot in slots) else ""

    left = re.sub(r"\[([^\]]*)\]", part, text)
    return re.sub(r"{(\w+)}", lambda slot: known.get(slot[1], some), left)


def names_told(names: Sequence[str], lang: Language, most: int = 5) -> str:
    """List names, each once, as people say it; of very many, the first."""
    *first, last = list(dict.fromkeys(names)) or [""]
    if len(first) >= most:
        last = f"{len(first) + 2 - most} {_MORE[lang]}"
        first = first[: most - 1]
    return f"{', '.join(first)} {_AND[lang]} {last}" if first else last


def residents_told(count: Any, lang: Language) -> str:
    """Say how many residents; nothing where that is unknown or none."""
    return _counted(count, _RESIDENTS[lang], lang)


def requests_told(count: Any, lang: Language) -> str:
    """Say how many requests, idem."""
    return _counted(count, _REQUESTS[lang], lang)


def _counted(count: Any, words: tuple[str, str], lang: Language) -> str:
    if pd.isna(count) or count in (0, "", "0"):
        return ""
    one, many = words
    if str(count).startswith("<"):
        return f"{_FEWER[lang]} {str(count)[1:]} {many}"
    number = count if isinstance(count, str) else number_told(float(count), lang)
    return f"{number} {one if number == '1' else many}"


def hours_told(hours: Any, lang: Language) -> str:
    """Say how many hours a month, idem; nothing where it rounds to none."""
    if pd.isna(hours) or not round(float(hours), 1):
        return ""
    number = number_told(float(hours), lang)
    one, many = _HOURS[lang]
    return f"{number} {one if number == '1' else many}"


def duration_told(seconds: Any, lang: Language) -> str:
    """Say how long something lasts, as people do: 3 days, 2 h 15 min; nothing where unknown."""
    if pd.isna(seconds):
        return ""
    days = float(seconds) / _DAY
    if days >= 1:
        parts = {"day": round(days) if days >= _WHOLE else days}
    else:
        hours, minutes = divmod(round(float(seconds) / 60), 60)
        parts = {"hour": hours, "minute": minutes}
    told = [_counted(part, _TIMES[lang][unit], lang) for unit, part in parts.items()]
    return " ".join(word for word in told if word) or _NO_TIME[lang]


def number_told(value: float, lang: Language) -> str:
    """Write a number as the language does, with a decimal where there is one."""
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text
