"""Bridges between informal help and the professionals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from ecosystem.measure.compact import matrix, reached
from ecosystem.measure.seen_coded import pairs_coded
from ecosystem.measure.supply import supply
from ecosystem.measure.supply_coded import supply_coded, tied_coded
from ecosystem.tables.help_coded import help_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember


def informal_reach(hood: Neighbourhood) -> pd.DataFrame:
    """
    Tell how informal and collective help is linked with the professionals.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`.

    Returns
    -------
    informal_reach
        One row per informal or collective actor, by id: `layer`; `knows` (professionals tied
        to); `reaches` (any path of ties leads to a professional); `hangs_on` (the actors
        without any one of whom no path is left, sorted, joined by `|`; empty where none);
        `residents` (whom they help; missing without contacts that name actors).

    Raises
    ------
    MissingTable
        If `ties` was not supplied.

    Examples
    --------
    >>> informal_reach(street)[["knows", "reaches", "hangs_on"]]
              knows  reaches        hangs_on
    actor
    choir         0     True  daughter|nurse
    daughter      1     True           nurse
    """
    hangs = hangs_on(hood)
    who, (ties, reaches, _) = supply(hood), remember(hood, _reach)
    formal = who["professional"].to_numpy(dtype=bool)
    ids, informal = who.index.to_numpy(dtype=object), np.flatnonzero(~formal)
    helps, helpers = pairs_coded(hood)[1], help_rows(hood).actor.names
    own = np.append(np.bincount(helps, minlength=len(helpers)), 0)
    residents = own[helpers.index.get_indexer(who.index[informal])]
    return pd.DataFrame(
        {
            "layer": who["layer"].array[informal],
            "knows": pd.array(ties[informal][:, formal].sum(axis=1), dtype="Int64"),
            "reaches": reaches[informal],
            "hangs_on": pd.array(["|".join(ids[hangs[:, at]]) for at in informal], dtype="str"),
            "residents": IntegerArray(residents, np.full(len(residents), not len(helps))),
        },
        index=who.index[informal],
    )


def hangs_on(hood: Neighbourhood) -> np.ndarray:
    """
    Tell without whom informal and collective help has no path of ties to a professional.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`.

    Returns
    -------
    hangs_on
        One row and one column per actor of `supply`: whether the path of who stands in the
        column, informal or collective, hangs on who stands in the row.

    Raises
    ------
    MissingTable
        If `ties` was not supplied.

    Examples
    --------
    >>> hangs_on(street).sum(axis=1).tolist()
    [0, 1, 0, 2, 0]
    """
    hood.need("ties", for_what="Formal and informal help")
    return remember(hood, _reach)[2]


def reaching(hood: Neighbourhood) -> np.ndarray:
    """
    Tell which informal and collective help has a path of ties to a professional.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties`.

    Returns
    -------
    reaching
        Whether, by the rows of `informal_reach`.

    Raises
    ------
    MissingTable
        If `ties` was not supplied.

    Examples
    --------
    >>> reaching(street).tolist()
    [True, True]
    """
    hood.need("ties", for_what="Formal and informal help")
    reaches: np.ndarray = remember(hood, _reach)[1][~supply_coded(hood).professional]
    return reaches


def _reach(hood: Neighbourhood) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give who is tied to whom, who reaches a professional, and on whom that hangs."""
    formal = supply_coded(hood).professional
    ties = matrix(len(formal), *tied_coded(hood))
    reaches, without = reached(ties, formal)
    return ties, reaches, reaches & ~without & ~np.eye(len(formal), dtype=bool) & ~formal
