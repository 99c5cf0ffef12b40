"""Places of a region: shared borders stay shared, circles apart, hexagons in order."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from ecosystem.show.area_map.region_places import region_places
from ecosystem.show.area_map.region_simple import simplified

LEFT = np.array([[0, 0], [10, 0], [10.4, 5], [10, 10], [0, 10], [0, 0]]) * 100
RIGHT = np.array([[10, 0], [20, 0], [20, 10], [10, 10], [10.4, 5]]) * 100


def centres(x=None, y=None, parent=None, size=2):
    codes = [f"B{at:03d}" for at in range(size)]
    frame = pd.DataFrame({"x": x, "y": y, "parent": parent}, index=codes)
    return frame.astype({"x": "float64", "y": "float64", "parent": "str"})


def edges(rings):
    pairs = [zip(ring, [*ring[1:], ring[0]], strict=True) for ring in rings]
    return {frozenset(pair) for pair in itertools.chain(*pairs)}


def test_a_border_that_two_share_they_share_still():
    rng = np.random.default_rng(1)
    border = np.column_stack([500 + rng.normal(0, 9, 80), np.linspace(0, 1000, 80)])
    left = np.vstack([[[0, 0]], border, [[0, 1000]]])
    right = np.vstack([border[::-1], [[1000, 0], [1000, 1000]]])
    made = simplified({"left": (left,), "right": (right,)}, tolerance=10)
    shared = edges(made["left"]) & edges(made["right"])
    assert 2 < len(shared) < 40
    assert edges(made["left"]) - shared == {
        frozenset(pair)
        for pair in [((0, 0), tuple(np.rint(border[0]))), ((0, 1000), tuple(np.rint(border[-1])))]
    } | {frozenset([(0, 0), (0, 1000)])}


def test_a_border_moves_no_further_than_it_may():
    turns = np.linspace(0, math.tau, 400, endpoint=False)
    circle = np.column_stack([np.cos(turns), np.sin(turns)]) * 1000
    (ring,) = simplified({"a": (circle,)}, tolerance=20)["a"]
    assert len(ring) < 40
    middles = (np.array(ring) + np.roll(ring, 1, axis=0)) / 2
    assert np.hypot(*middles.T).min() > 1000 - 21


def test_rings_without_any_width_are_left_out_and_small_ones_stay():
    line = np.array([[0, 0], [5, 0], [0, 0]])
    small = np.array([[0, 0], [3, 0], [3, 3], [0, 3]])
    made = simplified({"line": (line,), "small": (small,)}, tolerance=50)
    assert made == {"small": [[(0, 0), (3, 0), (3, 3), (0, 3)]]}


def test_north_is_up_and_two_neighbours_touch():
    made = region_places(centres(), {"B000": ((LEFT,),), "B001": ((RIGHT,),)})
    assert made.kind == "outlines"
    left, right = made.shapes["B000"], made.shapes["B001"]
    assert left.x < right.x
    assert len(edges(left.rings) & edges(right.rings)) == 2
    high = region_places(centres(), {"B000": ((LEFT,),), "B001": ((LEFT + np.array([0, 1000]),),)})
    assert high.shapes["B001"].y < high.shapes["B000"].y


def test_degrees_are_drawn_as_metres():
    square = np.array([[4.0, 52.0], [4.1, 52.0], [4.1, 52.1], [4.0, 52.1]])
    made = region_places(centres(size=1), {"B000": ((square,),)})
    assert (made.wide - 120) / (made.high - 120) == pytest.approx(
        math.cos(math.radians(52.05)), 0.01
    )
    plane = region_places(centres(size=1), {"B000": ((square * 10_000,),)})
    assert plane.wide == plane.high


def test_who_has_no_outline_stands_beneath():
    made = region_places(centres(size=3, x=[1, 2, 3], y=[1, 2, 3]), {"B001": ((LEFT,),)})
    assert made.kind == "outlines"
    assert made.strays == ("B000", "B002")
    lowest = max(y for _, y in made.shapes["B001"].rings[0])
    for code in made.strays:
        assert all(lowest < y < made.high for _, y in made.shapes[code].rings[0])


def test_an_outline_of_nothing_is_no_place():
    made = region_places(centres(), {"B000": ((np.zeros((4, 2)),),), "B001": ((LEFT,),)})
    assert made.strays == ("B000",)


@pytest.mark.parametrize("seed", range(4))
def test_circles_never_overlap_and_keep_their_side(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 120))
    x, y = rng.normal(0, 1, (2, size)) ** 3
    made = region_places(centres(x, y, size=size), {})
    assert made.kind == "circles"
    points = np.array([(shape.x, shape.y) for shape in made.shapes.values()])
    across = max(px for px, _ in made.shapes["B000"].rings[0]) - made.shapes["B000"].x
    apart = np.hypot(*(points[:, None] - points[None]).T) + 1e9 * np.eye(size)
    assert apart.min() > 2 * across - 2
    assert points.min() >= across
    assert (points.max(axis=0) <= (made.wide - across, made.high - across)).all()
    assert made.shapes[f"B{x.argmax():03d}"].x > made.shapes[f"B{x.argmin():03d}"].x


@pytest.mark.parametrize(
    ("x", "y"), [(1.0, 1.0), (None, None), (1.0, None)], ids=["one point", "none", "half"]
)
def test_hexagons_stand_in_the_order_of_their_codes(x, y):
    made = region_places(centres(x, y, size=7), {})
    assert made.kind == "hexagons"
    places = [(made.shapes[f"B{at:03d}"].y, made.shapes[f"B{at:03d}"].x) for at in range(7)]
    assert places == sorted(places)
    assert made.strays == made.captions == ()


def test_hexagons_of_one_parent_stand_together_under_its_name():
    parents = ["west", "east", "west", "east", None, "west"]
    made = region_places(centres(parent=parents, size=6), {})
    assert [caption[0] for caption in made.captions] == ["east", "west"]
    for code, shape in made.shapes.items():
        assert min(px for px, _ in shape.rings[0]) >= 0, code
        assert max(px for px, _ in shape.rings[0]) <= made.wide, code
        assert max(py for _, py in shape.rings[0]) <= made.high, code
    spots = [(shape.x, shape.y) for shape in made.shapes.values()]
    assert len(set(spots)) == 6


def test_one_neighbourhood_and_none_have_a_place():
    assert region_places(centres(5, 5, size=1), {}).kind == "circles"
    assert len(region_places(centres(size=1), {}).shapes) == 1


def test_the_order_of_the_rows_changes_nothing():
    rng = np.random.default_rng(2)
    frame = centres(*rng.normal(0, 1, (2, 30)), size=30)
    made = region_places(frame, {})
    assert region_places(frame.sample(frac=1, random_state=1).sort_index(), {}) == made
