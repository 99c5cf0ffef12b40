"""What changed elsewhere: the trend that a change here is set against."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.region.compare.door import checked_survey
from ecosystem.region.survey.headlines import headlines
from ecosystem.tables.refusals import refusal

_say = partial(refusal, "ecosystem.region")
Pair = tuple[pd.DataFrame, pd.DataFrame]
ADDED = ("count", "sum", "hours")
"""Kinds of measures of which areas together have the sum; of others it is an average."""


def a_year(reference: Pair | Mapping[str, float] | None, here: pd.Index) -> pd.Series:
    """
    Give the change elsewhere of each measure, as a share a year.

    Areas of which both figures are known count, together: figures that add up are added, shares
    and averages are averaged by how many they rest on. The change over all years is then spread
    evenly: twice the same share makes the whole.

    Parameters
    ----------
    reference
        Two surveys of areas elsewhere, or a change a year by measure (-0.01 is one percent
        less), or nothing.
    here
        Codes of the neighbourhoods that are compared with it.

    Returns
    -------
    a_year
        A share by measure; only of those of which it is known.

    Raises
    ------
    ValueError
        If a measure is not in the registry, a change is not above -1, a neighbourhood stands in
        the reference as well, or the years of the two surveys differ by area or not at all.

    Examples
    --------
    >>> a_year({"upc": -0.01}, pd.Index(["a"])).to_dict()
    {'upc': -0.01}
    """
    if reference is None:
        return pd.Series(dtype="float64")
    given = _given(reference) if isinstance(reference, Mapping) else _pooled(reference, here)
    return given.dropna()


def _given(reference: Mapping[str, float]) -> pd.Series:
    unknown = sorted({*reference} - {*headlines().index})
    if unknown:
        has = ", ".join(headlines().index)
        raise ValueError(_say("unknown_measure", unknown=", ".join(unknown), there=has))
    shares = pd.Series(dict(reference), dtype="float64")
    for name, share in shares.items():
        if not -1 < share < np.inf:
            raise ValueError(_say("change", name=name, share=share))
    return shares


def _pooled(reference: Pair, here: pd.Index) -> pd.Series:
    if isinstance(reference, pd.DataFrame):
        raise ValueError("a reference is two surveys, (then, now), or a share by measure.")  # noqa: TRY004
    then, now = (checked_survey(one) for one in reference)
    both = then.index.intersection(now.index)
    twice = sorted(both.intersection(here))
    if twice:
        raise ValueError(_say("also_elsewhere", codes=", ".join(twice[:5])))
    then, now = then.loc[both], now.loc[both]
    years = (now["year"] - then["year"]).dropna().unique()
    if len(years) != 1 or years[0] <= 0:
        told = ", ".join(f"{year:g}" for year in sorted(years)) or _say("years_unknown")
        raise ValueError(_say("years_apart", years=told))
    shares = {}
    for name, kind in headlines()["kind"].items():
        if name in then and name in now:
            shares[name] = _together(then, now, str(name), added=kind in ADDED)
    whole = pd.Series(shares, dtype="float64")
    return (1 + whole) ** (1 / float(years[0])) - 1


def _together(then: pd.DataFrame, now: pd.DataFrame, name: str, *, added: bool) -> float:
    """Give the change of all areas together, as a share of what it was."""
    sizes: list[Any] = [1.0, 1.0]
    if not added:
        sizes = [side[f"{name}_of"].astype("float64") for side in (then, now)]
    figures = [side[name].astype("float64") for side in (then, now)]
    known = (figures[0] * sizes[0]).notna() & (figures[1] * sizes[1]).notna()
    first, last = (
        (figure * size)[known].sum() / (1.0 if added else size[known].sum() or np.nan)
        for figure, size in zip(figures, sizes, strict=True)
    )
    return float(last / first - 1) if first > 0 and last > 0 else np.nan
