"""A row a neighbourhood, with every headline figure: in this process, or wherever it is run."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ecosystem.measure.options import checked
from ecosystem.protect import Level
from ecosystem.region.survey.columns import PLACE, table_of
from ecosystem.region.survey.headlines import asked
from ecosystem.region.survey.one import row_of
from ecosystem.region.survey.running import left_out, running
from ecosystem.region.survey.written import place_for, write_survey
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Region
from ecosystem.tables.progress import counted


def survey(
    region: Region,
    *,
    client: Any = None,
    measures: Collection[str] | None = None,
    out: str | Path | None = None,
    level: Level = "shareable",
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Measure each neighbourhood by every headline figure, and count its findings.

    Each is read and measured on its own, so that the region is never in memory. What cannot be
    computed is missing, with its reason; a neighbourhood that fails is a row that says why, and
    the others go on. The same tables give the same bytes, whatever ran it and in whatever order.

    With `client` or `out` it goes by way of files: a region in Parquet is read where it lies, by
    this process or by workers, who must see its folder and the one of the result; any other is
    written to a passing folder first. What workers leave undone is done here.

    Parameters
    ----------
    region
        Neighbourhoods by code.
    client
        Who does the work: any executor of `concurrent.futures` (with processes that start anew,
        and one thread of linear algebra each), or a client of Dask; by default this process.
    measures
        Names of the registry of headline measures, `findings` and `profile`; only what is asked
        is computed. By default all.
    out
        A file to write the survey to (.csv, .parquet or .xlsx), whole or not at all. Until then
        each neighbourhood that is done lies in a folder beside it; a run that was cut off goes
        on from there, with those whose tables, and what is asked of them, are as they were.
    level
        Of what is written to `out`: `shareable` or `internal`, see `protect_survey`. What rests
        on residents is shared where `requests`, `people_a_resident` and `profile` tell over how
        many it is. What comes back is as it was measured.
    lang
        Language of `unknown` and `failed`, `en` or `nl`.

    Returns
    -------
    survey
        One row per `neighbourhood`, by code:

        - of the area `name`, `parent`, `codes`, `year`, `population`, `x` and `y`, as given
        - `residents` (with contacts or requests; without either, those of profiles) and
          `requests`
        - `professionals` and `informal_helpers` (in `actors`: persons and practices; informal
          and collective actors)
        - `people_a_resident` and `people_involved`: professionals round each resident with
          contacts, on average and added up (see `involvement`); `practice_share` of these are
          practices, which may be several
        - `professional_hours_week`: hours of professionals with residents, a week from the first
          day with a contact to the last; missing where one does not say how long it took;
          `professional_hours_week_spread`: 1 where two residents get less than 85 % of them,
          else 0: only then are they shared
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
        - `beside_own_tables`: 1 where what is said over residents may be shared beside the tables
          of the same neighbourhood, 0 where a count of fewer than ten would follow from both
        - `unknown`: what could not be computed and why, as `measure: reason`, joined by `; `
        - `failed`: why the neighbourhood as a whole could not be surveyed; then all else is
          missing. Neither ever holds a value of a table.

    Raises
    ------
    ValueError
        If there is no such measure or language, or the name of `out` ends otherwise.
    TypeError
        If `client` is neither of these.

    Examples
    --------
    >>> region = Region(("street",), lambda code: street, None, None)
    >>> row = survey(region, measures=["upc", "uncovered_needs"]).loc["street"]
    >>> row["uncovered_needs"].item(), row["unknown"]
    (1, 'upc: no contacts')
    """
    checked(lang=lang)
    wanted = asked(measures, lang)
    if client is None and out is None:
        codes = counted(sorted({*region.codes}), "neighbourhoods")
        rows = ({PLACE: code, **row_of(region.read, code, wanted, lang)} for code in codes)
        return table_of(rows, wanted, partial(left_out, region, lang))
    place = None if out is None else place_for(out, lang)
    with running(region, wanted, client=client, out=place, lang=lang) as table:
        if place is not None:
            write_survey(table, place, level=level)
    return table
