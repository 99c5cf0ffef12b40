"""
No hidden cell is computed back: a linear program attacks all that is shared of a neighbourhood.

A seed is a neighbourhood of 14 to 60 residents, every other one with two needs and two helpers
only. The attacker has every shareable table with counts in it: residents of each need, whom each
actor helps and each two both help, the residents of the comparison of now and after, and the
counts and residents of `right_weight`, `ladder` and `flow`; and knows how they hang together:
nobody is counted twice in a cell, each cell lies within what its text says, everybody in the
total has one of the needs, everybody helped is in it, those whom two both help are helped by each
and make up what the two have too many for the total, rows by step are parts of their need. For
every hidden cell ("<10") SciPy's HiGHS finds the least and the most it can be: between them must
lie ten whole numbers or more, that is 0 to 9.

And of a survey of a few neighbourhoods, with the shares of domains: a domain that is missing
because fewer than ten have it, is attacked alike.

Not attacked: what findings and moves say by being there (see `hidden_stays_hidden`), and a survey
together with the neighbourhood's own tables, where a domain adds up the needs in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.small_world import small_world, table
from benchmarks.trust.tally import Fault, Tally
from ecosystem.protect import helping, over_residents, protect_survey
from ecosystem.show.words import compared
from ecosystem.show.words.told import told
from ecosystem.tables.neighbourhood import Neighbourhood

SHORT, LONG = 50, 2_000
LEAST = 10
"""So many whole numbers a hidden cell must be able to be."""
DOMAINS = ("share_physiological", "share_psychosocial", "share_environmental")


@dataclass
class _Attack:
    """Cells with the bounds that their text gives, and what is known between them."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    rows: list[dict[int, float]] = field(default_factory=list)

    def cell(self, name: str, text: Any) -> int | None:
        """Add a cell as it is told; what is missing is no cell."""
        if pd.isna(text):
            return None
        few = str(text) == "<10" or float(text) == 0
        if few:
            self.hidden[name] = len(self.low)
        value = 0 if few else float(text)
        self.low.append(0 if few else max(10, value - 2))
        self.high.append(9 if few else value + 2)
        return len(self.low) - 1

    def known(self, *less: int | None, most: tuple[int | None, ...]) -> None:
        """Know that some cells together are at most some others together."""
        if None in {*less, *most}:
            return
        row: dict[int, float] = {}
        for sign, cells in ((1.0, less), (-1.0, most)):
            for one in cells:
                row[one or 0] = row.get(one or 0, 0.0) + sign
        self.rows.append(row)

    def narrow(self) -> list[str]:
        """Name the hidden cells that can be fewer than ten whole numbers."""
        from scipy.optimize import linprog  # noqa: PLC0415 (slow to start)

        matrix = np.zeros((max(len(self.rows), 1), len(self.low)))
        for at, row in enumerate(self.rows):
            for cell, sign in row.items():
                matrix[at, cell] = sign
        bounds = list(zip(self.low, self.high, strict=True))
        found = []
        for name, at in self.hidden.items():
            ends = []
            for sign in (1, -1):
                cost = np.zeros(len(bounds))
                cost[at] = sign
                done = linprog(cost, A_ub=matrix, b_ub=np.zeros(len(matrix)), bounds=bounds)
                ends.append(sign * done.fun if done.success else np.nan)
            if np.isnan(ends).any():
                found.append(f"{name} against all that is known")
            elif not floor(ends[1] + 1e-6) - ceil(ends[0] - 1e-6) + 1 >= LEAST:
                found.append(name)
        return found


def run(seeds: range) -> Tally:
    """Attack all that is shared of a neighbourhood, and a survey, of each seed."""
    total = Tally()
    for seed in seeds:
        for attack in (_of_neighbourhood(seed), *_of_survey(seed)):
            narrow = attack.narrow()
            text = (f"{seed}: {', '.join(narrow)}"[:200],) if narrow else ()
            cells = {"hidden cells": len(attack.hidden), "cells": len(attack.low)}
            total += Tally(1, len(text), text, cells)
    return total


def _of_neighbourhood(seed: int) -> _Attack:
    hood = small_world(seed, residents=14 + seed * 7 % 47)
    hood = _plain(hood, np.random.default_rng(seed)) if seed % 2 else hood
    made = told(hood, after=hood, level="shareable", lang="en")
    more = {name: getattr(eco, name)(hood) for name in ("right_weight", "ladder", "flow")}
    shared = eco.protect(hood, counted=more).tables
    return _attacked({**made.tables, **{name: shared[name] for name in more}})


