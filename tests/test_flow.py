import random
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.measure import in_order
from ecosystem.measure.first_time_right import rolled_yield
from ecosystem.measure.flow import flow
from ecosystem.sources.event_log import event_log
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

SEPSIS = Path(__file__).resolve().parents[2] / "shared" / "data" / "sepsis_log" / "sepsis.csv"
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


def at(time, actor="A", **more):
    return {"request": "q", "actor": actor, "start": f"2025-01-06 {time}", **more}


def row(rows, *, window=90, **tables):
    """Give the flow of the one request `q`, missing values as None."""
    found = flow(hood(contacts=rows, **tables), window=window).loc["q"]
    return {name: plain(value) for name, value in found.items()}


def plain(value):
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def some(found, *names):
    return tuple(found[name] for name in names)


def test_a_request_says_all_there_is():
    rows = [
        at("09:00", "gp", minutes=30, organisation="Lime"),
        at("10:00", "nurse", minutes=60, organisation="Homecare"),
        at("15:00", "gp", minutes=30, organisation="Lime"),
    ]
    asked = {"request": "q", "resident": "r", "need": "skin", "contact_point": "gp"}
    found = row(rows, requests=[{**asked, "asked": "2025-01-06 08:00"}])
    assert found == {
        "people": 2,
        "groups": 2,
        "links": 2,
        "handovers": 2,
        "loops": 1,
        "contacts": 3,
        "unknown": 0,
        "no_time": 0,
        "no_minutes": 0,
        "same_time": 0,
        "practices": 0,
        "professionals": 2,
        "lead_time": 6.5 * 3600,
        "touch": 2 * 3600.0,
        "waiting": 4.5 * 3600,
        "longest_wait": 4 * 3600.0,
        "efficiency": 0.307692,
        "first": pd.Timestamp("2025-01-06 09:00"),
        "last": pd.Timestamp("2025-01-06 15:30"),
        "longest_from": "nurse",
        "longest_to": "gp",
        "taken_in_by": "gp",
        "contact_point": True,
        "intake_wait": 3600.0,
        "first_time_right": True,
        "window_over": False,
    }


@pytest.mark.parametrize(
    ("actors", "links", "handovers", "loops"),
    [
        ("A", 1, 0, 0),
        ("AA", 1, 0, 0),
        ("AB", 2, 1, 0),
        ("ABAC", 3, 3, 1),
        ("BBC", 2, 1, 0),
        ("ABABAB", 2, 5, 4),
        ("AAABBB", 2, 1, 0),
        ("AABACAADAABA", 4, 8, 5),
        ("ABCDEF", 6, 5, 0),
    ],
)
def test_hands_and_loops(actors, links, handovers, loops):
    found = row(days(q=actors))
    assert some(found, "links", "people", "handovers", "loops") == (links, links, handovers, loops)


def test_an_unknown_actor_is_no_person_and_no_handover():
    found = row(days(q="A?B?A"))
    assert some(found, "people", "links", "handovers", "loops", "unknown") == (2, 2, 0, 0, 2)
    found = row(days(q="AB?BA"))
    assert some(found, "people", "handovers", "loops", "unknown") == (2, 2, 1, 1)


def test_where_nobody_is_known_who_and_how_often_are_unknown():
    found = row(days(q="??"))
    names = ("people", "groups", "links", "handovers", "loops", "professionals", "taken_in_by")
    assert some(found, *names) == (None,) * 7
    assert some(found, "contacts", "unknown", "lead_time") == (2, 2, DAY)


def test_groups_are_no_people():
    groups = [{"actor": actor, "level": "organisation"} for actor in "A?"]
    rows = [*days(q="A"), {"request": "q", "actor": "?", "start": "2025-01-02"}]
    found = row(rows, actors=groups)
    assert some(found, "people", "practices", "groups", "links", "handovers") == (
        None,
        None,
        2,
        2,
        1,
    )


def test_a_practice_counts_as_one_and_is_counted_apart():
    levels = [{"actor": "A", "level": "practice"}, {"actor": "B", "level": "group"}]
    found = row(days(q="ABC"), actors=levels)
    assert some(found, "people", "practices", "groups", "links") == (2, 1, 1, 3)


