"""Five steps of a measure: which neighbourhoods are alike, and from which number to which."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

STEPS = 5
COLOURS = ("#e3eef7", "#a9cde6", "#5c9fce", "#1f6cb0", "#0b3566")
"""From least to most: one hue, each step darker, so that it reads in grey as well."""
BARE = "#ffffff"
"""Ground of what is unknown, under its hatching."""


@dataclass(frozen=True)
class Classes:
    """
    The steps of one measure.

    Attributes
    ----------
    decimals
        With how many decimals its numbers are shown.
    values
        The numbers as they are shown, in the order given; None is unknown.
    step
        The step of each, from 0; None is unknown.
    bounds
        The least and the most number in each step.
    """

    decimals: int
    values: tuple[float | None, ...]
    step: tuple[int | None, ...]
    bounds: tuple[tuple[float, float], ...]

    def colour(self, step: int | None) -> str:
        """Give the colour of a step: the first and the last always, others spread between."""
        if step is None:
            return BARE
        return shades(len(self.bounds))[step]


def shades(count: int) -> tuple[str, ...]:
    """
    Choose colours for so many steps, from light to dark.

    Parameters
    ----------
    count
        How many, up to five.

    Returns
    -------
    shades
        As `#rrggbb`; one step alone has that of the middle.

    Examples
    --------
    >>> [len(shades(count)) for count in range(1, 6)]
    [1, 2, 3, 4, 5]
    """
    spread = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
    return tuple(COLOURS[at] for at in spread.get(count, ()))


def classes(measure: pd.Series) -> Classes:
    """
    Divide a measure in five steps of as many neighbourhoods, as far as equal numbers let it.

    Up to five different numbers are a step each.

    Parameters
    ----------
    measure
        Numbers; missing is unknown and in no step.

    Returns
    -------
    classes
        Of the numbers as they are shown, so that no step hides what another shows.

    Examples
    --------
    >>> classes(pd.Series([1, 2, 3, 4, 5, 6, 7, 8, 9, 30, None], dtype="Float64")).bounds
    ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 30.0))
    """
    known = measure.dropna().to_numpy(dtype="float64")
    decimals = _decimals(known)
    shown = np.round(known, decimals) + 0.0
    distinct = np.unique(shown)
    edges = distinct
    if len(distinct) > STEPS:
        at = np.quantile(shown, np.arange(1, STEPS + 1) / STEPS, method="inverted_cdf")
        edges = np.unique(at)
    step = np.searchsorted(edges, shown)
    bounds = tuple(
        (float(shown[step == at].min()), float(shown[step == at].max())) for at in np.unique(step)
    )
    told: list[float | None] = [None] * len(measure)
    steps: list[int | None] = [None] * len(measure)
    for row, number, which in zip(
        np.flatnonzero(measure.notna().to_numpy()), shown, step, strict=True
    ):
        told[row], steps[row] = float(number), int(which)
    return Classes(decimals, tuple(told), tuple(steps), bounds)


def _decimals(known: np.ndarray) -> int:
    """Decide how many decimals tell numbers apart: none of whole ones, else three figures."""
    if not len(known) or (known == np.round(known)).all():
        return 0
    span = float(known.max() - known.min()) or abs(float(known.max()))
    enough = max(0, min(6, 2 - math.floor(math.log10(span))))
    least = next((d for d in range(enough) if (known == np.round(known, d)).all()), enough)
    return max(least, 1) if span < 100 else least
