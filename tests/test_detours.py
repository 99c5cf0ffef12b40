"""Detours: on paths that can be followed with a finger."""

import random
from itertools import product
from math import comb

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.find.links import skippable
from ecosystem.find.paths import handed_over, leaderless
from ecosystem.measure.journey import journey
from ecosystem.protect import protect
from ecosystem.show.words.told import told
from ecosystem.tables.problems import MissingTable
from tests.street import hood, shuffled, street

ACTORS = [
    {"actor": "A", "step": 5},
    {"actor": "B", "step": 4},
    {"actor": "C", "step": 4},
    {"actor": "N", "layer": "informal", "step": 2},
]
CAN = [
    {"actor": actor, "need": need}
    for actor, needs in {"A": ["skin"], "B": ["skin", "income"], "C": ["skin"]}.items()
    for need in needs
]


def days(need="skin", reason=None, **requests):
    """Tell of requests who did what day by day, a letter an actor."""
    return [
        {
            "request": request,
            "resident": f"r{request}",
            "actor": actor,
            "need": need,
            "start": f"2025-01-{day + 1:02d}",
            "reason": reason,
        }
        for request, actors in requests.items()
        for day, actor in enumerate(actors)
    ]


def asked(complexity, *requests, **more):
    return [
        {"request": q, "resident": f"r{q}", "need": "skin", "complexity": complexity, **more}
        for q in requests
    ]


def found(contacts, requests=(), kind=None, **options):
    """Give the findings as kind, subject, needs, requests, residents and days waited by each."""
    tables = {"requests": requests} if requests else {}
    one = hood(actors=ACTORS, contacts=contacts, competences=CAN, **tables)
    rows = eco.find_detours(one, **options)
    rows = rows if kind is None else rows[rows["finding"] == kind]
    columns = ["finding", "subject", "needs", "requests", "residents", "wait"]
    table = rows.assign(wait=rows["wait"] / 86_400)[columns].astype("object")
    return table.where(table.notna(), None).to_numpy().tolist()


def test_a_link_that_a_later_one_could_have_passed_by():
    rows = days(q="AB", z="AB")
    assert found(rows) == [["skippable_link", "A|B", "skin", 2, 2, 1.0]]


@pytest.mark.parametrize(
    ("requests", "contacts"),
    [
        ([], days(q="AB")),
        (asked("complex", "q", "z", contact_point="B"), days(q="AB", z="AB")),
        (asked("simple", "q", "z", contact_point="A"), days(q="AB", z="AB")),
        ([], days(q="BA", z="BA")),
        ([], days(q="NB", z="NB")),
        ([], days(need=None, q="AB", z="AB")),
        ([], days(q="AB", z="AB") + days(need="grief", q="A", z="A")),
    ],
    ids=[
        "in one request only",
        "where it is complex",
        "the contact point",
        "no higher on the ladder",
        "informal help never",
        "where the need is unknown",
        "where the first did something else too",
    ],
)
def test_no_link_could_go(requests, contacts):
    assert found(contacts, requests, "skippable_link") == []


def test_who_came_at_the_same_or_at_an_unknown_moment_did_not_come_later():
    rows = days(q="AB", z="AB")
    together = [row | {"start": "2025-01-01"} for row in rows]
    unknown = [row | ({"start": None} if row["actor"] == "B" else {}) for row in rows]
    assert found(together, kind="skippable_link") == []
    assert found(unknown, kind="skippable_link") == []


