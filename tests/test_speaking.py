"""The command line speaks the language of whoever asks, also where it is asked wrong."""

import argparse
import inspect
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ecosystem.cli import main
from ecosystem.cli.arguments import MEASURES, parser
from ecosystem.cli.going_out import WITH

DUTCH = tomllib.loads(Path("ecosystem/cli/dutch.toml").read_text("utf-8"))
PLACES = re.compile(r"%(?:\(\w+\))?\w")


def texts(one):
    """Give what a parser and its commands say: of themselves, and of what they take."""
    yield one.description
    for group in one._action_groups:
        yield group.title
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from (choice.help for choice in action._choices_actions)
            for inner in action.choices.values():
                yield from texts(inner)
        elif action.help:
            yield action.help.removesuffix(", ".join(MEASURES)).removesuffix(", ".join(WITH))


def test_everything_it_says_has_its_dutch_and_nothing_else_has():
    said = {*texts(parser("en"))}
    left = {text for text in said if text not in DUTCH}
    whole = "\n".join(left)
    assert all(not _without(DUTCH, text).strip() for text in left)
    argparses = inspect.getsource(argparse)
    needless = {text for text in DUTCH if text not in said and text not in whole}
    assert {text for text in needless if repr(text)[1:-1] not in argparses} == set()


def _without(known, text):
    """Take out of a description the sentences that have their Dutch."""
    for one in sorted(known, key=len, reverse=True):
        text = text.replace(one, "")
    return text


@pytest.mark.parametrize("text", DUTCH)
def test_the_dutch_fills_in_nothing_that_the_english_does_not(text):
    assert {*PLACES.findall(DUTCH[text])} <= {*PLACES.findall(text)}


WRONG = [
    (["vieuw"], "COMMAND: invalid choice: 'vieuw'", "COMMAND: 'vieuw' bestaat hier niet; kies uit"),
    (["view", "x"], "arguments are required: --out", "dit ontbreekt nog: --out"),
    (["find"], "arguments are required: source", "dit ontbreekt nog: source"),
    (["find", "x", "--moost", "3"], "arguments: --moost 3", "hier niet bekend: --moost 3"),
    (["find", "x", "--most", "y"], "invalid int value: 'y'", "--most: 'y' is geen getal"),
    (["find", "x", "--most"], "expected one argument", "--most: hier hoort één waarde achter"),
    (["compose", "x", "--needs"], "at least one argument", "hier hoort minstens één waarde"),
    (["trend", "a", "b", "--reference", "c"], "expected 2 arguments", "horen 2 waarden achter"),
    (
        ["survey", "x", "--out", "y", "--workers", "1", "--scheduler", "z"],
        "--scheduler: not allowed with argument --workers",
        "--scheduler: gaat niet samen met --workers",
    ),
    (["what-if", "x", "--mo", "3"], "could match --moves, --most", "zijn: --moves, --most"),
    (["report", "x", "--first=1"], "ignored explicit argument '1'", "geen waarde achter: '1'"),
]


@pytest.mark.parametrize(("asked", "en", "nl"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_what_is_asked_wrong_is_told_in_the_language_asked(asked, en, nl, capsys):
    for lang, told in (("en", en), ("nl", nl)):
        with pytest.raises(SystemExit, match="2"):
            main([*asked, "--lang", lang])
        assert told in capsys.readouterr().err


def test_the_help_of_a_command_is_dutch_as_well(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["find", "--lang", "nl", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("gebruik: ecosystem find [-h]")
    assert "Toon wat er gevonden is, het belangrijkste eerst" in told
    assert "source een map met CSV's of Parquet, of een werkmap opties: -h, --help toon" in told


@pytest.mark.parametrize(
    ("shell", "told"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "gebruik: ecosystem"),
        ({"LC_ALL": "nl_NL", "LANG": "en_GB.UTF-8"}, "gebruik: ecosystem"),
        ({"LC_ALL": "C.UTF-8", "LANG": "nl_NL.UTF-8"}, "usage: ecosystem"),
    ],
)
def test_without_a_language_it_speaks_that_of_the_shell(shell, told):
    rest = {name: text for name, text in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    asked = [sys.executable, "-m", "ecosystem"]
    done = subprocess.run(asked, env=rest | shell, capture_output=True, text=True, check=False)
    assert done.stderr.startswith(told)


def test_heads_of_an_indicator_nobody_has_are_refused_with_those_there_are(capsys):
    asked = ["heads", "data/rivierenwijk", "--of", "youth_care", "--people", "age_90", "--lang"]
    assert main([*asked, "nl"]) == 1
    assert "age_90: in geen enkele buurt; er zijn: age_65_plus" in capsys.readouterr().err
    assert main([*asked, "en"]) == 1
    assert "age_90: in no neighbourhood; there are: age_65_plus" in capsys.readouterr().err


def test_heads_are_told_in_the_words_of_people(capsys):
    asked = ["heads", "data/rivierenwijk", "--of", "youth_care", "--people", "age_80_plus"]
    assert main([*asked, "--lang", "nl"]) == 0
    headings = capsys.readouterr().out.splitlines()[0].split()
    assert headings[:5] == ["buurt", "naam", "plaats", "wie", "helpen"]
