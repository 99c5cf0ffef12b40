"""What a survey says in words; never a value of a table."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from traceback import extract_tb

from ecosystem.tables.problems import Language, TableError

_HOUSE = Path(__file__).resolve().parents[2]


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("ecosystem.region.survey").joinpath("sentences.toml").read_text("utf-8")
    return tomllib.loads(text)


def said(key: str, lang: Language, **filled: object) -> str:
    """
    Say a sentence of `sentences.toml`.

    Parameters
    ----------
    key
        Its name.
    lang
        Language, `en` or `nl`.
    **filled
        What stands in its places.

    Returns
    -------
    said
        The sentence.

    Examples
    --------
    >>> said("lacking", "nl", tables="contacts")
    'geen contacts'
    """
    return _sentences()[key][lang].format(**filled)


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
