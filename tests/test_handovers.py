import random
from collections import defaultdict
from itertools import pairwise
from statistics import median

import numpy as np
import pandas as pd
import pytest

from ecosystem.measure import in_order
from ecosystem.measure.activities import activities
from ecosystem.measure.handovers import handovers
from ecosystem.measure.in_order import MISSING, PART, order_by, share_out, sorted_by, ticks
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

DAY = 86400.0


def days(**requests):
    """Tell of requests who did what day by day: one letter an actor, `?` unknown."""
    return [
        {
            "request": request,
            "actor": None if actor == "?" else actor,
            "start": f"2025-01-{day + 1:02d}",
        }
        for request, actors in requests.items()
        for day, actor in enumerate(actors)
    ]


def log(**requests):
    return hood(contacts=days(**requests))


def plain(frame):
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def times(frame):
    return {f"{row['from']}>{row['to']}": row["times"] for row in frame.to_dict("records")}


def test_the_two_requests_of_the_method():
    found = handovers(log(one="ABAC", two="BBC"))
    assert times(found) == {"A>B": 1, "A>C": 1, "B>A": 1, "B>B": 1, "B>C": 1}
    assert found.loc[found["handover"], "times"].sum() == 4


def test_a_row_says_all_of_a_pair():
    rows = days(one="ABA", two="AB")
    rows[1]["reason"] = "competence"
    assert plain(handovers(hood(contacts=rows))) == [
        {
            "from": "A",
            "to": "B",
            "handover": True,
            "times": 2,
            "requests": 2,
            "median_wait": DAY,
            "share_back": 0.5,
            "with_reason": 1,
            "without_reason": 1,
            "same_time": 0,
        },
        {
            "from": "B",
            "to": "A",
            "handover": True,
            "times": 1,
            "requests": 1,
            "median_wait": DAY,
            "share_back": 0.0,
            "with_reason": 0,
            "without_reason": 1,
            "same_time": 0,
        },
    ]


def test_going_on_oneself_comes_back_from_nowhere_and_wants_no_reason():
    (row,) = plain(handovers(log(one="AA")))
    assert (row["handover"], row["times"]) == (False, 1)
    assert (row["share_back"], row["with_reason"], row["without_reason"]) == (None, None, None)


def test_it_comes_back_later_in_the_same_request_only():
    share = handovers(log(one="ABBCBA", two="AB", three="BA")).set_index(["from", "to"])
    assert share.loc[("A", "B"), "share_back"] == 0.5
    assert share.loc[("B", "A"), "share_back"] == 0.0
    assert share.loc[("B", "C"), "share_back"] == 1.0


def test_every_step_of_a_ping_pong_but_the_last_comes_back():
    share = handovers(log(one="ABABAB")).set_index(["from", "to"])["share_back"]
    assert share.to_dict() == {("A", "B"): 0.666667, ("B", "A"): 1.0}


def test_next_to_an_unknown_actor_nobody_hands_over():
    assert times(handovers(log(one="A?B", two="A?"))) == {}
    assert times(handovers(log(one="A?BC"))) == {"B>C": 1}


def test_at_the_same_start_the_id_decides_and_that_is_counted():
    rows = [{"request": "q", "actor": actor, "start": "2025-01-06"} for actor in "CABB"]
    found = handovers(hood(contacts=rows))
    assert times(found) == {"A>B": 1, "B>B": 1, "B>C": 1}
    assert found["same_time"].tolist() == [1, 1, 1]


def test_of_the_same_actor_at_the_same_start_a_reason_on_either_counts():
    rows = [*days(one="AB"), {**days(one="AB")[1], "reason": "wish"}]
    for order in (rows, rows[::-1]):
        found = handovers(hood(contacts=order)).set_index(["from", "to"])
        assert found.loc[("A", "B"), "with_reason"] == 1


def test_a_contact_without_a_start_has_no_place():
    rows = [*days(one="AB"), {"request": "one", "actor": "C"}]
    assert times(handovers(hood(contacts=rows))) == {"A>B": 1}
    assert times(handovers(hood(contacts=[{"request": "q", "actor": a} for a in "AB"]))) == {}


