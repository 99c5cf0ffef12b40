"""Ids that are the same across tables though they are written differently."""

from __future__ import annotations

import pandas as pd

from ecosystem.tables.log import Sheet


def match(found: list[Sheet], frames: list[pd.DataFrame]) -> None:
    """Match ids."""
