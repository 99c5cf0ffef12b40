"""
What the view of a neighbourhood costs: `python -m benchmarks.view` writes `results/view.json`.

Made-up neighbourhoods of 70, 150 and 2,000 actors with some three ties each and 30 findings, in
turn: CPU seconds of making the page, its bytes and those of its cell in a notebook (with the
still picture), and the milliseconds after which Chromium, headless, has drawn it (wall time, as
the page itself notes it, library unpacked). Medians.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from ecosystem.show.view.view import View, view
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.crowd import crowd, findings

RESULTS = Path(__file__).resolve().parent / "results" / "view.json"
SIZES, ROUNDS = (70, 150, 2000), 3


def drawn(browser: BrowserContext, page: View, folder: Path) -> float:
    """Open a page, and read after how long it had drawn."""
    tab = browser.new_page()
    tab.goto(page.save(folder / "view.html").as_uri())
    tab.wait_for_selector("html[data-drawn]", state="attached")
    after = float(tab.evaluate("document.documentElement.dataset.drawn"))
    tab.close()
    return after


def main() -> None:
    """Measure each size in turn, and write the medians."""
    rows = [("missing_tie", f"actor_{at:03d}|actor_{at + 20:03d}", "skin") for at in range(30)]
    hoods, told = {size: crowd(size) for size in SIZES}, findings(*rows)
    seen: dict[int, list[tuple[float, float, float]]] = {size: [] for size in SIZES}
    cells, folder = {}, Path(tempfile.mkdtemp())
    with sync_playwright() as play:
        browser = play.chromium.launch_persistent_context(
            tempfile.mkdtemp(), executable_path=str(CHROMIUM), args=FLAGS
        )
        for _ in range(ROUNDS):
            for size, hood in hoods.items():
                began = time.process_time()
                page = view(hood, findings=told, level="internal", lang="nl")
                bytes_ = len(page.html.encode())
                spent = time.process_time() - began
                seen[size].append((spent, bytes_, drawn(browser, page, folder)))
                if size not in cells:
                    cells[size] = len(json.dumps(page._repr_html_()))
        browser.close()
    sizes = [
        {"actors": size, "cell": cells[size]}
        | dict(
            zip(
                ("seconds", "bytes", "milliseconds"),
                (round(statistics.median(column), 2) for column in zip(*rows, strict=True)),
                strict=True,
            )
        )
        for size, rows in seen.items()
    ]
    RESULTS.write_text(
        json.dumps({"rounds": ROUNDS, "sizes": sizes}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
