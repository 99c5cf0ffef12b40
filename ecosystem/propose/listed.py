"""Moves in one list: ranked, without what does not go together, with what they save together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ecosystem.propose.exclude import Claims, claims
from ecosystem.propose.from_findings import Candidate
from ecosystem.propose.steps import KINDS, known
from ecosystem.propose.trial import TALK, Trial, made

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
    for move in sorted(moves, key=_rank):
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
        self.people: dict[int, int | None] = {}
        """By the identity of a kept move: what is saved with all kept before it."""

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
        if move["move"] not in TALK:
            after = made(self.after, move)
            weight = self._trial.weigh(after)
            if self._worse(weight, self.weight):
                return
            self.after, self.weight = after, weight
        self.kept.append((move, mine))
        self.others = [entry for entry in self.others if id(entry[0][0]) not in also]
        self.people[id(move)] = self._saved()

    def _saved(self) -> int | None:
        now, then = self._trial.now, self.weight
        return None if now is None or then is None else now.people - then.people

    def stands_for(self, move: Candidate) -> Candidate | None:
        """Find the move that begins what this one would."""
        mine = claims(self._trial.hood, move).begins
        entries = [*self.kept, *(entry for entry, _ in self.others)]
        return next((other for other, theirs in entries if mine <= theirs.begins), None)

    def _closed(self, move: Candidate, mine: Claims) -> bool:
        closes = move["move"] == "learn" and move["to"]
        return bool(closes and any(mine.begins <= theirs.begins for _, theirs in self.kept))

    @staticmethod
    def _worse(then: Any, now: Any) -> bool:
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
            people = taken.people[id(move)]
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
