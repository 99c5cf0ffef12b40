"""From buurt to wijk to gemeente to region."""

import pandas as pd
import pytest

import ecosystem as eco
from tests.surveys import region, survey

ONE, TWO, THREE = "BU00030101", "BU00030102", "BU00030201"


def three(**columns):
    """Make two buurten of one wijk and one of another, of these columns."""
    rows = {code: {} for code in (ONE, TWO, THREE)}
    for name, values in columns.items():
        for code, value in zip(rows, values, strict=True):
            rows[code][name] = value
    return survey(rows)


def test_counts_are_added_and_averages_weighed_by_what_they_rest_on():
    rows = three(
        population=[1000, 500, 200],
        people_involved=[30, 20, 5],
        people_a_resident=[3.0, 2.0, 5.0],
        people_a_resident_of=[10, 30, 1],
        findings_fragile=[1, 2, 3],
    )
    told = eco.roll_up(rows)
    assert told.index.tolist() == ["WK000301", "WK000302"]
    assert told["people_a_resident"].tolist() == [2.25, 5.0]
    assert told["people_a_resident_of"].tolist() == [40, 1]
    assert told["people_involved"].tolist() == [50, 5]
    assert told["population"].tolist() == [1500, 200]
    assert told["findings_fragile"].tolist() == [3, 3]
    assert told["neighbourhoods"].tolist() == [2, 1]
    assert told["parent"].tolist() == ["GM0003"] * 2
    assert told["codes"].tolist() == [f"{ONE}|{TWO}", THREE]


def test_what_is_unknown_is_left_out_and_counted_never_taken_for_nothing():
    rows = three(upc=[0.5, None, None], upc_of=[10, None, None], professionals=[4, None, 3])
    told = eco.roll_up(rows)
    assert told["upc"].tolist() == [0.5, pd.NA]
    assert told["professionals"].tolist() == [4, 3]
    said = [dict(pair.split(": ") for pair in row.split("; ")) for row in told["unknown_in"]]
    assert [(row.get("upc"), row.get("professionals")) for row in said] == [("1", "1"), ("1", None)]


def test_an_average_of_which_nobody_says_what_it_rests_on_is_unknown():
    told = eco.roll_up(three(upc=[0.5, 0.9, 0.4], upc_of=[10, None, 0]))
    assert told["upc"].tolist() == [0.5, pd.NA]


def test_a_roll_up_of_a_roll_up_is_that_of_the_whole():
    rows = region(45, seed=6, missing=0.2)
    once = eco.roll_up(rows)
    twice, whole = eco.roll_up(once), eco.roll_up(rows, to="gemeente")
    pd.testing.assert_frame_equal(twice, whole, atol=3e-6, rtol=0)
    thrice, every = eco.roll_up(twice, to="region"), eco.roll_up(rows, to="region")
    pd.testing.assert_frame_equal(thrice, every, atol=5e-6, rtol=0)
    assert (len(once), len(whole), every["neighbourhoods"].tolist()) == (9, 3, [45])


def test_of_the_whole_region_nothing_is_lost():
    rows = region(40, missing=0)
    told = eco.roll_up(rows, to="region").loc["region"]
    assert told["residents"] == rows["residents"].sum()
    people = (rows["people_a_resident"] * rows["residents"]).sum() / rows["residents"].sum()
    assert told["people_a_resident"] == pytest.approx(people, abs=1e-6)
    assert pd.isna(told["unknown_in"])


def test_flemish_sectors_go_to_the_zone_they_name():
    rows = survey(
        {
            "11002A00-": {"parent": "elz_1", "residents": 3},
            "11002A01-": {"parent": "elz_1", "residents": 4},
        }
    )
    told = eco.roll_up(rows)
    assert told[["residents", "neighbourhoods"]].to_numpy().tolist() == [[7, 2]]
    assert told.index.tolist() == ["elz_1"]
    assert pd.isna(told["parent"].iloc[0])


def test_a_parent_that_is_given_goes_before_the_code():
    rows = three(parent=["WK000309", "WK000309", "WK000309"], residents=[1, 2, 3])
    assert eco.roll_up(rows).index.tolist() == ["WK000309"]
    assert eco.roll_up(rows, to="gemeente").index.tolist() == ["GM0003"]


def test_who_serves_several_neighbourhoods_makes_a_sum_at_most():
    told = eco.roll_up(three(professionals=[2, 3, 4]))
    assert told["at_most"].tolist()[0].startswith("professionals|informal_helpers")
    assert pd.isna(told["at_most"].iloc[1])


def test_indicators_that_count_people_are_added_and_others_weighed():
    rows = {
        f"BU0003010{at}": {
            "population": 1000 * at,
            "indicator_low_income": 100 * at,
            "indicator_age_80_plus": 20.5 + at,
        }
        for at in range(1, 6)
    }
    told = eco.roll_up(survey(rows)).iloc[0]
    assert told["indicator_low_income"] == 1500
    assert told["indicator_age_80_plus"] == pytest.approx(20.5 + 55 / 15)
    assert told["added"] == "indicator_low_income"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            {ONE: {"codes": "BU1|BU2"}, TWO: {"codes": "BU2"}},
            f"{ONE} and {TWO} overlap: both hold BU2",
        ),
        ({ONE: {}, "WK000301": {}}, f"WK000301 and {ONE} overlap: {ONE} lies within WK000301"),
        ({ONE: {}, "GM0003": {}}, f"GM0003 and {ONE} overlap: {ONE} lies within GM0003"),
        ({"a": {"parent": "b"}, "b": {}}, "b and a overlap: a lies within b"),
        (
            {"x": {"codes": "WK000301"}, "y": {"codes": ONE}},
            f"x and y overlap: {ONE} lies within WK000301",
        ),
    ],
)
def test_areas_that_overlap_are_refused_and_both_are_named(rows, message):
    with pytest.raises(ValueError, match=message):
        eco.roll_up(survey(rows), to="region")


def test_areas_that_only_stand_beside_each_other_do_not_overlap():
    rows = {"x": {"codes": f"{ONE}|{TWO}"}, "y": {"codes": THREE}}
    assert len(eco.roll_up(survey(rows), to="region")) == 1


def test_an_area_that_lies_in_nothing_is_named():
    with pytest.raises(ValueError, match="Vliet lies in no parent; fill in its `parent`"):
        eco.roll_up(survey({"Vliet": {}}))
    with pytest.raises(ValueError, match="to is 'provincie'; it is one of: parent, wijk"):
        eco.roll_up(survey({}), to="provincie")


def test_a_wijk_among_buurten_of_other_wijken_stays_itself():
    rows = survey({"WK000302": {"residents": 5}, ONE: {"residents": 3}})
    assert eco.roll_up(rows, to="wijk")["residents"].to_dict() == {"WK000301": 3, "WK000302": 5}


def test_row_order_changes_nothing_and_an_empty_survey_is_empty():
    rows = region(23, seed=8)
    told = eco.roll_up(rows)
    pd.testing.assert_frame_equal(eco.roll_up(rows.sample(frac=1, random_state=3)), told)
    assert eco.roll_up(survey({})).empty


def test_rolled_up_areas_can_be_compared():
    assert eco.compare_region(eco.roll_up(region(100, seed=9)))["expected"].notna().mean() > 0.95
