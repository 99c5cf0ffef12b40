"""How needs moved: rounds small enough to count, and against counting one by one."""

import random

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

ROUNDS = [
    {"profile": "a", "needs": "x", "residents": 12, "period": "2024"},
    {"profile": "b", "needs": "x|y", "residents": 9, "period": "2024"},
    {"profile": "a", "needs": "x", "residents": 4, "period": "2025"},
    {"profile": "c", "needs": "y|z", "residents": 28, "period": "2025"},
]


def called(*rows):
    """Make contacts of (resident, need, day)."""
    return [
        {"resident": who, "need": need, "start": None if day is None else pd.Timestamp(day)}
        for who, need, day in rows
    ]


def counts(frame):
    return frame[["then", "now", "change"]].astype("object").T.to_dict("list")


def test_profiles_of_two_periods_are_two_rounds():
    frame = eco.needs_over_time(hood(profiles=ROUNDS))
    assert frame.reset_index().astype("object").to_numpy().tolist() == [
        ["z", 0, 28, 28, 21, 32, "2024", "2025", 0, 0],
        ["y", 9, 28, 19, 21, 32, "2024", "2025", 0, 0],
        ["x", 21, 4, -17, 21, 32, "2024", "2025", 0, 0],
    ]


def test_in_what_may_be_shared_few_residents_and_their_changes_are_hidden():
    frame = eco.needs_over_time(hood(profiles=ROUNDS), level="shareable")
    assert frame.index.tolist() == ["y", "z", "x"]
    assert frame["then"].tolist() == ["<10", "<10", "20"]
    assert frame["now"].tolist() == ["30", "30", "<10"]
    assert frame["change"].isna().all()
    assert frame["of_then"].tolist() == ["20"] * 3
    assert frame[["unknown", "unnamed"]].isna().all(axis=None)


def test_a_shared_change_is_that_of_the_shown_counts():
    def shared(then, now):
        rounds = [
            {"profile": "a", "needs": "x", "residents": count, "period": period}
            for count, period in ((then, "2024"), (now, "2025"))
        ]
        return eco.needs_over_time(hood(profiles=rounds), level="shareable")

    pd.testing.assert_frame_equal(shared(13, 22), shared(17, 18))
    assert shared(13, 22)["change"].tolist() == [5]


@pytest.mark.parametrize("small", range(10))
def test_nothing_shared_tells_how_few_a_few_are(small):
    given = [dict(row) for row in ROUNDS]
    given[1]["residents"] = small
    given[0]["residents"] = 12 + 9 - small
    frame = eco.needs_over_time(hood(profiles=given), level="shareable")
    pd.testing.assert_frame_equal(
        frame, eco.needs_over_time(hood(profiles=ROUNDS), level="shareable")
    )


def test_contacts_are_cut_at_half_years_and_count_a_resident_once():
    frame = eco.needs_over_time(
        hood(
            contacts=called(
                ("r1", "x", "2025-01-05"),
                ("r1", "x", "2025-06-30"),
                ("r2", "x", "2025-07-01"),
                ("r3", "x", "2025-12-31"),
                ("r1", "y", "2025-05-01"),
            )
        )
    )
    assert counts(frame) == {"x": [1, 2, 1], "y": [1, 0, -1]}
    assert frame.loc["x", ["of_then", "of_now", "from", "to"]].tolist() == [
        1, 2, "2025-H1", "2025-H2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("every", "first", "last"),
    [
        ("year", "2024", "2025"),
        ("half", "2024-H2", "2025-H1"),
        ("quarter", "2024-Q4", "2025-Q1"),
        ("month", "2024-11", "2025-02"),
    ],
)
def test_calendar_periods_are_named_and_those_without_a_contact_are_no_round(every, first, last):
    log = called(("r1", "x", "2024-11-30"), ("r2", "x", "2025-02-01"), ("r3", "x", "2025-02-28"))
    frame = eco.needs_over_time(hood(contacts=log), every=every)
    assert frame.loc["x", ["from", "to"]].tolist() == [first, last]
    assert counts(frame) == {"x": [1, 2, 1]}


def test_requests_count_when_they_were_asked_and_lend_contacts_their_resident():
    given = hood(
        requests=[
            {"request": "q1", "resident": "r1", "need": "x", "asked": pd.Timestamp("2025-03-01")},
            {"request": "q2", "need": "x", "asked": pd.Timestamp("2025-03-01")},
        ],
        contacts=[
            {"request": "q1", "need": "x", "start": pd.Timestamp("2025-08-01")},
            {"request": "q2", "need": "y", "start": pd.Timestamp("2025-08-01")},
            {"resident": "r1", "need": "x", "start": pd.Timestamp("2025-08-02")},
        ],
    )
    assert counts(eco.needs_over_time(given)) == {"x": [2, 1, -1], "y": [0, 1, 1]}


