"""
What may leave the house: the only room that makes what a view, page, workbook or export takes.

Two levels. *shareable*, the default: persons appear as profession and number, informal helpers
as one group, counts of residents under 10 (0 included) as "<10" and others rounded to 5, and
nothing of single residents. *internal*: actors by name and counts as they are, marked so on
every page; single residents never leave either.
"""

from ecosystem.protect.counts import SMALLEST, STEP, shown
from ecosystem.protect.findings import FINDING, OF_MEETINGS, OF_NOBODY
from ecosystem.protect.outgoing import (
    LEVELS,
    TABLES_THAT_STAY,
    Level,
    Outgoing,
    protect,
    with_shared_numbers,
)
from ecosystem.protect.region import OutgoingRegion, protect_region
from ecosystem.protect.survey import protect_survey

__all__ = [
    "FINDING",
    "LEVELS",
    "OF_MEETINGS",
    "OF_NOBODY",
    "SMALLEST",
    "STEP",
    "TABLES_THAT_STAY",
    "Level",
    "Outgoing",
    "OutgoingRegion",
    "protect",
    "protect_region",
    "protect_survey",
    "shown",
    "with_shared_numbers",
]
