"""Where moves stand on the map: on a tie that goes or comes, between two, beside a node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ecosystem.propose.carry_out.steps import read
from ecosystem.protect.moves import MEETINGS
from ecosystem.show.drawing.positions import bend
from ecosystem.show.drawing.shapes import MOVES, Kind, Mark, Node, Subject, Tie, spot

FEW_LINES = 3
"""To so many who can do it already a line says that somebody learns it; of more, none is drawn."""
_ON_TIE = ("exchange", "consult", "stop_tie", "shorten", "meet")
"""Kinds whose number stands between two; others beside the first they name."""


def moving(
    moves: pd.DataFrame,
    nodes: Sequence[Node],
    ties: Sequence[Tie],
    able: Mapping[str, Sequence[str]],
) -> tuple[list[Tie], list[Mark], dict[int, Subject]]:
    """
    Draw what moves are about, and number it.

    A tie that a move ends or begins is drawn already; between others of whom one takes on what
    the other does, or leaves it to them, a line is added. Of a need that many can meet, who
    learns it gets no lines. A move that is an alternative to another has a mark of its own,
    which waits until it is chosen.

    Parameters
    ----------
    moves
        `number`, `move`, `who`, `what`, `to`, `instead_of`, in the order of their numbers.
    nodes
        The points of the map.
    ties
        The lines that are there, those of findings as well.
    able
        The professionals who can meet each need now, by its id.

    Returns
    -------
    added, marks, subjects
        The lines to add; marks by number; the nodes and ties of each move, by its number, ties
        counted on from those that are there.
    """
    made = _Made(nodes, ties)
    for row in moves.to_dict("records"):
        made.draw(row, able)
    return made.added, made.marks(), made.subjects


class _Made:
    """The lines and marks made so far."""

    def __init__(self, nodes: Sequence[Node], ties: Sequence[Tie]) -> None:
        self._nodes, self._ties = nodes, ties
        self._index = {(node.kind, node.key): row for row, node in enumerate(nodes)}
        self._marked: dict[tuple[bool, str, int], list[tuple[int, str]]] = {}
        self.added: list[Tie] = []
        self.subjects: dict[int, Subject] = {}

    def draw(self, row: Mapping[str, Any], able: Mapping[str, Sequence[str]]) -> None:
        """Draw one move."""
        number, kind = int(row["number"]), str(row["move"])
        about = MOVES.get(kind, "way")
        named, pairs = self._named(row, able)
        on = [tie for a, b in pairs for tie in self._between(a, b, kind, number, about)]
        self.subjects[number] = (tuple(dict.fromkeys(named)), tuple(dict.fromkeys(on)))
        aside = not pd.isna(row["instead_of"])
        if on and kind in _ON_TIE:
            self._mark(aside, "tie", on[0], number, about)
        elif named:
            self._mark(aside, "node", named[0], number, about)

    def marks(self) -> list[Mark]:
        """One mark for each node or tie with moves, the lowest number first."""
        lines = [*self._ties, *self.added]
        marks = []
        for (aside, kind, which), found in self._marked.items():
            numbers, about = tuple(number for number, _ in found), found[0][1]
            if kind == "node":
                node = self._nodes[which]
                off = round(node.radius * 0.8, 1)
                mark = Mark(numbers, about, which, None, node.x, node.y, off, True, aside)
            else:
                x, y = spot(self._nodes, lines[which])
                mark = Mark(numbers, about, None, which, x, y, 0.0, True, aside)
            marks.append(mark)
        return sorted(marks, key=lambda mark: (mark.aside, mark.numbers))

    def _mark(self, aside: bool, kind: str, which: int, number: int, about: str) -> None:  # noqa: FBT001
        self._marked.setdefault((aside, kind, which), []).append((number, about))

    def _named(
        self, row: Mapping[str, Any], able: Mapping[str, Sequence[str]]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """List the nodes a move is about, and between whom something changes."""
        kind = str(row["move"])
        if kind in MEETINGS:
            named = self._at("meeting", row["what"], row["to"])
            return named or self._at("actor", row["who"]), self._pairs(named[:1], named[1:])
        named, pairs = self._at("actor", row["who"]), []
        for who, what, to in read(row):
            one, other = self._at("actor", who), self._at("actor", to)
            if kind == "learn" and not other:
                can = [holder for holder in able.get(what, ()) if holder != who]
                other = self._at("actor", "|".join(can)) + self._at("need", what)
                pairs += self._pairs(one, other if len(other) <= FEW_LINES else [])
            elif kind not in ("release", "name_contact_point"):
                pairs += self._pairs(one, other)
            named += other
        return named, pairs

    def _between(self, a: int, b: int, kind: str, number: int, about: str) -> list[int]:
        """Find the ties of two that the move is about, or add a line."""
        there = [at for at, tie in enumerate(self._ties) if {tie.a, tie.b} == {a, b}]
        ties = [at for at in there if not self._ties[at].found]
        begun = [at for at in ties if self._ties[at].change == "comes"]
        if kind == "stop_tie" and ties:
            return ties
        if kind in ("consult", "meet") and begun:
            return begun
        way, roundness = bend(self._nodes[a].at, self._nodes[b].at)
        curve = (way, round(roundness + 0.1 * len(there), 2))
        self.added.append(Tie(a, b, "unknown", None, (), curve, about, move=number))
        return [len(self._ties) + len(self.added) - 1]

    @staticmethod
    def _pairs(some: Sequence[int], others: Sequence[int]) -> list[tuple[int, int]]:
        return [(one, other) for one in some for other in others if one != other]

    def _at(self, kind: Kind, *ids: object) -> list[int]:
        """Find the nodes that are named, each once, in their order."""
        parts = [part for one in ids if not pd.isna(one) for part in str(one).split("|")]
        rows = (self._index.get((kind, part)) for part in parts)
        return list(dict.fromkeys(row for row in rows if row is not None))
