import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosystem.measure.continuity import continuity
from ecosystem.measure.involvement import COLUMNS, involvement
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled

ACTORS = [
    {"actor": "gp", "level": "practice", "layer": "first_line", "profession": "gp"},
    {"actor": "nurse", "level": "person", "profession": "nurse", "organisation": "Homecare"},
    {"actor": "aide", "level": "person", "profession": "nurse", "organisation": "Homecare"},
    {"actor": "team", "level": "group", "layer": "welfare", "organisation": "Welfare"},
    {"actor": "town", "level": "organisation", "layer": "welfare"},
    {"actor": "choir", "level": "group", "layer": "collective", "organisation": "Club"},
    {"actor": "son", "level": "person", "layer": "informal"},
]


def seen(*rows, **tables):
    """Contacts of anna: who, and what else is known."""
    contacts = [{"resident": "anna", "actor": actor, **more} for actor, more in rows]
    return hood(actors=ACTORS, contacts=contacts, **tables)


def told(frame):
    """What is not missing, row by row."""
    return [
        {name: value for name, value in row.items() if not pd.isna(value)}
        for row in frame.astype("object").to_dict("records")
    ]


def test_professionals_and_informal_helpers_are_counted_apart():
    frame = involvement(
        seen(
            ("gp", {"need": "skin", "law": "zvw", "product": "visit"}),
            ("nurse", {"need": "skin", "law": "zvw", "product": "care"}),
            ("nurse", {"need": "pain", "law": "wlz", "organisation": "Hospital"}),
            ("new", {}),
            ("team", {"law": "wmo"}),
            ("town", {"law": "wmo"}),
            (None, {"organisation": "Welfare", "product": "care"}),
            ("choir", {"need": "social_contact", "law": "own"}),
            ("son", {"need": "transport", "product": "none"}),
            requests=[
                {"request": "q1", "resident": "anna", "need": "income", "contact_point": "gp"},
                {"request": "q2", "resident": "anna", "need": "skin", "contact_point": "gp"},
                {"request": "q3", "resident": "anna"},
            ],
        )
    )
    assert told(frame) == [
        {
            "residents": 1,
            "needs": 5,
            "people": 3,
            "at_least": 0.333333,
            "groups": 2,
            "professions": 2,
            "organisations": 4,
            "products": 2,
            "funding_streams": 3,
            "helpers": 2,
            "lines": 3,
            "contact_point": True,
            "unknown": 1,
        }
    ]
    assert frame.dtypes.astype("str").to_dict() == COLUMNS
    assert frame.index.name == "resident"


@pytest.mark.parametrize(("people", "lines"), [(1, 0), (2, 1), (3, 3), (5, 10)])
def test_lines_of_communication(people, lines):
    frame = involvement(hood(contacts=[{"resident": "r", "actor": f"a{i}"} for i in range(people)]))
    assert frame[["people", "lines"]].to_numpy().tolist() == [[people, lines]]


def test_what_is_never_written_down_is_missing_not_zero():
    assert told(involvement(seen(("gp", {})))) == [
        {
            "residents": 1,
            "people": 1,
            "at_least": 1.0,
            "groups": 0,
            "professions": 1,
            "lines": 0,
            "unknown": 0,
        }
    ]


def test_what_is_not_written_down_for_one_resident_is_missing_for_that_one():
    frame = involvement(
        hood(
            actors=ACTORS,
            contacts=[
                {"resident": "a", "actor": "nurse", "need": "skin", "product": "care"},
                {"resident": "b", "actor": "gp"},
                {"resident": "c", "actor": "son"},
                {"resident": "d"},
                {"resident": "e", "actor": "team"},
            ],
            requests=[{"request": "q", "resident": "f", "need": "pain"}],
        )
    )
    columns = [
        "needs",
        "people",
        "at_least",
        "groups",
        "professions",
        "products",
        "helpers",
        "unknown",
    ]
    got = frame[columns].astype("object")
    assert got.where(got.notna(), None).T.to_dict("list") == {
        "a": [1, 1, 0, 0, 1, 1, 0, 0],
        "b": [None, 1, 1, 0, 1, None, 0, 0],
        "c": [None, 0, None, 0, 0, 0, 1, 0],
        "d": [None, None, None, None, None, None, 0, 1],
        "e": [None, None, None, 1, None, None, 0, 0],
        "f": [1, 0, None, 0, 0, 0, 0, 0],
    }


