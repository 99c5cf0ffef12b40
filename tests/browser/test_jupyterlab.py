"""Notebook 01 in JupyterLab as planners have it: untrusted, run with the mouse, and trusted."""

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright (extra `test`)")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs /usr/bin/chromium")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = "01_neighbourhood.ipynb"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
PLAIN = ["-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ServerApp.root_dir=notebooks"]
START = "from ecosystem.show.lab import lab; lab(Path('notebooks'), browser=False)"
TRUSTED = ["-c", f"from pathlib import Path; {START}"]
PATIENCE = 120_000
"""Milliseconds for a kernel to start and a notebook to run on a busy machine."""


@contextmanager
def served(folder, command):
    """Start JupyterLab on a copy nobody has opened before, for somebody without settings."""
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / NOTEBOOK, folder / "notebooks")
    shutil.copytree(ROOT / "data", folder / "data")
    own = {name: text for name, text in os.environ.items() if not name.startswith("JUPYTER")}
    home = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    server = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=own | home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        address = r"http://(?:localhost|127\.0\.0\.1):\d+/lab\?(token=\w+)"
        found = next(filter(None, (re.search(address, line) for line in server.stdout)))
        yield found[0].replace("/lab?", f"/lab/tree/{NOTEBOOK}?")
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


@contextmanager
def opened(address, profile):
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch_persistent_context(
            str(profile),
            executable_path=str(CHROMIUM),
            args=FLAGS,
            viewport={"width": 1400, "height": 1000},
        )
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        yield page
        browser.close()


def run_all(page):
    """Run the notebook as people do: by the menu, with the mouse."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Cells")).click()


def scrolled(page, selector):
    """Bring something on the screen: JupyterLab draws a cell when it comes near."""
    notebook = page.locator(".jp-WindowedPanel-outer").first
    for _ in range(PATIENCE // 250):
        if page.locator(selector).count():
            page.locator(selector).first.scroll_into_view_if_needed()
            return
        notebook.evaluate(
            """element => {
                const end = element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
                element.scrollTo(0, end ? 0 : element.scrollTop + 400);
            }"""
        )
        page.wait_for_timeout(250)
    raise AssertionError(selector)


def live(page, name):
    """Wait for the live view of a neighbourhood, and give its page."""
    scrolled(page, f'iframe[title*="{name}"]')
    frame = page.frame_locator(f'iframe[title*="{name}"]')
    frame.locator("html[data-drawn]").wait_for(state="attached")
    return frame


def test_a_notebook_nobody_trusts_shows_pictures_and_comes_alive_when_it_is_run(tmp_path):
    (tmp_path / "clone").mkdir()
    with (
        served(tmp_path / "clone", PLAIN) as address,
        opened(address, tmp_path / "profile") as page,
    ):
        scrolled(page, ".ecosystem-still img")
        still = page.locator(".ecosystem-still img")
        assert still.is_visible()
        assert still.evaluate("picture => picture.naturalWidth") > 600
        assert page.locator("iframe").count() == 0

        run_all(page)
        frame = live(page, "Merenbuurt")
        assert not page.locator(".ecosystem-still img").is_visible()
        everybody = frame.locator("#shown").inner_text()
        frame.locator("#legend button").first.click()
        assert frame.locator("#legend button").first.get_attribute("aria-pressed") == "false"
        assert frame.locator("#shown").inner_text() != everybody
        frame.locator("#legend button").first.click()
        frame.locator("#search").fill("GP 1")
        frame.locator("#search").press("Enter")
        assert "GP 1" in frame.locator("#panel").inner_text()

        page.locator(".jp-WindowedPanel-outer").first.evaluate("element => element.scrollTo(0, 0)")
        page.locator(".cm-line span", has_text="BU99990101").first.dblclick()
        page.keyboard.type("BU99990102")
        run_all(page)
        other = live(page, "Lingehof")
        assert "Lingehof" in other.locator("#name").inner_text()


def test_the_command_opens_notebooks_trusted_so_that_views_are_live_at_once(tmp_path):
    (tmp_path / "clone").mkdir()
    with (
        served(tmp_path / "clone", TRUSTED) as address,
        opened(address, tmp_path / "profile") as page,
    ):
        frame = live(page, "Merenbuurt")
        assert "Merenbuurt" in frame.locator("#name").inner_text()
        assert page.get_by_text("Jupyter news").count() == 0
