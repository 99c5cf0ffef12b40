from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import scipy.optimize
import scipy.sparse

from ecosystem.measure.set_cover import binding, first_ids, smallest_cover

LIBRARY = Path(__file__).resolve().parents[2] / "shared" / "data" / "set_cover"


def library(name):
    """Read an instance of the OR-Library: which columns cover which rows, and their costs."""
    numbers = np.array((LIBRARY / f"{name}.txt").read_text().split(), dtype=int)
    needs, candidates = numbers[:2]
    costs, at = numbers[2 : 2 + candidates], 2 + candidates
    covers = np.zeros((candidates, needs), dtype=bool)
    for need in range(needs):
        covers[numbers[at + 1 : at + 1 + numbers[at]] - 1, need] = True
        at += 1 + numbers[at]
    return covers, costs


def four_cycles(cube):
    """Edges of a hypercube as candidates for its cycles of four: few suffice, proof is hard."""
    edges = {
        (corner, corner | 1 << bit): 0
        for corner in range(1 << cube)
        for bit in range(cube)
        if not corner >> bit & 1
    }
    edges = {edge: at for at, edge in enumerate(edges)}
    rows = []
    for corner in range(1 << cube):
        for one, other in combinations([1 << b for b in range(cube) if not corner >> b & 1], 2):
            far = corner | one | other
            ends = [(corner, corner | one), (corner, corner | other)]
            rows.append([edges[end] for end in [*ends, (corner | one, far), (corner | other, far)]])
    covers = np.zeros((len(edges), len(rows)), dtype=bool)
    for at, row in enumerate(rows):
        covers[row, at] = True
    return covers


def by_trying(covers, required, costs):
    """Try every choice: the least cost, and every choice that costs that."""
    best = {}
    for size in range(len(covers) + 1):
        for chosen in combinations(range(len(covers)), size):
            if (covers[list(chosen)].sum(axis=0) >= required).all():
                best.setdefault(tuple(cost[list(chosen)].sum() for cost in costs), []).append(
                    chosen
                )
    return min(best), best[min(best)]


def test_taking_the_largest_each_time_gives_three_where_two_will_do():
    sets = [range(1, 7), range(7, 13), [1, 2, 3, 4, 7, 8, 9], [5, 10, 11], [6, 12]]
    covers = np.array([[number in some for number in range(1, 13)] for some in sets])
    found = smallest_cover(covers, np.ones(12))
    assert found.chosen.tolist() == [0, 1]
    assert (found.value, found.bound, found.proven, found.settled) == (2, 2, True, True)


@pytest.mark.parametrize(
    ("name", "value"), [("scp41", 429), ("scp51", 253), ("scpa1", 253), ("scpe1", 5)]
)
def test_the_or_library_is_solved_to_proven_optimality(name, value):
    if not LIBRARY.exists():
        pytest.skip("needs ../shared/data/set_cover, which is not beside this checkout")
    covers, costs = library(name)
    found = smallest_cover(covers, np.ones(covers.shape[1]), costs)
    assert (found.value, found.bound, found.proven) == (value, value, True)
    assert covers[found.chosen].any(axis=0).all()
    assert costs[found.chosen].sum() == value


def test_small_instances_are_as_when_every_choice_is_tried():
    rng = np.random.default_rng(4)
    for _ in range(200):
        candidates, needs = rng.integers(1, 8), rng.integers(1, 7)
        covers = rng.random((candidates, needs)) < rng.uniform(0.3, 0.9)
        required = np.minimum(rng.integers(0, 4, needs), covers.sum(axis=0))
        costs = [rng.integers(1, 5, candidates), rng.integers(-3, 4, candidates)]
        costs.append(-(1 << np.arange(candidates)[::-1]))  # at last the first candidates
        least, choices = by_trying(covers, required, costs)
        found = smallest_cover(covers, required, costs[0], then=costs[1:])
        assert (found.value, found.proven, found.settled) == (least[0], True, True)
        assert [tuple(found.chosen)] == choices


def test_a_limit_on_branches_is_said_and_the_bound_is_below_the_value():
    covers = four_cycles(5)
    found = smallest_cover(covers, np.ones(covers.shape[1]), nodes=1)
    assert not found.proven
    assert not found.settled
    assert 20 <= found.bound < found.value <= 40
    assert covers[found.chosen].any(axis=0).all()


def test_without_a_choice_of_the_solver_whoever_is_not_needed_is_left_out():
    from ecosystem.measure.set_cover import _whatever_covers

    rows = scipy.sparse.csr_array(np.array([[1, 1, 0, 1], [0, 1, 1, 0]], dtype=float))
    assert _whatever_covers(rows, np.array([1, 1]), np.array([1, 2, 1, 9])).tolist() == [
        True,
        False,
        True,
        False,
    ]


