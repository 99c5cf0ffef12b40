"""What changed between two deliveries, net of the trend elsewhere, and what people say of it."""

import numpy as np
import pandas as pd
import pytest

from ecosystem.region.compare.trend import trend
from tests.surveys import region, survey

CONTENT = {"outcome_residents": 7.0, "outcome_informal": 6.5, "outcome_professionals": 7.2}
ASKED = {f"{name}_of": 40 for name in CONTENT}


def two(then, now, *, years=2, **both):
    """Two surveys of one neighbourhood, some years apart, everybody as content as before."""
    start = CONTENT | ASKED | both
    return (
        survey({"a": start | then}, year=2024),
        survey({"a": start | now}, year=2024 + years),
    )


def people(then, now, **options):
    """The row of the professionals of one neighbourhood."""
    sides = two(*({"professionals_of": 40} | one for one in (then, now)))
    rows = trend(*sides, **options)
    return rows[rows["measure"] == "professionals"].iloc[0]


def test_a_change_is_told_as_a_number_and_as_a_share():
    row = people({"professionals": 40}, {"professionals": 36})
    assert row[["then", "now", "years", "change", "change_share"]].tolist() == [40, 36, 2, -4, -0.1]


def test_without_a_reference_nothing_is_net_of_it_and_the_change_decides():
    row = people({"professionals": 40}, {"professionals": 36})
    assert row[["elsewhere", "expected", "net_share"]].isna().all()
    assert row["verdict"] == "success"


def test_the_trend_elsewhere_is_taken_off_year_by_year():
    """40 and 1 % less a year is 39.204 after two years; 36 is 8.1726 % below that."""
    row = people({"professionals": 40}, {"professionals": 36}, reference={"professionals": -0.01})
    assert row[["elsewhere", "expected", "net_share"]].tolist() == [-0.0199, 39.204, -0.081726]


def test_who_only_follows_the_trend_elsewhere_has_no_success():
    row = people({"professionals": 50}, {"professionals": 49}, reference={"professionals": -0.05})
    assert row["change"] == -1
    assert row["net_share"] > 0
    assert row["verdict"] == "not fewer"


def test_the_agreement_is_five_percent_a_year_on_top_of_the_trend_elsewhere():
    """100, then 1 % less elsewhere and 5 % on top, twice: 100 x .9801 x .9025 = 88.454025."""
    asked = {"reference": {"professionals": -0.01}, "target": -0.05}
    short = people({"professionals": 100}, {"professionals": 90}, **asked)
    assert short[["aim", "above_aim", "meets_target"]].tolist() == [88.454025, 1.545975, False]
    done = people({"professionals": 100}, {"professionals": 88}, **asked)
    assert done[["above_aim", "meets_target"]].tolist() == [-0.454025, True]


def test_a_target_on_top_of_an_unknown_trend_is_unknown():
    row = people({"professionals": 100}, {"professionals": 80}, target=-0.05)
    assert row[["aim", "above_aim", "meets_target"]].isna().all()
    assert row["why"] == "elsewhere_unknown"


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        ({}, "success"),
        ({"outcome_residents": 7.3}, "success"),
        ({"outcome_residents": 6.9}, "fewer but less satisfied"),
        ({"outcome_informal": 6.0, "outcome_residents": 9.0}, "fewer but less satisfied"),
        ({"outcome_professionals": 7.1}, "fewer but less satisfied"),
        ({"outcome_informal": None}, "fewer, satisfaction unknown"),
        ({"outcome_informal": None, "outcome_residents": 6.0}, "fewer but less satisfied"),
        ({"outcome_residents_of": 9}, "fewer, satisfaction unknown"),
        ({"outcome_residents_of": 9, "outcome_residents": 2.0}, "fewer, satisfaction unknown"),
        ({"professionals": 40}, "not fewer"),
        ({"professionals": None}, "unknown"),
    ],
)
def test_fewer_is_a_success_only_where_nobody_says_less(now, verdict):
    assert people({"professionals": 40}, {"professionals": 36} | now)["verdict"] == verdict


