"""The fewest people for everybody in a neighbourhood together, within everyone's hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from ecosystem.propose.staff.one_by_one import one_by_one
from ecosystem.propose.staff.parts import parts
from ecosystem.propose.staff.short_hours import short_hours
from ecosystem.propose.staff.units import Count, Model, model
from ecosystem.propose.staff.whole_teams import Shared
from ecosystem.propose.staff.within_hours import within_hours
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

_NONE = 1e-6
_MANY = 300
"""What is worked out of more cases than this is not kept: it is large, and seldom asked twice."""
_TEAMS = {
    "case": "int64",
    "needs": "str",
    "team": "int64",
    "residents": "int64",
    "who": "str",
    "profession": "str",
    "people": "int64",
    "hours": "Float64",
}


@dataclass(frozen=True, eq=False)
class Staffing:
    """
    Who helps whom, so that as few people as possible come to the door.

    Parameters
    ----------
    people
        People at the door: each resident's people, all residents together.
    bound
        What no other staffing within everybody's hours goes below.
    proven
        Whether `people` is the least possible.
    hours_short
        Hours a week that are asked beyond what people have: as few as can be, whoever helps.
    dropped
        Needs that nobody may meet: left out.
    may_help
        Units by needs: able, and not needed more for something else where hours fall short.
    """

    people: int
    bound: int
    proven: bool
    hours_short: float
    dropped: tuple[str, ...]
    may_help: np.ndarray = field(repr=False)
    _made: Model = field(repr=False)
    _shared: Shared = field(repr=False)
    _belongs: np.ndarray = field(repr=False)

    @property
    def dear(self) -> float:
        """What an hour asked beyond what people have is worth, in people."""
        return self._shared.dear

    @property
    def price(self) -> np.ndarray:
        """What an hour of each unit is worth, in people; 0 where there is time to spare."""
        return self._shared.price

    @property
    def load(self) -> pd.DataFrame:
        """One row a unit, by its first actor: `who`, `profession`, `hours` (a week), `used`."""
        used = self._shared.residents @ self._shared.hours
        hours = pd.Series(self._made.hours, dtype="Float64").mask(np.isinf(self._made.hours))
        return pd.DataFrame(
            {
                "who": pd.Series(["|".join(ids) for ids in self._made.actors], dtype="str"),
                "profession": pd.Series(self._made.professions, dtype="str"),
                "hours": hours,
                "used": used.round(6),
            }
        )

    @property
    def teams(self) -> pd.DataFrame:
        """
        One row per case, team and unit in it.

        `case` (its number), `needs` (left to be met, joined by `|`), `team` (its number within
        the case), `residents` (who have this team), `who` (the unit), `profession`, `people`
        (how many of the unit), `hours` (a week, of this unit, for all these residents).
        """
        who = ["|".join(ids) for ids in self._made.actors]
        needs = ["|".join(np.array(self._made.needs)[has]) for has in self._made.cases]
        profession = self._made.professions
        rows = [
            (case, needs[case], team, many, who[unit], profession[unit], count, spent * many)
            for case, team, many, people, hours in _beside(self._made, self._shared, self._belongs)
            for unit, (count, spent) in enumerate(zip(people, hours, strict=True))
            if count
        ]
        return pd.DataFrame(rows, columns=list(_TEAMS)).astype(_TEAMS).round({"hours": 6})


def staffing(hood: Neighbourhood, *, backup: int = 1, count: Count = "professionals") -> Staffing:
    """
    Find the fewest people who can do it all, within everybody's hours.

    Every resident has a team that meets all needs left to them, each as often as is required;
    two in the team may share a need. Where hours fall short, the hours asked beyond what
    people have are first made as few as can be, then the people.

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
        The people, with the proof or the bound, who has which load, and the teams.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> found = staffing(street)
    >>> found.people, found.bound, found.proven, found.dropped
    (1, 1, True, ('transport',))
    >>> found.teams[["needs", "who", "residents"]]
      needs    who  residents
    0  skin  nurse          1
    """
    return remember(hood, _Staffed(backup, count))


@dataclass(frozen=True)
class _Staffed:
    """Staffs a neighbourhood; equal options are equal, so that it is remembered."""

    backup: int
    count: Count

    def __call__(self, hood: Neighbourhood) -> Staffing:
        return staffed(model(hood, backup=self.backup, count=self.count))


def staffed(made: Model) -> Staffing:
    """Find the fewest people of a model: see `staffing`."""
    asked = _Asked(made)
    short, may_help, belongs, shared = _solved(asked) if asked.small else _solve(made)
    people, bound = shared.total(), int(np.ceil(shared.bound - _NONE))
    return Staffing(
        people=people,
        bound=bound,
        proven=people <= bound,
        hours_short=round(short, 6),
        dropped=made.dropped,
        may_help=may_help,
        _made=made,
        _shared=shared,
        _belongs=belongs,
    )


class _Asked:
    """A model, the same as any other with the same numbers: learning comes upon one twice."""

    def __init__(self, made: Model) -> None:
        self.made = made
        self.small = len(made.cases) <= _MANY
        people = (made.size, made.hours, made.takes, made.able)
        asked = (made.required, made.cases, made.residents)
        self._numbers = tuple((part.shape, part.tobytes()) for part in (*people, *asked))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._numbers == other._numbers

    def __hash__(self) -> int:
        return hash(self._numbers)


@lru_cache(maxsize=64)
def _solved(asked: _Asked) -> tuple[float, np.ndarray, np.ndarray, Shared]:
    return _solve(asked.made)


def _solve(made: Model) -> tuple[float, np.ndarray, np.ndarray, Shared]:
    """Give the hours short, who may help with what, which part is of which case, and the teams."""
    short, may_help = short_hours(made)
    apart, belongs = parts(made, may_help)
    shared = within_hours(apart, may_help, short)
    return short, may_help, belongs, one_by_one(apart, may_help, short, shared)


def _beside(
    made: Model, shared: Shared, belongs: np.ndarray
) -> Iterator[tuple[int, int, int, np.ndarray, np.ndarray]]:
    """Lay the teams of the parts of each case beside each other, resident after resident."""
    left = shared.residents.copy()
    of = [
        list(np.flatnonzero(shared.case == part)[::-1])
        for part in range(belongs.max(initial=-1) + 1)
    ]
    for case, mine in enumerate(belongs):
        parts_, todo, team = np.unique(mine[mine >= 0]), int(made.residents[case]), 0
        while todo:
            rows = [of[part][-1] for part in parts_]
            many, team = min([todo, *left[rows].tolist()]), team + 1
            yield case, team, many, shared.people[rows].sum(axis=0), shared.hours[rows].sum(axis=0)
            todo -= many
            left[rows] -= many
            for part in parts_:
                if not left[of[part][-1]]:
                    of[part].pop()
