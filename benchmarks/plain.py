"""
The survey as an analyst would write it today: pandas and networkx, a function a group.

Kept to compare with, and written as such scripts are: `groupby.apply`, a loop over pairs, one
`scipy.optimize.milp` a resident, networkx for what is a graph. The definitions are those of the
measures of this library, so that every number is the same; what the survey counts besides
(paths, waits that stand out, substitutes, profiles) is not in it, which is in its favour. It
takes what the fictional region always has for granted: a contact names its resident and start.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.plain_actors import INFORMAL, Tables, may_meet, of_actors, pairs_of, professional

TABLES = ("actors", "attendance", "competences", "contacts", "meetings", "needs", "outcomes")
TABLES += ("reach", "requests", "ties")
WINDOW = pd.Timedelta(days=90)


def read(folder: Path, code: str) -> Tables:
    """Read the tables of one neighbourhood from the files of a region."""
    where = [("neighbourhood_of_row", "==", code)]
    return {
        name: pd.read_parquet(folder / f"{name}.parquet", filters=where)
        for name in TABLES
        if (folder / f"{name}.parquet").exists()
    }


def survey(tables: Tables) -> dict[str, float]:
    """Work out the headline figures of one neighbourhood."""
    contacts = logged(tables)
    found = of_actors(tables)
    found |= involved(tables, contacts)
    found |= constancy(contacts)
    found |= travel(tables, contacts)
    found |= fewest(tables, contacts)
    found |= weight(tables, contacts)
    return found | coordination(tables, contacts)


def logged(tables: Tables) -> pd.DataFrame:
    """Say of each contact whether a professional came, and a person or practice."""
    who = tables["actors"].set_index("actor")
    contacts = tables["contacts"].copy()
    contacts["level"] = contacts["actor"].map(who["level"])
    contacts["professional"] = ~contacts["actor"].map(who["layer"]).isin(INFORMAL)
    nobody = contacts["actor"].isna() | contacts["level"].isin(["group", "organisation"])
    contacts["person"] = contacts["actor"].mask(nobody)
    return contacts


def residents(tables: Tables) -> list[str]:
    """List the residents of contacts and requests."""
    return sorted({*tables["contacts"]["resident"], *tables["requests"]["resident"]})


def involved(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Count the professionals round each resident, and the one contact point."""

    def people(rows: pd.DataFrame) -> pd.Series:
        came = rows[rows["professional"]].dropna(subset=["person"])
        if came.empty and rows["professional"].any():
            return pd.Series({"people": np.nan, "practices": 0})
        practices = came.loc[came["level"] == "practice", "person"].nunique()
        return pd.Series({"people": came["person"].nunique(), "practices": practices})

    each = contacts.groupby("resident")[["professional", "person", "level"]].apply(people)
    each = each.reindex(residents(tables), fill_value=0).dropna()
    named = tables["requests"].groupby("resident")["contact_point"].apply(pd.Series.nunique)
    return {
        "residents": len(residents(tables)),
        "people_a_resident": each["people"].mean(),
        "people_involved": each["people"].sum(),
        "practice_share": each["practices"].sum() / each["people"].sum(),
        "contact_point": named.eq(1).mean(),
    }


def constancy(contacts: pd.DataFrame) -> dict[str, float]:
    """Take the continuity of the residents with four contacts or more."""

    def one(rows: pd.DataFrame) -> pd.Series:
        actors = rows.sort_values(["start", "person"])["person"]
        many, count = len(actors), actors.value_counts()
        if many < 4:
            return pd.Series({"upc": np.nan, "coc": np.nan, "handovers_a_resident": np.nan})
        return pd.Series(
            {
                "upc": count.max() / many,
                "coc": ((count**2).sum() - many) / (many * (many - 1)),
                "handovers_a_resident": (actors != actors.shift()).sum() - 1,
            }
        )

    came = contacts[contacts["professional"]].dropna(subset=["person"])
    return came.groupby("resident")[["start", "person"]].apply(one).mean().to_dict()


