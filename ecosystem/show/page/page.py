"""The page: one A4 of a neighbourhood to take home, as PDF or as HTML to print."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from ecosystem.find.ranked import find
from ecosystem.measure.options import checked
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.moves import propose
from ecosystem.protect import Level, Outgoing, with_shared_numbers
from ecosystem.protect.handed_in import handed_in
from ecosystem.protect.moves import MEETINGS
from ecosystem.show.page.page_content import NUMBERS, content
from ecosystem.show.page.page_figures import figures, quarters
from ecosystem.show.page.standing import standing, tried
from ecosystem.show.words.framed import pictured
from ecosystem.show.words.told import told
from ecosystem.tables.files import write_beside
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.questions import questions
from ecosystem.tables.refusals import refusal

RESAMPLES = 10
"""Enough to tell what holds from what does not; more take longer."""
_DOTS = 110


class Page:
    """
    One A4 of what may leave of a neighbourhood.

    A class because it has several faces: it shows itself in a notebook, and is a PDF, or a page
    for a browser to print, as one likes.

    Parameters
    ----------
    outgoing
        What `protect` made, with what `page` adds.

    Raises
    ------
    TypeError
        If it is anything else.
    """

    def __init__(self, outgoing: Outgoing) -> None:
        if not isinstance(outgoing, Outgoing):
            kind = type(outgoing).__name__
            raise TypeError(f"a page is made of what protect(hood) returns, not of a {kind}")
        self._outgoing = outgoing

    @cached_property
    def _content(self) -> dict[str, Any]:
        return content(self._outgoing)

    @cached_property
    def html(self) -> str:
        """The page for a browser, which prints it on one A4; it asks nothing of any host."""
        from jinja2 import Template  # noqa: PLC0415 (slow to start)

        made: str = Template(_part("page.html"), autoescape=True).render(self._content)
        return made

    @cached_property
    def pdf(self) -> bytes:
        """The page as PDF, tagged for who has it read aloud; the same bytes for the same tables."""
        return _printed(self._content, format="pdf", pdf_standards="ua-1")

    @cached_property
    def png(self) -> bytes:
        """The page as a picture, in few colours: a notebook keeps its bytes."""
        from io import BytesIO  # noqa: PLC0415

        from PIL import Image  # noqa: PLC0415 (slow to start)

        small = BytesIO()
        # Printed twice as fine: the printer cuts letters of a drawing where dots are few.
        with Image.open(BytesIO(_printed(self._content, format="png", ppi=2 * _DOTS))) as full:
            few = (
                full.convert("RGB")
                .reduce(2)
                .quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            )
            few.save(small, "png", optimize=True)
        return small.getvalue()

    @property
    def numbers(self) -> dict[str, str]:
        """The numbers of the page as it tells them, by name; empty where they are not known."""
        return {
            name: " → ".join(filter(None, (one["was"], one["value"])))
            for name, one in zip(NUMBERS, self._content["numbers"], strict=True)
        }

    def save(self, path: str | os.PathLike[str]) -> Path:
        """
        Write the page as one file, whole or not at all.

        Parameters
        ----------
        path
            The file: a PDF, or a page for a browser where it ends in `.html`, or where typst is
            not installed; then `.html` takes the place of its ending.

        Returns
        -------
        path
            The file that was written.
        """
        to = Path(path)
        if to.suffix == ".html" or not can_print():
            return write_beside(to.with_suffix(".html"), self.html.encode("utf-8"))
        return write_beside(to, self.pdf)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Show a picture that says what it is; without typst, the page itself, shut off."""
        if can_print():
            told = [self._content["title"], "".join(text for text, _ in self._content["lead"])]
            shown = pictured(self.png, ". ".join(told))
            return {"text/plain": repr(self), "text/html": shown}
        source = self.html.replace("&", "&amp;").replace('"', "&quot;")
        frame = f'<iframe sandbox srcdoc="{source}" width="820" height="1140"></iframe>'
        return {"text/plain": repr(self), "text/html": frame}

    def __repr__(self) -> str:
        told = self._content
        return (
            f"Page of {self._outgoing.code}: {len(told['gaps']['rows'])} gaps, "
            f"{len(told['stops']['rows'])} to stop, {len(told['moves']['rows'])} moves, "
            f"{self._outgoing.level}"
        )