def test_what_cannot_be_counted_is_counted_apart():
    frame = eco.needs_over_time(
        hood(
            contacts=[
                *called(("r1", "x", "2025-01-05"), ("r2", "x", "2025-08-05")),
                *called(("r3", "x", None), (None, "x", "2025-08-05"), ("r4", None, "2025-08-06")),
            ]
        )
    )
    assert counts(frame) == {"x": [1, 1, 0]}
    assert frame[["unknown", "unnamed"]].to_numpy().tolist() == [[2, 1]]
    rounds = [*ROUNDS, {"profile": "d", "needs": "x", "residents": None, "period": "2025"}]
    rounds += [{"profile": "e", "needs": None, "residents": 3, "period": "2025"}]
    rounds += [{"profile": "f", "needs": "x|y", "residents": 3, "period": None}]
    frame = eco.needs_over_time(hood(profiles=rounds))
    assert frame.loc[["x", "y", "z"], "unknown"].tolist() == [2, 1, 0]
    assert set(frame["unnamed"]) == {1}
    assert counts(frame)["x"] == [21, 4, -17]


def test_profiles_with_rounds_go_before_a_log_unless_a_period_is_asked_for():
    log = called(("r1", "x", "2025-01-05"), ("r2", "x", "2025-08-05"))
    given = hood(profiles=ROUNDS, contacts=log)
    assert set(eco.needs_over_time(given)["from"]) == {"2024"}
    assert set(eco.needs_over_time(given, every="half")["from"]) == {"2025-H1"}
    one = hood(profiles=ROUNDS[:2], contacts=log)
    assert set(eco.needs_over_time(one)["from"]) == {"2025-H1"}


def test_of_one_round_there_is_no_then_and_no_change():
    frame = eco.needs_over_time(hood(profiles=ROUNDS[:2]))
    assert frame[["then", "change", "of_then", "from"]].isna().all(axis=None)
    assert frame["now"].to_dict() == {"x": 21, "y": 9}
    assert set(frame["to"]) == {"2024"}


def test_without_any_date_everything_is_missing_but_what_was_left_out():
    frame = eco.needs_over_time(street())
    assert frame.drop(columns=["unknown", "unnamed"]).isna().all(axis=None)
    assert frame["unknown"].to_dict() == {"skin": 1, "transport": 2}


@pytest.mark.parametrize(
    ("options", "ends"),
    [
        ({}, ("2024", "2025-Q3")),
        ({"then": "2023"}, ("2023", "2025-Q3")),
        ({"now": "2024"}, ("2023", "2024")),
        ({"then": "2025-Q3"}, ("2025-Q3", "2024")),
        ({"now": "2023"}, (None, "2023")),
    ],
)
def test_the_last_two_rounds_are_compared_unless_others_are_named(options, ends):
    rounds = [
        {"profile": "a", "needs": "x", "residents": 12, "period": period}
        for period in ("2025-Q3", "2023", "2024")
    ]
    frame = eco.needs_over_time(hood(profiles=rounds), **options)
    told = frame.loc["x", ["from", "to"]].tolist()
    assert (None if pd.isna(told[0]) else told[0], told[1]) == ends


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"then": "2020"}, "there is no round '2020'; there are: 2024, 2025"),
        ({"then": "2024", "now": "2024"}, "then and now are both '2024'; give two rounds"),
        ({"every": "week"}, "every is 'week'; it is one of: year, half, quarter, month"),
        ({"level": "public"}, "level is 'public'; it is one of: shareable, internal"),
    ],
)
def test_what_cannot_be_is_refused_in_words(options, says):
    with pytest.raises(ValueError, match=says):
        eco.needs_over_time(hood(profiles=ROUNDS), **options)


def test_without_a_table_of_needs_it_is_said_what_is_missing():
    with pytest.raises(MissingTable, match="profiles, contacts or requests"):
        eco.needs_over_time(hood(actors=[{"actor": "a"}]))


@pytest.mark.parametrize("seed", range(10))
def test_counts_are_those_of_counting_one_by_one(seed):
    rng = random.Random(seed)  # noqa: S311 (small worlds, not secrets)
    days = ["2025-02-01", "2025-09-01", "2024-09-01", None]
    log = called(
        *(
            (rng.choice(["r1", "r2", "r3", "r4"]), rng.choice(["x", "y", None]), rng.choice(days))
            for _ in range(40)
        )
    )
    given = hood(contacts=log)
    frame = eco.needs_over_time(given)
    for need in frame.index:
        for name, half in (("then", "2025-02-01"), ("now", "2025-09-01")):
            day = pd.Timestamp(half)
            there = {row["resident"] for row in log if (row["need"], row["start"]) == (need, day)}
            assert frame.loc[need, name] == len(there)
    pd.testing.assert_frame_equal(eco.needs_over_time(shuffled(given, seed)), frame)
