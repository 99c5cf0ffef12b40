"""Small multiples: each as in its own view, at one scale, with the figures that may leave."""

import re

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.protect import protect
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.drawing.sketch import LARGER, columns, sketch
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from tests.street import hood, street

HOSTILE = "<img src=x onerror=alert(1)>\"'</style></svg><script>1</script>"


def region(*hoods):
    by_code = {one.code: one for one in hoods}
    return Region(tuple(sorted(by_code)), by_code.__getitem__, pd.DataFrame(), pd.DataFrame())


def named(code, name="Aa"):
    return Neighbourhood(code, name, street().tables)


def test_it_prints_the_figures_that_stand_under_each():
    assert repr(eco.small_multiples(region(named("a"), named("b", "Bee")), ["b", "a"])) == (
        "2 neighbourhoods side by side\n"
        "Bee: actors 5, ties 5, professionals round a resident unknown or not shared, "
        "needs nobody can meet 1, hours of meetings a month 4\n"
        "Aa: actors 5, ties 5, professionals round a resident unknown or not shared, "
        "needs nobody can meet 1, hours of meetings a month 4"
    )


def test_the_page_draws_every_actor_and_runs_nothing():
    html = eco.small_multiples(region(named("a"), named("b")), lang="nl").html
    assert html.count("<figure>") == 2
    assert html.count('stroke="#fff"') == 10
    assert "<script" not in html
    assert "script-src" not in html
    assert '<html lang="nl">' in html
    assert "2 buurten naast elkaar · deelbaar" in html
    assert set(re.findall(r"https?://[^\s\"']+", html)) == set()


def test_a_sketch_has_the_places_of_the_view():
    drawing = draw(protect(street()))
    made = sketch(drawing)
    actors = [node for node in drawing.nodes if node.kind == "actor"]
    assert len(made.lines) == len(drawing.ties)
    for node, (corners, _) in zip(actors, made.shapes, strict=True):
        across = sum(x for x, _ in corners) / len(corners)
        down = sum(y for _, y in corners) / len(corners)
        assert (across, down) == pytest.approx((node.x, node.y), abs=0.5 * LARGER * node.radius)


def test_three_columns_of_a_table_stand_under_each():
    table = pd.DataFrame({"residents": [3, 40], "rate": [0.5, None], "c": 1, "d": 2}, ["a", "b"])
    told = repr(eco.small_multiples(region(named("a"), named("b", "Bee")), table=table, lang="nl"))
    assert told.split("\n")[1:] == [
        "Aa: actoren 5, verbindingen 5, bewoners minder dan 10, rate 0,5, c 1",
        "Bee: actoren 5, verbindingen 5, bewoners 40, rate onbekend of niet gedeeld, c 1",
    ]


def test_names_of_persons_do_not_leave_and_averages_are_rounded_as_in_the_view():
    contacts = [
        {"resident": f"r{at}", "actor": actor}
        for at in range(12)
        for actor in (["canary"] if at else ["canary", "other"])
    ]
    one = hood(
        actors=[
            {"actor": "canary", "label": "Canary Name", "layer": "welfare", "level": "person"},
            {"actor": "other", "layer": "welfare", "level": "person"},
        ],
        competences=[{"actor": "canary", "need": "skin"}],
        contacts=contacts,
    )
    shared = eco.small_multiples(region(one))
    assert "anary" not in shared.html + repr(shared)
    assert "professionals round a resident 1.5," in repr(shared)  # 13 is told as 15, 12 as 10
    assert "professionals round a resident 1.08," in repr(
        eco.small_multiples(region(one), level="internal")
    )


def test_hostile_names_and_links_are_text():
    code = "a"
    made = eco.small_multiples(region(named(code, HOSTILE)), links={code: f"{HOSTILE}.html"})
    assert "<img" not in made.html
    assert "<script" not in made.html
    assert "&lt;img src=x onerror=alert(1)&gt;" in made.html
    (href,) = re.findall(r'href="([^"]*)"', made.html)
    assert href.startswith("./%3Cimg")
    assert made.png[1:4] == b"PNG"


def test_the_same_is_the_same_page_and_picture():
    one, other = (eco.small_multiples(region(named("a"), named("b"))) for _ in range(2))
    assert one.html == other.html
    assert one.png == other.png


def test_too_many_none_and_unknown_ones_are_refused():
    many = region(*(named(f"{at:02d}") for at in range(21)))
    with pytest.raises(ValueError, match="choose 1 to 20 neighbourhoods by their codes, not 21"):
        eco.small_multiples(many)
    with pytest.raises(ValueError, match="not 0"):
        eco.small_multiples(many, [])
    with pytest.raises(ValueError, match="x: not in this region, which has 00, 01"):
        eco.small_multiples(many, ["x"])


def test_a_neighbourhood_without_tables_is_drawn_empty():
    made = eco.small_multiples(region(hood("bare", "Bare")))
    assert "Bare: actors 0, ties 0, professionals round a resident unknown" in repr(made)
    assert made.png[1:4] == b"PNG"


def test_few_places_stay_empty():
    assert [columns(count) for count in (1, 2, 3, 4, 5, 6, 8, 9, 12, 20)] == [
        *(1, 2, 3, 4, 5, 3, 4, 3, 4, 5)
    ]


def test_save_writes_a_page(tmp_path):
    made = eco.small_multiples(region(named("a")))
    assert made.save(tmp_path / "small.html").read_text("utf-8") == made.html