@pytest.mark.parametrize(
    "kept", [{"needs": [{"need": "skin", "reserved": "gp"}]}, {"hours": 0.1}], ids=["act", "hours"]
)
def test_who_may_not_do_it_passes_nobody_by(kept):
    actors = [actor | {"profession": "social_worker"} for actor in ACTORS[1:]]
    actors = [ACTORS[0] | {"profession": "gp"}, *(a | {"hours": kept.get("hours")} for a in actors)]
    can = [row | {"hours": 0.5} for row in CAN]
    tables = {"needs": kept["needs"]} if "needs" in kept else {}
    one = hood(actors=actors, contacts=days(q="AB", z="AB"), competences=can, **tables)
    assert skippable(one).empty


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_needs_met_at_one_moment_are_the_same_in_any_order_of_rows(seed):
    rows = [
        row | {"need": need, "minutes": minutes}
        for row in days(q="ACA", z="ACA", y="CA", x="CA")
        for need, minutes in (("skin", 30), ("grief", 5), ("income", None))
    ]
    one = hood(actors=ACTORS, contacts=rows)
    expected = eco.find_detours(one)
    assert expected[["subject", "needs"]].to_numpy().tolist() == [["A|C", "grief"]]
    pd.testing.assert_frame_equal(eco.find_detours(shuffled(one, seed)), expected)


def test_to_and_fro_is_a_loop_and_the_same_two_stand_once():
    assert found(days(need="income", q="ACA", z="ACAC"), kind="loop") == [
        ["loop", "A|C", "income", 2, 2, 2.5]
    ]
    kinds = [row[0] for row in found(days(q="ABA", z="ABA", y="BC", reason="end"))]
    assert kinds == ["skippable_link"]


def test_a_loop_needs_both_to_hand_over_to_each_other():
    assert found(days(need="grief", q="ACBA", z="ACBA"), kind="loop") == []
    assert found(days(need="grief", q="ACBCA", z="ACBCA"), kind="loop") == [
        ["loop", "A|C", "grief", 2, 2, 2.0],
        ["loop", "B|C", "grief", 2, 2, 2.0],
    ]


def test_a_handover_wants_a_reason_where_reasons_are_given():
    rows = days(need="income", q="BC", z="BC")
    assert found(rows, kind="unreasoned_handover") == []
    rows += days(need="grief", reason="capacity", y="CB") + days(need="grief", x="CB", w="CB")
    assert found(rows, kind="unreasoned_handover") == [
        ["unreasoned_handover", "B|C", "income", 2, 2, 1.0]
    ]


def test_a_wait_stands_out_when_it_is_twice_as_long_so_often_that_it_is_no_chance():
    fast = [row for at in range(20) for row in days(need="income", **{f"f{at:02d}": "AC"})]
    slow = [row for at in range(8) for row in days(need="income", **{f"s{at}": "A....B"})]
    slow = [row for row in slow if row["actor"] != "."]
    assert found(fast + slow, kind="long_wait") == [["long_wait", "B", "", 8, 8, 5.0]]
    assert found(fast + slow[:12], kind="long_wait") == []


def test_a_sign_test_of_seven_is_the_first_that_chance_cannot_make():
    assert next(n for n in range(1, 9) if 1 / 2**n < 0.01) == 7
    assert sum(comb(8, k) for k in (7, 8)) / 2**8 > 0.01


def test_a_simple_request_of_three_professionals_took_a_long_path():
    rows = days(q="ABC", z="ABCN", y="AB", x="ABC")
    requests = asked("simple", "q", "z", "y") + asked("complex", "x", contact_point="A")
    assert found(rows, requests, "long_path") == [["long_path", "A|B|C", "skin", 2, 2, 2.0]]


def test_a_complex_request_of_several_wants_one_contact_point():
    rows = days(q="ABB", z="AABB", y="AN", x="AB", w="AB")
    requests = asked("complex", "q", "z", "y") + asked("complex", "x", contact_point="A")
    requests += asked("simple", "w")
    assert found(rows, requests, "no_contact_point") == [
        ["no_contact_point", "B", "skin", 2, 2, 1.0]
    ]
    one = hood(actors=ACTORS, contacts=rows, requests=requests)
    assert leaderless(one)[["request", "usual"]].to_numpy().tolist() == [["q", "B"], ["z", "B"]]


def test_of_two_who_came_as_often_and_last_together_the_first_by_id_leads():
    rows = [row | {"start": "2025-01-01"} for row in days(q="BA", z="AB")]
    one = hood(actors=ACTORS, contacts=rows, requests=asked("complex", "q", "z"))
    assert leaderless(one)["usual"].tolist() == ["A", "A"]


