"""Dutch Excel and CSV as they really are: raw cells of a column to what the schema wants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.cells import DATE, NUMBER, TEXT, YES_NO, cells
from ecosystem.tables.dates import dates
from ecosystem.tables.log import HIDDEN, Sheet
from ecosystem.tables.names import BAR, fold, near, tidy
from ecosystem.tables.numbers import numbers
from ecosystem.tables.schema import DTYPES, Column
from ecosystem.tables.spelt import Spelt

_ERROR = re.compile(
    r"#(N/B|DEEL/0!|VERW!|NAAM\?|WAARDE!|GETAL!|LEEG!|OVERLOPEN!|N/A|DIV/0!|REF!|NAME\?|VALUE!|"
    r"NUM!|NULL!|SPILL!|#+)",
    re.IGNORECASE,
)
_NOTHING = frozenset({"n.v.t.", "n.v.t", "n/a", "n.a."})
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u0178\u02c6-\u2122]|â€")
_LINE = re.compile(r"(;[^;\n]*){4}|(\t[^\t\n]*){4}|(,[^,\n]*){4}")
"""A line of a file inside a cell: no table with free text has fewer cells."""
_EXACT = 2**53
_LISTED = frozenset(
    {"actor", "contact_point", "meeting", "member", "need", "organisation", "partner", "profession"}
)
"""Columns of ids that also stand in lists, ours or the tables'."""
YES = frozenset({"yes", "ja", "true", "waar", "1", "j", "y"})
NO = frozenset({"no", "nee", "false", "onwaar", "0", "n"})


def clean(raw: pd.Series, column: Column, sheet: Sheet) -> pd.Series:
    """
    Read one column as the schema wants it, and note every cell that cannot be read.

    Parameters
    ----------
    raw
        The cells as they stand in the file.
    column
        What they should be.
    sheet
        Takes the problems and notices.

    Returns
    -------
    column
        The same cells with the dtype of the schema; what is empty or refused is missing.
    """
    found = cells(raw)
    codes, distinct = pd.factorize(found.text)
    spelt = Spelt(found, codes, [str(text) for text in distinct], column, sheet)
    if not spelt.distinct:
        return pd.Series(index=range(len(codes)), dtype=DTYPES[column.kind])
    gone = _without_value(spelt)
    if any(gone):
        spelt = spelt.only(~spelt.has(gone))
    spelt = _typed(spelt)
    by_kind: dict[str, Callable[[Spelt], pd.Series]] = {
        "id": _ids,
        "text": _texts,
        "choice": _choices,
        "list": _lists,
        "integer": _numbers,
        "number": _numbers,
        "yes_no": _yes_no,
        "date": _dates,
        "time": _dates,
    }
    return by_kind[column.kind](spelt).astype(DTYPES[column.kind])


def _without_value(spelt: Spelt) -> list[bool]:
    """Tell what is empty; note what Excel could not work out, and what lost its signs."""
    stripped = [text.strip() for text in spelt.distinct]
    errors = [text[:1] == "#" and _ERROR.fullmatch(text) is not None for text in stripped]
    spelt.note("error_value", errors)
    nothing = [text.lower() in _NOTHING for text in stripped]
    if any(nothing):
        spelt.sheet.first("read_as_empty", spelt.column.name, spelt.has(nothing))
    if spelt.column.kind in {"id", "text", "list", "choice"}:
        strange = [not text.isascii() for text in stripped]
        if any(strange):
            pairs = list(zip(strange, stripped, strict=True))
            spelt.note("mojibake", [odd and bool(_MOJIBAKE.search(text)) for odd, text in pairs])
            spelt.note("replaced_characters", [odd and "\ufffd" in text for odd, text in pairs])
    every = zip(stripped, errors, nothing, strict=True)
    return [not text or error or none for text, error, none in every]


def _typed(spelt: Spelt) -> Spelt:
    """Refuse what Excel made something else of: a date, or a yes or no."""
    if spelt.found.kind is None:
        return spelt
    wrong = np.zeros(len(spelt.codes), dtype=bool)
    allowed = {"date": DATE, "time": DATE, "yes_no": YES_NO}.get(spelt.column.kind, "")
    for kind, code in ((DATE, "became_date"), (YES_NO, "became_yes_no")):
        where = spelt.found.typed(kind)
        if kind != allowed and where.any():
            spelt.sheet.cells(code, spelt.column.name, where, values={"value": spelt.found.text})
            wrong |= where
    return spelt.only(~wrong) if wrong.any() else spelt


def _texts(spelt: Spelt) -> pd.Series:
    spelt.note("swallowed_lines", ["\n" in t and bool(_LINE.search(t)) for t in spelt.distinct])
    return spelt.spread([text.strip() for text in spelt.distinct])


def _ids(spelt: Spelt) -> pd.Series:
    """Tidy ids, unless two that both stand here would become one."""
    spelt = _without_bars(spelt) if spelt.column.name in _LISTED else spelt
    neat = [_neat(text) for text in spelt.distinct]
    if neat == spelt.distinct:
        return spelt.spread(neat)
    times = Counter(neat)
    pairs = list(zip(neat, spelt.distinct, strict=True))
    read = [text if times[text] == 1 else written for text, written in pairs]
    result = spelt.spread([text or None for text in read])
    changed = spelt.has([text != w for text, (_, w) in zip(read, pairs, strict=True)])
    first = changed & ~pd.Series(spelt.codes).duplicated().to_numpy()
    values = {"value": spelt.found.text, "read": spelt.spread(read)}
    spelt.sheet.cells("tidied", spelt.column.name, first, values=values)
    return result


