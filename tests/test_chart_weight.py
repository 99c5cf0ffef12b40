"""The charts of push and pull and of the ladder: their figures are those of the table."""

import pytest

import ecosystem as eco
from ecosystem.show.charts.chart import chart
from tests.street import street
from tests.test_ladder import rungs


def test_push_and_pull_are_bars_of_hours_with_the_unknown_beside():
    drawn = chart(eco.push_share(street(), by="organisation"), lang="nl")
    assert repr(drawn).splitlines() == [
        "Uren per jaar: 72 geduwd, 0 getrokken, 120 onbekend",
        "The Lime 36 0 54",
        "Welfare 36 0 12",
        "Homecare 0 0 54",
        "geen organisatie bekend 0 0 0",
    ]
    assert drawn.png.startswith(b"\x89PNG")


@pytest.mark.parametrize("by", ["kind", "theme", "profession", "asked_by"])
def test_every_way_to_add_up_hours_is_drawn_in_words(by):
    rows = eco.push_share(street(), by=by)
    told = repr(chart(rows)).splitlines()
    assert told[0] == "Hours a year: 72 pushed, 0 pulled, 120 unknown"
    assert len(told) == 1 + len(rows)
    assert not any("nan" in line.lower() or "<NA>" in line or "_" in line for line in told)


def test_nothing_asked_and_nobody_helped_are_charts_too():
    assert repr(chart(eco.push_share(street()).head(0))).startswith("Hours a year: 0 pushed")
    none = rungs([("anna", "x4", "skin")], [("x4", "skin")])
    assert repr(chart(eco.ladder(none).head(0))).startswith("Heavier than")


def test_a_name_with_dollars_is_no_formula():
    rows = eco.push_share(street(), by="organisation").rename(index={"Welfare": "$a$ $\\frac{$"})
    assert "$a$ $\\frac{$ 36 0 12" in repr(chart(rows))


def test_the_ladder_is_drawn_need_by_need_those_with_a_lighter_offer_first():
    used = rungs(
        [
            ("anna", "x4", "contact"),
            ("bob", "x6", "skin"),
            ("cas", "x4", "skin"),
            ("dee", "x", "skin"),
            ("eve", "x2", "dance"),
        ],
        [("x2", "contact"), ("x4", "contact"), ("x6", "skin"), ("x4", "skin"), ("x2", "dance")],
    )
    assert repr(chart(eco.ladder(used))).splitlines() == [
        "Heavier than the lightest that could do: 2 of 4 (unknown: 1);",
        "for 1 of these only an informal helper stands lower",
        "Skin 4 4 4=1 6=1",
        "Contact 2 4 4=1",
        "Dance 2 - 2=1",
    ]