def test_the_organisation_of_a_contact_is_its_own():
    works = [{"actor": "A", "organisation": "Lime"}]
    rows = [at("09:00", organisation="Homecare"), at("10:00"), at("11:00", organisation="Homecare")]
    assert row(rows, actors=works)["groups"] == 1
    assert row(rows[1:2], actors=works)["groups"] == 1
    assert row(rows[1:2])["groups"] is None


def test_informal_help_is_a_link_and_no_professional():
    layers = [{"actor": "A", "layer": "informal"}, {"actor": "B", "layer": "welfare"}]
    found = row(days(q="ABC"), actors=layers)
    assert some(found, "links", "people", "professionals") == (3, 3, 2)


def test_overlap_is_touched_once_and_nothing_waits_in_it():
    rows = [at("09:00", "A", minutes=120), at("09:30", "B", minutes=15)]
    rows.append(at("11:30", "C", minutes=30))
    found = row(rows)
    assert some(found, "lead_time", "touch", "waiting") == (10800.0, 9000.0, 1800.0)
    assert some(found, "longest_from", "longest_to", "efficiency") == ("B", "C", 0.833333)


def test_without_a_length_touch_is_unknown_and_all_between_starts_is_waiting():
    found = row([at("09:00"), at("10:00", "B")])
    assert some(found, "touch", "efficiency", "no_minutes") == (None, None, 2)
    assert some(found, "lead_time", "waiting") == (3600.0, 3600.0)


def test_a_length_of_nothing_is_known_and_an_unknown_one_a_moment():
    found = row([at("09:00", minutes=0), at("10:00", "B")])
    assert some(found, "touch", "efficiency", "no_minutes") == (0.0, 0.0, 1)


def test_no_lead_time_has_no_efficiency_and_nothing_to_wait_for():
    found = row([at("09:00", minutes=0)])
    assert some(found, "lead_time", "touch", "waiting", "efficiency") == (0.0, 0.0, 0.0, None)
    assert some(found, "longest_wait", "longest_from", "longest_to") == (None, None, None)
    found = row([at("09:00"), at("09:00", "B")])
    assert some(found, "longest_wait", "longest_from", "same_time") == (0.0, None, 1)


def test_of_equal_waits_the_first_is_the_longest():
    found = row(days(q="ABCD"))
    assert some(found, "longest_wait", "longest_from", "longest_to") == (DAY, "A", "B")


def test_a_longest_wait_on_somebody_unknown_names_who_is_known():
    found = row(days(q="A?"))
    assert some(found, "longest_wait", "longest_from", "longest_to") == (DAY, "A", None)


def test_without_a_start_one_is_involved_and_in_no_order():
    found = row([at("09:00"), {"request": "q", "actor": "B", "minutes": 30}])
    assert some(found, "people", "handovers", "no_time", "lead_time") == (2, 0, 1, 0.0)
    assert some(found, "touch", "taken_in_by") == (None, "A")
    found = row([{"request": "q", "actor": actor} for actor in "AB"])
    names = ("handovers", "loops", "lead_time", "waiting", "longest_wait", "first", "taken_in_by")
    assert some(found, *names) == (None,) * 7
    assert some(found, "people", "no_time") == (2, 2)


def test_a_request_without_contacts_has_a_row_of_its_own():
    found = row([], requests=[{"request": "q", "asked": "2025-01-06"}])
    assert some(found, "contacts", "people", "handovers", "lead_time", "intake_wait") == (
        0,
        None,
        None,
        None,
        None,
    )
    assert found["contact_point"] is False


def test_contacts_that_name_no_request_are_left_out():
    found = flow(hood(contacts=[{"actor": "A", "start": "2025-01-06"}, *days(q="B")]))
    assert found["contacts"].to_dict() == {"q": 1}
    assert flow(hood(contacts=[{"actor": "A", "start": "2025-01-06"}])).empty


def test_ids_are_kept_and_sorted():
    found = flow(hood(contacts=days(nan="A", NA="A", q="A", Q="A", é="A")))
    assert found.index.tolist() == ["NA", "Q", "nan", "q", "é"]
    assert found.index.name == "request"


