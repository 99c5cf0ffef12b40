"""Now, after and the difference in a real browser: the switch, the figures, the moves."""

import io
import itertools

import pandas as pd
import pytest
from PIL import Image

from ecosystem.protect.moves import KINDS
from ecosystem.show.view.view import view
from ecosystem.show.words.words import WORDS
from tests.browser.looking import colours
from tests.crowd import findings
from tests.street import hood, street

PINK, ORANGE, BLUE = (163, 64, 123), (213, 94, 0), (0, 114, 178)
STATES = ("now", "after", "difference")


def moves(*rows):
    columns = ["move", "who", "what", "to", "hours_saved", "people_saved", "days", "asked_by"]
    texts = ["because", "risk", "undo"]
    frame = pd.DataFrame(rows).reindex(columns=[*columns, *texts, "instead_of"])
    for name in ("instead_of", "people_saved"):
        frame[name] = frame[name].astype("Int64")
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="number"))


LEARN = {"move": "learn", "who": "social", "what": "transport", "to": "", "people_saved": 2}
STOP = {"move": "stop_tie", "who": "gp", "to": "social", "hours_saved": 6.0, "asked_by": "policy"}
MERGE = {"move": "merge_meetings", "who": "gp|nurse", "what": "wounds", "to": "monday"}
"""Three moves of the street: one comes, two go."""


def shown(lang="en", level="internal", *rows, **more):
    table = moves(*(rows or (LEARN | {"days": 2}, STOP, MERGE)))
    return view(street(), moves=table, lang=lang, level=level, **more)


def switch(page, state):
    page.locator(f"#when input[value={state}]").check(force=True)
    page.wait_for_timeout(150)


def figures(page):
    return [one.replace("\n", " ") for one in page.locator(".figure .number").all_inner_texts()]


def places(page):
    """Say where the nodes stand, and how large the map is."""
    return page.evaluate(
        """() => {
            const known = JSON.parse(document.getElementById("data").textContent);
            return [known.nodes.x, known.nodes.y, document.getElementById("map").clientHeight];
        }"""
    )


def test_without_moves_there_is_no_switch(opened):
    page = opened(view(street()))
    assert page.locator("#when").is_hidden()
    assert page.locator("#figures").is_hidden()


def test_the_switch_changes_the_figures(opened):
    page = opened(shown())
    assert page.locator(".figure p:not(.number)").all_inner_texts() == [
        "professionals per resident",
        "would do",
        "meeting hours a month",
        "pairs who work together",
        "needs without help",
    ]
    assert figures(page) == ["0.5", "4", "4", "1"]
    switch(page, "after")
    assert figures(page) == ["1.5", "3", "3", "0"]
    switch(page, "difference")
    assert figures(page) == ["0.5 → 1.5", "4 → 3", "4 → 3", "1 → 0"]


@pytest.mark.parametrize("width", [390, 800, 1024, 1140, 1280])
def test_the_figures_of_the_head_never_lie_over_each_other(opened, width):
    page = opened(shown("nl"))
    page.set_viewport_size({"width": width, "height": 800})
    spots = page.evaluate(
        """() => [...document.querySelectorAll(".figure p, #when, #level")].map((one) => {
            const range = document.createRange(); range.selectNodeContents(one);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return [left, right, top, bottom];
        })"""
    )
    assert all(left >= 0 and right <= width for left, right, _, _ in spots)
    pairs = itertools.combinations(spots, 2)
    over = [(a, b) for a, b in pairs if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]]
    assert over == []


def test_on_paper_are_the_figures_and_no_switch(opened):
    page = opened(shown())
    page.emulate_media(media="print")
    assert page.locator("#figures").is_visible()
    assert page.locator("#when").is_hidden()
    page.emulate_media(media="screen")


def test_in_dutch_figures_and_words_are_dutch(opened):
    page = opened(shown("nl"))
    switch(page, "difference")
    assert page.locator("#when label").all_inner_texts() == ["Nu", "Straks", "Verschil"]
    assert figures(page)[0] == "0,5 → 1,5"
    panel = page.locator("#panel").inner_text()
    assert "Voorstellen om te bespreken" in panel
    assert "Social worker: Vervoer erbij leren" in panel
    page.locator(".found").nth(1).click()
    assert "Gevraagd door: beleid".lower() in page.locator("#panel").inner_text().lower()


def test_the_switch_changes_the_drawing_and_nobody_moves(opened):
    page = opened(shown(findings=findings(("uncovered", "", "transport"))))
    before = places(page)
    assert colours(page)[PINK] == 0
    shots = {}
    for state in STATES:
        switch(page, state)
        shots[state] = colours(page)
        assert places(page) == before
    assert shots["now"][PINK] == 0
    assert shots["after"][PINK] > 100, "the need that gets help is filled"
    assert shots["difference"][ORANGE] > 20, "what goes is orange"
    assert shots["after"][ORANGE] == 0
    switch(page, "now")
    assert colours(page)[PINK] == 0


