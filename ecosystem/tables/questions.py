"""Which questions a neighbourhood's tables can answer, and which table would answer the rest."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood

QUESTIONS: dict[str, dict[str, Any]] = tomllib.loads(
    files("ecosystem.tables").joinpath("questions.toml").read_text("utf-8")
)
"""By name: as a sentence in English and Dutch, what to type, and the tables that are `enough`."""


def questions(hood: Neighbourhood, *, lang: Language = "en") -> pd.DataFrame:
    """
    List what can be asked of a neighbourhood, and which tables would unlock the rest.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    lang
        Language of `asks`, `en` or `nl`.

    Returns
    -------
    questions
        One row per question, in the order of the work: `question`, `asks` (as a sentence),
        `call` (what to type), `possible` (now), and `missing` (the fewest tables that would
        make it possible, joined by |; empty where it is).

    Examples
    --------
    >>> asked = questions(street).set_index("question")
    >>> bool(asked.loc["coverage", "possible"])
    True
    >>> questions(Neighbourhood("x", "x", {})).set_index("question").loc["demand", "missing"]
    'competences|profiles'
    """
    rows = []
    for name, asked in QUESTIONS.items():
        lacking = ([table for table in one if table not in hood.tables] for one in asked["enough"])
        fewest = min(lacking, key=len)
        rows.append((name, asked[lang], asked["call"], not fewest, "|".join(fewest)))
    frame = pd.DataFrame(rows, columns=["question", "asks", "call", "possible", "missing"])
    return frame.astype(dict.fromkeys(["question", "asks", "call", "missing"], "str"))
