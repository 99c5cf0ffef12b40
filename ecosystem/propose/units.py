"""The people of a neighbourhood in units, and its cases, as arrays: what staffing reckons with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ecosystem.find.candidates import GENERALISTS
from ecosystem.measure.cases import cases, eligible, may_by_profession
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.remember import remember

Count = Literal["professionals", "everyone"]
"""Who counts as a person at the door."""


@dataclass(frozen=True, eq=False)
class Model:
    """
    Units by needs and cases by needs; what belongs to one place has one length.

    A unit is everybody of one profession who may meet the same needs, their hours together.
    """

    actors: tuple[tuple[str, ...], ...]
    """Ids in each unit; units by their first id."""
    professions: tuple[str, ...]
    """Of each unit; empty where unknown."""
    needs: tuple[str, ...]
    """Needs of any case that somebody may meet, by name."""
    size: np.ndarray
    """People in each unit."""
    hours: np.ndarray
    """Hours a week each unit has together; infinite where those of anybody in it are unknown."""
    able: np.ndarray
    """Units by needs: may meet it."""
    may: np.ndarray
    """Units by needs: cannot yet, may learn it."""
    takes: np.ndarray
    """Units by needs: hours a week one resident takes, also where it would be learnt."""
    days: np.ndarray
    """Units by needs: days it takes the whole unit to learn; missing (nan) where unknown."""
    required: np.ndarray
    """How many people must meet each need of one resident."""
    cases: np.ndarray
    """Cases by needs: has it."""
    residents: np.ndarray
    """Residents of each case."""
    which: np.ndarray
    """Case of each row of `cases(hood)`; -1 where nothing is left to be met."""
    dropped: tuple[str, ...]
    """Needs of a case that nobody may meet: left out, now and after any learning."""
    without_backup: tuple[str, ...]
    """Needs that fewer people may meet than is required: all of those are required."""


def model(hood: Neighbourhood, *, backup: int = 1, count: Count = "professionals") -> Model:
    """
    Put a neighbourhood in arrays: units, cases, hours, and who may learn what.

    A need must be met by `backup` people, by two at least where it is critical, and by no more
    than there are. What one resident takes of a unit is the mean of what its people say, else
    the median of what everybody able says, else what `needs` says, else nothing is known and
    it counts as no hours. Who may learn: professionals of a profession that `teachable` lists
    for the need, or without that table the generalists (general practitioner, practice nurse,
    district nurse, social worker, elderly adviser); never what is reserved for others, never
    when one resident would take more hours than somebody in the unit has. A need that nobody
    may meet, or too few, is a gap: closing it adds people, so it is not among what is learnt.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need of one resident.
    count
        `professionals`: what informal and collective help meets is met and costs nobody;
        `everyone`: all who help count, and every need counts.

    Returns
    -------
    model
        The arrays.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> made = model(street)
    >>> made.actors, made.needs, made.dropped
    ((('gp',), ('nurse',)), ('skin',), ('transport',))
    """
    return remember(hood, _Made(backup, count))


def taught(hood: Neighbourhood, steps: Sequence[tuple[Sequence[str], str]]) -> Neighbourhood:
    """
    Teach people needs: a new neighbourhood, with the old one as it was.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`.
    steps
        Who (ids of actors) learns which need, a pair a step. Who can already is left alone.

    Returns
    -------
    taught
        The neighbourhood with those competences added; one resident takes them the median of
        what everybody able says, missing where nobody says.

    Examples
    --------
    >>> after = taught(street, [(["gp", "nurse"], "transport")])
    >>> len(after.competences) - len(street.competences), len(taught(street, []).competences)
    (2, 2)
    """
    usual = eligible(hood).groupby("need")["takes"].median()
    added = pd.DataFrame(
        [(actor, need) for who, need in steps for actor in who], columns=["actor", "need"]
    ).drop_duplicates()
    has = hood.competences
    known = pd.MultiIndex.from_frame(has[["actor", "need"]])
    added = added[~pd.MultiIndex.from_frame(added).isin(known)]
    added["hours"] = added["need"].map(usual).astype("float64")
    rows = added.reindex(columns=has.columns).astype(has.dtypes.to_dict())
    return hood.replace(competences=pd.concat([has, rows], ignore_index=True))


@dataclass(frozen=True)
class _Made:
    """Makes the model; equal options are equal, so that it is remembered."""

    backup: int
    count: Count

    def __call__(self, hood: Neighbourhood) -> Model:
        who = eligible(hood)
        median = who.groupby("need")["takes"].median()
        if self.count == "professionals":
            who = who[who["professional"].astype(bool)]
        wants = _wants(hood, everyone=self.count == "everyone")
        wanted = sorted({need for needs in wants for need in needs})
        people = who.groupby("need")["actor"].nunique().reindex(wanted, fill_value=0)
        needs = people.index[people > 0]
        least = np.where(_own(hood, needs)["critical"].fillna(value=False), 2, 1)
        least = np.maximum(least, self.backup)
        required = np.minimum(least, people[needs].to_numpy())
        units = _units(who)
        usual = median.reindex(needs).fillna(_own(hood, needs)["hours"]).fillna(0)
        takes, able = _takes(who, units, usual)
        may, days = _teachable(hood, units, usual, open_=(required == least) & ~able)
        has, residents, which = _distinct(wants, cases_of(hood)["residents"], needs)
        return Model(
            actors=tuple(tuple(ids) for ids in units["actors"]),
            professions=tuple(units["profession"]),
            needs=tuple(needs),
            size=units["size"].to_numpy(dtype=np.int64),
            hours=units["hours"].to_numpy(dtype=np.float64),
            able=able,
            may=may,
            takes=takes,
            days=days,
            required=required.astype(np.int64),
            cases=has,
            residents=residents,
            which=which,
            dropped=tuple(people.index[people == 0]),
            without_backup=tuple(needs[required < least]),
        )


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


def _own(hood: Neighbourhood, needs: pd.Index) -> pd.DataFrame:
    """Rows of the table of needs; missing where it does not have a need."""
    return hood.needs.set_index("need").reindex(needs)


def _wants(hood: Neighbourhood, *, everyone: bool) -> list[list[str]]:
    """Needs of each case that people who count must meet."""
    rows = cases_of(hood)
    met = [set() if everyone else set(done.split("|")) for done in rows["met"]]
    return [
        [need for need in needs.split("|") if need not in done]
        for needs, done in zip(rows["needs"], met, strict=True)
    ]


def _units(who: pd.DataFrame) -> pd.DataFrame:
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


def _takes(
    who: pd.DataFrame, units: pd.DataFrame, usual: pd.Series
) -> tuple[np.ndarray, np.ndarray]:
    """Say what a resident takes of each unit for each need, and which units can meet it."""
    unit_of = units["actors"].explode().reset_index().set_index("actors")["index"]
    rows = who.assign(unit=who["actor"].map(unit_of))
    rows = rows[rows["need"].isin(usual.index)]
    mean = rows.groupby(["unit", "need"])["takes"].mean().astype("float64")
    grid = mean.unstack().reindex(index=units.index, columns=usual.index)  # noqa: PD010
    able = np.zeros(grid.shape, dtype=bool)
    able[rows["unit"].to_numpy(dtype=np.int64), usual.index.get_indexer(rows["need"])] = True
    return grid.fillna(usual).to_numpy(dtype=np.float64), able


def _teachable(
    hood: Neighbourhood, units: pd.DataFrame, usual: pd.Series, open_: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Say which unit may learn which need, and in how many days all together."""
    pairs = pd.MultiIndex.from_product([units.index, usual.index])
    profession = units["profession"].loc[pairs.get_level_values(0)].reset_index(drop=True)
    need = pd.Series(pairs.get_level_values(1), dtype="str")
    may = may_by_profession(hood, need, profession)
    cost = np.full(len(pairs), np.nan)
    if "teachable" in hood.tables:
        listed = hood.teachable.set_index(["profession", "need"])["cost"]
        named = pd.MultiIndex.from_arrays([profession, need])
        may &= named.isin(listed.index)
        cost = listed.reindex(named).to_numpy(dtype=np.float64)
    else:
        may &= profession.isin(GENERALISTS).to_numpy()
    shape = (len(units), len(usual))
    fits = usual.to_numpy(dtype=np.float64) <= units["least"].to_numpy()[:, None]
    taught_ = may.reshape(shape) & fits & open_ & units["professional"].to_numpy()[:, None]
    return taught_, cost.reshape(shape) * units["size"].to_numpy()[:, None]


def _distinct(
    wants: list[list[str]], residents: pd.Series, needs: pd.Index
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give distinct cases of the needs that can be met, in their order, and where each went."""
    at = {need: place for place, need in enumerate(needs)}
    has = np.zeros((len(wants), len(needs)), dtype=bool)
    for row, each in enumerate(wants):
        has[row, [at[need] for need in each if need in at]] = True
    some = has.any(axis=1) & (residents.to_numpy(dtype=np.int64) > 0)
    which = np.full(len(wants), -1)
    distinct, which[some] = np.unique(has[some], axis=0, return_inverse=True)
    counts = np.bincount(
        which[some], weights=residents.to_numpy(dtype=np.float64)[some], minlength=len(distinct)
    )
    return distinct, counts.astype(np.int64), which
