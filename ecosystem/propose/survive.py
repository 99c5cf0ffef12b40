"""Whether findings and moves still stand in another neighbourhood."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ecosystem.find import detours
from ecosystem.find.because import KINDS
from ecosystem.find.searches import ALL, searches
from ecosystem.propose.carry_out.fits import check
from ecosystem.propose.carry_out.shorten import contact_points, ways
from ecosystem.propose.carry_out.steps import WAYS, Move, made
from ecosystem.propose.listing.from_findings import Candidate
from ecosystem.propose.listing.trial import Trial
from ecosystem.protect import OF_MEETINGS
from ecosystem.protect.moves import MEETINGS
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.remember import remember

Survive = Callable[[Neighbourhood, Collection[str], Neighbourhood | None], list[bool | None]]
"""
Given a neighbourhood, the actors that are gone, and the neighbourhood with its requests as they
travelled (None where they are not searched): row by row, None where it does not count.
"""
_LASTING, _DETOURS = set(KINDS) - set(detours.KINDS), set(detours.KINDS)
"""Kinds that hang on tables alone, and those that hang on how requests travelled."""


def travels(table: pd.DataFrame) -> bool:
    """
    Tell whether anything in a table is looked for in requests, which takes longest.

    Parameters
    ----------
    table
        Of `find` or of `propose`.

    Returns
    -------
    travels
        Yes where there is a detour among the findings, or a move that changes how requests
        travel.

    Examples
    --------
    >>> travels(eco.find(street))
    False
    """
    return bool(
        table["move"].isin(WAYS).any() if "move" in table else table["finding"].isin(_DETOURS).any()
    )


def of_findings(findings: pd.DataFrame) -> Survive:
    """
    Tell of findings whether they are found again.

    Parameters
    ----------
    findings
        A table of `find`.

    Returns
    -------
    survive
        Looks in another neighbourhood for the same kind, subject and needs; a finding of
        which somebody in the subject is gone does not count. A detour is the same where its
        kind and its subject are (`long_path`: its need), whatever the needs of the requests.

    Examples
    --------
    >>> of_findings(eco.find(street))(street, {"gp"}, street)
    [True, True, True, None]
    """
    keys = list(findings[["finding", "subject", "needs"]].itertuples(index=False, name=None))
    about = [
        set() if kind.endswith(OF_MEETINGS) else set(subject.split("|"))
        for kind, subject, _ in keys
    ]

    same = [_same(key) for key in keys]

    def survive(
        hood: Neighbourhood, gone: Collection[str], requests: Neighbourhood | None
    ) -> list[bool | None]:
        found = _found(hood, _LASTING & set(findings["finding"]))
        if requests is not None:
            found |= remember(requests, _FoundWays(tuple(findings["finding"].unique())))
        known = _LASTING if requests is None else set(KINDS)
        return [
            None if who & set(gone) or key[0] not in known else key in found
            for key, who in zip(same, about, strict=True)
        ]

    return survive


def of_moves(moves: pd.DataFrame) -> Survive:
    """
    Tell of moves whether they would still do what they are for.

    Parameters
    ----------
    moves
        A table of `propose`.

    Returns
    -------
    survive
        Makes each move alone in another neighbourhood; one that cannot be made there, or of
        which somebody is gone, does not count.

    Examples
    --------
    >>> of_moves(eco.propose(street))(street, {"gp"}, street)
    [None, True]
    """
    rows = moves.to_dict("records")
    ready = made(moves.drop(columns="instead_of", errors="ignore"))
    reasons = [_reason(row) for row in rows]
    pairs = frozenset((row["who"], row["to"]) for row in rows if row["move"] == "shorten")
    named = any(row["move"] == "name_contact_point" for row in rows)
    trials: list[Trial] = []

    def survive(
        hood: Neighbourhood, gone: Collection[str], requests: Neighbourhood | None
    ) -> list[bool | None]:
        again = set() if requests is None else remember(requests, _MadeAgain(pairs, named))
        found = {key[:2] for key in _found(hood, [kind for kind, _ in filter(None, reasons)])}
        if not (trials and _weighs_alike(trials[-1].hood, hood)):
            trials[:] = [Trial(hood)]
        trial = trials[-1]

        def stands(row: Candidate, move: Move, reason: tuple[str, str] | None) -> bool | None:
            if _about(row) & set(gone):
                return None
            if move.kind in WAYS:
                known = requests is not None
                return (row["move"], row["who"], row["to"]) in again if known else None
            if not _fits(hood, move):
                return None
            return reason in found if reason else _saves(trial, row)

        return [stands(*each) for each in zip(rows, ready, reasons, strict=True)]

    return survive


def _weighs_alike(one: Neighbourhood, other: Neighbourhood) -> bool:
    """Tell whether all tables are the same but those of ties and meetings, which weigh nothing."""
    return all(
        one.tables[name] is other.tables[name]
        for name in one.tables
        if name not in ("ties", "meetings", "attendance")
    )


def _fits(hood: Neighbourhood, move: Move) -> bool:
    try:
        check(hood, move)
    except ValueError:
        return False
    return True


def _saves(trial: Trial, row: Candidate) -> bool | None:
    """Tell whether a move saves people where it did, and else makes nothing worse."""
    then = trial.weight(row)
    if then is None or trial.now is None:
        return None
    saved = row["people_saved"] > 0
    return then.people < trial.now.people if saved else then.no_worse(trial.now)


def _reason(row: Candidate) -> tuple[str, str] | None:
    """Give the finding (kind and subject) a move answers; None where it is there to save people."""
    kind, who, to = row["move"], row["who"], row["to"]
    if kind == "merge_meetings":
        return "contained_meeting", f"{row['what']}|{to}"
    if kind == "stop_meeting":
        return "pushed_meeting", row["what"]
    if kind == "stop_tie":
        return "idle_tie", "|".join(sorted((who, to)))
    saves = not pd.isna(row["people_saved"]) and row["people_saved"] > 0
    if kind == "meet" or (kind == "learn" and to and not saves):
        return "missing_tie", "|".join(sorted((who, to)))
    return None


def _about(row: Candidate) -> set[str]:
    """Name the actors without whom a move says nothing."""
    ids: list[Any] = [] if row["move"] in MEETINGS else [row["who"], row["to"]]
    return {one for each in ids for one in str(each).split("|") if one}


def _found(hood: Neighbourhood, kinds: Collection[str]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for told, search in searches(hood).items():
        if not set(told).isdisjoint(kinds):
            with suppress(MissingTable):
                found |= {one[:3] for one in search().tell()}
    return found


def _same(key: tuple[str, ...]) -> tuple[str, ...]:
    """Say by what a finding is known again."""
    kind, subject, needs = key
    if kind == "long_path":
        return kind, "", needs
    return (kind, subject, "") if kind in _DETOURS else key


@dataclass(frozen=True)
class _FoundWays:
    """Searches requests for the detours of some kinds; equal ones are equal, so remembered."""

    kinds: tuple[str, ...]

    def __call__(self, hood: Neighbourhood) -> set[tuple[str, ...]]:
        return {_same(key) for key in _found(hood, _DETOURS & set(self.kinds))}


@dataclass(frozen=True)
class _MadeAgain:
    """Makes the moves again that change how requests travel: of these pairs, and who leads."""

    pairs: frozenset[tuple[str, str]]
    named: bool

    def __call__(self, hood: Neighbourhood) -> set[tuple[str, str, str]]:
        again: list[Candidate] = []
        with suppress(MissingTable):
            again += ways(hood, only=self.pairs) if self.pairs else []
            again += contact_points(hood, most=ALL) if self.named else []
        return {(move["move"], move["who"], move["to"]) for move in again}
