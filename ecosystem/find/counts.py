"""How many findings there are of each kind, for who looks at many neighbourhoods at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ecosystem.find.searches import searches
from ecosystem.tables.columns import known
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

_TRAVEL = ("contacts.request", "contacts.start", "contacts.actor")
_COORDINATES = ("ties", "contacts.actor|competences", "contacts|requests|profiles")
_WEIGHT = ("contacts.actor", "contacts.need", "competences.need", "actors.step")
RESTS_ON = {
    "uncovered": ("competences",),
    "no_backup": ("competences.need", "needs.critical"),
    "hours_short": ("competences.need", "actors.hours"),
    "fragile": ("competences.need",),
    **dict.fromkeys(["missing_tie", "missing_bridge"], _COORDINATES),
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
    "idle_tie": ("ties.actor", *_COORDINATES),
    "substitutable": ("competences.need", "ties.actor"),
    "same_offer": ("competences.need",),
}
"""Tables that have to be there, and columns with a value, to look for a kind of finding."""


def find_counts(hood: Neighbourhood) -> tuple[dict[str, int], dict[str, str | Exception]]:
    """
    Count the findings of each kind, by the searches of `find` and without words.

    All there are: `find` names the first few of many.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    counts, why_not
        By kind: how many there are; and, of a kind that is not in `counts`, what is not there
        to look for it: a table, a table and its column, or tables joined by `|` of which one
        would do. If a search breaks, that is the error, and the other kinds go on. Of the kinds
        `substitutable` and `same_offer` there is one: the other is not asked.

    Examples
    --------
    >>> counts, why_not = find_counts(street)
    >>> counts["uncovered"], why_not["no_backup"], why_not["loop"]
    (1, 'needs.critical', 'contacts')
    """
    alike = "same_offer" if "ties" in hood.tables else "substitutable"
    named = {one for places in RESTS_ON.values() for place in places for one in place.split("|")}
    absent = {place: _absent(hood, place) for place in named}
    lacks = {kind: _lacking(places, absent) for kind, places in RESTS_ON.items() if kind != alike}
    why_not: dict[str, str | Exception] = {kind: what for kind, what in lacks.items() if what}
    counts: dict[str, int] = {}
    for kinds, search in searches(hood).items():
        asked = [kind for kind in kinds if lacks.get(kind) == ""]
        if not asked:
            continue
        try:
            found = search().counts
        except MissingTable:
            why_not |= {kind: RESTS_ON[kind][-1] for kind in asked}
        except Exception as error:  # noqa: BLE001 (the other kinds go on)
            why_not |= dict.fromkeys(asked, error)
        else:
            counts |= {kind: found.get(kind, 0) for kind in asked}
    return counts, why_not


def _lacking(places: Sequence[str], absent: Mapping[str, str]) -> str:
    """Name the first that is not there of tables and columns; of those joined by | one will do."""
    for place in places:
        lacks = [absent[one] for one in place.split("|")]
        if all(lacks):
            return "|".join(lacks)
    return ""


def _absent(hood: Neighbourhood, place: str) -> str:
    table, _, column = place.partition(".")
    if table not in hood.tables:
        return table
    return place if column and not known(hood, table, column).any() else ""
