"""A survey as it comes in, from memory or from a file: checked once."""

from __future__ import annotations

from functools import partial

import pandas as pd

from ecosystem.protect.counts import FEW
from ecosystem.region.survey.headlines import headlines
from ecosystem.tables.neighbourhood import some
from ecosystem.tables.refusals import refusal

TEXT = ("name", "parent", "codes", "unknown", "failed", "unknown_in", "at_most", "added")
"""Columns of a survey that hold words."""
NUMBERS = {"year", "population", "x", "y", "needs_a_resident", "needs_a_resident_of"}
NUMBERS |= {"neighbourhoods"}
BEGINS = ("findings_", "share_", "indicator_")
"""Numbers beside the measures, and how others begin."""
WITHIN = {
    **dict.fromkeys(["count", "sum", "hours"], (0.0, float("inf"))),
    "share": (0.0, 1.0),
}
"""Between what a number of a kind lies."""
LEAST = 10
"""From a figure that rests on fewer nothing is concluded."""
SOME = 5
_say = partial(refusal, "ecosystem.region")


def checked_survey(survey: pd.DataFrame) -> pd.DataFrame:
    """
    Check a survey, and put its rows in the order of their codes.

    Parameters
    ----------
    survey
        What `survey` or `roll_up` gives, also when it was written to a file and read again, or
        made to be shared: "<10" is taken as unknown.

    Returns
    -------
    checked_survey
        The same with `neighbourhood` as its index, numbers as `Float64` and words as text;
        empty cells are missing, and columns that no survey has are left out.

    Raises
    ------
    ValueError
        If it is no survey, a code is missing or stands there twice, a column does so, a number
        is no number, a count is below 0 or a share is not from 0 to 1.

    Examples
    --------
    >>> rows = pd.DataFrame({"neighbourhood": ["b", "a"], "upc": ["0.5", ""]})
    >>> checked_survey(rows)["upc"]
    neighbourhood
    a    <NA>
    b     0.5
    Name: upc, dtype: Float64
    """
    frame = survey if survey.index.name == "neighbourhood" else _indexed(survey)
    codes = frame.index.astype("str")
    if codes.hasnans or (codes == "").any():
        raise ValueError(_say("no_code"))
    twice = sorted(codes[codes.duplicated()].unique())
    if twice and not {*frame.columns} & {*_kinds()} - {"year"}:
        raise ValueError(_say("no_survey", columns=", ".join(map(str, survey.columns[:8]))))
    if twice:
        raise ValueError(_say("twice", codes=some(tuple(twice), SOME)))
    again = sorted({str(name) for name in frame.columns[frame.columns.duplicated()]})
    if again:
        raise ValueError(_say("two_columns", name=again[0]))
    kinds = _kinds()
    columns = {
        name: _words(frame[name]) if name in TEXT else _numbers(frame[name], kinds.get(name, ""))
        for name in map(str, frame)
        if name in kinds or name.startswith(BEGINS)
    }
    return pd.DataFrame(columns, index=frame.index).set_axis(codes).sort_index()


def _kinds() -> dict[str, str]:
    """Give every column of a survey with what it holds, as far as there is a rule for it."""
    measures = headlines()["kind"]
    of = dict.fromkeys([f"{name}_of" for name in measures.index], "count")
    return dict.fromkeys([*TEXT, *NUMBERS], "") | {"population": "count"} | of | dict(measures)


def _words(given: pd.Series) -> pd.Series:
    return given.astype("str").replace("", None)


def _indexed(survey: pd.DataFrame) -> pd.DataFrame:
    if "neighbourhood" not in survey:
        raise ValueError(_say("no_survey", columns=", ".join(map(str, survey.columns[:8]))))
    return survey.set_index("neighbourhood")


def _numbers(given: pd.Series, kind: str) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(given.dtype):
        few = given.astype("str").str.strip().isin(["", FEW])
        given = given.mask(few.fillna(value=False))
    read = pd.to_numeric(given, errors="coerce").astype("Float64")
    read = read.where(read.abs() < float("inf"))
    wrong = given.index[(read.isna() & given.notna()).to_numpy(dtype=bool)]
    if len(wrong):
        raise ValueError(_say("no_number", name=given.name, code=wrong[0]))
    least, most = WITHIN.get(kind, (-float("inf"), float("inf")))
    beyond = read.index[~read.between(least, most).fillna(value=True)]
    if len(beyond):
        found = {"name": given.name, "code": beyond[0], "value": read[beyond[0]], "kind": kind}
        raise ValueError(_say("below" if most > 1 else "beyond", **found))
    return read
