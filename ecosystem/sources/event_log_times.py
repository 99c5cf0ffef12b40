"""The times of an event log on one clock."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ecosystem.sources.event_log_events import TEXT
from ecosystem.tables.dates import dates

_PARTS = (
    r"(?s)^\s*(?:(?P<clock>.*?[0-9]:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,6})?)[0-9]* *"
    r"(?P<half>[AaPp]\.?[Mm]\.?)? *"
    r"(?P<zone>Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?|(?P<other>.*?))\s*$"
)
_ISO = (
    r"[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,6})?)?)?"
)


@dataclass(frozen=True)
class Clock:
    """The moment of each spelling, and how they were written."""

    at: pd.Series
    """Of each spelling; missing where it cannot be read."""
    style: str
    """As `tables.dates` gives it."""
    dated: np.ndarray
    """Which spellings are a date and no time of day."""
    unzoned: np.ndarray
    """Which have no zone, where others have."""
    zones: dict[str, int] = field(default_factory=dict)
    """Cells by zone."""


def on_one_clock(written: pd.Series, count: np.ndarray) -> Clock:
    """
    Read times, also those with a zone, so that their order and distance are right.

    Where all times have one zone, or none, they stay as they are written. Times in several
    zones are put on the clock of UTC; one without a zone is taken to be in the commonest. Where
    all are a date, or midnight, they are dates: these stay what they are in any zone. A
    fraction of a second is kept to six figures; an hour may have am or pm behind it.

    Parameters
    ----------
    written
        Distinct spellings.
    count
        How many cells have each.

    Returns
    -------
    clock
        Their moments, and how they were written.

    Examples
    --------
    >>> on_one_clock(pd.Series(["2025-01-01T10:00+01:00", "2025-06-01T10:00+02:00"]),
    ...              np.array([1, 1])).at.dt.hour.tolist()
    [9, 8]
    """
    parts = pc.extract_regex(pa.array(written), _PARTS)
    clock, half, zone, other = (
        pd.Series(TEXT.__from_arrow__(pc.struct_field(parts, at))) for at in range(4)
    )
    at, style = _read(clock.mask(clock == "", other), count)
    at = _of_day(at, half.str[:1].str.lower())
    read = at.notna().to_numpy()
    midnight = read & (at == at.dt.normalize()).to_numpy()
    if (midnight == read).all():
        return Clock(at, style, midnight, np.zeros(len(at), dtype=bool))
    dated = midnight & (clock == "").to_numpy()
    codes, names = pd.factorize(zone)
    minutes = np.array([_ahead(name) for name in names])[codes]
    zoned = read & ~np.isnan(minutes)
    found, place = np.unique(minutes[zoned], return_inverse=True)
    cells = np.bincount(place, weights=count[zoned]).astype(int)
    if len(found) > 1:
        ahead = np.where(zoned, minutes, found[cells.argmax()])
        at = (at - pd.to_timedelta(ahead, unit="min")).astype("datetime64[us]")
    zones = {_named(ahead): int(cell) for ahead, cell in zip(found, cells, strict=True)}
    return Clock(at, style, dated, read & ~zoned & bool(zones), zones)


def _read(bare: pd.Series, count: np.ndarray) -> tuple[pd.Series, str]:
    """Read times without zone, the usual form at once."""
    if bare.str.fullmatch(_ISO).all():
        plain = bare.str.replace("/", "-", regex=False).str.replace(",", ".", regex=False)
        at = pd.to_datetime(plain, format="ISO8601", errors="coerce")
        return at.astype("datetime64[us]"), "iso"
    at, _, style = dates(bare, count, clock=True, epoch="1899-12-30")
    return at, style


def _of_day(at: pd.Series, half: pd.Series) -> pd.Series:
    """Put an hour that has am or pm behind it in its half of the day."""
    if not half.any():
        return at
    hour = at.dt.hour
    later = (half == "p") & (hour < 12)
    earlier = (half == "a") & (hour == 12)
    hours = pd.to_timedelta(12 * (later.astype(int) - earlier.astype(int)), unit="h")
    return (at + hours).astype("datetime64[us]")


def _ahead(zone: str) -> float:
    """Give the minutes a zone is ahead of UTC; missing where it is none."""
    if zone[:1] not in {"+", "-"}:
        return 0 if zone else np.nan
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if zone[0] == "-" else minutes


def _named(ahead: float) -> str:
    """Write a zone as `+01:00`."""
    hours, minutes = divmod(int(abs(ahead)), 60)
    return f"{'-' if ahead < 0 else '+'}{hours:02}:{minutes:02}"
