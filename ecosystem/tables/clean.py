"""Dutch Excel and CSV as they really are: raw cells of a column to what the schema wants."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from ecosystem.tables.cells import DATE, NUMBER, TEXT, YES_NO, Cells, cells
from ecosystem.tables.dates import dates
from ecosystem.tables.log import Sheet
from ecosystem.tables.names import fold, near, tidy
from ecosystem.tables.numbers import numbers
from ecosystem.tables.schema import DTYPES, Column

_ERROR = re.compile(
    r"#(N/B|DEEL/0!|VERW!|NAAM\?|WAARDE!|GETAL!|LEEG!|OVERLOPEN!|N/A|DIV/0!|REF!|NAME\?|VALUE!|"
    r"NUM!|NULL!|SPILL!|#+)",
    re.IGNORECASE,
)
_NOTHING = frozenset({"n.v.t.", "n.v.t", "n/a", "n.a."})
_MOJIBAKE = r"[ÃÂ][\u0080-\u00bf\u0152-\u0178\u02c6-\u2122]|â€"
_EXACT = 2**53
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
    text = _without_errors(found, column, sheet)
    found = Cells(text, found.kind, found.number)
    by_kind: dict[str, Callable[[Cells, Column, Sheet], pd.Series]] = {
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
    result: pd.Series = by_kind[column.kind](found, column, sheet)
    return result.astype(DTYPES[column.kind])


def _without_errors(found: Cells, column: Column, sheet: Sheet) -> pd.Series:
    """Note what Excel could not work out, what does not apply, and what lost its signs."""
    codes, distinct = pd.factorize(found.text)
    signs = pd.Series(distinct, dtype="str").str.strip()
    errors = signs.str.fullmatch(_ERROR).to_numpy(bool)
    if errors.any():
        sheet.cells("error_value", column.name, _at(errors, codes), values={"value": found.text})
    nothing = signs.str.lower().isin(_NOTHING).to_numpy(bool)
    if nothing.any():
        sheet.first("read_as_empty", column.name, _at(nothing, codes))
    if column.kind in {"id", "text", "list", "choice"}:
        for code, form in (("mojibake", _MOJIBAKE), ("replaced_characters", "\ufffd")):
            spoiled = signs.str.contains(form).to_numpy(bool)
            if spoiled.any():
                sheet.cells(code, column.name, _at(spoiled, codes))
    return found.text.mask(_at(errors | nothing, codes))


def _at(distinct: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Spread what holds of each distinct text over the cells; empty cells have code -1."""
    return np.asarray(np.append(distinct, False)[codes])


def _stripped(found: Cells, where: np.ndarray | None = None) -> tuple[np.ndarray, pd.Series]:
    """Give each cell's number among the distinct texts without space round them."""
    text = found.text.str.strip()
    codes, distinct = pd.factorize(text if where is None else text.where(where))
    return codes, pd.Series(distinct, dtype="str")


def _texts(found: Cells, column: Column, sheet: Sheet) -> pd.Series:
    _not_typed(found, column, sheet, DATE)
    codes, distinct = _stripped(found)
    swallowed = distinct.str.contains(r"[\r\n].*[;\t,].*[;\t,]").to_numpy(bool)
    if swallowed.any():
        sheet.cells("swallowed_lines", column.name, _at(swallowed, codes))
    return _spread(distinct, codes)


def _ids(found: Cells, column: Column, sheet: Sheet) -> pd.Series:
    """Tidy ids, unless two that both stand here would become one."""
    _not_typed(found, column, sheet, DATE)
    _not_typed(found, column, sheet, YES_NO)
    codes, distinct = pd.factorize(found.text)
    written = pd.Series(distinct, dtype="str")
    neat = pd.Series([_neat(one) for one in written], dtype="str")
    neat = neat.where(~neat.duplicated(keep=False), written)
    changed = (neat != written).to_numpy(bool)
    hidden = neat.str.strip() == ""
    for where, code in ((changed & ~hidden.to_numpy(bool), "tidied"),):
        if where.any():
            rows = _at(where, codes) & ~pd.Series(codes).duplicated().to_numpy()
            read = _spread(neat, codes)
            sheet.cells(code, column.name, rows, values={"value": found.text, "read": read})
    return _spread(neat.mask(hidden), codes)


def _neat(name: str) -> str:
    neat = tidy(name)
    return neat[:-2] if re.fullmatch(r"[0-9]+\.0", neat) else neat


def _lists(found: Cells, column: Column, sheet: Sheet) -> pd.Series:
    """Write lists as `a|b`, without space, empty parts or repeats."""
    _not_typed(found, column, sheet, DATE)
    codes, distinct = _stripped(found)
    parts = [[tidy(part) for part in cell.split("|")] for cell in distinct]
    other = np.array([any(sign in cell for sign in ",;\n") for cell in distinct], dtype=bool)
    if other.any():
        values = {"value": found.text}
        sheet.cells("list_separator", column.name, _at(other, codes), values=values)
    gaps = np.array([not all(cell) or len(set(cell)) < len(cell) for cell in parts], dtype=bool)
    if gaps.any():
        sheet.cells("list_tidied", column.name, _at(gaps, codes))
    neat = pd.Series(["|".join(dict.fromkeys(filter(None, p))) for p in parts], dtype="str")
    return _spread(neat.where(neat != ""), codes)


