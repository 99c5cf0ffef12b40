"""Dates as people and Excel write them: one format a column, and never a guess."""

from __future__ import annotations

import numpy as np
import pandas as pd

_CLOCK = (
    r"(?:(?:[ ]+|[ ]?T)(?P<h>[0-9]{1,2}):(?P<i>[0-9]{2})(?::(?P<s>[0-9]{2}(?:[.,][0-9]{1,6})?))?)?"
)
_ISO = r"(?P<y>[0-9]{4})[-/](?P<m>[0-9]{1,2})[-/](?P<d>[0-9]{1,2})" + _CLOCK
_DAY_FIRST = r"(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{4})" + _CLOCK
_SERIAL = r"(?P<n>[0-9]{5}(?:[.,][0-9]+)?)"
_ZONED = r".*[0-9](?:Z|[+-][0-9]{2}:?[0-9]{2})"
_FIRST, _LAST = 20_000, 80_000
"""Dates that are numbers are believed from 1954 up to 2119."""


def dates(
    written: pd.Series, count: np.ndarray, *, clock: bool, epoch: str
) -> tuple[pd.Series, pd.Series, str]:
    """
    Read the dates of one column, which has one format.

    The formats are day-month-year, year-month-day, and the number Excel keeps for a day.
    The month is never read first. A cell of another format than most cells have is not read,
    and where as many have the one as the other, none of them is.

    Parameters
    ----------
    written
        Distinct spellings, without space round them.
    count
        How many cells have each.
    clock
        Whether a time of day may stand beside the date.
    epoch
        Day 0 of dates that are numbers.

    Returns
    -------
    read
        The moment of each spelling; missing where it is not read.
    wrong
        A code of the catalogue for each spelling; empty where it is read.
    style
        `iso`, `day_first`, `serial`, or `day_or_month` where each cell could have had its
        month first as well; empty where there is none.

    Examples
    --------
    >>> read, wrong, style = dates(pd.Series(["31-01-2025", "2025-02-01"]), np.array([9, 1]),
    ...                            clock=False, epoch="1899-12-30")
    >>> wrong.tolist(), style
    (['', 'mixed_dates'], 'day_first')
    """
    forms = {"iso": _ISO, "day_first": _DAY_FIRST, "serial": _SERIAL}
    fits = {style: written.str.fullmatch(form).to_numpy(bool) for style, form in forms.items()}
    read = pd.Series(pd.NaT, index=written.index, dtype="datetime64[us]")
    wrong = pd.Series("not_a_date", index=written.index, dtype="object")
    wrong[written.str.fullmatch(_ZONED).to_numpy(bool)] = "time_zone"
    weight = {style: int(count[fit].sum()) for style, fit in fits.items() if fit.any()}
    leading = [style for style, cells in weight.items() if cells == max(weight.values())]
    chosen = leading[0] if len(leading) == 1 else ""
    for style, fit in fits.items():
        if style != chosen:
            wrong[fit] = "mixed_dates"
    if not chosen:
        return read, wrong, ""
    fit = fits[chosen]
    parts = written[fit].str.extract(forms[chosen])
    moments = _serial(parts, epoch) if chosen == "serial" else _calendar(parts)
    read[fit] = moments
    wrong[fit] = np.where(moments.isna(), "not_a_date", "")
    if not clock:
        late = (read.notna() & (read != read.dt.normalize())).to_numpy()
        read[late] = pd.NaT
        wrong[late] = "not_a_date"
    if chosen == "day_first":
        chosen = _or_month(parts)
    return read, wrong, chosen


def _calendar(parts: pd.DataFrame) -> pd.Series:
    day = parts[["y", "m", "d"]].astype("int64")
    day.columns = pd.Index(["year", "month", "day"])
    moment = pd.to_datetime(day, errors="coerce").astype("datetime64[us]")
    hours = parts["h"].astype("float64").fillna(0)
    minutes = parts["i"].astype("float64").fillna(0)
    seconds = parts["s"].str.replace(",", ".").astype("float64").fillna(0)
    real = (hours < 24) & (minutes < 60) & (seconds < 60)
    micro = ((hours * 3600 + minutes * 60 + seconds) * 1e6).round().astype("int64")
    return (moment + pd.to_timedelta(micro, unit="us")).where(real).astype("datetime64[us]")


def _serial(parts: pd.DataFrame, epoch: str) -> pd.Series:
    number = parts["n"].str.replace(",", ".").astype("float64")
    believed = number.between(_FIRST, _LAST)
    seconds = (number.where(believed, 0) * 86_400).round().astype("int64")
    moment = pd.Timestamp(epoch) + pd.to_timedelta(seconds, unit="s")
    return moment.where(believed).astype("datetime64[us]")


def _or_month(parts: pd.DataFrame) -> str:
    """Say whether every date would also be one with its month first."""
    day, month = parts["d"].astype("int64"), parts["m"].astype("int64")
    return "day_or_month" if (day <= 12).all() and (day != month).any() else "day_first"
