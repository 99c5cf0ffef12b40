"""What was once worked out of a neighbourhood, kept as long as the neighbourhood is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import pandas as pd

from ecosystem.tables.looked_at import look, watched
from ecosystem.tables.neighbourhood import Neighbourhood

Made = TypeVar("Made")


def remember(hood: Neighbourhood, make: Callable[[Neighbourhood], Made]) -> Made:
    """
    Work something out of a neighbourhood the first time it is asked.

    A neighbourhood never changes, so neither does what follows from it. It is written down
    which tables `make` looked at; a neighbourhood that `replace` gives knows what follows from
    the tables it has in common with this one. A table is handed out as a copy: changing it
    changes nothing here.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    make
        A function of the neighbourhood alone.

    Returns
    -------
    made
        What `make` gives.

    Examples
    --------
    >>> remember(street, lambda hood: hood.code)
    'street'
    """
    known: dict[Any, tuple[Any, frozenset[str]]] = vars(hood).setdefault("_known", {})
    if make not in known:
        known[make] = watched(partial(make, hood))
    made: Made
    made, looked_at = known[make]
    look(looked_at)
    return made.copy(deep=False) if isinstance(made, pd.DataFrame) else made
