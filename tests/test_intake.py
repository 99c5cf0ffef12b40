"""Intake: on questions of which one sees who took them in."""

import random

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

DAY = 86400.0
ASKED = [
    {"request": "p", "resident": "r", "need": "skin", "asked": "2025-01-01"},
    {"request": "q", "resident": "r", "need": "skin", "asked": "2025-02-01"},
    {"request": "s", "resident": "t", "need": "income", "asked": "2025-01-01"},
    {"request": "u", "resident": "v", "need": "income", "asked": "2025-01-01"},
    {"request": "w", "resident": "v", "need": None, "asked": "2025-06-01"},
]


def contact(request, actor, start, need=None):
    return {"request": request, "actor": actor, "start": start, "need": need}


CAME = [
    contact("p", "gp", "2025-01-03", "skin"),
    contact("p", "nurse", "2025-01-04", "grief"),
    contact("q", "gp", "2025-02-05", "grief"),
    contact("s", "nurse", "2025-01-02", "income"),
    contact("w", "gp", "2025-06-02", "skin"),
]


def plain(frame):
    table = frame.reset_index().astype("object")
    return table.where(table.notna(), None).to_numpy().tolist()


def test_who_takes_in_how_long_that_takes_and_whether_it_was_the_question():
    found = eco.intake(hood(requests=ASKED, contacts=CAME))
    assert list(found) == [
        "requests", "no_contact", "median_wait", "longest_wait", "other_need", "other_need_of",
        "came_back", "came_back_of",
    ]  # fmt: skip
    assert plain(found) == [
        ["gp", 3, 0, 2 * DAY, 4 * DAY, 0.5, 2, 0.5, 2],
        ["nurse", 1, 0, DAY, DAY, 0.0, 1, 0.0, 1],
        [None, 1, 1, None, None, None, 0, 0.0, 1],
    ]


def test_by_need_and_all_together():
    one = hood(requests=ASKED, contacts=CAME)
    assert plain(eco.intake(one, by="need")) == [
        ["income", 2, 1, DAY, DAY, 0.0, 1, 0.0, 2],
        ["skin", 2, 0, 3 * DAY, 4 * DAY, 0.5, 2, 0.5, 2],
        [None, 1, 0, DAY, DAY, None, 0, None, 0],
    ]
    assert plain(eco.intake(one, by="all")) == [
        ["all", 5, 1, 1.5 * DAY, 4 * DAY, 0.333333, 3, 0.25, 4]
    ]


def test_a_window_that_is_not_over_says_nothing_of_coming_back():
    one = hood(requests=ASKED, contacts=CAME)
    assert eco.intake(one, by="all", window=200)["came_back_of"].item() == 0
    assert eco.intake(one, by="all", window=20)["came_back"].item() == 0.0


def test_what_is_not_there_is_asked_for():
    with pytest.raises(MissingTable, match="requests"):
        eco.intake(street())
    with pytest.raises(MissingTable, match="contacts"):
        eco.intake(hood(requests=ASKED))
    with pytest.raises(ValueError, match="it is one of: actor, need, all"):
        eco.intake(hood(requests=ASKED, contacts=CAME), by="who")
    assert eco.intake(hood(requests=[], contacts=[])).empty


@pytest.mark.parametrize("seed", range(8))
def test_it_is_what_counting_request_by_request_gives_in_any_order(seed):
    rng = random.Random(seed)  # noqa: S311
    needs = ["skin", "income", None]
    requests = [
        {
            "request": f"q{at}",
            "resident": rng.choice("rs"),
            "need": rng.choice(needs),
            "asked": f"2025-01-{rng.randrange(1, 20):02d}",
        }
        for at in range(12)
    ]
    came = [
        contact(
            f"q{rng.randrange(12)}",
            rng.choice(["gp", "nurse", None]),
            f"2025-02-{rng.randrange(1, 28):02d}",
            rng.choice(needs),
        )
        for _ in range(30)
    ]
    one = hood(requests=requests, contacts=came)
    other, of = 0, 0
    for request in requests:
        named = [c["need"] for c in came if c["request"] == request["request"] and c["need"]]
        if named and request["need"]:
            of += 1
            other += max(map(named.count, named)) > named.count(request["need"])
    found = eco.intake(one, by="all").iloc[0]
    assert found["other_need_of"] == of
    assert found["other_need"] == round(other / of, 6)
    pd.testing.assert_frame_equal(eco.intake(shuffled(one, seed)), eco.intake(one))
