"""Own figures by neighbourhood, from a file: what `ecosystem map --table` colours by."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from ecosystem.tables.language import Language

CODES = ("neighbourhood", "buurt", "buurtcode", "wijkcode", "gwb_code", "code")
"""Headings of the column with codes; else it is the first."""
UNKNOWN = (".", "-", "x", "NA", "unknown", "onbekend")
_NOT_NUMBERS = {
    "en": "{column}: {count} of {all} are no number, as in row {first}: shown as unknown",
    "nl": "{column}: {count} van {all} zijn geen getal, zoals in rij {first}: getoond als onbekend",
}


def own_figures(path: Path, lang: Language) -> pd.DataFrame:
    """
    Read figures by neighbourhood; columns without any number are left out.

    A cell that is no number, in a column of numbers, is unknown, and that is said; "<10" in a
    column that counts residents is as few as can be told.
    """
    import pandas as pd

    from ecosystem.sources.foreign import figures, read
    from ecosystem.sources.imported import refuse
    from ecosystem.tables.problems import Problem

    cells, problems = read(path)
    if cells is None or cells.columns.empty:
        refuse(problems or [Problem(path.name, "source_empty")], lang)
    heading = next((name for name in cells if name.lower() in CODES), cells.columns[0])
    known = cells[cells[heading].notna()]
    table = {"neighbourhood": known[heading].str.strip()}
    for column in known.columns.drop(heading):
        few = known[column].str.fullmatch(r"\s*<\s*10\s*").fillna(value=False).astype(bool)
        counts = str(column).startswith(("residents", "requests"))
        numbers, wrong = figures(known[column].mask(few & counts, "0"), UNKNOWN)
        if numbers.isna().all():
            continue
        if wrong.any():
            first = int(known.index[wrong][0]) + 2
            words = _NOT_NUMBERS[lang].format(
                column=column, count=int(wrong.sum()), all=len(known), first=first
            )
            print(words, file=sys.stderr)
        table[str(column)] = numbers
    return pd.DataFrame(table)