def test_contacts_that_name_no_request_follow_on_nothing():
    rows = [{"actor": a, "start": "2025-01-06"} for a in "AB"]
    assert times(handovers(hood(contacts=rows))) == {}
    assert times(handovers(hood(contacts=rows + days(one="BA")))) == {"B>A": 1}


def test_the_wait_counts_from_the_end_of_all_that_came_before():
    rows = [
        {"request": "q", "actor": "A", "start": "2025-01-06 09:00", "minutes": 120},
        {"request": "q", "actor": "B", "start": "2025-01-06 09:30", "minutes": 15},
        {"request": "q", "actor": "C", "start": "2025-01-06 11:30"},
    ]
    wait = handovers(hood(contacts=rows)).set_index(["from", "to"])["median_wait"]
    assert wait.to_dict() == {("A", "B"): 0.0, ("B", "C"): 1800.0}


def test_a_median_of_two_lies_halfway():
    rows = [*days(one="AB"), {"request": "two", "actor": "A", "start": "2025-01-01"}]
    rows.append({"request": "two", "actor": "B", "start": "2025-01-04"})
    assert handovers(hood(contacts=rows))["median_wait"].tolist() == [2 * DAY]


def test_starts_to_the_microsecond_and_before_1970_keep_their_order():
    rows = [
        {"request": "q", "actor": "B", "start": "1960-01-01 00:00:00.000002"},
        {"request": "q", "actor": "A", "start": "2025-01-01 00:00:00"},
        {"request": "q", "actor": "C", "start": "1960-01-01 00:00:00.000001"},
    ]
    assert times(handovers(hood(contacts=rows))) == {"B>A": 1, "C>B": 1}


def test_ids_are_kept_as_they_are():
    assert times(handovers(log(NA="Éé?", nan="?Aa"))) == {"A>a": 1, "É>é": 1}


def test_without_contacts_it_says_so():
    with pytest.raises(MissingTable, match="contacts"):
        handovers(street())


def test_a_log_without_rows_has_no_pairs_and_the_same_columns():
    empty, full = handovers(hood(contacts=[])), handovers(log(one="AB"))
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_rows_are_ordered_by_columns_however_large_the_numbers():
    rng = random.Random(1)  # noqa: S311 (a small world, not a secret)
    rows = [(rng.randrange(3), rng.randrange(2**62), rng.randrange(2**20)) for _ in range(500)]
    rows += rows[:100]
    columns = [pd.Series(column, dtype="int64").to_numpy() for column in zip(*rows, strict=True)]
    assert order_by(*columns).tolist() == sorted(range(len(rows)), key=lambda at: (rows[at], at))


def test_moments_keep_their_order_as_small_numbers():
    day = 86_400_000_000
    assert ticks(np.array([3 * day, MISSING, day, 2 * day])).tolist() == [2880, 2881, 0, 1440]
    assert ticks(np.array([-5, -7, MISSING])).tolist() == [2, 0, 3]
    assert ticks(np.array([MISSING])).tolist() == [1]


@pytest.mark.parametrize("seed", range(20))
def test_rows_in_order_are_known_to_be(seed):
    columns = np.random.default_rng(seed).integers(0, 3, (2, 4))
    order = order_by(*columns)
    assert sorted_by(*columns) == (order.tolist() == [0, 1, 2, 3])
    assert sorted_by(*columns[:, order])


def test_rows_are_shared_out_by_number_and_none_is_lost():
    rng = np.random.default_rng(1)
    number = rng.integers(-1, 1000, 5 * PART).astype(np.int32)
    row, bounds, shift = share_out(number, 1000)
    assert sorted(row.tolist()) == np.flatnonzero(number >= 0).tolist()
    assert len(bounds) - 1 == (999 >> shift) + 1 > 5
    assert number[row].tolist() == sorted(number[number >= 0].tolist())
    for part, (begin, end) in enumerate(pairwise(bounds)):
        assert set((number[row[begin:end]] >> shift).tolist()) == {part}


