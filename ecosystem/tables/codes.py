"""Codes of areas that a spreadsheet took for numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

LENGTHS = {"BU": 8, "WK": 6, "GM": 4}
"""Figures in the Dutch code of a buurt, a wijk and a gemeente."""

_BARE = re.compile(r"[0-9]{1,8}")
_LETTERED = re.compile(r"(BU[0-9]{8}|WK[0-9]{6}|GM[0-9]{4})", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+[.,][0-9]+|[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+")


def whole_codes(bare: str) -> list[str]:
    """
    List the codes a bare number may once have been.

    Eight figures can only be of a buurt; fewer may have lost zeros, or be of a larger area.

    Examples
    --------
    >>> whole_codes("30001")
    ['BU00030001', 'WK030001']
    """
    if not _BARE.fullmatch(bare):
        return []
    return [area + bare.zfill(size) for area, size in LENGTHS.items() if len(bare) <= size]


def among(written: str, known: Collection[str]) -> list[str]:
    """
    List the known codes that a code which lost its zeros or its letters may be.

    Parameters
    ----------
    written
        The code as it stands.
    known
        The codes there are.

    Returns
    -------
    codes
        Those of `known` it may be.

    Examples
    --------
    >>> among("30001", {"BU00030001", "BU00030002"})
    ['BU00030001']
    """
    if not _BARE.fullmatch(written):
        return []
    zeros = [written.zfill(size) for size in range(len(written) + 1, 9)]
    return [code for code in [*whole_codes(written), *zeros] if code in known]


def spoiled(written: str) -> bool:
    """
    Tell whether a spelling is a broken or shortened number, which no code is.

    Parameters
    ----------
    written
        The code as it stands.

    Returns
    -------
    spoiled
        Whether it is, as `3,0001E+4` and `30001.5`.

    Examples
    --------
    >>> spoiled("3,0001E+4"), spoiled("BU00030001")
    (True, False)
    """
    return _NUMBER.fullmatch(written) is not None


def odd(codes: Collection[str]) -> set[str]:
    """
    Find the bare numbers among codes of which others have their letters.

    Parameters
    ----------
    codes
        All codes of a column.

    Returns
    -------
    odd
        The bare ones; none where no code has letters.

    Examples
    --------
    >>> odd(["BU00030001", "30002"])
    {'30002'}
    """
    if not any(_LETTERED.fullmatch(code) for code in codes):
        return set()
    return {code for code in codes if _BARE.fullmatch(code)}


def bare(codes: Collection[str]) -> bool:
    """
    Tell whether all codes are bare numbers.

    Parameters
    ----------
    codes
        All codes of a column.

    Returns
    -------
    bare
        Whether they are; not where there are none.

    Examples
    --------
    >>> bare(["30001", "30002"])
    True
    """
    return bool(codes) and all(_BARE.fullmatch(code) for code in codes)
