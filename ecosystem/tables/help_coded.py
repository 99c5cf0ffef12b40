"""Whose each contact and each request is, and who helped whom with what, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.tables.coded import Coded, coded, joined, numbered
from ecosystem.tables.different import once
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


def whose(hood: Neighbourhood) -> pd.Series:
    r"""
    Say whose each contact and each request is, as in `helped`.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    whose
        A resident per row of `contacts`, then of `requests`; missing where neither the resident
        nor the request is named.

    Examples
    --------
    >>> log = pd.DataFrame({"request": ["r1"], "resident": "anna", "need": "skin"})
    >>> calls = pd.DataFrame({"request": ["r1", "r2", None], "resident": None})
    >>> whose(street.replace(requests=log, contacts=calls)).tolist()
    ['anna', '\nr2', nan, 'anna']
    """
    columns = ["request", "resident"]
    requests = hood.requests[columns]
    rows = pd.concat([hood.contacts[columns], requests], ignore_index=True).astype("str")
    known = requests.dropna().drop_duplicates("request").set_index("request")["resident"]
    of_request = rows["request"].map(known).astype("str")
    return rows["resident"].combine_first(of_request).combine_first("\n" + rows["request"])


@dataclass(frozen=True, eq=False)
class Helped:
    """Who helped whom with what, in numbers."""

    resident: Coded
    actor: Coded
    need: Coded


def helped_coded(hood: Neighbourhood) -> Helped:
    """
    Give `helped` in numbers, for what counts by the thousand.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    helped_coded
        The same rows in the same order.

    Examples
    --------
    >>> len(helped_coded(street).resident.code)
    0
    """
    return remember(hood, _helped_coded)


def help_rows(hood: Neighbourhood) -> Helped:
    """
    Give who helped whom with what, in numbers, contact by contact and request by request.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    help_rows
        One row per row of `contacts`, then of `requests`; the resident as `whose` says, and
        no actor with a request. Numbers are those of `helped_coded`.

    Examples
    --------
    >>> len(help_rows(street).actor.code)
    0
    """
    return remember(hood, _help_rows)


def _help_rows(hood: Neighbourhood) -> Helped:
    own, need = (as_told(hood, column) for column in ("resident", "need"))
    actor = coded(hood, "contacts", "actor")
    nobody = np.full(len(own.code) - len(actor.code), -1, dtype=actor.code.dtype)
    return Helped(
        own if (own.code >= 0).all() else numbered(whose(hood)),
        Coded(np.append(actor.code, nobody), actor.names),
        need,
    )


def request_rows(hood: Neighbourhood) -> Coded:
    """
    Give the request of each contact, and then each request, in numbers.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    request_rows
        One number per row of `contacts`, then of `requests`.

    Examples
    --------
    >>> request_rows(street).code.tolist()
    []
    """
    return as_told(hood, "request")


def as_told(hood: Neighbourhood, column: str) -> Coded:
    """
    Give what each contact, and then each request, says itself in a column that both have.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    column
        `resident`, `request` or `need`.

    Returns
    -------
    as_told
        One number per row of `contacts`, then of `requests`.

    Examples
    --------
    >>> as_told(street, "need").code.tolist()
    []
    """
    return remember(hood, _AsTold(column))


@dataclass(frozen=True)
class _AsTold:
    column: str

    def __call__(self, hood: Neighbourhood) -> Coded:
        return joined(*(coded(hood, table, self.column) for table in ("contacts", "requests")))


def _helped_coded(hood: Neighbourhood) -> Helped:
    rows = help_rows(hood)
    actors, needs = len(rows.actor.names) + 1, len(rows.need.names) + 1
    key = rows.resident.code * np.int64(actors) + rows.actor.code % actors
    key = key * needs + rows.need.code % needs
    key = once(key[rows.resident.code >= 0], len(rows.resident.names) * actors * needs)
    key, what = np.divmod(key, needs)
    whom, who = np.divmod(key, actors)
    return Helped(
        Coded(whom, rows.resident.names),
        Coded(np.where(who == actors - 1, -1, who), rows.actor.names),
        Coded(np.where(what == needs - 1, -1, what), rows.need.names),
    )
