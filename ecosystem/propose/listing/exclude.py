"""Which moves exclude each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecosystem.propose.carry_out.steps import WHOLE, read
from ecosystem.protect.moves import MEETINGS
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

Claim = tuple[str, ...]
"""An actor and a need, two who are tied, or a meeting."""


@dataclass(frozen=True)
class Claims:
    """What a move ends, what it begins, and what it counts on."""

    ends: frozenset[Claim]
    begins: frozenset[Claim]
    counts_on: frozenset[Claim]

    def excludes(self, other: Claims) -> bool:
        """Tell whether both cannot be made, or not without undoing what the other is for."""
        return bool(
            self.ends & (other.ends | other.begins | other.counts_on)
            or other.ends & (self.begins | self.counts_on)
            or self.begins & other.begins
        )


def claims(hood: Neighbourhood, move: Mapping[str, Any]) -> Claims:
    """
    Say what a move ends, begins and counts on.

    Who learns is counted on to go on with all they can do now: that is what makes one person
    enough. Who takes over, advises, or must keep doing it, is counted on for that need; the
    larger of two meetings, and the tie with who advises, to stay.

    Parameters
    ----------
    hood
        The neighbourhood now.
    move
        `move`, `who`, `what` and `to`.

    Returns
    -------
    claims
        The three.

    Examples
    --------
    >>> stop = claims(street, {"move": "release", "who": "gp", "what": "skin", "to": "nurse"})
    >>> also = claims(street, {"move": "release", "who": "nurse", "what": "skin", "to": "gp"})
    >>> stop.excludes(also)
    True
    """
    kind, steps = move["move"], read(move)
    if kind in WHOLE:
        return _whole(kind, *steps[0])
    does = {(one, what) for one, what, _ in steps}
    takes = {(to, what) for _, what, to in steps if to}
    if kind == "release":
        return _claims(ends=does, counts_on=takes)
    if kind == "exchange":
        return _claims(ends=does | _contacts(does), begins=takes)
    if kind == "consult":
        ties = {("tie", *sorted((one, to))) for one, _, to in steps}
        return _claims(begins=takes, counts_on=does | ties)
    can = remember(hood, _can)
    return _claims(begins=does, counts_on={pair for one, _ in does for pair in can.get(one, ())})


def _claims(
    ends: set[Any] | None = None, begins: set[Any] | None = None, counts_on: set[Any] | None = None
) -> Claims:
    return Claims(frozenset(ends or ()), frozenset(begins or ()), frozenset(counts_on or ()))


def _whole(kind: str, one: str, what: str, to: str) -> Claims:
    """Say it of a move that is not taken apart."""
    if kind in MEETINGS:
        return _claims(ends={("meeting", what)}, counts_on={("meeting", to)} if to else None)
    if kind == "shorten":
        gives, gets = ({(who, need) for need in what.split("|")} for who in (one, to))
        return _claims(ends=_contacts(gives), counts_on=_contacts(gets) | gets)
    if kind == "name_contact_point":
        return _claims(begins={("contact_point", one)})
    tie = {("tie", *sorted((one, to)))}
    return _claims(ends=tie) if kind == "stop_tie" else _claims(begins=tie)


def _contacts(pairs: set[Any]) -> set[Any]:
    """Claim the contacts that actors have about needs."""
    return {("contacts", *pair) for pair in pairs}


def _can(hood: Neighbourhood) -> dict[str, list[Claim]]:
    pairs = hood.competences[["actor", "need"]].itertuples(index=False, name=None)
    can: dict[str, list[Claim]] = {}
    for pair in pairs:
        can.setdefault(pair[0], []).append(pair)
    return can
