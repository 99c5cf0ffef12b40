"""Why something cannot be done is said in the language of whoever asked."""

import ast
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from ecosystem.cli import main
from ecosystem.tables.language import LANG
from ecosystem.tables.neighbourhood import some
from tests.street import hood

HOUSE = Path("ecosystem")
ROOMS = sorted(HOUSE.rglob("refusals.toml"))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.parent.name)
def test_every_refusal_fills_in_the_same_in_english_and_in_dutch(room):
    for key, words in tomllib.loads(room.read_text("utf-8")).items():
        if key != "for_what":
            places = {lang: set(re.findall(r"{(\w+)", words[lang])) for lang in ("en", "nl")}
            assert places["en"] - {"kind"} == places["nl"], key


def test_every_question_that_needs_a_table_has_its_dutch():
    asked = {
        word.value.value
        for file in HOUSE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "for_what" and isinstance(word.value, ast.Constant)
    }
    known = tomllib.loads((HOUSE / "tables" / "refusals.toml").read_text("utf-8"))["for_what"]
    assert asked == set(known)


def test_in_dutch_a_table_that_is_missing_is_named_in_dutch():
    before = LANG.set("nl")
    try:
        with pytest.raises(LookupError, match="Continuïteit: daarvoor is de tabel contacten nodig"):
            hood().need("contacts", for_what="Continuity")
        assert some(("a", "b", "c"), 2) == "a, b en nog 1"
    finally:
        LANG.reset(before)


SURVEY = pd.DataFrame(
    {"neighbourhood": ["BU00010101", "BU00010102"], "upc": [0.5, 0.6], "upc_of": [20, 20]}
)


@pytest.mark.parametrize(
    ("asked", "changed", "said"),
    [
        (["compare-region"], {"neighbourhood": "BU1"}, "twee keer in de meting: BU1"),
        (["compare-region", "--peers", "0"], {"neighbourhood": "BU1"}, "twee keer in de meting"),
        (["compare-region"], {"contact_point": 2}, "is 2; een aandeel ligt tussen 0 en 1"),
        (["compare-region", "--measures", "luck"], {}, "er is geen maat luck in deze meting"),
        (["compare-region", "--peers", "0"], {}, "het aantal gelijkende buurten is 0"),
        (["practices"], {}, "people_a_resident staat niet in deze meting"),
        (["roll-up"], {"codes": "BU9"}, "overlappen: beide bevatten BU9"),
        (["roll-up"], {"neighbourhood": ["a", "b"]}, "a ligt in geen parent"),
        (["spread"], {}, "de meting heeft geen excess_a_resident"),
        (["trend", "--target", "5"], {}, "het doel is 5.0"),
        (["trend", "--elsewhere", "upc"], {}, "upc is geen maat met haar verandering"),
        (["trend", "--elsewhere", "luck=0.1"], {}, "er is geen maat luck; er zijn: residents"),
    ],
)
def test_in_a_dutch_shell_a_survey_is_refused_in_dutch(asked, changed, said, tmp_path, capsys):
    file = tmp_path / "survey.csv"
    SURVEY.assign(**changed).to_csv(file, index=False)
    both = [str(file)] * (2 if asked[0] == "trend" else 1)
    assert main([asked[0], *both, *asked[1:], "--lang", "nl"]) == 1
    assert said in capsys.readouterr().err
