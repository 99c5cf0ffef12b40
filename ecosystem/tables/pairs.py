"""Who helped whom, who is tied to whom, and what two share: pairs that the tables imply."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

import numpy as np
import pandas as pd

from ecosystem.tables.coded import Coded, coded, joined, numbered
from ecosystem.tables.columns import numbers
from ecosystem.tables.different import once
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names

UNKNOWN = "unknown"
"""The relation of a tie that does not say which."""


def helped(hood: Neighbourhood) -> pd.DataFrame:
    """
    List who helped which resident with what, from contacts and requests.

    A contact that names no resident belongs to the resident of its request; a request that
    names none either counts as a resident of its own.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    helped
        One row per distinct `resident`, `actor` and `need`, sorted; `actor` is missing on
        what comes from a request only, and wherever it or the need was not recorded.

    Examples
    --------
    >>> log = pd.DataFrame({"request": ["r1", "r1"], "need": ["skin", "skin"]})
    >>> logged = street.replace(requests=log.assign(resident="anna", neighbourhood=""))
    >>> len(helped(street)), len(helped(logged))
    (0, 1)
    """
    return remember(hood, _helped)


def _helped(hood: Neighbourhood) -> pd.DataFrame:
    rows = helped_coded(hood)
    return pd.DataFrame(
        {"resident": rows.resident.text(), "actor": rows.actor.text(), "need": rows.need.text()}
    )


def tied(hood: Neighbourhood) -> pd.DataFrame:
    """
    List the pairs of actors with a tie, whichever side reported it.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    tied
        One row per pair, sorted: `actor`, `partner` (the later of the two ids), `relation`
        (all there are, sorted, joined by `|`; `unknown` where a tie does not say) and
        `hours` (a month, together; missing where no tie of the pair says). An actor tied to
        itself is left out.

    Examples
    --------
    >>> tied(street)
          actor partner        relation  hours
    0     choir daughter           knows   <NA>
    1  daughter   nurse           knows   <NA>
    2        gp   nurse  consults|meets    6.0
    3        gp  social         unknown    6.0
    """
    return remember(hood, _tied)


def _tied(hood: Neighbourhood) -> pd.DataFrame:
    pairs = tie_pairs(hood)
    relations: list[set[str]] = [set() for _ in pairs.one]
    hours: list[list[float]] = [[] for _ in pairs.one]
    how, spent = hood.ties["relation"].fillna(UNKNOWN).tolist(), numbers(hood, "ties", "hours")
    for pair, relation, each in zip(pairs.of.tolist(), how, spent.tolist(), strict=True):
        if pair >= 0:
            relations[pair].add(relation)
            hours[pair].extend([each] if each == each else [])  # noqa: PLR0124 (missing)
    return pd.DataFrame(
        {
            "actor": Coded(pairs.one, pairs.names).text(),
            "partner": Coded(pairs.other, pairs.names).text(),
            "relation": pd.Series(["|".join(sorted(each)) for each in relations], dtype="str"),
            "hours": pd.Series(
                [round(fsum(each), 6) if each else None for each in hours], dtype="Float64"
            ),
        }
    )


@dataclass(frozen=True, eq=False)
class TiePairs:
    """The pairs of `tied` in numbers."""

    names: Names
    """Of all that ties name, sorted."""
    one: np.ndarray
    other: np.ndarray
    of: np.ndarray
    """The pair of each row of `ties`; -1 of an actor tied to itself."""


def tie_pairs(hood: Neighbourhood) -> TiePairs:
    """
    Give the pairs of `tied` in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    tie_pairs
        The same pairs in the same order.

    Examples
    --------
    >>> pairs = tie_pairs(street)
    >>> pairs.one.tolist(), pairs.other.tolist(), pairs.of.tolist()
    ([0, 1, 2, 2], [1, 3, 3, 4], [2, 2, 3, 1, 0])
    """
    return remember(hood, _tie_pairs)


def _tie_pairs(hood: Neighbourhood) -> TiePairs:
    ends = joined(*(coded(hood, "ties", side) for side in ("actor", "partner")))
    first, last = np.sort(ends.code.reshape(2, len(ends.code) // 2).astype(np.int64), axis=0)
    size, other = len(ends.names), first != last
    key = first * size + last
    found, at = np.unique(key[other], return_inverse=True)
    of = np.full(len(key), -1)
    of[other] = at
    one, partner = np.divmod(found, size)
    return TiePairs(ends.names, one, partner, of)


def shared(items: pd.Series, groups: pd.Series) -> pd.DataFrame:
    """
    Count the groups that two items share, for the pairs that share any.

    Parameters
    ----------
    items
        Ids, as of actors.
    groups
        The group each belongs to, row by row; missing in none, twice counts once.

    Returns
    -------
    shared
        One row per pair, sorted: `one`, `other` (the later id) and `shared`.

    Examples
    --------
    >>> sits = street.attendance
    >>> shared(sits["actor"], sits["meeting"])
         one   other  shared
    0     gp   nurse       2
    1     gp  social       1
    2  nurse  social       1
    """
    item, group = numbered(items), numbered(groups)
    in_, size = (item.code >= 0) & (group.code >= 0), len(item.names)
    key = once(group.code[in_] * np.int64(size) + item.code[in_], len(group.names) * size)
    one, other, count = in_common(*np.divmod(key, size))
    return pd.DataFrame(
        {
            "one": Coded(one, item.names).text(),
            "other": Coded(other, item.names).text(),
            "shared": pd.Series(count, dtype="Int64"),
        }
    )


def in_common(group: np.ndarray, item: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    Count the groups that two items share, by numbers that are sorted.

    Parameters
    ----------
    group, item
        Row by row, by group and item; each once.

    Returns
    -------
    one, other, shared
        The pairs that share any, sorted; `one` is the lower number.

    Examples
    --------
    >>> found = in_common(np.array([0, 0, 0, 1, 1]), np.array([4, 5, 7, 5, 7]))
    >>> [part.tolist() for part in found]
    [[4, 4, 5], [5, 7, 7], [1, 1, 2]]
    """
    rows, size = np.arange(len(group)), int(item.max(initial=0)) + 1
    many = np.searchsorted(group, group, "right") - rows - 1
    first = np.repeat(rows, many)
    then = np.arange(len(first)) - (np.cumsum(many) - many - rows - 1)[first]
    key, shared = np.unique(item[first] * np.int64(size) + item[then], return_counts=True)
    one, other = np.divmod(key, size)
    return one, other, shared
