"""Consult in place: the expert advises, the resident stays with who comes already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.find.findings import MONTH
from ecosystem.measure.cases import case_of
from ecosystem.measure.options import checked
from ecosystem.measure.supply import supply
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.hand_over.handing_over import Words
from ecosystem.propose.hand_over.handovers import may_learn
from ecosystem.propose.hand_over.substitution import Pair, Substitution, substitution
from ecosystem.propose.hand_over.workload import workload
from ecosystem.propose.staff.staffing import staffing
from ecosystem.propose.staff.units import model
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped

COLUMNS = {
    "specialist": "str",
    "need": "str",
    "generalist": "str",
    "seen_by_both": "Int64",
    "residents": "Int64",
    "people_saved": "Int64",
    "hours": "Float64",
    "because": "str",
}
_NEAR = 1e-6
SPECIALIST = 6
"""The step of the ladder on which specialists stand."""


def consult(
    hood: Neighbourhood,
    *,
    backup: int = 1,
    most: int = 10,
    share: float = 0.2,
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Find where a specialist could advise who is there already, instead of coming along.

    The specialist (of that layer, or on step 6) helps residents with a need; a professional who
    is none helps the same residents, cannot meet that need yet, and may learn it: as
    `teachable` says, else the generalists; never what is reserved for others. Without contacts:
    a need that specialists alone can meet, of residents with another need that the other can
    meet. Of several for the same residents the first is named.

    With advice the generalist can meet the need of anybody here, so all is counted over all
    residents: advice is about all with the need to whom the generalist then comes (see
    `staffing`), and at least those whom both help now. What asks more people or hours of all
    together is left out.

    Internal: it names people beside counts as they are, also of one resident.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need.
    most
        How many rows at most.
    share
        How many hours advising takes of those that helping as many residents takes the
        specialist now (see `workload`, evenly over residents); an assumption.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    consult
        One row per `specialist`, `need` and `generalist`; most people saved first, then most
        residents, then by id: `seen_by_both` (residents whom both help now), `residents` (with the
        need to whom the generalist then comes), `people_saved` (what `staffing` then
        needs fewer, over all residents), `hours` (a month of advice about all `residents`;
        missing where unknown), `because`.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.
    ValueError
        If an option is not a whole number of at least 1, or not a language of ours.

    Examples
    --------
    >>> doctor = {"actor": "skin_doctor", "layer": "specialist", "hours": 8.0}
    >>> able = [("skin_doctor", "skin"), ("gp", "transport")]
    >>> hood = street.replace(
    ...     actors=pd.concat([street.actors, pd.DataFrame([doctor])], ignore_index=True),
    ...     competences=pd.DataFrame(able, columns=["actor", "need"]).assign(hours=0.5),
    ... )
    >>> consult(hood)[["specialist", "need", "generalist", "residents", "people_saved"]]
        specialist  need generalist  residents  people_saved
    0  skin_doctor  skin         gp          1             1
    """
    checked(backup=backup, most=most, lang=lang)
    now, who = substitution(hood, backup=backup), supply(hood)
    heavy = (who["layer"].eq("specialist") | who["step"].eq(SPECIALIST)).fillna(value=False)
    specialists = {one for one in now.can if heavy[one]}
    others = now.can.keys() - specialists
    seen = _contacts(hood, now) if len(case_of(hood)) else _profiles(now, specialists)
    hours = workload(hood).set_index(["actor", "need"])["hours"]
    found = []
    for generalist, need in may_learn(hood, backup=backup):
        fewer = now.fewer(now.changed([], [(generalist, need)]), [need])
        promise = sum(now.cases[case][0] * people for case, people in fewer.items())
        for one in specialists.intersection(now.able(need)) if generalist in others else ():
            both = seen.helps.get((one, need), set()) & seen.knows.get(generalist, set())
            rank = -promise, -seen.residents(both)
            found.append((rank, one, need, generalist, both))
    words = Words(hood, lang)
    rows: list[dict[str, Any]] = []
    told: dict[Pair, set[Any]] = {}
    found.sort(key=itemgetter(0, 1, 2, 3))
    for (_, both_see), one, need, generalist, both in found:
        known = told.setdefault((one, need), set())
        if len(rows) == most or not both - known:
            continue
        known |= both
        then = _advised(hood, (one, need, generalist), backup)
        if then is None:
            continue
        residents = max(-both_see, then[0])
        part = residents / seen.residents(seen.helps[one, need])
        rows.append(
            {
                "specialist": one,
                "need": need,
                "generalist": generalist,
                "seen_by_both": -both_see,
                "residents": residents,
                "people_saved": then[1],
                "hours": hours[one, need] * part * share * MONTH,
            }
        )
    rows = [row | {"because": _because(words, row)} for row in rows]
    rows.sort(key=lambda row: (-row["people_saved"], -row["residents"], *list(row.values())[:3]))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS).round({"hours": 6})


