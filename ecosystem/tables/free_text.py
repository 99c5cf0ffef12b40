"""Free text about residents, which is never read: notes in a column that is meant for a word."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.tables.log import Sheet
from ecosystem.tables.schema import TABLES

LONGEST, MOST_WORDS = 100, 12
"""Signs and words in a cell; what a law or a municipality calls an activity has fewer."""
MANY, WORDS = 30, 3
"""From so many different texts, of so many words each, a column may be one of notes."""
_SHORTEST = 2 * MOST_WORDS
"""So many words are never shorter."""


def refuse_free_text(sheet: Sheet, frame: pd.DataFrame) -> None:
    """
    Refuse free text in a table about single residents: by row and column, never by value.

    No column of such a table takes free text. A cell is free text that has more than 100 signs
    or more than 12 words. A column is one of notes that has 30 or more
    different texts of three words or more, of which most stand there once: activities,
    products and reasons come back.

    Parameters
    ----------
    sheet
        Takes the problems.
    frame
        Its cleaned table.
    """
    if not sheet.hides:
        return
    for column in TABLES[sheet.table].columns:
        if column.kind != "id" or column.name not in sheet.columns:
            continue
        text = frame[column.name]
        sheet.cells("free_text", column.name, _notes(text))
        if not column.refers:
            once = text[text.str.count(r"\S+") >= WORDS].value_counts()
            if len(once) >= MANY and (once == 1).sum() * 2 > once.sum():
                values = {"count": len(once)}
                sheet.tell("column_of_notes", column=column.name, values=values)


def _notes(text: pd.Series) -> np.ndarray:
    """Tell which cells are too long for a word."""
    size = text.str.len()
    notes = size > LONGEST
    perhaps = text[(size > _SHORTEST) & ~notes]
    notes[perhaps.index] = perhaps.str.count(r"\S+") > MOST_WORDS
    return np.asarray(notes, dtype=bool)
