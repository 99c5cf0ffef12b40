"""All cases at once get the fewest that each gets on its own."""

from itertools import combinations

import numpy as np
import pytest

from ecosystem.measure import cover, cover_all
from ecosystem.measure.cover import NEVER, count_covers, projected, subset_table
from ecosystem.measure.cover_all import fewest_of_all
from ecosystem.measure.cover_often import cover_often


def _tried(able: np.ndarray, wants: np.ndarray) -> int:
    """Try every group of people, the smallest first."""
    people = range(len(able))
    return next(
        size
        for size in range(len(able) + 1)
        if any((able[list(team)].sum(axis=0) >= wants).all() for team in combinations(people, size))
    )


@pytest.mark.parametrize("seed", range(12))
def test_every_case_gets_what_trying_all_teams_gives(seed):
    rng = np.random.default_rng(seed)
    able = rng.random((7, 5)) < rng.uniform(0.2, 0.8)
    often = np.minimum(rng.integers(1, 4, 5), able.sum(axis=0))
    wanted = (np.arange(32)[:, None] >> np.arange(5) & 1).astype(bool) & (often > 0)
    found = fewest_of_all(able, wanted, often)
    assert found.tolist() == [_tried(able, often * row) for row in wanted]


@pytest.mark.parametrize("seed", range(4))
def test_cases_of_many_needs_get_what_each_gets_on_its_own(seed):
    rng = np.random.default_rng(seed)
    able = rng.random((30, 11)) < 0.25
    often = np.minimum(np.where(np.arange(11) < 3, 2, 1), able.sum(axis=0))
    wanted = (rng.random((40, 11)) < 0.8) & (often > 0)
    alone = []
    for row in wanted:
        masks = able[:, row] @ (1 << np.arange(row.sum()))
        alone.append(cover_often(masks.tolist(), often[row].tolist()).people)
    assert fewest_of_all(able, wanted, often).tolist() == alone


def test_needs_that_come_with_others_may_be_left_in_as_well(monkeypatch):
    rng = np.random.default_rng(8)
    able = rng.random((6, 5)) < 0.5
    often = np.minimum(rng.integers(1, 3, 5), able.sum(axis=0))
    wanted = (np.arange(32)[:, None] >> np.arange(5) & 1).astype(bool) & (often > 0)
    least = fewest_of_all(able, wanted, often).tolist()
    assert cover_all._implied(able, often).any()
    monkeypatch.setattr(cover_all, "_implied", lambda *_: np.zeros((5, 5), dtype=np.float32))
    assert fewest_of_all(able, wanted, often).tolist() == least


def test_nothing_wanted_takes_nobody():
    able = np.ones((2, 3), dtype=bool)
    found = fewest_of_all(able, np.zeros((4, 3), dtype=bool), np.ones(3, dtype=int))
    assert found.tolist() == [0, 0, 0, 0]


def test_no_cases_are_no_numbers():
    able = np.ones((2, 3), dtype=bool)
    assert fewest_of_all(able, np.zeros((0, 3), dtype=bool), np.ones(3, dtype=int)).tolist() == []


def test_groups_are_counted_up_to_twelve_needs():
    able = np.vstack([np.eye(13, dtype=bool), np.ones((2, 13), dtype=bool)])
    wants = np.array([[True] * 12 + [False], [True] * 13, [False] * 13, [True] + [False] * 12])
    fewest, optima = count_covers(able, wants)
    assert (fewest.tolist(), optima.tolist()) == ([1, 1, 0, 1], [2, -1, 1, 3])


@pytest.mark.parametrize(("people", "optima"), [(206, 18**2 * 17**10), (207, -1)])
def test_groups_are_counted_as_long_as_64_bits_hold_all_groups_of_so_many(people, optima):
    """Each can do one of twelve things; of 206 people there are not yet 2^63 groups of twelve."""
    able = np.eye(12, dtype=bool)[np.arange(people) % 12]
    fewest, counted = count_covers(able, np.ones((1, 12), dtype=bool))
    assert (fewest.tolist(), counted.tolist()) == ([12], [optima])


def test_what_nobody_can_do_has_no_groups_at_all():
    able = np.array([[True, False], [True, False]])
    fewest, optima = count_covers(able, np.array([[True, True], [False, True], [True, False]]))
    assert (fewest.tolist(), optima.tolist()) == ([-1, -1, 1], [0, 0, 2])
    assert subset_table(np.array([1, 1]), 2).tolist() == [0, 1, NEVER, NEVER]
    assert subset_table(np.array([2, 2]), 2).tolist() == [0, NEVER, 1, NEVER]


def test_what_many_cases_ask_is_counted_in_blocks_as_one_by_one(monkeypatch):
    rng = np.random.default_rng(5)
    able, wants = rng.random((9, 7)) < 0.4, rng.random((40, 7)) < 0.5
    often = np.ones(7, dtype=np.int64)
    can = wants[(wants <= able.any(axis=0)).all(axis=1)]
    whole = count_covers(able, wants), fewest_of_all(able, can, often).tolist()
    masks = projected(able.T.astype(np.int64), np.tile(np.arange(7), (3, 1)))
    table = subset_table(masks, 7)
    monkeypatch.setattr(cover, "_CELLS", 1)
    monkeypatch.setattr(cover_all, "_CELLS", 1)
    again = count_covers(able, wants)
    assert [part.tolist() for part in again] == [part.tolist() for part in whole[0]]
    assert fewest_of_all(able, can, often).tolist() == whole[1]
    assert (subset_table(masks, 7) == table).all()
    assert len(can) > 5
