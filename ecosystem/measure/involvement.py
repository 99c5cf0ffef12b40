"""How many people, professions, organisations and funding streams are round a resident."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.measure.continuity import seen
from ecosystem.measure.fewest import fewest
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped
from ecosystem.tables.remember import remember

COLUMNS = {
    **dict.fromkeys(["residents", "needs", "people"], "Int64"),
    "at_least": "Float64",
    **dict.fromkeys(["groups", "professions", "organisations", "products"], "Int64"),
    **dict.fromkeys(["funding_streams", "helpers", "lines"], "Int64"),
    "contact_point": "boolean",
    "unknown": "Int64",
}


def involvement(hood: Neighbourhood) -> pd.DataFrame:
    """
    Count who and what is round each resident.

    From contacts and requests where there are contacts, or requests that name needs; or else
    for each profile, as few as could do it: see `fewest`. Professional help and informal help
    are counted apart. A count is missing where it was not written down: in no contact here at
    all, or in none of the professional contacts that this resident did have.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`, or `requests`, or `profiles` with
        `competences`.

    Returns
    -------
    involvement
        One row per `resident` of contacts and requests, by id (a contact without a resident
        belongs to that of its request, and a request without one is a resident of its own):
        `residents` (1); `needs` (distinct ones); `people` (professional persons; a practice is
        one, and so is an actor of unknown level), of which `at_least` is the share that are
        practices, so that there may be more (missing without people); `groups` (professional
        groups and organisations); `professions`, `organisations` (the contact's own, or else
        the actor's), `products` and `funding_streams` (laws) of professional contacts;
        `helpers` (informal and collective); `lines` (of communication between the people:
        half of people times one fewer); `contact_point` (whether the resident's requests name
        one and the same; missing without requests); `unknown` (professional contacts that name
        nobody). Without contacts and without requests that name needs, one row per `profile`
        (its needs, joined by `|`), most residents first, then by name: `residents` who have it;
        `people`, `professions` and `organisations` of the smallest team (missing where nobody
        can do some of it), with in `at_least` practices, groups and organisations, as the team
        counts each as one; the rest is missing.

    Raises
    ------
    MissingTable
        If there are no contacts, requests or profiles; or profiles only, without competences.

    Examples
    --------
    >>> log = {"resident": "anna", "actor": ["gp", "nurse", "nurse", "daughter"], "law": "zvw"}
    >>> seen = street.replace(contacts=street.contacts.reindex(range(4)).assign(**log))
    >>> involvement(seen)[["people", "at_least", "organisations", "helpers", "lines"]]
              people  at_least  organisations  helpers  lines
    resident
    anna           2       0.5              2        1      1
    """
    return remember(hood, _involvement)


def _involvement(hood: Neighbourhood) -> pd.DataFrame:
    asked = helped(hood)["need"].notna().any()
    if seen(hood).empty and not asked and len(hood.profiles):
        frame = _of_profiles(hood)
    else:
        if hood.requests.empty:
            hood.need("contacts", for_what="Who is involved")
        frame = _of_residents(hood)
    people = frame["people"].astype("Int64")
    frame["lines"] = people * (people - 1) // 2
    frame["at_least"] = (frame["several"].astype("Float64") / people.replace(0, pd.NA)).round(6)
    return frame.reindex(columns=list(COLUMNS)).astype(COLUMNS)


def _of_residents(hood: Neighbourhood) -> pd.DataFrame:
    needs, contacts = helped(hood), seen(hood)
    residents = pd.Index(needs["resident"].unique(), dtype="str", name="resident").sort_values()
    for rows in (needs, contacts):
        rows["at"] = residents.get_indexer(rows["resident"])
    person, helps = contacts["person"], contacts["professional"]
    contacts["several"] = person.where(contacts["practice"])
    contacts["group"] = contacts["actor"].where(person.isna())
    work = contacts[helps]
    nobody = work.loc[work["actor"].isna(), "at"]
    unknown = np.bincount(nobody, minlength=len(residents)) if len(contacts) else pd.NA
    return pd.DataFrame(
        {
            "residents": 1,
            "needs": _count(residents, needs, "need"),
            "people": _count(residents, work, "person"),
            "several": _count(residents, work, "several", said="person"),
            "groups": _count(residents, work, "group", said="actor"),
            "professions": _count(residents, work, "profession"),
            "organisations": _count(residents, work, "organisation"),
            "products": _count(residents, work, "product"),
            "funding_streams": _count(residents, work, "law"),
            "helpers": _count(residents, contacts[~helps], "actor"),
            "contact_point": _contact_point(hood, residents),
            "unknown": unknown,
        },
        index=residents,
    )


def _count(residents: pd.Index, rows: pd.DataFrame, column: str, *, said: str = "") -> pd.Series:
    """Count distinct values of each resident; missing where no row, or none of theirs, says any."""
    pairs = rows[["at", column]].dropna().drop_duplicates()
    came, known, count = (
        np.bincount(at, minlength=len(residents))
        for at in (rows["at"], rows.loc[rows[said or column].notna(), "at"], pairs["at"])
    )
    silent = ((came > 0) & (known == 0)) | (not known.any())
    return pd.Series(count, index=residents, dtype="Int64").mask(silent)


def _contact_point(hood: Neighbourhood, residents: pd.Index) -> pd.Series:
    requests = hood.requests
    whose = requests["resident"].combine_first("\n" + requests["request"])
    named = requests["contact_point"].groupby(whose).nunique().reindex(residents)
    return named.eq(1).astype("boolean").mask(named.isna() | (named.max() == 0))


def _of_profiles(hood: Neighbourhood) -> pd.DataFrame:
    table = fewest(hood)
    profiles = pd.Index(table["needs"], dtype="str", name="profile")
    people = table["fewest"].set_axis(profiles)
    team = table["team"].set_axis(profiles).str.split("|").explode().replace("", pd.NA)
    who = hood.actors.set_index("actor").reindex(team.to_numpy()).set_axis(team.index)
    belongs = who["organisation"].combine_first(team.where(who["level"].eq("organisation")))
    several = who["level"].isin(["practice", "group", "organisation"])
    counts = {
        "professions": who["profession"].groupby("profile").nunique(),
        "organisations": belongs.groupby("profile").nunique(),
    }
    return pd.DataFrame(
        {
            "residents": table["residents"].set_axis(profiles),
            "needs": profiles.str.count(r"\|") + 1,
            "people": people,
            "several": several.groupby("profile").sum(),
            **{name: count.where((count > 0) | people.eq(0)) for name, count in counts.items()},
        },
        index=profiles,
    )
