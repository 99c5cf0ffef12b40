"""How many findings of each kind there are."""

from __future__ import annotations

from collections.abc import Iterator

from ecosystem.find import detours, fragile, gaps, heavy, overlaps, push
from ecosystem.find.findings import Search
from ecosystem.tables.neighbourhood import Neighbourhood

ALL = 1_000_000
"""More than there can be: nothing is left out of a count."""
NEEDS = {
    ("uncovered", "hours_short"): "competences",
    ("missing_tie", "missing_bridge"): "ties contacts|competences",
    ("idle_tie",): "ties contacts|competences",
    ("contained_meeting",): "attendance",
    ("substitutable",): "competences ties",
    ("no_backup", "fragile"): "competences",
    ("bridge",): "ties",
    ("heavier",): "contacts competences",
    ("unused_offer",): "contacts competences",
    ("pushed_meeting",): "meetings|attendance",
    ("no_contact_point",): "contacts",
    ("long_path",): "contacts",
    ("skippable_link", "loop", "unreasoned_handover"): "contacts",
    ("long_wait",): "contacts",
}
"""The kinds that each search finds, in the order of `searches`, and the tables it needs."""
SAME_OFFER = "same_offer"
"""Found in the place of `substitutable` where there are no ties."""


def searches(hood: Neighbourhood) -> Iterator[tuple[tuple[str, ...], str, Search]]:
    """
    Give every search, with the kinds that it finds and the tables that it needs.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Yields
    ------
    kinds, tables, search
        In no order that matters.
    """
    every = (
        *gaps.searches(hood, most=ALL),
        *overlaps.searches(hood, most=ALL),
        *fragile.searches(hood),
        *heavy.searches(hood, most=ALL),
        *push.searches(hood),
        *detours.searches(hood, most=ALL),
    )
    for (kinds, tables), search in zip(NEEDS.items(), every, strict=True):
        if kinds == ("substitutable",) and "ties" not in hood.tables:
            yield (SAME_OFFER,), "competences", search
        else:
            yield kinds, tables, search
