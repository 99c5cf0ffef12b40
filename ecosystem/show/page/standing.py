"""What stands on a page: moves that save something, and what holds in some resample."""

from __future__ import annotations

import pandas as pd

from ecosystem.propose.robustness import robustness
from ecosystem.protect import OF_NOBODY, Level
from ecosystem.tables.neighbourhood import Neighbourhood

STEPS = 3
"""So many moves stand on a page."""
ROWS = 3
"""Gaps, and things to stop, on a page."""
STOPS = ("contained_meeting", "pushed_meeting", "idle_tie", "same_offer", "substitutable")
"""Kinds of finding that could stop or merge; the others are where it hurts."""
_SAVES = ("people_saved", "hours_saved", "fewer_today")


def chosen(moves: pd.DataFrame) -> pd.DataFrame:
    """
    Choose the moves of a page.

    The first of the table, which saves most people; of another kind, the one that frees most
    hours; then the next of a kind that is not there yet, and after that the next of all. Never
    two of which one takes the place of the other.

    Parameters
    ----------
    moves
        A table of `propose`, or some rows of it; up to three are taken as they are.

    Returns
    -------
    chosen
        Three rows at most, in the order of the table.

    Examples
    --------
    >>> chosen(eco.propose(street))["move"].tolist()
    ['stop_tie', 'merge_meetings']
    """
    if len(moves) <= STEPS:
        return moves
    most = moves.sort_values("hours_saved", ascending=False, kind="stable", na_position="last")
    rounds: list[tuple[pd.DataFrame, bool]] = [(moves, True), (most, True), (moves, True)]
    taken: list[object] = []
    for rows, other in [*rounds, *[(moves, False)] * STEPS]:
        kinds = set(moves.loc[taken, "move"]) if other else set()
        for number, row in rows.iterrows():
            instead = {row["instead_of"], *moves.loc[taken, "instead_of"].dropna()}
            if number in taken or row["move"] in kinds or instead & {*taken, number}:
                continue
            taken.append(number)
            break
        if len(taken) == STEPS:
            break
    return moves[moves.index.isin(taken)]


def standing(hood: Neighbourhood, moves: pd.DataFrame, times: int) -> pd.DataFrame:
    """
    Choose the moves of a page, of those that save something and hold in some resample.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    moves
        A table of `propose`, or some rows of it.
    times
        How many resamples; none when 0, and then all hold.

    Returns
    -------
    standing
        What `chosen` gives of them, with `survives` where that was tried. What holds in none
        gives its place to the next.

    Examples
    --------
    >>> standing(street, eco.propose(street), 3)["move"].tolist()
    ['stop_tie', 'merge_meetings']
    """
    left = moves[(moves.reindex(columns=list(_SAVES)) > 0).fillna(value=False).any(axis=1)]
    left = left.assign(survives=pd.Series(pd.NA, left.index, dtype="Float64"))
    tried: set[object] = set()
    while True:
        taken = chosen(left)
        new = taken[~taken.index.isin(tried)]
        if not times or new.empty:
            return taken
        tried |= set(new.index)
        told = robustness(hood, new, times=times)["survives"]
        left["survives"] = told.reindex(left.index).fillna(left["survives"])
        left = left[_holds(left)]


def tried(hood: Neighbourhood, findings: pd.DataFrame, times: int, level: Level) -> pd.DataFrame:
    """
    Tell how firmly the findings hold that may stand on a page.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    findings
        A table of `find`, or some rows of it.
    times
        How many resamples; none when 0.
    level
        Shared, it is not told of what was counted over residents, and so not tried.

    Returns
    -------
    tried
        The findings with `survives`, of the kinds that come first and hold: three of what could
        stop, and three of the others. It is missing of the rest.

    Examples
    --------
    >>> tried(street, eco.find(street), 3, "shareable")["survives"].tolist()
    [<NA>, 1.0, 0.666667, <NA>]
    """
    if not times:
        return findings
    told = pd.Series(data=True, index=findings.index)
    if level == "shareable":
        told = findings.reindex(columns=["residents", "requests"]).isna().all(axis=1)
        told &= ~findings["finding"].isin(OF_NOBODY)
    findings = findings.assign(survives=pd.Series(pd.NA, findings.index, dtype="Float64"))
    done: set[str] = set()
    while True:
        stays = findings[_holds(findings)]
        stops = stays["finding"].isin(STOPS)
        ahead = [stays.loc[some, "finding"].unique()[:ROWS] for some in (stops, ~stops)]
        new = {str(kind) for kinds in ahead for kind in kinds} - done
        if not new:
            return findings
        done |= new
        rows = findings[findings["finding"].isin(new) & told]
        if len(rows):
            found = robustness(hood, rows, times=times)["survives"]
            findings["survives"] = found.reindex(findings.index).fillna(findings["survives"])


def _holds(rows: pd.DataFrame) -> pd.Series:
    """Tell of each row whether it held in some resample, or was not tried."""
    return rows["survives"].round(2).ne(0).fillna(value=True).astype(bool)
