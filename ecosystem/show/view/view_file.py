"""
The file of a view: template, style, script, library and data, put together.

The script is kept in short parts of one idea each; they are joined in the order stated here,
so that each may use what comes before it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import zlib
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Any

from ecosystem.protect import Outgoing
from ecosystem.show.drawing.positions import ACROSS, CORE
from ecosystem.show.drawing.shapes import (
    DASHES,
    INK,
    LINES,
    LOOKS,
    SOFT,
    Drawing,
    Node,
    Tie,
    crowding,
    tie_width,
)
from ecosystem.show.view.changes import changes
from ecosystem.show.view.facts import columns, facts
from ecosystem.show.words.words import say

PARTS = (
    "data",
    "moves",
    "words",
    "elements",
    "moves_table",
    "table",
    "library",
    "state",
    "when",
    "map",
    "curves",
    "looks",
    "filters",
    "sight",
    "letters",
    "plates",
    "names",
    "below",
    "above",
    "fitting",
    "loosen",
    "moves_panel",
    "panel",
    "pointer",
    "search",
    "keys",
    "legend",
    "choices",
    "paper",
    "save",
    "head",
    "start",
)
"""The parts of the script, in their order: what is known, what is seen, what hands can do."""
STYLES = ("view.css", "moves.css")
"""The styles, in their order."""


def page(outgoing: Outgoing, drawing: Drawing) -> str:
    """
    Put data, library, style and script into the template.

    Parameters
    ----------
    outgoing
        What may leave.
    drawing
        What is drawn of it, and where.

    Returns
    -------
    html
        One page that asks nothing of any host; it runs two scripts, by their fingerprint.
    """
    folder = files("ecosystem.show.view") / "view_page"
    library, own = _library(), script()
    scripts = " ".join(fingerprint(part) for part in (library, own))
    title = f"{plain(outgoing.name)} · {say(outgoing.level, outgoing.lang)}"
    return Template((folder / "template.html").read_text("utf-8")).substitute(
        lang=outgoing.lang,
        policy=(
            f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=html.escape(title),
        style="".join((folder / name).read_text("utf-8") for name in STYLES),
        noscript=html.escape(say("script", outgoing.lang)),
        data=embedded(
            {
                **facts(outgoing, drawing),
                "changes": changes(outgoing, drawing),
                "vis": _drawn(drawing),
            }
        ),
        library=_packed(library),
        script=own,
    )


def script() -> str:
    """
    Join our own script: the parts as they are named in `PARTS`, in one scope of their own.

    Returns
    -------
    script
        What the page runs besides vis-network.
    """
    folder = files("ecosystem.show.view") / "view_page" / "script"
    parts = "".join((folder / f"{part}.js").read_text("utf-8") for part in PARTS)
    return f'"use strict";\n(async () => {{\n{parts}}})();\n'


def _library() -> str:
    """Read the vis-network that pyvis brings, without importing pyvis."""
    found = find_spec("pyvis")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the view needs pyvis 0.3.2: pip install pyvis==0.3.2")
    folder = Path(found.submodule_search_locations[0])
    whole = (folder / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text("utf-8")
    return whole.partition("\n//# sourceMappingURL")[0]


@cache
def _packed(library: str) -> str:
    """Write a library in a third of its bytes, as a page of many views or a mail should."""
    packed = base64.b64encode(zlib.compress(library.encode(), 9)).decode()
    return f"data:application/zlib;base64,{packed}"


def fingerprint(script: str) -> str:
    """
    Name a script by its fingerprint, so that a page runs it and nothing else.

    Parameters
    ----------
    script
        The whole script.

    Returns
    -------
    fingerprint
        As a Content-Security-Policy has it.

    Examples
    --------
    >>> fingerprint("")[:13]
    "'sha256-47DEQ"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def plain(text: str) -> str:
    r"""
    Make one line of text, without what does not print.

    Parameters
    ----------
    text
        Any.

    Returns
    -------
    line
        Its words, a space apart.

    Examples
    --------
    >>> plain("two\n lines ")
    'two lines'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def embedded(data: dict[str, Any]) -> str:
    r"""
    Write data so that it cannot end the element it stands in.

    Parameters
    ----------
    data
        Texts and numbers by name.

    Returns
    -------
    json
        Without any letter that is markup.

    Examples
    --------
    >>> embedded({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _drawn(drawing: Drawing) -> dict[str, Any]:
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
            "dashes": _dashes(tie),
            "bend": tie.bend[1] * (1 if tie.bend[0] == "curvedCW" else -1),
        }
        for index, tie in enumerate(drawing.ties)
    ]
    return {"nodes": columns(nodes), "edges": columns(edges)}


def _dashes(tie: Tie) -> list[int] | bool:
    """Say how a line is broken: of findings in dots, where one leaves it to another as well."""
    if tie.move:
        return {"stop": [7, 5], "way": [2, 5]}.get(tie.family, False)
    return [2, 4] if tie.found else DASHES[tie.relation] or False


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
