"""Which sums would tell a count that is hidden, at their bounds."""

import numpy as np
import pandas as pd
import pytest

from ecosystem.protect.sums import (
    both_follows,
    came_follows,
    change_follows,
    fewer_than_nine,
    follows,
    help_follows,
    more_than_none,
    narrowed_from_above,
    narrowed_from_below,
    need_follows,
    two_together,
)
from tests.street import hood


@pytest.mark.parametrize(
    ("total", "parts", "times", "told"),
    [
        (20, [20, 0], 1, False),  # 18 at least, of 22 at most
        (25, [20, 0], 1, True),  # 23 of 22
        (30, [20, 0, 0], 1, False),  # 28 of 22, and nine of the other
        (35, [20, 0, 0], 1, True),  # 33 of 31
        (60, [20, 0, 0, 0, 0, 0], 1, False),  # 58 of 22 and four times nine: it could be all
        (100, [20, 20], 1, False),  # nothing is hidden
        (10, [0, 0], 1, True),  # "10" is ten or more, of nine
        (45, [20, 0], [2, 1], False),  # 43 of twice 22
        (50, [20, 0], [2, 1], True),
        (25, [20, 0], [1, 2], True),  # twice nothing is nothing
        (40, [20, 0, 0], [1, 2, 1], True),  # that which counts twice: 38 of 22 and nine
        (30, [20, 0, 0], [1, 2, 1], False),
    ],
)
def test_a_hidden_count_is_more_than_none_where_the_others_cannot_make_the_total(
    total, parts, times, told
):
    assert more_than_none(total, np.array(parts), np.array(times)) == told


@pytest.mark.parametrize(
    ("total", "parts", "told"),
    [
        (20, [20, 0], True),  # 22 at most, less 18
        (25, [20, 0], False),  # nine are left
        (15, [10, 0], True),  # "10" is ten or more: seven are left
        (45, [15, 15, 15, 0], True),  # eight are left
        (20, [20], False),  # nothing is hidden
        (10, [0, 0], False),
    ],
)
def test_a_hidden_count_is_fewer_than_nine_where_the_others_fill_the_total(total, parts, told):
    assert fewer_than_nine(total, np.array(parts)) == told


@pytest.mark.parametrize(
    ("total", "parts", "below", "above"),
    [
        (40, [20, 20], False, False),  # 38 to 42, of 36 to 44: each can be 18, and 22
        (45, [20, 20], True, False),  # 43 at least: each is 21 at least
        (35, [20, 20], False, True),  # 37 at most: each is 19 at most
        (20, [20], False, False),  # it can be all that it is shown as
        (30, [20, 0], True, False),  # 28, of 22 and nine
        (25, [20, 0], True, False),  # 23: it is one at least
        (20, [20, 0], False, True),  # 22 at most, less 18
        (25, [20, 0, 0], False, False),  # 23 to 27, of 18 to 40
        (10, [0, 0], True, False),  # "10" is ten or more
        (100, [], False, False),  # nothing is known
    ],
)
def test_a_sum_leaves_each_part_the_room_it_is_shown_with(total, parts, below, above):
    """Also of told ones: where these lie closer, what is hidden of them may follow."""
    both = (narrowed_from_below, narrowed_from_above)
    found = (narrowed(total, np.array(parts)) for narrowed in both)
    assert tuple(found) == (below, above)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([5, 4], True),  # of all together it is told that they are few
        ([5, 5], True),  # ten or more, of whom nine at most are of the other
        ([5, 6, 5], False),
        ([22, 4], True),  # 25 is 23 or more, 20 is 22 at most
        ([20, 2], True),  # 22 is shown as 20
        ([18, 5, 5], False),
        ([22, 12], False),  # nothing is hidden
    ],
)
def test_from_all_together_one_follows(parts, told):
    assert follows(np.array(parts)) == told


