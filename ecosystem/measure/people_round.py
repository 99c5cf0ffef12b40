"""The people round each resident in numbers, and whether they have one contact point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pandas.arrays import BooleanArray

from ecosystem.measure.seen_coded import pairs_coded, seen_coded
from ecosystem.tables.coded import coded
from ecosystem.tables.different import distinct
from ecosystem.tables.help_coded import help_rows
from ecosystem.tables.neighbourhood import Neighbourhood


@dataclass(frozen=True, eq=False)
class Round:
    """The professional people round each resident, in the order of `help_rows`."""

    people: np.ndarray
    several: np.ndarray
    """Of these, the practices."""
    came: np.ndarray
    """Whether any professional contact is known."""
    unknown: np.ndarray
    """Whether it is not known who the people are."""


def people_round(hood: Neighbourhood) -> Round:
    """
    Count the professional people round each resident as `involvement` does, in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    people_round
        One entry per resident of contacts and requests.

    Examples
    --------
    >>> people_round(street).people.tolist()
    []
    """
    log, (whom, who) = seen_coded(hood), pairs_coded(hood)
    size = len(log.resident.names)
    work = log.professional[log.actor.code]
    came = np.bincount(log.resident.code[work], minlength=size) > 0
    person = log.professional[who] & log.person[who]
    people = np.bincount(whom[person], minlength=size)
    several = np.bincount(whom[person & log.practice[who]], minlength=size)
    return Round(people, several, came, unsaid(came, people))


def unsaid(came: np.ndarray, said: np.ndarray) -> np.ndarray:
    """
    Tell of whom a count is missing: no row, or none of those of a resident who has any, says any.

    Parameters
    ----------
    came, said
        Of each resident, whether there are rows; and what they say, counted.

    Returns
    -------
    unsaid
        Whether, a resident.

    Examples
    --------
    >>> unsaid(np.array([True, True, False]), np.array([2, 0, 0])).tolist()
    [False, True, False]
    """
    return np.asarray((came & (said == 0)) | (not said.any()))


def contact_point(hood: Neighbourhood) -> BooleanArray:
    """
    Tell whether the requests of each resident name one and the same contact point.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    contact_point
        As in `involvement`, in the order of `help_rows`.

    Examples
    --------
    >>> len(contact_point(street))
    0
    """
    point, of = coded(hood, "requests", "contact_point"), help_rows(hood).resident
    whose = of.code[len(of.code) - len(point.code) :]
    named = distinct(whose, point.code, len(of.names))
    none = np.bincount(whose, minlength=len(of.names)) == 0
    return BooleanArray(named == 1, none | (not named.any()))
