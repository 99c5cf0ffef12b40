"""Where everybody stands, and that every label is whole and apart."""

import math
import os
import subprocess
import sys
from itertools import pairwise

import pandas as pd
import pytest

from ecosystem.protect import protect
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.drawing.lettering import (
    NEVER,
    SCALES,
    WIDEST,
    Label,
    box,
    lines,
    width,
)
from ecosystem.show.drawing.placing import APART, place
from ecosystem.show.drawing.positions import (
    ACROSS,
    DOWN,
    FRAME,
    RINGS,
    along,
    handle,
    places,
    ring_of,
)
from ecosystem.show.drawing.shapes import LOOKS
from ecosystem.tables.schema import LAYERS
from tests.crowd import crowd, findings
from tests.street import hood, shuffled, street

NO_TIES = pd.DataFrame({"a": [], "b": [], "weight": []})


def test_help_stands_on_the_ring_of_its_layer_and_breadth():
    one = {"level": "practice"}
    neighbourhood = hood(
        actors=[
            {"actor": "carer", "layer": "informal", **one},
            {"actor": "choir", "layer": "collective", **one},
            {"actor": "gp", "layer": "first_line", **one},
            {"actor": "physio", "layer": "first_line", **one},
            {"actor": "geriatrician", "layer": "specialist", **one},
            {"actor": "nobody_said", **one},
            {"actor": "heavy", "step": 6, **one},
        ],
        competences=[
            *({"actor": "gp", "need": need} for need in ("skin", "pain", "grief")),
            {"actor": "physio", "need": "pain"},
        ],
    )
    rings = ring_of(protect(neighbourhood, level="internal"))
    assert rings.to_dict() == {
        "carer": "informal",
        "choir": "collective",
        "geriatrician": "specialist",
        "gp": "generalist",
        "heavy": "specialist",
        "nobody_said": "generalist",
        "physio": "one_field",
    }


def test_each_ring_lies_outside_the_one_that_is_nearer_to_residents():
    rings = pd.Series({name: name for name in RINGS})
    table, drawn = places(rings, NO_TIES)
    assert [ring.name for ring in drawn] == list(RINGS)
    reach = [math.hypot(table.loc[n, "x"] / ACROSS, table.loc[n, "y"] / DOWN) for n in RINGS]
    assert reach == sorted(reach)
    assert reach[-1] == pytest.approx(1, abs=0.001)


def test_nodes_of_a_ring_are_evenly_spaced_and_leave_room_for_its_name():
    rings = pd.Series("generalist", [f"a{number}" for number in range(9)])
    angles = sorted(places(rings, NO_TIES)[0]["angle"].add(180).mod(360))
    steps = {round(after - before, 1) for before, after in pairwise(angles)}
    assert max(steps) - min(steps) <= 0.1
    assert angles[0] > 10
    assert angles[-1] < 350


def test_those_who_work_together_stand_on_the_same_side():
    rings = pd.Series({"a": "specialist", "b": "specialist", "c": "generalist", "d": "generalist"})
    ties = pd.DataFrame({"a": ["a", "b"], "b": ["d", "c"], "weight": [1.0, 1.0]})
    table = places(rings, ties)[0]
    assert table.loc["a", "x"] * table.loc["d", "x"] > 0
    assert table.loc["b", "x"] * table.loc["c", "x"] > 0


def test_a_crowded_ring_becomes_two_beside_each_other():
    rings = pd.Series("generalist", [f"a{number:02d}" for number in range(60)])
    table = places(rings, NO_TIES)[0]
    nearest = min(
        math.hypot(one.x - two.x, one.y - two.y)
        for one in table.itertuples()
        for two in table.itertuples()
        if one.Index < two.Index
    )
    assert nearest > 20


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_map_does_not_depend_on_the_order_of_rows(seed):
    neighbourhood = crowd(40)
    table = findings(("uncovered", "", "transport"), ("idle_tie", "actor_001|actor_002", ""))
    before = draw(protect(neighbourhood, findings=table, level="internal"))
    after = draw(protect(shuffled(neighbourhood, seed), findings=table, level="internal"))
    assert after == before


