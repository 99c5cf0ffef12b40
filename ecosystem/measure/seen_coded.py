"""Contacts in numbers: whose each is, who came, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosystem.measure.in_order import differs
from ecosystem.measure.supply_coded import Known, known_of
from ecosystem.tables.coded import Coded, coded, joined
from ecosystem.tables.columns import moments
from ecosystem.tables.help_coded import help_rows, helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.schema import GROUP_LEVELS


@dataclass(frozen=True, eq=False)
class Seen:
    """
    The contacts of which a resident is known, in the order of `contacts`.

    Parameters
    ----------
    row
        Where each stands in `contacts`.
    resident, actor, need
        Numbers as in `help_rows`.
    start
        Microseconds; `MISSING` where unknown.
    who
        What is known of actors, by number.
    professional, practice, person
        By the number of an actor: not informal or collective; a practice; not a group or
        organisation. The last is of an unknown actor, who counts as a professional only.
    """

    row: np.ndarray
    resident: Coded
    actor: Coded
    need: Coded
    start: np.ndarray
    who: Known
    professional: np.ndarray
    practice: np.ndarray
    person: np.ndarray


def seen_coded(hood: Neighbourhood) -> Seen:
    """
    List the contacts of which a resident or a request is known, in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    seen_coded
        Those contacts, in the order of `contacts`.

    Examples
    --------
    >>> len(seen_coded(street).row)
    0
    """
    return remember(hood, _seen)


def _seen(hood: Neighbourhood) -> Seen:
    rows = help_rows(hood)
    start = moments(hood, "contacts", "start")
    row = np.flatnonzero(rows.resident.code[: len(start)] >= 0)
    who = known_of(hood, rows.actor.names)
    resident, actor, need = (
        Coded(one.code[row], one.names) for one in (rows.resident, rows.actor, rows.need)
    )
    return Seen(
        row,
        resident,
        actor,
        need,
        start[row],
        who,
        np.append(who.professional, True),
        np.append(who.level.among(["practice"]), False),
        np.append(~who.level.among(GROUP_LEVELS), False),
    )


def organisations(hood: Neighbourhood) -> Coded:
    """
    Give the organisation of each contact of `seen_coded`: its own, or else that of the actor.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    organisations
        A number a contact; an actor that is an organisation stands for itself.

    Examples
    --------
    >>> organisations(street).code.tolist()
    []
    """
    return remember(hood, _organisations)


def _organisations(hood: Neighbourhood) -> Coded:
    log, own = seen_coded(hood), coded(hood, "contacts", "organisation")
    itself = np.where(log.who.level.among(["organisation"]), np.arange(len(log.who.names)), -1)
    works = log.who.organisation
    both = joined(own, works, Coded(itself, log.who.names))
    ends = [len(own.code), len(own.code) + len(works.code)]
    said, actors, itself = np.split(both.code, ends)
    said = said[log.row]
    of_actor = np.append(np.where(actors >= 0, actors, itself), np.int32(-1))[log.actor.code]
    return Coded(np.where(said >= 0, said, of_actor), both.names)


def pairs_coded(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """
    List who came to whom, each two once.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    resident, actor
        Numbers as in `help_rows`, by resident, then actor; who is not known is left out.

    Examples
    --------
    >>> [part.tolist() for part in pairs_coded(street)]
    [[], []]
    """
    rows = helped_coded(hood)
    whom, who = rows.resident.code, rows.actor.code
    new = differs(whom, who) & (who >= 0)
    return whom[new], who[new]
