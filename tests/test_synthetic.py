import hashlib
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from ecosystem.sources.synthetic import planted, synthetic
from ecosystem.sources.synthetic_words import place, words
from ecosystem.tables.load import load
from ecosystem.tables.order import ordered
from ecosystem.tables.save import save
from ecosystem.tables.schema import LAYERS, PROFESSIONAL_LAYERS, TABLES

DATA = Path(__file__).resolve().parents[1] / "data"
BUNDLED = DATA / "rivierenwijk"
SEED = 7


@pytest.fixture(scope="module")
def region():
    return load(BUNDLED)


@pytest.fixture(scope="module")
def hoods(region):
    return {hood.code: hood for hood in region}


@pytest.fixture(scope="module")
def hidden():
    return pd.read_csv(DATA / "rivierenwijk_planted.csv", dtype="str").set_index(
        ["neighbourhood", "finding"]
    )


def each(hoods, hidden, finding):
    """Give each neighbourhood with what is planted in it."""
    for code, hood in hoods.items():
        row = hidden.loc[(code, finding)]
        yield hood, row["subject"], row["needs"]


def able(hood, need):
    there = hood.actors.loc[hood.actors["hours"].ne(0), "actor"]
    able = hood.competences.loc[hood.competences["need"] == need, "actor"]
    return sorted(set(able) & set(there))


def residents_with(hood, need):
    rows = pd.concat([hood.contacts[["resident", "need"]], hood.requests[["resident", "need"]]])
    return rows.loc[rows["need"] == need, "resident"].nunique()


def ties_of(hood):
    graph = nx.Graph()
    graph.add_nodes_from(hood.actors["actor"])
    graph.add_edges_from(zip(hood.ties["actor"], hood.ties["partner"], strict=True))
    return graph


def seats(hood):
    return hood.attendance.groupby("meeting")["actor"].agg(frozenset)


