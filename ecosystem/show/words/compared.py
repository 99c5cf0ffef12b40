"""Now and after in figures, as they may be told."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.find.findings import LEARNT
from ecosystem.measure.involvement import involvement
from ecosystem.propose.compare import compare
from ecosystem.protect import Outgoing
from ecosystem.protect.counts import FEW, at_most, ranked, shown
from ecosystem.protect.sums import came_follows, change_follows, need_follows
from ecosystem.show.words.words import say
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable

SEEN = ["ties", "tie_hours", "meetings", "meeting_hours"]
"""Measures of what is shown: shared, they are counted in that."""
OVER_RESIDENTS = [
    "residents",
    "people",
    "people_at_least",
    "fewest_alone",
    "residents_seen",
    "came",
]
"""Counts over residents: shared, they are rounded as any count of residents."""
PEOPLE = ["people", "people_at_least", "fewest_alone"]
"""Of these, professionals at doors."""
ABLE = {"uncovered": 0, "fragile": 1}
"""Needs that so many can meet: shared, of those of which it is told that somebody has them."""
_SIDES = ["now", "after"]
_AT_LEAST = {"en": "{}, at least", "nl": "{}, minstens"}


def compared(hood: Neighbourhood, after: Neighbourhood, outgoing: Outgoing) -> pd.DataFrame:
    """
    Compare now and after, by figures that may be told.

    Internal, they are those of `compare`. Shared, ties and meetings are counted in what is
    shared; counts over all residents are rounded to 5, and missing under 10; people a resident
    are two such counts, divided. Residents are at least so many, which the label says, or missing,
    and people a resident missing, where from the exact number it would follow how many have a
    need that fewer than ten have; so are people, and who came where of one who came it would
    follow to how many.
    Needs that nobody, or one, can meet are counted of those that ten residents have, or of which
    it is not known, or that a finding is about; missing where there may be others and findings
    were not handed in. Hours that are short, lines of communication, and pairs with or without a
    reason to meet stay in the house.

    Parameters
    ----------
    hood, after
        The neighbourhood as it is, and as it would be.
    outgoing
        What may leave of both.

    Returns
    -------
    compared
        One row per measure: those of `compare` in its order, and last `came` (professionals a
        resident who came, by the contacts; missing after, as nobody knows who will come):
        `measure`, `label`, `now`, `after`, `change` (missing where it cannot be told).

    Examples
    --------
    >>> outgoing = eco.protect(street, after=street)
    >>> table = compared(street, street, outgoing).set_index("measure")
    >>> table.loc[["people", "ties"], "now"].tolist()
    [<NA>, 4.0]
    """
    table = compare({"now": hood, "after": after}, lang=outgoing.lang)
    residents, visits = _came(hood)
    table.loc["residents_seen", "now"] = residents
    table.loc["came", "label"], table.loc["came", "now"] = say("came", outgoing.lang), visits
    figures = table[_SIDES].astype("Float64")
    if outgoing.level == "shareable":
        figures = _shared(figures, outgoing)
        needs = ranked(outgoing.tables["needs"].set_index("need")["residents"].dropna())
        people = figures.loc[PEOPLE].astype("float64")
        follows = people.map(lambda count: need_follows(hood, count, needs))
        if follows.any(axis=None):  # from one that is told it would follow of the others
            figures.loc[PEOPLE] = pd.NA
        changes = (figures["after"] - figures["now"]).loc[PEOPLE].dropna()
        able = [_at_work(one) for one in (outgoing, outgoing.after or outgoing)]
        if any(change_follows(change, needs, *able) for change in changes):
            figures.loc[PEOPLE, "after"] = pd.NA  # one may tell what another leaves out
    figures.loc["people_a_resident"] = figures.loc["people"] / figures.loc["residents"]
    if outgoing.level == "shareable":
        most = _most_listed(outgoing)
        lower = figures.loc["residents"].ge(most).fillna(value=False)
        if lower.any():  # also where it is just so many: the words tell no more than the figure
            label = str(table.loc["residents", "label"])
            table.loc["residents", "label"] = _AT_LEAST[outgoing.lang].format(label)
        figures.loc["residents"] = figures.loc["residents"].clip(upper=most) if most else pd.NA
        figures.loc["people_a_resident"] = figures.loc["people_a_resident"].mask(lower)
        if "people" in came_follows(hood, needs):
            figures.loc["came"] = pd.NA
    figures.loc["came"] = figures.loc["came"] / figures.loc["residents_seen"]
    table[_SIDES] = figures.round(6)
    table["change"] = (table["after"] - table["now"]).round(6)
    return table.drop(index="residents_seen").reset_index()


def _shared(figures: pd.DataFrame, outgoing: Outgoing) -> pd.DataFrame:
    """Keep what may be shared."""
    kept = pd.DataFrame(index=figures.index, columns=_SIDES, dtype="Float64")
    shows = {"now": outgoing, "after": outgoing.after or outgoing}
    for side, one in shows.items():
        able = _able(outgoing, one)
        for measure, actors in ABLE.items():
            if able is not None and not pd.isna(figures.loc[measure, side]):
                kept.loc[measure, side] = able.eq(actors).sum()
    seen = compare({side: _seen(one) for side, one in shows.items()})
    kept.loc[SEEN] = seen.loc[SEEN, _SIDES].where(figures.loc[SEEN].notna())
    for side in _SIDES:
        text = shown(figures.loc[OVER_RESIDENTS, side])
        kept.loc[OVER_RESIDENTS, side] = pd.to_numeric(text.where(text != FEW)).astype("Float64")
    return kept


def _most_listed(outgoing: Outgoing) -> float:
    """Say up to how many residents can be told before a need that few have could be worked out."""
    counts = pd.to_numeric(outgoing.tables["needs"]["residents"].replace(FEW, "0"))
    if counts.isna().all():
        return np.inf
    return float(at_most(pd.Series([np.inf]), pd.DataFrame([counts.tolist()])).iloc[0])


def _able(now: Outgoing, side: Outgoing) -> pd.Series | None:
    """
    Count who can meet each need that somebody has, as far as that is told.

    It is, of ten residents or more, where it is not known how many, and of what a finding is
    about. None where findings were not handed in and there may be other needs, of fewer.
    """
    needs, found = now.tables["needs"], now.tables.get("findings")
    few = needs["residents"].eq(FEW).fillna(value=False)
    if found is None:
        if few.any():
            return None
    else:
        about = found.loc[found["finding"].isin(LEARNT), "needs"]
        few &= ~needs["need"].isin(set(about))
    able = _at_work(side).groupby("need")["actor"].nunique()
    return able.reindex(needs.loc[~few, "need"], fill_value=0)


def _at_work(outgoing: Outgoing) -> pd.DataFrame:
    """List who can do what, of those who are there."""
    away = outgoing.tables["actors"].query("hours == 0")["actor"]
    able = outgoing.tables["competences"]
    return able[~able["actor"].isin(away)]


def _seen(outgoing: Outgoing) -> Neighbourhood:
    """Give the neighbourhood of the ties and meetings that are shown."""
    names = ("actors", "ties", "meetings", "attendance")
    tables = {name: outgoing.tables[name] for name in names}
    return Neighbourhood(outgoing.code, outgoing.name, tables)


def _came(hood: Neighbourhood) -> tuple[int | None, int | None]:
    """Count the residents of whom is known who came, and the professionals who came to each."""
    try:
        people = involvement(hood)["people"].dropna()
    except MissingTable:
        return None, None
    return (len(people), int(people.sum())) if len(hood.contacts) else (None, None)
