"""What hangs on one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.find.findings import Found, Searches, findings, known, whatever_can
from ecosystem.measure.bridges import informal_reach
from ecosystem.measure.coverage import coverage
from ecosystem.measure.supply import able
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language

HANGING = ("no_backup", "fragile")
"""Kinds that are about a need which one can meet."""


def find_fragile(hood: Neighbourhood, *, hanging: int = 2, lang: Language = "en") -> pd.DataFrame:
    """
    Find needs that hang on one actor, and actors on whom the tie to informal help hangs.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` or `ties`, and finds more with both.
    hanging
        From how many informal or collective helpers an actor without whom they reach no
        professional is a finding. With one, a single tie that was not reported would do.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    findings
        The columns of `find`, ranked alike. Kinds: `no_backup` (a need marked critical that
        only one can meet) and `fragile` (any other such need), of which the subject is that
        one, and which are left out where nobody has the need; `bridge`, of which the subject
        is the actor and then those who reach professionals through that actor only, and
        `residents` whom these help (missing without contacts).

    Raises
    ------
    MissingTable
        If there are neither competences nor ties.

    Examples
    --------
    >>> find_fragile(street)[["finding", "subject"]]
      finding               subject
    0  bridge  nurse|choir|daughter
    """
    return findings(hood, whatever_can(searches(hood, hanging=hanging)), lang)


def searches(hood: Neighbourhood, *, hanging: int = 2) -> Searches:
    """Give the searches of `find_fragile`."""
    return {
        HANGING: lambda: fragile_needs(hood),
        ("bridge",): lambda: _bridges(hood, hanging),
    }


def fragile_needs(hood: Neighbourhood) -> list[Found]:
    """Give the needs that somebody may have and only one can meet, before they are worded."""
    counted = coverage(hood)
    rows = counted[counted["actors"].eq(1) & counted["residents"].ne(0).fillna(value=True)]
    who = able(hood)
    one = dict(zip(who["need"], who["actor"], strict=True))
    own = hood.needs
    critical = set(own["need"][own["critical"].fillna(value=False).astype(bool)])
    return [
        Found(
            "no_backup" if need in critical else "fragile",
            one[need],
            str(need),
            known(residents),
        )
        for need, residents in zip(rows.index, rows["residents"], strict=True)
    ]


def _bridges(hood: Neighbourhood, hanging: int) -> list[Found]:
    reach = informal_reach(hood)
    hangs: dict[str, list[str]] = {}
    for actor, ids in zip(reach.index, reach["hangs_on"], strict=True):
        for one in ids.split("|") if ids else []:
            hangs.setdefault(one, []).append(str(actor))
    done = helped_coded(hood)
    nobody = not (done.actor.code >= 0).any()
    found = []
    for one, actors in hangs.items():
        if len(actors) >= hanging:
            theirs = np.isin(done.actor.code, done.actor.names.get_indexer(actors))
            many = len(np.unique(done.resident.code[theirs & (done.actor.code >= 0)]))
            ids = "|".join([one, *sorted(actors)])
            found.append(Found("bridge", ids, residents=None if nobody else many))
    return found
