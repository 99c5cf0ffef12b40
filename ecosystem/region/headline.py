"""The few figures that every neighbourhood of a region may have, side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from ecosystem.measure.continuity import seen
from ecosystem.measure.coverage import coverage
from ecosystem.measure.involvement import involvement
from ecosystem.measure.meetings import meeting_hours
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from ecosystem.tables.pairs import tied
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.progress import counted
from ecosystem.tables.schema import PROFESSIONAL_LAYERS


def headline(region: Region) -> pd.DataFrame:
    """
    Measure each neighbourhood by the few figures most of them have.

    Parameters
    ----------
    region
        Neighbourhoods by code; each is read once, and shows how far it is.

    Returns
    -------
    headline
        One row per neighbourhood, by code: the columns of `areas`; `people_a_resident`
        (professional persons round each resident of whom contacts are recorded, on average);
        `uncovered_needs` and `fragile_needs` (that somebody has and nobody, or one only, can
        meet); `meeting_hours_month` (all members together); `professional_people` (persons and
        practices); `professional_ties` (pairs of actors with a tie, informal ones left out);
        `population`; `residents_seen` (of whom contacts are recorded). Missing where the
        tables cannot tell.

    Examples
    --------
    >>> region = Region(("street",), lambda code: street, None, None)
    >>> headline(region)[["uncovered_needs", "meeting_hours_month", "professional_people"]]
                   uncovered_needs  meeting_hours_month  professional_people
    neighbourhood
    street                       1                  4.0                    3
    """
    return _rows(region, _AREA | _FIGURES)


def areas(region: Region) -> pd.DataFrame:
    """
    List what is known of the place of each neighbourhood.

    Parameters
    ----------
    region
        Neighbourhoods by code.

    Returns
    -------
    areas
        One row per neighbourhood, by code: `name`, `parent`, `x` and `y`, as given.

    Examples
    --------
    >>> areas(Region(("street",), lambda code: street, None, None))["name"].tolist()
    ['The street']
    """
    return _rows(region, _AREA)


Figure = Callable[[Neighbourhood], Any]


def _rows(region: Region, figures: dict[str, tuple[str, Figure]]) -> pd.DataFrame:
    rows = []
    for code in counted(region.codes, "neighbourhoods"):
        hood = region[code]
        rows.append([_value(hood, figure) for _, figure in figures.values()])
    frame = pd.DataFrame(rows, index=list(region.codes), columns=list(figures))
    return frame.astype({name: kind for name, (kind, _) in figures.items()}).rename_axis(
        "neighbourhood"
    )


def _value(hood: Neighbourhood, figure: Figure) -> Any:
    """Measure, or give nothing where a table is missing."""
    try:
        return figure(hood)
    except MissingTable:
        return None


def _own(column: str) -> Figure:
    """Look a column up in the row of the neighbourhood itself."""

    def own(hood: Neighbourhood) -> Any:
        table = hood.neighbourhoods
        known = table.loc[table["neighbourhood"] == hood.code, column].dropna()
        return known.iloc[0] if len(known) else None

    return own


def _seen(hood: Neighbourhood) -> pd.Series:
    """Count the professional persons round each resident of whom there are contacts."""
    if seen(hood).empty:
        return pd.Series(dtype="Int64")
    return involvement(hood)["people"].dropna()


def _people(hood: Neighbourhood) -> float | None:
    people = _seen(hood)
    return round(float(people.mean()), 6) if len(people) else None


def _able(hood: Neighbourhood, actors: int) -> int:
    """Count the needs that somebody has and so many can meet."""
    needs = coverage(hood)
    return int((needs["actors"].eq(actors) & needs["residents"].ne(0).fillna(value=True)).sum())


def _meetings(hood: Neighbourhood) -> float | None:
    hours = meeting_hours(hood)["hours"].sum(min_count=1)
    return None if pd.isna(hours) else round(float(hours) / 12, 6)


def _professional(hood: Neighbourhood) -> pd.DataFrame:
    hood.need("actors", for_what="Counting professionals")
    layer = hood.actors["layer"]
    return hood.actors[layer.isna() | layer.isin(PROFESSIONAL_LAYERS)]


def _persons(hood: Neighbourhood) -> int:
    return int((~_professional(hood)["level"].isin(["group", "organisation"])).sum())


def _ties(hood: Neighbourhood) -> int:
    hood.need("ties", for_what="Counting ties")
    informal = hood.actors.loc[hood.actors["layer"] == "informal", "actor"]
    pairs = tied(hood)
    return int((~pairs["actor"].isin(informal) & ~pairs["partner"].isin(informal)).sum())


_AREA: dict[str, tuple[str, Figure]] = {
    "name": ("str", lambda hood: hood.name),
    "parent": ("str", _own("parent")),
    "x": ("float64", _own("x")),
    "y": ("float64", _own("y")),
}
_FIGURES: dict[str, tuple[str, Figure]] = {
    "people_a_resident": ("Float64", _people),
    "uncovered_needs": ("Int64", lambda hood: _able(hood, 0)),
    "fragile_needs": ("Int64", lambda hood: _able(hood, 1)),
    "meeting_hours_month": ("Float64", _meetings),
    "professional_people": ("Int64", _persons),
    "professional_ties": ("Int64", _ties),
    "population": ("Int64", _own("population")),
    "residents_seen": ("Int64", lambda hood: len(_seen(hood)) or None),
}
