import ast
import json
from pathlib import Path

import pytest

from benchmarks.trust import __main__ as of_trust
from benchmarks.trust import tests_bite
from benchmarks.trust.__main__ import ALLOWED, PROMISES, RESULTS
from benchmarks.trust.mutants import changed, mutants
from benchmarks.trust.tally import caught, promise

ROOT = Path(__file__).resolve().parents[2]


def every_change(code, folder):
    """Give each change of a piece of code, as what and the line that became of it."""
    path = folder / "piece.py"
    path.write_text(code, encoding="utf-8")
    return [(one.what, ast.unparse(changed(one, folder))) for one in mutants(path, folder)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a < b", [("Lt becomes LtE", "a <= b")]),
        ("a in b", [("In becomes NotIn", "a not in b")]),
        ("a and b", [("And becomes Or", "a or b")]),
        ("a + 1", [("1 becomes 2", "a + 2"), ("Add becomes Sub", "a - 1")]),
        ("x = True", [("True becomes False", "x = False")]),
        ("not a", [("not goes", "+bool(a)")]),
        ("f(a, b)", [("arguments change places", "f(b, a)")]),
        ("def f():\n    return a", [("None is returned", "def f():\n    return None")]),
    ],
)
def test_each_kind_of_change_is_made_once(code, expected, tmp_path):
    assert every_change(code, tmp_path) == expected


@pytest.mark.parametrize(
    "code",
    [
        '"""Words 1 < 2."""',
        "from a import b",
        "f(a, a)",
        "min(a, b)",
        "'a' + b",
        "return_ = 'text'",
        "zip(a, strict=True)",
        "@dataclass(frozen=True, eq=False)\nclass A:\n    a: int",
    ],
)
def test_words_imports_and_what_is_the_same_either_way_are_left_alone(code, tmp_path):
    assert every_change(code, tmp_path) == []


def test_every_promise_has_faults_that_are_planted_in_its_own_test():
    assert [name for name in PROMISES if not promise(name).FAULTS] == []
    missing = [
        name
        for name in PROMISES
        if "FAULTS" not in (ROOT / "tests" / "trust" / f"test_{name}.py").read_text("utf-8")
    ]
    assert missing == []


def test_at_least_twenty_five_faults_are_planted_in_all_each_under_a_name_of_its_own():
    names = [fault for name in PROMISES for fault in promise(name).FAULTS]
    assert len(set(names)) == len(names) >= 25


def test_of_what_was_tried_last_no_more_went_wrong_than_is_allowed():
    figures = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert list(figures) == sorted(PROMISES)
    wrong = {
        name: (each["failed"], each["tried"])
        for name, each in figures.items()
        if each["failed"] > float(ALLOWED[name]) * each["tried"]
    }
    assert wrong == {}
    assert {name for name, share in ALLOWED.items() if float(share)} == {
        "personal_numbers",
        "tests_bite",
    }


def test_a_long_run_in_which_too_much_goes_wrong_ends_so(monkeypatch, tmp_path):
    monkeypatch.setattr(of_trust, "RESULTS", tmp_path / "trust.json")
    monkeypatch.setattr(of_trust.quoted, "main", lambda: None)
    monkeypatch.setattr("sys.argv", ["trust", "--promise", "optimum"])
    for failed in (0, 1):
        figures = {"failed": failed, "tried": 1_000, "allowed": 0.0}
        monkeypatch.setattr(of_trust, "tried", lambda *_, figures=figures: figures)
        if failed:
            with pytest.raises(SystemExit, match="more went wrong than is allowed: optimum"):
                of_trust.main()
        else:
            of_trust.main()
    assert json.loads((tmp_path / "trust.json").read_text())["optimum"]["failed"] == 1


def test_a_line_that_cannot_be_noticed_still_stands_where_it_is_said_to():
    for file, _, source in tests_bite.equivalent():
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        assert source in [line.strip() for line in lines], (file, source)


@pytest.mark.parametrize("room", ["tables", "protect"])
def test_all_of_a_room_is_changed_and_its_tests_are_there(room):
    changed_ones = {file for file in tests_bite.bitten() if f"/{room}/" in file}
    every = {f"ecosystem/{room}/{file.name}" for file in (ROOT / "ecosystem" / room).glob("*.py")}
    assert every - changed_ones == {f"ecosystem/{room}/__init__.py"}
    named = {name for names in tests_bite.bitten().values() for name in names}
    assert [name for name in named if not (ROOT / "tests" / f"test_{name}.py").exists()] == []


def test_changes_of_the_door_the_minimum_and_what_leaves_are_noticed():
    tally = tests_bite.run(range(tests_bite.SHORT))
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", tests_bite.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(tests_bite, fault, most=1)
