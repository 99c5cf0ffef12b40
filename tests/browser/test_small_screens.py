"""On a small screen the map comes first, its filters are folded, and no button lies over a name."""

import io

import pytest
from PIL import Image

from ecosystem.show.view.view import view
from tests.browser.looking import colours
from tests.crowd import crowd, findings

axe_of = pytest.importorskip("axe_playwright_python.sync_playwright", reason="extra `test`")
FOUND = findings(
    ("uncovered", "", "transport"),
    *(("missing_tie", f"actor_{n:03d}|actor_{n + 5:03d}", "skin") for n in range(7)),
)
FILTERS = ("#by_kind", "#by_need", "#by_organisation", "#only")
INK = (29, 35, 41)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_on_a_phone_the_filters_are_folded_and_the_map_is_on_the_first_screen(opened, lang):
    page = opened(view(crowd(40), findings=FOUND, level="internal", lang=lang))
    page.set_viewport_size({"width": 390, "height": 844})
    fold = page.locator("#fold")
    assert fold.inner_text() == "Filters"
    assert not any(page.locator(one).is_visible() for one in FILTERS)
    stage = page.locator("#stage").bounding_box()
    assert stage["y"] + stage["height"] < 600
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    fold.click()
    assert fold.get_attribute("aria-expanded") == "true"
    assert all(page.locator(one).is_visible() for one in FILTERS)
    page.select_option("#by_kind", "uncovered")
    fold.click()
    assert fold.inner_text() == "Filters (1)"
    assert page.locator("#clear").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_there_are_names_too(opened):
    page = opened(view(crowd(40), level="internal"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert colours(page)[INK] > 300


@pytest.mark.parametrize("folded", [True, False])
def test_axe_finds_nothing_on_a_phone(opened, folded):
    page = opened(view(crowd(12), findings=FOUND.head(3), level="internal", lang="nl"))
    page.set_viewport_size({"width": 390, "height": 844})
    if not folded:
        page.click("#fold")
    found = axe_of.Axe().run(page)
    assert [rule["id"] for rule in found.response["violations"]] == []


@pytest.mark.parametrize("size", [(1024, 700), (1280, 720), (390, 844)])
@pytest.mark.parametrize("many", [60, 120])
def test_no_name_lies_under_the_buttons(opened, size, many):
    page = opened(view(crowd(many), findings=FOUND, level="internal", lang="nl"))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(300)
    room = page.locator(".zoom").bounding_box()
    page.add_style_tag(content=".zoom{visibility:hidden}")
    with Image.open(io.BytesIO(page.screenshot(clip=room))) as shot:
        dark = {colour: count for count, colour in shot.convert("RGB").getcolors(2**20)}
    assert dark.get(INK, 0) == 0
