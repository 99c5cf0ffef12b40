"""Sixty hostile texts in eight fields of a view: all shown as they are, none of them run."""

from xml.etree import ElementTree as ET

import pytest

from benchmarks.trust.hostile_texts import HOSTILE
from ecosystem.show.view.view import view
from tests.browser.looking import where
from tests.crowd import findings
from tests.street import hood

TOGETHER = 12
"""Texts in one page, so that five pages do."""


def world(texts):
    """Make a neighbourhood that says each text as label, organisation, id, need, theme and name."""
    ids = [f"{text} id" for text in texts]
    actors = [
        {"actor": f"a{at}", "label": text, "organisation": text, "level": "group"}
        for at, text in enumerate(texts)
    ]
    return hood(
        code=texts[0],
        name=" ".join(texts),
        actors=[*actors, *({"actor": actor, "level": "group"} for actor in ids)],
        needs=[
            {"need": f"need {at}", "label_en": text, "domain": text}
            for at, text in enumerate(texts)
        ],
        competences=[{"actor": f"a{at}", "need": f"need {at}"} for at in range(len(texts))],
        ties=[{"actor": f"a{at}", "partner": actor} for at, actor in enumerate(ids)],
        meetings=[{"meeting": text, "label": text, "times": 1} for text in texts],
        attendance=[{"meeting": text, "actor": "a0"} for text in texts],
    )


def text_of(page, selector):
    """Read all text of an element, seen or not."""
    return page.evaluate("it => document.querySelector(it).textContent", selector)


def every(page, selector):
    """Read the text of each element."""
    return page.evaluate(
        "it => [...document.querySelectorAll(it)].map(e => e.textContent)", selector
    )


@pytest.mark.parametrize("first", range(0, len(HOSTILE), TOGETHER))
def test_hostile_text_is_shown_and_never_run(opened, first):
    assert len(set(HOSTILE)) == 60
    texts = HOSTILE[first : first + TOGETHER]
    told = findings(*(("missing_tie", f"a{at}", "") for at in range(len(texts))))
    told = told.assign(finding="strange", because=texts, question=texts)
    page = opened(view(world(texts), findings=told, level="internal"))
    names, because = every(page, "#facts td:first-child"), every(page, ".found p")
    assert text_of(page, "h1") == " ".join(texts)
    assert set(texts) | {f"{text} id" for text in texts} == set(names)
    assert set(texts) <= set(because)
    for column in (4, 6):
        assert set(texts) <= set(every(page, f"#facts td:nth-child({column})"))
    assert set(texts) <= set(every(page, "#by_organisation option"))
    assert set(texts) <= set(every(page, "#by_need option"))
    assert {text.replace("_", " ") for text in texts} <= set(every(page, "#by_theme option"))
    for text in texts:
        page.fill("#search", text[:80])
        assert any(text in offered for offered in every(page, "#hits li")), text
        page.select_option("#by_organisation", f"={text}")
        page.select_option("#by_organisation", "")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.mouse.click(*where(page, texts[0]))
    for text in texts:
        assert text in text_of(page, "#panel")
    with page.expect_download() as download:
        page.locator(".out button", has_text="SVG").click()
    ET.parse(download.value.path())  # noqa: S314 (we made it ourselves)
    assert set(download.value.suggested_filename) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
    )
    assert page.evaluate("window.ran") is None
    tags = set(page.evaluate("[...document.body.querySelectorAll('*')].map(e => e.localName)"))
    assert not {"img", "iframe", "a", "b", "object", "embed", "form", "video", "math"} & tags
    assert page.evaluate("document.scripts.length") == 2


def test_a_hostile_file_name_is_only_a_name(browser, tmp_path):
    page, made = browser.new_page(), view(hood(actors=[{"actor": "gp"}]))
    for text in HOSTILE[::6]:
        name = text.replace("/", "_").replace("\0", "")[:60]
        page.goto(made.save(tmp_path / f"{name}.html").as_uri())
        page.wait_for_selector("html[data-drawn]", state="attached")
        assert page.evaluate("window.ran") is None
    page.close()
