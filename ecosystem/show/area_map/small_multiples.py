"""Small multiples: some neighbourhoods side by side, drawn alike, with a few figures each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

import pandas as pd

from ecosystem.protect import Level, protect, protect_region
from ecosystem.protect.over_residents import BESIDE
from ecosystem.region.survey.survey import survey
from ecosystem.show.area_map.region_facts import link, told
from ecosystem.show.area_map.region_view import AREA, by_code
from ecosystem.show.area_map.small_page import small_page
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.drawing.sketch import Small, sketch
from ecosystem.show.words.saved import Saved
from ecosystem.show.words.words import say, several
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood, Region, some
from ecosystem.tables.progress import counted
from ecosystem.tables.refusals import refusal

_say = partial(refusal, "ecosystem.show")
MOST = 20
FIGURES = 3
"""Figures under each, besides how many actors and ties are drawn."""
SHOWN = ["people_a_resident", "uncovered_needs", "meeting_hours_month"]
OF = "people_a_resident_of"
"""Only so that the first is rounded as it may be shared."""


class SmallMultiples(Saved):
    """
    Some neighbourhoods side by side; shows itself as a picture, `save` writes a page.

    Parameters
    ----------
    smalls
        Each neighbourhood, in the order in which they stand.
    level
        What all of them are: `shareable` or `internal`.
    lang
        Language of the words.

    Raises
    ------
    TypeError
        If one is anything else.
    """

    def __init__(self, smalls: Sequence[Small], level: Level, lang: Language) -> None:
        for one in smalls:
            if not isinstance(one, Small):
                kind = type(one).__name__
                raise TypeError(f"a small is drawn of what protect(hood) returns, not of a {kind}")
        self._smalls, self._level, self._lang = tuple(smalls), level, lang

    @cached_property
    def html(self) -> str:
        """The page: drawings and words without any script."""
        return small_page(self._smalls, self._level, self._lang)

    @cached_property
    def png(self) -> bytes:
        """The same as a picture."""
        from ecosystem.show.area_map.small_picture import small_picture  # noqa: PLC0415 (matplotlib)

        return small_picture(self._smalls, self._level, self._lang)

    def _repr_png_(self) -> bytes:
        return self.png

    def __repr__(self) -> str:
        lines = [
            f"{small.name}: " + ", ".join(f"{label} {number}" for label, number in small.figures)
            for small in self._smalls
        ]
        return "\n".join([several("multiples", len(lines), self._lang), *lines])


def small_multiples(
    region: Region,
    codes: Sequence[str] | None = None,
    *,
    table: pd.DataFrame | None = None,
    links: Mapping[str, str] | None = None,
    level: Level = "shareable",
    lang: Language = "en",
) -> SmallMultiples:
    """
    Draw some neighbourhoods side by side, each as in its own view but small, at one scale.

    Parameters
    ----------
    region
        What `load` gives.
    codes
        Which neighbourhoods, in the order in which they are to stand; at most 20. By default
        all of them, by code.
    table
        One row per neighbourhood, as `view_region` takes it; the first three columns of numbers
        stand under each. By default professionals round a resident, needs nobody can meet and
        hours of meetings a month.
    links
        By code, the file beside the page that a neighbourhood opens.
    level
        `shareable` or `internal`, as `protect` explains.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    small_multiples
        A picture in a notebook; `save(path)` writes a page.

    Raises
    ------
    ValueError
        If there are none, or more than 20, or one is not in the region.

    Examples
    --------
    >>> region = Region(("street",), lambda code: street, None, None)
    >>> small_multiples(region)
    1 neighbourhood
    The street: actors 5, ties 5, professionals round a resident unknown or not shared, needs
    nobody can meet 1, hours of meetings a month 4
    """
    chosen = list(dict.fromkeys(region.codes if codes is None else codes))
    if not 0 < len(chosen) <= MOST:
        raise ValueError(_say("too_many", lang, most=MOST, count=len(chosen)))
    others = tuple(code for code in chosen if code not in region)
    if others:
        named = {"others": some(others), "there": some(region.codes)}
        raise ValueError(_say("not_here", lang, **named))
    hoods = [region[code] for code in chosen]
    part = replace(region, codes=tuple(sorted(chosen)))
    known = survey(part, measures=SHOWN if table is None else [])
    if table is None:
        figures = known[[*SHOWN, OF, BESIDE]]
    else:
        figures = by_code(table, region).drop(columns=AREA, errors="ignore")
    outgoing = protect_region(known[["name", "parent"]].join(figures), level=level, lang=lang)
    rows, own = told(outgoing), links or {}
    smalls = []
    for hood in counted(hoods, "neighbourhoods"):
        opens = link(own[hood.code]) if hood.code in own else None
        smalls.append(_small(hood, rows[hood.code], opens, level, lang))
    return SmallMultiples(smalls, level, lang)


def _small(
    hood: Neighbourhood,
    figures: Mapping[str, str],
    opens: str | None,
    level: Level,
    lang: Language,
) -> Small:
    made = sketch(draw(protect(hood, level=level, lang=lang)))
    drawn = {say("actors", lang): str(len(made.shapes)), say("ties", lang): str(len(made.lines))}
    rows = [*drawn.items(), *list(figures.items())[:FIGURES]]
    return Small(hood.name or hood.code, made, tuple(rows), opens)