def _choices(found: Cells, column: Column, sheet: Sheet) -> pd.Series:
    codes, distinct = _stripped(found)
    slugs = list(column.choices or {})
    known = {fold(slug): slug for slug in slugs}
    dutch = {fold(word): slug for slug, word in (column.choices or {}).items()}
    read = pd.Series([known.get(fold(one).replace(" ", "_")) for one in distinct], dtype="str")
    unknown = read.isna().to_numpy()
    guess = near([one for i, one in enumerate(distinct) if unknown[i]], [*slugs, *dutch])
    hints = pd.Series(
        [dutch.get(fold(guess.get(one, one)), guess.get(one, "")) for one in distinct],
        dtype="str",
    )
    values = {
        "value": found.text,
        "near": _spread(hints, codes),
        "choices": ", ".join(slugs),
    }
    hinted = (hints != "").to_numpy(bool)
    sheet.cells("not_a_choice_near", column.name, _at(unknown & hinted, codes), values=values)
    del values["near"]
    sheet.cells("not_a_choice", column.name, _at(unknown & ~hinted, codes), values=values)
    return _spread(read, codes)


def _yes_no(found: Cells, column: Column, sheet: Sheet) -> pd.Series:
    codes, distinct = _stripped(found)
    lower = distinct.str.lower()
    yes, no = (lower.isin(words).to_numpy(bool) for words in (YES, NO))
    bad = ~(yes | no)
    sheet.cells("not_yes_no", column.name, _at(bad, codes), values={"value": found.text})
    read = pd.Series(pd.array(yes, dtype="boolean")).mask(bad)
    return _spread(read, codes)


def _numbers(found: Cells, column: Column, sheet: Sheet) -> pd.Series:
    whole = column.kind == "integer"
    result = np.full(len(found.text), np.nan)
    values = {"value": found.text}
    if found.kind is not None and found.number is not None:
        typed = found.typed(NUMBER) & found.text.notna().to_numpy()
        finite = np.isfinite(found.number)
        sheet.cells("not_a_number", column.name, typed & ~finite, values=values)
        broken = typed & finite & (np.floor(np.where(finite, found.number, 0)) != found.number)
        if whole:
            sheet.cells("not_whole", column.name, broken, values=values)
        result = np.where(typed & finite & ~(broken & whole), found.number, result)
    for kind in (DATE, YES_NO):
        _not_typed(found, column, sheet, kind)
    text_only = None if found.kind is None else np.asarray(found.kind == TEXT)
    codes, distinct = _stripped(found, text_only)
    count = np.bincount(codes[codes >= 0], minlength=len(distinct))
    spelled = dict(zip(distinct, count.tolist(), strict=True))
    read, wrong, settled = numbers(spelled, whole=whole)
    result = np.where(codes >= 0, _at_value([read.get(one) for one in distinct], codes), result)
    for code in sorted({kind for kind, _, _ in wrong.values()}):
        spelt = [one in wrong and wrong[one][0] == code for one in distinct]
        told: dict[str, object] = {"value": found.text}
        if code == "ambiguous_number":
            for key, at in (("one", 1), ("other", 2)):
                shown = pd.Series([wrong[s][at] if s in wrong else "" for s in distinct])
                told[key] = "•••" if sheet.hides else _spread(shown, codes)
        sheet.cells(code, column.name, _at(np.array(spelt, dtype=bool), codes), values=told)
    taken = _at(distinct.isin(settled).to_numpy(bool), codes)
    sheet.first("number_settled", column.name, taken)
    large = np.abs(np.nan_to_num(result)) > _EXACT
    sheet.cells("too_many_digits", column.name, large, values=values)
    return pd.Series(np.where(large, np.nan, result))


def _at_value(distinct: list[float | None], codes: np.ndarray) -> np.ndarray:
    return np.asarray(np.append(np.array(distinct, dtype="float64"), np.nan)[codes])


def _dates(found: Cells, column: Column, sheet: Sheet) -> pd.Series:
    _not_typed(found, column, sheet, YES_NO)
    codes, distinct = _stripped(found, ~found.typed(YES_NO))
    count = np.bincount(codes[codes >= 0], minlength=len(distinct))
    clock = column.kind == "time"
    read, wrong, style = dates(distinct, count, clock=clock, epoch=sheet.epoch)
    for code in sorted(set(wrong) - {""}):
        where = _at((wrong == code).to_numpy(bool), codes)
        sheet.cells(code, column.name, where, values={"value": found.text})
    if style in {"serial", "day_or_month"}:
        where = _at((wrong == "").to_numpy(bool), codes)
        sheet.first("serial_dates" if style == "serial" else style, column.name, where)
    return _spread(read, codes)


def _not_typed(found: Cells, column: Column, sheet: Sheet, kind: str) -> None:
    """Refuse cells of which Excel made a date, or a yes or no."""
    where = found.typed(kind) & found.text.notna().to_numpy()
    if where.any():
        code = "became_date" if kind == DATE else "became_yes_no"
        sheet.cells(code, column.name, where, values={"value": found.text})


def _spread(distinct: pd.Series, codes: np.ndarray) -> pd.Series:
    """Give each cell what its distinct text became; empty cells have code -1."""
    return (
        distinct.take(codes.clip(0)).reset_index(drop=True).mask(codes < 0)
        if len(distinct)
        else pd.Series(np.nan, index=range(len(codes)), dtype=distinct.dtype)
    )
