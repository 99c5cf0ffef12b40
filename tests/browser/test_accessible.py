"""The view is accessible by WCAG 2.2 AA, as far as axe-core can see, in every state it has."""

import pandas as pd
import pytest

from ecosystem.show.view.view import view
from tests.crowd import crowd, findings
from tests.street import street

axe_of = pytest.importorskip("axe_playwright_python.sync_playwright", reason="extra `test`")
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "as it opens": (),
    "a finding chosen": ("click", ".found >> nth=1"),
    "an actor open": ("keys", "/", "huisarts", "Enter"),
    "suggestions offered": ("keys", "/", "huis"),
    "nobody left": ("keys", "/", "zzz"),
    "filtered": ("click", "#only"),
    "a kind of finding": ("choose", "#by_kind", "missing_tie"),
    "a layer away": ("click", "#legend button >> nth=0"),
    "the table open": ("click", "#legend .out .link >> nth=0"),
    "the keyboard in the graph": ("tab", "#map"),
}


WITH_MOVES = {
    "after": ("click", "#when label >> nth=1"),
    "the difference": ("click", "#when label >> nth=2"),
    "a move chosen": ("click", "#when label >> nth=2", ".found >> nth=0"),
}


def enter(page, how, *what):
    """Bring a page in a state, by the mouse or by the keyboard."""
    if how == "click":
        for one in what:
            page.click(one)
    elif how == "choose":
        page.select_option(*what)
    elif how == "tab":
        page.focus("body")
        while not page.evaluate("id => document.activeElement.matches(id)", what[0]):
            page.keyboard.press("Tab")
    else:
        for key in what:
            page.keyboard.press(key) if key in {"/", "Enter"} else page.keyboard.type(key)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_axe_finds_nothing_with_moves_either(opened, lang):
    move = {"move": "stop_tie", "who": "gp", "what": "", "to": "social", "hours_saved": 6.0}
    learn = {"move": "learn", "who": "social", "what": "transport", "to": ""}
    table = pd.DataFrame([learn, move]).assign(instead_of=pd.array([None, None], dtype="Int64"))
    table = table.set_axis(pd.RangeIndex(1, 3, name="number"))
    found = findings(("uncovered", "", "transport"))
    page = opened(view(street(), moves=table, findings=found, lang=lang))
    for state, steps in WITH_MOVES.items():
        page.reload()
        page.wait_for_selector("html[data-drawn]", state="attached")
        enter(page, *steps)
        found = axe_of.Axe().run(page, options={"runOnly": {"type": "tag", "values": AA}})
        assert [rule["id"] for rule in found.response["violations"]] == [], state
        assert len(found.response["passes"]) > 15, state


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_axe_finds_nothing_against_wcag_in_any_state(opened, lang):
    rows = [("missing_tie", f"actor_{n:03d}|actor_{n + 5:03d}", "skin") for n in range(7)]
    shown = view(
        crowd(12),
        findings=findings(("uncovered", "", "transport"), *rows),
        level="internal",
        lang=lang,
    )
    page, wrong = opened(shown), {}
    for state, steps in STATES.items():
        page.reload()
        page.wait_for_selector("html[data-drawn]", state="attached")
        if steps:
            enter(page, *steps)
        found = axe_of.Axe().run(page, options={"runOnly": {"type": "tag", "values": AA}})
        wrong |= {
            f"{state}: {rule['id']}: {node['html']}": node["failureSummary"]
            for rule in found.response["violations"]
            for node in rule["nodes"]
        }
        assert len(found.response["passes"]) > 15, state
    assert wrong == {}
