"""For how many residents somebody helps, alone and with another, as it may be told."""

import pandas as pd
import pytest

from ecosystem.protect import protect
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.view.facts import facts
from ecosystem.show.words.told import told
from ecosystem.tables.pairs import helped
from tests.street import hood

ACTORS = [
    {"actor": "gp", "label": "GP", "layer": "first_line", "level": "practice"},
    {"actor": "nurse", "label": "Nurse", "layer": "first_line", "level": "practice"},
    {"actor": "riet", "label": "Riet", "layer": "informal"},
    {"actor": "kees", "label": "Kees", "layer": "informal"},
    {"actor": "choir", "label": "Choir", "layer": "collective", "level": "group"},
]
TIES = [
    {"actor": "nurse", "partner": "gp", "relation": "meets"},
    {"actor": "gp", "partner": "nurse", "relation": "consults"},
    {"actor": "riet", "partner": "nurse", "relation": "knows"},
    {"actor": "riet", "partner": "kees", "relation": "knows"},
    {"actor": "choir", "partner": "gp", "relation": "knows"},
]


def village(gp, nurse, riet=(), kees=()):
    """Make a village of who saw which residents."""
    seen = {"gp": gp, "nurse": nurse, "riet": riet, "kees": kees}
    log = [{"resident": f"r{n}", "actor": actor} for actor, some in seen.items() for n in some]
    return hood(actors=ACTORS, ties=TIES, contacts=log)


def counts(place, level):
    """Give both tables of counts as they may leave."""
    tables = protect(place, helped=helped(place), level=level).tables
    one, two = tables["helps"], tables["both"]
    return (
        dict(zip(one["actor"], one["residents"], strict=True)),
        dict(zip(zip(two["actor"], two["partner"], strict=True), two["residents"], strict=True)),
    )


def test_internal_counts_are_distinct_residents_as_they_are():
    helps, both = counts(village(range(14), range(8, 20), riet=[1, 1, 9]), "internal")
    unknown = {name for name, count in helps.items() if pd.isna(count)}
    assert {name: helps[name] for name in ("gp", "nurse", "riet")} == {
        "gp": "14",
        "nurse": "12",
        "riet": "2",
    }
    assert unknown == {"kees", "choir"}
    assert both["gp", "nurse"] == "6"
    assert both["nurse", "riet"] == "1"
    assert pd.isna(both["kees", "riet"])
    assert pd.isna(both["choir", "gp"])


def test_shared_counts_are_rounded_to_five_and_the_helpers_are_one_group():
    place = village(range(14), range(2, 19), riet=range(6), kees=[*range(4, 12), *range(30, 50)])
    helps, both = counts(place, "shareable")
    assert helps["informal_helpers"] == "30"
    assert {name: helps[name] for name in ("gp", "nurse")} == {"gp": "15", "nurse": "15"}
    assert both["gp", "nurse"] == "10"
    assert both["informal_helpers", "nurse"] == "10"
    assert ("informal_helpers", "informal_helpers") not in both


def test_how_many_two_both_help_is_not_told_where_it_would_follow_from_what_each_does():
    """Of at most 22 residents the GP helps 13 at least, and the nurse too: both, at least 4."""
    assert pd.isna(counts(village(range(14), range(2, 19)), "shareable")[1]["gp", "nurse"])
    assert pd.isna(counts(village(range(14), range(7, 21)), "shareable")[1]["gp", "nurse"])


@pytest.mark.parametrize(
    ("gp", "nurse", "both"),
    [
        (range(30), range(15, 35), "15"),  # 48 of 37 at most: no secret that it is ten
        (range(15, 35), range(30), "15"),
        (range(30), range(10, 35), "20"),  # 14 at least: no secret that it is ten
        (range(10, 35), range(30), "20"),
        (range(20), range(15, 35), None),  # 38 of 37 at most: 1 at least
        (range(20), range(19, 39), "<10"),  # of 42 at most: none at least
        (range(10), range(4, 15), None),  # "10" is ten or more: 3 at least
        (range(10), range(6, 21), None),  # 1 at least
        (range(10), range(8, 20), "<10"),
    ],
)
def test_it_follows_from_both_ends_and_from_all_residents(gp, nurse, both):
    told_of = counts(village(gp, nurse), "shareable")[1]["gp", "nurse"]
    assert pd.isna(told_of) if both is None else told_of == both


@pytest.mark.parametrize("count", [0, 1, 9])
def test_fewer_than_ten_are_not_told_apart_from_none(count):
    few = counts(village(range(count), range(30), riet=range(count)), "shareable")
    none = counts(village([], range(30)), "shareable")
    assert few[0]["gp"] == none[0]["gp"] == "<10"
    assert few[1]["gp", "nurse"] == none[1]["gp", "nurse"] == "<10"
    assert pd.isna(few[0]["informal_helpers"])
    assert pd.isna(none[0]["informal_helpers"])


def test_help_that_is_seldom_written_down_is_told_from_one_resident_and_shared_from_ten():
    assert counts(village([], range(30), riet=range(1)), "internal")[0]["riet"] == "1"
    helps, both = counts(village([], range(30), riet=range(10)), "shareable")
    assert helps["informal_helpers"] == "10"
    assert pd.isna(both["informal_helpers", "nurse"])  # 6 at least
    assert pd.isna(
        counts(village([], range(30), riet=range(9)), "shareable")[0]["informal_helpers"]
    )


def test_nothing_is_said_where_it_is_not_written_down_who_helped():
    place = hood(actors=ACTORS, ties=TIES, requests=[{"request": "q", "resident": "r"}])
    assert not {"helps", "both"} & set(protect(place, helped=helped(place)).tables)
    assert not {"helps", "both"} & set(protect(village(range(3), [])).tables)


def test_the_page_knows_the_counts_and_no_resident():
    place = village(range(14), range(2, 19), kees=range(30, 50))
    outgoing = told(place, level="shareable", lang="en")
    known = facts(outgoing, draw(outgoing))
    assert dict(zip(known["nodes"]["label"], known["nodes"]["helps"], strict=True)) == {
        "Choir": None,
        "GP": "15",
        "Informal helpers": "20",
        "Nurse": "15",
    }
    assert [count for count in known["ties"]["both"] if count] == ["10", "10", "<10"]
    assert not any("contact" in name for name in outgoing.tables)


@pytest.mark.parametrize(("skin", "told_of"), [(24, "20"), (20, None), (12, None)])
def test_whom_one_helps_is_not_told_where_a_need_of_few_follows(skin, told_of):
    """All have skin or income; whom the GP helps, 18 at least, cannot all be of 12 at most.

    Nor could five more be of 22: that it is missing tells no more than "20" would.
    """
    place = village(range(20), ())
    asked = [
        {"request": f"q{n}", "resident": f"r{n}", "need": "skin" if n < skin else "income"}
        for n in range(max(20, skin))
    ]
    able = [{"actor": "gp", "need": need} for need in ("skin", "income")]
    place = place.replace(**hood(requests=asked, competences=able).tables)
    helps = told(place, level="shareable", lang="en").tables["helps"].set_index("actor")
    count = helps.loc["gp", "residents"]
    assert count == told_of if told_of else pd.isna(count)