def _without_bars(spelt: Spelt) -> Spelt:
    """Write another sign where an id holds the one that separates lists."""
    barred = ["|" in text for text in spelt.distinct]
    if not any(barred):
        return spelt
    read = [text.replace("|", BAR) for text in spelt.distinct]
    times = Counter(read)
    twice = [times[text] > 1 for text in read]
    spelt.note("bar_in_two_ids", twice)
    where = spelt.has(barred) & ~spelt.has(twice)
    first = where & ~pd.Series(spelt.codes).duplicated().to_numpy()
    values = {"value": spelt.found.text, "read": spelt.spread(read)}
    spelt.sheet.cells("bar_in_id", spelt.column.name, first, values=values)
    return replace(spelt, distinct=read)


def _neat(name: str) -> str:
    neat = tidy(name)
    return neat[:-2] if neat.endswith(".0") and neat[:-2].isdecimal() else neat


def _lists(spelt: Spelt) -> pd.Series:
    """Write lists as `a|b`, without space, empty parts or repeats."""
    parts = [[tidy(part) for part in text.split("|")] for text in spelt.distinct]
    spelt.note("list_separator", [any(s in t.strip() for s in ",;\n") for t in spelt.distinct])
    spelt.note("list_tidied", [not all(p) or len(set(p)) < len(p) for p in parts])
    return spelt.spread(["|".join(dict.fromkeys(filter(None, p))) or None for p in parts])


def _choices(spelt: Spelt) -> pd.Series:
    choices = spelt.column.choices or {}
    known = {fold(slug): slug for slug in choices}
    read = [known.get("_".join(fold(text).split())) for text in spelt.distinct]
    unknown = [text for text, slug in zip(spelt.distinct, read, strict=True) if slug is None]
    if unknown:
        dutch = {fold(word): slug for slug, word in choices.items()}
        guess = near(unknown, [*choices, *choices.values()])
        hints = {
            text: dutch.get(fold(close), close)
            for text, close in (
                {text: text for text in unknown if fold(text) in dutch} | guess
            ).items()
        }
        told = {"choices": ", ".join(choices)}
        shown = spelt.spread([hints.get(text, "") for text in spelt.distinct])
        spelt.note("not_a_choice_near", [t in hints for t in spelt.distinct], near=shown, **told)
        rest = [t in unknown and t not in hints for t in spelt.distinct]
        spelt.note("not_a_choice", rest, **told)
    return spelt.spread(read)


def _yes_no(spelt: Spelt) -> pd.Series:
    lower = [text.strip().lower() for text in spelt.distinct]
    read = [True if text in YES else False if text in NO else None for text in lower]
    spelt.note("not_yes_no", [value is None for value in read])
    return spelt.spread(read, "boolean")


def _numbers(spelt: Spelt) -> pd.Series:
    whole = spelt.column.kind == "integer"
    name, found, sheet = spelt.column.name, spelt.found, spelt.sheet
    result = np.full(len(spelt.codes), np.nan)
    values = {"value": found.text}
    if found.number is not None:
        typed = found.typed(NUMBER)
        finite = np.isfinite(found.number)
        sheet.cells("not_a_number", name, typed & ~finite, values=values)
        broken = typed & finite & (np.floor(found.number) != found.number)
        if whole:
            sheet.cells("not_whole", name, broken, values=values)
        result = np.where(typed & finite & ~(broken & whole), found.number, result)
        spelt = spelt.only(np.asarray(found.kind == TEXT))
    texts = [text.strip() for text in spelt.distinct]
    counted: dict[str, int] = {}
    for text, count in zip(texts, spelt.counts.tolist(), strict=True):
        counted[text] = counted.get(text, 0) + count
    read, wrong, settled = numbers(counted, whole=whole)
    spread = np.array([*(read.get(text, np.nan) for text in texts), np.nan])[spelt.codes]
    result = np.where(spelt.codes >= 0, spread, result)
    for code in sorted({kind for kind, _, _ in wrong.values()}):
        which = [wrong.get(text, ("",))[0] == code for text in texts]
        told: dict[str, Any] = {}
        if code == "ambiguous_number":
            for key, at in (("one", 1), ("other", 2)):
                shown = [wrong[text][at] if text in wrong else "" for text in texts]
                told[key] = HIDDEN if sheet.hides else spelt.spread(shown)
        spelt.note(code, which, **told)
    if settled:
        sheet.first("number_settled", name, spelt.has([text in settled for text in texts]))
    large = np.abs(np.nan_to_num(result)) > _EXACT
    sheet.cells("too_many_digits", name, large, values=values)
    return pd.Series(np.where(large, np.nan, result))


def _dates(spelt: Spelt) -> pd.Series:
    name, sheet = spelt.column.name, spelt.sheet
    written = pd.Series([text.strip() for text in spelt.distinct], dtype="str")
    clock = spelt.column.kind == "time"
    read, wrong, style = dates(written, spelt.counts, clock=clock, epoch=sheet.epoch)
    codes = wrong.tolist()
    for code in sorted(set(codes) - {""}):
        spelt.note(code, [one == code for one in codes])
    if style in {"serial", "day_or_month"}:
        where = spelt.has([not one for one in codes])
        sheet.first("serial_dates" if style == "serial" else style, name, where)
    return spelt.spread(read.tolist(), "datetime64[us]")