def test_what_people_say_stands_beside_with_the_fewer_answers_of_the_two_years():
    row = people(
        {"professionals": 40, "outcome_residents_of": 120},
        {"professionals": 36, "outcome_residents": 6.4, "outcome_residents_of": 80},
    )
    assert row["outcome_residents"] == pytest.approx(-0.6)
    assert row["outcome_residents_of"] == 80


def test_a_margin_lets_a_small_dip_pass():
    fewer = {"professionals": 36, "outcome_residents": 6.9}
    assert people({"professionals": 40}, fewer, margin=0.2)["verdict"] == "success"
    assert (
        people({"professionals": 40}, fewer, margin=0.05)["verdict"] == "fewer but less satisfied"
    )


def test_only_measures_of_which_fewer_is_wanted_have_a_verdict_and_an_aim():
    then, now = two({"upc": 0.5, "upc_of": 30}, {"upc": 0.4, "upc_of": 30})
    rows = trend(then, now, reference={"upc": 0.0}, target=-0.05).set_index("measure")
    assert rows.loc["upc", "net_share"] == pytest.approx(-0.2)
    assert rows.loc["upc", ["verdict", "aim", "meets_target", "outcome_residents"]].isna().all()


def test_small_numbers_are_marked_and_nothing_is_concluded_from_them():
    few = {"professionals": 9, "professionals_of": 9}
    row = people(few, few | {"professionals": 5}, reference={"professionals": 0.0}, target=-0.05)
    assert row["change"] == -4
    assert (row["verdict"], row["why"]) == ("unknown", "too_few")
    assert row[["aim", "meets_target"]].isna().all()


def test_a_neighbourhood_in_one_delivery_only_is_listed():
    then = survey({"a": {"professionals": 9}, "b": {"professionals": 8}}, year=2024)
    now = survey({"b": {"professionals": 7}, "c": {"professionals": 6}}, year=2025)
    rows = trend(then, now)
    each = rows[rows["measure"] == "professionals"].set_index("neighbourhood")
    assert each["why"].fillna("").to_dict() == {"a": "only_then", "b": "", "c": "only_now"}
    assert each["verdict"].tolist() == ["unknown", "fewer, satisfaction unknown", "unknown"]
    assert each["then"].fillna(-1).tolist() == [9, 8, -1]


def test_a_figure_that_is_missing_says_in_which_delivery():
    row = people({}, {"professionals": 36})
    assert (row["why"], row["verdict"]) == ("then_unknown", "unknown")


def test_nothing_is_a_share_of_nothing():
    row = people({"professionals": 0}, {"professionals": 3}, reference={"professionals": 0.1})
    assert row["change"] == 3
    assert row[["change_share", "net_share"]].isna().all()


def test_two_deliveries_of_one_year_need_to_be_told_how_far_they_are_apart():
    sides = two({"professionals": 40}, {"professionals": 36}, years=0)
    reference = {"professionals": -0.1}
    row = trend(*sides, reference=reference).set_index("measure").loc["professionals"]
    assert (row["why"], row["verdict"]) == ("years_unknown", "unknown")
    row = trend(*sides, reference=reference, years=1).set_index("measure").loc["professionals"]
    assert row[["years", "net_share"]].tolist() == [1, 0.0]
    assert row["verdict"] == "not fewer"


