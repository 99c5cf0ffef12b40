"""The people of a neighbourhood in units, and its cases, as arrays: what staffing reckons with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isnan
from statistics import median
from typing import Any, Literal

import numpy as np
import pandas as pd

from ecosystem.measure.eligible import eligible
from ecosystem.propose.staff.unit_rows import (
    cases_of,
    distinct_cases,
    grouped,
    learnable,
    left_needs,
    stated,
)
from ecosystem.tables.neighbourhood import Neighbourhood
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
    can: tuple[frozenset[str], ...]
    """All each unit may meet, also needs of no case."""
    said: np.ndarray
    """Units by needs: the sum of what one resident takes its people (not said: the median)."""
    saying: np.ndarray
    """Units by needs: of how many of them that is known."""
    usual: np.ndarray
    """Needs: what one resident takes where nobody in the unit says."""
    median: np.ndarray
    """Needs: the median of what everybody able says; missing (nan) where nobody does."""
    least: np.ndarray
    """Of each unit, the hours of whoever has fewest; infinite where unknown."""
    allowed: np.ndarray
    """Units by needs: its profession may learn it, and the need has its backup."""
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
    than there are. What one resident takes of a unit is the mean over its people: what they
    say, else the median of what everybody able says, else what `needs` says, else nothing is
    known and it counts as no hours. Who may learn: professionals of a profession that
    `teachable` lists for the need, or without that table the generalists (general practitioner,
    practice nurse, district nurse, social worker, elderly adviser); never what is reserved for
    others, never when one resident would take more hours than somebody in the unit has. A need
    that nobody may meet, or too few, is a gap: closing it adds people, so it is not among what
    is learnt.

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
        what everybody able says, missing where nobody says. Who could do it already and does
        not say is given that median too (see `settled`).

    Examples
    --------
    >>> after = taught(street, [(["gp", "nurse"], "transport")])
    >>> len(after.competences) - len(street.competences), len(taught(street, []).competences)
    (2, 2)
    """
    usual = remember(hood, _usual)
    hood = settled(hood, {need for _, need in steps})
    has = hood.competences
    known = set(zip(has["actor"].tolist(), has["need"].tolist(), strict=True))
    learnt = dict.fromkeys((actor, need) for who, need in steps for actor in who)
    added = [(*pair, usual.get(pair[1])) for pair in learnt if pair not in known]
    rows = pd.DataFrame(added, columns=["actor", "need", "hours"])
    rows = rows.reindex(columns=has.columns).astype(has.dtypes.to_dict())
    return hood.replace(competences=pd.concat([has, rows], ignore_index=True))


def settled(hood: Neighbourhood, needs: Collection[str]) -> Neighbourhood:
    """
    Write down what needs take professionals who do not say: the median of all able who do.

    It is what they are reckoned with already; written down it stays, whoever learns or stops.
    Left alone are informal helpers, and who has fewer hours than that.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`.
    needs
        Which needs.

    Returns
    -------
    settled
        The neighbourhood with those hours; the one given stays as it was.

    Examples
    --------
    >>> hours = pd.DataFrame({"actor": ["gp", "nurse"], "need": "skin", "hours": [2.0, None]})
    >>> settled(street.replace(competences=hours), ["skin"]).competences["hours"].tolist()
    [2.0, 2.0]
    """
    who, has = eligible(hood), hood.competences
    usual = who["need"].map(remember(hood, _usual)).astype("Float64")
    guessed = who["takes"].isna() & who["need"].isin(needs) & who["professional"].astype(bool)
    guessed &= ~(usual > who["hours"]).fillna(value=False)
    told = usual[guessed].set_axis(pd.MultiIndex.from_frame(who.loc[guessed, ["actor", "need"]]))
    pairs = pd.MultiIndex.from_frame(has[["actor", "need"]])
    hours = told.reindex(pairs).set_axis(has.index).astype("float64")
    return hood.replace(competences=has.assign(hours=has["hours"].fillna(hours)))


@dataclass(frozen=True)
class _Made:
    """Makes the model; equal options are equal, so that it is remembered."""

    backup: int
    count: Count

    def __call__(self, hood: Neighbourhood) -> Model:
        who, usual = eligible(hood), remember(hood, _usual)
        who["takes"] = who["takes"].fillna(who["need"].map(usual).astype("Float64"))
        if self.count == "professionals":
            who = who[who["professional"].to_numpy(dtype=bool)]
        left = left_needs(hood, everyone=self.count == "everyone")
        asks = zip(left, cases_of(hood)["residents"].tolist(), strict=True)
        wanted = sorted({need for needs, residents in asks if residents for need in needs})
        people = Counter(who["need"].tolist())
        needs = pd.Index([need for need in wanted if people[need]], dtype="str")
        told = hood.needs.set_index("need").reindex(needs)
        least = np.where(told["critical"].fillna(value=False), 2, 1)
        least = np.maximum(least, self.backup)
        required = np.minimum(least, [people[need] for need in needs]).astype(np.int64)
        units = grouped(who)
        size = np.array([len(unit.actors) for unit in units], dtype=np.int64)
        able, said, saying = stated(who, units, needs)
        professions = tuple(unit.profession for unit in units)
        allowed, cost = learnable(hood, professions, needs)
        own = np.array([all(unit.professional) for unit in units], dtype=bool)
        has, residents, which = distinct_cases(left, cases_of(hood)["residents"], needs)
        middle = np.array([usual.get(need, np.nan) for need in needs], dtype=np.float64)
        otherwise = told["hours"].to_numpy(dtype=np.float64, na_value=np.nan)
        parts = {
            "able": able,
            "said": said,
            "saying": saying,
            "usual": np.nan_to_num(np.where(np.isnan(middle), otherwise, middle)),
            "least": np.array([min(unit.hours) for unit in units], dtype=np.float64),
            "allowed": allowed & own[:, None] & (required == least),
        }
        return Model(
            actors=tuple(tuple(unit.actors) for unit in units),
            professions=professions,
            needs=tuple(needs),
            size=size,
            hours=np.array([fsum(unit.hours) for unit in units], dtype=np.float64),
            days=cost * size[:, None],
            can=tuple(frozenset(unit.can) for unit in units),
            median=middle,
            required=required,
            cases=has,
            residents=residents,
            which=which,
            dropped=tuple(need for need in wanted if not people[need]),
            without_backup=tuple(needs[required < least]),
            **parts,
            **following(parts),
        )


def _usual(hood: Neighbourhood) -> dict[str, float]:
    """Hours a week one resident takes of each need: the median of what everybody able says."""
    who, said = eligible(hood), defaultdict[str, list[float]](list)
    takes = who["takes"].to_numpy(dtype=np.float64, na_value=np.nan)
    for need, much in zip(who["need"].tolist(), takes.tolist(), strict=True):
        if not isnan(much):
            said[need].append(much)
    return {need: median(much) for need, much in said.items()}


def following(parts: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Say what a resident takes of each unit, and what it may learn, from the rest."""
    told = parts["able"] & (parts["saying"] > 0)
    mean = parts["said"] / np.maximum(parts["saying"], 1)
    fits = parts["usual"] <= parts["least"][:, None]
    return {
        "takes": np.where(told, mean, parts["usual"]),
        "may": parts["allowed"] & fits & ~parts["able"],
    }
