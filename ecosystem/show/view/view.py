"""
The interactive view: one page that needs nothing else, in a notebook or in a file.

The network is drawn by the vis-network that pyvis brings, in our own template (`view_file`):
pyvis itself is not even imported, because its pages load from the internet and run what stands
in a label, and it takes a second to start.
"""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.protect import Level, Outgoing
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.view.view_file import page, plain
from ecosystem.show.words.framed import framed
from ecosystem.show.words.saved import Saved
from ecosystem.show.words.told import told
from ecosystem.show.words.words import say
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood


class View(Saved):
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
        return page(self._outgoing, self._drawing)

    @cached_property
    def png(self) -> bytes:
        """The still picture."""
        from ecosystem.show.view.picture import picture  # noqa: PLC0415 (matplotlib is slow to start)

        return picture(self._outgoing, self._drawing)

    def _repr_html_(self) -> str:
        """Show a live frame, before it a picture that only an untrusted notebook shows."""
        lang = self._outgoing.lang
        title = say("map", lang).format(name=plain(self._outgoing.name))
        may = "allow-scripts allow-downloads"
        return framed(self.html, self.png, title, lang=lang, may=may)

    def __repr__(self) -> str:
        tables = self._outgoing.tables
        lines = [tie for tie in self._drawing.ties if not tie.found and not tie.move]
        ties = sum(tie.change != "comes" for tie in lines)
        moves = f", {len(tables['moves'])} moves" if "moves" in tables else ""
        return (
            f"View of {plain(self._outgoing.name)}: {len(tables['actors'])} actors, {ties} ties, "
            f"{len(tables.get('findings', ()))} findings{moves}, {self._outgoing.level}"
        )


def view(
    hood: Neighbourhood,
    *,
    findings: pd.DataFrame | None = None,
    moves: pd.DataFrame | None = None,
    after: Neighbourhood | None = None,
    level: Level = "shareable",
    lang: Language = "en",
) -> View:
    """
    Show a neighbourhood as a map one can search: who helps, near or far, and what was found.

    Everybody stands on a ring: informal help nearest to the residents in the middle, then the
    collective, generalists, those of one field, specialists. Findings carry the number they
    have in the table. With moves, a switch shows now, after and the difference at the same
    places, with what it makes of the figures.

    Parameters
    ----------
    hood
        A checked neighbourhood; it stays as it was.
    findings
        A table of `find`, or some rows of it; they are numbered in its order.
    moves
        A table of `propose`, or some rows of it. Internal they keep their number; shared, they
        are numbered anew, because their order was counted over residents: some rows keep the
        number of the whole list where `protect.with_shared_numbers` gave it.
    after
        The neighbourhood as it would be; by default what `what_if` makes of the moves.
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
    if after is None and moves is not None:
        after = what_if(hood, moves)
    return View(told(hood, findings=findings, moves=moves, after=after, level=level, lang=lang))