def travel(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Follow each request from its first contact to its last."""

    def one(rows: pd.DataFrame) -> pd.Series:
        rows = rows.sort_values(["start", "actor"])
        end = rows["start"] + pd.to_timedelta(rows["minutes"].fillna(0), unit="min")
        waits = (rows["start"] - end.cummax().shift()).dt.total_seconds().clip(lower=0).sum()
        had, before, loops = set(), None, 0
        for actor in rows["actor"]:
            known = isinstance(actor, str)
            loops += bool(known and before and actor != before and actor in had)
            before = actor if known else None
            had |= {actor} if known else set()
        return pd.Series(
            {
                "last": end.max(),
                "lead_time_days": (end.max() - rows["start"].iloc[0]).total_seconds() / 86_400,
                "waiting_days": waits / 86_400,
                "links_a_request": len(had) or np.nan,
                "loops_a_request": loops if had else np.nan,
            }
        )

    each = contacts.groupby("request")[["start", "minutes", "actor"]].apply(one)
    means = each.drop(columns="last").astype(float).mean().to_dict()
    requests = tables["requests"].set_index("request")
    last = pd.to_datetime(each["last"])
    requests["ended"] = requests["closed"].fillna(last.reindex(requests.index))
    requests["ended"] = requests["ended"].fillna(requests["asked"])
    requests["due"] = requests[["ended", "asked"]].max(axis=1) + WINDOW
    latest = max(last.max(), requests["asked"].max(), requests["closed"].max())

    def right(rows: pd.DataFrame) -> pd.Series:
        return pd.Series(
            {
                name: not ((rows["asked"] > row["asked"]) & (rows["asked"] <= row["due"])).any()
                for name, row in rows.iterrows()
                if row["due"] <= latest
            },
            dtype=bool,
        )

    again = [right(rows) for _, rows in requests.groupby(["resident", "need"])]
    return means | {"first_time_right": pd.concat(again).mean()}


def needs_of(tables: Tables, contacts: pd.DataFrame) -> pd.Series:
    """Collect the needs of each resident."""
    both = pd.concat([contacts, tables["requests"]])[["resident", "need"]].dropna()
    return both.groupby("resident")["need"].apply(lambda needs: sorted(set(needs)))


def fewest(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Solve a small programme for each resident, and set it against who comes."""
    may = may_meet(tables)
    able = may[professional(tables, may["actor"])].groupby("need")["actor"].apply(set).to_dict()
    critical = set(tables["needs"].loc[tables["needs"]["critical"].fillna(value=False), "need"])
    met = met_by_informal(tables, contacts)
    rows = []
    for resident, needs in needs_of(tables, contacts).items():
        left = [need for need in needs if need not in met.get(resident, set())]
        mine = contacts[contacts["resident"] == resident]
        came = set(mine.loc[mine["professional"], "actor"].dropna())
        unsure = not came and (mine["actor"].isna().any() or mine.empty)
        today = np.nan if unsure else len(came)
        if not all(able.get(need) for need in left):
            rows.append((today, np.nan, np.nan))
            continue
        wanted = {need: min(1 + (need in critical), len(able[need])) for need in left}
        least = smallest(wanted, able)
        floor = shift_floor(mine, left, met.get(resident, set())) if left else 0
        enough = all(len(came & able[need]) >= wanted[need] for need in left)
        least = max(least, floor)
        more = today - least if enough and today >= least else np.nan
        rows.append((today, least, more))
    each = pd.DataFrame(rows, columns=["today", "fewest", "excess"])
    return {
        "fewest_people": each["fewest"].sum(),
        "fewest_a_resident": each["fewest"].mean(),
        "people_today_of_fewest": each.loc[each["fewest"].notna(), "today"].sum(),
        "excess_a_resident": each["excess"].mean(),
    }


def smallest(wanted: dict[str, int], able: dict[str, set[str]]) -> int:
    """Find the fewest who can meet every need as often as it wants."""
    if not wanted:
        return 0
    actors = sorted(set().union(*(able[need] for need in wanted)))
    covers = np.array([[actor in able[need] for actor in actors] for need in wanted], dtype=float)
    found = milp(
        np.ones(len(actors)),
        integrality=np.ones(len(actors)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(covers, lb=list(wanted.values())),
        options={"mip_rel_gap": 0},
    )
    return round(found.fun)


def met_by_informal(tables: Tables, contacts: pd.DataFrame) -> dict[str, set[str]]:
    """Collect the needs of each resident with which informal or collective help already helps."""
    who = tables["actors"].set_index("actor")["profession"]
    helped = contacts[~contacts["professional"]].dropna(subset=["actor", "need"])
    only = tables["needs"].dropna(subset=["reserved"]).set_index("need")["reserved"]
    free = [
        need not in only or who.get(actor) in only[need].split("|")
        for actor, need in zip(helped["actor"], helped["need"], strict=True)
    ]
    return helped[free].groupby("resident")["need"].apply(set).to_dict()


def shift_floor(mine: pd.DataFrame, left: list[str], met: set[str]) -> int:
    """Count the people whom daily care takes at least, five parts of a day a week each."""
    visits = mine[mine["professional"] & mine["person"].notna() & ~mine["need"].isin(met)]
    if visits.empty or not left:
        return 0
    days = (visits["start"].max().normalize() - visits["start"].min().normalize()).days + 1
    slots = set()
    for start in visits["start"]:
        since = start if start == start.normalize() else start - pd.Timedelta(hours=6)
        slots.add((since.normalize(), sum(since.hour >= hour - 6 for hour in (12, 17, 23))))
    daily = days >= 14 and len(slots) * 7 >= days * 7
    return math.ceil(len(slots) * 7 / (days * 5)) if daily else 0


def weight(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Take the share of help that is heavier than the lightest who may give it."""
    step = tables["actors"].set_index("actor")["step"].astype("float64")
    may = may_meet(tables)
    lightest = may["actor"].map(step).groupby(may["need"]).min()
    requests = tables["requests"]
    told = requests.dropna(subset=["heavier_because"])
    because = set(zip(told["resident"], told["need"], strict=True))
    logs = contacts.assign(step=contacts["actor"].map(step))
    logs["told"] = logs["request"].isin(told["request"])

    def one(rows: pd.DataFrame) -> pd.Series:
        return pd.Series({"step": rows["step"].max(), "told": rows["told"].any()})

    each = logs.groupby(["resident", "need"])[["step", "told"]].apply(one).reset_index()
    gap = each["step"].astype(float) - each["need"].map(lightest)
    excused = [pair in because for pair in zip(each["resident"], each["need"], strict=True)]
    heavier = (gap > 0) & ~each["told"].astype(bool) & ~np.array(excused)
    return {"heavier_share": heavier.sum() / gap.notna().sum()}


def coordination(tables: Tables, contacts: pd.DataFrame) -> dict[str, float]:
    """Set who has to coordinate against ties and meetings, pair by pair."""
    done = contacts.dropna(subset=["actor"]).drop_duplicates(["resident", "actor", "need"])
    required: Counter[tuple[str, str]] = Counter()
    for _, rows in done.groupby("resident"):
        tasks = rows.groupby("actor").size().to_dict()
        for one, other in itertools.combinations(sorted(tasks), 2):
            required[one, other] += tasks[one] * tasks[other]
    tied = pairs_of(tables)
    meets = nx.Graph()
    for _, rows in tables["attendance"].groupby("meeting"):
        meets.add_edges_from(itertools.combinations(sorted(set(rows["actor"])), 2))
    employer = tables["actors"].set_index("actor")["organisation"].to_dict()
    helps = {actor: bool(professional(tables, [actor])[0]) for actor in employer}
    count = dict.fromkeys(["missing_tie", "missing_bridge", "idle_tie"], 0)
    for (one, other), pairs in required.items():
        works = employer.get(one)
        same = isinstance(works, str) and works == employer.get(other)
        if pairs < 4 or (one, other) in tied or meets.has_edge(one, other) or same:
            continue
        sides = helps.get(one, True) + helps.get(other, True)
        count["missing_tie"] += sides == 2
        count["missing_bridge"] += sides == 1
    for one, other in tied:
        idle = not required[one, other] and helps.get(one, True) and helps.get(other, True)
        count["idle_tie"] += idle
    return {f"findings_{name}": number for name, number in count.items()}
