"""Loosening lets ties pull, the same way each time; once more, and everybody is back in place."""

from ecosystem.show.view.view import view
from tests.crowd import crowd

PIXELS = "() => document.querySelector('#map canvas').toDataURL()"
MOVED = "() => document.getElementById('loosen').getAttribute('aria-pressed')"


def settled(page):
    """Wait until two pictures of the map in a row are the same, and give the last."""
    last = page.evaluate(PIXELS)
    for _ in range(20):
        page.wait_for_timeout(150)
        now = page.evaluate(PIXELS)
        if now == last:
            return now
        last = now
    raise AssertionError("it never came to rest")


def test_loosening_moves_everybody_and_once_more_puts_them_back_exactly(opened):
    page = opened(view(crowd(30), level="internal"))
    page.mouse.move(5, 5)
    home = settled(page)
    loose = []
    for _ in range(2):
        page.click("#loosen")
        page.mouse.move(5, 5)
        assert page.evaluate(MOVED) == "true"
        loose.append(settled(page))
        page.focus("#search")
        page.click("#loosen")
        page.mouse.move(5, 5)
        assert page.evaluate(MOVED) == "false"
        assert settled(page) == home
    assert loose[0] == loose[1] != home
