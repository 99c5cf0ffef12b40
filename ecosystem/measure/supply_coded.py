"""Who helps and what they can do, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ecosystem.tables.coded import Coded, coded, joined
from ecosystem.tables.columns import numbers
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tie_pairs
from ecosystem.tables.remember import remember
from ecosystem.tables.schema import PROFESSIONAL_LAYERS
from ecosystem.tables.texts import Names, places

_NAMES = (
    ("actors", "actor"),
    ("competences", "actor"),
    ("attendance", "actor"),
    ("ties", "actor"),
    ("ties", "partner"),
    ("contacts", "actor"),
)
"""Tables and columns that name who helps."""


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of some actors, by their number."""

    names: Names
    row: np.ndarray
    """Where each stands in `actors`; -1 where it does not."""
    layer: Coded
    professional: np.ndarray
    """Not informal or collective."""
    level: Coded
    profession: Coded
    organisation: Coded
    hours: np.ndarray
    """A week; NaN where unknown, and so with `step`."""
    step: np.ndarray


@dataclass(frozen=True, eq=False)
class Able:
    """The rows of `able`, or of `eligible`, in numbers."""

    actor: np.ndarray
    """As in `supply_coded`."""
    need: Coded
    """As in `competences`."""
    takes: np.ndarray
    """NaN where it does not say."""

    def only(self, which: np.ndarray) -> Able:
        """Give some of these rows."""
        need = Coded(self.need.code[which], self.need.names)
        return Able(self.actor[which], need, self.takes[which])


def known_of(hood: Neighbourhood, names: Names) -> Known:
    """
    Give what the table of actors says of some.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    names
        Ids of actors, each once.

    Returns
    -------
    known_of
        What is known, in the order of the names.

    Examples
    --------
    >>> known_of(street, Names.of(["gp", "choir", "who"])).professional.tolist()
    [True, False, True]
    """
    return remember(hood, _Known(tuple(names.tolist())))


def with_hours(hood: Neighbourhood, who: Known) -> Known:
    """
    Put, in the place of somebody's hours, those that `reach` says are for this neighbourhood.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    who
        What `known_of` gives.

    Returns
    -------
    with_hours
        The same; whose hours are 0 has none anywhere.

    Examples
    --------
    >>> reach = pd.DataFrame({"actor": ["gp"], "neighbourhood": ["street"], "hours": [4.0]})
    >>> part = street.replace(reach=reach)
    >>> with_hours(part, known_of(part, Names.of(["gp"]))).hours.tolist()
    [4.0]
    """
    here = np.flatnonzero(coded(hood, "reach", "neighbourhood").among([hood.code]))
    reach = coded(hood, "reach", "actor").at(here)
    at = places(reach.names, who.names)[reach.code]
    hours = who.hours.copy()
    hours[at[at >= 0]] = numbers(hood, "reach", "hours")[here][at >= 0]
    return replace(who, hours=np.where(who.hours == 0, 0.0, hours))


def supply_coded(hood: Neighbourhood) -> Known:
    """
    Give `supply` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    supply_coded
        The same actors in the same order.

    Examples
    --------
    >>> supply_coded(street).hours.tolist()
    [nan, nan, 20.0, 30.0, 24.0]
    """
    return remember(hood, _supply)


def able_coded(hood: Neighbourhood) -> Able:
    """
    Give `able` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    able_coded
        The same rows in the same order.

    Examples
    --------
    >>> able_coded(street).actor.tolist()
    [2, 3]
    """
    return remember(hood, _able)


def tied_coded(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    """
    Give `tied` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    actor, partner
        The same rows in the same order, by the place of both in `supply`.

    Examples
    --------
    >>> [end.tolist() for end in tied_coded(street)]
    [[0, 1, 2, 2], [1, 3, 3, 4]]
    """
    return remember(hood, _tied)


def _tied(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray]:
    pairs = tie_pairs(hood)
    place = places(pairs.names, supply_coded(hood).names)
    return place[pairs.one], place[pairs.other]


@dataclass(frozen=True)
class _Known:
    """What is known of these actors, remembered also where other tables than that change."""

    named: tuple[str, ...]

    def __call__(self, hood: Neighbourhood) -> Known:
        names, ids = Names.of(self.named), coded(hood, "actors", "actor")
        stands = np.empty(len(ids.names), dtype=np.int64)
        told = np.flatnonzero(ids.code >= 0)
        stands[ids.code[told]] = told
        row = np.append(stands, -1)[places(names, ids.names)]
        layer, level, profession, organisation = (
            coded(hood, "actors", name).at(row)
            for name in ("layer", "level", "profession", "organisation")
        )
        hours, step = (
            np.append(numbers(hood, "actors", name), np.nan)[row] for name in ("hours", "step")
        )
        professional = (layer.code < 0) | layer.among(PROFESSIONAL_LAYERS)
        return Known(names, row, layer, professional, level, profession, organisation, hours, step)


def _supply(hood: Neighbourhood) -> Known:
    return with_hours(hood, known_of(hood, joined(*(coded(hood, *at) for at in _NAMES)).names))


def _able(hood: Neighbourhood) -> Able:
    actor, need = (coded(hood, "competences", name) for name in ("actor", "need"))
    who = supply_coded(hood)
    helper = places(actor.names, who.names)[actor.code]
    _, first = np.unique(helper * np.int64(len(need.names)) + need.code, return_index=True)
    first = first[who.hours[helper[first]] != 0]
    return Able(helper[first], need.at(first), numbers(hood, "competences", "hours")[first])
