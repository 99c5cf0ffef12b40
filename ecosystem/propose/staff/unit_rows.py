"""From tables to units and cases: who, with which hours, able to do what, and to learn what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from ecosystem.measure.cases import cases
from ecosystem.measure.eligible import may_learn
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.refusals import refusal, tables_told
from ecosystem.tables.remember import remember


def cases_of(hood: Neighbourhood) -> pd.DataFrame:
    """Give `cases`, or say that nothing tells who needs what."""
    rows = cases(hood)
    if rows is None:
        there = tables_told(hood.tables)
        raise MissingTable(refusal("ecosystem.measure", "how_few", code=hood.code, there=there))
    return rows


def left_needs(hood: Neighbourhood, *, everyone: bool) -> list[list[str]]:
    """Needs of each case that people who count must meet."""
    rows = cases_of(hood)
    met = [set() if everyone else set(done.split("|")) for done in rows["met"].tolist()]
    return [
        [need for need in needs.split("|") if need not in done]
        for needs, done in zip(rows["needs"].tolist(), met, strict=True)
    ]


@dataclass(frozen=True)
class Unit:
    """People of one profession (empty where unknown) who may meet the same needs."""

    profession: str
    can: tuple[str, ...]
    actors: list[str]
    hours: list[float]
    """A week, of each; infinite where unknown."""
    professional: list[bool]


def grouped(who: pd.DataFrame) -> list[Unit]:
    """Put people of one profession who may meet the same needs together, by their first id."""
    can: dict[str, list[str]] = {}
    told = zip(
        who["profession"].to_numpy(dtype=object, na_value="").tolist(),
        who["hours"].to_numpy(dtype=np.float64, na_value=np.inf).tolist(),
        who["professional"].to_numpy(dtype=bool).tolist(),
        strict=True,
    )
    each = dict(zip(who["actor"].tolist(), told, strict=True))
    for actor, need in zip(who["actor"].tolist(), who["need"].tolist(), strict=True):
        can.setdefault(actor, []).append(need)
    units: dict[tuple[str, tuple[str, ...]], Unit] = {}
    for actor, (of, week, counts) in each.items():
        unit = units.setdefault((of, tuple(can[actor])), Unit(of, tuple(can[actor]), [], [], []))
        unit.actors.append(actor)
        unit.hours.append(week)
        unit.professional.append(counts)
    return list(units.values())


def stated(
    who: pd.DataFrame, units: Sequence[Unit], needs: pd.Index
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Say who is able, and what they say one resident takes: the sum, and how many say."""
    of = {actor: at for at, unit in enumerate(units) for actor in unit.actors}
    need = needs.get_indexer(who["need"])
    unit = np.array([of[actor] for actor in who["actor"].tolist()], dtype=np.int64)[need >= 0]
    takes = who["takes"].to_numpy(dtype=np.float64, na_value=np.nan)[need >= 0]
    need = need[need >= 0]
    able = np.zeros((len(units), len(needs)), dtype=bool)
    able[unit, need] = True
    said, saying = np.zeros(able.shape), np.zeros(able.shape, dtype=np.int64)
    np.add.at(said, (unit, need), np.nan_to_num(takes))
    np.add.at(saying, (unit, need), ~np.isnan(takes))
    return able, said, saying


def learnable(
    hood: Neighbourhood, professions: Sequence[str], needs: pd.Index
) -> tuple[np.ndarray, np.ndarray]:
    """Say which profession may learn which need, and in how many days a person."""
    shape = (len(professions), len(needs))
    pairs = list(product(professions, needs.tolist()))
    may = may_learn(hood, [need for _, need in pairs], [who for who, _ in pairs])
    days = remember(hood, _days)
    cost = np.array([days.get(pair, np.nan) for pair in pairs], dtype=np.float64)
    return may.reshape(shape), cost.reshape(shape)


def _days(hood: Neighbourhood) -> dict[tuple[str, str], float]:
    """Days it takes one of a profession to learn a need, where that is known."""
    told = hood.teachable.dropna(subset=["cost"])
    pairs = zip(told["profession"].tolist(), told["need"].tolist(), strict=True)
    return dict(zip(pairs, told["cost"].astype("float64").tolist(), strict=True))


def distinct_cases(
    left: list[list[str]], residents: pd.Series, needs: pd.Index
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give distinct cases of the needs that can be met, in their order, and where each went."""
    at = {need: place for place, need in enumerate(needs)}
    has = np.zeros((len(left), len(needs)), dtype=bool)
    for row, each in enumerate(left):
        has[row, [at[need] for need in each if need in at]] = True
    some = has.any(axis=1) & (residents.to_numpy(dtype=np.int64) > 0)
    which = np.full(len(left), -1)
    cases_, which[some] = np.unique(has[some], axis=0, return_inverse=True)
    counts = np.bincount(which[some], residents.to_numpy(dtype=np.float64)[some], len(cases_))
    return cases_, counts.astype(np.int64), which
