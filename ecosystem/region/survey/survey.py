"""A row a neighbourhood, with every headline figure: in this process, or wherever it is run."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from ecosystem.find.because import KINDS
from ecosystem.measure.options import checked
from ecosystem.region.survey.headlines import AREA, FINDINGS, PROFILE, TOLD, asked, headlines
from ecosystem.region.survey.of_place import NEEDS
from ecosystem.region.survey.one import Row, surveyed
from ecosystem.region.survey.told import said, where
from ecosystem.tables.needs import vocabulary
from ecosystem.tables.neighbourhood import Region
from ecosystem.tables.problems import Language, TableError
from ecosystem.tables.progress import counted


def survey(
    region: Region, *, measures: Collection[str] | None = None, lang: Language = "en"
) -> pd.DataFrame:
    """
    Measure each neighbourhood by every headline figure, and count its findings.

    Each is read and measured on its own, so that the region is never in memory. What cannot be
    computed is missing, with its reason; a neighbourhood that fails is a row that says why, and
    the others go on.

    Parameters
    ----------
    region
        Neighbourhoods by code.
    measures
        Names of the registry of headline measures, `findings` and `profile`; only what is asked
        is computed. By default all.
    lang
        Language of `unknown` and `failed`, `en` or `nl`.

    Returns
    -------
    survey
        One row per `neighbourhood`, by code:

        - of the area `name`, `parent`, `codes`, `year`, `population`, `x` and `y`, as given
        - `residents` (with contacts or requests; without either, those of profiles)
        - `professionals` and `informal_helpers` (in `actors`: persons and practices; informal
          and collective actors)
        - `people_a_resident` and `people_involved`: professionals round each resident with
          contacts, on average and added up (see `involvement`); `practice_share` of these are
          practices, which may be several
        - `professional_hours_week`: hours of professionals with residents, a week from the first
          day with a contact to the last; missing where one does not say how long it took
        - `fewest_people` and `fewest_a_resident`: the fewest professionals who can do what each
          resident needs, added up and on average (see `fewest`); `people_today_of_fewest`: who
          come now to those of these residents of whom that is known, added up;
          `excess_a_resident`: see `excess`
        - `upc`, `coc`, `handovers_a_resident`: averages of `continuity`, over residents with
          four contacts or more
        - `lead_time_days`, `waiting_days`, `links_a_request`, `loops_a_request` (averages of
          `flow`, over requests) and `first_time_right` (share, of requests that were followed
          long enough)
        - `contact_point`: share of residents whose requests name one and the same
        - `meeting_hours_month` (all members together), `meeting_hours_a_professional` (a month,
          of persons and practices)
        - `push_share`: of the hours of ties, meetings and projects that are pushed or pulled
        - `informal_reach`: share of informal and collective actors from whom ties lead to a
          professional
        - `professional_ties` (pairs, neither informal nor collective), `ties_a_professional`,
          `ei_index` (by layer)
        - `needs` (that somebody has, or may have), `uncovered_needs` and `fragile_needs` (which
          nobody, or one only, can meet), `hours_short_week`; see `coverage`
        - `heavier_share`: of the needs of residents with help, see `right_weight`
        - `broadest_generalist`: the largest share of the needs that residents have which one
          person or practice can meet
        - `outcome_residents`, `outcome_informal`, `outcome_professionals`: what they say, in the
          last year; of several questions the one with most answers, then by name
        - after each of these `<measure>_of`: on how many it rests, see `headlines`
        - `findings_<kind>`: how many there are of each kind of finding, all of them
        - `needs_a_resident`, `needs_a_resident_of` (residents of whom a need is known),
          `share_<domain>` (of those, who have a need in it), `indicator_<name>` (the last year)
        - `unknown`: what could not be computed and why, as `measure: reason`, joined by `; `
        - `failed`: why the neighbourhood as a whole could not be surveyed; then all else is
          missing. Neither ever holds a value of a table.

    Raises
    ------
    ValueError
        If there is no such measure or language.

    Examples
    --------
    >>> region = Region(("street",), lambda code: street, None, None)
    >>> survey(region, measures=["upc", "uncovered_needs"]).iloc[0, 7:12].dropna().to_dict()
    {'uncovered_needs': 1, 'uncovered_needs_of': 2, 'unknown': 'upc: no contacts'}
    """
    checked(lang=lang)
    wanted = asked(measures)
    codes = sorted({*region.codes})
    rows = [row_of(region, code, wanted, lang) for code in counted(codes, "neighbourhoods")]
    return table_of(rows, wanted)


def row_of(region: Region, code: str, wanted: tuple[str, ...], lang: Language) -> Row:
    """
    Survey the neighbourhood with a code, whatever happens.

    Parameters
    ----------
    region
        Neighbourhoods by code.
    code
        Of one of them.
    wanted
        What is asked for, as `asked` gives it.
    lang
        Language of what it says.

    Returns
    -------
    row
        By column, with `neighbourhood`; of one that fails also `failed`, and no more.
    """
    try:
        row = surveyed(region[code], wanted, lang=lang)
    except TableError as error:
        row = {"failed": said("unreadable", lang, error=where(error))}
    except Exception as error:  # noqa: BLE001 (whatever it is, the others go on)
        row = {"failed": said("failed", lang, error=where(error))}
    return {"neighbourhood": code} | row


def table_of(rows: Iterable[Row], wanted: tuple[str, ...]) -> pd.DataFrame:
    """
    Put rows together, in whatever order they came.

    Parameters
    ----------
    rows
        What `row_of` gives.
    wanted
        What was asked for.

    Returns
    -------
    table
        The survey.
    """
    each = sorted(rows, key=lambda row: str(row["neighbourhood"]))
    kinds = _columns(each, wanted)
    columns: dict[str, Any] = {
        name: pd.array([row.get(name) for row in each], dtype=kind) for name, kind in kinds.items()
    }
    index = pd.Index([row["neighbourhood"] for row in each], dtype="str", name="neighbourhood")
    return pd.DataFrame(columns, index=index)


def _columns(rows: list[Row], wanted: tuple[str, ...]) -> dict[str, str]:
    """Give the type of every column, in their order."""
    registry = headlines()
    kinds = dict(AREA)
    for name in wanted:
        if name in registry.index:
            whole = registry.loc[name, "kind"] in ("count", "sum")
            kinds |= {name: "Int64" if whole else "Float64", f"{name}_of": "Int64"}
    if FINDINGS in wanted:
        kinds |= {f"{FINDINGS}_{kind}": "Int64" for kind in KINDS}
    if PROFILE in wanted:
        named = {name for row in rows for name in row}
        domains = {f"share_{name}" for name in vocabulary()["domain"]}
        domains |= {name for name in named if name.startswith("share_")}
        indicators = {name for name in named if name.startswith("indicator_")}
        kinds |= dict(zip(NEEDS, ("Float64", "Int64"), strict=True))
        kinds |= dict.fromkeys([*sorted(domains), *sorted(indicators)], "Float64")
    return kinds | dict.fromkeys(TOLD, "str")
