"""Who has to coordinate with whom, against the ties there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csc_array, sparray

from ecosystem.measure.demand import demand, each_need
from ecosystem.measure.in_order import differs
from ecosystem.measure.meeting_seats import meeting_seats
from ecosystem.measure.supply import able
from ecosystem.measure.supply_coded import supply_coded, tied_coded
from ecosystem.tables.coded import Coded
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import in_common, tied
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.refusals import refusal, tables_told
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names, places


def coordination_requirements(assigned: Any, depends: Any) -> Any:
    """
    Multiply who does which task with which task depends on which: CR = T_A T_D T_A^T.

    Parameters
    ----------
    assigned
        T_A, actors by tasks; an array or a sparse array.
    depends
        T_D, tasks by tasks.

    Returns
    -------
    required
        CR, actors by actors: how often work of the one depends on work of the other.

    References
    ----------
    M. Cataldo, J. Herbsleb and K. Carley, *Socio-technical congruence*, ESEM 2008.

    Examples
    --------
    >>> coordination_requirements(np.array([[1, 0], [0, 1]]), np.array([[1, 1], [1, 1]])).tolist()
    [[1, 1], [1, 1]]
    """
    return assigned @ depends @ assigned.T


def coordination(hood: Neighbourhood) -> pd.DataFrame:
    """
    Set what each pair of actors has to coordinate against the tie they have.

    A task is one need of one resident; the needs of one resident depend on each other. Tasks
    are assigned by `contacts` where these name actors: who really helped whom with what. Else
    by `competences`: everybody who can meet a need (and has hours) is taken to meet it for
    every resident who has it, so that two who *could* meet in one resident have something to
    coordinate; it is then a possibility and `tasks` says so.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`, and `contacts` or else `competences` with
        something that says who needs what.

    Returns
    -------
    coordination
        One row per pair that has something to coordinate or a tie, most residents first, then
        by id: `actor`, `partner` (the later id), `required` (CR: pairs of tasks),
        `residents` (for whom both are needed), `tied`, `relation` and `hours` (a month) of
        the tie, `meetings` (in which both sit), `state` (`served`, `gap`: required and no
        tie, `carried_by_no_need`: a tie and nothing required) and `tasks` (`contacts` or
        `competences`). `required`, `residents` and `state` are missing where one of the two is
        informal or collective help of which nothing is written down: that is not nothing done.

    Raises
    ------
    MissingTable
        If there are no ties, or nothing that says who does what for whom.

    Examples
    --------
    >>> coordination(street)[["actor", "partner", "residents", "state"]]
          actor partner  residents   state
    0        gp    nurse          1              served
    1        gp   social          0  carried_by_no_need
    2     choir daughter       <NA>                <NA>
    3  daughter    nurse       <NA>                <NA>
    """
    pairs = coordinated(hood)
    known, ties = pairs.required >= 0, tied(hood)
    state = np.select([pairs.served, pairs.gap], ["served", "gap"], "carried_by_no_need")
    return pd.DataFrame(
        {
            "actor": Coded(pairs.actor, pairs.names).text(),
            "partner": Coded(pairs.partner, pairs.names).text(),
            "required": pd.Series(pairs.required, dtype="Int64").where(known),
            "residents": pd.Series(pairs.residents, dtype="Int64").where(known),
            "tied": pairs.tie >= 0,
            "relation": ties["relation"].array.take(pairs.tie, allow_fill=True),
            "hours": ties["hours"].array.take(pairs.tie, allow_fill=True),
            "meetings": pd.Series(pairs.meetings, dtype="Int64"),
            "state": pd.Series(state, dtype="string").where(known),
            "tasks": pd.Series([pairs.tasks] * len(known), dtype="string"),
        }
    ).astype({"relation": "string"})


@dataclass(frozen=True, eq=False)
class Pairs:
    """The rows of `coordination` in numbers."""

    names: Names
    """Of actors."""
    actor: np.ndarray
    partner: np.ndarray
    required: np.ndarray
    """With `residents`: -1 where missing."""
    residents: np.ndarray
    tie: np.ndarray
    """Which row of `tied`; -1 where there is none."""
    meetings: np.ndarray
    tasks: str

    @property
    def served(self) -> np.ndarray:
        """Whether something is required and there is a tie."""
        return (self.required > 0) & (self.tie >= 0)

    @property
    def gap(self) -> np.ndarray:
        """Whether something is required and there is no tie."""
        return (self.required > 0) & (self.tie < 0)

    @property
    def idle(self) -> np.ndarray:
        """Whether there is a tie and nothing is required."""
        return np.asarray(self.required == 0)


def coordinated(hood: Neighbourhood) -> Pairs:
    """
    Give `coordination` in numbers, for what looks at every pair.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs what `coordination` needs.

    Returns
    -------
    coordinated
        The same rows in the same order.

    Raises
    ------
    MissingTable
        As `coordination`.

    Examples
    --------
    >>> pairs = coordinated(street)
    >>> pairs.names[pairs.actor[pairs.idle]].tolist(), pairs.required.tolist()
    (['gp'], [1, 0, -1, -1])
    """
    return remember(hood, _coordinated)


def _coordinated(hood: Neighbourhood) -> Pairs:
    hood.need("ties", for_what="Coordination")
    who = supply_coded(hood)
    names, size = who.names, len(who.names)
    actor, group, weight, tasks = _doing(hood, names)
    each, shape = differs(group, actor), (size, len(weight))
    does, comes = _by_group(group, actor, shape), _by_group(group[each], actor[each], shape)
    at = np.arange(len(weight) + 1)
    weighed = csc_array((weight, at[:-1], at))
    one, other, required = _above(coordination_requirements(does, weighed))
    _, _, both = _above(coordination_requirements(comes, weighed))
    first, last = tied_coded(hood)
    need, tie = one * size + other, first * np.int64(size) + last
    pairs = np.union1d(need, tie)
    one, other = np.divmod(pairs, max(size, 1))
    recorded = who.professional.copy()
    recorded[actor] = True
    known = recorded[one] & recorded[other]
    ask, whom = (np.where(known, _of(pairs, need, has, 0), -1) for has in (required, both))
    order = np.argsort(-whom, kind="stable")
    which, sits = _of(pairs, tie, np.arange(len(tie)), -1), _of(pairs, *_meets(hood, names), 0)
    one, other, ask, whom, which, sits = (of[order] for of in (one, other, ask, whom, which, sits))
    return Pairs(names, one, other, ask, whom, which, sits, tasks)


def _meets(hood: Neighbourhood, actors: Names) -> tuple[np.ndarray, np.ndarray]:
    """Count the meetings in which each two sit, the numbers of both as one."""
    seats, size = meeting_seats(hood), len(actors)
    who = places(seats.actor.names, actors)[seats.actor.code]
    one, other, meets = in_common(seats.meeting, who)
    return one * size + other, meets


def _by_group(group: np.ndarray, who: np.ndarray, shape: tuple[int, int]) -> csc_array:
    """Count how often each stands in each group; rows are sorted by group."""
    ends = np.append(0, np.cumsum(np.bincount(group, minlength=shape[1])))
    return csc_array((np.ones(len(who), dtype=np.int64), who, ends), shape=shape)


def _above(matrix: sparray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give what two have together, in the order of their numbers, the lower first."""
    both = matrix.tocoo()
    one, other = (end.astype(np.int64) for end in both.coords)
    rows = np.flatnonzero((one < other) & (both.data != 0))
    rows = rows[np.argsort(one[rows] * both.shape[0] + other[rows])]
    return one[rows], other[rows], both.data[rows]


def _of(pairs: np.ndarray, among: np.ndarray, has: np.ndarray, otherwise: int) -> np.ndarray:
    """Give what each of the pairs has, of those that have any: sorted as the pairs are."""
    found = np.full(len(pairs), otherwise)
    at = np.searchsorted(pairs, among)
    there = np.append(pairs, -1)[at] == among
    found[at[there]] = has[there]
    return found


def _doing(hood: Neighbourhood, actors: Names) -> tuple[np.ndarray, np.ndarray, np.ndarray, str]:
    """List groups and who are in it, once a need, and how many residents each stands for."""
    done = helped_coded(hood)
    named = done.actor.code >= 0
    if named.any():
        actor = places(done.actor.names, actors)[done.actor.code[named]]
        residents = np.ones(len(done.resident.names), dtype=np.int64)
        return actor, done.resident.code[named], residents, "contacts"
    sets = demand(hood)
    if sets is None or "competences" not in hood.tables:
        there = tables_told(hood.tables)
        raise MissingTable(
            refusal("ecosystem.measure", "coordination", code=hood.code, there=there)
        )
    can = each_need(sets).merge(able(hood)[["actor", "need"]], on="need")
    residents = sets["residents"].to_numpy(dtype=np.int64)
    can = can.sort_values(["set", "actor"])
    return actors.index.get_indexer(can["actor"]), can["set"].to_numpy(), residents, "competences"
