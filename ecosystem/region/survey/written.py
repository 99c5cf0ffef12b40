"""A survey as a file: whole or not at all, and the same table is the same bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pandas as pd

from ecosystem.protect import Level, protect_survey
from ecosystem.protect.survey import MARK
from ecosystem.region.survey.told import said
from ecosystem.tables.files import write_beside
from ecosystem.tables.inert import inert
from ecosystem.tables.language import Language
from ecosystem.tables.save_workbook import write_workbook

ENDINGS = (".csv", ".parquet", ".xlsx")


def place_for(out: str | Path, lang: Language = "en") -> Path:
    """
    See to it that a survey can be written somewhere, before hours are spent on it.

    Parameters
    ----------
    out
        The file.
    lang
        Language of the messages, `en` or `nl`.

    Returns
    -------
    out
        The same, as a path.

    Raises
    ------
    ValueError
        If its name ends otherwise.
    IsADirectoryError
        If a folder stands there.

    Examples
    --------
    >>> place_for("survey.txt")
    Traceback (most recent call last):
    ValueError: survey.txt: the name of the file ends in .csv, .parquet or .xlsx
    """
    path = Path(out)
    if path.suffix.lower() not in ENDINGS:
        raise ValueError(said("other_ending", lang, file=path))
    if path.is_dir():
        raise IsADirectoryError(said("folder", lang, file=path))
    return path


def write_survey(table: pd.DataFrame, out: Path, *, level: Level = "shareable") -> Path:
    """
    Write a survey beside its place, and swap it in.

    Parameters
    ----------
    table
        What `survey` gives.
    out
        The file; its ending says how. No cell of it is a live formula. Internal, the last
        column says so of every row.
    level
        `shareable` or `internal`, as `protect_survey` explains.

    Returns
    -------
    out
        The same path.
    """
    flat = protect_survey(table, level=level).reset_index()
    if level == "internal":
        flat[MARK] = level
    kind = out.suffix.lower()
    if kind == ".xlsx":
        write_workbook({"survey": flat}, out)
        return out
    if kind == ".csv":
        return write_beside(out, inert(flat).to_csv(index=False, lineterminator="\n").encode())
    content = BytesIO()
    flat.to_parquet(content, index=False)
    return write_beside(out, content.getvalue())
