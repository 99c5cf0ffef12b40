"""Which practice goes with fewer people, at equal needs."""

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.region.compare import practices as room
from ecosystem.region.compare.equal import equal_needs
from tests.surveys import region, survey


def world(seed, count=60, *, effect=0.0, confounded=0.0):
    """Make a region in which needs drive people and informal links, and links drive people."""
    rng = np.random.default_rng(seed)
    needs, links = rng.normal(size=(2, count))
    links += confounded * needs
    people = 3 + 0.5 * needs + effect * links + 0.4 * rng.normal(size=count)
    return region(
        count,
        seed=seed,
        missing=0,
        needs_a_resident=(3 + 0.5 * needs).round(6),
        people_a_resident=people.round(6),
        informal_reach=(0.5 + 0.1 * links).round(6),
    )


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch):
    monkeypatch.setattr(room, "DRAWS", 200)


def test_a_planted_association_is_found_with_its_size():
    told = eco.practices(world(1, effect=-0.4)).loc["informal_links"]
    assert told["goes_with"] == "fewer"
    assert -0.9 < told["low"] < told["association"] < told["high"] < -0.3
    assert -0.9 < told["difference"] < -0.4
    assert told["because"] == (
        "In 60 neighbourhoods, a linked informal network goes with fewer people at equal needs: "
        f"{abs(told['difference']):.1f} fewer a resident where there is more of it (by chance "
        f"alone, with several practices looked at: {100 * told['chance']:.0f} %). "
        "That they go together does not say that one makes the other."
    )


def test_more_people_are_said_as_well():
    told = eco.practices(world(1, effect=0.4)).loc["informal_links"]
    assert (told["goes_with"], told["association"] > 0) == ("more", True)


def test_less_of_a_measure_can_be_more_of_a_practice():
    rows = world(2)
    rows["meeting_hours_a_professional"] = rows["people_a_resident"] * 2
    told = eco.practices(rows).loc["fewer_meetings"]
    assert (told["association"], told["goes_with"]) == (-1.0, "fewer")


def test_what_goes_with_needs_is_not_taken_for_a_practice():
    """In most of these worlds people and practice go together; only because needs drive both."""
    claimed = plain = 0
    for seed in range(20):
        rows = world(seed, confounded=0.8)
        told = eco.practices(rows)["goes_with"]
        claimed += told.isin(["fewer", "more"]).any()
        both = rows[["informal_reach", "people_a_resident"]].astype("float64")
        plain += both.corr("spearman").iloc[0, 1] > 0.25
    assert plain >= 15
    assert claimed <= 3


def test_with_two_held_equal_it_is_the_partial_correlation_of_the_textbook():
    rng = np.random.default_rng(4)
    table = pd.DataFrame({"needs_a_resident": rng.random(30)})
    more, people = pd.Series(rng.random(30)), pd.Series(rng.random(30))
    one = equal_needs(table, more, people)
    r = pd.DataFrame({"m": more, "p": people, "z": table["needs_a_resident"]}).corr("spearman")
    by_hand = (r.loc["m", "p"] - r.loc["m", "z"] * r.loc["p", "z"]) / np.sqrt(
        (1 - r.loc["m", "z"] ** 2) * (1 - r.loc["p", "z"] ** 2)
    )
    assert one.association() == pytest.approx(by_hand)
    assert one.held == ("needs_a_resident",)


def test_more_is_held_equal_where_there_are_more_neighbourhoods():
    few, many = (eco.practices(region(size, missing=0)).iloc[0]["equal"] for size in (20, 60))
    assert few == "needs_a_resident|population"
    assert many.split("|")[2:] == [
        "share_environmental",
        "share_health_behaviour",
        "share_physiological",
        "share_psychosocial",
    ]


def test_too_few_neighbourhoods_say_nothing_and_say_so():
    told = eco.practices(region(11, missing=0))
    assert told["goes_with"].tolist() == ["too_few"] * 4
    assert told[["association", "low", "high", "chance", "difference"]].isna().all(axis=None)
    assert told.iloc[0]["because"].startswith("Whether a broad generalist goes with fewer people")
    assert told.iloc[0]["because"].endswith("does not say that one makes the other.")


def test_a_practice_that_hardly_differs_says_nothing():
    rows = region(30, missing=0)
    rows["contact_point"] = 1.0
    rows.loc[rows.index[:4], "contact_point"] = 0.5
    assert eco.practices(rows).loc["contact_point", "goes_with"] == "too_few"
    rows.loc[rows.index[4], "contact_point"] = 0.5
    assert eco.practices(rows).loc["contact_point", "goes_with"] != "too_few"


def test_unknown_neighbourhoods_are_left_out_and_counted():
    rows = region(30, missing=0)
    rows.loc[rows.index[:3], "contact_point"] = pd.NA
    rows.loc[rows.index[2:5], "people_a_resident"] = pd.NA
    told = eco.practices(rows)
    assert told.loc["contact_point", ["neighbourhoods", "left_out"]].tolist() == [25, 5]
    assert told.loc["fewer_meetings", ["neighbourhoods", "left_out"]].tolist() == [27, 3]


def test_several_looks_are_paid_for_as_holm_does():
    told = room._holm(pd.Series([0.01, None, 0.03, 0.02], index=list("abcd")))
    assert told.dropna().to_dict() == pytest.approx({"a": 0.03, "c": 0.04, "d": 0.04})


def test_the_same_survey_in_another_order_says_the_same():
    rows = region(25, seed=3)
    told = eco.practices(rows)
    pd.testing.assert_frame_equal(eco.practices(rows.sample(frac=1, random_state=2)), told)


def test_every_output_carries_the_warning_in_both_languages():
    for lang, warning in (("en", "does not say that one makes"), ("nl", "zegt niet dat het een")):
        assert eco.practices(region(14), lang=lang)["because"].str.contains(warning).all()


def test_a_survey_without_practices_or_outcome():
    told = eco.practices(survey({"a": {"people_a_resident": 2.0}}))
    assert told["goes_with"].eq("too_few").all()
    with pytest.raises(ValueError, match="outcome is 'happiness'; it is one of: people_a_res"):
        eco.practices(survey({}), outcome="happiness")
    with pytest.raises(ValueError, match="people_a_resident is not in this survey"):
        eco.practices(survey({}).drop(columns="people_a_resident"))


def test_the_people_beyond_the_fewest_can_be_the_outcome():
    rows = world(3)
    rows["excess_a_resident"] = -rows["informal_reach"]
    told = eco.practices(rows, outcome="excess_a_resident")
    assert told.loc["informal_links", ["association", "goes_with"]].tolist() == [-1.0, "fewer"]


def test_resamples_are_those_of_the_neighbourhoods_themselves():
    rows = world(5, count=25)
    one = equal_needs(rows, rows["contact_point"], rows["people_a_resident"])
    once = one.resampled(np.ones((1, 25)))
    assert once[0] == pytest.approx(one.association())
    drawn = np.random.default_rng(1).multinomial(25, np.full(25, 1 / 25), 1)
    again = np.repeat(np.arange(25), drawn[0])
    taken = type(one)(one.more[again], one.people[again], one.plain, one.profile[again], (), 0)
    assert one.resampled(drawn)[0] == pytest.approx(taken.association())
