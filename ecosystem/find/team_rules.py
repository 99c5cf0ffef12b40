"""The rules for the core and project teams of a community, each with what a team has for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

PHYSICIANS = (
    "gp",
    "elderly_care_physician",
    "geriatrician",
    "psychiatrist",
    "rehabilitation_physician",
)
NURSES = (
    "district_nurse",
    "practice_nurse",
    "mental_health_practice_nurse",
    "mental_health_nurse",
    "nurse_specialist",
    "youth_health_nurse",
)
SMALLEST, LARGEST = 6, 8
"""Members of a project team."""
TO_ONE = 2
"""Patients and partners to every provider of a project team."""


@dataclass(frozen=True)
class Rule:
    """
    One rule, and what a team has for it.

    Parameters
    ----------
    name
        Which rule.
    there
        How many count for it; None where nobody is listed.
    met
        Whether it is met; None where what is not known decides.
    least, most
        How many it wants; None where it sets no bound.
    who
        Members that count for it, by id.
    needs
        Needs that nobody in the team may help with, so far as is known.
    providers
        Providers to set against those who count.
    unknown
        How many might count for it besides.
    unsure
        What is not known of those.
    """

    name: str
    there: int | None
    met: bool | None
    least: int | None = 1
    most: int | None = None
    who: Sequence[str] = ()
    needs: Sequence[str] = ()
    providers: int = 0
    unknown: int = 0
    unsure: str = "role"


def core_rules(seats: pd.DataFrame) -> Iterator[Rule]:
    """
    Hold a team against the rules for a core team.

    Parameters
    ----------
    seats
        Members with `member`, `role` and `profession`, each missing where unknown.

    Yields
    ------
    rule
        Patient, provider, coordinator, physician, nurse and relative.

    Examples
    --------
    >>> seats = pd.DataFrame({"member": ["anna"], "role": ["patient"], "profession": [None]})
    >>> [rule.name for rule in core_rules(seats) if rule.met]
    ['patient']
    """
    yield _role("patient", "patient", seats)
    yield _role("provider", "provider", seats)
    yield _role("coordinator", "coordinator", seats, most=1)
    for name, among in (("physician", PHYSICIANS), ("nurse", NURSES)):
        may = seats[seats["role"].isna() | (seats["role"] == "provider")]
        able = may["profession"].isin(among)
        sure = may[able & may["role"].notna()]
        maybe = int(((able | may["profession"].isna()) & ~may.index.isin(sure.index)).sum())
        yield _counted(name, sure, maybe, unsure="profession")
    yield _role("relative", "partner", seats)


def project_rules(seats: pd.DataFrame) -> Iterator[Rule]:
    """
    Hold a team against the rules for a project team.

    Parameters
    ----------
    seats
        As for `core_rules`.

    Yields
    ------
    rule
        Size and balance.

    Examples
    --------
    >>> roles = ["patient"] * 4 + ["provider"] * 2
    >>> seats = pd.DataFrame({"member": list("abcdef"), "role": roles, "profession": None})
    >>> [rule.met for rule in project_rules(seats)]
    [True, True]
    """
    size = len(seats)
    yield Rule("size", size, SMALLEST <= size <= LARGEST, least=SMALLEST, most=LARGEST)
    there = int(seats["role"].isin(["patient", "partner"]).sum())
    providers = int((seats["role"] == "provider").sum())
    unknown = int(seats["role"].isna().sum())
    sure = there >= TO_ONE * (providers + unknown)
    never = there + unknown < TO_ONE * providers
    yield Rule(
        "balance",
        there,
        True if sure else False if never else None,
        least=TO_ONE * providers,
        providers=providers,
        unknown=unknown,
    )


def purpose_rule(
    purpose: Sequence[str], seats: pd.DataFrame, can: pd.DataFrame, known: Collection[str]
) -> Rule:
    """
    Look up whether somebody in a team may help with each need it works on.

    Parameters
    ----------
    purpose
        Ids of needs.
    seats
        As for `core_rules`.
    can
        Who may meet which need: `actor` and `need`.
    known
        Ids of those of whom it is said what they can do.

    Returns
    -------
    rule
        Purpose: how many of the needs, of all of them.

    Examples
    --------
    >>> seats = pd.DataFrame({"member": ["gp"], "role": ["provider"], "profession": ["gp"]})
    >>> can = pd.DataFrame({"actor": ["gp"], "need": ["skin"]})
    >>> purpose_rule(["skin", "income"], seats, can, ["gp"]).needs
    ['income']
    """
    met = set(can.loc[can["actor"].isin(seats["member"]), "need"])
    left = [need for need in purpose if need not in met]
    helps = seats[seats["role"].isna() | seats["role"].isin(["provider", "coordinator"])]
    unknown = int((~helps["member"].isin(known)).sum())
    return Rule(
        "purpose",
        len(purpose) - len(left),
        None if left and unknown else not left,
        least=len(purpose),
        needs=left,
        unknown=unknown,
        unsure="competence",
    )


def _role(name: str, role: str, seats: pd.DataFrame, *, most: int | None = None) -> Rule:
    unknown = int(seats["role"].isna().sum())
    return _counted(name, seats[seats["role"] == role], unknown, most=most)


def _counted(
    name: str, sure: pd.DataFrame, unknown: int, *, most: int | None = None, unsure: str = "role"
) -> Rule:
    """Compare how many there are for sure, and may be besides, with what is wanted."""
    there, limit = len(sure), np.inf if most is None else most
    met = True if there >= 1 and there + unknown <= limit else None
    if there + unknown < 1 or there > limit:
        met = False
    return Rule(
        name, there, met, most=most, who=tuple(sure["member"]), unknown=unknown, unsure=unsure
    )
