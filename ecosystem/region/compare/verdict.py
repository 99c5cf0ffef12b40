"""Whether fewer is a success: what people say of it decides."""

from __future__ import annotations

import numpy as np
import pandas as pd

FEWER = ("professionals", "people_a_resident", "people_involved", "professional_hours_week")
"""Measures of which fewer is what the programme is after."""
OUTCOMES = ("outcome_residents", "outcome_informal", "outcome_professionals")
SUCCESS, LESS, SILENT = "success", "fewer but less satisfied", "fewer, satisfaction unknown"
NOT_FEWER, UNKNOWN = "not fewer", "unknown"


def verdicts(fewer: pd.Series, outcomes: pd.DataFrame, *, margin: float) -> pd.Series:
    """
    Judge fewer people or hours by what residents, informal helpers and professionals say.

    Parameters
    ----------
    fewer
        Whether there are fewer; missing where that is not known.
    outcomes
        How much each of the three groups says more or less than before, a column a group, over
        the same rows; missing where it is not known, or rests on too few.
    margin
        By how much an outcome may fall and still count as no lower.

    Returns
    -------
    verdicts
        `success` (fewer, and none of the three lower), `fewer but less satisfied` (at least one
        of the three lower), `fewer, satisfaction unknown` (none lower as far as is known, and
        of one at least it is not), `not fewer`, or `unknown`.

    Examples
    --------
    >>> said = pd.DataFrame({"residents": [0.1, -0.2, 0.1], "informal": [0.0, None, None]})
    >>> verdicts(pd.Series([True, True, True]), said, margin=0).tolist()
    ['success', 'fewer but less satisfied', 'fewer, satisfaction unknown']
    """
    lower = (outcomes < -margin).fillna(value=False).to_numpy(dtype=bool).any(axis=1)
    silent = outcomes.isna().to_numpy(dtype=bool).any(axis=1)
    known = fewer.notna().to_numpy(dtype=bool)
    yes = fewer.fillna(value=False).to_numpy(dtype=bool)
    words = np.select(
        [~known, ~yes, lower, silent], [UNKNOWN, NOT_FEWER, LESS, SILENT], default=SUCCESS
    )
    return pd.Series(words, index=fewer.index, dtype="str")
