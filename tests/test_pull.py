"""Who asked: pull, push, and what nobody wrote down, hour by hour."""

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.schema import REQUESTED_BY, TABLES
from tests.street import hood, shuffled, street
from tests.test_ladder import told

WAYS = {
    ("resident", None): "pull",
    ("informal", None): "pull",
    ("professional", "skin"): "pull",
    ("professional", None): "unknown",
    ("manager", "skin"): "push",
    ("policy", None): "push",
    ("none", "skin"): "push",
    ("unknown", "skin"): "unknown",
    (None, "skin"): "unknown",
}


@pytest.mark.parametrize(("asked", "way"), WAYS.items())
def test_who_asked_for_which_need_says_whether_it_is_push_or_pull(asked, way):
    by, need = asked
    row = {"requested_by": by, "need": need, "hours": 1}
    tie = hood(ties=[{"actor": "a", "partner": "b"} | row])
    meeting = hood(meetings=[{"meeting": "m", "times": 1} | row])
    assert eco.pull(tie)["way"].tolist() == eco.pull(meeting)["way"].tolist() == [way]
    assert eco.pull(tie)["asked_by"].tolist() == [by or "unknown"]


def test_every_asker_of_the_schema_is_sorted():
    assert {by for by, _ in WAYS if by} == set(REQUESTED_BY)


def round_the_table():
    """Two practices, one tie between them, one meeting of three, one project of nobody known."""
    return hood(
        actors=[
            {"actor": "ann", "organisation": "Lime", "profession": "gp"},
            {"actor": "bea", "organisation": "Lime", "profession": "nurse"},
            {"actor": "cor", "organisation": "Oak", "profession": "nurse"},
        ],
        ties=[
            {"actor": "cor", "partner": "ann", "hours": 2, "requested_by": "policy"},
            {"actor": "ann", "partner": "bea", "requested_by": "resident", "need": "skin"},
            {"actor": "ann", "partner": "ann", "hours": 9, "requested_by": "none"},
        ],
        meetings=[
            {"meeting": "m", "label": "Monday", "times": 10, "hours": 1, "need": "income"}
            | {"requested_by": "professional", "review": pd.Timestamp("2026-01-31")},
            {"meeting": "p", "kind": "project", "times": 4, "hours": 2, "requested_by": "none"},
        ],
        attendance=[{"meeting": "m", "actor": who} for who in ("ann", "bea", "cor")],
    )


def test_hours_are_of_a_year_and_of_all_who_take_part():
    frame = eco.pull(round_the_table(), today="2026-02-01")
    assert told(frame, "kind", "subject", "label", "way", "hours", "review_passed") == [
        ("meeting", "m", "Monday", "pull", 30.0, True),
        ("tie", "ann|cor", "ann - cor", "push", 24.0, None),
        ("project", "p", "p", "push", None, None),
        ("tie", "ann|bea", "ann - bea", "pull", None, None),
    ]


def test_a_review_date_has_passed_the_day_after():
    there = round_the_table()
    for today, passed in (("2026-01-30", False), ("2026-01-31", False), ("2026-02-01", True)):
        assert bool(eco.pull(there, today=today)["review_passed"].iloc[0]) is passed


def test_without_a_day_the_last_one_recorded_is_taken_and_without_any_it_is_unknown():
    there = round_the_table()
    assert pd.isna(eco.pull(there)["review_passed"].iloc[0])
    moments = ("2026-01-15", False), ("2026-01-31 14:00", False), ("2026-02-15", True)
    for day, passed in moments:
        log = hood(contacts=[{"resident": "r", "start": pd.Timestamp(day)}]).contacts
        assert bool(eco.pull(there.replace(contacts=log))["review_passed"].iloc[0]) is passed


