"""A practice and an outcome with the profile held equal: what is left of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

FIRST = ("needs_a_resident", "population")
"""Always held equal, where known."""
ENOUGH = 0.9
"""Of the neighbourhoods, how many must have something for it to be held equal."""
EACH = 10
"""Neighbourhoods for each thing that is held equal besides."""


@dataclass(frozen=True)
class Equal:
    """
    Ranks of a practice (`more`) and an outcome (`people`), and of what is `held` equal.

    `plain` is the outcome in its own unit; `left_out` counts neighbourhoods of which something
    is unknown.
    """

    more: np.ndarray
    people: np.ndarray
    plain: np.ndarray
    profile: np.ndarray
    held: tuple[str, ...]
    left_out: int

    @property
    def others(self) -> int:
        """How many have more or less of the practice, or the outcome, than is commonest."""
        return min(_others(self.more), _others(self.people))

    def association(self) -> float:
        """Correlate what is left of both."""
        more, people = self._left()
        return float(more @ people) / float(np.sqrt((more @ more) * (people @ people)))

    def resampled(self, times: np.ndarray) -> np.ndarray:
        """Correlate idem, with each neighbourhood so many times: a row a resample."""
        every = np.column_stack([self.profile, self.more, self.people])
        every[:, 1:] -= every[:, 1:].mean(axis=0)
        products = (every[:, :, None] * every[:, None, :]).reshape(len(every), -1)
        whole = (times @ products).reshape(len(times), every.shape[1], -1)
        both, held = whole[:, -2:, -2:], whole[:, :-2, :-2]
        shared = whole[:, :-2, -2:]
        left = both - shared.swapaxes(1, 2) @ np.linalg.pinv(held, hermitian=True) @ shared
        size = np.sqrt(np.clip(left[:, 0, 0] * left[:, 1, 1], 0, None))
        out = np.full(len(times), np.nan)
        np.divide(left[:, 0, 1], size, out=out, where=size > 1e-6 * len(every))
        return out

    def shuffled(self, orders: np.ndarray) -> np.ndarray:
        """Correlate what is left of the practice with that of another neighbourhood."""
        more, people = self._left()
        rest = _rest(self.profile, more[orders].T)
        size = np.sqrt((rest**2).sum(axis=0) * (people @ people))
        return np.asarray(people @ rest / np.maximum(size, 1e-12))

    def difference(self) -> float:
        """Set those with more of the practice than expected against the others, idem."""
        more, _ = self._left()
        plain = _rest(self.profile, self.plain)
        upper = more > 0
        return float(plain[upper].mean() - plain[~upper].mean())

    def _left(self) -> tuple[np.ndarray, np.ndarray]:
        both = _rest(self.profile, np.column_stack([self.more, self.people]))
        return both[:, 0], both[:, 1]


def equal_needs(table: pd.DataFrame, more: pd.Series, people: pd.Series) -> Equal:
    """
    Choose what is held equal, and rank it all.

    Parameters
    ----------
    table
        A checked survey.
    more
        How much there is of the practice.
    people
        The outcome.

    Returns
    -------
    equal_needs
        Of the neighbourhoods in which all is known.

    Examples
    --------
    >>> table = pd.DataFrame({"population": range(1000, 1010)})
    >>> one = equal_needs(table, table["population"] % 3, table["population"] % 3)
    >>> one.held, round(one.association(), 6)
    (('population',), 1.0)
    """
    both = pd.DataFrame({"more": more, "people": people}).astype("Float64")
    both = both[both.notna().all(axis=1)]
    rows = table.loc[both.index]
    names = [name for name in FIRST if name in rows]
    names += [name for name in rows if name.startswith(("share_", "indicator_"))]
    known = [
        name
        for name in names
        if rows[name].notna().mean() >= ENOUGH and rows[name].max() > rows[name].min()
    ]
    most = max(len(both) // EACH, len({*known} & {*FIRST}))
    held = tuple(known[:most])
    rows = rows[rows[list(held)].notna().all(axis=1)]
    both = both.loc[rows.index].astype("float64")
    ranks = rows[list(held)].astype("float64").rank().to_numpy()
    profile = np.column_stack([np.ones(len(rows)), ranks])
    ranked = both.rank()
    return Equal(
        ranked["more"].to_numpy(),
        ranked["people"].to_numpy(),
        both["people"].to_numpy(),
        profile,
        held,
        len(table) - len(rows),
    )


def _rest(profile: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Take out what a straight line through the profile explains."""
    return np.asarray(values - profile @ np.linalg.lstsq(profile, values, rcond=None)[0])


def _others(values: np.ndarray) -> int:
    return int(len(values) - np.unique(values, return_counts=True)[1].max(initial=0))
