"""How a notebook shows a picture, and a page that is live; also where it is not trusted."""

from __future__ import annotations

import base64
import html

from ecosystem.show.words.words import say
from ecosystem.tables.language import Language

_HIGH = 660
"""Height of a live page, in pixels."""


def pictured(png: bytes, told: str, *, size: str = "") -> str:
    """
    Put a picture into an element that says in words what it shows.

    Parameters
    ----------
    png
        The picture.
    told
        What it shows, for who does not see it.
    size
        More attributes, each with a space after it.

    Returns
    -------
    pictured
        HTML that needs nothing else.

    Examples
    --------
    >>> pictured(b"abc", "A < B")
    '<img alt="A &lt; B" src="data:image/png;base64,YWJj">'
    """
    encoded = base64.b64encode(png).decode("ascii")
    return f'<img alt="{html.escape(told)}" {size}src="data:image/png;base64,{encoded}">'


def framed(page: str, png: bytes, title: str, *, lang: Language, may: str = "allow-scripts") -> str:
    """
    Put a page in a frame that is shut off, before it a picture that only who does not trust sees.

    JupyterLab takes style and frames out of a notebook it does not trust, and leaves pictures:
    so the style that hides the picture goes together with the frame.

    Parameters
    ----------
    page
        The page, whole.
    png
        The picture of it.
    title
        What it shows.
    lang
        Language of the line above the picture.
    may
        What the page is allowed in its frame.

    Returns
    -------
    framed
        HTML that needs nothing else.

    Examples
    --------
    >>> framed("<p>1</p>", b"abc", "A map", lang="en").count("A map")
    2
    """
    # In single quotes: data and script hold thousands of double ones.
    source = page.replace("&", "&amp;").replace("'", "&#39;")
    still = pictured(png, title, size='width="100%" ')
    return (
        "<style>.ecosystem-still{display:none}</style>"
        f'<div class="ecosystem-still"><p>{html.escape(say("static", lang))}</p>'
        f"{still}</div>"
        f'<iframe title="{html.escape(title)}" sandbox="{may}" srcdoc=\'{source}\' '
        f'style="width:100%;height:{_HIGH}px;border:1px solid #e3e7ea;border-radius:6px">'
        "</iframe>"
    )
