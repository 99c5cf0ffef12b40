"""
Hidden stays hidden: what the rule hides is changed, and shareable outputs are the same bytes.

A seed is a change of a small neighbourhood (`small_world`, `hidden_changes`): another key and so
other pseudonyms, a resident more or less, a question or a contact less, a rare need that goes,
longer contacts, other times within the day, notes, names of persons, one informal helper more,
their hours, another order of rows. Of both are made: every table that `told` gives with findings
and moves, five counted tables and the view; of one in seven the tables of after, the comparison,
the view of both and the page; and of one in eleven the PDF, the workbook and the files for Gephi,
Kumu and networkx.

A change is hidden from an output, and so must alter no byte of it, where everything is the same
that is told there *by design*, worked out here a second time, in plain Python:

- distinct residents of each need, of each actor and of each two actors (informal helpers taken
  together): "<10", or rounded to 5;
- of each counted table the residents and the total, the total only from ten residents and where
  the two largest are under 85 %, rounded to 5;
- of now and after: residents, people and the fewest, rounded to 5;
- from which quarter to which quarter contacts are;
- *that* a thing is found, or moved: its kind, whom and which needs it is about, and its
  residents as told. Findings and moves are statements that somebody hands in to be shared: that
  one is there tells that it concerns somebody, and of an idle tie that nobody needs both. How
  many, how long, how firmly, in which order: that is hidden.

Tables of which nothing of residents is told by design (actors, competences, ties, meetings, moves,
...) must stay the same under every change. A change that alters what is told by design in an
output is not hidden there, and does not count as one of `outputs`. The issue asks 2,000 a change
and 50,000 in a long run; finding, wording and drawing take a second, so that `SHORT` is what fits
with its faults in 40 seconds, and `LONG` in an hour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.hidden_changes import CHANGES, INFORMAL
from benchmarks.trust.small_world import NEEDS, RARE, small_world
from benchmarks.trust.tally import Fault, Tally
from ecosystem.protect import counted, helping, outgoing
from ecosystem.protect import counts as of_counts
from ecosystem.protect.moves import COLUMNS
from ecosystem.show.export import Format
from ecosystem.show.view.view import View
from ecosystem.show.words.told import told
from ecosystem.tables.neighbourhood import Neighbourhood

SHORT, LONG = 13, 2_600
A_WORLD = 26
"""Changes of one neighbourhood: each kind, twice."""
SCENARIO, FILES = 7, 11
"""Of one in so many the scenario and the page, and the files, are made as well."""
OF_RESIDENTS = ("flow", "excess", "involvement")
COUNTED = (*OF_RESIDENTS, "right_weight", "ladder")
FORMATS: tuple[Format, ...] = ("xlsx", "kumu", "graphml", "gexf", "json")
KEYS = ("all", "theme", "need", "step", "lightest", "offered", "gap")
COUNTS = ("residents", "heavier", "informal_only", "justified", "unknown", "perhaps_higher")
Told = dict[Any, Any]
"""What is told by design, by what it is about."""
Outputs = dict[str, tuple[Told, bytes]]
"""By name, what is told in an output by design, and its bytes."""
Handed = tuple[pd.DataFrame, pd.DataFrame]
"""Findings and moves."""
TOTALS = ("residents", "people", "people_at_least", "fewest_alone")
ADDED = (
    *("requests", "contacts", "people", "professionals", "fewest", "excess", "groups", "links"),
    *("handovers", "loops", "organisations", "products", "helpers", "lines"),
)
SECONDS = ("lead_time", "touch", "waiting", "intake_wait")


def run(seeds: range) -> Tally:
    """Change a neighbourhood in each way, and compare every byte."""
    worlds: dict[int, list[int]] = defaultdict(list)
    for seed in seeds:
        worlds[seed // A_WORLD].append(seed)
    return sum((_of_world(world, some) for world, some in worlds.items()), Tally())


def _of_world(world: int, seeds: list[int]) -> Tally:
    hood, total = small_world(world), Tally()
    known: dict[str, Outputs] = {}
    for seed in seeds:
        kind = list(CHANGES)[seed % len(CHANGES)]
        rng = np.random.default_rng([world, seed])
        changed = CHANGES[kind](hood, rng)
        leaks: list[str] = []
        hidden = 0
        for name in ("tables", "scenario", "files"):
            if (seed + 1) % EVERY[name]:
                continue
            if name not in known:
                known[name] = MAKERS[name](hood, _findings_and_moves(hood, rng))
            before, after = known[name], MAKERS[name](changed, _findings_and_moves(changed, rng))
            same = [one for one in {*before, *after} if _same(before, after, one, 0)]
            hidden += len(same)
            leaks += [one for one in same if not _same(before, after, one, 1)]
        text = (f"{seed}: {kind} shows in {', '.join(sorted(leaks))}",) if leaks else ()
        total += Tally(1, len(text), text, {"outputs": hidden, kind: 1})
    return total


def _same(before: Outputs, after: Outputs, name: str, at: int) -> bool:
    nothing = ({}, b"")
    return bool(before.get(name, nothing)[at] == after.get(name, nothing)[at])


def _findings_and_moves(
    hood: Neighbourhood, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hand in what is found, but for what is about the rare need: that it is there stays hidden."""
    found = eco.find(hood)
    return found[~found["needs"].str.contains(RARE)], _moves(hood, rng)


