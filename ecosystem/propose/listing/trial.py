"""Moves tried on a neighbourhood: what each saves alone, and on top of others."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property

from ecosystem.propose.carry_out.steps import WHOLE, as_move
from ecosystem.propose.carry_out.weigh import Weight, weigh_after
from ecosystem.propose.carry_out.what_if import carried_out
from ecosystem.propose.listing.from_findings import Candidate
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

TALK = WHOLE
"""Moves after which everybody can do what they could: of meetings, ties and ways."""


class Trial:
    """
    Moves tried on a neighbourhood, each once.

    Attributes
    ----------
    hood
        The neighbourhood now.
    """

    def __init__(self, hood: Neighbourhood, backup: int = 1) -> None:
        self._backup = backup
        self._tried: dict[tuple[str, ...], Weight | None] = {}
        self.hood = hood

    @cached_property
    def now(self) -> Weight | None:
        """Weigh the neighbourhood as it is; None where no table tells."""
        return self.weigh(self.hood)

    def weigh(self, hood: Neighbourhood) -> Weight | None:
        """Weigh what moves make of it, where there are tables for it."""
        with suppress(MissingTable):
            return weigh_after(self.hood, hood, backup=self._backup)
        return None

    def alone(self, move: Candidate) -> Candidate:
        """Add to a move what it saves alone, what then hangs on one, and who is full."""
        then = self.weight(move)
        if then is None or self.now is None:
            return move
        return move | {
            "people_saved": self.now.people - then.people,
            "fragile": "|".join(sorted(then.fragile - self.now.fragile)),
            "full": "|".join(sorted(then.full - self.now.full)),
        }

    def saves(self, move: Candidate) -> int:
        """Count the professionals fewer at the door after a move alone."""
        then = self.weight(move)
        return 0 if then is None or self.now is None else self.now.people - then.people

    def weight(self, move: Candidate) -> Weight | None:
        """Weigh what is after a move alone."""
        if move["move"] in TALK:
            return self.now
        key = tuple(str(move[name]) for name in ("move", "who", "what", "to"))
        if key not in self._tried:
            self._tried[key] = self.weigh(made(self.hood, move))
        return self._tried[key]


def made(hood: Neighbourhood, move: Candidate) -> Neighbourhood:
    """
    Make one move.

    Parameters
    ----------
    hood
        The neighbourhood before it.
    move
        A move of `candidates`.

    Returns
    -------
    after
        The neighbourhood after it.

    Examples
    --------
    >>> move = {"move": "stop_tie", "who": "gp", "what": "", "to": "social"}
    >>> len(street.ties), len(made(street, move).ties)
    (5, 4)
    """
    return carried_out(hood, [as_move(0, move)])
