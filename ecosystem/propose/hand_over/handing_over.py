"""What can be handed over, in words, in Dutch or English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import pandas as pd

from ecosystem.find.phrases import SOMEONE, fill, names_told, number_told
from ecosystem.measure.supply import supply
from ecosystem.tables.language import Language
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood

SENTENCES: dict[str, dict[str, Any]] = tomllib.loads(
    files("ecosystem.propose.hand_over").joinpath("handing_over.toml").read_text(encoding="utf-8")
)


class Words:
    """
    The words of one neighbourhood: names of who and what, and the sentences with them.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    lang
        Language, `en` or `nl`.
    """

    def __init__(self, hood: Neighbourhood, lang: Language) -> None:
        self._lang = lang
        self._actors = supply(hood)["label"].to_dict()
        self._needs = labels(hood, lang)

    def actors(self, ids: Iterable[str]) -> str:
        """Name actors, as a list."""
        return names_told([self._actors.get(one, one) for one in ids], self._lang)

    def needs(self, ids: Iterable[str]) -> str:
        """Name needs, as a list."""
        return names_told([self._needs.get(one, one) for one in ids], self._lang)

    def count(self, number: Any, noun: str) -> str:
        """Say how many of a noun of `words`; nothing where that is unknown."""
        if pd.isna(number):
            return ""
        one, many = SENTENCES["words"][f"{noun}_{self._lang}"]
        text = number_told(float(number), self._lang)
        return f"{text} {one if text == '1' else many}"

    def hours(self, number: Any) -> str:
        """Say how many hours, or minutes where it is less than one; nothing where unknown."""
        if pd.notna(number) and number < 1:
            return self.count(max(round(60 * number), min(number, 1)), "minutes")
        return self.count(number, "hours")

    def say(self, kind: str, **parts: str) -> str:
        """Say it, leaving out what stands in [ ] where a word in it is not known."""
        return fill(SENTENCES[kind][self._lang], parts, SOMEONE[self._lang])
