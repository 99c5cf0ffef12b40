"""The door in: tables from files, checked once, as a region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from ecosystem.tables.check import Checked, inspect
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Region, empty
from ecosystem.tables.outlines import Outlines, outlines
from ecosystem.tables.partition import is_region, open_parquet, parts
from ecosystem.tables.problems import Problem, TableError, stops
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.pseudonyms import pseudonymised
from ecosystem.tables.sheets import TEXTS, Source
from ecosystem.tables.split import Places, everywhere, nowhere, places, region


def load(path: Source, *, lang: Language = "en", fte_hours: float = 36) -> Region:
    """
    Read and check the tables of a region.

    Residents come in by pseudonym. With a key (a file named by the environment variable
    `ECOSYSTEM_KEY_FILE`, which `ecosystem new-key` makes) they have the same one in every
    delivery; without, one that only this delivery gives. Either way their rows remain personal
    data. A column that looks like numbers of persons is refused, and free text about residents.

    Parameters
    ----------
    path
        A folder (of text files, workbooks or Parquet files named after their tables), one such
        file, or DataFrames by the name of their table. Names of tables and columns may be
        English or Dutch. Polygons of the neighbourhoods may lie beside them in the folder, as
        `neighbourhoods.geojson`.
    lang
        Language of the messages, `en` or `nl`.
    fte_hours
        Hours a week of one full-time job, for actors with `fte` and without `hours`.

    Returns
    -------
    region
        Neighbourhoods by code, made when asked for. `notices` says what was mended or left
        unread; `accounting` counts the rows of each table.

    Raises
    ------
    TableError
        With every problem at once.

    Examples
    --------
    >>> import pandas as pd
    >>> region = load({"actors": pd.DataFrame({"actor": ["gp", "nurse"], "uren": ["20", "31,5"]})})
    >>> region["all"].actors["hours"].tolist()
    [20.0, 31.5]
    """
    if not isinstance(path, Mapping) and is_region(path):
        return _region(Path(path), lang)
    checked = _inspected(path, fte_hours)
    drawn, odd = _outlines(path, checked)
    problems = [problem for problem in [*checked.problems, *odd] if stops(problem)]
    if problems:
        raise TableError(in_words(problems, lang), checked.accounting, lang)
    placed = places(checked.tables)
    notices = in_words([*checked.problems, *odd, *_placing(placed)], lang)
    whole = region(checked.tables, placed, notices=notices, accounting=checked.accounting)
    return replace(whole, outlines=drawn)


def check(
    path: Source, *, lang: Language = "en"
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """
    Look at every table, and say everything that is the matter at once.

    Parameters
    ----------
    path
        A folder, a file, or DataFrames by the name of their table.
    lang
        Language of the messages.

    Returns
    -------
    problems
        One row per problem that stops `load`, as in `TableError.problems`.
    notices
        What was mended or left unread, in the same columns.
    accounting
        One row per table: `table`, and rows `read`, `accepted`, `refused`, `empty`;
        read is accepted + refused + empty.

    Examples
    --------
    >>> problems, _, accounting = check({"reach": pd.DataFrame({"actor": ["gp"], "buurt": [None]})})
    >>> problems[["column", "code"]].to_numpy().tolist()
    [['neighbourhood', 'required_empty']]
    >>> accounting.to_dict("records")
    [{'table': 'reach', 'read': 1, 'accepted': 0, 'refused': 1, 'empty': 0}]
    """
    if not isinstance(path, Mapping) and is_region(path):
        try:
            whole = _region(Path(path), lang)
        except TableError as error:
            return error.problems, in_words([], lang), error.accounting
        return in_words([], lang), whole.notices, whole.accounting
    checked = _inspected(path, 36)
    found = [*checked.problems, *_outlines(path, checked)[1]]
    problems = [problem for problem in found if stops(problem)]
    notices = [problem for problem in found if not stops(problem)]
    notices += [] if problems else _placing(places(checked.tables))
    return in_words(problems, lang), in_words(notices, lang), checked.accounting


def _inspected(path: Source, fte_hours: float) -> Checked:
    """Check every table, and give residents their pseudonyms."""
    checked = inspect(path, fte_hours=fte_hours)
    tables, told = pseudonymised(checked.tables)
    return replace(checked, tables=tables, problems=[*checked.problems, *told])


def _outlines(path: Source, checked: Checked) -> tuple[Outlines, list[Problem]]:
    """Read the polygons that lie beside tables in a folder."""
    if isinstance(path, Mapping) or not Path(path).is_dir():
        return {}, []
    home = checked.tables.get("neighbourhoods", empty("neighbourhoods"))
    known = home.dropna(subset=["neighbourhood"]).drop_duplicates("neighbourhood")
    codes = dict(zip(known["neighbourhood"], known["neighbourhood"], strict=True))
    parts = known.set_index("neighbourhood")["codes"].dropna().str.split("|").explode()
    return outlines(Path(path), {code: hood for hood, code in parts.items()} | codes)


def _placing(placed: Mapping[str, Places]) -> list[Problem]:
    """Say how many rows of each table belong to no neighbourhood, or to every one."""
    return [
        Problem(name, code, values={"count": count})
        for code, counts in (("nowhere", nowhere(placed)), ("everywhere", everywhere(placed)))
        for name, count in counts.items()
    ]


def _region(folder: Path, lang: Language) -> Region:
    """Open a region that `save` wrote as Parquet, unless other tables stand beside it."""
    beside = [
        Problem(file.relative_to(folder).as_posix(), "beside_region")
        for place in (folder, *(folder / name for name in parts(folder)))
        for file in sorted(place.iterdir())
        if file.suffix.lower() in {*TEXTS, ".xlsx"} and not file.name.startswith((".", "~$"))
    ]
    whole = open_parquet(folder, lang=lang)
    drawn, odd = outlines(folder, {code: code for code in whole.codes})
    stopping = [problem for problem in [*beside, *odd] if stops(problem)]
    if stopping:
        raise TableError(in_words(stopping, lang), whole.accounting, lang)
    return replace(whole, outlines=drawn, notices=in_words(odd, lang))
