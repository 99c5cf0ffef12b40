"""What is missing: needs nobody meets, hours, and ties between those who need each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, triu

from ecosystem.find.candidates import candidates
from ecosystem.find.findings import MONTH, Searches, findings, part, whatever_can
from ecosystem.find.fragile import HANGING, fragile_needs
from ecosystem.measure.coordination import coordination
from ecosystem.measure.coverage import coverage
from ecosystem.measure.demand import demand, each_need
from ecosystem.measure.supply import able, supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped, shared, tied
from ecosystem.tables.problems import Language


def find_gaps(
    hood: Neighbourhood, *, least: int = 4, most: int = 10, lang: Language = "en"
) -> pd.DataFrame:
    """
    Find needs without an answer, and people who need each other and have no tie.

    Each gap is asked both ways: first whether somebody already involved can take it over (named
    where known), then who should meet.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`, or what `coordination` needs.
    least
        From how many pairs of tasks (CR) two without a tie are a finding. Four is two needs of
        each in one resident, or four residents with one need of each.
    most
        How many missing ties to name at most, those with most to coordinate; `coordination`
        has them all.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    findings
        The columns of `find`, ranked alike. Kinds: `uncovered` (nobody can meet the need; with
        the `hours` a month asked), `hours_short` (the subject are those able, `hours` a month
        is the shortage), `fragile` and `no_backup` as in `find_fragile`, `missing_tie` (two
        professionals of different organisations, neither tied nor in one meeting) and
        `missing_bridge` (idem, a professional and an informal or collective helper). Needs
        that nobody has are left out. Where there are no contacts and ties are judged by what
        people can do, two are named only if of their two needs nobody can do both and nobody
        who can do the one is tied to anybody who can do the other.

    Raises
    ------
    MissingTable
        If neither needs nor ties can be judged.

    Examples
    --------
    >>> find_gaps(street)[["finding", "needs", "residents", "hours"]]
         finding      needs  residents  hours
    0  uncovered  transport          2   13.0
    >>> find_gaps(street)["because"].item()
    'Transport: nobody here can help with this; it is about 2 residents, 13 hours a month.'
    """
    all_ = searches(hood, least=least, most=most) | {HANGING: lambda: fragile_needs(hood)}
    return findings(hood, whatever_can(all_), lang)


def searches(hood: Neighbourhood, *, least: int = 4, most: int = 10) -> Searches:
    """Give the searches of `find_gaps`, but for what it has of `find_fragile`."""
    return {
        ("uncovered", "hours_short"): lambda: _needs(hood),
        ("missing_tie", "missing_bridge"): lambda: _ties(hood, least, most),
    }


def _needs(hood: Neighbourhood) -> pd.DataFrame:
    counted = coverage(hood)
    nobody = counted["actors"].eq(0) & counted["residents"].ne(0).fillna(value=True)
    short = counted["actors"].gt(0) & counted["hours_short"].gt(0).fillna(value=False)
    rows = counted[nobody | short]
    subject = able(hood).groupby("need")["actor"].agg("|".join).reindex(rows.index)
    return part(
        pd.DataFrame(
            {
                "finding": np.where(rows["actors"].eq(0), "uncovered", "hours_short"),
                "subject": subject.to_numpy(),
                "needs": rows.index,
                "residents": rows["residents"].array,
                "hours": (rows["hours_short"] * MONTH).array,
                "candidates": rows.index.map(candidates(hood, rows.index)),
            }
        )
    )


def _ties(hood: Neighbourhood, least: int, most: int) -> pd.DataFrame:
    pairs = coordination(hood)
    who = supply(hood)["professional"]
    employer = hood.actors.set_index("actor")["organisation"]
    one, other = (pairs[end].map(employer) for end in ("actor", "partner"))
    open_ = pairs["state"].eq("gap").fillna(value=False) & pairs["meetings"].eq(0)
    pairs = pairs[open_ & pairs["required"].ge(least).fillna(value=False) & ~one.eq(other)]
    if pairs["tasks"].eq("competences").any():
        pairs = pairs.merge(_unserved(hood), on=["actor", "partner"])
    professionals = pairs["actor"].map(who).astype(int) + pairs["partner"].map(who).astype(int)
    kinds = {2: "missing_tie", 1: "missing_bridge"}
    pairs = pairs.assign(finding=professionals.map(kinds)).dropna(subset=["finding"])
    pairs = pairs.sort_values(
        ["required", "residents", "actor", "partner"], ascending=[False, False, True, True]
    )
    pairs = pairs.groupby("finding").head(most)
    if "needs" not in pairs:
        pairs = pairs.merge(_both_do(hood, pairs), on=["actor", "partner"], how="left")
    return part(pairs.drop(columns="hours").assign(subject=pairs["actor"] + "|" + pairs["partner"]))


def _both_do(hood: Neighbourhood, pairs: pd.DataFrame) -> pd.DataFrame:
    """Join the needs with which each two help the residents they share."""
    done = helped(hood).dropna(subset=["actor"])
    ends = pairs[["actor", "partner"]]
    partner = done.rename(columns={"actor": "partner", "need": "also"})
    rows = ends.merge(done, on="actor").merge(partner, on=["partner", "resident"])
    rows = rows.melt(["actor", "partner"], ["need", "also"], value_name="needs").dropna()
    rows = rows.drop_duplicates(["actor", "partner", "needs"]).sort_values("needs")
    return rows.groupby(["actor", "partner"])["needs"].agg("|".join).reset_index()


def _unserved(hood: Neighbourhood) -> pd.DataFrame:
    """
    Find pairs of needs of the same residents between which nobody stands.

    Nobody can do both, and nobody who can do the one is tied to, or meets, anybody who can do
    the other. Each is told of the lightest help for both, by id.
    """
    sets = demand(hood)
    who = able(hood)
    if sets is None:
        return pd.DataFrame({"actor": [], "partner": [], "needs": []})
    asked = each_need(sets)
    asked = asked[asked["need"].isin(who["need"])]
    need, needs = pd.factorize(asked["need"], sort=True)
    size = (len(sets), len(needs))
    has = coo_array((np.ones(len(need), dtype=int), (asked["set"], need)), shape=size).tocsr()
    who = who[who["need"].isin(needs)]
    actor, actors = pd.factorize(who["actor"], sort=True)
    at = pd.Index(needs).get_indexer(who["need"])
    can = coo_array((np.ones(len(who), dtype=int), (actor, at)), shape=(len(actors), len(needs)))
    sits = shared(hood.attendance["actor"], hood.attendance["meeting"])
    links = pd.concat([tied(hood)[["actor", "partner"]].set_axis(["one", "other"], axis=1), sits])
    ends = [pd.Index(actors).get_indexer(links[end]) for end in ("one", "other")]
    there = (ends[0] >= 0) & (ends[1] >= 0)
    one, other = ends[0][there], ends[1][there]
    link = coo_array((np.ones(len(one), dtype=int), (one, other)), shape=(len(actors),) * 2)
    stands = can.T @ can + can.T @ (link + link.T) @ can
    together = triu(has.T @ has, k=1).tocoo()
    first, second = together.coords
    none = np.asarray(stands.toarray()[first, second] == 0)
    light = who.sort_values(["step", "actor"]).drop_duplicates("need").set_index("need")["actor"]
    both = pd.DataFrame({"need": needs[first[none]], "also": needs[second[none]]})
    named = np.sort(
        np.array([light[both["need"]], light[both["also"]]], dtype=object).reshape(2, -1), axis=0
    )
    rows = both.assign(actor=named[0], partner=named[1]).melt(
        ["actor", "partner"], ["need", "also"], value_name="needs"
    )
    rows = rows.drop_duplicates(["actor", "partner", "needs"]).sort_values("needs")
    return rows.groupby(["actor", "partner"])["needs"].agg("|".join).reset_index()
