"""How a command is made, and the options that several commands take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ecosystem.cli.printing import FORMATS
from ecosystem.cli.speaking import own_words
from ecosystem.tables.language import LANG, LANGUAGES

Subparsers = Any
"""argparse keeps the name of this type to itself."""


class _Help(argparse.HelpFormatter):
    """Says what an option is for in the language that is asked in."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and own_words(action.help)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language it is asked in; its commands are parsers like it."""

    def __init__(self, *, description: str, **named: Any) -> None:
        says = " ".join(own_words(" ".join(part.split())) for part in description.split("\n\n"))
        super().__init__(description=says, formatter_class=_Help, **named)
        says = "language, else the shell's"
        self.add_argument("--lang", choices=LANGUAGES, default=LANG.get(), help=says)


def command(made: Subparsers, name: str, run: Callable[[argparse.Namespace], int]) -> Parser:
    """Make a command; its first sentence is what the list of commands says."""
    says = (run.__doc__ or "").strip()
    one: Parser = made.add_parser(name, help=says.partition("\n")[0], description=says)
    one.set_defaults(run=run)
    return one


def with_steps(parser: Parser) -> None:
    """Take how far `propose` goes."""
    parser.add_argument("--learn", type=int, default=3, metavar="N", help="learning steps")
    parser.add_argument("--most", type=int, default=10, metavar="N", help="moves of each kind")


def with_format(parser: Parser) -> None:
    """Take in which form a table is printed."""
    says = "text for people, csv and json for programs"
    parser.add_argument("--format", choices=FORMATS, default="text", help=says)


def with_level(parser: Parser) -> None:
    """Take at which level it leaves the house."""
    says = "shareable: without names, few residents as <10; internal: with both"
    parser.add_argument(
        "--level", choices=("shareable", "internal"), default="shareable", help=says
    )


def with_source(parser: Parser, *, one: bool = True) -> None:
    """Take what is read, and which one neighbourhood of it."""
    parser.add_argument("source", type=Path, help="a folder of CSVs or Parquet, or a workbook")
    if one:
        parser.add_argument("--neighbourhood", metavar="CODE", help="code or name")


def with_out(parser: Parser, says: str, *, required: bool = True) -> None:
    """Take where it is written."""
    parser.add_argument("--out", type=Path, required=required, help=says)
