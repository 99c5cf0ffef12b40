"""
Columns that look like numbers of persons: BSN and rijksregisternummer, which may not come in.

A single number cannot be judged: 9 % of all numbers of nine digits pass the test of a BSN. A
column can. A zero in front that a spreadsheet took away is put back; numbers of eight digits
alone (a date, an AGB code, a number of the chamber of commerce) are those of persons only where
every one of them passes, and ten digits alone are those of enterprises in Belgium, unless they
pass as those of who was born from 2000 to 2009, where the zero in front is gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from ecosystem.tables.cells import cells
from ecosystem.tables.names import heading
from ecosystem.tables.problems import Problem

FEWEST = 3
"""Values a column must have before it is judged by them."""
_NAMED = re.compile(
    r"(_|^)(client|bewoner|patient)?"
    r"(bsn|burgerservice|sofi|rijksregister|insz|niss)(nummer|nr|number)?s?(_|$)"
)
MANY = 2000
"""Of a longer column so many cells, drawn at random with a fixed seed, are looked at first."""
_FROM_2000 = 2_000_000_000
"""What stands before the first nine digits of those born from 2000, when they are tested."""
_NUMBER = re.compile(r"[0-9](?:[. \-]?[0-9]){7,10}(?:[.,]00?)?")
_DECIMAL = re.compile(r"[0-9]+\.(?!00?$)[0-9]+")
"""One dot is that of a number, as in a longitude; those that part digits are several."""
_BETWEEN = re.compile(r"[.,]00?$|[. \-]")


def personal(name: str, raw: pd.Series) -> int:
    """
    Count the numbers of persons in a column that looks like one of them.

    Dots, dashes and spaces between digits do not count, nor does a decimal zero. A column is
    one of persons where it is called so and holds anything; or where it has three values or
    more of which half or more pass: as BSN (nine digits, not all zero, whose sum, weighted by 9
    to 2 and -1, is a multiple of 11) or as rijksregisternummer (eleven digits, of which the
    last two are 97 less what is left of the first nine divided by 97, for those born from 2000
    with a 2 before them).

    Parameters
    ----------
    name
        Its heading.
    raw
        Its cells, as they came.

    Returns
    -------
    count
        How many pass (where it is called so: how many are filled); 0 where it is another kind.

    References
    ----------
    Wet algemene bepalingen burgerservicenummer; royal decree of 3 April 1984 on the
    identification number of the Rijksregister, article 1.

    Examples
    --------
    >>> personal("number", pd.Series(["111.222.333", "123456782", "12345.67.82", "other"]))
    3
    >>> personal("AGB", pd.Series(["01057891", "01058234", "12004567"]))
    0
    >>> personal("BSN", pd.Series(["unknown"]))
    1
    """
    filled = raw[raw.notna()]
    if called_personal(name):
        return int(cells(filled).text.str.strip().ne("").sum())
    if len(filled) > MANY:
        drawn = np.random.default_rng(0).choice(len(filled), MANY, replace=False)
        if not _passing(filled.iloc[drawn], share=0.25):
            return 0
    return _passing(filled, share=0.5)


def called_personal(name: str) -> bool:
    """
    Tell whether a heading is that of numbers of persons.

    Examples
    --------
    >>> called_personal("BSN client"), called_personal("Rijksregisternr."), called_personal("id")
    (True, True, False)
    """
    return _NAMED.search(heading(name)) is not None


def problems(file: str, frame: pd.DataFrame, *, sheet: str = "") -> list[Problem]:
    """
    Refuse the columns of a foreign table that look like numbers of persons.

    Parameters
    ----------
    file
        Name of the file.
    frame
        Its cells, a column a heading.
    sheet
        Name of the sheet.

    Returns
    -------
    problems
        One for each such column, with its heading and how many numbers; never with a value.

    Examples
    --------
    >>> problems("list.csv", pd.DataFrame({"INSZ": ["x"]}))[0].values
    {'heading': 'INSZ', 'count': 1}
    """
    counts = {str(name): personal(str(name), frame[name]) for name in frame}
    return [
        Problem(file, "personal_numbers", sheet, None, name, {"heading": name, "count": count})
        for name, count in counts.items()
        if count
    ]


def _passing(filled: pd.Series, *, share: float) -> int:
    """Count what passes as one of the two kinds; 0 where it is a smaller share than this."""
    text, times = _spelt(filled)
    count_of = sum(times)
    digits = [_digits(one) for one in text]
    if count_of < FEWEST or not any(digits):
        return 0
    size = np.array([len(one) for one in digits])
    number = np.array([int(one or 0) for one in digits], dtype="int64")
    times_of = np.array(times)
    kinds: tuple[tuple[int, Callable[[np.ndarray], np.ndarray]], ...] = ((9, _bsn), (11, _insz))
    for length, test in kinds:
        passes = test(number) & ((size == length) | (size == length - 1))
        count = int(times_of[passes].sum())
        whole = bool((passes & (size == length)).any())
        all_short = length == 9 and count == count_of and int(passes.sum()) >= FEWEST
        if count >= share * count_of and (whole or all_short):
            return count
    young = int(times_of[_fits(number, _FROM_2000) & (size == 10)].sum())
    return young if young >= max(FEWEST, share * count_of) else 0


def _spelt(filled: pd.Series) -> tuple[list[str], list[int]]:
    """Give each different text with a sign in it, and how often it stands there."""
    try:
        codes, distinct = pd.factorize(filled)
    except TypeError:  # cells that are lists
        codes, distinct = pd.factorize(cells(filled).text)
    known = isinstance(filled.dtype, pd.StringDtype)
    text = list(distinct) if known else cells(pd.Series(distinct)).text.tolist()
    times = np.bincount(codes, minlength=len(text)).tolist()
    said = [(one.strip(), count) for one, count in zip(text, times, strict=True)]
    return [one for one, _ in said if one], [count for one, count in said if one]


def _digits(text: str) -> str:
    """Give the digits of a number; nothing where it is something else."""
    if not _NUMBER.fullmatch(text) or _DECIMAL.fullmatch(text):
        return ""
    return _BETWEEN.sub("", text)


def _bsn(number: np.ndarray) -> np.ndarray:
    total = -(number % 10)
    for weight in range(2, 10):
        total += weight * (number // 10 ** (weight - 1) % 10)
    return np.asarray((total % 11 == 0) & (number > 0))


def _insz(number: np.ndarray) -> np.ndarray:
    return np.asarray(_fits(number, 0) | _fits(number, _FROM_2000))


def _fits(number: np.ndarray, before: int) -> np.ndarray:
    """Tell what passes as rijksregisternummer, with this before the first nine digits."""
    first, last = np.divmod(number, 100)
    return np.asarray((97 - (first + before) % 97 == last) & (first > 0))