def test_nodes_stand_at_the_same_spots_on_the_screen(opened):
    page = opened(shown())
    spots = {}
    for state in STATES:
        switch(page, state)
        shot = page.locator("#map").screenshot()
        with Image.open(io.BytesIO(shot)) as picture:
            full = picture.convert("RGB")
            wide, high = full.size
            pixels = full.load()
            blue = [(x, y) for x in range(wide) for y in range(high) if pixels[x, y] == BLUE]
        xs, ys = zip(*blue, strict=True)
        spots[state] = (min(xs), max(xs), min(ys), max(ys))
    for side in zip(*spots.values(), strict=True):
        assert max(side) - min(side) <= 1, spots


def test_the_panel_lists_findings_now_and_moves_after(opened):
    page = opened(shown(findings=findings(("uncovered", "", "transport"))))
    assert "Nobody can help with this" in page.locator("#panel").inner_text()
    switch(page, "after")
    titles = page.locator(".found strong").all_inner_texts()
    assert titles == [
        "Social worker: learn Transport",
        "GP and Social worker: stop working together",
        "Bring Wound talk into Monday meeting",
    ]
    sums = page.locator(".found .size").all_inner_texts()
    assert sums == ["−2 professionals at the door · 2 days to learn", "−6 hours a month"]


def test_a_move_that_is_chosen_is_shown_whole_and_on_the_map(opened):
    page = opened(shown())
    switch(page, "difference")
    before = colours(page)
    page.locator(".found").nth(1).click()
    told = page.locator(".found.on").inner_text()
    for part in ("no resident is known who needs both", "−6 hours", "ask both first", "To undo it"):
        assert part in told
    assert "asked for by: policy" in told
    assert colours(page) != before
    assert page.locator("#said").text_content() == "GP and Social worker: stop working together"


def test_the_facts_of_an_actor_name_the_moves_about_them_and_lead_there(opened):
    page = opened(shown(findings=findings(("idle_tie", "gp|social", ""))))
    page.locator("#search").fill("Social")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert "In moves" in panel.inner_text()
    assert "In findings" in panel.inner_text()
    assert page.locator("#panel .badge").all_inner_texts() == ["1", "2", "3", "1"]
    page.locator("#panel .found").first.click()
    assert page.locator("#when input:checked").get_attribute("value") == "difference"
    assert page.locator(".found.on strong").inner_text() == "Social worker: learn Transport"


def test_after_somebody_who_learns_has_it_among_what_they_can_do(opened):
    page = opened(shown())
    switch(page, "after")
    page.locator("#search").fill("Social")
    page.keyboard.press("Enter")
    told = page.locator("#panel").inner_text()
    assert "Learns" in told
    assert "Transport" in told
    assert "No tie is recorded" in told, "the tie with the GP is gone"


def test_the_switch_is_reached_and_turned_by_key(opened):
    page = opened(shown())
    page.locator("#when input[value=now]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#when input:checked").get_attribute("value") == "after"
    page.keyboard.press("ArrowRight")
    assert page.locator("#when input:checked").get_attribute("value") == "difference"
    assert (
        page.locator("#said").text_content().startswith("Difference. 0.5 → 1.5 professionals per")
    )
    page.keyboard.press("ArrowLeft")
    assert "after" in page.evaluate("document.activeElement.value")


def test_only_what_changes_leaves_who_is_touched(opened):
    page = opened(shown())
    page.click("#changed")
    assert page.locator("#shown").inner_text() == "3 of 5 actors shown"


def test_moves_are_in_a_table_as_well(opened):
    page = opened(shown())
    page.locator("#legend .link", has_text="As a table").click()
    rows = page.locator("#facts table").nth(1).locator("tbody tr")
    assert rows.count() == 3
    cells = rows.nth(1).locator("td").all_inner_texts()
    assert cells[:2] == ["2", "GP and Social worker: stop working together"]
    assert cells[3:5] == ["−6 hours a month", "policy"]


def test_nothing_internal_is_in_a_shareable_view_with_moves():
    neighbourhood = hood(
        actors=[
            {"actor": "canary_a", "label": "Canary A", "layer": "welfare", "level": "person"},
            {"actor": "canary_b", "label": "Canary B", "layer": "first_line", "level": "person"},
        ],
        competences=[{"actor": "canary_a", "need": "skin"}],
        ties=[{"actor": "canary_a", "partner": "canary_b", "hours": 1}],
    )
    told = {"because": "Canary A", "risk": "Canary", "undo": "Canary", "people_saved": 77_123}
    rows = (
        {"move": "learn", "who": "canary_b", "what": "skin", "to": "canary_a"} | told,
        {"move": "stop_tie", "who": "canary_a", "to": "canary_b", "hours_saved": 1.0} | told,
    )
    page = view(neighbourhood, moves=moves(*rows))
    assert "anary" not in page.html + page._repr_html_() + repr(page)
    assert "77123" not in page.html
    assert "Canary A" in view(neighbourhood, moves=moves(*rows), level="internal").html


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_kind_of_move_has_its_title(lang):
    titles = [WORDS[f"move_{kind}"][("en", "nl").index(lang)] for kind in KINDS]
    assert len(set(titles)) == len(KINDS)
