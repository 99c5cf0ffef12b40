"""How many findings there are of each kind, for who looks at many neighbourhoods at once."""

from __future__ import annotations

import pandas as pd

from ecosystem.find.because import KINDS
from ecosystem.find.searches import searches
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

_TRAVEL = ("contacts.request", "contacts.start", "contacts.actor")
_WEIGHT = ("contacts.actor", "contacts.need", "competences.need", "actors.step")
RESTS_ON = {
    "uncovered": ("competences",),
    "no_backup": ("competences.need", "needs.critical"),
    "hours_short": ("competences.need", "actors.hours"),
    "fragile": ("competences.need",),
    "bridge": ("ties.actor",),
    "heavier": _WEIGHT,
    "unused_offer": _WEIGHT,
    "no_contact_point": ("contacts.request", "contacts.actor", "requests.complexity"),
    "long_path": ("contacts.request", "contacts.actor", "requests.complexity", "requests.need"),
    "skippable_link": (*_TRAVEL, "competences.need"),
    "loop": _TRAVEL,
    "unreasoned_handover": (*_TRAVEL, "contacts.reason"),
    "long_wait": _TRAVEL,
    "contained_meeting": ("attendance.actor",),
    "pushed_meeting": ("meetings.requested_by",),
    "idle_tie": ("ties.actor",),
    "substitutable": ("competences.need", "ties.actor"),
    "same_offer": ("competences.need",),
}
"""Tables that have to be there, and columns with a value, to look for a kind of finding."""


def find_counts(hood: Neighbourhood) -> pd.DataFrame:
    """
    Count the findings of each kind, by the searches of `find` and without words.

    All there are: `find` names the first few of many.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    find_counts
        One row per kind, under `finding`, in the order of `find`: `findings` (how many; missing
        where it cannot be looked for) and `why_not` (the table or column that is missing for
        it; empty where it was looked for).

    Examples
    --------
    >>> find_counts(street).head(3)
                 findings                why_not
    finding
    uncovered           1
    no_backup        <NA>  needs has no critical
    hours_short         0
    """
    why_not = {kind: _lacking(hood, kind) for kind in KINDS}
    counts: dict[str, int] = {}
    for kinds, search in searches(hood).items():
        able = [kind for kind in kinds if not why_not[kind]]
        if not able:
            continue
        try:
            found = search().drop_duplicates(["finding", "subject", "needs"])["finding"]
        except MissingTable as error:
            why_not |= dict.fromkeys(able, str(error).split(",")[0])
            continue
        counts |= {kind: int((found == kind).sum()) for kind in able}
    return pd.DataFrame(
        {
            "findings": pd.Series([counts.get(kind) for kind in KINDS], dtype="Int64"),
            "why_not": pd.Series([why_not[kind] for kind in KINDS], dtype="str"),
        }
    ).set_axis(pd.Index(KINDS, dtype="str", name="finding"))


def _lacking(hood: Neighbourhood, kind: str) -> str:
    """Name the first table or column without which a kind cannot be looked for."""
    if kind == "same_offer" and "ties" in hood.tables:
        return "ties say who is substitutable"
    for place in RESTS_ON.get(kind, ()):
        table, _, column = place.partition(".")
        if table not in hood.tables:
            return f"no {table}"
        if column and not hood.tables[table][column].notna().any():
            return f"{table} has no {column}"
    return ""
