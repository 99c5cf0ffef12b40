"""The view in a real browser: nothing from the data runs, nothing is asked of any host."""

import io

from PIL import Image, ImageChops

from ecosystem.show.drawing.lettering import width
from ecosystem.show.view.view import view
from tests.browser.looking import colours, where
from tests.crowd import crowd, findings
from tests.street import street


def test_the_map_is_drawn_in_the_colours_of_its_layers(opened):
    page = opened(view(street(), level="internal"))
    seen = colours(page)
    for colour in ((0, 158, 115), (86, 180, 233), (230, 159, 0), (0, 114, 178)):
        assert seen[colour] > 60, colour
    assert seen[(255, 255, 255)] < sum(seen.values())


def test_a_click_on_a_node_tells_what_is_known_of_it(opened):
    page = opened(view(street(), level="internal"))
    page.mouse.click(*where(page, "GP"))
    told = page.locator("#panel").inner_text()
    assert "GP" in told
    assert "First line · GP · The Lime" in told
    assert "20 hours a week" in told
    assert "Skin" in told
    assert "District nurse · consults, 4 hours a month" in told
    assert "Social worker · works together, 6 hours a month" in told
    assert "Monday meeting" in told


def test_a_finding_is_shown_on_the_map_when_it_is_chosen(opened):
    table = findings(("uncovered", "", "transport"), ("idle_tie", "gp|social", ""))
    page = opened(view(street(), findings=table, level="internal", lang="nl"))
    before = colours(page)
    page.locator(".found").nth(1).click()
    assert page.locator(".found.on strong").inner_text() == "Een verbinding zonder vraag"
    assert page.locator("#said").text_content() == "Een verbinding zonder vraag"
    assert colours(page) != before
    page.keyboard.press("Escape")
    assert page.locator(".found.on").count() == 0


def test_a_number_on_the_map_opens_its_finding(opened):
    table = findings(("uncovered", "", "transport"))
    page = opened(view(street(), findings=table, level="internal"))
    page.mouse.click(*where(page, "Transport"))
    assert page.locator(".found.on, #panel .title").count() == 1


def test_one_can_search_by_key_and_see_how_many_are_left(opened):
    page = opened(view(street(), level="internal"))
    assert page.locator("#shown").inner_text() == "5 of 5 actors shown"
    page.keyboard.press("/")
    page.keyboard.type("homecare")
    assert page.locator("#shown").inner_text() == "1 of 5 actors shown"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#shown").inner_text() == "5 of 5 actors shown"


def test_only_findings_and_layers_can_be_taken_away(opened):
    table = findings(("idle_tie", "gp|social", ""))
    page = opened(view(street(), findings=table, level="internal"))
    page.click("#only")
    assert page.locator("#shown").inner_text() == "2 of 5 actors shown"
    page.click("#only")
    page.locator("#legend button", has_text="Informal network").click()
    assert page.locator("#shown").inner_text() == "4 of 5 actors shown"
    assert colours(page)[(0, 158, 115)] == 0


def test_the_legend_is_what_is_on_the_screen(opened):
    page = opened(view(street(), findings=findings(("fragile", "gp", "skin")), level="internal"))
    told = page.locator("#legend").inner_text()
    assert "Specialist" not in told
    assert "refers" not in told
    assert "missing tie" not in told
    for word in ("First line", "Collective", "consults", "works together", "hangs on one"):
        assert word in told


def test_the_same_facts_are_in_a_table(opened):
    page = opened(view(street(), level="internal"))
    page.get_by_role("button", name="As a table").click()
    rows = page.locator("#facts tbody tr")
    assert rows.count() == 5
    assert rows.nth(2).locator("td").all_inner_texts() == [
        "GP",
        "First line",
        "GP",
        "The Lime",
        "20",
        "Skin",
        "District nurse, Social worker",
        "Monday meeting, Wound talk",
        "",
    ]


def test_in_a_notebook_it_fits_also_when_it_was_below_the_fold(browser, tmp_path):
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    notebook = (
        "<!doctype html><body style='margin:0'><div style='height:4000px'></div>"
        f"{view(street(), level='internal')._repr_html_()}"
    )
    path = tmp_path / "notebook.html"
    path.write_text(notebook, encoding="utf-8")
    page.goto(path.as_uri())
    assert page.locator(".ecosystem-still").is_hidden()
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe")
    frame.locator("html[data-drawn]").wait_for(state="attached")
    page.wait_for_timeout(400)
    with Image.open(io.BytesIO(frame.locator("#map").screenshot())) as shot:
        dark = shot.convert("L").point(lambda level: 255 if level < 235 else 0)
        left, top, right, bottom = dark.getbbox()
        assert abs((left + right) / 2 - shot.width / 2) < 0.12 * shot.width
        assert abs((top + bottom) / 2 - shot.height / 2) < 0.12 * shot.height
        assert bottom - top > 0.6 * shot.height
    page.close()
    assert complaints == []


def test_in_a_notebook_the_wheel_scrolls_and_does_not_zoom_the_map(browser, tmp_path):
    page = browser.new_page()
    path = tmp_path / "notebook.html"
    frame_and_more = f"{view(street())._repr_html_()}<div style='height:4000px'></div>"
    path.write_text(f"<!doctype html><body>{frame_and_more}", encoding="utf-8")
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-drawn]").wait_for(state="attached")
    page.wait_for_timeout(400)
    before = page.screenshot()
    page.mouse.move(300, 300)
    for _ in range(5):
        page.mouse.wheel(0, 200)
        page.wait_for_timeout(300)
    root = frame.locator("html")
    assert root.evaluate("page => page.scrollTop") + page.evaluate("window.scrollY") > 0
    page.mouse.move(5, 5)
    root.evaluate("page => { page.scrollTop = 0; }")
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(600)
    was, now = (Image.open(io.BytesIO(shot)).convert("L") for shot in (before, page.screenshot()))
    changed = ImageChops.difference(was, now).point(lambda step: 255 * (step > 80)).histogram()[255]
    assert changed < 0.001 * was.width * was.height
    page.close()


def test_letters_are_as_wide_as_was_thought(opened):
    labels = [
        "Wijkverpleegkundige 12",
        "Specialist ouderengeneeskunde",
        "GGZ-instelling",
        "Diëtist",
    ]
    page = opened(view(street()))
    measured = page.evaluate(
        """labels => {
            const ctx = document.createElement("canvas").getContext("2d");
            ctx.font = '100px Arial, "Liberation Sans", Helvetica, sans-serif';
            const [sample, wide] = JSON.parse(document.getElementById("data").textContent).sample;
            const narrower = Math.min(1, wide / ctx.measureText(sample).width);
            return labels.map(label => narrower * ctx.measureText(label).width);
        }""",
        labels,
    )
    for label, wide in zip(labels, measured, strict=True):
        assert wide <= width(label, 100) * 1.08, label


def test_a_hundred_and_fifty_actors_are_drawn_soon(opened):
    page = opened(view(crowd(150), level="internal", lang="nl"))
    # Measured on an idle machine 0.5 s; this leaves room for a busy one.
    assert int(page.locator("html").get_attribute("data-drawn")) < 5000
    assert page.locator("#shown").inner_text() == "150 van 150 actoren getoond"
