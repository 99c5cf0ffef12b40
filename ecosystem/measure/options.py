"""Options that cannot be are refused in words."""

from __future__ import annotations

from numbers import Integral

from ecosystem.tables.language import LANG, LANGUAGES, Language
from ecosystem.tables.refusals import one_of, refusal


def checked(*, lang: Language | None = None, learn: object = 0, **numbers: object) -> None:
    """
    Refuse an option that cannot be.

    Parameters
    ----------
    lang
        A language of ours, `en` or `nl`, in which is told what cannot be.
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
    one_of("lang", lang or LANG.get(), LANGUAGES)
    least = {"learn": (learn, 0)} | {name: (number, 1) for name, number in numbers.items()}
    for name, (number, low) in least.items():
        whole = isinstance(number, Integral) and not isinstance(number, bool)
        if not whole or number < low:  # type: ignore[operator]
            filled = {"name": name, "number": number, "low": low}
            raise ValueError(refusal("ecosystem.tables", "whole", lang, **filled))
