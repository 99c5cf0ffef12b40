"""What is told of a neighbourhood as it would be, as known between the cells of what it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd

import ecosystem as eco
from benchmarks.trust.attack import LEAST, MANY, Attack
from benchmarks.trust.small_world import table
from ecosystem.protect import sums
from ecosystem.protect.counts import STEP
from ecosystem.tables.neighbourhood import Neighbourhood

PEOPLE = ("people", "people_at_least", "fewest_alone")
Able = Mapping[str, set[str]]
"""What each professional can do."""
MOST = 3
"""So many steps a scenario has at most."""


def scenario(hood: Neighbourhood, seed: int) -> Neighbourhood:
    """Let one to three people learn what they cannot, or carry out the first moves proposed."""
    rng = np.random.default_rng([seed, 20])
    many = int(rng.integers(1, MOST + 1))
    if seed % 4 == 3:
        return eco.what_if(hood, eco.propose(hood).head(many))
    who = hood.actors.loc[hood.actors["layer"].isin(["first_line", "welfare"]), "actor"]
    able = set(zip(hood.competences["actor"], hood.competences["need"], strict=True))
    new = [pair for pair in product(sorted(who), sorted(hood.needs["need"])) if pair not in able]
    if not new:
        return hood
    asked = hood.requests.groupby("need")["resident"].nunique()
    has = hood.competences["need"].map(asked).groupby(hood.competences["actor"]).sum()
    likely = [(1 + has.get(who, 0)) / (1 + asked.get(what, 99)) ** 2 for who, what in new]
    chance = np.array(likely) / sum(likely)  # much help, and a need that few have
    chosen = rng.choice(len(new), min(many, len(new)), replace=False, p=chance)
    rows = [{"move": "learn", "who": new[at][0], "what": new[at][1], "to": ""} for at in chosen]
    return eco.what_if(hood, pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1)))


def specialised(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Let each need have one professional, and everybody one need and another of their own."""
    who = hood.actors.loc[hood.actors["layer"].isin(["first_line", "welfare"]), "actor"]
    needs = list(hood.needs["need"])[: len(who)]
    able = [{"actor": one, "need": need} for one, need in zip(who, needs, strict=True)]
    sizes = {needs[1]: int(rng.integers(5, 10))}  # fewer than ten, so hidden
    sizes |= {need: int(rng.integers(3, 25)) for need in needs[2:]}
    others = [need for need, size in sizes.items() for _ in range(size)]
    asked = [
        {"request": f"q{at}{need}", "resident": f"r{at:03d}", "need": need}
        for at, other in enumerate(others)
        for need in (needs[0], other)
    ]
    return hood.replace(
        needs=hood.needs[hood.needs["need"].isin(needs)].assign(critical=False),
        competences=table("competences", able),
        requests=table("requests", asked),
        contacts=table("contacts", [row | {"actor": who.iloc[0]} for row in asked[::2]]),
    )


@dataclass(frozen=True)
class Scenario:
    """People at doors now and after, beside who can do what."""

    attack: Attack
    needs: Mapping[str, int | None]
    """The cell of each need that is listed."""
    twice: set[str]
    """Needs for which two come, where two can."""
    helpers: Sequence[int | None]
    """The cells of whom informal helpers help: a need that one meets costs nobody."""
    unlisted: Sequence[int | None]
    """The cell of a need that is not listed, where there is one; nobody can meet it."""
    hood: Neighbourhood
    counts: pd.Series
    """Residents with each need as they are told, as numbers."""
    able: tuple[pd.DataFrame, pd.DataFrame]
    """Who can do what, now and after, as it is told."""

    def sides(self, figures: pd.DataFrame, true: pd.DataFrame, can: Sequence[Able]) -> None:
        """Know what people at doors are at least now and after, and by how much they change."""
        for name in PEOPLE:
            told, truly = figures.loc[name], true.loc[name]
            now, after = (self._told(told[side], truly[side]) for side in ("now", "after"))
            if now is not None and after is None:
                after = self._unsaid(now, truly)
            for cell, able in zip((now, after), can, strict=True):
                self._at_least(cell, able, whole=name != "fewest_alone")
            self._change(now, after, *can)

    def _told(self, figure: Any, true: Any) -> int | None:
        """Add a figure; what is missing is of the least that is, by the rule all can read."""
        if pd.isna(figure) and not pd.isna(true):
            for people in range(LEAST, int(true) + 3, STEP):
                if sums.need_follows(self.hood, people, self.counts):
                    return self.attack.between(people - 2, MANY)
        return self.attack.rounded(figure)

    def _unsaid(self, now: int, true: pd.Series) -> int | None:
        """Add what people are after, where it is missing for how much it changes; idem."""
        if true.isna().any():
            return None
        before, later = self.able
        for change in range(0, int(abs(true["change"])) + STEP, STEP):
            if sums.change_follows(change, self.counts, before, later):
                gap = self.attack.between(change - 4, MANY)
                after = self.attack.between(0, MANY)
                less, more = (after, now) if true["change"] <= 0 else (now, after)
                self.attack.known(less, gap, most=(more,))
                return after
        return None

    def _at_least(self, people: int | None, can: Able, *, whole: bool) -> None:
        """
        Know what people at doors on one side are at least.

        Where nobody can do two of some needs, as many are at doors as have each of them. Whom
        informal helpers meet are not counted, nor, where each is reckoned alone, who has a need
        that nobody can meet.
        """
        met = set().union(*can.values())
        never = [*(self.needs[name] for name in self.needs if name not in met), *self.unlisted]
        left = [*self.helpers, *([] if whole else never)]
        for apart in _apart(sorted(met & {*self.needs}), list(can.values())):
            parts = [self.needs[name] for name in apart]
            self.attack.known(*parts, most=(people, *(left * len(parts))))

    def _change(self, now: int | None, after: int | None, before: Able, later: Able) -> None:
        """
        Know by how much people at doors can change, when some learn something and others stop.

        Who learns a need spares at most one person (of a critical need two) to each resident who
        has it and another of theirs. More come for a need that nobody could meet, or for which
        two are to come.
        """
        start, end = (set().union(*side.values()) for side in (before, later))
        if now is None or after is None or start - end:
            return
        learnt, stopped = _more(before, later), _more(later, before)
        more = [what for _, what in learnt if what in self.twice or what not in start]
        come = [self.needs.get(name) for name in more] * 2 * len(self.needs)
        for fewer, most, pairs, has, left in (
            (now, after, learnt, later, []),
            (after, now, stopped, before, come),
        ):
            for other_need in product((False, True), repeat=len(pairs)):
                spared = list(left)
                for (who, what), others in zip(pairs, other_need, strict=True):
                    names = has[who] - {what} if others else {what}
                    spared += [self.needs.get(name) for name in names] * (1 + (what in self.twice))
                self.attack.known(fewer, most=(most, *spared))


def _more(one: Able, other: Able) -> list[tuple[str, str]]:
    """List who can do what in the other, and not in the one."""
    return [(who, what) for who in other for what in sorted(other[who] - one.get(who, set()))]


def _apart(needs: Sequence[str], can: Sequence[set[str]]) -> list[tuple[str, ...]]:
    """List the largest sets of needs of which nobody can do two."""
    both = {pair for one in can for pair in combinations(sorted(one), 2)}
    found: list[tuple[str, ...]] = []
    for size in range(len(needs), 0, -1):
        for some in combinations(needs, size):
            if not any(pair in both for pair in combinations(some, 2)) and not any(
                set(some) <= set(more) for more in found
            ):
                found.append(some)
    return found
