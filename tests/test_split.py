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


EVERY = {
    "actors": {"actor": list("abcd"), "neighbourhood": ["N1", "N2", "", "N1"]},
    "reach": {"actor": ["d"], "neighbourhood": ["N2"]},
    "competences": {"actor": list("abcd"), "need": ["skin"] * 4},
    "ties": {"actor": list("aabac"), "partner": list("bddcc")},
    "meetings": {"meeting": ["m1", "m2"], "neighbourhood": ["N1", ""]},
    "attendance": {"meeting": ["m1", "m2", "m2"], "actor": list("bbc")},
    "contacts": {
        "request": ["q1", "q2", "", "q3", "q1"],
        "resident": ["r1", "r2", "r3", "r4", "r1"],
        "actor": list("abaca"),
        "neighbourhood": ["N2", "", "", "", "N1"],
    },
    "requests": {
        "request": ["q1", "q2", "q3", "q4", "q5"],
        "resident": ["r1", "r2", "r4", "r5", "r6"],
        "neighbourhood": ["", "", "", "", "N1"],
    },
    "teams": {"team": ["t1", "t2"], "neighbourhood": ["N1", ""]},
    "members": {"team": ["t1", "t2"], "role": ["provider"] * 2, "member": ["b", "b"]},
    "profiles": {"profile": ["p", "q"], "needs": ["skin"] * 2, "residents": ["9", "8"],
                 "neighbourhood": ["N2", ""]},
    "needs": {"need": ["skin"]},
}  # fmt: skip
IN_N1 = {
    "actors": list("acd"),
    "reach": [],
    "competences": list("acd"),
    "ties": ["ad", "ac", "cc"],
    "meetings": ["m1", "m2"],
    "attendance": ["m1b", "m2c"],
    "contacts": ["a", "c", "a"],
    "requests": ["q1", "q3", "q4", "q5"],
    "teams": ["t1", "t2"],
    "members": ["t1", "t2"],
    "profiles": ["q"],
    "needs": ["skin"],
}
IN_N2 = IN_N1 | {
    "actors": list("bcd"),
    "reach": ["d"],
    "competences": list("bcd"),
    "ties": ["bd", "cc"],
    "meetings": ["m2"],
    "attendance": ["m2b", "m2c"],
    "contacts": ["a", "b", "c"],
    "requests": ["q1", "q2", "q3", "q4"],
    "teams": ["t2"],
    "members": ["t2"],
    "profiles": ["p", "q"],
}


def test_every_row_stands_where_it_says_or_where_those_are_that_it_is_about():
    region = eco.load({name: pd.DataFrame(columns) for name, columns in EVERY.items()})
    said = {"ties": ["actor", "partner"], "attendance": ["meeting", "actor"], "contacts": ["actor"]}
    found = [
        {
            name: list(
                map("".join, frame[said.get(name, list(EVERY[name])[:1])].to_numpy().tolist())
            )
            for name, frame in hood.tables.items()
        }
        for hood in region
    ]
    assert region.codes == ("N1", "N2")
    assert found == [IN_N1, IN_N2]
    told = region.notices.loc[region.notices["code"].isin(["nowhere", "everywhere"])]
    assert told[["file", "code", "message"]].to_numpy().tolist() == [
        [
            name,
            "everywhere",
            f"{count} row(s) name no neighbourhood, and count in every one of them.",
        ]
        for name, count in zip(
            ["actors", "contacts", "meetings", "profiles", "requests", "teams"],
            [1, 1, 1, 1, 2, 1],
            strict=True,
        )
    ] + [["ties", "nowhere", "1 row(s) belong to no neighbourhood: those they name share none."]]


def test_an_area_has_the_name_that_its_table_gives_and_else_its_code():
    areas = {"neighbourhood": ["N2", "N1", "N3"], "name": ["Two", "", "Three"]}
    region = eco.load({"neighbourhoods": pd.DataFrame(areas), "actors": ACTORS})
    assert [(hood.code, hood.name) for hood in region] == [
        ("N1", "N1"),
        ("N2", "Two"),
        ("N3", "Three"),
    ]
    assert [hood.actors["actor"].tolist() for hood in region] == [["a", "c"], ["b"], []]


def test_in_a_region_of_one_area_every_row_belongs_to_it_wherever_it_says():
    areas = pd.DataFrame({"neighbourhood": ["N1"]})
    actors = pd.DataFrame({"actor": ["a", "b"], "neighbourhood": ["N1", ""]})
    ties = pd.DataFrame({"actor": ["a"], "partner": ["b"]})
    (hood,) = eco.load({"neighbourhoods": areas, "actors": actors, "ties": ties})
    assert (hood.code, len(hood.actors), len(hood.ties)) == ("N1", 2, 1)


def test_a_request_stands_where_its_contacts_are_also_where_there_is_no_other_table():
    contacts = {"request": ["q1", "q2"], "actor": ["a", "a"], "neighbourhood": ["N1", "N2"]}
    requests = {"request": ["q1", "q2", "q3"], "neighbourhood": ["", "N1", ""]}
    region = eco.load({"contacts": pd.DataFrame(contacts), "requests": pd.DataFrame(requests)})
    assert [hood.requests["request"].tolist() for hood in region] == [["q1", "q2", "q3"], ["q3"]]
