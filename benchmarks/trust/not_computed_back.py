"""
No hidden cell is computed back: a linear program attacks all that is shared of a neighbourhood.

A seed is a neighbourhood of 14 to 60 residents, every other one with two needs and two helpers
only. The attacker has every shareable table with counts in it: residents of each need, whom each
actor helps and each two both help, the residents and people of the comparison of now and after,
who came, and the counts and totals of `right_weight`, `ladder`, `flow`, `involvement` and
`excess`; and knows how they hang together: each cell lies within what its text says, everybody in
the total has one of the needs, everybody helped is in it, those whom two both help are helped by
each and make up what the two have too many for the total; whom each helps, added up, is who came,
and each who is needed at a door is there for a need (for a critical one two are); help that is
heavier, justified or unknown is so for different residents; the steps of a need, added up, are its
residents with help, also those that are left out. For every hidden cell ("<10", and each step that
is left out) SciPy's HiGHS finds the least and the most it can be: between them must lie ten whole
numbers or more, that is 0 to 9.

After is a neighbourhood in which some learn something, or moves were made: people at doors cannot
change by more than the residents with what is learnt, nor be fewer than those with needs of which
nobody can do two (`attack_scenario`). And what is missing tells too, to who knows the rule by which
it is left out: of people now and after, of whom one helps, and of help for a need.

With it what a shared survey says of the same neighbourhood: see `attack_survey`. And of a survey
of a few neighbourhoods, with the shares of domains: a domain that is missing because fewer than
ten have it, is attacked alike.

Not attacked: what findings and moves say by being there (see `hidden_stays_hidden`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.attack import LEAST, MANY, Attack
from benchmarks.trust.attack_scenario import Scenario, scenario, specialised
from benchmarks.trust.attack_survey import Surveyed
from benchmarks.trust.small_world import small_world, table
from benchmarks.trust.tally import Fault, Tally
from ecosystem.protect import counted as as_counted
from ecosystem.protect import helping, over_residents, protect_survey, sums
from ecosystem.protect.counted import APART
from ecosystem.protect.counts import ranked
from ecosystem.protect.sums import UNWRITTEN
from ecosystem.region.survey import one as survey_row
from ecosystem.region.survey.headlines import PROFILE, headlines
from ecosystem.show.words import compared
from ecosystem.show.words.told import told
from ecosystem.tables.neighbourhood import Neighbourhood, Region

SHORT, LONG = 50, 2_000
COUNTED = ("right_weight", "ladder", "flow", "involvement", "excess")
WEIGHED = ("heavier", "informal_only", "justified", "unknown")
MEASURES = (*headlines().index, PROFILE)
DOMAINS = ("share_physiological", "share_psychosocial", "share_environmental")


def run(seeds: range) -> Tally:
    """Attack all that is shared of a neighbourhood, and a survey, of each seed."""
    total = Tally()
    for seed in seeds:
        total += Tally(1)
        for kind, attack in (("whole", _of_neighbourhood(seed)), *_of_survey(seed)):
            narrow = attack.narrow()
            text = (f"{seed}: {', '.join(narrow)}"[:200],) if narrow else ()
            cells = {"hidden cells": len(attack.hidden), "cells": len(attack.low), kind: 1}
            total += Tally(0, len(text), text, cells)
    return total


def _of_neighbourhood(seed: int) -> Attack:
    hood = small_world(seed, residents=14 + seed * 7 % 47)
    if seed % 5 == 4:
        hood = specialised(hood, np.random.default_rng(seed))
    elif seed % 2:
        hood = _plain(hood, np.random.default_rng(seed))
    later = scenario(hood, seed)
    made = told(hood, after=later, level="shareable", lang="en")
    more = {name: getattr(eco, name)(hood) for name in COUNTED}
    shared = eco.protect(hood, counted=more).tables
    alone = Region((hood.code,), lambda _: hood, None, None)
    row = protect_survey(eco.survey(alone, measures=MEASURES)).iloc[0]
    tables = {**made.tables, **{name: shared[name] for name in more}}
    said = {*hood.requests["need"]} - {*tables["needs"]["need"]}
    assert made.after is not None
    tables["later"] = made.after.tables["competences"]
    tables["true"] = eco.compare({"now": hood, "after": later})
    return _attacked(hood, tables, _twice(hood), row.to_dict(), unlisted=bool(said))


def _twice(hood: Neighbourhood) -> set[str]:
    """Name the needs for which two come."""
    return set(hood.needs.loc[hood.needs["critical"].eq(True), "need"])


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
    two = {name: hood.tables[name] for name in ("needs", "competences")}
    two = {name: rows[rows["need"].isin({*needs, "income"})] for name, rows in two.items()}
    return hood.replace(**two, requests=table("requests", asked), contacts=table("contacts", log))


def _attacked(
    hood: Neighbourhood,
    tables: Mapping[str, pd.DataFrame],
    twice: set[str],
    row: Mapping[Any, Any],
    *,
    unlisted: bool,
) -> Attack:
    attack = Attack()
    figures = tables["comparison"].set_index("measure")["now"]
    every = attack.cell("all", figures["residents"])
    if every is not None and pd.isna(figures["people_a_resident"]):
        attack.high[every] = MANY  # it is told as at least so many
    needs = _cells(attack, tables["needs"], ["need"])
    for need in needs.values():
        attack.known(need, most=(every,))
    attack.known(every, most=tuple(needs.values()))
    served = (*needs.values(), *(needs.get((need,)) for need in sorted(twice)))
    totals = tables["excess"].set_index("measure")["total"]
    for people in (figures["people"], figures["fewest_alone"], totals.get("fewest")):
        attack.known(attack.rounded(people), most=served)
    helps = _cells(attack, tables["helps"], ["actor"])
    helps |= _unsaid(attack, tables, every)
    for one in helps.values():
        attack.known(one, most=(every,))
    for (a, b), both in _cells(attack, tables["both"], ["actor", "partner"]).items():
        for one in (helps[a,], helps[b,]):
            attack.known(both, most=(one,))
        attack.known(helps[a,], helps[b,], most=(every, both))
    came = _who_came(attack, tables, helps)
    _parts(attack, tables, needs)
    attack.all_of(attack.rounded(row.get("people_involved")), came)
    attack.known(attack.rounded(row.get("fewest_people")), most=served)
    _scenario(attack, hood, tables, needs, helps, unlisted=unlisted)
    Surveyed(attack, row, tables, {need: cell for (need,), cell in needs.items()}).known(
        unlisted=unlisted
    )
    return attack


def _unsaid(
    attack: Attack, tables: Mapping[str, pd.DataFrame], every: int | None
) -> dict[Any, int | None]:
    """Add whom each helps that is missing: the least that would be, by the rule all can read."""
    asked = ranked(tables["needs"]["residents"].dropna()).to_numpy(dtype=float)
    who = tables["actors"].set_index("actor")["layer"]
    helps = tables["helps"].set_index("actor")["residents"]
    missing = [one for one in helps.index[helps.isna()] if who[one] not in UNWRITTEN]
    least = next((n for n in range(LEAST, 400, 5) if sums.more_than_none(n + 5, asked)), None)
    if least is None or every is None:
        return {}
    return {(one,): attack.between(max(LEAST, least - 2), MANY) for one in missing}


def _scenario(
    attack: Attack,
    hood: Neighbourhood,
    tables: Mapping[str, pd.DataFrame],
    needs: Mapping[Any, int | None],
    helps: Mapping[Any, int | None],
    *,
    unlisted: bool,
) -> None:
    """Know what people at doors can be, and how they can change."""
    who = tables["actors"].set_index("actor")
    informal = who.index[who["layer"].isin(["informal", "collective"])]
    paid = set(who.index) - {*informal}
    able = []
    for name in ("competences", "later"):
        rows = tables[name][tables[name]["actor"].isin(paid)]
        able.append(rows.groupby("actor")["need"].agg(set).to_dict())
    counts = ranked(tables["needs"].set_index("need")["residents"].dropna())
    Scenario(
        attack,
        {need: cell for (need,), cell in needs.items()},
        _twice(hood),
        [helps[one,] for one in informal],
        [attack.between(0, LEAST - 1)] if unlisted else [],
        hood,
        counts,
        (tables["competences"], tables["later"]),
    ).sides(tables["comparison"].set_index("measure"), tables["true"], able)


def _who_came(
    attack: Attack, tables: Mapping[str, pd.DataFrame], helps: dict[Any, Any]
) -> list[Any]:
    """Know that whom each helps, added up, is who came: people, groups, and helpers at least."""
    who = tables["actors"].set_index("actor")
    informal = who["layer"].isin(["informal", "collective"])
    group = ~informal & who["level"].isin(["group", "organisation"])
    totals = tables["involvement"].set_index("measure")["total"]
    figures = tables["comparison"].set_index("measure")["now"]
    kinds = {"people": ~informal & ~group, "groups": group, "helpers": informal}
    cells = {name: [helps[one,] for one in who.index[which]] for name, which in kinds.items()}
    for name in ("people", "groups"):
        attack.all_of(attack.rounded(totals.get(name)), cells[name])
    attack.known(*cells["helpers"], most=(attack.rounded(totals.get("helpers")),))
    seen = tables["involvement"].set_index("measure")["residents"].get("people")
    if seen is not None and not pd.isna(figures["came"]):
        attack.all_of(attack.rounded(round(figures["came"] * float(seen))), cells["people"])
    return cells["people"]


def _parts(attack: Attack, tables: Mapping[str, pd.DataFrame], needs: dict[Any, Any]) -> None:
    """Know what is counted of a need, by whom and on which step, to be part of it."""
    weight = _cells(attack, tables["right_weight"], ["need"])
    parts = {name: _cells(attack, tables["right_weight"], ["need"], name) for name in WEIGHED}
    ladder = tables["ladder"].assign(need=tables["ladder"]["need"].fillna(""))
    for (need,), cell in weight.items():
        attack.known(cell, most=(needs.get((need,)),))
        own = {name: cells[need,] for name, cells in parts.items()}
        attack.known(own["heavier"], own["justified"], own["unknown"], most=(cell,))
        if cell is not None and attack.low[cell] > LEAST + 5:  # of fewer nothing is told
            _masked(attack, cell, [own[name] for name in APART])
        attack.known(own["informal_only"], most=(own["heavier"],))
        rows = ladder[ladder["need"] == ("" if pd.isna(need) else need)]
        steps = [attack.cell(f"step {at} {need}", rows["residents"][at]) for at in rows.index]
        others = [step for step in range(7) if step not in set(rows["step"])]
        left = [attack.untold(f"step {step} of {need}") for step in others]
        attack.all_of(cell, [*steps, *left, None])
        attack.known(*steps, *left, most=(needs.get((need,)),))
        for name in ("heavier", "informal_only", "justified"):
            of_steps = [attack.cell(f"{name} {at} {need}", rows[name][at]) for at in rows.index]
            for part, step in zip(of_steps, steps, strict=True):
                attack.known(part, most=(step,))
            attack.all_of(own[name], [*of_steps, None])
    for row in tables["flow"].itertuples():
        cell = attack.cell(f"flow {row.Index}", row.residents)
        attack.known(cell, most=(needs.get((row.need,)),))


def _masked(attack: Attack, every: int, apart: list[int | None]) -> None:
    """Know that what is missing beside a total is ten or more, and leaves others so much room."""
    told = [one for one in apart if one is not None]
    masked = [attack.between(LEAST, MANY) for one in apart if one is None]
    if masked:
        attack.known(attack.between(attack.high[every] - 13, MANY), most=tuple(masked))
        attack.known(*masked, *told, most=(every,))


def _cells(
    attack: Attack, table: pd.DataFrame, key: list[str], column: str = "residents"
) -> dict[Any, int | None]:
    rows = table[[*key, column]].itertuples(index=False, name=None)
    return {
        tuple(ids): attack.cell(" ".join([column, *map(str, ids)]), text) for *ids, text in rows
    }


def _of_survey(seed: int) -> list[tuple[str, Attack]]:
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
    return [("rows of a survey", _domains(row)) for row in shared.to_dict("records")]


def _domains(row: dict[Any, Any]) -> Attack:
    attack = Attack()
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
    patch.setattr(helping, "both_follows", lambda low, *_: np.zeros(len(low), dtype=bool))


def _who_came_always(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(as_counted, "came_follows", lambda *_: frozenset())


def _no_room(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(as_counted, "fewer_than_nine", lambda *_: False)


def _every_step(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(as_counted, "_steps_with_room", lambda rows, _: rows)


def _every_door(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compared, "need_follows", lambda *_: False)


def _survey_always(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(survey_row, "beside_own_tables", lambda *_: True)


def _missing_tells(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sums, "STEP", 0)


def _after_always(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compared, "change_follows", lambda *_: False)


FAULTS: dict[str, Fault] = {
    "the total is told though a part follows": _total_of_true_counts,
    "what two share is told though it follows": _both_always,
    "who came is added up though one follows": _who_came_always,
    "a count is told though one beside it follows": _no_room,
    "a step is told though another follows": _every_step,
    "people at doors are told though a need follows": _every_door,
    "what is missing tells as much as the figure": _missing_tells,
    "people after are told though a need follows": _after_always,
    "a survey is told though beside it a need follows": _survey_always,
}
