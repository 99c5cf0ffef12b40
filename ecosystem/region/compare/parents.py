"""Which area lies within which, and areas that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from ecosystem.tables.refusals import refusal

LEVELS = {"wijk": "WK", "gemeente": "GM"}
"""The letters that a Dutch code of a level begins with."""
_say = partial(refusal, "ecosystem.region")
_DUTCH = re.compile(r"(?:BU([0-9]{4})([0-9]{2})[0-9]{2}|WK([0-9]{4})[0-9]{2})")


def dutch_parent(code: str) -> str | None:
    """
    Read from a code of Statistics Netherlands in which area it lies.

    Parameters
    ----------
    code
        A code.

    Returns
    -------
    dutch_parent
        The wijk of a buurt, the gemeente of a wijk; None of any other.

    Examples
    --------
    >>> dutch_parent("BU00030102"), dutch_parent("WK000301"), dutch_parent("11001A00-")
    ('WK000301', 'GM0003', None)
    """
    found = _DUTCH.fullmatch(code)
    if found is None:
        return None
    gemeente, wijk, of_wijk = found.groups()
    return f"WK{gemeente}{wijk}" if wijk else f"GM{of_wijk}"


def above(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Give the areas in which a code lies, smallest first: as given, or else by its code."""
    seen = {code}
    up = parents.get(code) or dutch_parent(code)
    while up and up not in seen:
        yield up
        seen.add(up)
        up = parents.get(up) or dutch_parent(up)


def parents_given(table: pd.DataFrame) -> dict[str, str]:
    """Read the parent of each neighbourhood that has one."""
    if "parent" not in table:
        return {}
    given = table["parent"].dropna()
    return {str(code): str(parent) for code, parent in given.items() if parent != code}


def refuse_overlap(table: pd.DataFrame) -> None:
    """
    Refuse areas of which one lies within another, or that share a code.

    Parameters
    ----------
    table
        A checked survey.

    Raises
    ------
    ValueError
        Naming both areas, and what they share.

    Examples
    --------
    >>> both = pd.DataFrame({"codes": ["BU1|BU2", "BU2"]}, index=["here", "there"])
    >>> refuse_overlap(both)
    Traceback (most recent call last):
      ...
    ValueError: here and there overlap: both hold BU2. Added up it would count twice; leave one out.
    """
    parents = parents_given(table)
    held: dict[str, str] = {}
    own = {str(code): _codes(table, str(code)) for code in table.index}
    for row, codes in own.items():
        for code in codes:
            other = held.setdefault(code, row)
            if other != row:
                raise ValueError(_say("both_hold", one=other, other=row, code=code))
    for row, codes in own.items():
        for code in sorted({row, *codes}):
            for up in above(code, parents):
                other = up if up in own else held.get(up, row)
                if other != row:
                    raise ValueError(_say("lies_within", one=other, other=row, code=code, up=up))


def _codes(table: pd.DataFrame, row: str) -> list[str]:
    given = table.loc[row, "codes"] if "codes" in table else None
    if not isinstance(given, str) or not given:
        return [row]
    return list(dict.fromkeys(code.strip() for code in given.split("|")))
