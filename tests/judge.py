"""Judge what a reader made of a damaged region: was anything lost without a word?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ecosystem.tables.problems import Problem, stops

UNREAD = {"file_not_read", "sheet_not_read", "hidden_sheet"}
"""Notices that explain why a table is not there."""


def verdict(
    true: Mapping[str, pd.DataFrame],
    loaded: Mapping[str, pd.DataFrame],
    told: Sequence[Problem],
) -> str:
    """
    Say what came of a region.

    `refused`: a problem stopped it. `same`: what was loaded is the truth. `told`: it is not, and
    for every difference something was said of its table and column. `silent`: it is not, and
    nothing was said: the one thing that must not happen.
    """
    if any(map(stops, told)):
        return "refused"
    differing = [place for name in true for place in _differences(name, true[name], loaded)]
    if not differing:
        return "same"
    return "told" if all(_said(place, told) for place in differing) else "silent"


def _differences(
    name: str, true: pd.DataFrame, loaded: Mapping[str, pd.DataFrame]
) -> list[tuple[str, str]]:
    """List the places, table and column, that differ; the column is empty for whole rows."""
    if name not in loaded or len(loaded[name]) != len(true):
        return [(name, "")]
    return [(name, column) for column in true if not loaded[name][column].equals(true[column])]


def _said(place: tuple[str, str], told: Sequence[Problem]) -> bool:
    table, column = place
    if not column and any(problem.code in UNREAD for problem in told):
        return True
    return any(
        problem.column in {column, ""} or problem.code == "not_read"
        for problem in told
        if _of(problem, table)
    )


def _of(problem: Problem, table: str) -> bool:
    """Tell whether a notice is about a table: by its file, or in a workbook by its sheet."""
    from ecosystem.tables.headings import table_of

    return table in {table_of(problem.file.rpartition(".")[0]), table_of(problem.sheet)}
