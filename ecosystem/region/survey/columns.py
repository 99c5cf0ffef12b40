"""The columns of a survey, and the table they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray, IntegerArray

from ecosystem.find.because import KINDS
from ecosystem.protect.over_residents import BESIDE, HOURS, SPREAD
from ecosystem.region.survey.headlines import AREA, FINDINGS, PROFILE, headlines, tells_of_residents
from ecosystem.region.survey.of_place import NEEDS
from ecosystem.region.survey.one import FAILED, Row
from ecosystem.tables.needs import vocabulary

PLACE, UNKNOWN = "neighbourhood", "unknown"


def table_of(
    rows: Iterable[Row],
    wanted: Sequence[str],
    noted: Callable[[str], Sequence[str]] = lambda _: (),
) -> pd.DataFrame:
    """
    Put rows together.

    Parameters
    ----------
    rows
        What `row_of` gives, by code; each is let go once its values are taken.
    wanted
        What was asked for.
    noted
        Gives what could not be known of the neighbourhood with a code, for `unknown`.

    Returns
    -------
    table
        The survey.
    """
    codes: list[str] = []
    columns: dict[str, list[Any]] = {}
    for at, row in enumerate(rows):
        codes.append(row[PLACE])
        notes = () if FAILED in row else noted(row[PLACE])
        if notes:
            row[UNKNOWN] = "; ".join([*notes, *filter(None, [row[UNKNOWN]])])
        for name, value in row.items():
            if value is not None:
                column = columns.setdefault(name, [])
                column.extend([None] * (at - len(column)))
                column.append(value)
    kinds = _kinds(columns, wanted)
    made = {}
    for name, kind in kinds.items():
        values = columns.pop(name, [])
        made[name] = _column(values + [None] * (len(codes) - len(values)), kind)
    return pd.DataFrame(made, index=pd.Index(codes, dtype="str", name=PLACE))


def _column(values: Sequence[Any], kind: str) -> Any:
    """Make a column; as `pd.array` does, which looks longer at what it is given."""
    if kind == "str" or not values:
        return pd.array(values, dtype=kind)
    missing = np.array([value is None for value in values], dtype=bool)
    told = np.array([0 if value is None else value for value in values])
    if kind == "Float64":
        return FloatingArray(told.astype(np.float64), missing)
    whole = told.astype(np.int64)
    if (whole != told).any():
        raise TypeError("a count is not a whole number")
    return IntegerArray(whole, missing)


def _kinds(named: Iterable[str], wanted: Sequence[str]) -> dict[str, str]:
    """Give the type of every column, in their order."""
    registry = headlines()["kind"].to_dict()
    kinds = dict(AREA)
    for name in wanted:
        if name in registry:
            whole = registry[name] in ("count", "sum")
            kinds |= {name: "Int64" if whole else "Float64", f"{name}_of": "Int64"}
            kinds |= {SPREAD: "Int64"} if name == HOURS else {}
    if FINDINGS in wanted:
        kinds |= {f"{FINDINGS}_{kind}": "Int64" for kind in KINDS}
    if PROFILE in wanted:
        kinds |= dict(zip(NEEDS, ("Float64", "Int64"), strict=True))
        domains = {f"share_{name}" for name in vocabulary()["domain"]}
        domains |= {name for name in named if name.startswith("share_")}
        indicators = {name for name in named if name.startswith("indicator_")}
        kinds |= dict.fromkeys([*sorted(domains), *sorted(indicators)], "Float64")
    if tells_of_residents(wanted):
        kinds[BESIDE] = "Int64"
    return kinds | {UNKNOWN: "str", FAILED: "str"}