def test_the_bundled_region_is_what_its_one_line_makes(tmp_path):
    save(synthetic(20, seed=SEED), tmp_path / "again")
    made = {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()}
    kept = {file.name: file.read_bytes() for file in BUNDLED.iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_bundled_list_is_what_was_planted():
    kept = (DATA / "rivierenwijk_planted.csv").read_text(encoding="utf-8")
    assert kept == planted(20, seed=SEED).to_csv(index=False, lineterminator="\n")


def test_the_bundled_region_comes_in_without_a_single_remark(region):
    assert region.notices.empty
    assert region.accounting["refused"].sum() == 0
    assert len(region) == 20


def test_the_bundled_region_is_small_enough_for_git():
    assert sum(file.stat().st_size for file in BUNDLED.iterdir()) < 4_200_000


def test_every_name_says_that_it_is_fictional(hoods):
    assert all(hood.name.endswith("(fictief)") for hood in hoods.values())
    assert {source for hood in hoods.values() for source in hood.indicators["source"]} == {
        "synthetic"
    }


def test_every_table_of_the_schema_is_there(region):
    first, second = region[region.codes[0]], region[region.codes[1]]
    assert set(first.tables) | set(second.tables) == set(TABLES)


def test_what_is_made_is_what_is_loaded(hoods):
    made = synthetic(20, seed=SEED)[place(6).code]
    for name, frame in made.tables.items():
        pd.testing.assert_frame_equal(frame, hoods[made.code].tables[name])


def test_the_seventh_neighbourhood_is_the_same_in_a_small_and_a_large_region():
    few, many = (synthetic(count, seed=3)[place(6).code] for count in (7, 900))
    for name, frame in few.tables.items():
        pd.testing.assert_frame_equal(frame, many.tables[name])


def test_years_later_fewer_come_and_all_else_is_as_it_was():
    then, now = (synthetic(2, seed=3, later=later)["BU99990102"] for later in (0, 2))
    changed = {"contacts", "requests", "outcomes", "neighbourhoods"}
    for name in {*then.tables} - changed:
        pd.testing.assert_frame_equal(then.tables[name], now.tables[name])
    assert now.neighbourhoods["year"].tolist() == [2027]
    assert then.requests["request"].equals(now.requests["request"])
    assert set(now.contacts["start"].dt.year) == {2027}
    helped = [hood.contacts.groupby("resident") for hood in (then, now)]
    assert len(now.contacts) < len(then.contacts)
    assert helped[0].ngroups == helped[1].ngroups
    assert helped[0]["actor"].nunique().sum() > helped[1]["actor"].nunique().sum()
    with pytest.raises(ValueError, match="later is -1"):
        synthetic(1, later=-1)


def test_another_seed_makes_another_region():
    one, other = (synthetic(1, seed=seed)[place(0).code].contacts for seed in (1, 2))
    assert not one.equals(other)


def test_hash_seed_and_threads_change_nothing():
    script = (
        "import pickle, hashlib\n"
        "from ecosystem.sources.synthetic import synthetic\n"
        "hood = synthetic(2, seed=5)['BU99990102']\n"
        "text = ''.join(hood.tables[t].to_csv() for t in sorted(hood.tables))\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, threads in (("1", "1"), ("2", "2"))
    }
    hood = synthetic(2, seed=5)["BU99990102"]
    text = "".join(hood.tables[name].to_csv() for name in sorted(hood.tables))
    assert seen == {hashlib.sha256(text.encode()).hexdigest() + "\n"}


def test_a_neighbourhood_is_as_large_as_asked():
    hood = synthetic(1, seed=1, residents=300, contacts=9000, actors=80, ties=400, meetings=30)[
        "BU99990101"
    ]
    assert len(hood.actors) == 80
    assert len(hood.contacts) == 9000
    assert hood.profiles["residents"].sum() == 300
    assert len(hood.meetings) == 30
    pairs = hood.ties[["actor", "partner"]].apply(frozenset, axis=1).nunique()
    assert 380 <= pairs <= 460


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"neighbourhoods": 0}, "neighbourhoods is 0; give 1 or more"),
        ({"seed": -1}, "seed is -1; give 0 or more"),
        ({"residents": 3}, "residents is 3; give 10 or more"),
        ({"actors": 5}, "actors is 5; give 20 or more"),
        ({"meetings": 1}, "meetings is 1; give 3 or more"),
        ({"later": -1}, "later is -1; give 0 or more"),
        ({"neighbourhoods": 10**9}, "neighbourhoods is 1000000000; give at most 100000"),
        ({"seed": 2**64}, "seed is 18446744073709551616; give at most 9223372036854775808"),
        ({"residents": 10_001}, "residents is 10001; give at most 10000"),
        ({"contacts": 10**12}, "contacts is 1000000000000; give at most 1000000"),
        ({"actors": 1_001}, "actors is 1001; give at most 1000"),
        ({"ties": 10**9}, "ties is 1000000000; give at most 500000"),
        ({"meetings": 10**9}, "meetings is 1000000000; give at most 10000"),
        ({"later": 101}, "later is 101; give at most 100"),
    ],
)
def test_a_size_that_makes_no_neighbourhood_or_fits_no_machine_is_named(options, named):
    with pytest.raises(ValueError, match=named):
        synthetic(**options)


def test_where_many_are_away_there_are_two_alike_all_the_same():
    """In the second of this region one physiotherapist and one district nurse would be away."""
    size = {"residents": 25, "contacts": 200, "actors": 20, "ties": 30, "meetings": 4}
    hood = synthetic(2, seed=93, **size)["BU99990102"]
    hidden = planted(2, seed=93, **size).query("neighbourhood == @hood.code")
    two = hidden.set_index("finding").loc["substitutable", "subject"].split("|")
    assert hood.actors.set_index("actor").loc[two, "hours"].gt(0).all()
    able = hood.competences.query("actor in @two").groupby("actor")["need"].agg(set)
    assert able.iloc[0] == able.iloc[1]
    who = hood.competences.loc[hood.competences["need"] == "transport", "actor"]
    assert hood.actors.set_index("actor").loc[who, "hours"].eq(0).all()


def test_the_smallest_neighbourhood_there_can_be_is_whole():
    hood = synthetic(1, residents=10, contacts=0, actors=20, ties=10, meetings=3)["BU99990101"]
    assert hood.contacts.empty
    assert hood.requests["resident"].nunique() == 10
    assert len(hood.meetings) == 3


def test_a_thousand_neighbourhoods_have_a_thousand_codes_and_parents_of_five():
    places = [place(index) for index in range(1000)]
    assert len({one.code for one in places}) == 1000
    assert len({one.name for one in places}) == 1000
    assert all(one.code[2:8] == one.parent[2:] for one in places)
    assert pd.Series([one.parent for one in places]).value_counts().unique().tolist() == [5]


def test_tables_are_made_in_their_canonical_order():
    hood = synthetic(2, seed=1)[place(1).code]
    for name, frame in hood.tables.items():
        pd.testing.assert_frame_equal(frame, ordered(name, frame))