def random_contacts(rng):
    """Make a small log with everything that logs have: gaps, ties, overlap, unknowns."""
    return [
        {
            "request": rng.choice(["p", "q", "r", "NA", None]),
            "actor": rng.choice(["A", "B", "C", "é", None]),
            "start": rng.choice([None, *(f"2025-01-06 {hour:02d}:00" for hour in range(8))]),
            "minutes": rng.choice([None, 0, 30, 100]),
            "reason": rng.choice([None, None, "wish"]),
        }
        for _ in range(rng.randrange(30))
    ]


def timed(rows):
    """Give the timed contacts of each request in order."""
    requests = defaultdict(list)
    for row in rows:
        if row["request"] is not None and row["start"] is not None:
            requests[row["request"]].append(row)
    for request in requests.values():
        request.sort(
            key=lambda row: (
                row["start"],
                row["actor"] is None,
                row["actor"] or "",
                row["reason"] is None,
            )
        )
    return requests


def seconds(row):
    return (pd.Timestamp(row["start"]) - pd.Timestamp("2025-01-06")).total_seconds()


def by_hand(rows):
    """Count handovers request by request, in plain Python."""
    found = defaultdict(list)
    for name, request in timed(rows).items():
        end, steps = 0.0, []
        for at, row in enumerate(request):
            wait = max(seconds(row) - end, 0.0)
            end = max(end, seconds(row) + 60 * (row["minutes"] or 0))
            before = request[at - 1] if at else None
            if before and row["actor"] and before["actor"]:
                same = row["start"] == before["start"]
                pair = (before["actor"], row["actor"])
                steps.append((pair, wait, row["reason"] is not None, same))
        for at, (pair, *rest) in enumerate(steps):
            back = any(later == pair[::-1] for later, *_ in steps[at + 1 :])
            found[pair].append((name, back, *rest))
    table = []
    for pair, each in found.items():
        requests, back, waits, told, same = zip(*each, strict=True)
        real = pair[0] != pair[1]
        table.append(
            {
                "from": pair[0],
                "to": pair[1],
                "handover": real,
                "times": len(each),
                "requests": len(set(requests)),
                "median_wait": median(waits),
                "share_back": round(sum(back) / len(each), 6) if real else None,
                "with_reason": sum(told) if real else None,
                "without_reason": len(each) - sum(told) if real else None,
                "same_time": sum(same),
            }
        )
    return sorted(table, key=lambda row: (-row["times"], row["from"], row["to"]))


@pytest.mark.parametrize("seed", range(40))
def test_it_is_what_counting_by_hand_gives(seed):
    rows = random_contacts(random.Random(seed))  # noqa: S311
    neighbourhood = hood(contacts=rows)
    found = handovers(neighbourhood)
    assert plain(found) == by_hand(rows)
    pd.testing.assert_frame_equal(handovers(shuffled(neighbourhood, seed)), found)
    in_order = neighbourhood.contacts.iloc[activities(neighbourhood).row]
    pd.testing.assert_frame_equal(handovers(neighbourhood.replace(contacts=in_order)), found)


def test_many_parts_give_what_one_gives(monkeypatch):
    rng = random.Random(7)  # noqa: S311
    rows = [row for _ in range(40) for row in random_contacts(rng)]
    for row in rows:
        row["request"] = row["request"] and f"{row['request']}{rng.randrange(30)}"
    whole = handovers(hood(contacts=rows))
    assert plain(whole) == by_hand(rows)
    monkeypatch.setattr(in_order, "PART", 16)
    divided = hood(contacts=rows)
    assert len(list(activities(divided).parts())) > 10
    pd.testing.assert_frame_equal(handovers(divided), whole)


def test_activities_without_a_start_come_last_and_follow_nothing():
    log = activities(hood(contacts=[{"request": "q", "actor": "A"}, *days(q="B")]))
    (part,) = log.parts()
    assert part.actor.tolist() == [1, 0]
    assert part.start[1] == MISSING
    assert part.follows.tolist() == [False, False]