def _advised(
    hood: Neighbourhood, advice: tuple[str, str, str], backup: int
) -> tuple[int, int] | None:
    """
    Carry out advice: the residents with the need whom the generalist helps, and the people fewer.

    None where it asks more people or hours of all together.
    """
    one, need, generalist = advice
    move = {"move": "consult", "who": one, "what": need, "to": generalist}
    after = what_if(hood, pd.DataFrame([move]))
    now, then = (staffing(each, backup=backup) for each in (hood, after))
    if then.people > now.people or then.hours_short > now.hours_short + _NEAR:
        return None
    teams = then.teams
    has = [need in needs.split("|") for needs in teams["needs"]]
    there = [generalist in who.split("|") for who in teams["who"]]
    helped = teams["residents"][np.array(has, dtype=bool) & np.array(there, dtype=bool)]
    return int(helped.sum()), now.people - then.people


@dataclass(frozen=True)
class _Seen:
    """Who helps whom: groups of residents with the same needs, of one where contacts tell."""

    helps: Mapping[Pair, set[Any]]
    knows: Mapping[str, set[Any]]
    groups: Mapping[Any, tuple[int, int]]
    """How many residents, and their case."""

    def residents(self, groups: Iterable[Any]) -> int:
        return sum(self.groups[one][0] for one in groups)


def _contacts(hood: Neighbourhood, now: Substitution) -> _Seen:
    """Take it from contacts, each resident apart."""
    rows, which = helped(hood).dropna(subset=["actor"]), model(hood).which
    each = [*now.cases, 0]
    groups = {one: (1, each[which[row]]) for one, row in case_of(hood).items()}
    rows = rows[rows["resident"].isin(groups)]
    return _Seen(
        {pair: set(ids) for pair, ids in rows.dropna().groupby(["actor", "need"])["resident"]},
        {actor: set(ids) for actor, ids in rows.groupby("actor")["resident"]},
        groups,
    )


def _profiles(now: Substitution, specialists: set[str]) -> _Seen:
    """Take it from who can do what: only specialists the need, another something else."""
    groups = {case: (residents, case) for case, (residents, _) in now.cases.items()}
    return _Seen(
        {
            (one, need): {case for case in groups if case & bit}
            for need, bit in now.bit.items()
            if specialists.issuperset(now.able(need))
            for one in now.able(need)
        },
        {one: {case for case in groups if case & mask} for one, mask in now.can.items()},
        groups,
    )


def _because(words: Words, row: dict[str, Any]) -> str:
    return words.say(
        "consult",
        specialist=words.actors([row["specialist"]]),
        need=words.needs([row["need"]]),
        generalist=words.actors([row["generalist"]]),
        shared=words.count(row["seen_by_both"], "residents"),
        residents=words.count(row["residents"], "residents"),
        hours=words.hours(row["hours"]),
        people=words.count(row["people_saved"] or None, "people"),
    )