def test_who_took_it_in_and_how_long_that_took():
    asked = [{"request": "q", "asked": "2025-01-05"}]
    assert row(days(q="?B"), requests=asked)["taken_in_by"] is None
    assert row([at("00:00", "B"), at("00:00")], requests=asked)["taken_in_by"] == "A"
    assert row([at("00:00")], requests=asked)["intake_wait"] == DAY
    assert row(days(q="A"), requests=asked)["intake_wait"] is None


def test_nobody_says_whether_there_is_a_contact_point():
    assert row(days(q="A"))["contact_point"] is None


def again(first, second, window=90):
    """Tell whether the first of two requests was right."""
    base = {"resident": "r", "need": "skin"}
    asked = [{**base, "request": "q", **first}, {**base, "request": "z", **second}]
    return some(row([], requests=asked, window=window), "first_time_right")[0]


def test_the_same_question_within_the_window_was_not_right_the_first_time():
    assert again({"asked": "2025-01-01"}, {"asked": "2025-04-01"}) is False
    assert again({"asked": "2025-01-01"}, {"asked": "2025-04-02"}) is True
    assert again({"asked": "2025-01-01"}, {"asked": "2025-01-09"}, window=7) is True
    assert again({"asked": "2025-01-01"}, {"asked": "2025-01-02", "need": "income"}) is True
    assert again({"asked": "2025-01-01"}, {"asked": "2025-01-02", "resident": "s"}) is True


def test_the_window_opens_when_the_request_ends_and_what_comes_before_counts_too():
    long = {"asked": "2025-01-01", "closed": "2025-03-01"}
    assert again(long, {"asked": "2025-05-30"}) is False
    assert again(long, {"asked": "2025-05-31"}) is True
    assert again(long, {"asked": "2025-02-01"}) is False


def test_what_was_asked_before_or_together_does_not_follow():
    assert again({"asked": "2025-01-02"}, {"asked": "2025-01-01"}) is True
    assert again({"asked": "2025-01-01"}, {"asked": "2025-01-01"}) is True


def test_of_an_unknown_resident_or_need_nobody_knows():
    assert again({"asked": "2025-01-02", "resident": None}, {"asked": "2025-01-03"}) is None
    assert again({"asked": "2025-01-02", "need": None}, {"asked": "2025-01-03"}) is None
    assert again({}, {"asked": "2025-01-03"}) is None


def test_contacts_tell_what_requests_do_not():
    one = {"resident": "r", "need": "skin"}
    rows = [{**contact, **one} for contact in days(q="AA", z="A")]
    rows[-1]["start"] = "2025-02-01"
    found = flow(hood(contacts=rows))
    assert found["first_time_right"].to_dict() == {"q": False, "z": True}
    rows[0]["need"] = "income"
    found = flow(hood(contacts=rows))["first_time_right"]
    assert found.isna().to_dict() == {"q": True, "z": False}


def test_whether_the_window_is_over_is_seen_from_the_last_moment():
    rows = [*days(q="A"), {"request": "z", "actor": "A", "start": "2025-04-01"}]
    assert flow(hood(contacts=rows))["window_over"].to_dict() == {"q": True, "z": False}
    assert flow(hood(contacts=rows), window=91)["window_over"].to_dict() == {"q": False, "z": False}


def test_a_window_of_nothing_is_refused():
    with pytest.raises(ValueError, match="days above 0, not 0"):
        flow(hood(contacts=[]), window=0)


def test_without_contacts_it_says_so():
    with pytest.raises(MissingTable, match="contacts"):
        flow(street())


def test_a_log_without_rows_has_no_requests_and_the_same_columns():
    empty, full = flow(hood(contacts=[])), flow(hood(contacts=days(q="AB")))
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_a_chain_is_as_right_as_all_its_steps():
    assert rolled_yield([0.90, 0.80, 0.95]) == 0.684
    assert rolled_yield([0.9, None]) is None
    assert rolled_yield([]) is None


LEVELS = {"A": None, "B": "person", "C": "practice", "D": "organisation"}


