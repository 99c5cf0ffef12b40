"""
No text of the data ever runs, and no host is called: hostile texts in a real Chromium.

A seed is one of sixty hostile texts (`hostile_texts`), or in a long run two of them with something
between. Twelve stand in one view, each in eight fields: label, organisation, id, need, theme,
meeting, because and question, and in the name of the neighbourhood. The page is opened as a file;
it is searched, filtered and a node opened. None may set `window.ran`, add an element that the page
does not make itself, or ask anything of a host; and each must be read, as it is, in the names, in
what was found and in the lists to choose from. `tests/browser/test_hostile.py` does the same with
more hands.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest

import ecosystem as eco
from benchmarks.trust.hostile_texts import HOSTILE
from benchmarks.trust.small_world import table
from benchmarks.trust.tally import Fault, Tally
from ecosystem.show.view import view_file
from ecosystem.tables.neighbourhood import Neighbourhood

SHORT, LONG = 60, 300
TOGETHER = 12
"""Texts in one page."""
FIELDS = 8
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
MADE = {"img", "iframe", "a", "b", "object", "embed", "form", "video", "math", "base", "link"}
"""Elements that only a text could make in the body of the page."""
READ = """() => {
    const all = it => [...document.querySelectorAll(it)].map(e => e.textContent);
    return {name: document.querySelector("h1").textContent,
            names: all("#facts td:first-child"), because: all(".found p"),
            choices: [...all("#by_organisation option"), ...all("#by_need option")],
            tags: [...document.body.querySelectorAll("*")].map(e => e.localName),
            scripts: document.scripts.length, ran: window.ran === undefined ? "" : "ran"};
}"""


def run(seeds: range) -> Tally:
    """Open a view of every twelve texts."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (slow to start)

    total = Tally()
    with sync_playwright() as play, TemporaryDirectory() as folder:
        browser = play.chromium.launch_persistent_context(
            f"{folder}/profile", executable_path=CHROMIUM, args=list(FLAGS)
        )
        for at in range(0, len(seeds), TOGETHER):
            some = seeds[at : at + TOGETHER]
            wrong = [f"{some[0]}: {what}" for what in _opened(browser, some, Path(folder))]
            counts = {"texts": len(some), "pages": 1}
            total += Tally(FIELDS * len(some), len(wrong), tuple(wrong), counts)
        browser.close()
    return total


def _texts(seeds: range) -> list[str]:
    pairs = list(product(HOSTILE, (" ", "\n", "&", "'", '"')))
    return [HOSTILE[s] if s < len(HOSTILE) else "".join(pairs[s % len(pairs)]) + HOSTILE[s % 60]
            for s in seeds]  # fmt: skip


def _opened(browser: Any, seeds: range, folder: Path) -> list[str]:
    from playwright.sync_api import TimeoutError  # noqa: A004, PLC0415 (its own kind)

    texts = _texts(seeds)
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    rows = [{"finding": "strange", "subject": f"a{at}"} for at in range(len(texts))]
    found = pd.DataFrame(rows).assign(needs="", because=texts, question=texts, residents=pd.NA)
    found = found.assign(hours=pd.NA, survives=pd.NA, theme=pd.NA)
    view = eco.view(_world(texts), findings=found, level="internal")
    page.goto(view.save(folder / "view.html").as_uri())
    try:
        page.wait_for_selector("html[data-drawn]", state="attached", timeout=15_000)
    except TimeoutError:
        page.close()
        return ["a page that is not drawn"]
    for text in texts[:3]:
        page.fill("#search", text[:40])
    page.keyboard.press("Escape")
    read = page.evaluate(READ)
    page.close()
    names, found, choices = (
        {" ".join(text.split()) for text in read[part]} for part in ("names", "because", "choices")
    )
    outside = [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    wrong = ["a text ran"] if read["ran"] else []
    wrong += ["a host was called"] if outside else []
    wrong += ["an element that no page makes"] if MADE & set(read["tags"]) else []
    wrong += ["another script"] if read["scripts"] != 2 else []
    for where in (names, found, choices):
        wrong += [
            "a text that is not read" for text in texts if " ".join(text.split()) not in where
        ]
    wrong += [] if " ".join(texts).split() == read["name"].split() else ["another name"]
    return wrong


def _world(texts: list[str]) -> Neighbourhood:
    """Make a neighbourhood that says each text as label, organisation, id, need and theme."""
    ids = [f"{text} id" for text in texts]
    rows = {
        "actors": [
            *(
                {"actor": f"a{at}", "label": text, "organisation": text, "level": "group"}
                for at, text in enumerate(texts)
            ),
            *({"actor": actor, "level": "group"} for actor in ids),
        ],
        "needs": [
            {"need": f"n{at}", "label_en": text, "domain": text} for at, text in enumerate(texts)
        ],
        "competences": [{"actor": f"a{at}", "need": f"n{at}"} for at in range(len(texts))],
        "ties": [{"actor": f"a{at}", "partner": actor} for at, actor in enumerate(ids)],
        "meetings": [{"meeting": text, "label": text, "times": 1} for text in texts],
        "attendance": [{"meeting": text, "actor": "a0"} for text in texts],
    }
    tables = {name: table(name, some) for name, some in rows.items()}
    return Neighbourhood(texts[0], " ".join(texts), tables)


def _data_as_it_is(patch: pytest.MonkeyPatch) -> None:
    import json  # noqa: PLC0415

    patch.setattr(view_file, "embedded", lambda data: json.dumps(data, ensure_ascii=True))


def _text_as_markup(patch: pytest.MonkeyPatch) -> None:
    whole = view_file.script()
    patch.setattr(view_file, "script", lambda: whole.replace("textContent", "innerHTML"))


def _a_host_is_asked(patch: pytest.MonkeyPatch) -> None:
    whole = view_file.script()
    asked = "new Image().src = 'http://127.0.0.1:9/' + document.title;"
    patch.setattr(view_file, "script", lambda: f"{asked}\n{whole}")


def _no_choices(patch: pytest.MonkeyPatch) -> None:
    whole = view_file.script()
    patch.setattr(
        view_file, "script", lambda: whole.replace('make("option", text)', 'make("option")')
    )


FAULTS: dict[str, Fault] = {
    "the page asks a host for something": _a_host_is_asked,
    "what can be chosen has no words": _no_choices,
    "data may end the element it stands in": _data_as_it_is,
    "text is put in as markup": _text_as_markup,
}
