"""Why no fewer people could do it, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np

from ecosystem.tables.language import Language

SENTENCES: dict[str, Any] = tomllib.loads(
    files("ecosystem.measure").joinpath("fewest.toml").read_text(encoding="utf-8")
)


def told(kind: str, lang: Language, **parts: str | int | Sequence[str]) -> str:
    """
    Say one of the sentences of `fewest.toml`.

    Parameters
    ----------
    kind
        Which sentence.
    lang
        Language, `en` or `nl`.
    **parts
        What is filled in: names, joined by commas, and numbers, written out up to twelve.

    Returns
    -------
    told
        The sentence.

    Examples
    --------
    >>> told("apart", "en", needs=["Skin", "Income"], people=2)
    'No professional here can do two of: Skin, Income; so it takes two.'
    """
    words: list[str] = SENTENCES[f"numbers_{lang}"]
    filled = {}
    for name, part in parts.items():
        if isinstance(part, int):
            filled[name] = words[part] if part < len(words) else str(part)
        else:
            filled[name] = part if isinstance(part, str) else ", ".join(part)
    text: str = SENTENCES[kind][lang].format(**filled)
    return text


def wants_backup(
    names: Sequence[str], asked: Sequence[int], there: Sequence[int], lang: Language
) -> str:
    """
    Say how many each need wants that wants more than one.

    Parameters
    ----------
    names
        Names of the needs.
    asked
        How many people each need wants.
    there
        The same, no more than there are.
    lang
        Language, `en` or `nl`.

    Returns
    -------
    wants_backup
        Part of a sentence; nothing where every need wants one.

    Examples
    --------
    >>> wants_backup(["Skin", "Income", "Pain"], [2, 1, 3], [2, 1, 2], "en")
    'Skin wants two; Pain wants three, but there are only two'
    """
    wants = []
    for name, many, here in zip(names, asked, there, strict=True):
        if many > 1:
            kind = "wants" if here == many else "wants_one" if here == 1 else "wants_few"
            wants.append(told(kind, lang, need=name, asked=int(many), there=int(here)))
    return "; ".join(wants)


def why_not_fewer(
    names: Sequence[str],
    wanted: np.ndarray,
    fewest: np.ndarray,
    *,
    asked: Sequence[int] | None = None,
    lang: Language = "en",
) -> str:
    """
    Say why a case takes so many people.

    Where there are needs of which no two go together and which want so many people, those are
    named; else what the best of one person fewer leaves undone.

    Parameters
    ----------
    names
        Names of the needs.
    wanted
        How many people each need wants: states by needs; the last state wants everything.
    fewest
        The fewest people for every state.
    asked
        How many people each need wants where there are fewer than that; where not given, as
        the last state.
    lang
        Language, `en` or `nl`.

    Returns
    -------
    why_not_fewer
        A sentence.

    Examples
    --------
    >>> wanted = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
    >>> why_not_fewer(["Skin", "Income"], wanted, np.array([0, 1, 1, 2]))
    'No professional here can do two of: Skin, Income; so it takes two.'
    """
    people, whole = int(fewest[-1]), wanted[-1]
    if people == 1:
        return told("one", lang)

    def backup(among: np.ndarray) -> str:
        many = whole if asked is None else np.asarray(asked)
        some = [names[at] for at in among.tolist()]
        return wants_backup(some, many[among].tolist(), whole[among].tolist(), lang)

    # Of such a state every need is wanted as often as in the whole: with one more of a need that
    # goes with no other in it, it would take one more person, so more than the whole does.
    total = wanted.sum(axis=1)
    apart = (total == people) & (fewest == people)
    if apart.any():
        among = np.flatnonzero(wanted[apart.argmax()])
        kind = "backup" if len(among) == 1 else "apart_backup"
        kind = kind if (whole[among] > 1).any() else "apart"
        needs = [names[at] for at in among.tolist()]
        return told(kind, lang, needs=needs, wants=backup(among), people=people)
    best = (total * (fewest < people)).argmax()
    short = [name for name, left in zip(names, whole - wanted[best], strict=True) if left]
    kind = "tried_one" if people == 2 else "tried_backup" if (whole > 1).any() else "tried"
    wants = backup(np.arange(len(whole)))
    return told(kind, lang, fewer=people - 1, needs=short, wants=wants)
