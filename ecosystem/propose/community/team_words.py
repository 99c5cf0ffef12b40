"""Why somebody sits in a composed team, or why there is no such team, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ecosystem.find.phrases import SOMEONE, fill, names_told
from ecosystem.tables.language import Language

SENTENCES: dict[str, Any] = tomllib.loads(
    files("ecosystem.propose.community").joinpath("compose_team.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Words:
    """
    The sentences of `compose_team.toml` in one language.

    Parameters
    ----------
    lang
        Language, `en` or `nl`.
    needs
        Names of the needs of the purpose, by id.
    """

    lang: Language
    needs: Mapping[str, str]

    def label(self, role: str) -> str:
        """Say whom to ask for a seat."""
        text: str = SENTENCES[role][f"label_{self.lang}"]
        return text

    def __call__(self, kind: str, **filled: int | Sequence[str]) -> str:
        """Say one of the sentences, with needs by their names, and teams counted."""
        parts = {}
        for name, part in filled.items():
            if isinstance(part, int):
                parts[name] = str(part)
            else:
                named = [self.needs.get(one, one) for one in part] if name == "needs" else part
                parts[name] = names_told(list(named), self.lang)
        teams = filled.get("teams")
        if isinstance(teams, int):
            one, many = SENTENCES[f"team_{self.lang}"]
            parts["teams"] = f"{teams} {one if teams == 1 else many}" if teams else ""
        return fill(SENTENCES[kind][self.lang], parts, SOMEONE[self.lang])
