"""How far it is, for whoever sits and waits: on a terminal or in a notebook, never kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextvars import ContextVar
from importlib import import_module
from time import monotonic
from typing import TypeVar

from ecosystem.tables.language import LANG

PATIENCE = 2.0
"""So many seconds nothing is said in a notebook, where it takes what a cell said before along."""
_OFTEN = 0.2
"""Not said again within so many seconds."""
_MINUTES = 120
"""From so many seconds on it is said in minutes."""
_SAID = {
    "en": ("{what}: {done} of {of}", ", about {left} left"),
    "nl": ("{what}: {done} van {of}", ", nog ongeveer {left}"),
}
_DUTCH = {
    "neighbourhoods": "buurten",
    "moves": "voorstellen",
    "weighing": "wegen",
    "ranking": "ordenen",
    "resamples": "steekproeven",
    "learning steps": "leerstappen",
    "forecast": "vooruitzicht",
}
_TELLS: ContextVar[bool] = ContextVar("_TELLS", default=False)

Thing = TypeVar("Thing")


def counted(things: Collection[Thing], what: str) -> Iterator[Thing]:
    """
    Go through things, and tell somebody who waits how far it is.

    On a terminal it stands on one line of standard error, which is wiped at the end; in a
    notebook at which somebody sits it shows after two seconds, and the cell is cleared at the
    end. Elsewhere (a pipe, a notebook run by a program) nothing is said. Of what counts inside
    what counts, only the outermost is told.

    Parameters
    ----------
    things
        What is gone through.
    what
        What is being done, in a word or two.

    Yields
    ------
    thing
        Each of them.

    Examples
    --------
    >>> list(counted(["gp", "nurse"], "visit"))
    ['gp', 'nurse']
    """
    place = None if _TELLS.get() else _place()
    if place is None:
        yield from things
        return
    show, wipe, patience = place
    began, last, of = monotonic(), -_OFTEN, len(things)
    try:
        for done, thing in enumerate(things):
            since = monotonic() - began
            if since >= patience and since - last >= _OFTEN:
                show(_line_of(what, done, of, since))
                last = since
            before = _TELLS.set(True)
            try:
                yield thing
            finally:
                _TELLS.reset(before)
    finally:
        if last >= 0:
            wipe()


def _line_of(what: str, done: int, of: int, since: float) -> str:
    """Say how far it is, and how long it may still take."""
    lang = LANG.get()
    far, left = _SAID[lang]
    said = far.format(what=_DUTCH.get(what, what) if lang == "nl" else what, done=done, of=of)
    return said + (left.format(left=_lasting(since / done * (of - done))) if done else "")


def _lasting(seconds: float) -> str:
    """Say how long that is: in seconds, or in minutes from two of them on."""
    return f"{seconds / 60:.0f} min" if seconds >= _MINUTES else f"{seconds:.0f} s"


def _place() -> tuple[Callable[[str], None], Callable[[], None], float] | None:
    """Find where to tell it: how to show a line, how to wipe it, and after how long."""
    if sys.stderr.isatty():
        return _line, lambda: _line(""), 0.0
    if not _sits_at_notebook():
        return None
    wipe = import_module("IPython.display").clear_output

    def show(text: str) -> None:
        wipe(wait=True)
        sys.stdout.write(f"{text}\n")

    return show, wipe, PATIENCE


def _line(text: str) -> None:
    """Write over what stands on the line."""
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()


def _sits_at_notebook() -> bool:
    """Tell whether this runs in a notebook that could ask somebody something."""
    known = sys.modules.get("IPython")
    kernel = getattr(known.get_ipython(), "kernel", None) if known else None
    return bool(getattr(kernel, "_allow_stdin", False))
