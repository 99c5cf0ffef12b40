"""The step that is used against the lightest that could do, on streets one can count."""

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.schema import TABLES
from tests.street import hood, shuffled, street
from tests.test_findings import random_hood

LAYERS = {1: "informal", 2: "informal", 3: "collective", 4: "first_line", 5: "welfare"}


def rungs(contacts, can, *, requests=(), **hours):
    """Let actors named after their step (`x4`: unknown where no digit) help and be able."""
    named = {actor for _, actor, _ in contacts} | {actor for actor, _ in can} - {None}
    steps = {actor: int(actor[1]) if actor[1:].isdigit() else None for actor in named if actor}
    return hood(
        actors=[
            {
                "actor": actor,
                "step": step,
                "layer": LAYERS.get(step, "specialist"),
                "hours": hours.get(actor, 8),
            }
            for actor, step in sorted(steps.items())
        ],
        competences=[{"actor": actor, "need": need} for actor, need in can],
        contacts=[
            {"resident": resident, "actor": actor, "need": need, "request": f"q_{resident}"}
            for resident, actor, need in contacts
        ],
        requests=[{"request": f"q_{who}", "resident": who} | more for who, more in requests],
    )


def told(frame, *columns):
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in frame[list(columns)].itertuples(index=False, name=None)
    ]


WEIGHT = ("need", "step", "residents", "lightest", "gap", "heavier", "informal_only", "justified")


def test_the_gap_is_the_step_used_minus_the_lowest_of_those_who_can():
    used = rungs(
        [("anna", "x6", "skin"), ("bob", "x4", "skin"), ("cas", "x6", "skin")],
        [("x6", "skin"), ("x4", "skin")],
    )
    assert told(eco.ladder(used), *WEIGHT) == [
        ("skin", 4, 1, 4, 0, 0, 0, 0),
        ("skin", 6, 2, 4, 2, 2, 0, 0),
    ]


def test_of_all_who_come_to_a_resident_for_a_need_the_heaviest_counts():
    used = rungs(
        [("anna", "x3", "skin"), ("anna", "x5", "skin"), ("anna", "x3", "contact")],
        [("x3", "skin"), ("x5", "skin"), ("x3", "contact")],
    )
    assert told(eco.ladder(used), *WEIGHT) == [
        ("contact", 3, 1, 3, 0, 0, 0, 0),
        ("skin", 5, 1, 3, 2, 1, 0, 0),
    ]


def test_nobody_counts_who_has_no_hours_or_may_not_or_is_too_short_of_them():
    contacts, can = [("anna", "x6", "skin")], [("x6", "skin"), ("x4", "skin")]
    assert told(eco.ladder(rungs(contacts, can)), "lightest") == [(4,)]
    assert told(eco.ladder(rungs(contacts, can, x4=0)), "lightest") == [(6,)]
    assert told(eco.ladder(rungs(contacts, can, x4=None)), "lightest") == [(4,)]
    reserved = rungs(contacts, can).replace(
        needs=hood(needs=[{"need": "skin", "reserved": "surgeon"}]).needs,
        actors=rungs(contacts, can).actors.assign(profession=["gp", "surgeon"]),
    )
    assert told(eco.ladder(reserved), "lightest", "gap") == [(6, 0)]


def test_the_reason_of_the_professional_ends_the_question():
    contacts = [(who, "x6", "skin") for who in ("anna", "bob", "cas", "dee")]
    can = [("x6", "skin"), ("x4", "skin")]
    because = [(who, {"heavier_because": "safety"}) for who in ("anna", "bob")]
    because.append(("cas", {"heavier_because": "wish"}))
    row = eco.ladder(rungs(contacts, can, requests=because))
    assert told(row, "residents", "heavier", "justified", "reasons") == [(4, 1, 3, "safety|wish")]


def test_a_reason_in_another_request_holds_for_its_own_need_only():
    contacts = [("anna", "x6", "skin"), ("anna", "x6", "pain")]
    can = [(actor, need) for actor in ("x6", "x4") for need in ("skin", "pain")]
    other = hood(
        requests=[{"request": "q9", "resident": "anna", "need": "pain", "heavier_because": "wish"}]
    ).requests
    row = eco.ladder(rungs(contacts, can).replace(requests=other))
    assert told(row, "need", "heavier", "justified") == [("pain", 0, 1), ("skin", 1, 0)]


def test_a_reason_for_help_that_is_not_heavier_is_not_counted():
    because = [("anna", {"heavier_because": "safety"})]
    row = eco.ladder(rungs([("anna", "x4", "skin")], [("x4", "skin")], requests=because))
    assert told(row, "heavier", "justified", "reasons") == [(0, 0, "")]


def test_where_only_an_informal_helper_stands_lower_that_is_said_apart():
    contacts = [("anna", "x4", "contact"), ("bob", "x5", "contact")]
    can = [("x2", "contact"), ("x4", "contact"), ("x5", "contact")]
    frame = eco.ladder(rungs(contacts, can))
    columns = ("step", "lightest", "offered", "gap", "heavier", "informal_only")
    assert told(frame, *columns) == [(4, 2, 4, 2, 1, 1), (5, 2, 4, 3, 1, 0)]
    alone = eco.ladder(rungs(contacts[:1], [("x2", "contact")]))
    assert told(alone, "offered", "heavier", "informal_only") == [(None, 1, 1)]


