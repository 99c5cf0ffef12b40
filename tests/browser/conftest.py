"""One Chromium for all tests of a file, closed after it: JupyterLab is tested in one of its own."""

from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright (extra `test`)")
    if not CHROMIUM.exists():
        pytest.skip("needs /usr/bin/chromium")
    with sync_api.sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")),
            executable_path=str(CHROMIUM),
            args=FLAGS,
            viewport={"width": 1280, "height": 900},
        )
        yield context
        context.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Open a view as a file; whatever it asks or complains of is kept."""
    page = browser.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))

    def show(shown):
        page.goto(shown.save(tmp_path / "view.html").as_uri())
        page.wait_for_selector("html[data-drawn]", state="attached")
        return page

    yield show
    outside = [url for url in page.asked if not url.startswith(("file:", "data:", "blob:"))]
    page.close()
    assert outside == []
    assert page.complaints == []
