"""What hangs on one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from ecosystem.find.findings import Found, Searches, Spotted, findings, known, whatever_can
from ecosystem.measure.bridges import hangs_on
from ecosystem.measure.coverage import coverage, coverage_coded
from ecosystem.measure.supply import able
from ecosystem.measure.supply_coded import supply_coded
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.language import Language
from ecosystem.tables.needs import stated
from ecosystem.tables.neighbourhood import Neighbourhood

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


def fragile_needs(hood: Neighbourhood) -> Spotted:
    """Spot the needs that somebody may have and only one can meet."""
    counted = coverage_coded(hood)
    needs = counted.needs[(counted.residents != 0) & (counted.actors == 1)]
    kinds = [HANGING[critical != 1] for critical in stated(hood, needs, "critical").tolist()]

    def tell() -> list[Found]:
        who, residents = able(hood), coverage(hood)["residents"][needs]
        one = dict(zip(who["need"], who["actor"], strict=True))
        rows = zip(kinds, needs, residents, strict=True)
        return [Found(kind, one[need], need, known(many)) for kind, need, many in rows]

    return Spotted(Counter(kinds), tell)


def _bridges(hood: Neighbourhood, hanging: int) -> Spotted:
    hangs, names = hangs_on(hood), supply_coded(hood).names
    many = hangs.sum(axis=1)

    def tell() -> list[Found]:
        done, found = helped_coded(hood), []
        nobody = not (done.actor.code >= 0).any()
        for one in np.flatnonzero(many >= hanging):
            actors = names[hangs[one]]
            theirs = np.isin(done.actor.code, done.actor.names.index.get_indexer(actors))
            whom = np.unique(done.resident.code[theirs & (done.actor.code >= 0)])
            ids = "|".join([names[one], *actors])
            found.append(Found("bridge", ids, residents=None if nobody else len(whom)))
        return found

    return Spotted({"bridge": int(np.count_nonzero(many >= hanging))}, tell)