@pytest.mark.parametrize(
    ("helps", "groups", "bounds"),
    [
        ([4, 6, 12], 0, (6, 12)),  # 18 to 22 in all, less 10 to 12
        ([7, 8, 15, 15], 0, (9, 18)),  # 43 or more, less 17 each; nine each at most
        ([20, 22, 12], 0, (41, 44)),  # 53 to 57, less 12 or 10; 20 is 22 at most
        ([12, 12, 4], 0, (20, 24)),  # 28 is no more than 30: 19 at least; "10" is ten or more
        ([30, 4, 12, 2], 0, (28, 41)),  # a sum from which one would follow is not told
        ([20, 22, 5], 1, (38, 42)),  # 38 to 42 in all: the third is no person
        ([4, 6, 12, 20], 2, (0, 18)),  # neither is: what all people have says nothing of them
    ],
)
def test_how_many_two_help_is_bounded_by_each_and_by_all_people(helps, groups, bounds):
    people = np.arange(len(helps)) >= groups
    if groups == 1:
        people[0], people[2] = True, False
    low, high = two_together(np.array(helps), people, np.array([0]), np.array([1]))
    assert (low[0], high[0]) == bounds


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (32, 40, False),  # both can help nobody, of 32 at most
        (33, 40, True),  # one at least
        (41, 50, True),  # nine at least
        (42, 50, False),  # ten at least: no secret
        (0, 18, False),  # nine each
        (0, 17, True),  # of one eight at most
    ],
)
def test_whom_two_both_help_follows_from_too_many_for_all_or_too_few_for_nine(low, high, told):
    assert both_follows(np.array([low]), np.array([high]), every=30).tolist() == [told]


WHO = [
    {"actor": "gp", "layer": "first_line", "level": "person"},
    {"actor": "nurse", "layer": "first_line", "level": "practice"},
    {"actor": "team", "layer": "welfare", "level": "group"},
    {"actor": "choir", "layer": "collective", "level": "group"},
    {"actor": "aunt", "layer": "informal", "level": "person"},
    {"actor": "uncle", "layer": "informal", "level": "person"},
]


def seen(**came):
    """Make a village of who came to how many residents, from the first on."""
    rows = [
        {"actor": who, "resident": f"r{at}"} for who, many in came.items() for at in range(many)
    ]
    return hood(actors=WHO, contacts=rows)


@pytest.mark.parametrize(
    ("came", "told"),
    [
        ({}, set()),
        ({"gp": 22, "nurse": 4, "team": 12, "choir": 12, "aunt": 10}, {"people"}),
        ({"gp": 22, "nurse": 12, "team": 9, "choir": 12, "aunt": 10}, {"groups"}),
        ({"gp": 22, "nurse": 12, "who": 4, "team": 12, "choir": 12, "aunt": 10}, {"people"}),
        ({"gp": 22, "nurse": 12, "team": 12, "choir": 20, "aunt": 2}, {"helpers"}),
        ({"gp": 22, "nurse": 12, "team": 12, "choir": 20, "aunt": 5, "uncle": 5}, set()),
        ({"gp": 22, "nurse": 12, "team": 12, "choir": 3, "aunt": 3, "uncle": 3}, {"helpers"}),
        ({"gp": 22, "nurse": 12, "team": 12, "choir": 4, "aunt": 9, "uncle": 9}, set()),
        ({"gp": 22, "nurse": 12, "team": 12, "choir": 4, "aunt": 18, "uncle": 0}, {"helpers"}),
    ],
)
def test_people_groups_and_helpers_who_came_are_added_up_apart(came, told):
    """Informal helpers are shown as one, also where several come to somebody."""
    assert came_follows(seen(**came)) == told


