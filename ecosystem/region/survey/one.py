"""The one function of one neighbourhood: its row of the survey."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from ecosystem.find.because import KINDS
from ecosystem.find.counts import find_counts
from ecosystem.protect.over_residents import BESIDE, COUNTS, HOURS, OVER, SPREAD
from ecosystem.region.survey import of_actors, of_residents
from ecosystem.region.survey.beside import beside_own_tables
from ecosystem.region.survey.headlines import (
    FINDINGS,
    PROFILE,
    lacking,
    rests_on,
    tells_of_residents,
)
from ecosystem.region.survey.of_place import NEEDS, place, profile
from ecosystem.region.survey.of_residents import UNKNOWN, Figures
from ecosystem.region.survey.told import said, where
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable, TableError

PARTS: dict[Callable[[Neighbourhood], Figures], tuple[str, ...]] = {
    of_residents.residents: ("residents",),
    of_residents.requests: ("requests",),
    of_actors.people: ("professionals", "informal_helpers"),
    of_residents.involved: ("people_a_resident", "people_involved", "practice_share"),
    of_residents.hours: (HOURS,),
    of_residents.fewest_people: (
        *("fewest_people", "fewest_a_resident"),
        *("people_today_of_fewest", "excess_a_resident"),
    ),
    of_residents.constancy: ("upc", "coc", "handovers_a_resident"),
    of_residents.travel: (
        *("lead_time_days", "waiting_days", "links_a_request"),
        *("loops_a_request", "first_time_right"),
    ),
    of_residents.contact_point: ("contact_point",),
    of_residents.weight: ("heavier_share",),
    of_actors.met: ("meeting_hours_month", "meeting_hours_a_professional"),
    of_actors.pushed: ("push_share",),
    of_actors.reach: ("informal_reach",),
    of_actors.ties: ("professional_ties", "ties_a_professional"),
    of_actors.mixed: ("ei_index",),
    of_actors.wanted: ("needs", "uncovered_needs", "fragile_needs", "hours_short_week"),
    of_actors.generalist: ("broadest_generalist",),
    of_actors.outcomes: ("outcome_residents", "outcome_informal", "outcome_professionals"),
}
"""What is worked out together, and the headline measures that come of it."""
OF_RESIDENTS = {*COUNTS, *OVER}
"""Measures over residents: where these are written down and it is known of none, of 0."""
Row = dict[str, Any]
FAILED = "failed"


def surveyed(hood: Neighbourhood, asked: Sequence[str], *, lang: Language = "en") -> Row:
    """
    Survey one neighbourhood.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    asked
        Names of headline measures, `findings`, `profile`; nothing else is computed.
    lang
        Language of `unknown`, `en` or `nl`.

    Returns
    -------
    surveyed
        What its row of the survey says, by column, floats rounded to 6.

    Examples
    --------
    >>> row = surveyed(street, ["uncovered_needs", "upc"])
    >>> row["uncovered_needs"], row["uncovered_needs_of"], row["unknown"]
    (1, 2, 'upc: no contacts')
    """
    row, why = _figures(hood, asked, lang)
    for part, wanted in ((_counted, FINDINGS), (_profiled, PROFILE)):
        if wanted in asked:
            more, because = part(hood, lang)
            row |= more
            why |= because
    if tells_of_residents(asked):
        try:
            row[BESIDE] = int(beside_own_tables(hood, row))
        except Exception as error:  # noqa: BLE001 (the measures stand, and are not shared)
            why[BESIDE] = said("broke", lang, error=where(error))
    row = {name: _plain(value) for name, value in (place(hood) | row).items()}
    told = "; ".join(f"{name}: {reason}" for name, reason in why.items())
    return row | {"unknown": told or None}


def row_of(
    read: Callable[[str], Neighbourhood], code: str, wanted: Sequence[str], lang: Language
) -> Row:
    """
    Survey the neighbourhood with a code, whatever happens.

    Parameters
    ----------
    read
        Gives the neighbourhood with a code.
    code
        Of one of them.
    wanted
        What is asked for, as `asked` gives it.
    lang
        Language of what it says.

    Returns
    -------
    row
        By column; of one that fails also `failed`, and no more.
    """
    try:
        row = surveyed(read(code), wanted, lang=lang)
    except TableError as error:
        row = failure("unreadable", error, lang)
    except Exception as error:  # noqa: BLE001 (whatever it is, the others go on)
        row = failure(FAILED, error, lang)
    return row


def failure(key: str, error: Exception, lang: Language) -> Row:
    """Say why a neighbourhood failed."""
    return {FAILED: said(key, lang, error=where(error))}


def _figures(hood: Neighbourhood, asked: Sequence[str], lang: Language) -> tuple[Row, Row]:
    found: Figures = {}
    why: dict[str, str] = {}
    for part, names in PARTS.items():
        if {*names} & {*asked}:
            try:
                found |= part(hood)
            except MissingTable:
                continue
            except Exception as error:  # noqa: BLE001 (the other measures go on)
                why |= dict.fromkeys(names, said("broke", lang, error=where(error)))
    row: Row = {}
    told: dict[str, str] = {}
    for name, tables in rests_on().items():
        if name not in asked:
            continue
        row[name], row[f"{name}_of"] = found.get(name, UNKNOWN)
        if name == HOURS:
            row[SPREAD], _ = found.get(SPREAD, UNKNOWN)
        if pd.isna(row[name]):
            told[name] = why.get(name) or _missing(hood, tables, lang)
            if name in OF_RESIDENTS and name not in why and not lacking(hood, tables):
                row[f"{name}_of"] = 0
    return row, told


def _counted(hood: Neighbourhood, lang: Language) -> tuple[Row, Row]:
    """Count the findings of each kind."""
    counts, lacks = find_counts(hood)
    why = {
        f"{FINDINGS}_{kind}": said("broke", lang, error=where(what))
        if isinstance(what, Exception)
        else said("lacking", lang, tables=said("lacking_or", lang).join(what.split("|")))
        for kind, what in lacks.items()
    }
    return {f"{FINDINGS}_{kind}": counts.get(kind, pd.NA) for kind in KINDS}, why


def _profiled(hood: Neighbourhood, lang: Language) -> tuple[Row, Row]:
    try:
        row = profile(hood)
    except Exception as error:  # noqa: BLE001 (the measures stand)
        return {}, {PROFILE: said("broke", lang, error=where(error))}
    if pd.isna(row[NEEDS[0]]):
        tables = "profiles|contacts|requests"
        nobody = pd.NA if lacking(hood, tables) else 0
        return row | {NEEDS[1]: nobody}, {NEEDS[0]: _missing(hood, tables, lang)}
    return row, {}


def _missing(hood: Neighbourhood, tables: str, lang: Language) -> str:
    lacks = lacking(hood, tables)
    if not lacks:
        return said("nothing", lang)
    return said("lacking", lang, tables=said("lacking_or", lang).join(lacks))


def _plain(value: Any) -> Any:
    """Round, and give a value that is the same wherever it was made."""
    if pd.isna(value):
        return None
    if isinstance(value, str):
        return value
    number = round(float(value), 6)
    return int(number) if number == int(number) and not isinstance(value, float) else number