def test_a_reference_of_areas_adds_what_adds_up_and_averages_what_does_not():
    """
    Professionals: 30 and 10, then 27 and 9: a tenth less in one year.

    UPC: 0.5 of 10 and 0.8 of 20 is 0.7; 0.6 of 30 and 0.9 of 10 is 0.675.
    """
    there = (
        survey(
            {
                "x": {"professionals": 30, "upc": 0.5, "upc_of": 10},
                "y": {"professionals": 10, "upc": 0.8, "upc_of": 20},
                "only then": {"professionals": 500},
            },
            year=2020,
        ),
        survey(
            {
                "x": {"professionals": 27, "upc": 0.6, "upc_of": 30},
                "y": {"professionals": 9, "upc": 0.9, "upc_of": 10},
            },
            year=2021,
        ),
    )
    sides = two({"professionals": 40, "upc": 0.5}, {"professionals": 36, "upc": 0.5}, years=1)
    rows = trend(*sides, reference=there).set_index("measure")
    assert rows.loc["professionals", ["elsewhere", "net_share"]].tolist() == [-0.1, 0.0]
    assert rows.loc["upc", "elsewhere"] == pytest.approx(0.675 / 0.7 - 1, abs=1e-6)


def test_the_trend_of_a_reference_is_spread_over_its_own_years():
    """A fifth less in four years, 0.8 ** (1 / 4) a year, is 0.8 ** (1 / 2) in two."""
    there = tuple(
        survey({"x": {"professionals": count}}, year=year)
        for count, year in ((50, 2020), (40, 2024))
    )
    sides = two({"professionals": 40}, {"professionals": 36})
    rows = trend(*sides, reference=there).set_index("measure")
    assert rows.loc["professionals", "elsewhere"] == pytest.approx(0.8**0.5 - 1, abs=1e-6)


def test_a_reference_that_is_partly_here_is_refused():
    sides = two({"professionals": 40}, {"professionals": 36})
    with pytest.raises(ValueError, match="a stands in the reference as well"):
        trend(*sides, reference=sides)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"reference": {"professional": -0.01}}, "no measure professional"),
        ({"reference": {"professionals": -1}}, "elsewhere is -1"),
        ({"target": -5}, "target is -5"),
        ({"margin": -0.1}, "margin is -0.1"),
        ({"years": 0}, "years is 0"),
    ],
)
def test_what_cannot_be_is_refused_in_words(options, says):
    with pytest.raises(ValueError, match=says):
        people({"professionals": 40}, {"professionals": 36}, **options)


def test_a_table_without_a_measure_is_refused():
    bare = pd.DataFrame({"neighbourhood": ["a"], "year": [2024]})
    with pytest.raises(ValueError, match="no headline measure"):
        trend(bare, bare)


def test_row_order_changes_nothing_and_a_survey_from_a_file_is_the_same():
    then = region(30, seed=1)
    now = region(30, seed=2).assign(year=2027)
    told = trend(then, now, reference={"upc": 0.01})
    mixed = now.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(trend(then[::-1], mixed, reference={"upc": 0.01}), told)
    read = pd.read_csv(pd.io.common.StringIO(now.to_csv()), dtype="str")
    pd.testing.assert_frame_equal(trend(then, read, reference={"upc": 0.01}), told)


def test_every_neighbourhood_and_measure_has_one_row_and_figures_come_back():
    then, now = region(25, seed=4), region(25, seed=5).assign(year=2026)
    rows = trend(then, now, reference=dict.fromkeys(("professionals", "upc"), -0.02))
    assert not rows.duplicated(["neighbourhood", "measure"]).any()
    assert len(rows) == 25 * rows["measure"].nunique()
    known = rows.dropna(subset=["net_share"])
    again = known["then"] * 0.98 * (1 + known["net_share"])
    assert np.allclose(again.astype(float), known["now"].astype(float), atol=1e-3)


def test_one_survey_as_reference_is_refused_in_words():
    with pytest.raises(ValueError, match="a reference is two surveys"):
        trend(region(3), region(3), reference=region(3))


def test_what_a_figure_rests_on_need_not_be_whole_to_be_too_few():
    then, now = two({"professionals": 9.0}, {"professionals": 8.0})
    of = {"professionals_of": [9.5], "outcome_residents_of": [9.5]}
    rows = trend(then.assign(**of), now.assign(**of)).set_index("measure")
    assert rows.loc["professionals", ["now_of", "outcome_residents_of"]].tolist() == [9, 9]
    assert rows.loc["professionals", "why"] == "too_few"