def random_hood(rng):
    """Make a small log with everything that logs have: gaps, ties, overlap, unknowns."""
    named = rng.random() < 0.7
    contacts = [
        {
            "request": rng.choice(["p", "q", "r", "NA", None]),
            "actor": rng.choice(["A", "B", "C", "D", None]),
            "start": rng.choice([None, *(f"2025-01-06 {hour:02d}:00" for hour in range(8))]),
            "minutes": rng.choice([None, 0, 30, 100]),
            "organisation": rng.choice([None, None, "Lime", "D"]) if named else None,
        }
        for _ in range(rng.randrange(30))
    ]
    actors = [
        {"actor": actor, "level": level, "organisation": rng.choice([None, "Lime"])}
        for actor, level in LEVELS.items()
    ]
    return hood(contacts=contacts, actors=actors), contacts, actors


def moment(text):
    return (pd.Timestamp(text) - pd.Timestamp("2025-01-06")).total_seconds()


def minutes_touched(rows):
    """Count the minutes in which somebody was at it, one by one."""
    return {
        moment(row["start"]) + 60 * minute for row in rows for minute in range(row["minutes"] or 0)
    }


def by_hand(request, own):
    """Count one request in plain Python; None is undefined."""
    who = {row["actor"] for row in request} - {None}
    people = {actor for actor in who if LEVELS[actor] != "organisation"}
    groups = {
        "D" if row["actor"] == "D" else row["organisation"] or own.get(row["actor"])
        for row in request
    } - {None}
    timed = sorted(
        (row for row in request if row["start"]),
        key=lambda row: (row["start"], row["actor"] is None, row["actor"] or ""),
    )
    pairs = list(pairwise(timed))
    passed = [
        (at, b["actor"])
        for at, (a, b) in enumerate(pairs)
        if a["actor"] and b["actor"] and a["actor"] != b["actor"]
    ]
    loops = [at for at, who in passed if who in {row["actor"] for row in timed[: at + 1]}]
    placed = any(row["actor"] for row in timed)
    ends = [moment(row["start"]) + 60 * (row["minutes"] or 0) for row in timed]
    lead = max(ends) - moment(timed[0]["start"]) if timed else None
    measured = any(row["minutes"] is not None for row in timed)
    touch = 60.0 * len(minutes_touched(timed))
    gaps = [max(moment(b["start"]) - max(ends[: at + 1]), 0) for at, (_, b) in enumerate(pairs)]
    worst = gaps.index(max(gaps)) if gaps and max(gaps) else None
    return {
        "people": len(people) or None,
        "groups": len(groups) or None,
        "links": len(who) or None,
        "handovers": len(passed) if placed else None,
        "loops": len(loops) if placed else None,
        "contacts": len(request),
        "unknown": sum(row["actor"] is None for row in request),
        "no_time": len(request) - len(timed),
        "no_minutes": sum(row["minutes"] is None for row in request),
        "same_time": sum(a["start"] == b["start"] for a, b in pairs),
        "practices": len(people & {"C"}) if people else None,
        "lead_time": lead,
        "touch": touch if measured else None,
        "waiting": lead - touch if timed else None,
        "longest_wait": max(gaps, default=None),
        "efficiency": round(touch / lead, 6) if measured and lead else None,
        "longest_from": None if worst is None else pairs[worst][0]["actor"],
        "longest_to": None if worst is None else pairs[worst][1]["actor"],
        "taken_in_by": timed[0]["actor"] if timed else None,
    }


@pytest.mark.parametrize("seed", range(40))
def test_it_is_what_counting_by_hand_gives(seed):
    neighbourhood, contacts, actors = random_hood(random.Random(seed))  # noqa: S311
    requests = defaultdict(list)
    for contact in contacts:
        if contact["request"]:
            requests[contact["request"]].append(contact)
    said = any(contact["organisation"] for contact in contacts)
    own = {} if said else {actor["actor"]: actor["organisation"] for actor in actors}
    found = flow(neighbourhood)
    assert found.index.tolist() == sorted(requests)
    for request, rows in requests.items():
        expected = by_hand(rows, own)
        got = {name: found.loc[request, name] for name in expected}
        assert {name: plain(value) for name, value in got.items()} == expected
    pd.testing.assert_frame_equal(flow(shuffled(neighbourhood, seed)), found)