def test_what_is_not_known_is_neither_heavier_nor_not():
    frame = eco.ladder(
        rungs(
            [
                ("anna", "x", "skin"),
                ("bob", None, "skin"),
                ("cas", "x4", None),
                ("dee", "x4", "pain"),
                ("eve", "x4", "skin"),
                ("eve", "x", "skin"),
            ],
            [("x4", "skin")],
        )
    )
    assert told(frame, "need", "step", "residents", "perhaps_higher", "gap", "heavier") == [
        ("pain", 4, 1, 0, None, None),
        ("skin", 4, 1, 1, 0, 0),
        ("skin", None, 2, 0, None, None),
        (None, 4, 1, 0, None, None),
    ]
    whole = eco.right_weight(
        rungs([("anna", "x", "skin"), ("bob", "x4", "skin")], [("x4", "skin")]), by="all"
    )
    assert told(whole, "residents", "unknown", "share", "unknown_share") == [(2, 1, 0.0, 0.5)]


def test_who_comes_lighter_than_anybody_of_whom_it_is_written_has_a_gap_below_0():
    frame = eco.ladder(rungs([("anna", "x3", "skin")], [("x4", "skin")]))
    assert told(frame, "gap", "heavier") == [(-1, 0)]


def test_the_share_is_of_those_known_and_stands_beside_the_unknown_share():
    used = rungs(
        [
            ("anna", "x6", "skin"),
            ("bob", "x4", "skin"),
            ("cas", "x6", "income"),
            ("dee", "x4", "dance"),
            ("eve", "x4", None),
        ],
        [("x6", "skin"), ("x4", "skin"), ("x6", "income"), ("x3", "income")],
    )
    columns = ("residents", "heavier", "unknown", "share", "unknown_share")
    by = {name: eco.right_weight(used, by=name).reset_index() for name in ("need", "theme", "all")}
    assert told(by["need"], "need", *columns) == [
        ("income", 1, 1, 0, 1.0, 0.0),
        ("skin", 2, 1, 0, 0.5, 0.0),
        ("dance", 1, 0, 1, None, 1.0),
        (None, 1, 0, 1, None, 1.0),
    ]
    assert told(by["theme"], "theme", *columns) == [
        ("environmental", 1, 1, 0, 1.0, 0.0),
        ("physiological", 2, 1, 0, 0.5, 0.0),
        (None, 2, 0, 2, None, 1.0),
    ]
    assert told(by["all"], "all", *columns) == [("all", 5, 2, 2, 0.666667, 0.4)]


@pytest.mark.parametrize("seed", range(4))
def test_it_is_what_counting_one_by_one_gives(seed):
    there = with_reasons(seed)
    step = there.actors.set_index("actor")["step"]
    layer = there.actors.set_index("actor")["layer"]
    here = set(there.actors.loc[there.actors["hours"].ne(0), "actor"])
    reason = there.requests.dropna(subset=["heavier_because"]).set_index("request")
    lowest: dict = {}
    for row in there.competences.itertuples():
        if row.actor in here:
            lowest.setdefault(row.need, []).append(row.actor)
    came: dict = {}
    for row in there.contacts.itertuples():
        came.setdefault((row.resident, row.need), []).append((step[row.actor], row.request))
    counted: dict = {}
    for (_, need), contacts in came.items():
        used = max(stands for stands, _ in contacts)
        can = lowest.get(need, [])
        gap = used - min(step[who] for who in can) if can else None
        offered = [step[who] for who in can if layer[who] != "informal"]
        why = any(request in reason.index for _, request in contacts)
        above = gap is not None and gap > 0
        row = counted.setdefault((need, used, gap), np.zeros(4, dtype=int))
        row += [1, above and not why, above and not why and not (offered and used > min(offered)),
                above and why]  # fmt: skip
    expected = sorted((key[0], key[1], key[2], *row) for key, row in counted.items())
    frame = eco.ladder(there)
    frame[["heavier", "informal_only", "justified"]] = frame[
        ["heavier", "informal_only", "justified"]
    ].fillna(0)
    columns = ("need", "step", "gap", "residents", "heavier", "informal_only", "justified")
    assert told(frame, *columns) == expected
    total = eco.right_weight(there, by="all").iloc[0]
    assert total["residents"] == len(came)
    assert total["heavier"] == sum(row[4] for row in expected)


def with_reasons(seed):
    """Give every contact a request, some with a reason."""
    there = random_hood(seed)
    contacts = there.contacts.assign(
        request=[f"q{at // 3:03d}" for at in range(len(there.contacts))]
    )
    ids = sorted(set(contacts["request"]))
    requests = hood(
        requests=[
            {"request": one, "heavier_because": "wish" if at % 5 == 0 else None}
            for at, one in enumerate(ids)
        ]
    ).requests
    return there.replace(contacts=contacts, requests=requests)


def test_the_order_of_rows_changes_nothing():
    there = with_reasons(5)
    for seed in range(3):
        again = shuffled(there, seed)
        pd.testing.assert_frame_equal(eco.ladder(again), eco.ladder(there))
        pd.testing.assert_frame_equal(eco.right_weight(again), eco.right_weight(there))


def test_tables_without_rows_give_a_table_without_rows_of_the_same_kind():
    bare, full = hood(**{name: [] for name in TABLES}), with_reasons(1)
    for measure in (eco.ladder, eco.right_weight):
        assert len(measure(bare)) == 0
        assert (measure(bare).dtypes == measure(full).dtypes).all()


def test_without_contacts_or_competences_it_says_which_table():
    with pytest.raises(MissingTable, match="contacts"):
        eco.ladder(street())
    only = hood(contacts=[{"resident": "anna", "actor": "gp"}])
    for measure in (eco.ladder, eco.right_weight, eco.find_heavy):
        with pytest.raises(MissingTable, match="competences"):
            measure(only)


def test_another_way_to_add_up_is_refused():
    with pytest.raises(ValueError, match="by is 'person'; it is one of: all, theme, need"):
        eco.right_weight(street(), by="person")