@pytest.mark.parametrize(
    ("actors", "helped", "told"),
    [
        ([], {"a": 14, "b": 3}, True),  # 17, told as 15: of b are four at most
        ([], {"a": 14, "b": 3, "c": 3}, False),  # 20: of b and c are nine
        ([{"actor": "a"}], {"a": 14, "b": 3, "c": 3}, False),  # known or not, it is the same
        ([{"actor": "idle"}, {"actor": "idler"}, {"actor": "idlest"}], {"a": 14, "b": 3}, True),
        ([{"actor": "choir", "layer": "collective"}], {"a": 14, "b": 3, "choir": 30}, True),
        ([{"actor": "team", "level": "group"}], {"a": 14, "b": 3, "team": 30}, True),
    ],
)
def test_whom_the_actors_do_not_know_is_one_of_the_people(actors, helped, told):
    log = [
        {"resident": f"r{at}", "actor": who} for who, count in helped.items() for at in range(count)
    ]
    assert ("people" in came_follows(hood(actors=actors, contacts=log))) == told


@pytest.mark.parametrize(("critical", "told"), [(False, True), (True, False)])
def test_people_at_doors_are_there_for_a_need_or_two_of_them_for_a_critical_one(critical, told):
    asked = [{"request": f"q{at}", "resident": f"r{at}", "need": "skin"} for at in range(20)]
    asked += [{"request": "more", "resident": "r0", "need": "skin"}, {"request": "no need"}]
    needs = [{"need": "skin", "critical": critical}, {"need": "income"}]
    assert need_follows(hood(requests=asked, needs=needs), 20) == told
    assert not need_follows(hood(requests=asked, needs=needs), 15)
    assert need_follows(hood(requests=asked, needs=needs), 45)


def _able(*pairs):
    return pd.DataFrame(pairs, columns=["actor", "need"])


HAS = pd.Series({"skin": 20.0, "grief": 15.0, "income": 0.0})  # 18 to 22, 13 to 17, fewer than ten


@pytest.mark.parametrize(
    ("learnt", "change", "told"),
    [
        ([], -50, True),
        ([("gp", "grief")], -10, True),  # 13 may have it, and skin: 6 at least spare somebody
        ([("gp", "grief")], 0, True),
        ([("gp", "grief")], 5, False),  # nobody comes more often for what they all could
        ([("gp", "grief")], -15, False),
        ([("gp", "income")], 0, False),  # also of nobody: that it is missing tells nothing
        ([("choir", "grief")], 0, False),  # who has no other need of theirs spares nobody
        ([("gp", "grief"), ("nurse", "skin")], -10, True),
        ([("gp", "neglect")], 0, False),
    ],
)
def test_people_at_doors_change_by_no_more_than_as_few_as_are_told(learnt, change, told):
    before = _able(("gp", "skin"), ("nurse", "grief"), ("social", "income"))
    later = pd.concat([before, _able(*learnt)])
    assert change_follows(change, HAS, before, later) != told


@pytest.mark.parametrize(
    ("change", "needs", "told"),
    [
        (10, ["pain"], True),  # nobody could meet it: 13 may have it
        (15, ["pain"], False),
        (5, ["neglect"], False),
        (0, ["neglect"], False),
        (10, ["pain", "neglect"], True),
        (-5, ["pain"], False),  # the GP can do nothing else: nobody is spared
    ],
)
def test_more_come_for_a_need_only_that_nobody_could_meet(change, needs, told):
    before = _able(("nurse", "skin"))
    later = pd.concat([before, _able(*(("gp", need) for need in needs))])
    has = pd.Series({"skin": 20.0, "pain": 15.0})
    assert change_follows(change, has, before, later) != told


def test_where_some_stop_more_come_and_not_fewer():
    before, later = _able(("gp", "skin"), ("gp", "grief"), ("nurse", "grief")), None
    later = before[before["actor"].ne("gp") | before["need"].ne("grief")]
    told = {change: change_follows(change, HAS, before, later) for change in (-5, 0, 10, 15)}
    assert told == {-5: True, 0: False, 10: False, 15: True}


def test_whom_one_helps_follows_where_with_five_more_a_need_of_few_would():
    needs = np.array([20.0, 0.0])  # 22 at most, and up to nine
    assert help_follows(np.array([0.0, 10.0, 15.0, 20.0]), needs).tolist() == [False] * 3 + [True]
    assert not help_follows(np.array([50.0]), np.array([20.0])).any()  # nothing is hidden
