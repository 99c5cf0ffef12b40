"""
What the region view costs: `python benchmarks/region_view.py` writes `results/region_view.json`.

A thousand fictional neighbourhoods with three made-up measures, drawn by their outlines, by
circles at their centres and by hexagons, in turn. CPU seconds of placing them and of making the
page, its bytes, and the milliseconds after which Chromium, headless, has drawn it (wall time, as
the page itself notes it). Medians.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import BrowserContext, sync_playwright

from ecosystem.protect import OutgoingRegion, protect_region
from ecosystem.show.area_map.region_places import region_places
from ecosystem.show.area_map.region_view import RegionView
from ecosystem.sources.synthetic import synthetic
from ecosystem.sources.synthetic_map import middle
from ecosystem.sources.synthetic_words import place
from tests.browser.conftest import CHROMIUM, FLAGS

RESULTS = Path(__file__).resolve().parent / "results" / "region_view.json"
SIZE, ROUNDS = 1000, 5
KINDS = ("outlines", "circles", "hexagons")


def centres() -> pd.DataFrame:
    """Say where the fictional neighbourhoods lie."""
    places = [place(at) for at in range(SIZE)]
    spots = pd.DataFrame([middle(where) for where in places], columns=["x", "y"])
    frame = spots.astype("float64").assign(parent=[where.parent for where in places])
    return frame.set_axis([where.code for where in places]).sort_index()


def figures(known: pd.DataFrame) -> OutgoingRegion:
    """Make up three measures, one in ten unknown."""
    chance = np.random.default_rng(0)
    made = pd.DataFrame(chance.gamma(3, 2, (SIZE, 3)), known.index, ["one", "two", "three"])
    made = made.mask(chance.random(made.shape) < 0.1).astype("Float64")
    names = {"name": [f"Buurt {code}" for code in known.index], "parent": known["parent"]}
    return protect_region(made.assign(**names))


def drawn(browser: BrowserContext, page: RegionView, folder: Path) -> float:
    """Open a page, and read after how long it had drawn."""
    tab = browser.new_page()
    tab.goto(page.save(folder / "region.html").as_uri())
    tab.wait_for_selector("html[data-drawn]", state="attached")
    after = float(tab.evaluate("document.documentElement.dataset.drawn"))
    tab.close()
    return after


def main() -> None:
    """Measure each kind in turn, and write the medians."""
    known = centres()
    outgoing, borders = figures(known), synthetic(SIZE).outlines
    nowhere = known.assign(x=np.nan, y=np.nan)
    given = {"outlines": (known, borders), "circles": (known, {}), "hexagons": (nowhere, {})}
    seen: dict[str, list[tuple[float, float, float]]] = {kind: [] for kind in KINDS}
    folder = Path(tempfile.mkdtemp())
    with sync_playwright() as play:
        browser = play.chromium.launch_persistent_context(
            tempfile.mkdtemp(), executable_path=str(CHROMIUM), args=FLAGS
        )
        for _ in range(ROUNDS):
            for kind in KINDS:
                began = time.process_time()
                page = RegionView(outgoing, region_places(*given[kind]))
                size = len(page.html.encode())
                spent = time.process_time() - began
                seen[kind].append((spent, size, drawn(browser, page, folder)))
        browser.close()
    medians = {
        kind: dict(
            zip(
                ("seconds", "bytes", "milliseconds"),
                (round(statistics.median(column), 2) for column in zip(*rows, strict=True)),
                strict=True,
            )
        )
        for kind, rows in seen.items()
    }
    told = {"neighbourhoods": SIZE, "rounds": ROUNDS, "kinds": medians}
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