def test_all_five_layers_help_in_every_neighbourhood(hoods):
    for hood in hoods.values():
        assert set(hood.actors["layer"]) == set(LAYERS)
        assert 20 <= len(hood.actors) <= 150


def test_who_comes_serves_the_neighbourhood_and_mostly_can(hoods):
    share = []
    for hood in hoods.values():
        assert set(hood.contacts["actor"].dropna()) <= set(hood.actors["actor"])
        can = set(zip(hood.competences["actor"], hood.competences["need"], strict=True))
        seen = hood.contacts.dropna(subset=["actor", "need"])
        able = [pair in can for pair in zip(seen["actor"], seen["need"], strict=True)]
        share.append(np.mean(able))
    assert min(share) > 0.95
    assert min(share) < 1


def test_nobody_does_what_is_reserved_for_others(hoods):
    for hood in hoods.values():
        for need, reserved in hood.needs.set_index("need")["reserved"].dropna().items():
            who = hood.actors.set_index("actor")["profession"]
            able = hood.competences.loc[hood.competences["need"] == need, "actor"]
            assert set(who[able]) <= set(reserved.split("|"))


def test_a_question_is_asked_before_anybody_comes(hoods):
    for hood in hoods.values():
        first = hood.contacts.groupby("request")["start"].min()
        asked = hood.requests.set_index("request")["asked"]
        assert (asked.reindex(first.index) < first).all()


def test_contacts_fall_on_working_days_of_the_year(hoods):
    start = pd.concat([hood.contacts["start"] for hood in hoods.values()])
    assert start.dt.year.unique().tolist() == [2025]
    assert start.dt.day_of_week.max() == 4
    assert (start.dt.minute % 15).max() == 0


def test_profiles_count_what_contacts_and_requests_say(hoods):
    for hood in hoods.values():
        rows = pd.concat(
            [hood.contacts[["resident", "need"]], hood.requests[["resident", "need"]]]
        ).dropna()
        sets = rows.drop_duplicates().sort_values("need").groupby("resident")["need"]
        counted = sets.agg("|".join).value_counts().to_dict()
        assert counted == hood.profiles.set_index("needs")["residents"].to_dict()


def test_residents_have_one_to_eight_needs_and_about_four_professionals(hoods):
    profiles = pd.concat([hood.profiles for hood in hoods.values()])
    needs = profiles["needs"].str.count(r"\|") + 1
    assert needs.min() == 1
    assert needs.max() == 8
    people = []
    for hood in hoods.values():
        layer = hood.contacts["actor"].map(hood.actors.set_index("actor")["layer"])
        seen = hood.contacts[layer.isin(PROFESSIONAL_LAYERS)]
        people.append(seen.groupby("resident")["actor"].nunique())
    assert 3.8 < pd.concat(people).mean() < 5


def test_some_actors_serve_several_neighbourhoods_of_one_area(region):
    home, away = region["BU99990101"], region["BU99990104"]
    assert len(away.reach) >= 4
    assert set(away.reach["actor"]) <= set(home.actors["actor"])
    assert set(away.actors.set_index("actor").loc[away.reach["actor"], "neighbourhood"]) == {
        "BU99990101"
    }


def test_the_planted_uncovered_need_is_had_and_met_by_nobody(hoods, hidden):
    for hood, _, need in each(hoods, hidden, "uncovered"):
        assert residents_with(hood, need) >= 3
        assert able(hood, need) == []


def test_the_planted_fragile_need_hangs_on_one(hoods, hidden):
    for hood, actor, need in each(hoods, hidden, "fragile"):
        assert residents_with(hood, need) >= 3
        assert able(hood, need) == [actor]
        assert hood.actors.set_index("actor")["hours"][actor] > 0


def test_the_planted_short_need_asks_more_hours_than_there_are(hoods, hidden):
    for hood, actors, need in each(hoods, hidden, "hours_short"):
        assert able(hood, need) == actors.split("|")
        there = hood.actors.set_index("actor")["hours"][actors.split("|")].sum()
        asked = residents_with(hood, need) * hood.needs.set_index("need")["hours"][need]
        assert 0 < there < 0.8 * asked


