"""
The survey as a good analyst would write it for speed: pandas column by column.

The same figures as `plain`, from the same tables: no Python function a group, no solver a
resident (the fewest for each part of the needs, once a distinct case), pairs by a product
of matrices. What is about small tables is the plain script's own, which costs little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import networkx as nx
import numpy as np
import pandas as pd

from benchmarks.plain import WINDOW, logged
from benchmarks.plain_actors import (
    INFORMAL,
    Tables,
    may_meet,
    meetings,
    needs_met,
    pairs_of,
    professional,
    pushed,
    said,
    ties_of,
)
from benchmarks.plain_actors import people as of_people


def survey(tables: Tables) -> dict[str, float]:
    """Work out the headline figures of one neighbourhood."""
    contacts = logged(tables)
    both = pd.concat([contacts[["resident", "need"]], tables["requests"][["resident", "need"]]])
    pairs = both.dropna().drop_duplicates()
    found = of_people(tables) | meetings(tables) | pushed(tables) | said(tables)
    found |= ties_of(tables, hanging)
    found |= needs_met(tables, pairs.groupby("need").size(), pairs["resident"].nunique())
    found |= involved(tables, contacts)
    found |= constancy(contacts)
    found |= travel(tables, contacts)
    found |= fewest(tables, contacts, pairs)
    found |= weight(tables, contacts)
    return found | coordination(tables, contacts)


def hanging(graph: nx.Graph, formal: set[str], informal: set[str]) -> int:
    """Count the actors without whom two informal helpers or more reach no professional."""
    arcs = graph.to_directed()
    arcs.add_edges_from(("", actor) for actor in formal)
    above = nx.immediate_dominators(arcs, "")
    hang = dict.fromkeys(graph, 0)
    for actor in informal & set(above):
        now = above[actor]
        while now:
            hang[now] += 1
            now = above[now]
    return sum(count > 1 for count in hang.values())


def involved(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Count the professionals round each resident, and the one contact point."""
    requests = tables["requests"]
    everybody = pd.Index(sorted({*contacts["resident"], *requests["resident"]}))
    work = contacts[contacts["professional"]]
    came = work.dropna(subset=["person"]).drop_duplicates(["resident", "person"])
    people = came.groupby("resident").size().reindex(everybody, fill_value=0)
    people = people[(people > 0) | ~people.index.isin(work["resident"])]
    named = requests.groupby("resident")["contact_point"].nunique()
    return {
        "residents": len(everybody),
        "people_a_resident": people.mean(),
        "people_involved": people.sum(),
        "practice_share": (came["level"] == "practice").sum() / people.sum(),
        "contact_point": named.eq(1).mean(),
    }


def constancy(contacts: pd.DataFrame) -> dict[str, float]:
    """Take the continuity of the residents with four contacts or more."""
    rows = contacts[contacts["professional"]].dropna(subset=["person"])
    rows = rows.sort_values(["resident", "start", "person"])
    pair = rows.groupby(["resident", "person"]).size()
    each = pair.groupby("resident")
    many, most, squares = each.sum(), each.max(), (pair**2).groupby("resident").sum()
    same = rows["resident"].eq(rows["resident"].shift())
    handed = (same & rows["person"].ne(rows["person"].shift())).groupby(rows["resident"]).sum()
    counts = many >= 4
    return {
        "upc": (most / many)[counts].mean(),
        "coc": ((squares - many) / (many * (many - 1)))[counts].mean(),
        "handovers_a_resident": handed[counts].mean(),
    }


