"""Kinds of finding and of move can be chosen; residents helped are told; all moves are named."""

import pandas as pd
import pytest

from ecosystem.show.view.view import view
from tests.browser.looking import where
from tests.crowd import crowd, findings
from tests.street import hood, street

FOUND = findings(
    ("uncovered", "", "transport"),
    ("idle_tie", "gp|social", ""),
    ("pushed_meeting", "wounds", ""),
    ("pushed_meeting", "monday", ""),
)


def moves(*rows):
    columns = ["move", "who", "what", "to", "instead_of"]
    frame = pd.DataFrame(rows).reindex(columns=columns)
    frame["instead_of"] = frame["instead_of"].astype("Int64")
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="number"))


def numbers(page):
    return page.locator("#panel .badge").all_inner_texts()


@pytest.mark.parametrize(
    ("lang", "kind", "label", "left"),
    [
        ("nl", "pushed_meeting", "Niemand vroeg erom (2)", "3 van 5 actoren getoond"),
        ("en", "idle_tie", "A tie no need carries (1)", "2 of 5 actors shown"),
    ],
)
def test_one_kind_of_finding_leaves_those_it_is_about(opened, lang, kind, label, left):
    page = opened(view(street(), findings=FOUND, level="internal", lang=lang))
    page.select_option("#by_kind", label=label)
    assert page.locator("#by_kind").input_value() == kind
    assert page.locator("#shown").inner_text() == left
    assert numbers(page) == (["3", "4"] if kind == "pushed_meeting" else ["2"])
    page.click("#clear")
    assert numbers(page) == ["1", "2", "3", "4"]


def test_findings_beyond_the_first_are_on_the_map_when_their_kind_is_chosen(opened):
    rows = [("missing_tie", f"actor_{n:03d}|actor_{n + 15:03d}", "") for n in range(14)]
    last = ("idle_tie", "actor_001|actor_002", "")
    page = opened(view(crowd(30), findings=findings(*rows, last), level="internal"))
    page.select_option("#by_kind", "idle_tie")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    texts = page.locator("#paper svg text").all_text_contents()
    assert "15" in texts
    assert not {str(number) for number in range(1, 15)} & set(texts)


def test_typing_finds_kinds_of_findings_and_needs(opened):
    page = opened(view(street(), findings=FOUND, level="internal", lang="nl"))
    page.fill("#search", "niemand vr")
    assert page.locator("#hits li").all_inner_texts() == [
        "Niemand vroeg erom (2) · Soort bevinding"
    ]
    page.keyboard.press("Enter")
    assert numbers(page) == ["3", "4"]
    page.click("#clear")
    page.fill("#search", "verv")
    assert page.locator("#hits li").all_inner_texts() == ["Vervoer · Behoefte"]


def test_kinds_of_move_are_chosen_of_what_changes_and_forgotten_now(opened):
    stop = {"move": "stop_tie", "who": "gp", "to": "social"}
    table = moves(stop, {"move": "learn", "who": "social", "what": "transport", "to": ""})
    page = opened(view(street(), findings=FOUND, moves=table, level="internal"))
    assert page.locator("#by_move_kind").is_hidden()
    page.fill("#search", "learn")
    page.keyboard.press("Enter")
    assert page.locator("#when input:checked").input_value() == "difference"
    assert page.locator("#by_kind").is_hidden()
    assert numbers(page) == ["2"]
    page.locator("#when input[value=now]").check(force=True)
    assert numbers(page) == ["1", "2", "3", "4"]
    assert page.locator("#clear").is_hidden()


def test_the_panel_names_every_move_that_touches_a_need_or_an_actor(opened):
    table = moves(
        {"move": "learn", "who": "social", "what": "transport", "to": ""},
        {"move": "stop_tie", "who": "gp", "to": "social"},
        {"move": "learn", "who": "nurse", "what": "transport", "to": "", "instead_of": 1},
        {"move": "merge_meetings", "who": "gp|nurse", "what": "wounds", "to": "monday"},
    )
    page = opened(view(street(), findings=FOUND, moves=table, level="internal"))
    page.fill("#search", "Transport")
    page.keyboard.press("Enter")
    assert page.locator("#panel .title").inner_text() == "Transport"
    assert numbers(page) == ["1", "3", "1"]
    page.keyboard.press("/")
    page.fill("#search", "District")
    page.keyboard.press("Enter")
    assert numbers(page) == ["3", "4"]


@pytest.mark.parametrize(
    ("level", "lang", "told"),
    [
        ("internal", "en", ["Residents helped: 14", "Residents helped: 3"]),
        ("shareable", "nl", ["Geholpen bewoners: 15", "Geholpen bewoners: minder dan 10"]),
    ],
)
def test_the_panel_and_the_table_tell_how_many_residents_somebody_helps(opened, level, lang, told):
    names = ["Linde", "Zorg"]
    log = [
        {"resident": f"r{n}", "actor": who}
        for who, many in (("a", 14), ("b", 3))
        for n in range(many)
    ]
    place = hood(
        actors=[
            {"actor": who, "label": name, "level": "practice"}
            for who, name in zip("ab", names, strict=True)
        ],
        ties=[{"actor": "a", "partner": "b", "relation": "meets", "hours": 2}],
        contacts=log,
    )
    page = opened(view(place, level=level, lang=lang))
    for name, text in zip(names, told, strict=True):
        page.mouse.click(*where(page, name))
        assert text in page.locator("#panel").inner_text()
    cells = page.locator("#facts tbody tr td:nth-child(6)").all_text_contents()
    assert cells == [text.split(": ")[1] for text in told]
    assert page.locator("#facts thead th").nth(5).text_content() == told[0].split(":")[0]
    page.keyboard.press("Escape")
    assert page.locator("#wide option").all_text_contents() == (
        ["width: hours", "width: residents both help"] if level == "internal" else []
    )