def _tables(hood: Neighbourhood, what: Handed) -> Outputs:
    """Make tables and the view, each with what is told in it by design."""
    findings, moves = what
    made = told(hood, findings=findings, moves=moves, level="shareable", lang="nl")
    counts, said = _counts(hood), _statements(findings)
    design: dict[str, Told] = {
        "needs": {need: count for need, count in counts.items() if need in NEEDS},
        "helps": counts,
        "both": counts,
        "findings": said,
    }
    texts = {name: (design.get(name, {}), _csv(table)) for name, table in made.tables.items()}
    texts["view"] = (counts | said, View(made).html.encode())
    for name in COUNTED:
        table = getattr(eco, name)(hood)
        sums = _sums(hood, table) if name in OF_RESIDENTS else _rows(table)
        texts[name] = (sums, _csv(eco.protect(hood, counted={name: table}).tables[name]))
    return texts


def _scenario(hood: Neighbourhood, what: Handed) -> Outputs:
    """Make now and after in figures, the view of both, and the page."""
    findings, moves = what
    after = eco.what_if(hood, moves)
    page = eco.page(hood, moves.head(3), findings=findings, resamples=2)
    made = told(hood, findings=findings, moves=moves, after=after, level="shareable", lang="nl")
    then = made.after.tables if made.after else {}
    totals, counts, said = _totals(hood, after), _counts(hood), _statements(findings)
    when = hood.contacts["start"].dropna().dt.to_period("Q")
    every = counts | said | totals | {"quarters": (when.min(), when.max())}
    own = _totals(hood, eco.what_if(hood, moves.head(3)))
    needs = {need: count for need, count in counts.items() if need in NEEDS}
    return {
        **{
            f"after {name}": (needs if name == "needs" else {}, _csv(table))
            for name, table in then.items()
        },
        "comparison": (totals | said | needs, _csv(made.tables["comparison"])),
        "view of both": (every, View(made).html.encode()),
        "page": (every | {"own": own}, page.html.encode()),
    }


def _files(hood: Neighbourhood, what: Handed) -> Outputs:
    """Make the files that cost more."""
    findings, moves = what
    out = eco.protect(hood, findings=findings, moves=moves)
    page = eco.page(hood, moves.head(3), findings=findings, resamples=0)
    when = hood.contacts["start"].dropna().dt.to_period("Q")
    counts, said = _counts(hood), _statements(findings)
    own = _totals(hood, eco.what_if(hood, moves.head(3)))
    every = counts | said | own | {"quarters": (when.min(), when.max())}
    made: Outputs = {"pdf": (every, page.pdf)}
    with TemporaryDirectory() as folder:
        for to in FORMATS:
            made[to] = (said, eco.export(out, Path(folder) / "x", to).read_bytes())
    return made


MAKERS = {"tables": _tables, "scenario": _scenario, "files": _files}
EVERY = {"tables": 1, "scenario": SCENARIO, "files": FILES}


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv().encode()


def _statements(findings: pd.DataFrame) -> Told:
    rows = findings[["finding", "subject", "needs", "residents"]].itertuples(index=False)
    return {(kind, _merged(who), needs): _shown(many) for kind, who, needs, many in rows}


def _rows(table: pd.DataFrame) -> Told:
    rows = table.reset_index().to_dict("records")
    return {
        tuple(str(row[key]) for key in KEYS if key in row): {
            name: _shown(value) for name, value in row.items() if name in COUNTS
        }
        for row in rows
    }


def _totals(hood: Neighbourhood, after: Neighbourhood) -> Told:
    table = eco.compare({"now": hood, "after": after})
    seen = eco.involvement(hood)["people"].dropna()
    came = {"came": (_shown(seen.sum()), _shown(len(seen)))}
    sides = [(name, side) for name in TOTALS for side in ("now", "after")]
    return came | {(name, side): _shown(table.loc[name, side]) for name, side in sides}


def _shown(count: Any) -> Any:
    """Write a count by the rule; words and what is missing stay."""
    if isinstance(count, str) or pd.isna(count):
        return str(count)
    return "<10" if count < 10 else str(5 * floor(count / 5 + 0.5))


def _merged(ids: str) -> str:
    return "|".join(dict.fromkeys("informal" if i in INFORMAL else i for i in ids.split("|")))


