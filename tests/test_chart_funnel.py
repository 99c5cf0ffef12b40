"""A funnel: one measure of every neighbourhood against those most like it."""

import pytest

import ecosystem as eco
from ecosystem.show.charts import chart_funnel
from tests.surveys import region, survey


def compared(values, of=40):
    rows = {
        chr(97 + at): {
            "name": f"Buurt {at}",
            "population": 1000 + at,
            "contact_point": value,
            "contact_point_of": of,
        }
        for at, value in enumerate(values)
    }
    return eco.compare_region(survey(rows), measures=["contact_point"])


def test_it_says_who_is_outside_and_how_many_chance_alone_puts_there():
    said = repr(eco.chart(compared([0.9] + [0.5] * 6))).split("\n")
    assert said == [
        "contact point: 1 of 7 outside the limits, 0.3 by chance alone",
        "Buurt 0: 90, 50 expected",
        chart_funnel.ALIKE["en"],
    ]


def test_it_speaks_dutch_and_counts_who_is_left_out():
    said = repr(eco.chart(compared([0.9, None] + [0.5] * 7), lang="nl")).split("\n")
    assert said == [
        "aanspreekpunt: 1 van 8 buiten de grenzen, 0,3 door toeval alleen",
        "Buurt 0: 90, 50 verwacht",
        chart_funnel.ALIKE["nl"],
        "weggelaten, te weinig of onbekend: 1",
    ]


def test_the_furthest_out_come_first():
    said = repr(eco.chart(compared([0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1]))).split("\n")
    assert [line.split(":")[0] for line in said[1:3]] == ["Buurt 0", "Buurt 8"]


def test_a_neighbourhood_without_a_name_goes_by_its_code():
    made = compared([0.9] + [0.5] * 6).assign(name=None)
    assert repr(eco.chart(made)).split("\n")[1].startswith("a: ")


def test_of_very_many_outside_all_are_said_and_some_are_named(monkeypatch):
    monkeypatch.setattr(chart_funnel, "NAMED", 1)
    made = eco.compare_region(region(40, seed=1), measures=["contact_point"])
    outside = made["outside"].isin(["below", "above"]).sum()
    assert outside > 1
    assert len(repr(eco.chart(made)).split("\n")) >= 1 + outside


def test_what_exact_limits_leave_out_is_said_in_both_languages():
    assert chart_funnel.ALIKE == {
        "en": "Exact for chance alone: residents of one neighbourhood are alike, so somewhat more "
        "falls outside.",
        "nl": "Exact voor toeval alleen: bewoners van één buurt lijken op elkaar, dus valt er iets "
        "meer buiten.",
    }


def test_limits_that_are_no_more_than_approximate_claim_nothing_of_chance_alone():
    made = compared([0.9] + [0.5] * 6).assign(limits="approximate")
    assert repr(eco.chart(made)).split("\n")[1:] == ["Buurt 0: 90, 50 expected"]


def test_a_funnel_is_of_one_measure():
    with pytest.raises(ValueError, match="of one measure; this table has: people_a_resident, "):
        eco.chart(eco.compare_region(region(8)))


def test_nothing_known_is_an_empty_funnel():
    assert "0 of 0 outside" in repr(eco.chart(compared([None] * 7)))
