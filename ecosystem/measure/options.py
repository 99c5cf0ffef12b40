"""Options that cannot be are refused in words."""

from __future__ import annotations

from numbers import Integral

from ecosystem.tables.problems import LANGUAGES
from ecosystem.tables.refusals import refusal


def checked(*, lang: str = "en", learn: object = 0, **numbers: object) -> None:
    """
    Refuse an option that cannot be.

    Parameters
    ----------
    lang
        A language of ours, `en` or `nl`.
    learn
        How many learning steps: a whole number of at least 0.
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
    least = {"learn": (learn, 0)} | {name: (number, 1) for name, number in numbers.items()}
    for name, (number, low) in least.items():
        whole = isinstance(number, Integral) and not isinstance(number, bool)
        if not whole or number < low:  # type: ignore[operator]
            filled = {"name": name, "number": number, "low": low}
            raise ValueError(refusal("ecosystem.tables", "whole", **filled))
    if lang not in LANGUAGES:
        raise ValueError(f"lang is {lang!r}; it is one of: {', '.join(LANGUAGES)}")
