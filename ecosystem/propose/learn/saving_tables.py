"""
What learning steps would save where hours are no limit, by look-up.

For every part of a case stands in a table how many people are needed for any part of its
needs. Whoever has learnt something meets what they can, one person, and the table says how
many others the rest wants: each step, or several together, is one look-up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from ecosystem.propose.staff.alike import Alike, alike
from ecosystem.propose.staff.parts import parts
from ecosystem.propose.staff.states import smallest
from ecosystem.propose.staff.units import Model


@dataclass(frozen=True, eq=False)
class SavingTables:
    """
    All steps, and the parts of cases in which each may be of use: a row a part and step.

    The tables of all parts stand behind each other in `left`; a state is a place in it.
    """

    apart: Model
    """The units, with the parts as cases."""
    needed: np.ndarray
    """Of each part, people now where hours are no limit; one where it has too many needs."""

    unit: np.ndarray
    """Of each step, who learns."""
    need: np.ndarray
    """Of each step, what."""
    case: np.ndarray
    """Of each row, the part as a case of `apart`."""
    part: np.ndarray
    """Of each row, the part, numbered in the order of the rows."""
    step: np.ndarray
    """Of each row, the step; rising within a part."""
    meets: np.ndarray
    """Of each row, the needs of the part (as bits) that who learns can then meet."""
    twice: np.ndarray
    """Of each row, whether two people of the unit may be of use for it."""
    full: np.ndarray
    """Of each row, the state in which all is met, in a table without who learns."""
    residents: np.ndarray
    """Of each row."""
    fewest: np.ndarray
    """Of each row, the people of the part now."""
    kind: np.ndarray
    """Of each row, where the part begins in `lower`."""
    lower: np.ndarray
    """How much lower a state is where needs (as bits) are met, once and once more."""
    left: np.ndarray
    """How many people are needed for a state."""

    @property
    def people(self) -> int:
        """People needed now, at least, and just so many where hours are no limit."""
        return int(self.needed @ self.apart.residents)


def saving_tables(made: Model) -> SavingTables:
    """
    Make the tables of a model.

    Parameters
    ----------
    made
        The units and cases.

    Returns
    -------
    tables
        A step is of no use in a part where who takes it would meet nothing else.
    """
    apart, _ = parts(made, made.able | made.may)
    groups = alike(apart, made.able)
    deepest = max([1, *(int(group.times.max()) for group in groups)])
    number = np.cumsum(made.may).reshape(made.may.shape) - 1
    needed = np.ones(len(apart.cases), dtype=np.int64)
    rows, lower, left = [_no_rows()], [np.zeros((deepest, 0), int)], [np.zeros(0, np.int8)]
    for group in groups:
        found, table, needed[group.cases] = _group(apart, group, number)
        found["part"] += sum(len(np.unique(each["part"])) for each in rows)
        found["kind"] = np.full(len(found["part"]), sum(each.shape[1] for each in lower))
        found["full"] = found["full"] + sum(len(each) for each in left)
        rows.append(found)
        bits = np.arange(1 << len(group.times))[:, None] >> np.arange(len(group.times)) & 1
        lower.append(np.array([bits @ (group.apart * (group.times > n)) for n in range(deepest)]))
        left.append(table)
    unit, need = np.nonzero(made.may)
    return SavingTables(
        apart=apart,
        needed=needed,
        unit=unit,
        need=need,
        **{name: np.concatenate([each[name] for each in rows]) for name in rows[0]},
        lower=np.hstack(lower),
        left=np.concatenate(left),
    )


def _no_rows() -> dict[str, np.ndarray]:
    names = ("case", "part", "step", "meets", "full", "residents", "fewest", "kind")
    return {"twice": np.zeros(0, bool)} | {name: np.zeros(0, int) for name in names}


def _group(
    made: Model, group: Alike, number: np.ndarray
) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Give the rows of a group, its tables behind each other, and the people of each case."""
    has, every = made.cases[group.cases], np.arange(len(group.cases))
    table = smallest(made, made.able, group, every, np.full(len(every), -1))
    fewest = table[every, group.full].astype(np.int64)
    several = has.astype(np.int64) @ (made.able | made.may).T > 1
    learns = has[:, None, :] & made.may & (several & (fewest > 1)[:, None])[:, :, None]
    critical = (has & (made.required > 1)).astype(np.int64) @ made.able.T > 0
    lose = learns.any(axis=2) & critical & (made.size <= group.times.max())
    without = np.zeros(lose.shape, dtype=np.int64)
    without[lose] = len(every) + np.arange(lose.sum()) - np.nonzero(lose)[0]
    tables = np.vstack([table, smallest(made, made.able, group, *np.nonzero(lose))])
    row, unit, need = np.nonzero(learns)
    bit = np.zeros((len(every), len(made.needs)), dtype=np.int64)
    at, place = np.nonzero(group.needs >= 0)
    bit[at, group.needs[at, place]] = 1 << place
    rows = {
        "case": group.cases[row],
        "part": np.unique(row, return_inverse=True)[1],
        "step": number[unit, need],
        "meets": (bit @ made.able.T)[row, unit] | bit[row, need],
        "twice": (made.size[unit] > 1) & (made.required[need] > 1),
        "full": (row + without[row, unit]) * table.shape[1] + group.full[row],
        "residents": made.residents[group.cases[row]],
        "fewest": fewest[row],
    }
    return rows, tables.ravel(), fewest


