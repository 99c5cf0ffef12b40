"""Heads of those who help against the people who need them, area by area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood, empty, some
from ecosystem.tables.refusals import refusal

FIGURE = ["neighbourhood", "indicator", "year", "value"]
MANY = 20
"""So many indicators are named where one is not there."""


def heads(
    region: Iterable[Neighbourhood],
    *,
    of: Sequence[str],
    people: Sequence[str],
    year: int | None = None,
    leave_out: Sequence[str] = (),
) -> pd.DataFrame:
    """
    Rank areas by the heads there are for every thousand people, scarcest first.

    Both come from `indicators`: heads because published tables of supply have no hours. A head
    counts once whatever its hours, and someone who is in two groups of people counts in both.
    Areas that carry an indicator of `leave_out` (figures that repeat a neighbour's, artefacts)
    stand at the end without a rank, as do areas of which a figure is unknown.

    Parameters
    ----------
    region
        Neighbourhoods with `indicators`.
    of
        Indicators of those who help, added.
    people
        Indicators of people, added.
    year
        The year of the figures; those without a year hold for every year. By default the last
        year in which every indicator is known somewhere.
    leave_out
        Indicators that mark an area as not to be ranked.

    Returns
    -------
    heads
        One row per neighbourhood, ranked areas first by `rank` and then by code: `name`, `rank`
        (1 is scarcest; equal figures share the lowest), `heads`, `people`, `per_1000`, and
        `left_out` (why it has no rank: the marks it carries, or `unknown`).

    Raises
    ------
    ValueError
        If an indicator of those who help or of people is known of no neighbourhood.

    Examples
    --------
    >>> figures = pd.DataFrame({"neighbourhood": "street", "indicator": ["gps", "over_80"],
    ...                         "value": [3.0, 120.0], "year": pd.array([None, 2020], "Int64")})
    >>> ranked = heads([street.replace(indicators=figures)], of=["gps"], people=["over_80"])
    >>> ranked[["rank", "heads", "people", "per_1000"]]
                   rank  heads  people  per_1000
    neighbourhood
    street            1    3.0   120.0      25.0
    """
    wanted = [*of, *people, *leave_out]
    names = {}
    pieces = [empty("indicators")[FIGURE]]
    known: set[str] = set()
    for hood in region:
        names[hood.code] = hood.name
        found = hood.indicators[FIGURE]
        known |= {*found["indicator"].dropna()}
        pieces.append(
            found[found["indicator"].isin(wanted) & (found["neighbourhood"] == hood.code)]
        )
    figures = pd.concat(pieces, ignore_index=True)
    unknown = sorted({*of, *people} - known)
    if unknown:
        named = {"unknown": ", ".join(unknown), "there": some(tuple(sorted(known)), MANY) or "-"}
        raise ValueError(refusal("ecosystem.region", "no_indicator", **named))
    when = _last(figures, [*of, *people]) if year is None else year
    figures = figures[(figures["year"] == when) | figures["year"].isna()]
    figures = figures.drop_duplicates(["neighbourhood", "indicator"])
    each = figures.pivot_table(index="neighbourhood", columns="indicator", values="value")
    each = each.reindex(index=sorted(names), columns=wanted)

    ranked = pd.DataFrame({"name": pd.Series(names, dtype="str")}).sort_index()
    ranked["heads"] = each[list(of)].sum(axis=1, skipna=False)
    ranked["people"] = each[list(people)].sum(axis=1, skipna=False).round(6)
    ranked["per_1000"] = (
        1000 * ranked["heads"] / ranked["people"].mask(ranked["people"] == 0)
    ).round(6)
    marks = each[list(leave_out)].notna()
    carried = ["|".join(marks.columns[row]) for row in marks.to_numpy(dtype=bool)]
    left_out = pd.Series(carried, index=marks.index, dtype="str")
    left_out = left_out.mask((left_out == "") & ranked["per_1000"].isna(), "unknown")
    ranked["left_out"] = left_out.mask(left_out == "")
    place = ranked["per_1000"].where(ranked["left_out"].isna()).rank(method="min")
    ranked.insert(1, "rank", place.astype("Int64"))
    ranked.index.name = "neighbourhood"
    return ranked.sort_values(["rank", "neighbourhood"])


def _last(figures: pd.DataFrame, indicators: list[str]) -> int | None:
    """Find the last year in which each indicator that has years is known somewhere."""
    known = figures[figures["indicator"].isin(indicators) & figures["value"].notna()]
    last = known.groupby("indicator")["year"].max().dropna()
    return int(last.min()) if len(last) else None
