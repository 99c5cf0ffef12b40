"""
What may leave the house: the only room that makes what a view, page, workbook or export takes.

Two levels. *shareable*, the default: persons appear as profession and number, informal helpers
as one group, counts of residents under 10 (0 included) as "<10" and others rounded to 5, and
nothing of single residents. *internal*: actors by name and counts as they are, marked so on
every page; single residents never leave either.

Findings and moves that are handed in are statements: that one is there, tells that it concerns
somebody. How many under ten, how long, how firmly and in which order is hidden. Of a move no
number of people saved is shared, because it is no count that is shown: of a scenario it is the
difference of two totals as these are shown (`comparison`), and nothing else. A need that only
residents speak of, fewer than ten, is not listed; a row of fewer than ten is left out of what was
counted; and what a small count would follow from, is not told.
"""

from ecosystem.protect.counts import SMALLEST, STEP, shown
from ecosystem.protect.findings import FINDING, OF_MEETINGS, OF_NOBODY
from ecosystem.protect.moves import with_shared_numbers
from ecosystem.protect.outgoing import LEVELS, Level, Outgoing, protect
from ecosystem.protect.region import OutgoingRegion, protect_region
from ecosystem.protect.survey import protect_survey

__all__ = [
    "FINDING",
    "LEVELS",
    "OF_MEETINGS",
    "OF_NOBODY",
    "SMALLEST",
    "STEP",
    "Level",
    "Outgoing",
    "OutgoingRegion",
    "protect",
    "protect_region",
    "protect_survey",
    "shown",
    "with_shared_numbers",
]