def test_nothing_to_cover_costs_nothing():
    found = smallest_cover(np.zeros((3, 0)), np.zeros(0))
    assert (found.chosen.tolist(), found.value, found.proven) == ([], 0, True)
    found = smallest_cover(np.zeros((0, 0)), np.zeros(0))
    assert (found.chosen.tolist(), found.value, found.proven) == ([], 0, True)


def test_asking_more_than_there_are_is_refused_in_words():
    with pytest.raises(ValueError, match="need 1 is required 2 times and 1 candidates cover it"):
        smallest_cover(np.array([[1, 0], [1, 1]]), np.array([1, 2]))


def test_a_cost_in_proportion_to_an_earlier_one_decides_nothing():
    covers = np.array([[1, 0], [0, 1], [1, 1]])
    found = smallest_cover(covers, np.ones(2), np.array([2, 3, 9]), then=[np.array([4, 6, 18])])
    assert found.chosen.tolist() == [0, 1]
    assert found.settled


@pytest.mark.parametrize(
    ("then", "asked"),
    [
        ([4, 6, 18], 1),
        ([-2, -3, -9], 1),
        ([0, 0, 0], 1),
        ([2, 3, 8], 2),
        ([0, 0, 9], 2),
        ([2, 0, 0], 2),
    ],
)
def test_the_solver_is_asked_again_only_for_a_cost_that_may_decide(then, asked, monkeypatch):
    solve, times = scipy.optimize.milp, []
    monkeypatch.setattr(
        "scipy.optimize.milp", lambda *said, **more: times.append(said) or solve(*said, **more)
    )
    covers = np.array([[1, 0], [0, 1], [1, 1]])
    found = smallest_cover(covers, np.ones(2), np.array([2, 3, 9]), then=[np.array(then)])
    assert (found.chosen.tolist(), found.settled, len(times)) == ([0, 1], True, asked)


def test_after_a_cost_of_nothing_the_next_one_decides():
    covers = np.array([[1, 0], [0, 1], [1, 1]])
    found = smallest_cover(covers, np.ones(2), np.zeros(3), then=[np.array([2, 3, 4])])
    assert (found.chosen.tolist(), found.value) == ([2], 0)


@pytest.mark.parametrize("dearer", [0.1, 0.3])
def test_a_later_cost_never_makes_it_dearer_by_a_part_either(dearer):
    """One who does both costs a little more than two who do one each."""
    covers = np.array([[1, 0], [0, 1], [1, 1]])
    cost = np.array([0.7, 0.8, 1.5 + dearer])
    found = smallest_cover(covers, np.ones(2), cost, then=[np.ones(3)])
    assert (found.chosen.tolist(), round(found.value, 6)) == ([0, 1], 1.5)


@pytest.mark.parametrize(("then", "chosen"), [([0, 0, 1], [0, 1]), ([1, 1, 1], [2])])
@pytest.mark.parametrize("cost", [[100000.1, 200000.2, 300000.3], [100000.1, 700000.2, 800000.3]])
def test_how_a_computer_rounds_does_not_decide_between_choices_that_cost_the_same(
    cost, then, chosen
):
    """Two who do one each cost what one does who does both; added up, a trifle more or less."""
    covers = np.array([[1, 0], [0, 1], [1, 1]])
    assert cost[0] + cost[1] != cost[2]
    found = smallest_cover(covers, np.ones(2), np.array(cost), then=[np.array(then)])
    assert found.chosen.tolist() == chosen


def test_the_first_ids_go_first_a_dozen_at_a_time():
    assert [cost.tolist() for cost in first_ids(13)] == [
        [-2048, -1024, -512, -256, -128, -64, -32, -16, -8, -4, -2, -1, 0],
        [0] * 12 + [-2048],
    ]
    assert [len(first_ids(count)) for count in (0, 1, 12, 24, 25)] == [0, 1, 1, 2, 3]


def test_a_need_stays_unless_another_brings_it_along():
    """Needs by candidates: whoever does the first does the second as well, but not twice."""
    rows = np.array(
        [
            [1, 0, 0, 0],
            [1, 1, 0, 0],
            [1, 1, 0, 0],
            [0, 1, 1, 0],
            [0, 1, 1, 0],
            [0, 0, 0, 1],
        ]
    )
    wanted = np.array([1, 1, 2, 1, 1, 0])
    assert binding(scipy.sparse.csr_array(rows.astype(float)), wanted).tolist() == [0, 2, 3]
