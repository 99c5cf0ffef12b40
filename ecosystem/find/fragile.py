"""What hangs on one."""

from __future__ import annotations

import pandas as pd

from ecosystem.find.candidates import candidates
from ecosystem.find.findings import Searches, findings, part, whatever_can
from ecosystem.measure.bridges import informal_reach
from ecosystem.measure.coverage import coverage
from ecosystem.measure.supply import able
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped
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


def fragile_needs(hood: Neighbourhood) -> pd.DataFrame:
    """Give the needs that somebody may have and only one can meet, before they are worded."""
    counted = coverage(hood)
    one = counted[counted["actors"].eq(1) & counted["residents"].ne(0).fillna(value=True)]
    who = able(hood).drop_duplicates("need").set_index("need")["actor"]
    critical = hood.needs.set_index("need")["critical"].reindex(one.index).fillna(value=False)
    kind = critical.map({True: "no_backup", False: "fragile"})
    return part(
        pd.DataFrame(
            {
                "finding": kind.to_numpy(),
                "subject": who.reindex(one.index).to_numpy(),
                "needs": one.index,
                "residents": one["residents"].array,
                "candidates": one.index.map(candidates(hood, one.index)),
            }
        )
    )


def _bridges(hood: Neighbourhood, hanging: int) -> pd.DataFrame:
    reach = informal_reach(hood)
    rows = reach["hangs_on"].str.split("|").explode().rename("on").reset_index()
    rows = rows[rows["on"] != ""].sort_values(["on", "actor"])
    done = helped(hood).dropna(subset=["actor"])
    many = rows.groupby("on").filter(lambda group: len(group) >= hanging)
    residents = many.merge(done, on="actor").groupby("on")["resident"].nunique()
    each = many.groupby("on")["actor"].agg("|".join)
    counted = residents.reindex(each.index, fill_value=0) if len(done) else pd.NA
    return part(
        pd.DataFrame(
            {
                "finding": "bridge",
                "subject": each.index.astype("str") + "|" + each.astype("str"),
                "residents": counted,
            }
        )
    )
