"""Whether a move can be made in a neighbourhood."""

from __future__ import annotations

from collections.abc import Collection

from ecosystem.measure.eligible import may_by_profession
from ecosystem.measure.supply import supply
from ecosystem.propose.carry_out.steps import Move
from ecosystem.protect.moves import MEETINGS
from ecosystem.tables.names import near
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood, some
from ecosystem.tables.pairs import tied
from ecosystem.tables.remember import remember

_ASKS = {
    "learn": ("who", "what"),
    "release": ("who", "what"),
    "exchange": ("who", "what", "to"),
    "consult": ("who", "what", "to"),
    "merge_meetings": ("what", "to"),
    "stop_meeting": ("what",),
    "stop_tie": ("who", "to"),
    "shorten": ("who", "what", "to"),
    "name_contact_point": ("who", "what"),
    "meet": ("who", "to"),
}
"""What may not be left out of each kind of move."""


def check(hood: Neighbourhood, move: Move) -> None:
    """
    Raise unless a move can be made here.

    Everybody, every need and every meeting in it is known; what stops is there, and who must keep
    doing it does one of those needs; what takes two has two, and who are to meet do not meet yet;
    a tie that is added costs hours, if any; nobody learns what is reserved for others; and
    informal or collective help neither stops nor learns.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    move
        A move, taken apart.

    Raises
    ------
    ValueError
        Which move does not fit, and what would be right.

    Examples
    --------
    >>> check(street, Move(1, "stop_tie", (("gp", "", "nurze"),), None))
    Traceback (most recent call last):
    ValueError: Move 1 (stop_tie): 'nurze' is not an actor of street; did you mean 'nurse'?
    """
    for step in move.steps:
        parts = dict(zip(("who", "what", "to"), step, strict=True))
        for name in _ASKS[move.kind]:
            if not parts[name]:
                raise _wrong(move, f"nothing stands in {name!r}, which it cannot do without.")
        one, what, to = step
        if move.kind in MEETINGS:
            meetings = {*hood.meetings["meeting"], *hood.attendance["meeting"]}
            _known(move, [what, to], meetings, f"a meeting of {hood.code}")
            _two(move, what, to)
            _whose(hood, move, what)
            continue
        _known(move, [one, to], supply(hood).index, f"an actor of {hood.code}")
        _two(move, one, to)
        _known(move, what.split("|"), remember(hood, in_use), f"a need of {hood.code}")
        _stops(hood, move, one, what, to)
        _stays(hood, move, one, to)
        _starts(hood, move, one, what, to)


def _known(move: Move, ids: Collection[str], known: Collection[str], what: str) -> None:
    for own in ids:
        if own and own not in known:
            guess = near([own], known).get(own)
            right = f"did you mean {guess!r}?" if guess else f"there are: {_few(known)}."
            raise _wrong(move, f"{own!r} is not {what}; {right}")


def _two(move: Move, one: str, other: str) -> None:
    """Check that nothing is handed to, merged with or tied to itself, or tied for hours saved."""
    if one == other and "to" in _ASKS[move.kind]:
        raise _wrong(move, f"{one!r} stands on both sides; it takes two.")
    if move.kind in ("consult", "meet") and (move.hours or 0) < 0:
        raise _wrong(move, "a tie that is added costs hours: hours_saved is less than 0, or empty.")


def _whose(hood: Neighbourhood, move: Move, meeting: str) -> None:
    """Check that a meeting that stops is not one of informal and collective helpers alone."""
    sits = hood.attendance.loc[hood.attendance["meeting"] == meeting, "actor"]
    if move.kind == "stop_meeting" and not supply(hood)["professional"][sits].any():
        raise _wrong(move, f"no professional is known to sit in {meeting!r}, which never stops.")


def _stops(hood: Neighbourhood, move: Move, one: str, what: str, to: str) -> None:
    """Check what stops: it is there, and it is not informal help."""
    stops = {"release": [one], "exchange": [one], "stop_tie": [one, to], "shorten": [one]}.get(
        move.kind, []
    )
    for actor in stops:
        if not supply(hood)["professional"][actor]:
            raise _wrong(move, f"{actor!r} is informal or collective help, which never stops.")
    if move.kind in ("release", "exchange"):
        can = hood.competences
        does = set(can["need"][can["actor"] == one])
        if what not in does:
            raise _wrong(move, f"{one!r} does not do {what!r}; what it does: {_few(does)}.")
    if move.kind == "stop_tie":
        pairs = set(tied(hood)[["actor", "partner"]].itertuples(index=False, name=None))
        if (min(one, to), max(one, to)) not in pairs:
            raise _wrong(move, f"{one!r} and {to!r} have no tie in {hood.code}.")


def _stays(hood: Neighbourhood, move: Move, one: str, to: str) -> None:
    """Check who must keep doing what is released, and who are to meet."""
    if move.kind == "release" and to:
        does = set(hood.competences.query("actor == @to")["need"])
        needs = {need for _, need, other in move.steps if other == to}
        if not needs & does:
            raise _wrong(move, f"{to!r} cannot keep doing {_few(needs)}: it does {_few(does)}.")
    if move.kind == "meet":
        meets = hood.ties[hood.ties["relation"].eq("meets").fillna(value=False)]
        if {one, to} in [set(pair) for pair in zip(meets["actor"], meets["partner"], strict=True)]:
            raise _wrong(move, f"{one!r} and {to!r} meet already.")


def _starts(hood: Neighbourhood, move: Move, one: str, what: str, to: str) -> None:
    """Check who learns: a professional, and not what is reserved for others."""
    if move.kind not in ("learn", "exchange", "consult"):
        return
    actor = one if move.kind == "learn" else to
    who = supply(hood).loc[actor]
    if not who["professional"]:
        raise _wrong(move, f"{actor!r} is informal or collective help, which takes over no work.")
    if not may_by_profession(hood, [what], [who["profession"]]).all():
        only = hood.needs.set_index("need").loc[what, "reserved"]
        raise _wrong(move, f"{what!r} is reserved for {only}, which {actor!r} is not.")


def _few(ids: Collection[str]) -> str:
    return some(tuple(sorted(ids))) or "none"


def _wrong(move: Move, message: str) -> ValueError:
    return ValueError(f"Move {move.number} ({move.kind}): {message}")
