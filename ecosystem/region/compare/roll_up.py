"""From buurt to wijk to gemeente: neighbourhoods added up."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from ecosystem.protect.over_residents import NO_MEASURES
from ecosystem.region.compare.door import TEXT, checked_survey
from ecosystem.region.compare.parents import LEVELS, above, parents_given, refuse_overlap
from ecosystem.region.compare.profile import counts_people
from ecosystem.region.survey.headlines import headlines
from ecosystem.tables.refusals import refusal

To = Literal["parent", "wijk", "gemeente", "region"]
REGION = "region"
AT_MOST = ("professionals", "informal_helpers", "meeting_hours_month", "professional_ties")
"""What is counted in each neighbourhood that somebody or a meeting serves."""
PLACE = ("x", "y", "year")
ADDED = {"count", "sum", "hours"}
PROFILE = ("needs_a_resident", "share_")
COUNTED = ["neighbourhoods", "unknown_in", "at_most", "added"]


def roll_up(survey: pd.DataFrame, *, to: To = "parent") -> pd.DataFrame:
    """
    Add neighbourhoods up to the areas they lie in.

    Counts, sums and hours are added; averages and shares are weighed by how many they rest on,
    and what they rest on is added. What is unknown of a neighbourhood is left out and counted,
    never taken for 0: a sum is then at least so much. Who serves several neighbourhoods, and a
    meeting of several, is counted in each: such figures are at most (`at_most` names them), and
    a need counts once in each neighbourhood. The largest share of needs one generalist can meet
    is averaged: it is that of the neighbourhoods, not of the whole area.

    Parameters
    ----------
    survey
        What `survey` gives, or `roll_up` itself: a roll-up of a roll-up is that of the whole.
    to
        `parent`: the area each lies in, as `parent` says or else its code (Dutch: buurt, wijk,
        gemeente; a Flemish sector has its eerstelijnszone in `parent`). `wijk` or `gemeente`:
        up to there, through as many parents as it takes. `region`: all together.

    Returns
    -------
    roll_up
        One row per area, by code, with the columns of the survey: `name` (its code), `parent`
        (from its code; missing where that does not say), `codes` (of all, joined by `|`), `year`
        (where all have the same), `population` added, `x` and `y` averaged; the measures and
        findings; needs and shares of residents weighed by residents; `indicator_` added where
        it counts people, else weighed by population. Then `neighbourhoods` (how many),
        `unknown_in` (`measure: in how many of them it is unknown`, joined by `; `), `at_most`
        and `added` (indicators that were added), both joined by `|`.

    Raises
    ------
    ValueError
        If two areas overlap (a code in both, or one within the other; both are named), an area
        has no such parent, or it is no survey.

    Examples
    --------
    >>> areas = pd.DataFrame({"neighbourhood": ["BU00030101", "BU00030102", "BU00030201"],
    ...                       "upc": [0.5, 0.8, ""], "upc_of": [10, 20, ""]})
    >>> roll_up(areas)[["upc", "upc_of", "neighbourhoods", "unknown_in"]].reset_index(drop=True)
        upc  upc_of  neighbourhoods unknown_in
    0   0.7      30               2        NaN
    1  <NA>    <NA>               1     upc: 1
    >>> roll_up(areas, to="gemeente")["unknown_in"].tolist()
    ['upc: 1']
    """
    table = checked_survey(survey)
    refuse_overlap(table)
    area = pd.Series(_areas(table, to), index=table.index, dtype="str")
    parts = table.get("neighbourhoods", pd.Series(1.0, index=table.index)).astype("float64")
    added = _added(table)
    names = [name for name in table if name not in {*TEXT, *COUNTED}]
    weight = pd.DataFrame({name: _weight(table, name, parts, added) for name in names})
    values = table[names].astype("float64")
    known = values.notna() & (weight > 0)
    weighed = (values * weight).where(known).groupby(area).sum(min_count=1)
    by = weight.where(known).groupby(area).sum(min_count=1)
    adds = [name for name in names if _adds(name, added)]
    frame = (weighed / by).assign(**weighed[adds]).round(6).astype("Float64")
    frame = frame.astype(dict.fromkeys([name for name in adds if _whole(frame[name])], "Int64"))
    aside = {*PLACE, *NO_MEASURES}
    told = [name for name in names if not name.endswith("_of") and name not in aside]
    missing = pd.DataFrame({name: parts.where(~known[name], 0) for name in told})
    missing = missing.groupby(area).sum()
    if "year" in table:
        years = table["year"].groupby(area)
        frame["year"] = frame["year"].where(years.min() == years.max()).round().astype("Int64")
    words = pd.DataFrame(_words(table, area, to))
    frame = words.join(frame)[[name for name in table if name in {*words, *frame}]]
    frame["neighbourhoods"] = parts.groupby(area).sum().astype("Int64")
    frame["unknown_in"] = _unknown_in(table, area, missing)
    several = frame["neighbourhoods"] > 1
    at_most = "|".join(name for name in AT_MOST if name in frame) or None
    frame["at_most"] = pd.Series(at_most, index=frame.index, dtype="str").where(several)
    frame["added"] = pd.Series("|".join(sorted(added)) or None, index=frame.index, dtype="str")
    return frame


def _areas(table: pd.DataFrame, to: To) -> list[str]:
    if to == REGION:
        return [REGION] * len(table)
    parents = parents_given(table)
    found = []
    for code in table.index:
        letters = LEVELS.get(to, "")
        ups = (up for up in above(str(code), parents) if up.startswith(letters))
        up = str(code) if letters and str(code).startswith(letters) else next(ups, None)
        if up is None:
            raise ValueError(refusal("ecosystem.region", "lies_nowhere", code=code, to=to))
        found.append(up)
    return found


def _adds(name: str, added: set[str]) -> bool:
    kinds = headlines()["kind"]
    whole = name == "population" or name.startswith("findings_") or name.endswith("_of")
    return whole or name in added or kinds.get(name) in ADDED


def _whole(values: pd.Series) -> bool:
    return bool(values.mod(1).eq(0).fillna(value=True).all())


def _weight(table: pd.DataFrame, name: str, parts: pd.Series, added: set[str]) -> pd.Series:
    """Say how much each neighbourhood counts for."""
    one = pd.Series(1.0, index=table.index)
    if _adds(name, added):
        return one
    if name in PLACE:
        return parts
    of = f"{name}_of"
    if name.startswith(PROFILE):
        of = "needs_a_resident_of" if "needs_a_resident_of" in table else "residents"
    elif name.startswith("indicator_"):
        of = "population"
    return table[of].astype("float64") if of in table else one * np.nan


def _added(table: pd.DataFrame) -> set[str]:
    """Tell which indicators count people, as found now or when they were first added up."""
    if "added" in table:
        return {name for names in table["added"].dropna() for name in names.split("|")}
    if "population" not in table:
        return set()
    return {
        name
        for name in table
        if name.startswith("indicator_") and counts_people(table[name], table["population"])
    }


def _words(table: pd.DataFrame, area: pd.Series, to: To) -> dict[str, pd.Series]:
    """Give each area its words: of the columns that the survey has."""
    areas = pd.Series(sorted(area.unique()), dtype="str")
    areas.index = pd.Index(areas, dtype="str", name="neighbourhood")
    up = [next(above(code, {}), None) if to != REGION else None for code in areas]
    told = {"name": areas, "parent": pd.Series(up, index=areas.index, dtype="str")}
    if "codes" in table:
        own = table["codes"].where(table["codes"].notna(), table.index.to_series())
        every = own.str.split("|").explode().str.strip()
        at = pd.Series(area.loc[every.index].to_numpy(), index=every.index)
        joined = every.groupby(at.to_numpy()).agg(lambda codes: "|".join(sorted(set(codes))))
        told["codes"] = joined.reindex(areas.index)
    return told


def _unknown_in(table: pd.DataFrame, area: pd.Series, missing: pd.DataFrame) -> pd.Series:
    """Say of each measure in how many neighbourhoods it is unknown, now and before."""
    if "unknown_in" in table:
        before = table["unknown_in"].dropna().str.split("; ").explode()
        pairs = before.str.rsplit(": ", n=1, expand=True)
        for code, name, count in zip(pairs.index, pairs[0], pairs[1], strict=True):
            if name in table and pd.notna(table.loc[code, name]):
                missing.loc[area[code], name] += float(count)
    told = [
        "; ".join(f"{name}: {int(count)}" for name, count in row.items() if count)
        for row in missing.to_dict("records")
    ]
    return pd.Series(told, index=missing.index, dtype="str").replace("", None)
