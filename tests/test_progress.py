"""Who waits is told how far it is; nothing of it is kept."""

import io
import sys
from types import SimpleNamespace

import pytest

import ecosystem as eco
from ecosystem.tables import progress
from ecosystem.tables.language import LANG
from ecosystem.tables.progress import counted
from tests.street import street


class _Terminal(io.StringIO):
    """What looks like a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def seconds(monkeypatch):
    """Time that only passes where the test says so."""
    now = SimpleNamespace(time=1000.0)
    monkeypatch.setattr(progress, "monotonic", lambda: now.time)
    return now


@pytest.fixture
def terminal(monkeypatch):
    made = _Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=made, modules=sys.modules))
    return made


def lines(terminal):
    return terminal.getvalue().split("\r\x1b[K")[1:]


def test_a_terminal_shows_one_line_and_it_is_wiped_at_the_end(terminal, seconds):
    for _ in counted(range(3), "visits"):
        seconds.time += 4
    told = ["visits: 0 of 3", "visits: 1 of 3, about 8 s left", "visits: 2 of 3, about 4 s left"]
    assert lines(terminal) == [*told, ""]
    assert "\n" not in terminal.getvalue()


def test_it_is_told_in_dutch_where_that_is_spoken(terminal, seconds):
    before = LANG.set("nl")
    for _ in counted(range(2), "moves"):
        seconds.time += 4
    LANG.reset(before)
    assert lines(terminal) == ["voorstellen: 0 van 2", "voorstellen: 1 van 2, nog ongeveer 4 s", ""]


def test_what_goes_fast_is_not_said_again_and_again(terminal, seconds):
    for _ in counted(range(100), "visits"):
        seconds.time += 1 / 128
    assert [line.split(" of")[0] for line in lines(terminal)[:-1]] == [
        f"visits: {done}" for done in (0, 26, 52, 78)
    ]


def test_only_the_outermost_is_told(terminal, seconds):
    for _ in counted(range(2), "outer"):
        for _ in counted(range(2), "inner"):
            seconds.time += 1
    assert "inner" not in terminal.getvalue()
    assert lines(terminal)[-2:] == ["outer: 1 of 2, about 2 s left", ""]


def test_the_line_is_wiped_when_it_goes_wrong(terminal, seconds):
    def fails():
        for _ in counted(range(2), "visits"):
            seconds.time += 1
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert lines(terminal) == ["visits: 0 of 2", ""]
    assert list(counted(range(1), "again")) == [0]
    assert lines(terminal)[2:] == ["again: 0 of 1", ""]


def test_a_pipe_gets_nothing(capsys):
    assert list(counted("abc", "letters")) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_what_is_no_notebook_is_left_alone(monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert list(counted("abc", "letters")) == ["a", "b", "c"]
    assert "IPython" not in sys.modules


@pytest.mark.parametrize(
    ("kernel", "told"),
    [({"_allow_stdin": True}, True), ({"_allow_stdin": False}, False), ({}, False)],
)
def test_a_notebook_is_told_only_where_somebody_sits_at_it(
    monkeypatch, capsys, seconds, kernel, told
):
    wiped = []
    shell = SimpleNamespace(kernel=SimpleNamespace(**kernel))
    display = SimpleNamespace(clear_output=lambda wait=False: wiped.append(wait))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    for _ in counted(range(4), "visits"):
        seconds.time += 1
    said = "visits: 2 of 4, about 2 s left\nvisits: 3 of 4, about 1 s left\n"
    assert capsys.readouterr().out == (said if told else "")
    assert wiped == ([True, True, False] if told else [])


def test_what_takes_long_says_how_far_it_is_and_leaves_nothing(terminal):
    moves = eco.propose(street())
    eco.robustness(street(), moves, times=2)
    eco.saving_curve(street(), most=1)
    told = {line.split(":")[0] for line in lines(terminal)}
    assert told == {"", "moves", "weighing", "ranking", "resamples", "learning steps"}
    assert lines(terminal)[-1] == ""


def test_what_takes_long_is_told_in_minutes(terminal, seconds):
    for _ in counted(range(3), "visits"):
        seconds.time += 240
    assert lines(terminal)[1:3] == [
        "visits: 1 of 3, about 8 min left",
        "visits: 2 of 3, about 4 min left",
    ]


@pytest.mark.parametrize(
    ("each", "left"), [(119, "119 s"), (120, "2 min"), (7200, "120 min"), (7290, "122 min")]
)
def test_two_minutes_are_the_first_that_are_told_as_minutes(terminal, seconds, each, left):
    for _ in counted(range(2), "visits"):
        seconds.time += each
    assert lines(terminal)[1] == f"visits: 1 of 2, about {left} left"
