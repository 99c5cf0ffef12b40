"""What a planner takes home of each neighbourhood: the view, the page, the tables, and an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pandas as pd

from ecosystem.find.ranked import find
from ecosystem.measure.options import checked
from ecosystem.propose.carry_out.what_if import what_if
from ecosystem.propose.moves import COLUMNS as MOVES
from ecosystem.propose.moves import propose
from ecosystem.protect import Level
from ecosystem.region.survey.told import where
from ecosystem.show.area_map.region_view import view_region
from ecosystem.show.export import workbook
from ecosystem.show.page.page import RESAMPLES, can_print, page
from ecosystem.show.page.page_content import NUMBERS
from ecosystem.show.page.page_words import PHRASES
from ecosystem.show.view.view import View
from ecosystem.show.words.told import told
from ecosystem.tables.files import free, names_after
from ecosystem.tables.folders import together
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.progress import counted

SENTENCES = 3
FILES = ("view", "page", "tables")
_MAP = "map.html"
COLUMNS = ["neighbourhood", "name", *FILES, *NUMBERS, "sentences", "failed"]


def report(
    region: Region,
    folder: str | Path,
    *,
    codes: Sequence[str] | None = None,
    learn: int = 3,
    resamples: int = RESAMPLES,
    level: Level = "shareable",
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Write the view, the page and the tables of each neighbourhood, and an index of them all.

    All files appear together, once every one of them is whole; a report that is stopped, or a
    disk that is full, leaves the earlier one. A neighbourhood that fails is named, what there
    was of it stays, and the others go on. Of several there is a map too, `map.html`, from which
    each view opens.

    Parameters
    ----------
    region
        What `load` gives.
    folder
        Where to write; files are named after the codes of the neighbourhoods.
    codes
        Which neighbourhoods; by default all of them.
    learn
        How many learning steps `propose` looks for; with 0 no moves are looked for at all,
        which takes a tenth of the time.
    resamples
        As `page` takes it.
    level
        `shareable` or `internal`, as `protect` explains.
    lang
        Language of everything, `en` or `nl`.

    Returns
    -------
    report
        One row per neighbourhood, by code: `neighbourhood`, `name`, `view`, `page` and `tables`
        (paths; the tables are an Excel workbook, findings and moves first), the numbers of the
        page as it tells them (`now`, `fewest`, `hours`, `push`, `uncovered`; empty where not
        known), `sentences` (up to three, a line each: why of the first finding of each of the
        first three kinds), `failed` (why; empty where it did not).

    Examples
    --------
    >>> region = eco.load("data/rivierenwijk")
    >>> report(region, folder, codes=["BU99990101"], learn=0, resamples=0)["failed"].tolist()
    ['']
    >>> sorted(path.suffix for path in folder.iterdir())
    ['.html', '.html', '.pdf', '.xlsx']
    """
    checked(learn=learn, lang=lang)
    folder, named = Path(folder), names_after(region.codes)
    rows, views = [], {}
    with together(folder) as part:
        for code in counted(sorted(codes or region.codes), "neighbourhoods"):
            try:
                row, contents = _one(region[code], learn, resamples, level=level, lang=lang)
                names = [f"{named[code]}{ending}" for ending in contents]
                for name in names:
                    free(folder / name)
            except Exception as error:  # noqa: BLE001 (whatever it is, the others go on)
                rows.append({"neighbourhood": code, "failed": _why(error)})
                continue
            for name, content in zip(names, contents.values(), strict=True):
                (part / name).write_bytes(content)
            views[code] = names[0]
            paths = [str(folder / name) for name in names]
            rows.append(row | dict(zip(FILES, paths, strict=True)))
        blank = dict.fromkeys(COLUMNS, "")
        table = pd.DataFrame([blank | row for row in rows], columns=COLUMNS, dtype="str")
        if len(views) > 1:
            told_of = replace(region, codes=tuple(views))
            view_region(told_of, links=views, level=level, lang=lang).save(part / _MAP)
        text = index(table, level, lang, place=_MAP if len(views) > 1 else "")
        (part / "index.html").write_bytes(text.encode("utf-8"))
    return table


def _why(error: Exception) -> str:
    """Say why one failed: the text of any other error may hold a resident's value."""
    ours = isinstance(error, OSError | MissingTable)
    return f"{type(error).__name__}: {error}" if ours else where(error)


def _one(
    hood: Neighbourhood, learn: int, resamples: int, *, level: Level, lang: Language
) -> tuple[dict[str, str], dict[str, bytes]]:
    """Make the row of a neighbourhood, and its files by their endings."""
    found = find(hood, lang=lang)
    none = pd.DataFrame(columns=list(MOVES)).astype(MOVES).rename_axis("number")
    moves = propose(hood, learn=learn, lang=lang) if learn else none
    made = page(hood, moves, findings=found, level=level, lang=lang, resamples=resamples)
    then = {"moves": moves, "after": what_if(hood, moves)} if len(moves) else {}
    out = told(hood, findings=found, **then, level=level, lang=lang)
    contents = {
        ".html": View(out).html.encode("utf-8"),
        **({".pdf": made.pdf} if can_print() else {"_a4.html": made.html.encode("utf-8")}),
        ".xlsx": workbook(out, ahead=("findings", "moves", "comparison")),
    }
    ahead = out.tables["findings"].drop_duplicates("finding").head(SENTENCES)
    row = {"neighbourhood": hood.code, "name": hood.name, **made.numbers}
    return row | {"sentences": "\n".join(ahead["because"])}, contents


def index(table: pd.DataFrame, level: Level, lang: Language, *, place: str = "") -> str:
    """
    Make the page that lists every neighbourhood with its numbers and its files.

    Parameters
    ----------
    table
        What `report` gives.
    level
        `shareable` or `internal`; the page says which.
    lang
        Its language.
    place
        File of the map of all of them; none where empty.

    Returns
    -------
    index
        HTML without any script; what failed is named, with why.
    """
    from jinja2 import Template  # noqa: PLC0415 (slow to start)

    source = files("ecosystem.show.page").joinpath("paper", "index.html").read_text("utf-8")
    rows = table.to_dict("records")
    for row in rows:
        row["links"] = [(one, Path(row[one]).name) for one in FILES if row[one]]
    said = {key: phrase[lang] for key, phrase in PHRASES.items()}
    made: str = Template(source, autoescape=True).render(
        lang=lang, level=said[level], say=said, numbers=list(NUMBERS), rows=rows, map=place
    )
    return made
