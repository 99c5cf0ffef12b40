"""What moves free and cost, in hours and in euros."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ecosystem.measure.meetings import meeting_hours
from ecosystem.measure.supply import supply
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.listing.wording import caveat
from ecosystem.propose.staff.kept_teams import with_kept_teams
from ecosystem.propose.training_plan import training_plan
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tied
from ecosystem.tables.problems import MissingTable

DAY = 8
"""Hours of a day of learning."""
WEEKS = 52
"""Of a year."""
UNKNOWN = "unknown"
"""The profession of whom none is known."""
TOTAL = "total"


def business_case(
    hood: Neighbourhood, moves: pd.DataFrame, *, lang: Language = "en"
) -> pd.DataFrame:
    """
    Set the hours that moves free in a year against the days it takes to learn.

    Hours of help are what `staffing` gives people to do now, minus what it gives them after:
    what one profession no longer does, another often does more of, so they add up to about
    nothing. Residents who need as many people after the moves as now keep theirs, if there are
    hours for it. Hours of a tie
    are shared equally by the two, those of a meeting are of each who sits in it. What an hour
    costs is the figure of the last year that `tariffs` has for the profession; a day of
    learning is eight hours.

    Parameters
    ----------
    hood
        The neighbourhood now, before any move.
    moves
        Rows of a table of `propose`, any of them; those that exclude each other do not both
        count.
    lang
        Language of the note, `en` or `nl`.

    Returns
    -------
    business_case
        One row per profession with any of these, by name (`unknown` where none is known), then
        `total`, indexed by `profession`: `help`, `meetings`, `ties` and `hours` (freed a year;
        less than nothing where it takes more; `hours` is the three together), `euro` (what
        those hours cost), `no_rate` (those of the hours of which that is unknown), `days` (of
        learning, once), `cost` (euro of those days), `net` (`euro` of the first year minus
        `cost`) and `note`. Missing: hours of help where nothing says who needs what, euros
        without a tariff, days that `teachable` does not tell; the total adds up what is known.

    References
    ----------
    The note is that of `caveat`.

    Examples
    --------
    >>> stop = {"move": "stop_tie", "who": "gp", "to": "social"}
    >>> business_case(street, pd.DataFrame([stop]))[["help", "ties", "hours", "euro"]]
                   help  ties  hours  euro
    profession
    gp              0.0  36.0   36.0  <NA>
    social_worker   0.0  36.0   36.0  <NA>
    total           0.0  72.0   72.0  <NA>
    """
    after = what_if(hood, moves)
    freed = {name: _freed(hood, after, count) for name, count in _HOURS.items()}
    plan = training_plan(hood, moves)
    learns = plan["profession"].fillna(UNKNOWN)
    days = plan["days"].groupby(learns).agg(lambda each: each.sum(skipna=False))
    frame = pd.DataFrame(freed | {"days": days}).astype("Float64").rename_axis("profession")
    frame = frame.sort_index()
    for name, hours in freed.items():
        frame[name] = frame[name] if hours is None else frame[name].fillna(0)
    frame.loc[~frame.index.isin(learns), "days"] = 0
    frame["hours"] = frame[list(_HOURS)].sum(axis=1, min_count=1)
    rate = _rates(hood).reindex(frame.index)
    frame["euro"] = frame["hours"] * rate
    frame["no_rate"] = frame["hours"].where(rate.isna(), 0)
    frame["cost"] = (frame["days"] * DAY * rate).mask(frame["days"] == 0, 0)
    whole = frame.sum(min_count=1).to_frame(TOTAL).T.astype("Float64")
    some = frame[[*_HOURS, "days"]].round(6).ne(0).fillna(value=False).any(axis=1)
    table = pd.concat([frame[some | frame.index.isin(learns)], whole]).rename_axis("profession")
    table["net"] = table["euro"] - table["cost"]
    note = pd.Series([None] * (len(table) - 1) + [caveat(lang)], table.index, dtype="str")
    order = [*_HOURS, "hours", "euro", "no_rate", "days", "cost", "net"]
    return table[order].round(6).assign(note=note)


def _freed(
    hood: Neighbourhood, after: Neighbourhood, count: Callable[..., tuple[pd.Series, pd.Series]]
) -> pd.Series | None:
    """Hours a year, by profession, that there were and no longer are; None where unknown."""
    try:
        now, then = count(hood, after)
    except MissingTable:
        return None
    return now.sub(then, fill_value=0)


def _help(hood: Neighbourhood, after: Neighbourhood) -> tuple[pd.Series, pd.Series]:
    now, then = (
        teams["hours"].groupby(teams["profession"].replace("", UNKNOWN)).sum() * WEEKS
        for teams in with_kept_teams(hood, after)
    )
    return now, then


def _meetings(hood: Neighbourhood) -> pd.Series:
    each = meeting_hours(hood)
    seats = hood.attendance.drop_duplicates(["meeting", "actor"])
    hours = seats["meeting"].map(each["hours"] / each["members"]).astype("Float64")
    return hours.groupby(_profession(hood, seats["actor"])).sum()


def _ties(hood: Neighbourhood) -> pd.Series:
    hood.need("ties", for_what="Hours of ties")
    ends = tied(hood).melt("hours", ["actor", "partner"], value_name="one")
    return (ends["hours"] * 12 / 2).groupby(_profession(hood, ends["one"])).sum()


def _profession(hood: Neighbourhood, actors: pd.Series) -> pd.Series:
    return actors.map(supply(hood)["profession"]).astype("str").fillna(UNKNOWN)


def _rates(hood: Neighbourhood) -> pd.Series:
    """Euro an hour by profession, of the last year."""
    known = hood.tariffs[hood.tariffs["product"].isna()].dropna(subset=["profession"])
    last = known.sort_values(["profession", "year", "euro"], na_position="first")
    return last.groupby("profession")["euro"].last().astype("Float64")


_HOURS: dict[str, Callable[..., tuple[pd.Series, pd.Series]]] = {
    "help": _help,
    "meetings": lambda hood, after: (_meetings(hood), _meetings(after)),
    "ties": lambda hood, after: (_ties(hood), _ties(after)),
}
