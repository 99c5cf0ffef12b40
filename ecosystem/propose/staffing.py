"""The fewest people for everybody in a neighbourhood together, within everyone's hours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.propose.units import Count, Model, model
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


@dataclass(frozen=True, eq=False)
class Staffing:
    """
    Who helps whom, so that as few people as possible come to the door.

    Parameters
    ----------
    people
        Residents times the people each has, all together.
    bound
        What no other staffing within everybody's hours can go below.
    proven
        Whether `people` is the least possible.
    hours_short
        Hours a week that are asked for beyond what people have.
    load
        One row a unit, by its first actor: `who` (ids joined by `|`), `profession`, `hours`
        (a week; missing where unknown), `used` (hours a week).
    teams
        One row per case, team and unit in it: `case` (its number), `needs` (left to be met,
        joined by `|`), `residents` (who have this team), `team` (its number within the case),
        `who`, `profession`, `people` (how many of the unit), `hours` (a week, of this unit for
        these residents).
    dropped
        Needs that nobody may meet: left out.
    """

    people: int
    bound: int
    proven: bool
    hours_short: float
    load: pd.DataFrame
    teams: pd.DataFrame
    dropped: tuple[str, ...]


def staffing(hood: Neighbourhood, *, backup: int = 1, count: Count = "professionals") -> Staffing:
    """
    Find the fewest people who can do it all, within everybody's hours.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need of one resident.
    count
        Who counts: `professionals` or `everyone`.

    Returns
    -------
    staffing
        The people, with the proof or the bound.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> staffing(street).people, staffing(street).proven
    (1, True)
    """
    return remember(hood, _Staffed(backup, count))


@dataclass(frozen=True)
class _Staffed:
    backup: int
    count: Count

    def __call__(self, hood: Neighbourhood) -> Staffing:
        return staffed(model(hood, backup=self.backup, count=self.count))


def staffed(made: Model) -> Staffing:
    """Staff a model."""
    rows = []
    for case, has in enumerate(made.cases):
        for unit, people, hours in _one(made, has):
            rows.append((case, unit, people, hours * made.residents[case]))
    found = pd.DataFrame(rows, columns=["case", "unit", "people", "hours"])
    ids = np.array(["|".join(who) for who in made.actors], dtype=object)
    profession = np.array(made.professions, dtype=object)
    needs = np.array(["|".join(np.array(made.needs)[has]) for has in made.cases], dtype=object)
    people = int((found["people"] * made.residents[found["case"]]).sum())
    used = np.bincount(found["unit"], weights=found["hours"], minlength=len(ids))
    short = float(np.maximum(used - made.hours, 0).sum())
    load = pd.DataFrame({"who": ids, "profession": profession, "hours": made.hours, "used": used})
    load["hours"] = load["hours"].astype("Float64").mask(np.isinf(made.hours))
    teams = pd.DataFrame(
        {
            "case": found["case"],
            "needs": needs[found["case"]],
            "residents": made.residents[found["case"]],
            "team": 1,
            "who": ids[found["unit"]],
            "profession": profession[found["unit"]],
            "people": found["people"],
            "hours": found["hours"].round(6),
        }
    )
    return Staffing(people, people, short == 0, short, load, teams, made.dropped)


def _one(made: Model, has: np.ndarray) -> list[tuple[int, int, float]]:
    """Give one smallest team: units, people of each, hours of each."""
    wants = np.flatnonzero(has)
    best: dict[tuple[int, ...], tuple[int, ...]] = {tuple(made.required[wants].tolist()): ()}
    for unit in np.flatnonzero(made.able[:, wants].any(axis=1)):
        can = made.able[unit, wants]
        for _ in range(int(min(made.size[unit], made.required[wants].max()))):
            new = dict(best)
            for left, team in best.items():
                rest = tuple(max(n - 1, 0) if c else n for n, c in zip(left, can, strict=True))
                if rest not in new or len(new[rest]) > len(team) + 1:
                    new[rest] = (*team, int(unit))
            best = new
    team = best[tuple([0] * len(wants))]
    left = made.required[wants].copy()
    out: dict[int, tuple[int, float]] = {}
    for unit in team:
        does = made.able[unit, wants] & (left > 0)
        left -= does
        people, hours = out.get(unit, (0, 0.0))
        out[unit] = (people + 1, hours + float(made.takes[unit, wants][does].sum()))
    return [(unit, people, hours) for unit, (people, hours) in out.items()]
