"""Moves in one list: ranked, without what does not go together, with what they save together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ecosystem.propose.carry_out.steps import known
from ecosystem.propose.carry_out.weigh import Weight
from ecosystem.propose.listing.exclude import Claims, claims
from ecosystem.propose.listing.from_findings import Candidate
from ecosystem.propose.listing.trial import TALK, Trial, made
from ecosystem.protect.moves import KINDS
from ecosystem.tables.progress import counted

Entry = tuple[Candidate, Claims]


def listed(trial: Trial, moves: Sequence[Candidate]) -> list[Candidate]:
    """
    Rank moves and put them in one list.

    From the top: a move that excludes one above it becomes the alternative to that; where it
    excludes more, or an alternative, it is left out, but an alternative gives way to a move
    that can be made with all others. A learning step that closes a gap which a move above
    closes as well is left out.

    Parameters
    ----------
    trial
        The neighbourhood.
    moves
        Moves of `candidates`, each with what it saves alone.

    Returns
    -------
    listed
        The moves that are kept, in order, with `people_together`, `hours_together` and
        `instead_of`.

    Examples
    --------
    >>> one = {"move": "stop_tie", "who": "gp", "what": "", "to": "social", "hours_saved": 6.0}
    >>> [row["hours_together"] for row in listed(Trial(street), [one])]
    [6.0]
    """
    taken = _Taken(trial)
    meets = []
    for move in counted(sorted(moves, key=_rank), "ranking"):
        if move["move"] == "meet":
            meets.append(move)
        else:
            taken.take(move)
    return _numbered(taken, meets)


class _Taken:
    """The moves taken so far."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self.after, self.weight = trial.hood, trial.now
        self.kept: list[Entry] = []
        """Made together."""
        self.others: list[tuple[Entry, Candidate]] = []
        """Alternatives, each with the move it takes the place of."""

    def take(self, move: Candidate) -> None:
        """Take a move, as the alternative to another where it excludes that, or leave it out."""
        mine = claims(self._trial.hood, move)
        if (
            self._closed(move, mine)
            or self._worse(self._trial.weight(move), self._trial.now)
            or _idle(move)
        ):
            return
        against = [kept for kept, theirs in self.kept if mine.excludes(theirs)]
        also = {id(one) for (one, theirs), _ in self.others if mine.excludes(theirs)}
        if against:
            if len(against) == 1 and not also:
                self.others.append(((move, mine), against[0]))
            return
        fragile = set(move.get("fragile", "").split("|")) - {""}
        if move["move"] not in TALK:
            after = made(self.after, move)
            weight = self._trial.weigh(after)
            if self._worse(weight, self.weight) or self._adds_nobody(move, weight):
                return
            if weight and self.weight:
                fragile |= weight.fragile - self.weight.fragile
            self.after, self.weight = after, weight
        now = self._trial.now
        told = {
            "fragile": "|".join(sorted(fragile)),
            "people_together": now.people - self.weight.people if now and self.weight else None,
        }
        self.kept.append((move | told, mine))
        self.others = [entry for entry in self.others if id(entry[0][0]) not in also]

    def _adds_nobody(self, move: Candidate, then: Weight | None) -> bool:
        """Tell whether advice saves nobody beside the moves above it."""
        if move["move"] != "consult" or then is None or self.weight is None:
            return False
        return then.people >= self.weight.people

    def stands_for(self, move: Candidate) -> Candidate | None:
        """Find the move that begins what this one would."""
        mine = claims(self._trial.hood, move).begins
        entries = [*self.kept, *(entry for entry, _ in self.others)]
        return next((other for other, theirs in entries if mine <= theirs.begins), None)

    def _closed(self, move: Candidate, mine: Claims) -> bool:
        closes = move["move"] == "learn" and move["to"]
        return bool(closes and any(mine.begins <= theirs.begins for _, theirs in self.kept))

    @staticmethod
    def _worse(then: Weight | None, now: Weight | None) -> bool:
        return then is not None and now is not None and not then.no_worse(now)


def _idle(move: Candidate) -> bool:
    """Tell whether advice or an exchange saves nobody: not at the door, and not of today."""
    if move["move"] not in ("consult", "exchange"):
        return False
    return all(known(move.get(name)) <= 0 for name in ("people_saved", "fewer_today"))


def _numbered(taken: _Taken, meets: Sequence[Candidate]) -> list[Candidate]:
    """Put what was taken in order, with numbers, and what is saved together so far."""
    instead = {id(move): of for (move, _), of in taken.others}
    for move in meets:
        of = taken.stands_for(move["instead"])
        if of is not None:
            instead[id(move)] = of
    moves = [move for move, _ in taken.kept] + [move for (move, _), _ in taken.others]
    moves = sorted([*moves, *(move for move in meets if id(move) in instead)], key=_rank)
    number = {id(move): at for at, move in enumerate(moves, start=1)}
    people: int | None = 0 if taken.weight is not None else None
    hours = 0.0
    rows = []
    for move in moves:
        of = instead.get(id(move))
        if of is None:
            people = move["people_together"]
            hours += known(move.get("hours_saved"))
        rows.append(
            move
            | {"people_together": people, "hours_together": hours}
            | {"instead_of": None if of is None else number[id(of)]}
        )
    return rows


def _rank(move: Candidate) -> tuple[Any, ...]:
    return (
        -known(move.get("people_saved")),
        -known(move.get("hours_saved")),
        known(move.get("days"), float("inf")),
        KINDS.index(move["move"]),
        move["who"],
        move["what"],
        move.get("order", 0),
        move["to"],
    )
