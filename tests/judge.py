"""Judge what a reader made of a damaged table: was anything lost without a word?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ecosystem.tables.problems import Problem, stops

UNREAD = {"file_not_read", "sheet_not_read", "hidden_sheet"}
"""Notices that explain why a table is not there."""
HEADINGS = {"not_read", "near_heading", "duplicate_heading"}
"""What is said of a heading as it stands, so that the column it was to be is empty."""
SHIFTED = "longer_lines"
"""The notice that all cells may stand under another heading."""


def verdict(true: pd.DataFrame, loaded: pd.DataFrame | None, told: Sequence[Problem]) -> str:
    """
    Say what came of a table, given all that was told of it.

    `refused`: a problem stops it. `same`: what was loaded is the truth. `told`: it is not, and
    for every difference something was said of its column. `silent`: it is not, and nothing was
    said: the one thing that must not happen, also where something else of the table is refused.
    """
    if loaded is None or len(loaded) != len(true):
        known = {*UNREAD, "same_rows"}
        silent = not any(stops(problem) or problem.code in known for problem in told)
        differing = list(true)
    else:
        differing = [name for name in true if not loaded[name].equals(true[name])]
        silent = not all(_said(name, loaded, told) for name in differing)
    if silent:
        return "silent"
    if loaded is not None and any(problem.code in UNREAD for problem in told):
        return "read, though it is said not to be"
    if any(map(stops, told)):
        return "refused"
    return "told" if differing else "same"


def _said(column: str, loaded: pd.DataFrame, told: Sequence[Problem]) -> bool:
    """Tell whether something was said of a column, of whole rows, or of a heading gone."""
    empty = bool(loaded[column].isna().all())
    return any(
        problem.column == column
        or (not problem.column and (stops(problem) or problem.code == SHIFTED))
        or (empty and problem.code in HEADINGS)
        for problem in told
    )


def about(place: tuple[str, str], told: Sequence[Problem]) -> list[Problem]:
    """Give what was told of a table, by its file and sheet, or of a whole file that is refused."""
    file, sheet = place
    return [
        problem
        for problem in told
        if problem.file == file and (problem.sheet == sheet or not problem.sheet)
    ]
