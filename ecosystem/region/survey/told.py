"""What a survey says in words; never a value of a table."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from traceback import extract_tb

from ecosystem.tables.problems import TableError
from ecosystem.tables.refusals import refusal

_HOUSE = Path(__file__).resolve().parents[2]
said = partial(refusal, "ecosystem.region.survey")
"""Say a sentence of `refusals.toml`: its name, the language, and what stands in its places."""


def where(error: BaseException) -> str:
    """
    Say what went wrong by kind and place: the text of an error may hold a resident's value.

    Parameters
    ----------
    error
        Any error; of tables that may not come in the problems are named, which hold none.

    Returns
    -------
    where
        Such as `ValueError in cover.py`.

    Examples
    --------
    >>> where(KeyError("anna"))
    'KeyError'
    """
    if isinstance(error, TableError):
        rows = error.problems
        each = zip(rows["file"], rows["message"], strict=True)
        return "; ".join(f"{file}: {what}" for file, what in each)
    ours = [at for at in extract_tb(error.__traceback__) if _HOUSE in Path(at.filename).parents]
    return type(error).__name__ + "".join(f" in {Path(at.filename).name}" for at in ours[-1:])
