"""A neighbourhood as it would be when moves were made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from ecosystem.find.paths import leaderless
from ecosystem.propose.carry_out.fits import check
from ecosystem.propose.carry_out.shorten import left_to
from ecosystem.propose.carry_out.steps import Move, made
from ecosystem.propose.staff.units import settled, taught
from ecosystem.tables.neighbourhood import Neighbourhood


def what_if(hood: Neighbourhood, moves: pd.DataFrame) -> Neighbourhood:
    """
    Make the neighbourhood in which these moves were made; the one given stays as it was.

    A move whose `instead_of` is the number of another move that is given, is passed over.
    `learn` adds a competence; it takes the median of the hours of those who can do it.
    `release` takes one away. `exchange` takes it from the one, gives it to the other (who
    learns it where not yet able) and moves the contacts about it along. `consult` gives the
    generalist the competence, and a tie with the specialist who advises. `merge_meetings` ends
    the smaller meeting; its members sit in the larger. `stop_meeting` ends one, `stop_tie` the
    ties of two, `meet` adds one. A tie that is added costs the hours the move announces; without
    a table `ties` none is added. `shorten` leaves the contacts of the one, in simple requests to
    which both come, to the other, who can do all of it. `name_contact_point` names who comes
    most in complex requests about the needs, in which several help and nobody is named. Informal
    help never stops. Of a need that somebody learns or stops with, who does not say what one
    resident takes is first given the median they are reckoned with now: what some stop doing
    makes nobody else slower.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    moves
        Rows of a table of `propose`, any of them: `move`, `who`, `what`, `to`, and
        `hours_saved` and `instead_of` where known; the number is the index, or a column.

    Returns
    -------
    after
        A new neighbourhood; without moves its tables are equal to those given.

    Raises
    ------
    ValueError
        If a move does not fit this neighbourhood, or what the moves before it made of it: which
        one, and what would be right.

    Examples
    --------
    >>> merge = {"move": "merge_meetings", "who": "gp|nurse", "what": "wounds", "to": "monday"}
    >>> after = what_if(street, pd.DataFrame([merge]))
    >>> len(street.meetings), len(after.meetings)
    (2, 1)
    """
    return carried_out(hood, made(moves))


def carried_out(hood: Neighbourhood, moves: Iterable[Move]) -> Neighbourhood:
    """Make the neighbourhood after moves that were read from a table: see `what_if`."""
    after = hood
    for move in moves:
        check(after, move)
        after = _DOES[move.kind](after, move)
    return hood.replace() if after is hood else after


def _learn(hood: Neighbourhood, move: Move) -> Neighbourhood:
    return taught(hood, [([one], what) for one, what, _ in move.steps])


def _release(hood: Neighbourhood, move: Move) -> Neighbourhood:
    can = settled(hood, {what for _, what, _ in move.steps}).competences
    stops = {(one, what) for one, what, _ in move.steps}
    pairs = zip(can["actor"].tolist(), can["need"].tolist(), strict=True)
    stays = [pair not in stops for pair in pairs]
    return _with(hood, competences=can[stays].reset_index(drop=True))


def _exchange(hood: Neighbourhood, move: Move) -> Neighbourhood:
    after = _release(taught(hood, [([to], what) for _, what, to in move.steps]), move)
    contacts = hood.contacts
    takes = {(one, what): to for one, what, to in move.steps}
    moved = _pairs(contacts).isin(list(takes))
    to = pd.Series(_pairs(contacts).map(takes), index=contacts.index, dtype="str")
    employer = hood.actors.set_index("actor")["organisation"]
    contacts["actor"] = contacts["actor"].mask(moved, to)
    contacts["organisation"] = contacts["organisation"].mask(moved, to.map(employer).astype("str"))
    return _with(after, contacts=contacts)


def _consult(hood: Neighbourhood, move: Move) -> Neighbourhood:
    after = taught(hood, [([to], what) for _, what, to in move.steps])
    relation = {"relation": "consults", "hours": move.hours}
    return _tied(
        after,
        [{"actor": to, "partner": one, "need": what} | relation for one, what, to in move.steps],
    )


def _merge_meetings(hood: Neighbourhood, move: Move) -> Neighbourhood:
    ((_, small, large),) = move.steps
    seats = hood.attendance.assign(meeting=hood.attendance["meeting"].replace({small: large}))
    meetings = hood.meetings
    return _with(
        hood,
        attendance=seats.drop_duplicates(["meeting", "actor"], ignore_index=True),
        meetings=meetings[meetings["meeting"] != small].reset_index(drop=True),
    )


def _stop_meeting(hood: Neighbourhood, move: Move) -> Neighbourhood:
    ((_, stops, _),) = move.steps
    left = {
        name: table[table["meeting"] != stops].reset_index(drop=True)
        for name, table in (("meetings", hood.meetings), ("attendance", hood.attendance))
    }
    return _with(hood, **left)


def _stop_tie(hood: Neighbourhood, move: Move) -> Neighbourhood:
    ((one, _, other),) = move.steps
    ties = hood.ties
    both = ties["actor"].isin([one, other]) & ties["partner"].isin([one, other])
    return _with(hood, ties=ties[~both].reset_index(drop=True))


def _meet(hood: Neighbourhood, move: Move) -> Neighbourhood:
    ((one, what, other),) = move.steps
    need = what if "|" not in what and what else None
    tie = {"actor": one, "partner": other, "relation": "meets", "need": need, "hours": move.hours}
    return _tied(hood, [tie])


def _shorten(hood: Neighbourhood, move: Move) -> Neighbourhood:
    ((one, what, to),) = move.steps
    left = left_to(hood, one, what, to)
    employer = hood.actors.set_index("actor")["organisation"].get(to)
    contacts = hood.contacts
    contacts["actor"] = contacts["actor"].mask(left, to)
    contacts["organisation"] = contacts["organisation"].mask(left, employer)
    return _with(hood, contacts=contacts)


def _name_contact_point(hood: Neighbourhood, move: Move) -> Neighbourhood:
    ((one, what, _),) = move.steps
    rows = leaderless(hood).query("open")
    named = rows.loc[(rows["usual"] == one) & rows["need"].isin(what.split("|")), "request"]
    requests = hood.requests
    requests["contact_point"] = requests["contact_point"].mask(requests["request"].isin(named), one)
    return _with(hood, requests=requests)


def _tied(hood: Neighbourhood, ties: Sequence[dict[str, Any]]) -> Neighbourhood:
    return _with(hood, ties=_added(hood.ties, ties))


def _added(table: pd.DataFrame, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Put rows under a table, which keeps its columns and their types."""
    if not rows:
        return table
    more = pd.DataFrame(rows, columns=table.columns).astype(table.dtypes.to_dict())
    return pd.concat([table, more], ignore_index=True)


def _pairs(table: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(table[["actor", "need"]].astype("object"))


def _with(hood: Neighbourhood, **tables: pd.DataFrame) -> Neighbourhood:
    """Put tables in the place of those that were supplied; what is not known stays so."""
    return hood.replace(**{name: tables[name] for name in tables if name in hood.tables})


_DOES: dict[str, Callable[[Neighbourhood, Move], Neighbourhood]] = {
    "learn": _learn,
    "release": _release,
    "exchange": _exchange,
    "consult": _consult,
    "merge_meetings": _merge_meetings,
    "stop_meeting": _stop_meeting,
    "stop_tie": _stop_tie,
    "shorten": _shorten,
    "name_contact_point": _name_contact_point,
    "meet": _meet,
}
