"""The page for a browser: one A4 when printed, whatever a name is, and nothing of it runs."""

import re

import pytest

import ecosystem as eco
from benchmarks.trust.hostile_texts import HOSTILE
from tests.street import hood, street


def strange():
    """Actors, needs and organisations with hostile names."""
    actors = [
        {"actor": f"a{at}", "label": name, "organisation": name, "level": "practice"}
        for at, name in enumerate(HOSTILE)
    ]
    ties = [{"actor": "a0", "partner": f"a{at}", "hours": 3} for at in range(1, len(HOSTILE))]
    needs = [{"need": "n", "label_en": HOSTILE[0] * 9, "label_nl": HOSTILE[0] * 9}]
    able = [{"actor": "a1", "need": "n"}]
    return hood(name=HOSTILE[1] * 5, actors=actors, ties=ties, needs=needs, competences=able)


@pytest.mark.parametrize("made", [street, strange])
def test_it_prints_on_one_a4_and_asks_nothing_of_anybody(made, browser, tmp_path):
    path = eco.page(made(), level="internal", resamples=0).save(tmp_path / "page.html")
    tab, asked = browser.new_page(), []
    tab.set_viewport_size({"width": 794, "height": 1123})
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    pdf = tab.pdf(prefer_css_page_size=True, print_background=True)
    ran = tab.evaluate("window.ran")
    wide = tab.evaluate("document.documentElement.scrollWidth")
    low = tab.evaluate(
        "Math.max(...[...document.querySelectorAll('main *')]"
        ".map(one => one.getBoundingClientRect().bottom))"
    )
    tab.close()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    assert ran is None
    assert asked == [path.as_uri()]
    assert wide == 794
    assert low < 1123 - 30
