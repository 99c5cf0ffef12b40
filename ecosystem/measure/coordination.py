"""Who has to coordinate with whom, against the ties there are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, dia_array, sparray, triu

from ecosystem.measure.demand import demand, each_need
from ecosystem.measure.supply import able, supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped, shared, tied
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
    return remember(hood, _coordination)


def _coordination(hood: Neighbourhood) -> pd.DataFrame:
    hood.need("ties", for_what="Coordination")
    doing, residents, tasks = _doing(hood)
    names, assigned, depends, reaches = _matrices(doing, residents)
    required = _pairs(coordination_requirements(assigned, depends), names, "required")
    many = (reaches > 0).astype(np.int64)
    both = _pairs(many @ dia_array((residents, [0]), shape=(len(residents),) * 2) @ many.T, names)
    frame = required.join(both, how="left").join(_ties(hood), how="outer")
    frame = frame.join(_sits(hood), how="left")
    who = supply(hood)
    recorded = names.union(who.index[who["professional"]])
    known = np.logical_and(
        *(frame.index.get_level_values(end).isin(recorded) for end in ("actor", "partner"))
    )
    for column in ("required", "residents"):
        frame[column] = frame[column].fillna(0).where(known)
    frame["tied"] = frame["relation"].notna()
    frame["meetings"] = frame["meetings"].fillna(0)
    needed = frame["required"].gt(0).fillna(value=False)
    state = np.select([needed & frame["tied"], needed], ["served", "gap"], "carried_by_no_need")
    frame["state"] = pd.Series(state, index=frame.index, dtype="string").where(known)
    frame["tasks"] = pd.Series(tasks, index=frame.index, dtype="string")
    columns = ["actor", "partner", "required", "residents", "tied", "relation", "hours"]
    return (
        frame.reset_index()
        .sort_values(["residents", "actor", "partner"], ascending=[False, True, True])
        .reset_index(drop=True)[[*columns, "meetings", "state", "tasks"]]
    )


def _doing(hood: Neighbourhood) -> tuple[pd.DataFrame, np.ndarray, str]:
    """List `actor`, `group` and `need`, and how many residents each group stands for."""
    done = helped(hood).dropna(subset=["actor"])
    if len(done):
        group, residents = pd.factorize(done["resident"])
        return done.assign(group=group), np.ones(len(residents), dtype=np.int64), "contacts"
    sets = demand(hood)
    if sets is None or "competences" not in hood.tables:
        there = ", ".join(sorted(hood.tables)) or "none"
        raise MissingTable(
            "Coordination needs to know who does what for whom: contacts that name actors, or "
            f"competences with profiles or requests; {hood.code} has: {there}."
        )
    can = each_need(sets).merge(able(hood)[["actor", "need"]], on="need")
    counts = sets["residents"].to_numpy(dtype=np.int64)
    return can.rename(columns={"set": "group"}), counts, "competences"


def _matrices(
    doing: pd.DataFrame, residents: np.ndarray
) -> tuple[pd.Index, sparray, sparray, sparray]:
    """Make T_A, T_D (weighed by residents), and actors by groups."""
    actor, names = pd.factorize(doing["actor"], sort=True)
    key = doing["group"].astype("str") + "\n" + doing["need"].fillna("")
    task, tasks = pd.factorize(key)
    group = doing["group"].to_numpy()[np.unique(task, return_index=True)[1]]
    ones = np.ones(len(doing), dtype=np.int64)
    assigned = coo_array((ones, (actor, task)), shape=(len(names), len(tasks))).tocsr()
    belongs = coo_array(
        (np.ones(len(tasks), dtype=np.int64), (np.arange(len(tasks)), group)),
        shape=(len(tasks), len(residents)),
    ).tocsr()
    weight = dia_array((residents[None, :], [0]), shape=(len(residents),) * 2)
    return pd.Index(names), assigned, belongs @ weight @ belongs.T, assigned @ belongs


def _pairs(matrix: sparray, names: pd.Index, column: str = "residents") -> pd.DataFrame:
    upper = triu(matrix, k=1).tocoo()
    upper.eliminate_zeros()
    ends = [names[part] for part in upper.coords]
    index = pd.MultiIndex.from_arrays(ends, names=["actor", "partner"])
    return pd.DataFrame({column: pd.Series(upper.data, index=index, dtype="Int64")})


def _ties(hood: Neighbourhood) -> pd.DataFrame:
    return tied(hood).astype({"relation": "string"}).set_index(["actor", "partner"])


def _sits(hood: Neighbourhood) -> pd.DataFrame:
    sits = shared(hood.attendance["actor"], hood.attendance["meeting"])
    return sits.set_axis(["actor", "partner", "meetings"], axis=1).set_index(["actor", "partner"])