def only(tables: SavingTables, steps: np.ndarray) -> SavingTables:
    """Leave out the rows of other steps."""
    rows = np.flatnonzero(np.isin(tables.step, steps))
    names = ("case", "step", "meets", "twice", "full", "residents", "fewest", "kind")
    kept = {name: getattr(tables, name)[rows] for name in names}
    return replace(tables, part=np.unique(tables.part[rows], return_inverse=True)[1], **kept)


def saved(tables: SavingTables, sets: np.ndarray) -> np.ndarray:
    """
    Look up how many people fewer a part needs after sets of steps.

    Parameters
    ----------
    tables
        What `saving_tables` gives.
    sets
        Sets by places: rows of the tables, of one part a set.

    Returns
    -------
    saved
        For each set, people a resident.
    """
    best: np.ndarray = np.zeros(len(sets), dtype=np.int64)
    meets, of_use = _meets(tables, sets), _of_use(tables, sets)
    for many in range(1, min(sets.shape[1], of_use) + 1):
        for some in combinations(range(sets.shape[1]), many):
            best = np.maximum(best, _in_all(tables, sets[:, some], meets[:, some]))
    return best


def together(tables: SavingTables, sets: np.ndarray) -> np.ndarray:
    """Look up what is saved where everybody who takes a step of the set is involved."""
    return _in_all(tables, sets, _meets(tables, sets))


def _of_use(tables: SavingTables, sets: np.ndarray) -> int:
    """Give how many people of those who learn may be involved: fewer than come to a part now."""
    return int(tables.fewest[sets[:, :1]].max(initial=1)) - 1


def _meets(tables: SavingTables, sets: np.ndarray) -> np.ndarray:
    """Give the needs that who takes a step can meet, with all that they learn in the set."""
    who, own = tables.unit[tables.step[sets]], tables.meets[sets]
    meets: np.ndarray = own.copy()
    for place in range(sets.shape[1]):
        meets |= np.where(who == who[:, [place]], own[:, [place]], 0)
    return meets


def _in_all(tables: SavingTables, sets: np.ndarray, meets: np.ndarray) -> np.ndarray:
    """Look up what is saved with one of each who takes a step, or two where they may be of use."""
    twice = tables.twice[sets]
    best = _together(tables, sets, meets, twice & False)
    some = np.flatnonzero(twice.any(axis=1))
    for many in range(1, min(sets.shape[1], _of_use(tables, sets[some])) + 1):
        for double in combinations(range(sets.shape[1]), many):
            again = twice[some] & np.isin(range(sets.shape[1]), double)
            found = _together(tables, sets[some], meets[some], again)
            best[some] = np.maximum(best[some], found)
    return best


def _together(
    tables: SavingTables, sets: np.ndarray, meets: np.ndarray, again: np.ndarray
) -> np.ndarray:
    """Look it up with two people of a unit where `again`."""
    who = tables.unit[tables.step[sets]]
    met = np.zeros((len(tables.lower), len(sets)), dtype=np.int64)
    count = np.zeros(len(sets), dtype=np.int64)
    for place in range(sets.shape[1]):
        first = (who[:, :place] != who[:, place, None]).all(axis=1)
        for there in (first, first & again[:, place]):
            more = meets[:, place] * there
            for level in range(len(met) - 1, 0, -1):
                met[level] |= met[level - 1] & more
            met[0] |= more
            count += there
    down = sum(
        row[tables.kind[sets[:, 0]] + mask] for row, mask in zip(tables.lower, met, strict=True)
    )
    rest: np.ndarray = tables.left[tables.full[sets] - np.asarray(down)[:, None]].max(axis=1)
    fewer: np.ndarray = tables.fewest[sets[:, 0]] - count - rest
    return fewer