def page(
    hood: Neighbourhood,
    moves: pd.DataFrame | None = None,
    *,
    findings: pd.DataFrame | None = None,
    level: Level = "shareable",
    lang: Language = "en",
    resamples: int = RESAMPLES,
) -> Page:
    """
    Put a neighbourhood on one A4: the numbers, where it hurts, what could stop, what to do.

    Three moves stand on it, of those that save something and hold in some resample: three or
    fewer as they are handed in, else the first, which saves most people, the one of another kind
    that frees most hours, and the next of a kind that is not there yet. They carry the number of
    the whole list. After is with these three carried out. Averages are of all residents
    together. How firmly a thing holds is tried of what stands on the page alone.

    Parameters
    ----------
    hood
        A checked neighbourhood; it stays as it was.
    moves
        A table of `propose`, or the rows of it that are to be on the page; proposed here when
        it is not given.
    findings
        A table of `find`, idem.
    level
        `shareable` or `internal`, as `protect` explains; the page says which.
    lang
        Language of the page, `en` or `nl`.
    resamples
        In how many resamples it is tried whether findings and moves hold; none when 0.

    Returns
    -------
    page
        Shows itself in a notebook; `page.save(path)` writes a PDF, or HTML.

    Raises
    ------
    ValueError
        If the level or the language is not one of ours, `resamples` is below 0, or findings or
        moves are no table of `find` or `propose`.

    Examples
    --------
    >>> page(street, resamples=0)
    Page of street: 2 gaps, 2 to stop, 2 moves, shareable
    """
    if resamples < 0:
        raise ValueError(
            refusal("ecosystem.tables", "low", lang, name="resamples", number=resamples, low=0)
        )
    checked(lang=lang)
    handed_in(lang, findings=findings, moves=moves)
    moves = propose(hood, lang=lang) if moves is None else moves
    if level == "shareable" and "shared" not in moves:
        moves = with_shared_numbers(hood, moves, lang=lang)
    findings = find(hood, lang=lang) if findings is None else findings
    taken = standing(hood, moves, resamples)
    findings = tried(hood, findings, resamples, level)
    after = what_if(hood, taken) if len(taken) else hood
    made = told(hood, findings=findings, moves=moves, after=after, level=level, lang=lang)
    numbers = figures(made) | quarters(hood, level) | {"resamples": float(resamples) or None}
    tables = {
        "moves": _marked(made, taken),
        "figures": pd.DataFrame({"figure": list(numbers), "value": list(numbers.values())}),
        "questions": questions(hood, lang=lang),
    }
    return Page(replace(made, tables={**made.tables, **tables}))


def can_print() -> bool:
    """
    Tell whether typst is installed, so that a page can be a PDF.

    Returns
    -------
    can_print
        Yes or no.

    Examples
    --------
    >>> isinstance(can_print(), bool)
    True
    """
    return find_spec("typst") is not None


def _marked(made: Outgoing, taken: pd.DataFrame) -> pd.DataFrame:
    """Mark which of the moves that may be told stand on the page, and how firmly they hold."""
    on_page = taken.set_index("shared") if made.level == "shareable" else taken
    moves = made.tables["moves"].set_index("number", drop=False)
    moves["on_page"] = moves.index.isin(on_page.index)
    fewer = on_page["people_saved"].gt(0).fillna(value=False).astype("bool")
    moves["fewer"] = fewer.reindex(moves.index, fill_value=False)
    holds = on_page.get("survives", pd.Series(dtype="Float64")).astype("Float64")
    if made.level == "shareable":  # of others it hangs on residents one by one
        holds = holds.where(on_page["move"].isin(MEETINGS))
    moves["survives"] = holds.reindex(moves.index).astype("float64")
    return moves.reset_index(drop=True)


def _part(name: str) -> str:
    return files("ecosystem.show.page").joinpath("paper", name).read_text("utf-8")


def _printed(said: dict[str, Any], **how: Any) -> bytes:
    """Print with the letters that matplotlib brings, and no others: the same everywhere."""
    import typst  # noqa: PLC0415 (an extra)
    from matplotlib import get_data_path  # noqa: PLC0415 (slow to start)

    made: bytes = typst.compile(
        _part("page.typ").encode(),
        sys_inputs={"data": json.dumps(said)},
        font_paths=[f"{get_data_path()}/fonts/ttf"],
        ignore_system_fonts=True,
        **how,
    )
    return made
