"""What is told by design, worked out a second time, in plain Python; all else is hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from math import floor
from typing import Any

import pandas as pd

import ecosystem as eco
from benchmarks.trust.hidden_changes import INFORMAL, Log
from benchmarks.trust.small_world import CHOIR, NEEDS, PROFESSIONALS
from ecosystem.tables.neighbourhood import Neighbourhood

Told = dict[Any, Any]
"""What is told, by what it is about."""
KEYS = ("all", "theme", "need", "step", "lightest", "offered", "gap")
COUNTS = ("residents", "heavier", "informal_only", "justified", "unknown", "perhaps_higher")
TOTALS = ("residents", "people", "people_at_least", "fewest_alone")
SECONDS = ("lead_time", "touch", "waiting", "intake_wait")
OF_WHO_CAME = ("people", "professionals", "excess", "organisations", "links", "groups", "helpers")
ADDED = (
    *("requests", "contacts", "people", "professionals", "fewest", "excess", "groups", "links"),
    *("handovers", "loops", "organisations", "products", "helpers", "lines", *SECONDS),
)
OF_REQUESTS = (
    *("lead_time_days", "waiting_days", "links_a_request", "loops_a_request"),
    "first_time_right",
)
OF_NEEDS = ("heavier_share", "broadest_generalist")
SUMS = ("people_involved", "fewest_people", "people_today_of_fewest", "professional_hours_week")
OVER = (
    *("people_a_resident", "contact_point", "informal_reach", "practice_share", "upc", "coc"),
    *("fewest_a_resident", "excess_a_resident", "needs_a_resident", "handovers_a_resident"),
    *("outcome_residents", "outcome_informal", "outcome_professionals"),
    *(*OF_REQUESTS, *OF_NEEDS, *SUMS),
)
TIES = ("push_share", "ei_index")
HELPERS = ("informal_helpers", *TIES)


def shown(count: Any) -> Any:
    """Write a count by the rule; words and what is missing stay."""
    if isinstance(count, str) or pd.isna(count):
        return str(count)
    return "<10" if count < 10 else str(5 * floor(count / 5 + 0.5))


def counts(log: Log) -> Told:
    """
    Count residents by need, actor and two actors; all, those seen, and who came to them.

    Who came is counted by kind as well. What nobody has is under ten too. With them the
    quarters, which the page tells.
    """
    whose: dict[Any, set[str]] = defaultdict(set)
    came = set()
    for row in (*log.requests, *log.contacts):
        whose[row["need"]].add(row["resident"])
        if "actor" in row:
            whose[merged(row["actor"])].add(row["resident"])
            came.add((row["resident"], row["actor"]))
    for a, b in combinations(sorted(set(whose) - {*NEEDS, "all"}), 2):
        whose[a, b] = whose[a] & whose[b]
    whose["all"] = {row["resident"] for row in log.requests}
    whose["seen"] = {who for who, _ in came}
    every = {key: shown(len(some)) for key, some in (*whose.items(), ("came", came))}
    every |= _by_kind(came)
    when = [(start.year, start.quarter) for start in (row["start"] for row in log.contacts)]
    said = {key: value for key, value in every.items() if value != "<10"}
    return said | {"quarters": (min(when), max(when))}


def _by_kind(came: set[tuple[str, str]]) -> Told:
    """Add up who came: people, groups, and helpers."""
    levels = {key: level for key, _, _, level, _ in PROFESSIONALS}
    kinds: dict[str, int] = defaultdict(int)
    for _, actor in came:
        level = levels.get(actor, "helper" if actor in {*INFORMAL, CHOIR[0]} else "person")
        kinds["people" if level in ("person", "practice") else level] += 1
    return {f"came {kind}": shown(count) for kind, count in kinds.items()}


def merged(ids: str) -> str:
    """Name informal helpers as one."""
    return "|".join(dict.fromkeys("informal" if i in INFORMAL else i for i in ids.split("|")))


def statements(findings: pd.DataFrame) -> Told:
    """Say what is found, about whom and which needs, and of how many residents as told."""
    rows = findings[["finding", "subject", "needs", "residents"]].itertuples(index=False)
    return {(kind, merged(who), needs): shown(many) for kind, who, needs, many in rows}


def totals(hood: Neighbourhood, after: Neighbourhood) -> Told:
    """Give the figures of now and after that are counted over residents, as they are told."""
    table = eco.compare({"now": hood, "after": after})
    seen = eco.involvement(hood)["people"].dropna()
    came = {"came": (shown(seen.sum()), shown(len(seen)))}
    sides = [(name, side) for name in TOTALS for side in ("now", "after")]
    return came | {(name, side): shown(table.loc[name, side]) for name, side in sides}


def surveyed(row: Mapping[Any, Any]) -> Told:
    """
    Say what is told of each figure of a survey, by its column.

    Counts as they are told; averages by their total to 5 and how many they rest on, from ten
    residents for sure. Of what is counted over who helps: how many needs somebody has and how
    many findings there are, as they are; with informal helpers no finer than a hundredth. Nothing
    over residents where it is not to stand beside the neighbourhood's own tables.
    """
    every = {str(name)[:-3] for name in row if str(name).endswith("_of")}
    said: Told = {name: row[name] for name in row if name not in every}
    for name in every:
        value, of = row[name], row[f"{name}_of"]
        said[name] = said[f"{name}_of"] = (value, of)
        if name in HELPERS:
            said[name] = round(value, 2) if name in TIES else shown(value)
            said[f"{name}_of"] = shown(of)
        elif name in ("residents", "requests"):
            said[name], said[f"{name}_of"] = shown(value), shown(of)
        elif name == "professionals":
            said[name], said[f"{name}_of"] = value, shown(of)
        elif name == "hours_short_week":
            said[name] = None
        elif name in OVER:
            said[f"{name}_of"] = shown(of)
            said[name] = None if pd.isna(value) else _over(name, row)
    needy = row["needs_a_resident_of"]
    domains = [name for name in row if str(name).startswith("share_")]
    parts = tuple(shown(row[name] * needy) for name in domains)
    said |= dict.fromkeys(domains, (shown(needy), parts))
    if row["beside_own_tables"] != 1:
        over = {"residents", "requests", *OVER} - {"informal_reach"}
        own = [*over, *(f"{name}_of" for name in over), *domains]
        said |= {name: pd.isna(row.get(name)) for name in own}  # as `unknown` says
    return said


def _over(name: str, row: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Say what is told of a figure over residents, from ten of them for sure."""
    value, of, needy = row[name], row[f"{name}_of"], row["needs_a_resident_of"]
    sure = of
    if name in OF_REQUESTS:
        sure = row["requests_of"] - (row["requests"] - of)
    elif name in OF_NEEDS:
        sure = needy - (row["needs_a_resident"] * needy - of)
    elif name in ("practice_share", "professional_hours_week"):
        sure = row["people_a_resident_of"]
        if name == "professional_hours_week" and row[f"{name}_spread"] != 1:
            return ()
    if round(sure) < 10:
        return ()
    total = value if name in SUMS else value * of
    if name in ("people_a_resident", "contact_point", "informal_reach", "practice_share"):
        return shown(round(total)), shown(of)
    return (5 * round(total / 5), *(() if name in SUMS else (shown(of),)))


