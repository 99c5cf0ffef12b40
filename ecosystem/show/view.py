"""
The interactive view: one page that needs nothing else, in a notebook or in a file.

The only room that knows pyvis and the browser. The network is drawn by the vis-network that
pyvis brings, in our own template: pyvis itself is not even imported, because its pages load
from the internet and run what stands in a label, and it takes a second to start.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd

from ecosystem.protect import Level, Outgoing
from ecosystem.show.drawing import draw
from ecosystem.show.facts import columns, facts
from ecosystem.show.positions import ACROSS, CORE
from ecosystem.show.shapes import (
    DASHES,
    INK,
    LINES,
    LOOKS,
    SOFT,
    Drawing,
    Node,
    crowding,
    tie_width,
)
from ecosystem.show.told import told
from ecosystem.show.words import say
from ecosystem.tables.files import write_beside
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language

_HIGH = 660
"""Height of the view in a notebook, in pixels."""


class View:
    """
    The interactive view of what may leave of a neighbourhood.

    A class because a notebook asks for several faces of one thing: it shows itself live where
    the notebook is trusted, as a still picture where it is not, and prints as one line that
    does not change between runs.

    Parameters
    ----------
    outgoing
        What `protect` made.

    Raises
    ------
    TypeError
        If it is anything else.
    """

    def __init__(self, outgoing: Outgoing) -> None:
        self._drawing = draw(outgoing)
        self._outgoing = outgoing

    @cached_property
    def html(self) -> str:
        """The whole page, with its script and data; it asks nothing of any host."""
        return _page(self._outgoing, self._drawing)

    @cached_property
    def png(self) -> bytes:
        """The still picture."""
        from ecosystem.show.picture import picture  # noqa: PLC0415 (matplotlib is slow to start)

        return picture(self._outgoing, self._drawing)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """
        Write the page as one HTML file, whole or not at all.

        Parameters
        ----------
        path
            The file; an earlier one of that name stays until the new one is complete.

        Returns
        -------
        path
            The file.
        """
        return write_beside(Path(path), self.html.encode("utf-8"))

    def _repr_html_(self) -> str:
        """
        Show a live frame, before it a picture that only an untrusted notebook shows.

        JupyterLab takes style and frames out of a notebook it does not trust, and leaves
        pictures: so the style that hides the picture goes together with the frame.
        """
        lang = self._outgoing.lang
        title = html.escape(say("map", lang).format(name=_plain(self._outgoing.name)))
        still = base64.b64encode(self.png).decode("ascii")
        # In single quotes: data and script hold thousands of double ones.
        source = self.html.replace("&", "&amp;").replace("'", "&#39;")
        return (
            "<style>.ecosystem-still{display:none}</style>"
            f'<div class="ecosystem-still"><p>{html.escape(say("static", lang))}</p>'
            f'<img alt="{title}" width="100%" src="data:image/png;base64,{still}"></div>'
            f'<iframe title="{title}" sandbox="allow-scripts" srcdoc=\'{source}\' '
            f'style="width:100%;height:{_HIGH}px;border:1px solid #e3e7ea;border-radius:6px">'
            "</iframe>"
        )

    def __repr__(self) -> str:
        tables = self._outgoing.tables
        ties = sum(not tie.found for tie in self._drawing.ties)
        return (
            f"View of {_plain(self._outgoing.name)}: {len(tables['actors'])} actors, {ties} ties, "
            f"{len(tables.get('findings', ()))} findings, {self._outgoing.level}"
        )


def view(
    hood: Neighbourhood,
    *,
    findings: pd.DataFrame | None = None,
    level: Level = "shareable",
    lang: Language = "en",
) -> View:
    """
    Show a neighbourhood as a map one can search: who helps, near or far, and what was found.

    Everybody stands on a ring: informal help nearest to the residents in the middle, then the
    collective, generalists, those of one field, specialists. Findings carry the number they
    have in the table.

    Parameters
    ----------
    hood
        A checked neighbourhood; it stays as it was.
    findings
        A table of `find`, or some rows of it; they are numbered in its order.
    level
        `shareable` or `internal`, as `protect` explains; the page says which.
    lang
        Language of the page, `en` or `nl`.

    Returns
    -------
    view
        Shows itself in a notebook; `view.save(path)` writes one file to mail or keep.

    Examples
    --------
    >>> view(street)
    View of The street: 5 actors, 5 ties, 0 findings, shareable
    """
    return View(told(hood, findings=findings, level=level, lang=lang))


def _page(outgoing: Outgoing, drawing: Drawing) -> str:
    """Put data, library, style and script into the template."""
    page = files("ecosystem.show") / "view_page"
    part = {name: (page / name).read_text("utf-8") for name in ("view.js", "view.css")}
    library = _library().partition("\n//# sourceMappingURL")[0]
    scripts = " ".join(_hash(script) for script in (library, part["view.js"]))
    title = f"{_plain(outgoing.name)} · {say(outgoing.level, outgoing.lang)}"
    return Template((page / "template.html").read_text("utf-8")).substitute(
        lang=outgoing.lang,
        policy=(
            f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=html.escape(title),
        style=part["view.css"],
        noscript=html.escape(say("script", outgoing.lang)),
        data=_json({**facts(outgoing, drawing), "vis": _vis(drawing)}),
        vis=library,
        script=part["view.js"],
    )


def _library() -> str:
    """Read the vis-network that pyvis brings, without importing pyvis."""
    found = find_spec("pyvis")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the view needs pyvis 0.3.2: pip install pyvis==0.3.2")
    folder = Path(found.submodule_search_locations[0])
    return (folder / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text("utf-8")


def _hash(script: str) -> str:
    """Name a script by its fingerprint: the page runs these two and nothing else."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _plain(text: str) -> str:
    """One line of text without what does not print."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _json(data: dict[str, Any]) -> str:
    """Write data so that it cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _vis(drawing: Drawing) -> dict[str, Any]:
    """List what vis-network draws: nodes and edges, and no text at all."""
    nodes: list[dict[str, Any]] = [
        {"id": index, "x": node.x, "y": node.y, **_look(node)}
        for index, node in enumerate(drawing.nodes)
    ]
    core = {"background": "#ffffff", "border": INK}
    nodes.append(
        {"id": len(nodes), "x": 0, "y": 0, "shape": "dot", "size": CORE * ACROSS, "color": core}
        | {"borderWidth": 1.3}
    )
    crowd = crowding(drawing)
    edges = [
        {
            "id": index,
            "from": tie.a,
            "to": tie.b,
            "width": tie_width(tie, crowd),
            "dashes": [2, 4] if tie.found else DASHES[tie.relation] or False,
            "bend": tie.bend[1] * (1 if tie.bend[0] == "curvedCW" else -1),
        }
        for index, tie in enumerate(drawing.ties)
    ]
    return {"nodes": columns(nodes), "edges": columns(edges)}


def _look(node: Node) -> dict[str, Any]:
    """Say how vis-network draws a node."""
    if node.kind == "actor":
        shape, colour, grow = LOOKS[node.layer]
        colours = {"background": colour, "border": "#ffffff"}
        return {
            "shape": shape,
            "size": round(node.radius * grow, 1),
            "color": colours,
        }
    line = LINES["gap"] if node.kind == "need" else SOFT
    colours = {"background": "#ffffff", "border": line}
    look = {"shape": "dot", "size": node.radius, "color": colours}
    dashes = {"shapeProperties": {"borderDashes": [3, 2.5]}} if node.uncovered else {}
    return {**look, "borderWidth": 2, **dashes}
