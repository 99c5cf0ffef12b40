"""The value stream of one kind of request, and its picture."""

import pandas as pd
import pytest

import ecosystem as eco
from tests.street import hood, shuffled

ACTORS = [
    {"actor": "gp", "label": "GP", "profession": "gp"},
    {"actor": "ann", "label": "Ann", "profession": "social_worker"},
    {"actor": "bob", "label": "Bob", "profession": "social_worker"},
    {"actor": "team $5", "label": "Team $5 & $6", "level": "group"},
]
ASKED = [
    {"request": q, "resident": q, "need": need, "asked": "2025-01-01"}
    for q, need in (("q", "income"), ("r", "income"), ("s", "skin"))
]


def came(request, actor, day, minutes=60):
    start = f"2025-01-{day:02d}"
    return {"request": request, "actor": actor, "start": start, "minutes": minutes}


CAME = [
    came("q", "gp", 3),
    came("q", "ann", 5),
    came("q", "bob", 9),
    came("q", "gp", 11),
    came("r", "gp", 5),
    came("r", "ann", 11, None),
    came("r", "team $5", 13),
    came("s", "team $5", 2),
]


def street(**more):
    return hood(**({"actors": ACTORS, "requests": ASKED, "contacts": CAME} | more))


def plain(frame):
    table = frame.reset_index().astype("object")
    return table.where(table.notna(), None).to_numpy().tolist()


def test_a_stream_says_who_comes_when_in_how_many_requests_after_whom():
    found = eco.value_stream(street(), need="income")
    assert list(found) == [
        "requests", "actors", "contacts", "colleague", "waited", "first", "last", "minutes",
        "after", "from_it",
    ]  # fmt: skip
    hour = round(1 / 24, 6)
    assert plain(found) == [
        ["gp", 2, 1, 3, 0, 3.0, 3.0, 7 + hour, 90.0, None, None],
        ["social_worker", 2, 2, 3, 1, round(4 - 1 / 24, 6), 7.0, round(9 + 1 / 48, 6),
         120.0, "gp", 2],
        ["team $5", 1, 1, 1, 0, 2.0, 12.0, 12 + hour, 60.0, "social_worker", 1],
    ]  # fmt: skip


def test_the_wait_and_the_first_contact_are_of_the_same_requests():
    late = [came("t", "gp", 1), came("t", "bob", 31), *CAME]
    found = eco.value_stream(street(contacts=late)).loc["social_worker"]
    assert (found["requests"], found["first"]) == (3, 10.0)
    assert found["waited"] <= found["first"]


def test_without_a_question_the_first_contact_is_where_it_begins():
    found = eco.value_stream(hood(contacts=CAME))
    assert found["first"].to_dict() == {"gp": 0.0, "ann": 4.0, "team $5": 4.0, "bob": 6.0}


def test_the_order_of_rows_changes_nothing():
    pd.testing.assert_frame_equal(
        eco.value_stream(shuffled(street(), 3)), eco.value_stream(street())
    )
    assert eco.lanes(shuffled(street(), 3)).png == eco.lanes(street()).png


def test_a_picture_says_its_figures_in_both_languages():
    chart = eco.lanes(street(), need="income", lang="nl")
    assert repr(chart).splitlines() == [
        "Inkomen / financien: 3 uur hulp, verspreid over 8 dagen",
        "2 hulpvragen; mediaan 3 dagen tot er iemand komt; helpers: 3; overdrachten: 2,5",
        "Huisarts 3-7 2: 3 dagen gewacht",
        "Maatschappelijk werker 7-9 2: 4 dagen gewacht; 2 van 2 na Huisarts",
        "Niet getekend, want zij komen in minder hulpvragen: Team $5 & $6",
    ]
    assert chart.png.startswith(b"\x89PNG")
    assert "2 requests" in repr(eco.lanes(street(), need="income"))


def test_names_with_dollars_and_logs_of_groups_are_drawn():
    rows = [came("q", "team $5", 2), came("s", "team $5", 3)]
    assert "Team $5 & $6 0-0 2" in repr(eco.lanes(street(contacts=rows, requests=[])))


def test_a_need_nobody_asked_about_is_refused_and_nothing_is_drawn_of_nothing():
    with pytest.raises(ValueError, match="no request about 'grief'"):
        eco.lanes(street(), need="grief")
    assert repr(eco.lanes(hood(contacts=[]))).splitlines()[1].startswith("0 requests")


def test_where_nobody_has_two_requests_there_is_no_lane_and_all_are_named():
    drawn = eco.lanes(street(contacts=[came("q", "gp", 3), came("r", "ann", 11)]))
    assert "Not drawn" in repr(drawn)
    assert "GP" in repr(drawn)