def test_many_parts_give_what_one_gives(monkeypatch):
    rng = random.Random(7)  # noqa: S311
    contacts = [row for _ in range(40) for row in random_hood(rng)[1]]
    for row in contacts:
        row["request"] = row["request"] and f"{row['request']}{rng.randrange(30)}"
    asked = [{"request": f"never {number}"} for number in range(20)]
    whole = flow(hood(contacts=contacts, requests=asked))
    monkeypatch.setattr(in_order, "PART", 16)
    divided = flow(hood(contacts=contacts, requests=asked))
    pd.testing.assert_frame_equal(divided, whole)
    assert (whole["contacts"] == 0).sum() == len(asked)


def again_by_hand(requests, window):
    """Tell of each request, in plain Python, whether it was right the first time."""
    found = {}
    for one in requests:
        same = [
            other
            for other in requests
            if (other["resident"], other["need"]) == (one["resident"], one["need"])
        ]
        if not (one["resident"] and one["need"] and one["asked"]):
            found[one["request"]] = None
            continue
        begin, end = pd.Timestamp(one["asked"]), pd.Timestamp(one["closed"] or one["asked"])
        last = max(begin, end) + pd.Timedelta(days=window)
        later = [pd.Timestamp(other["asked"]) for other in same if other["asked"]]
        found[one["request"]] = not any(begin < asked <= last for asked in later)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_what_comes_back_is_what_looking_at_every_pair_gives(seed):
    rng = random.Random(seed)  # noqa: S311
    dates = [None, *(f"2025-01-{day:02d}" for day in range(1, 30))]
    requests = [
        {
            "request": f"q{number}",
            "resident": rng.choice(["r", "s", None]),
            "need": rng.choice(["skin", "income", None]),
            "asked": rng.choice(dates),
            "closed": rng.choice(dates),
        }
        for number in range(12)
    ]
    found = flow(hood(contacts=[], requests=requests), window=5)["first_time_right"]
    assert {request: plain(right) for request, right in found.items()} == again_by_hand(requests, 5)


def test_it_stands_at_the_front_door():
    one = hood(contacts=days(one="ABAC", two="BBC"))
    assert eco.flow(one)[["links", "handovers", "loops"]].to_numpy().tolist() == [
        [3, 3, 1],
        [2, 1, 0],
    ]
    assert eco.handovers(one)["times"].sum() == 5


def test_the_sepsis_log_flows_as_its_events_do():
    if not SEPSIS.is_file():
        pytest.skip("needs ../shared/data/sepsis_log, which is not beside this checkout")
    tables, _ = event_log(SEPSIS)
    log = Neighbourhood("log", "log", tables)
    found, pairs = eco.flow(log), eco.handovers(log)
    assert len(found) == 1050
    assert found["contacts"].sum() == 15214
    assert found["people"].isna().all()
    rows = sorted(tables["contacts"][["request", "start", "actor"]].itertuples(index=False))
    groups = {name: {row.actor for row in rows if row.request == name} for name in ["A", "NA"]}
    assert found["groups"][["A", "NA"]].tolist() == [len(groups["A"]), len(groups["NA"])]
    passed = [
        (a.actor, b.actor)
        for a, b in pairwise(rows)
        if a.request == b.request and a.actor != b.actor
    ]
    assert found["handovers"].sum() == len(passed)
    assert pairs.set_index(["from", "to"])["times"]["A", "C"] == passed.count(("A", "C"))
    times = tables["contacts"].groupby("request")["start"].agg(["min", "max"])
    seconds = (times["max"] - times["min"]).dt.total_seconds()
    assert (found["lead_time"].astype(float) == seconds).all()


@pytest.mark.parametrize("sizes", [[], [1], [1, 40, 2], [9, 1, 1, 17, 64]])
def test_the_highest_so_far_is_that_of_pandas(sizes):
    group = np.repeat(np.arange(len(sizes)), sizes)
    values = np.random.default_rng(3).integers(-50, 50, len(group))
    expected = pd.Series(values).groupby(group).cummax()
    assert in_order.highest_so_far(values, group).tolist() == expected.tolist()
