"""What somebody can stop doing: *dan doe ik dit niet meer*."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.measure.coverage import residents
from ecosystem.measure.options import checked
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.hand_over.division import division
from ecosystem.propose.hand_over.handing_over import Words
from ecosystem.propose.hand_over.hours_fit import HoursFit
from ecosystem.propose.hand_over.substitution import Pair, Substitution, substitution
from ecosystem.propose.hand_over.workload import workload
from ecosystem.propose.staff.staffing import staffing
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood

COLUMNS = {
    "actor": "str",
    "need": "str",
    "residents": "Int64",
    "contacts": "Int64",
    "hours": "Float64",
    "state": "str",
    "keeps": "str",
    "together": "boolean",
    "because": "str",
}

_NEAR = 1e-6


def release(hood: Neighbourhood, *, backup: int = 1, lang: Language = "en") -> pd.DataFrame:
    """
    List what each professional could stop doing, with nobody worse off.

    Somebody can stop with a need where without them no case wants more people, the need keeps
    as many people as must be able to meet it (`backup`, two where it is critical, and never
    more than there are now), and no need has to be short of more hours. It is safe where that
    stays so whoever else stops with the same need too; else some must keep doing it. All of
    this is exact, for each resident apart. Whether all residents together can still have as
    few people within everybody's hours is held against one division of work, that of
    `staffing`. What is marked `together` is also carried out and counted; where it is not sure
    of one alone, `because` says so. Informal and collective help never stops.

    Internal: it names people beside counts as they are, also of one resident.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    release
        One row per `actor` and `need`, most hours first (unknown last), then by id:
        `residents` (who have the need), `contacts` (about it now, with this actor; missing
        where there are no contacts), `hours` (a week that it takes this actor now, see
        `workload`; missing where unknown), `state` (`safe` or `only_if`),
        `keeps` (each of whom must keep doing it, ids joined by `|`; empty where safe),
        `together` (whether it can surely stop at the same time as all rows above it that say
        so too), `because`.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.
    ValueError
        If an option is not a whole number of at least 1, or not a language of ours.

    Examples
    --------
    >>> release(street).drop(columns=["because", "contacts"])
         actor  need  residents  hours    state  keeps  together
    0     gp  skin          1   0.25  only_if  nurse      True
    1  nurse  skin          1   0.25  only_if     gp     False
    """
    checked(backup=backup, lang=lang)
    now = substitution(hood, backup=backup)
    rows = workload(hood).sort_values(["hours", "actor", "need"], ascending=[False, True, True])
    rows = rows[np.array([_can_stop(now, pair) for pair in _pairs(rows)], dtype=bool)]
    keeps = _keeps(now, _pairs(rows))
    jobs = division(hood, backup=backup)
    all_ = rows["need"].map(residents(hood)).fillna(0).astype("Int64")
    rows = rows.assign(
        helps=rows["residents"].fillna(all_),
        residents=all_,
        state=["only_if" if others else "safe" for others in keeps],
        keeps=keeps,
        together=_carried_out(hood, _pairs(rows), _together(now, jobs, _pairs(rows)), backup),
        divided=[jobs.holds(now.changed([pair])) for pair in _pairs(rows)],
    )
    words = Words(hood, lang)
    rows["because"] = [_because(words, now, row) for row in rows.to_dict("records")]
    return rows.reindex(columns=list(COLUMNS)).astype(COLUMNS).reset_index(drop=True)


def _because(words: Words, now: Substitution, row: dict[str, Any]) -> str:
    known = "in_use" if pd.notna(row["contacts"]) and row["contacts"] else "not_in_use"
    about = words.say(
        "no_contacts" if pd.isna(row["contacts"]) else known,
        contacts=words.count(row["contacts"], "contacts"),
        residents=words.count(row["helps"], "residents"),
        hours=words.hours(row["hours"]),
    )
    return words.say(
        row["state"],
        actor=words.actors([row["actor"]]),
        need=words.needs([row["need"]]),
        others=str(len(now.able(row["need"])) - 1),
        keeps=words.actors(row["keeps"].split("|")),
        now=about if row["divided"] else f"{about} {words.say('uncertain')}",
    )


def _pairs(rows: pd.DataFrame) -> list[Pair]:
    return list(rows[["actor", "need"]].itertuples(index=False, name=None))


def _can_stop(now: Substitution, *pairs: Pair) -> bool:
    return now.holds(now.changed(pairs), [need for _, need in pairs])


def _keeps(now: Substitution, free: list[Pair]) -> list[str]:
    """Name those who must keep doing it: who cannot stop with it as well."""
    both = {
        (need, frozenset(two)): _can_stop(now, *((who, need) for who in two))
        for need in sorted({need for _, need in free})
        for two in combinations([who for who, what in free if what == need], 2)
    }
    return [
        "|".join(
            other
            for other in now.able(need)
            if other != actor and not both.get((need, frozenset((actor, other))))
        )
        for actor, need in free
    ]


def _together(now: Substitution, jobs: HoursFit, pairs: list[Pair]) -> list[bool]:
    """Tell, one after another, which can stop beside all before it that could."""
    told = []
    for pair in pairs:
        then = now.changed([pair])
        told.append(now.holds(then, [pair[1]]) and jobs.holds(then))
        now = replace(now, can=then) if told[-1] else now
    return told


def _carried_out(
    hood: Neighbourhood, pairs: list[Pair], together: list[bool], backup: int
) -> list[bool]:
    """Keep as many that stop together, from the first, as leave nobody worse off."""
    stops = [pair for pair, told in zip(pairs, together, strict=True) if told]

    def sure(count: int) -> bool:
        if not count:
            return True
        who, what = ("|".join(ids) for ids in zip(*stops[:count], strict=True))
        after = what_if(hood, pd.DataFrame([{"move": "release", "who": who, "what": what}]))
        now, then = (staffing(each, backup=backup) for each in (hood, after))
        return then.people <= now.people and then.hours_short <= now.hours_short + _NEAR

    few, many = 0, len(stops)
    while few < many and not sure(many):
        half = (few + many) // 2
        few, many = (half, many - 1) if sure(half) else (few, max(half - 1, few))
    kept = set(stops[:many])
    return [pair in kept for pair in pairs]
