"""The division of work with which all have as few people as possible, held against changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from ecosystem.measure.eligible import eligible
from ecosystem.measure.supply import supply
from ecosystem.propose.hand_over.hours_fit import Asked, HoursFit
from ecosystem.propose.hand_over.substitution import substitution
from ecosystem.propose.hand_over.team_size import MOST_NEEDS
from ecosystem.propose.staff.staffing import staffing
from ecosystem.propose.staff.units import Model, model
from ecosystem.tables.neighbourhood import Neighbourhood

_NEAR = 1e-4
"""Hours that rounding may make them differ."""
Job = tuple[int, tuple[int, ...], int, tuple[tuple[int, ...], ...]]
"""The unit, the needs, how many of the unit share any of them, and the needs of others who do."""
Whole = tuple[int, tuple[int, ...], int]
"""The unit, the needs, and how many of the unit."""


def division(hood: Neighbourhood, *, backup: int = 1) -> HoursFit:
    """
    Take the teams of `staffing` as jobs: what one person meets of one resident's needs.

    As long as these jobs go round within everybody's hours, residents need no more people and
    no more hours are short. Where they no longer do, another division may. A job may go to
    whoever may do all of it and takes no longer; who must be different people are. Where two of
    a team share a need in parts, all that a unit does for these residents is one job, which
    goes to nobody else.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need.

    Returns
    -------
    division
        Whose `holds` tells whether the jobs still go round.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> now = substitution(street)
    >>> jobs = division(street)
    >>> jobs.holds(now.changed([("gp", "skin")]))
    True
    """
    made, now = model(hood, backup=backup), substitution(hood, backup=backup)
    jobs, whole = _divided(made, staffing(hood, backup=backup).teams if len(made.cases) else None)
    own = eligible(hood).dropna(subset=["takes"]).set_index(["actor", "need"])["takes"].to_dict()
    unit_of = {actor: unit for unit, ids in enumerate(made.actors) for actor in ids}

    def hours(unit: int, needs: Sequence[int], actor: str = "") -> float:
        usual = made.usual if actor else made.takes[unit]
        return sum(float(own.get((actor, made.needs[n]), usual[n])) for n in needs)

    def mask(needs: Sequence[int]) -> int:
        return sum(now.bit[made.needs[need]] for need in needs)

    def who(unit: int, needs: Sequence[int], others: Sequence[Sequence[int]]) -> Iterator[str]:
        most, avoid = hours(unit, needs) + _NEAR, [mask(some) for some in others]
        for actor, can in now.can.items():
            apart = all(some & ~can for some in avoid)
            if unit == unit_of[actor] or (apart and hours(unit_of[actor], needs, actor) < most):
                yield actor

    asked, wanted = [], []
    for (unit, needs, people, others), residents in sorted(jobs.items()):
        asked.append(Asked(mask(needs), people, frozenset(who(unit, needs, others))))
        wanted.append(residents * hours(unit, needs))
    for (unit, needs, people), much in sorted(whole.items()):
        asked.append(Asked(mask(needs), people, frozenset(made.actors[unit])))
        wanted.append(much)
    week = supply(hood)["hours"].astype(float).fillna(np.inf)[list(now.can)]
    return HoursFit(week.to_dict(), asked, lambda _: wanted, now.can)


def _divided(made: Model, teams: pd.DataFrame | None) -> tuple[Counter[Job], dict[Whole, float]]:
    """Count the residents of each job, and the hours of what is not taken apart."""
    jobs, whole = Counter[Job](), dict[Whole, float]()
    for _, team in () if teams is None else teams.groupby(["case", "team"]):
        does = _does(made, team)
        for job in _jobs(does):
            jobs[job] += int(team["residents"].iloc[0])
        for part, much in () if does else _whole(made, team):
            whole[part] = whole.get(part, 0.0) + much
    return jobs, whole


def _does(made: Model, team: pd.DataFrame) -> list[tuple[int, tuple[int, ...]]]:
    """Say which needs each person in a team meets; nothing where they share one in parts."""
    units, people, needs = _people(made, team)
    hours = team["hours"].astype(float) / team["residents"].astype(float)
    spends = dict(zip(units, hours.tolist(), strict=True))
    few = len(needs) <= MOST_NEEDS
    by = _split(made, people, needs, spends if few else dict.fromkeys(units, float("inf")))
    does = [
        (unit, tuple(need for need, some in zip(needs, by, strict=False) if person in some))
        for person, unit in enumerate(people)
    ]
    spent = dict.fromkeys(units, 0.0)
    for unit, own in does:
        spent[unit] += float(made.takes[unit, list(own)].sum())
    same = all(abs(spent[unit] - spends[unit]) < _NEAR for unit in units)
    return does if by and same else []


def _people(made: Model, team: pd.DataFrame) -> tuple[list[int], list[int], list[int]]:
    """Give the units in a team, the unit of each person in it, and the needs."""
    unit_of = {"|".join(ids): unit for unit, ids in enumerate(made.actors)}
    units = [unit_of[who] for who in team["who"]]
    people = [unit for unit, many in zip(units, team["people"], strict=True) for _ in range(many)]
    return units, people, np.flatnonzero(made.cases[team["case"].iloc[0]]).tolist()


def _jobs(does: Sequence[tuple[int, tuple[int, ...]]]) -> Iterator[Job]:
    """Take a team apart: what each person in it does, and with whom they share it."""
    for person, (unit, own) in enumerate(does):
        share = [job for at, job in enumerate(does) if at != person and set(job[1]) & set(own)]
        same = sum(other == unit for other, _ in share)
        yield unit, own, 1 + same, tuple(sorted({some for other, some in share if other != unit}))


def _whole(made: Model, team: pd.DataFrame) -> Iterator[tuple[Whole, float]]:
    """Give all that each unit may do for a team's residents, and the hours it spends on them."""
    units, _, needs = _people(made, team)
    for unit, many, hours in zip(units, team["people"], team["hours"], strict=True):
        yield (unit, tuple(need for need in needs if made.able[unit, need]), many), float(hours)


def _split(
    made: Model, people: Sequence[int], needs: Sequence[int], left: Mapping[int, float]
) -> list[tuple[int, ...]]:
    """Find who of a team meets which need, so that each unit spends its hours; none if none."""
    if not needs:
        spent = all(abs(hours) < _NEAR or np.isinf(hours) for hours in left.values())
        return [()] if spent else []
    first, *rest = needs
    able = [person for person, unit in enumerate(people) if made.able[unit, first]]
    for some in combinations(able, int(made.required[first])):
        then = dict(left)
        for person in some:
            then[people[person]] -= float(made.takes[people[person], first])
        if all(hours > -_NEAR for hours in then.values()):
            found = _split(made, people, rest, then)
            if found:
                return [some, *found]
    return []
