"""Moves as they may be shared: who does what, and no figure that was counted over residents."""

from __future__ import annotations

import pandas as pd

from ecosystem.protect.counts import ranked, shown
from ecosystem.protect.persons import INFORMAL, everybody, listed, once, rename_listed, renamed
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood

MEETINGS = ("merge_meetings", "stop_meeting")
"""Kinds whose `what` is a meeting."""
KINDS = (
    "learn",
    "exchange",
    "consult",
    *MEETINGS,
    "stop_tie",
    "release",
    "shorten",
    "name_contact_point",
    "meet",
)
"""Kinds of move, in the order in which they are listed where nothing else tells them apart."""
OWN_HOURS = (*MEETINGS, "stop_tie", "meet")
"""Kinds whose hours are those of a meeting or a tie: no resident is in them."""
COLUMNS = (
    "move",
    "who",
    "what",
    "to",
    "people_saved",
    "hours_saved",
    "people_together",
    "hours_together",
    "residents",
    "fewer_today",
    "asked_by",
    "because",
    "risk",
    "undo",
    "days",
    "instead_of",
    "fragile",
    "full",
)
"""Columns of a move that may leave the house."""
_OVER_RESIDENTS = ("people_saved", "people_together", "fewer_today")


SHARED = "shared"
"""Column of `with_shared_numbers`: the number under which a move is shared."""


def numbered(moves: pd.DataFrame) -> pd.DataFrame:
    """Keep the columns that may leave, all of them there, with the number as a column."""
    rows = moves.set_index("number") if "number" in moves else moves
    rows = rows.reindex(columns=[*COLUMNS, *([SHARED] if SHARED in rows else [])])
    return rows.rename_axis("number").reset_index()


def said_in(moves: pd.DataFrame) -> set[str]:
    """Name who does something in moves, and with whom; and meetings that others merge with."""
    return listed(moves["who"]) | listed(moves["to"])


def shareable(moves: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """
    Take out of moves what was counted over residents, and whom they are about by name.

    What professionals fewer come, is counted with every resident exactly, small groups
    included; so it stays in the house, and so do the order it gives, who has no hour to spare,
    what hangs on one, and who asked for help. Hours stay of meetings and ties, in which no
    resident is. Sentences are left empty, to be worded again.

    Parameters
    ----------
    moves
        What `numbered` gives.
    names
        The shareable id of each actor, as `persons.renamed` gives.

    Returns
    -------
    shareable
        The same columns, by kind, then most hours, most residents as they are shown, fewest
        days, and who; numbered again from 1, or as `with_shared_numbers` did, and `instead_of` by
        those numbers (missing where that move was not handed in).
    """
    rows = _taken_out(moves, names)
    rows = rows.loc[_order(rows)].reset_index(drop=True)
    own = rows.pop(SHARED) if SHARED in rows else pd.Series(range(1, len(rows) + 1))
    new = dict(zip(rows["number"], own, strict=True))
    instead = rows["instead_of"].map(new).astype("Int64")
    rows = rows.assign(number=own.astype("int64"), instead_of=instead)
    counts = rows["hours_saved"].where(rows["instead_of"].isna()).fillna(0)
    rows["hours_together"] = counts.cumsum().round(6)
    return rows


def with_shared_numbers(
    hood: Neighbourhood, moves: pd.DataFrame, *, lang: Language = "en"
) -> pd.DataFrame:
    """
    Tell under which number each move is shared: some rows of the table then keep theirs.

    What is shared stands in an order of its own, as the order of `propose` is counted over
    residents one by one.

    Parameters
    ----------
    hood
        A checked neighbourhood; it stays as it was.
    moves
        A whole table of `propose`.
    lang
        Language of the labels, `en` or `nl`.

    Returns
    -------
    with_shared_numbers
        The same table with a column `shared`, which itself does not leave.

    Examples
    --------
    >>> with_shared_numbers(street, eco.propose(street))[["move", "shared"]]
                      move  shared
    number
    1             stop_tie       2
    2       merge_meetings       1
    """
    who = renamed(everybody(hood, said=said_in(moves)), lang)
    rows = _taken_out(numbered(moves), who)
    numbers = rows["number"].loc[_order(rows)]
    shared = pd.Series(range(1, len(rows) + 1), index=numbers.to_numpy(), dtype="int64")
    return moves.assign(**{SHARED: shared.reindex(moves.index)})


def _taken_out(moves: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Take out what may not be shared; the order and the numbers are still their own."""
    rows = moves.copy()
    every = pd.Series(data=True, index=rows.index)
    rows["who"] = rename_listed(rows["who"], names, every)
    rows["to"] = rename_listed(rows["to"], names, ~rows["move"].isin(MEETINGS))
    meets = rows["move"].isin(MEETINGS)
    rows["who"] = rows["who"].where(~meets, once(rows["who"]))
    informal = (rows["who"] + "|" + rows["to"]).str.split("|").map(lambda ids: INFORMAL in ids)
    own = rows["move"].isin(OWN_HOURS) & ~informal.astype(bool)
    rows["hours_saved"] = rows["hours_saved"].astype("Float64").where(own)
    rows["residents"] = shown(rows["residents"])
    rows["asked_by"] = rows["asked_by"].astype("string").where(rows["move"].isin(OWN_HOURS[:3]))
    for name in _OVER_RESIDENTS:
        rows[name] = pd.Series(pd.NA, rows.index, dtype="Int64")
    for name in ("because", "risk", "undo", "fragile", "full"):
        rows[name] = pd.Series("", rows.index, dtype="str")
    return rows


def _order(rows: pd.DataFrame) -> pd.Index:
    """Put them in an order that only what is shown decides."""
    order = {
        "by_kind": rows["move"].map({kind: at for at, kind in enumerate(KINDS)}),
        "by_hours": -rows["hours_saved"].fillna(0),
        "by_residents": -ranked(rows["residents"]),
    }
    by = [*order, "days", "who", "what", "to"]
    return rows.assign(**order).sort_values(by, kind="stable").index
