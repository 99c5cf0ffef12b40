"""From 20 to 100 to 1,000: which neighbourhoods next, and whom they can learn from."""

from itertools import combinations

import pandas as pd
import pytest

from ecosystem.region.compare.spread import spread
from tests.surveys import region, survey


def excess(each, of=30, **more):
    return {"excess_a_resident": each, "excess_a_resident_of": of} | more


def areas():
    """Gains of 90 (of 30), 90 (of 45), 40 and 10; then nobody knows, and nine residents."""
    return survey(
        {
            "d": excess(3.0),
            "b": excess(2.0, 45),
            "a": excess(1.0, 40),
            "c": excess(0.5, 20),
            "e": {"excess_a_resident": None},
            "f": excess(9.0, 9),
        }
    )


def test_who_gains_most_comes_first_and_equal_gains_by_code():
    told = spread(areas(), capacity=[1, 3, 10])
    assert told.index.tolist() == ["b", "d", "a", "c", "e", "f"]
    assert told["rank"].tolist()[:4] == [1, 2, 3, 4]
    assert told["wave"].tolist()[:4] == [1, 3, 3, 10]
    assert told["gain"].tolist()[:4] == [90, 90, 40, 10]
    assert told["gain_of"].tolist()[:4] == [45, 30, 40, 20]
    assert told[["rank", "wave"]].tail(2).isna().all(axis=None)
    assert told["why"].tolist()[4:] == ["gain_unknown", "too_few|nobody_yet"]


def test_a_gain_is_whole_people_and_the_residents_it_rests_on_stand_beside():
    told = spread(survey({"a": excess(round(7 / 3, 6), 30)}))
    assert told.loc["a", ["gain", "gain_of", "gain_a_resident"]].tolist() == [70, 30, 2.333333]


def test_who_takes_part_takes_a_place_and_is_not_ranked():
    told = spread(areas(), done=["b"], capacity=[2, 3])
    assert told.index.tolist() == ["d", "a", "c", "e", "f", "b"]
    assert told["wave"].tolist()[:2] == [2, 3]
    assert told.loc["c", "why"] == "beyond|nobody_better"
    assert told.loc["b", ["wave", "rank"]].isna().all()
    assert told.loc["b", "why"] == "taking_part"


def test_a_capacity_that_is_used_up_takes_nobody():
    told = spread(areas(), done=["a", "b", "c"], capacity=[2, 4])
    assert told.loc["d", ["wave", "rank"]].tolist() == [4, 1]


def near(**more):
    """Three that take part and one that does not, apart by their population alone."""
    rows = {
        "near": excess(1.0, population=1000),
        "nearer": excess(4.0, population=1900),
        "far": excess(0.5, population=9000),
        "new": excess(3.0, population=2000),
    }
    return survey({code: row | more.get(code, {}) for code, row in rows.items()})


def test_one_learns_from_the_nearest_that_do_better():
    told = spread(near(), done=["near", "nearer", "far"])
    assert told.loc["new", "learn_from"] == "near|far"
    assert told.loc["new", "similar"] > 0
    assert told["why"].isna()["new"]


def test_those_taking_part_learn_from_each_other_and_never_from_themselves():
    told = spread(near(), done=["near", "nearer", "far"])
    assert told["learn_from"].fillna("").to_dict() == {
        "new": "near|far",
        "nearer": "near|far",
        "near": "far",
        "far": "",
    }


def test_nobody_is_to_learn_from_where_nobody_does_better_or_nobody_takes_part():
    assert spread(near(), done=["nearer"]).loc["new", "why"] == "nobody_better"
    assert spread(near()).loc["new", "why"] == "nobody_yet"


def test_who_is_not_comparable_is_told_so():
    told = spread(near(new={"population": None}), done=["near", "far"])
    assert told.loc["new", "why"] == "not_comparable"
    assert pd.isna(told.loc["new", "learn_from"])


def test_nobody_learns_from_who_is_too_small_to_tell():
    told = spread(near(near={"excess_a_resident_of": 9}), done=["near", "far"])
    assert told.loc["new", "learn_from"] == "far"


def test_a_neighbourhood_that_failed_is_listed_without_a_rank():
    told = spread(survey({"a": excess(1.0), "b": {"failed": "could not be read"}}))
    assert told["why"].tolist() == ["nobody_yet", "failed"]


def test_no_other_choice_of_as_many_gains_more():
    rows = region(12, seed=5, missing=0)
    told = spread(rows, capacity=[4, 12])
    chosen = told[told["wave"] == 4]
    assert len(chosen) == 4
    most = max(sum(some) for some in combinations(told["gain"].dropna().tolist(), 4))
    assert chosen["gain"].sum() == most


def test_row_order_changes_nothing_and_every_neighbourhood_has_a_row():
    rows = region(60, seed=6, missing=0.2)
    done = rows.index[:20].tolist()
    told = spread(rows, done=done, capacity=[20, 30, 60])
    mixed = spread(rows.sample(frac=1, random_state=1), done=done[::-1], capacity=[20, 30, 60])
    pd.testing.assert_frame_equal(told, mixed)
    assert sorted(told.index) == sorted(rows.index)
    assert (told["wave"] == 30).sum() == 10
    assert not (told["wave"] == 20).any()
    ranked = told.dropna(subset=["rank"])
    assert ranked["gain"].is_monotonic_decreasing
    assert set("|".join(told["learn_from"].dropna()).split("|")) <= set(done)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"done": ["x"]}, "not in the survey: x"),
        ({"capacity": [20, 20]}, "capacity is 20, 20"),
        ({"capacity": []}, "capacity is"),
        ({"capacity": [0, 3]}, "capacity is 0, 3"),
    ],
)
def test_what_cannot_be_is_refused_in_words(options, says):
    with pytest.raises(ValueError, match=says):
        spread(areas(), **options)


def test_without_an_excess_nothing_says_what_there_is_to_gain():
    with pytest.raises(ValueError, match="no excess_a_resident"):
        spread(pd.DataFrame({"neighbourhood": ["a"], "upc": [0.5]}))
