"""Like with like: neighbourhoods against those most like them."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import ecosystem as eco
from ecosystem.region.compare.door import checked_survey
from ecosystem.region.compare.funnel import approximate, binomial, poisson
from ecosystem.region.compare.peers import peers_of
from ecosystem.region.compare.profile import profile
from tests.surveys import MEASURES, region, survey


def town(values, of=40, measure="contact_point", **more):
    """Make a row of neighbourhoods, alike but for a population that is one more each time."""
    rows = {
        chr(97 + at): {"population": 1000 + at, measure: value, f"{measure}_of": of}
        for at, value in enumerate(values)
    }
    for code, extra in more.items():
        rows[code] |= extra
    return survey(rows)


def compared(values, of=40, measure="contact_point", **options):
    told = eco.compare_region(town(values, of, measure), measures=[measure], **options)
    return told.set_index("neighbourhood")


def test_a_profile_is_in_robust_deviations_from_the_median_and_cut_off_at_three():
    table = checked_survey(survey({code: {"needs_a_resident": value} for code, value in NEEDS}))
    scaled = profile(table)["needs", "needs_a_resident"].round(4).tolist()
    assert scaled[:3] == [round(-1 / 1.4826, 4), 0.0, round(1 / 1.4826, 4)]
    assert (scaled[3], np.isnan(scaled[4])) == (3.0, True)


NEEDS = [("a", 1), ("b", 2), ("c", 3), ("d", 99), ("e", None), ("f", 2)]


def test_an_indicator_that_counts_people_is_taken_per_inhabitant():
    people = [1000, 2000, 3000, 4000, 6000]
    rows = {
        f"n{at}": {"population": size, "indicator_old": size // 10, "indicator_rate": at / 3}
        for at, size in enumerate(people)
    }
    rows["n0"]["indicator_old"] = 300
    scaled = profile(checked_survey(survey(rows)))
    assert scaled["people", "indicator_old"].round(6).tolist() == [3.0, 0, 0, 0, 0]
    assert scaled["people", "indicator_rate"].is_monotonic_increasing


def test_an_indicator_that_few_have_or_that_is_the_same_everywhere_takes_no_part():
    rows = {code: {"population": 100 * at, "needs_a_resident": 2} for at, code in enumerate("abcd")}
    rows["b"]["share_physiological"] = 0.5
    assert profile(checked_survey(survey(rows))).columns.tolist() == [("people", "population")]


def test_peers_are_the_nearest_and_equally_near_ones_go_by_code():
    rows = {"e": 3.0, "a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}
    table = checked_survey(survey({code: {"needs_a_resident": at} for code, at in rows.items()}))
    near = peers_of(table, peers=2)
    told = near.groupby("neighbourhood")["peer"].agg("".join).to_dict()
    assert told == {"a": "bc", "b": "ac", "c": "eb", "d": "ce", "e": "cb"}
    assert near.iloc[0].tolist() == ["a", "b", 1, round(1 / 1.4826, 6), 1]


def test_an_unknown_indicator_is_left_out_of_the_pair_and_never_average():
    rows = {
        "a": {"needs_a_resident": 9, "share_physiological": 0.1},
        "b": {"needs_a_resident": None, "share_physiological": 0.1},
        "c": {"needs_a_resident": 5, "share_physiological": 0.2},
        "d": {"needs_a_resident": 6, "share_physiological": 0.3},
        "e": {"needs_a_resident": 5, "share_physiological": 0.4},
    }
    near = peers_of(checked_survey(survey(rows)), peers=1).set_index("neighbourhood")
    assert near.loc["b"].tolist() == ["a", 1, 0.0, 1]


def test_who_shares_too_little_is_nobodys_peer():
    rows = {code: {"needs_a_resident": at, "population": at} for at, code in enumerate("bcdef", 1)}
    near = peers_of(checked_survey(survey(rows | {"a": {}})), peers=2)
    assert "a" not in {*near["neighbourhood"], *near["peer"]}


def test_peers_are_at_most_half_of_the_others():
    assert peers_of(checked_survey(region(20))).groupby("neighbourhood").size().eq(9).all()
    assert peers_of(checked_survey(region(60))).groupby("neighbourhood").size().eq(10).all()


def test_a_share_has_the_exact_limits_of_the_binomial():
    told = compared([0.9] + [0.5] * 6).loc["a"]
    low, high = stats.binom.ppf([0.025, 0.975], 40, 0.5) / 40
    lowest, highest = stats.binom.ppf([0.001, 0.999], 40, 0.5) / 40
    assert told[["low", "high", "lowest", "highest"]].tolist() == [low, high, lowest, highest]
    assert (told["limits"], told["outside"], told["far"]) == ("exact binomial", "above", True)
    assert (told["peers"], told["expected"], told["better"]) == ("b|c|d", 0.5, "higher")


def test_the_limits_of_a_binomial_cut_off_no_more_than_they_say():
    share, of = (grid.ravel() for grid in np.meshgrid([0.01, 0.2, 0.5, 0.93], np.arange(1.0, 60)))
    found = binomial(share, of)
    for at, (p, n) in enumerate(zip(share, of, strict=True)):
        chances = [stats.binom.pmf(k, n, p) for k in range(int(n) + 1)]
        below, above = sum(chances[: int(found.low[at])]), sum(chances[int(found.high[at]) + 1 :])
        assert max(below, above) <= 0.025 + 1e-12
        assert below + chances[int(found.low[at])] >= 0.025
        assert found.chance[at] == pytest.approx(below + above)


def test_what_is_expected_is_what_peers_have_together_not_the_mean_of_their_shares():
    rows = town([0.5, 0.5, 0.5, 1.0, 0.5, 0.5, 0.5], d={"contact_point_of": 2})
    told = eco.compare_region(rows, measures=["contact_point"]).iloc[0]
    assert told["peers"] == "b|c|d"
    assert told["expected"] == round(42 / 82, 6)


def test_needs_nobody_can_meet_are_out_of_the_needs_there_are():
    told = compared([9, 2, 2, 2, 2, 2, 2], of=20, measure="uncovered_needs").loc["a"]
    assert (told["limits"], told["expected"], told["per"]) == ("exact binomial", 2.0, "needs")
    assert [told["low"], told["high"]] == stats.binom.ppf([0.025, 0.975], 20, 0.1).tolist()
    assert told["outside"] == "above"


def test_other_counts_have_the_exact_limits_of_poisson():
    told = compared([40, 20, 20, 20, 20, 20, 20], of=10, measure="professional_ties").loc["a"]
    limits = stats.poisson.ppf([0.025, 0.975, 0.001, 0.999], 20).tolist()
    assert told[["low", "high", "lowest", "highest"]].tolist() == limits
    assert (told["limits"], told["outside"], told["far"]) == ("exact Poisson", "above", True)
    assert told["per"] == "professionals"


def test_how_large_a_neighbourhood_is_goes_by_its_population():
    told = compared([80, 40, 40, 40, 40, 40, 40], measure="professionals").loc["a"]
    assert (told["per"], told["of"], pd.isna(told["better"])) == ("population", 1000, True)
    assert told["expected"] == round(120 / 3006 * 1000, 6)
    exact = stats.poisson.ppf([0.025, 0.975], 120 / 3006 * 1000).tolist()
    assert told[["low", "high"]].tolist() == exact


def test_an_average_has_the_spread_of_its_peers_and_says_it_is_approximate():
    told = compared([8.0, 3, 5, 4, 4, 4, 4], of=10, measure="people_a_resident").loc["a"]
    wide = stats.t.ppf(0.975, 2) * np.sqrt((10 + 10) / 2 * (1 / 10 + 1 / 30))
    assert told[["expected", "limits", "outside"]].tolist() == [4.0, "approximate", "within"]
    assert told[["low", "high"]].tolist() == [0.0, round(4 + wide, 6)]


def test_the_limits_of_an_average_hold_what_they_say():
    rng = np.random.default_rng(3)
    sizes = rng.integers(10, 80, (4000, 11)).astype(float)
    values = rng.normal(5, 2 / np.sqrt(sizes))
    own, theirs, of = values[:, 0], values[:, 1:], sizes[:, 1:]
    expected = (theirs * of).sum(axis=1) / of.sum(axis=1)
    found = approximate(expected, sizes[:, 0], theirs, of)
    outside = (own < found.low) | (own > found.high)
    assert 0.04 < outside.mean() < 0.06


def test_what_no_peer_has_is_expected_as_if_one_more_had():
    told = compared([0.5, 0, 0, 0, 0, 0, 0]).loc["a"]
    assert (told["expected"], told["outside"]) == (0.0, "above")
    assert told["high"] == stats.binom.ppf(0.975, 40, 1 / 121) / 40
    counts = compared([1, 0, 0, 0, 0, 0, 0], of=10, measure="professional_ties").loc["a"]
    assert counts["high"] == stats.poisson.ppf(0.975, 1 / 3)


def test_where_nothing_could_fall_outside_it_says_too_few():
    told = compared([1.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], of=2)
    assert told[["outside", "why"]].drop_duplicates().to_numpy().tolist() == [["too_few"] * 2]
    assert told["low"].isna().all()
    assert told["looked_at"].eq(0).all()


def test_what_is_missing_says_why():
    values = [None, 3, 5, 4, 4, 4, 4]
    told = compared(values, of=10, measure="people_a_resident")
    assert (told.loc["a", "why"], pd.isna(told.loc["a", "outside"])) == ("unknown", True)
    assert compared(values[:4], measure="people_a_resident")["why"].tolist() == [
        "unknown",
        *["few_peers"] * 3,
    ]
    same = compared([4.0] * 7, measure="people_a_resident")
    assert same[["outside", "why"]].to_numpy().tolist() == [["too_few", "no_spread"]] * 7
    few = compared([3.0, 4, 5, 4, 3, 4, 5], of=9, measure="people_a_resident")
    assert few[["outside", "why"]].to_numpy().tolist() == [["too_few", "too_few"]] * 7


def test_an_unknown_peer_is_left_out_and_counted():
    told = compared([0.9, None, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]).loc["a"]
    assert (told["peers"], told["peers_known"], told["expected"]) == ("b|c|d|e", 3, 0.5)


def test_it_says_how_many_were_looked_at_and_how_many_chance_puts_outside():
    told = compared([0.5] * 7)
    low, high = stats.binom.ppf([0.025, 0.975], 40, 0.5)
    chance = stats.binom.cdf(low - 1, 40, 0.5) + stats.binom.sf(high, 40, 0.5)
    assert told["looked_at"].tolist() == [7] * 7
    assert told["by_chance"].tolist() == [round(7 * chance, 2)] * 7


def test_where_neighbourhoods_do_not_differ_about_as_many_are_outside_as_chance_puts_there():
    told = eco.compare_region(region(150, seed=2))
    outside = told["outside"].isin(["above", "below"]).sum()
    by_chance = told.groupby("measure")["by_chance"].first().sum()
    assert 0.9 < outside / by_chance < 1.3


def test_by_default_it_compares_what_lower_or_higher_is_better_of_and_no_sums():
    told = eco.compare_region(region(8))
    assert told["measure"].nunique() == 25
    assert not {"residents", "people_involved", "ei_index"} & {*told["measure"]}
    assert told["better"].notna().all()


def test_what_was_shared_is_read_with_what_is_under_ten_as_unknown():
    rows = town([0.9] + [0.5] * 7).astype({"contact_point_of": "object"})
    rows.loc["b", "contact_point_of"] = "<10"
    told = eco.compare_region(rows, measures=["contact_point"]).set_index("neighbourhood")
    assert told.loc["b", "why"] == "unknown"
    assert told.loc["a", ["peers", "expected"]].tolist() == ["b|c|d", pd.NA]
    assert told.loc["a", "why"] == "few_peers"


def test_row_order_and_a_file_between_change_nothing(tmp_path):
    rows = region(24, seed=5)
    told = eco.compare_region(rows, measures=MEASURES)
    rows.to_csv(tmp_path / "survey.csv")
    for other in (rows.sample(frac=1, random_state=1), pd.read_csv(tmp_path / "survey.csv")):
        pd.testing.assert_frame_equal(eco.compare_region(other, measures=MEASURES), told)
    assert len(told) == 24 * len(MEASURES)


def test_columns_of_ones_own_are_left_out():
    rows = region(8)
    own = rows.assign(manager="Ann", since=pd.Timestamp("2025-01-01"))
    pd.testing.assert_frame_equal(eco.compare_region(own), eco.compare_region(rows))
    assert "manager" not in eco.roll_up(own)


def test_the_survey_itself_is_not_changed():
    rows = region(12)
    before = rows.copy()
    eco.compare_region(rows)
    pd.testing.assert_frame_equal(rows, before)


def test_an_empty_region_and_one_neighbourhood_have_no_peers():
    assert eco.compare_region(survey({})).empty
    told = eco.compare_region(region(1))
    assert told["peers"].isna().all()
    assert {*told["why"]} <= {"few_peers", "unknown"}


def test_a_neighbourhood_that_failed_is_unknown_and_the_others_go_on():
    rows = region(12, missing=0)
    alone = eco.compare_region(rows)
    broken = survey({"ZZ": {"failed": "no such file"}})
    told = eco.compare_region(pd.concat([rows, broken]))
    assert told[told["neighbourhood"] == "ZZ"]["why"].eq("unknown").all()
    rest = told[told["neighbourhood"] != "ZZ"].reset_index(drop=True)
    pd.testing.assert_frame_equal(rest, alone)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (pd.DataFrame({"upc": [1]}), "this table has: upc"),
        (pd.DataFrame({"neighbourhood": ["a", "a"], "upc": [1, 1]}), "twice in the survey: a"),
        (
            pd.DataFrame({"neighbourhood": ["a", "a"], "actor": ["gp", "nurse"]}),
            "this table has: neighbourhood, actor",
        ),
        (pd.DataFrame({"neighbourhood": ["a", None]}), "has no neighbourhood"),
        (pd.DataFrame({"neighbourhood": ["a"], "upc": ["veel"]}), "upc of a is no number"),
        (pd.DataFrame({"neighbourhood": ["a"], "upc": [np.inf]}), "upc of a is no number"),
        (
            pd.DataFrame({"neighbourhood": ["a"], "contact_point": [1.7]}),
            "contact_point of a is 1.7; a share is from 0 to 1",
        ),
        (
            pd.DataFrame({"neighbourhood": ["a"], "fragile_needs": [-3]}),
            "fragile_needs of a is -3; a count is 0 or more",
        ),
        (
            pd.DataFrame({"neighbourhood": ["a"], "upc_of": [-3]}),
            "upc_of of a is -3; a count is 0 or more",
        ),
    ],
)
def test_what_is_no_survey_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        eco.compare_region(wrong)


def test_a_measure_that_is_not_there_is_refused_by_name():
    with pytest.raises(ValueError, match="there is no measure happiness in this survey"):
        eco.compare_region(region(5), measures=["happiness"])
    with pytest.raises(ValueError, match="peers is 0"):
        eco.compare_region(region(5), peers=0)


def test_limits_of_poisson_by_the_table():
    found = poisson(np.array([10.0]))
    assert (found.low[0], found.high[0]) == (4.0, 17.0)


def test_two_columns_of_the_same_name_are_refused_by_name():
    once = town([0.5, 0.6])
    with pytest.raises(ValueError, match="two columns of the survey are called contact_point;"):
        checked_survey(pd.concat([once, once[["contact_point"]]], axis=1))
