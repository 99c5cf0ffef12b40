"""Every row has its neighbourhood, and what has none is told."""

import pandas as pd

import ecosystem as eco

ACTORS = pd.DataFrame({"actor": ["a", "b", "c"], "neighbourhood": ["N1", "N2", "N1"]})


def test_a_tie_belongs_where_both_actors_do_and_one_without_such_a_place_is_told():
    ties = pd.DataFrame({"actor": ["a", "a"], "partner": ["b", "c"]})
    region = eco.load({"actors": ACTORS, "ties": ties})
    assert [hood.ties[["actor", "partner"]].to_numpy().tolist() for hood in region] == [
        [["a", "c"]],
        [],
    ]
    told = region.notices[["file", "code", "message"]].to_numpy().tolist()
    assert told == [
        ["ties", "nowhere", "1 row(s) belong to no neighbourhood: those they name share none."]
    ]


def test_reach_gives_the_tie_a_place():
    ties = pd.DataFrame({"actor": ["a"], "partner": ["b"]})
    reach = pd.DataFrame({"actor": ["b"], "neighbourhood": ["N1"]})
    region = eco.load({"actors": ACTORS, "ties": ties, "reach": reach})
    assert [len(hood.ties) for hood in region] == [1, 0]
    assert len(region.notices) == 0


def test_who_sits_in_a_meeting_stands_where_the_meeting_is_held():
    meetings = pd.DataFrame({"meeting": ["m"], "neighbourhood": ["N1"]})
    attendance = pd.DataFrame({"meeting": ["m", "m"], "actor": ["a", "b"]})
    region = eco.load({"actors": ACTORS, "meetings": meetings, "attendance": attendance})
    assert [hood.attendance["actor"].tolist() for hood in region] == [["a", "b"], []]


def test_a_table_with_rows_elsewhere_is_given_and_empty_here(tmp_path):
    meetings = pd.DataFrame({"meeting": ["m"], "neighbourhood": ["N1"]})
    attendance = pd.DataFrame({"meeting": ["m"], "actor": ["a"]})
    region = eco.load({"actors": ACTORS, "meetings": meetings, "attendance": attendance})
    assert [len(eco.meetings(hood)) for hood in region] == [0, 0]
    eco.save(region, tmp_path / "parquet", format="parquet")
    again = eco.load(tmp_path / "parquet")
    assert [sorted(hood.tables) for hood in again] == [["actors", "attendance", "meetings"]] * 2


def test_a_table_of_headings_alone_is_one_that_was_not_given():
    region = eco.load({"actors": ACTORS, "ties": pd.DataFrame({"actor": [], "partner": []})})
    assert [sorted(hood.tables) for hood in region] == [["actors"], ["actors"]]


def test_rows_that_name_no_neighbourhood_count_in_every_one_and_that_is_told():
    profiles = pd.DataFrame({"profile": ["p"], "needs": ["skin"], "residents": ["10"]})
    region = eco.load({"actors": ACTORS, "profiles": profiles})
    assert [len(hood.profiles) for hood in region] == [1, 1]
    assert region.notices[["file", "code"]].to_numpy().tolist() == [["profiles", "everywhere"]]
