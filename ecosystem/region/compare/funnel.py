"""How far a figure may stand from what is expected by chance alone: funnel limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

TAILS = (0.025, 0.975, 0.001, 0.999)
"""What is cut off: outside 95 % and 99.8 %, about two and three standard deviations."""
BINOMIAL, POISSON, APPROXIMATE = "exact binomial", "exact Poisson", "approximate"


@dataclass(frozen=True)
class Funnel:
    """
    Limits of each figure, in its own unit.

    `low` and `high` hold 95 %, `lowest` and `highest` 99.8 %. `chance` is how likely it is
    that a figure falls outside the 95 % by chance; `silent` whether none could. NaN where
    nothing can be said.
    """

    low: np.ndarray
    high: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    chance: np.ndarray
    silent: np.ndarray


def binomial(share: np.ndarray, of: np.ndarray) -> Funnel:
    """
    Give the limits of a number out of so many, of which each has the same chance.

    Parameters
    ----------
    share
        The share expected.
    of
        Out of how many, whole numbers.

    Returns
    -------
    binomial
        Quantiles of the binomial distribution: a number below `low` or above `high` has a chance
        of at most 2.5 % (0.1 % below `lowest` and above `highest`). Silent where the limits are
        none and all, so that no number falls outside.

    Examples
    --------
    >>> found = binomial(np.array([0.5]), np.array([10.0]))
    >>> [float(one[0]) for one in (found.lowest, found.low, found.high, found.highest)]
    [1.0, 2.0, 8.0, 9.0]
    """
    from scipy.stats import binom  # noqa: PLC0415 (slow to start)

    low, high, lowest, highest = (binom.ppf(at, of, share) for at in TAILS)
    chance = binom.cdf(low - 1, of, share) + binom.sf(high, of, share)
    return Funnel(low, high, lowest, highest, chance, (low <= 0) & (high >= of))


def poisson(expected: np.ndarray) -> Funnel:
    """
    Give the limits of a count of things that happen apart from each other.

    Parameters
    ----------
    expected
        The count expected.

    Returns
    -------
    poisson
        Quantiles of the Poisson distribution, as for `binomial`. Never silent: a count can
        always be too high.

    Examples
    --------
    >>> found = poisson(np.array([4.0]))
    >>> [float(one[0]) for one in (found.lowest, found.low, found.high, found.highest)]
    [0.0, 1.0, 8.0, 11.0]
    """
    from scipy.stats import poisson as counts  # noqa: PLC0415 (slow to start)

    low, high, lowest, highest = (counts.ppf(at, expected) for at in TAILS)
    chance = counts.cdf(low - 1, expected) + counts.sf(high, expected)
    return Funnel(low, high, lowest, highest, chance, np.zeros(len(expected), dtype=bool))


def approximate(
    expected: np.ndarray, of: np.ndarray, values: np.ndarray, sizes: np.ndarray
) -> Funnel:
    """
    Give the limits of an average by how far the averages of peers lie apart.

    Parameters
    ----------
    expected
        The average of the peers together.
    of
        How many the own average rests on.
    values
        The average of each peer: a row a figure, a column a peer, NaN where unknown.
    sizes
        How many each rests on.

    Returns
    -------
    approximate
        Student's t for a new average of that size: the spread is that of the peers, each weighed
        by its size, and is wider for averages of few. Silent where all peers have the same.

    Examples
    --------
    >>> four = np.array([[3.0, 5.0, 3.0, 5.0]])
    >>> found = approximate(np.array([4.0]), np.array([10.0]), four, np.full((1, 4), 10.0))
    >>> float(found.low[0].round(3)), float(found.high[0].round(3))
    (-0.109, 8.109)
    """
    from scipy.stats import t  # noqa: PLC0415 (slow to start)

    known = np.isfinite(values)
    free = np.maximum(known.sum(axis=1) - 1.0, 1.0)
    apart = np.where(known, sizes * (values - expected[:, None]) ** 2, 0).sum(axis=1)
    total = np.where(known, sizes, 0).sum(axis=1)
    unit = np.sqrt(apart / free * (1 / of + 1 / np.maximum(total, 1.0)))
    low, high, lowest, highest = (expected + t.ppf(at, free) * unit for at in TAILS)
    chance = np.full(len(expected), 1 - TAILS[1] + TAILS[0])
    return Funnel(
        low, high, lowest, highest, chance, unit <= 1e-9 * np.maximum(1.0, np.abs(expected))
    )
