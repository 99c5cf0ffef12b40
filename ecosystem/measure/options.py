"""Options that cannot be are refused in words."""

from __future__ import annotations

from numbers import Integral

from ecosystem.tables.problems import LANGUAGES


def checked(*, lang: str = "en", **numbers: object) -> None:
    """
    Refuse an option that cannot be.

    Parameters
    ----------
    lang
        A language of ours, `en` or `nl`.
    **numbers
        By name, what must be a whole number of at least 1.

    Raises
    ------
    ValueError
        If it is something else; the message says which option, and what it can be.

    Examples
    --------
    >>> checked(backup=2, lang="nl")
    >>> checked(backup=0)
    Traceback (most recent call last):
    ValueError: backup is 0; it is a whole number of at least 1
    """
    for name, number in numbers.items():
        whole = isinstance(number, Integral) and not isinstance(number, bool)
        if not whole or number < 1:  # type: ignore[operator]
            raise ValueError(f"{name} is {number!r}; it is a whole number of at least 1")
    if lang not in LANGUAGES:
        raise ValueError(f"lang is {lang!r}; it is one of: {', '.join(LANGUAGES)}")
