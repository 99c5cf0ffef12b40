"""How many people, professions, organisations and funding streams are round a resident."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from ecosystem.measure.fewest import fewest
from ecosystem.measure.people_round import contact_point, people_round, unsaid
from ecosystem.measure.seen_coded import organisations, pairs_coded, seen_coded
from ecosystem.tables.coded import Coded, coded
from ecosystem.tables.different import distinct
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
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
    if by_profile(hood):
        frame = _of_profiles(hood)
    else:
        if hood.requests.empty:
            hood.need("contacts", for_what="Who is involved")
        frame = _of_residents(hood)
    people = frame["people"].astype("Int64")
    frame["lines"] = people * (people - 1) // 2
    frame["at_least"] = (frame["several"].astype("Float64") / people.replace(0, pd.NA)).round(6)
    return frame.reindex(columns=list(COLUMNS)).astype(COLUMNS)


def by_profile(hood: Neighbourhood) -> bool:
    """
    Tell whether `involvement` knows of profiles only.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    by_profile
        Whether there are profiles, no contacts of residents, and no requests that name needs.

    Examples
    --------
    >>> by_profile(street)
    True
    """
    if len(seen_coded(hood).row) or (helped_coded(hood).need.code >= 0).any():
        return False
    return len(hood.profiles) > 0


def _of_residents(hood: Neighbourhood) -> pd.DataFrame:
    helped, log, near = helped_coded(hood), seen_coded(hood), people_round(hood)
    size, came = len(helped.resident.names), near.came
    resident, work = log.resident.code, log.professional[log.actor.code]
    nobody = np.bincount(resident[log.actor.code < 0], minlength=size)
    whom, who = pairs_coded(hood)
    helps, person = log.professional[who], log.person[who]

    def actors(which: np.ndarray) -> np.ndarray:
        return np.bincount(whom[which], minlength=size)

    def of_contacts(each: Coded, rows: slice | np.ndarray = slice(None)) -> IntegerArray:
        count = distinct(resident[work], each.code[rows][work], size)
        return _known(count, came, count)

    helpers = actors(~helps)
    professions = distinct(whom[helps], log.who.profession.code[who[helps]], size)
    needs = distinct(helped.resident.code, helped.need.code, size)
    columns = {
        "residents": 1,
        "needs": _known(needs, np.ones(size, dtype=bool), needs),
        "people": IntegerArray(near.people, near.unknown),
        "several": IntegerArray(near.several, near.unknown),
        "groups": _known(actors(helps & ~person), came, actors(helps)),
        "professions": _known(professions, came, professions),
        "organisations": of_contacts(organisations(hood)),
        "products": of_contacts(coded(hood, "contacts", "product"), log.row),
        "funding_streams": of_contacts(coded(hood, "contacts", "law"), log.row),
        "helpers": _known(helpers, np.zeros(size, dtype=bool), helpers),
        "contact_point": contact_point(hood),
        "unknown": nobody if len(log.row) else pd.NA,
    }
    return pd.DataFrame(columns, index=helped.resident.names.index.rename("resident"))


def _known(count: np.ndarray, came: np.ndarray, said: np.ndarray) -> IntegerArray:
    """Make a count missing where nothing is said."""
    return IntegerArray(count, unsaid(came, said))


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
