"""What was once worked out of a neighbourhood, kept as long as the neighbourhood is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood

Made = TypeVar("Made")


def remember(hood: Neighbourhood, make: Callable[[Neighbourhood], Made]) -> Made:
    """
    Work something out of a neighbourhood the first time it is asked.

    A neighbourhood never changes, so neither does what follows from it; a neighbourhood that
    `replace` gives is another one. A table is handed out as a copy: changing it changes
    nothing here.

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
    known: dict[Any, Any] = vars(hood).setdefault("_known", {})
    if make not in known:
        known[make] = make(hood)
    made: Made = known[make]
    return made.copy(deep=False) if isinstance(made, pd.DataFrame) else made
