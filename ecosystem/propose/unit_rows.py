"""From tables to units and cases: who, with which hours, able to do what, and to learn what."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.cases import cases, may_learn
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable


def cases_of(hood: Neighbourhood) -> pd.DataFrame:
    """Give `cases`, or say that nothing tells who needs what."""
    rows = cases(hood)
    if rows is None:
        there = ", ".join(sorted(hood.tables)) or "none"
        raise MissingTable(
            "How few people could do it needs to know who needs what: profiles, or requests or "
            f"contacts that name needs; {hood.code} has: {there}."
        )
    return rows


def of_needs(hood: Neighbourhood, needs: pd.Index) -> pd.DataFrame:
    """Rows of the table of needs; missing where it does not have a need."""
    return hood.needs.set_index("need").reindex(needs)


def left_needs(hood: Neighbourhood, *, everyone: bool) -> list[list[str]]:
    """Needs of each case that people who count must meet."""
    rows = cases_of(hood)
    met = [set() if everyone else set(done.split("|")) for done in rows["met"]]
    return [
        [need for need in needs.split("|") if need not in done]
        for needs, done in zip(rows["needs"], met, strict=True)
    ]


def grouped(who: pd.DataFrame) -> pd.DataFrame:
    """Put people of one profession who may meet the same needs together, by their first id."""
    each = who.sort_values(["actor", "need"]).groupby("actor")
    people = pd.DataFrame(
        {
            "profession": each["profession"].first().astype("str").fillna(""),
            "can": each["need"].agg("|".join),
            "hours": each["hours"].first().astype("float64").fillna(np.inf),
            "professional": each["professional"].first().astype(bool),
        }
    ).reset_index()
    unit = people.groupby(["profession", "can"], sort=False)
    return pd.DataFrame(
        {
            "actors": unit["actor"].agg(list),
            "size": unit.size(),
            "hours": unit["hours"].sum(),
            "least": unit["hours"].min(),
            "professional": unit["professional"].all(),
        }
    ).reset_index()


def stated(
    who: pd.DataFrame, units: pd.DataFrame, needs: pd.Index
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Say who is able, and what they say one resident takes: the sum, and how many say."""
    unit_of = units["actors"].explode().reset_index().set_index("actors")["index"]
    rows = who[who["need"].isin(needs)]
    unit = unit_of.loc[rows["actor"]].to_numpy(dtype=np.int64)
    need = needs.get_indexer(rows["need"])
    known = rows["takes"].notna().to_numpy()
    able = np.zeros((len(units), len(needs)), dtype=bool)
    able[unit, need] = True
    said, saying = np.zeros(able.shape), np.zeros(able.shape, dtype=np.int64)
    takes = rows["takes"].to_numpy(dtype=np.float64, na_value=0.0)
    np.add.at(said, (unit, need), takes)
    np.add.at(saying, (unit, need), known)
    return able, said, saying


def learnable(
    hood: Neighbourhood, units: pd.DataFrame, needs: pd.Index
) -> tuple[np.ndarray, np.ndarray]:
    """Say which unit's profession may learn which need, and in how many days a person."""
    pairs = pd.MultiIndex.from_product([units.index, needs])
    profession = units["profession"].loc[pairs.get_level_values(0)].reset_index(drop=True)
    need = pd.Series(pairs.get_level_values(1), dtype="str")
    may = may_learn(hood, need, profession)
    listed = hood.teachable.set_index(["profession", "need"])["cost"]
    cost = listed.reindex(pd.MultiIndex.from_arrays([profession, need])).to_numpy(dtype=np.float64)
    shape = (len(units), len(needs))
    own = units["professional"].to_numpy(dtype=bool)[:, None]
    return may.reshape(shape) & own, cost.reshape(shape)


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
