"""How many findings of each kind: the very ones that `find` and its finders name."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.find import overlaps
from ecosystem.find.because import KINDS
from ecosystem.find.counts import find_counts
from ecosystem.find.detours import KINDS as DETOURS
from ecosystem.find.ranked import FEW, HEAVY
from ecosystem.find.searches import ALL
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from tests.crowd import crowd
from tests.street import hood, street

DATA = Path(__file__).resolve().parents[1] / "data"
CAPS = {
    **dict.fromkeys(["missing_tie", "missing_bridge", "idle_tie", "substitutable"], 10),
    **dict.fromkeys(["heavier", "unused_offer"], HEAVY),
    **dict.fromkeys(
        ["no_contact_point", "long_path", "skippable_link", "loop", "unreasoned_handover"], FEW
    ),
    "same_offer": 10,
    "long_wait": FEW,
}


@cache
def region():
    return eco.load(DATA / "rivierenwijk")


@cache
def bundled(at):
    return region()[region().codes[at]]


def torn(neighbourhood, seed):
    """Take every third value away, but what names a row."""
    random = np.random.default_rng(seed)
    named = {"actor", "partner", "meeting", "need", "needs", "neighbourhood"}
    return neighbourhood.replace(
        **{
            name: frame.assign(
                **{
                    column: frame[column].mask(random.random(len(frame)) < 1 / 3)
                    for column in frame.columns.difference(sorted(named))
                }
            )
            for name, frame in sorted(neighbourhood.tables.items())
            if name in {"actors", "contacts", "requests", "ties", "meetings", "profiles"}
        }
    )


def without(neighbourhood, *names):
    kept = {name: frame for name, frame in neighbourhood.tables.items() if name not in names}
    return Neighbourhood(neighbourhood.code, neighbourhood.name, kept)


WORLDS = {
    "the street": street,
    "a crowd": lambda: crowd(40),
    "one actor": lambda: crowd(1),
    "nothing": hood,
    "bundled": lambda: bundled(0),
    "torn": lambda: torn(bundled(1), 1),
    "without contacts": lambda: without(bundled(2), "contacts"),
    "profiles alone": lambda: without(bundled(3), "contacts", "requests"),
    "without ties": lambda: without(bundled(4), "ties"),
    "without competences": lambda: torn(without(bundled(5), "competences"), 2),
    "empty contacts": lambda: bundled(6).replace(contacts=bundled(6).contacts.head(0)),
    "every row twice": lambda: bundled(7).replace(
        contacts=pd.concat([bundled(7).contacts] * 2, ignore_index=True)
    ),
}


def all_there_are(one):
    """Count what the finders find when nothing limits them."""
    numbers = pd.Series(0, index=list(KINDS))
    for finder, most in {
        eco.find_gaps: {"most": ALL},
        eco.find_overlaps: {"most": ALL},
        eco.find_fragile: {},
        eco.find_heavy: {"most": ALL},
        eco.find_push: {},
        eco.find_detours: {"most": ALL},
    }.items():
        try:
            numbers.update(finder(one, **most)["finding"].value_counts())
        except MissingTable:
            continue
    return numbers


@pytest.mark.parametrize("world", WORLDS)
def test_the_counts_are_those_of_the_finders(world):
    one = WORLDS[world]()
    counts, why_not = find_counts(one)
    alike = "same_offer" if "ties" in one.tables else "substitutable"
    assert {*counts} | {*why_not} == {*KINDS} - {alike}
    assert {*counts} & {*why_not} == set()
    assert not any(isinstance(reason, Exception) for reason in why_not.values())
    assert {kind: counts.get(kind, 0) for kind in KINDS} == all_there_are(one).to_dict()


@pytest.mark.parametrize("world", WORLDS)
def test_find_names_the_first_of_them(world):
    one = WORLDS[world]()
    counts, _ = find_counts(one)
    named = eco.find(one)["finding"].value_counts().reindex(KINDS, fill_value=0)
    assert named.to_dict() == {
        kind: min(counts.get(kind, 0), CAPS.get(kind, ALL)) for kind in KINDS
    }


def test_what_cannot_be_looked_for_says_what_is_not_there():
    counts, why_not = find_counts(street())
    assert {kind for kind, count in counts.items() if count} == {
        "uncovered",
        "bridge",
        "contained_meeting",
        "idle_tie",
    }
    assert why_not == {
        "no_backup": "needs.critical",
        **dict.fromkeys(["heavier", "unused_offer", *DETOURS], "contacts"),
        "pushed_meeting": "meetings.requested_by",
    }


def test_nothing_given_is_nothing_looked_for():
    counts, why_not = find_counts(hood())
    assert counts == {}
    assert why_not["missing_tie"] == "ties"
    assert {*why_not} == {*KINDS} - {"substitutable"}


def test_a_search_that_breaks_leaves_the_other_kinds(monkeypatch):
    def broken(*_):
        raise KeyError("anna")

    monkeypatch.setattr(overlaps, "circles", broken)
    counts, why_not = find_counts(street())
    assert isinstance(why_not["contained_meeting"], KeyError)
    assert (counts["uncovered"], counts["idle_tie"]) == (1, 1)
