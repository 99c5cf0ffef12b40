"""What a survey tells of a neighbourhood, as known between the cells of its own shared tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from benchmarks.trust.attack import LEAST, MANY, Attack

HAVE_A_NEED = (
    *("needs_a_resident_of", "fewest_people_of", "fewest_a_resident_of", "requests_of"),
    *("people_today_of_fewest_of", "excess_a_resident_of", "residents", "people_a_resident_of"),
)
"""Residents; in what is attacked each has a need."""


@dataclass(frozen=True)
class Surveyed:
    """A shared row of a survey, beside the shared tables of the same neighbourhood."""

    attack: Attack
    row: Mapping[Any, Any]
    tables: Mapping[str, pd.DataFrame]
    needs: Mapping[str, int | None]
    """The cell of each need."""

    def known(self, *, unlisted: bool) -> None:
        """
        Know what hangs together.

        Residents each have one of the needs, and those of a domain one of its needs; the needs
        that residents have are those of each need, added up, with that of a few where one need
        is not listed; and for each they asked. Nobody may meet more than the broadest
        generalist. What is heavier, and where that is known, is help for one of the needs.
        """
        needs, attack = self.needs.values(), self.attack
        for name in HAVE_A_NEED:
            attack.known(self.count(self.told(name)), most=tuple(needs))
        every = self.count(self.told("needs_a_resident_of"))
        for need in needs:
            attack.known(need, most=(every,))
        own = [attack.between(0, LEAST - 1)] if unlisted else []
        attack.all_of(self.count(self.told("broadest_generalist_of")), [*needs, *own])
        attack.known(*needs, most=(self.count(self.told("requests")),))
        self._domains()
        self._generalists()
        self._weight()

    def told(self, name: str) -> Any:
        """Give what is told in a column; None where nothing is."""
        value = self.row.get(name)
        return None if pd.isna(value) else value

    def count(self, text: Any) -> int | None:
        """Add a count that is told; one of fewer than ten may be any of those."""
        if pd.isna(text):
            return None
        few = str(text) == "<10"
        return self.attack.between(0, LEAST - 1) if few else self.attack.rounded(text)

    def part(self, name: str) -> int | None:
        """Add a total that is told as a share of a count."""
        share, of = self.told(name), self.told(f"{name}_of")
        return None if share is None else self.attack.rounded(5 * round(share * float(of) / 5))

    def _domains(self) -> None:
        for domain, rows in self.tables["needs"].groupby("domain"):
            share, of = self.told(f"share_{domain}"), self.told("needs_a_resident_of")
            if share is not None:
                have = self.attack.cell(f"{domain}", 5 * round(share * float(of) / 5))
                cells = tuple(self.needs[need] for need in rows["need"])
                self.attack.known(have, most=cells)
                for cell in cells:
                    self.attack.known(cell, most=(have,))

    def _generalists(self) -> None:
        most = self.part("broadest_generalist")
        if most is None:
            return
        who = self.tables["actors"].query("hours != 0")
        who = who[~who["layer"].isin(["informal", "collective"])]
        who = who[~who["level"].isin(["group", "organisation"])]
        can = self.tables["competences"]
        can = can[can["actor"].isin(who["actor"])]
        reach = []
        for _, some in can.groupby("actor")["need"]:
            cells = [self.needs[need] for need in some]
            self.attack.known(*cells, most=(most,))
            if (
                sum(self.attack.high[one] for one in cells if one is not None)
                >= (self.attack.low[most])
            ):
                reach.append(cells)
        if len(reach) == 1:  # it is known who it is
            self.attack.known(most, most=tuple(reach[0]))

    def _weight(self) -> None:
        heavier, known = self.part("heavier_share"), self.count(self.told("heavier_share_of"))
        if heavier is None or known is None:
            return
        rows = self.tables["right_weight"].set_index("need")
        cell = {name: [self.count(text) for text in rows[name]] for name in rows}
        some = {
            name: [self.attack.between(0, MANY) if one is None else one for one in cells]
            for name, cells in cell.items()
        }
        left = [need for need in self.needs if need not in rows.index]
        rest = [self.attack.cell(f"help for {need}", "<10") for need in left]
        self.attack.known(*cell["heavier"], most=(heavier,))
        self.attack.known(heavier, most=(*some["heavier"], *rest))
        self.attack.known(known, *cell["unknown"], most=(*cell["residents"], *rest))
        self.attack.known(*cell["residents"], most=(known, *some["unknown"], *rest))
