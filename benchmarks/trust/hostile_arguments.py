"""Arguments that commands do not know: wrong words and numbers, places where nothing can stand."""

from __future__ import annotations

import argparse
import random
from functools import cache
from pathlib import Path
from typing import Any

from ecosystem.cli.arguments import parser
from tests import test_cbs, test_event_log, test_lists
from tests.surveys import region

ENDLESS = {"lab", "--scheduler"}
"""What does not end by itself: a notebook that stays open, and waiting for another machine."""
WORDS = ("", "niets", "é\u0301", "'; --", "a" * 300, "\udcff", "-", "--", "=1+1", "%s", "{}")
NUMBERS = ("-1", "0", "1", "2", "99999", "1.5", "veel", "1e9", "٣", "")
REFUSED = ("-1", "0", "veel", "9" * 12)
"""Numbers of workers and of neighbourhoods: one that is taken starts as many."""
PLACES = (
    *("tables", "tables/actors.csv", "empty", "no.xls", "no.ods", "old.xlsx", "other.xlsx"),
    *("closed", "loop", "nowhere/at/all", "/dev/null", "/dev/null/x", "/proc/none/x", "bytes.csv"),
    *("edges.csv", "log.csv", "kwb2024.csv", "survey.csv", "other.xls", "book.xls"),
    *("", ".", "a" * 300, "out.html", "out.pdf", "out.xlsx", "out.csv", "out.parquet"),
)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@cache
def _texts() -> dict[str, str]:
    return {
        "tables/actors.csv": "actor;layer;step\ngp;first_line;4\nchoir;collective;3\n",
        "tables/competences.csv": "actor;need\ngp;skin\n",
        "tables/profiles.csv": "profile;needs;residents\np1;skin|mobility;3\n",
        "tables/ties.csv": "actor;partner;requested_by\ngp;choir;policy\n",
        "edges.csv": test_lists.PLAIN[0],
        "log.csv": test_event_log.USUAL,
        "kwb2024.csv": test_cbs.STATLINE,
        "survey.csv": region(3).to_csv(),
    }


def places(folder: Path) -> None:
    """Make what arguments name: small sources, an empty folder, files of other programs."""
    (folder / "tables").mkdir()
    for name, text in _texts().items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "closed").mkdir(mode=0)
    (folder / "loop").symlink_to("loop")
    for name in ("no.xls", "old.xlsx"):
        (folder / name).write_bytes(OLD)
    for name in ("no.ods", "other.xlsx", "other.xls"):
        (folder / name).write_bytes(b"PK\3\4mimetype")
    (folder / "book.xls").write_text("<html><table><tr><td>1</table>", encoding="utf-8")
    (folder / "bytes.csv").write_bytes(bytes(range(256)))


def odd_arguments(pick: random.Random) -> list[str]:
    """Choose a command, and give it what it asks for, or something else."""
    if pick.random() < 0.05:
        return pick.choice(([], [""], ["niets"], ["--niets"], ["import"], ["check", "a", "b"]))
    name, actions = pick.choice(_commands())
    given = list(name)
    for action in actions:
        words = action.option_strings
        needed = action.required or "--neighbourhoods" in words
        needed = needed or (not words and action.nargs not in {"?", "*"})
        if ENDLESS & {*words} or pick.random() < (0.03 if needed else 0.7):
            continue
        given += [*words[-1:], *_values(pick, action)]
    if name == ("example",) and "--neighbourhoods" not in given:
        given += ["--neighbourhoods", "1"]
    return given


@cache
def _commands() -> list[tuple[tuple[str, ...], list[Any]]]:
    """List every command with what it takes, those of `import` by their formats."""
    found = []

    def walk(of: argparse.ArgumentParser, name: tuple[str, ...]) -> None:
        inside = [one for one in of._actions if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001 (argparse says it nowhere else)
        for action in inside:
            for word, one in action.choices.items():
                walk(one, (*name, word))
        if not inside and not ENDLESS & {*name}:
            found.append((name, [one for one in of._actions if one not in inside]))  # noqa: SLF001 (idem)

    walk(parser("en"), ())
    return found


def _values(pick: random.Random, action: argparse.Action) -> list[str]:
    if action.nargs == 0:
        return []
    pool: tuple[str, ...]
    if {"--neighbourhoods", "--workers"} & {*action.option_strings}:
        pool = REFUSED
    elif action.choices is not None:
        pool = (*map(str, action.choices), "niets")
    elif action.type is Path:
        pool = ("tables", "tables", *PLACES)
    elif action.type in {int, float}:
        pool = NUMBERS
    else:
        pool = ("skin", "gp", *WORDS)
    many = pick.randint(0, 3) if action.nargs in {"+", "*"} else action.nargs
    return [pick.choice(pool) for _ in range(many if isinstance(many, int) else 1)]
