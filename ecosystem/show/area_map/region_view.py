"""The region view: every neighbourhood on one map, coloured by a measure one chooses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from ecosystem.protect import Level, OutgoingRegion, protect_region
from ecosystem.protect.over_residents import BESIDE
from ecosystem.region.survey.survey import survey
from ecosystem.show.area_map.region_facts import region_facts
from ecosystem.show.area_map.region_file import region_page
from ecosystem.show.area_map.region_places import region_places
from ecosystem.show.area_map.region_shapes import Places
from ecosystem.show.words.framed import framed
from ecosystem.show.words.saved import Saved
from ecosystem.show.words.words import several
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Region, some
from ecosystem.tables.refusals import refusal

AREA = ["name", "parent", "x", "y"]
"""What a table may say of the place itself."""
SHOWN = [
    *("people_a_resident", "uncovered_needs", "fragile_needs", "meeting_hours_month"),
    *("professionals", "professional_ties"),
]
"""What is measured where no table is given; beside it stand how many people and residents."""


class RegionView(Saved):
    """
    The map of what may leave of a region.

    A class for the reason that `View` is one: it shows itself live where a notebook is trusted,
    as a still picture where it is not, and prints as a line that does not change.

    Parameters
    ----------
    outgoing
        What `protect_region` made.
    places
        Where each neighbourhood is drawn.
    links
        By code, the file beside the page that a neighbourhood opens.

    Raises
    ------
    TypeError
        If `outgoing` is anything else.
    """

    def __init__(
        self, outgoing: OutgoingRegion, places: Places, links: Mapping[str, str] | None = None
    ) -> None:
        if not isinstance(outgoing, OutgoingRegion):
            kind = type(outgoing).__name__
            raise TypeError(f"a map is made of what protect_region returns, not of a {kind}")
        self._outgoing = outgoing
        self._places = places
        self._links = dict(links or {})

    @cached_property
    def html(self) -> str:
        """The whole page, with its script and data; it asks nothing of any host."""
        return region_page(region_facts(self._outgoing, self._places, self._links))

    @cached_property
    def png(self) -> bytes:
        """The still picture, of the measure that the page shows first."""
        from ecosystem.show.area_map.region_picture import region_picture  # noqa: PLC0415 (matplotlib)

        return region_picture(self._outgoing, self._places)

    def _repr_html_(self) -> str:
        """Show a live frame, before it a picture that only an untrusted notebook shows."""
        lang = self._outgoing.lang
        title = several("region", len(self._outgoing.table), lang)
        return framed(self.html, self.png, title, lang=lang)

    def __repr__(self) -> str:
        table = self._outgoing.table
        figures = ", ".join(str(name) for name in table.columns.drop(["name", "parent"]))
        count = several("region", len(table), "en")
        return f"RegionView of {count} by {figures}; {self._outgoing.level}"


def view_region(
    region: Region,
    table: pd.DataFrame | None = None,
    *,
    links: Mapping[str, str] | None = None,
    level: Level = "shareable",
    lang: Language = "en",
) -> RegionView:
    """
    Show every neighbourhood of a region on one map, coloured by a measure one chooses.

    Polygons are drawn where a `neighbourhoods.geojson` lies beside the tables; else a circle at
    the `x` and `y` of each; else hexagons in the order of the codes, whose place means nothing.
    Colours are five steps of about as many neighbourhoods; what is unknown is hatched.

    Parameters
    ----------
    region
        What `load` gives.
    table
        One row per neighbourhood, by code (as index, or as a column `neighbourhood`); each
        column of numbers is a measure, in its order. A neighbourhood without a row is unknown.
        Where it says the `name`, `parent`, `x` and `y` of each, as a survey does, no
        neighbourhood is opened for them.
        By default a few figures that most have: professionals round a resident, needs nobody
        or one only can meet, hours of meetings, professionals, ties; it takes a moment each.
    links
        By code, the file beside the page that a neighbourhood opens, as
        `{"BU99990101": "BU99990101.html"}`.
    level
        `shareable` or `internal`: shared, columns that count residents (whose name begins with
        `residents` or `bewoners`) are rounded to five, or "fewer than 10". Other columns are shown
        as they are.
    lang
        Language of the page, `en` or `nl`.

    Returns
    -------
    view
        Shows itself in a notebook; `view.save(path)` writes one file to mail or keep.

    Raises
    ------
    ValueError
        If the table speaks of a neighbourhood that is not in the region, twice of one, or has
        no numbers.

    Examples
    --------
    >>> region = eco.load({"neighbourhoods": pd.DataFrame({"neighbourhood": ["a", "b"]})})
    >>> view_region(region, pd.DataFrame({"lonely": [12, None]}, index=["a", "b"]))
    RegionView of 2 neighbourhoods by lonely; shareable
    """
    if table is None:
        known = survey(region, measures=SHOWN)
        figures = known[[*SHOWN, "population", "people_a_resident_of", BESIDE]]
    else:
        known = by_code(table, region)
        figures = known.drop(columns=AREA, errors="ignore")
        if not {*AREA} <= {*known} or len(known) < len(region):
            known = survey(region, measures=[])
    outgoing = protect_region(known[["name", "parent"]].join(figures), level=level, lang=lang)
    places = region_places(known[["x", "y", "parent"]], region.outlines)
    return RegionView(outgoing, places, links)


def by_code(table: pd.DataFrame, region: Region) -> pd.DataFrame:
    """Give a table of neighbourhoods by code, all of them in the region."""
    rows = table.set_index("neighbourhood") if "neighbourhood" in table else table
    rows = rows.set_axis([str(code) for code in rows.index])
    others = tuple(sorted({*rows.index} - {*region.codes}))
    if others:
        named = {"others": some(others), "there": some(region.codes)}
        elsewhere = len(others) == len({*rows.index})  # and so perhaps another list: of clients
        key = "table_of_elsewhere" if elsewhere else "table_of_others"
        raise ValueError(refusal("ecosystem.show", key, **named))
    return rows
