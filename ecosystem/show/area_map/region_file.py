"""The file of a region's map: template, style, script and data, put together."""

from __future__ import annotations

import html
from importlib.resources import files
from string import Template
from typing import Any

from ecosystem.show.view.view_file import embedded, fingerprint, plain
from ecosystem.show.words.words import say, several

PARTS = ("told", "map", "zoom", "legend", "facts", "hands", "search", "table", "start")
"""The parts of the script, in their order."""


def region_page(facts: dict[str, Any]) -> str:
    """
    Put data, style and script into the template.

    Parameters
    ----------
    facts
        As `region_facts` gathers them.

    Returns
    -------
    html
        One page that asks nothing of any host; it runs one script, by its fingerprint.
    """
    folder = files("ecosystem.show.area_map") / "region_page"
    lang = facts["lang"]
    own = script()
    title = several("region", len(facts["codes"]), lang)
    return Template((folder / "template.html").read_text("utf-8")).substitute(
        lang=lang,
        policy=(
            f"default-src 'none'; script-src {fingerprint(own)}; style-src 'unsafe-inline'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        title=html.escape(plain(f"{title} · {say(facts['level'], lang)}")),
        style=(folder / "region.css").read_text("utf-8"),
        noscript=html.escape(say("script", lang)),
        data=embedded(facts),
        script=own,
    )


def script() -> str:
    """Join the script: its parts, in one scope of their own."""
    folder = files("ecosystem.show.area_map") / "region_page" / "script"
    parts = "".join((folder / f"{part}.js").read_text("utf-8") for part in PARTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'
