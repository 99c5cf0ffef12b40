"""Neighbourhoods side by side: now and after, or one plan against another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ecosystem.measure.cases import cases
from ecosystem.measure.coordination import coordination
from ecosystem.measure.coverage import coverage
from ecosystem.measure.fewest import fewest
from ecosystem.measure.meetings import meeting_hours
from ecosystem.propose.listing.wording import SENTENCES
from ecosystem.propose.staff.staffing import staffing
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tied
from ecosystem.tables.problems import MissingTable

Measure = Callable[[Neighbourhood], Any]
"""A number of a neighbourhood; missing or None where it cannot be told."""


def compare(neighbourhoods: Mapping[str, Neighbourhood], *, lang: Language = "en") -> pd.DataFrame:
    """
    Put neighbourhoods side by side, a measure a row.

    What a measure counts is what could be, with the people there are: professionals at the
    door are the fewest that can do it within everybody's hours, not those who came.

    Parameters
    ----------
    neighbourhoods
        Checked neighbourhoods by the name of their column, as `{"now": hood, "after": after}`.
    lang
        Language of the labels, `en` or `nl`.

    Returns
    -------
    compare
        One row per measure, in this order, by `measure`: `residents` (who need something),
        `people` (professionals at the door: over all residents, those each has; see
        `staffing`), `people_a_resident`, `people_at_least` (what `people` cannot go below;
        the same where it is proven), `fewest_alone` (the same sum when every resident has all
        hours, without those of whom a need is uncovered; see `fewest`), `lines` (of
        communication: of k professionals round a resident k(k-1)/2, added up), `uncovered`
        and `fragile` (needs somebody has that nobody, or one only, can meet), `hours_short` (a
        week; at least, see `coverage`), `ties`, `tie_hours` (a month), `gaps` and `idle`
        (pairs; see `coordination`), `meetings`, `meeting_hours` (a year). Columns: `label`,
        one a neighbourhood in the order given and, of two, `change` (the second minus the
        first). Missing where the tables cannot tell.

    Examples
    --------
    >>> after = street.replace(ties=street.ties.iloc[:2])
    >>> compare({"now": street, "after": after}).loc[["ties", "tie_hours"]]
                               label   now  after  change
    measure
    ties                        ties   4.0    1.0    -3.0
    tie_hours  hours of ties a month  12.0    6.0    -6.0
    """
    labels = {name: words[lang] for name, words in SENTENCES["measures"].items()}
    frame = pd.DataFrame({"label": pd.Series(labels, dtype="str")})
    for name, hood in neighbourhoods.items():
        values = {measure: _value(hood, MEASURES[measure]) for measure in labels}
        frame[name] = pd.Series(values, dtype="Float64").round(6)
    if len(neighbourhoods) == 2:
        first, second = neighbourhoods
        frame["change"] = (frame[second] - frame[first]).round(6)
    return frame.rename_axis("measure")


def _value(hood: Neighbourhood, measure: Measure) -> float | None:
    """Measure, or give nothing where a table is missing."""
    try:
        value = measure(hood)
    except MissingTable:
        return None
    return None if pd.isna(value) else float(value)


def _residents(hood: Neighbourhood) -> Any:
    rows = cases(hood)
    return None if rows is None else rows["residents"].sum()


def _a_resident(hood: Neighbourhood) -> Any:
    return staffing(hood).people / residents if (residents := _residents(hood)) else None


def _alone(hood: Neighbourhood) -> Any:
    rows = fewest(hood)
    return (rows["residents"] * rows["fewest"]).sum()


def _lines(hood: Neighbourhood) -> Any:
    teams = staffing(hood).teams.groupby(["case", "team"])
    people, residents = teams["people"].sum(), teams["residents"].first()
    return (residents * people * (people - 1) / 2).sum()


def _able(hood: Neighbourhood, actors: int) -> Any:
    counted = coverage(hood)
    return (counted["actors"].eq(actors) & counted["residents"].ne(0).fillna(value=True)).sum()


def _states(hood: Neighbourhood, state: str) -> Any:
    return coordination(hood)["state"].eq(state).sum()


def _ties(hood: Neighbourhood) -> pd.DataFrame:
    hood.need("ties", for_what="Counting ties")
    return tied(hood)


MEASURES: dict[str, Measure] = {
    "residents": _residents,
    "people": lambda hood: staffing(hood).people,
    "people_a_resident": _a_resident,
    "people_at_least": lambda hood: staffing(hood).bound,
    "fewest_alone": _alone,
    "lines": _lines,
    "uncovered": lambda hood: _able(hood, 0),
    "fragile": lambda hood: _able(hood, 1),
    "hours_short": lambda hood: coverage(hood)["hours_short"].sum(min_count=1),
    "ties": lambda hood: len(_ties(hood)),
    "tie_hours": lambda hood: _ties(hood)["hours"].sum(min_count=1),
    "gaps": lambda hood: _states(hood, "gap"),
    "idle": lambda hood: _states(hood, "carried_by_no_need"),
    "meetings": lambda hood: len(meeting_hours(hood)),
    "meeting_hours": lambda hood: meeting_hours(hood)["hours"].sum(min_count=1),
}
"""How each is measured; labels and order are in the sentences."""
