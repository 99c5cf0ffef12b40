"""What changed between two deliveries, net of the trend elsewhere, and what people say of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from ecosystem.region.compare.door import LEAST, checked_survey
from ecosystem.region.compare.elsewhere import a_year
from ecosystem.region.compare.verdict import FEWER, OUTCOMES, verdicts
from ecosystem.region.survey.headlines import headlines
from ecosystem.tables.refusals import refusal

_say = partial(refusal, "ecosystem.region")


def trend(
    then: pd.DataFrame,
    now: pd.DataFrame,
    *,
    reference: tuple[pd.DataFrame, pd.DataFrame] | Mapping[str, float] | None = None,
    target: float | None = None,
    margin: float = 0.0,
    years: float | None = None,
) -> pd.DataFrame:
    """
    Set two deliveries of the same neighbourhoods side by side, net of the trend elsewhere.

    `net_share` is what a figure is now against what it would have been had it followed the trend
    elsewhere since then: (now / (then x (1 + elsewhere))) - 1. Fewer professionals or hours with
    lower outcomes is not a success, and `verdict` says so. A change is what the figures say; how
    far chance alone could bring it is not in it (see `compare_region`), and surveys do not tell
    how widely answers spread, so that any lower outcome counts as lower unless `margin` is given.

    Parameters
    ----------
    then, now
        Two surveys, of the same measures; the years of `year` tell how long is between them.
    reference
        What changed elsewhere: two surveys of other areas, or a share a year by measure (-0.01
        is one percent less a year).
    target
        The share a year on top of the trend elsewhere that was agreed on (-0.05 is five percent
        less a year), for the measures of which fewer is wanted.
    margin
        By how much an outcome may fall and still count as no lower, in its own unit.
    years
        How many there are between the two surveys, where their `year` does not tell.

    Returns
    -------
    trend
        One row per neighbourhood, by code, and measure, in the order of the registry:

        - `neighbourhood`, `measure`, `then`, `now`, `then_of` and `now_of` (on how many each
          rests), `years` between them, `change` (now less then), `change_share` (of then)
        - `elsewhere` (the change there as a share, over as many years), `expected` (then, had it
          followed that), `net_share` (now against expected, as a share)
        - for the measures of which fewer is wanted (`professionals`, `people_a_resident`,
          `people_involved`, `professional_hours_week`): `outcome_residents`,
          `outcome_informal`, `outcome_professionals` (now less then, in their own unit), each
          with `_of` (the fewer answers of the two years), and `verdict`: `success` (fewer, and
          no group says less), `fewer but less satisfied`, `fewer, satisfaction unknown`, `not
          fewer`, or `unknown`; on `net_share` where a reference was given, else on `change`
        - with a target `aim` (what it should be now), `above_aim` (now less aim: what is still
          to do; below 0 it is more than done) and `meets_target`
        - `why` what is missing is so, joined by `|`: `only_then`, `only_now` (the neighbourhood
          is not in the other survey), `then_unknown`, `now_unknown`, `too_few` (a figure rests
          on fewer than ten: no verdict and no target), `years_unknown`, `elsewhere_unknown`

    Raises
    ------
    ValueError
        If a survey is none, if nothing in it is measured, or a reference, target, margin or
        number of years cannot be.

    Examples
    --------
    >>> ask = {"neighbourhood": ["a"], "outcome_residents_of": [50]}
    >>> then = pd.DataFrame(ask | {"year": 2024, "professionals": [40], "professionals_of": [40]})
    >>> now = then.assign(year=2026, professionals=[36])
    >>> told = trend(then, now, reference={"professionals": -0.01}, target=-0.05)
    >>> told[["then", "now", "elsewhere", "net_share", "aim", "meets_target"]]
       then   now  elsewhere       net_share       aim  meets_target
    0  40.0  36.0    -0.0199 -0.081726  35.38161         False
    >>> told["verdict"].tolist()
    ['fewer, satisfaction unknown']
    """
    _check(target, margin, years)
    before, after = checked_survey(then), checked_survey(now)
    names = [name for name in headlines().index if name in before or name in after]
    if not names:
        raise ValueError(_say("nothing"))
    rows = _side_by_side(before, after, names, years)
    known = a_year(reference, before.index.union(after.index))
    rows["elsewhere"] = (1 + rows["measure"].map(known).astype("Float64")) ** rows["years"] - 1
    rows["expected"] = rows["then"] * (1 + rows["elsewhere"])
    rows["net_share"] = _share(rows["now"], rows["expected"])
    few = _few(rows["then_of"]) | _few(rows["now_of"])
    wanted = rows["measure"].isin(FEWER)
    said = _said(before, after, rows["neighbourhood"]).where(wanted)
    rows = rows.join(said)
    told = pd.DataFrame({name: rows[name].mask(_few(rows[f"{name}_of"])) for name in OUTCOMES})
    moved = (rows["change"] if reference is None else rows["net_share"]).mask(few)
    rows["verdict"] = verdicts(moved < 0, told, margin=margin).where(wanted)
    goal = pd.NA if target is None else (1 + target) ** rows["years"]
    rows["aim"] = (rows["expected"] * goal).astype("Float64").where(wanted & ~few)
    rows["above_aim"] = rows["now"] - rows["aim"]
    rows["meets_target"] = rows["above_aim"] <= 0
    asked = reference is not None or target is not None
    rows["why"] = _why(rows, few, before.index, after.index, elsewhere=asked)
    return rows.round(6)


def _check(target: float | None, margin: float, years: float | None) -> None:
    if target is not None and not -1 < target < 1:
        raise ValueError(_say("target", target=target))
    if not 0 <= margin < float("inf"):
        raise ValueError(_say("margin", margin=margin))
    if years is not None and not 0 < years < float("inf"):
        raise ValueError(_say("years", years=years))


def _side_by_side(
    before: pd.DataFrame, after: pd.DataFrame, names: list[str], years: float | None
) -> pd.DataFrame:
    """Give then and now of every neighbourhood and measure, and how they differ."""
    codes = before.index.union(after.index).sort_values()
    pairs = pd.MultiIndex.from_product([codes, names], names=["neighbourhood", "measure"])
    rows = pairs.to_frame(index=False).astype("str")
    for ending, kind in (("", "Float64"), ("_of", "Int64")):
        for side, frame in (("then", before), ("now", after)):
            columns = [f"{name}{ending}" for name in names]
            values = frame.reindex(index=codes, columns=columns).astype("Float64")
            figures = values.to_numpy(dtype="float64", na_value=np.nan).ravel()
            rows[f"{side}{ending}"] = pd.array(np.floor(figures) if ending else figures, dtype=kind)
    apart = _column(after, "year", codes) - _column(before, "year", codes)
    if years is not None:
        apart = apart.fillna(years).mask(apart <= 0, years)
    rows["years"] = rows["neighbourhood"].map(apart.mask(apart <= 0)).astype("Float64")
    rows["change"] = rows["now"] - rows["then"]
    rows["change_share"] = _share(rows["now"], rows["then"])
    return rows


def _said(before: pd.DataFrame, after: pd.DataFrame, codes: pd.Series) -> pd.DataFrame:
    """Give how much more or less each group says than before, and of how many that is known."""
    every = pd.Index(codes.unique())
    columns = {}
    for name in OUTCOMES:
        change = _column(after, name, every) - _column(before, name, every)
        sizes = [_column(side, f"{name}_of", every) for side in (before, after)]
        fewest = sizes[0].where(sizes[0] <= sizes[1], sizes[1]).where(change.notna())
        columns[name] = codes.map(change).astype("Float64")
        columns[f"{name}_of"] = codes.map(np.floor(fewest)).astype("Int64")
    return pd.DataFrame(columns)


def _column(frame: pd.DataFrame, name: str, codes: pd.Index) -> pd.Series:
    """Give a column of a survey, missing where there is none."""
    return frame.reindex(index=codes, columns=[name])[name].astype("Float64")


def _share(now: pd.Series, then: pd.Series) -> pd.Series:
    """Give by which share one is more than the other; missing where that is not above 0."""
    return now / then.mask(then <= 0) - 1


def _few(of: pd.Series) -> pd.Series:
    return (of < LEAST).fillna(value=False).astype("bool")


def _why(
    rows: pd.DataFrame, few: pd.Series, before: pd.Index, after: pd.Index, *, elsewhere: bool
) -> pd.Series:
    """Say why what is missing is so."""
    both = {
        side: rows["neighbourhood"].isin(codes)
        for side, codes in (("then", before), ("now", after))
    }
    flags = {
        "only_then": ~both["now"],
        "only_now": ~both["then"],
        "then_unknown": both["then"] & rows["then"].isna(),
        "now_unknown": both["now"] & rows["now"].isna(),
        "too_few": few,
        "years_unknown": both["then"] & both["now"] & rows["years"].isna() & elsewhere,
        "elsewhere_unknown": elsewhere & rows["years"].notna() & rows["elsewhere"].isna(),
    }
    told = [
        "|".join(word for word, yes in zip(flags, each, strict=True) if yes)
        for each in zip(*flags.values(), strict=True)
    ]
    return pd.Series(told, index=rows.index, dtype="str").replace("", None)
