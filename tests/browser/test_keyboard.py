"""The keyboard alone is enough: into the graph, along its ties, to the panel and back."""

import pytest

from ecosystem.show.view.view import view
from tests.browser.looking import colours
from tests.crowd import findings
from tests.street import street

BLUE = (0, 114, 178)


@pytest.fixture
def page(opened):
    """Open the street, with one finding."""
    return opened(view(street(), findings=findings(("fragile", "gp", "skin")), level="internal"))


def into(page, selector="#map"):
    """Tab until something has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("it => document.activeElement.matches(it)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


def said(page):
    """Read what a screen reader is told."""
    return page.locator("#said").text_content()


def spot(page, label):
    """Give the place of a node on the map."""
    return page.evaluate(
        """label => {
            const known = JSON.parse(document.getElementById("data").textContent).nodes;
            const at = known.label.indexOf(label);
            return [known.x[at], known.y[at]];
        }""",
        label,
    )


def test_tab_comes_into_the_graph_once_and_says_where(page):
    into(page)
    assert said(page) == "GP, First line, The Lime, 3 ties, In findings 1"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "map"
    assert page.evaluate("document.activeElement.closest('#map')") is None


def test_one_sees_where_the_keyboard_is(page):
    before = colours(page)[BLUE]
    into(page)
    assert colours(page)[BLUE] > before + 100


@pytest.mark.parametrize("arrow", ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"])
def test_an_arrow_goes_along_a_tie_in_its_own_direction(page, arrow):
    into(page)
    x, y = spot(page, "GP")
    page.keyboard.press(arrow)
    name = said(page).split(",")[0]
    over, under = (other - own for other, own in zip(spot(page, name), (x, y), strict=True))
    towards = {"ArrowLeft": -over, "ArrowRight": over, "ArrowUp": -under, "ArrowDown": under}
    if name == "GP":
        names = ["Choir", "Daughter", "District nurse", "Social worker"]
        ahead = [spot(page, other) for other in names]
        assert not any(_leads(arrow, (x, y), other) for other in ahead)
    else:
        assert towards[arrow] > 0


def _leads(arrow, here, there):
    over, under = there[0] - here[0], there[1] - here[1]
    far = (over**2 + under**2) ** 0.5
    step = {"ArrowLeft": -over, "ArrowRight": over, "ArrowUp": -under, "ArrowDown": under}
    return step[arrow] > far / 2


def test_a_tied_neighbour_comes_before_a_nearer_stranger(page):
    into(page)
    names = {"District nurse", "Social worker"}
    here = spot(page, "GP")
    for arrow in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        tied = [name for name in names if _leads(arrow, here, spot(page, name))]
        if tied:
            page.keyboard.press("Home")
            page.keyboard.press(arrow)
            assert said(page).split(",")[0] in tied
            return
    pytest.fail("nobody the GP works with is in the way of an arrow")


def test_everybody_can_be_reached_with_the_arrows(page):
    into(page)
    reached, todo = {"GP": ()}, [()]
    while todo:
        path = todo.pop()
        for arrow in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
            page.keyboard.press("Home")
            for key in (*path, arrow):
                page.keyboard.press(key)
            name = said(page).split(",")[0]
            if name not in reached:
                reached[name] = (*path, arrow)
                todo.append((*path, arrow))
    assert sorted(reached) == ["Choir", "Daughter", "District nurse", "GP", "Social worker"]


def test_enter_opens_the_panel_and_escape_comes_back_to_the_same_place(page):
    into(page)
    page.keyboard.press("Enter")
    assert page.locator("#panel .title").inner_text() == "GP"
    assert page.evaluate("document.activeElement.className") == "title"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "map"
    assert page.locator("#panel .title").count() == 0
    assert said(page).startswith("GP, ")


def test_who_is_found_by_typing_is_where_the_arrows_start(page):
    page.keyboard.press("/")
    page.keyboard.type("soc")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "map"
    assert said(page).startswith("Social worker, Welfare")
    page.keyboard.press("Enter")
    assert page.locator("#panel .title").inner_text() == "Social worker"
    page.keyboard.press("Escape")
    assert said(page).startswith("Social worker, Welfare")


def test_a_finding_is_chosen_with_the_keyboard_and_keeps_the_focus(page):
    into(page, ".found")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "found on"
    page.keyboard.press("Enter")
    assert page.locator(".found.on").count() == 0
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")


def test_escape_goes_back_one_step_at_a_time(page):
    page.keyboard.press("/")
    page.keyboard.type("nurse")
    assert page.locator("#hits li").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#hits").is_hidden()
    assert page.locator("#search").input_value() == "nurse"
    page.keyboard.press("Escape")
    assert page.locator("#search").input_value() == ""


def test_a_slash_in_the_search_box_is_a_slash(page):
    page.keyboard.press("/")
    page.keyboard.type("1/2")
    assert page.locator("#search").input_value() == "1/2"


def test_zooming_needs_no_mouse(page):
    into(page)
    page.keyboard.press("Escape")
    into(page)
    before = colours(page)
    for _ in range(3):
        page.keyboard.press("+")
    assert colours(page) != before
    page.keyboard.press("0")
    assert colours(page) == before
