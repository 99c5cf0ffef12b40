"""The region's map in a real browser: by hand, by key, and with hostile names."""

from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.hostile_texts import HOSTILE
from ecosystem.protect import protect_region
from ecosystem.show.area_map.region_places import region_places
from ecosystem.show.area_map.region_view import RegionView
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from tests.street import street

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def square(lang="en", links=None, names=("North", "East", "South", "West"), **columns):
    """Build four neighbourhoods: one to each side of the middle."""
    codes = [f"B{at}" for at in range(4)]
    places = pd.DataFrame({"x": [0, 9, 0, -9], "y": [9, 0, -9, 0], "parent": None}, index=codes)
    figures = columns or {"lonely": [1, 2, 30, None], "happy": [4, 3, 2, 1]}
    table = pd.DataFrame({"name": list(names), **figures}, index=codes)
    places = region_places(places.astype({"x": float, "y": float}), {})
    return RegionView(protect_region(table, lang=lang), places, links)


def where(page, at):
    """Say where on the screen the middle of a neighbourhood is."""
    return page.evaluate(
        """at => {
            const data = JSON.parse(document.getElementById("data").textContent);
            const shown = document.getElementById("map").getScreenCTM();
            const spot = new DOMPoint(data.x[at], data.y[at]).matrixTransform(shown);
            return [spot.x, spot.y];
        }""",
        at,
    )


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def fills(page):
    paths = page.locator("#shapes path")
    return [paths.nth(at).get_attribute("fill") for at in range(paths.count())]


def test_colours_are_the_steps_of_the_legend_and_unknown_is_hatched(opened):
    page = opened(square())
    one, two, thirty, unknown = fills(page)
    assert unknown == "url(#hatch)"
    assert len({one, two, thirty}) == 3
    assert page.locator("#legend .span").all_inner_texts() == [
        "30",
        "2",
        "1",
        "unknown or not shared",
    ]
    assert page.locator("#middle").inner_text() == "The middle neighbourhood has 2."


def test_pointing_tells_the_name_and_every_number(opened):
    page = opened(square("nl"))
    page.mouse.move(*where(page, 2))
    assert page.locator("#tip").inner_text() == "South\n30 · lonely"
    assert page.locator("#facts h2").inner_text() == "South"
    assert page.locator("#facts dd").all_inner_texts() == ["30", "2"]
    page.mouse.move(*where(page, 3))
    assert page.locator("#facts dd").all_inner_texts() == ["onbekend of niet gedeeld", "1"]


def test_another_measure_colours_anew(opened):
    page = opened(square())
    before = fills(page)
    page.select_option("#measure", label="happy")
    assert "url(#hatch)" not in fills(page)
    assert fills(page) != before
    assert page.locator("#title").inner_text() == "happy"
    assert "happy" in page.locator("#said").text_content()


def test_a_step_of_the_legend_hides_its_neighbourhoods(opened):
    page = opened(square())
    page.locator("#legend button", has_text="unknown").click()
    assert page.locator("#shown").inner_text() == "3 of 4 neighbourhoods shown"
    assert page.locator("#shapes .off").get_attribute("aria-label") == "West: unknown or not shared"
    page.locator("#all summary").click()
    assert page.locator("#all tbody tr").count() == 3
    page.locator("#legend button", has_text="unknown").click()
    assert page.locator("#shown").inner_text() == "4 of 4 neighbourhoods shown"


def test_arrows_walk_to_the_nearest_on_that_side_and_tab_enters_once(opened):
    page = opened(square())
    page.locator("#search").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "North: 1"
    for key, name in [("ArrowDown", "South: 30"), ("ArrowRight", "East: 2")]:
        page.keyboard.press(key)
        assert focused(page) == name
    page.keyboard.press("ArrowRight")
    assert focused(page) == "East: 2"
    assert page.locator("#facts h2").inner_text() == "East"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "further"


def test_search_completes_and_goes_there(opened):
    page = opened(square(names=("Noord-Één", "East", "South", "West")))
    page.keyboard.press("/")
    page.keyboard.type("een")
    assert page.locator("#hits li").all_inner_texts() == ["Noord-Één"]
    page.keyboard.press("Enter")
    assert focused(page) == "Noord-Één: 1"
    page.keyboard.press("/")
    page.keyboard.type("xyz")
    assert page.locator("#hits li").all_inner_texts() == ["No neighbourhood is called that."]
    page.keyboard.press("Escape")
    assert page.locator("#hits").is_hidden()


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_neighbourhood_opens_in_the_same_window(opened, tmp_path, way):
    (tmp_path / "B2 #1.html").write_text("<title>South itself</title>", encoding="utf-8")
    page = opened(square(links={"B2": "B2 #1.html"}))
    if way == "click":
        page.mouse.click(*where(page, 2))
    else:
        page.locator("#shapes a").focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**/B2%20%231.html")
    assert page.title() == "South itself"


def test_a_click_where_there_is_nothing_to_open_stays(opened):
    page = opened(square())
    page.mouse.click(*where(page, 1))
    page.mouse.move(5, 5)
    assert page.locator("#facts h2").inner_text() == "East"