def test_with_groups_only_the_number_of_people_is_missing():
    frame = involvement(seen(("team", {}), ("town", {}), ("choir", {})))
    assert told(frame[["people", "at_least", "groups", "organisations", "lines", "helpers"]]) == [
        {"groups": 2, "organisations": 2, "helpers": 1}
    ]


def test_one_contact_point_and_no_other():
    named = {"one": ["gp", "gp", None], "two": ["gp", "nurse"], "none": [None]}
    requests = [
        {"request": f"{resident}{number}", "resident": resident, "contact_point": who}
        for resident, points in named.items()
        for number, who in enumerate(points)
    ]
    contacts = [{"resident": "no_request", "actor": "gp"}]
    frame = involvement(hood(contacts=contacts, requests=requests))
    point = frame["contact_point"].astype("object")
    assert point.where(point.notna(), None).to_dict() == {
        "no_request": None,
        "none": False,
        "one": True,
        "two": False,
    }


def test_a_request_without_a_resident_is_a_resident_of_its_own():
    contacts = [{"request": "q1", "actor": "gp"}, {"request": "q2", "actor": "gp"}, {"actor": "gp"}]
    requests = [{"request": "q1", "resident": "anna"}, {"request": "q2", "contact_point": "gp"}]
    frame = involvement(hood(contacts=contacts, requests=requests))
    assert frame[["people", "contact_point"]].T.to_dict("list") == {
        "\nq2": [1, True],
        "anna": [1, False],
    }


def test_requests_without_contacts_say_what_is_needed_and_not_who_came():
    frame = involvement(hood(requests=[{"request": "q", "resident": "anna", "need": "skin"}]))
    assert told(frame) == [{"residents": 1, "needs": 1}]


def test_profiles_give_the_smallest_team():
    profiles = [
        {"profile": "p1", "needs": "skin|income", "residents": 3},
        {"profile": "p2", "needs": "skin", "residents": 5},
        {"profile": "p3", "needs": "transport", "residents": 1},
        {"profile": "p4", "needs": "social_contact", "residents": 1},
    ]
    able = {"skin": ["gp", "nurse"], "income": ["town"], "social_contact": ["choir"]}
    competences = [{"actor": who, "need": need} for need, all_ in able.items() for who in all_]
    actors = [row | {"hours": 9, "step": 3 if row["actor"] == "nurse" else 4} for row in ACTORS]
    frame = involvement(hood(actors=actors, competences=competences, profiles=profiles))
    assert frame.index.tolist() == ["skin", "income|skin", "social_contact", "transport"]
    assert frame.index.name == "profile"
    assert told(frame) == [
        {
            "residents": 5,
            "needs": 1,
            "people": 1,
            "at_least": 0.0,
            "professions": 1,
            "organisations": 1,
            "lines": 0,
        },
        {
            "residents": 3,
            "needs": 2,
            "people": 2,
            "at_least": 0.5,
            "professions": 1,
            "organisations": 2,
            "lines": 1,
        },
        {
            "residents": 1,
            "needs": 1,
            "people": 0,
            "professions": 0,
            "organisations": 0,
            "lines": 0,
        },
        {"residents": 1, "needs": 1},
    ]
    assert frame.dtypes.astype("str").to_dict() == COLUMNS


