"""Who helped whom, who is tied to whom, and what two share: pairs that the tables imply."""

from __future__ import annotations

from math import fsum

import numpy as np
import pandas as pd

from ecosystem.tables.coded import Coded, numbered
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

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
    ties = hood.ties
    relations: dict[tuple[str, str], set[str]] = {}
    hours: dict[tuple[str, str], list[float]] = {}
    names = ties["actor"].tolist(), ties["partner"].tolist()
    how, spent = ties["relation"].fillna(UNKNOWN).tolist(), ties["hours"].astype("float64").tolist()
    for actor, partner, relation, each in zip(*names, how, spent, strict=True):
        if actor != partner:
            two = (actor, partner) if actor < partner else (partner, actor)
            relations.setdefault(two, set()).add(relation)
            hours.setdefault(two, []).extend([each] if each == each else [])  # noqa: PLR0124 (missing)
    pairs = sorted(relations)
    return pd.DataFrame(
        {
            "actor": pd.Series([one for one, _ in pairs], dtype="str"),
            "partner": pd.Series([other for _, other in pairs], dtype="str"),
            "relation": pd.Series(["|".join(sorted(relations[two])) for two in pairs], dtype="str"),
            "hours": pd.Series(
                [round(fsum(hours[two]), 6) if hours[two] else None for two in pairs],
                dtype="Float64",
            ),
        }
    )


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
    item = numbered(items)
    one, other, count = shared_coded(item, numbered(groups))
    return pd.DataFrame(
        {
            "one": Coded(one, item.names).text(),
            "other": Coded(other, item.names).text(),
            "shared": pd.Series(count, dtype="Int64"),
        }
    )


def shared_coded(items: Coded, groups: Coded) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    Give `shared` in numbers.

    Parameters
    ----------
    items, groups
        As `shared` takes them.

    Returns
    -------
    one, other, shared
        The same rows in the same order.

    Examples
    --------
    >>> sits = street.attendance
    >>> _, _, count = shared_coded(numbered(sits["actor"]), numbered(sits["meeting"]))
    >>> count.tolist()
    [2, 1, 1]
    """
    from scipy.sparse import coo_array, triu  # noqa: PLC0415 (slow to start)

    in_ = (items.code >= 0) & (groups.code >= 0)
    size = (len(items.names), len(groups.names))
    rows = coo_array((in_[in_], (items.code[in_], groups.code[in_])), shape=size).tocsr()
    rows = rows.astype(np.int64)
    both = triu(rows @ rows.T, k=1).tocoo()
    one, other = (end.astype(np.int64) for end in both.coords)
    order = np.lexsort((other, one))
    return one[order], other[order], both.data[order]