def test_one_can_zoom_in_and_out(opened):
    page = opened(square())
    whole = page.locator("#map").get_attribute("viewBox")
    page.click("#nearer")
    assert page.locator("#map").get_attribute("viewBox") != whole
    page.click("#fit")
    assert page.locator("#map").get_attribute("viewBox") == whole


def test_the_table_has_the_same_numbers_and_sorts_with_unknown_last(opened):
    page = opened(square("nl"))
    page.locator("#all summary").click()
    page.locator("#all th button", has_text="lonely").click()
    rows = page.locator("#all tbody tr")
    assert [rows.nth(at).locator("td").all_inner_texts() for at in range(4)] == [
        ["South", "B2", "30", "2"],
        ["East", "B1", "2", "3"],
        ["North", "B0", "1", "4"],
        ["West", "B3", "onbekend of niet gedeeld", "1"],
    ]
    assert page.locator("#all th").nth(2).get_attribute("aria-sort") == "descending"


def test_hostile_names_are_shown_and_never_run(opened):
    codes = [f"<b>{at}\"'" for at in range(len(HOSTILE))]
    table = pd.DataFrame({"name": HOSTILE, "parent": HOSTILE[::-1]}, index=codes)
    for text in HOSTILE:
        table[text] = range(len(HOSTILE))
    parents = pd.DataFrame({"x": None, "y": None, "parent": HOSTILE}, index=codes)
    places = region_places(parents.astype({"x": float, "y": float}).sort_index(), {})
    links = dict(zip(codes, HOSTILE, strict=True))
    page = opened(RegionView(protect_region(table), places, links))
    page.keyboard.press("/")
    page.keyboard.type("script")
    for at in (0, 2, 5):
        page.mouse.move(*where(page, at))
    page.locator("#all summary").click()
    assert page.evaluate("window.ran") is None
    told = page.locator("#all tbody tr").evaluate_all(
        "rows => rows.map(row => row.firstChild.textContent)"
    )
    assert sorted(told) == sorted(HOSTILE)
    ours = {"undefined": "undefined because"}  # a column of that name has a heading of ours
    headings = [ours.get(text, text) for text in HOSTILE]
    assert page.locator("#measure option").all_text_contents() == headings
    assert page.locator("img, iframe, b, #stage a[href^=java]").count() == 0
    hrefs = page.locator("#shapes a").evaluate_all("links => links.map(link => link.href.baseVal)")
    assert all(href.startswith("./") for href in hrefs)


def test_in_the_frame_of_a_notebook_it_draws_without_reaching_out(opened, tmp_path):
    page = opened(square())
    whole = square()._repr_html_()
    file = Path(tmp_path / "notebook.html")
    file.write_text(f"<!doctype html><meta charset=utf-8>{whole}", encoding="utf-8")
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-drawn]").wait_for(state="attached")
    assert frame.locator("#shapes path").count() == 4


def against_wcag(page):
    """List what axe-core finds."""
    axe_of = pytest.importorskip("axe_playwright_python.sync_playwright", reason="extra `test`")
    found = axe_of.Axe().run(page, options={"runOnly": {"type": "tag", "values": AA}})
    assert len(found.response["passes"]) > 8
    return [
        f"{rule['id']}: {node['html']}: {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_axe_finds_nothing_against_wcag_in_any_state(opened, lang):
    page = opened(square(lang, links={"B2": "B2.html"}))
    wrong = against_wcag(page)
    page.mouse.move(*where(page, 2))
    wrong += against_wcag(page)
    page.keyboard.press("/")
    page.keyboard.type("o")
    wrong += against_wcag(page)
    page.keyboard.type("zz")
    wrong += against_wcag(page)
    page.keyboard.press("Escape")
    page.locator("#legend button").nth(0).click()
    page.locator("#all summary").click()
    wrong += against_wcag(page)
    assert wrong == []


def test_axe_finds_nothing_against_wcag_in_small_multiples(browser, tmp_path):
    two = {code: Neighbourhood(code, f"Street {code}", street().tables) for code in ("a", "b")}
    region = Region(("a", "b"), two.__getitem__, pd.DataFrame(), pd.DataFrame())
    made = eco.small_multiples(region, links={"b": "b.html"})
    page = browser.new_page()
    page.goto(made.save(tmp_path / "small.html").as_uri())
    assert page.locator("figure svg").count() == 2
    assert against_wcag(page) == []
    page.close()


def test_in_a_notebook_names_are_plain_text_and_say_where_they_open(browser, tmp_path):
    page = browser.new_page()
    path = tmp_path / "notebook.html"
    shown = square(links={"B2": "B2.html"})
    path.write_text(f"<!doctype html><body>{shown._repr_html_()}", encoding="utf-8")
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-drawn]").wait_for(state="attached")
    assert frame.locator("a").count() == 0
    frame.locator("[data-at='2'] path").click(force=True)
    assert "A saved map opens B2.html here" in frame.locator("#facts").inner_text()
    page.close()