def test_the_two_planted_as_missing_share_most_and_have_no_tie_or_meeting(hoods, hidden):
    for hood, actors, _ in each(hoods, hidden, "missing_tie"):
        one, other = actors.split("|")
        assert not ties_of(hood).has_edge(one, other)
        assert not any({one, other} <= seat for seat in seats(hood))
        who = hood.contacts.dropna(subset=["actor"]).groupby("actor")["resident"].agg(set)
        assert len(who[one] & who[other]) >= 4


def test_the_planted_idle_tie_is_between_two_who_share_no_resident(hoods, hidden):
    for hood, actors, _ in each(hoods, hidden, "idle_tie"):
        one, other = actors.split("|")
        assert ties_of(hood).has_edge(one, other)
        who = hood.contacts.groupby("resident")["actor"].agg(set)
        assert not any({one, other} <= team for team in who)


def test_the_planted_pair_can_do_the_same_and_knows_the_same(hoods, hidden):
    for hood, actors, _ in each(hoods, hidden, "substitutable"):
        one, other = actors.split("|")
        can = hood.competences.groupby("actor")["need"].agg(set)
        graph = ties_of(hood)
        assert can[one] == can[other]
        assert set(graph[one]) - {other} == set(graph[other]) - {one}


def test_the_planted_meeting_sits_inside_another_for_the_same_need(hoods, hidden):
    for hood, meetings, _ in each(hoods, hidden, "contained_meeting"):
        inside, outside = meetings.split("|")
        assert seats(hood)[inside] < seats(hood)[outside]
        need = hood.meetings.set_index("meeting")["need"]
        assert need[inside] == need[outside]


def test_nobody_asked_for_the_planted_meeting(hoods, hidden):
    for hood, meeting, _ in each(hoods, hidden, "pushed_meeting"):
        row = hood.meetings.set_index("meeting").loc[meeting]
        assert row["requested_by"] == "none"
        assert row[["need", "review"]].isna().all()
        assert row["times"] == 46


def test_the_planted_bridge_alone_links_informal_helpers_to_professionals(hoods, hidden):
    for hood, actors, _ in each(hoods, hidden, "bridge"):
        bridge, *loose = actors.split("|")
        layer = hood.actors.set_index("actor")["layer"]
        graph = ties_of(hood)
        assert set(layer[loose]) == {"informal"}
        assert layer[bridge] in PROFESSIONAL_LAYERS
        graph.remove_node(bridge)
        for actor in loose:
            assert not set(layer[list(nx.node_connected_component(graph, actor))]) & set(
                PROFESSIONAL_LAYERS
            )


def test_the_planted_needs_are_none_that_an_area_shares():
    from ecosystem.sources import synthetic_plan as plan

    known = words()
    shared = (known.professions["shared"] == "yes").to_numpy()
    met = known.needs.index[(known.main | known.more | known.learn)[shared].any(axis=0)]
    assert not {*plan.UNCOVERED, *plan.FRAGILE, *plan.SHORT} & set(met)


@pytest.mark.parametrize(
    "finding",
    [
        "uncovered",
        "fragile",
        "hours_short",
        "missing_tie",
        "idle_tie",
        "substitutable",
        "contained_meeting",
        "bridge",
    ],
)
def test_what_is_planted_is_found(hoods, hidden, finding, found):
    some = {code: hoods[code] for code in found}
    for hood, subject, need in each(some, hidden, finding):
        those = found[hood.code]
        those = those[those["finding"] == finding]
        if finding in {"uncovered", "fragile", "hours_short"}:
            assert need in set(those["needs"])
        elif finding == "bridge":
            assert subject.split("|")[0] in set(those["subject"].str.split("|").str[0])
        else:
            subjects = set(those["subject"].str.split("|").map(frozenset))
            assert frozenset(subject.split("|")) in subjects


@pytest.fixture(scope="module")
def found(hoods):
    import ecosystem as eco

    return {code: eco.find(hoods[code]) for code in sorted(hoods)[::2]}


def test_fictional_neighbourhoods_fill_the_map_and_none_lies_over_another():
    made = synthetic(60, seed=SEED)
    sides = Counter(
        frozenset(pair)
        for ((ring,),) in made.outlines.values()
        for pair in pairwise(map(tuple, ring.tolist()))
    )
    assert set(sides.values()) == {1, 2}
    assert sum(times == 2 for times in sides.values()) > 4 * 130
    areas = [
        (ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1]).sum() / -2
        for ((ring,),) in made.outlines.values()
    ]
    assert min(areas) > 250_000
    assert sum(areas) / len(areas) == pytest.approx(800 * 800 * 3**0.5 / 2, rel=0.05)