def _counts(hood: Neighbourhood) -> Told:
    """Count residents by need, actor and two actors; what nobody has is under ten as well."""
    whose = dict(zip(hood.requests["request"], hood.requests["resident"], strict=True))
    needs, helped = defaultdict(set), defaultdict(set)
    for row in [*hood.contacts.to_dict("records"), *hood.requests.to_dict("records")]:
        who = whose.get(row["request"], row["resident"])
        needs[row["need"]].add(who)
        if "actor" in row:
            helped[_merged(row["actor"])].add(who)
    both = {(a, b): helped[a] & helped[b] for a, b in combinations(sorted(helped), 2)}
    every: Mapping[Any, set[str]] = needs | helped | both
    return {key: shown for key, who in every.items() if (shown := _shown(len(who))) != "<10"}


def _sums(hood: Neighbourhood, table: pd.DataFrame) -> Told:
    """Add up a measure over residents, by need where its rows are requests."""
    rows = table.reset_index().to_dict("records")
    about = hood.requests.set_index("request")
    each: dict[tuple[Any, Any], dict[Any, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        need, who = None, row.get("resident")
        if "request" in row:
            need, who = about.loc[row["request"], ["need", "resident"]]
        for measure, value in row.items():
            if measure in (*ADDED, *SECONDS) and not pd.isna(value):
                each[need, measure][who] += value / (3600 if measure in SECONDS else 1)
    said = {}
    for key, parts in each.items():
        total, two = sum(parts.values()), sum(sorted(map(abs, parts.values()))[-2:])
        spread = len(parts) >= 10 and two < 0.85 * sum(map(abs, parts.values()))
        said[key] = (_shown(len(parts)), 5 * floor(total / 5 + 0.5) if spread else None)
    return said


def _moves(hood: Neighbourhood, rng: np.random.Generator) -> pd.DataFrame:
    """Hand in the same moves, with every figure that was counted over residents another one."""
    ties = hood.ties[~hood.ties[["actor", "partner"]].isin([*INFORMAL, "koor"]).any(axis=1)]
    kept = [
        {"move": "learn", "who": "jansen", "what": "grief", "days": 2},
        {"move": "shorten", "who": "els", "what": "skin", "to": "mo"},
        {"move": "stop_tie", "who": ties["actor"].iloc[0], "to": ties["partner"].iloc[0]}
        | {"hours_saved": 3.0, "asked_by": "policy"},
        {"move": "stop_meeting", "who": "jansen|els|fatima", "what": "klein", "hours_saved": 2.0}
        | {"asked_by": "none"},
    ]
    frame = pd.DataFrame(kept).reindex(columns=list(COLUMNS)).fillna({"to": "", "what": ""})
    counts = ["people_saved", "people_together", "fewer_today", "residents"]
    hidden = rng.integers(1, 9, (len(frame), len(counts)))
    frame[counts] = pd.DataFrame(hidden, columns=counts).astype("Int64")
    frame.loc[2:, "residents"] = pd.NA
    frame["hours_saved"] = frame["hours_saved"].fillna(float(rng.random())).astype("Float64")
    frame["hours_together"] = frame["hours_saved"].cumsum()
    frame["instead_of"] = frame["instead_of"].astype("Int64")
    texts = ["because", "risk", "undo", "full"]
    frame[texts] = f"kanarie {rng.integers(1_000_000)}"
    frame["fragile"] = rng.choice(["skin", ""])
    turned = frame.iloc[[*rng.permutation(3), 3]]
    return turned.set_axis(pd.RangeIndex(1, len(frame) + 1, name="number"))


def _small_counts_shown(patch: pytest.MonkeyPatch) -> None:
    for module in (of_counts, helping, counted):
        patch.setattr(module, "shown", lambda many: many.astype("Int64").astype("str"))


def _totals_as_they_are(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(counted, "STEP", 1)


def _every_need_listed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outgoing, "_public", lambda needs, *_: needs["need"].notna())


def _names_kept(patch: pytest.MonkeyPatch) -> None:
    def own(actors: pd.DataFrame, lang: str) -> pd.DataFrame:
        del lang
        return actors[["actor", "label"]].set_axis(actors["actor"])

    patch.setattr(outgoing, "renamed", own)


def _hours_of_informal_help(patch: pytest.MonkeyPatch) -> None:
    def summed(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
        hours = frame.groupby(key, dropna=False)["hours"].sum(min_count=1)
        return hours.reset_index()[list(frame.columns)]

    patch.setattr(outgoing, "merged", summed)


FAULTS: dict[str, Fault] = {
    "small counts are shown": _small_counts_shown,
    "totals are not rounded": _totals_as_they_are,
    "a need that one resident has is listed": _every_need_listed,
    "names are kept": _names_kept,
    "hours of informal help are shown": _hours_of_informal_help,
}