def test_requests_that_name_needs_are_per_resident_whatever_profiles_say():
    profiles = [{"profile": "p", "needs": "skin", "residents": 5}]
    competences = [{"actor": "gp", "need": "skin"}]
    asked = [{"request": "q", "resident": "anna", "need": "skin"}]
    with_both = hood(actors=ACTORS, requests=asked, profiles=profiles, competences=competences)
    assert told(involvement(with_both)) == [{"residents": 1, "needs": 1}]
    assert involvement(with_both).index.tolist() == ["anna"]
    unnamed = with_both.replace(requests=with_both.requests.assign(need=None).astype("str"))
    assert involvement(unnamed).index.name == "profile"


def test_what_is_missing_is_said():
    with pytest.raises(MissingTable, match="Who is involved needs the table contacts"):
        involvement(hood(actors=ACTORS))
    with pytest.raises(MissingTable, match="competences"):
        involvement(hood(profiles=[{"profile": "p", "needs": "skin", "residents": 1}]))


def test_a_table_of_contacts_without_rows_gives_a_table_without_rows():
    frame = involvement(hood(contacts=[]))
    assert frame.empty
    assert frame.dtypes.astype("str").to_dict() == COLUMNS


NAMES = [row["actor"] for row in ACTORS] + ["new", None]
ROWS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(NAMES),
        st.sampled_from([None, "Lime", "Welfare"]),
        st.sampled_from([None, "zvw", "wmo"]),
    ),
    min_size=1,
    max_size=15,
)


def by_hand(rows):
    """People, groups, organisations, funding streams, helpers, unknown, from their meaning."""
    who = {row["actor"]: row for row in ACTORS}
    layer = {name: row.get("layer") for name, row in who.items()}
    groups = {"team", "town", "choir"}
    home = {name: row.get("organisation") for name, row in who.items()} | {"town": "town"}
    work = [row for row in rows if layer.get(row[1]) not in {"informal", "collective"}]
    says = {
        "people": [(r, a) for r, a, *_ in work if a and a not in groups],
        "organisations": [(r, own or home.get(a)) for r, a, own, _ in work if own or home.get(a)],
        "funding_streams": [(r, law) for r, *_, law in work if law],
    }
    named = {r for r, a, *_ in work if a}
    helpers = [(r, a) for r, a, *_ in rows if layer.get(a) in {"informal", "collective"}]
    table = {}
    for resident in sorted({row[0] for row in rows}):
        came = any(row[0] == resident for row in work)
        counts = {}
        for name, pairs in says.items():
            count = len({value for r, value in pairs if r == resident})
            counts[name] = None if not pairs or (came and not count) else count
        count = len({a for r, a, *_ in work if r == resident and a in groups})
        counts["groups"] = None if not named or (came and resident not in named) else count
        counts["helpers"] = len({a for r, a in helpers if r == resident}) if helpers else None
        counts["unknown"] = sum(r == resident and a is None for r, a, *_ in work)
        table[resident] = counts
    return table


@given(rows=ROWS)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_it_agrees_with_counting_by_hand_and_with_continuity(rows):
    names = ("resident", "actor", "organisation", "law")
    contacts = [dict(zip(names, row, strict=True)) for row in rows]
    neighbourhood = hood(actors=ACTORS, contacts=contacts)
    frame = involvement(neighbourhood)
    expected = by_hand(rows)
    got = frame[list(next(iter(expected.values())))].astype("object")
    assert got.where(got.notna(), None).to_dict("index") == expected
    people = frame["people"].mask(frame["people"] == 0)
    assert people.equals(continuity(neighbourhood)["people"])
    pd.testing.assert_frame_equal(frame, involvement(shuffled(neighbourhood, seed=1)))


def test_changing_the_answer_changes_nothing_here():
    neighbourhood = seen(("gp", {}))
    frame = involvement(neighbourhood)
    frame["people"] = 9
    assert involvement(neighbourhood)["people"].tolist() == [1]
