"""A survey that was written to a file, read back as it was, or as a spreadsheet saved it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from ecosystem.tables.language import Language

DECIMAL_COMMA = r"\s*(-?\d+),(\d+)\s*"
"""As a spreadsheet writes a number where the comma is the decimal sign."""


def written_survey(path: Path, lang: Language) -> pd.DataFrame | None:
    """Read a survey from a file; None where it is a source of tables instead."""
    import pandas as pd

    from ecosystem.sources.foreign import frame_of, read, read_sheets
    from ecosystem.sources.imported import refuse
    from ecosystem.tables.problems import Problem

    ending = path.suffix.lower() if path.is_file() else ""
    if ending == ".parquet":
        try:
            return pd.read_parquet(path)
        except (OSError, ValueError):
            refuse([Problem(path.name, "damaged_parquet")], lang)
    if ending == ".csv":
        cells, problems = read(path)
        return refuse(problems, lang) if cells is None else _with_points(cells)
    if ending == ".xlsx":
        rows = read_sheets(path)[0].get("survey")
        return None if rows is None else frame_of(rows)
    return None


def _with_points(cells: pd.DataFrame) -> pd.DataFrame:
    from ecosystem.region.compare.door import TEXT

    said = [column for column in cells if column not in ("neighbourhood", *TEXT)]
    numbers = cells[said].replace(rf"^{DECIMAL_COMMA}$", r"\1.\2", regex=True)
    return cells.assign(**numbers)
