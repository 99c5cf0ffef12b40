"""In which language a command is asked, and what it takes in that language."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ecosystem.tables.language import LANG, LANGUAGES, Language


def asked_in(arguments: Sequence[str]) -> Language:
    """
    Find the language before anything is refused in it: that of --lang, or else of the shell.

    Examples
    --------
    >>> asked_in(["check", "mijn_buurt", "--lang", "nl"])
    'nl'
    """
    alone = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    alone.add_argument("--lang", nargs="?")
    said = alone.parse_known_args(arguments)[0].lang
    return next((lang for lang in LANGUAGES if lang == said), LANG.get())


def own_words(text: str) -> str:
    """
    Say a text of the command line in that language.

    Examples
    --------
    >>> own_words("usage: ")
    'usage: '
    """
    return _dutch().get(text, text) if LANG.get() == "nl" else text


@cache
def _dutch() -> dict[str, str]:
    return tomllib.loads(files("ecosystem.cli").joinpath("dutch.toml").read_text("utf-8"))


vars(argparse).update(  # it asks gettext, of which a catalogue is a binary file
    _=own_words, ngettext=lambda one, many, count: own_words(one if count == 1 else many)
)