def test_hours_are_a_month_of_the_time_that_contacts_cover():
    rows = [row | {"minutes": 600} for row in days(q="AB", z="AB", y="A")]
    rows[-1]["start"] = "2025-12-31"
    one = eco.find_detours(hood(actors=ACTORS, contacts=rows, competences=CAN))
    assert one["hours"].tolist() == [round(20 / (364 / (365.25 / 12)), 2)]
    assert one["wait"].tolist() == [86_400 - 600 * 60]


def test_work_counts_as_hours_and_waiting_does_not():
    rows = [row | {"minutes": 60} for row in days(q="ABC", z="ABCN")]
    requests = asked("simple", "q", "z")
    one = hood(actors=ACTORS, contacts=rows, requests=requests, competences=CAN)
    told = eco.find_detours(one)
    long, link = told.iloc[0], told[told["subject"] == "A|B"].iloc[0]
    assert (long["finding"], long["hours"], long["wait"]) == ("long_path", 6.0, 46 * 3600)
    assert (link["finding"], link["hours"], link["wait"]) == ("skippable_link", 2.0, 23 * 3600)
    assert long["because"].endswith("1.9 days in all, on average; the work takes 6 hours a month.")
    assert link["because"].endswith("waits 23 h on average; A spent 2 hours a month on it.")


def test_a_wait_is_counted_once_where_somebody_met_two_needs():
    rows = days(q="AB", z="AB") + days(need="income", q="B", z="B")
    can = [*CAN, {"actor": "A", "need": "income"}]
    both = [row | {"need": need} for row in rows[:4] for need in ("skin", "income")]
    (row,) = eco.find_detours(hood(actors=ACTORS, contacts=both, competences=can)).to_dict(
        "records"
    )
    assert (row["needs"], row["wait"]) == ("income|skin", 86_400)


def test_all_is_said_in_words_and_asked():
    rows = days(q="AB", z="AB")
    one = hood(actors=ACTORS, contacts=rows, competences=CAN)
    english, dutch = eco.find_detours(one), eco.find_detours(one, lang="nl")
    assert english["because"].item() == (
        "What A did (Skin), B can do too, who came after A: 2 requests of 2 residents; where it "
        "passed A a request waits 1 day on average."
    )
    assert dutch["because"].item() == (
        "Wat A deed (Huid), kan B ook, die na A kwam: 2 hulpvragen van 2 bewoners; waar het langs "
        "A ging wacht een hulpvraag gemiddeld 1 dag."
    )
    assert english["question"].tolist() == [
        "Could the question go to B at once, so that A need not come in between?"
    ]


@pytest.mark.parametrize("size", [3, 12])
def test_what_is_shared_tells_no_small_number(size):
    names = [f"q{at:02d}" for at in range(size)]
    one = hood(actors=ACTORS, contacts=days(**dict.fromkeys(names, "AB")), competences=CAN)
    found = eco.find_detours(one)
    (row,) = (
        told(one, findings=found, level="shareable", lang="en")
        .tables["findings"]
        .to_dict("records")
    )
    about = "fewer than 10 requests of fewer than 10" if size < 10 else "10 requests of 10"
    assert about in row["because"]
    assert "hours" not in row["because"]
    assert pd.isna(row["hours"])
    (row,) = protect(one, findings=found, level="internal").tables["findings"].to_dict("records")
    assert (row["requests"], row["residents"]) == (str(size), str(size))


def test_requests_of_few_residents_are_not_counted_outside():
    names = [f"q{at:02d}" for at in range(12)]
    rows = [row | {"resident": "one"} for row in days(**dict.fromkeys(names, "AB"))]
    one = hood(actors=ACTORS, contacts=rows, competences=CAN)
    (row,) = protect(one, findings=eco.find_detours(one)).tables["findings"].to_dict("records")
    assert row["residents"] == "<10"
    assert pd.isna(row["requests"])


def test_without_contacts_it_says_so_and_find_goes_on():
    with pytest.raises(MissingTable, match="contacts"):
        eco.find_detours(street())
    assert len(eco.find(street())) == 4
    assert eco.find_detours(hood(contacts=[])).empty


