"""
Figures of a wide table that cannot be what they seem: repeated ones and far outliers.

An outlier has a modified z-score, 0.6745 (x - median) / MAD, above 3.5 (Iglewicz and Hoaglin,
*How to detect and handle outliers*, 1993), in every column a check names, among the areas of
its year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ecosystem.sources.foreign import figures
from ecosystem.sources.imported import some
from ecosystem.tables.problems import Problem

OUTLIER = 3.5


@dataclass
class Source:
    """One file with its map while it is read; every frame has the same rows."""

    file: str
    map: dict[str, Any]
    cells: pd.DataFrame
    area: pd.DataFrame
    """`neighbourhood`, `name`, `year`, `population`."""
    notices: list[Problem]

    def figures(self, column: str) -> pd.Series:
        """Read one column, with the zeros that its indicator calls unknown as missing."""
        value, _ = figures(self.cells[column], self.map.get("missing", ()))
        for rule in self.map.get("indicator", []):
            if rule["column"] == column and rule.get("zero") == "unknown":
                value = value.mask(value == 0)
            if rule["column"] == column and rule.get("zero_year") == "unknown":
                value = value.mask(_all_zero(value, self.area["year"]))
        return value


def flags(one: Source) -> pd.DataFrame:
    """
    Find what the checks of the map hold for, and tell each check that holds.

    Parameters
    ----------
    one
        One file with its map; its notices grow.

    Returns
    -------
    flags
        An indicator of 1 for each area (and year) and check.
    """
    pieces = []
    for check in one.map.get("check", []):
        held = pd.Series(data=False, index=one.area.index)
        if "same" in check:
            held |= _same(one, check)
        if "outlier" in check:
            held |= _outliers(one, check)
        if "zero" in check:
            held |= _nobody(one, check)
        found = one.area.loc[held, ["neighbourhood", "year"]]
        pieces.append(found.assign(indicator=check["flag"], value=1.0, source="check"))
    if not pieces:
        return one.area[["neighbourhood", "year"]].iloc[:0].assign(indicator="", value=1.0)
    return pd.concat(pieces).drop_duplicates()


def _same(one: Source, check: dict[str, Any]) -> pd.Series:
    """Tell which areas share every figure with another near by, and say which with which."""
    values = pd.DataFrame({column: one.figures(column) for column in check["same"]})
    values["year"] = one.area["year"]
    written = values.assign(**{c: figures(one.cells[c])[0] for c in check["same"]})
    values["near"] = one.area["neighbourhood"].str[: check.get("within", 0)]
    known = values[check["same"]].notna().all(axis=1)
    held = known & values[known].duplicated(keep=False).reindex(values.index, fill_value=False)
    if held.any():
        groups = one.area[held].groupby([values[name][held] for name in values], dropna=False)
        names = sorted({" = ".join(sorted(codes)) for _, codes in groups["neighbourhood"]})
        told = {
            "flag": check["flag"],
            "columns": ", ".join(check["same"]),
            "areas": one.area["neighbourhood"][held].nunique(),
            "groups": "; ".join(names),
            "all": one.area["neighbourhood"][written.duplicated(keep=False)].nunique(),
        }
        one.notices.append(Problem(one.file, "wide_same", values=told))
    return held


def _outliers(one: Source, check: dict[str, Any]) -> pd.Series:
    """Tell which areas are far above the others in every column named, and say which."""
    held = pd.Series(data=True, index=one.area.index)
    for column in check["outlier"]:
        value = one.figures(column)
        by_year = value.groupby(one.area["year"].astype("str").fillna(""))
        off = value - by_year.transform("median")
        spread = off.abs().groupby(one.area["year"].astype("str").fillna("")).transform("median")
        held &= (0.6745 * off > OUTLIER * spread) & (spread > 0)
    if held.any():
        rows = one.cells[held][check["outlier"]]
        codes = one.area["neighbourhood"][held]
        seen = [
            f"{code}: {', '.join(row)}" for code, row in zip(codes, rows.to_numpy(), strict=True)
        ]
        told = {
            "flag": check["flag"],
            "columns": ", ".join(check["outlier"]),
            "areas": codes.nunique(),
            "some": "; ".join(sorted(set(seen))[:9]),
        }
        one.notices.append(Problem(one.file, "wide_outlier", values=told))
    return held


def _nobody(one: Source, check: dict[str, Any]) -> pd.Series:
    """Tell which areas have none of what should be there, and say which."""
    heads = pd.DataFrame({column: one.figures(column) for column in check["zero"]})
    held = heads.eq(0).all(axis=1) & (one.figures(check["though"]) > 0)
    if held.any():
        codes = sorted(set(one.area["neighbourhood"][held]))
        told = {
            "flag": check["flag"],
            "columns": ", ".join(check["zero"]),
            "though": check["though"],
            "areas": len(codes),
            "some": some(codes, 12),
        }
        one.notices.append(Problem(one.file, "wide_nobody", values=told))
    return held


def _all_zero(value: pd.Series, year: pd.Series) -> pd.Series:
    """Tell which rows are of a year in which every known figure is 0."""
    most = value.abs().groupby(year.astype("str").fillna(""), dropna=False).transform("max")
    return most == 0
