"""Everything found, in one table."""

from __future__ import annotations

from contextlib import suppress

import pandas as pd

from ecosystem.find.findings import findings, whatever_can
from ecosystem.find.searches import searches
from ecosystem.measure.options import checked
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

HEAVY, FEW = 3, 1
"""How many of what is heavier, and of detours of each kind, stand among the other findings."""


def find(hood: Neighbourhood, *, most: int = 10, lang: Language = "en") -> pd.DataFrame:
    """
    Find gaps, overlaps, detours and what is fragile: questions for the neighbourhood evening.

    Whatever the tables at hand can answer; what they cannot is left out. More ties are never
    counted as better, and informal help is never what could stop.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    most
        How many to name at most of each kind that is about pairs; of needs with heavier help
        and with light help nearby three each (`find_heavy` has more).
    lang
        Language of `because` and `question`, `en` or `nl`.

    Returns
    -------
    findings
        One row per finding, what weighs most first: by kind (`uncovered`, `no_backup`,
        `hours_short`, `fragile`, `missing_tie`, `missing_bridge`, `bridge`, `heavier`,
        `unused_offer`, `no_contact_point`, `long_path`, `skippable_link`, `loop`,
        `unreasoned_handover`, `long_wait`, `contained_meeting`, `pushed_meeting`, `idle_tie`,
        `substitutable`, `same_offer`; see `find_gaps`, `find_overlaps`, `find_fragile`,
        `find_heavy`, `find_push`, and `find_detours`, of which one of a kind is here), then
        most residents, most hours, longest wait, and by id.
        `finding` is the kind; `subject` whom it is about (ids of actors or meetings joined by
        `|`, empty where nobody); `needs` (ids joined by `|`, empty where none); `residents` it
        concerns (missing where unknown); `hours` (a month, missing where unknown); `because`
        why; `survives` (share of resamples in which it stays; missing until that is asked);
        `question` to discuss; `theme` (the domain its needs have in common; else missing);
        `requests` it is about, `wait` (seconds that each of them waits there, on average) and
        `wait_of` (of how many of them that is known; all three of detours, else missing).

    Raises
    ------
    ValueError
        If `most` is not a whole number of at least 1.

    Examples
    --------
    >>> find(street)[["finding", "subject", "residents", "hours"]]
                 finding               subject  residents  hours
    0          uncovered                                2   13.0
    1             bridge  nurse|choir|daughter       <NA>   <NA>
    2  contained_meeting         wounds|monday       <NA>    1.0
    3           idle_tie             gp|social       <NA>    6.0
    """
    checked(most=most, lang=lang)
    every = searches(hood, most=most, heavy_most=HEAVY, detours_most=min(most, FEW))
    found = []
    with suppress(MissingTable):
        found = whatever_can(every)
    return findings(hood, found, lang)
