"""Who has to coordinate with whom, against the ties there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, dia_array, sparray

from ecosystem.measure.demand import demand, each_need
from ecosystem.measure.supply import able
from ecosystem.measure.supply_coded import supply_coded, tied_coded
from ecosystem.tables.coded import Coded, coded
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tied
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.remember import remember


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

    names: pd.Index
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
    does = _times(actor, group, (size, len(weight)))
    weighed = dia_array((weight[None], [0]), shape=(len(weight),) * 2)
    required = _above(coordination_requirements(does, weighed))
    both = _above(coordination_requirements((does > 0).astype(np.int64), weighed))
    one, other = tied_coded(hood)
    tie = pd.Index(one * size + other)
    pairs = np.union1d(required.index, tie)
    one, other = np.divmod(pairs, max(size, 1))
    recorded = who.professional.copy()
    recorded[actor] = True
    known = recorded[one] & recorded[other]
    ask, whom = (np.where(known, of.reindex(pairs, fill_value=0), -1) for of in (required, both))
    order = np.argsort(-whom, kind="stable")
    sits = _above(_sits(hood, names)).reindex(pairs[order], fill_value=0).to_numpy()
    which = tie.get_indexer(pairs[order])
    return Pairs(names, one[order], other[order], ask[order], whom[order], which, sits, tasks)


def _times(row: np.ndarray, column: np.ndarray, shape: tuple[int, int]) -> csr_array:
    return coo_array((np.ones(len(row), dtype=np.int64), (row, column)), shape).tocsr()


def _sits(hood: Neighbourhood, actors: pd.Index) -> csr_array:
    """Count the meetings in which each two sit."""
    seat, meeting = (coded(hood, "attendance", column) for column in ("actor", "meeting"))
    there = (seat.code >= 0) & (meeting.code >= 0)
    who = actors.get_indexer(seat.names)[seat.code[there]]
    sits = _times(who, meeting.code[there], (len(actors), len(meeting.names))) > 0
    return sits.astype(np.int64) @ sits.astype(np.int64).T


def _above(matrix: sparray) -> pd.Series:
    """Give what two have together, by the numbers of both as one."""
    found = matrix.tocoo()
    one, other = (end.astype(np.int64) for end in found.coords)
    kept = (one < other) & (found.data != 0)
    return pd.Series(found.data[kept], index=one[kept] * found.shape[0] + other[kept])


def _doing(hood: Neighbourhood, actors: pd.Index) -> tuple[np.ndarray, np.ndarray, np.ndarray, str]:
    """List actors and groups, once a need, and how many residents each group stands for."""
    done = helped_coded(hood)
    named = done.actor.code >= 0
    if named.any():
        actor = actors.get_indexer(done.actor.names)[done.actor.code[named]]
        residents = np.ones(len(done.resident.names), dtype=np.int64)
        return actor, done.resident.code[named], residents, "contacts"
    sets = demand(hood)
    if sets is None or "competences" not in hood.tables:
        there = ", ".join(sorted(hood.tables)) or "none"
        raise MissingTable(
            "Coordination needs to know who does what for whom: contacts that name actors, or "
            f"competences with profiles or requests; {hood.code} has: {there}."
        )
    can = each_need(sets).merge(able(hood)[["actor", "need"]], on="need")
    residents = sets["residents"].to_numpy(dtype=np.int64)
    return actors.get_indexer(can["actor"]), can["set"].to_numpy(), residents, "competences"
