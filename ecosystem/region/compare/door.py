"""A survey as it comes in, from memory or from a file: checked once."""

from __future__ import annotations

import pandas as pd

from ecosystem.protect.counts import FEW

TEXT = ("name", "parent", "codes", "unknown", "failed", "unknown_in", "at_most", "added")
"""Columns of a survey that hold words; all others hold numbers."""


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
        empty cells are missing.

    Raises
    ------
    ValueError
        If it is no survey, a code is missing or stands there twice, or a number is no number.

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
        raise ValueError("a row of the survey has no neighbourhood; every row has its code.")
    twice = sorted(codes[codes.duplicated()].unique())
    if twice:
        raise ValueError(f"twice in the survey: {', '.join(twice)}; one row a neighbourhood.")
    words = [name for name in frame if name in TEXT]
    told = frame[words].astype("str").replace("", None)
    columns = {name: told[name] if name in told else _numbers(frame[name]) for name in frame}
    return pd.DataFrame(columns, index=frame.index).set_axis(codes).sort_index()


def _indexed(survey: pd.DataFrame) -> pd.DataFrame:
    if "neighbourhood" not in survey:
        raise ValueError(
            "a survey has a row a neighbourhood, by its code in `neighbourhood`; this table has: "
            + ", ".join(map(str, survey.columns[:8]))
        )
    return survey.set_index("neighbourhood")


def _numbers(given: pd.Series) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(given.dtype):
        few = given.astype("str").str.strip().isin(["", FEW])
        given = given.mask(few.fillna(value=False))
    read = pd.to_numeric(given, errors="coerce").astype("Float64")
    read = read.where(read.abs() < float("inf"))
    wrong = given.index[(read.isna() & given.notna()).to_numpy(dtype=bool)]
    if len(wrong):
        raise ValueError(f"{given.name} of {wrong[0]} is no number; leave it empty if unknown.")
    return read
