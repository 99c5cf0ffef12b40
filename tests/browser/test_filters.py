"""Filters and the search: what is chosen is what is seen, and one is told how many are left."""

import pytest

from ecosystem.show.view.view import view
from tests.browser.looking import colours
from tests.crowd import findings
from tests.street import hood, street


@pytest.fixture
def shown(opened):
    """Open the street with two findings, and give what it says and a way to choose."""
    table = findings(("uncovered", "", "transport"), ("idle_tie", "gp|social", ""))
    return opened(view(street(), findings=table, level="internal"))


def left(page):
    """Read how many actors are left."""
    return page.locator("#shown").inner_text()


@pytest.mark.parametrize(
    ("name", "choice", "count"),
    [
        ("organisation", "Homecare", "1 of 5 actors shown"),
        ("organisation", "organisation unknown", "2 of 5 actors shown"),
        ("way", "push: not asked for", "2 of 5 actors shown"),
        ("way", "unknown who asked", "5 of 5 actors shown"),
    ],
)
def test_each_filter_leaves_who_fits(shown, name, choice, count):
    shown.select_option(f"#by_{name}", label=choice)
    assert left(shown) == count
    shown.click("#clear")
    assert left(shown) == "5 of 5 actors shown"
    assert shown.locator(f"#by_{name}").input_value() == ""
    assert shown.locator("#clear").is_hidden()


def test_filters_add_up(shown):
    shown.select_option("#by_organisation", label="Homecare")
    shown.select_option("#by_way", label="push: not asked for")
    assert left(shown) == "0 of 5 actors shown"


def test_a_filter_is_offered_only_where_there_is_something_to_choose(opened):
    page = opened(view(hood(actors=[{"actor": "gp", "organisation": "The Lime"}])))
    assert page.locator("#filters select:visible").count() == 0
    assert page.locator("#changed").is_hidden()
    assert page.locator("#only").is_hidden()


def test_themes_and_needs_are_those_of_somebody_here(opened):
    neighbourhood = street().replace(
        competences=hood(
            competences=[
                {"actor": "gp", "need": "skin"},
                {"actor": "nurse", "need": "skin"},
                {"actor": "social", "need": "income"},
            ]
        ).competences
    )
    page = opened(view(neighbourhood, level="internal", lang="nl"))
    options = page.locator("#by_theme option").all_inner_texts()
    assert options == ["Alle thema's", "leefomgeving", "lichamelijk"]
    page.select_option("#by_theme", label="lichamelijk")
    assert left(page) == "2 van 5 actoren getoond"
    page.select_option("#by_theme", label="Alle thema's")
    assert page.locator("#by_need option").all_inner_texts() == [
        "Alle behoeften",
        "Huid",
        "Inkomen / financien",
    ]
    page.select_option("#by_need", label="Inkomen / financien")
    assert left(page) == "1 van 5 actoren getoond"


def test_a_relation_can_be_taken_away_and_brought_back(shown):
    knows = shown.locator("#legend button", has_text="knows")
    before = colours(shown)
    knows.click()
    assert knows.get_attribute("aria-pressed") == "false"
    assert knows.is_visible()
    assert colours(shown) != before
    assert left(shown) == "5 of 5 actors shown"
    knows.click()
    assert colours(shown) == before


def test_the_legend_is_of_what_the_filters_leave(shown):
    assert "knows" in shown.locator("#legend").inner_text()
    shown.select_option("#by_way", label="push: not asked for")
    told = shown.locator("#legend").inner_text()
    assert "knows" not in told
    assert "Collective" not in told
    assert "works together" in told


def test_what_is_typed_is_offered_as_a_list_one_can_walk_through(shown):
    shown.keyboard.press("/")
    shown.keyboard.type("s")
    assert shown.locator("#search").get_attribute("aria-expanded") == "true"
    offered = shown.locator("#hits li").all_inner_texts()
    assert offered[:2] == ["Skin · Need", "Social worker · Welfare"]
    shown.keyboard.press("ArrowDown")
    shown.keyboard.press("ArrowDown")
    assert shown.locator("#search").get_attribute("aria-activedescendant") == "hit_1"
    assert shown.locator("#hits [aria-selected=true]").inner_text() == "Social worker · Welfare"
    shown.keyboard.press("Enter")
    assert shown.locator("#panel .title").inner_text() == "Social worker"
    assert shown.locator("#hits").is_hidden()


def test_a_need_or_organisation_that_is_found_becomes_a_filter(shown):
    shown.fill("#search", "homecare")
    shown.click("#hits li")
    assert left(shown) == "1 of 5 actors shown"
    assert shown.locator("#by_organisation").input_value() == "=Homecare"


def test_accents_and_capitals_do_not_matter_and_nothing_found_is_said(opened):
    neighbourhood = hood(
        actors=[
            {"actor": "a", "label": "Diëtist", "level": "practice"},
            {"actor": "b", "label": "Huisarts", "level": "practice"},
        ]
    )
    page = opened(view(neighbourhood, lang="nl"))
    page.fill("#search", "DIETIST")
    assert page.locator("#hits li").all_inner_texts() == ["Diëtist · Laag onbekend"]
    page.fill("#search", "tandarts")
    assert page.locator("#hits").is_hidden()
    assert page.locator("#said").text_content() == "Niets gevonden"
    assert left(page) == "0 van 2 actoren getoond"
