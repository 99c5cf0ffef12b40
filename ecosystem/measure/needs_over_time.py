"""How the needs of a group moved from one round to a later one."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from ecosystem.measure.demand import in_time
from ecosystem.protect import Level, shown
from ecosystem.tables.help_coded import whose
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.refusals import refusal, tables_told

Every = Literal["year", "half", "quarter", "month"]
_CUTS = {
    "year": (12, "{0}"),
    "half": (6, "{0}-H{1}"),
    "quarter": (3, "{0}-Q{1}"),
    "month": (1, "{0}-{1:02d}"),
}
"""Months in each calendar period, and what it is called."""
_COLUMNS = (
    "then", "now", "change", "of_then", "of_now", "from", "to", "unknown", "unnamed",
)  # fmt: skip


def needs_over_time(
    hood: Neighbourhood,
    *,
    every: Every | None = None,
    then: str | None = None,
    now: str | None = None,
    level: Level = "internal",
) -> pd.DataFrame:
    """
    Count the residents with each need in one round and in a later one.

    Rounds are the periods of `profiles`, where they name two or more; else, or when `every` is
    given, contacts (by start) and requests (by when they were asked) are cut into calendar
    periods, halves of years unless told otherwise. There a resident has a need in each round
    in which a contact or a request was about it. A need nobody had in a round counts 0 there.
    A round that has only begun, or in which fewer residents were asked, counts fewer: compare
    with `of_then` and `of_now`.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `profiles`, `contacts` or `requests`.
    every
        `year`, `half`, `quarter` or `month`, to cut contacts and requests into.
    then, now
        Names of the two rounds; the last but one and the last, where not given.
    level
        `internal`, or `shareable`: counts of residents are then text, under 10 (0 included) as
        "<10" and others rounded to 5, `change` comes from those and is missing where one is
        under 10, and `unknown` and `unnamed` are missing.

    Returns
    -------
    needs_over_time
        One row per `need` in use, the largest change first, then most residents now, then by
        name:

        - `then`, `now`, `change`: residents; missing where there is no such round
        - `of_then`, `of_now`: residents of whom a need is known in that round, the same on
          each row
        - `from`, `to`: the names of the rounds
        - `unknown`: profiles, contacts and requests about this need that do not say when (or
          of how many residents, or of which), in no round and in no count
        - `unnamed`: those of the two rounds that name no need, the same on each row

    Raises
    ------
    MissingTable
        If none of the tables was supplied.
    ValueError
        If a round is not there, or an option cannot be.

    Examples
    --------
    >>> rounds = {"profile": ["a", "b"], "needs": ["skin", "skin|income"], "residents": [12, 30]}
    >>> profiles = pd.DataFrame(rounds).assign(period=["2024", "2025"], neighbourhood="street")
    >>> moved = needs_over_time(street.replace(profiles=profiles))
    >>> moved[["then", "now", "change"]]
               then  now  change
    need
    income        0   30      30
    skin         12   30      18
    transport     0    0       0
    """
    if not {"profiles", "contacts", "requests"} & set(hood.tables):
        there = tables_told(hood.tables)
        raise MissingTable(
            refusal("ecosystem.measure", "needs_over_time", code=hood.code, there=there)
        )
    rounds = [_of_dates(hood, every or "half")]
    rounds = [_of_profiles(hood), *rounds] if every is None else rounds
    rows = max(rounds, key=lambda some: min(len(_names(some)), 2))
    frame = _moved(rows, in_use(hood), *_two(_names(rows), then, now))
    if level == "shareable":
        frame = _shareable(frame)
    size, now_ = (pd.to_numeric(frame[name], errors="coerce") for name in ("change", "now"))
    order = np.lexsort((frame.index, -now_.fillna(0), -size.abs().fillna(0)))
    return frame.iloc[order]


def _of_profiles(hood: Neighbourhood) -> pd.DataFrame:
    """List profiles with their rounds, a row a need."""
    profiles = hood.profiles.reset_index(drop=True)
    period = profiles["period"]
    rows = pd.DataFrame(
        {
            "round": period.groupby(in_time(period)).transform("min"),
            "who": profiles.index,
            "residents": profiles["residents"],
            "need": profiles["needs"].str.split("|"),
        }
    ).explode("need", ignore_index=True)
    need = rows["need"].astype("str").str.strip()
    return rows.assign(need=need.where(need.fillna("") != ""))


def _of_dates(hood: Neighbourhood, every: Every) -> pd.DataFrame:
    """List contacts and requests with the calendar period they fall in."""
    when = pd.concat([hood.contacts["start"], hood.requests["asked"]], ignore_index=True)
    need = pd.concat([hood.contacts["need"], hood.requests["need"]], ignore_index=True)
    months, name = _CUTS[every]
    part = when.dt.year * 100 + (when.dt.month - 1) // months + 1
    names = {one: name.format(*divmod(int(one), 100)) for one in part.dropna().unique()}
    rows = pd.DataFrame({"round": part.map(names).astype("str"), "who": whose(hood), "need": need})
    return rows.assign(residents=pd.Series(1, rows.index, dtype="Int64"))


def _counted(rows: pd.DataFrame) -> pd.Series:
    return rows[["round", "who", "residents", "need"]].notna().all(axis=1)


def _names(rows: pd.DataFrame) -> list[str]:
    """List the rounds in which somebody has a need, the earliest first."""
    names = pd.Series(sorted(set(rows.loc[_counted(rows), "round"])), dtype="str")
    order = np.argsort(in_time(names), kind="stable")
    return [str(name) for name in names.iloc[order]]


def _two(names: list[str], then: str | None, now: str | None) -> tuple[str | None, str | None]:
    """Choose the two rounds; None for one that is not there."""
    for asked in (then, now):
        if asked is not None and asked not in names:
            there = ", ".join(names) or refusal("ecosystem.measure", "none")
            raise ValueError(refusal("ecosystem.measure", "no_round", asked=asked, there=there))
    if then is not None and then == now:
        raise ValueError(refusal("ecosystem.measure", "two_rounds", now=now))
    last = now or next((name for name in reversed(names) if name != then), None)
    before = names[: names.index(last)] if last else []
    return then or (before[-1] if before else None), last


def _moved(rows: pd.DataFrame, every: list[str], then: str | None, now: str | None) -> pd.DataFrame:
    """Count residents a need in the two rounds, and what could not be counted."""
    known = _counted(rows)
    either = rows["round"].isin([one for one in (then, now) if one])
    told = rows[known & either]
    needs = pd.Index(every, dtype="str", name="need")
    lost = rows.loc[~known & (either | rows["round"].isna()), "need"].value_counts()
    counts = {}
    for name, which in (("then", then), ("now", now)):
        there = told[told["round"] == which]
        of_need = there.drop_duplicates(["who", "need"]).groupby("need")["residents"].sum()
        of_all = there.drop_duplicates("who")["residents"].sum()
        counts[name] = of_need.reindex(needs, fill_value=0) if which else pd.NA
        counts[f"of_{name}"] = of_all if which else pd.NA
    counts["unknown"] = lost.reindex(needs, fill_value=0)
    counts["unnamed"] = int((rows["need"].isna() & either).sum())
    frame = pd.DataFrame(counts, index=needs).astype("Int64")
    frame["change"] = frame["now"] - frame["then"]
    ends = pd.DataFrame({"from": then, "to": now}, index=needs, dtype="string")
    return pd.concat([frame, ends], axis=1)[list(_COLUMNS)]


def _shareable(frame: pd.DataFrame) -> pd.DataFrame:
    """Show counts as they may be shared, and no more than follows from those."""
    told = frame.assign(unknown=pd.array([pd.NA] * len(frame), dtype="Int64"), unnamed=pd.NA)
    for name in ("then", "now", "of_then", "of_now"):
        told[name] = shown(frame[name].astype("Float64"))
    then, now = (pd.to_numeric(told[name], errors="coerce") for name in ("then", "now"))
    return told.assign(change=(now - then).astype("Int64")).astype({"unnamed": "Int64"})
