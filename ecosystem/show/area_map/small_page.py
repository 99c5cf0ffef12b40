"""The page of small multiples: drawings and words, and no script at all."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from string import Template
from xml.etree import ElementTree as ET

from ecosystem.protect import Level
from ecosystem.show.drawing.positions import ACROSS, CORE
from ecosystem.show.drawing.shapes import FAINT, INK, LOOKS
from ecosystem.show.drawing.sketch import Polygon, Sketch, Small, columns, corners
from ecosystem.show.view.view_file import plain
from ecosystem.show.words.words import say, several
from ecosystem.tables.language import Language


def small_page(smalls: Sequence[Small], level: Level, lang: Language) -> str:
    """
    Put drawings and figures into a page.

    Parameters
    ----------
    smalls
        Each neighbourhood, in its order.
    level
        What all of them are.
    lang
        Language of the words.

    Returns
    -------
    html
        One page that asks nothing of any host and runs nothing; every text in it is escaped by
        what writes the tree.
    """
    title = several("multiples", len(smalls), lang)
    head = ET.Element("header")
    _text(head, "h1", title)
    _text(head, "p", say("multiples_how", lang))
    _text(head, "p", say(level, lang), id="level", **{"class": level})
    body = ET.Element("main", {"class": f"by{columns(len(smalls))}"})
    for small in smalls:
        body.append(_figure(small, lang))
    whole = ET.Element("title")
    whole.text = f"{title} · {say(level, lang)}"
    folder = files("ecosystem.show.area_map") / "region_page"
    return Template((folder / "small.html").read_text("utf-8")).substitute(
        lang=lang,
        title=_written(whole),
        style=(folder / "small.css").read_text("utf-8"),
        head=_written(head),
        main=_written(body),
        foot=_written(_legend(smalls, lang)),
    )


def _written(tree: ET.Element) -> str:
    return ET.tostring(tree, encoding="unicode", short_empty_elements=False)


def _text(inside: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    made = ET.SubElement(inside, tag, attributes)
    made.text = plain(text)
    return made


def _figure(small: Small, lang: Language) -> ET.Element:
    figure = ET.Element("figure")
    drawn = _drawn(small.sketch)
    says = say("multiples_drawing", lang).format(name=small.name)
    drawn.attrib |= {"role": "img", "aria-label": plain(says)}
    figure.append(drawn)
    caption = ET.SubElement(figure, "figcaption")
    name = ET.SubElement(caption, "h2")
    if small.link:
        _text(name, "a", small.name, href=small.link)
    else:
        name.text = plain(small.name)
    rows = ET.SubElement(caption, "dl")
    for label, number in small.figures:
        row = ET.SubElement(rows, "div")
        _text(row, "dt", label)
        _text(row, "dd", number)
    return figure


def _drawn(sketch: Sketch) -> ET.Element:
    """Draw a sketch as SVG, lines of one width in one path."""
    left, top, right, bottom = sketch.frame
    drawn = ET.Element("svg", {"viewBox": f"{left:g} {top:g} {right - left:g} {bottom - top:g}"})
    for across, down in sketch.rings:
        ring = {"rx": f"{across:g}", "ry": f"{down:g}", "fill": "none", "stroke": FAINT}
        ET.SubElement(drawn, "ellipse", ring | {"stroke-width": "2"})
    for wide in sorted({line[3] for line in sketch.lines}):
        path = "".join(
            f"M{a[0]:.0f} {a[1]:.0f}Q{h[0]:.0f} {h[1]:.0f} {b[0]:.0f} {b[1]:.0f}"
            for a, h, b, own in sketch.lines
            if own == wide
        )
        line = {"d": path, "fill": "none", "stroke": "#a9b2ba", "stroke-width": f"{wide:g}"}
        ET.SubElement(drawn, "path", line)
    core = {"r": f"{CORE * ACROSS:g}", "fill": "#fff", "stroke": INK, "stroke-width": "2.5"}
    ET.SubElement(drawn, "circle", core)
    for polygon, colour in sketch.shapes:
        ET.SubElement(drawn, "path", {"d": _closed(polygon), "fill": colour, "stroke": "#fff"})
    return drawn


def _closed(polygon: Polygon) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in polygon) + "z"


def _legend(smalls: Sequence[Small], lang: Language) -> ET.Element:
    """Name the layers that are drawn anywhere."""
    seen = {colour for small in smalls for _, colour in small.sketch.shapes}
    legend = ET.Element("footer")
    for layer, (_, colour, _) in LOOKS.items():
        if colour in seen:
            key = ET.SubElement(legend, "span")
            drawn = ET.SubElement(key, "svg", {"viewBox": "-30 -30 60 60", "aria-hidden": "true"})
            shape = {"d": _closed(corners(layer, 0, 0, 11)), "fill": colour}
            ET.SubElement(drawn, "path", shape)
            _text(key, "b", say(f"layer_{layer}", lang))
    return legend
