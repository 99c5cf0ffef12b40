"""Meetings and projects that nobody who needs or gives help asked for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from ecosystem.find.findings import Found, Searches, Spotted, findings, rounded, whatever_can
from ecosystem.measure.last_day import day_of
from ecosystem.measure.pull import PUSH, YEAR, pull_of_meetings
from ecosystem.tables.coded import coded
from ecosystem.tables.columns import moments
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood

KIND = "pushed_meeting"


def find_push(
    hood: Neighbourhood, *, today: str | date | None = None, lang: Language = "en"
) -> pd.DataFrame:
    """
    Find meetings and projects that are pushed, and that nobody is about to look at again.

    Push is a question, not a verdict: prevention and neighbourhood dinners have no single case
    by nature. So a meeting or project with a review date ahead is left in peace until then.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `meetings` or `attendance`.
    today
        The day (as 2026-01-31) from which a review date lies ahead; by default as in `pull`.
        Where it is unknown every date lies ahead.
    lang
        Language of the words.

    Returns
    -------
    findings
        The columns of `find`, ranked alike. Kind: `pushed_meeting` (subject: the meeting or
        project; asked for by a manager, policy or nobody, with no review date or one that has
        passed), `hours` a month, all who take part together (missing where unknown).

    Raises
    ------
    MissingTable
        If there are neither meetings nor attendance.

    Examples
    --------
    >>> asked = street.replace(meetings=street.meetings.assign(requested_by="none"))
    >>> find_push(asked)[["finding", "subject", "needs", "hours"]]
              finding subject needs  hours
    0  pushed_meeting  monday  skin    3.0
    1  pushed_meeting  wounds  skin    1.0
    """
    return findings(hood, whatever_can(searches(hood, today=today)), lang)


def searches(hood: Neighbourhood, *, today: str | date | None = None) -> Searches:
    """Give the searches of `find_push`."""
    return {(KIND,): lambda: _pushed(hood, today)}


def _pushed(hood: Neighbourhood, today: str | date | None) -> Spotted:
    if "attendance" not in hood.tables:
        hood.need("meetings", for_what="Finding what nobody asked for")
    day, review = day_of(hood, today), moments(hood, "meetings", "review").view("datetime64[us]")
    ahead = ~np.isnat(review) & ~(review < day.to_numpy())
    pushed = coded(hood, "meetings", "requested_by").among(PUSH) & ~ahead

    def tell() -> list[Found]:
        rows = pull_of_meetings(hood, today=today)
        rows = rows[rows["subject"].isin(hood.meetings["meeting"][pushed])]
        each = rows[["subject", "need", "hours"]].itertuples(index=False, name=None)
        return [
            Found(KIND, subject, "" if pd.isna(need) else need, hours=rounded(hours / YEAR))
            for subject, need, hours in each
        ]

    return Spotted({KIND: int(np.count_nonzero(pushed))}, tell)