def test_the_same_hours_are_divided_whatever_the_rows_are():
    there = round_the_table()
    ways = ("number", "no_hours", "push", "pull", "unknown", "push_share", "unknown_share")
    by = {
        name: eco.push_share(there, by=name).reset_index()
        for name in ("kind", "theme", "organisation", "profession", "asked_by")
    }
    assert told(by["kind"], "kind", *ways) == [
        ("tie", 2, 1, 24.0, 0.0, 0.0, 1.0, 0.0),
        ("meeting", 1, 0, 0.0, 30.0, 0.0, 0.0, 0.0),
        ("project", 1, 1, 0.0, 0.0, 0.0, None, None),
    ]
    assert told(by["theme"], "theme", *ways) == [
        (None, 2, 1, 24.0, 0.0, 0.0, 1.0, 0.0),
        ("environmental", 1, 0, 0.0, 30.0, 0.0, 0.0, 0.0),
        ("physiological", 1, 1, 0.0, 0.0, 0.0, None, None),
    ]
    assert told(by["organisation"], "organisation", *ways) == [
        ("Lime", 3, 1, 12.0, 20.0, 0.0, 0.375, 0.0),
        ("Oak", 2, 0, 12.0, 10.0, 0.0, 0.545455, 0.0),
        (None, 1, 1, 0.0, 0.0, 0.0, None, None),
    ]
    assert told(by["profession"], "profession", *ways[:4]) == [
        ("nurse", 3, 1, 12.0, 20.0),
        ("gp", 3, 1, 12.0, 10.0),
        (None, 1, 1, 0.0, 0.0),
    ]
    assert told(by["asked_by"], "asked_by", *ways[:4]) == [
        ("policy", 1, 0, 24.0, 0.0),
        ("professional", 1, 0, 0.0, 30.0),
        ("none", 1, 1, 0.0, 0.0),
        ("resident", 1, 1, 0.0, 0.0),
    ]


def test_what_is_unknown_is_in_neither_and_its_share_stands_beside():
    there = street()
    row = eco.push_share(there).loc["tie"]
    assert row.tolist() == [5, 2, 72.0, 0.0, 72.0, 1.0, 0.5]


def test_in_a_large_neighbourhood_all_divisions_add_up_to_the_same():
    from ecosystem.sources.synthetic import synthetic

    there = synthetic(1, seed=3)["BU99990101"]
    listed = eco.pull(there)
    whole = listed.groupby("way")["hours"].sum()
    assert set(whole.index) == {"push", "pull", "unknown"}
    for by in ("kind", "theme", "organisation", "profession", "asked_by"):
        added = eco.push_share(there, by=by)[["push", "pull", "unknown"]].sum()
        assert added.to_dict() == pytest.approx(whole.to_dict())
    assert len(listed) == len(there.ties) + len(there.meetings)


def test_a_meeting_of_which_only_who_sits_in_it_is_known_is_there_too():
    only = hood(attendance=[{"meeting": "m", "actor": "a"}])
    assert told(eco.pull(only), "kind", "subject", "way", "hours") == [
        ("meeting", "m", "unknown", None)
    ]


def test_the_order_of_rows_changes_nothing():
    from ecosystem.sources.synthetic import synthetic

    there = synthetic(1, seed=4)["BU99990101"]
    for seed in range(2):
        again = shuffled(there, seed)
        pd.testing.assert_frame_equal(eco.pull(again), eco.pull(there))
        pd.testing.assert_frame_equal(
            eco.push_share(again, by="profession"), eco.push_share(there, by="profession")
        )


def test_tables_without_rows_give_a_table_without_rows_of_the_same_kind():
    bare = hood(**{name: [] for name in TABLES})
    assert len(eco.pull(bare)) == 0
    assert (eco.pull(bare).dtypes == eco.pull(street()).dtypes).all()
    for by in ("kind", "organisation"):
        empty, full = eco.push_share(bare, by=by), eco.push_share(street(), by=by)
        assert len(empty) == 0
        assert (empty.dtypes == full.dtypes).all()


def test_without_ties_and_meetings_it_says_which_table():
    for measure in (eco.pull, eco.push_share):
        with pytest.raises(MissingTable, match="ties"):
            measure(hood(actors=[]))
    with pytest.raises(MissingTable, match="meetings"):
        eco.find_push(hood(ties=[]))


def test_another_way_to_add_up_is_refused():
    with pytest.raises(ValueError, match="by is 'person'; it is one of: kind, theme"):
        eco.push_share(street(), by="person")
