"""The hours each need gets: against a linear program, and by hand."""

import numpy as np
import pytest
from scipy.optimize import linprog

from ecosystem.measure.served import served


def by_program(able, hours, asked):
    """Serve with falling weights, which make the total maximal and then serve the first first."""
    need, actor = np.nonzero(able)
    each = np.arange(len(need))
    limits = np.zeros((len(hours) + len(asked), len(need)))
    limits[actor, each] = limits[len(hours) + need, each] = 1
    weight = 2 - np.arange(len(asked)) / len(asked)
    found = linprog(-weight[need], A_ub=limits, b_ub=[*hours, *asked], method="highs")
    return np.bincount(need, weights=found.x, minlength=len(asked))


@pytest.mark.parametrize("seed", range(60))
def test_each_need_gets_what_the_linear_program_gives_it(seed):
    rng = np.random.default_rng(seed)
    able = rng.random((rng.integers(1, 20), rng.integers(1, 30))) < rng.choice([0.05, 0.2, 0.5])
    able[0, 0] = True
    hours = rng.integers(0, 40, able.shape[1]) * rng.choice([0.5, 1.0])
    asked = rng.random(len(able)) * rng.choice([5, 50, 200]) + 0.01
    np.testing.assert_allclose(
        served(able, hours, asked), by_program(able, hours, asked), atol=1e-7
    )


def test_who_gave_to_one_need_gives_to_another_where_somebody_else_can_take_over():
    able = np.array([[True, True, False], [True, False, True], [False, False, True]])
    hours, asked = np.array([2.0, 2.0, 1.0]), np.array([2.0, 3.0, 1.0])
    assert served(able, hours, asked).tolist() == [2.0, 3.0, 0.0]


def test_where_nobody_can_nothing_is_given():
    assert served(np.zeros((2, 0), dtype=bool), np.zeros(0), np.ones(2)).tolist() == [0.0, 0.0]
