"""All cases at once get the fewest that each gets on its own."""

from itertools import combinations

import numpy as np
import pytest

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


def test_nothing_wanted_takes_nobody():
    able = np.ones((2, 3), dtype=bool)
    found = fewest_of_all(able, np.zeros((4, 3), dtype=bool), np.ones(3, dtype=int))
    assert found.tolist() == [0, 0, 0, 0]


def test_no_cases_are_no_numbers():
    able = np.ones((2, 3), dtype=bool)
    assert fewest_of_all(able, np.zeros((0, 3), dtype=bool), np.ones(3, dtype=int)).tolist() == []
