"""Whether a move can be made in a neighbourhood."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from ecosystem.measure.eligible import may_by_profession
from ecosystem.measure.supply import supply
from ecosystem.propose.carry_out.steps import Move, named
from ecosystem.protect.moves import MEETINGS
from ecosystem.tables.names import near
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood, some
from ecosystem.tables.pairs import tied
from ecosystem.tables.refusals import refusal
from ecosystem.tables.remember import remember

_say = partial(refusal, "ecosystem.propose")
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
                raise _wrong(move, "nothing", name=name)
        one, what, to = step
        if move.kind in MEETINGS:
            meetings = {*hood.meetings["meeting"], *hood.attendance["meeting"]}
            _known(hood, move, [what, to], meetings, "meeting")
            _two(move, what, to)
            _whose(hood, move, what)
            continue
        _known(hood, move, [one, to], supply(hood).index, "actor")
        _two(move, one, to)
        _known(hood, move, what.split("|"), remember(hood, in_use), "need")
        _stops(hood, move, one, what, to)
        _stays(hood, move, one, to)
        _starts(hood, move, one, what, to)


def _known(
    hood: Neighbourhood, move: Move, ids: Collection[str], known: Collection[str], what: str
) -> None:
    for own in ids:
        if own and own not in known:
            guess = near([own], known).get(own)
            right = _say("guess", guess=guess) if guess else _say("there_are", known=_few(known))
            raise _wrong(move, f"no_{what}_of", own=own, code=hood.code, right=right)


def _two(move: Move, one: str, other: str) -> None:
    """Check that nothing is handed to, merged with or tied to itself, or tied for hours saved."""
    if one == other and "to" in _ASKS[move.kind]:
        raise _wrong(move, "both_sides", one=one)
    if move.kind in ("consult", "meet") and (move.hours or 0) < 0:
        raise _wrong(move, "costs_hours")


def _whose(hood: Neighbourhood, move: Move, meeting: str) -> None:
    """Check that a meeting that stops is not one of informal and collective helpers alone."""
    sits = hood.attendance.loc[hood.attendance["meeting"] == meeting, "actor"]
    if move.kind == "stop_meeting" and not supply(hood)["professional"][sits].any():
        raise _wrong(move, "nobody_sits", meeting=meeting)


def _stops(hood: Neighbourhood, move: Move, one: str, what: str, to: str) -> None:
    """Check what stops: it is there, and it is not informal help."""
    stops = {"release": [one], "exchange": [one], "stop_tie": [one, to], "shorten": [one]}.get(
        move.kind, []
    )
    for actor in stops:
        if not supply(hood)["professional"][actor]:
            raise _wrong(move, "informal_stops", actor=actor)
    if move.kind in ("release", "exchange"):
        can = hood.competences
        does = set(can["need"][can["actor"] == one])
        if what not in does:
            raise _wrong(move, "does_not", one=one, what=what, does=_few(does))
    if move.kind == "stop_tie":
        pairs = set(tied(hood)[["actor", "partner"]].itertuples(index=False, name=None))
        if (min(one, to), max(one, to)) not in pairs:
            raise _wrong(move, "no_tie", one=one, to=to, code=hood.code)


def _stays(hood: Neighbourhood, move: Move, one: str, to: str) -> None:
    """Check who must keep doing what is released, and who are to meet."""
    if move.kind == "release" and to:
        does = set(hood.competences.query("actor == @to")["need"])
        needs = {need for _, need, other in move.steps if other == to}
        if not needs & does:
            raise _wrong(move, "cannot_keep", to=to, needs=_few(needs), does=_few(does))
    if move.kind == "meet":
        meets = hood.ties[hood.ties["relation"].eq("meets").fillna(value=False)]
        if {one, to} in [set(pair) for pair in zip(meets["actor"], meets["partner"], strict=True)]:
            raise _wrong(move, "meet_already", one=one, to=to)


def _starts(hood: Neighbourhood, move: Move, one: str, what: str, to: str) -> None:
    """Check who learns: a professional, and not what is reserved for others."""
    if move.kind not in ("learn", "exchange", "consult"):
        return
    actor = one if move.kind == "learn" else to
    who = supply(hood).loc[actor]
    if not who["professional"]:
        raise _wrong(move, "informal_learns", actor=actor)
    if not may_by_profession(hood, [what], [who["profession"]]).all():
        only = hood.needs.set_index("need").loc[what, "reserved"]
        raise _wrong(move, "reserved", what=what, only=only, actor=actor)


def _few(ids: Collection[str]) -> str:
    return some(tuple(sorted(ids))) or _say("nobody")


def _wrong(move: Move, key: str, **filled: object) -> ValueError:
    return ValueError(f"{named(move.number, move.kind)}: {_say(key, **filled)}")
