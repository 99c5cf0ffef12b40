"""What is measured on what may leave, and so may leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.refusals import refusal

PUBLIC = ("needs", "indicators", "tariffs", "teachable")
"""Tables without residents or persons that a measure may see beside what leaves."""
FEW_OF_A_ROLE = 3
"""Of fewer actors of a profession or organisation no figures are shared: they are of a person."""
Measure = Callable[[Neighbourhood], pd.DataFrame]


def measured(
    leaves: Neighbourhood, hood: Neighbourhood, measures: Mapping[str, Measure], *, scores: bool
) -> dict[str, pd.DataFrame]:
    """
    Measure on what may leave.

    Parameters
    ----------
    leaves
        The neighbourhood of which all may leave.
    hood
        The neighbourhood, for its public tables, and for which tables it has.
    measures
        By name, what to measure.
    scores
        Whether figures of one actor may leave too, as they may not when shared.

    Returns
    -------
    measured
        By name, what each gives, its index as columns. Without scores no figures stay of one
        actor, or of a profession or organisation of which there are fewer than three here.

    Raises
    ------
    MissingTable
        If a measure needs what never leaves.
    ValueError
        If a row is one of a resident or request all the same.

    Examples
    --------
    >>> leaves = eco.protect(street).hood()
    >>> found = measured(leaves, street, {"push_share": eco.push_share}, scores=False)
    >>> found["push_share"][["kind", "push", "unknown"]]
          kind  push  unknown
    0      tie  72.0     72.0
    1  meeting   0.0     48.0
    """
    tables = {name: frame for name, frame in leaves.tables.items() if name in hood.tables}
    tables |= {name: hood.tables[name] for name in PUBLIC if name in hood.tables}
    sees = Neighbourhood(leaves.code, leaves.name, tables)
    found = {name: _one(name, measure, sees) for name, measure in measures.items()}
    return found if scores else {name: _no_score(table, sees) for name, table in found.items()}


def _one(name: str, measure: Measure, sees: Neighbourhood) -> pd.DataFrame:
    """Measure; refuse what needs more, with the way out."""
    try:
        table = measure(sees)
    except MissingTable as error:
        raise MissingTable(f"{error} {refusal('ecosystem.protect', 'stays', name=name)}") from None
    says = table.index.names != [None] or not pd.api.types.is_numeric_dtype(table.index.dtype)
    flat = table.reset_index() if says else table
    if {"resident", "request"} & set(flat):
        raise ValueError(refusal("ecosystem.protect", "a_resident", name=name))
    return flat.reset_index(drop=True)


def _no_score(table: pd.DataFrame, sees: Neighbourhood) -> pd.DataFrame:
    """
    Leave out figures of one person, and professions and organisations of which there are few here.

    The order in which a measure puts persons is a ranking as well: they leave by what they are
    called, and so do groups of them.
    """
    persons = _persons(table, sees)
    if persons:
        return table.select_dtypes(exclude="number").sort_values(persons, ignore_index=True)
    said = _texts(table)
    groups: list[str] = []
    for of in ("profession", "organisation"):
        many = sees.actors[of].value_counts()
        named = [name for name in said if name == of or said[name].isin(many.index).any()]
        few = said[named].isin(many.index[many < FEW_OF_A_ROLE]).any(axis=1)
        table, said, groups = table[~few], said[~few], groups + named
    return table.sort_values(groups, ignore_index=True) if groups else table


def _persons(table: pd.DataFrame, sees: Neighbourhood) -> list[str]:
    """Name the columns that say of which actor a row is, whatever these are called."""
    own = sees.actors[~sees.actors["level"].isin(["practice", "group", "organisation"])]
    called = {*own["actor"], *("actor:" + own["actor"]), *own["label"].dropna()}
    said = _texts(table)
    return [name for name in said if name == "actor" or said[name].isin(called).any()]


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    return table.select_dtypes(exclude=["number", "bool"])