def rows(table: pd.DataFrame) -> Told:
    """Give the rows of a table of counts as they are told, and the sums of those of each need."""
    flat = table.reset_index()
    every: list[Mapping[Any, Any]] = flat.to_dict("records")
    counted = [name for name in COUNTS if name in flat]
    added = flat.groupby(flat["need"].fillna(""))[counted].sum()
    sums = {
        (need,): dict(zip(counted, map(shown, row), strict=True))
        for need, *row in added.reset_index().itertuples(index=False)
    }
    return {("all of", *need): said for need, said in sums.items()} | {
        tuple("" if pd.isna(row[key]) else str(row[key]) for key in KEYS if key in row): {
            name: shown(value) for name, value in row.items() if name in COUNTS
        }
        for row in every
        if row["residents"] >= 10
    }


def sums(log: Log, table: pd.DataFrame) -> Told:
    """Add up a measure over residents, by need where its rows are requests."""
    about = {row["request"]: (row["need"], row["resident"]) for row in log.requests}
    each: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    flat = table.reset_index()
    measures = [name for name in flat if name in ADDED]
    if "request" in flat:
        whose = [about[request] for request in flat["request"]]
    else:
        whose = [("", resident) for resident in flat["resident"]]
    columns = [flat[name].tolist() for name in measures]
    for (need, who), *values in zip(whose, *columns, strict=True):
        for measure, value in zip(measures, values, strict=True):
            if not pd.isna(value):
                each[need, measure][who] += value  # in whole seconds, which add up exactly
    said = {}
    for key, parts in each.items():
        total, two = sum(parts.values()), sum(sorted(map(abs, parts.values()))[-2:])
        if len(parts) >= 10:
            spread = two < 0.85 * sum(map(abs, parts.values()))
            total /= 3600 if key[1] in SECONDS else 1
            said[key] = (shown(len(parts)), 5 * floor(total / 5 + 0.5) if spread else None)
    return said