def test_the_map_does_not_depend_on_the_hash_seed():
    script = (
        "from tests.crowd import crowd; from ecosystem.protect import protect\n"
        "from ecosystem.show.drawing.drawing import draw\n"
        "print(draw(protect(crowd(25), level='internal')))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1


def _boxes(drawing, scale):
    """Everything with letters that is shown at a zoom, as boxes."""
    shown = {}
    for node in drawing.nodes:
        if node.place.zoom <= scale:
            text = lines(node.label)
            wide = max(width(line) for line in text)
            label = Label(wide, 13.5 * len(text), node.x, node.y, node.radius + 4)
            shown[node.key] = box(label, (node.place.ux, node.place.uy), scale)
    for mark in drawing.marks:
        if mark.place.zoom <= scale and (mark.tie is not None or mark.radius):
            label = Label(18, 18, mark.x, mark.y, mark.radius)
            shown[mark.numbers] = box(label, (mark.place.ux, mark.place.uy), scale)
    for text, x, y, zoom in drawing.captions:
        if zoom <= scale:
            label = Label(width(text, 10.5), 13, x, y, fixed=True)
            shown[text] = box(label, (0, 0), scale)
    return shown


@pytest.mark.parametrize("size", [5, 60, 150])
def test_labels_never_meet_nor_leave_the_map_at_any_zoom(size):
    table = findings(
        ("uncovered", "", "transport"),
        ("missing_tie", "actor_000|actor_004", "skin"),
        ("fragile", "actor_003", "skin"),
        ("contained_meeting", "wmo", ""),
    )
    drawing = draw(protect(crowd(size), findings=table, level="internal", lang="nl"))
    for scale in [scale for scale in SCALES if scale >= 0.7]:
        shown = list(_boxes(drawing, scale).items())
        for index, (_, one) in enumerate(shown):
            assert one[0] >= FRAME[0]
            assert one[1] >= FRAME[1]
            assert one[2] <= FRAME[2]
            assert one[3] <= FRAME[3]
            for other, two in shown[:index]:
                apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
                assert apart, (scale, shown[index][0], other)


def test_sixty_actors_have_nearly_all_their_names_on_a_laptop():
    drawing = draw(protect(crowd(60), level="internal"))
    assert sum(node.place.zoom <= 1 for node in drawing.nodes) >= 50


def test_a_label_takes_the_side_that_is_free():
    two = [Label(40, 12, 0, 0, 5), Label(40, 12, 30, 0, 5)]
    taken = [(-5, -5, 5, 5), (25, -5, 35, 5)]
    found = place(two, taken=taken, frame=(-99, -99, 99, 99))
    assert found[0].zoom < NEVER
    one = box(two[0], (found[0].ux, found[0].uy), 1.0)
    assert one[0] >= 35 + APART or one[2] <= 25 or one[1] >= 5 or one[3] <= -5


def test_a_label_that_fits_nowhere_is_not_shown():
    found = place([Label(4000, 12, 0, 0, 5)], taken=[], frame=(-9, -9, 9, 9))
    assert found[0].zoom == NEVER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huisarts", ("Huisarts",)),
        ("Specialist ouderengeneeskunde", ("Specialist", "ouderengeneeskunde")),
        ("  Praktijk\n de  Linde ", ("Praktijk de Linde",)),
        ("", ("",)),
    ],
)
def test_a_label_is_broken_over_two_lines(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize("text", ["x" * 200, "een heel lange naam " * 10, "長い名前" * 50])
def test_a_label_that_is_too_long_ends_in_a_mark(text):
    told = lines(text)
    assert told[-1].endswith("…")
    assert len(told) <= 2
    assert max(width(line) for line in told) <= WIDEST


def test_accents_and_marks_without_width_do_not_widen_a_label():
    assert width("café") == width("cafe") == width("cafe\N{COMBINING ACUTE ACCENT}")


def test_the_middle_of_a_straight_tie_is_halfway():
    assert along((0, 0), (8, 4), ("curvedCW", 0.0), 0.5) == (4.0, 2.0)


def test_the_two_ways_of_bending_mirror_each_other():
    one, other = (handle((0, 0), (10, 0), (way, 0.4)) for way in ("curvedCW", "curvedCCW"))
    assert one[0] == pytest.approx(other[0])
    assert one[1] == pytest.approx(-other[1])
    assert one[1] != 0


def test_every_layer_and_an_unknown_one_has_its_own_shape_and_colour():
    assert set(LOOKS) == {*LAYERS, "unknown"}
    assert len({shape for shape, _, _ in LOOKS.values()}) == len(LOOKS)
    assert len({colour for _, colour, _ in LOOKS.values()}) == len(LOOKS)


def test_a_street_without_ties_or_needs_is_drawn_too():
    lonely = hood(actors=[{"actor": "gp"}])
    drawing = draw(protect(lonely, level="internal"))
    assert [(node.key, node.layer) for node in drawing.nodes] == [("gp", "unknown")]
    assert draw(protect(hood())).nodes == ()
    assert len(draw(protect(street(), level="internal")).ties) == 5


def test_one_label_makes_way_for_another_that_has_no_other_side():
    frame = (-60, -8, 60, 8)
    two = [Label(40, 12, 0, 0, 5), Label(40, 12, 10, 0, 5)]
    found = place(two, taken=[], frame=frame)
    assert [(spot.ux, spot.zoom < NEVER) for spot in found] == [(-1.0, True), (1.0, True)]


def test_a_label_keeps_off_a_line_where_there_is_room_and_crosses_it_where_there_is_none():
    right = [(x, 0.0) for x in range(60)]
    one = Label(40, 12, 0, 0, 5)
    assert place([one], taken=[], frame=(-99, -99, 99, 99))[0].uy == 0
    assert place([one], taken=[], frame=(-99, -99, 99, 99), off=right)[0].uy < 0
    assert place([one], taken=[], frame=(-9, -6, 99, 6), off=right)[0].uy == 0


def test_what_is_not_on_the_map_at_first_takes_no_room_from_names():
    rows = [("missing_tie", f"actor_{n:03d}|actor_{n + 15:03d}", "") for n in range(12)]
    meets = [("pushed_meeting", "wmo", "")]
    plain = draw(protect(crowd(40), findings=findings(*rows), level="internal"))
    more = draw(protect(crowd(40), findings=findings(*rows, *meets), level="internal"))
    assert [node.place for node in more.nodes[:40]] == [node.place for node in plain.nodes[:40]]
