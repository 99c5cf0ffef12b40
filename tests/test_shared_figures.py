"""Figures over residents at the bounds of what may be shared."""

import pandas as pd
import pytest

from ecosystem.protect.counted import counted
from ecosystem.protect.counts import hidden
from ecosystem.protect.findings import shareable
from ecosystem.protect.helping import helping
from ecosystem.protect.measured import measured
from tests.street import hood

STREET = hood()


def of_residents(parts, **more):
    """Share what each resident has of one figure."""
    each = pd.DataFrame({"resident": [f"r{at}" for at in range(len(parts))], "contacts": parts})
    return counted(STREET, "x", each.assign(**more))


@pytest.mark.parametrize(
    ("largest", "total"),
    [
        ([45.0, 40.0], None),  # 85 of 100
        ([44.0, 40.0], 100),
        ([-45.0, 40.0], None),
        ([40.0, 40.0, 10.0], 100),  # the third does not count
    ],
)
def test_a_sum_is_told_where_the_two_largest_are_less_than_85_percent(largest, total):
    rest = 100 - sum(map(abs, largest))
    signs = -1 if largest[0] < 0 else 1
    told = of_residents([*largest, *[rest / 10] * 10])
    assert told["residents"].tolist() == ["10" if len(largest) == 2 else "15"]
    assert [None if pd.isna(one) else one * signs for one in told["total"]] == [total]


def test_a_total_is_rounded_to_the_nearest_five_and_divided_by_residents_as_they_are_shown():
    told = of_residents([1.0] * 12, touch=2250.0, people=0.25)  # 7.5 hours in all
    assert told.astype("object").where(told.notna(), None).to_numpy().tolist() == [
        [None, "contacts", "10", 10, 1.0],
        [None, "people", "10", 5, 0.5],
        [None, "touch", "10", 10, 1.0],
    ]
    assert of_residents([1.25] * 10)["total"].tolist() == [15]
    assert of_residents([2.5] * 14)["a_resident"].tolist() == [2.33]  # 35 by 15
    assert of_residents([1.0] * 9).empty


def test_of_requests_it_is_the_residents_who_are_counted():
    """Whose the first ten are is not known; the next are of ten, the last of one resident."""
    names = [f"q{at:02d}" for at in range(30)]
    about = ["skin"] * 10 + ["pain"] * 10 + ["income"] * 10
    known = [{"request": q, "need": need} for q, need in zip(names, about, strict=True)]
    for at in range(10, 20):
        known[at]["resident"] = f"r{at}"
    seen = [{"request": q, "resident": "r20", "actor": "gp"} for q in names[20:]]
    one = hood(requests=known, contacts=seen)
    told = counted(one, "x", pd.DataFrame({"request": names, "contacts": [1.0, 2.0] * 15}))
    assert told.to_dict("records") == [
        {"need": "pain", "measure": "contacts", "residents": "10", "total": 15, "a_resident": 1.5}
    ]


def test_counts_by_need_leave_as_shown_those_of_few_left_out_in_the_order_of_their_keys():
    table = pd.DataFrame({"need": list("cab"), "residents": [12, 40, 9], "heavier": [3, 23, 9]})
    told = counted(STREET, "x", table.assign(hours=1.5)).fillna("")
    assert told.to_dict("index") == {
        0: {"need": "a", "residents": "40", "heavier": "25"},
        1: {"need": "c", "residents": "10", "heavier": ""},
    }
    for wrong in (table.drop(columns="residents"), table.drop(columns="need")):
        with pytest.raises(ValueError, match="does not say how many residents a row is about"):
            counted(STREET, "x", wrong)


def test_findings_keep_the_order_of_their_kinds_and_within_one_show_the_most_residents_first():
    kinds = ["z_kind", "z_kind", "a_kind", "z_kind", "z_kind", "idle_tie"]
    found = pd.DataFrame(
        {
            "finding": kinds,
            "subject": ["gp", "nurse", "gp", "gp", "aide", "gp"],
            "needs": ["b", "a", "a", "a", "a", "a"],
            "residents": pd.array([14, 16, 40, None, 16, None], "Int64"),
            "hours": [1.0, 2.0, 3.0, 4.0, 9.0, 5.0],
            "survives": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        }
    )
    names = pd.DataFrame({"actor": {"gp": "gp", "nurse": "nurse_1", "aide": "aide_1"}})
    told = shareable(found, names)[
        ["number", "finding", "subject", "residents", "hours", "survives"]
    ]
    assert told.astype("object").where(told.notna(), None).to_numpy().tolist() == [
        [1, "z_kind", "aide_1", "15", None, None],
        [2, "z_kind", "gp", "15", None, None],
        [3, "z_kind", "nurse_1", "15", None, None],
        [4, "z_kind", "gp", None, 4.0, 4.0],
        [5, "a_kind", "gp", "40", None, None],
        [6, "idle_tie", "gp", None, 5.0, None],
    ]


def test_requests_of_fewer_than_ten_residents_are_not_counted():
    frame = pd.DataFrame({"residents": [9, 10, 9, None], "requests": [10, 10, 9, 12]})
    assert hidden(frame.astype("Int64"))["requests"].fillna("-").tolist() == [
        *("-", "10", "<10", "10")
    ]


def test_pairs_stand_once_in_the_order_of_their_ids_however_their_ties_are_written():
    actors = pd.DataFrame({"actor": ["a", "b", "c"], "layer": ["first_line", None, "informal"]})
    actors["level"] = "person"
    ties = pd.DataFrame({"actor": list("cbbab"), "partner": list("bbaba")})
    log = pd.DataFrame({"resident": [f"r{at:02d}" for at in range(40)] * 2,
                        "actor": ["a"] * 40 + ["b"] * 20 + ["c"] * 20})  # fmt: skip
    for share, both in ((True, ["20", "<10"]), (False, ["20", "0"])):
        made = helping(log, actors, ties, share=share)
        expected = pd.DataFrame({"actor": ["a", "b"], "partner": ["b", "c"], "residents": both})
        pd.testing.assert_frame_equal(made["both"], expected.astype("str"))
        assert made["helps"]["residents"].tolist() == ["40", "20", "20"]


def test_a_profession_of_three_is_told_and_one_of_two_is_not():
    actors = [{"actor": f"g{at}", "profession": "gp"} for at in range(3)]
    actors += [{"actor": f"n{at}", "profession": "district_nurse"} for at in range(2)]
    here = hood(actors=actors)
    table = pd.DataFrame({"profession": ["gp", "district_nurse"], "hours": [30.0, 20.0]})
    told = measured(here, here, {"hours": lambda _: table}, scores=False)["hours"]
    assert told.to_dict("list") == {"profession": ["gp"], "hours": [30.0]}
