"""Four plain ways to continue series of a few years, all areas at once."""

from __future__ import annotations

import numpy as np

WAYS = ("last", "drift", "damped", "shared")


def ahead(
    values: np.ndarray, years: np.ndarray, to: np.ndarray, once: np.ndarray
) -> dict[str, np.ndarray]:
    """
    Continue each area's series to later years.

    - `last`: the last figure stays;
    - `drift`: the line through an area's first and last figure goes on;
    - `shared`: half of that, and half of the growth of all areas together;
    - `damped`: half of `shared`.

    One figure has no line of its own, so that all areas' growth stands for it.

    Parameters
    ----------
    values
        A row an area, a column a year; unknown is NaN.
    years
        The year of each column, rising.
    to
        The years to give, after the last of `years`.
    once
        1 for areas that are added, 0 for those that repeat another.

    Returns
    -------
    ahead
        By way, a row an area and a column a year of `to`; NaN where no figure is known. An
        area whose last figure is older is continued from there.

    Examples
    --------
    >>> import numpy as np
    >>> two = np.array([[10.0, 12.0, 14.0], [20.0, 20.0, np.nan]])
    >>> made = ahead(two, np.array([2018, 2019, 2020]), np.array([2021]), np.ones(2))
    >>> made["last"].ravel().tolist(), made["drift"].ravel().tolist()
    ([14.0, 20.0], [16.0, 20.0])
    """
    known = np.isfinite(values)
    any_known = known.any(axis=1)
    first = known.argmax(axis=1)
    last = known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    rows = np.arange(len(values))
    level = np.where(any_known, values[rows, last], np.nan)
    span = years[last] - years[first]
    own = np.full(len(values), np.nan)
    np.divide(level - values[rows, first], span, out=own, where=span > 0)

    added = (once > 0) & (span > 0)
    total = np.abs(level[added]).sum()
    growth = own[added].sum() / total if total > 0 else 0.0
    every = growth * np.abs(level)
    own = np.where(span > 0, own, every)
    shared = (own + every) / 2
    far = to[None, :] - years[last][:, None]
    slopes = {"last": np.zeros_like(own), "drift": own, "damped": shared / 2, "shared": shared}
    return {way: level[:, None] + slopes[way][:, None] * far for way in WAYS}
