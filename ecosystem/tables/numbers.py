"""Numbers as people and Excel write them: one format a column, and never a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping

_COMMA = re.compile(r"([+-]?)([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_POINT = re.compile(r"([+-]?)([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")


def numbers(
    written: Mapping[str, int], *, whole: bool
) -> tuple[dict[str, float], dict[str, tuple[str, str, str]], set[str]]:
    """
    Read the numbers of one column, which has one format.

    `1,5` can only have a decimal comma, `1.5` only a decimal point, `12` says nothing; `1.234`
    may be 1234 or 1,234 and takes the format of the other cells. Where no other cell has one,
    it is not read: somebody has to say. A cell of the other format than most cells have is
    not read either, and where as many have the one as the other, none of them is. In a column
    of whole numbers `1.234` can only be 1234, and `3.000` may be 3000 or 3.

    Parameters
    ----------
    written
        Each distinct spelling, without space round it, and how many cells have it.
    whole
        Whether the column holds whole numbers.

    Returns
    -------
    read
        The number by spelling.
    wrong
        A code of the catalogue with its two possible readings, by spelling.
    settled
        The spellings that took the format of the other cells.

    Examples
    --------
    >>> numbers({"1,5": 1, "1.234": 1}, whole=False)
    ({'1,5': 1.5, '1.234': 1234.0}, {}, {'1.234'})
    """
    both = {text: _readings(text, whole=whole) for text in written}
    weight = [
        sum(written[text] for text, readings in both.items() if _only(readings) == mark)
        for mark in (0, 1)
    ]
    style = None if weight[0] == weight[1] else weight.index(max(weight))
    mixed = min(weight) > 0
    read: dict[str, float] = {}
    wrong: dict[str, tuple[str, str, str]] = {}
    settled = set()
    for text, (comma, point) in both.items():
        value = (comma, point)[style] if style is not None else None
        if comma is None and point is None:
            code = "scientific" if _SCIENTIFIC.fullmatch(text) else "not_a_number"
            wrong[text] = (code, "", "")
        elif comma == point and comma is not None:
            read[text] = comma
        elif comma is not None and point is not None:
            if value is None or mixed:
                wrong[text] = ("ambiguous_number", f"{comma:g}", f"{point:g}")
            else:
                read[text] = value
                settled.add(text)
        elif value is None:
            wrong[text] = ("mixed_numbers", "", "")
        else:
            read[text] = value
    if whole:
        for text in [text for text, value in read.items() if not value.is_integer()]:
            del read[text]
            wrong[text] = ("not_whole", "", "")
    return read, wrong, settled


def _readings(text: str, *, whole: bool) -> tuple[float | None, float | None]:
    """Read a spelling with a decimal comma and with a decimal point, where each is possible."""
    comma, point = (_COMMA.fullmatch(text), _POINT.fullmatch(text))
    values = [
        float(f"{m[1]}{m[2].replace('.', '').replace(',', '')}.{m[3] or '0'}") if m else None
        for m in (comma, point)
    ]
    if whole and None not in values:
        broken = [value is not None and not value.is_integer() for value in values]
        if any(broken) and not all(broken):
            values[broken.index(True)] = None
    return values[0], values[1]


def _only(readings: tuple[float | None, float | None]) -> int | None:
    """Say which of the two is the only one possible, if one is."""
    comma, point = readings
    return None if (comma is None) == (point is None) else int(comma is None)
