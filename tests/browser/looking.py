"""What the tests of the view look with: where something is, and in which colours."""

import io
from collections import Counter

from PIL import Image


def where(page, label):
    """Say where on the screen a node is, while the whole map is seen."""
    return page.evaluate(
        """label => {
            const known = JSON.parse(document.getElementById("data").textContent);
            const at = known.nodes.label.indexOf(label);
            const room = document.getElementById("map").getBoundingClientRect();
            const [left, top, right, bottom] = known.frame;
            const scale = Math.min(room.width / (right - left), room.height / (bottom - top));
            return [room.left + room.width / 2 + known.nodes.x[at] * scale,
                    room.top + room.height / 2 + known.nodes.y[at] * scale];
        }""",
        label,
    )


def colours(page, selector="#map"):
    """Count the colours of what is on the screen."""
    shot = page.locator(selector).screenshot()
    with Image.open(io.BytesIO(shot)) as picture:
        full = picture.convert("RGB")
        return Counter({colour: count for count, colour in full.getcolors(2**24)})