def _plain(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Let everybody have one need of two, and nearly all be helped by one of two, or by both."""
    who = sorted(hood.requests["resident"].unique())
    size, few = len(who), int(rng.choice([0, 0, 3, 8]))
    one, other = hood.ties[["actor", "partner"]].iloc[0]
    split = int(size * rng.uniform(0.5, 0.9))
    back = max(0, split - int(rng.integers(5, 10)))
    needs = ["income" if at < few else "skin" for at in range(size)]
    asked = [
        {"request": f"q{at}", "resident": each, "need": needs[at]} for at, each in enumerate(who)
    ]
    log = [row | {"actor": one} for row in asked[:split]]
    log += [row | {"actor": other} for row in asked[back:]]
    return hood.replace(requests=table("requests", asked), contacts=table("contacts", log))


def _attacked(tables: Mapping[str, pd.DataFrame]) -> _Attack:
    attack = _Attack()
    figures = tables["comparison"].set_index("measure")
    every = attack.cell("all", figures.loc["residents", "now"])
    if every is not None and pd.isna(figures.loc["people_a_resident", "now"]):
        attack.high[every] = np.inf  # it is told as at least so many
    needs = _cells(attack, tables["needs"], ["need"])
    for need in needs.values():
        attack.known(need, most=(every,))
    attack.known(every, most=tuple(needs.values()))
    helps = _cells(attack, tables["helps"], ["actor"])
    for one in helps.values():
        attack.known(one, most=(every,))
    for (a, b), both in _cells(attack, tables["both"], ["actor", "partner"]).items():
        for one in (helps[a,], helps[b,]):
            attack.known(both, most=(one,))
        attack.known(helps[a,], helps[b,], most=(every, both))
    _parts(attack, tables, needs)
    return attack


def _parts(attack: _Attack, tables: Mapping[str, pd.DataFrame], needs: dict[Any, Any]) -> None:
    """Know what is counted of a need, by whom and on which step, to be part of it."""
    weight = _cells(attack, tables["right_weight"], ["need"])
    for (need,), cell in weight.items():
        attack.known(cell, most=(needs.get((need,)),))
    for name in ("heavier", "informal_only", "justified", "unknown"):
        parts = _cells(attack, tables["right_weight"], ["need"], name)
        for need, cell in parts.items():
            attack.known(cell, most=(weight.get(need),))
    steps: dict[Any, list[int | None]] = {}
    for row in tables["ladder"].itertuples():
        steps.setdefault((row.need,), []).append(attack.cell(f"ladder {row.Index}", row.residents))
    for need, parts_ in steps.items():
        attack.known(*parts_, most=(needs.get(need),))
    for row in tables["flow"].itertuples():
        cell = attack.cell(f"flow {row.Index}", row.residents)
        attack.known(cell, most=(needs.get((row.need,)),))


def _cells(
    attack: _Attack, table: pd.DataFrame, key: list[str], column: str = "residents"
) -> dict[Any, int | None]:
    rows = table[[*key, column]].itertuples(index=False, name=None)
    return {
        tuple(ids): attack.cell(" ".join([column, *map(str, ids)]), text) for *ids, text in rows
    }


def _of_survey(seed: int) -> list[_Attack]:
    """Share a survey of which residents have one domain mostly, and attack each row of it."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(4):
        size = int(rng.integers(12, 60))
        has = np.eye(len(DOMAINS))[rng.choice(len(DOMAINS), size, p=(0.7, 0.2, 0.1))]
        has[:, 1] = np.maximum(has[:, 1], rng.random(size) < rng.choice([0.0, 0.6]))
        rows.append([has.sum() / size, size, *has.mean(axis=0)])
    columns = ["needs_a_resident", "needs_a_resident_of", *DOMAINS]
    made = pd.DataFrame(rows, columns=columns, index=[f"b{at}" for at in range(4)])
    shared = protect_survey(made.rename_axis("neighbourhood"))
    return [_domains(row) for row in shared.to_dict("records")]


def _domains(row: dict[Any, Any]) -> _Attack:
    attack = _Attack()
    every = attack.cell("all", row["needs_a_resident_of"])
    over, cells = row["needs_a_resident_of"], []
    several = all(pd.isna(row[name]) for name in DOMAINS)
    for name in DOMAINS:
        if several:  # none is told: any of them may be anything
            continue
        share = row[name]
        cells.append(attack.cell(name, 0 if pd.isna(share) else 5 * round(share * float(over) / 5)))
        attack.known(cells[-1], most=(every,))
    if cells:
        attack.known(every, most=tuple(cells))
    return attack


def _total_of_true_counts(patch: pytest.MonkeyPatch) -> None:
    for module in (compared, over_residents):
        patch.setattr(module, "at_most", lambda total, _: total)


def _both_always(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(helping, "WITHIN", 10_000)


FAULTS: dict[str, Fault] = {
    "the total is told though a part follows": _total_of_true_counts,
    "what two share is told though it follows": _both_always,
}
