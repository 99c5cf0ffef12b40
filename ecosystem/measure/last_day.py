"""The day it is, for what lies ahead: that which is given, or the last that is recorded."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from ecosystem.measure.in_order import MISSING
from ecosystem.tables.columns import moments
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal
from ecosystem.tables.remember import remember


def day_of(hood: Neighbourhood, today: str | date | None) -> pd.Timestamp:
    """Give the day from which dates lie ahead: that which is given, or else the last recorded."""
    try:
        return (last_day(hood) if today is None else pd.Timestamp(today)).floor("D")
    except ValueError:
        raise ValueError(refusal("ecosystem.measure", "today", today=today)) from None


def last_day(hood: Neighbourhood) -> pd.Timestamp:
    """Give the last moment of which anything is recorded."""
    return remember(hood, _last_day)


def _last_day(hood: Neighbourhood) -> pd.Timestamp:
    columns = ("contacts", "start"), ("requests", "asked"), ("requests", "closed")
    last = max(int(moments(hood, *column).max(initial=MISSING)) for column in columns)
    return pd.Timestamp(np.datetime64(last, "us"))