def travel(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Follow each request from its first contact to its last."""
    rows = contacts[["request", "start", "minutes", "actor"]]
    rows = rows.sort_values(["request", "start", "actor"])
    request = rows["request"]
    end = rows["start"] + pd.to_timedelta(rows["minutes"].fillna(0), unit="min")
    latest = end.groupby(request).cummax()
    follows = request.eq(request.shift())
    gap = (rows["start"] - latest.shift()).where(follows).dt.total_seconds().clip(lower=0)
    new = ~rows.duplicated(["request", "actor"]) & rows["actor"].notna()
    before = rows["actor"].shift()
    loop = follows & rows["actor"].notna() & before.notna() & rows["actor"].ne(before) & ~new
    each = pd.DataFrame({"waiting": gap, "links": new, "loops": loop}).groupby(request).sum()
    last, first = end.groupby(request).max(), rows["start"].groupby(request).first()
    known = each[each["links"] > 0]
    requests = tables["requests"].set_index("request")
    requests["ended"] = requests["closed"].fillna(last.reindex(requests.index))
    requests["ended"] = requests["ended"].fillna(requests["asked"])
    requests["due"] = requests[["ended", "asked"]].max(axis=1) + WINDOW
    key = ["resident", "need", "asked"]
    once = requests[key].drop_duplicates().sort_values(key)
    once["next"] = once.groupby(key[:2])["asked"].shift(-1)
    following = requests.merge(once, on=key, how="left")
    over = max(last.max(), requests["asked"].max(), requests["closed"].max())
    right = ~(following["next"] <= following["due"])
    return {
        "lead_time_days": (last - first).dt.total_seconds().mean() / 86_400,
        "waiting_days": each["waiting"].mean() / 86_400,
        "links_a_request": known["links"].mean(),
        "loops_a_request": known["loops"].mean(),
        "first_time_right": right[following["due"] <= over].mean(),
    }


def fewest(tables: Tables, contacts: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, float]:
    """Find the fewest people of each distinct case, and set them against who comes."""
    may = may_meet(tables)
    may = may[professional(tables, may["actor"])]
    able = may.groupby("need")["actor"].agg(frozenset).to_dict()
    critical = set(tables["needs"].loc[tables["needs"]["critical"].fillna(value=False), "need"])
    met = met_by_informal(tables, contacts)
    left = pairs.merge(met, how="left", indicator=True).query("_merge == 'left_only'")
    needs = left.sort_values("need").groupby("resident")["need"].agg(tuple)
    needs = needs.reindex(pd.Index(pairs["resident"].unique()))
    wanted = [case if isinstance(case, tuple) else () for case in needs]
    known = {case: smallest(case, able, critical) for case in set(wanted)}
    cover = pd.Series([known[case] for case in wanted], index=needs.index, dtype="float64")
    floor = shift_floor(contacts, met, needs.dropna().index)
    least = np.maximum(cover, floor.reindex(needs.index).fillna(0)).where(cover.notna())
    named = contacts[contacts["professional"]].dropna(subset=["actor"])
    come = named.groupby("resident")["actor"].agg(frozenset)
    nobody = contacts.loc[contacts["actor"].isna(), "resident"]
    silent = ~needs.index.isin(contacts["resident"]) | needs.index.isin(nobody)
    today = come.map(len).reindex(needs.index, fill_value=0).astype("float64")
    today = today.mask((today == 0) & silent)
    enough = [
        pd.notna(people)
        and all(
            len(come.get(who, frozenset()) & able[need]) >= asked(need, able, critical)
            for need in case
        )
        for who, case, people in zip(needs.index, wanted, cover, strict=True)
    ]
    more = (today - least).where(enough)
    return {
        "fewest_people": least.sum(),
        "fewest_a_resident": least.mean(),
        "people_today_of_fewest": today[least.notna()].sum(),
        "excess_a_resident": more[more >= 0].mean(),
    }


def asked(need: str, able: Mapping[str, frozenset[str]], critical: set[str]) -> int:
    """Say how many a need wants: a critical one two, if there are two."""
    return min(1 + (need in critical), len(able[need]))


def smallest(
    case: tuple[str, ...], able: Mapping[str, frozenset[str]], critical: set[str]
) -> float:
    """Search breadth first over what is met, always for the first need that is not."""
    if not all(able.get(need) for need in case):
        return np.nan
    wants = [asked(need, able, critical) for need in case]
    actors = set().union(*(able[need] for need in case)) if case else set()
    masks = Counter(
        sum((who in able[need]) << at for at, need in enumerate(case)) for who in actors
    )
    if max(wants, default=1) > 1:
        return twice(wants, masks)
    whole, met, people = (1 << len(case)) - 1, {0}, 0
    while whole not in met:
        met = {done | mask for done in met for mask in masks if mask & ~done & (done + 1)}
        people += 1
    return people


def twice(wants: list[int], masks: Counter[int]) -> int:
    """Try each person once, and remember the fewest for each part of the needs that is met."""
    least = {tuple(wants): 0}
    for mask, many in masks.items():
        does = [mask >> at & 1 for at in range(len(wants))]
        for _ in range(min(many, 2)):
            for state, people in list(least.items()):
                after = tuple(max(w - m, 0) for w, m in zip(state, does, strict=True))
                least[after] = min(people + 1, least.get(after, people + 1))
    return least[(0,) * len(wants)]


def met_by_informal(tables: Tables, contacts: pd.DataFrame) -> pd.DataFrame:
    """List the residents and needs with which informal or collective help already helps."""
    who = tables["actors"].set_index("actor")["profession"]
    only = tables["needs"].dropna(subset=["reserved"]).set_index("need")["reserved"]
    rows = contacts.loc[~contacts["professional"], ["resident", "need", "actor"]].dropna()
    rows = rows.drop_duplicates()
    free = [
        need not in only or who.get(actor) in only[need].split("|")
        for actor, need in zip(rows["actor"], rows["need"], strict=True)
    ]
    return rows.loc[free, ["resident", "need"]].drop_duplicates()


def shift_floor(contacts: pd.DataFrame, met: pd.DataFrame, asking: pd.Index) -> pd.Series:
    """Count the people whom daily care takes at least, five parts of a day a week each."""
    rows = contacts[contacts["professional"] & contacts["person"].notna()]
    rows = rows[rows["resident"].isin(asking)][["resident", "need", "start"]]
    rows = rows.merge(met, how="left", indicator=True).query("_merge == 'left_only'")
    date = rows["start"].dt.normalize()
    since = (rows["start"] - pd.Timedelta(hours=6)).mask(rows["start"] == date, date)
    part = np.digitize(since.dt.hour, [6, 11, 17])
    slots = pd.DataFrame({"resident": rows["resident"], "day": since.dt.normalize(), "part": part})
    count = slots.drop_duplicates().groupby("resident").size() * 7
    span = date.groupby(rows["resident"])
    days = (span.max() - span.min()).dt.days + 1
    return np.ceil(count / (days * 5)).where((days >= 14) & (count >= days * 7))


def weight(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Take the share of help that is heavier than the lightest who may give it."""
    step = tables["actors"].set_index("actor")["step"].astype("float64")
    may = may_meet(tables)
    lightest = may["actor"].map(step).groupby(may["need"]).min()
    told = tables["requests"].dropna(subset=["heavier_because"])
    logs = contacts[["resident", "need", "request"]].assign(step=contacts["actor"].map(step))
    logs["told"] = logs["request"].isin(told["request"])
    each = logs.groupby(["resident", "need"])[["step", "told"]].max().reset_index()
    gap = each["step"] - each["need"].map(lightest)
    pair = ["resident", "need"]
    excused = pd.MultiIndex.from_frame(each[pair]).isin(pd.MultiIndex.from_frame(told[pair]))
    heavier = (gap > 0) & ~each["told"] & ~excused
    return {"heavier_share": heavier.sum() / gap.notna().sum()}


def coordination(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Set who has to coordinate against ties and meetings, all pairs at once."""
    done = contacts.dropna(subset=["actor"]).drop_duplicates(["resident", "actor", "need"])
    actors = tables["actors"].set_index("actor")
    everybody = pd.Index(sorted({*actors.index, *done["actor"]}))
    tasks = pd.crosstab(done["resident"], done["actor"]).reindex(columns=everybody, fill_value=0)
    required = tasks.to_numpy().T @ tasks.to_numpy()
    sits = tables["attendance"].drop_duplicates()
    seats = pd.crosstab(sits["meeting"], sits["actor"]).reindex(columns=everybody, fill_value=0)
    meets = seats.to_numpy().T @ seats.to_numpy() > 0
    ends = np.array(sorted(pairs_of(tables)), dtype=object).reshape(-1, 2).T
    one, other = everybody.get_indexer(ends[0]), everybody.get_indexer(ends[1])
    tied = np.zeros_like(meets)
    tied[one, other] = tied[other, one] = True
    work = actors["organisation"].reindex(everybody).to_numpy(dtype=object)
    employed = pd.notna(work)
    same = (work[:, None] == work) & employed[:, None] & employed
    helps = ~actors["layer"].reindex(everybody).isin(INFORMAL).to_numpy()
    sides = helps.astype(int)[:, None] + helps
    once = np.triu(np.ones_like(tied), 1)
    gap = once & (required >= 4) & ~tied & ~meets & ~same
    return {
        "findings_missing_tie": (gap & (sides == 2)).sum(),
        "findings_missing_bridge": (gap & (sides == 1)).sum(),
        "findings_idle_tie": (once & tied & (required == 0) & (sides == 2)).sum(),
    }