def random_hood(seed):
    rng = random.Random(seed)  # noqa: S311
    contacts = [
        {
            "request": rng.choice(["p", "q", "r", "s"]),
            "resident": rng.choice(["r", "s", None]),
            "actor": rng.choice(["A", "B", "C", "N", None]),
            "need": rng.choice(["skin", "income", None]),
            "start": rng.choice([None, *(f"2025-01-{day:02d}" for day in range(1, 20))]),
            "reason": rng.choice([None, "end"]),
        }
        for _ in range(30)
    ]
    requests = [
        {"request": q, "complexity": rng.choice(["simple", "complex", None])} for q in "pqrs"
    ]
    return hood(actors=ACTORS, contacts=contacts, competences=CAN, requests=requests)


@pytest.mark.parametrize("seed", range(15))
def test_links_are_those_that_looking_at_every_two_gives(seed):
    one = random_hood(seed)
    rows = journey(one)
    complexity = one.requests.set_index("request")["complexity"].to_dict()
    can = {(row["actor"], row["need"]) for row in CAN}
    steps = {row["actor"]: row["step"] for row in ACTORS}
    expected = set()
    for request, first, later in product("pqrs", "ABC", "ABC"):
        of = rows[rows["request"] == request].reset_index(drop=True)
        mine, theirs = of[of["actor"] == first], of[of["actor"] == later]
        if complexity[request] == "complex" or mine.empty or theirs.empty:
            continue
        if theirs["start"].min() > mine["start"].min() and steps[later] <= steps[first]:
            needs = set(mine["need"])
            if all((later, need) in can for need in needs):
                expected |= {(request, first, later, need) for need in needs}
    got = skippable(one)[["request", "first", "later", "need"]]
    assert set(got.itertuples(index=False, name=None)) == expected
    pd.testing.assert_frame_equal(
        eco.find_detours(shuffled(one, seed)), eco.find_detours(one), check_exact=False
    )


@pytest.mark.parametrize("seed", range(5))
def test_handovers_between_professionals_are_those_that_handovers_counts(seed):
    one = random_hood(seed)
    counted = eco.handovers(one)
    counted = counted[counted["handover"] & ~counted[["from", "to"]].eq("N").any(axis=1)]
    assert len(handed_over(one)[0]) == counted["times"].sum()


def test_the_same_findings_come_first_whatever_is_asked_for():
    rows = days(q="AB", z="AB", y="BC", x="BC", w="CB")
    many = eco.find_detours(hood(actors=ACTORS, contacts=rows, competences=CAN))
    few = eco.find_detours(hood(actors=ACTORS, contacts=rows, competences=CAN), most=1)
    assert many["subject"].tolist() == ["A|B", "B|C"]
    assert few["subject"].tolist() == ["A|B"]


def test_a_wait_says_of_how_many_requests_it_is_known_where_that_is_not_all():
    rows = days(q="ABC", z="ABC", y="ABC")
    requests = asked("simple", "q", "z", "y")
    whole = hood(actors=ACTORS, contacts=rows, competences=CAN, requests=requests)
    rows = [row | ({"start": None} if row["request"] == "y" else {}) for row in rows]
    some = hood(actors=ACTORS, contacts=rows, competences=CAN, requests=requests)
    for one, count, english, dutch in (
        (whole, 3, "waits 2 days in all", "gemiddeld 2 dagen in totaal"),
        (some, 2, "waits 2 days (known of 2) in all", "gemiddeld 2 dagen (bekend van 2) in totaal"),
    ):
        long = eco.find_detours(one).set_index("finding").loc["long_path"]
        assert (long["requests"], long["wait"], long["wait_of"]) == (3, 2 * 86_400, count)
        assert english in long["because"]
        assert (
            dutch
            in eco.find_detours(one, lang="nl").set_index("finding").loc["long_path", "because"]
        )
        shared = protect(one, findings=eco.find_detours(one)).tables["findings"]
        assert shared["wait_of"].isna().all()
