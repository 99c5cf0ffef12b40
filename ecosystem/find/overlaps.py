"""What is done twice: ties and meetings that no need carries, and those who can do the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, triu

from ecosystem.find.findings import Searches, findings, part, whatever_can
from ecosystem.measure.coordination import coordination
from ecosystem.measure.meetings import meetings
from ecosystem.measure.supply import able, supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped, shared, tied
from ecosystem.tables.problems import Language


def find_overlaps(
    hood: Neighbourhood, *, alike: float = 0.75, most: int = 10, lang: Language = "en"
) -> pd.DataFrame:
    """
    Find collaboration that no need carries, meetings within meetings, and interchangeable work.

    Only professionals: informal and collective help is never what could stop.

    Parameters
    ----------
    hood
        A checked neighbourhood; what `coordination` needs, or `attendance`, or `competences`.
    alike
        How much two have to share, both of what they can do and of whom they are tied to
        (Jaccard, 0 to 1), to be called interchangeable. Three quarters: of four, three.
    most
        How many idle ties, interchangeable pairs and groups to name at most: those that take
        most hours, are most alike, and share most needs.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    findings
        The columns of `find`, ranked alike; `hours` a month. Kinds: `idle_tie` (a tie and no
        resident who needs both), `contained_meeting` (subject: the smaller meeting, then the
        one all its members also sit in; for the same need, or where one does not say for
        which), `substitutable` (structurally equivalent, and the same competences;
        `residents` whom both help, missing without contacts) and, where there are no ties to
        judge by, `same_offer` (all who can do exactly the same, two needs or more).

    Raises
    ------
    MissingTable
        If none of these can be judged.

    Examples
    --------
    >>> find_overlaps(street)[["finding", "subject", "needs", "hours"]]
                 finding        subject needs  hours
    0  contained_meeting  wounds|monday  skin    1.0
    1           idle_tie      gp|social          6.0
    """
    return findings(hood, whatever_can(searches(hood, alike=alike, most=most)), lang)


def searches(hood: Neighbourhood, *, alike: float = 0.75, most: int = 10) -> Searches:
    """Give the searches of `find_overlaps`."""
    return {
        ("idle_tie",): lambda: _idle(hood, most),
        ("contained_meeting",): lambda: _contained(hood),
        ("substitutable", "same_offer"): lambda: _same(hood, alike, most),
    }


def _idle(hood: Neighbourhood, most: int) -> pd.DataFrame:
    pairs = coordination(hood)
    who = supply(hood)["professional"]
    both = pairs["actor"].map(who).astype(bool) & pairs["partner"].map(who).astype(bool)
    idle = pairs[pairs["state"].eq("carried_by_no_need").fillna(value=False) & both]
    idle = idle.sort_values(["hours", "actor", "partner"], ascending=[False, True, True])
    rows = idle.head(most).assign(finding="idle_tie")
    rows["subject"] = rows["actor"] + "|" + rows["partner"]
    return part(rows.drop(columns="residents"))


def _contained(hood: Neighbourhood) -> pd.DataFrame:
    pairs = meetings(hood)
    pairs = pairs[pairs["nested"] & pairs["same_need"].fillna(value=True)]
    need = hood.meetings.set_index("meeting")["need"]
    return part(
        pd.DataFrame(
            {
                "finding": "contained_meeting",
                "subject": pairs["meeting"] + "|" + pairs["other"],
                "needs": pairs["meeting"].map(need).where(pairs["same_need"].notna()),
                "hours": pairs["hours"] / 12,
            }
        )
    )


def _same(hood: Neighbourhood, alike: float, most: int) -> pd.DataFrame:
    hood.need("competences", for_what="Finding who can do the same")
    professional = supply(hood)["professional"]
    rows = able(hood)
    rows = rows[rows["actor"].map(professional).astype(bool)]
    if "ties" not in hood.tables:
        return _same_offer(rows, most)
    actor, names = pd.factorize(rows["actor"], sort=True)
    need, needs = pd.factorize(rows["need"], sort=True)
    can = coo_array((np.ones(len(rows)), (actor, need)), shape=(len(names), len(needs))).tocsr()
    one, other, skills = _jaccard(can, alike)
    pairs = tied(hood)
    knows, everybody = _ties(pairs)
    at = everybody.get_indexer(names)
    first, second = at[one], at[other]
    there = (first >= 0) & (second >= 0)
    one, other, skills, first, second = (a[there] for a in (one, other, skills, first, second))
    common = np.asarray(knows[first].multiply(knows[second]).sum(axis=1)).ravel()
    direct = np.asarray(knows[first, second]).ravel() if len(first) else np.zeros(0)
    degree = np.asarray(knows.sum(axis=1)).ravel()
    around = degree[first] + degree[second] - 2 * direct - common
    places = np.divide(common, around, out=np.zeros_like(around), where=around > 0)
    found = pd.DataFrame({"actor": names[one], "partner": names[other]}, dtype="str")
    found["alike"] = (skills + places).round(6)
    found = found[places >= alike - 1e-9].sort_values(
        ["alike", "actor", "partner"], ascending=[False, True, True]
    )
    done = helped(hood).dropna(subset=["actor"])
    counts = shared(done["actor"], done["resident"]).set_index(["one", "other"])["shared"]
    ends = pd.MultiIndex.from_frame(found[["actor", "partner"]])
    residents = counts.reindex(ends, fill_value=0).array if len(done) else pd.NA
    found = found.assign(
        finding="substitutable",
        subject=found["actor"] + "|" + found["partner"],
        residents=residents,
    )
    return part(found.head(most))


def _same_offer(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Group those who can do exactly the same; with one need in common that says little."""
    each = rows.sort_values("need").groupby("actor")["need"].agg(["size", "|".join])
    each = each[each["size"] > 1].reset_index().sort_values("actor")
    groups = each.groupby("join").agg(
        subject=("actor", "|".join), actors=("actor", "size"), size=("size", "first")
    )
    groups = groups[groups["actors"] > 1].reset_index(names="needs")
    groups = groups.sort_values(["size", "actors", "subject"], ascending=[False, False, True])
    return part(groups.head(most).assign(finding="same_offer"))


def _jaccard(rows: csr_array, least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the pairs of rows that share at least so much, and how much."""
    both = triu(rows @ rows.T, k=1).tocoo()
    size = np.asarray(rows.sum(axis=1)).ravel()
    one, other = both.coords
    share = both.data / (size[one] + size[other] - both.data)
    enough = share >= least - 1e-9
    return one[enough], other[enough], share[enough]


def _ties(pairs: pd.DataFrame) -> tuple[csr_array, pd.Index]:
    everybody = pd.Index(sorted({*pairs["actor"], *pairs["partner"]}), dtype="str")
    ends = [everybody.get_indexer(pairs[end]) for end in ("actor", "partner")]
    shape = (len(everybody), len(everybody))
    once = coo_array((np.ones(len(pairs)), tuple(ends)), shape=shape)
    return csr_array(once + once.T), everybody
