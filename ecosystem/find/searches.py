"""Every search there is, by the kinds it finds."""

from __future__ import annotations

from ecosystem.find import detours, fragile, gaps, heavy, overlaps, push
from ecosystem.find.findings import Searches
from ecosystem.tables.neighbourhood import Neighbourhood

ALL = 1_000_000
"""More than there can be."""


def searches(
    hood: Neighbourhood, *, most: int = ALL, heavy_most: int = ALL, detours_most: int = ALL
) -> Searches:
    """
    Give every search.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    most, heavy_most, detours_most
        How many to name at most of each kind: of what is about pairs; of what is heavier and
        of light help nearby; of detours.

    Returns
    -------
    searches
        By the kinds it finds, each gives what it spotted or raises `MissingTable`.
    """
    return {
        **gaps.searches(hood, most=most),
        **overlaps.searches(hood, most=most),
        **fragile.searches(hood),
        **heavy.searches(hood, most=heavy_most),
        **push.searches(hood),
        **detours.searches(hood, most=detours_most),
    }
